//! Values that templates read, converted for each engine at most once. Enter at [`SharedValue`].

use super::mentions::{KeySet, keeps};
use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt::Debug;
use std::sync::{Arc, OnceLock};

/// A value for both engines. Lists and maps can be put together of shared parts, which Tera 2 then shares too.
#[derive(Debug)]
pub struct SharedValue {
    form: EngineForm,
    second: OnceLock<tera::Value>,
}

#[derive(Debug)]
enum EngineForm {
    Plain(Value),
    Data(Value),
    List(Vec<Arc<SharedValue>>),
    Map(Vec<(String, Arc<SharedValue>)>),
    Facts(Box<dyn LazyFacts>),
    Over(Arc<SharedValue>, Vec<(&'static str, Arc<SharedValue>)>),
}

/// What is known of a page, section or term, whose value is made when a template asks for it, so that no second copy of a body is held.
pub trait LazyFacts: Debug + Send + Sync {
    /// The entries; those that `wanted` has not may be left out.
    fn entries(&self, wanted: WantedKeys) -> Map<String, Value>;
}

/// The keys that a template can reach.
#[derive(Debug, Clone, Copy)]
pub struct WantedKeys(KeySet);

impl WantedKeys {
    /// Whether the entry of this key is asked for.
    pub fn has(self, key: &str) -> bool {
        keeps(self.0, key)
    }
}

impl SharedValue {
    /// Wraps a value.
    pub fn new(value: Value) -> Arc<SharedValue> {
        SharedValue::of(EngineForm::Plain(value))
    }

    /// Wraps what a data file holds, of which nothing is ever left out: its keys are the author's own.
    pub fn data(value: Value) -> Arc<SharedValue> {
        SharedValue::of(EngineForm::Data(value))
    }

    /// Nothing.
    pub fn null() -> Arc<SharedValue> {
        SharedValue::new(Value::Null)
    }

    /// Wraps what `value` serialises to; a value that cannot be serialised becomes null.
    pub fn from_serialize(value: &impl Serialize) -> Arc<SharedValue> {
        SharedValue::new(serde_json::to_value(value).unwrap_or(Value::Null))
    }

    /// A list of shared parts.
    pub fn list(parts: Vec<Arc<SharedValue>>) -> Arc<SharedValue> {
        SharedValue::of(EngineForm::List(parts))
    }

    /// A map of shared parts, in this order.
    pub fn map(parts: Vec<(String, Arc<SharedValue>)>) -> Arc<SharedValue> {
        SharedValue::of(EngineForm::Map(parts))
    }

    /// What `facts` say, made anew for each rendering of Tera 1 and once for Tera 2.
    pub fn facts(facts: impl LazyFacts + 'static) -> Arc<SharedValue> {
        SharedValue::of(EngineForm::Facts(Box::new(facts)))
    }

    /// A map with entries put into their places, or behind its own.
    pub fn over(
        base: Arc<SharedValue>,
        entries: Vec<(&'static str, Arc<SharedValue>)>,
    ) -> Arc<SharedValue> {
        SharedValue::of(EngineForm::Over(base, entries))
    }

    fn of(form: EngineForm) -> Arc<SharedValue> {
        Arc::new(SharedValue {
            form,
            second: OnceLock::new(),
        })
    }

    /// A copy of its own, as Tera 1 wants it.
    pub fn to_json(&self) -> Value {
        self.to_reached(KeySet::MAX, KeySet::MAX)
    }

    /// The value for Tera 1: without a copy where nobody else holds it, else with only the keys that can be reached.
    pub(super) fn into_json(shared: Arc<SharedValue>, own: KeySet, within: KeySet) -> Value {
        // The last holder gives the value away without a copy: what was made for one page alone is moved into it.
        match Arc::try_unwrap(shared) {
            Ok(SharedValue {
                form: EngineForm::Plain(value) | EngineForm::Data(value),
                ..
            }) => value,
            Ok(shared) => shared.to_reached(own, within),
            Err(shared) => shared.to_reached(own, within),
        }
    }

    /// A copy with the keys `own` of the value itself and the keys `within` of all that is inside it.
    pub(super) fn to_reached(&self, own: KeySet, within: KeySet) -> Value {
        match &self.form {
            EngineForm::Plain(value) => reached_part(value, own, within),
            EngineForm::Data(value) => value.clone(),
            EngineForm::List(parts) => Value::Array(
                parts
                    .iter()
                    .map(|part| part.to_reached(within, within))
                    .collect(),
            ),
            EngineForm::Map(parts) => {
                let is_addressed = parts.iter().any(|(key, _)| key == ADDRESS);
                let kept = parts
                    .iter()
                    .filter(|(key, _)| !is_addressed || keeps(own, key));
                let entries = kept.map(|(key, part)| {
                    let value = match key.as_str() {
                        AUTHORS_OWN => part.to_json(),
                        _ => part.to_reached(within, within),
                    };
                    (key.clone(), value)
                });
                Value::Object(entries.collect::<Map<_, _>>())
            }
            EngineForm::Facts(facts) => Value::Object(facts.entries(WantedKeys(own))),
            EngineForm::Over(base, entries) => {
                let mut value = base.to_reached(own, within);
                if let Value::Object(map) = &mut value {
                    for (key, part) in entries.iter().filter(|(key, _)| keeps(own, key)) {
                        map.insert((*key).to_owned(), part.to_reached(within, within));
                    }
                }
                value
            }
        }
    }

    /// The value for Tera 2, which counts references instead of copying.
    pub(super) fn to_second(&self) -> tera::Value {
        self.second
            .get_or_init(|| match &self.form {
                EngineForm::Plain(value) | EngineForm::Data(value) => {
                    tera::Value::from_serializable(value)
                }
                EngineForm::List(parts) => {
                    let parts: Vec<tera::Value> =
                        parts.iter().map(|part| part.to_second()).collect();
                    tera::Value::from(parts)
                }
                EngineForm::Map(parts) => {
                    let mut map = tera::Map::default();
                    for (key, part) in parts {
                        map.insert(key.clone().into(), part.to_second());
                    }
                    tera::Value::from(map)
                }
                EngineForm::Facts(facts) => {
                    let all = facts.entries(WantedKeys(KeySet::MAX));
                    tera::Value::from_serializable(&all)
                }
                EngineForm::Over(base, entries) => {
                    let base = base.to_second();
                    let mut map = base.as_map().cloned().unwrap_or_default();
                    for (key, part) in entries {
                        map.insert((*key).into(), part.to_second());
                    }
                    tera::Value::from(map)
                }
            })
            .clone()
    }
}

/// What pages, sections and terms have, and nothing else whose keys are left out.
const ADDRESS: &str = "permalink";
/// The key below which everything is the author's and stays.
const AUTHORS_OWN: &str = "extra";

fn reached_part(value: &Value, own: KeySet, within: KeySet) -> Value {
    match value {
        Value::Array(items) => Value::Array(
            items
                .iter()
                .map(|item| reached_part(item, within, within))
                .collect(),
        ),
        Value::Object(map) => {
            let is_addressed = map.contains_key(ADDRESS);
            let kept = map
                .iter()
                .filter(|(key, _)| !is_addressed || keeps(own, key));
            let entries = kept.map(|(key, value)| {
                let value = match key.as_str() {
                    AUTHORS_OWN => value.clone(),
                    _ => reached_part(value, within, within),
                };
                (key.clone(), value)
            });
            Value::Object(entries.collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

impl From<Value> for SharedValue {
    fn from(value: Value) -> SharedValue {
        SharedValue {
            form: EngineForm::Plain(value),
            second: OnceLock::new(),
        }
    }
}

/// The names that a template sees at its start.
#[derive(Debug, Clone, Default)]
pub struct TemplateVariables {
    pub(super) entries: Vec<(String, Arc<SharedValue>)>,
}

impl TemplateVariables {
    /// No names.
    pub fn new() -> TemplateVariables {
        TemplateVariables::default()
    }

    /// The same with one more name; the last value of a name counts.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: Arc<SharedValue>) -> TemplateVariables {
        self.entries.push((name.into(), value));
        self
    }

    /// The same with every entry of an object; other values add nothing.
    #[must_use]
    pub fn with_entries(mut self, object: Value) -> TemplateVariables {
        if let Value::Object(map) = object {
            self.entries.extend(
                map.into_iter()
                    .map(|(name, value)| (name, SharedValue::new(value))),
            );
        }
        self
    }
}
