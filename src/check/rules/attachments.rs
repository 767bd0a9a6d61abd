//! D04: what attachments and pictures say about who made them, and personal data in them. Enter at [`RULE`].

use super::person_name;
use super::personal_data::in_file;
use crate::check::attached::{AttachedText, MakingNote, UnreadReason, read};
use crate::check::finding::{Finding, FindingForm};
use crate::check::names::{PersonName, cells, homes, names};
use crate::check::rule::Rule;
use crate::diagnostic::{Place, Words};
use crate::import::decode::decode;
use crate::report::Reports;
use crate::source::Source;
use std::collections::BTreeSet;
use std::ops::Range;

pub(crate) const RULE: Rule = Rule::files(
    "D04",
    &["attachment-metadata", "attachment-unread"],
    include_str!("attachments.md"),
    of_file,
);
const METADATA: FindingForm = RULE.warning("attachment-metadata", "remove properties and personal information before publishing (Word: File, Info, Inspect Document; photos: save without location)", "发布前删除文件属性和个人信息（Word：文件—信息—检查文档；照片：去掉位置信息后另存）");
const ENCRYPTED: FindingForm = RULE.warning(
    "attachment-unread",
    "publish it without a password, or look through it yourself for numbers and names of persons",
    "请改为不设密码的文件，或自行核对其中有无个人号码、姓名",
);
const NO_LETTERS: FindingForm = RULE.warning("attachment-unread", "print it to PDF again with fonts embedded, or look through these pages yourself for numbers and names of persons", "请重新导出PDF（嵌入字体），或自行核对这些页有无个人号码、姓名");
const UNREAD: FindingForm = RULE.warning(
    "attachment-unread",
    "look through it yourself for numbers and names of persons before it is published",
    "请在发布前自行核对其中有无个人号码、姓名",
);
const PERSON_NAME: FindingForm = person_name::RULE.warning("person-name", "leave names and addresses out, add office holders to `officials` in content/site.yaml, or publish the file elsewhere", "删去姓名、住址；属公职人员的登记到 content/site.yaml 的 officials");
const HOME_ADDRESS: FindingForm = FindingForm {
    hint: PERSON_NAME.hint,
    ..person_name::RULE.warning("home-address", "", "")
};

/// What is found in a file that is no report.
fn of_file(reports: &Reports, file: &Source) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    match read(&file.path, &file.bytes) {
        Some(AttachedText {
            about,
            text,
            unread,
        }) => {
            if !about.is_empty() {
                out.push(metadata_found(&file.path, &about));
            }
            out.extend(unread.map(|why| not_read(&file.path, why)));
            out.extend(in_file(&file.path, &text, &mut seen));
            out.extend(persons(reports, &file.path, &text));
        }
        None if is_plain(&file.path) => {
            let text = decode(&file.bytes).text;
            out.extend(in_file(&file.path, &text, &mut seen));
            out.extend(persons(reports, &file.path, &text));
        }
        // Data files, other pages and saved pages.
        None => {
            if let Ok(text) = file.text() {
                out.extend(in_file(&file.path, text, &mut seen));
            }
        }
    }
    out
}

/// Whether a file is a text or a table without a format, in whatever encoding.
fn is_plain(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    matches!(ending.as_str(), "txt" | "csv" | "tsv")
}

/// Names of persons and addresses of homes in a file: one finding for each of the two, at the first of them.
fn persons(reports: &Reports, path: &str, text: &str) -> Vec<Finding> {
    let bodies = reports.bodies.iter();
    let officials: BTreeSet<&str> = bodies
        .flat_map(|body| body.officials.iter().map(String::as_str))
        .collect();
    // A list of persons may hold hundreds, so there is one finding for names and one for homes, with how many there are: what is to be
    // done is the same for all.
    let mut named = persons_in(text);
    named.retain(|name| !officials.contains(name));
    let at_home = |line| {
        homes(line)
            .into_iter()
            .map(move |range: Range<usize>| &line[range])
    };
    let housed: Vec<&str> = text.lines().flat_map(at_home).collect();
    let named = count_at_first(path, &named).map(|(place, count)| {
        let words = Words::new(
            format!("persons are named in the file ({count})"),
            format!("附件中写出了个人姓名（{count}处）"),
        );
        PERSON_NAME.at(place, words)
    });
    let housed = count_at_first(path, &housed).map(|(place, count)| {
        let words = Words::new(
            format!("addresses of homes are given in the file ({count})"),
            format!("附件中写出了住户的详细住址（{count}处）"),
        );
        HOME_ADDRESS.at(place, words)
    });
    named.into_iter().chain(housed).collect()
}

/// The place of the first of these words, and how many different ones there are.
fn count_at_first(path: &str, words: &[&str]) -> Option<(Place, usize)> {
    let place = Place {
        quote: (*words.first()?).to_owned(),
        ..Place::file(path)
    };
    Some((place, words.iter().collect::<BTreeSet<_>>().len()))
}

/// The names in sentences of a file, and those that have a cell of a table.
fn persons_in(text: &str) -> Vec<&str> {
    let named = |line| {
        names(line)
            .into_iter()
            .map(move |name: PersonName| &line[name.range])
    };
    text.lines().flat_map(named).chain(cells(text)).collect()
}

