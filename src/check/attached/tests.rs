//! Files that tell too much, files that do not open, and files made to do harm.

use super::*;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream, StringFormat};

/// A dictionary of a PDF file.
pub(super) fn dictionary(entries: &[(&str, Object)]) -> Dictionary {
    let mut out = Dictionary::new();
    for (key, value) in entries {
        out.set(*key, value.clone());
    }
    out
}

/// A name in a PDF file.
pub(super) fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// The file of a document with this one page.
pub(super) fn saved(mut document: Document, page: lopdf::ObjectId) -> Vec<u8> {
    let pages = document.add_object(dictionary(&[
        ("Type", name("Pages")),
        ("Kids", vec![page.into()].into()),
        ("Count", 1.into()),
    ]));
    let root = document.add_object(dictionary(&[
        ("Type", name("Catalog")),
        ("Pages", pages.into()),
    ]));
    document.trailer.set("Root", root);
    let mut out = Vec::new();
    document
        .save_to(&mut out)
        .expect("memory takes every write");
    out
}

/// A PDF file of one page with these pieces of text, its streams packed.
pub(crate) fn packed_pdf(pieces: &[(f32, f32, &str)]) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let font = document.add_object(dictionary(&[
        ("Type", name("Font")),
        ("Subtype", name("Type0")),
        ("Encoding", name("UniGB-UCS2-H")),
    ]));
    let mut operations = vec![Operation::new("BT", vec![])];
    operations.push(Operation::new("Tf", vec![name("F1"), 12.into()]));
    for (x, y, words) in pieces {
        let matrix = [1.0, 0.0, 0.0, 1.0, *x, *y];
        operations.push(Operation::new("Tm", matrix.map(Object::Real).to_vec()));
        let bytes: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let string = Object::String(bytes, StringFormat::Hexadecimal);
        operations.push(Operation::new("Tj", vec![string]));
    }
    operations.push(Operation::new("ET", vec![]));
    let content = Content { operations }.encode().expect("operations encode");
    let mut stream = Stream::new(Dictionary::new(), content);
    stream.compress().expect("a stream is packed");
    let content = document.add_object(stream);
    let fonts = dictionary(&[("F1", font.into())]);
    let resources = dictionary(&[("Font", fonts.into())]);
    let page = document.add_object(dictionary(&[
        ("Type", name("Page")),
        ("Contents", content.into()),
        ("Resources", resources.into()),
    ]));
    saved(document, page)
}

#[test]
fn packed_text_of_a_pdf_is_read_and_its_cells_stay_apart() {
    let pdf = packed_pdf(&[
        (50.0, 700.0, "值班电话1390000"),
        (140.0, 700.0, "0017"),
        (300.0, 700.0, "20211"),
        (50.0, 680.0, "1"),
        (56.0, 680.0, "3"),
        (62.0, 680.0, "9"),
        (68.0, 680.0, "00000018"),
    ]);
    assert!(!pdf.windows(4).any(|part| part == "电".as_bytes()));
    let read = read("a.pdf", &pdf).expect("a PDF file");
    assert_eq!(read.unread, None);
    assert_eq!(read.text.trim(), "值班电话13900000017  20211\n13900000018");
}

#[test]
fn a_pdf_that_does_not_open_says_so_and_nothing_panics() {
    let pdf = packed_pdf(&[(50.0, 700.0, "电话13900000017")]);
    assert_eq!(
        read("a.pdf", b"%PDF-1.4 nothing").map(|read| read.unread),
        Some(Some(UnreadReason::Damaged))
    );
    for end in (0..pdf.len()).step_by(7) {
        read("a.pdf", &pdf[..end]);
        let mut other = pdf.clone();
        other[end] ^= 0x5a;
        read("a.pdf", &other);
    }
}

#[test]
fn a_pdf_with_a_password_is_said_to_be_encrypted() {
    let mut document = Document::load_mem(&packed_pdf(&[(1.0, 1.0, "字")])).expect("our own file");
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = lopdf::EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "user",
        key_length: 128,
        permissions: lopdf::Permissions::all(),
    };
    let state = lopdf::EncryptionState::try_from(version).expect("passwords make a state");
    document
        .encrypt(&state)
        .expect("a document is encrypted once");
    let mut bytes = Vec::new();
    document
        .save_to(&mut bytes)
        .expect("memory takes every write");
    let read = read("a.pdf", &bytes).expect("a PDF file");
    assert_eq!(read.unread, Some(UnreadReason::Encrypted));
    assert!(read.text.is_empty());
}

#[test]
fn a_stream_that_unpacks_without_end_is_cut() {
    let long = "字".repeat(6_000_000);
    let pdf = packed_pdf(&[(1.0, 1.0, &long)]);
    assert!(pdf.len() < 1_000_000, "{}", pdf.len());
    let read = read("a.pdf", &pdf).expect("a PDF file");
    assert_eq!(read.unread, Some(UnreadReason::TooLarge));
    assert!(read.text.len() < 32 << 20);
}

