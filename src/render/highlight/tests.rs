//! Code in, elements out.

use super::*;
use crate::config::Config;
use crate::source::{Source, Sources};

fn shown(info: &str, code: &str, style: &str) -> String {
    let highlighting = CodeHighlighting {
        themes: vec!["github-dark".to_owned()],
        classes: style == "class",
        ..CodeHighlighting::default()
    };
    block(code, &CodeFence::read(info), &highlighting)
}

/// Each token that is no plain text, with the last word of its classes.
fn kinds(info: &str, code: &str) -> String {
    let language = language::find(info).unwrap();
    let tokens = lex::tokens(code, language);
    let joined: String = tokens
        .iter()
        .map(|(_, range)| &code[range.clone()])
        .collect();
    assert_eq!(joined, code, "tokens cover the code");
    let named = tokens.iter().filter_map(|(kind, range)| {
        kind.classes().map(|classes| {
            format!(
                "{}={}",
                classes.rsplit("z-").next().unwrap_or(""),
                code[range.clone()].trim()
            )
        })
    });
    named.collect::<Vec<_>>().join(" ")
}

#[test]
fn lines_are_numbered_marked_and_hidden() {
    assert_eq!(
        shown(
            "rust,linenos,linenostart=20,hl_lines=2,hide_lines=1,copy=true",
            "// hidden\nlet a = 1;\nx\n",
            "class"
        ),
        "<pre class=\"giallo z-code\"><code data-lang=\"rust\" data-copy=\"true\">\
         <span class=\"giallo-l z-hl\"><span aria-hidden=\"true\" class=\"giallo-ln\">21</span><span class=\"z-keyword\">let</span><span> a = </span><span class=\"z-constant z-numeric\">1</span><span>;</span></span>\n\
         <span class=\"giallo-l\"><span aria-hidden=\"true\" class=\"giallo-ln\">22</span><span>x</span></span></code></pre>"
    );
}

#[test]
fn colours_stand_in_the_style_where_no_classes_are_wanted() {
    assert_eq!(
        shown("python", "# 注释 <b>\n", "inline"),
        "<pre class=\"giallo\" style=\"color: #E1E4E8; background-color: #24292E;\"><code data-lang=\"python\">\
         <span class=\"giallo-l\"><span style=\"color: #6A737D;\"># 注释 &lt;b&gt;</span></span></code></pre>"
    );
    let pair = CodeHighlighting {
        themes: vec!["github-light".to_owned(), "github-dark".to_owned()],
        ..CodeHighlighting::default()
    };
    assert!(
        block("x", &CodeFence::default(), &pair).contains("color: light-dark(#24292E, #E1E4E8);")
    );
}

#[test]
fn unknown_languages_are_plain_text() {
    let own = CodeHighlighting::default();
    assert!(!own.knows("klingon") && own.knows("JS") && own.knows("c++"));
    assert!(
        shown("klingon", "nuq <x>", "class").contains(
            "<code data-lang=\"plain\"><span class=\"giallo-l\"><span>nuq &lt;x&gt;</span>"
        )
    );
    assert!(shown("js", "", "class").contains("data-lang=\"javascript\""));
}

#[test]
fn tokens_are_found_by_the_rules_of_the_language() {
    assert_eq!(
        kinds(
            "rust",
            "fn main<'a>() { let c = 'x'; /* y\n */ Vec::new(\"\\\"s\") } // z"
        ),
        "keyword=fn function=main keyword=let string='x' comment=/* y\n */ type=Vec function=new string=\"\\\"s\" comment=// z"
    );
    assert_eq!(
        kinds("python", "def f(x):\n  '''a\nb''' return True + 1.5e3"),
        "keyword=def function=f string='''a\nb''' keyword=return language=True numeric=1.5e3"
    );
    assert_eq!(
        kinds("sh", "echo \"$#\" # c\nif [ $# ]"),
        "keyword=echo string=\"$#\" comment=# c keyword=if"
    );
    assert_eq!(
        kinds("json", "{\"a\": \"b\", \"c\": [1, null]}"),
        "property-name=\"a\" string=\"b\" property-name=\"c\" numeric=1 language=null"
    );
    assert_eq!(
        kinds("toml", "[t]\nkey = \"v\" # c\n"),
        "property-name=key string=\"v\" comment=# c"
    );
    assert_eq!(
        kinds("html", "<!-- c --><a href=\"x\">t</a>"),
        "comment=<!-- c --> tag=<a attribute-name=href string=\"x\" tag=> tag=</a>"
    );
    assert_eq!(
        kinds("css", "a { color: #fff; } @media { }"),
        "property-name=color language=#fff keyword=@media"
    );
    assert_eq!(
        kinds("diff", "+a\n-b\n c\n@@ 1 @@"),
        "inserted=+a deleted=-b keyword=@@ 1 @@"
    );
    assert_eq!(
        kinds("sql", "SELECT a FROM t -- c"),
        "keyword=SELECT keyword=FROM comment=-- c"
    );
    assert_eq!(kinds("md", "# T\ntext `c`"), "heading=# T string=`c`");
}

#[test]
fn text_that_ends_early_is_no_trouble() {
    for language in [
        "rust", "python", "html", "css", "json", "toml", "diff", "md", "sh", "sql", "lisp",
    ] {
        for code in [
            "\"", "'", "/*", "<", "<a", "<a b=\"", "`", "\"\\", "'''", "#", "@", "1.", "é\"",
            "<!--", "",
        ] {
            kinds(language, code);
        }
    }
}

