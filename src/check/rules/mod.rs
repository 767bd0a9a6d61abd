//! All rules: one file, one page and one line for each. Enter at [`RULES`].

pub(crate) mod accessibility;
mod alternatives;
pub(crate) mod attachments;
mod breaks;
mod carried;
mod changes;
mod citations;
mod claims;
mod columns;
mod contradictions;
pub(crate) mod copied;
mod cumulative;
mod delimiters;
mod doubled;
mod early;
pub(crate) mod external;
mod footer_items;
mod foreign;
mod import_loss;
mod jumps;
mod last_year;
mod late;
pub(crate) mod links;
mod marks;
mod merged;
mod meta_tags;
mod norms;
mod numbering;
mod obsolete;
mod outline;
mod pairs;
mod parts;
mod person_name;
mod personal_data;
mod placeholder;
pub(crate) mod publication;
mod quotes;
mod rates;
mod relative;
mod revisions;
mod run_on;
mod secrecy;
mod siblings;
mod signature;
mod silences;
mod stale;
mod sums;
mod title;
mod unanswered;
mod unbound;
mod validity;
pub(crate) mod weight;
mod widths;
mod wording;
mod years;

use super::rule::Rule;

/// Every rule, by code. A new rule is a file, a page and a line here.
pub(crate) static RULES: &[Rule] = &[
    numbering::RULE,
    delimiters::RULE,
    siblings::RULE,
    run_on::RULE,
    placeholder::RULE,
    widths::RULE,
    doubled::RULE,
    wording::RULE,
    sums::RULE,
    contradictions::RULE,
    unbound::RULE,
    quotes::RULE,
    pairs::RULE,
    rates::RULE,
    changes::RULE,
    claims::RULE,
    norms::RULE,
    years::RULE,
    early::RULE,
    late::RULE,
    relative::RULE,
    publication::RULE,
    parts::RULE,
    merged::RULE,
    outline::RULE,
    title::RULE,
    signature::RULE,
    last_year::RULE,
    cumulative::RULE,
    jumps::RULE,
    unanswered::RULE,
    silences::RULE,
    breaks::RULE,
    carried::RULE,
    foreign::RULE,
    copied::RULE,
    stale::RULE,
    citations::RULE,
    validity::RULE,
    marks::RULE,
    obsolete::RULE,
    personal_data::RULE,
    person_name::RULE,
    secrecy::RULE,
    attachments::RULE,
    meta_tags::RULE,
    footer_items::RULE,
    links::RULE,
    external::RULE,
    columns::RULE,
    weight::RULE,
    alternatives::RULE,
    accessibility::RULE,
    revisions::RULE,
    import_loss::RULE,
];

/// The rule that has this code.
pub(crate) fn by_code(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}
