//! What all reports share: who reports, what is counted, under which terms. Enter at [`site`] and [`indicators`].

use super::profile::{ProfileError, ReportKind};
use super::{
    BodyKind, Indicator, IndicatorKind, Licence, ReportingBody, Reports, figure, known, labels,
};
use crate::content::{DataFile, Documents, PROFILES};
use crate::diagnostic::{Diagnostic, Level, Words};
use crate::tree::Node;
use crate::tree::fields::Fields;

const KINDS: [(&str, &str, BodyKind); 4] = [
    ("town", "镇", BodyKind::Town),
    ("street", "街道", BodyKind::Street),
    ("county", "县", BodyKind::County),
    ("department", "部门", BodyKind::Department),
];
const INDICATOR_KINDS: [(&str, &str, IndicatorKind); 4] = [
    ("stock", "期末", IndicatorKind::Stock),
    ("flow", "当年", IndicatorKind::Flow),
    ("cumulative", "累计", IndicatorKind::Cumulative),
    ("rate", "比率", IndicatorKind::Rate),
];

/// Reads `site.yaml`.
pub(super) fn site(file: &DataFile, reports: &mut Reports, diagnostics: &mut Vec<Diagnostic>) {
    let mut fields = Fields::new(&file.node, &file.origin);
    reports.host = fields
        .node(("host", "主办"))
        .map_or_else(|| serde_json::json!({}), Node::to_json);
    let at = fields.peek(("labels", "标签")).unwrap_or(0..0);
    reports.labels = fields
        .text(("labels", "标签"))
        .unwrap_or_else(|| "guangdong".to_owned());
    if !labels::ids().any(|id| id == reports.labels) {
        let found = known::unknown("set of labels", "标签方案", &reports.labels, labels::ids());
        let place = fields.place(&at);
        fields.diagnostics.push(found.at(place));
    }
    if let Some(node) = fields.node(("licence", "许可")) {
        let mut inner = Fields::new(node, &file.origin);
        let (name, title, url) = (
            inner.required(("name", "编号")),
            inner.required(("title", "名称")),
            inner.required(("url", "网址")),
        );
        diagnostics.extend(inner.finish(Level::Error));
        reports.licence = name
            .zip(title)
            .zip(url)
            .map(|((name, title), url)| Licence { name, title, url });
    }
    if let Some(bodies) = fields.node(("bodies", "单位")) {
        for (key, node) in bodies.entries() {
            let mut inner = Fields::new(node, &file.origin);
            reports.bodies.push(ReportingBody {
                id: key.name.clone(),
                name: inner
                    .required(("name", "名称"))
                    .unwrap_or_else(|| key.name.clone()),
                full_name: inner
                    .required(("full_name", "全称"))
                    .unwrap_or_else(|| key.name.clone()),
                kind: inner.choice(("kind", "类别"), &KINDS).unwrap_or_default(),
                sample: inner.flag(("sample", "示例")).unwrap_or(false),
                credit_code: inner.text(("credit_code", "统一社会信用代码")),
                places: inner.texts(("places", "地名")),
                officials: inner.texts(("officials", "负责人")),
            });
            diagnostics.extend(inner.finish(Level::Error));
        }
    }
    diagnostics.extend(fields.finish(Level::Error));
}

/// Reads the kinds of reports that the site brings along: `profiles/ID.yaml`.
pub(super) fn profiles(
    documents: &Documents,
    reports: &mut Reports,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // A site without bodies may have such a folder for something else.
    if !documents.data.contains_key("site.yaml") {
        return;
    }
    let files = documents.data.range(PROFILES.to_owned()..);
    for (path, file) in files.take_while(|(path, _)| path.starts_with(PROFILES)) {
        let stem = path[PROFILES.len()..].trim_end_matches(".yaml");
        match ReportKind::read(&file.origin.text) {
            Ok(profile) if profile.id == stem => reports.profiles.add(profile),
            Ok(profile) => diagnostics.push(misnamed(file, stem, &profile.id)),
            Err(error) => diagnostics.push(no_profile(file, &error)),
        }
    }
}

fn misnamed(file: &DataFile, stem: &str, id: &str) -> Diagnostic {
    let words = Words::new(
        format!("the profile is called `{id}`, and its file `{stem}.yaml`"),
        format!("报告类型的编号是 `{id}`，文件名却是 `{stem}.yaml`"),
    );
    let hint = Words::new(
        format!("rename the file to `{id}.yaml`, or write `id: {stem}`"),
        format!("请把文件改名为 `{id}.yaml`，或写 `id: {stem}`"),
    );
    let at = file.origin.text.find("id:").unwrap_or_default();
    Diagnostic::error("data", "bad-profile", words)
        .at(file.origin.place(&(at..at)))
        .hint(hint)
}

