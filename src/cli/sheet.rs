//! Lines for people at a terminal: bold and faint words, wrapping, width of Han characters. Enter at [`HelpSheet`].

use crate::diagnostic::Language;
use crate::print::Printer;
use crate::words::language::either;

/// Columns that a line takes at most; a Han character takes two.
const WIDTH: usize = 96;

/// Lines as they are written, in the user's language.
pub(super) struct HelpSheet {
    printer: Printer,
    lines: Vec<String>,
}

impl HelpSheet {
    /// An empty sheet.
    pub(super) fn new(printer: Printer) -> HelpSheet {
        HelpSheet {
            printer,
            lines: Vec::new(),
        }
    }

    /// All lines.
    pub(super) fn text(&self) -> String {
        self.lines.join("\n") + "\n"
    }

    /// One line as it is.
    pub(super) fn line(&mut self, line: String) {
        self.lines.push(line);
    }

    pub(super) fn say(&self, english: &'static str, chinese: &'static str) -> &'static str {
        either(self.language(), chinese, english)
    }

    /// The user's language.
    pub(super) fn language(&self) -> Language {
        self.printer.tongue
    }

    pub(super) fn bold(&self, words: &str) -> String {
        if self.printer.colour {
            format!("\x1b[1m{words}\x1b[0m")
        } else {
            words.to_owned()
        }
    }

    pub(super) fn dim(&self, words: &str) -> String {
        if self.printer.colour {
            format!("\x1b[2m{words}\x1b[0m")
        } else {
            words.to_owned()
        }
    }

    pub(super) fn heading(&mut self, words: &str) {
        self.lines.push(String::new());
        let words = self.bold(words);
        self.lines.push(words);
    }

    /// A paragraph with its first line at one indent and the others at another.
    pub(super) fn wrapped(&mut self, words: &str, first: &str, rest: usize) {
        let mut line = first.to_owned();
        let mut used = columns(first);
        for letter in words.chars() {
            let width = columns_of(letter);
            if used + width > WIDTH && !"，。；：、）”》".contains(letter) {
                self.lines
                    .push(std::mem::replace(&mut line, " ".repeat(rest)));
                used = rest;
            }
            line.push(letter);
            used += width;
        }
        self.lines.push(line);
    }
}

/// Columns that words take at a terminal.
pub(super) fn columns(words: &str) -> usize {
    words.chars().map(columns_of).sum()
}

/// Han characters and full-width marks take two columns.
pub(super) fn columns_of(letter: char) -> usize {
    match u32::from(letter) {
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff => 2,
        0xfe30..=0xfe4f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x20000..=0x3fffd => 2,
        // Quotation marks, dashes and dots are wide in Chinese fonts.
        0x2014 | 0x2018..=0x201d | 0x2026 => 2,
        _ => 1,
    }
}

/// The words cut to a width, with … where something is cut off at the front: the end says what is counted.
pub(super) fn shortened(words: &str, width: usize) -> String {
    if columns(words) <= width {
        return words.to_owned();
    }
    let mut kept: Vec<char> = Vec::new();
    let mut used = 2;
    for letter in words.chars().rev() {
        if used + columns_of(letter) > width {
            break;
        }
        used += columns_of(letter);
        kept.push(letter);
    }
    std::iter::once('…').chain(kept.into_iter().rev()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_characters_take_two_columns_and_a_long_name_keeps_its_end() {
        assert_eq!(columns("网格a（数）"), 11);
        assert_eq!(shortened("全镇调解委员会受理", 12), "…委员会受理");
        assert_eq!(shortened("网格", 12), "网格");
    }
}
