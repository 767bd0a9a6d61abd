//! Which addresses on the network a site asks for: those in quotes in its templates, and those that a build comes to. Enter at [`asked`].

use super::session::CommandSession;
use super::site_reports;
use crate::config::Config;
use crate::diagnostic::Place;
use crate::pipeline;
use crate::rebuild::LastBuild;
use crate::render::functions::vendored_path;
use crate::source::{SiteFiles, SiteRoot, Sources, outside};
use regex::Regex;
use std::collections::BTreeMap;

/// An address that the site asks for.
pub(super) struct AskedAddress {
    pub(super) url: String,
    /// Whether its answer lies with the site.
    pub(super) is_stored: bool,
    /// Where it is written; `None` where a template puts it together.
    pub(super) place: Option<Place>,
    /// Whether its host is written in a template or the configuration, and does not come from an answer of the network.
    pub(super) is_named: bool,
}

/// Every address once, in order. All pages are made for it, and none is written.
pub(super) fn asked(session: &CommandSession, root: &SiteRoot) -> Vec<AskedAddress> {
    let options = site_reports::options(session);
    let files = SiteFiles::read(root, &options);
    let mut found = quoted_addresses(&files.sources, &files.config);
    let written = written_texts(root, &files.sources, &files.config);
    let sources = files.sources.clone();
    let built = pipeline::arrange(files, &options, &LastBuild::default());
    if let Some(site) = &built.site {
        // What is wrong with pages is for `build` to say.
        let _ = site.make_each(|_, _| {});
        for url in site.pages.templates.addresses() {
            found.entry(url).or_insert(None);
        }
    }
    let asked = found.into_iter().map(|(url, place)| AskedAddress {
        is_stored: sources.fetch(&vendored_path(&url)).is_some(),
        is_named: written.iter().any(|text| names_host_of(text, &url)),
        url,
        place,
    });
    asked.collect()
}

/// The addresses in quotes in the templates of site and theme, each with its first place.
fn quoted_addresses(sources: &Sources, config: &Config) -> BTreeMap<String, Option<Place>> {
    let folders = template_folders(config);
    let mut found = BTreeMap::new();
    for file in folders.iter().flat_map(|folder| sources.under(folder)) {
        let text = file.text().unwrap_or_default();
        for (url, at) in addresses_in(text) {
            let place = Place::span(&*file.path, text, at..at + url.len());
            found.entry(url.to_owned()).or_insert(Some(place));
        }
    }
    found
}

/// Where templates of site and theme lie.
fn template_folders(config: &Config) -> Vec<String> {
    let mut folders = vec!["templates/".to_owned()];
    let theme = config.theme.as_deref();
    folders.extend(theme.map(|name| format!("themes/{name}/templates/")));
    folders
}

/// The texts of templates and configuration, which a person wrote.
fn written_texts(root: &SiteRoot, sources: &Sources, config: &Config) -> Vec<String> {
    let folders = template_folders(config);
    let templates = folders.iter().flat_map(|folder| sources.under(folder));
    let texts = templates.filter_map(|file| Some(file.text().ok()?.to_owned()));
    let configs = ["config.toml", "zola.toml"].into_iter().filter_map(|name| {
        let bytes = outside::read(&root.folder.join(name)).ok()?;
        String::from_utf8(bytes).ok()
    });
    texts.chain(configs).collect()
}

/// Whether a text has scheme, host and port of an address.
fn names_host_of(text: &str, url: &str) -> bool {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url[start..].find(['/', '?', '#', '\\']);
    let origin = &url[..end.map_or(url.len(), |end| start + end)];
    text.match_indices(origin).any(|(at, _)| {
        let behind = text[at + origin.len()..].chars().next();
        behind.is_none_or(|letter| !letter.is_alphanumeric() && !"-._:@%".contains(letter))
    })
}

/// The addresses that `load_data` is given in quotes, each with its byte.
fn addresses_in(text: &str) -> Vec<(&str, usize)> {
    let pattern = r#"load_data\([^)]*?\burl\s*=\s*["'`](https?://[^"'`]+)["'`]"#;
    let pattern = Regex::new(pattern).expect("the pattern is written here and is valid");
    let found = pattern.captures_iter(text);
    found
        .filter_map(|found| found.get(1))
        .map(|url| (url.as_str(), url.start()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{addresses_in, names_host_of};

    #[test]
    fn a_host_is_named_with_its_port_and_as_a_whole() {
        let text = "{% set base = \"http://a.example:80\" %}";
        assert!(names_host_of(text, "http://a.example:80/x"));
        for other in [
            "http://a.example:8/x",
            "http://a.exampl/x",
            "http://a.example/x",
            "https://a.example:80/x",
        ] {
            assert!(!names_host_of(text, other), "{other}");
        }
    }

    #[test]
    fn only_addresses_in_quotes_are_known_beforehand() {
        let text = r#"{% set a = load_data(url="https://a.example/x.json", format="json") %}
            {{ load_data(path="a", required=false) }}{{ load_data(format='csv', url='http://b.example/y') }}{{ load_data(url=page.extra.url) }}"#;
        let found: Vec<&str> = addresses_in(text).into_iter().map(|(url, _)| url).collect();
        assert_eq!(found, ["https://a.example/x.json", "http://b.example/y"]);
    }
}
