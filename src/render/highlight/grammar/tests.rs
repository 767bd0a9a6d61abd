//! A grammar and code in, names and words out.

use super::*;
use crate::render::highlight::scopes::TokenScope;
use serde_json::{Value, json};

fn grammars(list: &[Value]) -> SiteGrammars {
    let mut grammars = SiteGrammars::default();
    for grammar in list {
        let added = grammars.add(&grammar.to_string(), "file").unwrap();
        assert_eq!(added.unusable, Vec::<String>::new());
    }
    grammars.link();
    grammars
}

/// The stretches that have names beyond the grammar's own, with the names.
fn cut(list: &[Value], name: &str, code: &str) -> String {
    let grammars = grammars(list);
    let language = grammars.find(name).unwrap();
    let tokens = run::tokens(code, &grammars, language);
    let whole: String = tokens
        .iter()
        .map(|(_, range)| &code[range.clone()])
        .collect();
    assert_eq!(whole, code, "tokens cover the code");
    let shown = tokens.iter().filter_map(|(mark, range)| match mark {
        TokenScope::Scopes(scopes) if scopes.len() > 1 => {
            let words = code[range.clone()].trim_end_matches('\n');
            Some(format!("{}={words}", scopes[1..].join("/")))
        }
        _ => None,
    });
    shown.collect::<Vec<_>>().join(" ")
}

fn grammar(patterns: &Value, repository: &Value) -> Value {
    json!({"name": "Tally", "scopeName": "source.tally", "fileTypes": ["tly"], "patterns": patterns, "repository": repository})
}

#[test]
fn rules_match_in_their_order_and_groups_have_names() {
    let patterns = json!([
        {"include": "#call"},
        {"match": "\\b(let)\\s+(?:mut )?(\\w+)", "captures": {"1": {"name": "keyword.let"}, "2": {"name": "variable.$1"}}},
        {"match": "\\d+", "name": "constant.numeric"},
        {"match": "-->.*$", "captures": {"0": {"name": "comment.line", "patterns": [{"match": "!", "name": "mark"}]}}}
    ]);
    let repository = json!({"call": {"match": "(\\w+)(?=\\()", "captures": [{}, {"name": "entity.name.function"}]}});
    let list = [grammar(&patterns, &repository)];
    assert_eq!(
        cut(&list, "tally", "let 数 = f(12) --> 完!\nlet mut y2 = 3"),
        "keyword.let=let variable.let=数 entity.name.function=f constant.numeric=12 comment.line=--> 完 \
         comment.line/mark=! keyword.let=let variable.let=y2 constant.numeric=3"
    );
    for name in ["Tally", "TLY", "file"] {
        assert_eq!(cut(&list, name, "1"), "constant.numeric=1");
    }
}

#[test]
fn stretches_go_over_lines_until_their_end() {
    let patterns = json!([
        {"begin": "\"", "end": "\"", "name": "string", "patterns": [{"match": "\\\\.", "name": "escape"}]},
        {"begin": "/\\*", "end": "\\*/", "name": "comment", "contentName": "inside",
         "beginCaptures": {"0": {"name": "open"}}, "endCaptures": {"0": {"name": "close"}}},
        {"begin": "<<(\\w+)$", "end": "^\\1$", "name": "text", "patterns": [{"include": "$self"}]},
        {"begin": "\\(", "end": "\\)", "name": "group", "patterns": [{"include": "$self"}]},
        {"begin": "^> ", "while": "^> ", "name": "quote"}
    ]);
    let list = [grammar(&patterns, &json!({}))];
    let cut = |code: &str| cut(&list, "tally", code);
    assert_eq!(
        cut("\"a\\\"b\nc\" d"),
        "string=\"a string/escape=\\\" string=b\nc\""
    );
    assert_eq!(
        cut("/*a\nb*/c"),
        "comment/open=/* comment/inside=a\nb comment/close=*/"
    );
    assert_eq!(
        cut("<<END\na \"b\"\nENDE\nEND\nx"),
        "text=<<END\na  text/string=\"b\" text=\nENDE\nEND"
    );
    assert_eq!(cut("(a(b)c)d"), "group=(a group/group=(b) group=c)");
    assert_eq!(cut("> a\n> b\nc"), "quote=> a\n> b");
}

