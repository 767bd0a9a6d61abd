//! Idioms of public Zola themes, each as a site in a few strings: files in, words of the finished pages out. Enter at [`gives`].

use crate::support::{Ran, SiteTest};
use sha2::Digest;

const CONFIG: &str = "base_url = \"https://a.example\"\n";

/// A site of these files, with a configuration unless they have one.
fn site_of(files: &[(&str, &str)]) -> SiteTest {
    let site = SiteTest::with(&[("config.toml", CONFIG), ("content/_index.md", "+++\n+++\n")]);
    for (path, text) in files {
        site.write(path, text.as_bytes());
    }
    site
}

fn built(name: &str, files: &[(&str, &str)]) -> (SiteTest, Ran) {
    let site = site_of(files);
    let ran = site.run(&["build", "--today", "2025-01-02"]);
    assert_eq!(ran.code, 0, "{name}: {}", ran.said);
    (site, ran)
}

/// Builds a site and looks for words in its pages.
fn gives(name: &str, files: &[(&str, &str)], wanted: &[(&str, &str)]) {
    let (site, _) = built(name, files);
    for (page, words) in wanted {
        let text = site.page(page);
        assert!(
            text.contains(words),
            "{name}: {page} has not\n{words}\nbut\n{text}"
        );
    }
}

/// The template of the root in, its page out.
fn shows(template: &str, wanted: &str) {
    gives(
        template,
        &[("templates/index.html", template)],
        &[("index.html", wanted)],
    );
}

/// The text of a page in, its HTML out.
fn writes(body: &str, shortcodes: &[(&str, &str)], wanted: &str) {
    let page = format!("+++\ntitle = \"题\"\ndate = 2024-03-05\n+++\n{body}");
    let mut files = vec![
        (
            "templates/page.html".to_owned(),
            "{{ page.content | safe }}".to_owned(),
        ),
        ("content/p.md".to_owned(), page),
    ];
    for (name, text) in shortcodes {
        files.push((format!("templates/shortcodes/{name}"), (*text).to_owned()));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    gives(body, &files, &[("p/index.html", wanted)]);
}

/// A site that does not build, and what is said about it.
fn refuses(files: &[(&str, &str)], words: &[&str]) {
    let ran = site_of(files).run(&["build"]);
    assert_eq!(ran.code, 1, "{}", ran.said);
    for word in words {
        assert!(
            ran.said.contains(word),
            "`{word}` is not said in\n{}",
            ran.said
        );
    }
}

const BLOG: [(&str, &str); 8] = [
    (
        "config.toml",
        "base_url = \"https://a.example\"\ntaxonomies = [{name = \"tags\", paginate_by = 1, feed = true}]\n",
    ),
    (
        "content/blog/_index.md",
        "+++\ntitle = \"Blog\"\nsort_by = \"date\"\npaginate_by = 2\n+++\n",
    ),
    (
        "content/blog/a.md",
        "+++\ntitle = \"A\"\ndate = 2024-01-01\n[taxonomies]\ntags = [\"x\", \"Y z\"]\n[extra]\nweight = 3\nfeatured = true\n+++\n\n# H1\n## H2\n### H3\n",
    ),
    (
        "content/blog/b.md",
        "+++\ntitle = \"B\"\ndate = 2023-05-01\n[taxonomies]\ntags = [\"x\"]\n[extra]\nweight = 1\n+++\n",
    ),
    (
        "content/blog/c.md",
        "+++\ntitle = \"C\"\ndate = 2023-02-01\n[extra]\nweight = 2\nfeatured = false\n+++\n",
    ),
    ("templates/section.html", "{{ section.title }}"),
    ("templates/taxonomy_list.html", "{{ taxonomy.name }}"),
    ("templates/taxonomy_single.html", "{{ term.name }}"),
];

/// The blog with other files over its own.
fn blog<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    BLOG.iter().chain(more).copied().collect()
}

