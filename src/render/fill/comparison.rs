//! Fills comparisons of two years. Enter at [`comparison`] and [`comparisons`].

use super::report::heading;
use super::{PageContext, figure, promise, table};
use crate::diagnostic::Language;
use crate::render::context::comparison::{
    ChangeRow, ClassCount, ComparisonLine, ComparisonView, ComparisonsView, MethodView, PairView,
    PieceView, SectionPairs, SideView, SilentView, ZeroClaimView,
};
use crate::render::context::promise::{AnswerView, PromiseView};
use crate::render::draw::loom;
use crate::report::compare::{
    ClassShare, Comparison, FigureChange, OpenPromise, PromiseCandidate, SentenceClass,
    SentencePair, SilentStatement,
};
use crate::report::text::TextSection;
use crate::report::{PromiseState, Report, ReportingBody, Spot, Year};
use crate::site::address::ShownReport;
use crate::words::{
    change as change_words, figure as figure_words, report as report_words, sentence, summary,
};

/// All comparisons of a body, newest first.
pub(crate) fn comparisons(desk: PageContext<'_>, body: &ReportingBody) -> ComparisonsView {
    let pairs = desk.reports.comparisons_of(desk.series(&body.id)).rev();
    let lines: Vec<ComparisonLine> = pairs
        .map(|one| ComparisonLine {
            link: desk.comparison_link(one),
            summary: summary::comparison(Language::Chinese, one),
            counts: counts(one),
        })
        .collect();
    ComparisonsView {
        rail: desk.rail(&body.id, &[]),
        expectation: lines.is_empty().then(|| {
            "目前只有一个年度的报告。下一年度报告发布后，这里会逐句比较两年的数字、文字和承诺。"
                .to_owned()
        }),
        pairs: lines,
    }
}

/// What one comparison is filled from.
struct ComparedReports<'a> {
    desk: PageContext<'a>,
    one: &'a Comparison,
    old: &'a Report,
    new: &'a Report,
}

/// Two years side by side; empty where one of them has no report, which the plan of pages never asks for.
pub(crate) fn comparison(
    desk: PageContext<'_>,
    body: &ReportingBody,
    old: Year,
    new: Year,
) -> Option<ComparisonView> {
    let find = |year| desk.get(&body.id, year);
    let one = desk
        .reports
        .comparisons_of(desk.series(&body.id))
        .find(|one| one.old_year == old && one.new_year == new)?;
    let both = ComparedReports {
        desk,
        one,
        old: find(old)?,
        new: find(new)?,
    };
    let figures: Vec<ChangeRow> = one
        .figures
        .iter()
        .map(|change| both.change(change))
        .collect();
    Some(ComparisonView {
        old: both.side(both.old),
        new: both.side(both.new),
        rail: desk.rail(&body.id, &[old, new]),
        summary: both.summary(),
        legend: desk.legend(
            figures
                .iter()
                .flat_map(|row| row.old.flags.iter().chain(&row.new.flags)),
        ),
        figures,
        tables: table::between(desk, both.old, both.new),
        zero_claims: both.zero_claims(),
        promises: one
            .promises
            .iter()
            .map(|promise| both.promise(promise))
            .collect(),
        promise_counts: one
            .summary
            .promises
            .iter()
            .map(|(state, count)| (promise::state_word(*state).to_owned(), *count))
            .collect(),
        silent: one
            .silent
            .iter()
            .map(|silent| both.silent(silent))
            .collect(),
        loom: loom::draw(&both.loom()),
        counts: counts(one),
        sections: both.sections(),
        method: MethodView {
            title: format!("方法说明（第{}版）", one.method),
            href: desk.site.method.map(|address| desk.to(address)),
        },
    })
}

fn counts(one: &Comparison) -> Vec<ClassCount> {
    let count = |share: &ClassShare| ClassCount {
        class: share.class.id(),
        mark: sentence::mark(share.class),
        word: sentence::class(Language::Chinese, share.class),
        count: share.count,
        formulas: share.formulas,
    };
    one.summary.classes.iter().map(count).collect()
}

