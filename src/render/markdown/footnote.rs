//! Footnotes collected at the end, with links back. Enter at [`to_bottom`].

use crate::render::tag::attribute;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Moves the footnotes that are referred to behind the text, in the order of their first reference; the others are dropped.
pub(super) fn to_bottom(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let (mut text, mut notes) = part_footnotes(events);
    let mut numbers = FootnoteNumbers::default();
    numbers.refer_to(&mut text);
    let mut at = 0;
    let mut used = Vec::new();
    while at < numbers.order.len() {
        let mut note = notes.remove(&numbers.order[at]).unwrap_or_default();
        numbers.refer_to(&mut note);
        used.push(note);
        at += 1;
    }
    if used.is_empty() {
        return text;
    }
    text.push(Event::Html(
        "<section class=\"footnotes\">\n<ol class=\"footnotes-list\">\n".into(),
    ));
    for (name, mut note) in numbers.order.iter().zip(used) {
        let mut start = "<li".to_owned();
        attribute(&mut start, "id", &format!("fn-{name}"));
        start.push('>');
        text.push(Event::Html(start.into()));
        let last = if matches!(note.last(), Some(Event::End(TagEnd::Paragraph))) {
            note.pop()
        } else {
            None
        };
        text.append(&mut note);
        text.push(Event::Html(numbers.back_links(name).into()));
        text.extend(last);
        text.push(Event::Html("</li>\n".into()));
    }
    text.push(Event::Html("</ol>\n</section>\n".into()));
    text
}

/// Parts the text from the footnotes; the first definition of a name counts.
fn part_footnotes(events: Vec<Event<'_>>) -> (Vec<Event<'_>>, BTreeMap<String, Vec<Event<'_>>>) {
    let mut text = Vec::with_capacity(events.len());
    let mut notes = BTreeMap::new();
    let mut open: Vec<(String, Vec<Event<'_>>)> = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) => {
                open.push((name.to_string(), Vec::new()));
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                if let Some((name, note)) = open.pop() {
                    notes.entry(name).or_insert(note);
                }
            }
            other => match open.last_mut() {
                Some((_, note)) => note.push(other),
                None => text.push(other),
            },
        }
    }
    (text, notes)
}

/// The order of first references, and how often each footnote is referred to.
#[derive(Default)]
struct FootnoteNumbers {
    order: Vec<String>,
    /// Number and uses by name.
    uses: BTreeMap<String, (usize, usize)>,
}

impl FootnoteNumbers {
    /// Replaces references by links.
    fn refer_to(&mut self, events: &mut [Event<'_>]) {
        for event in events {
            let Event::FootnoteReference(name) = event else {
                continue;
            };
            let next = self.order.len() + 1;
            let (number, count) = self.uses.entry(name.to_string()).or_insert((next, 0));
            *count += 1;
            if *count == 1 {
                self.order.push(name.to_string());
            }
            let mut link = "<sup class=\"footnote-reference\"".to_owned();
            attribute(&mut link, "id", &format!("fr-{name}-{count}"));
            link.push_str("><a");
            attribute(&mut link, "href", &format!("#fn-{name}"));
            write!(link, ">{number}</a></sup>").expect("writing to a string cannot fail");
            *event = Event::InlineHtml(link.into());
        }
    }

    /// ` ↩ ↩2`, one for each reference.
    fn back_links(&self, name: &str) -> String {
        let mut links = String::new();
        for use_number in 1..=self.uses.get(name).map_or(0, |(_, count)| *count) {
            links.push_str(" <a");
            attribute(&mut links, "href", &format!("#fr-{name}-{use_number}"));
            let sign = if use_number == 1 {
                "↩".to_owned()
            } else {
                format!("↩{use_number}")
            };
            write!(links, ">{sign}</a>").expect("writing to a string cannot fail");
        }
        links
    }
}