#[test]
fn values_that_are_not_there_have_their_default() {
    for (template, wanted) in [
        (
            "{% set x = y | default(value=[]) %}{% for a in x %}{{ a }}{% else %}none{% endfor %}{{ x | concat(with=\"q\") | concat(with=[\"r\"]) | join(sep=\"-\") }}",
            "noneq-r",
        ),
        (
            "{% if config.extra.a.b %}yes{% else %}no{% endif %}{% if config.extra.a.b.c and config.extra.z %}y{% endif %}{{ config.extra.a.b | default(value=\"d\") }}{% if not config.extra.a.b %}neg{% endif %}",
            "nodneg",
        ),
        ("[{{ config.extra.q | default(value=\"\") | safe }}]", "[]"),
        (
            "{% if config.extra.list | default(value=[]) | length > 0 %}b{% else %}c{% endif %}",
            "c",
        ),
        (
            "{% if false %}{{ throw(message=\"x\") }}{% endif %}ok",
            "ok",
        ),
        ("a {%- if true -%} b {%- endif -%} c {{- 1 -}} d", "abc1d"),
        (
            "{% for i in [1, 2, 3] %}{{ loop.index0 }}{{ loop.index }}{% if loop.first %}F{% endif %}{% if loop.last %}L{% endif %};{% endfor %}",
            "01F;12;23L;",
        ),
        (
            "{% set q = 1 %}{{ __tera_context }}",
            "\"current_path\": \"/\"",
        ),
    ] {
        shows(template, wanted);
    }
    refuses(
        &[("templates/index.html", "{{ throw(message=\"爆\") }}")],
        &["爆", "index.html"],
    );
}

#[test]
fn addresses_and_dates_are_written_as_asked() {
    for (template, wanted) in [
        (
            "{{ get_url(path=\"x\") }} {{ get_url(path=\"x\", trailing_slash=true) }} {{ get_url(path=\"/x/\") }} {{ get_url(path=\"/\") }}",
            "https://a.example/x https://a.example/x/ https://a.example/x https://a.example",
        ),
        (
            "{{ now() | date(format=\"%Y\") }} {{ now(timestamp=true) | date(format=\"%Y-%m-%d\") }} {{ now() | date(format=\"%-d %B %Y\") }}",
            "2025 2025-01-02 2 January 2025",
        ),
        (
            "{{ \"2024-03-05\" | date(format=\"%-d %B %Y\", locale=\"fr_FR\") }} {{ \"2024-03-05T10:11:12Z\" | date(format=\"%H:%M\", timezone=\"Asia/Shanghai\") }}",
            "5 mars 2024 18:11",
        ),
        (
            "{{ \"2024-03-05\" | date(format=\"%b %A\", locale=\"zh_CN\") }}",
            "3月 星期二",
        ),
    ] {
        shows(template, wanted);
    }
    gives(
        "404",
        &blog(&[(
            "templates/404.html",
            "{{ current_path | default(value=\"/\") }} {{ config.title | default(value=\"t\") }}{% if page is undefined %} U{% endif %} {{ get_url(path=\"/\") }} {{ lang }}",
        )]),
        // A default that is a string in quotes is escaped twice by the engine.
        &[("404.html", "&amp;#x2F; t U https://a.example en")],
    );
}

#[test]
fn macros_are_found_where_themes_import_them() {
    let macros = "{% macro a(x, y=\"d\") %}[{{ x }}-{{ y }}]{% endmacro a %}{% macro down(n) %}{{ n }}{% if n > 0 %}{{ self::down(n=n - 1) }}{% endif %}{% endmacro %}";
    let base = "{% block c %}base{% endblock c %}";
    for (template, wanted) in [
        (
            "{% import \"m.html\" as m %}{{ m::a(x=1) }}{{ m::a(x=1, y=\"z\") }}{{ m::down(n=3) }}",
            "[1-d][1-z]3210",
        ),
        (
            "{% extends \"base.html\" %}{% import \"m.html\" as m %}{% block c %}{{ m::a(x=\"节\") }}{{ super() }}{% endblock c %}",
            "[节-d]base",
        ),
        (
            "{% include \"part.html\" %}{% include \"none.html\" ignore missing %}",
            "[p-d]",
        ),
        ("{% include [\"none.html\", \"part.html\"] %}", "[p-d]"),
        ("{% import \"outer.html\" as o %}{{ o::b() }}", "o[i-d]"),
    ] {
        gives(
            template,
            &[
                ("templates/index.html", template),
                ("templates/m.html", macros),
                ("templates/base.html", base),
                (
                    "templates/part.html",
                    "{% import \"m.html\" as m %}{{ m::a(x=\"p\") }}",
                ),
                (
                    "templates/outer.html",
                    "{% import \"m.html\" as m %}{% macro b() %}o{{ m::a(x=\"i\") }}{% endmacro b %}",
                ),
            ],
            &[("index.html", wanted)],
        );
    }
}

#[test]
fn recursion_that_ends_is_let_through_and_recursion_that_does_not_is_a_finding() {
    let tree = |depth: usize| {
        format!(
            "{{% macro t(n) %}}{{% if n > 0 %}}<i>{{% for x in [1] %}}{{{{ self::t(n=n - 1) }}}}{{% endfor %}}</i>{{% endif %}}{{% endmacro t %}}{{{{ self::t(n={depth}) }}}}"
        )
    };
    shows(
        &tree(950),
        &format!("{}{}", "<i>".repeat(950), "</i>".repeat(950)),
    );
    let endless = "{% macro t(n) %}{{ self::t(n=n + 1) }}{% endmacro t %}{{ self::t(n=0) }}";
    refuses(
        &[("templates/index.html", endless)],
        &["levels deep", "index.html"],
    );
}

