//! What sites of Zola write down, name by name: command line, configuration, front matter, content, outputs. Enter at [`TEMPLATES`].

use crate::support::{Ran, SiteTest};

/// Templates that show what a page knows of itself.
const TEMPLATES: &[(&str, &str)] = &[
    (
        "templates/index.html",
        "{% for p in section.pages %}{{ p.slug }} {% endfor %}",
    ),
    (
        "templates/page.html",
        "{{ page.title }}|{{ page.date | default(value='') }}|{{ page.content | safe }}",
    ),
    (
        "templates/section.html",
        "{{ section.title }}:{% for p in section.pages %}{{ p.slug }} {% endfor %}",
    ),
];

const CONFIG: (&str, &str) = ("config.toml", "base_url = \"https://a.example\"\n");

/// A site of these files and the usual templates.
fn site(files: &[(&str, &str)]) -> SiteTest {
    SiteTest::with(&[&[CONFIG], TEMPLATES, files].concat())
}

/// The same with these lines in its configuration.
fn configured(lines: &str, files: &[(&str, &str)]) -> SiteTest {
    let config = format!("base_url = \"https://a.example\"\n{lines}");
    let site = site(files);
    site.write("config.toml", config.as_bytes());
    site
}

fn builds(site: &SiteTest) -> Ran {
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    ran
}

fn has(ran: &Ran, words: &[&str]) {
    for words in words {
        assert!(ran.said.contains(words), "{words}:\n{}", ran.said);
    }
}

#[test]
fn every_shell_gets_a_script_with_all_commands() {
    let site = site(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = site.run(&["completion", shell]);
        assert_eq!(ran.code, 0, "{shell}: {}", ran.said);
        for word in ["nianbao", "build", "serve", "extra-watch-path"] {
            assert!(ran.result.contains(word), "{shell} lacks {word}");
        }
    }
    assert_eq!(site.run(&["completion", "cmd"]).code, 2);
    assert_eq!(site.run(&["completion"]).code, 2);
}

#[test]
fn the_log_variable_hides_warnings_and_shows_phases() {
    let site = configured("nonsense = 1\n", &[]);
    let said = |wish: &str| {
        let ran = site.run_with(&[("RUST_LOG", wish)], ".", &["build"]);
        assert_eq!(ran.code, 0);
        ran.said
    };
    let usual = said("zola=info");
    assert!(
        usual.contains("nonsense") && usual.contains(" pages in "),
        "{usual}"
    );
    assert!(!usual.contains("made and written"), "{usual}");
    assert!(said("zola=info,site=debug").contains("made and written"));
    let quiet = said("warn");
    assert!(
        quiet.contains("nonsense") && !quiet.contains(" pages in "),
        "{quiet}"
    );
    assert_eq!(said("error"), "");
    site.write("content/a.md", b"+++\ntitle = 1\n");
    let ran = site.run_with(&[("RUST_LOG", "error")], ".", &["build"]);
    assert_eq!(ran.code, 1);
    has(&ran, &["content/a.md:1:1", "is not closed"]);
}

#[test]
fn colours_can_be_forced_and_forbidden() {
    let site = configured("nonsense = 1\n", &[]);
    let is_coloured = |variables: &[(&str, &str)]| {
        let ran = site.run_with(variables, ".", &["build"]);
        ran.said.contains('\u{1b}')
    };
    assert!(!is_coloured(&[]), "the error output is no terminal");
    assert!(is_coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "0")]));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn the_configuration_is_found_from_any_folder_below_and_by_its_name() {
    let site = site(&[
        ("templates/404.html", "{{ config.title }}"),
        ("content/a/b.md", "+++\n+++\n"),
        ("other.toml", "base_url = \"/\"\ntitle = \"other\"\n"),
    ]);
    for (arguments, title) in [
        (&["build"][..], ""),
        (&["-c", "other.toml", "build"], "other"),
        (&["build", "-c", "other.toml"], "other"),
        (&["-r", "../..", "--config", "other.toml", "build"], "other"),
    ] {
        let ran = site.run_with(&[], "content/a", arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.said);
        assert_eq!(site.page("404.html"), title, "{arguments:?}");
    }
    site.write("zola.toml", b"base_url = \"/\"\ntitle = \"zola\"\n");
    builds(&site);
    assert_eq!(
        site.page("404.html"),
        "zola",
        "`zola.toml` is looked for first"
    );
}

