//! Sites of older Zola versions, built as they stand: old keys, lists, shortcodes and variables. Enter at [`SITE`].

use crate::support::SiteTest;

/// What a site of 2019 looks like.
const SITE: &[(&str, &str)] = &[
    (
        "config.toml",
        r#"base_url = "https://example.com"
default_language = "en"
generate_rss = true
feed_filename = "rss.xml"
rss_limit = 5
highlight_code = true
languages = [{code = "fr", rss = true, search = true}]
taxonomies = [{name = "tags", rss = true}, {name = "themes", lang = "fr"}]
"#,
    ),
    (
        "content/_index.md",
        "+++\nsort_by = \"date\"\ndate = 2019-01-01\n+++\n",
    ),
    (
        "content/a.md",
        "+++\ntitle = \"A\"\ndate = 2018-01-02\norder = 1\n[taxonomies]\ntags = [\"x\"]\n+++\n{{ youtube(id=\"abc\", class=\"wide\") }}\n\n```rust\nfn x() {}\n```\n",
    ),
    (
        "templates/index.html",
        "{% for l in config.languages %}[{{ l.code }} {{ l.rss }} {{ l.search }}]{% endfor %}{% if config.highlight_code %}code{% endif %} {% for p in section.pages %}{{ p.title }}{% if p.earlier %}!{% endif %}{% endfor %}",
    ),
    ("templates/section.html", "{{ section.title }}"),
    ("templates/page.html", "{{ page.content | safe }}"),
    ("templates/tags/list.html", "{{ taxonomy.name }}"),
    ("templates/tags/single.html", "{{ term.name }}"),
    (
        "templates/rss.xml",
        "<rss><built>{{ last_build_date | date(format=\"%Y\") }}</built>{% for p in pages %}<item>{{ p.title }}</item>{% endfor %}</rss>",
    ),
];

#[test]
fn a_site_of_an_older_zola_builds_as_it_stands() {
    let site = SiteTest::with(SITE);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert_eq!(site.page("index.html"), "[fr true true]code A");
    let page = site.page("a/index.html");
    assert!(
        page.contains(
            r#"<div class="wide"><iframe src="https://www.youtube-nocookie.com/embed/abc""#
        ),
        "{page}"
    );
    assert!(
        page.contains(r#"<span style="#),
        "the code is coloured: {page}"
    );
    assert_eq!(
        site.page("rss.xml"),
        "<rss><built>2018</built><item>A</item></rss>"
    );
    assert_eq!(
        site.page("tags/x/rss.xml"),
        site.page("rss.xml"),
        "a term has a feed of the same name"
    );
    for words in [
        "the shortcode `youtube` came with an older Zola",
        "content/a.md:8:1",
        "help: write `templates/shortcodes/youtube.html` yourself",
        "`generate_rss` is a key of an older Zola",
        "`languages = [...]` is a key of an older Zola",
    ] {
        assert!(ran.said.contains(words), "{words}\n{}", ran.said);
    }
    let strict = site.run(&["build", "--strict"]);
    assert_eq!(strict.code, 1, "{}", strict.said);
}

#[test]
fn a_shortcode_of_the_site_wins_over_that_of_an_older_zola() {
    let site = SiteTest::with(SITE);
    site.write("templates/shortcodes/youtube.html", b"own {{ id }}");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(site.page("a/index.html").contains("own abc"));
    assert!(!ran.said.contains("shortcode `youtube`"), "{}", ran.said);
}
