//! Code is cut into tokens by a grammar, line by line. Enter at [`tokens`].

use super::pattern::{GrammarPattern, Spans, filled};
use super::state::{HeldPattern, LineCursor, NextMatch, OpenStretch, named, span, start};
use super::{Captures, EndPattern, GrammarItem, GrammarLanguage, MatchWay, SiteGrammars};
use crate::render::highlight::scopes::{Scopes, TokenScope};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// Open stretches within one another.
const DEEPEST: usize = 100;
/// Groups that are looked through within one another; such a group may hold the very text that it is in.
const DEEPEST_GROUP: usize = 16;
/// Searches that took too many steps, after which the rest of the code has no colours.
const MOST_TROUBLES: usize = 5;
/// Work for each byte of the code, and for any code; a search is at least two of it.
const WORK: (usize, usize) = (64, 50_000);
/// Rules within a rule that are one piece of work to go through.
const RULES_A_PIECE: usize = 16;
/// Work for a pattern that is compiled anew, besides each of its bytes.
const COMPILED: usize = 200;
/// Bytes of a line that is looked at; longer ones are no code that anyone reads.
const LONGEST_LINE: usize = 10_000;
/// Matches in which the position stays the same.
const MOST_IDLE: usize = 20;

/// The tokens of a text, which together are the text.
pub(in crate::render::highlight) fn tokens(
    code: &str,
    grammars: &SiteGrammars,
    language: &GrammarLanguage,
) -> Vec<(TokenScope, Range<usize>)> {
    // As in the editors whose grammars these are, the text is read line by line with a stack of open stretches. At each
    // position the earliest match wins, of the end of the innermost stretch and of all rules that may begin within it;
    // what is passed over gets the names of the stretch. What a pattern found in a line is kept until the position has
    // passed it, so that n patterns on a line with m tokens are searched about n + m times and not n × m times. The work
    // is bounded beforehand in proportion to the code: a grammar comes with a site and may be as slow as its author made
    // it, but a build must end.
    let root: Scopes = Arc::from(vec![Arc::clone(&language.scope)]);
    let mut run = LineRun {
        code,
        grammars,
        base: language.root,
        from: 0,
        out: Vec::new(),
        work: code.len() * WORK.0 + WORK.1,
        troubles: 0,
        depth: 0,
        candidates: BTreeMap::new(),
        found: BTreeMap::new(),
        made: Vec::new(),
    };
    let mut stack = vec![OpenStretch::new(language.root, root)];
    let mut from = 0;
    for (number, line) in code.split('\n').enumerate() {
        run.from = from;
        run.found.clear();
        run.made.clear();
        let text = format!("{line}\n");
        let mut at = LineCursor {
            at: 0,
            anchor: None,
            first_line: number == 0,
        };
        if text.len() > LONGEST_LINE {
            run.put_token(0..text.len(), &stack[0].inner);
        } else {
            run.resume_stretches(&text, &mut at, &mut stack);
            run.scan_line(&text, at, &mut stack);
        }
        from += line.len() + 1;
    }
    run.out
}

/// From where a pattern was looked for, and what it found.
type Search = (usize, Option<Rc<Spans>>);

struct LineRun<'g, 'c> {
    code: &'c str,
    grammars: &'g SiteGrammars,
    base: usize,
    /// Where the line begins in the code.
    from: usize,
    out: Vec<(TokenScope, Range<usize>)>,
    /// That may still be done.
    work: usize,
    troubles: usize,
    /// Groups that are being looked through.
    depth: usize,
    /// Rules to be tried within a rule, groups and inclusions opened.
    candidates: BTreeMap<usize, Rc<[usize]>>,
    /// What patterns found in this line, by their address and anchor; from where they searched.
    found: BTreeMap<(usize, bool), Search>,
    /// Patterns made in this line; while they are held, no other comes to the same address.
    made: Vec<Rc<GrammarPattern>>,
}

