//! Every rule against a clean report that a program breaks in twenty ways. Enter at [`each_rule_sees_nineteen_of_twenty`].

mod adversarial;
mod clean;
mod files;
mod sites;

use super::cases::run;
use super::rules::RULES;
use clean::{clean, pick, replaced, report, with};
use files::{FILES, PAGES, WORD, clean_files, clean_page, clean_word};
use sites::{SITE, clean_site};

/// How many ways there are to break a report.
const WAYS: usize = 20;

/// Breaks, each with the code of the rule that must see it.
type Breaks = &'static [(&'static str, Break)];

/// A way to break the clean report: from its number to the text of a case.
type Break = fn(usize) -> String;

const TEXT: &[(&str, Break)] = &[
    ("T01", |way| {
        replaced(way, "\n2.", pick(&["\n3.", "\n4.", "\n1.", "\n5."], way))
    }),
    ("T02", |way| replaced(way, "\n2.", "\n2、")),
    ("T03", |way| {
        report(|at, text| {
            if at == way {
                text.replace("1.", "").replace("2.办", "办")
            } else {
                text
            }
        })
    }),
    ("T04", |way| replaced(way, "公告栏。甲镇", "公告栏甲镇")),
    ("T05", |way| {
        with(
            way,
            pick(
                &[
                    "截至XX月底完成。",
                    "与**律师事务所签约。",
                    "共___件。",
                    "××村已完成。",
                    "（略）",
                    "某某镇已完成。",
                ],
                way,
            ),
        )
    }),
    ("T06", |way| replaced(way, "，", ",")),
    ("T07", |way| {
        replaced(
            way,
            "逐户",
            pick(&["逐户签收签收", "摊主摊主", "认真认真逐户"], way),
        )
    }),
    ("T08", |way| {
        with(
            way,
            pick(
                &[
                    "事事有交待。",
                    "做出了贡献。",
                    "建立台帐。",
                    "推进“甲”、“乙”两项。",
                    "县人民攻府高度重视。",
                ],
                way,
            ),
        )
    }),
    ("N01", |way| {
        replaced(way, "其中简易程序", &format!("其中简易程序{}", way + 1))
    }),
    ("N02", |way| {
        with(
            way,
            &format!("印制资料{}份，发放资料{}份。", 100 + way, 200 + way),
        )
    }),
    ("N07", |way| {
        with(
            way,
            pick(
                &[
                    "信访量减少2倍。",
                    "办件约30件左右。",
                    "窗口由5个增加7个。",
                    "来访近30余批。",
                ],
                way,
            ),
        )
    }),
    ("N08", |way| {
        with(
            way,
            pick(
                &[
                    "群众总体满意度较高。",
                    "普法知晓率显著提升。",
                    "按期办结率很高。",
                    "群众安全感持续提升。",
                ],
                way,
            ),
        )
    }),
    ("N09", |way| {
        with(
            way,
            pick(
                &[
                    "每年学习不少于4次。",
                    "每季度听取一次汇报。",
                    "每月集中学习两次。",
                    "培训人均不少于40学时。",
                ],
                way,
            ),
        )
    }),
    ("P01", |way| {
        clean().replace(
            "一、2021年主要",
            &format!(
                "一、{}年主要",
                if way < 10 { 2011 + way } else { 2012 + way }
            ),
        )
    }),
    ("P02", |way| {
        clean().replace(
            "2022年1月15日",
            &format!("2021年{}月{}日", way % 12 + 1, way + 5),
        )
    }),
    ("P04", |way| {
        with(
            way,
            pick(
                &[
                    "今年以来开展巡查。",
                    "今年开展巡查。",
                    "2022年5月1日召开会议。",
                ],
                way,
            ),
        )
    }),
    ("S01", |way| {
        let part = pick(
            &[
                "二、存在的不足和原因",
                "三、党政主要负责人履行推进法治建设第一责任人职责情况",
                "四、2022年工作安排",
            ],
            way,
        );
        clean()
            .replace(part, &format!("{}做实驿站治理", &part[..6]))
            .replace("主要原因是", "")
    }),
    ("S02", |way| {
        clean().replace(
            "，主要原因是人员编制少",
            pick(&["", "，装备也不足", "，还需努力"], way),
        )
    }),
    ("S03", |way| {
        let task = pick(
            &[
                "健全行政执法工作体系",
                "健全突发事件应对体系",
                "健全法治政府建设科技保障体系",
                "健全行政决策制度体系",
            ],
            way,
        );
        clean().replace(task, "做实此处治理")
    }),
    ("S04", |way| {
        clean().replace(
            "丙县甲镇人民政府2021年法治政府建设年度报告",
            pick(
                &[
                    "甲镇2021年法治政府建设年度报告",
                    "丙县甲镇人民政府2021年度法治政府建设情况报告",
                    "丙县甲镇人民政府关于2021年法治政府建设情况的报告",
                ],
                way,
            ),
        )
    }),
    ("S05", |way| {
        clean().replace(
            "2022年1月15日",
            pick(
                &[
                    "二〇二二年一月十五日",
                    "2022年01月15日",
                    "2022-01-15",
                    "2022.1.15",
                ],
                way,
            ),
        )
    }),
    ("C01", |way| {
        with(
            way,
            pick(
                &[
                    "为方便群众，桑渡镇在码头设置信箱。",
                    "我局逐一回访。",
                    "桑渡镇坚持上门服务。",
                    "柳河乡把台账交到村里。",
                ],
                way,
            ),
        )
    }),
    ("L01", |way| {
        with(
            way,
            pick(
                &[
                    "落实《法治政府建设实施纲要（2022—2025年）》。",
                    "落实《重大行政决定程序暂行条例》。",
                    "落实《法治政府建设实施纲要（2021—2026年）》。",
                ],
                way,
            ),
        )
    }),
    ("L02", |way| {
        with(
            way,
            pick(
                &[
                    "贯彻党的十九届二中、三中、四中、五中全会精神。",
                    "贯彻党的二十届三中全会精神。",
                    "依据《物权法》办理。",
                    "按照《信访工作条例》办理。",
                ],
                way,
            ),
        )
    }),
    ("L03", |way| {
        with(
            way,
            pick(
                &[
                    "按照（丙委法办20217号）办理。",
                    "按照丙府办发〔202126号办理。",
                    "落实《信访条例要求。",
                ],
                way,
            ),
        )
    }),
    ("L04", |way| {
        with(
            way,
            pick(
                &[
                    "发挥政府法制机构作用。",
                    "经政府常务会议讨论。",
                    "报县国土资源局办理。",
                    "县依法治县工作领导小组要求。",
                ],
                way,
            ),
        )
    }),
];

