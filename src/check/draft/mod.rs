//! What a rule for one report sees: the text in blocks with their places, front matter, terms, and the site where there is one.
//! Enter at [`ReportDraft`].

mod assembled;
mod facts;
mod lines;
mod locate;

use super::finding::Finding;
use super::terms::{RuleTerms, SpottedTerms};
use crate::content::front_matter::{self, SplitFile};
use crate::diagnostic::{Diagnostic, Level, Place, Words};
use crate::import::{self, ImportStudy, ImportedHeading, LineRole, OutlineBlock, ReportOutline};
use crate::report::find::name::names_of_bodies;
use crate::report::find::part::{FoundParts, PartSections};
use crate::report::find::quantity::{TextQuantity, quantities};
use crate::report::profile::ReportKind as Form;
use crate::report::text::segment::sentences;
use crate::report::{BodyKind, Comparison, Report, ReportingBody, Reports, Status};
use crate::tree::{Node, TreeOrigin, TreeValue};
pub(crate) use facts::DraftFacts;
pub(crate) use lines::LineMap;
use locate::WordLocator;
use std::ops::Range;
use std::sync::OnceLock;

/// A report of the site with all that the site knows of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SiteKnowledge<'a> {
    /// The report.
    pub(crate) report: &'a Report,
    /// Whose it is.
    pub(crate) body: &'a ReportingBody,
    /// All reports, bodies and indicators.
    pub(crate) world: &'a Reports,
    /// The comparison with the report before.
    pub(crate) comparison: Option<&'a Comparison>,
}

/// The front matter's `report:` mapping.
#[derive(Debug)]
pub(crate) struct ReportFront {
    /// Its values.
    pub(crate) node: Node,
    /// Where they come from.
    pub(crate) origin: TreeOrigin,
}

/// One report as its rules see it.
#[derive(Debug)]
pub(crate) struct ReportDraft<'a> {
    /// Its file, as shown.
    pub(crate) file: String,
    /// The file as decoded; `None` for packed formats.
    pub(crate) text: Option<String>,
    /// The text in lines, with its headings.
    pub(crate) outline: ReportOutline,
    /// What is known of it beside its text.
    pub(crate) facts: DraftFacts,
    /// The words of laws, offices and official language.
    pub(crate) terms: &'a RuleTerms,
    /// The front matter, where there is one.
    pub(crate) front: Option<ReportFront>,
    /// The site's knowledge, where the report belongs to one.
    pub(crate) known: Option<SiteKnowledge<'a>>,
    locator: WordLocator,
    /// The sentences of every block, once a rule asks.
    sentences: OnceLock<Vec<Vec<Range<usize>>>>,
    /// The sections that speak of no results, once a rule asks.
    no_results: OnceLock<PartSections>,
    /// The words of the terms that stand in it, once a rule asks.
    spotted: OnceLock<SpottedTerms>,
    /// The numbers of every block, once a rule asks.
    quantities: OnceLock<Vec<Vec<TextQuantity>>>,
}

/// A sentence of a block.
#[derive(Debug, Clone)]
pub(crate) struct DraftSentence<'d> {
    /// Index of the block.
    pub(crate) at: usize,
    /// The block.
    pub(crate) block: &'d OutlineBlock,
    /// Bytes of the block's text.
    pub(crate) range: Range<usize>,
}

impl<'d> DraftSentence<'d> {
    /// Its words.
    pub(crate) fn words(&self) -> &'d str {
        &self.block.line.text[self.range.clone()]
    }
}

