//! Text in, HTML out, with a site that knows two files and three shortcodes.

mod random;

use super::*;
use crate::diagnostic::Level;
use crate::render::shortcode::{ShortcodeCall, ShortcodeKind, ShortcodeTemplates};

struct Site;

impl ShortcodeTemplates for Site {
    fn kind(&self, name: &str) -> Option<ShortcodeKind> {
        match name {
            "x" | "bad" => Some(ShortcodeKind::Html),
            "m" => Some(ShortcodeKind::Markdown),
            _ => None,
        }
    }

    fn render(&self, call: &ShortcodeCall) -> Result<String, Box<Diagnostic>> {
        let value = call.arguments.get("v").map_or(String::new(), |value| {
            value.as_str().map_or(value.to_string(), str::to_owned)
        });
        match call.name.as_str() {
            "x" => Ok(format!(
                "<x>{value}{}</x>",
                call.body.as_deref().unwrap_or("")
            )),
            "m" => Ok(format!("*m{value}*")),
            _ => Err(Box::new(Diagnostic::error(
                "template",
                "render",
                Words::new("`bad` fails", "`bad` 出错"),
            ))),
        }
    }
}

impl BodyHost for Site {
    fn resolve(&self, path: &str) -> Option<String> {
        match path {
            "to.md" => Some("https://a.example/to/".to_owned()),
            "指南/申请 流程.md" => Some("https://a.example/指南/".to_owned()),
            _ => None,
        }
    }

    fn anchor_link(&self, id: &str, level: u32) -> Result<String, Box<Diagnostic>> {
        Ok(format!("<a class=\"h{level}\" href=\"#{id}\">#</a>"))
    }

    fn summary_cutoff(&self, _summary: &str) -> Result<String, Box<Diagnostic>> {
        Ok("&hellip;\n".to_owned())
    }
}

fn body(text: &str, change: impl FnOnce(&mut MarkdownOptions)) -> RenderedMarkdown {
    let mut options = MarkdownOptions::default();
    change(&mut options);
    let whole = format!("+++\n+++\n{text}");
    let input = MarkdownInput {
        file: "content/p.md",
        whole: &whole,
        body: (8, whole.len()),
        permalink: "https://a.example/p/",
        options: &options,
        host: &Site,
        wants_summary: true,
    };
    render(&input)
}

fn html(text: &str) -> String {
    body(text, |_| ()).html
}

/// Name and place of each finding.
fn findings(text: &str) -> Vec<String> {
    let place = |finding: &Diagnostic| {
        finding.place.as_ref().map_or(String::new(), |place| {
            format!("{}:{}:{}", place.file, place.line, place.column)
        })
    };
    body(text, |_| ())
        .diagnostics
        .iter()
        .map(|finding| format!("{} {}", finding.name, place(finding)))
        .collect()
}

fn outline(headings: &[PageHeading]) -> String {
    headings
        .iter()
        .map(|heading| {
            format!(
                "{}[{}]{{{}}}",
                heading.id,
                heading.title,
                outline(&heading.children)
            )
        })
        .collect()
}

#[test]
fn heading_ids_come_from_text_and_doubles_are_numbered_around_reserved_ones() {
    let body = body(
        "# 总则 General\n## Twice\n## Twice\n### With `code` and [link](/x)\n## Own {#my-id .red .blue}\n## Later {#twice-2}\n## Twice\n# Image ![alt](/i.png)\n",
        |_| (),
    );
    assert_eq!(
        outline(&body.toc),
        "zong-ze-general[总则 General]{twice[Twice]{}twice-1[Twice]{with-code-and-link[With code and link]{}}my-id[Own]{}twice-2[Later]{}twice-3[Twice]{}}image-alt[Image alt]{}"
    );
    assert!(
        body.html
            .contains("<h2 id=\"my-id\" class=\"red blue\">Own</h2>")
    );
    assert_eq!(
        body.toc[0].children[0].permalink,
        "https://a.example/p/#twice"
    );
}

#[test]
fn anchor_links_stand_where_they_are_wanted() {
    let with = |mode| body("## A *b*\n", |options| options.anchor_links = mode).html;
    assert_eq!(
        with(AnchorLinks::Left),
        "<h2 id=\"a-b\"><a class=\"h2\" href=\"#a-b\">#</a>A <em>b</em></h2>\n"
    );
    assert_eq!(
        with(AnchorLinks::Right),
        "<h2 id=\"a-b\">A <em>b</em><a class=\"h2\" href=\"#a-b\">#</a></h2>\n"
    );
    assert_eq!(
        with(AnchorLinks::Heading),
        "<h2 id=\"a-b\"><a class=\"h2\" href=\"#a-b\">A <em>b</em></a></h2>\n"
    );
}

