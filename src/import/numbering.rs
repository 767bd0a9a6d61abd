//! Automatic numbers of Word lists, rebuilt from their definitions. Enter at [`NumberingDefinitions::read`] and [`NumberCounters::next`].

use super::word_text::{WordParagraph, attribute};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// How the numbers of one level look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct NumberLevel {
    start: u32,
    format: String,
    text: String,
}

/// A list in use: which abstract list it follows, and where it starts anew.
#[derive(Debug, Clone, Default)]
struct ListInstance {
    kind: u32,
    starts: BTreeMap<usize, u32>,
}

/// The definitions of a file.
#[derive(Debug, Default)]
pub(crate) struct NumberingDefinitions {
    kinds: BTreeMap<u32, BTreeMap<usize, NumberLevel>>,
    lists: BTreeMap<u32, ListInstance>,
    /// Style id to list, level and the style it is based on.
    styles: BTreeMap<String, NumberingStyle>,
}

#[derive(Debug, Clone, Default)]
struct NumberingStyle {
    list: Option<u32>,
    level: Option<usize>,
    based_on: Option<String>,
}

/// The numbers given so far.
#[derive(Debug, Default)]
pub(crate) struct NumberCounters {
    values: BTreeMap<(u32, usize), u32>,
    begun: BTreeMap<u32, ()>,
}

impl NumberingDefinitions {
    /// Reads `numbering.xml` and the lists of `styles.xml`, as far as the file has them.
    pub(crate) fn read(numbering: Option<&str>, styles: Option<&str>) -> NumberingDefinitions {
        let mut out = NumberingDefinitions::default();
        let mut place = DefinitionPlace::default();
        each(numbering.unwrap_or(""), |name, element, opens| {
            out.definition(&mut place, name, element, opens);
        });
        let mut style = None;
        each(styles.unwrap_or(""), |name, element, opens| {
            out.style(&mut style, name, element, opens);
        });
        out
    }

    /// The list and level of a paragraph, its own or its style's.
    pub(crate) fn list_of(&self, paragraph: &WordParagraph) -> Option<(u32, usize)> {
        let mut list = paragraph.list;
        let mut level = paragraph.level;
        let mut name = paragraph.style.clone();
        // A chain of styles has no business being longer than this; a circle would be.
        for _ in 0..16 {
            let Some(style) = name.as_ref().and_then(|name| self.styles.get(name)) else {
                break;
            };
            list = list.or(style.list);
            level = level.or(style.level);
            name.clone_from(&style.based_on);
        }
        list.filter(|list| *list != 0)
            .map(|list| (list, level.unwrap_or(0)))
    }

    fn definition(
        &mut self,
        place: &mut DefinitionPlace,
        name: &str,
        element: &BytesStart<'_>,
        opens: ListOpening,
    ) {
        let number =
            |key: &str| attribute(element, key).and_then(|value| value.parse::<u32>().ok());
        let value = || attribute(element, "val");
        match (name, opens) {
            ("abstractNum", ListOpening::Yes) => place.kind = number("abstractNumId"),
            ("abstractNum", ListOpening::No) => place.kind = None,
            ("num", ListOpening::Yes) => place.list = number("numId"),
            ("num", ListOpening::No) => place.list = None,
            ("lvl" | "lvlOverride", ListOpening::Yes) => {
                place.level = number("ilvl").and_then(|level| usize::try_from(level).ok());
            }
            ("abstractNumId", ListOpening::Yes) => {
                if let (Some(list), Some(kind)) = (place.list, number("val")) {
                    self.lists.entry(list).or_default().kind = kind;
                }
            }
            ("startOverride", ListOpening::Yes) => {
                if let (Some(list), Some(level), Some(start)) =
                    (place.list, place.level, number("val"))
                {
                    self.lists
                        .entry(list)
                        .or_default()
                        .starts
                        .insert(level, start);
                }
            }
            ("start" | "numFmt" | "lvlText", ListOpening::Yes) => {
                let (Some(kind), Some(level)) = (place.kind, place.level) else {
                    return;
                };
                let entry = self
                    .kinds
                    .entry(kind)
                    .or_default()
                    .entry(level)
                    .or_insert_with(|| NumberLevel {
                        start: 1,
                        ..NumberLevel::default()
                    });
                match name {
                    "start" => entry.start = number("val").unwrap_or(1),
                    "numFmt" => entry.format = value().unwrap_or_default(),
                    _ => entry.text = value().unwrap_or_default(),
                }
            }
            _ => {}
        }
    }

