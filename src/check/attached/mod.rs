//! Files beside the text: what stands in them, and what they say about who made them. Enter at [`read`].

mod exif;
mod image;
mod office;
mod pdf;

use crate::diagnostic::Words;

/// What is in a file.
#[derive(Debug, Default)]
pub(crate) struct AttachedText {
    /// What it says about its making, in English and Chinese.
    pub(crate) about: Vec<MakingNote>,
    /// Its words as far as they can be read.
    pub(crate) text: String,
    /// Why its words, or a part of them, could not be read.
    pub(crate) unread: Option<UnreadReason>,
}

/// Something that a file says about its making, in English and Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MakingNote {
    pub(crate) en: &'static str,
    pub(crate) zh: &'static str,
}

/// Why a file's words could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnreadReason {
    /// It is not what its name says, or it is damaged.
    Damaged,
    /// It asks for a password.
    Encrypted,
    /// It has more than is read.
    TooLarge,
    /// It holds pictures of pages and no words.
    Scanned,
    /// Pages of it are set in fonts that do not say what their letters are.
    Letters {
        /// The first of these pages, from 1.
        first: usize,
        /// How many there are.
        pages: usize,
    },
}

impl UnreadReason {
    /// In words.
    pub(crate) fn words(self) -> Words {
        match self {
            UnreadReason::Damaged => Words::new(
                "the file is damaged, or is no file of the kind that its name says: what could not be read was NOT checked",
                "文件损坏，或内容与扩展名不符，读不到的部分未经检查",
            ),
            UnreadReason::Encrypted => Words::new(
                "the file asks for a password: its words could not be read and were NOT checked",
                "文件设了密码，读不到其中的文字，未经检查",
            ),
            UnreadReason::TooLarge => Words::new(
                "the file has more than is read, so only its beginning was looked at",
                "文件过大，只检查了前面的部分",
            ),
            UnreadReason::Scanned => Words::new(
                "no words could be read in the file, which may be a scan: it was NOT checked",
                "文件中读不到文字，可能是扫描件，未经检查",
            ),
            UnreadReason::Letters { first, pages } => {
                let (more, others) = match pages {
                    1 => (String::new(), String::new()),
                    _ => (format!(" and {} more", pages - 1), format!("等{pages}页")),
                };
                Words::new(
                    format!(
                        "words on page {first}{more} could not be read, because the font does not say what its letters are: they were NOT checked"
                    ),
                    format!(
                        "第{first}页{others}有文字读不出来（字体没有编码表），这些文字未经检查"
                    ),
                )
            }
        }
    }
}

/// The most bytes that one file is unpacked to.
const BUDGET: u64 = 64 * 1024 * 1024;

const AUTHOR: MakingNote = MakingNote {
    en: "an author",
    zh: "作者",
};
const EDITOR: MakingNote = MakingNote {
    en: "who saved it last",
    zh: "最后修改人",
};
const COMPANY: MakingNote = MakingNote {
    en: "an organisation or manager",
    zh: "单位或主管",
};
const REVISIONS: MakingNote = MakingNote {
    en: "revisions or comments",
    zh: "修订或批注",
};
const HIDDEN: MakingNote = MakingNote {
    en: "hidden sheets or text",
    zh: "隐藏的工作表或文字",
};
const POSITION: MakingNote = MakingNote {
    en: "where the picture was taken",
    zh: "拍摄位置",
};

impl AttachedText {
    /// Notes what the file says about its making, once.
    fn tell(&mut self, what: MakingNote) {
        if !self.about.contains(&what) {
            self.about.push(what);
        }
    }

    /// Adds what a part of the file says.
    fn join(&mut self, part: AttachedText) {
        part.about.into_iter().for_each(|what| self.tell(what));
        if !part.text.is_empty() {
            self.text += &part.text;
            self.text.push('\n');
        }
        self.unread = self.unread.or(part.unread);
    }
}

/// Reads a file by its ending; `None` for what is no attachment.
pub(crate) fn read(path: &str, bytes: &[u8]) -> Option<AttachedText> {
    let ending = path.rsplit('.').next()?.to_ascii_lowercase();
    match ending.as_str() {
        "docx" | "docm" | "xlsx" | "xlsm" | "pptx" | "pptm" | "ofd" => Some(office::read(bytes)),
        "doc" | "xls" | "ppt" | "wps" | "et" | "dps" => Some(office::old(bytes)),
        "pdf" => Some(pdf::read(bytes)),
        _ => image::read(&ending, bytes, &mut image::CommentBudget::default()),
    }
}

/// The words of the first element of this name.
fn element<'x>(xml: &'x str, tag: &str) -> Option<&'x str> {
    let mut rest = xml;
    loop {
        let (_, behind) = rest.split_once(&format!("<{tag}"))?;
        // `<dc:creator>` and not `<dc:creators>`.
        if behind.starts_with(['>', ' ', '\n', '\r', '\t', '/']) {
            let (open, inner) = behind.split_once('>')?;
            return Some(if open.ends_with('/') {
                ""
            } else {
                inner.split("</").next().unwrap_or("")
            });
        }
        rest = behind;
    }
}

/// Whether an element of this name holds words.
fn holds(xml: &str, tag: &str) -> bool {
    element(xml, tag).is_some_and(|inner| {
        let mut words = inner.split('<').map(|piece| {
            let behind = piece.split_once('>').map(|(_, words)| words);
            behind.unwrap_or(piece).trim()
        });
        words.any(|word| !word.is_empty())
    })
}

/// What an XMP packet says about the making of the file that holds it.
fn xmp(packet: &str) -> AttachedText {
    let mut out = AttachedText::default();
    // A packet writes a property as an element or as an attribute, and programs use both. It is read by its words and not as XML, because
    // it may be cut off, and because all that is asked is whether something is said at all.
    let attribute = |name: &str| {
        let found = packet.split_once(&format!("{name}=\""));
        found.is_some_and(|(_, rest)| !rest.starts_with('"'))
    };
    for name in [
        "dc:creator",
        "pdf:Author",
        "photoshop:Credit",
        "xmpRights:Owner",
    ] {
        if holds(packet, name) || attribute(name) {
            out.tell(AUTHOR);
        }
    }
    for name in [
        "exif:GPSLatitude",
        "Iptc4xmpCore:Location",
        "photoshop:City",
    ] {
        if holds(packet, name) || attribute(name) {
            out.tell(POSITION);
        }
    }
    out
}

#[cfg(test)]
pub(crate) mod tests;
