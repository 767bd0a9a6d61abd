//! The change of a figure in words, by the table of cases of the method. Enter at [`in_row`] and [`in_series`].
//!
//! Direction is said by sign and word, increases by 增加 (by) or 至 (to), never by 倍. A change that rounds to nothing is not said to be nothing.

use super::language::either;
use crate::diagnostic::Language;
use crate::report::compare::{
    ChangeDirection, ChangeReason, Comparison, FigureCell, FigureChange, FigureFlag,
    FigureRelation, NumberChange, RelationParts, SeriesRow,
};
use crate::report::figure::DefinitionBreak;
use crate::report::{Indicator, IndicatorKind, Year};

/// What became of a figure between the two reports of a comparison; of two bodies only the values, no change and no ranking.
pub(crate) fn in_row(language: Language, row: &FigureChange, whole: &Comparison) -> String {
    if whole.old_body != whole.body {
        let value = |cell: &Option<FigureCell>| match cell {
            Some(cell) => format!("{}{}", cell.text, row.unit),
            None => either(language, "未提及", "not mentioned").to_owned(),
        };
        let between = either(language, "；", " ∣ ");
        return format!("{}{between}{}", value(&row.old), value(&row.new));
    }
    let Some(new) = &row.new else {
        return either(language, "本年未提及", "not mentioned this year").to_owned();
    };
    let Some(base) = row.old.as_ref().or(row.base.as_ref()) else {
        let before = year_before(language, whole.old_year, whole.new_year);
        return either(
            language,
            format!("{before}未提及"),
            format!("not mentioned {before}"),
        );
    };
    let values = ComparedValues {
        language,
        base,
        new,
        kind: row.kind,
        unit: &row.unit,
        change: &row.change,
    };
    values.words()
}

/// What became of a figure since the nearest earlier year that gives it.
pub(crate) fn in_series(row: &SeriesRow, indicator: &Indicator) -> Option<String> {
    let (base, change) = row.change.as_ref()?;
    let values = ComparedValues {
        language: Language::Chinese,
        base,
        new: row.cell.as_ref()?,
        kind: indicator.kind,
        unit: &indicator.unit,
        change,
    };
    Some(values.words())
}

/// What a reader should know of a row: a new definition, last year's value as it is quoted now, how its values hang together with others.
pub(crate) fn row_notes(
    language: Language,
    row: &FigureChange,
    whole: &Comparison,
) -> Option<String> {
    let definition = row.change.definition().map(|one| broken(language, one));
    let requoted = row.requoted.as_ref().zip(row.old.as_ref());
    let requoted = requoted.map(|(quoted, own)| {
        let (old, new, unit) = (whole.old_year, whole.new_year, &row.unit);
        let (quoted, own) = (&quoted.text, &own.text);
        match language {
            Language::Chinese => format!(
                "{new}年报告所引{old}年数为{quoted}{unit}，{old}年报告为{own}{unit}"
            ),
            Language::English => format!(
                "the report of {new} quotes {quoted}{unit} for {old}, that of {old} gives {own}{unit}"
            ),
        }
    });
    let related = row.related.iter().map(|one| relation(language, one));
    let notes: Vec<String> = definition
        .into_iter()
        .chain(requoted)
        .chain(related)
        .collect();
    (!notes.is_empty()).then(|| notes.join(either(language, "；", "; ")))
}

/// What a reader should know of a year of a figure: a new definition, a value that another year's report gives, the report's own note.
pub(crate) fn series_notes(row: &SeriesRow) -> Option<String> {
    let change = row.change.as_ref().map(|(_, change)| change);
    let definition = change.and_then(NumberChange::definition);
    let quoted = row.cell.as_ref().filter(|cell| cell.stated_in != row.year);
    let notes: Vec<String> = [
        definition.map(|one| broken(Language::Chinese, one)),
        quoted.map(|cell| format!("引自{}年报告", cell.stated_in)),
        row.cell.as_ref().and_then(|cell| cell.note.clone()),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!notes.is_empty()).then(|| notes.join("；"))
}

fn broken(language: Language, one: &DefinitionBreak) -> String {
    let (year, note) = (one.year, &one.note);
    either(
        language,
        format!("{year}年起：{note}"),
        format!("since {year}: {note}"),
    )
}