    fn style(
        &mut self,
        open: &mut Option<String>,
        name: &str,
        element: &BytesStart<'_>,
        opens: ListOpening,
    ) {
        let value = attribute(element, "val");
        match (name, opens) {
            ("style", ListOpening::Yes) => *open = attribute(element, "styleId"),
            ("style", ListOpening::No) => *open = None,
            ("numId" | "ilvl" | "basedOn", ListOpening::Yes) => {
                let Some(id) = open.clone() else { return };
                let style = self.styles.entry(id).or_default();
                match name {
                    "numId" => style.list = value.and_then(|value| value.parse().ok()),
                    "ilvl" => style.level = value.and_then(|value| value.parse().ok()),
                    _ => style.based_on = value,
                }
            }
            _ => {}
        }
    }
}

impl NumberCounters {
    /// The next number of a list at a level, as printed; empty for a bullet, `None` where the file does not define the list.
    pub(crate) fn next(
        &mut self,
        numbering: &NumberingDefinitions,
        place: (u32, usize),
    ) -> Option<String> {
        let (id, level) = place;
        let list = numbering.lists.get(&id)?;
        let levels = numbering.kinds.get(&list.kind)?;
        let own = levels.get(&level)?;
        if self.begun.insert(id, ()).is_none() {
            for (level, start) in &list.starts {
                self.values
                    .insert((list.kind, *level), start.saturating_sub(1));
            }
        }
        let start = own.start;
        let value = self
            .values
            .entry((list.kind, level))
            .or_insert_with(|| start.saturating_sub(1));
        *value = value.saturating_add(1);
        self.values
            .retain(|(kind, deeper), _| *kind != list.kind || *deeper <= level);
        if own.format == "bullet" || own.format == "none" {
            return Some(String::new());
        }
        let mut out = own.text.clone();
        for at in (0..=level).rev() {
            let shown = levels.get(&at).map_or(String::new(), |known| {
                let value = self
                    .values
                    .get(&(list.kind, at))
                    .copied()
                    .unwrap_or(known.start);
                shown(
                    value,
                    if at == level {
                        &own.format
                    } else {
                        &known.format
                    },
                )
            });
            out = out.replace(&format!("%{}", at + 1), &shown);
        }
        Some(out)
    }
}

/// A number in one of Word's formats; an unknown format counts in digits.
fn shown(value: u32, format: &str) -> String {
    let letter = |first: char| {
        char::from_u32(u32::from(first) + value.saturating_sub(1) % 26)
            .map_or(String::new(), String::from)
    };
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => chinese(value),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&value) => {
            char::from_u32(u32::from('①') + value - 1).map_or(String::new(), String::from)
        }
        "decimalEnclosedParen" => format!("({value})"),
        "decimalEnclosedFullstop" => format!("{value}."),
        "decimalZero" => format!("{value:02}"),
        "lowerLetter" => letter('a'),
        "upperLetter" => letter('A'),
        _ => value.to_string(),
    }
}

/// A number below one hundred in Chinese; above that, which no report reaches, in digits.
fn chinese(value: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u32| DIGITS.get(value as usize).copied().unwrap_or("");
    match value {
        0 => "〇".to_owned(),
        1..=9 => digit(value).to_owned(),
        10..=19 => format!("十{}", digit(value - 10)),
        20..=99 => format!("{}十{}", digit(value / 10), digit(value % 10)),
        _ => value.to_string(),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ListOpening {
    Yes,
    No,
}

/// Where in the definitions the reader is.
#[derive(Default)]
struct DefinitionPlace {
    kind: Option<u32>,
    list: Option<u32>,
    level: Option<usize>,
}

/// Calls `visit` for the start and the end of every element; stops quietly where the XML is damaged.
fn each(xml: &str, mut visit: impl FnMut(&str, &BytesStart<'_>, ListOpening)) {
    let mut reader = Reader::from_str(xml);
    while let Ok(event) = reader.read_event() {
        let name = |element: &BytesStart<'_>| {
            String::from_utf8_lossy(element.local_name().as_ref()).into_owned()
        };
        match event {
            Event::Eof => break,
            Event::Start(element) => visit(&name(&element), &element, ListOpening::Yes),
            Event::Empty(element) => {
                visit(&name(&element), &element, ListOpening::Yes);
                visit(&name(&element), &element, ListOpening::No);
            }
            Event::End(end) => {
                let name = String::from_utf8_lossy(end.local_name().as_ref()).into_owned();
                visit(&name, &BytesStart::new(""), ListOpening::No);
            }
            _ => {}
        }
    }
}
