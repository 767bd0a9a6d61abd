//! A small site in memory, and what the functions say about it.

mod pictures;

use super::hash::base64_decode;
use super::*;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Files and words of a site that tests need.
pub(crate) struct TestWorld {
    pub(crate) config: Config,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) pages: BTreeMap<String, Arc<SharedValue>>,
    images: Mutex<BTreeMap<String, Vec<u8>>>,
    cache: DataCache,
}

impl TestWorld {
    pub(crate) fn new(config: &str, files: &[(&str, &str)]) -> TestWorld {
        TestWorld {
            config: Config::parse("config.toml", config).0,
            files: files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
                .collect(),
            pages: BTreeMap::new(),
            images: Mutex::default(),
            cache: DataCache::default(),
        }
    }

    pub(crate) fn shared(self) -> Arc<dyn SiteAccess> {
        Arc::new(self)
    }
}

impl SiteAccess for TestWorld {
    fn config(&self) -> &Config {
        &self.config
    }
    fn page(&self, path: &str, _: Option<&str>) -> Option<Arc<SharedValue>> {
        self.pages.get(path).cloned()
    }
    fn section(&self, path: &str, _: Option<&str>, _: TermPages) -> Option<Arc<SharedValue>> {
        self.pages.get(path).cloned()
    }
    fn term_permalink(&self, kind: &str, slug: &str, _: &str) -> Option<String> {
        (slug == "tu-di").then(|| self.config.make_permalink(&format!("{kind}/{slug}/")))
    }
    fn permalink(&self, path: &str, _: Option<&str>) -> Option<String> {
        (path == "one.md").then(|| self.config.make_permalink("one/"))
    }
    fn read(&self, path: &str) -> Option<Arc<[u8]>> {
        self.files
            .get(path)
            .map(|bytes| Arc::from(bytes.as_slice()))
    }
    fn markdown(&self, text: &str) -> Result<String, String> {
        Ok(format!("<p>{text}</p>\n"))
    }
    fn today(&self) -> jiff::civil::Date {
        jiff::civil::date(2026, 1, 31)
    }
    fn environment(&self, _: &str) -> Option<String> {
        None
    }
    fn keep_image(&self, path: &str, bytes: Vec<u8>) {
        self.images.lock().unwrap().insert(path.to_owned(), bytes);
    }
    fn kept_image(&self, path: &str) -> Option<Arc<[u8]>> {
        let images = self.images.lock().unwrap();
        images.get(path).map(|bytes| Arc::from(bytes.as_slice()))
    }
    fn data_cache(&self) -> &DataCache {
        &self.cache
    }
}

fn call(world: &TestWorld, name: &str, args: Value) -> Result<Value, String> {
    let registry = Registry::all();
    let (_, function) = registry
        .functions()
        .iter()
        .find(|(known, _)| *known == name)
        .expect("the function exists");
    let args = args.as_object().expect("arguments are a map").clone();
    function.call(world, &args).map(|answer| match answer {
        FunctionAnswer::Value(value) => value,
        FunctionAnswer::Shared(shared) => shared.to_json(),
    })
}

const CONFIG: &str = "base_url = \"https://a.example/zwgk/\"\ntheme = \"mini\"\n\
    taxonomies = [{ name = \"tags\" }]\n[languages.zh]\n[translations]\nhome = \"Home\"\n";

fn world() -> TestWorld {
    TestWorld::new(
        CONFIG,
        &[
            ("data/a.json", "{\"rows\": [1, 2]}"),
            ("static/css/site.css", "body{}"),
            ("themes/mini/static/theme.css", "p{}"),
            ("content/p/local.txt", "local"),
        ],
    )
}

#[test]
fn addresses_have_the_base_and_the_slashes_that_are_asked_for() {
    let url = |args| call(&world(), "get_url", args).unwrap();
    assert_eq!(
        url(json!({"path": "rel.css"})),
        "https://a.example/zwgk/rel.css"
    );
    assert_eq!(url(json!({"path": ""})), "https://a.example/zwgk");
    assert_eq!(url(json!({"path": "news/"})), "https://a.example/zwgk/news");
    assert_eq!(
        url(json!({"path": "news", "trailing_slash": true})),
        "https://a.example/zwgk/news/"
    );
    assert_eq!(
        url(json!({"path": "a.css", "lang": "zh"})),
        "https://a.example/zwgk/zh/a.css"
    );
    assert_eq!(
        url(json!({"path": "@/one.md#x"})),
        "https://a.example/zwgk/one/#x"
    );
    let busted = url(json!({"path": "css/site.css", "cachebust": true}));
    assert_eq!(
        busted.as_str().unwrap().split_once("?h=").unwrap().1.len(),
        20
    );
    let error = call(&world(), "get_url", json!({"path": "@/gone.md"})).unwrap_err();
    assert!(error.contains("gone.md"), "{error}");
}

