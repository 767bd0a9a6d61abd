//! Findings and results in words for people and as JSON for machines; the only file that prints. Enter at [`Printer`].

use crate::diagnostic::{Diagnostic, Language, Level, Place, Verbosity, Words};
use crate::personal::masking;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level as Severity, Origin, Renderer, Snippet};
use rayon::prelude::*;
use std::io::Write as _;

/// How the program speaks to its user.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Printer {
    /// Language.
    pub tongue: Language,
    /// Whether the terminal shows colours.
    pub colour: bool,
    /// How much is said.
    pub talk: Verbosity,
}

/// Characters shown before and behind the words of a finding in a long line.
const AROUND: usize = 24;

/// Findings that one core writes out at a time.
const PORTION: usize = 512;

impl Printer {
    /// All findings in order, and a line that counts them; nothing where there are none.
    pub(crate) fn findings(&self, diagnostics: &[Diagnostic]) {
        let is_said = |one: &&Diagnostic| self.says_level(one.level);
        let said: Vec<Diagnostic> = diagnostics.iter().filter(is_said).cloned().collect();
        let text = self.findings_text(&said);
        if !text.is_empty() {
            self.say(&text);
        }
    }

    fn says_level(&self, level: Level) -> bool {
        let needed = match level {
            Level::Error => Verbosity::Errors,
            Level::Warning => Verbosity::Warnings,
            Level::Info => Verbosity::Usual,
        };
        self.talk >= needed
    }

    /// What [`Printer::findings`] prints.
    pub(crate) fn findings_text(&self, diagnostics: &[Diagnostic]) -> String {
        let mut text = String::new();
        let diagnostics = masking::diagnostics(diagnostics);
        for diagnostic in &diagnostics {
            text += &self.finding_text(diagnostic);
            text += "\n\n";
        }
        if !diagnostics.is_empty() {
            text += &self.count_line(&diagnostics);
        }
        text
    }

    /// Findings that are sorted by file and level, with a line above each file and level, and a line that counts them.
    pub(crate) fn grouped(&self, diagnostics: &[Diagnostic]) {
        let text = self.grouped_text(diagnostics);
        if !text.is_empty() {
            self.say(&(text + &self.summary(diagnostics)));
        }
    }

    /// The same without the line that counts them.
    pub(crate) fn grouped_alone(&self, diagnostics: &[Diagnostic]) {
        let text = self.grouped_text(diagnostics);
        if !text.is_empty() {
            self.say(text.trim_end_matches('\n'));
        }
    }

    fn grouped_text(&self, diagnostics: &[Diagnostic]) -> String {
        fn key(one: &Diagnostic) -> (&str, Level) {
            let file = one.place.as_ref().map_or("", |place| &place.file);
            (file, one.level)
        }
        let groups: Vec<_> = diagnostics
            .chunk_by(|one, next| key(one) == key(next))
            .collect();
        // Drawing a finding takes far longer than printing it, so that groups and portions of long groups are drawn by
        // all cores; their order is that of the list whichever is done first.
        let texts = groups.into_par_iter().map(|group| {
            let (file, level) = key(&group[0]);
            let all = group.par_chunks(PORTION).map(|portion| {
                let mut text = String::new();
                for one in masking::diagnostics(portion) {
                    text += &self.finding_text(&one);
                    text += "\n\n";
                }
                text
            });
            self.group_heading(file, level, group.len()) + &all.collect::<Vec<_>>().concat()
        });
        texts.collect::<Vec<_>>().concat()
    }

    /// How many findings there are, by what is to be done about them.
    pub(crate) fn summary(&self, diagnostics: &[Diagnostic]) -> String {
        let of = |level| diagnostics.iter().filter(|one| one.level == level).count();
        let (errors, warnings, infos) = (of(Level::Error), of(Level::Warning), of(Level::Info));
        match self.tongue {
            Language::Chinese => {
                format!("合计：必须改 {errors} 处，请确认 {warnings} 处，提示 {infos} 处。")
            }
            Language::English => {
                format!(
                    "In all: {errors} must be mended, {warnings} to confirm, {infos} for information."
                )
            }
        }
    }

    /// The line above the findings of one file and level.
    fn group_heading(&self, file: &str, level: Level, count: usize) -> String {
        let name = match (level, self.tongue) {
            (Level::Error, Language::Chinese) => "必须改",
            (Level::Error, Language::English) => "must be mended",
            (Level::Warning, Language::Chinese) => "请确认",
            (Level::Warning, Language::English) => "to confirm",
            (Level::Info, Language::Chinese) => "提示",
            (Level::Info, Language::English) => "for information",
        };
        let file = match (file, self.tongue) {
            ("", Language::Chinese) => "整个站点",
            ("", Language::English) => "the site as a whole",
            (file, _) => file,
        };
        format!("—— {file} · {name} {count} ——\n\n")
    }

