//! A grammar's JSON becomes rules. Enter at [`add`].

use super::pattern::{GrammarPattern, names_groups};
use super::{
    AddedGrammar, CaptureRule, Captures, EndPattern, GrammarItem, GrammarLanguage, GrammarRule,
    MatchWay, SiteGrammars,
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rules within rules, at most.
const DEEPEST: usize = 64;
/// Rules that all grammars of a site may have.
const MOST_RULES: usize = 50_000;

struct GrammarReader<'g> {
    rules: &'g mut Vec<GrammarRule>,
    scope: String,
    root: usize,
    repository: BTreeMap<String, usize>,
    unusable: Vec<String>,
    usable: usize,
}

/// See [`SiteGrammars::add`].
pub(super) fn add(
    grammars: &mut SiteGrammars,
    text: &str,
    stem: &str,
) -> Result<AddedGrammar, String> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| error.to_string())?;
    let Value::Object(top) = value else {
        return Err("it is no JSON object".to_owned());
    };
    if !matches!(top.get("patterns"), Some(Value::Array(_))) {
        return Err("it has no `patterns`".to_owned());
    }
    let scope = string_of(&top, "scopeName").ok_or("it has no `scopeName`")?;
    let name = string_of(&top, "name").unwrap_or_else(|| stem.to_owned());
    let root = grammars.rules.len();
    grammars.rules.push(group_rule(Vec::new()));
    let mut reader = GrammarReader {
        rules: &mut grammars.rules,
        scope,
        root,
        repository: BTreeMap::new(),
        unusable: Vec::new(),
        usable: 0,
    };
    reader.read_repository(&top, 0);
    let patterns = reader.read_items(top.get("patterns"), 0);
    reader.rules[root].patterns = patterns;
    let GrammarReader {
        scope,
        repository,
        unusable,
        usable,
        ..
    } = reader;
    if grammars.rules.len() > MOST_RULES {
        return Err(format!("there are more than {MOST_RULES} rules"));
    }
    let mut others = vec![stem.to_lowercase()];
    others.extend(scope.rsplit('.').next().map(str::to_lowercase));
    for key in ["fileTypes", "aliases"] {
        let names = top.get(key).and_then(Value::as_array).into_iter().flatten();
        others.extend(names.filter_map(Value::as_str).map(str::to_lowercase));
    }
    grammars.languages.push(GrammarLanguage {
        name,
        others,
        scope: Arc::from(scope),
        root,
        repository,
    });
    Ok(AddedGrammar { unusable, usable })
}