impl ComparedReports<'_> {
    fn side(&self, report: &Report) -> SideView {
        SideView {
            year: report.year,
            link: self
                .desk
                .link(&self.desk.report_address(report), report.title.clone()),
            partial: report.is_partial(),
        }
    }

    fn summary(&self) -> Vec<String> {
        let mut lines = vec![summary::comparison(Language::Chinese, self.one)];
        let partial: Vec<String> = [self.old, self.new]
            .into_iter()
            .filter(|report| report.is_partial())
            .map(|report| format!("{}年报告的数据未满一年，当年数不计算百分比。", report.year))
            .collect();
        lines.extend(partial);
        if self.new.year - self.old.year > 1 {
            lines.push(format!(
                "{}年与{}年之间没有报告，这里与最近的年度比较。",
                self.old.year, self.new.year
            ));
        }
        lines
    }

    fn change(&self, change: &FigureChange) -> ChangeRow {
        let (desk, body) = (self.desk, self.new.body.as_str());
        ChangeRow {
            link: desk.link(
                &desk.address_of(body, &ShownReport::Figure(change.indicator.clone())),
                change.name.clone(),
            ),
            unit: change.unit.clone(),
            kind: figure_words::kind(change.kind).to_owned(),
            old: figure::cell(
                desk,
                &self.old.body,
                change.old.as_ref(),
                change.old_missing,
            ),
            new: figure::cell(desk, body, change.new.as_ref(), change.new_missing),
            change: change_words::in_row(Language::Chinese, change, self.one),
            direction: change.change.direction.id(),
            note: change_words::row_notes(Language::Chinese, change, self.one),
        }
    }

    fn zero_claims(&self) -> Vec<ZeroClaimView> {
        let name = |id: &Option<String>| {
            id.as_deref()
                .and_then(|id| self.desk.reports.indicator(id))
                .map(|indicator| indicator.name.clone())
        };
        let claims = self.one.zero_claims.iter().map(|claim| ZeroClaimView {
            name: name(&claim.indicator).unwrap_or_else(|| "文中的零声明".to_owned()),
            old: claim
                .old
                .as_ref()
                .map(|claim| self.desk.spot(self.old, &claim.spot, claim.quote.clone())),
            new: claim
                .new
                .as_ref()
                .map(|claim| self.desk.spot(self.new, &claim.spot, claim.quote.clone())),
        });
        claims.collect()
    }

    fn promise(&self, one: &OpenPromise) -> PromiseView {
        let desk = self.desk;
        let origin = desk.get(&self.old.body, one.origin).unwrap_or(self.old);
        let mut view = promise::view(desk, origin, &one.commitment);
        let checked = self.one.summary.promises_checked;
        let state = PromiseState::in_report(one.outcome(), checked.into());
        view.outcome = Some(state.id());
        promise::state_word(state).clone_into(&mut view.outcome_word);
        view.evidence = one
            .answer
            .as_ref()
            .map(|answer| desk.spot(self.new, &answer.spot, answer.evidence.clone()));
        view.reason = one.answer.as_ref().and_then(|answer| answer.reason.clone());
        view.history.retain(|step| step.year <= self.new.year);
        if one.answer.is_none() {
            view.candidates = one
                .candidates
                .iter()
                .map(|candidate| self.candidate(candidate))
                .collect();
        }
        view
    }

    fn candidate(&self, candidate: &PromiseCandidate) -> AnswerView {
        AnswerView {
            quote: self
                .desk
                .spot(self.new, &candidate.spot, candidate.quote.clone()),
            score: format!("{:.2}", candidate.score),
        }
    }

    fn silent(&self, silent: &SilentStatement) -> SilentView {
        SilentView {
            what: silent.what.id().to_owned(),
            word: sentence::silence(Language::Chinese, silent.what).to_owned(),
            quote: self.desk.spot(self.old, &silent.spot, silent.quote.clone()),
        }
    }

    /// The pairs that are shown: signatures are no sentences of the text.
    fn shown(&self) -> impl Iterator<Item = (usize, &SentencePair)> {
        self.one
            .sentences
            .iter()
            .enumerate()
            .filter(|(_, pair)| !pair.signature)
    }

    fn sections(&self) -> Vec<SectionPairs> {
        let sections = self.one.sections.iter().filter_map(|section| {
            let pairs: Vec<PairView> = self
                .shown()
                .filter(|(_, pair)| match (&pair.new, &pair.old) {
                    (Some(new), _) => Some(new.section) == section.new,
                    (None, Some(old)) => Some(old.section) == section.old,
                    (None, None) => false,
                })
                .map(|(number, pair)| self.pair(number, pair))
                .collect();
            let (report, index) = match (section.new, section.old) {
                (Some(new), _) => (self.new, new),
                (None, Some(old)) => (self.old, old),
                (None, None) => return None,
            };
            let source = &report.text.sections[index];
            let gone = section.new.is_none();
            Some(SectionPairs {
                id: if gone {
                    format!("old-{}", source.id)
                } else {
                    source.id.clone()
                },
                title: section_title(source),
                level: source.level.max(1),
                gone,
                changed: pairs
                    .iter()
                    .filter(|pair| pair.class != SentenceClass::Same.id())
                    .count(),
                pairs,
            })
        });
        with_heads(sections.collect())
    }

    fn pair(&self, number: usize, pair: &SentencePair) -> PairView {
        let link = |report: &Report, spot: &Spot| {
            self.desk.spot(report, spot, report.text.words(spot).trim())
        };
        let moved = pair.class == SentenceClass::Moved;
        let from = pair.old.as_ref().filter(|_| moved);
        let from = from.map(|spot| section_title(&self.old.text.sections[spot.section]));
        PairView {
            id: format!("c-{}", number + 1),
            class: pair.class.id(),
            mark: sentence::mark(pair.class),
            word: sentence::class(Language::Chinese, pair.class),
            old: pair.old.as_ref().map(|spot| link(self.old, spot)),
            new: pair.new.as_ref().map(|spot| link(self.new, spot)),
            pieces: pair
                .pieces(self.old, self.new)
                .into_iter()
                .map(|piece| PieceView {
                    op: piece.op.id(),
                    text: piece.text,
                })
                .collect(),
            from,
            within: pair.within.as_ref().map(|spot| match pair.class {
                SentenceClass::Removed => link(self.new, spot),
                _ => link(self.old, spot),
            }),
            formula: pair.formula,
        }
    }

    fn loom(&self) -> loom::LoomInput {
        let shown: Vec<(usize, &SentencePair)> = self.shown().collect();
        let sorted = |side: fn(&SentencePair) -> Option<&Spot>| {
            let mut spots: Vec<(&Spot, usize)> = shown
                .iter()
                .filter_map(|(number, pair)| Some((side(pair)?, *number)))
                .collect();
            spots.sort_by_key(|(spot, _)| (spot.section, spot.block, spot.range.start));
            spots
        };
        let (old, new) = (
            sorted(|pair| pair.old.as_ref()),
            sorted(|pair| pair.new.as_ref()),
        );
        let position = |spots: &[(&Spot, usize)], number: usize| {
            spots.iter().position(|(_, one)| *one == number)
        };
        let pairs = shown.iter().map(|(number, pair)| loom::LoomPair {
            old: position(&old, *number),
            new: position(&new, *number),
            class: pair.class,
        });
        loom::LoomInput {
            years: [self.old.year, self.new.year],
            pairs: pairs.collect(),
            old: loom_text(self.old, &old),
            new: loom_text(self.new, &new),
        }
    }
}