    fn finding_text(&self, diagnostic: &Diagnostic) -> String {
        let severity = match (diagnostic.level, self.tongue) {
            (Level::Error, Language::Chinese) => Severity::ERROR.with_name("错误"),
            (Level::Error, Language::English) => Severity::ERROR,
            (Level::Warning, Language::Chinese) => Severity::WARNING.with_name("注意"),
            (Level::Warning, Language::English) => Severity::WARNING,
            (Level::Info, Language::Chinese) => Severity::INFO.with_name("提示"),
            (Level::Info, Language::English) => Severity::INFO,
        };
        let help = match self.tongue {
            Language::Chinese => Severity::HELP.with_name("办法"),
            Language::English => Severity::HELP,
        };
        let title = severity
            .primary_title(diagnostic.message.speak(self.tongue))
            .id(diagnostic.code);
        let cut = diagnostic.place.as_ref().map(ShownSlice::of);
        let mut group = match (&diagnostic.place, &cut) {
            (Some(place), Some(cut)) if !cut.line.is_empty() => title.element(
                Snippet::source(cut.line.as_str())
                    .line_start(place.line)
                    .path(format!("{}:{}:{}", place.file, place.line, place.column))
                    .annotation(AnnotationKind::Primary.span(cut.start..cut.end)),
            ),
            (Some(place), _) if place.line > 0 => title.element(
                Origin::path(place.file.as_str())
                    .line(place.line)
                    .char_column(place.column.max(1)),
            ),
            (Some(place), _) => title.element(Origin::path(place.file.as_str())),
            (None, _) => annotate_snippets::Group::with_title(title),
        };
        for hint in &diagnostic.hints {
            group = group.element(help.clone().message(hint.speak(self.tongue)));
        }
        let renderer = if self.colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let text = renderer.decor_style(DecorStyle::Unicode).render(&[group]);
        match &diagnostic.place {
            Some(place) if place.line > 0 => once_only(&text, place),
            _ => text,
        }
    }

    fn count_line(&self, diagnostics: &[Diagnostic]) -> String {
        let of = |level| diagnostics.iter().filter(|one| one.level == level).count();
        let (errors, warnings, infos) = (of(Level::Error), of(Level::Warning), of(Level::Info));
        match self.tongue {
            Language::Chinese => {
                format!("共 {errors} 处错误，{warnings} 处需注意，{infos} 处提示。")
            }
            Language::English => {
                let plural = |count: usize, word: &str| {
                    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
                };
                format!(
                    "{}, {}, {}.",
                    plural(errors, "error"),
                    plural(warnings, "warning"),
                    plural(infos, "note")
                )
            }
        }
    }

    /// One sentence for the user, on the error output.
    pub(crate) fn tell(&self, words: &Words) {
        if self.talk < Verbosity::Usual {
            return;
        }
        let mut words = words.clone();
        masking::words(&mut words);
        self.say(words.speak(self.tongue));
    }

    /// Text on the error output.
    pub(crate) fn say(&self, text: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }

    /// The result of a command, on the standard output.
    pub(crate) fn result(&self, text: &str) {
        let _ = writeln!(std::io::stdout().lock(), "{text}");
    }
}

/// The renderer adds its own line and column behind the path; the path already has both, counted in the whole line.
fn once_only(text: &str, place: &Place) -> String {
    let shown = format!("{}:{}:{}", place.file, place.line, place.column);
    match text.find(&shown) {
        Some(at) => {
            let behind = at + shown.len();
            let end = text[behind..]
                .find(|c: char| c != ':' && !c.is_ascii_digit())
                .map_or(text.len(), |more| behind + more);
            format!("{}{}", &text[..behind], &text[end..])
        }
        None => text.to_owned(),
    }
}

/// The part of a line that is shown, with the bytes of the words in it.
struct ShownSlice {
    line: String,
    start: usize,
    end: usize,
}

impl ShownSlice {
    fn of(place: &Place) -> ShownSlice {
        let chars: Vec<char> = place
            .excerpt
            .chars()
            .map(|c| if c == '\t' { ' ' } else { c })
            .collect();
        let from = place.column.saturating_sub(1).min(chars.len());
        let length = place
            .quote
            .chars()
            .count()
            .clamp(1, 60)
            .min((chars.len() - from).max(1));
        let to = (from + length).min(chars.len());
        let (first, last) = (from.saturating_sub(AROUND), (to + AROUND).min(chars.len()));
        let mut line = if first > 0 {
            "…".to_owned()
        } else {
            String::new()
        };
        line.extend(&chars[first..from]);
        let start = line.len();
        line.extend(&chars[from..to]);
        let end = line.len();
        line.extend(&chars[to..last]);
        if last < chars.len() {
            line.push('…');
        }
        ShownSlice { line, start, end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Printer = Printer {
        tongue: Language::Chinese,
        colour: false,
        talk: Verbosity::Usual,
    };

    #[test]
    fn a_finding_shows_file_line_column_words_and_remedy() {
        let text = "a: 1\nvalue: 105\n";
        let place = Place::span("content/x.yaml", text, 12..15);
        let diagnostic =
            Diagnostic::error("N04", "value-not-in-quote", Words::new("wrong", "数值不符"))
                .at(place)
                .hint(Words::new("mend", "请改正"));
        let shown = PLAIN.findings_text(&[diagnostic]);
        for part in [
            "错误[N04]",
            "数值不符",
            "content/x.yaml:2:8\n",
            "value: 105",
            "━━━",
            "办法",
            "请改正",
            "共 1 处错误",
        ] {
            assert!(shown.contains(part), "{part} is missing in\n{shown}");
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_words() {
        let text = "字".repeat(500) + "错" + &"字".repeat(500);
        let place = Place::span("a.md", &text, 1500..1503);
        let shown =
            PLAIN.findings_text(&[Diagnostic::warning("T04", "x", Words::new("x", "x")).at(place)]);
        assert!(shown.contains("a.md:1:501\n"), "{shown}");
        assert!(
            shown.lines().all(|line| line.chars().count() < 80),
            "{shown}"
        );
    }
}
