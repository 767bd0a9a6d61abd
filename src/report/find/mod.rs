//! What stands in a text, one file a question, each with one list of words in `data/`. Enter at the file that is named like the question.

pub(crate) mod citation;
pub(crate) mod earlier;
pub(crate) mod figure;
pub(crate) mod indicator;
pub(crate) mod item;
pub(crate) mod law;
pub(crate) mod name;
pub(crate) mod number;
pub(crate) mod part;
pub(crate) mod plan;
pub(crate) mod quantity;
pub(crate) mod sentence_part;
pub(crate) mod topic;
pub(crate) mod zero;
