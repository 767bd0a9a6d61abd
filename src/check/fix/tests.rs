//! What a mending changes and what it never changes. Enter at [`fixed`].

use super::guard::essence;
use super::{DraftFiles, FixResult, ProposedFix, RuleTerms, UnfixableReason, fix_draft};
use crate::check::{Finding, draft};
use crate::report::ReportKind;
use encoding_rs::GB18030;

fn fixes(found: &[Finding]) -> Vec<ProposedFix> {
    found
        .iter()
        .flat_map(|one| one.fixes.iter().cloned())
        .collect()
}

fn of(name: &str, bytes: &[u8], beside: &[(&str, &str)]) -> Result<FixResult, UnfixableReason> {
    let beside: Vec<(String, Vec<u8>)> = beside
        .iter()
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
        .collect();
    let papers = DraftFiles {
        name,
        bytes,
        beside: &beside,
    };
    let found = draft(name, bytes, Some(ReportKind::default_profile()));
    fix_draft(papers, fixes(&found), RuleTerms::embedded())
}

/// The text of a draft after all its findings have been fixed.
fn fixed(name: &str, text: &str) -> String {
    let fixed = of(name, text.as_bytes(), &[]).expect("a text can be fixed");
    fixed
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
        fixed("a.txt", &text),
        format!("{HEAD}一、主要举措\n共办理1,200件，其中3.5%为（简易）程序；时间为12:30。\n")
    );
}

#[test]
fn a_number_before_a_year_keeps_its_mark_because_a_point_would_make_a_decimal() {
    let text =
        format!("{HEAD}一、主要举措\n（一）依法履职\n1、2021年以来开展检查。\n2、加强培训。\n");
    let after = fixed("a.txt", &text);
    assert!(after.contains("1、2021年以来"), "{after}");
    assert!(after.contains("2.加强培训"), "{after}");
}

#[test]
fn a_listed_spelling_is_fixed_and_never_inside_a_title() {
    let text = format!("{HEAD}一、主要举措\n布署检查，落实《关于布署工作的通知》。\n");
    let after = fixed("a.txt", &text);
    assert!(
        after.contains("部署检查，落实《关于布署工作的通知》"),
        "{after}"
    );
}

#[test]
fn letters_that_belong_to_two_words_are_no_misspelling() {
    for words in [
        "通过政务公开栏发布署名文章。",
        "公布署实名举报的渠道。",
        "光伏项目按装机容量补助。",
        "既使群众少跑路又使干部多服务。",
        "按装表户数核算。",
        "普及法制政府部门率先。",
        "由村交待办事项到镇。",
        "十二月份内完成工作。",
        "把饭做出来再说明。",
    ] {
        let text = format!("{HEAD}一、主要举措\n{words}\n");
        assert_eq!(fixed("a.txt", &text), text);
        let found = draft(
            "a.txt",
            text.as_bytes(),
            Some(ReportKind::default_profile()),
        );
        let fixes = fixes(&found);
        assert!(fixes.is_empty(), "{fixes:?}");
    }
    let text = format!("{HEAD}一、主要举措\n县委布署检查，开立帐户。\n");
    let after = fixed("a.txt", &text);
    assert!(after.contains("县委部署检查，开立账户。"), "{after}");
}

#[test]
fn the_guard_lets_no_rule_change_a_word_that_only_looks_like_a_variant() {
    let text = format!("{HEAD}发布署名文章，布署检查。\n");
    let fix = |at: usize| ProposedFix::new(at..at + "布署".len(), "部署");
    let places: Vec<usize> = text.match_indices("布署").map(|(at, _)| at).collect();
    let papers = DraftFiles {
        name: "a.txt",
        bytes: text.as_bytes(),
        beside: &[],
    };
    let all = places.iter().copied().map(fix).collect();
    let done = fix_draft(papers, all, RuleTerms::embedded()).expect("fixed");
    assert!(done.files[0].after.contains("发布署名文章，部署检查"));
    assert_eq!((done.applied, done.left), (1, 1));
}

#[test]
fn brackets_are_widened_in_pairs_or_not_at_all() {
    for (before, after) in [
        ("(1)开展检查。", "（1）开展检查。"),
        (
            "电话(0759-1234567),请拨打。",
            "电话（0759-1234567），请拨打。",
        ),
        ("某文(2023)5号执行。", "某文(2023)5号执行。"),
        ("办结率(98.5%),位居前列。", "办结率（98.5%），位居前列。"),
        ("办件（含网办)若干。", "办件（含网办）若干。"),
        (
            "推广App (beta)和f(1)的做法。",
            "推广App (beta)和f(1)的做法。",
        ),
        ("办理15(10)件事项。", "办理15(10)件事项。"),
        (
            "1)开展检查;2)加强(含网上)培训。",
            "1)开展检查；2)加强（含网上）培训。",
        ),
    ] {
        let text = format!("{HEAD}一、主要举措\n本镇{before}\n");
        let wanted = format!("{HEAD}一、主要举措\n本镇{after}\n");
        assert_eq!(fixed("a.txt", &text), wanted);
    }
}

#[test]
fn the_guard_refuses_one_bracket_of_two() {
    let text = format!("{HEAD}各村(社区)做好工作,请知悉。\n");
    let find = |mark: &str| text.find(mark).expect("it is there");
    let fixes = vec![
        ProposedFix::new(find("(")..find("(") + 1, "（"),
        ProposedFix::new(find(",")..find(",") + 1, "，"),
    ];
    let papers = DraftFiles {
        name: "a.txt",
        bytes: text.as_bytes(),
        beside: &[],
    };
    let done = fix_draft(papers, fixes, RuleTerms::embedded()).expect("fixed");
    assert!(done.files[0].after.contains("各村(社区)做好工作，请"));
    assert_eq!((done.applied, done.left), (1, 1));
}

