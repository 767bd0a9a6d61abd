//! A small site in memory, and what the functions say about it.

use super::*;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Files and words of a site that tests need.
pub(crate) struct TestWorld {
    pub(crate) config: Config,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) pages: BTreeMap<String, Arc<Shared>>,
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

    pub(crate) fn shared(self) -> Arc<dyn World> {
        Arc::new(self)
    }
}

impl World for TestWorld {
    fn config(&self) -> &Config {
        &self.config
    }
    fn page(&self, path: &str, _: Option<&str>) -> Option<Arc<Shared>> {
        self.pages.get(path).cloned()
    }
    fn section(&self, path: &str, _: Option<&str>, _: Pages) -> Option<Arc<Shared>> {
        self.pages.get(path).cloned()
    }
    fn taxonomy(&self, _: &str, _: &str) -> Option<Arc<Shared>> {
        None
    }
    fn term(&self, _: &str, _: &str, _: &str, _: Pages) -> Option<Arc<Shared>> {
        None
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
    fn has_image(&self, path: &str) -> bool {
        self.images.lock().unwrap().contains_key(path)
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
        Answer::Value(value) => value,
        Answer::Shared(shared) => shared.to_json(),
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

#[test]
fn a_smaller_copy_of_a_picture_goes_to_the_output() {
    let mut png = std::io::Cursor::new(Vec::new());
    ::image::DynamicImage::new_rgb8(40, 20)
        .write_to(&mut png, ::image::ImageFormat::Png)
        .unwrap();
    let mut world = world();
    world
        .files
        .insert("static/wide.png".to_owned(), png.into_inner());
    let made = call(
        &world,
        "resize_image",
        json!({"path": "wide.png", "width": 10, "height": 10, "op": "fit"}),
    )
    .unwrap();
    assert_eq!(
        (&made["width"], &made["height"], &made["orig_width"]),
        (&json!(10), &json!(5), &json!(40))
    );
    let images = world.images.lock().unwrap();
    let (path, bytes) = images.iter().next().unwrap();
    assert!(
        path.starts_with("processed_images/wide.") && path.ends_with(".png"),
        "{path}"
    );
    let facts = picture_facts(path, bytes).unwrap();
    assert_eq!((facts.width, facts.height, facts.format), (10, 5, "png"));
}

/// With a picture of 40 by 20 pixels.
fn world_with_picture() -> TestWorld {
    let mut png = std::io::Cursor::new(Vec::new());
    ::image::DynamicImage::new_rgba8(40, 20)
        .write_to(&mut png, ::image::ImageFormat::Png)
        .unwrap();
    let mut world = world();
    let path = "static/wide.png".to_owned();
    world.files.insert(path, png.into_inner());
    world
}

#[test]
fn a_copy_may_be_an_avif_whose_size_can_be_read_back() {
    let mut world = world_with_picture();
    let resize = |world: &TestWorld, more: Value| {
        let mut args = json!({"path": "wide.png", "width": 16, "op": "fit_width"});
        let all = args.as_object_mut().unwrap();
        all.extend(more.as_object().unwrap().clone());
        call(world, "resize_image", args)
    };
    for more in [
        json!({"format": "avif"}),
        json!({"format": "avif", "quality": 60, "speed": 10}),
        json!({"format": "webp"}),
        json!({"format": "webp", "quality": 0}),
    ] {
        resize(&world, more).unwrap();
    }
    for wrong in [
        json!({"format": "avif", "quality": 0}),
        json!({"format": "avif", "speed": 11}),
        json!({"format": "jxl"}),
    ] {
        assert!(resize(&world, wrong.clone()).is_err(), "{wrong}");
    }
    let images = world.images.lock().unwrap().clone();
    let mut sizes = Vec::new();
    for (path, bytes) in &images {
        let facts = picture_facts(path, bytes).unwrap();
        sizes.push((facts.format, facts.width, facts.height));
    }
    sizes.sort_unstable();
    let (avif, webp) = (("avif", 16, 8), ("webp", 16, 8));
    assert_eq!(sizes, [avif, avif, webp, webp], "one file for each call");
    let (path, bytes) = images
        .iter()
        .find(|(path, _)| path.ends_with(".avif"))
        .unwrap();
    world
        .files
        .insert("content/p/small.avif".to_owned(), bytes.clone());
    let facts = call(
        &world,
        "get_image_metadata",
        json!({"path": "p/small.avif"}),
    )
    .unwrap();
    assert_eq!(
        facts,
        json!({"width": 16, "height": 8, "format": "avif", "mime": "image/avif"}),
        "{path}"
    );
    let again = call(
        &world,
        "resize_image",
        json!({"path": "p/small.avif", "width": 4, "height": 4}),
    );
    assert!(again.unwrap_err().contains("AVIF"));
    assert!(picture_facts("cut.avif", &bytes[..40]).is_err());
}

/// A JPEG of 40 by 20 pixels that is to be turned by a quarter, with a colour profile.
fn turned_picture(profile: &[u8]) -> Vec<u8> {
    use ::image::ImageEncoder;
    let mut jpeg = Vec::new();
    let mut encoder = ::image::codecs::jpeg::JpegEncoder::new(&mut jpeg);
    encoder.set_icc_profile(profile.to_vec()).unwrap();
    ::image::DynamicImage::new_rgb8(40, 20)
        .write_with_encoder(encoder)
        .unwrap();
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0".to_vec();
    // The entry `Orientation` (0x0112), a short, one of them: 6, to the right.
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let mut whole = jpeg[..2].to_vec();
    whole.extend([0xff, 0xe1]);
    whole.extend(length);
    whole.extend(exif);
    whole.extend(&jpeg[2..]);
    whole
}

#[test]
fn a_smaller_copy_stands_upright_and_keeps_its_colour_profile() {
    use ::image::ImageDecoder;
    let profile = b"a profile that only its own program reads";
    let mut world = world();
    let path = "static/turned.jpg".to_owned();
    world.files.insert(path, turned_picture(profile));
    for format in ["jpg", "png", "webp", "auto"] {
        let args =
            json!({"path": "turned.jpg", "width": 10, "height": 10, "op": "fit", "format": format});
        let made = call(&world, "resize_image", args).unwrap();
        let sides = ["width", "height", "orig_width", "orig_height"].map(|key| &made[key]);
        assert_eq!(sides, [5, 10, 20, 40], "{format}");
    }
    let images = world.images.lock().unwrap();
    assert_eq!(images.len(), 3, "`auto` is `jpg` here");
    for (path, bytes) in images.iter() {
        let reader = ::image::ImageReader::new(std::io::Cursor::new(bytes));
        let mut decoder = reader
            .with_guessed_format()
            .unwrap()
            .into_decoder()
            .unwrap();
        assert_eq!(decoder.dimensions(), (5, 10), "{path}");
        assert_eq!(
            decoder.icc_profile().unwrap().as_deref(),
            Some(&profile[..]),
            "{path}"
        );
    }
}
