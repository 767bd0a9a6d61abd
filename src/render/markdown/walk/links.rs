//! Links: addresses resolved, collected for checking. Enter at [`MarkdownWalk::link`].

use super::state::{MarkdownWalk, ParsedLink};
use crate::diagnostic::{Diagnostic, Level, Words};
use crate::render::markdown::body::{ExternalLink, InternalLink};
use crate::render::markdown::link::{self, LinkTarget};
use pulldown_cmark::{CowStr, Event, LinkType, Tag};
use std::ops::Range;

impl<'t> ParsedLink<'t> {
    /// The opening event, to another address where one is given.
    fn start(self, address: Option<String>) -> Event<'t> {
        let dest_url = address.map_or(self.target, CowStr::from);
        Event::Start(Tag::Link {
            link_type: self.kind,
            dest_url,
            title: self.title,
            id: self.id,
        })
    }
}

impl<'t> MarkdownWalk<'_, 't> {
    pub(super) fn link(&mut self, link: ParsedLink<'t>, range: Range<usize>) {
        if link.kind == LinkType::Email {
            self.out.push(link.start(None));
            return;
        }
        let range = self.origins.range(&range);
        match link::classify(&link.target) {
            LinkTarget::Empty => {
                let words = Words::new("a link has no target", "链接没有目标地址");
                self.report(Diagnostic::error("markdown", "empty-link", words), range);
                self.out.push(link.start(None));
            }
            LinkTarget::Content { path, anchor } => {
                let address = self.internal(path, anchor, &link.target, range);
                self.out.push(link.start(address));
            }
            LinkTarget::Own(anchor) => {
                let anchor = link::decode(anchor);
                self.body.internal_links.push(InternalLink {
                    target: None,
                    anchor: Some(anchor),
                    range,
                });
                let address = format!("{}{}", self.input.permalink, link.target);
                self.out.push(link.start(Some(address)));
            }
            LinkTarget::External => {
                self.body.external_links.push(ExternalLink {
                    url: link.target.to_string(),
                    range,
                });
                let tag = link::external_tag(
                    &link.target,
                    &link.title,
                    &self.input.options.external_links,
                );
                self.out.push(
                    tag.map_or_else(|| link.start(None), |tag| Event::InlineHtml(tag.into())),
                );
            }
            LinkTarget::Relative => {
                let address = format!("{}{}", self.input.permalink, link.target);
                self.out.push(link.start(Some(address)));
            }
            LinkTarget::Fixed => self.out.push(link.start(None)),
        }
    }

    /// The address of a content file; `None` where there is no such file, which is reported.
    pub(super) fn internal(
        &mut self,
        path: String,
        anchor: Option<&str>,
        written: &str,
        range: Range<usize>,
    ) -> Option<String> {
        let Some(mut address) = self.input.host.resolve(&path) else {
            let words = Words::new(
                format!("the link `{written}` leads to a file that does not exist"),
                format!("链接 `{written}` 指向的文件不存在"),
            );
            let finding = match self.input.options.broken_links {
                Level::Error => Diagnostic::error("markdown", "broken-link", words),
                _ => Diagnostic::warning("markdown", "broken-link", words),
            };
            let hint = Words::new(
                "`@/` stands for `content/`: write the file's path below it, with its ending",
                "`@/` 代表 `content/`：请写其下的文件路径，带扩展名",
            );
            self.report(finding.hint(hint), range);
            return None;
        };
        if let Some(anchor) = anchor {
            address.push('#');
            address.push_str(anchor);
        }
        let anchor = anchor.map(link::decode);
        self.body.internal_links.push(InternalLink {
            target: Some(path),
            anchor,
            range,
        });
        Some(address)
    }
}
