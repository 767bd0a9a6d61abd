//! Small folders of Sass in, CSS or findings out.

use super::*;

/// Compiles the files under a configuration and shows every sheet, then every finding with its place.
fn compiled(config: &str, files: &[(&str, &str)]) -> String {
    let (config, _) = Config::parse("config.toml", config);
    let mut sources = Sources::default();
    for (path, text) in files {
        let source = Source::new(path, text.as_bytes().to_vec());
        sources.files.insert(Arc::clone(&source.path), source);
    }
    let (styles, found) = compile(&sources, &config);
    let mut lines: Vec<String> = styles
        .iter()
        .map(|(path, css)| format!("{path}: {}", String::from_utf8_lossy(css)))
        .collect();
    lines.extend(found.iter().map(|finding| {
        let place = finding.place.as_ref().unwrap();
        format!("{} at {}:{}", finding.name, place.file, place.line)
    }));
    lines.join("\n")
}

const ON: &str = "base_url = \"/\"\ncompile_sass = true\n";

#[test]
fn sheets_are_compressed_and_parts_are_no_sheets() {
    let got = compiled(
        ON,
        &[
            (
                "sass/a.scss",
                "@use 'parts/ink';\na { b { color: ink.$ink; } }",
            ),
            ("sass/parts/_ink.scss", "$ink: #333344;"),
            ("sass/_hidden/never.scss", ".never { color: red }"),
            ("sass/sub/b.sass", ".a\n  color: red\n"),
            ("sass/notes.txt", "no Sass"),
        ],
    );
    assert_eq!(got, "a.css: a b{color:#334}\nsub/b.css: .a{color:red}");
}

#[test]
fn the_sass_of_the_site_waits_for_its_key_and_that_of_a_theme_does_not() {
    let files = [
        ("sass/a.scss", "a { b: c }"),
        ("themes/t/sass/a.scss", "a { b: theme }"),
    ];
    let theme = "base_url = \"/\"\ntheme = \"t\"\n";
    assert_eq!(compiled(theme, &files), "a.css: a{b:theme}");
    assert_eq!(
        compiled(&format!("{theme}compile_sass = true"), &files),
        "a.css: a{b:c}"
    );
}

#[test]
fn what_does_not_compile_is_named_with_its_line() {
    let got = compiled(
        ON,
        &[("sass/a.scss", "a { b: c }\n.a { color: $nothing; }\n")],
    );
    assert_eq!(got, "not-compiled at sass/a.scss:2");
}

#[test]
fn a_mistake_in_a_part_is_named_where_it_stands() {
    let got = compiled(
        ON,
        &[
            ("sass/a.scss", "@import \"p\";"),
            ("sass/_p.scss", "\n\na { b: $nothing }"),
        ],
    );
    assert_eq!(got, "not-compiled at sass/_p.scss:3");
}

#[test]
fn a_sheet_that_imports_itself_is_a_finding() {
    let got = compiled(ON, &[("sass/a.scss", "// @import 'b';\n@import \"a\";")]);
    assert_eq!(got, "circle at sass/a.scss:2");
}

#[test]
fn sheets_that_import_each_other_are_a_finding() {
    let got = compiled(
        ON,
        &[
            ("sass/a.scss", "@import 'x/b';"),
            ("sass/x/_b.sass", "@import other, ../a"),
            ("sass/x/_other.sass", ".o\n  a: b\n"),
        ],
    );
    assert_eq!(got, "circle at sass/x/_b.sass:1");
}

#[test]
fn a_part_that_two_sheets_share_is_no_circle() {
    let got = compiled(
        ON,
        &[
            ("sass/a.scss", "@import 'b', 'c';"),
            ("sass/_b.scss", "@import 'c'; /* @import 'a'; */"),
            ("sass/_c.scss", ".c { d: e }"),
        ],
    );
    assert_eq!(got, "a.css: .c{d:e}.c{d:e}");
}

#[test]
fn an_import_that_leads_out_of_the_site_finds_nothing() {
    let got = compiled(
        ON,
        &[("sass/a.scss", "@import '../../../../etc/hosts.scss';")],
    );
    assert_eq!(got, "not-compiled at sass/a.scss:1");
}

#[test]
fn two_files_of_one_sheet_are_a_finding() {
    let got = compiled(
        ON,
        &[("sass/a.sass", ".a\n  b: c"), ("sass/a.scss", "d { e: f }")],
    );
    assert_eq!(got, "a.css: .a{b:c}\ntwo-owners at sass/a.scss:0");
}

#[test]
fn a_part_that_is_not_text_is_named() {
    let (config, _) = Config::parse("config.toml", ON);
    let mut sources = Sources::default();
    for (path, bytes) in [
        ("sass/a.scss", b"@import 'p';".as_slice()),
        ("sass/_p.scss", b"/* \xd6\xd0 */".as_slice()),
    ] {
        let source = Source::new(path, bytes.to_vec());
        sources.files.insert(Arc::clone(&source.path), source);
    }
    let (_, found) = compile(&sources, &config);
    assert_eq!(found[0].place.as_ref().unwrap().file, "sass/_p.scss");
}
