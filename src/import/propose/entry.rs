//! One proposal, and the file in which proposals wait for a person. Enter at [`write`] and [`read`].

use serde_json::Value;
use std::fmt::Write as _;

/// Where an accepted proposal goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ProposalTarget {
    /// `figures.yaml`.
    Figures,
    /// `made:` of `commitments.yaml`.
    Made,
    /// `answered:` of `commitments.yaml`.
    Answered,
    /// `topics:` in the front matter of the report.
    Topics,
}

impl ProposalTarget {
    /// All, in the order in which they are shown.
    pub(crate) const ALL: [ProposalTarget; 4] = [
        ProposalTarget::Figures,
        ProposalTarget::Made,
        ProposalTarget::Answered,
        ProposalTarget::Topics,
    ];

    /// The file in which its proposals wait.
    pub(crate) fn proposed(self) -> &'static str {
        match self {
            ProposalTarget::Figures => "figures.proposed.yaml",
            ProposalTarget::Made | ProposalTarget::Answered => "commitments.proposed.yaml",
            ProposalTarget::Topics => "topics.proposed.yaml",
        }
    }

    /// What a person must fill in before it can be accepted, where the program leaves it open.
    pub(crate) fn open_key(self) -> Option<&'static str> {
        match self {
            ProposalTarget::Figures => Some("indicator"),
            ProposalTarget::Answered => Some("outcome"),
            ProposalTarget::Made | ProposalTarget::Topics => None,
        }
    }
}

/// One proposal.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ProposedEntry {
    /// `f1`, `c2`, `a1`, `t3`: its name on the command line.
    pub id: String,
    /// Where it goes.
    pub target: ProposalTarget,
    /// Its keys and values in order.
    pub fields: Vec<(String, Value)>,
}

impl ProposedEntry {
    pub(super) fn new(
        letter: &str,
        before: usize,
        target: ProposalTarget,
        fields: Vec<(&str, Value)>,
    ) -> ProposedEntry {
        ProposedEntry {
            id: format!("{letter}{}", before + 1),
            target,
            fields: fields
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect(),
        }
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> &Value {
        self.fields
            .iter()
            .find(|(known, _)| known == key)
            .map_or(&Value::Null, |(_, value)| value)
    }

    /// Sets a key that is there.
    pub(crate) fn set(&mut self, key: &str, value: &str) {
        if let Some((_, old)) = self.fields.iter_mut().find(|(known, _)| known == key) {
            *old = Value::from(value);
        }
    }

    /// The words it rests on.
    pub(crate) fn quote(&self) -> &str {
        let of = |key: &str| self.get(key).as_str().unwrap_or_default();
        if of("quote").is_empty() {
            of("evidence")
        } else {
            of("quote")
        }
    }

    /// Whether a person still has to fill in what the program leaves open.
    pub(crate) fn is_open(&self) -> bool {
        self.target
            .open_key()
            .is_some_and(|key| self.get(key).is_null())
    }

    /// The entry as one line of YAML, only with the keys that `keep` names; all of them and the id where it is empty.
    pub(super) fn line(&self, keep: &[&str]) -> String {
        let mut parts = Vec::new();
        if keep.is_empty() {
            parts.push(format!("id: {}", self.id));
        }
        for (key, value) in &self.fields {
            if keep.is_empty() || keep.contains(&key.as_str()) && !value.is_null() {
                parts.push(format!("{key}: {}", scalar(value)));
            }
        }
        format!("- {{{}}}", parts.join(", "))
    }
}

/// A value as YAML; words in quotation marks, so that no comma or number is misread.
pub(super) fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => {
            let plain = text.starts_with(|first: char| first.is_ascii_lowercase())
                && text
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
                && !matches!(
                    text.as_str(),
                    "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
                );
            // 2020-3 is an id; 96.7 and 007 in quotation marks stay text.
            let numbered = text.split_once('-').is_some_and(|(year, number)| {
                year.len() == 4
                    && !number.is_empty()
                    && (year.to_owned() + number)
                        .bytes()
                        .all(|b| b.is_ascii_digit())
            });
            if plain || numbered {
                text.clone()
            } else {
                format!("{value}")
            }
        }
        other => other.to_string(),
    }
}

/// The text of a file of proposals; entries of other files are left out.
pub(crate) fn write(entries: &[ProposedEntry], file: &str, report: &str) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "# 程序从原文中提出，待人核对；网站不读取本文件。接受：nianbao extract {report} --accept 编号\n# Proposed from the text for a person to go through; the site does not read this file."
    );
    let of = |target: ProposalTarget| entries.iter().filter(move |one| one.target == target);
    let indent = |list: bool| if list { "" } else { "  " };
    for (target, key) in [
        (ProposalTarget::Figures, ""),
        (ProposalTarget::Made, "made:\n"),
        (ProposalTarget::Answered, "answered:\n"),
        (ProposalTarget::Topics, ""),
    ] {
        if target.proposed() != file || of(target).next().is_none() {
            continue;
        }
        out.push_str(key);
        for entry in of(target) {
            let _ = writeln!(out, "{}{}", indent(key.is_empty()), entry.line(&[]));
        }
    }
    out
}

/// The proposals of a file as [`write`] makes it, with what a person has filled in since.
///
/// # Errors
/// What the YAML reader says, or which entry has no id.
pub(crate) fn read(text: &str, file: &str) -> Result<Vec<ProposedEntry>, String> {
    let all: Value = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    let list = |target: ProposalTarget| match target {
        ProposalTarget::Made => all.get("made"),
        ProposalTarget::Answered => all.get("answered"),
        ProposalTarget::Figures | ProposalTarget::Topics => Some(&all),
    };
    let mut out = Vec::new();
    for target in ProposalTarget::ALL
        .into_iter()
        .filter(|target| target.proposed() == file)
    {
        for one in list(target).and_then(Value::as_array).into_iter().flatten() {
            out.push(entry(one, target)?);
        }
    }
    Ok(out)
}

fn entry(one: &Value, target: ProposalTarget) -> Result<ProposedEntry, String> {
    let mapping = one.as_object().ok_or("an entry is no mapping")?;
    let id = mapping.get("id").ok_or("an entry has no `id`")?;
    Ok(ProposedEntry {
        id: id.as_str().map_or_else(|| id.to_string(), str::to_owned),
        target,
        fields: mapping
            .iter()
            .filter(|(key, _)| *key != "id")
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
    })
}