#[test]
fn style_sheets_go_with_classes() {
    let mut highlighting = CodeHighlighting {
        themes: vec!["nord".to_owned()],
        classes: true,
        ..CodeHighlighting::default()
    };
    assert_eq!(stylesheets(&highlighting)[0].0, "giallo.css");
    assert!(
        stylesheets(&highlighting)[0]
            .1
            .contains(".z-comment { color: #616E88; }")
    );
    highlighting.themes.push("no-such-theme".to_owned());
    let names: Vec<&str> = stylesheets(&highlighting)
        .iter()
        .map(|(name, _)| *name)
        .collect();
    assert_eq!(names, ["giallo-light.css", "giallo-dark.css"]);
    assert!(!is_known_theme("no-such-theme"));
}

/// Highlighting with a grammar and a theme of the site.
fn own(style: &str) -> CodeHighlighting {
    let files = [
        (
            "syntaxes/tally.json",
            r#"{"name": "tally", "scopeName": "source.tally", "patterns": [
                {"match": "\\b(sum|end)\\b", "name": "keyword.control.tally"},
                {"begin": "'", "end": "'", "name": "string.quoted"}]}"#,
        ),
        (
            "themes/dusk.json",
            r##"{"name": "Dusk", "type": "dark", "colors": {"editor.foreground": "#ddd", "editor.background": "#101010"},
                "tokenColors": [
                {"settings": {"foreground": "#123456"}},
                {"scope": ["keyword", "storage"], "settings": {"foreground": "#AA0000", "fontStyle": "bold"}},
                {"scope": "string, comment", "settings": {"foreground": "#00AA00"}},
                {"scope": "variable", "settings": {"foreground": "red; } body { display: none"}}]}"##,
        ),
    ];
    let mut sources = Sources::default();
    for (path, text) in files {
        let source = Source::new(path, text.as_bytes().to_vec());
        sources.files.insert(Arc::clone(&source.path), source);
    }
    let text = format!(
        "base_url = \"/\"\n[markdown.highlighting]\ntheme = \"Dusk\"\nstyle = \"{style}\"\n\
         extra_grammars = [\"syntaxes/tally.json\"]\nextra_themes = [\"themes/dusk.json\"]\n"
    );
    let (config, _) = Config::parse("config.toml", &text);
    let (extras, found) = HighlightExtras::read(&config, &sources);
    assert_eq!(found, []);
    assert!(extras.has_theme("Dusk") && extras.has_theme("dusk") && !extras.has_theme("dawn"));
    crate::render::bodies::code_highlighting(&config, &Arc::new(extras)).unwrap()
}

#[test]
fn a_grammar_and_a_theme_of_the_site_colour_its_code() {
    let inline = own("inline");
    assert!(inline.knows("tally") && inline.knows("rust") && !inline.knows("klingon"));
    assert_eq!(
        block("sum 'a<b'\n", &CodeFence::read("tally"), &inline),
        "<pre class=\"giallo\" style=\"color: #ddd; background-color: #101010;\"><code data-lang=\"tally\"><span class=\"giallo-l\">\
         <span style=\"color: #AA0000; font-weight: bold;\">sum</span><span> </span>\
         <span style=\"color: #00AA00;\">&#39;a&lt;b&#39;</span></span></code></pre>"
    );
    // Languages without a grammar have the theme's colours too.
    let rust = block("let a", &CodeFence::read("rust"), &inline);
    assert!(
        rust.contains("<span style=\"color: #AA0000;\">let</span>"),
        "{rust}"
    );
    let class = own("class");
    let html = block("sum", &CodeFence::read("tally"), &class);
    assert!(
        html.contains("<span class=\"z-keyword z-control z-tally\">sum</span>"),
        "{html}"
    );
    let (name, css) = &stylesheets(&class)[0];
    assert_eq!(*name, "giallo.css");
    assert!(
        css.contains(".giallo .z-keyword { color: #AA0000; font-weight: bold; }"),
        "{css}"
    );
    assert!(!css.contains("display: none"), "{css}");
}

#[test]
fn files_that_are_no_grammars_and_no_themes_are_named() {
    let found = |table: &str| {
        let mut sources = Sources::default();
        for (path, text) in [("a.json", "{}"), ("b.sublime-syntax", "%YAML 1.2\n")] {
            let source = Source::new(path, text.as_bytes().to_vec());
            sources.files.insert(Arc::clone(&source.path), source);
        }
        let text = format!("base_url = \"/\"\n[markdown.highlighting]\ntheme = \"nord\"\n{table}");
        let (config, _) = Config::parse("config.toml", &text);
        let (_, found) = HighlightExtras::read(&config, &sources);
        let levels = found.iter().map(|one| (one.name, one.is_error()));
        levels.collect::<Vec<_>>()
    };
    let unusable = [("extra-grammars", false)];
    assert_eq!(found("extra_grammars = [\"a.json\"]"), unusable);
    assert_eq!(found("extra_grammars = [\"b.sublime-syntax\"]"), unusable);
    assert_eq!(found("extra_themes = [\"a.json\"]"), unusable);
    for absent in ["c.json", "../a.json"] {
        let table = format!("extra_themes = [\"{absent}\"]");
        assert_eq!(found(&table), [("no-grammar", true)], "{absent}");
    }
}