impl<'a> ReportDraft<'a> {
    /// A file on its own.
    pub(crate) fn bare(
        name: &str,
        bytes: &[u8],
        profile: &Form,
        terms: &'a RuleTerms,
    ) -> ReportDraft<'a> {
        ReportDraft::of_study(import::study(name, bytes, profile), terms)
    }

    /// A file on its own that was read already.
    pub(crate) fn of_study(study: ImportStudy, terms: &'a RuleTerms) -> ReportDraft<'a> {
        let name = study.report.file.as_str();
        let text = study.text.as_deref();
        let split = text.and_then(|text| split_front(name, text));
        let locator = WordLocator::of_file(name, text.unwrap_or(""), &study.outline);
        ReportDraft {
            file: name.to_owned(),
            front: split.and_then(report_front),
            facts: DraftFacts::of_import(&study),
            locator,
            outline: study.outline,
            text: study.text,
            terms,
            known: None,
            sentences: OnceLock::new(),
            no_results: OnceLock::new(),
            spotted: OnceLock::new(),
            quantities: OnceLock::new(),
        }
    }

    /// A report of the site: the text is the one that the build read, and the file is only asked for places.
    pub(crate) fn of_site(
        file: &str,
        source: &str,
        known: SiteKnowledge<'a>,
        terms: &'a RuleTerms,
    ) -> ReportDraft<'a> {
        let split = split_front(file, source);
        let body = split.as_ref().map_or(0, |split| split.body.start);
        let laid = assembled::laid_out(known.report, source, body);
        // Fixes are places in the text as decoded, in a site and out of it.
        let text = import::decode::decode(source.as_bytes()).text;
        let starts = assembled::decoded_starts(source, &laid.starts);
        let rules = known.world.profiles.of(known.report).reading();
        let notes = import::text_notes(&source[body..], &laid.outline, rules);
        ReportDraft {
            file: file.to_owned(),
            front: split.and_then(report_front),
            facts: DraftFacts {
                notes,
                is_unread: laid.outline.blocks.is_empty(),
                ..assembled::facts_of(known.report, &laid.outline)
            },
            locator: WordLocator::of_starts(file, &text, &laid.outline, &starts),
            outline: laid.outline,
            text: Some(text),
            terms,
            known: Some(known),
            sentences: OnceLock::new(),
            no_results: OnceLock::new(),
            spotted: OnceLock::new(),
            quantities: OnceLock::new(),
        }
    }

    /// The year reported on.
    pub(crate) fn year(&self) -> Option<i32> {
        let known = self.known.map(|known| i32::from(known.report.year));
        known.or(self.facts.year)
    }

    /// What a report of this kind must have.
    pub(crate) fn profile(&self) -> &Form {
        match self.known {
            Some(known) => known.world.profiles.of(known.report),
            None => Form::embedded(&self.facts.kind_id).unwrap_or_else(|| Form::default_profile()),
        }
    }

    /// The paths of the sections that hold a part: as declared, else as found in the text.
    pub(crate) fn part(&self, id: &str) -> &[String] {
        let held = self.parts().iter().find(|(part, _)| part == id);
        held.map_or(&[], |(_, paths)| paths)
    }

    /// The parts with their sections.
    fn parts(&self) -> &FoundParts {
        self.known
            .map_or(&self.facts.parts, |known| &known.report.parts)
    }

    /// Whether it is a report on law-based government, whose parts import knows by more words than a profile lists.
    pub(crate) fn is_default_kind(&self) -> bool {
        self.profile().id == Form::default_profile().id
    }

    /// The day of signing, as `YYYY-MM-DD`.
    pub(crate) fn signed_on(&self) -> Option<String> {
        let known = self.known.and_then(|known| known.report.signed_on);
        let read = self.facts.signed.as_ref();
        known
            .map(|day| day.to_string())
            .or_else(|| read.and_then(|signed| signed.date.clone()))
    }

    /// What kind of body reports: `town`, `street`, `county`, `city`, `province` or `dept`; `None` where nothing tells.
    pub(crate) fn level(&self) -> Option<&'static str> {
        match self.known.map(|known| known.body.kind) {
            Some(BodyKind::Town) => Some("town"),
            Some(BodyKind::Street) => Some("street"),
            Some(BodyKind::County) => Some("county"),
            Some(BodyKind::Department) => Some("dept"),
            None => self.facts.level,
        }
    }

    /// What the body is called: its full names, and the short ones inside them.
    pub(crate) fn own_names(&self) -> Vec<String> {
        let facts = &self.facts;
        let signed = facts
            .signed
            .as_ref()
            .and_then(|signed| signed.body.as_deref());
        let known = self
            .known
            .map(|known| [known.body.full_name.as_str(), known.body.name.as_str()]);
        let full = [facts.body.as_deref(), signed, facts.issuer.as_deref()]
            .into_iter()
            .flatten()
            .chain(known.into_iter().flatten());
        names_of_bodies(full)
    }

    /// Whether it may still be mended.
    ///
    /// A report is published unless its front matter says that it is a draft, in a site and out of it; a text without one is a draft.
    pub(crate) fn is_draft(&self) -> bool {
        if let Some(known) = self.known {
            return known.report.status == Status::Draft;
        }
        let Some(front) = &self.front else {
            return true;
        };
        let status = front.node.get("status").or_else(|| front.node.get("状态"));
        status.is_some_and(|status| {
            matches!(&status.value, TreeValue::Text(word) if word == "draft" || word == "草稿")
        })
    }

    /// Blocks of the text with their indices: paragraphs and headings, without title, signature and covering letter.
    pub(crate) fn body(&self) -> impl Iterator<Item = (usize, &OutlineBlock)> {
        let blocks = self.outline.blocks.iter().enumerate();
        blocks.filter(|(_, block)| block.role == LineRole::Body)
    }

    /// Sentences of the text.
    pub(crate) fn lines(&self) -> impl Iterator<Item = DraftSentence<'_>> {
        let cut = self.sentences.get_or_init(|| {
            let blocks = self.outline.blocks.iter();
            blocks.map(|block| sentences(&block.line.text)).collect()
        });
        self.body().flat_map(move |(at, block)| {
            let ranges = cut[at].iter().cloned();
            ranges.map(move |range| DraftSentence { at, block, range })
        })
    }

    /// The heading that a block is or begins with.
    pub(crate) fn heading(&self, block: &OutlineBlock) -> Option<&ImportedHeading> {
        block.heading.map(|index| &self.outline.headings[index])
    }

    /// The block that holds a heading, with its index.
    pub(crate) fn block_of(&self, heading: usize) -> Option<(usize, &OutlineBlock)> {
        let mut blocks = self.outline.blocks.iter().enumerate();
        blocks.find(|(_, block)| block.heading == Some(heading))
    }

    /// Whether a block speaks of results: it stands neither in the plan nor among the shortcomings.
    pub(crate) fn reports_results(&self, block: &OutlineBlock) -> bool {
        let no_results = self.no_results.get_or_init(|| {
            PartSections::of(self.part("plan").iter().chain(self.part("shortcomings")))
        });
        !no_results.holds(&block.section)
    }

    /// The numbers with units of a block.
    pub(crate) fn quantities(&self, at: usize) -> &[TextQuantity] {
        let all = self.quantities.get_or_init(|| {
            let blocks = self.outline.blocks.iter();
            blocks.map(|block| quantities(&block.line.text)).collect()
        });
        &all[at]
    }

    /// The words of the terms that stand in its blocks.
    pub(crate) fn spotted(&self) -> &SpottedTerms {
        let blocks = self.outline.blocks.iter();
        let texts = blocks.map(|block| block.line.text.as_str());
        self.spotted.get_or_init(|| self.terms.spots().find(texts))
    }

    /// The place of bytes of a block's text.
    pub(crate) fn place(&self, at: usize, range: Range<usize>) -> Place {
        match self.outline.blocks.get(at) {
            Some(block) => {
                let text = self.text.as_deref();
                self.locator.place(text, at, &block.line, range)
            }
            None => self.whole(),
        }
    }

    /// The same bytes in the file's text; `None` where markup stands between them, or where the file is no text.
    pub(crate) fn source(&self, at: usize, range: Range<usize>) -> Option<Range<usize>> {
        let text = self.text.as_deref()?;
        let words = &self.outline.blocks.get(at)?.line.text;
        let found = self.locator.source(text, at, words, range)?;
        // The address of a link is no word of the text.
        Some(found).filter(|found| !text[found.clone()].contains("]("))
    }

    /// The whole file.
    pub(crate) fn whole(&self) -> Place {
        Place::file(self.file.as_str())
    }

    /// The place of a key of the front matter, or the whole file.
    pub(crate) fn key(&self, name: &str) -> Place {
        let found = self
            .front
            .as_ref()
            .and_then(|front| Some(front.origin.place(&front.node.get(name)?.at)));
        found.unwrap_or_else(|| self.whole())
    }

    /// What reading the file noticed.
    pub(crate) fn notes(&self) -> Vec<Finding> {
        // Front matter says of what kind it is; import looks for one kind only.
        let other = |name: &str| self.known.is_some() && name == "other-kind";
        let notes = self.facts.notes.iter();
        notes
            .filter(|note| !other(note.name))
            .map(|note| {
                let words = Words::new(&*note.message, &*note.message_zh);
                // Of what cannot be read nothing was checked.
                let unread = self.facts.is_unread;
                let level = if note.code == "I01" || unread {
                    Level::Error
                } else {
                    Level::Warning
                };
                let one = Diagnostic {
                    level,
                    ..Diagnostic::error(note.code, note.name, words)
                };
                Finding::new(one.at(self.whole()))
            })
            .collect()
    }
}

/// The front matter of a content file.
fn split_front(file: &str, text: &str) -> Option<SplitFile> {
    if !file.ends_with(".md") {
        return None;
    }
    front_matter::split(file, text).ok()
}

/// The `report:` mapping of front matter.
fn report_front(split: SplitFile) -> Option<ReportFront> {
    let node = split
        .front
        .get("report")
        .or_else(|| split.front.get("报告"))?
        .clone();
    Some(ReportFront {
        node,
        origin: split.origin,
    })
}
