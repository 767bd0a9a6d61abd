//! A comparison in calm lines for people at a terminal, in Chinese or English. Enter at [`text`].

use super::compared_pair::ComparedPair;
use super::sheet::{HelpSheet, columns, shortened};
use crate::print::Printer;
use crate::report::compare::{FigureChange, FigureFlag, SentenceClass, SentencePair, WordChange};
use crate::report::{PromiseState, Report, Spot};
use crate::words::{change, figure, promise, sentence, summary};

/// How lines are written.
struct TextLayout<'a> {
    compared: &'a ComparedPair,
    sheet: HelpSheet,
}

/// The whole comparison.
pub(super) fn text(compared: &ComparedPair, printer: Printer) -> String {
    let mut page = TextLayout {
        compared,
        sheet: HelpSheet::new(printer),
    };
    page.head();
    page.figures();
    page.promises();
    page.silent();
    page.sentences();
    page.sheet.text()
}

impl TextLayout<'_> {
    /// Whether two bodies stand side by side.
    fn beside(&self) -> bool {
        self.compared.old.body != self.compared.new.body
    }

    fn name(&self, at: usize) -> String {
        let report = if at == 0 {
            &self.compared.old
        } else {
            &self.compared.new
        };
        format!("{} {}", self.compared.names[at], report.year)
            .trim()
            .to_owned()
    }

    fn head(&mut self) {
        let comparison = &self.compared.comparison;
        let title = if self.beside() {
            format!("{} ∣ {}", self.name(0), self.name(1))
        } else {
            format!("{} → {}", self.name(0), self.compared.new.year)
        };
        let method = format!("{} {}", self.sheet.say("method", "方法"), comparison.method);
        self.sheet.line(format!(
            "{}  {}",
            self.sheet.bold(&title),
            self.sheet.dim(&method)
        ));
        let said = summary::comparison(self.sheet.language(), comparison);
        self.sheet.wrapped(&said, "", 0);
    }

    fn figures(&mut self) {
        let rows = &self.compared.comparison.figures;
        if rows.is_empty() {
            return;
        }
        self.sheet.heading(self.sheet.say("Figures", "数字"));
        let wide = rows
            .iter()
            .map(|row| columns(&row.name))
            .max()
            .unwrap_or(0)
            .min(32);
        for row in rows {
            let name = shortened(&row.name, wide);
            let gap = " ".repeat(wide.saturating_sub(columns(&name)) + 2);
            let words = self.change(row);
            let notes = change::row_notes(self.sheet.language(), row, &self.compared.comparison);
            let note = notes.map_or(String::new(), |note| {
                format!(
                    "{}{note}{}",
                    self.sheet.say(" (", "（"),
                    self.sheet.say(")", "）")
                )
            });
            self.sheet.wrapped(
                &format!("{words}{note}"),
                &format!("  {name}{gap}"),
                wide + 4,
            );
        }
        let mut flags: Vec<FigureFlag> = rows.iter().flat_map(|row| row.flags.clone()).collect();
        flags.sort_unstable();
        flags.dedup();
        let legend: Vec<String> = flags
            .iter()
            .map(|flag| {
                let words = figure::flag(self.sheet.language(), *flag);
                format!("[{}] {words}", flag.code())
            })
            .collect();
        if !legend.is_empty() {
            let legend = self.sheet.dim(&format!("  {}", legend.join("  ")));
            self.sheet.line(legend);
        }
    }

    /// The change in words, with the letters of what must be known.
    fn change(&self, row: &FigureChange) -> String {
        let words = change::in_row(self.sheet.language(), row, &self.compared.comparison);
        let flags: String = row
            .flags
            .iter()
            .map(|flag| format!("[{}]", flag.code()))
            .collect();
        let space = if flags.is_empty() || words.ends_with(&flags) {
            ""
        } else {
            " "
        };
        let missing = if words.contains(&flags) {
            ""
        } else {
            flags.as_str()
        };
        format!("{words}{space}{missing}").trim_end().to_owned()
    }

    fn promises(&mut self) {
        let promises = &self.compared.comparison.promises;
        if promises.is_empty() {
            return;
        }
        let checked = self.compared.comparison.summary.promises_checked;
        self.sheet.heading(
            self.sheet
                .say("Promises of the older report", "上年报告的承诺"),
        );
        for one in promises {
            let indent = columns(&one.commitment.id) + 4;
            self.sheet.wrapped(
                &one.commitment.quote,
                &format!("  {}  ", one.commitment.id),
                indent,
            );
            let start = " ".repeat(indent);
            match &one.answer {
                Some(answer) => {
                    let state = PromiseState::Answered(answer.outcome);
                    let word = promise::state(self.sheet.language(), state);
                    self.sheet
                        .wrapped(&answer.evidence, &format!("{start}{word} · "), indent + 2);
                }
                None if checked => {
                    let words = promise::state(self.sheet.language(), PromiseState::NotMentioned);
                    self.sheet.line(format!("{start}{words}"));
                }
                None if one.candidates.is_empty() => {
                    let words = self.sheet.say("no sentence fits", "没有相近的句子");
                    let words = self.sheet.dim(words);
                    self.sheet.line(format!("{start}{words}"));
                }
                None => {
                    for candidate in &one.candidates {
                        self.sheet.wrapped(
                            &candidate.quote,
                            &format!("{start}? {:.2} ", candidate.score),
                            indent + 2,
                        );
                    }
                }
            }
        }
        if !checked {
            let words = self.sheet.say(
                "  ? sentences that may tell what became of it; a person decides",
                "  ? 可能说明结果的句子，由人核定",
            );
            let words = self.sheet.dim(words);
            self.sheet.line(words);
        }
    }

    fn silent(&mut self) {
        let silent = &self.compared.comparison.silent;
        if silent.is_empty() || self.beside() {
            return;
        }
        self.sheet.heading(self.sheet.say(
            "Said in the older report, silent in the newer",
            "上年提到、本年未提及",
        ));
        for one in silent {
            let what = sentence::silence(self.sheet.language(), one.what);
            let gap = " ".repeat(10usize.saturating_sub(columns(what)).max(1) + 1);
            self.sheet
                .wrapped(&one.quote, &format!("  {what}{gap}"), 13);
        }
    }

    fn sentences(&mut self) {
        self.sheet.heading(self.sheet.say("Sentences", "文字"));
        let pairs: Vec<&SentencePair> = self
            .compared
            .comparison
            .sentences
            .iter()
            .filter(|p| !p.signature)
            .collect();
        for class in SentenceClass::ALL {
            let of_class: Vec<&&SentencePair> = pairs.iter().filter(|p| p.class == class).collect();
            if of_class.is_empty() {
                continue;
            }
            let formulas = of_class.iter().filter(|p| p.formula).count();
            let mut line = format!("  {} {}", self.class(class), of_class.len());
            if formulas > 0 {
                let word = self.sheet.say("official formulas", "其中固定表述");
                line += &format!(" ({word} {formulas})");
            }
            self.sheet.line(line);
            // Equal sentences are only counted, and so is what stands in one of two bodies' texts alone.
            let alone =
                self.beside() && matches!(class, SentenceClass::New | SentenceClass::Removed);
            if class != SentenceClass::Same && !alone {
                for pair in of_class {
                    self.pair(pair);
                }
            }
        }
    }

    fn class(&self, class: SentenceClass) -> String {
        if !self.beside() {
            return sentence::class(self.sheet.language(), class).to_owned();
        }
        let only = |at: usize| format!("{} {}", self.sheet.say("only in", "仅见于"), self.name(at));
        match class {
            SentenceClass::Same => self.sheet.say("the same in both", "两份相同").to_owned(),
            SentenceClass::NumbersOnly => self
                .sheet
                .say("the same but for numbers", "仅数字不同")
                .to_owned(),
            SentenceClass::Reworded => self
                .sheet
                .say("alike in other words", "表述相近")
                .to_owned(),
            SentenceClass::Moved => self
                .sheet
                .say("alike under other headings", "章节不同、表述相近")
                .to_owned(),
            SentenceClass::New => only(1),
            SentenceClass::Removed => only(0),
        }
    }

    fn pair(&mut self, pair: &SentencePair) {
        let (old, new) = (&self.compared.old, &self.compared.new);
        let path = |report: &Report, spot: &Option<Spot>| {
            spot.as_ref().map_or(String::new(), |s| {
                report.text.sections[s.section].path.clone()
            })
        };
        let (from, to) = (path(old, &pair.old), path(new, &pair.new));
        let place = match pair.class {
            SentenceClass::Removed => from,
            SentenceClass::Moved => format!("{from} → {to}"),
            _ => to,
        };
        let words = match (&pair.old, &pair.new) {
            (Some(before), None) => old.text.words(before).trim().to_owned(),
            (None, Some(after)) => new.text.words(after).trim().to_owned(),
            _ => {
                let pieces = pair.pieces(old, new);
                if pieces.is_empty() {
                    pair.new
                        .as_ref()
                        .map_or("", |spot| new.text.words(spot))
                        .trim()
                        .to_owned()
                } else {
                    pieces
                        .iter()
                        .map(|piece| marked(piece.op, &piece.text))
                        .collect()
                }
            }
        };
        let place = if place.is_empty() {
            self.sheet.say("opening", "开头").to_owned()
        } else {
            place
        };
        self.sheet.line(format!("    {}", self.sheet.dim(&place)));
        self.sheet.wrapped(&words, "      ", 6);
    }
}

/// What was taken out stands in `[- -]`, what came in `{+ +}`: legible without colour, and on paper.
fn marked(op: WordChange, words: &str) -> String {
    match op {
        WordChange::Same => words.to_owned(),
        WordChange::Insert => format!("{{+{words}+}}"),
        WordChange::Delete => format!("[-{words}-]"),
    }
}