fn not_read(path: &str, why: UnreadReason) -> Finding {
    let form = match why {
        UnreadReason::Encrypted => ENCRYPTED,
        UnreadReason::Letters { .. } => NO_LETTERS,
        _ => UNREAD,
    };
    form.at(Place::file(path), why.words())
}

fn metadata_found(path: &str, about: &[MakingNote]) -> Finding {
    let english: Vec<&str> = about.iter().map(|note| note.en).collect();
    let chinese: Vec<&str> = about.iter().map(|note| note.zh).collect();
    let words = Words::new(
        format!("the file says more than it shows: {}", english.join(", ")),
        format!("文件属性带有：{}", chinese.join("、")),
    );
    METADATA.at(Place::file(path), words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::attached::tests::{archive, packed_pdf};

    /// A Word file of these paragraphs, a list of persons among them as a table.
    fn docx(paragraphs: &[&str], rows: &[&[&str]]) -> Vec<u8> {
        let text = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
        let cell = |words: &&str| format!("<w:tc>{}</w:tc>", text(words));
        let row = |row: &&[&str]| -> String {
            format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>())
        };
        let body: String = paragraphs.iter().map(|words| text(words)).collect();
        let table: String = rows.iter().map(row).collect();
        let xml = format!("<w:document><w:body>{body}<w:tbl>{table}</w:tbl></w:body></w:document>");
        archive(&[("word/document.xml", xml.as_bytes())])
    }

    /// A workbook whose words are shared, as Excel saves them.
    fn xlsx(rows: &[&[&str]]) -> Vec<u8> {
        let words: String = rows
            .iter()
            .flat_map(|row| row.iter())
            .map(|cell| format!("<si><t>{cell}</t></si>"))
            .collect();
        archive(&[
            (
                "xl/worksheets/sheet1.xml",
                b"<row><c t=\"s\"><v>0</v></c></row>",
            ),
            (
                "xl/sharedStrings.xml",
                format!("<sst>{words}</sst>").as_bytes(),
            ),
        ])
    }

    /// A file as towns attach them: name, bytes, and the persons whom a reader finds named in it.
    type Labelled = (&'static str, Vec<u8>, Vec<&'static str>);

    fn gbk(text: &str) -> Vec<u8> {
        encoding_rs::GBK.encode(text).0.into_owned()
    }

    fn wide(text: &str) -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }

    const LIST: &[&[&str]] = &[
        &["序号", "姓名", "村", "调解结果"],
        &["1", "黄海燕", "石桥村", "许可"],
        &["2", "王国强", "江南村", "余额"],
        &["3", "欧阳明轩", "高山村", "成功"],
    ];
    const NONE: &[&[&str]] = &[
        &["序号", "村", "项目", "结果"],
        &["1", "石桥村", "马路硬化", "完成"],
        &["2", "江南村", "温泉整治", "施工"],
    ];

    fn tables() -> Vec<Labelled> {
        let named = vec!["黄海燕", "王国强", "欧阳明轩"];
        let list = "序号,姓名,村\r\n1,覃小兰,石桥村\r\n2,\"李白云\",江南村\r\n";
        let none = "序号,项目,余额\r\n1,马路硬化,许可\r\n2,黄海路排水,高山镇\r\n";
        vec![
            ("名册.docx", docx(&["人民调解员名册"], LIST), named.clone()),
            ("名册.xlsx", xlsx(LIST), named),
            ("台账.csv", gbk(list), vec!["覃小兰", "李白云"]),
            (
                "台账.tsv",
                wide("户主\t村\n黄金莲\t石桥村\n"),
                vec!["黄金莲"],
            ),
            ("项目.docx", docx(&["群众安全感提升"], NONE), vec![]),
            ("项目.xlsx", xlsx(NONE), vec![]),
            ("项目.csv", gbk(none), vec![]),
        ]
    }

    fn sentences() -> Vec<Labelled> {
        let note = "聘请律师高山青参与调解，信访人王国富反映的问题已办结。";
        let notice = "黄海沿岸各村的村民代表会议，由主任、副主任主持。";
        let opinions = ["镇长江河同志的意见", "法律顾问石门县司法局的意见"];
        let named = [
            (50.0, 700.0, "法律顾问林启和审查合同"),
            (50.0, 600.0, "村民覃小兰反映"),
        ];
        let none = [
            (50.0, 700.0, "群众满意度、平安建设"),
            (50.0, 600.0, "王国强调解室"),
        ];
        vec![
            ("说明.txt", note.into(), vec!["高山青", "王国富"]),
            ("说明.pdf", packed_pdf(&named), vec!["林启和", "覃小兰"]),
            ("意见.docx", docx(&opinions, NONE), vec!["江河"]),
            ("通知.txt", gbk(notice), vec![]),
            ("通知.pdf", packed_pdf(&none), vec![]),
        ]
    }

    #[test]
    fn persons_in_attachments_of_every_format_are_found_and_no_others() {
        for (name, bytes, wanted) in tables().into_iter().chain(sentences()) {
            let text = match read(name, &bytes) {
                Some(file) => file.text,
                None if is_plain(name) => decode(&bytes).text,
                None => panic!("{name} is no attachment"),
            };
            assert_eq!(persons_in(&text), wanted, "{name}: {text}");
        }
    }
}
