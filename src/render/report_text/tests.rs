//! Markdown in, anchored HTML out.

use super::*;
use crate::report::text::read;

/// A report with a figure for each `(number, indicator)` and a mark for each `(sentence, sign)`.
fn shown(
    markdown: &str,
    figures: &[(&str, &str)],
    marks: &[(&str, &str)],
) -> (String, Vec<Diagnostic>) {
    let text = read(markdown);
    let figures: Vec<FigureMark> = figures
        .iter()
        .map(|(quote, indicator)| FigureMark {
            spot: text.find(quote, None).remove(0),
            indicator: (*indicator).to_owned(),
            note: format!("<i>{indicator}</i>"),
        })
        .collect();
    let marks = marks
        .iter()
        .map(|(id, sign)| {
            (
                (*id).to_owned(),
                SentenceMark {
                    sign: (*sign).to_owned(),
                    words: format!("“{sign}”"),
                },
            )
        })
        .collect();
    let resolve = |path: &str| (path == "a.md").then(|| "/a/".to_owned());
    let input = TextInput {
        file: "content/p.md",
        whole: markdown,
        body: (0, markdown.len()),
        text: &text,
        marks: &marks,
        figures: &figures,
        resolve: &resolve,
    };
    render(&input)
}

fn html(markdown: &str) -> String {
    let (html, findings) = shown(markdown, &[], &[]);
    assert_eq!(findings, []);
    // Shorter to read: `⟨id|words⟩` is a sentence.
    html.replace("<span class=\"sentence\" id=\"", "⟨")
        .replace("</span>", "⟩")
        .replace("\">", "|")
}

#[test]
fn headings_paragraphs_and_sentences_have_anchors() {
    assert_eq!(
        html("# 题目\n\n前言。\n\n## 一、做法\n\n甲。乙；丙\n\n### (一)化解\n\n丁。"),
        "<h1 id=\"s-0|题目</h1>\n<p>⟨p-0-1|前言。⟩</p>\n<h2 id=\"s-1|一、做法</h2>\n<p>⟨p-1-1|甲。⟩⟨p-1-2|乙；⟩⟨p-1-3|丙⟩</p>\n\
         <h3 id=\"s-1-1|(一)化解</h3>\n<p>⟨p-1-1-1|丁。⟩</p>\n"
    );
}

#[test]
fn run_in_sections_put_their_anchor_on_the_paragraph() {
    assert_eq!(
        html("## 一、做法\n\n**1、调解。**好。"),
        "<h2 id=\"s-1|一、做法</h2>\n<p id=\"s-1-1|⟨p-1-1-1|<strong>1、调解。</strong>⟩⟨p-1-1-2|好。⟩</p>\n"
    );
}

#[test]
fn a_sentence_that_ends_inside_markup_closes_it_and_opens_it_again() {
    assert_eq!(
        html("**甲。*乙。*丙**丁。"),
        "<p>⟨p-0-1|<strong>甲。</strong>⟩⟨p-0-2|<strong><em>乙。</em></strong>⟩⟨p-0-3|<strong>丙</strong>丁。⟩</p>\n"
    );
    assert_eq!(
        html("[甲。乙](/x)丙"),
        "<p>⟨p-0-1|<a href=\"/x|甲。</a>⟩⟨p-0-2|<a href=\"/x|乙</a>丙⟩</p>\n"
    );
}

#[test]
fn figures_stand_on_the_bytes_of_their_number_and_their_notes_after_the_paragraph() {
    let (html, findings) = shown(
        "共**104**个、1**5**人。\n\n后。",
        &[("104", "grids"), ("15", "staff")],
        &[("p-0-1", "改")],
    );
    assert_eq!(findings, []);
    assert_eq!(
        html,
        "<p><span class=\"sentence\" id=\"p-0-1\" data-mark=\"改\" data-mark-text=\"“改”\">共<strong><span class=\"figure\" data-figure=\"grids\">104</span></strong>个、\
         <span class=\"figure\" data-figure=\"staff\">1</span><strong><span class=\"figure\" data-figure=\"staff\">5</span></strong>人。</span></p>\n\
         <div class=\"notes\" data-not-text><i>grids</i><i>staff</i></div>\n<p><span class=\"sentence\" id=\"p-0-2\">后。</span></p>\n"
    );
}

#[test]
fn the_notes_of_a_table_stand_after_it_and_those_of_an_item_in_it() {
    let (html, _) = shown(
        "| 甲 | 乙 |\n|---|---|\n| 12 | 13 |\n\n- 共14\n  - 共15\n",
        &[("12", "a"), ("14", "b"), ("15", "c")],
        &[],
    );
    let html = html
        .replace("<span class=\"sentence\" id=\"", "⟨")
        .replace("</span>", "⟩")
        .replace("\">", "|");
    assert_eq!(
        html,
        "<table><thead><tr><th>⟨p-0-1|甲⟩</th><th>⟨p-0-2|乙⟩</th></tr></thead><tbody>\n\
         <tr><td>⟨p-0-3|<span class=\"figure\" data-figure=\"a|12⟩⟩</td><td>⟨p-0-4|13⟩</td></tr>\n</tbody></table>\n\
         <div class=\"notes\" data-not-text><i>a</i></div>\n\
         <ul>\n<li>⟨p-0-5|共<span class=\"figure\" data-figure=\"b|14⟩⟩<div class=\"notes\" data-not-text><i>b</i></div>\n\
         <ul>\n<li>⟨p-0-6|共<span class=\"figure\" data-figure=\"c|15⟩⟩<div class=\"notes\" data-not-text><i>c</i></div>\n</li>\n</ul>\n</li>\n</ul>\n"
    );
}

