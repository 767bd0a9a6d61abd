//! Reports that a program writes in many forms out of labelled paragraphs, and what import must find in them. Enter at the tests.

use super::{ImportedReport, read};
use crate::report::ReportKind;
use serde::Deserialize;

#[derive(Deserialize)]
struct Paragraph {
    topic: String,
    text: String,
    #[serde(default)]
    figures: Vec<(String, String, Option<String>, String)>,
    #[serde(default)]
    zeros: Vec<String>,
    #[serde(default)]
    cites: Vec<String>,
    #[serde(default)]
    traps: Vec<String>,
}

const BODIES: [(&str, &str); 10] = [
    ("柏川县青禾镇人民政府", "town"),
    ("柏川县石坪乡人民政府", "town"),
    ("云州区河东街道办事处", "street"),
    ("柏川县人民政府", "county"),
    ("柏川县市场监督管理局", "dept"),
    ("柏川县枫岭瑶族乡人民政府", "town"),
    ("柏川县公安局", "dept"),
    ("云州区南湖街道", "street"),
    ("云州区人民政府", "county"),
    ("柏川县青禾镇", "town"),
];

/// Titles: `B` is the body, `Y` the year, `H` the year in Han digits, `N` the next year, `/` a line end.
const TITLES: [&str; 12] = [
    "BY年法治政府建设年度报告",
    "B关于Y年法治政府建设情况的报告",
    "BY年度法治政府建设工作情况报告",
    "B关于Y年度推进法治政府建设工作情况的报告",
    "BY年法治政府建设工作总结",
    "Y年B法治政府建设工作报告",
    "BH年法治政府建设年度报告",
    "BY年度依法行政工作报告",
    "BY年法治政府建设工作总结和N年工作计划",
    "B关于报送Y年法治政府建设工作情况的报告",
    "B/Y年法治政府建设年度报告",
    "B/关于Y年度法治政府建设工作情况的/报告",
];

const TOPICS: [(&str, &str); 6] = [
    ("functions", "依法全面履行政府职能"),
    ("decision", "规范重大行政决策"),
    ("enforcement", "严格规范公正文明执法"),
    ("disputes", "有效化解社会矛盾纠纷"),
    ("publicity", "深入开展法治宣传"),
    ("leadership", "加强组织领导"),
];

/// How the text comes: its name and its bytes are made by [`file`].
const FORMS: [&str; 10] = [
    "plain", "wide", "crlf", "gb18030", "utf16", "markdown", "page", "breaks", "flat", "table",
];

/// A report before it gets a form, with what must be found in it.
struct Case {
    title: String,
    body: &'static str,
    level: &'static str,
    year: i32,
    lines: Vec<String>,
    headings: Vec<(u8, String)>,
    figures: Vec<(String, String)>,
    cites: Vec<String>,
    traps: Vec<String>,
}

fn pool() -> Vec<Paragraph> {
    serde_yaml::from_str(include_str!("../../tests/cases/constructed/import.yaml")).unwrap()
}

fn han_year(year: i32) -> String {
    let digit = |c: char| {
        "〇一二三四五六七八九"
            .chars()
            .nth(c as usize - '0' as usize)
    };
    year.to_string().chars().filter_map(digit).collect()
}

/// The case of a number; every number makes another combination.
fn case(number: usize, pool: &[Paragraph]) -> Case {
    let (body, level) = BODIES[number % BODIES.len()];
    let year = 2019 + i32::try_from(number % 7).unwrap();
    let next = (year + 1).to_string();
    let title = TITLES[number % TITLES.len()]
        .replace('B', body)
        .replace('Y', &year.to_string())
        .replace('H', &han_year(year))
        .replace('N', &next);
    let mut case = Case {
        title,
        body,
        level,
        year,
        lines: Vec::new(),
        headings: Vec::new(),
        figures: Vec::new(),
        cites: Vec::new(),
        traps: Vec::new(),
    };
    if number % 3 == 1 {
        case.lines.push("县委、县政府：".to_owned());
    }
    case.lines.push(format!(
        "{year}年，在上级党委、政府的坚强领导下，全面贯彻习近平法治思想，扎实推进法治政府建设。现将有关情况报告如下："
    ));
    case.part("一、", "主要举措和成效");
    for (at, (topic, title)) in TOPICS.iter().enumerate() {
        let said: Vec<&Paragraph> = pool.iter().filter(|one| one.topic == *topic).collect();
        let said = said[(number + at) % said.len()];
        let mark = "一二三四五六".chars().nth(at).unwrap();
        let text = case.say(said);
        let number = format!("（{mark}）");
        case.headings.push((2, (*title).to_owned()));
        // Half of the reports have run-in headings.
        if case.year % 2 == 0 {
            case.lines.push(format!("{number}{title}。{text}"));
        } else {
            case.lines.push(format!("{number}{title}"));
            case.lines.push(text);
        }
    }
    case.part("二、", "存在的不足和原因");
    case.lines
        .push("一是执法力量薄弱。主要是编制总量有限。".to_owned());
    case.part("三、", &format!("{next}年工作安排"));
    case.lines
        .push("一是加强队伍建设。力争持证人员达到30人，全年培训不少于4期。".to_owned());
    case.traps.push("达到30人".to_owned());
    if number % 4 == 3 {
        case.lines.push("附件：1.任务清单".to_owned());
        case.lines.push("2.行政执法情况统计表".to_owned());
    }
    case.lines.push(body.to_owned());
    let day = 10 + number % 15;
    case.lines.push(if number.is_multiple_of(2) {
        format!("{next}年1月{day}日")
    } else {
        format!("{}年一月十八日", han_year(year + 1))
    });
    case
}

