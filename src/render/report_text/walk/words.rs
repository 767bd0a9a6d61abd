//! Words beside those that were read, so that every byte finds its sentence and figure. Enter at [`TextWalk::words`].

use super::{OpenBlock, PendingBreak, TextWalk};
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::render::report_text::spans::SpanKey;
use pulldown_cmark::Event;
use std::ops::Range;

/// What the next character is, beside the text that was read.
enum CharacterStep {
    /// The same, or white space that was not read.
    Show,
    /// A mark that was not read as text.
    Drop,
    /// Another one.
    Lost,
}

impl<'a> OpenBlock<'a> {
    /// Where the next byte belongs.
    fn key(&mut self) -> SpanKey<'a> {
        let sentences = &self.block.sentences;
        while sentences
            .get(self.sentence)
            .is_some_and(|sentence| sentence.range.end <= self.at)
        {
            self.sentence += 1;
        }
        let holds = |range: &Range<usize>| range.contains(&self.at);
        let sentence = sentences
            .get(self.sentence)
            .filter(|sentence| holds(&sentence.range));
        let figure = self
            .figures
            .iter()
            .find(|(_, figure)| holds(&figure.spot.range));
        SpanKey {
            sentence: sentence
                .map(|sentence| sentence.id.as_str())
                .filter(|id| !id.is_empty()),
            figure: figure
                .filter(|_| !self.is_lost)
                .map(|(number, figure)| (figure.indicator.as_str(), *number)),
        }
    }

    fn next(&self) -> Option<char> {
        self.block.plain[self.at..].chars().next()
    }

    /// Passes a character. White space and the asterisks of emphasis may stand on one side only.
    fn step(&mut self, letter: char) -> CharacterStep {
        loop {
            match self.next() {
                _ if self.is_lost => return CharacterStep::Show,
                Some(next) if next == letter => return CharacterStep::Show,
                _ if letter == '*' => return CharacterStep::Drop,
                Some(next @ '*') => self.at += next.len_utf8(),
                _ if letter.is_whitespace() => return CharacterStep::Show,
                Some(next) if next.is_whitespace() => self.at += next.len_utf8(),
                _ => return CharacterStep::Lost,
            }
        }
    }
}

impl<'t> TextWalk<'_, 't> {
    /// Text of the report.
    pub(super) fn words(&mut self, text: &str, range: &Range<usize>) {
        if let Some(image) = self.images.last_mut() {
            image.alt.push_str(text);
            self.pass(text);
            return;
        }
        if text.is_empty() {
            return;
        }
        self.break_line();
        let mut run = String::new();
        let mut run_key = SpanKey::default();
        for letter in text.chars() {
            let mut key = SpanKey::default();
            if let Some(open) = &mut self.open {
                match open.step(letter) {
                    CharacterStep::Show => {}
                    CharacterStep::Drop => continue,
                    CharacterStep::Lost => {
                        open.is_lost = true;
                        self.report(range.clone());
                    }
                }
            }
            if let Some(open) = &mut self.open {
                key = open.key();
                if !open.is_lost && open.next() == Some(letter) {
                    open.at += letter.len_utf8();
                }
            }
            if key != run_key && !run.is_empty() {
                self.spans
                    .put(std::mem::take(&mut run), run_key, &mut self.out);
            }
            run_key = key;
            run.push(letter);
        }
        if !run.is_empty() {
            self.spans.put(run, run_key, &mut self.out);
        }
    }

    /// Passes words that are shown elsewhere.
    fn pass(&mut self, text: &str) {
        let Some(open) = &mut self.open else { return };
        for letter in text.chars() {
            if matches!(open.step(letter), CharacterStep::Show) && open.next() == Some(letter) {
                open.at += letter.len_utf8();
            }
        }
    }

    /// Writes the line break that waits: a space only where one was read.
    fn break_line(&mut self) {
        let waiting = std::mem::replace(&mut self.waiting, PendingBreak::None);
        if waiting == PendingBreak::Hard {
            self.spans.put_beside(Event::HardBreak, &mut self.out);
        }
        let Some(open) = self.open.as_mut().filter(|_| waiting != PendingBreak::None) else {
            return;
        };
        if open.next() == Some(' ') {
            let key = open.key();
            open.at += 1;
            if waiting == PendingBreak::Soft {
                self.spans.put(" ".to_owned(), key, &mut self.out);
            }
        }
    }

    /// Reports once that the text and its Markdown differ, at bytes of the Markdown.
    pub(super) fn report(&mut self, range: Range<usize>) {
        if !self.findings.is_empty() {
            return;
        }
        let start = self.input.body.0;
        let place = Place::span(
            self.input.file,
            self.input.whole,
            start + range.start..start + range.end,
        );
        let words = Words::new(
            "the text differs from what was read from it; sentences and figures here cannot be linked to",
            "此处文字与读出的文本不一致，句子和数字无法链接",
        );
        self.findings.push(
            Diagnostic::warning("report", "text-differs", words)
                .at(place)
                .hint(Words::new(
                    "write emphasis and line breaks in the plain way, without raw HTML",
                    "请用普通写法书写加粗和换行，不要夹用 HTML",
                )),
        );
    }
}
