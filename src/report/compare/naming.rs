//! Figures that no dictionary names find their partners by the sentences they stand in. Enter at [`compare_unnamed`].

use super::comparison::Comparison;
use super::neighbours::with_sentences;
use super::pair::{SentenceClass, SentencePair};
use super::sentences::align;
use super::world::ComparisonContext;
use crate::report::text::likeness::CharacterPairs;
use crate::report::{Indicator, IndicatorKind, Report, Spot};
use std::collections::BTreeSet;

/// Thresholds of the method; changing one is a new version of [`super::METHOD`].
mod threshold {
    /// Likeness of what two numbers of one sentence count, from which they are one figure.
    pub(super) const SAME_SENTENCE: f64 = 0.5;
    /// The same where the sentences are not the same statement but the indicator is.
    pub(super) const ELSEWHERE: f64 = 0.6;
}

/// What a figure of a report counts, as its words say; its figure's indicator is `#` and the index in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedFigure {
    /// The words beside the number.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// How it behaves over time.
    pub kind: IndicatorKind,
    /// The indicator that its words suggest.
    pub hint: Option<String>,
}

/// Two reports whose figures have common names, and what changed between them.
#[derive(Debug, Clone)]
pub struct NamedPair {
    /// The older report.
    pub old: Report,
    /// The newer report.
    pub new: Report,
    /// What changed.
    pub comparison: Comparison,
}

/// Whether an indicator's id was made for one comparison only.
pub(crate) fn is_unnamed(id: &str) -> bool {
    id.starts_with('#')
}

/// Units that count the same things.
const UNITS: [&[&str]; 3] = [
    &["人", "名", "位"],
    &["次", "场", "场次", "期"],
    &["件", "起", "宗", "例"],
];

/// Compares two reports whose figures have no names yet.
///
/// Numbers are one figure where they stand in the same statement and count the same by their words; a sum since the beginning never
/// meets the number of a year. What is left keeps a row of its own.
pub fn compare_unnamed(
    mut old: Report,
    before: &[CountedFigure],
    mut new: Report,
    after: &[CountedFigure],
) -> NamedPair {
    let aligned = align(&old, &new);
    let old_places = places(&old, before.len());
    let new_places = places(&new, after.len());
    let mut pairing = FigurePairing {
        partners: vec![None; before.len()],
        taken: vec![false; after.len()],
        before,
        after,
    };
    for pair in &aligned.sentences {
        if let (Some(a), Some(b)) = (&pair.old, &pair.new) {
            pairing.in_one_statement(pair, &within(&old_places, a), &within(&new_places, b));
        }
    }
    pairing.elsewhere();
    let indicators = pairing.name_figures(&mut old, &mut new);
    let world = ComparisonContext {
        indicators: &indicators,
        reports: &[],
    };
    let comparison = with_sentences(&old, &new, world, aligned);
    NamedPair {
        old,
        new,
        comparison,
    }
}

/// Where each counted figure stands.
fn places(report: &Report, count: usize) -> Vec<Spot> {
    let mut found = vec![Spot::default(); count];
    for figure in report.figures.iter().filter(|f| f.for_year.is_none()) {
        if let Some(place) = index(&figure.indicator).and_then(|at| found.get_mut(at)) {
            place.clone_from(&figure.spot);
        }
    }
    found
}

fn index(id: &str) -> Option<usize> {
    id.strip_prefix('#')?.parse().ok()
}

/// The figures that stand in a sentence, in order.
fn within(places: &[Spot], sentence: &Spot) -> Vec<usize> {
    let inside = |place: &Spot| {
        (place.section, place.block) == (sentence.section, sentence.block)
            && sentence.range.contains(&place.range.start)
            && place.range.end > 0
    };
    (0..places.len())
        .filter(|at| inside(&places[*at]))
        .collect()
}

/// The counted figures of two reports, and which of them are one.
struct FigurePairing<'a> {
    before: &'a [CountedFigure],
    after: &'a [CountedFigure],
    /// For each older figure the newer one.
    partners: Vec<Option<usize>>,
    /// Which newer figures have a partner.
    taken: Vec<bool>,
}

