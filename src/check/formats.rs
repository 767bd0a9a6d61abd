//! Findings for other programs: SARIF 2.1.0, annotations of code hosts, JUnit. Enter at [`to_sarif`], [`to_annotations`], [`to_junit`].

use super::finding::Finding;
use super::rules::RULES;
use crate::diagnostic::{Language, Level};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// SARIF 2.1.0 (OASIS): one run, every rule with its names; an allowed finding is suppressed with its reason.
pub(crate) fn to_sarif(findings: &[Finding], tongue: Language) -> Value {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| json!({"id": rule.code, "name": rule.names.join("/"), "fullDescription": {"text": first_line(rule.page)}}))
        .collect();
    let results: Vec<Value> = findings.iter().map(|one| result(one, tongue)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "nianbao",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn first_line(page: &str) -> &str {
    page.lines().next().unwrap_or("").trim_start_matches("# ")
}

fn result(finding: &Finding, tongue: Language) -> Value {
    let one = &finding.diagnostic;
    let level = match one.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    };
    let mut out = json!({
        "ruleId": one.code,
        "level": level,
        "message": {"text": words(finding, tongue)},
        "partialFingerprints": {"name": one.name},
    });
    if let Some(place) = &one.place {
        let mut physical = json!({"artifactLocation": {"uri": address(&place.file)}});
        if place.line > 0 {
            physical["region"] = json!({"startLine": place.line});
            if place.column > 0 {
                let end = place.column + place.quote.chars().count();
                physical["region"]["startColumn"] = json!(place.column);
                physical["region"]["endColumn"] = json!(end);
            }
        }
        out["locations"] = json!([{"physicalLocation": physical}]);
    }
    if let Some(reason) = &finding.allowed {
        out["suppressions"] = json!([{"kind": "inSource", "justification": reason}]);
    }
    out
}

/// A path as a relative URI.
fn address(path: &str) -> String {
    let parts: Vec<String> = path
        .split(['/', '\\'])
        .map(|part| {
            percent_encoding::utf8_percent_encode(part, percent_encoding::NON_ALPHANUMERIC)
                .to_string()
                .replace("%2E", ".")
                .replace("%2D", "-")
                .replace("%5F", "_")
        })
        .collect();
    parts.join("/")
}

/// What is wrong and what to do.
fn words(finding: &Finding, tongue: Language) -> String {
    let one = &finding.diagnostic;
    let hints = one.hints.iter().map(|hint| hint.speak(tongue));
    let joint = match tongue {
        Language::Chinese => "。",
        Language::English => ". ",
    };
    std::iter::once(one.message.speak(tongue))
        .chain(hints)
        .collect::<Vec<_>>()
        .join(joint)
}

/// One line `::error file=…,line=…,col=…,title=…::…` for each finding that was not allowed.
pub(crate) fn to_annotations(findings: &[Finding], tongue: Language) -> String {
    let mut out = String::new();
    for finding in findings.iter().filter(|one| one.allowed.is_none()) {
        let one = &finding.diagnostic;
        let kind = match one.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "notice",
        };
        let mut keys = Vec::new();
        if let Some(place) = &one.place {
            keys.push(format!("file={}", property(&place.file)));
            if place.line > 0 {
                keys.push(format!("line={}", place.line));
            }
            if place.column > 0 {
                keys.push(format!("col={}", place.column));
            }
        }
        keys.push(format!(
            "title={}",
            property(&format!("{} {}", one.code, one.name))
        ));
        let message = data(&words(finding, tongue));
        writeln!(out, "::{kind} {}::{message}", keys.join(","))
            .expect("a string takes every write");
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A JUnit file: one suite for each file, one case for each finding; what is as grave as `blocking` fails, what was allowed is skipped
/// with its reason. Where nothing was found, one case says so, because many readers take a file without cases for a broken one.
pub(crate) fn to_junit(findings: &[Finding], tongue: Language, blocking: Level) -> String {
    // Readers of JUnit count cases: what blocks is a failure, what does not is a case that passed and says why in its output, and what
    // was allowed is skipped.
    let mut files: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        files.entry(finding.file()).or_default().push(finding);
    }
    let failures = findings.iter().filter(|one| one.blocks(blocking)).count();
    let skipped = findings.iter().filter(|one| one.allowed.is_some()).count();
    if findings.is_empty() {
        let name = match tongue {
            Language::English => "nothing found",
            Language::Chinese => "没有发现问题",
        };
        return format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"nianbao check\" tests=\"1\" failures=\"0\">\n<testsuite name=\"check\" tests=\"1\" failures=\"0\">\n<testcase classname=\"check\" name=\"{name}\"/>\n</testsuite>\n</testsuites>\n"
        );
    }
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"nianbao check\" tests=\"{}\" failures=\"{failures}\" skipped=\"{skipped}\">\n",
        findings.len()
    );
    for (file, all) in files {
        let failures = all.iter().filter(|one| one.blocks(blocking)).count();
        let file = if file.is_empty() { "site" } else { file };
        out += &format!(
            "<testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\">\n",
            xml(file),
            all.len()
        );
        for finding in all {
            out += &case(finding, tongue, blocking);
        }
        out += "</testsuite>\n";
    }
    out + "</testsuites>\n"
}