#[test]
fn lists_of_pages_are_filtered_sorted_and_grouped_by_what_some_of_them_lack() {
    let template = "{% set s = get_section(path=\"blog/_index.md\") %}\
        {% for p in s.pages | filter(attribute=\"extra.featured\", value=true) %}{{ p.title }}{% endfor %}|\
        {% for p in s.pages | filter(attribute=\"extra.featured\") %}{{ p.title }}{% endfor %}|\
        {% for p in s.pages | filter(attribute=\"extra.none\", value=1) %}{{ p.title }}{% endfor %}|\
        {% for p in s.pages | sort(attribute=\"extra.weight\") %}{{ p.title }}{% endfor %}|\
        {% for y, ps in s.pages | group_by(attribute=\"year\") %}{{ y }}:{{ ps | length }} {% endfor %}|\
        {{ s.pages | map(attribute=\"title\") | join(sep=\",\") }}|{{ s.pages | first | get(key=\"title\") }}|\
        {% set m = s.pages | group_by(attribute=\"year\") %}{{ m[\"2023\"] | length }}{{ m | get(key=\"2024\") | length }}";
    gives(
        "lists",
        &blog(&[("templates/index.html", template)]),
        &[("index.html", "A|AC||BCA|2024:1 2023:2 |A,B,C|A|21")],
    );
}

#[test]
fn terms_have_addresses_lists_and_pagers() {
    gives(
        "terms",
        &blog(&[
            (
                "templates/index.html",
                "{{ get_taxonomy_url(kind=\"tags\", name=\"y Z\") }} [{{ get_taxonomy_url(kind=\"tags\", name=\"nope\", required=false) }}] \
                 {% set t = get_taxonomy(kind=\"tags\") %}{{ t.kind.name }} {{ t.lang }} {{ t.permalink | safe }} \
                 {% for i in t.items %}{{ i.name }}={{ i.slug }}={{ i.page_count }}={{ i.pages | length }};{% endfor %}\
                 {% set x = get_taxonomy_term(kind=\"tags\", term=\"x\", include_pages=false) %}{{ x.pages | length }}{{ x.page_count }}\
                 {% set n = get_taxonomy_term(kind=\"tags\", term=\"y z\", required=false) %}{% if n %}some{% else %}none{% endif %}",
            ),
            (
                "templates/taxonomy_single.html",
                "{{ taxonomy.name }} {{ term.name }} {{ paginator.current_index }}/{{ paginator.number_pagers }} {{ paginator.base_url | safe }} \
                 {% if paginator.previous %}P{% endif %}{% if paginator.next %}N{{ paginator.next | safe }}{% endif %} \
                 {% for p in paginator.pages %}{{ p.title }}{% endfor %} {{ term.pages | length }} {{ current_path | safe }}",
            ),
            (
                "templates/tags/list.html",
                "own {% for t in terms %}{{ t.name }}{{ t.pages | length }}{% endfor %} {{ current_url | safe }}",
            ),
        ]),
        &[
            (
                "index.html",
                "https://a.example/tags/y-z/ [] tags en https://a.example/tags/ x=x=2=2;Y z=y-z=1=1;02none",
            ),
            (
                "tags/x/index.html",
                "tags x 1/2 https://a.example/tags/x/page/ Nhttps://a.example/tags/x/page/2/ A 2 /tags/x/",
            ),
            ("tags/x/page/2/index.html", "2/2"),
            ("tags/index.html", "own x2Y z1 https://a.example/tags/"),
        ],
    );
    refuses(
        &blog(&[(
            "templates/index.html",
            "{{ get_taxonomy_url(kind=\"tags\", name=\"nope\") }}",
        )]),
        &["nope"],
    );
}