#[test]
fn grammars_include_one_another() {
    let outer = json!({"name": "outer", "scopeName": "source.outer", "patterns": [
        {"begin": "\\{", "end": "\\}", "patterns": [{"include": "source.tally"}]},
        {"match": "x", "name": "outer.x"},
        {"include": "source.tally#number"},
        {"include": "source.absent"}
    ]});
    let inner = grammar(
        &json!([{"match": "y", "name": "inner.y"}, {"begin": "\\[", "end": "\\]", "patterns": [{"include": "$base"}]}]),
        &json!({"number": {"match": "\\d", "name": "number"}}),
    );
    assert_eq!(
        cut(&[outer, inner], "outer", "xy1{xy1[xy]}"),
        "outer.x=x number=1 inner.y=y outer.x=x"
    );
}

#[test]
fn rules_without_end_end() {
    let endless = [
        json!([{"match": "", "name": "nothing"}]),
        json!([{"begin": "", "end": "", "name": "nothing", "patterns": [{"include": "$self"}]}]),
        json!([{"begin": "(?=a)", "end": "(?!a)", "patterns": [{"include": "$self"}]}]),
        json!([{"match": ".+", "captures": {"0": {"name": "again", "patterns": [{"include": "$self"}]}}}]),
        json!([{"include": "$self"}, {"include": "#loop"}]),
        json!([{"match": "(a|aa)+\\1(?=z)$", "name": "slow"}]),
        json!([{"begin": "a", "end": "never", "name": "deep", "patterns": [{"include": "$self"}]}]),
    ];
    let repository = json!({"loop": {"patterns": [{"include": "#loop"}, {"include": "$self"}]}});
    let code = format!("{}b\n", "a".repeat(300)).repeat(20);
    for patterns in endless {
        let list = [grammar(&patterns, &repository)];
        // The check that tokens cover the code is in `cut`.
        cut(&list, "tally", &code);
        cut(&list, "tally", "");
        cut(&list, "tally", "a");
    }
    let long = "1".repeat(50_000);
    let list = [grammar(&json!([{"match": "1", "name": "one"}]), &json!({}))];
    assert_eq!(
        cut(&list, "tally", &long),
        "",
        "a line beyond all measure is not looked at"
    );
}

#[test]
fn patterns_that_each_take_long_share_one_bound() {
    let line = format!("{}b\n", "a".repeat(16));
    let code = line.repeat(900);
    let late = json!({"match": "b", "name": "late"});
    let honest = [grammar(&json!([late]), &json!({}))];
    assert_eq!(cut(&honest, "tally", &code).matches("late").count(), 900);
    // None of them takes so long that it is given up, all together would take minutes.
    let slow = |n: usize| json!({"match": format!("(a|aa)+\\1(?=z{{{n}}})$"), "name": "slow"});
    let one = [grammar(&json!([slow(1), late]), &json!({}))];
    let few = line.repeat(20);
    assert_eq!(cut(&one, "tally", &few).matches("late").count(), 20);
    let mut patterns: Vec<Value> = (1..=100).map(slow).collect();
    patterns.push(late);
    let all = [grammar(&json!(patterns), &json!({}))];
    let coloured = cut(&all, "tally", &code).matches("late").count();
    assert!((1..600).contains(&coloured), "{coloured}");
}

#[test]
fn what_is_no_grammar_is_said() {
    let refused = |text: &str| SiteGrammars::default().add(text, "file").unwrap_err();
    assert!(refused("{").contains("EOF"));
    assert!(refused("[]").contains("object"));
    assert!(refused("{\"scopeName\": \"a\"}").contains("patterns"));
    assert!(refused("{\"patterns\": []}").contains("scopeName"));
    let mut grammars = SiteGrammars::default();
    let added = grammars.add(
        &grammar(&json!([{"match": "a("}, {"match": "b"}]), &json!({})).to_string(),
        "file",
    );
    let added = added.unwrap();
    assert_eq!((added.unusable.len(), added.usable), (1, 1));
    assert!(
        added.unusable[0].starts_with("`a(`: "),
        "{:?}",
        added.unusable
    );
}
