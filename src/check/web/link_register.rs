//! The register of links, `content/links.yaml`: which other sites may be linked to, and who approved it. Enter at [`read`].

use crate::check::finding::Finding;
use crate::diagnostic::{Diagnostic, Level, Words};
use crate::source::Sources;
use crate::tree::fields::Fields;
use crate::tree::{TreeOrigin, yaml};

const REGISTER: &str = "content/links.yaml";

/// A host that was approved. Why, by whom and when stand beside it for those who audit the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ApprovedHost {
    /// Its name, with everything below it.
    pub(crate) host: String,
}

impl ApprovedHost {
    /// Whether a host is meant by it.
    pub(crate) fn covers(&self, name: &str) -> bool {
        let below = name.strip_suffix(self.host.as_str());
        below.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }
}

/// The register and what is wrong with it.
pub(crate) type LinkRegister = (Vec<ApprovedHost>, Vec<Finding>);

/// The register; what is wrong with it is a finding at its line.
pub(crate) fn read(sources: &Sources) -> LinkRegister {
    let Some(source) = sources.get(REGISTER) else {
        return (Vec::new(), Vec::new());
    };
    let (mut entries, mut wrong) = (Vec::new(), Vec::new());
    let text = source.text().unwrap_or("");
    let origin = TreeOrigin::new(REGISTER, text);
    match yaml::parse(text, &origin) {
        Ok(tree) => {
            if tree.items().is_empty() && !tree.is_null() {
                let words = Words::new("a list of hosts is expected", "这里应是网站的列表");
                let one = Diagnostic::error("W04", "external-link", words);
                wrong.push(one.at(origin.place(&tree.at)));
            }
            for node in tree.items() {
                let mut fields = Fields::new(node, &origin);
                let host = fields.required(("host", "网站"));
                let why = fields.required(("why", "理由"));
                let by = fields.required(("approved_by", "批准人"));
                if fields.peek(("date", "日期")).is_none() {
                    fields.required(("date", "日期"));
                }
                let on = fields.date(("date", "日期"));
                wrong.extend(fields.finish(Level::Error));
                let filled = |word: &Option<String>| {
                    word.as_ref().is_some_and(|word| !word.trim().is_empty())
                };
                if let (Some(host), true) = (host, filled(&why) && filled(&by) && on.is_some()) {
                    let host = host.trim().to_ascii_lowercase();
                    entries.push(ApprovedHost { host });
                }
            }
        }
        Err(one) => wrong.push(*one),
    }
    let findings = wrong.into_iter().map(|one| {
        let hint = Words::new(
            "a list of host, why, approved_by and date, each filled in; `nianbao schema links` describes it",
            "每条写明 host（网站）、why（理由）、approved_by（批准人）、date（日期），格式见 `nianbao schema links`",
        );
        let mut one = one.hint(hint);
        (one.code, one.name) = ("W04", "external-link");
        Finding::new(one)
    });
    (entries, findings.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use std::sync::Arc;

    fn of(text: &str) -> (Vec<ApprovedHost>, Vec<String>) {
        let mut sources = Sources::default();
        let file = Source::new(REGISTER, text.into());
        sources.files.insert(Arc::clone(&file.path), file);
        let (entries, wrong) = read(&sources);
        let shown = wrong.iter().map(|one| {
            let place = one.diagnostic.place.as_ref().expect("each has its place");
            format!(
                "{}:{} {}",
                place.line, place.column, one.diagnostic.message.en
            )
        });
        (entries, shown.collect())
    }

    #[test]
    fn an_entry_covers_its_host_and_what_is_below_it() {
        let (entries, wrong) = of(
            "- {host: Example.cn, why: 许可, approved_by: 办公室, date: 2026-01-05}\n- {网站: gov.cn, 理由: 上级, 批准人: 办公室, 日期: 2026-01-05}\n",
        );
        assert_eq!(wrong, Vec::<String>::new());
        assert!(entries[0].covers("example.cn") && entries[0].covers("a.example.cn"));
        assert!(!entries[0].covers("badexample.cn"));
        assert!(entries[1].covers("www.gov.cn"));
    }

    #[test]
    fn an_entry_that_lacks_something_is_named_by_its_line_and_does_not_count() {
        for (text, line) in [
            ("- {host: a.cn, why: x, approved_by: y}\n", "1:"),
            ("- {host: a.cn, why: x, approved_by: y, date: 明天}\n", "1:"),
            (
                "# 说明\n- {host: a.cn, why: x, aproved_by: y, date: 2026-01-05}\n",
                "2:",
            ),
            ("host: a.cn\n", "1:"),
            ("- {host: [\n", ""),
        ] {
            let (entries, wrong) = of(text);
            assert!(entries.is_empty(), "{text}");
            assert!(
                !wrong.is_empty() && wrong[0].starts_with(line),
                "{text}: {wrong:?}"
            );
        }
    }
}
