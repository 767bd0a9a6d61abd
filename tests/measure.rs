//! How long the library takes for what is promised, printed by hand: `tests/bench/bench.py compare`. Enter at the tests, which are ignored otherwise.
//!
//! Nothing here fails for being slow: other programs run on the machine too.

#![allow(clippy::print_stdout, reason = "figures are for who measures")]

use nianbao::{
    BuildMode, BuildOptions, CountedFigure, LastBuild, NamedPair, Report, ReportKind, SiteFiles,
    SiteRoot, Source, arrange, compare_unnamed, domain, load_dictionary, read_import as read,
};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

type Side = (Report, Vec<CountedFigure>);

/// The words of a report of the repository, without front matter.
fn words(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(path).unwrap();
    let body = text
        .strip_prefix("---\n")
        .and_then(|text| text.split_once("\n---\n"));
    body.map_or(text.clone(), |(_, body)| body.to_owned())
}

/// The first 5,000 characters of two reports, one behind the other.
fn five_thousand(first: &str, second: &str) -> String {
    let whole = words(first) + "\n" + &words(second);
    whole.chars().take(5000).collect()
}

fn side(year: i32, text: &str) -> Side {
    let titled = format!("乙县甲镇人民政府{year}年法治政府建设年度报告\n\n{text}");
    domain(&read(
        "a.md",
        titled.as_bytes(),
        ReportKind::default_profile(),
    ))
}

/// What a page of a comparison needs: the comparison, and what changed inside of each pair of sentences.
fn compared(old: &Side, new: &Side) -> (NamedPair, usize) {
    let named = compare_unnamed(old.0.clone(), &old.1, new.0.clone(), &new.1);
    let mut changes = 0;
    for pair in &named.comparison.sentences {
        changes += pair.pieces(&named.old, &named.new).len();
    }
    (named, changes)
}

/// The best and the middle of some runs, in milliseconds.
fn timed(runs: usize, mut run: impl FnMut()) -> (f64, f64) {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[0], times[runs / 2])
}

#[test]
#[ignore = "measures; run by tests/bench/bench.py compare"]
fn two_reports_of_five_thousand_characters() {
    load_dictionary();
    let old = side(
        2021,
        &five_thousand(
            "content/qinghe/2023/index.md",
            "tests/cases/reports/yoy/tangwu/2021.md",
        ),
    );
    let new = side(
        2022,
        &five_thousand(
            "content/qinghe/2024/index.md",
            "tests/cases/reports/yoy/tangwu/2022.md",
        ),
    );
    let (best, middle) = timed(51, || drop(compared(&old, &new)));
    let alone = timed(51, || {
        drop(compare_unnamed(
            old.0.clone(),
            &old.1,
            new.0.clone(),
            &new.1,
        ));
    });
    let count = compared(&old, &new).0.comparison.sentences.len();
    println!(
        "two reports of 5,000 characters ({count} pairs of sentences): best {best:.1} ms, middle {middle:.1} ms; without the changes inside sentences {:.1} ms",
        alone.1
    );
}