#[test]
fn links_become_absolute_and_are_collected() {
    let body = body(
        "[a](@/to.md#x) [b](@/指南/申请%20流程.md) [c](#own) [d](f.pdf) [e](../up) [f](mailto:a@b.example) [g](#) <https://b.example> ![i](i.png)",
        |_| (),
    );
    assert_eq!(
        body.html,
        "<p><a href=\"https://a.example/to/#x\">a</a> <a href=\"https://a.example/%E6%8C%87%E5%8D%97/\">b</a> \
         <a href=\"https://a.example/p/#own\">c</a> <a href=\"https://a.example/p/f.pdf\">d</a> <a href=\"../up\">e</a> \
         <a href=\"mailto:a@b.example\">f</a> <a href=\"#\">g</a> <a rel=\"external\" href=\"https://b.example\">https://b.example</a> \
         <img src=\"https://a.example/p/i.png\" alt=\"i\" /></p>\n"
    );
    let links: Vec<_> = body
        .internal_links
        .iter()
        .map(|link| (link.target.as_deref(), link.anchor.as_deref()))
        .collect();
    assert_eq!(
        links,
        [
            (Some("to.md"), Some("x")),
            (Some("指南/申请 流程.md"), None),
            (None, Some("own"))
        ]
    );
    assert_eq!(body.external_links[0].url, "https://b.example");
}

#[test]
fn broken_links_are_named_with_their_line_in_the_file() {
    assert_eq!(
        findings("一\n\n二 [x](@/no.md)"),
        ["broken-link content/p.md:5:3"]
    );
    assert_eq!(findings("[nothing]()"), ["empty-link content/p.md:3:1"]);
    assert_eq!(
        findings("{{ m() }}\n{{ x(v=1) }} [x](@/no.md)"),
        ["broken-link content/p.md:4:14"]
    );
    let warned = body("[x](@/no.md)", |options| {
        options.broken_links = Level::Warning;
    });
    assert_eq!(
        (warned.html.as_str(), warned.diagnostics[0].is_error()),
        ("<p><a href=\"@/no.md\">x</a></p>\n", false)
    );
}

#[test]
fn links_in_chinese_emphasis_keep_their_place() {
    let body = body("**“重点”**工作 [x](@/no.md)", |options| {
        options.cjk = true;
    });
    assert_eq!(
        body.html,
        "<p><strong>“重点”</strong>工作 <a href=\"@/no.md\">x</a></p>\n"
    );
    let place = body.diagnostics[0].place.as_ref().unwrap();
    assert_eq!(
        (place.line, place.column, place.quote.as_str()),
        (3, 12, "[x](@/no.md)")
    );
}

#[test]
fn external_links_carry_what_the_options_ask_for() {
    let all = ExternalLinks {
        class: Some("out".to_owned()),
        target_blank: true,
        no_follow: true,
        no_referrer: true,
        external: true,
    };
    let body = body(
        "[a](https://b.example/?x=1&y=2 \"T\") [b](ftp://c.example)",
        |options| options.external_links = all,
    );
    assert_eq!(
        body.html,
        "<p><a class=\"out\" rel=\"noopener nofollow noreferrer external\" target=\"_blank\" title=\"T\" href=\"https://b.example/?x=1&amp;y=2\">a</a> <a href=\"ftp://c.example\">b</a></p>\n"
    );
}

#[test]
fn summaries_end_at_the_mark_with_open_elements_closed() {
    let summary = |text| body(text, |_| ()).summary;
    assert_eq!(
        summary("一。\n\n<!-- more -->\n\n二。").as_deref(),
        Some("<p>一。</p>")
    );
    assert_eq!(
        summary("甲 <!--MORE--> 乙").as_deref(),
        Some("<p>甲&hellip;\n</p>\n")
    );
    assert_eq!(
        summary("甲 **乙 <!-- more --> 丙**").as_deref(),
        Some("<p>甲 <strong>乙&hellip;\n</strong></p>\n")
    );
    assert_eq!(
        summary("- 一\n- 二 <!-- more --> 三\n").as_deref(),
        Some("<ul>\n<li>一</li>\n<li>二&hellip;\n</li>\n</ul>\n")
    );
    assert_eq!(summary("<!-- more -->\n\n一。").as_deref(), Some(""));
    assert_eq!(
        summary("无[^1]。\n\n<!-- more -->\n\n[^1]: 注").as_deref(),
        Some("<p>无。</p>")
    );
    assert_eq!(summary("`<!-- more -->`"), None);
    assert_eq!(
        html("一\n\n<!-- more -->\n\n二\n\n<!-- more -->\n"),
        "<p>一</p>\n<span id=\"continue-reading\"></span>\n<p>二</p>\n<!-- more -->\n"
    );
}