impl Case {
    fn part(&mut self, number: &str, title: &str) {
        self.headings.push((1, title.to_owned()));
        self.lines.push(format!("{number}{title}"));
    }

    fn say(&mut self, said: &Paragraph) -> String {
        let figures = said
            .figures
            .iter()
            .map(|(value, unit, ..)| (value.clone(), unit.clone()));
        self.figures.extend(figures);
        self.figures
            .extend(said.zeros.iter().map(|_| ("0".to_owned(), String::new())));
        self.cites.extend(said.cites.clone());
        self.traps.extend(said.traps.clone());
        // The words of the labels have half-width marks; so do these.
        said.text.clone()
    }
}

/// The case's title on a page of a site, with its text between the site's own words.
fn page(case: &Case, inner: &str) -> Vec<u8> {
    let title_lines: Vec<&str> = case.title.split('/').collect();
    format!(
            "<html><head><meta charset=\"utf-8\"><title>{}_柏川县人民政府</title></head><body><div class=\"nav\"><a href=\"/\">首页</a><a href=\"/a\">政务公开</a></div><div class=\"main\"><h1>{}</h1><div class=\"info\">来源：{}　浏览次数：<span>88</span></div>{inner}</div><p>上一篇：<a href=\"x\">关于部门决算的说明</a></p><div class=\"footer\">主办：柏川县人民政府　电话：0999-8888888</div></body></html>",
            title_lines.concat(),
            title_lines.join("<br>"),
            case.body
        )
        .into_bytes()
}

/// The text of a case in markup: paragraphs, one block with line breaks, or a table that only lays out the page.
fn markup(case: &Case, form: &str) -> String {
    let line = |line: &String| {
        let line = line.replace('<', "&lt;").replace('>', "&gt;");
        match form {
            "breaks" => format!("&nbsp;&nbsp;&nbsp;&nbsp;{line}<br>\n"),
            "table" => format!("<p class=MsoNormal>{line}</p>"),
            _ => format!("<p><span>　　{line}</span></p>\n"),
        }
    };
    let inner: String = case.lines.iter().map(line).collect();
    match form {
        "breaks" => format!("<div id=\"zoom\">{inner}</div>"),
        "table" => format!("<table><tr><td>{inner}</td></tr></table>"),
        _ => inner,
    }
}

/// The file of a case in a form: its name and its bytes.
fn file(case: &Case, form: &str) -> (&'static str, Vec<u8>) {
    let title_lines: Vec<&str> = case.title.split('/').collect();
    let plain = |indent: &str| -> String {
        let body = case.lines.iter().map(|line| format!("{indent}{line}\n"));
        format!("{}\n{}", title_lines.join("\n"), body.collect::<String>())
    };
    match form {
        "wide" => {
            let wide = plain("　　")
                .replace(',', "，")
                .replace(';', "；")
                .replace(':', "：");
            ("a.txt", wide.into_bytes())
        }
        "crlf" => ("a.txt", plain("    ").replace('\n', "\r\n").into_bytes()),
        "gb18030" => {
            let text = plain("　　");
            let (bytes, _, damaged) = encoding_rs::GB18030.encode(&text);
            assert!(!damaged);
            ("a.txt", bytes.into_owned())
        }
        "utf16" => {
            let units = std::iter::once(0xfeff).chain(plain("").encode_utf16().collect::<Vec<_>>());
            ("a.txt", units.flat_map(u16::to_le_bytes).collect())
        }
        "markdown" => {
            let line = |line: &String| {
                let level = ["一、", "二、", "三、"]
                    .iter()
                    .any(|mark| line.starts_with(mark));
                let mark = if level { "## " } else { "" };
                format!("{mark}{line}\n\n")
            };
            let body: String = case.lines.iter().map(line).collect();
            (
                "a.md",
                format!("# {}\n\n{body}", title_lines.concat()).into_bytes(),
            )
        }
        "page" | "breaks" | "table" => ("a.html", page(case, &markup(case, form))),
        "flat" => (
            "a.txt",
            format!("{}\n{}\n", title_lines.join("\n"), case.lines.join(" ")).into_bytes(),
        ),
        _ => ("a.txt", plain("　　").into_bytes()),
    }
}

