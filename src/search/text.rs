//! A body without its tags. Enter at [`plain_text`].

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// Elements within a line; every other tag ends a word.
const WITHIN_A_LINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u", "wbr",
];

/// Whether cells and other blocks that stand in one line of HTML are words apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockSpacing {
    /// `受理` and `15` in neighbouring cells are two words.
    Apart,
    /// They are one, as in the indexes of Zola.
    AsWritten,
}

/// The text of HTML, one line for each of its lines, or of its blocks; code blocks, scripts and style sheets are left out.
pub(super) fn plain_text(html: &str, blocks: BlockSpacing) -> String {
    let sink = SearchText(RefCell::new(ReadHtml {
        text: String::new(),
        silent: 0,
        blocks,
    }));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let read = tokenizer.sink.0.into_inner();
    let lines = read.text.lines().map(str::trim);
    let kept: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    kept.join("\n")
}

struct SearchText(RefCell<ReadHtml>);

struct ReadHtml {
    text: String,
    /// How many elements are open whose text does not count.
    silent: usize,
    blocks: BlockSpacing,
}

impl TokenSink for SearchText {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut read = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) if read.silent == 0 => read.text.push_str(&text),
            Token::TagToken(tag) => return read.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl ReadHtml {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let parts = self.blocks == BlockSpacing::Apart && !WITHIN_A_LINE.contains(&name);
        if parts && self.silent == 0 {
            self.text.push('\n');
        }
        if !matches!(name, "pre" | "script" | "style") {
            return TokenSinkResult::Continue;
        }
        if tag.kind == TagKind::EndTag {
            self.silent = self.silent.saturating_sub(1);
            return TokenSinkResult::Continue;
        }
        self.silent += 1;
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" => TokenSinkResult::RawData(RawKind::Rawtext),
            _ => TokenSinkResult::Continue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BlockSpacing, plain_text};

    #[test]
    fn tags_code_blocks_scripts_and_style_sheets_are_dropped() {
        let html = "<p>A <strong>b</strong>c. <script>if (a<b) x()</script></p>\n<pre><code>x &lt; y</code></pre>\n<style>p{}</style><ul>\n<li>one</li>\n<li>two &amp; <code>three</code></li>\n</ul>\n";
        for blocks in [BlockSpacing::Apart, BlockSpacing::AsWritten] {
            assert_eq!(plain_text(html, blocks), "A bc.\none\ntwo & three");
        }
    }

    #[test]
    fn cells_are_words_of_their_own_unless_the_index_shall_be_zolas() {
        let html = "<table><tr><td>受理</td><td>15</td></tr></table>甲<br>乙";
        assert_eq!(plain_text(html, BlockSpacing::Apart), "受理\n15\n甲\n乙");
        assert_eq!(plain_text(html, BlockSpacing::AsWritten), "受理15甲乙");
    }
}
