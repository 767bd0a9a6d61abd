//! XML as values: elements become maps, attributes keys with `@`, several elements of one name a list. Enter at [`parse`].

use super::super::refusal::say;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value, json};

/// Elements within elements, at most.
const DEEPEST: usize = 128;

/// An element that is not closed yet.
struct OpenElement {
    name: String,
    content: Map<String, Value>,
    text: String,
}

/// Parses a whole document to a map with its root element.
pub(super) fn parse(text: &str) -> Result<Value, String> {
    let mut reader = Reader::from_str(text);
    let mut stack = vec![OpenElement {
        name: String::new(),
        content: Map::new(),
        text: String::new(),
    }];
    loop {
        let event = reader.read_event().map_err(|error| error.to_string());
        let done = matches!(event, Ok(Event::Eof));
        if let Err(what) = event.and_then(|event| take_event(event, &mut stack)) {
            let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
            let before = &text.as_bytes()[..at.min(text.len())];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            return Err(say(
                format!("not valid XML in line {line}: {what}"),
                format!("第 {line} 行不是有效的 XML：{what}"),
            ));
        }
        if done {
            let document = stack.pop().map(|document| document.content);
            return Ok(Value::Object(document.unwrap_or_default()));
        }
    }
}

/// Brings one event of the parser into the tree.
fn take_event(event: Event<'_>, stack: &mut Vec<OpenElement>) -> Result<(), String> {
    match event {
        Event::Start(start) if stack.len() <= DEEPEST => stack.push(open_element(&start)?),
        Event::Start(_) => return Err(format!("elements are more than {DEEPEST} levels deep")),
        Event::Empty(start) => {
            let element = open_element(&start)?;
            close_element(stack, element);
        }
        Event::End(_) if stack.len() > 1 => {
            let element = stack.pop().expect("the stack has more than the document");
            close_element(stack, element);
        }
        Event::Text(piece) => push_text(stack, &piece.decode().unwrap_or_default()),
        Event::CData(piece) => push_text(stack, &piece.decode().unwrap_or_default()),
        Event::GeneralRef(name) => {
            let whole = format!("&{};", name.decode().unwrap_or_default());
            let character =
                quick_xml::escape::unescape(&whole).map_err(|error| error.to_string())?;
            push_text(stack, &character);
        }
        Event::Eof if stack.len() > 1 => {
            return Err(format!(
                "`<{}>` is never closed",
                stack[stack.len() - 1].name
            ));
        }
        _ => {}
    }
    Ok(())
}

fn open_element(start: &BytesStart<'_>) -> Result<OpenElement, String> {
    let name = String::from_utf8_lossy(start.name().as_ref()).into_owned();
    let mut content = Map::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        let raw = String::from_utf8_lossy(&attribute.value).into_owned();
        let value = quick_xml::escape::unescape(&raw).map_err(|error| error.to_string())?;
        content.insert(format!("@{key}"), scalar_value(&value));
    }
    Ok(OpenElement {
        name,
        content,
        text: String::new(),
    })
}

fn push_text(stack: &mut [OpenElement], text: &str) {
    if let Some(element) = stack.last_mut() {
        element.text.push_str(text);
    }
}

fn close_element(stack: &mut [OpenElement], mut element: OpenElement) {
    let text = element.text.trim();
    let value = if element.content.is_empty() {
        if text.is_empty() {
            Value::Null
        } else {
            scalar_value(text)
        }
    } else {
        if !text.is_empty() {
            element
                .content
                .insert("#text".to_owned(), scalar_value(text));
        }
        Value::Object(element.content)
    };
    let Some(parent) = stack.last_mut() else {
        return;
    };
    match parent.content.get_mut(&element.name) {
        None => {
            parent.content.insert(element.name, value);
        }
        Some(Value::Array(items)) => items.push(value),
        Some(first) => {
            let before = first.take();
            *first = Value::Array(vec![before, value]);
        }
    }
}

/// Numbers and truth values are recognised; everything else is a string.
fn scalar_value(text: &str) -> Value {
    match text {
        "true" => return Value::Bool(true),
        "false" => return Value::Bool(false),
        _ => {}
    }
    if let Ok(number) = text.parse::<i64>() {
        return json!(number);
    }
    let looks_decimal =
        text.starts_with(|c: char| c.is_ascii_digit() || c == '-') && text.contains('.');
    match text.parse::<f64>() {
        Ok(number) if looks_decimal => json!(number),
        _ => Value::String(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_become_maps_and_lists() {
        let text = "<?xml version=\"1.0\"?>\n<d a=\"1\"><t>标题 &amp; &#65;</t><i>one</i><i>two</i><g><n>x</n></g><e/></d>";
        assert_eq!(
            parse(text).unwrap(),
            json!({"d": {"@a": 1, "t": "标题 & A", "i": ["one", "two"], "g": {"n": "x"}, "e": null}})
        );
    }

    #[test]
    fn an_open_element_is_an_error() {
        assert!(parse("<a>\n<b></a>").unwrap_err().contains("line 2"));
        assert!(parse("<a>").unwrap_err().contains("never closed"));
    }
}