#[test]
fn pagers_subsections_ancestors_and_neighbours_are_there() {
    gives(
        "tree",
        &blog(&[
            ("content/blog/sub/_index.md", "+++\ntitle = \"Sub\"\n+++\n"),
            ("content/blog/sub/d.md", "+++\ntitle = \"D\"\n+++\n"),
            (
                "templates/index.html",
                "{% for p in section.subsections %}{% set s = get_section(path=p) %}{{ s.title }} {{ s.pages | length }}{% for q in s.subsections %}[{{ q | safe }}]{% endfor %}{% endfor %}",
            ),
            (
                "templates/section.html",
                "{{ section.title }} {% if paginator %}{{ paginator.current_index }} {% for p in paginator.pages %}{{ p.title }}{% endfor %}{% endif %} {{ section.pages | length }}",
            ),
            (
                "templates/page.html",
                "{% macro toc(hs) %}<ul>{% for h in hs %}<li>{{ h.level }}{{ h.title }} {{ h.permalink | safe }}{% if h.children %}{{ self::toc(hs=h.children) }}{% endif %}{% endfor %}</ul>{% endmacro toc %}\
                 {{ self::toc(hs=page.toc) }}{% for a in page.ancestors | reverse %}{{ a | safe }} {% endfor %}\
                 {% for a in page.ancestors %}{% set s = get_section(path=a, metadata_only=true) %}{{ s.title | default(value=\"Home\") }}>{{ s.pages | length }} {% endfor %}\
                 {% if page.lower %}L{{ page.lower.title }}{% endif %}{% if page.higher %}H{{ page.higher.title }}{% endif %}{% if page.earlier %}E{% endif %}",
            ),
        ]),
        &[
            ("index.html", "Blog 3[blog/sub/_index.md]"),
            ("blog/index.html", "Blog 1 AB 0"),
            ("blog/page/2/index.html", "Blog 2 C 0"),
            (
                "blog/sub/d/index.html",
                "blog/sub/_index.md blog/_index.md _index.md Home>0 Blog>0 Sub>0 ",
            ),
            ("blog/b/index.html", "LAHC"),
            (
                "blog/a/index.html",
                "<ul><li>1H1 https://a.example/blog/a/#h1<ul><li>2H2 https://a.example/blog/a/#h2<ul><li>3H3",
            ),
        ],
    );
}

const LANGUAGES: [(&str, &str); 6] = [
    (
        "config.toml",
        "base_url = \"https://a.example\"\ntitle = \"T\"\n[translations]\nhome = \"Home\"\n[languages.zh]\ntitle = \"中\"\n[languages.zh.translations]\nhome = \"首页\"\n[languages.fr]\n",
    ),
    ("content/_index.zh.md", "+++\ntitle = \"Z\"\n+++\n"),
    ("content/p.md", "+++\ntitle = \"A\"\n+++\n"),
    ("content/p.fr.md", "+++\ntitle = \"AF\"\n+++\n"),
    ("content/p.zh.md", "+++\ntitle = \"AZ\"\n+++\n"),
    (
        "templates/page.html",
        "{% for t in page.translations %}{{ t.lang }}={{ t.title }}={{ t.path | safe }} {% endfor %}{% for t in page.translations | filter(attribute=\"lang\", value=\"fr\") %}[{{ t.permalink | safe }}]{% endfor %}{% set q = get_page(path=\"p.md\", lang=lang) %}{{ q.title }}",
    ),
];

#[test]
fn language_switchers_see_the_versions_in_the_order_of_the_configuration() {
    let mut files = LANGUAGES.to_vec();
    files.push((
        "templates/index.html",
        "{{ lang }} {{ config.title | default(value=\"-\") }} {% if lang != \"fr\" %}{{ trans(key=\"home\", lang=lang) }}{% endif %} {% for code, one in config.languages %}{{ code }}={{ one.title | default(value=\"?\") }};{% endfor %} {% for t in section.translations %}{{ t.lang }}={{ t.permalink | safe }} {% endfor %}{{ get_url(path=\"@/p.md\", lang=lang) }}",
    ));
    gives(
        "languages",
        &files,
        &[
            (
                "index.html",
                "en T Home zh=中;fr=?; en=https://a.example/ zh=https://a.example/zh/ fr=https://a.example/fr/ https://a.example/p/",
            ),
            ("zh/index.html", "zh 中 首页"),
            (
                "fr/p/index.html",
                "en=A=/p/ zh=AZ=/zh/p/ fr=AF=/fr/p/ [https://a.example/fr/p/]AF",
            ),
        ],
    );
    refuses(
        &[("templates/index.html", "{{ trans(key=\"zz\") }}")],
        &["`zz`", "index.html"],
    );
}

