//! Templates in, text or findings out.

use super::*;
use crate::render::functions::tests::TestWorld;
use serde_json::json;

pub(super) const CONFIG: &str = "base_url = \"https://a.example\"\n";

fn template(name: &str, text: &str) -> Template {
    Template {
        name: name.to_owned(),
        text: Arc::from(text),
        file: format!("templates/{name}"),
    }
}

pub(super) fn engine(
    dialect: Dialect,
    templates: &[(&str, &str)],
) -> Result<Engine, Vec<Diagnostic>> {
    let site: Vec<Template> = templates
        .iter()
        .map(|(name, text)| template(name, text))
        .collect();
    Engine::new(resolve(&site, None, &builtins()), dialect, &Registry::all())
}

pub(super) fn render(
    dialect: Dialect,
    templates: &[(&str, &str)],
    data: serde_json::Value,
) -> Result<String, Diagnostic> {
    let engine = engine(dialect, templates).map_err(|findings| findings[0].clone())?;
    let world = TestWorld::new(CONFIG, &[]).shared();
    engine.render(
        "index.html",
        TemplateVariables::new().with_entries(data),
        &world,
    )
}

pub(super) fn place(finding: &Diagnostic) -> (String, usize, usize) {
    let place = finding.place.as_ref().expect("the finding has a place");
    (place.file.clone(), place.line, place.column)
}

#[test]
fn both_dialects_render_and_escape_by_the_ending_of_the_name() {
    let templates = [
        (
            "index.html",
            "{{ v }} {{ get_url(path=\"a&b\") }} {% include \"p.txt\" %}",
        ),
        ("p.txt", "{{ v }}"),
    ];
    let data = json!({"v": "<a/b>"});
    let first = render(Dialect::Tera1, &templates, data.clone()).unwrap();
    assert_eq!(
        first,
        "&lt;a&#x2F;b&gt; https://a.example/a&b &lt;a&#x2F;b&gt;"
    );
    let second = render(Dialect::Tera2, &templates, data).unwrap();
    assert!(
        second.starts_with("&lt;a/b&gt; https://a.example/a&b "),
        "{second}"
    );
}

#[test]
fn filters_of_tera_1_work_in_tera_2() {
    let text = "{{ d | date(format=\"%Y年%-m月\") }} {{ \"迈陈镇 1\" | slugify }} {{ l | json_encode | safe }}";
    let output = render(
        Dialect::Tera2,
        &[("index.html", text)],
        json!({"d": "2025-01-09", "l": [1, "a"]}),
    );
    assert_eq!(output.unwrap(), "2025年1月 mai-chen-zhen-1 [1,\"a\"]");
}

#[test]
fn all_syntax_errors_are_found_each_at_its_place() {
    for dialect in [Dialect::Tera1, Dialect::Tera2] {
        let findings = engine(
            dialect,
            &[
                ("a.html", "\n{{ x | }}"),
                ("b.html", "fine"),
                ("c.html", "{% if %}"),
            ],
        )
        .unwrap_err();
        let places: Vec<_> = findings.iter().map(place).collect();
        assert_eq!(places.len(), 2, "{findings:#?}");
        assert_eq!((places[0].0.as_str(), places[0].1), ("templates/a.html", 2));
        assert_eq!((places[1].0.as_str(), places[1].1), ("templates/c.html", 1));
    }
}

#[test]
fn an_undefined_variable_is_named_with_template_and_line() {
    let text = "<h1>\n{# {{ section.titel }} #}{{ section.titel }}</h1>";
    let finding = render(
        Dialect::Tera1,
        &[("index.html", text)],
        json!({"section": {}}),
    )
    .unwrap_err();
    assert!(
        finding.message.en.contains("`section.titel`")
            && finding.message.en.contains("`index.html`")
    );
    assert_eq!(place(&finding), ("templates/index.html".to_owned(), 2, 29));
    let text = "<h1>\n{{ section.titel.x }}</h1>";
    let finding = render(
        Dialect::Tera2,
        &[("index.html", text)],
        json!({"section": {}}),
    )
    .unwrap_err();
    assert_eq!(place(&finding).1, 2, "{finding:?}");
}

#[test]
fn a_failing_function_inside_a_macro_is_shown_with_its_call_chain() {
    let templates = [
        (
            "index.html",
            "{% import \"m.html\" as m %}\n{{ m::row(x=1) }}",
        ),
        (
            "m.html",
            "{% macro row(x) %}\n{{ get_page(path=\"gone.md\") }}{% endmacro row %}",
        ),
    ];
    let finding = render(Dialect::Tera1, &templates, json!({})).unwrap_err();
    for word in ["gone.md", "`index.html`", "`get_page`"] {
        assert!(finding.message.en.contains(word), "{}", finding.message.en);
    }
    assert_eq!(
        (place(&finding).0.as_str(), place(&finding).1),
        ("templates/m.html", 2)
    );
}

#[test]
fn unknown_filters_missing_includes_and_missing_arguments_are_named() {
    let said = |text: &str| {
        render(Dialect::Tera1, &[("index.html", text)], json!({"v": 1}))
            .unwrap_err()
            .message
            .en
    };
    assert!(said("{{ v | no_such_filter }}").contains("`no_such_filter`"));
    assert!(said("{% include \"parts/nope.html\" %}").contains("`parts/nope.html`"));
    let message =
        said("{% macro greet(person) %}{{ person }}{% endmacro greet %}{{ self::greet() }}");
    assert!(
        message.contains("`greet`") && message.contains("`person`"),
        "{message}"
    );
    let findings = engine(
        Dialect::Tera1,
        &[("index.html", "{% extends \"base.html\" %}")],
    )
    .unwrap_err();
    assert!(
        findings[0].message.en.contains("`base.html`")
            && findings[0].message.en.contains("`index.html`")
    );
}