fn string_of(map: &Map<String, Value>, key: &str) -> Option<String> {
    map.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn group_rule(patterns: Vec<GrammarItem>) -> GrammarRule {
    GrammarRule {
        name: None,
        content_name: None,
        way: MatchWay::Group,
        patterns,
    }
}

impl GrammarReader<'_> {
    /// Gives every entry a number before any is read, since they include each other.
    fn read_repository(&mut self, map: &Map<String, Value>, depth: usize) {
        let Some(Value::Object(entries)) = map.get("repository") else {
            return;
        };
        let mut fresh = Vec::new();
        for (name, value) in entries {
            if let (false, Value::Object(value)) = (self.repository.contains_key(name), value) {
                let number = self.put_rule(group_rule(Vec::new()));
                self.repository.insert(name.clone(), number);
                fresh.push((number, value));
            }
        }
        for (number, value) in fresh {
            let items: Vec<GrammarItem> = self.read_item(value, depth + 1).into_iter().collect();
            self.rules[number].patterns = items;
        }
    }

    fn put_rule(&mut self, rule: GrammarRule) -> usize {
        self.rules.push(rule);
        self.rules.len() - 1
    }

    fn read_items(&mut self, list: Option<&Value>, depth: usize) -> Vec<GrammarItem> {
        let entries = list.and_then(Value::as_array).into_iter().flatten();
        let mut items = Vec::new();
        for entry in entries.filter_map(Value::as_object) {
            items.extend(self.read_item(entry, depth + 1));
        }
        items
    }

    /// One rule; `None` where it is switched off, too deep, or not understood.
    fn read_item(&mut self, map: &Map<String, Value>, depth: usize) -> Option<GrammarItem> {
        if depth > DEEPEST || self.rules.len() > MOST_RULES || is_on(map.get("disabled")) {
            return None;
        }
        self.read_repository(map, depth);
        if let Some(target) = map.get("include").and_then(Value::as_str) {
            return self.included_item(target);
        }
        let way = self.match_way(map, depth)?;
        let patterns = self.read_items(map.get("patterns"), depth);
        let rule = GrammarRule {
            name: string_of(map, "name"),
            content_name: string_of(map, "contentName"),
            way,
            patterns,
        };
        Some(GrammarItem::Rule(self.put_rule(rule)))
    }

    fn included_item(&self, target: &str) -> Option<GrammarItem> {
        match target {
            "$self" => Some(GrammarItem::Rule(self.root)),
            "$base" => Some(GrammarItem::Base),
            _ => match target.split_once('#') {
                Some((scope, name)) if scope.is_empty() || scope == self.scope => {
                    self.repository.get(name).copied().map(GrammarItem::Rule)
                }
                Some((scope, name)) => Some(GrammarItem::Foreign(
                    scope.to_owned(),
                    Some(name.to_owned()),
                )),
                None if target == self.scope => Some(GrammarItem::Rule(self.root)),
                None => Some(GrammarItem::Foreign(target.to_owned(), None)),
            },
        }
    }

    fn match_way(&mut self, map: &Map<String, Value>, depth: usize) -> Option<MatchWay> {
        if let Some(source) = map.get("match").and_then(Value::as_str) {
            let pattern = self.read_pattern(source)?;
            return Some(MatchWay::Match(
                pattern,
                self.read_captures(map, "captures", depth),
            ));
        }
        let Some(source) = map.get("begin").and_then(Value::as_str) else {
            return Some(MatchWay::Group);
        };
        let begin = self.read_pattern(source)?;
        let begin_captures = self.either_captures(map, "beginCaptures", depth);
        if let Some(again) = map.get("while").and_then(Value::as_str) {
            return Some(MatchWay::While {
                begin,
                begin_captures,
                again: self.end_pattern(again)?,
                again_captures: self.either_captures(map, "whileCaptures", depth),
            });
        }
        let end = map.get("end").and_then(Value::as_str)?;
        Some(MatchWay::Span {
            begin,
            begin_captures,
            end: self.end_pattern(end)?,
            end_captures: self.either_captures(map, "endCaptures", depth),
            end_is_last: is_on(map.get("applyEndPatternLast")),
        })
    }

    fn read_pattern(&mut self, source: &str) -> Option<GrammarPattern> {
        match GrammarPattern::new(source) {
            Ok(pattern) => {
                self.usable += 1;
                Some(pattern)
            }
            Err(reason) => {
                let short: String = source.chars().take(80).collect();
                self.unusable.push(format!("`{short}`: {reason}"));
                None
            }
        }
    }

    fn end_pattern(&mut self, source: &str) -> Option<EndPattern> {
        if names_groups(source) {
            Some(EndPattern::Made(source.to_owned()))
        } else {
            self.read_pattern(source)
                .map(Box::new)
                .map(EndPattern::Fixed)
        }
    }

    /// Captures of their own key, else `captures`, which count for both ends.
    fn either_captures(&mut self, map: &Map<String, Value>, key: &str, depth: usize) -> Captures {
        let key = if map.contains_key(key) {
            key
        } else {
            "captures"
        };
        self.read_captures(map, key, depth)
    }

    fn read_captures(&mut self, map: &Map<String, Value>, key: &str, depth: usize) -> Captures {
        let entries: Vec<(String, &Value)> = match map.get(key) {
            Some(Value::Object(entries)) => entries
                .iter()
                .map(|(group, entry)| (group.clone(), entry))
                .collect(),
            Some(Value::Array(entries)) => entries
                .iter()
                .enumerate()
                .map(|(group, entry)| (group.to_string(), entry))
                .collect(),
            _ => Vec::new(),
        };
        let mut captures = Captures::new();
        for (number, entry) in entries {
            let (Ok(number), Some(entry)) = (number.parse(), entry.as_object()) else {
                continue;
            };
            let items = self.read_items(entry.get("patterns"), depth + 1);
            let capture = CaptureRule {
                name: string_of(entry, "name"),
                patterns: (!items.is_empty()).then(|| self.put_rule(group_rule(items))),
            };
            captures.push((number, capture));
        }
        captures.sort_by_key(|(number, _)| *number);
        captures
    }
}

/// A switch, which some grammars write as a number.
fn is_on(value: Option<&Value>) -> bool {
    value.is_some_and(|value| value.as_bool().unwrap_or(value.as_i64() == Some(1)))
}
