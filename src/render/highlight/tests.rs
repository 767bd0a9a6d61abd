//! Code in, elements out.

use super::*;

fn shown(info: &str, code: &str, style: &str) -> String {
    let highlighting = Highlighting {
        themes: vec!["github-dark".to_owned()],
        classes: style == "class",
        error_on_missing_language: false,
    };
    block(code, &Fence::read(info), &highlighting)
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
    let pair = Highlighting {
        themes: vec!["github-light".to_owned(), "github-dark".to_owned()],
        ..Highlighting::default()
    };
    assert!(block("x", &Fence::default(), &pair).contains("color: light-dark(#24292E, #E1E4E8);"));
}

#[test]
fn unknown_languages_are_plain_text() {
    assert!(!is_known("klingon") && is_known("JS") && is_known("c++"));
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
    let mut highlighting = Highlighting {
        themes: vec!["nord".to_owned()],
        classes: true,
        ..Highlighting::default()
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