#[test]
fn the_site_wins_over_the_theme_whose_own_version_stays_reachable() {
    let site = [
        template(
            "section.html",
            "site {% include \"t/templates/section.html\" %}",
        ),
        template("x.png", "no"),
    ];
    let theme = [
        template("section.html", "theme"),
        template("robots.txt", "theme robots"),
    ];
    let all = resolve(&site, Some(("t", &theme)), &builtins());
    let engine = Engine::new(all, Dialect::Tera1, &Registry::all()).unwrap();
    assert!(engine.has("404.html") && !engine.has("x.png"));
    let world = TestWorld::new(CONFIG, &[]).shared();
    assert_eq!(
        engine
            .render("section.html", TemplateVariables::new(), &world)
            .unwrap(),
        "site theme"
    );
    assert_eq!(
        engine
            .render("robots.txt", TemplateVariables::new(), &world)
            .unwrap(),
        "theme robots"
    );
    let finding = engine
        .render("sectoin.html", TemplateVariables::new(), &world)
        .unwrap_err();
    assert!(finding.hints[0].en.contains("`section.html`"));
}

#[test]
fn the_built_in_templates_render_in_both_dialects() {
    let page = json!({"lang": "zh", "title": "甲 & 乙", "date": "2024-05-06", "permalink": "https://a.example/p/", "authors": [], "content": "<p>x</p>"});
    let data = json!({
        "config": {"title": "T", "description": null, "base_url": "https://a.example", "generate_sitemap": true}, "lang": "zh",
        "feed_url": "https://a.example/atom.xml", "last_updated": "2024-05-06", "pages": [page], "url": "https://a.example/x/?a=1&b",
        "entries": [{"permalink": "https://a.example/a & b/", "updated": "2024-05-06"}], "sitemaps": ["https://a.example/s1.xml"],
        "id": "h", "level": 2, "section": {"title": "S", "content": "", "permalink": "https://a.example/s/"}, "page": {"title": "P", "content": ""},
    });
    for dialect in [Dialect::Tera1, Dialect::Tera2] {
        let engine = engine(dialect, &[]).unwrap();
        let world = TestWorld::new(CONFIG, &[]).shared();
        let output = |name: &str| {
            engine
                .render(
                    name,
                    TemplateVariables::new().with_entries(data.clone()),
                    &world,
                )
                .unwrap()
        };
        assert!(output("atom.xml").contains("<updated>2024-05-06T00:00:00+00:00</updated>"));
        assert!(
            output("rss.xml").contains("Mon, 06 May 2024 00:00:00 +0000"),
            "{}",
            output("rss.xml")
        );
        assert!(
            output("sitemap.xml")
                .contains("<loc>https://a.example/a &amp; b/</loc><lastmod>2024-05-06</lastmod>")
        );
        assert!(output("robots.txt").contains("Sitemap: https://a.example/sitemap.xml"));
        assert!(
            output("internal/alias.html")
                .contains("content=\"0; url=https://a.example/x/?a=1&amp;b\"")
        );
        assert!(output("anchor-link.html").starts_with("<a class=\"zola-anchor\" href=\"#h\""));
        for name in [
            "404.html",
            "index.html",
            "section.html",
            "page.html",
            "split_sitemap_index.xml",
            "summary-cutoff.html",
        ] {
            assert!(!output(name).is_empty());
        }
    }
}

#[test]
fn shared_values_reach_both_engines() {
    let page = SharedValue::new(json!({"title": "甲"}));
    let list = SharedValue::map(vec![(
        "pages".to_owned(),
        SharedValue::list(vec![page.clone(), page]),
    )]);
    for dialect in [Dialect::Tera1, Dialect::Tera2] {
        let engine = engine(
            dialect,
            &[(
                "index.html",
                "{% for p in section.pages %}{{ p.title }}{% endfor %}",
            )],
        )
        .unwrap();
        let variables = TemplateVariables::new().with("section", list.clone());
        let world = TestWorld::new(CONFIG, &[]).shared();
        assert_eq!(
            engine.render("index.html", variables, &world).unwrap(),
            "甲甲"
        );
    }
}

#[test]
fn a_tree_for_zola_0_23_is_refused_with_one_sentence() {
    let templates = [
        ("a.html", "fine"),
        (
            "b.html",
            "\n{% component card(title) %}{{ title }}{% endcomponent %}",
        ),
        ("c.html", "{{ < broken"),
    ];
    let findings = engine(Dialect::Tera1, &templates).unwrap_err();
    assert_eq!(findings.len(), 1);
    assert_eq!(place(&findings[0]), ("templates/b.html".to_owned(), 2, 1));
}

#[test]
fn what_a_function_refuses_is_said_in_both_languages() {
    for dialect in [Dialect::Tera1, Dialect::Tera2] {
        let text = "{{ get_page(path=\"gone.md\") }}";
        let finding = render(dialect, &[("index.html", text)], json!({})).unwrap_err();
        assert!(
            finding.message.en.contains("there is no page `gone.md`"),
            "{finding:?}"
        );
        assert!(
            finding.message.zh.contains("没有页面 `gone.md`"),
            "{finding:?}"
        );
        let all = format!("{}{}", finding.message.en, finding.message.zh);
        assert!(
            !all.contains('\u{1f}') && !finding.message.en.contains("没有"),
            "{all}"
        );
    }
}
