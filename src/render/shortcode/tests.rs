//! What shortcodes expand to, by templates that print what they get.

use super::*;

/// `.html` for every name but those that begin with `md`; prints name, number, arguments and body.
struct Echo;

impl ShortcodeTemplates for Echo {
    fn kind(&self, name: &str) -> Option<ShortcodeKind> {
        match name {
            "missing" => None,
            name if name.starts_with("md") => Some(ShortcodeKind::Markdown),
            _ => Some(ShortcodeKind::Html),
        }
    }

    fn render(&self, call: &ShortcodeCall) -> Result<String, Box<Diagnostic>> {
        let arguments = if call.arguments.is_empty() {
            String::new()
        } else {
            Value::from(call.arguments.clone()).to_string()
        };
        let body = call
            .body
            .as_ref()
            .map_or(String::new(), |body| format!("[{body}]"));
        Ok(format!("<{}{}{arguments}{body}>", call.name, call.nth))
    }
}

/// The Markdown with the HTML of shortcodes filled in, in braces.
fn expanded(source: &str) -> String {
    let expanded = expand(source, &Echo);
    split(&expanded.text)
        .into_iter()
        .map(|part| match part {
            ShortcodePart::Text(text) => text.to_owned(),
            ShortcodePart::Piece(number) => format!("«{}»", expanded.pieces[number]),
        })
        .collect()
}

fn finding(source: &str) -> (&'static str, String) {
    let findings = expand(source, &Echo).findings;
    assert_eq!(findings.len(), 1, "{findings:?}");
    (findings[0].0.name, source[findings[0].1.clone()].to_owned())
}

#[test]
fn arguments_are_of_every_kind() {
    assert_eq!(
        expanded(
            "{{ a(s=\"double \\ quoted\", n=41, f=2.50, b=true) }} {{a(s=`back \"tick\"`, n=-1,)}}"
        ),
        "«<a1{\"s\":\"double \\\\ quoted\",\"n\":41,\"f\":2.5,\"b\":true}>» «<a2{\"s\":\"back \\\"tick\\\"\",\"n\":-1}>»"
    );
    assert_eq!(
        expanded("{{ a(list=[\"a\", 'b, c', 3, true, 1.5], e=[], t=[\"x\",]) }}"),
        "«<a1{\"list\":[\"a\",\"b, c\",3,true,1.5],\"e\":[],\"t\":[\"x\"]}>»"
    );
}

#[test]
fn markdown_goes_into_the_text_and_html_beside_it() {
    assert_eq!(expanded("x {{ md() }} {{ a() }} y"), "x <md1> «<a1>» y");
}

#[test]
fn bodies_are_trimmed_and_nest_and_are_counted_in_the_order_of_their_openings() {
    assert_eq!(
        expanded(
            "{% box() %}\nouter {{ leaf() }}\n{% box() %}in {{ leaf() }}{% end %} {{ md() }}\n\n{% end %}{{ leaf() }}"
        ),
        "«<box1[outer <leaf1>\n<box2[in <leaf2>]> <md1>]>»«<leaf3>»"
    );
}

#[test]
fn what_is_no_call_stays_as_it_is() {
    for text in [
        "{{ plain }} {{}} {% raw %} { x(v=13) } {{ x }}",
        "{% end %}",
        "{{",
        "{{/* a() }}",
        "{{ 1a() }}",
        "a{%",
    ] {
        assert_eq!(expanded(text), text);
    }
}

#[test]
fn escaped_calls_print_their_braces() {
    assert_eq!(
        expanded("{{/* x(v=11) */}} {%/* x() */%}z{%/* end */%}"),
        "{{ x(v=11) }} {% x() %}z{% end %}"
    );
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    assert_eq!(
        finding("text {{ missing(a=1) }}."),
        ("unknown", "{{ missing(a=1) }}".to_owned())
    );
    assert_eq!(
        finding("{% box() %} never {{ a() }}"),
        ("unclosed", "{% box() %}".to_owned())
    );
    assert_eq!(finding("{{ a(b=) }}").0, "malformed");
    assert_eq!(expanded("{{ a(b=) }}"), "{{ a(b=) }}");
}

#[test]
fn nesting_without_end_is_refused() {
    let source = "{% box() %}".repeat(1000);
    assert_eq!(finding(&source).0, "too-deep");
}

#[test]
fn positions_lead_back_to_the_source() {
    let source = "甲 {{ a(x=1) }} 乙 {{ md() }} 丙";
    let expanded = expand(source, &Echo);
    for word in ["甲", "乙", "丙"] {
        let at = expanded.text.find(word).unwrap();
        assert!(source[expanded.origin(at)..].starts_with(word), "{word}");
    }
    assert_eq!(
        expanded.origin(expanded.text.find("<md").unwrap()),
        source.find("{{ md").unwrap()
    );
}

#[test]
fn bodies_that_double_at_every_level_are_stopped() {
    struct Double;
    impl ShortcodeTemplates for Double {
        fn kind(&self, _: &str) -> Option<ShortcodeKind> {
            Some(ShortcodeKind::Markdown)
        }

        fn render(&self, call: &ShortcodeCall) -> Result<String, Box<Diagnostic>> {
            Ok(call.body.as_deref().unwrap_or_default().repeat(16))
        }
    }
    let source = format!("{}xxxxxxxx{}", "{% d() %}".repeat(7), "{% end %}".repeat(7));
    let findings = expand(&source, &Double).findings;
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].0.name, "too-large");
}