/// A TIFF block whose directory has these tags.
pub(crate) fn tiff(tags: &[u16]) -> Vec<u8> {
    let count = u16::try_from(tags.len()).expect("few tags");
    let mut out = b"II*\0\x08\0\0\0".to_vec();
    out.extend(count.to_le_bytes());
    for tag in tags {
        out.extend(tag.to_le_bytes());
        out.extend([0; 10]);
    }
    out
}

pub(crate) fn jpeg(segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut out = vec![0xff, 0xd8];
    for (kind, content) in segments {
        let length = u16::try_from(content.len() + 2).expect("short");
        out.extend([0xff, *kind]);
        out.extend(length.to_be_bytes());
        out.extend(*content);
    }
    out.extend([0xff, 0xda, 0, 2]);
    out
}

#[test]
fn a_photo_tells_who_took_it_and_where() {
    let exif = [&b"Exif\0\0"[..], &tiff(&[0x013b, 0x8825])].concat();
    let packet = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:Description exif:GPSLatitude=\"20,15.5N\"/><dc:creator><rdf:Seq><rdf:li>Lin</rdf:li></rdf:Seq></dc:creator></x:xmpmeta>";
    let by_line = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x08\x1c\x02\x50\0\x03Lin";
    let about = |bytes: &[u8], name: &str| read(name, bytes).expect("a picture").about;
    assert_eq!(about(&jpeg(&[(0xe1, &exif)]), "a.JPG"), [AUTHOR, POSITION]);
    assert_eq!(about(&jpeg(&[(0xe1, packet)]), "a.jpg"), [AUTHOR, POSITION]);
    assert_eq!(about(&jpeg(&[(0xed, by_line)]), "a.jpg"), [AUTHOR]);
    assert_eq!(about(&jpeg(&[(0xe0, b"JFIF\0")]), "a.jpg"), []);
    assert_eq!(about(&tiff(&[0x8825]), "a.tif"), [POSITION]);
    let comment = jpeg(&[(0xfe, "电话13900000017".as_bytes())]);
    assert!(
        read("a.jpg", &comment)
            .expect("a picture")
            .text
            .contains("13900000017")
    );
    for end in 0..exif.len() {
        for name in [
            "a.jpg", "a.png", "a.tif", "a.webp", "a.heic", "a.docx", "a.doc",
        ] {
            read(name, &jpeg(&[(0xe1, &exif)])[..end]);
        }
    }
}

pub(crate) fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in chunks {
        out.extend(u32::try_from(content.len()).expect("short").to_be_bytes());
        out.extend(*kind);
        out.extend(*content);
        out.extend([0; 4]);
    }
    out
}

#[test]
fn text_chunks_of_a_png_are_read_packed_or_not() {
    let mut packed = Stream::new(
        Dictionary::new(),
        "电话13900000017 ".repeat(20).into_bytes(),
    );
    packed.compress().expect("a stream is packed");
    let author = png(&[(b"tEXt", b"Author\0Lin")]);
    assert_eq!(read("a.png", &author).expect("a picture").about, [AUTHOR]);
    let comment = [&b"Comment\0\0"[..], &packed.content].concat();
    let found = read("a.png", &png(&[(b"zTXt", &comment)])).expect("a picture");
    assert!(found.text.contains("13900000017"), "{}", found.text);
    let packet = b"XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta><dc:creator><rdf:li>Lin</rdf:li></dc:creator></x:xmpmeta>";
    let found = read("a.png", &png(&[(b"iTXt", packet)])).expect("a picture");
    assert_eq!(found.about, [AUTHOR]);
}

#[test]
fn a_web_picture_is_read_too() {
    let block = tiff(&[0x8825]);
    let mut webp = b"RIFF\0\0\0\0WEBPEXIF".to_vec();
    webp.extend(u32::try_from(block.len()).expect("short").to_le_bytes());
    webp.extend(block);
    assert_eq!(read("a.webp", &webp).expect("a picture").about, [POSITION]);
}

/// An archive of these parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("a part begins");
        std::io::Write::write_all(&mut writer, content).expect("memory takes every write");
    }
    writer.finish().expect("the archive ends").into_inner()
}

#[test]
fn a_sheet_is_read_with_its_numbers_its_hidden_sheets_and_its_pictures() {
    let exif = [&b"Exif\0\0"[..], &tiff(&[0x8825])].concat();
    let file = archive(&[
        (
            "xl/workbook.xml",
            b"<sheets><sheet name=\"a\" state=\"hidden\"/></sheets>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            b"<row><c><v>1.3900000017E10</v></c><c><v>42</v></c></row>",
        ),
        (
            "xl/sharedStrings.xml",
            "<si><t>甲&amp;乙</t></si>".as_bytes(),
        ),
        ("xl/media/image1.jpg", &jpeg(&[(0xe1, &exif)])),
        (
            "docProps/app.xml",
            b"<Properties><Company>x</Company></Properties>",
        ),
    ]);
    let read = read("a.xlsx", &file).expect("a sheet");
    for what in [HIDDEN, POSITION, COMPANY] {
        assert!(read.about.contains(&what), "{:?}", read.about);
    }
    assert!(read.text.contains("13900000017\n42"), "{}", read.text);
    assert!(read.text.contains("甲&乙"));
}