#[test]
fn data_are_found_by_every_path_that_themes_write() {
    gives(
        "data",
        &[
            (
                "config.toml",
                "base_url = \"https://a.example\"\ntheme = \"t\"\n",
            ),
            ("themes/t/theme.toml", "name = \"t\"\n"),
            (
                "themes/t/data/b.json",
                "{\"b\": 2, \"link\": {\"permalink\": \"x\", \"path\": \"y\"}}",
            ),
            ("content/d.json", "{\"a\": 1}"),
            (
                "templates/index.html",
                "{% set d = load_data(path=\"data/no.toml\", required=false) %}{% if d %}x{% else %}none{% endif %}\
                 {% set e = load_data(path=\"content/d.json\") %}{{ e.a }}{% set f = load_data(path=\"@/d.json\") %}{{ f.a }}\
                 {% set g = load_data(path=\"themes/t/data/b.json\") %}{{ g.b }}{% for k, v in g.link %}{{ k }}{% endfor %}\
                 {{ load_data(path=\"d.json\", format=\"plain\") | safe }}\
                 {% set r = load_data(url=\"https://b.example/x.json\", required=false) %}{% if r %}{% else %}nothing{% endif %}",
            ),
        ],
        &[("index.html", "none112permalinkpath{\"a\": 1}nothing")],
    );
    refuses(
        &[(
            "templates/index.html",
            "{% set r = load_data(url=\"https://b.example/x.json\") %}",
        )],
        &["https://b.example/x.json", "nianbao vendor"],
    );
}

const SHORTCODES: [(&str, &str); 6] = [
    ("y.html", "<y {{ id | default(value=\"-\") }}>"),
    ("b.html", "<b>{{ body | safe }}</b>"),
    ("md.html", "<div>{{ body | markdown | safe }}</div>"),
    ("m.md", "**{{ t | default(value=\"m\") }}**"),
    ("bm.md", "*{{ body }}*"),
    ("u.md", "https://z.example/"),
];

#[test]
fn shortcodes_stand_where_text_can() {
    for (body, wanted) in [
        ("{{ y(id=\"1\") }}", "<y 1>"),
        ("a {{ y() }} b {{y()}}", "<p>a <y -> b <y -></p>"),
        ("{% b() %}\nhello *x*\n{% end %}", "<b>hello *x*</b>"),
        ("{% bm() %}hello{% end %}", "<em>hello</em>"),
        (
            "{% md() %}\nhello *x*\n\n- a\n{% end %}",
            "<div><p>hello <em>x</em></p>\n<ul>\n<li>a</li>\n</ul>\n</div>",
        ),
        (
            "{% b() %}x {{ y(id=2) }} {% bm() %}in{% end %}{% end %}",
            "<b>x <y 2> *in*</b>",
        ),
        (
            "- a {{ y() }}\n- {{ m() }}\n",
            "<li>a <y -></li>\n<li><strong>m</strong></li>",
        ),
        (
            "| a | b |\n|---|---|\n| {{ y() }} | {{ m(t=\"z\") }} |\n",
            "<td><y -></td><td><strong>z</strong></td>",
        ),
        (
            "## T {{ y() }} {{ m() }}\n",
            "<h2 id=\"t-m\">T <y -> <strong>m</strong></h2>",
        ),
        (
            "[{{ y() }}]({{ u() }})",
            "href=\"https://z.example/\"><y -></a>",
        ),
        (
            "```\n{{ y() }}\n{{/* y() */}}\n```\n",
            "<pre><code>&lt;y -&gt;\n{{ y() }}\n</code></pre>",
        ),
        ("<div>\n{{ y() }}\n</div>\n", "<div>\n<y ->\n</div>\n"),
        ("> a {{ y() }}\n", "<p>a <y -></p>\n</blockquote>"),
        (
            "A {{ page.title }} and ${{ secrets.X }} {% if x %}",
            "<p>A {{ page.title }} and ${{ secrets.X }} {% if x %}</p>",
        ),
    ] {
        writes(body, &SHORTCODES, wanted);
    }
}

#[test]
fn shortcodes_take_every_kind_of_argument_and_use_macros() {
    writes(
        "{{ v(\n  s=\"a\", t='b', u=`c`, n=1, f=1.5, neg=-2, b=true, l=[\"x\", 2, [1]],\n) }}",
        &[(
            "v.html",
            "{{ s }} {{ t }} {{ u }} {{ n }} {{ f }} {{ neg }} {{ b }} {{ l | join(sep=\"-\") }}",
        )],
        "a b c 1 1.5 -2 true x-2-[1]",
    );
    writes(
        "{{ pv() }}",
        &[(
            "pv.html",
            "{{ page.title }} {{ page.date }} {{ page.year }} {{ lang }} {{ config.base_url | safe }} {{ page.permalink | safe }} {{ nth }}",
        )],
        "题 2024-03-05 2024 en https://a.example https://a.example/p/ 1",
    );
    gives(
        "macro",
        &[
            (
                "content/_index.md",
                "+++\n+++\n{{ mm() }} {{ size(file=\"a.svg\") }}",
            ),
            ("static/a.svg", "<svg width=\"3\" height=\"4\"></svg>"),
            ("templates/index.html", "{{ section.content | safe }}"),
            (
                "templates/mac.html",
                "{% macro a(x=\"d\") %}[{{ x }}]{% endmacro a %}",
            ),
            (
                "templates/shortcodes/mm.html",
                "{% import \"mac.html\" as mac %}{{ mac::a() }}{{ mac::a(x=1) }}",
            ),
            (
                "templates/shortcodes/size.html",
                "{% set m = get_image_metadata(path=file) %}{{ m.width }}x{{ m.height }}",
            ),
        ],
        &[("index.html", "[d][1] 3x4")],
    );
}