fn case(finding: &Finding, tongue: Language, blocking: Level) -> String {
    let one = &finding.diagnostic;
    let line = one.place.as_ref().map_or(0, |place| place.line);
    let name = format!("{} {} {}", one.code, one.name, finding.quote());
    let name = name.trim_end();
    let said = xml(&words(finding, tongue));
    let inner = match &finding.allowed {
        Some(reason) => format!("<skipped message=\"{}\"/>", xml(reason)),
        None if finding.blocks(blocking) => {
            format!("<failure type=\"{}\" message=\"{said}\"/>", one.code)
        }
        None => format!("<system-out>{said}</system-out>"),
    };
    format!(
        "<testcase classname=\"{}\" name=\"{}\" line=\"{line}\">{inner}</testcase>\n",
        one.code,
        xml(name)
    )
}

fn xml(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            // XML 1.0 has no other control characters.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' => out.push('\u{fffd}'),
            '\n' | '\r' | '\t' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Place, Words};

    fn one() -> Finding {
        let words = Words::new("a < b: 50%", "甲");
        let place = Place::span("年报/a,b.md", "第一行\n有<错>字", 10..19);
        Finding::new(Diagnostic::error("T05", "placeholder", words).at(place))
    }

    #[test]
    fn sarif_names_rule_place_and_reason() {
        let allowed = Finding {
            allowed: Some("原文如此".to_owned()),
            ..one()
        };
        let value = to_sarif(&[one(), allowed], Language::English);
        let run = &value["runs"][0];
        let region = &run["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(region["region"]["startLine"], 2);
        assert_eq!(
            region["artifactLocation"]["uri"],
            "%E5%B9%B4%E6%8A%A5/a%2Cb.md"
        );
        assert_eq!(
            run["results"][1]["suppressions"][0]["justification"],
            "原文如此"
        );
        assert_eq!(
            run["tool"]["driver"]["rules"].as_array().map(Vec::len),
            Some(RULES.len())
        );
    }

    #[test]
    fn annotations_and_junit_escape_what_would_end_them() {
        let line = to_annotations(&[one()], Language::English);
        assert!(
            line.starts_with("::error file=年报/a%2Cb.md,line=2,col="),
            "{line}"
        );
        assert!(
            line.ends_with("title=T05 placeholder::a < b: 50%25\n"),
            "{line}"
        );
        let file = to_junit(&[one()], Language::English, Level::Error);
        assert!(
            file.contains("failures=\"1\"") && file.contains("a &lt; b"),
            "{file}"
        );
        let warning = Finding::new(Diagnostic::warning("T07", "x", Words::new("a", "甲")));
        let all = [warning];
        assert!(to_junit(&all, Language::English, Level::Error).contains("failures=\"0\""));
        assert!(to_junit(&all, Language::English, Level::Warning).contains("failures=\"1\""));
        assert!(to_junit(&[], Language::English, Level::Error).contains("tests=\"1\""));
    }
}