impl FigurePairing<'_> {
    fn join(&mut self, old: usize, new: usize) {
        self.partners[old] = Some(new);
        self.taken[new] = true;
    }

    /// Joins the numbers of two sentences of one statement that are one figure.
    ///
    /// Where only numbers differ and both sentences have as many, they are joined in order. Else every pair is weighed, and the most alike
    /// are taken first, each number once; a sentence has few numbers, so that all pairs cost nothing.
    fn in_one_statement(&mut self, pair: &SentencePair, left: &[usize], right: &[usize]) {
        let (before, after) = (self.before, self.after);
        let same_words = matches!(
            pair.wording(),
            SentenceClass::Same | SentenceClass::NumbersOnly
        );
        if same_words && left.len() == right.len() {
            for (i, j) in left.iter().zip(right) {
                if agree(&before[*i], &after[*j]) {
                    self.join(*i, *j);
                }
            }
            return;
        }
        let mut found: Vec<(f64, usize, usize)> = Vec::new();
        for i in left {
            for j in right.iter().filter(|j| agree(&before[*i], &after[**j])) {
                let (a, b) = (&before[*i], &after[*j]);
                let sum = a.kind == IndicatorKind::Cumulative;
                let alike = likeness(a, b);
                if alike >= threshold::SAME_SENTENCE || sum {
                    found.push((alike, *i, *j));
                }
            }
        }
        found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let mut joined: Vec<(usize, usize)> = Vec::new();
        for (_, i, j) in found {
            if joined.iter().all(|(a, b)| *a != i && *b != j) {
                joined.push((i, j));
                self.join(i, j);
            }
        }
    }

    /// Joins what is left on both sides and has one indicator and like words, where nothing else has that indicator.
    fn elsewhere(&mut self) {
        let (before, after) = (self.before, self.after);
        let alone = |all: &[CountedFigure], one: &CountedFigure| {
            let same = |other: &&CountedFigure| other.hint == one.hint && agree(other, one);
            all.iter().filter(same).count() == 1
        };
        for (i, a) in before.iter().enumerate() {
            if self.partners[i].is_some() || a.hint.is_none() || !alone(before, a) {
                continue;
            }
            let fits = |j: &usize| {
                let b = &after[*j];
                let words = CharacterPairs::of(&a.name).dice(&CharacterPairs::of(&b.name));
                !self.taken[*j]
                    && a.hint == b.hint
                    && agree(a, b)
                    && alone(after, b)
                    && (a.name == b.name || words >= threshold::ELSEWHERE)
            };
            if let Some(j) = (0..after.len()).find(fits) {
                self.join(i, j);
            }
        }
    }

    /// Gives the figures of both reports common ids and returns the dictionary, in the order of the newer text.
    fn name_figures(&self, old: &mut Report, new: &mut Report) -> Vec<Indicator> {
        let (before, partners) = (self.before, &self.partners);
        let mut used = BTreeSet::new();
        let mut indicators = Vec::new();
        let (mut old_ids, mut new_ids) = (vec![String::new(); before.len()], Vec::new());
        for (j, one) in self.after.iter().enumerate() {
            let i = partners.iter().position(|partner| *partner == Some(j));
            let hint = match i {
                Some(i) if before[i].hint != one.hint => None,
                _ => one.hint.clone(),
            };
            let id = fresh(hint, format!("#{j}"), &mut used);
            let mut named = indicator(id.clone(), one);
            if let Some(i) = i {
                old_ids[i].clone_from(&id);
                // 累计达到58名 says less than 累计培育法律明白人36名.
                if named.name.chars().count() < 4
                    && before[i].name.chars().count() > named.name.chars().count()
                {
                    named.name.clone_from(&before[i].name);
                }
            }
            new_ids.push(id);
            indicators.push(named);
        }
        for (i, one) in before.iter().enumerate() {
            if partners[i].is_none() {
                let id = fresh(one.hint.clone(), format!("#old-{i}"), &mut used);
                old_ids[i].clone_from(&id);
                indicators.push(indicator(id, one));
            }
        }
        for (report, ids) in [(old, old_ids), (new, new_ids)] {
            for figure in &mut report.figures {
                if let Some(id) = index(&figure.indicator).and_then(|at| ids.get(at)) {
                    figure.indicator.clone_from(id);
                }
            }
        }
        indicators
    }
}

/// Whether two numbers may be one figure: units that fit, and never a sum since the beginning with the number of a year.
fn agree(a: &CountedFigure, b: &CountedFigure) -> bool {
    let unit = a.unit == b.unit
        || UNITS
            .iter()
            .any(|group| group.contains(&a.unit.as_str()) && group.contains(&b.unit.as_str()));
    unit && (a.kind == IndicatorKind::Cumulative) == (b.kind == IndicatorKind::Cumulative)
}

