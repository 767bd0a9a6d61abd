//! PDF files made to take long, and honest ones that look like them.

use super::super::tests::{dictionary, name, saved};
use super::*;
use lopdf::{Dictionary, Stream};

/// A file of one page with this content; the drawing `X` has that content and these fonts.
fn file(content: &str, drawing: &str, fonts: &[Dictionary]) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let mut own = Dictionary::new();
    for (number, font) in fonts.iter().enumerate() {
        let mut font = font.clone();
        if let Ok(table) = font.get(b"ToUnicode").and_then(Object::as_stream).cloned() {
            font.set("ToUnicode", document.add_object(table));
        }
        own.set(format!("F{number}"), document.add_object(font));
    }
    let form = dictionary(&[
        ("Subtype", name("Form")),
        ("Resources", dictionary(&[("Font", own.into())]).into()),
    ]);
    let form = document.add_object(Stream::new(form, drawing.as_bytes().to_vec()));
    let content = Stream::new(Dictionary::new(), content.as_bytes().to_vec());
    let content = document.add_object(content);
    let drawings = dictionary(&[("X", form.into())]);
    let page = document.add_object(dictionary(&[
        ("Type", name("Page")),
        ("Contents", content.into()),
        (
            "Resources",
            dictionary(&[("XObject", drawings.into())]).into(),
        ),
    ]));
    saved(document, page)
}

/// A font whose table of letters has so many entries; `a` is spelt `甲`.
fn font(entries: usize) -> Dictionary {
    let mut table =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n\
        1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
            .to_owned();
    for _ in 0..entries {
        table += "1 beginbfchar\n<61> <7532>\nendbfchar\n";
    }
    table += "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
    let mut table = Stream::new(Dictionary::new(), table.into_bytes());
    table.compress().expect("a stream is packed");
    dictionary(&[
        ("Type", name("Font")),
        ("Subtype", name("Type0")),
        ("Encoding", name("Identity-H")),
        ("ToUnicode", table.into()),
    ])
}

#[test]
fn fonts_are_read_once_however_often_a_drawing_is_placed() {
    let fonts: Vec<_> = (0..20).map(|_| font(2_000)).collect();
    let drawing = "BT /F7 9 Tf (a) Tj ET";
    let read = read(&file(&"/X Do\n".repeat(2_000), drawing, &fonts));
    assert_eq!(read.unread, None);
    assert_eq!(read.text.matches('甲').count(), 2_000);
}

#[test]
fn tables_of_letters_without_end_are_cut() {
    // Each unpacks to nearly as much as one may; together they are more than a file may have.
    let one = font(50_000);
    let table = one.get(b"ToUnicode").and_then(Object::as_stream);
    let table = table.expect("its table").get_plain_content();
    let length = table.expect("its table is packed").len();
    assert!((1 << 20..2 << 20).contains(&length), "{length}");
    let fonts = vec![one; 20];
    let found = read(&file("/X Do", "BT /F0 9 Tf (a) Tj ET", &fonts));
    assert_eq!(found.unread, Some(UnreadReason::TooLarge));
    let found = read(&file("/X Do", "BT /F0 9 Tf (a) Tj ET", &fonts[..1]));
    assert_eq!(found.unread, None);
    assert!(found.text.contains('甲'));
}

#[test]
fn a_long_page_with_many_drawings_is_read_to_its_end() {
    let words = "(words of an honest page) Tj T*\n".repeat(1_000);
    let content = format!("{words}{}(13900000017) Tj", "/X Do\n".repeat(4_000));
    let read = read(&file(&content, "", &[]));
    assert_eq!(read.unread, None);
    assert!(read.text.contains("13900000017"));
}

#[test]
fn words_behind_what_cannot_be_understood_are_said_to_be_unread() {
    for broken in [
        "BT (a) Tj ) Tj (13900000017) Tj ET",
        "BT (a) Tj <6g> Tj (13900000017) Tj ET",
        "BT (a) Tj (b Tj ET BT [(13900000017)] TJ ET",
        "BT (a) Tj ET BI /W 1 ID x\nBT (13900000017) Tj ET",
    ] {
        for (content, drawing) in [(broken, ""), ("/X Do", broken)] {
            let read = read(&file(content, drawing, &[]));
            assert!(read.text.contains('a'), "{broken}: {}", read.text);
            assert_eq!(read.unread, Some(UnreadReason::Damaged), "{broken}");
        }
    }
    for whole in [
        "",
        "BT (a) Tj ET % the end",
        "BT (\\(a) Tj ET\n",
        "q BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q",
        "/P <</MCID 0>> BDC BT [(a) -3 (b)] TJ ET EMC",
    ] {
        assert_eq!(
            read(&file(whole, "", &[]))
                .unread
                .filter(|why| *why == UnreadReason::Damaged),
            None,
            "{whole}"
        );
    }
}

/// A composite font with this encoding and no table of its own.
fn bare_font(encoding: &str) -> Dictionary {
    dictionary(&[
        ("Type", name("Font")),
        ("Subtype", name("Type0")),
        ("Encoding", name(encoding)),
    ])
}

#[test]
fn pages_whose_letters_no_table_explains_are_named_and_ornaments_are_not() {
    let fonts = [
        bare_font("Identity-H"),
        bare_font("GBK-EUC-H"),
        bare_font("Identity-V"),
    ];
    let read = |drawing: &str| read(&file("BT (head) Tj ET /X Do", drawing, &fonts));
    // 电话 in GBK.
    let known = read("BT /F1 9 Tf <B5E7BBB0> Tj (13900000017) Tj ET");
    assert_eq!(known.unread, None);
    assert!(known.text.contains("电话13900000017"), "{}", known.text);
    let lost = read("BT /F0 9 Tf <00410042> Tj /F1 9 Tf <B5E7BBB0> Tj ET");
    assert_eq!(
        lost.unread,
        Some(UnreadReason::Letters { first: 1, pages: 1 })
    );
    assert!(lost.text.contains("电话"), "{}", lost.text);
    assert_eq!(read("BT /F0 9 Tf <0041> Tj ET").unread, None);
    let single = "BT /F2 9 Tf <0041> Tj 20 0 Td ET ".repeat(30);
    assert!(matches!(
        read(&single).unread,
        Some(UnreadReason::Letters { .. })
    ));
}

#[test]
fn a_font_that_explains_its_letters_is_read_by_that_whatever_it_calls_itself() {
    let mut named = font(1);
    named.set("Encoding", name("GBK-EUC-H"));
    let found = read(&file("/X Do", "BT /F0 9 Tf (a) Tj ET", &[named]));
    assert_eq!(found.unread, None);
    assert!(found.text.contains('甲'), "{}", found.text);
}