#[test]
fn shortcodes_that_zola_once_had_are_there_until_the_site_brings_its_own() {
    let page = "+++\n+++\n{{ youtube(id=\"abc\", class=\"wide\") }}\n";
    let (site, ran) = built(
        "old",
        &[
            ("content/p.md", page),
            ("templates/page.html", "{{ page.content | safe }}"),
        ],
    );
    let html = site.page("p/index.html");
    assert!(
        html.contains(
            "<div class=\"wide\"><iframe src=\"https://www.youtube-nocookie.com/embed/abc\""
        ),
        "{html}"
    );
    assert!(
        ran.said.contains("`youtube` came with an older Zola"),
        "{}",
        ran.said
    );
    for own in ["youtube.html", "youtube.md"] {
        let path = format!("templates/shortcodes/{own}");
        let files = [
            ("content/p.md", page),
            ("templates/page.html", "{{ page.content | safe }}"),
            (path.as_str(), "own {{ id }}"),
        ];
        let (site, ran) = built(own, &files);
        assert!(site.page("p/index.html").contains("own abc"), "{own}");
        assert!(!ran.said.contains("older"), "{own}: {}", ran.said);
    }
}

const THEME: [(&str, &str); 9] = [
    (
        "config.toml",
        "base_url = \"https://a.example\"\ntheme = \"t\"\ngenerate_feeds = true\n[extra]\na = 1\n",
    ),
    (
        "content/p.md",
        "+++\ntitle = \"P\"\ndate = 2024-01-01\n+++\n{{ s() }}",
    ),
    (
        "themes/t/theme.toml",
        "name = \"t\"\n[extra]\na = 2\nb = \"tb\"\n[extra.deep]\nx = 1\n",
    ),
    (
        "themes/t/templates/base.html",
        "BASE[{% block c %}{% endblock c %}]",
    ),
    (
        "themes/t/templates/index.html",
        "{% extends \"t/templates/base.html\" %}{% import \"macros/m.html\" as m %}{% block c %}theme {{ m::a() }}{{ config.extra.a }}{{ config.extra.b }}{{ config.extra.deep.x }}{% include \"partials/p.html\" %}{% endblock c %}",
    ),
    (
        "themes/t/templates/macros/m.html",
        "{% macro a() %}MA{% endmacro a %}",
    ),
    ("themes/t/templates/partials/p.html", "PP"),
    (
        "themes/t/templates/page.html",
        "{% extends \"base.html\" %}{% block c %}page{{ page.content | safe }}{% endblock c %}",
    ),
    ("themes/t/templates/shortcodes/s.html", "SC"),
];

#[test]
fn a_theme_extends_its_own_templates_by_either_name_and_a_site_replaces_them_one_by_one() {
    let mut files = THEME.to_vec();
    files.push(("themes/t/templates/robots.txt", "ROB {{ config.base_url }}"));
    files.push(("themes/t/templates/atom.xml", "ATOM{{ pages | length }}"));
    files.push((
        "themes/t/templates/404.html",
        "{% extends \"base.html\" %}{% block c %}404 {{ config.extra.b }}{% endblock c %}",
    ));
    gives(
        "theme",
        &files,
        &[
            ("index.html", "BASE[theme MA1tb1PP]"),
            ("p/index.html", "BASE[pageSC]"),
            ("robots.txt", "ROB https://a.example"),
            ("atom.xml", "ATOM1"),
            ("404.html", "BASE[404 tb]"),
        ],
    );
    files.push(("templates/base.html", "SITE[{% block c %}{% endblock c %}]"));
    files.push((
        "templates/index.html",
        "{% extends \"t/templates/index.html\" %}{% block c %}own {{ super() }}{% endblock c %}",
    ));
    files.push(("templates/partials/p.html", "OWN"));
    gives(
        "replaced",
        &files,
        &[
            ("index.html", "BASE[own theme MA1tb1OWN]"),
            ("p/index.html", "SITE[pageSC]"),
        ],
    );
}

