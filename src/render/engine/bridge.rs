//! Functions and filters of the site in the form of Tera 1. Enter at [`FirstFunction`].

use super::{share, trouble};
use crate::render::functions::{FunctionAnswer, SiteFilter, SiteFunction, current_world};
use serde_json::{Map, Value};
use std::sync::Arc;
use tera1::{Error, Filter, Function, Tera};

#[expect(
    clippy::disallowed_types,
    reason = "the engine's traits ask for it; its order is not used"
)]
type Arguments = std::collections::HashMap<String, Value>;

/// A function of the site in the engine's form.
pub(super) struct FirstFunction {
    pub(super) function: Arc<dyn SiteFunction>,
    pub(super) wishes: LendingPolicy,
}

/// Whether copied values are remembered, to be lent to the next rendering.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LendingPolicy {
    /// They are remembered.
    Remembered,
    /// They are not.
    Forgotten,
}

#[expect(
    clippy::disallowed_types,
    reason = "the engine's trait asks for it; its order is not used"
)]
impl Function for FirstFunction {
    fn call(&self, args: &std::collections::HashMap<String, Value>) -> tera1::Result<Value> {
        let world = current_world().ok_or_else(|| Error::msg("functions need a site"))?;
        let answer = self
            .function
            .call(world.as_ref(), &ordered_arguments(args))
            .map_err(Error::msg)?;
        Ok(match answer {
            FunctionAnswer::Value(value) => value,
            FunctionAnswer::Shared(shared) => {
                if self.wishes == LendingPolicy::Remembered {
                    share::want(&shared);
                }
                share::copy_of(&shared)
            }
        })
    }

    fn is_safe(&self) -> bool {
        self.function.is_safe()
    }
}

/// A function of the site that gives the key of a lent value.
pub(super) struct KeyedFunction(pub(super) Arc<dyn SiteFunction>);

#[expect(
    clippy::disallowed_types,
    reason = "the engine's trait asks for it; its order is not used"
)]
impl Function for KeyedFunction {
    fn call(&self, args: &std::collections::HashMap<String, Value>) -> tera1::Result<Value> {
        let world = current_world().ok_or_else(|| Error::msg("functions need a site"))?;
        match self
            .0
            .call(world.as_ref(), &ordered_arguments(args))
            .map_err(Error::msg)?
        {
            FunctionAnswer::Shared(shared) => share::key_of(&shared)
                .map(Value::String)
                .ok_or_else(|| Error::msg("this value is not lent yet")),
            FunctionAnswer::Value(_) => Err(Error::msg("only shared values are lent")),
        }
    }
}

/// A filter of the site in the engine's form.
pub(super) struct FirstFilter(pub(super) Arc<dyn SiteFilter>);

#[expect(
    clippy::disallowed_types,
    reason = "the engine's trait asks for it; its order is not used"
)]
impl Filter for FirstFilter {
    fn filter(
        &self,
        value: &Value,
        args: &std::collections::HashMap<String, Value>,
    ) -> tera1::Result<Value> {
        let world = current_world().ok_or_else(|| Error::msg("filters need a site"))?;
        self.0
            .apply(world.as_ref(), value, &ordered_arguments(args))
            .map_err(Error::msg)
    }

    fn is_safe(&self) -> bool {
        self.0.is_safe()
    }
}

/// The arguments sorted by name, so that nothing depends on the order of a hash table.
#[expect(clippy::iter_over_hash_type, reason = "sorted right here")]
fn ordered_arguments(args: &Arguments) -> Map<String, Value> {
    let mut sorted: Vec<(&String, &Value)> = Vec::with_capacity(args.len());
    for entry in args {
        sorted.push(entry);
    }
    sorted.sort_by_key(|(name, _)| *name);
    sorted
        .into_iter()
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// The filters of Tera 1 by name, for Tera 2, which lacks some of them.
pub(super) fn filter(
    name: &str,
    value: &Value,
    args: &Map<String, Value>,
) -> Result<Value, String> {
    thread_local! {
        static ENGINE: Tera = Tera::default();
    }
    let arguments: Arguments = args
        .iter()
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    ENGINE.with(|engine| {
        let filter = engine.get_filter(name).map_err(|error| error.to_string())?;
        filter
            .filter(value, &arguments)
            .map_err(|error| trouble::chain(&error).join(": "))
    })
}
