//! Cases of `config.toml`: text in, settings and findings out. Enter at `parse`.

use super::*;

fn parse(text: &str) -> (Config, Vec<String>) {
    let (config, findings) = Config::parse("config.toml", text);
    let findings = findings
        .iter()
        .map(|finding| {
            let place = finding
                .place
                .as_ref()
                .expect("every finding of the configuration has a place");
            format!(
                "{:?} {}:{} {}",
                finding.level, place.line, place.column, finding.name
            )
        })
        .collect();
    (config, findings)
}

#[test]
fn only_the_address_is_needed() {
    let (config, findings) = parse("base_url = \"https://a.example\"\n");
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(
        (config.output_dir.as_str(), config.default_language.as_str()),
        ("public", "en")
    );
    assert!(config.generate_sitemap && config.markdown.external_links_external);
    assert_eq!(config.language("en").feed_filenames, ["atom.xml"]);
    let (_, findings) = parse("title = \"no address\"\n");
    assert_eq!(findings, ["Error 0:0 base-url-missing"]);
}

#[test]
fn an_unknown_key_is_a_warning_with_its_place_and_the_nearest_key() {
    let (_, findings) = Config::parse(
        "config.toml",
        "base_url = \"/\"\n[markdown]\nrender_emojis = true\n",
    );
    assert_eq!(findings.len(), 1);
    let place = findings[0].place.as_ref().unwrap();
    assert_eq!(
        (place.line, place.column, findings[0].is_error()),
        (3, 1, false)
    );
    assert!(
        findings[0].hints[0].en.contains("`render_emoji`"),
        "{:?}",
        findings[0].hints
    );
}

#[test]
fn a_syntax_error_has_the_line_where_it_is() {
    let (_, findings) = parse("base_url = \"https://a.example\"\ntitle = \"never closed\n");
    assert_eq!(findings.len(), 1);
    assert!(findings[0].starts_with("Error 2:"), "{findings:?}");
}

#[test]
fn a_value_of_the_wrong_kind_is_an_error_and_the_default_stays() {
    let (config, findings) = parse("base_url = \"/\"\noutput_dir = 3\n");
    assert_eq!(findings, ["Error 2:14 wrong-type"]);
    assert_eq!(config.output_dir, "public");
    let (_, findings) = parse("base_url = 3\n");
    assert_eq!(findings, ["Error 1:12 wrong-type"]);
}

#[test]
fn every_finding_of_the_configuration_says_what_to_do() {
    for text in [
        "title = 1\n",
        "base_url = \"/\n",
        "base_url = \"/\"\nfeed_limit = \"3\"\ntaxonomies = [{render = false}]\n",
        "base_url = \"/\"\nnonsense = 1\nlanguages = [{code = \"fr\"}]\ngenerate_feed = true\n",
        "base_url = \"/\"\n[languages.x]\ntitle = \"X\"\n",
        "base_url = \"/\"\ntitle = \"T\"\n[languages.en]\ntitle = \"X\"\n",
    ] {
        let (_, findings) = Config::parse("config.toml", text);
        assert!(!findings.is_empty(), "{text}");
        for finding in findings {
            assert!(!finding.hints.is_empty(), "{}", finding.message.en);
        }
    }
}

#[test]
fn later_stages_know_where_a_value_stands() {
    let text = "base_url = \"/\"\nfeed_filenames = [\"a.xml\"]\n[languages.fr]\nfeed_filenames = [\"b.xml\"]\n";
    let (config, _) = Config::parse("zola.toml", text);
    let at = |key: &str, language: &str| {
        let place = config.place_of(key, language);
        (place.file, place.line, place.column)
    };
    assert_eq!(at("feed_filenames", "en"), ("zola.toml".to_owned(), 2, 18));
    assert_eq!(at("feed_filenames", "fr"), ("zola.toml".to_owned(), 4, 18));
    assert_eq!(at("theme", "fr"), ("zola.toml".to_owned(), 0, 0));
}

#[test]
fn old_keys_work_with_a_warning_and_stay_visible() {
    let text = "base_url = \"/\"\ngenerate_feed = true\nrss_limit = 3\nlanguages = [{code = \"zh\", feed = true}]\n\
        [translations.zh]\nhome = \"首页\"\n[markdown]\nhighlight_code = true\nhighlight_theme = \"nord\"\n";
    let (config, findings) = parse(text);
    assert_eq!(findings.len(), 7, "{findings:#?}");
    assert!(
        findings
            .iter()
            .all(|finding| finding.starts_with("Warning"))
    );
    assert!(config.language("en").generate_feeds && config.language("zh").generate_feeds);
    assert_eq!(config.feed_limit, Some(3));
    assert_eq!(config.language("zh").translations["home"], "首页");
    let seen = config.serialize_for_templates("en", BuildMode::Build);
    assert_eq!(seen["feed_filename"], "atom.xml");
    assert_eq!(seen["markdown"]["highlight_theme"], "nord");
}

#[test]
fn a_language_has_its_own_options_and_sees_the_others() {
    let text = "base_url = \"/\"\ntitle = \"A\"\ntaxonomies = [{ name = \"my_tags\" }]\n[languages.zh-Hans]\ntitle = \"甲\"\n\
        [search]\nindex_format = \"fuse_json\"\n";
    let (config, findings) = parse(text);
    assert_eq!(findings, Vec::<String>::new());
    let seen = config.serialize_for_templates("zh-Hans", BuildMode::Serve);
    assert_eq!(seen["title"], "甲");
    assert_eq!(seen["languages"]["en"]["title"], "A");
    assert_eq!(seen["languages"]["en"]["taxonomies"][0]["slug"], "my-tags");
    assert_eq!(
        (&seen["search"]["index_format"], &seen["mode"]),
        (&"fuse_json".into(), &"serve".into())
    );
    assert!(seen["languages"].get("zh-Hans").is_none());
}

#[test]
fn the_default_language_may_be_described_in_one_place_only() {
    let (config, findings) = parse("base_url = \"/\"\n[languages.en]\ntitle = \"A\"\n");
    assert_eq!(
        (config.language("en").title.as_deref(), findings.len()),
        (Some("A"), 0)
    );
    let (_, findings) = parse("base_url = \"/\"\ntitle = \"B\"\n[languages.en]\ntitle = \"A\"\n");
    assert_eq!(findings, ["Error 4:1 key-twice"]);
}

#[test]
fn the_extra_of_a_theme_is_merged_deeply_under_the_sites() {
    let (mut config, _) = parse("base_url = \"/\"\n[extra]\na = 1\n[extra.menu]\nx = 1\n");
    let findings = config.merge_theme(
        "themes/t/theme.toml",
        "[extra]\na = 2\nb = 2\n[extra.menu]\nx = 2\ny = 2\n",
    );
    assert!(findings.is_empty());
    assert_eq!(
        Value::Object(config.extra.clone()),
        json!({"a": 1, "menu": {"x": 1, "y": 2}, "b": 2})
    );
    let findings = config.merge_theme(
        "themes/t/theme.toml",
        "[extra]\nmenu = 1\n[extra.nianbao]\ndialect = \"tera2\"\n",
    );
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].place.as_ref().unwrap().line, 2);
    assert_eq!(config.nianbao.dialect, Dialect::Tera2);
}

#[test]
fn an_address_never_has_two_slashes() {
    let (config, _) = parse("base_url = \"https://a.example/zwgk/\"\n");
    assert_eq!(
        config.make_permalink("/one/"),
        "https://a.example/zwgk/one/"
    );
    assert_eq!(config.make_permalink(""), "https://a.example/zwgk/");
}