#[test]
fn code_and_addresses_stay_as_they_are() {
    let kept = [
        "    代码,甲;乙 帐户",
        "```\n代码,甲;乙 帐户\n```",
        "见https://www.gov.cn/甲,乙(丙)及其他。",
        "用<code>甲,乙</code>表示。",
    ];
    for words in kept {
        let text = format!("{FRONT}## 一、主要举措\n\n依法履职,定期更新。\n\n{words}\n");
        let after = fixed("a.md", &text);
        assert!(after.contains(words), "{after}");
        assert!(after.contains("依法履职，定期"), "{after}");
    }
    let page = "<h1>丙县甲镇人民政府2021年法治政府建设年度报告</h1>\n<p>一、主要举措</p>\n<p>依法履职,定期更新。</p>\n<pre>\n甲方,乙方;帐户\n</pre>\n";
    let after = fixed("a.html", page);
    assert!(after.contains("依法履职，定期"), "{after}");
    assert!(after.contains("甲方,乙方;帐户"), "{after}");
    let text = "依法履职,详见[通知](https://www.gov.cn/a(1)),定期更新。";
    let text = format!("{FRONT}## 一、主要举措\n\n{text}\n");
    assert!(fixed("a.md", &text).contains("(https://www.gov.cn/a(1))，定期"));
}

#[test]
fn a_quote_follows_words_that_stand_beside_emphasis_and_links() {
    let text = format!(
        "{FRONT}## 一、主要举措\n\n共有**执法人员15人,比**上年多。划分为[网格](https://a.cn/)104个,配备到位。定期更新,依法公开。\n"
    );
    let yaml = "\u{feff}- {indicator: a, value: 15, quote: \"执法人员15人,比上年多\"}\r\n- {indicator: b, value: 104, quote: \"网格104个,配备\"}\r\n";
    let done = of("a.md", text.as_bytes(), &[("figures.yaml", yaml)]).expect("fixed");
    let after = &done.files[0].after;
    assert!(after.contains("**执法人员15人，比**上年多"), "{after}");
    assert!(after.contains("更新，依法"), "{after}");
    let wanted = yaml.replace("人,比", "人，比").replace("个,配", "个，配");
    assert_eq!(String::from_utf8_lossy(&done.files[1].bytes), wanted);
}

#[test]
fn markup_shortcodes_and_links_stay_as_they_are() {
    let text = "---\ntitle: 丙县甲镇人民政府2021年法治政府建设年度报告\ndescription: 甲,乙\n---\n\n## 一、主要举措\n\n依法履职,详见[通知(一)](附件,一.docx)。\n\n{{ figure(id=\"甲,乙\") }}\n\n1、 编制清单,定期更新。\n";
    let after = fixed("a.md", text);
    assert!(after.contains("description: 甲,乙"), "{after}");
    assert!(after.contains("依法履职，详见"), "{after}");
    assert!(after.contains("](附件,一.docx)"), "{after}");
    assert!(after.contains("{{ figure(id=\"甲,乙\") }}"), "{after}");
    assert!(after.contains("\n1、 编制清单"), "no list begins: {after}");
}

#[test]
fn an_escaped_angle_bracket_loses_its_backslash_with_its_shape() {
    let text = &format!("{FRONT}## 一、主要举措\n\n落实《\\<行政执法证\\>管理办法》。\n");
    let after = fixed("a.md", text);
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
        let fixed = of("a.txt", &before, &[]).expect("it can be written back");
        assert_eq!(fixed.files[0].bytes, after);
    }
}

#[test]
fn word_files_and_damaged_letters_are_not_rewritten() {
    assert_eq!(
        of("a.docx", b"PK\x03\x04", &[]),
        Err(UnfixableReason::Packed)
    );
    let damaged = [HEAD.as_bytes(), &[0xff, 0xfe, 0xfd][..]].concat();
    let bytes = [&damaged[..], "全镇划分,网格。".as_bytes()].concat();
    assert_eq!(of("a.txt", &bytes, &[]), Err(UnfixableReason::Encoding));
}

#[test]
fn quotes_follow_the_text_in_their_own_manner() {
    let text = format!(
        "{FRONT}## 一、主要举措\n\n共有专职人员15人,兼职4人。划分为104个网格,配备到位。培训(集中)2次。\n"
    );
    let yaml = "# 说明,不动\n- {indicator: a, value: 15, quote: \"专职人员15人,兼职\"}\n- indicator: b\n  value: 104\n  quote: 104个网格\n- {indicator: c, value: 2, quote: '培训(集中)2次'}\n";
    let done = of("a.md", text.as_bytes(), &[("figures.yaml", yaml)]).expect("fixed");
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
    let done = of("a.md", text.as_bytes(), &[("figures.yaml", yaml)]).expect("fixed");
    assert_eq!(done.files.len(), 1);
    let after = &done.files[0].after;
    assert!(after.contains("15人,兼职4人。划分为网格，配备"), "{after}");
    assert!(done.left >= 1);
}

#[test]
fn a_difference_shows_no_number_of_a_person() {
    let text = format!("{HEAD}一、主要举措\n联系电话13900000017,请拨打。\n");
    let done = of("a.txt", text.as_bytes(), &[]).expect("fixed");
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
            let after = fixed(name, &text);
            changed += usize::from(after != text);
            assert_eq!(keep(&after), keep(&text), "seed {seed}");
            assert_eq!(
                essence(&after, &RuleTerms::embedded().variants),
                essence(&text, &RuleTerms::embedded().variants),
                "seed {seed}"
            );
            let again = fixed(name, &after);
            assert_eq!(keep(&again), keep(&text), "seed {seed}, again");
        }
    }
    assert!(changed > 200, "{changed}");
}
