//! What a mending changes and what it never changes. Enter at [`mended`].

use super::guard::essence;
use super::{Fix, Mended, Papers, Terms, Unmendable, mend};
use crate::check::{Finding, draft};
use crate::import::Profile;
use encoding_rs::GB18030;

fn fixes(found: &[Finding]) -> Vec<Fix> {
    found
        .iter()
        .flat_map(|one| one.fixes.iter().cloned())
        .collect()
}

fn of(name: &str, bytes: &[u8], beside: &[(&str, &str)]) -> Result<Mended, Unmendable> {
    let beside: Vec<(String, String)> = beside
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    let papers = Papers {
        name,
        bytes,
        beside: &beside,
    };
    let found = draft(name, bytes, Profile::fazhi());
    mend(papers, fixes(&found), Terms::embedded())
}

/// The text of a draft after all its findings have been mended.
fn mended(name: &str, text: &str) -> String {
    let mended = of(name, text.as_bytes(), &[]).expect("a text can be mended");
    mended
        .files
        .first()
        .map_or_else(|| text.to_owned(), |file| file.after.clone())
}

const FRONT: &str = "---\ntitle: 丙县甲镇人民政府2021年法治政府建设年度报告\n---\n\n";
const HEAD: &str = "丙县甲镇人民政府2021年法治政府建设年度报告\n";

#[test]
fn marks_between_chinese_words_are_widened_and_figures_stay() {
    let text = format!("{HEAD}一、主要举措\n共办理1,200件,其中3.5%为(简易)程序;时间为12:30。\n");
    assert_eq!(
        mended("a.txt", &text),
        format!("{HEAD}一、主要举措\n共办理1,200件，其中3.5%为（简易）程序；时间为12:30。\n")
    );
}

#[test]
fn a_number_before_a_year_keeps_its_mark_because_a_point_would_make_a_decimal() {
    let text =
        format!("{HEAD}一、主要举措\n（一）依法履职\n1、2021年以来开展检查。\n2、加强培训。\n");
    let after = mended("a.txt", &text);
    assert!(after.contains("1、2021年以来"), "{after}");
    assert!(after.contains("2.加强培训"), "{after}");
}

#[test]
fn a_listed_spelling_is_mended_and_never_inside_a_title() {
    let text = format!("{HEAD}一、主要举措\n布署检查，落实《关于布署工作的通知》。\n");
    let after = mended("a.txt", &text);
    assert!(
        after.contains("部署检查，落实《关于布署工作的通知》"),
        "{after}"
    );
}

#[test]
fn markup_shortcodes_and_links_stay_as_they_are() {
    let text = "---\ntitle: 丙县甲镇人民政府2021年法治政府建设年度报告\ndescription: 甲,乙\n---\n\n## 一、主要举措\n\n依法履职,详见[通知(一)](附件,一.docx)。\n\n{{ figure(id=\"甲,乙\") }}\n\n1、 编制清单,定期更新。\n";
    let after = mended("a.md", text);
    assert!(after.contains("description: 甲,乙"), "{after}");
    assert!(after.contains("依法履职，详见"), "{after}");
    assert!(after.contains("](附件,一.docx)"), "{after}");
    assert!(after.contains("{{ figure(id=\"甲,乙\") }}"), "{after}");
    assert!(after.contains("\n1、 编制清单"), "no list begins: {after}");
}

#[test]
fn an_escaped_angle_bracket_loses_its_backslash_with_its_shape() {
    let text = &format!("{FRONT}## 一、主要举措\n\n落实《\\<行政执法证\\>管理办法》。\n");
    let after = mended("a.md", text);
    assert!(after.contains("《〈行政执法证〉管理办法》"), "{after}");
}