/// What a section is called; the words before the first heading are 引言.
fn section_title(section: &TextSection) -> String {
    if section.level == 0 {
        report_words::OPENING.to_owned()
    } else {
        heading(section)
    }
}

fn loom_text(report: &Report, spots: &[(&Spot, usize)]) -> loom::LoomText {
    let sentence = |(spot, number): &(&Spot, usize)| {
        let words = report.text.words(spot).trim();
        loom::LoomSentence {
            href: format!("#c-{}", number + 1),
            length: words.chars().count(),
            section: loom_section(report, spot.section),
            title: words.chars().take(40).collect(),
        }
    };
    loom::LoomText {
        sections: report.text.sections.iter().map(section_title).collect(),
        sentences: spots.iter().map(sentence).collect(),
    }
}

/// The loom groups by parts and their sections: labels of every item would leave no room for the bars.
fn loom_section(report: &Report, index: usize) -> usize {
    let sections = &report.text.sections;
    (0..=index)
        .rev()
        .find(|one| sections[*one].level <= 2)
        .unwrap_or(index)
}

/// Leaves out sections without sentences, but for the headings above others that have some: a section is read below its heading.
fn with_heads(sections: Vec<SectionPairs>) -> Vec<SectionPairs> {
    let mut kept: Vec<SectionPairs> = Vec::new();
    for mut section in sections.into_iter().rev() {
        if section.pairs.is_empty() {
            let below = kept
                .iter()
                .rev()
                .take_while(|one| one.level > section.level);
            let (count, changed) = below.fold((0, 0), |(count, changed), one| {
                let own = if one.pairs.is_empty() { 0 } else { one.changed };
                (count + 1, changed + own)
            });
            if count == 0 {
                continue;
            }
            section.changed = changed;
        }
        kept.push(section);
    }
    kept.reverse();
    kept
}