/// Labelled, found, and both.
#[derive(Default, Debug)]
struct Tally([usize; 3]);

impl Tally {
    fn add<T: PartialEq + std::fmt::Debug>(
        &mut self,
        want: &[T],
        got: &[T],
        misses: &mut Vec<String>,
    ) {
        let mut left: Vec<&T> = got.iter().collect();
        self.0[0] += want.len();
        self.0[1] += got.len();
        for one in want {
            match left.iter().position(|other| *other == one) {
                Some(at) => {
                    left.swap_remove(at);
                    self.0[2] += 1;
                }
                None => misses.push(format!("lost {one:?}")),
            }
        }
        misses.extend(left.iter().map(|one| format!("invented {one:?}")));
    }

    /// Hundredths of recall and of precision.
    fn shares(&self) -> (usize, usize) {
        let [want, got, both] = self.0;
        (100 * both / want.max(1), 100 * both / got.max(1))
    }
}

fn figures(found: &ImportedReport) -> Vec<(String, String)> {
    let unit = |one: &super::ImportedFigure| {
        if one.zero_claim {
            String::new()
        } else {
            one.unit.clone()
        }
    };
    found
        .figures
        .iter()
        .map(|one| (one.value.clone(), unit(one)))
        .collect()
}

#[test]
fn reports_in_ten_forms_and_twelve_titles_are_read_alike() {
    let pool = pool();
    let (mut heads, mut numbers, mut cited) =
        (Tally::default(), Tally::default(), Tally::default());
    let mut misses = Vec::new();
    for number in 0..60 {
        let case = case(number, &pool);
        let form = FORMS[(number / 2 + number) % FORMS.len()];
        let (name, bytes) = file(&case, form);
        let found = read(name, &bytes, ReportKind::default_profile());
        let said = format!("{number} {form}");
        let bare = |text: &str| text.replace([' ', '　'], "");
        assert_eq!(found.year, Some(case.year), "{said}");
        assert_eq!(
            found.title.as_deref().map(bare),
            Some(case.title.replace('/', "")),
            "{said}"
        );
        assert_eq!(found.body.as_deref(), Some(case.body), "{said}");
        assert_eq!(found.level, Some(case.level), "{said}");
        assert_eq!(
            found.salutation.is_some(),
            number % 3 == 1,
            "{said}: {:?}",
            found.salutation
        );
        let signed = found.signed.as_ref();
        assert_eq!(
            signed.and_then(|one| one.body.as_deref()),
            Some(case.body),
            "{said}"
        );
        assert!(signed.is_some_and(|one| one.date.is_some()), "{said}");
        assert_eq!(
            (found.parts.shortcomings.len(), found.parts.plan.len()),
            (1, 1),
            "{said}"
        );
        let titles: Vec<(u8, String)> = found
            .headings
            .iter()
            .map(|one| (one.level, one.title.clone()))
            .collect();
        let mut own = Vec::new();
        heads.add(&case.headings, &titles, &mut own);
        numbers.add(&case.figures, &figures(&found), &mut own);
        let names: Vec<String> = found.citations.iter().map(|one| one.name.clone()).collect();
        cited.add(&case.cites, &names, &mut own);
        misses.extend(own.into_iter().map(|one| format!("{said}: {one}")));
        for trap in &case.traps {
            let hit = found.figures.iter().find(|one| one.quote == *trap);
            assert!(hit.is_none(), "{said}: {hit:?}");
        }
    }
    let (recall, precision) = heads.shares();
    assert!(recall >= 97 && precision >= 97, "{heads:?} {misses:#?}");
    let (recall, precision) = numbers.shares();
    assert!(recall >= 90 && precision >= 90, "{numbers:?} {misses:#?}");
    let (recall, precision) = cited.shares();
    assert!(recall >= 97 && precision >= 97, "{cited:?} {misses:#?}");
}