#[test]
fn every_encoding_line_end_and_byte_order_mark_stays() {
    let text = format!("{HEAD}一、主要举措\n全镇划分网格,配备网格员。\n");
    let wanted = text.replace("格,配", "格，配");
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let utf16 = |text: &str| -> Vec<u8> {
        let marked = format!("\u{feff}{text}");
        marked.encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let gb = |text: &str| GB18030.encode(text).0.into_owned();
    for (before, after) in [
        (text.clone().into_bytes(), wanted.clone().into_bytes()),
        (crlf(&text).into_bytes(), crlf(&wanted).into_bytes()),
        (
            format!("\u{feff}{}", crlf(&text)).into_bytes(),
            format!("\u{feff}{}", crlf(&wanted)).into_bytes(),
        ),
        (utf16(&crlf(&text)), utf16(&crlf(&wanted))),
        (gb(&text), gb(&wanted)),
    ] {
        let mended = of("a.txt", &before, &[]).expect("it can be written back");
        assert_eq!(mended.files[0].bytes, after);
    }
}

#[test]
fn word_files_and_damaged_letters_are_not_rewritten() {
    assert_eq!(of("a.docx", b"PK\x03\x04", &[]), Err(Unmendable::Packed));
    let damaged = [HEAD.as_bytes(), &[0xff, 0xfe, 0xfd][..]].concat();
    let bytes = [&damaged[..], "全镇划分,网格。".as_bytes()].concat();
    assert_eq!(of("a.txt", &bytes, &[]), Err(Unmendable::Encoding));
}

#[test]
fn quotes_follow_the_text_in_their_own_manner() {
    let text = format!(
        "{FRONT}## 一、主要举措\n\n共有专职人员15人,兼职4人。划分为104个网格,配备到位。培训(集中)2次。\n"
    );
    let yaml = "# 说明,不动\n- {indicator: a, value: 15, quote: \"专职人员15人,兼职\"}\n- indicator: b\n  value: 104\n  quote: 104个网格\n- {indicator: c, value: 2, quote: '培训(集中)2次'}\n";
    let done = of("a.md", text.as_bytes(), &[("figures.yaml", yaml)]).expect("mended");
    assert_eq!(
        done.files[1].after,
        "# 说明,不动\n- {indicator: a, value: 15, quote: \"专职人员15人，兼职\"}\n- indicator: b\n  value: 104\n  quote: 104个网格\n- {indicator: c, value: 2, quote: '培训（集中）2次'}\n"
    );
    assert!(done.files[0].after.contains("15人，兼职4人。"));
}

#[test]
fn what_an_escaped_quote_cannot_follow_is_left_to_a_person() {
    let text =
        format!("{FRONT}## 一、主要举措\n\n共有专职人员15人,兼职4人。划分为网格,配备到位。\n");
    let yaml = "- indicator: a\n  value: 15\n  quote: \"专职人员15人\\u002c兼职4人\"\n";
    let done = of("a.md", text.as_bytes(), &[("figures.yaml", yaml)]).expect("mended");
    assert_eq!(done.files.len(), 1);
    let after = &done.files[0].after;
    assert!(after.contains("15人,兼职4人。划分为网格，配备"), "{after}");
    assert!(done.left >= 1);
}

#[test]
fn a_difference_shows_no_number_of_a_person() {
    let text = format!("{HEAD}一、主要举措\n联系电话13900000017,请拨打。\n");
    let done = of("a.txt", text.as_bytes(), &[]).expect("mended");
    let diff = done.files[0].diff();
    assert!(
        diff.contains("139****0017") && !diff.contains("13900000017"),
        "{diff}"
    );
    assert!(diff.contains("\n-") && diff.contains("\n+"), "{diff}");
    assert!(done.files[0].after.contains("13900000017，"));
}

#[test]
fn the_essence_holds_every_digit_and_word() {
    let same = |one: &str, other: &str| essence(one, &[]) == essence(other, &[]);
    assert!(same("甲,乙(丙)。", "甲，乙（丙）"));
    assert!(same("一、二级", "一、 二级"));
    for (one, other) in [
        ("1,200件", "1，200件"),
        ("1.5件", "15件"),
        ("10、20", "1020"),
        ("三、四级", "三四级"),
        ("-5", "5"),
        ("5%", "5"),
        ("甲", "乙"),
        ("1、2021年", "1.2021年"),
    ] {
        assert!(!same(one, other), "{one} / {other}");
    }
}

/// Knuth's linear congruential generator; its upper bits are the random ones.
fn next(state: &mut u64, below: usize) -> usize {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).expect("31 bits") % below
}

#[test]
fn whatever_a_draft_looks_like_its_digits_and_words_come_through() {
    const PIECES: [&str; 24] = [
        "办理案件",
        "12",
        "件",
        ",",
        "，",
        "(",
        ")",
        "；",
        ";",
        ":",
        "3.5%",
        "1、",
        "2.",
        "\n",
        "\n\n",
        "做出决定",
        "《办法》、《条例》",
        "“一网”、“两员”",
        "        ",
        "布署",
        "<证>",
        "二〇二一年",
        "**重点**",
        "十、百",
    ];
    let keep = |text: &str| -> String {
        let usual = text.replace("做出", "作出").replace("布署", "部署");
        usual
            .chars()
            .filter(|c| c.is_alphanumeric() || "%*".contains(*c))
            .collect()
    };
    let mut changed = 0;
    for seed in 0..300 {
        let mut state = seed;
        let words: String = (0..60)
            .map(|_| PIECES[next(&mut state, PIECES.len())])
            .collect();
        for (name, head) in [("a.txt", HEAD), ("a.md", FRONT)] {
            let text = format!("{head}{words}\n");
            let after = mended(name, &text);
            changed += usize::from(after != text);
            assert_eq!(keep(&after), keep(&text), "seed {seed}");
            assert_eq!(
                essence(&after, &Terms::embedded().variants),
                essence(&text, &Terms::embedded().variants),
                "seed {seed}"
            );
            let again = mended(name, &after);
            assert_eq!(keep(&again), keep(&text), "seed {seed}, again");
        }
    }
    assert!(changed > 200, "{changed}");
}