#[test]
fn footnotes_move_to_the_bottom_in_the_order_of_their_use() {
    let body = body(
        "A[^b], B[^a], C[^b].\n\n[^a]: Note a.\n[^b]: Note b[^c].\n[^c]: Inner.\n[^d]: Unused.\n",
        |options| options.bottom_footnotes = true,
    );
    assert_eq!(
        body.html,
        "<p>A<sup class=\"footnote-reference\" id=\"fr-b-1\"><a href=\"#fn-b\">1</a></sup>, B<sup class=\"footnote-reference\" id=\"fr-a-1\"><a href=\"#fn-a\">2</a></sup>, \
         C<sup class=\"footnote-reference\" id=\"fr-b-2\"><a href=\"#fn-b\">1</a></sup>.</p>\n<section class=\"footnotes\">\n<ol class=\"footnotes-list\">\n\
         <li id=\"fn-b\">\n<p>Note b<sup class=\"footnote-reference\" id=\"fr-c-1\"><a href=\"#fn-c\">3</a></sup>. <a href=\"#fr-b-1\">↩</a> <a href=\"#fr-b-2\">↩2</a></p>\n</li>\n\
         <li id=\"fn-a\">\n<p>Note a. <a href=\"#fr-a-1\">↩</a></p>\n</li>\n<li id=\"fn-c\">\n<p>Inner. <a href=\"#fr-c-1\">↩</a></p>\n</li>\n</ol>\n</section>\n"
    );
}

#[test]
fn emoji_have_names_outside_code() {
    let body = body(
        "# A :tada:\n:+1: :no_such: 12:30:45 `:smile:` :white_check_mark:",
        |options| options.emoji = true,
    );
    assert_eq!(
        body.html,
        "<h1 id=\"a-tada\">A 🎉</h1>\n<p>👍 :no_such: 12:30:45 <code>:smile:</code> ✅</p>\n"
    );
}

#[test]
fn lazy_images_say_so_and_keep_their_words() {
    let lazy = |text| body(text, |options| options.lazy_images = true).html;
    assert_eq!(
        lazy("![a *b* \"c\"](/a.png \"T\")"),
        "<p><img src=\"/a.png\" title=\"T\" alt=\"a b &quot;c&quot;\" loading=\"lazy\" decoding=\"async\" /></p>\n"
    );
    assert_eq!(
        lazy("![o ![i](/i.png) p](/o.png)"),
        "<p><img src=\"/o.png\" alt=\"o i p\" loading=\"lazy\" decoding=\"async\" /></p>\n"
    );
}

#[test]
fn code_without_colours_names_its_language() {
    assert_eq!(
        html("```rust,linenos,name=x\nlet a = '<';\n```\n"),
        "<pre><code data-lang=\"rust\">let a = &#39;&lt;&#39;;\n</code></pre>\n"
    );
    assert_eq!(
        html("- in:\n  ```sh\n  ls\n  ```\n"),
        "<ul>\n<li>in:<pre><code data-lang=\"sh\">ls\n</code></pre>\n</li>\n</ul>\n"
    );
}

#[test]
fn shortcodes_stand_everywhere() {
    assert_eq!(
        html("{{ x(v=1) }}\n\n{% x() %}\nbody\n{% end %}"),
        "<x>1</x><x>body</x>"
    );
    assert_eq!(
        html("a {{ x(v=1) }} {{ m(v=2) }}"),
        "<p>a <x>1</x> <em>m2</em></p>\n"
    );
    assert_eq!(
        html("```\n{{ x(v=1) }}\n```\n`{{ x(v=2) }}`"),
        "<pre><code>&lt;x&gt;1&lt;/x&gt;\n</code></pre>\n<p><code>&lt;x&gt;2&lt;/x&gt;</code></p>\n"
    );
    assert_eq!(html("<div>{{ x(v=1) }}</div>"), "<div><x>1</x></div>");
    assert_eq!(
        html("[l {{ x(v=1) }}](/u)"),
        "<p><a href=\"/u\">l <x>1</x></a></p>\n"
    );
    let heading = body("# H {{ x(v=1) }} t", |_| ());
    assert_eq!(
        (outline(&heading.toc).as_str(), heading.html.as_str()),
        ("h-t[H  t]{}", "<h1 id=\"h-t\">H <x>1</x> t</h1>\n")
    );
}

#[test]
fn an_error_in_a_shortcode_has_the_place_of_its_use() {
    assert_eq!(findings("一\n\n{{ bad() }}"), ["render content/p.md:5:1"]);
    assert_eq!(findings("{{ none() }}"), ["unknown content/p.md:3:1"]);
}

#[test]
fn anchors_are_found_in_headings_and_in_html() {
    let body = body(
        "# A\n<div id=\"b\"><a name='c'></a><i data-id=\"d\" id=e></i></div>",
        |_| (),
    );
    let found: Vec<bool> = ["a", "b", "c", "d", "e", "", "top"]
        .iter()
        .map(|id| body.has_anchor(id))
        .collect();
    assert_eq!(found, [true, true, true, false, true, true, true]);
}

#[test]
fn a_fragment_has_no_summary() {
    let options = MarkdownOptions::default();
    let input = MarkdownInput {
        file: "t",
        whole: "",
        body: (0, 0),
        permalink: "/",
        options: &options,
        host: &Site,
        wants_summary: true,
    };
    let piece = fragment("*a* <!-- more --> {{/* x() */}}", &input);
    assert_eq!(
        (piece.html.as_str(), piece.summary),
        ("<p><em>a</em> <!-- more --> {{ x() }}</p>\n", None)
    );
}