#[test]
fn signatures_have_their_class_and_are_no_sentences() {
    assert_eq!(
        html("## 一、做法\n\n好。\n\n青禾镇人民政府\n\n2021年1月5日\n"),
        "<h2 id=\"s-1|一、做法</h2>\n<p>⟨p-1-1|好。⟩</p>\n<p class=\"signature|青禾镇人民政府</p>\n<p class=\"signature|2021年1月5日</p>\n"
    );
}

#[test]
fn emphasis_beside_full_width_signs_and_line_ends_agree_with_the_text() {
    assert_eq!(
        html("推进**“放管服”**改革，\n**重点：**正文  \n又一行\nrule of\nlaw"),
        "<p>⟨p-0-1|推进<strong>“放管服”</strong>改革，<strong>重点：</strong>正文<br />\n又一行rule of law⟩</p>\n"
    );
    assert_eq!(
        html("甲\\*\\*乙，共 ** 三 ** 个"),
        "<p>⟨p-0-1|甲**乙，共 ** 三 ** 个⟩</p>\n"
    );
}

#[test]
fn raw_html_is_shown_and_never_passed_through() {
    let (html, _) = shown(
        "甲<b onclick=\"x()\">乙</b>。\n\n<script>alert(1)</script>\n\n[丙](javascript:alert(1)) [丁](@/a.md#x) ![戊](data:text/html,x)",
        &[],
        &[],
    );
    assert!(
        !html.contains("<script")
            && !html.contains("<b ")
            && !html.contains("javascript:")
            && !html.contains("data:text"),
        "{html}"
    );
    assert!(
        html.contains("<code data-not-text>&lt;script&gt;alert(1)&lt;/script&gt;</code>"),
        "{html}"
    );
    assert!(html.contains("<a href=\"/a/#x\">丁</a>"), "{html}");
}

#[test]
fn images_code_and_quotes_are_kept() {
    assert_eq!(
        html("> 引 `a<b` 文\n\n![图一](tu.png \"题\")\n\n```\n代码。行\n```\n"),
        "<blockquote>\n<p>⟨p-0-1|引 <code>a&lt;b</code> 文⟩</p>\n</blockquote>\n<p><img src=\"tu.png\" alt=\"图一\" title=\"题\" /></p>\n\
         <pre><code>⟨p-0-3|代码。⟩⟨p-0-4|行\n⟩</code></pre>\n"
    );
}

#[test]
fn a_text_that_differs_is_shown_and_reported_once() {
    let markdown = "## 一、做法\n\n甲。\n\n乙。\n";
    let text = read("## 一、做法\n\n丙。\n\n丁。\n");
    let (html, findings) = render(&TextInput {
        file: "content/p.md",
        whole: markdown,
        body: (0, markdown.len()),
        text: &text,
        marks: &BTreeMap::new(),
        figures: &[],
        resolve: &|_| None,
    });
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].place.as_ref().unwrap().line, 3);
    assert!(html.contains("甲。") && html.contains("乙。"));
}

/// The text of HTML, without what is no text of the report.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let end = rest[start..]
            .find('>')
            .map_or(rest.len(), |end| start + end + 1);
        rest = if rest[start..].starts_with("<code data-not-text>") {
            rest[start..]
                .find("</code>")
                .map_or("", |close| &rest[start + close + 7..])
        } else {
            &rest[end..]
        };
    }
    text.push_str(rest);
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn every_text_keeps_its_words_in_order_within_balanced_spans() {
    let pieces = [
        "**",
        "*",
        "~~",
        "`",
        "“",
        "”",
        "（",
        "）",
        "。",
        "；",
        "重点",
        "1、",
        "104",
        "a",
        " ",
        "\n",
        "\n\n",
        "\\*",
        "[",
        "](/x)",
        "## 一、",
        "- ",
        "> ",
        "\n\n| 甲。 | 乙 |\n|---|---|\n| 丙",
        "    ",
    ];
    let mut disagreements = 0;
    for seed in 0..3000_u64 {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(7);
        let markdown: String = (0..20)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                pieces[(state >> 33) as usize % pieces.len()]
            })
            .collect();
        let (html, findings) = shown(&markdown, &[], &[]);
        assert_eq!(
            html.matches("<span").count(),
            html.matches("</span>").count(),
            "{markdown:?} gives {html}"
        );
        disagreements += findings.len();
        if findings.is_empty() {
            let read: String = read(&markdown)
                .sections
                .iter()
                .flat_map(|section| &section.blocks)
                .map(|block| block.plain.as_str())
                .collect();
            let squeeze = |text: &str| {
                text.chars()
                    .filter(|letter| !letter.is_whitespace() && *letter != '*')
                    .collect::<String>()
            };
            assert_eq!(
                squeeze(&text_of(&html)),
                squeeze(&read),
                "{markdown:?} gives {html}"
            );
        }
    }
    assert!(
        disagreements < 30,
        "{disagreements} of 3000 texts are read differently"
    );
}