fn likeness(a: &CountedFigure, b: &CountedFigure) -> f64 {
    if a.name == b.name {
        1.0
    } else {
        let words = CharacterPairs::of(&a.name).dice(&CharacterPairs::of(&b.name));
        let same_hint = a.hint.is_some() && a.hint == b.hint;
        if same_hint { words.max(0.7) } else { words }
    }
}

/// The suggested id where nothing has it yet, else one of its own.
fn fresh(hint: Option<String>, own: String, used: &mut BTreeSet<String>) -> String {
    hint.filter(|hint| used.insert(hint.clone())).unwrap_or(own)
}

fn indicator(id: String, counted: &CountedFigure) -> Indicator {
    Indicator {
        id,
        name: counted.name.clone(),
        unit: counted.unit.clone(),
        kind: counted.kind,
        ..Indicator::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::cell::FigureCell;
    use super::super::tests::{figure, report_of};
    use super::*;

    fn side(
        text: &str,
        figures: &[(&str, &str, &str, IndicatorKind)],
    ) -> (Report, Vec<CountedFigure>) {
        let mut report = report_of(if figures.len() > 9 { 0 } else { 2021 }, text);
        let mut counted = Vec::new();
        for (at, (value, quote, name, kind)) in figures.iter().enumerate() {
            report.figures.push(crate::report::Figure {
                spot: report.text.find(quote, None)[0].clone(),
                ..figure(&format!("#{at}"), value, quote)
            });
            counted.push(CountedFigure {
                name: (*name).into(),
                unit: "名".into(),
                kind: *kind,
                hint: None,
            });
        }
        (report, counted)
    }

    fn rows(old: (Report, Vec<CountedFigure>), new: (Report, Vec<CountedFigure>)) -> Vec<String> {
        let new_report = Report {
            year: 2022,
            ..new.0
        };
        let named = compare_unnamed(old.0, &old.1, new_report, &new.1);
        named
            .comparison
            .figures
            .iter()
            .map(|row| {
                let text = |cell: &Option<FigureCell>| {
                    cell.as_ref()
                        .map_or("–".to_owned(), |cell| cell.text.clone())
                };
                format!("{} → {}", text(&row.old), text(&row.new))
            })
            .collect()
    }

    #[test]
    fn a_sum_since_the_beginning_never_meets_the_number_of_a_year() {
        use IndicatorKind::{Cumulative, Flow};
        let old = side(
            "累计培育法律明白人36名，村村都有宣讲员。",
            &[(
                "36",
                "累计培育法律明白人36名",
                "累计培育法律明白人",
                Cumulative,
            )],
        );
        let new = side(
            "新培育法律明白人22名，累计达到58名，村村都有宣讲员。",
            &[
                ("22", "新培育法律明白人22名", "新培育法律明白人", Flow),
                ("58", "累计达到58名", "累计达到", Cumulative),
            ],
        );
        assert_eq!(rows(old, new), ["– → 22", "36 → 58"]);
    }

    #[test]
    fn numbers_of_one_statement_that_count_other_things_are_two_rows() {
        use IndicatorKind::Flow;
        let old = side(
            "组织干部学法40名，培训网格队伍30名，效果良好。",
            &[
                ("40", "组织干部学法40名", "组织干部学法", Flow),
                ("30", "培训网格队伍30名", "培训网格队伍", Flow),
            ],
        );
        let new = side(
            "组织干部学法46名，招募志愿人员35名，效果良好。",
            &[
                ("46", "组织干部学法46名", "组织干部学法", Flow),
                ("35", "招募志愿人员35名", "招募志愿人员", Flow),
            ],
        );
        assert_eq!(rows(old, new), ["40 → 46", "– → 35", "30 → –"]);
    }

    #[test]
    fn a_number_whose_unit_changed_is_two_rows_and_no_change() {
        let flow = IndicatorKind::Flow;
        let old = side(
            "流转土地300名，效果良好。",
            &[("300", "流转土地300名", "流转土地", flow)],
        );
        let mut new = side(
            "流转土地20公顷，效果良好。",
            &[("20", "流转土地20公顷", "流转土地", flow)],
        );
        new.1[0].unit = "公顷".into();
        assert_eq!(rows(old, new), ["– → 20", "300 → –"]);
    }
}
