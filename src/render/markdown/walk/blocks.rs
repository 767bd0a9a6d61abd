//! Headings and code blocks, which are known only when they end. Enter at [`MarkdownWalk::close_heading`] and [`MarkdownWalk::close_code`].

use super::state::{MarkdownWalk, OpenCode, OpenHeading};
use crate::diagnostic::{Diagnostic, Words};
use crate::render::highlight;
use crate::render::highlight::fence::{self, CodeFence};
use crate::render::markdown::heading::PageHeading;
use crate::render::markdown::options::AnchorLinks;
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use std::ops::Range;

impl<'t> MarkdownWalk<'_, 't> {
    pub(super) fn open_heading(&mut self, tag: Tag<'t>, range: Range<usize>) {
        self.heading = Some(OpenHeading {
            at: self.out.len(),
            title: String::new(),
            range,
        });
        self.out.push(Event::Start(tag));
        if matches!(
            self.input.options.anchor_links,
            AnchorLinks::Left | AnchorLinks::Heading
        ) {
            self.out.push(Event::Html("".into()));
        }
    }

    pub(super) fn open_code(&mut self, kind: &CodeBlockKind<'t>, range: Range<usize>) {
        let fence = match kind {
            CodeBlockKind::Fenced(info) => Some(CodeFence::read(
                self.filled(info).as_deref().unwrap_or(info),
            )),
            CodeBlockKind::Indented => None,
        };
        self.code = Some(OpenCode {
            fence,
            text: String::new(),
            range,
        });
    }

    pub(super) fn close_heading(&mut self, end: TagEnd) {
        let (Some(open), TagEnd::Heading(level)) = (self.heading.take(), end) else {
            self.out.push(Event::End(end));
            return;
        };
        let level = level as u32;
        let Event::Start(Tag::Heading { id, .. }) = &mut self.out[open.at] else {
            return;
        };
        let given = match id {
            Some(explicit) => explicit.to_string(),
            None => self
                .ids
                .give(self.input.options.anchors.anchor(&open.title)),
        };
        *id = Some(given.clone().into());
        self.anchor_link(&given, level, &open);
        self.out.push(Event::End(end));
        let permalink = format!("{}#{given}", self.input.permalink);
        self.headings.push(PageHeading {
            level,
            id: given,
            permalink,
            title: open.title,
            children: Vec::new(),
        });
    }

    pub(super) fn anchor_link(&mut self, id: &str, level: u32, open: &OpenHeading) {
        let mode = self.input.options.anchor_links;
        if mode == AnchorLinks::None {
            return;
        }
        let link = match self.input.host.anchor_link(id, level) {
            Ok(link) => link,
            Err(finding) => {
                let range = self.origins.range(&open.range);
                self.report(*finding, range);
                return;
            }
        };
        match mode {
            AnchorLinks::None => {}
            AnchorLinks::Left => self.out[open.at + 1] = Event::Html(link.into()),
            AnchorLinks::Right => self.out.push(Event::Html(link.into())),
            AnchorLinks::Heading => {
                let opening = link.find('>').map_or(link.as_str(), |end| &link[..=end]);
                self.out[open.at + 1] = Event::Html(opening.to_owned().into());
                self.out.push(Event::Html("</a>".into()));
            }
        }
    }

    pub(super) fn close_code(&mut self) {
        let Some(OpenCode { fence, text, range }) = self.code.take() else {
            return;
        };
        let html = match &self.input.options.highlighting {
            None => fence::plain(
                &text,
                fence.as_ref().and_then(|fence| fence.language.as_deref()),
            ),
            Some(colours) => {
                let fence = fence.unwrap_or_default();
                if let Some(language) = fence
                    .language
                    .as_deref()
                    .filter(|name| !colours.knows(name))
                {
                    self.report_language(language, range);
                }
                highlight::block(&text, &fence, colours)
            }
        };
        self.out.push(Event::Html(html.into()));
    }

    pub(super) fn report_language(&mut self, language: &str, range: Range<usize>) {
        let words = Words::new(
            format!("no grammar for the language `{language}`; the code is shown as plain text"),
            format!("没有 `{language}` 语言的语法，代码按纯文本显示"),
        );
        let strict = self
            .input
            .options
            .highlighting
            .as_ref()
            .is_some_and(|colours| colours.error_on_missing_language);
        let finding = if strict {
            Diagnostic::error("markdown", "unknown-language", words)
        } else {
            Diagnostic::warning("markdown", "unknown-language", words)
        };
        let range = self.origins.range(&range);
        self.report(finding, range.start..range.start);
    }
}