impl<'g> LineRun<'g, '_> {
    fn is_spent(&self) -> bool {
        self.troubles > MOST_TROUBLES || self.work == 0
    }

    /// Appends a stretch of the line; the same names grow together.
    fn put_token(&mut self, range: Range<usize>, scopes: &Scopes) {
        let end = (self.from + range.end).min(self.code.len());
        let range = (self.from + range.start).min(end)..end;
        if range.is_empty() {
            return;
        }
        match self.out.last_mut() {
            Some((TokenScope::Scopes(last), known)) if last == scopes => known.end = range.end,
            _ => self
                .out
                .push((TokenScope::Scopes(Arc::clone(scopes)), range)),
        }
    }

    fn search_pattern(
        &mut self,
        pattern: &GrammarPattern,
        line: &str,
        cursor: LineCursor,
    ) -> Option<Rc<Spans>> {
        let anchors = cursor.anchors();
        let key = (std::ptr::from_ref(pattern) as usize, anchors.first_line);
        // A find of an earlier search still counts if it lies at or behind the cursor, and so does the news that there
        // is none. What `\\G` allows depends on where the search begins, so that finds of such patterns are never kept.
        if !pattern.is_anchored
            && let Some((from, spans)) = self.found.get(&key)
            && *from <= cursor.at
            && spans.as_ref().is_none_or(|spans| start(spans) >= cursor.at)
        {
            return spans.clone();
        }
        if self.is_spent() {
            return None;
        }
        let spans = pattern
            .search(line, cursor.at, anchors, &mut self.work)
            .unwrap_or_else(|()| {
                self.troubles += 1;
                None
            });
        let spans = spans.map(Rc::new);
        if !pattern.is_anchored {
            self.found.insert(key, (cursor.at, spans.clone()));
        }
        spans
    }

    /// Closes the stretches that this line does not go on.
    fn resume_stretches(
        &mut self,
        line: &str,
        cursor: &mut LineCursor,
        stack: &mut Vec<OpenStretch<'g>>,
    ) {
        let grammars = self.grammars;
        for index in 1..stack.len() {
            let frame = &stack[index];
            let MatchWay::While { again_captures, .. } = &grammars.rules[frame.rule].way else {
                continue;
            };
            let (edge, outer) = (frame.edge.clone(), Arc::clone(&frame.outer));
            let spans = edge.and_then(|edge| self.search_pattern(edge.pattern(), line, *cursor));
            let Some(spans) = spans else {
                stack.truncate(index);
                return;
            };
            let whole = span(&spans);
            self.put_token(cursor.at..whole.start, &outer);
            self.put_captured(line, &spans, again_captures, &outer);
            cursor.at = whole.end;
            cursor.anchor = Some(whole.end);
        }
    }

    /// One line from the cursor on.
    fn scan_line(&mut self, line: &str, mut cursor: LineCursor, stack: &mut Vec<OpenStretch<'g>>) {
        let mut idle = 0;
        while let Some((next, spans)) = self.next_match(line, cursor, stack) {
            let whole = span(&spans);
            let inner = stack.last().map(|frame| Arc::clone(&frame.inner));
            if let Some(inner) = &inner {
                self.put_token(cursor.at..whole.start, inner);
            }
            idle = if whole.end > cursor.at { 0 } else { idle + 1 };
            cursor.at = whole.end;
            match next {
                NextMatch::Edge => self.close_stretch(line, &spans, stack),
                NextMatch::Rule(rule) => self.open_stretch(line, &spans, rule, stack),
            }
            cursor.anchor = Some(whole.end);
            // Matches of no length may open and close stretches for ever. After twenty of them at one place
            // one character is taken as it is.
            if idle > MOST_IDLE {
                let Some(letter) = line[cursor.at..].chars().next() else {
                    break;
                };
                let end = cursor.at + letter.len_utf8();
                self.put_token(cursor.at..end, &inner.unwrap_or_else(|| Arc::from([])));
                cursor.at = end;
                idle = 0;
            }
        }
        if let Some(frame) = stack.last() {
            let inner = Arc::clone(&frame.inner);
            self.put_token(cursor.at..line.len(), &inner);
        }
    }

    /// The earliest match; of several at one place, the first in the order of the grammar.
    fn next_match(
        &mut self,
        line: &str,
        cursor: LineCursor,
        stack: &[OpenStretch<'g>],
    ) -> Option<(NextMatch, Rc<Spans>)> {
        let frame = stack.last()?;
        let grammars = self.grammars;
        let (is_span, end_is_last) = match &grammars.rules[frame.rule].way {
            MatchWay::Span { end_is_last, .. } => (true, *end_is_last),
            _ => (false, false),
        };
        let mut best: Option<(NextMatch, Rc<Spans>)> = None;
        let better = |best: &Option<(NextMatch, Rc<Spans>)>, spans: &Spans| {
            best.as_ref()
                .is_none_or(|(_, known)| start(spans) < start(known))
        };
        let edge = frame.edge.clone().filter(|_| is_span);
        let edge = edge.and_then(|edge| self.search_pattern(edge.pattern(), line, cursor));
        if let (Some(spans), false) = (&edge, end_is_last) {
            best = Some((NextMatch::Edge, Rc::clone(spans)));
        }
        // Rules stand in the order of the grammar and a later one must begin strictly earlier to win, so that of two at
        // one place the first counts. An end counts before all rules, unless the grammar says that it comes last
        // (`applyEndPatternLast`).
        let candidates = self.rules_within(frame.rule);
        let passed = candidates.len() / RULES_A_PIECE;
        self.work = self.work.saturating_sub(passed);
        for rule in candidates.iter() {
            let pattern = match &grammars.rules[*rule].way {
                MatchWay::Match(pattern, _) => pattern,
                MatchWay::Span { begin, .. } | MatchWay::While { begin, .. } => begin,
                MatchWay::Group => continue,
            };
            if let Some(spans) = self.search_pattern(pattern, line, cursor)
                && better(&best, &spans)
            {
                best = Some((NextMatch::Rule(*rule), spans));
            }
        }
        match edge {
            Some(spans) if end_is_last && better(&best, &spans) => Some((NextMatch::Edge, spans)),
            _ => best,
        }
    }

    /// The rules to be tried within a rule.
    fn rules_within(&mut self, rule: usize) -> Rc<[usize]> {
        if let Some(known) = self.candidates.get(&rule) {
            return Rc::clone(known);
        }
        let (mut rules, mut seen) = (Vec::new(), BTreeSet::new());
        // Groups are opened in place, from the front, with a stack that holds what is still to come in reverse. A rule
        // is noted once however many groups include it, so that groups that include one another end.
        let mut open: Vec<&GrammarItem> = self.grammars.rules[rule].patterns.iter().rev().collect();
        while let Some(item) = open.pop() {
            let number = match item {
                GrammarItem::Rule(number) => *number,
                GrammarItem::Base => self.base,
                GrammarItem::Foreign(..) => continue,
            };
            if !seen.insert(number) {
                continue;
            }
            let inner = &self.grammars.rules[number];
            match inner.way {
                MatchWay::Group => open.extend(inner.patterns.iter().rev()),
                _ => rules.push(number),
            }
        }
        let rules: Rc<[usize]> = rules.into();
        self.candidates.insert(rule, Rc::clone(&rules));
        rules
    }

    fn close_stretch(&mut self, line: &str, spans: &Spans, stack: &mut Vec<OpenStretch<'g>>) {
        let grammars = self.grammars;
        let Some(frame) = stack.pop() else { return };
        if let MatchWay::Span { end_captures, .. } = &grammars.rules[frame.rule].way {
            self.put_captured(line, spans, end_captures, &frame.outer);
        }
    }

    fn open_stretch(
        &mut self,
        line: &str,
        spans: &Spans,
        number: usize,
        stack: &mut Vec<OpenStretch<'g>>,
    ) {
        let grammars = self.grammars;
        let rule = &grammars.rules[number];
        let Some(above) = stack.last() else { return };
        let outer = named(&above.inner, rule.name.as_deref(), line, spans);
        let (captures, edge) = match &rule.way {
            MatchWay::Group => return,
            MatchWay::Match(_, captures) => (captures, None),
            MatchWay::Span {
                begin_captures,
                end,
                ..
            } => (begin_captures, Some(end)),
            MatchWay::While {
                begin_captures,
                again,
                ..
            } => (begin_captures, Some(again)),
        };
        self.put_captured(line, spans, captures, &outer);
        let Some(edge) = edge.filter(|_| stack.len() < DEEPEST) else {
            return;
        };
        let edge = match edge {
            EndPattern::Fixed(pattern) => Some(HeldPattern::Fixed(pattern)),
            EndPattern::Made(source) => {
                let source = filled(source, line, spans);
                self.work = self.work.saturating_sub(COMPILED + source.len());
                let made = GrammarPattern::new(&source).ok();
                made.map(|pattern| {
                    let pattern = Rc::new(pattern);
                    self.made.push(Rc::clone(&pattern));
                    HeldPattern::Made(pattern)
                })
            }
        };
        let inner = named(&outer, rule.content_name.as_deref(), line, spans);
        stack.push(OpenStretch {
            rule: number,
            outer,
            inner,
            edge,
        });
    }

    /// The tokens of a match, by what its groups are called.
    fn put_captured(&mut self, line: &str, spans: &Spans, captures: &Captures, scopes: &Scopes) {
        let whole = span(spans);
        let mut at = whole.start;
        let mut open: Vec<(Scopes, usize)> = vec![(Arc::clone(scopes), whole.end)];
        for (group, capture) in captures {
            let Some(range) = spans.get(*group).cloned().flatten() else {
                continue;
            };
            let range = range.start.max(at)..range.end.min(whole.end);
            if range.is_empty() {
                continue;
            }
            while open.len() > 1 && open.last().is_some_and(|(_, end)| *end <= range.start) {
                if let Some((scopes, end)) = open.pop() {
                    self.put_token(at..end, &scopes);
                    at = at.max(end);
                }
            }
            let around = open
                .last()
                .map_or_else(|| Arc::clone(scopes), |(last, _)| Arc::clone(last));
            self.put_token(at..range.start, &around);
            at = range.start;
            let inner = named(&around, capture.name.as_deref(), line, spans);
            match capture.patterns.filter(|_| self.depth < DEEPEST_GROUP) {
                Some(rule) => {
                    self.look_through(&line[..range.end], range.start, rule, inner);
                    at = range.end;
                }
                None => open.push((inner, range.end)),
            }
        }
        while let Some((scopes, end)) = open.pop() {
            if end > at {
                self.put_token(at..end, &scopes);
                at = end;
            }
        }
    }

    /// What a group holds, by rules of its own; what they found elsewhere in the line does not count.
    fn look_through(&mut self, text: &str, at: usize, rule: usize, scopes: Scopes) {
        if self.is_spent() {
            self.put_token(at..text.len(), &scopes);
            return;
        }
        let known = std::mem::take(&mut self.found);
        let cursor = LineCursor {
            at,
            anchor: Some(at),
            first_line: false,
        };
        self.depth += 1;
        self.scan_line(text, cursor, &mut vec![OpenStretch::new(rule, scopes)]);
        self.depth -= 1;
        self.found = known;
    }
}