fn no_profile(file: &DataFile, error: &ProfileError) -> Diagnostic {
    let words = Words::new(
        format!("this is no kind of report: {}", error.words),
        format!("报告类型文件有误：{}", error.words),
    );
    let hint = Words::new(
        "`nianbao schema profile` prints what it may hold; the README shows one",
        "`nianbao schema profile` 输出它的结构，README 中有完整的例子",
    );
    Diagnostic::error("data", "bad-profile", words)
        .at(file.origin.place(&(error.at..error.at)))
        .hint(hint)
}

/// Reads `indicators.yaml`.
pub(super) fn indicators(
    file: &DataFile,
    reports: &mut Reports,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (key, node) in file.node.entries() {
        let mut fields = Fields::new(node, &file.origin);
        let mut indicator = Indicator {
            id: key.name.clone(),
            name: fields
                .required(("name", "名称"))
                .unwrap_or_else(|| key.name.clone()),
            unit: fields.text(("unit", "单位")).unwrap_or_default(),
            kind: fields
                .choice(("kind", "类别"), &INDICATOR_KINDS)
                .unwrap_or_default(),
            topic: known::take_topic(&mut fields, &reports.profiles),
            definition: fields.text(("definition", "定义")).unwrap_or_default(),
            ..Indicator::default()
        };
        scaled_unit(&mut fields, node, &indicator.unit);
        if let Some(related) = fields.node(("related", "相关")) {
            let mut inner = Fields::new(related, &file.origin);
            indicator.part_of = inner.text(("part_of", "属于"));
            indicator.staff = inner.text(("staff", "人员"));
            indicator.numerator = inner.text(("numerator", "分子"));
            indicator.denominator = inner.text(("denominator", "分母"));
            diagnostics.extend(inner.finish(Level::Error));
        }
        for node in fields.list(("breaks", "口径变化")) {
            let mut inner = Fields::new(node, &file.origin);
            let (year, note) = (
                inner.year(("year", "年份")),
                inner.required(("note", "说明")),
            );
            let comparable = inner.flag(("comparable", "可比")).unwrap_or(false);
            if let (Some(year), Some(note)) = (year, note) {
                indicator.breaks.push(figure::DefinitionBreak {
                    year,
                    note,
                    comparable,
                });
            }
            diagnostics.extend(inner.finish(Level::Error));
        }
        diagnostics.extend(fields.finish(Level::Error));
        reports.indicators.push(indicator);
    }
    diagnostics.extend(unknown_relatives(file, reports));
}

/// Indicators that others name under `related` must be in the dictionary too.
fn unknown_relatives(file: &DataFile, reports: &Reports) -> Vec<Diagnostic> {
    let ids = reports.indicators.iter().map(|one| one.id.as_str());
    let mut found = Vec::new();
    for (_, node) in file.node.entries() {
        let related = node.get("related").or_else(|| node.get("相关"));
        let named = related.map_or(&[][..], Node::entries).iter();
        for (id, at) in named.filter_map(|(_, node)| known::word(node)) {
            if !ids.clone().any(|known| known == id) {
                let one = known::unknown("indicator", "指标", &id, ids.clone());
                found.push(one.at(file.origin.place(&at)));
            }
        }
    }
    found
}

/// Values have 万 and 亿 multiplied out, so that a unit that begins with one of them would count it twice.
fn scaled_unit(fields: &mut Fields<'_>, node: &Node, unit: &str) {
    let Some(bare) = unit.strip_prefix(['万', '亿']) else {
        return;
    };
    let at = node.get("unit").or_else(|| node.get("单位"));
    let place = fields.place(&at.map_or(0..0, |node| node.at.clone()));
    let words = Words::new(
        format!("the unit `{unit}` holds a part of the number"),
        format!("单位 `{unit}` 里含有数字的一部分"),
    );
    let hint = Words::new(
        format!(
            "write `{bare}`, and values with 万 and 亿 multiplied out; pages show them as the text does, 3.5万{bare}"
        ),
        format!("请写 `{bare}`，数值把“万”“亿”乘出来；网页上仍按原文显示，例如 3.5万{bare}"),
    );
    let finding = Diagnostic::error("data", "scaled-unit", words);
    fields.diagnostics.push(finding.at(place).hint(hint));
}
