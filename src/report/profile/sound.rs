//! Whether a profile holds together: what it names is there, and its patterns can be read. Enter at [`whole`].

use super::{ReportKind, TableForm, TextClaim};

/// What is wrong, and words of the file near which it is.
type Wrong = (String, String);

/// Folders of a body's pages; no profile can be called so.
const PAGES: [&str; 6] = [
    "compare",
    "figures",
    "commitments",
    "topics",
    "laws",
    "quality",
];

/// What is wrong with a pattern; the lines above draw it.
fn last_line(error: &regex::Error) -> String {
    let error = error.to_string();
    error.lines().last().unwrap_or_default().to_owned()
}

/// Everything that a profile names must be there.
pub(super) fn whole(profile: &ReportKind) -> Result<(), Wrong> {
    for form in &profile.tables {
        profile.whole(form)?;
    }
    profile.sound()
}

impl ReportKind {
    /// Ids are parts of addresses, days are days, and what names another part or topic names one that is there.
    fn sound(&self) -> Result<(), Wrong> {
        let id = &self.id;
        let holds = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty()
            || !id.chars().all(holds)
            || id.starts_with(|c: char| !c.is_ascii_lowercase())
        {
            let words = format!(
                "`id: {id}`: an id is a part of addresses: small letters, digits and hyphens, a letter first"
            );
            return Err((words, "id:".to_owned()));
        }
        if PAGES.contains(&id.as_str()) {
            let words = format!("`id: {id}`: pages of another kind have this address");
            return Err((words, "id:".to_owned()));
        }
        if self.parts.is_empty() {
            let words = "`parts`: a report must have at least one part".to_owned();
            return Err((words, "parts:".to_owned()));
        }
        let days = self
            .deadline_of
            .values()
            .chain(&self.filing)
            .chain([&self.deadline]);
        for day in days {
            // 2000 is a leap year.
            if jiff::civil::Date::new(2000, day.month, day.day).is_err() {
                let words = format!("`deadline`: there is no day {}-{}", day.month, day.day);
                return Err((words, "deadline".to_owned()));
            }
        }
        self.patterns()?;
        for claim in &self.claims {
            self.answered(claim)?;
        }
        for part in &self.parts {
            let known = |outer: &String| self.parts.iter().any(|other| other.id == *outer);
            if let Some(outer) = part.within.as_ref().filter(|outer| !known(outer)) {
                let words = format!("part `{}`: no part `{outer}`", part.id);
                return Err((words, format!("within: {outer}")));
            }
        }
        for task in self.outlines.iter().flat_map(|outline| &outline.tasks) {
            if !self.topics.iter().any(|topic| topic.id == task.topic) {
                let words = format!("task `{}`: no topic `{}`", task.name, task.topic);
                return Err((words, format!("topic: {}", task.topic)));
            }
        }
        Ok(())
    }

    /// The cells of a claim are there, and its patterns can be read.
    fn answered(&self, claim: &TextClaim) -> Result<(), Wrong> {
        for (id, row, column) in &claim.cells {
            let form = self.table(id);
            let is_there = form.is_some_and(|form| {
                form.rows.iter().any(|one| one.id == *row)
                    && form.columns.iter().any(|one| one.id == *column)
            });
            if !is_there {
                let words = format!("`claims`: no cell `{id}`, `{row}`, `{column}`");
                return Err((words, claim.words.clone()));
            }
        }
        if claim.cells.is_empty() {
            return Err((
                "`claims`: a claim is about cells".to_owned(),
                claim.words.clone(),
            ));
        }
        for text in claim.said.iter().chain(&claim.zero) {
            let pattern = regex::Regex::new(text);
            let error = pattern.as_ref().err().map(last_line);
            let unnamed =
                pattern.is_ok_and(|one| one.capture_names().all(|name| name != Some("n")));
            if error.is_some() || unnamed && claim.said.contains(text) {
                let error = error.unwrap_or_else(|| "no group `n`".to_owned());
                return Err((format!("`claims`: {error}"), text.clone()));
            }
        }
        Ok(())
    }

    /// Every pattern of `import` can be read.
    fn patterns(&self) -> Result<(), Wrong> {
        const PARTS: [&str; 5] = [
            "measures",
            "shortcomings",
            "first_responsible",
            "plan",
            "other",
        ];
        let one = &self.import;
        let single = [
            &one.subject,
            &one.kind,
            &one.bodies,
            &one.causes,
            &one.plan_begins,
        ];
        let listed = one
            .neighbours
            .iter()
            .chain(&one.levels)
            .map(|(_, text)| text);
        let all = single.into_iter().flatten().chain(one.parts.values());
        for text in all.chain(listed) {
            if let Err(error) = regex::Regex::new(text) {
                return Err((format!("`import`: {}", last_line(&error)), text.clone()));
            }
        }
        match one.parts.keys().find(|id| !PARTS.contains(&id.as_str())) {
            Some(id) => {
                let all = PARTS.join(", ");
                Err((
                    format!("`import`: no part `{id}`; there are: {all}"),
                    id.clone(),
                ))
            }
            None => Ok(()),
        }
    }

    /// A table's part and everything in its equations must be there.
    fn whole(&self, form: &TableForm) -> Result<(), Wrong> {
        let id = &form.id;
        if !self.parts.iter().any(|part| part.id == form.part) {
            return Err((
                format!("table `{id}`: no part `{}`", form.part),
                form.part.clone(),
            ));
        }
        let rows: Vec<&str> = form.rows.iter().map(|row| row.id.as_str()).collect();
        let columns: Vec<&str> = form
            .columns
            .iter()
            .map(|column| column.id.as_str())
            .collect();
        for balance in &form.balances {
            let sides = [(&balance.rows, &rows), (&balance.columns, &columns)];
            let mut terms = sides
                .into_iter()
                .filter_map(|(equation, known)| Some((equation.as_ref()?, known)));
            let unknown = terms.find_map(|(equation, known)| {
                equation
                    .terms()
                    .find(|term| !known.contains(&term.id.as_str()))
            });
            if let Some(term) = unknown {
                let words = format!("table `{id}`: nothing is called `{}`", term.id);
                return Err((words, term.id.clone()));
            }
            if balance.rows.is_some() == balance.columns.is_some() {
                let words = format!("table `{id}`: a balance is between rows or between columns");
                return Err((words, balance.words.clone()));
            }
        }
        Ok(())
    }
}