#[test]
fn files_are_found_in_the_root_static_content_and_the_theme() {
    for path in [
        "css/site.css",
        "/css/site.css",
        "static/css/site.css",
        "theme.css",
        "p/local.txt",
        "@/p/local.txt",
    ] {
        assert!(
            call(&world(), "get_hash", json!({"path": path})).is_ok(),
            "{path}"
        );
    }
    let error = call(&world(), "get_hash", json!({"path": "../secret"})).unwrap_err();
    assert!(error.contains("outside the project"), "{error}");
}

#[test]
fn hashes_are_base64_or_hexadecimal() {
    let hash = |args| call(&world(), "get_hash", args).unwrap();
    assert_eq!(
        hash(json!({"literal": "", "sha_type": 256, "base64": false})),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    assert_eq!(
        hash(json!({"literal": "a", "sha_type": 256})),
        "ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs="
    );
    assert_eq!(base64_decode("5pS/5Yqh").unwrap(), "政务".as_bytes());
}

#[test]
fn data_is_loaded_from_files_and_literals_and_never_from_the_network() {
    let world = world();
    assert_eq!(
        call(&world, "load_data", json!({"path": "data/a.json"})).unwrap()["rows"][1],
        2
    );
    let literal = json!({"literal": "k = [1]", "format": "toml"});
    assert_eq!(
        call(&world, "load_data", literal).unwrap(),
        json!({"k": [1]})
    );
    assert_eq!(
        call(
            &world,
            "load_data",
            json!({"path": "x.csv", "required": false})
        )
        .unwrap(),
        Value::Null
    );
    let error = call(
        &world,
        "load_data",
        json!({"url": "https://b.example/x.json"}),
    )
    .unwrap_err();
    assert!(error.contains("data/vendored/"), "{error}");
}

#[test]
fn a_term_has_an_address_by_its_slug() {
    let url = |args| call(&world(), "get_taxonomy_url", args);
    assert_eq!(
        url(json!({"kind": "tags", "name": "土地"})).unwrap(),
        "https://a.example/zwgk/tags/tu-di/"
    );
    assert!(
        url(json!({"kind": "tags", "name": "水"}))
            .unwrap_err()
            .contains("`水`")
    );
    assert_eq!(
        url(json!({"kind": "tags", "name": "水", "required": false})).unwrap(),
        Value::Null
    );
}

#[test]
fn a_missing_translation_is_named() {
    assert_eq!(
        call(&world(), "trans", json!({"key": "home"})).unwrap(),
        "Home"
    );
    let error = call(&world(), "trans", json!({"key": "home", "lang": "zh"})).unwrap_err();
    assert!(
        error.contains("`zh`") && error.contains("`home`"),
        "{error}"
    );
}

#[test]
fn the_clock_stands_at_midnight_of_the_builds_date() {
    assert_eq!(
        call(&world(), "now", json!({})).unwrap(),
        "2026-01-31T00:00:00.000000000+00:00"
    );
    assert_eq!(
        call(&world(), "now", json!({"timestamp": true})).unwrap(),
        1_769_817_600
    );
}

#[test]
fn ranges_are_bounded_and_chance_is_the_same_in_every_build() {
    assert_eq!(
        call(
            &world(),
            "range",
            json!({"start": 1, "end": 10, "step_by": 4})
        )
        .unwrap(),
        json!([1, 5, 9])
    );
    assert!(call(&world(), "range", json!({"end": 1_000_000_000})).is_err());
    assert_eq!(
        call(&world(), "get_random", json!({"start": 7, "end": 8})).unwrap(),
        7
    );
    assert_eq!(
        call(&world(), "throw", json!({"message": "年份不能为空"})).unwrap_err(),
        "年份不能为空"
    );
}