#[test]
fn templates_of_every_ending_are_filled() {
    gives(
        "endings",
        &[
            (
                "config.toml",
                "base_url = \"https://a.example\"\ngenerate_feeds = true\nfeed_filenames = [\"f.json\", \"e.ics\", \"a.txt\", \"own.xml\"]\n",
            ),
            (
                "content/x.md",
                "+++\ntitle = \"X\"\ndate = 2024-01-01\ntemplate = \"sub/x.html\"\n+++\n",
            ),
            ("templates/f.json", "{\"u\": \"{{ feed_url }}\"}"),
            ("templates/e.ics", "E{{ pages | length }}"),
            ("templates/a.txt", "T{{ last_updated }}"),
            ("templates/own.xml", "<a>{{ lang }}</a>"),
            ("templates/robots.txt", "R{{ config.mode }}"),
            ("templates/sub/x.html", "X{{ page.slug }}"),
        ],
        &[
            ("f.json", "{\"u\": \"https://a.example/f.json\"}"),
            ("e.ics", "E1"),
            ("a.txt", "T2024-01-01"),
            ("own.xml", "<a>en</a>"),
            ("robots.txt", "Rbuild"),
            ("x/index.html", "Xx"),
        ],
    );
}

/// A picture of one colour.
fn picture(width: u32, height: u32, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::DynamicImage::new_rgb8(width, height);
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn pictures_beside_a_page_are_measured_and_made_smaller_in_every_format() {
    let template = "{% set d = page.colocated_path %}{% for f in [\"jpg\", \"png\", \"webp\", \"avif\", \"auto\"] %}\
        {% set r = resize_image(path=d ~ \"a.png\", width=8, height=8, op=\"fit\", format=f, quality=60, speed=10) %}\
        {{ r.width }}x{{ r.height }} {{ r.url is matching(\"^https://a\\.example/processed_images/a\\.[0-9a-f]{16}\\.[a-z]+$\") }} {% endfor %}\
        {% set g = resize_image(path=d ~ \"g.gif\", width=4, op=\"fit_width\") %}{{ g.url is ending_with(\".png\") }} \
        {% set v = get_image_metadata(path=d ~ \"v.svg\") %}{{ v.width }}x{{ v.height }} {{ v.format }} \
        {% set n = get_image_metadata(path=d ~ \"no.png\", allow_missing=true) %}{% if n %}{% else %}none{% endif %} \
        {{ page.assets | length }}{% set s = get_image_metadata(path=g.static_path) %} {{ s.width }}x{{ s.height }}";
    let site = site_of(&[
        ("content/blog/co/index.md", "+++\ntitle = \"Co\"\n+++\n"),
        ("content/blog/co/v.svg", "<svg viewBox=\"0 0 12 7\"></svg>"),
        ("templates/page.html", template),
    ]);
    site.write(
        "content/blog/co/a.png",
        &picture(16, 8, image::ImageFormat::Png),
    );
    site.write(
        "content/blog/co/g.gif",
        &picture(16, 8, image::ImageFormat::Gif),
    );
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let page = site.page("blog/co/index.html");
    assert_eq!(
        page,
        format!("{}true 12x7 svg none 3 4x2", "8x4 true ".repeat(5))
    );
    let mut endings = Vec::new();
    for (path, bytes) in site.published() {
        if let Some(name) = path.strip_prefix("processed_images/") {
            let ending = name.rsplit('.').next().unwrap().to_owned();
            let format = image::guess_format(&bytes).unwrap();
            assert!(format.extensions_str().contains(&ending.as_str()), "{path}");
            endings.push(ending);
        }
    }
    endings.sort_unstable();
    assert_eq!(endings, ["avif", "jpg", "png", "png", "webp"]);
    // The same sources give the same bytes, the encoder of AVIF included.
    let before = site.published();
    std::fs::remove_dir_all(site.folder.join("public")).unwrap();
    assert_eq!(site.run(&["build"]).code, 0);
    assert_eq!(site.published(), before);
}

#[test]
fn code_has_the_colours_of_grammars_and_themes_that_the_site_brings() {
    let config = "base_url = \"https://a.example\"\n[markdown.highlighting]\ntheme = \"dusk\"\nstyle = \"class\"\nextra_grammars = [\"syntaxes/tally.json\"]\nextra_themes = [\"syntaxes/dusk.json\"]\n";
    let grammar = "{\"name\": \"tally\", \"scopeName\": \"source.tally\", \"patterns\": [{\"match\": \"\\\\bsum\\\\b\", \"name\": \"keyword.control\"}]}";
    let theme = "{\"name\": \"dusk\", \"colors\": {\"editor.background\": \"#010203\"}, \"tokenColors\": [{\"scope\": \"keyword\", \"settings\": {\"foreground\": \"#a0b0c0\"}}]}";
    let page = "+++\n+++\n```tally,name=t.tly\nsum x\n```\n\n```klingon\nnuq\n```\n";
    let files = [
        ("config.toml", config),
        ("syntaxes/tally.json", grammar),
        ("syntaxes/dusk.json", theme),
        ("content/p.md", page),
        ("templates/page.html", "{{ page.content | safe }}"),
    ];
    let (site, ran) = built("code", &files);
    let html = site.page("p/index.html");
    assert!(
        html.contains("<code data-lang=\"tally\" data-name=\"t.tly\"><span class=\"giallo-l\"><span class=\"z-keyword z-control\">sum</span>"),
        "{html}"
    );
    assert!(html.contains("<code data-lang=\"plain\">"), "{html}");
    let css = site.page("giallo.css");
    assert!(
        css.contains("background-color: #010203") && css.contains("#a0b0c0"),
        "{css}"
    );
    assert!(
        ran.said.contains("`klingon`") && !ran.said.contains("`tally`"),
        "{}",
        ran.said
    );
    let strict = config.replace("theme =", "error_on_missing_language = true\ntheme =");
    let mut files = files.to_vec();
    files[0].1 = &strict;
    refuses(&files, &["`klingon`", "content/p.md"]);
}

#[test]
fn highlighting_that_is_not_understood_is_a_warning() {
    let page = ("content/p.md", "+++\n+++\n```rust\nlet a = 1;\n```\n");
    let template = ("templates/page.html", "{{ page.content | safe }}");
    for (config, word) in [
        (
            "[markdown.highlighting]\ntheme = \"base16-ocean-dark\"\n",
            "base16-ocean-dark",
        ),
        (
            "[markdown]\nhighlight_code = true\nhighlight_theme = \"css\"\nextra_syntaxes_and_themes = [\"syntaxes\"]\n",
            "extra_syntaxes_and_themes",
        ),
        (
            "[markdown]\nhighlight_code = true\nextra_syntaxes = [\"a.sublime-syntax\"]\n",
            "extra_syntaxes",
        ),
        (
            "[markdown.highlighting]\ntheme = \"nord\"\nextra_grammars = [\"config.toml\"]\n",
            "config.toml",
        ),
    ] {
        let config = format!("{CONFIG}{config}");
        let (site, ran) = built(word, &[("config.toml", &config), page, template]);
        assert!(ran.said.contains(&format!("`{word}`")), "{}", ran.said);
        assert!(site.page("p/index.html").contains("data-lang=\"rust\""));
    }
}

#[test]
fn minified_pages_keep_what_browsers_show() {
    let page = "<!doctype html>\n<html lang=\"en\">\n<head>\n<title>t</title>\n<!-- gone -->\n<style> a { color : red ; } </style>\n<script> var a = 1 ; </script>\n</head>\n<body>\n<p> x  <b>y</b> </p>\n<pre>\n a\n  b\n</pre>\n</body>\n</html>\n";
    let config = format!("{CONFIG}minify_html = true\n");
    let (site, _) = built(
        "minify",
        &[("config.toml", &config), ("templates/index.html", page)],
    );
    let html = site.page("index.html");
    for kept in [
        "<html lang=en>",
        "<head>",
        "var a = 1 ;",
        "a{color:red}",
        "<pre>\n a\n  b\n</pre>",
        "x <b>y</b>",
    ] {
        assert!(html.contains(kept), "{kept}: {html}");
    }
    assert!(!html.contains("gone") && html.len() < page.len(), "{html}");
}

#[test]
fn hashes_of_search_indexes_are_those_of_the_files_that_are_written() {
    let names = ["search_index.en.js", "elasticlunr.min.js", "m.css"];
    let template = "{% for f in [\"search_index.en.js\", \"elasticlunr.min.js\", \"m.css\"] %}{{ get_hash(path=f, sha_type=256, base64=false) }} {{ get_url(path=f, cachebust=true) | safe }};{% endfor %}";
    let config = format!("{CONFIG}build_search_index = true\ncompile_sass = true\n");
    let (site, _) = built(
        "hashes",
        &[
            ("config.toml", &config),
            ("sass/m.scss", "a { b: c }"),
            ("content/p.md", "+++\ntitle = \"题\"\n+++\nwords\n"),
            ("templates/page.html", "{{ page.title }}"),
            ("templates/index.html", template),
        ],
    );
    let page = site.page("index.html");
    for (name, shown) in names.iter().zip(page.split(';')) {
        let digest = sha2::Sha256::digest(&site.published()[*name]);
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            shown,
            format!("{digest} https://a.example/{name}?h={}", &digest[..20])
        );
    }
}