#[test]
fn check_names_orphans_and_looks_at_drafts_where_it_is_asked_to() {
    let site = site(&[
        ("content/lone/a.md", "+++\ntitle = \"A\"\n+++\n"),
        (
            "content/b.md",
            "+++\ntitle = \"B\"\ndraft = true\n+++\n[x](@/none.md)\n",
        ),
    ]);
    let ran = site.run(&["check"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    has(
        &ran,
        &["`content/lone/a.md` is an orphan", "content/lone/_index.md"],
    );
    assert!(!ran.said.contains("content/b.md"), "{}", ran.said);
    assert!(!site.folder.join("public").exists());
    let ran = site.run(&["check", "--drafts"]);
    assert_eq!(ran.code, 1, "{}", ran.said);
    has(&ran, &["content/b.md:5:1", "`@/none.md`"]);
}

#[test]
fn init_keeps_what_is_there_where_it_is_forced() {
    let site = SiteTest::with(&[("content/site.yaml", "bodies: {}\n")]);
    assert_eq!(site.run(&["init"]).code, 1);
    assert!(!site.folder.join("config.toml").exists());
    assert_eq!(site.run(&["init", "--force"]).code, 0);
    assert!(site.folder.join("config.toml").exists());
    assert_eq!(site.source("content/site.yaml"), "bodies: {}\n");
}

#[test]
fn switches_of_the_root_do_what_they_say() {
    let page = (
        "content/a.md",
        "+++\ntitle = \"A\"\n[taxonomies]\ntags = [\"x\"]\n+++\n",
    );
    let lists = [
        ("templates/taxonomy_list.html", "{{ current_path }}"),
        ("templates/taxonomy_single.html", "{{ current_path }}"),
    ];
    let site = configured(
        "generate_sitemap = false\ngenerate_robots_txt = false\nhard_link_static = true\nmode = \"check\"\n\
         taxonomy_root = \"/by/\"\noutput_dir = \"docs\"\n\
         taxonomies = [{name = \"tags\", sort_by = \"old\"}]\n[link_checker]\nskip_prefixes = [\"http://x\"]\n\
         skip_anchor_prefixes = []\ninternal_level = \"warn\"\nexternal_level = \"warn\"\nignored_files = [\"*.x\"]\n",
        &[
            &[
                page,
                ("static/s.txt", "s"),
                ("templates/404.html", "{{ config.mode }}"),
            ],
            &lists[..],
        ]
        .concat(),
    );
    let ran = builds(&site);
    assert!(!ran.said.contains("unknown"), "{}", ran.said);
    let docs = |path: &str| site.folder.join("docs").join(path);
    assert!(!docs("sitemap.xml").exists() && !docs("robots.txt").exists());
    assert_eq!(std::fs::read_to_string(docs("404.html")).unwrap(), "build");
    assert_eq!(
        std::fs::read_to_string(docs("by/tags/x/index.html")).unwrap(),
        "&#x2F;by&#x2F;tags&#x2F;x&#x2F;"
    );
    std::fs::write(docs("s.txt"), "changed in the output").unwrap();
    assert_eq!(site.source("static/s.txt"), "s", "a copy, no link");
}

#[test]
fn old_keys_are_named_with_the_new_ones_and_do_what_they_did() {
    let site = configured(
        "generate_rss = true\nrss_limit = 1\ncheck_external_links = true\ngenerate_tags_pages = true\n\
         extra_syntaxes = [\"syntaxes\"]\n[markdown]\nbuild_search_index = true\n",
        &[
            (
                "content/a.md",
                "+++\ntitle = \"A\"\ndate = 2020-01-01\n[taxonomies]\ntags = [\"x\"]\n+++\n",
            ),
            (
                "content/b.md",
                "+++\ntitle = \"B\"\ndate = 2021-01-01\n+++\n",
            ),
            ("templates/tags/list.html", "list"),
            ("templates/tags/single.html", "single"),
            (
                "templates/index.html",
                "{{ config.generate_rss }} {{ config.generate_feeds }} {{ config.feed_filename }} {{ config.rss_limit }}",
            ),
        ],
    );
    let ran = builds(&site);
    has(
        &ran,
        &[
            "config.toml:2:1",
            "write `generate_feeds` instead",
            "write `feed_limit` instead",
            "write `taxonomies` instead",
            "write `markdown.highlighting.extra_grammars` instead",
            "it has no effect any more: remove it",
            "write `build_search_index` above the first `[table]` instead",
        ],
    );
    assert_eq!(site.page("index.html"), "true true rss.xml 1");
    let feed = site.page("rss.xml");
    assert!(
        feed.contains("<title>B</title>") && !feed.contains("<title>A</title>"),
        "{feed}"
    );
    assert!(site.page("atom.xml").contains("<title>B</title>"));
    assert_eq!(site.page("tags/x/index.html"), "single");
    assert!(site.published().contains_key("search_index.en.js"));
    assert_eq!(site.run(&["build", "--strict"]).code, 1);
}

#[test]
fn old_code_colours_come_as_styles_or_as_sheets_of_the_names_that_are_written() {
    let code = ("content/a.md", "+++\n+++\n```rust\nfn main() {}\n```\n");
    let inline = configured(
        "highlight_code = true\nhighlight_theme = \"nord\"\n",
        &[code],
    );
    builds(&inline);
    let page = inline.page("a/index.html");
    assert!(page.contains("<span style="), "{page}");
    let lines = "[markdown]\nhighlight_code = true\nhighlight_theme = \"css\"\n\
        highlight_themes_css = [{theme = \"one-dark-pro\", filename = \"dark.css\"}, {theme = \"one-light\", filename = \"css/light.css\"}]\n";
    let classes = configured(lines, &[code, ("static/css/light.css", "mine")]);
    let ran = builds(&classes);
    assert!(!ran.said.contains("two owners"), "{}", ran.said);
    let page = classes.page("a/index.html");
    assert!(page.contains("class=\"z-"), "{page}");
    assert!(classes.page("dark.css").contains(".z-"));
    assert_eq!(
        classes.page("css/light.css"),
        "mine",
        "a sheet that the site has wins"
    );
    let off = configured("highlight_code = false\n", &[code]);
    builds(&off);
    assert!(
        off.page("a/index.html")
            .contains("<pre><code data-lang=\"rust\">fn main")
    );
}

#[test]
fn languages_as_a_list_have_their_feeds_indexes_words_and_taxonomies() {
    let site = configured(
        "languages = [{code = \"fr\", rss = true, search = true}, {code = \"it\"}]\n\
         taxonomies = [{name = \"tags\", rss = true}, {name = \"etiquettes\", lang = \"fr\"}]\n\
         [translations.en]\nhi = \"hello\"\n[translations.fr]\nhi = \"salut\"\n",
        &[
            (
                "content/a.md",
                "+++\ntitle = \"A\"\ndate = 2020-01-01\n[taxonomies]\ntags = [\"x\"]\n+++\n",
            ),
            (
                "content/a.fr.md",
                "+++\ntitle = \"F\"\ndate = 2020-01-01\n[taxonomies]\netiquettes = [\"x\"]\n+++\n",
            ),
            ("templates/taxonomy_list.html", "{{ lang }}"),
            ("templates/taxonomy_single.html", "{{ term.name }}"),
            (
                "templates/index.html",
                "{% for l in config.languages %}{{ l.code }} {% endfor %}{{ trans(key='hi', lang=lang) }}",
            ),
        ],
    );
    // The third language has no words of its own.
    site.write(
        "content/_index.it.md",
        b"+++\ntemplate = \"section.html\"\n+++\n",
    );
    let ran = builds(&site);
    has(
        &ran,
        &[
            "write `[languages.CODE]` instead",
            "write `taxonomies` in `[languages.fr]` instead",
        ],
    );
    assert_eq!(site.page("index.html"), "fr it hello");
    assert_eq!(site.page("fr/index.html"), "fr it salut");
    let files = site.published();
    for path in [
        "tags/x/atom.xml",
        "fr/rss.xml",
        "fr/etiquettes/x/index.html",
        "search_index.fr.js",
    ] {
        assert!(files.contains_key(path), "{path}: {:?}", files.keys());
    }
    assert!(!files.contains_key("etiquettes/index.html") && !files.contains_key("it/atom.xml"));
}

#[test]
fn what_the_default_language_says_may_stand_in_one_of_two_places() {
    let site = configured(
        "default_language = \"zh-Hans\"\n[languages.zh-Hans]\ntitle = \"甲\"\ngenerate_feeds = true\n\
         feed_filenames = [\"a.xml\"]\n[languages.en]\ntitle = \"A\"\n",
        &[
            ("templates/a.xml", "{{ config.title }}"),
            ("content/p.md", "+++\ndate = 2020-01-01\n+++\n"),
            ("content/p.en.md", "+++\n+++\n"),
        ],
    );
    builds(&site);
    assert_eq!(site.page("a.xml"), "甲");
    assert!(site.published().contains_key("en/p/index.html"));
}

#[test]
fn a_date_is_read_in_every_form_that_toml_and_yaml_have() {
    let toml = [
        ("2020-01-05", "2020-01-05"),
        ("2020-01-05 10:00:00", "2020-01-05T10:00:00"),
        ("2020-01-05T10:00:00.5", "2020-01-05T10:00:00.5"),
        ("2020-01-05T10:00:00+08:00", "2020-01-05T10:00:00+08:00"),
        ("1979-05-27 07:32:00-08:00", "1979-05-27T07:32:00-08:00"),
        ("\"2020-01-05\"", "2020-01-05"),
        ("\"2020-01-05T10:00:00Z\"", "2020-01-05T10:00:00Z"),
    ];
    let yaml = [
        ("2020-1-5", "2020-01-05T00:00:00Z"),
        ("2001-12-14 21:59:43.10 -5", "2001-12-14T21:59:43.1-05:00"),
        ("\"2020-01-05\"", "2020-01-05"),
        ("2020-01-05 10:00:00 +0800", "2020-01-05T10:00:00+08:00"),
    ];
    let toml = toml.map(|(date, seen)| (format!("+++\ndate = {date}\n+++\n"), seen));
    let yaml = yaml.map(|(date, seen)| (format!("---\ndate: {date}\n---\n"), seen));
    let site = site(&[]);
    for (number, (text, _)) in toml.iter().chain(&yaml).enumerate() {
        site.write(&format!("content/p{number}.md"), text.as_bytes());
    }
    builds(&site);
    for (number, (text, seen)) in toml.iter().chain(&yaml).enumerate() {
        let page = site.page(&format!("p{number}/index.html"));
        assert_eq!(page, format!("|{seen}|"), "{text}");
    }
}

#[test]
fn front_matter_in_odd_forms_is_read_and_unknown_keys_are_named() {
    let site = site(&[
        ("content/crlf.md", "+++\r\ntitle = \"W\"\r\n+++\r\nline\r\n"),
        ("content/bom.md", "\u{feff}\n\n+++\ntitle = \"B\"\n+++\n"),
        ("content/empty.md", "---\n---\n"),
        ("content/end.md", "+++\ntitle = \"E\"\n+++"),
        (
            "content/hugo.md",
            "---\ntitle: H\ncategories: [c]\nlayout: post\nauthors: Ann\ntaxonomies: {tags: one}\n---\n",
        ),
        (
            "content/s/_index.md",
            "+++\ntitle = \"S\"\ndate = 2020-01-01\nslug = \"x\"\n+++\n",
        ),
        (
            "content/extra.md",
            "+++\ntemplate = \"extra.html\"\n[extra]\nd = 2020-01-05\nt = 07:32:00\n[[extra.list]]\nat = 2021-01-01T00:00:00Z\n+++\n",
        ),
        (
            "templates/extra.html",
            "{{ page.extra | json_encode | safe }}",
        ),
        ("templates/taxonomy_list.html", ""),
        ("templates/taxonomy_single.html", "{{ term.name }}"),
    ]);
    site.write(
        "config.toml",
        b"base_url = \"/\"\ntaxonomies = [{name = \"tags\"}]\n",
    );
    let ran = builds(&site);
    has(
        &ran,
        &[
            "hugo.md:3:1",
            "unknown key `categories`",
            "content/s/_index.md:3:1",
            "unknown key `slug`",
        ],
    );
    assert_eq!(site.page("crlf/index.html"), "W||<p>line</p>\n");
    assert_eq!(site.page("bom/index.html"), "B||");
    assert_eq!(site.page("end/index.html"), "E||");
    assert_eq!(
        site.page("tags/one/index.html"),
        "one",
        "one term is a list of one"
    );
    assert_eq!(
        site.page("extra/index.html"),
        r#"{"d":"2020-01-05","list":[{"at":"2021-01-01T00:00:00Z"}],"t":"07:32:00"}"#
    );
}

#[test]
fn front_matter_that_cannot_be_meant_is_named_at_its_line() {
    let wrong = [
        ("slug = \"\"", "`slug` may not be empty"),
        ("path = \"\"", "`path` may not be empty"),
        ("date = \"soon\"", "`soon` is no date; write 2020-12-16"),
        (
            "weight = \"heavy\"",
            "`weight` must be a whole number, but this is text",
        ),
        (
            "draft = \"no\"",
            "`draft` must be `true` or `false`, but this is text",
        ),
    ];
    let sections = [
        ("sort_by = \"titel\"", "did you mean `title`?"),
        (
            "insert_anchor_links = \"top\"",
            "`insert_anchor_links` is one of none | left | right | heading",
        ),
    ];
    let site = site(&[]);
    for (number, (line, _)) in wrong.iter().enumerate() {
        site.write(
            &format!("content/p{number}.md"),
            format!("+++\n{line}\n+++\n").as_bytes(),
        );
    }
    for (number, (line, _)) in sections.iter().enumerate() {
        let text = format!("+++\n{line}\n+++\n");
        site.write(&format!("content/s{number}/_index.md"), text.as_bytes());
    }
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    for (number, (_, words)) in wrong.iter().enumerate() {
        has(&ran, &[words, &format!("content/p{number}.md:2:")]);
    }
    for (number, (_, words)) in sections.iter().enumerate() {
        has(&ran, &[words, &format!("content/s{number}/_index.md:2:")]);
    }
}

#[test]
fn the_code_of_the_default_language_may_stand_in_file_names() {
    let site = configured(
        "[languages.fr]\n",
        &[
            ("content/a.en.md", "+++\ntitle = \"A\"\n+++\n"),
            ("content/a.fr.md", "+++\ntitle = \"F\"\n+++\n"),
            ("content/s/_index.en.md", "+++\ntitle = \"S\"\n+++\n"),
            (
                "templates/page.html",
                "{% for t in page.translations %}{{ t.path }} {% endfor %}",
            ),
        ],
    );
    builds(&site);
    assert_eq!(
        site.page("a/index.html"),
        "&#x2F;a&#x2F; &#x2F;fr&#x2F;a&#x2F; "
    );
    assert_eq!(site.page("fr/a/index.html"), site.page("a/index.html"));
    assert!(site.page("s/index.html").starts_with("S:"));
    site.write("content/a.md", b"+++\n+++\n");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    has(
        &ran,
        &["`content/a.en.md`", "`content/a.md`", "more than one owner"],
    );
}

#[test]
fn an_alias_that_is_the_pages_own_address_is_no_clash() {
    let site = site(&[(
        "content/a.md",
        "+++\ntitle = \"A\"\naliases = [\"/a/\", \"old\", \"old.html\"]\n+++\n",
    )]);
    builds(&site);
    assert_eq!(site.page("a/index.html"), "A||");
    for path in ["old/index.html", "old.html"] {
        assert!(site.page(path).contains("https://a.example/a/"), "{path}");
    }
}

#[test]
fn the_folder_of_a_site_may_be_its_theme() {
    let files = [
        ("theme.toml", "[extra]\nk = \"of the theme\"\n"),
        ("static/s.css", "a{}"),
        ("sass/m.scss", "a { b: c }"),
        ("templates/404.html", "{{ config.extra.k }}"),
        (
            "templates/page.html",
            "{% extends \"x/templates/base.html\" %}",
        ),
        ("templates/base.html", "base"),
        ("content/a.md", "+++\n+++\n"),
    ];
    let shown = |site: &SiteTest| {
        assert_eq!(site.page("404.html"), "of the theme");
        assert_eq!(site.page("a/index.html"), "base");
        assert!(site.published().contains_key("s.css") && site.published().contains_key("m.css"));
    };
    let here = configured("theme = \"x\"\n", &files);
    let ran = builds(&here);
    has(
        &ran,
        &["theme.toml", "no folder `themes/x`", "leave `theme` out"],
    );
    shown(&here);
    let linked = configured("theme = \"x\"\n", &files);
    std::fs::create_dir(linked.folder.join("themes")).unwrap();
    std::os::unix::fs::symlink("..", linked.folder.join("themes/x")).unwrap();
    let ran = builds(&linked);
    assert!(!ran.said.contains("warning"), "{}", ran.said);
    shown(&linked);
}

/// A theme with a site of its own in `example`, which finds it by a link; `more` is put into the theme.
fn example(more: &[(&str, &str)]) -> SiteTest {
    let site = SiteTest::with(&[
        ("example/config.toml", "base_url = \"/\"\ntheme = \"x\"\n"),
        ("templates/index.html", "of the theme"),
        ("static/s.css", "a{}"),
        ("secret.txt", "not a part of the theme"),
        ("content/own.md", "+++\n+++\n"),
    ]);
    for (path, text) in more {
        site.write(path, text.as_bytes());
    }
    std::fs::create_dir(site.folder.join("example/themes")).unwrap();
    std::os::unix::fs::symlink("../..", site.folder.join("example/themes/x")).unwrap();
    site
}

#[test]
fn a_theme_that_holds_the_site_is_found_by_a_link_and_nothing_else_of_it_is_read() {
    let site = example(&[("theme.toml", "")]);
    std::os::unix::fs::symlink("/etc/hostname", site.folder.join("static/out.txt")).unwrap();
    let ran = site.run(&["-r", "example", "build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    has(
        &ran,
        &["`themes/x/static/out.txt` is a link that leads out of the site"],
    );
    let public = site.folder.join("example/public");
    assert_eq!(
        std::fs::read_to_string(public.join("index.html")).unwrap(),
        "of the theme"
    );
    let files: Vec<String> = crate::support::files_below(&public)
        .iter()
        .map(|path| {
            path.strip_prefix(&public)
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert_eq!(
        files,
        [
            "404.html",
            "index.html",
            "robots.txt",
            "s.css",
            "sitemap.xml"
        ]
    );
}

#[test]
fn a_link_to_a_folder_that_is_no_theme_is_not_followed() {
    let site = example(&[]);
    let ran = site.run(&["-r", "example", "build"]);
    assert_eq!(ran.code, 1);
    has(
        &ran,
        &[
            "`themes/x` is a link that leads out of the site",
            "there is no theme `x`",
            "config.toml:2:9",
        ],
    );
}

#[test]
fn a_theme_needs_no_theme_file_and_an_empty_submodule_is_no_theme() {
    let site = SiteTest::with(&[
        ("config.toml", "base_url = \"/\"\ntheme = \"y\"\n"),
        ("themes/y/templates/index.html", "of y"),
        ("themes/y/.git/HEAD", "x"),
        ("themes/z/templates/index.html", "{% of z"),
    ]);
    let ran = builds(&site);
    has(
        &ran,
        &["the theme `y` has no `theme.toml`", "themes/y/theme.toml"],
    );
    assert_eq!(site.page("index.html"), "of y");
    std::fs::remove_dir_all(site.folder.join("themes/y")).unwrap();
    std::fs::create_dir(site.folder.join("themes/y")).unwrap();
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    has(
        &ran,
        &[
            "there is no theme `y`",
            "config.toml:2:9",
            "git submodule update --init",
        ],
    );
}

#[test]
fn links_are_followed_inside_the_site_and_left_out_with_a_warning_elsewhere() {
    let site = site(&[
        ("docs/readme.md", "+++\ntitle = \"R\"\n+++\n"),
        ("static/a/x.txt", "x"),
    ]);
    for (link, to) in [
        ("content/r.md", "../docs/readme.md"),
        ("static/b", "a"),
        ("static/gone.png", "nowhere.png"),
        ("static/host.txt", "/etc/hostname"),
        ("static/loop", "."),
    ] {
        let link = site.folder.join(link);
        std::fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(to, link).unwrap();
    }
    let ran = builds(&site);
    has(
        &ran,
        &[
            "`static/gone.png` is a link to a file that is not there",
            "`static/host.txt` is a link that leads out of the site",
            "`static/loop` is a link that leads back into itself",
            "3 warnings",
        ],
    );
    let files = site.published();
    assert!(files.contains_key("r/index.html") && files.contains_key("b/x.txt"));
    assert!(
        !files
            .keys()
            .any(|path| path.contains("host") || path.contains("loop"))
    );
    assert_eq!(site.run(&["build", "--strict"]).code, 1);
    site.write(
        "config.toml",
        b"base_url = \"/\"\n[extra.nianbao]\ndialect = \"tera2\"\n",
    );
    assert_eq!(
        site.run(&["build"]).code,
        1,
        "a site of reports must not lose a file"
    );
}

#[test]
fn files_of_any_name_and_bytes_are_copied_and_only_those_beside_pages_are_chosen() {
    let site = site(&[
        ("static/.nojekyll", ""),
        ("static/.well-known/x", "1"),
        ("static/noext", "1"),
        ("content/p/index.md", "+++\n+++\n"),
        ("content/p/noext", "1"),
        ("content/p/sub/b.txt", "1"),
        ("content/p/note.txt~", "1"),
        ("content/p/.hidden", "1"),
        ("content/s/_index.md", "+++\n+++\n"),
        ("content/s/own.txt", "1"),
        ("content/s/deep/not.txt", "1"),
    ]);
    site.write("static/bytes.bin", b"\xff\xfe\x00");
    builds(&site);
    let files = site.published();
    assert_eq!(files["bytes.bin"], b"\xff\xfe\x00");
    for path in [
        ".nojekyll",
        ".well-known/x",
        "noext",
        "p/sub/b.txt",
        "s/own.txt",
    ] {
        assert!(files.contains_key(path), "{path}");
    }
    for path in ["p/noext", "p/note.txt~", "p/.hidden", "s/deep/not.txt"] {
        assert!(!files.contains_key(path), "{path}");
    }
}

#[test]
fn a_theme_without_content_builds_again_and_again() {
    let site = site(&[]);
    for _ in 0..2 {
        builds(&site);
    }
    assert!(site.page("404.html").len() > 20);
}

#[test]
fn nothing_that_is_not_written_is_in_a_sitemap_or_a_feed() {
    let site = configured(
        "generate_feeds = true\ntaxonomies = [{name = \"tags\"}]\n",
        &[
            ("content/_index.md", "+++\nsort_by = \"date\"\n+++\n"),
            (
                "content/shown.md",
                "+++\ntitle = \"shown\"\ndate = 2020-01-01\n+++\n",
            ),
            (
                "content/hidden.md",
                "+++\ntitle = \"hidden\"\ndate = 2020-01-01\nrender = false\n+++\n",
            ),
            ("content/undated.md", "+++\ntitle = \"undated\"\n+++\n"),
        ],
    );
    let ran = builds(&site);
    has(&ran, &["`content/undated.md` has no `date`"]);
    for file in ["sitemap.xml", "atom.xml"] {
        let text = site.page(file);
        assert!(text.contains("https://a.example/shown/"), "{text}");
        assert!(
            !text.contains("hidden") && !text.contains("undated") && !text.contains("/tags/"),
            "{text}"
        );
    }
}

#[test]
fn a_feed_or_a_list_without_a_template_is_named_where_it_is_asked_for() {
    let site = configured(
        "generate_feeds = true\nfeed_filenames = [\"feed.json\"]\ntaxonomies = [{name = \"tags\"}]\n",
        &[(
            "content/a.md",
            "+++\ndate = 2020-01-01\n[taxonomies]\ntags = [\"x\"]\n+++\n",
        )],
    );
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    has(
        &ran,
        &[
            "no template `feed.json`",
            "config.toml:3:18",
            "put it at `templates/feed.json`",
            "no template `taxonomy_single.html`",
            "config.toml:4:14",
        ],
    );
}

#[test]
fn a_template_in_another_encoding_is_named_and_data_too_large_are_left_out() {
    let site = site(&[]);
    let file = |path: &str| {
        std::fs::create_dir_all(site.folder.join("data")).unwrap();
        std::fs::File::create(site.folder.join(path)).unwrap()
    };
    file("data/all.bin").set_len(300 << 20).unwrap();
    let ran = builds(&site);
    has(&ran, &["`data/all.bin` has 300 MB", "1 warning"]);
    site.write("templates/page.html", b"\xc4\xea\xb1\xa8");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    has(&ran, &["templates/page.html:1:1", "looks like GB18030"]);
}

#[test]
fn a_glob_that_names_a_folder_covers_what_is_in_it() {
    let site = configured(
        "ignored_content = [\"**/work\", \"old\"]\nignored_static = [\"**/src\"]\n",
        &[
            ("content/a/index.md", "+++\n+++\n"),
            ("content/a/work/x.txt", "x"),
            ("content/a/works.txt", "x"),
            ("content/old/p.md", "no front matter"),
            ("static/js/src/x.js", "x"),
            ("static/js/x.js", "x"),
        ],
    );
    builds(&site);
    let files = site.published();
    let kept: Vec<&str> = files
        .keys()
        .map(String::as_str)
        .filter(|path| !path.ends_with("ml"))
        .collect();
    assert_eq!(kept, ["a/works.txt", "js/x.js", "robots.txt"]);
}

#[test]
fn a_page_knows_which_zola_is_spoken() {
    let site = site(&[(
        "templates/index.html",
        "{{ zola_version }} {{ config.mode }} {{ lang }} {{ current_path | safe }}",
    )]);
    builds(&site);
    assert_eq!(site.page("index.html"), "0.22.1 build en /");
}

#[test]
fn dates_in_names_stay_in_addresses_where_that_is_asked_for() {
    let page = (
        "content/2018-10-12-Hello You.md",
        "+++\ntitle = \"A\"\n+++\n",
    );
    for (lines, path) in [
        ("", "hello-you/index.html"),
        (
            "[slugify]\npaths_keep_dates = true\n",
            "2018-10-12-hello-you/index.html",
        ),
        ("[slugify]\npaths = \"safe\"\n", "Hello You/index.html"),
    ] {
        let site = configured(lines, &[page]);
        builds(&site);
        assert_eq!(site.page(path), "A|2018-10-12|", "{lines}");
    }
}

#[test]
fn an_index_has_the_fields_that_are_asked_for() {
    let site = configured(
        "build_search_index = true\n[search]\ninclude_title = false\ninclude_description = true\n\
         include_date = true\ninclude_path = true\ntruncate_content_length = 3\nindex_format = \"fuse_javascript\"\n",
        &[(
            "content/a.md",
            "+++\ntitle = \"T\"\ndescription = \"D\"\ndate = 2020-01-01\n+++\nabcdef\n",
        )],
    );
    builds(&site);
    let index = site.page("search_index.en.js");
    let json = index
        .strip_prefix("window.searchIndex = ")
        .unwrap()
        .trim_end_matches(';');
    let index: serde_json::Value = serde_json::from_str(json).unwrap();
    let entries = index.as_array().unwrap();
    let page = entries.iter().find(|entry| entry["path"] == "/a/").unwrap();
    assert_eq!(
        (&page["body"], &page["description"]),
        (&"abc".into(), &"D".into())
    );
    assert!(page.get("title").is_none(), "{page}");
    assert!(!site.published().contains_key("elasticlunr.min.js"));
}

#[test]
fn a_section_may_lead_to_a_path_or_to_another_host() {
    let site = site(&[
        ("content/in/_index.md", "+++\nredirect_to = \"a/b\"\n+++\n"),
        (
            "content/out/_index.md",
            "+++\nredirect_to = \"https://b.example/x?y=1\"\n+++\n",
        ),
        ("templates/internal/alias.html", "to {{ url | safe }}"),
    ]);
    builds(&site);
    assert_eq!(site.page("in/index.html"), "to https://a.example/a/b/");
    assert_eq!(site.page("out/index.html"), "to https://b.example/x?y=1");
}

#[test]
fn a_build_writes_nothing_beside_its_output() {
    let site = configured(
        "compile_sass = true\nbuild_search_index = true\n[markdown.highlighting]\ntheme = \"nord\"\nstyle = \"class\"\n",
        &[
            ("content/a.md", "+++\n+++\n```rust\nfn x() {}\n```\n"),
            ("sass/m.scss", "a { b: c }"),
            (
                "templates/404.html",
                "{{ resize_image(path=\"i.png\", width=1, height=1) | get(key=\"url\") }}",
            ),
        ],
    );
    // A PNG of one white pixel.
    let png = "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f0001010100b138f6140000000049454e44ae426082";
    let png: Vec<u8> = (0..png.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&png[at..at + 2], 16).unwrap())
        .collect();
    site.write("static/i.png", &png);
    let before = crate::support::files_below(&site.folder);
    builds(&site);
    let after: Vec<_> = crate::support::files_below(&site.folder)
        .into_iter()
        .filter(|path| !path.starts_with(site.folder.join("public")))
        .collect();
    assert_eq!(after, before);
    let files = site.published();
    assert!(
        files.contains_key("giallo.css")
            && files
                .keys()
                .any(|path| path.starts_with("processed_images/"))
    );
}

#[test]
fn what_leads_out_of_the_output_is_named_where_it_is_written() {
    let site = configured(
        "generate_feeds = true\nfeed_filenames = [\"../up.xml\"]\ntaxonomies = [{name = \"tags\", paginate_by = 1, paginate_path = \"../../../pager\"}]\n",
        &[
            (
                "content/_index.md",
                "+++\npaginate_by = 1\npaginate_path = \"../pp\"\n+++\n",
            ),
            (
                "content/a.md",
                "+++\ndate = 2020-01-01\naliases = [\"../alias\"]\n[taxonomies]\ntags = [\"x\"]\n+++\n",
            ),
            ("templates/taxonomy_list.html", ""),
            ("templates/taxonomy_single.html", ""),
        ],
    );
    let at = |said: &str, words: &str| {
        let (_, rest) = said
            .split_once(words)
            .unwrap_or_else(|| panic!("{words}:\n{said}"));
        rest.lines().nth(1).unwrap_or_default().trim().to_owned()
    };
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    for (words, place) in [
        ("`../up.xml`", "config.toml:3:18"),
        ("pager/1/index.html`", "config.toml:4:14"),
        ("`../pp/1/index.html`", "content/_index.md:3:18"),
        ("`../alias/index.html`", "content/a.md:3:13"),
    ] {
        let shown = at(&ran.said, words);
        assert!(shown.contains(place), "{words}: {shown}");
    }
    site.write("config.toml", b"base_url = \"/\"\ntaxonomy_root = \"../../by\"\ntaxonomies = [{name = \"tags\", feed = true}]\n");
    let ran = site.run(&["build"]);
    for words in [
        "`../../by/tags/index.html`",
        "`../../by/tags/x/index.html`",
        "`../../by/tags/x/atom.xml`",
    ] {
        let shown = at(&ran.said, words);
        assert!(shown.contains("config.toml:2:17"), "{words}: {shown}");
    }
    assert!(!site.folder.parent().unwrap().join("by").exists());
}

#[test]
fn a_page_of_two_hundred_megabytes_is_named_and_never_read() {
    let site = site(&[("content/fine.md", "+++\n+++\n")]);
    let file = std::fs::File::create(site.folder.join("content/long.md")).unwrap();
    file.set_len(200 << 20).unwrap();
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    has(
        &ran,
        &[
            "`content/long.md` has 200 MB of text",
            "part it into several pages",
            "1 error",
        ],
    );
}