/// What a save costs in the preview besides the build: the rules look again at the report that was changed.
#[test]
#[ignore = "measures; run by tests/bench/bench.py compare"]
fn one_report_judged_again_after_a_save() {
    let file = "content/qinghe/2024/index.md";
    let root = SiteRoot::find(Path::new(env!("CARGO_MANIFEST_DIR")), None).unwrap();
    let options = BuildOptions {
        mode: BuildMode::Serve,
        base_url: Some("/".to_owned()),
        output: None,
        drafts: false,
        minify: false,
        today: jiff::civil::date(2025, 1, 1),
        environment: Arc::default(),
    };
    let files = SiteFiles::read(&root, &options);
    let mut kept = LastBuild::default();
    let mut times: Vec<f64> = (0..21)
        .map(|number| {
            let mut files = files.clone();
            let text = files.sources.get(file).unwrap().text().unwrap();
            let text = format!("{text}\n新增的第{number}句话。\n");
            let saved = Source::new(file, text.into_bytes());
            files.sources.files.insert(Arc::clone(&saved.path), saved);
            let built = arrange(files, &options, &kept);
            kept.keep(&built);
            let site = built.site.unwrap();
            let begun = Instant::now();
            assert!(site.checks().findings(file).is_some());
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    let first = times.remove(0);
    times.sort_by(f64::total_cmp);
    println!(
        "one report judged again after a save: middle {:.1} ms, with the words of the rules at first {first:.1} ms",
        times[times.len() / 2]
    );
}

/// A row of numbers that look random: Knuth's linear congruential generator.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const WHO: [&str; 10] = [
    "镇司法所",
    "综合执法队",
    "各村居",
    "党政办",
    "应急办",
    "农业服务中心",
    "网格员",
    "派出所",
    "市场监管所",
    "人民调解委员会",
];
const DOES: [&str; 12] = [
    "组织开展",
    "持续推进",
    "全面落实",
    "认真办理",
    "及时化解",
    "扎实做好",
    "依法规范",
    "深入排查",
    "集中整治",
    "统筹安排",
    "定期评估",
    "公开征求",
];
const WHAT: [&str; 16] = [
    "法治宣传教育",
    "矛盾纠纷",
    "行政处罚案件",
    "重大决策事项",
    "规范性文件",
    "安全生产隐患",
    "农村宅基地审批",
    "行政复议案件",
    "信访积案",
    "执法人员培训",
    "政务公开目录",
    "村规民约修订",
    "公共法律服务",
    "环境卫生整治",
    "防灾减灾演练",
    "合同合法性审查",
];
const HOW: [&str; 10] = [
    "群众满意度稳步提升",
    "做到事事有回音",
    "未发生败诉情形",
    "形成闭环管理",
    "建立工作台账",
    "受到县里通报表扬",
    "按期向社会公布",
    "邀请代表委员参加",
    "逐项明确责任人",
    "较上年有所增长",
];

/// A text of so many sentences, and the next year's: most are said again with other numbers, a fifth is new.
fn long(sentences: usize) -> (String, String) {
    let mut dice = Dice(2020);
    let (mut old, mut new) = (String::new(), String::new());
    for at in 0..sentences {
        if at % 40 == 0 {
            let head = format!("\n\n## 第{}部分 {}\n\n", at / 40 + 1, dice.of(&WHAT));
            old += &head;
            new += &head;
        }
        let mut say = |number: usize| {
            format!(
                "{}{}{}{}件，{}，{}。",
                dice.of(&WHO),
                dice.of(&DOES),
                dice.of(&WHAT),
                number,
                dice.of(&WHAT),
                dice.of(&HOW)
            )
        };
        let sentence = say(at);
        new += &match at % 5 {
            0 => say(at),
            1 => sentence.clone(),
            _ => sentence.replace(&format!("{at}件"), &format!("{}件", at + 3)),
        };
        old += &sentence;
    }
    (old, new)
}

#[test]
#[ignore = "measures; run by tests/bench/bench.py compare"]
fn texts_of_thousands_of_sentences() {
    for sentences in [1000, 2000, 4000] {
        let (old, new) = long(sentences);
        let (old, new) = (side(2021, &old), side(2022, &new));
        let run = || {
            drop(compare_unnamed(
                old.0.clone(),
                &old.1,
                new.0.clone(),
                &new.1,
            ));
        };
        let (best, middle) = timed(3, run);
        println!("{sentences} x {sentences} sentences: best {best:.0} ms, middle {middle:.0} ms");
    }
    let same = "全镇划分为若干个网格，网格员每天走访。".repeat(2000);
    let (old, new) = (side(2021, &same), side(2022, &same));
    let run = || {
        drop(compare_unnamed(
            old.0.clone(),
            &old.1,
            new.0.clone(),
            &new.1,
        ));
    };
    println!("2000 x 2000 equal sentences: {:.0} ms", timed(1, run).0);
}
