//! Word files (.docx) as lines: paragraphs with their automatic numbers, tables, pictures. Enter at [`page`].

use super::numbering::{NumberCounters, NumberingDefinitions};
use super::page::{PageLine, PageNote, ReadFile};
use super::word_text::{WordParagraph, WordText};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The most that the parts of one file may unpack to. The longest reports with pictures are below a tenth of it.
const BUDGET: u64 = 64 * 1024 * 1024;

/// Reads a Word file. What cannot be read, or may not be taken over unseen, is a refusal among the page's notes.
pub(crate) fn page(bytes: &[u8]) -> ReadFile {
    match parts(bytes) {
        Ok(parts) => read(&parts),
        Err(note) => ReadFile {
            notes: vec![note],
            ..ReadFile::default()
        },
    }
}

/// The parts of the archive that hold words, and its pictures.
type Parts = BTreeMap<String, Vec<u8>>;

fn parts(bytes: &[u8]) -> Result<Parts, PageNote> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken(bytes))?;
    let mut parts = Parts::new();
    let mut left = BUDGET;
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(|_| broken(bytes))?;
        let name = file
            .name()
            .map(std::borrow::Cow::into_owned)
            .map_err(|_| broken(bytes))?;
        let wanted = matches!(
            name.as_str(),
            "word/document.xml"
                | "word/numbering.xml"
                | "word/styles.xml"
                | "word/_rels/document.xml.rels"
        );
        if !wanted && !name.starts_with("word/media/") {
            continue;
        }
        let mut content = Vec::new();
        // One byte above the budget tells a file that fills it from one that breaks it.
        file.by_ref()
            .take(left + 1)
            .read_to_end(&mut content)
            .map_err(|_| broken(bytes))?;
        left = left.checked_sub(content.len() as u64).ok_or_else(|| {
            refuse("zip-bomb", "the file unpacks to more than 64 MB: it was not read; save it again without embedded objects", "文件解压后超过 64 MB，未读取：请去掉嵌入对象后重新保存")
        })?;
        parts.insert(name, content);
    }
    if parts.contains_key("word/document.xml") {
        Ok(parts)
    } else {
        Err(broken(bytes))
    }
}

/// Why a file that is no readable Word file is not read: by its first bytes.
fn broken(bytes: &[u8]) -> PageNote {
    if bytes.starts_with(b"%PDF") {
        return refuse(
            "not-word",
            "this is a PDF file under another name: export it as .docx or copy its text into a .txt file",
            "这是改了扩展名的 PDF：请导出为 .docx，或把文字另存为 .txt",
        );
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return refuse(
            "not-word",
            "this is an old or encrypted Word file: open it and save it as .docx without a password",
            "这是旧版或加密的 Word 文件：请打开后另存为不带密码的 .docx",
        );
    }
    refuse(
        "not-word",
        "this is no Word file, or it is damaged: open it in Word and save it again as .docx",
        "这不是 Word 文件，或文件已损坏：请用 Word 打开后重新另存为 .docx",
    )
}

