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

#[test]
fn sheets_without_end_are_findings_at_their_place() {
    let sheets = [
        ("a.scss", "a { b: c }\n@while true { $x: 1; }", 2),
        ("a.scss", "$i: 1;\n@while $i > 0 { $i: $i + 1; }", 2),
        ("a.scss", "@mixin m { a { @include m; } }\n@include m;", 1),
        (
            "a.scss",
            "\n@function f($x) { @return f($x + 1); }\na { b: f(1) }",
            2,
        ),
        (
            "a.scss",
            "@function f($x) { @return g($x); }\n@function g($x) {\n @return f($x) }\na { b: f(1) }",
            1,
        ),
        (
            "a.scss",
            "@for $i from 1 through 999999999 { a { b: $i } }",
            1,
        ),
        ("a.sass", "a\n  b: c\n@while true\n  a\n    b: c\n", 3),
        ("a.sass", "=m\n  +m\n\na\n  +m\n", 1),
        (
            "a.sass",
            "@function f($x)\n  @return f($x)\n\na\n  b: f(1)",
            1,
        ),
    ];
    for (name, text, line) in sheets {
        let path = format!("sass/{name}");
        let got = compiled(ON, &[(path.as_str(), text)]);
        assert_eq!(got, format!("endless at {path}:{line}"), "{text}");
    }
}

#[test]
fn mixins_that_double_one_another_are_a_finding() {
    let mut text = "@mixin m0 { a { b: c } }\n".to_owned();
    for level in 1..40 {
        let below = level - 1;
        text += &format!("@mixin m{level} {{ @include m{below}; @include m{below}; }}\n");
    }
    text += "@include m39;";
    assert!(compiled(ON, &[("sass/a.scss", &text)]).starts_with("endless at sass/a.scss:"));
}

#[test]
fn recursion_and_loops_that_end_work_in_both_syntaxes() {
    let braces = "@function power($n) { @if $n == 0 { @return 1; } @return 2 * power($n - 1) }\n\
        @mixin deep($n) { @if $n > 0 { .d#{$n} { x: y; @include deep($n - 1); } } }\n\
        $i: 2;\n@while $i > 0 { .w#{$i} { p: power($i * 50) > 1; } $i: $i - 1; }\n\
        @include deep(2);\n@each $k, $v in (a: 1, b: 2) { .#{$k} { content: \"@while true {\"; v: $v; } }\n\
        // @while true { }\n.u { background: url(http://a.example/b); }";
    let css = "a.css: .w2{p:true}.w1{p:true}.d2{x:y}.d2 .d1{x:y}\
        .a{content:\"@while true {\";v:1}.b{content:\"@while true {\";v:2}.u{background:url(http://a.example/b)}";
    assert_eq!(compiled(ON, &[("sass/a.scss", braces)]), css);
    let lines = "@function sum($n)\n  @if $n == 0\n    @return 0\n  @return $n + sum($n - 1)\n\n\
        =deep($n)\n  @if $n > 0\n    .d#{$n}\n      x: y\n      +deep($n - 1)\n\n\
        .s\n  v: sum(300)\n+deep(2)\n";
    let css = "b.css: .s{v:45150}.d2{x:y}.d2 .d1{x:y}";
    assert_eq!(compiled(ON, &[("sass/b.sass", lines)]), css);
}

#[test]
fn a_mistake_below_woven_lines_keeps_its_line() {
    let text = "=m($a)\n  x: $a\n\na\n  +m(1)\n  b: $nothing\n";
    let got = compiled(ON, &[("sass/a.sass", text)]);
    assert_eq!(got, "not-compiled at sass/a.sass:6");
}

#[test]
fn themes_of_code_whose_colours_are_not_here_are_named() {
    let found = |table: &str| {
        let text = format!("base_url = \"/\"\n[markdown.highlighting]\n{table}");
        let (config, _) = Config::parse("config.toml", &text);
        let found = missing_colours(&config, &Arc::default());
        found.iter().map(|one| one.name).collect::<Vec<_>>()
    };
    assert_eq!(found("theme = \"nord\""), Vec::<&str>::new());
    assert_eq!(found("theme = \"norrd\""), ["unknown-theme"]);
}
