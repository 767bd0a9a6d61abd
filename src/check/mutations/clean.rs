//! The clean report that is broken, and ways to change one of its places. Enter at [`clean`].

use super::WAYS;

/// The paragraph of a section, which every break changes in its own place.
pub(super) fn paragraph(at: usize) -> String {
    const WORDS: [&str; WAYS] = [
        "渡口",
        "菜市",
        "河堤",
        "茶园",
        "圩场",
        "码头",
        "林场",
        "集镇",
        "学校",
        "敬老院",
        "老街",
        "砂场",
        "果园",
        "鱼塘",
        "粮站",
        "卫生院",
        "文化站",
        "湖岸",
        "山塘",
        "驿站",
    ];
    let word = WORDS[at];
    let (one, other) = (at + 11, at + 32);
    format!(
        "1.整治{word}秩序。围绕{word}管理召开座谈会听取意见，把能由村里代办的事项列成一张表贴在公告栏。甲镇坚持先说理后处罚，{word}一带的摊主逐户签收告知书。\n2.办理{word}事项。办理{word}案件{}件，其中简易程序{one}件、普通程序{other}件，对当事人逐一回访。",
        one + other
    )
}

/// The clean report for 2021 with one of its paragraphs replaced by `change`.
pub(super) fn report(change: impl Fn(usize, String) -> String) -> String {
    const NUMBERS: [&str; WAYS] = [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四",
        "十五", "十六", "十七", "十八", "十九", "二十",
    ];
    const TITLES: [&str; WAYS] = [
        "深入学习贯彻习近平法治思想",
        "健全政府机构职能体系",
        "健全依法行政制度体系",
        "健全行政决策制度体系",
        "健全行政执法工作体系",
        "健全突发事件应对体系",
        "健全社会矛盾纠纷行政预防调处化解体系",
        "健全行政权力制约和监督体系",
        "健全法治政府建设科技保障体系",
        "加强党对法治政府建设的领导",
        "做实渡口治理",
        "做实砂场治理",
        "做实果园治理",
        "做实鱼塘治理",
        "做实粮站治理",
        "做实院坝治理",
        "做实站所治理",
        "做实湖岸治理",
        "做实山塘治理",
        "做实驿站治理",
    ];
    let mut text = String::from(
        "丙县甲镇人民政府2021年法治政府建设年度报告\n2021年，甲镇在县委、县政府领导下推进依法行政。现将有关情况报告如下：\n一、2021年主要举措和成效\n",
    );
    for at in 0..WAYS {
        text += &format!(
            "（{}）{}\n{}\n",
            NUMBERS[at],
            TITLES[at],
            change(at, paragraph(at))
        );
    }
    text + "二、存在的不足和原因\n一是夜间执法力量不够，主要原因是人员编制少。\n三、党政主要负责人履行推进法治建设第一责任人职责情况\n镇长到现场听取住户意见。\n四、2022年工作安排\n补齐夜间执法空档。\n丙县甲镇人民政府\n2022年1月15日\n"
}

pub(super) fn clean() -> String {
    report(|_, text| text)
}

/// The clean report with words added to its paragraph `way`.
pub(super) fn with(way: usize, words: &str) -> String {
    report(|at, text| {
        if at == way {
            format!("{text}{words}")
        } else {
            text
        }
    })
}

/// The clean report with words of its paragraph `way` replaced.
pub(super) fn replaced(way: usize, from: &str, to: &str) -> String {
    report(|at, text| {
        if at == way {
            text.replacen(from, to, 1)
        } else {
            text
        }
    })
}

pub(super) fn pick<'a>(list: &[&'a str], way: usize) -> &'a str {
    list[way % list.len()]
}
