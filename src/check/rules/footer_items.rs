//! W02: the items at the foot of every page, and the codes among them. Enter at [`RULE`].

use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::view::SiteView;
use crate::check::web::{PageFault, WebPage, text};
use crate::check::whole_site::WholeSite;
use crate::check::word_file::{WordList, WordPattern, rule_words};
use crate::diagnostic::Words;

pub(crate) const RULE: Rule = Rule::pages(
    "W02",
    &["footer-items"],
    include_str!("footer_items.md"),
    find,
    identity,
);
const NOT_FILLED_IN: FindingForm = RULE.warning("footer-items", "ask the county's site for the values and write them into `host` of content/site.yaml; invent none", "请向承载的上级政府网站索取，填入 content/site.yaml 的 host；不要编造");
const WRONG_FORM: FindingForm = RULE.error(
    "footer-items",
    "compare it with the certificate",
    "请与备案凭证、登记证书核对",
);

rule_words! { "footer_items.yaml":
    /// What stands at the foot: the key of the host's identity, and what it is called.
    items: Vec<(String, String)>,
    /// The code of registration as a site.
    icp: WordPattern,
    /// The code of registration with the police.
    police: WordPattern,
    /// What the two look like.
    icp_shape: String,
    police_shape: String,
    /// What a map of the site is called.
    map_name: String,
    /// Links to the map of the site.
    map: WordList,
}

const LACKING: FindingForm = RULE.error(
    "footer-items",
    "see parts/footer.html of the theme",
    "参照主题的 parts/footer.html 补上",
);

fn find(whole: &WholeSite, page: &WebPage) -> Vec<PageFault> {
    let mut faults = Vec::new();
    let asks = WORDS
        .items
        .iter()
        .any(|(key, _)| whole.host_value(key).is_some());
    if !whole.reports.bodies.is_empty() && asks {
        of_page(whole, page, &mut faults);
    }
    faults
}

fn identity(view: &SiteView<'_>) -> Vec<Finding> {
    let whole = view.whole;
    if whole.reports.bodies.is_empty() || view.kept.sizes.is_empty() {
        return Vec::new();
    }
    let (keys, named): (Vec<&str>, Vec<String>) = WORDS
        .items
        .iter()
        .filter(|(key, _)| whole.host_value(key).is_none())
        .map(|(key, name)| (key.as_str(), format!("{name} {key}")))
        .unzip();
    let mut out = Vec::new();
    if !keys.is_empty() {
        let words = Words::new(
            format!("items of the footer are not filled in: {}", keys.join(", ")),
            format!("页脚必备内容尚未填写：{}", named.join("、")),
        );
        out.push(NOT_FILLED_IN.at(whole.host_place("host"), words));
    }
    let forms = [
        ("icp", &WORDS.icp, &WORDS.icp_shape),
        ("police", &WORDS.police, &WORDS.police_shape),
    ];
    let wrong = forms
        .into_iter()
        .filter(|(key, form, _)| {
            whole
                .host_value(key)
                .is_some_and(|value| !form.is_match(value))
        })
        .map(|(key, _, shape)| (key.to_owned(), shape.as_str()));
    let bodies = whole.reports.bodies.iter();
    let codes = bodies.filter_map(|body| body.credit_code.as_deref());
    let codes = codes
        .filter(|code| !is_credit_code(code))
        .map(|code| (code.to_owned(), "GB 32100"));
    for (key, shape) in wrong.chain(codes) {
        let words = Words::new(
            format!("`{key}` has not the form {shape}"),
            format!("{key} 不符合格式 {shape}"),
        );
        out.push(WRONG_FORM.at(whole.host_place(&key), words));
    }
    out
}

fn of_page(whole: &WholeSite, page: &WebPage, faults: &mut Vec<PageFault>) {
    let footer = page.inside("footer");
    let shown = text(footer);
    let mut words = shown.clone();
    for tag in footer.iter().filter_map(|piece| piece.tag()) {
        words.push(' ');
        words += tag.get("href").unwrap_or("");
    }
    let items = WORDS.items.iter();
    let filled = items.filter_map(|(key, name)| {
        let value = whole.host_value(key)?;
        Some((key.as_str(), name.as_str(), value))
    });
    // What a reader sees and what links say are two texts: a badge or an entry to report errors is a picture with a link and has no words
    // of its own.
    // A link may hold the code of the site; a reader has to see it.
    let stands = |key: &str, value: &str| match key {
        "badge" | "error_report" => words.contains(value),
        _ => shown.contains(value),
    };
    let mut lost: Vec<&str> = filled
        .filter(|(key, _, value)| !stands(key, value))
        .map(|(_, name, _)| name)
        .collect();
    if !WORDS.map.stands_in(&words) {
        lost.push(&WORDS.map_name);
    }
    let first = footer.first().and_then(|piece| piece.tag());
    faults.extend(lost.into_iter().map(|name| {
        let words = Words::new(
            format!("the footer lacks {name}"),
            format!("页脚缺少{name}"),
        );
        PageFault::new(&LACKING, page.place(first, ""), words)
    }));
}

/// Whether a unified social credit code has its form and check character (GB 32100).
fn is_credit_code(code: &str) -> bool {
    const LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let values: Option<Vec<usize>> = code.chars().map(|one| LETTERS.find(one)).collect();
    let Some(values) = values.filter(|values| values.len() == 18) else {
        return false;
    };
    // GB 32100: each of the first 17 characters has a value in an alphabet of 31 letters and a weight that is a power of 3 modulo 31; the
    // last one makes the weighed sum divisible by 31. One wrong character, or two that changed places, are so found.
    let mut weight = 1;
    let mut sum = 0;
    for value in &values[..17] {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    (31 - sum % 31) % 31 == values[17]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_code_has_a_check_character() {
        // The example of GB 32100—2015.
        assert!(is_credit_code("91350100M000100Y43"));
        assert!(!is_credit_code("91350100M000100Y44") && !is_credit_code("114"));
    }
}
