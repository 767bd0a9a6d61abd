//! Broken and clean sites, for the rules that look at more than one text. Enter at [`SITE`].

use super::Break;
use super::clean::paragraph;

/// Two years of one body with a figure of an indicator each.
pub(super) fn years(indicator: &str, (old, new): (usize, usize), more: &str) -> String {
    format!(
        "@ a/2020\n一、举措\n办理数量为{old}件。\n@ a/2020/figures.yaml\n- {{indicator: {indicator}, value: {old}, quote: 办理数量为{old}件}}\n@ a/2021\n一、举措\n办理数量为{new}件。\n@ a/2021/figures.yaml\n- {{indicator: {indicator}, value: {new}, quote: 办理数量为{new}件}}\n{more}"
    )
}

pub(super) const RELATED: &str = "@ indicators.yaml\ngrid: {name: 网格, unit: 个, kind: stock, topic: disputes, related: {staff: grid-staff}}\ngrid-staff: {name: 网格员, unit: 人, kind: stock, topic: disputes}\nall: {name: 受理, unit: 件, kind: flow, topic: disputes}\ndone: {name: 成功, unit: 件, kind: flow, topic: disputes}\nrate: {name: 成功率, unit: \"%\", kind: rate, topic: disputes, related: {numerator: done, denominator: all}}\n";

pub(super) const SITE: &[(&str, Break)] = &[
    ("N03", |way| {
        years("cases", (300 + way, 310 + way), "").replace(
            "。\n@ a/2021/figures",
            &format!("，另有网格{}个。\n@ a/2021/figures", 40 + way),
        )
    }),
    ("N04", |way| {
        years("cases", (300, 310), "").replace(
            "quote: 办理数量为310件",
            &format!("quote: 办理数量为{}件", 500 + way),
        )
    }),
    ("N05", |way| {
        format!(
            "@ a/2021\n一、举措\n网格{}个，网格员{}人。\n@ a/2021/figures.yaml\n- {{indicator: grid, value: {}, quote: 网格{}个}}\n- {{indicator: grid-staff, value: {way}, quote: 网格员{way}人}}\n{RELATED}",
            way + 10,
            way,
            way + 10,
            way + 10
        )
    }),
    ("N06", |way| {
        format!(
            "@ a/2021\n一、举措\n受理100件，成功{}件，成功率{}.0%。\n@ a/2021/figures.yaml\n- {{indicator: all, value: 100, quote: 受理100件}}\n- {{indicator: done, value: {}, quote: 成功{}件}}\n- {{indicator: rate, value: \"{}.0\", quote: 成功率{}.0%}}\n{RELATED}",
            50 + way,
            60 + way,
            50 + way,
            50 + way,
            60 + way,
            60 + way
        )
    }),
    ("P03", |way| {
        format!(
            "@ a/2021\npublished: 2022-05-{:02}\n一、举措\n做好工作。\n",
            way + 1
        )
    }),
    ("P05", |way| {
        if way % 2 == 1 {
            return format!(
                "@ a/2021\npublished: 2022-01-{:02}\n一、举措\n做好工作。\n@ earlier/a/2021/report.json\n{{\"body\": {{\"id\": \"a\"}}, \"year\": 2021, \"status\": \"published\", \"published\": \"2022-01-26\"}}\n",
                way + 1
            );
        }
        format!(
            "@ a/2021\npublished: 2022-01-{:02}\nsigned: {{by: 丙县甲镇人民政府, on: 2022-02-01}}\n一、举措\n做好工作。\n",
            way + 1
        )
    }),
    ("Y01", |way| {
        years("cases", (300, 310), "").replace("为310件。", "为310件，上年为299件。")
            + &format!(
                "@ a/2021/figures.yaml\n- {{indicator: cases, value: 310, quote: 为310件}}\n- {{indicator: cases, value: 299, for_year: 2020, quote: 上年为299件, note: 第{way}种}}\n"
            )
    }),
    ("Y02", |way| years("total", (300, 299 - way), "")),
    ("Y03", |way| years("cases", (20 + way, 90 + 4 * way), "")),
    ("Y04", |way| {
        years(
            "cases",
            (300, 310),
            &format!(
                "@ a/2020/commitments.yaml\nmade:\n  - {{id: 2020-{}, topic: disputes, quote: 办理数量}}\n",
                way + 1
            ),
        )
    }),
    ("Y05", |way| {
        years("cases", (300 + way, 310), "@ a/2021/figures.yaml\n[]\n")
    }),
    ("Y06", |way| {
        years("grid", (300, 310), "").replace(
            "为310件。",
            &format!("为310件，四月起改按每{}户左右划分。", 100 + way),
        )
    }),
    ("Y07", |way| {
        format!(
            "@ a/2020\n一、举措\n重大事项由班子成员逐一发表意见后决定第{way}次。现场检查须两人以上并出示证件。\n@ a/2021\n一、举措\n重大事项由班子成员逐一发表意见后决定第{way}次。现场检查须两人以上并出示证件。\n"
        )
    }),
    ("C02", |way| {
        format!(
            "@ a/2021\n一、举措\n{}\n@ b/2021\n一、举措\n{}\n",
            paragraph(way),
            paragraph(way)
        )
    }),
    ("C03", |way| {
        format!(
            "@ a/2020\n一、举措\n全年开展河道巡查{}次并出动执法人员。\n@ a/2021\n一、举措\n全年开展河道巡查{}次并出动执法人员。\n",
            50 + way,
            50 + way
        )
    }),
];

/// A clean site: two years of one body and a year of another.
pub(super) fn clean_site() -> String {
    let more = "@ b/2021\n一、做法\n做好工作。\n";
    years("cases", (300, 310), more)
        .replace(
            "为300件。",
            "为300件。圩日提前半小时开门。代办员上门收件。逐户听取意见。",
        )
        .replace(
            "为310件。",
            "为310件。派人到院里认证身份。在沿河四村开院坝会。岸线上保留码头。",
        )
}