#[test]
fn an_old_file_is_read_in_runs_of_letters_and_a_locked_one_says_so() {
    let mut file = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0];
    file.extend(
        "联系电话：13900000017"
            .encode_utf16()
            .flat_map(u16::to_le_bytes),
    );
    let found = read("a.doc", &file).expect("an old file");
    assert!(
        found.text.contains("联系电话：13900000017"),
        "{}",
        found.text
    );
    let locked = read("a.docx", &file).expect("a file").unread;
    assert_eq!(locked, Some(UnreadReason::Encrypted));
    assert_eq!(
        read("a.docx", b"<html>").expect("a file").unread,
        Some(UnreadReason::Damaged)
    );
}

#[test]
fn old_files_with_a_password_say_so_and_those_without_are_read() {
    let file = |stream: &[u8]| {
        let mut file = vec![0; 512];
        file[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
        file.extend(stream);
        file.resize(2048, 0);
        file.extend(
            "联系电话：13900000017"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        );
        file
    };
    let word = |flags: [u8; 2]| [&[0xec, 0xa5, 0xc1, 0, 0, 0, 0, 0, 0, 0][..], &flags].concat();
    let sheet = |next: u8| [&[0x09, 0x08, 4, 0, 0, 6, 5, 0][..], &[next, 0, 6, 0]].concat();
    let package: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (name, locked) in [
        ("a.doc", word([0, 1])),
        ("a.xls", sheet(0x2f)),
        ("a.doc", package),
    ] {
        let found = read(name, &file(&locked)).expect("an old file");
        assert_eq!(
            (found.unread, &*found.text),
            (Some(UnreadReason::Encrypted), ""),
            "{name}"
        );
    }
    for (name, open) in [("a.doc", word([0, 2])), ("a.xls", sheet(0xe1))] {
        let found = read(name, &file(&open)).expect("an old file");
        assert_eq!(found.unread, None, "{name}");
        assert!(found.text.contains("13900000017"), "{name}: {}", found.text);
    }
}

/// A comment of a PNG that unpacks to so many bytes.
fn packed_comment(length: usize) -> Vec<u8> {
    let mut packed = Stream::new(Dictionary::new(), vec![b'a'; length]);
    packed.compress().expect("a stream is packed");
    [&b"Comment\0\0"[..], &packed.content].concat()
}

#[test]
fn comments_of_a_picture_unpack_to_no_more_than_one_file_may() {
    let comment = packed_comment(1_000_000);
    let many: Vec<(&[u8; 4], &[u8])> = vec![(b"zTXt", &comment); 300];
    let bomb = png(&many);
    assert!(bomb.len() < 1_000_000, "{}", bomb.len());
    let found = read("a.png", &bomb).expect("a picture");
    assert_eq!(found.unread, Some(UnreadReason::TooLarge));
    assert!(found.text.len() <= 9 << 20, "{}", found.text.len());
    let found = read("a.png", &png(&many[..3])).expect("a picture");
    assert_eq!((found.unread, found.text.len()), (None, 3_000_003));
    let found = read("a.png", &png(&[(b"zTXt", &packed_comment(2 << 20))])).expect("a picture");
    assert_eq!(found.unread, Some(UnreadReason::TooLarge));
    // Pictures of one document have one bound together.
    let names: Vec<String> = (0..20).map(|n| format!("word/media/{n}.png")).collect();
    let part = png(&many[..3]);
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &part[..])).collect();
    let found = read("a.docx", &archive(&parts)).expect("a document");
    assert_eq!(found.unread, Some(UnreadReason::TooLarge));
    assert!(found.text.len() <= 9 << 20, "{}", found.text.len());
}

#[test]
fn captions_that_lie_over_each_other_are_taken_once() {
    // Each record says that it is as long as what is left.
    let mut segment = Vec::new();
    for left in (0..13_000_u16).rev() {
        segment.extend([0x1c, 2, 120]);
        segment.extend((left * 5).to_be_bytes());
    }
    let found = read("a.jpg", &jpeg(&[(0xed, &segment), (0xed, &segment)])).expect("a picture");
    assert!(found.text.len() < 600_000, "{}", found.text.len());
    let honest = b"\x1c\x02\x78\0\x0bcall 139000\x1c\x02\x78\0\x0500017\x1c\x02\x50\0\x03Lin";
    let found = read("a.jpg", &jpeg(&[(0xed, honest)])).expect("a picture");
    assert_eq!(found.text.trim(), "call 13900000017");
    assert_eq!(found.about, [AUTHOR]);
}