/// All breaks with what they break: each list has a text that is clean.
fn breaks() -> Vec<(Breaks, fn() -> String)> {
    vec![
        (TEXT, clean as fn() -> String),
        (SITE, clean_site),
        (FILES, clean_files),
        (PAGES, clean_page),
        (WORD, clean_word),
    ]
}

#[test]
fn each_rule_sees_nineteen_of_twenty() {
    let all = breaks();
    let mut lost = Vec::new();
    for rule in RULES {
        let makes = all.iter().flat_map(|(list, _)| list.iter());
        let own: Vec<Break> = makes
            .filter(|(code, _)| *code == rule.code)
            .map(|(_, make)| *make)
            .collect();
        let &[make] = &own[..] else {
            lost.push(format!("{} is broken in {} lists", rule.code, own.len()));
            continue;
        };
        let missed: Vec<usize> = (0..WAYS)
            .filter(|way| run(rule, &make(*way)).is_empty())
            .collect();
        if missed.len() > 1 {
            lost.push(format!("{} misses {missed:?}", rule.code));
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn what_is_clean_stays_clean() {
    let mut wrong = Vec::new();
    for (list, clean) in breaks() {
        let text = clean();
        for (code, _) in list {
            let rule = RULES.iter().find(|rule| rule.code == *code);
            let found = rule.map(|rule| run(rule, &text)).unwrap_or_default();
            wrong.extend(found.iter().map(|one| {
                let name = one.diagnostic.name;
                format!(
                    "{code} {name} `{}` {}",
                    one.quote(),
                    one.diagnostic.message.en
                )
            }));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