fn read(parts: &Parts) -> ReadFile {
    let part = |name: &str| {
        parts
            .get(name)
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    };
    let document = part("word/document.xml").unwrap_or_default();
    let text = match WordText::read(&document) {
        Ok(text) => text,
        Err(()) => {
            let note = refuse(
                "not-word",
                "the text of the Word file is damaged: open it in Word and save it again",
                "Word 文件正文已损坏：请用 Word 打开后重新保存",
            );
            return ReadFile {
                notes: vec![note],
                ..ReadFile::default()
            };
        }
    };
    let numbering = NumberingDefinitions::read(
        part("word/numbering.xml").as_deref(),
        part("word/styles.xml").as_deref(),
    );
    let pictures = pictures(part("word/_rels/document.xml.rels").as_deref());
    let mut page = ReadFile {
        notes: notes(&text),
        ..ReadFile::default()
    };
    let mut counters = NumberCounters::default();
    let (mut rebuilt, mut lost) = (0, 0);
    for (index, paragraph) in text.paragraphs.iter().enumerate() {
        let mut number = String::new();
        if let Some(list) = numbering.list_of(paragraph) {
            match counters.next(&numbering, list) {
                Some(made) => {
                    rebuilt += usize::from(!made.is_empty());
                    number = made;
                }
                None => lost += 1,
            }
        }
        lines(&mut page, index + 1, &number, paragraph, &pictures);
    }
    for (name, part) in parts
        .iter()
        .filter(|(name, _)| name.starts_with("word/media/"))
    {
        let short = name.trim_start_matches("word/media/").to_owned();
        if page.lines.iter().any(|line| {
            line.picture
                .as_ref()
                .is_some_and(|picture| picture.contains(&format!("({short})")))
        }) {
            page.pictures.push((short, part.clone()));
        }
    }
    page.notes.extend(number_notes(rebuilt, lost));
    page
}

/// The lines of a paragraph: its line breaks part it, a row of a table is one line.
fn lines(
    page: &mut ReadFile,
    index: usize,
    number: &str,
    paragraph: &WordParagraph,
    pictures: &BTreeMap<String, String>,
) {
    for (id, alt) in &paragraph.pictures {
        let Some(target) = pictures.get(id) else {
            continue;
        };
        let mut line = PageLine::text(index, "");
        line.picture = Some(format!("![{}]({target})", super::markdown::escape(alt)));
        page.lines.push(line);
    }
    if let Some(cells) = &paragraph.cells {
        page.lines.push(PageLine::row(index, cells.clone()));
        return;
    }
    for (at, part) in paragraph.text.split('\n').enumerate() {
        let line = if at == 0 {
            PageLine::text(index, &format!("{number}{part}"))
        } else {
            PageLine::text(index, part)
        };
        if !line.text.is_empty() {
            page.lines.push(line);
        }
    }
}

/// What must be settled before the text can be taken over.
fn notes(text: &WordText) -> Vec<PageNote> {
    let list = |words: &[String]| {
        words
            .iter()
            .take(20)
            .map(|word| format!("“{}”", word.chars().take(30).collect::<String>()))
            .collect::<Vec<_>>()
            .join("、")
    };
    let mut out = Vec::new();
    let mut refuse_with = |name, words: &[String], english: &str, chinese: &str| {
        if !words.is_empty() {
            let quote = list(words);
            let message = [format!("{english}: {quote}"), format!("{chinese}：{quote}")];
            out.push(PageNote {
                code: "I01",
                name,
                quote: words[0].clone(),
                message,
                refuses: true,
            });
        }
    };
    refuse_with(
        "unresolved-revisions",
        &text.revisions,
        "tracked changes are not settled (accept or reject them in Word, or add `--accept-revisions`)",
        "有未处理的修订（请在 Word 中接受或拒绝，或加 --accept-revisions）",
    );
    refuse_with(
        "unresolved-comments",
        &text.comments,
        "comments stand in the draft (delete them in Word)",
        "文中有批注（请在 Word 中删除）",
    );
    refuse_with(
        "hidden-text",
        &text.hidden,
        "hidden text stands in the draft (show and delete it in Word)",
        "文中有隐藏文字（请在 Word 中显示并删除）",
    );
    for (count, english, chinese) in [
        (text.notes, "footnotes", "脚注"),
        (text.boxes, "text boxes", "文本框"),
    ] {
        if count > 0 {
            let message = [
                format!("{count} {english} were not imported: put their words into the text"),
                format!("{count} 处{chinese}未导入：请把内容移入正文"),
            ];
            out.push(PageNote {
                code: "I02",
                name: "import-loss",
                quote: String::new(),
                message,
                refuses: false,
            });
        }
    }
    out
}