/// `2022年：12+3=15`, `2022年：166÷171=97.1%`.
pub(crate) fn relation(language: Language, one: &FigureRelation) -> String {
    let sign = if one.holds { "=" } else { "≠" };
    let (year, value) = (one.year, one.value);
    let made = match &one.made {
        RelationParts::Sum(parts) => {
            let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
            format!("{}{sign}{value}", parts.join("+"))
        }
        RelationParts::Quotient { above, below } => format!("{above}÷{below}{sign}{value}%"),
    };
    either(
        language,
        format!("{year}年：{made}"),
        format!("{year}: {made}"),
    )
}

/// The year before a report as it is spoken of: by its number where one lies between.
fn year_before(language: Language, old: Year, new: Year) -> String {
    if old + 1 == new {
        either(language, "上年", "the year before").to_owned()
    } else {
        either(language, format!("{old}年"), format!("in {old}"))
    }
}

/// Two values of one figure and what became of it.
struct ComparedValues<'a> {
    language: Language,
    base: &'a FigureCell,
    new: &'a FigureCell,
    kind: IndicatorKind,
    unit: &'a str,
    change: &'a NumberChange,
}

impl ComparedValues<'_> {
    fn say<T>(&self, chinese: T, english: T) -> T {
        either(self.language, chinese, english)
    }

    fn is_up(&self) -> bool {
        self.change.direction == ChangeDirection::Up
    }

    fn is_adjacent(&self) -> bool {
        self.base.year + 1 == self.new.year
    }

    fn is_about(&self) -> bool {
        let flag = FigureFlag::Approximate;
        self.base.is_flagged(flag) || self.new.is_flagged(flag)
    }

    /// The case in words; where a year lies between, both years are named.
    fn words(&self) -> String {
        let said = self.case();
        let is_broken = self.change.definition().is_some();
        if self.is_adjacent() || is_broken {
            return said;
        }
        let (base, new) = (self.base.year, self.new.year);
        self.say(
            format!("{new}较{base}：{said}"),
            format!("{new} beside {base}: {said}"),
        )
    }

    fn case(&self) -> String {
        let (base, new, unit) = (&self.base.text, &self.new.text, self.unit);
        let (was_zero, is_zero) = (self.base.value.is_zero(), self.new.value.is_zero());
        match (&self.change.reason, self.change.direction) {
            (Some(ChangeReason::Definition(_)), _) => self
                .say("口径变化，不作比较", "definition changed, not compared")
                .to_owned(),
            (Some(ChangeReason::PartOfYear), ChangeDirection::None) => self.part_of_year(),
            (_, ChangeDirection::Equal) if was_zero && is_zero => {
                self.say("均为0", "0 in both").to_owned()
            }
            (_, ChangeDirection::Equal) if self.is_about() => {
                self.say(format!("均为{new}{unit}"), format!("{new}{unit} in both"))
            }
            (_, ChangeDirection::Equal) => {
                let equal = if self.is_adjacent() {
                    "与上年持平"
                } else {
                    "持平"
                };
                self.say(equal, "unchanged").to_owned()
            }
            _ if self.kind.is_rate(unit) => self.points(),
            (Some(ChangeReason::ZeroBase), _) => {
                let before = year_before(Language::Chinese, self.base.year, self.new.year);
                self.say(
                    format!("由0增至{new}{unit}（{before}为0，不计算百分比）"),
                    format!("from 0 to {new}{unit} (no percentage of 0)"),
                )
            }
            _ if is_zero => self.say(format!("由{base}降至0"), format!("from {base} to 0")),
            _ if self.kind == IndicatorKind::Cumulative => self.cumulative(),
            _ => self.counted(),
        }
    }

    /// `236 → 228件[p]，部分年度，不作全年比较`
    fn part_of_year(&self) -> String {
        let mark = |cell: &FigureCell| match cell.is_flagged(FigureFlag::Partial) {
            true => "[p]",
            false => "",
        };
        let rest = self.say(
            "，部分年度，不作全年比较",
            ", part of a year, not compared with a whole one",
        );
        let (base, new, unit) = (self.base, self.new, self.unit);
        format!(
            "{}{} → {}{unit}{}{rest}",
            base.text,
            mark(base),
            new.text,
            mark(new)
        )
    }

    /// How far apart the values are: in Chinese as they are written, in 万 or 亿 and with 约, else as a plain number.
    fn distance(&self) -> String {
        let exact = (self.new.value - self.base.value).abs().normalize();
        let about = if self.is_about() { "about " } else { "" };
        self.say(
            self.new.written.distance(&self.base.written),
            format!("{about}{exact}"),
        )
    }

    /// `由82%升至86%，上升4个百分点`; a rate without a unit is a percentage, and one in ‰ changes by 千分点.
    fn points(&self) -> String {
        let (to, by) = match self.is_up() {
            true => ("升至", "上升"),
            false => ("降至", "下降"),
        };
        let (unit, points, english) = match self.unit {
            "" | "%" => ("%", "个百分点", " points"),
            "‰" => ("‰", "个千分点", " points of ‰"),
            other => (other, other, other),
        };
        let (base, new, distance) = (&self.base.text, &self.new.text, self.distance());
        let up = if self.is_up() { "up" } else { "down" };
        self.say(
            format!("由{base}{unit}{to}{new}{unit}，{by}{distance}{points}"),
            format!("from {base}{unit} to {new}{unit}, {up} {distance}{english}"),
        )
    }

    /// `累计36 → 58名，本年新增22名`
    fn cumulative(&self) -> String {
        let word = match self.is_up() {
            false => "减少".to_owned(),
            true if self.is_adjacent() => "本年新增".to_owned(),
            true => format!("{}年以来新增", self.base.year),
        };
        let (base, new, unit) = (&self.base.text, &self.new.text, self.unit);
        let distance = self.distance();
        let more = if self.is_up() { "new" } else { "fewer" };
        self.say(
            format!("累计{base} → {new}{unit}，{word}{distance}{unit}"),
            format!("in all {base} → {new}{unit}, {distance}{unit} {more}"),
        )
    }

    /// `15 → 19人，增加4人（+26.7%）`, `236 → 228件，减少8件、降低3.4%`, and 基数小 in place of a percentage where the base is small.
    fn counted(&self) -> String {
        let (base, new, unit) = (&self.base.text, &self.new.text, self.unit);
        let distance = self.distance();
        let (word, more) = match self.is_up() {
            true => ("增加", "more"),
            false => ("减少", "less"),
        };
        let start = self.say(
            format!("{base} → {new}{unit}，{word}{distance}{unit}"),
            format!("{base} → {new}{unit}, {distance}{unit} {more}"),
        );
        if self.change.reason == Some(ChangeReason::SmallBase) {
            return start + self.say("（基数小）", " (small base)");
        }
        let Some(size) = self.percent() else {
            return start;
        };
        match (self.language, self.is_up()) {
            (Language::Chinese, true) => format!("{start}（{size}%）"),
            (Language::Chinese, false) => format!("{start}、降低{size}%"),
            (Language::English, _) => format!("{start} ({size} %)"),
        }
    }

    /// The percentage without its sign of per cent, `+26.7`, `约28`, `不足0.1`.
    fn percent(&self) -> Option<String> {
        let percent = self.change.percent?;
        let (size, about) = (percent.abs(), self.is_about());
        let sign = match (self.is_up(), self.language) {
            (true, _) => "+",
            (false, Language::Chinese) => "",
            (false, Language::English) => "-",
        };
        Some(match (percent.is_zero(), about) {
            (true, true) => self.say("不足1", "less than 1").to_owned(),
            (true, false) => self.say("不足0.1", "less than 0.1").to_owned(),
            (false, true) => {
                let size = size.normalize();
                self.say(format!("约{size}"), format!("about {sign}{size}"))
            }
            (false, false) => format!("{sign}{size:.1}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::compare::number_change;
    use crate::report::compare::tests::{figure, indicator};
    use crate::report::{Exactness, Figure};

    fn cell(year: Year, value: &str) -> FigureCell {
        FigureCell::of(&figure("a", value, value), year, year)
    }

    /// The row of the later of two values.
    fn row(base: FigureCell, new: FigureCell, indicator: &Indicator) -> SeriesRow {
        let change = number_change(&base, &new, indicator);
        SeriesRow {
            year: new.year,
            cell: Some(new),
            missing: None,
            change: Some((base, change)),
        }
    }

    fn said(base: FigureCell, new: FigureCell, indicator: &Indicator) -> String {
        in_series(&row(base, new, indicator), indicator).unwrap()
    }

    fn text(kind: IndicatorKind, unit: &str, base: FigureCell, new: FigureCell) -> String {
        said(base, new, &of_kind(kind, unit))
    }

    fn of_kind(kind: IndicatorKind, unit: &str) -> Indicator {
        Indicator {
            kind,
            unit: unit.into(),
            ..indicator("a")
        }
    }

    fn stock(base: &str, new: &str, unit: &str) -> String {
        text(
            IndicatorKind::Stock,
            unit,
            cell(2020, base),
            cell(2021, new),
        )
    }

    #[test]
    fn counts_give_the_absolute_change_and_the_percentage() {
        assert_eq!(stock("15", "19", "人"), "15 → 19人，增加4人（+26.7%）");
        assert_eq!(stock("236", "228", "件"), "236 → 228件，减少8件、降低3.4%");
        assert_eq!(stock("10", "11", "件"), "10 → 11件，增加1件（+10.0%）");
    }

    #[test]
    fn a_small_base_gives_no_percentage() {
        assert_eq!(stock("3", "12", "件"), "3 → 12件，增加9件（基数小）");
        let small = number_change(&cell(2020, "9"), &cell(2021, "7"), &indicator("a"));
        assert_eq!(
            (small.percent, small.absolute.map(|d| d.to_string())),
            (None, Some("-2".into()))
        );
    }

    #[test]
    fn zeros_are_said_in_words() {
        assert_eq!(stock("0", "3", "件"), "由0增至3件（上年为0，不计算百分比）");
        assert_eq!(stock("0", "0", "件"), "均为0");
        assert_eq!(stock("3", "0", "件"), "由3降至0");
        assert_eq!(stock("57", "57", "个"), "与上年持平");
    }

    #[test]
    fn percentages_change_by_points() {
        assert_eq!(
            text(IndicatorKind::Rate, "%", cell(2020, "82"), cell(2021, "86")),
            "由82%升至86%，上升4个百分点"
        );
        assert_eq!(
            text(
                IndicatorKind::Flow,
                "%",
                cell(2020, "98.2"),
                cell(2021, "97.7")
            ),
            "由98.2%降至97.7%，下降0.5个百分点"
        );
    }

    #[test]
    fn other_rates_keep_their_unit() {
        let rate =
            |unit, base, new| text(IndicatorKind::Rate, unit, cell(2020, base), cell(2021, new));
        assert_eq!(rate("‰", "8.2", "8.6"), "由8.2‰升至8.6‰，上升0.4个千分点");
        assert_eq!(rate("", "82", "86"), "由82%升至86%，上升4个百分点");
        assert_eq!(rate("人/格", "3", "2"), "由3人/格降至2人/格，下降1人/格");
    }

    #[test]
    fn a_change_that_rounds_to_nothing_is_still_a_change() {
        assert_eq!(
            stock("20000", "20001", "件"),
            "20000 → 20001件，增加1件（不足0.1%）"
        );
        assert_eq!(
            stock("20000", "19999", "件"),
            "20000 → 19999件，减少1件、降低不足0.1%"
        );
    }

    #[test]
    fn a_cumulative_figure_gives_the_total_and_what_is_new() {
        assert_eq!(
            text(
                IndicatorKind::Cumulative,
                "名",
                cell(2021, "36"),
                cell(2022, "58")
            ),
            "累计36 → 58名，本年新增22名"
        );
    }

    #[test]
    fn a_part_of_a_year_gives_no_change_of_a_yearly_figure() {
        let part = FigureCell::of(
            &Figure {
                partial: true,
                ..figure("a", "228", "228")
            },
            2021,
            2021,
        );
        let flow = of_kind(IndicatorKind::Flow, "件");
        let found = number_change(&cell(2020, "236"), &part, &flow);
        assert_eq!(
            said(cell(2020, "236"), part.clone(), &flow),
            "236 → 228件[p]，部分年度，不作全年比较"
        );
        assert_eq!(
            (found.absolute, found.percent, found.direction, found.reason),
            (
                None,
                None,
                ChangeDirection::None,
                Some(ChangeReason::PartOfYear)
            )
        );
        assert_eq!(
            text(IndicatorKind::Stock, "人", cell(2020, "236"), part),
            "236 → 228人，减少8人"
        );
    }

    #[test]
    fn a_change_of_definition_is_no_number() {
        let broken = DefinitionBreak {
            year: 2021,
            note: "网格重新划分".into(),
            comparable: false,
        };
        let turned = Indicator {
            breaks: vec![broken.clone()],
            ..indicator("a")
        };
        let found = row(cell(2020, "104"), cell(2021, "49"), &turned);
        assert_eq!(
            (in_series(&found, &turned), series_notes(&found)),
            (
                Some("口径变化，不作比较".to_owned()),
                Some("2021年起：网格重新划分".to_owned())
            )
        );
        let (_, change) = found.change.unwrap();
        assert_eq!(
            (change.absolute, change.direction, change.definition()),
            (None, ChangeDirection::None, Some(&broken))
        );
        let later = said(cell(2021, "104"), cell(2022, "52"), &turned);
        assert_eq!(later, "104 → 52，减少52、降低50.0%");
    }

    #[test]
    fn both_years_are_named_where_one_lies_between() {
        assert_eq!(
            text(
                IndicatorKind::Stock,
                "人",
                cell(2020, "15"),
                cell(2022, "19")
            ),
            "2022较2020：15 → 19人，增加4人（+26.7%）"
        );
        assert_eq!(
            text(IndicatorKind::Stock, "件", cell(2020, "0"), cell(2022, "3")),
            "2022较2020：由0增至3件（2020年为0，不计算百分比）"
        );
        assert_eq!(
            text(IndicatorKind::Stock, "件", cell(2020, "3"), cell(2022, "3")),
            "2022较2020：持平"
        );
    }

    #[test]
    fn approximate_values_stay_approximate() {
        let about = |year: Year, value: &str| {
            FigureCell::of(
                &Figure {
                    approx: Some(Exactness::AtLeast),
                    ..figure("a", value, value)
                },
                year,
                year,
            )
        };
        assert_eq!(
            text(
                IndicatorKind::Flow,
                "人次",
                about(2020, "2600"),
                about(2021, "2300")
            ),
            "2600余 → 2300余人次，减少约300人次、降低约12%"
        );
        assert_eq!(
            text(
                IndicatorKind::Flow,
                "份",
                about(2020, "2600"),
                about(2021, "2600")
            ),
            "均为2600余份"
        );
        assert_eq!(
            text(
                IndicatorKind::Flow,
                "次",
                cell(2020, "188"),
                about(2021, "240")
            ),
            "188 → 240余次，增加约52次（约28%）"
        );
    }

    #[test]
    fn values_written_in_ten_thousands_change_in_ten_thousands() {
        let fines = |year: Year, value: &str, quote: &str| {
            FigureCell::of(&figure("a", value, quote), year, year)
        };
        let found = text(
            IndicatorKind::Flow,
            "元",
            fines(2021, "23000", "罚款2.3万元"),
            fines(2022, "31000", "罚款3.1万元"),
        );
        assert_eq!(found, "2.3万 → 3.1万元，增加0.8万元（+34.8%）");
    }

    #[test]
    fn both_languages_have_every_case() {
        let english = |kind, unit: &str, base: FigureCell, new: FigureCell| {
            let indicator = of_kind(kind, unit);
            let values = ComparedValues {
                language: Language::English,
                base: &base,
                new: &new,
                kind,
                unit,
                change: &number_change(&base, &new, &indicator),
            };
            values.words()
        };
        let stock =
            |unit, old, new| english(IndicatorKind::Stock, unit, cell(2020, old), cell(2021, new));
        assert_eq!(stock("人", "15", "19"), "15 → 19人, 4人 more (+26.7 %)");
        assert_eq!(stock("件", "236", "228"), "236 → 228件, 8件 less (-3.4 %)");
        assert_eq!(stock("件", "3", "12"), "3 → 12件, 9件 more (small base)");
        assert_eq!(stock("件", "0", "3"), "from 0 to 3件 (no percentage of 0)");
        assert_eq!(stock("件", "57", "57"), "unchanged");
        assert_eq!(
            stock("件", "20000", "20001"),
            "20000 → 20001件, 1件 more (less than 0.1 %)"
        );
        let (base, new) = (cell(2020, "82"), cell(2022, "86"));
        assert_eq!(
            english(IndicatorKind::Rate, "%", base, new),
            "2022 beside 2020: from 82% to 86%, up 4 points"
        );
        let (base, new) = (cell(2021, "36"), cell(2022, "58"));
        assert_eq!(
            english(IndicatorKind::Cumulative, "名", base, new),
            "in all 36 → 58名, 22名 new"
        );
    }

    #[test]
    fn a_relation_that_does_not_hold_is_said() {
        let one = |made, value: i64, holds| FigureRelation {
            year: 2022,
            made,
            value: value.into(),
            holds,
        };
        let sum = RelationParts::Sum(vec![12.into(), 3.into()]);
        let quotient = RelationParts::Quotient {
            above: 166.into(),
            below: 171.into(),
        };
        let say = |one| relation(Language::Chinese, &one);
        assert_eq!(say(one(sum.clone(), 15, true)), "2022年：12+3=15");
        assert_eq!(say(one(sum, 16, false)), "2022年：12+3≠16");
        assert_eq!(say(one(quotient, 97, false)), "2022年：166÷171≠97%");
    }
}