fn number_notes(rebuilt: usize, lost: usize) -> Vec<PageNote> {
    let mut out = Vec::new();
    let mut tell = |english: String, chinese: String| {
        out.push(PageNote {
            code: "I02",
            name: "import-loss",
            quote: String::new(),
            message: [english, chinese],
            refuses: false,
        });
    };
    if rebuilt > 0 {
        tell(
            format!(
                "{rebuilt} automatic numbers were rebuilt from the numbering definitions: compare them with the printed text"
            ),
            format!("{rebuilt} 个自动编号已按编号定义还原：请与印发文本核对"),
        );
    }
    if lost > 0 {
        tell(
            format!(
                "{lost} automatic numbers have no definition in the file and are gone: write them by hand"
            ),
            format!("{lost} 个自动编号在文件中没有定义，已丢失：请手工补上"),
        );
    }
    out
}

/// Whether a name from inside the archive can be a file beside the report and nothing else.
fn is_plain_name(name: &str) -> bool {
    !name.starts_with('.')
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "._-".contains(letter))
}

/// Relationship id to the file name of its picture.
fn pictures(relations: Option<&str>) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut reader = quick_xml::Reader::from_str(relations.unwrap_or(""));
    while let Ok(event) = reader.read_event() {
        match event {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Empty(element) | quick_xml::events::Event::Start(element) => {
                let value = |name| super::word_text::attribute(&element, name);
                if let (Some(id), Some(target)) = (value("Id"), value("Target"))
                    && let Some(name) = target
                        .strip_prefix("media/")
                        .filter(|name| is_plain_name(name))
                {
                    out.insert(id, name.to_owned());
                }
            }
            _ => {}
        }
    }
    out
}

fn refuse(name: &'static str, english: &str, chinese: &str) -> PageNote {
    PageNote {
        code: "I02",
        name,
        quote: String::new(),
        message: [english.to_owned(), chinese.to_owned()],
        refuses: true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::report::ReportKind;
    use std::io::Write as _;
    use zip::write::SimpleFileOptions;

    fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer
                .start_file(
                    *name,
                    SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
                )
                .unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn word(body: &str, numbering: Option<&str>) -> Vec<u8> {
        let document = format!(
            "<w:document xmlns:w=\"w\" xmlns:a=\"a\" xmlns:r=\"r\" xmlns:wp=\"wp\"><w:body>{body}</w:body></w:document>"
        );
        let mut parts = vec![("word/document.xml", document.as_str())];
        parts.extend(numbering.map(|text| ("word/numbering.xml", text)));
        parts.push(("word/_rels/document.xml.rels", "<Relationships><Relationship Id=\"rId1\" Target=\"media/image1.png\"/></Relationships>"));
        parts.push(("word/media/image1.png", "png"));
        packed(&parts)
    }

    fn paragraph(text: &str) -> String {
        format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    fn listed(level: usize, text: &str) -> String {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        page(bytes)
            .lines
            .into_iter()
            .map(|line| line.text)
            .collect()
    }

    const LISTS: &str = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCountingThousand\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"（%2）\"/></w:lvl><w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%3.\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>";

    #[test]
    fn automatic_numbers_are_rebuilt_and_said_so() {
        let body = [
            paragraph("甲镇2020年法治政府建设年度报告"),
            listed(0, "主要做法"),
            listed(1, "抓学习"),
            listed(2, "学法。学法4次。"),
            listed(2, "考试。考试1次。"),
            listed(1, "抓执法"),
            listed(0, "存在问题"),
        ]
        .concat();
        let bytes = word(&body, Some(LISTS));
        assert_eq!(
            texts(&bytes)[1..],
            [
                "一、主要做法",
                "（一）抓学习",
                "1.学法。学法4次。",
                "2.考试。考试1次。",
                "（二）抓执法",
                "二、存在问题"
            ]
        );
        let report = read("a.docx", &bytes, ReportKind::default_profile());
        assert_eq!(
            report
                .headings
                .iter()
                .map(|heading| heading.path.as_str())
                .collect::<Vec<_>>(),
            [
                "一、",
                "一、/（一）",
                "一、/（一）/1.",
                "一、/（一）/2.",
                "一、/（二）",
                "二、"
            ]
        );
        assert!(
            report
                .warnings
                .iter()
                .any(|warning| warning.message.contains("6 automatic numbers"))
        );
    }

    #[test]
    fn numbers_without_definitions_are_reported_as_lost() {
        let page = page(&word(&listed(0, "主要做法"), None));
        assert_eq!(page.lines[0].text, "主要做法");
        assert!(page.notes[0].message[0].starts_with("1 automatic numbers have no definition"));
    }

    #[test]
    fn tables_and_pictures_are_kept() {
        let table = format!(
            "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
            paragraph("案件"),
            paragraph("3")
        );
        let picture = "<w:p><w:r><w:drawing><wp:inline><wp:docPr descr=\"普法现场\"/><a:blip r:embed=\"rId1\"/></wp:inline></w:drawing></w:r></w:p>";
        let found = page(&word(&[table, picture.to_owned()].concat(), None));
        assert_eq!(found.lines[0].cells, ["案件", "3"]);
        assert_eq!(
            found.lines[1].picture.as_deref(),
            Some("![普法现场](image1.png)")
        );
        assert_eq!(found.pictures, [("image1.png".to_owned(), b"png".to_vec())]);
    }

    #[test]
    fn what_is_not_settled_is_refused_with_a_list() {
        let body = "<w:p><w:r><w:t>处理</w:t></w:r><w:ins><w:r><w:t>三十件</w:t></w:r></w:ins><w:del><w:r><w:delText>二十件</w:delText></w:r></w:del>\
            <w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>";
        let found = page(&word(body, None));
        assert_eq!(found.lines[0].text, "处理三十件");
        let names: Vec<_> = found
            .notes
            .iter()
            .filter(|note| note.refuses)
            .map(|note| note.name)
            .collect();
        assert_eq!(
            names,
            ["unresolved-revisions", "unresolved-comments", "hidden-text"]
        );
        assert!(
            found.notes[0].message[0].contains("三十件")
                && found.notes[0].message[0].contains("二十件")
        );
    }

    #[test]
    fn what_is_no_word_file_is_refused_in_one_sentence() {
        let cases: [(&[u8], &str); 4] = [
            (b"%PDF-1.7 ...", "PDF"),
            (&[0xd0, 0xcf, 0x11, 0xe0, 0, 0], "old or encrypted"),
            (b"PK\x03\x04rubbish", "damaged"),
            (b"rubbish", "damaged"),
        ];
        for (bytes, words) in cases {
            let report = read("a.docx", bytes, ReportKind::default_profile());
            assert_eq!(report.refusals.len(), 1);
            assert!(
                report.refusals[0].message.contains(words),
                "{}",
                report.refusals[0].message
            );
        }
        let broken = word("<w:p><w:r><w:t>文</w:t></w:p>", None);
        assert!(page(&broken).notes[0].refuses);
    }

    #[test]
    fn elements_without_end_inside_one_another_are_refused_early() {
        let depth = 200_000;
        let body = format!(
            "{}{}",
            "<w:tbl><w:tr><w:tc>".repeat(depth),
            "</w:tc></w:tr></w:tbl>".repeat(depth)
        );
        let page = page(&word(&body, None));
        assert!(page.notes.iter().any(|note| note.refuses));
    }

    #[test]
    fn a_file_that_unpacks_to_too_much_is_refused() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer
            .start_file(
                "word/document.xml",
                SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated),
            )
            .unwrap();
        let zeros = vec![b' '; 1024 * 1024];
        for _ in 0..=64 {
            writer.write_all(&zeros).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        assert!(bytes.len() < 200_000);
        assert_eq!(page(&bytes).notes[0].name, "zip-bomb");
    }
}
