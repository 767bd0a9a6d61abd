//! The invariants of `ARCHITECTURE.md`, read off the sources. Enter at [`MAY_USE`], the arrows of the pipeline.
//!
//! Each rule is a function from sources to offences, `file:line: what is wrong`. One test holds it against the repository, another shows that
//! it finds an offence in a made-up source.

use crate::rust_source::{SourceFile, names_after, read_sources, word_offsets};
use std::collections::BTreeSet;
use std::path::Path;

/// Which modules of the crate a module may use besides itself: only what stands to its left in the pipeline.
/// A module that is not listed here may not be used by those that are.
pub(crate) const MAY_USE: &[(&str, &[&str])] = &[
    ("diagnostic", &[]),
    ("tree", &["diagnostic"]),
    ("config", &["diagnostic", "tree"]),
    ("personal", &["diagnostic"]),
    ("print", &["diagnostic", "personal"]),
    ("source", &["diagnostic", "config"]),
    ("content", &["diagnostic", "tree", "config", "source"]),
    ("report", &["diagnostic", "tree", "content"]),
    ("import", &["report"]),
    (
        "check",
        &[
            "diagnostic",
            "tree",
            "config",
            "personal",
            "source",
            "content",
            "report",
            "import",
        ],
    ),
    ("site", &["diagnostic", "config", "content", "report"]),
    ("words", &["diagnostic", "report", "site"]),
    ("search", &["config", "report", "site"]),
    (
        "render",
        &[
            "diagnostic",
            "config",
            "source",
            "content",
            "report",
            "check",
            "site",
            "words",
            "search",
        ],
    ),
    (
        "output",
        &[
            "diagnostic",
            "config",
            "source",
            "content",
            "report",
            "check",
            "site",
            "words",
            "search",
            "render",
        ],
    ),
    ("rebuild", &["report", "render", "output", "check"]),
    ("publish", &["diagnostic", "output"]),
    (
        "serve",
        &[
            "diagnostic",
            "personal",
            "print",
            "source",
            "output",
            "check",
        ],
    ),
];

/// These see the whole pipeline.
const TOP: &[&str] = &["lib", "main", "cli", "pipeline"];

/// What reaches the disk, the network, the clock or the environment.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::env",
    "TcpListener",
    "TcpStream",
    "UdpSocket",
    "ToSocketAddrs",
    "std::process::Command",
    "std::time::Instant",
    "std::time::SystemTime",
    "Instant::now",
    "SystemTime::now",
    "Zoned::now",
    "Timestamp::now",
    "fs::read",
    "fs::write",
    "env::var",
    "tokio::fs",
    "tokio::net",
    "walkdir",
    "notify",
    "notify_debouncer_full",
    ".canonicalize()",
    ".read_dir()",
    ".try_exists()",
    ".symlink_metadata()",
];

/// What changes the disk.
const WRITES: &[&str] = &[
    "fs::write",
    "fs::rename",
    "fs::copy",
    "fs::create_dir",
    "fs::create_dir_all",
    "fs::remove_file",
    "fs::remove_dir",
    "fs::remove_dir_all",
    "fs::hard_link",
    "fs::set_permissions",
    "File::create",
    "File::create_new",
    "File::options",
    "OpenOptions",
];

/// What the root of the repository may hold.
const ROOT: &[&str] = &[
    ".ci",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "COMPATIBILITY.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "README.zh-CN.md",
    "clippy.toml",
    "config.toml",
    "content",
    "public",
    "src",
    "tests",
    "themes",
];

/// What building and version control leave beside it; never committed.
const ROOT_LEAVINGS: &[&str] = &[".git", ".cache", "target"];

const LINES_BEFORE_TESTS: usize = 400;

/// What one algorithm or one list may have; such a file is named in [`ONE_SUBJECT`].
const LINES_OF_ONE_SUBJECT: usize = 500;

/// Files that hold one algorithm or one list, which would be harder to read in two.
const ONE_SUBJECT: &[&str] = &[
    "src/cli/check_fix.rs",
    "src/render/highlight/grammar/run.rs",
    "src/render/shortcode/mod.rs",
];

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[track_caller]
pub(crate) fn hold(offences: &[String]) {
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

/// Offences of a rule in one made-up file.
fn in_text(rule: fn(&[SourceFile]) -> Vec<String>, path: &str, text: &str) -> Vec<String> {
    rule(&[SourceFile::new(path, text)])
}

/// The rule finds an offence.
#[track_caller]
fn finds(rule: fn(&[SourceFile]) -> Vec<String>, path: &str, text: &str) {
    assert!(!in_text(rule, path, text).is_empty(), "{path}: {text}");
}

/// The rule finds nothing.
#[track_caller]
fn accepts(rule: fn(&[SourceFile]) -> Vec<String>, path: &str, text: &str) {
    let found = in_text(rule, path, text);
    assert!(found.is_empty(), "{path}: {text}: {found:?}");
}

fn without_header(sources: &[SourceFile]) -> Vec<String> {
    let missing = sources.iter().filter(|file| {
        !file
            .text
            .lines()
            .next()
            .is_some_and(|line| line.starts_with("//! "))
    });
    missing
        .map(|file| {
            file.offence(
                &file.text,
                0,
                "the first line is not `//! What this is and where to enter.`",
            )
        })
        .collect()
}

#[test]
fn every_file_says_first_what_it_is() {
    hold(&without_header(&read_sources(root())));
}

#[test]
fn a_file_without_a_header_is_found() {
    let found = in_text(without_header, "src/a.rs", "use std::fmt;\n//! Too late.\n");
    assert_eq!(
        found,
        ["src/a.rs:1: the first line is not `//! What this is and where to enter.`"]
    );
    accepts(without_header, "src/a.rs", "//! A. Enter at `b`.\n");
}

/// Lines of a file before its tests.
fn before_tests(file: &SourceFile) -> usize {
    let lines = file.text.lines();
    lines
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
        .count()
}

fn too_long(sources: &[SourceFile]) -> Vec<String> {
    let lines = before_tests;
    let most = |file: &SourceFile| match ONE_SUBJECT.contains(&file.path.as_str()) {
        true => LINES_OF_ONE_SUBJECT,
        false => LINES_BEFORE_TESTS,
    };
    let long = sources.iter().filter(|file| lines(file) > most(file));
    long.map(|file| {
        let (count, most) = (lines(file), most(file));
        format!(
            "{}:{count}: {count} lines before its tests, at most {most}: which two things does it do?",
            file.path
        )
    })
    .collect()
}

#[test]
fn no_file_is_longer_than_can_be_read_at_once() {
    hold(&too_long(&read_sources(root())));
}

#[test]
fn a_long_file_is_found_and_its_tests_do_not_count() {
    let long = "fn a() {}\n".repeat(LINES_BEFORE_TESTS + 1);
    assert_eq!(in_text(too_long, "src/a.rs", &long).len(), 1);
    let tested = format!(
        "{}#[cfg(test)]\n{}",
        "\n".repeat(LINES_BEFORE_TESTS),
        "\n".repeat(900)
    );
    accepts(too_long, "src/a.rs", &tested);
    let subject = |lines| "\n".repeat(lines);
    accepts(too_long, ONE_SUBJECT[0], &subject(LINES_OF_ONE_SUBJECT));
    finds(too_long, ONE_SUBJECT[0], &subject(LINES_OF_ONE_SUBJECT + 1));
}

/// Files of [`ONE_SUBJECT`] that are gone or no longer need the room.
fn short_subjects(sources: &[SourceFile]) -> Vec<String> {
    let needs_room = |path: &&&str| {
        let file = sources.iter().find(|file| file.path == **path);
        file.is_some_and(|file| before_tests(file) > LINES_BEFORE_TESTS)
    };
    let idle = ONE_SUBJECT.iter().filter(|path| !needs_room(path));
    idle.map(|path| format!("{path}: needs no room for one subject; take it off the list"))
        .collect()
}

#[test]
fn only_files_that_need_it_have_the_room_of_one_subject() {
    hold(&short_subjects(&read_sources(root())));
}

#[test]
fn a_file_that_needs_no_more_room_is_found() {
    finds(short_subjects, ONE_SUBJECT[0], "//! x\n");
}

fn junk_drawers(sources: &[SourceFile]) -> Vec<String> {
    const NAMES: &[&str] = &[
        "util", "utils", "helper", "helpers", "common", "misc", "types",
    ];
    let junk = sources.iter().filter(|file| {
        file.path
            .split(['/', '.'])
            .any(|name| NAMES.contains(&name))
    });
    junk.map(|file| {
        file.offence(
            &file.text,
            0,
            "the name says nothing about what is inside; name it after its subject",
        )
    })
    .collect()
}

#[test]
fn no_module_is_a_junk_drawer() {
    hold(&junk_drawers(&read_sources(root())));
}

#[test]
fn a_junk_drawer_is_found() {
    assert_eq!(in_text(junk_drawers, "src/render/utils.rs", "").len(), 1);
    assert_eq!(in_text(junk_drawers, "src/common/mod.rs", "").len(), 1);
    accepts(junk_drawers, "src/render/commonmark.rs", "");
}

/// Every mention of another first-level module of the crate, as `(offset in code, name)`.
pub(crate) fn mentions(file: &SourceFile) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for offset in word_offsets(&file.code, "crate::") {
        let names = names_after(&file.code[offset + "crate::".len()..]);
        found.extend(names.into_iter().map(|name| (offset, name)));
    }
    let depth = file.module().len();
    for offset in word_offsets(&file.code, "super::") {
        if file.code[..offset].ends_with("super::") {
            continue;
        }
        let rest = &file.code[offset..];
        let inner = rest.trim_start_matches("super::");
        let climbed = (rest.len() - inner.len()) / "super::".len();
        if climbed >= depth {
            found.extend(names_after(inner).into_iter().map(|name| (offset, name)));
        }
    }
    found
}

fn against_the_arrows(sources: &[SourceFile]) -> Vec<String> {
    let stages: BTreeSet<&str> = sources.iter().map(SourceFile::stage).collect();
    let mut offences = Vec::new();
    for file in sources.iter().filter(|file| !TOP.contains(&file.stage())) {
        let Some((_, allowed)) = MAY_USE.iter().find(|(stage, _)| *stage == file.stage()) else {
            offences.push(file.offence(
                &file.text,
                0,
                "this module has no place in the pipeline; give it one in MAY_USE",
            ));
            continue;
        };
        for (offset, name) in mentions(file) {
            let name = name.as_str();
            let foreign = name != file.stage() && (stages.contains(name) || TOP.contains(&name));
            if foreign && !allowed.contains(&name) {
                let message = format!(
                    "`{}` uses `{name}`, which stands to its right",
                    file.stage()
                );
                offences.push(file.offence(&file.code, offset, &message));
            }
        }
    }
    offences
}

#[test]
fn arrows_only_go_right() {
    hold(&against_the_arrows(&read_sources(root())));
}

#[test]
fn an_arrow_to_the_left_is_found_however_it_is_written() {
    let sources = |text: &str| {
        [
            SourceFile::new("src/report/text.rs", text),
            SourceFile::new("src/render/mod.rs", "//! x\n"),
            SourceFile::new("src/diagnostic.rs", "//! x\n"),
        ]
    };
    for text in [
        "use crate::render::Page;",
        "use crate::{diagnostic::Place, render};",
        "fn a() { crate::render::b() }",
        "use super::super::render::Page;",
        "use crate::pipeline::build;",
    ] {
        let found = against_the_arrows(&sources(&format!("//! x\n{text}\n")));
        assert_eq!(found.len(), 1, "{text}");
        assert!(
            found[0].starts_with("src/report/text.rs:2: `report` uses"),
            "{found:?}"
        );
    }
    for text in [
        "use crate::diagnostic::Place;",
        "use super::figure::Figure;",
        "// crate::render",
    ] {
        assert!(against_the_arrows(&sources(text)).is_empty(), "{text}");
    }
    assert_eq!(
        in_text(against_the_arrows, "src/sundry.rs", "//! x\n").len(),
        1
    );
}

/// Grants of [`MAY_USE`] that nobody uses: an arrow that is drawn is one that is there.
fn idle_grants(sources: &[SourceFile]) -> Vec<String> {
    let mut used: BTreeSet<(&str, String)> = BTreeSet::new();
    for file in sources {
        used.extend(
            mentions(file)
                .into_iter()
                .map(|(_, name)| (file.stage(), name)),
        );
    }
    let grants = MAY_USE
        .iter()
        .flat_map(|(stage, may)| may.iter().map(move |name| (*stage, *name)));
    grants
        .filter(|(stage, name)| !used.contains(&(*stage, (*name).to_owned())))
        .map(|(stage, name)| {
            format!("MAY_USE: `{stage}` does not use `{name}`; take the grant away")
        })
        .collect()
}

#[test]
fn every_arrow_that_is_drawn_is_there() {
    hold(&idle_grants(&read_sources(root())));
}

#[test]
fn a_grant_that_nobody_uses_is_found() {
    let found = in_text(idle_grants, "src/words/mod.rs", "use crate::report::Year;");
    assert!(
        found.contains(&"MAY_USE: `words` does not use `site`; take the grant away".to_owned())
    );
    assert!(
        !found
            .iter()
            .any(|one| one.starts_with("MAY_USE: `words` does not use `report`"))
    );
}

/// What holds a value that comes after its owner does.
const FILLED_LATER: &[&str] = &["thread_local!", "OnceLock", "OnceCell", "Mutex", "RwLock"];

/// The files that may hold such values, each with what it keeps and why it is no value of a stage. Everything else is whole when it is
/// made. A `LazyLock` of what never changes (patterns, tables of words) needs no name here.
const CACHES: &[(&str, &str)] = &[
    (
        "src/check/draft/locate.rs",
        "places of words in a file, looked up when a finding needs them",
    ),
    (
        "src/check/draft/mod.rs",
        "sentences, terms and quantities of a draft, read once for all rules",
    ),
    (
        "src/check/judged.rs",
        "what rules found in each report and file, judged once whoever asks first",
    ),
    (
        "src/check/seen.rs",
        "what is kept of pages, which all threads look at as they are made",
    ),
    (
        "src/check/terms/mod.rs",
        "the automaton of all terms, built when a draft is first searched",
    ),
    (
        "src/check/whole_site.rs",
        "the register of links, read when a rule first asks",
    ),
    (
        "src/cli/check_online.rs",
        "hosts that wait to be asked, which all threads take from",
    ),
    (
        "src/output/hashed_files.rs",
        "files of the open data whose length or hash stands in others",
    ),
    (
        "src/publish/tree.rs",
        "files that are staged by all threads, and the first refusal",
    ),
    (
        "src/render/engine/bridge.rs",
        "an engine that lends its filters to Tera 2, by thread",
    ),
    (
        "src/render/engine/guard.rs",
        "how deep and how long a rendering is, by thread, because the engines pass no state",
    ),
    (
        "src/render/engine/mod.rs",
        "renderings within one another, by thread",
    ),
    (
        "src/render/engine/share.rs",
        "values lent to Tera 1, by thread",
    ),
    (
        "src/render/engine/shared.rs",
        "a value in the form of Tera 2, made when it is first shown",
    ),
    (
        "src/render/functions/control.rs",
        "how much `range` has given, by thread",
    ),
    (
        "src/render/functions/data/mod.rs",
        "data files that templates have loaded",
    ),
    (
        "src/render/functions/filter.rs",
        "patterns of `regex_replace` by thread",
    ),
    (
        "src/render/functions/mod.rs",
        "the site that functions on this thread see",
    ),
    (
        "src/render/highlight/grammar/pattern.rs",
        "patterns of grammars, compiled when code first needs them",
    ),
    (
        "src/render/made_once.rs",
        "terms, images and search indexes that templates have asked for",
    ),
    (
        "src/render/page_maker.rs",
        "what was found while pages were made",
    ),
    (
        "src/render/template_values.rs",
        "pages and sections as templates see them",
    ),
    (
        "src/serve/preview.rs",
        "what is shown, and which pages are open",
    ),
    (
        "src/serve/snapshot.rs",
        "files that browsers have asked for, and what `check` found",
    ),
    (
        "src/source/fetched.rs",
        "files that templates load from beside the site's folders",
    ),
];

fn filled_later(sources: &[SourceFile]) -> Vec<String> {
    let is_named = |file: &SourceFile| CACHES.iter().any(|(path, _)| *path == file.path);
    let message = "a value is whole when it is made; what is kept for later stands in a cache that CACHES names";
    words_outside(sources, is_named, FILLED_LATER, message)
}

/// Caches that are gone.
fn idle_caches(sources: &[SourceFile]) -> Vec<String> {
    let keeps = |path: &str| {
        let file = sources.iter().find(|file| file.path == path);
        file.is_some_and(|file| {
            let mut words = FILLED_LATER.iter();
            words.any(|word| !word_offsets(&file.code, word).is_empty())
        })
    };
    let idle = CACHES.iter().filter(|(path, _)| !keeps(path));
    idle.map(|(path, _)| format!("{path}: keeps nothing for later; take it off the list"))
        .collect()
}

#[test]
fn values_are_whole_and_caches_are_named() {
    let sources = read_sources(root());
    hold(&filled_later(&sources));
    hold(&idle_caches(&sources));
}

#[test]
fn a_value_that_fills_up_later_is_found() {
    for text in [
        "struct A { b: std::sync::OnceLock<C> }",
        "struct A(Mutex<Vec<B>>);",
        "thread_local! { static A: Cell<u8> = Cell::new(0); }",
        "use std::sync::RwLock;",
    ] {
        finds(filled_later, "src/site/tree.rs", text);
        accepts(filled_later, CACHES[0].0, text);
    }
    accepts(
        filled_later,
        "src/site/tree.rs",
        "static A: LazyLock<Regex> = LazyLock::new(b);",
    );
    finds(idle_caches, CACHES[0].0, "struct A(B);");
}

/// Every place in the code outside `allowed` where one of `words` stands.
fn words_outside(
    sources: &[SourceFile],
    allowed: impl Fn(&SourceFile) -> bool,
    words: &[&str],
    message: &str,
) -> Vec<String> {
    let mut offences = BTreeSet::new();
    for file in sources.iter().filter(|file| !allowed(file)) {
        for word in words {
            for offset in word_offsets(&file.code, word) {
                offences.insert(file.offence(&file.code, offset, &format!("`{word}`: {message}")));
            }
        }
    }
    offences.into_iter().collect()
}

/// Folders and files of pages, which `site` alone puts into addresses.
const PARTS_OF_ADDRESSES: &[&str] = &[
    "compare/",
    "figures/",
    "commitments/",
    "topics/",
    "laws/",
    "years/",
    "quality/",
];

/// Whether a string is an address of a page, or begins or ends like one: `figures/{}/`, `/years/`, `{path}{number}/`.
///
/// A path of the output folder, `{output}/`, is of the disk.
fn is_spelt_address(words: &str) -> bool {
    let mut rest = words;
    while let Some(end) = rest.strip_prefix('{').and_then(|_| rest.find('}')) {
        rest = &rest[end + 1..];
    }
    let below = rest.trim_start_matches('/');
    PARTS_OF_ADDRESSES
        .iter()
        .any(|part| below.starts_with(part))
        || words.ends_with("{number}/")
        || (rest.len() < words.len() && below == "report.json" && !words.starts_with("{output}/"))
        || matches!(words, "/data/" | "/about/" | "/404.html")
}

fn spelt_addresses(sources: &[SourceFile]) -> Vec<String> {
    let mut offences = Vec::new();
    for file in sources.iter().filter(|file| file.stage() != "site") {
        for words in file.strings.split_whitespace() {
            if is_spelt_address(words) {
                let at = words.as_ptr() as usize - file.strings.as_ptr() as usize;
                let message = format!("`{words}`: addresses are spelt in `site::address` alone");
                offences.push(file.offence(&file.strings, at, &message));
            }
        }
    }
    offences
}

#[test]
fn only_site_spells_addresses() {
    hold(&spelt_addresses(&read_sources(root())));
}

#[test]
fn an_address_spelt_elsewhere_is_found() {
    for text in [
        "let a = format!(\"figures/{}/\", id);",
        "let a = \"/years/\";",
        "let a = format!(\"{prefix}compare/{old}-{new}/\");",
        "let a = format!(\"{path}{folder}/{number}/\");",
        "let a = format!(\"{page}report.json\");",
        "desk.link(\"/data/\", words)",
    ] {
        finds(spelt_addresses, "src/render/fill/home.rs", text);
        accepts(spelt_addresses, "src/site/address.rs", text);
    }
    for text in [
        "\"figures.html\"",
        "\"schemas/report.json\"",
        "\"{folder}/\"",
    ] {
        accepts(spelt_addresses, "src/render/fill/home.rs", text);
    }
}

fn reaching_outside(sources: &[SourceFile]) -> Vec<String> {
    let may = |file: &SourceFile| {
        matches!(file.stage(), "source" | "serve" | "publish")
            || file.module().starts_with(&["import", "reader"])
    };
    words_outside(
        sources,
        may,
        OUTSIDE,
        "only source, serve, publish and import's reader touch disk, network, clock or environment",
    )
}

#[test]
fn only_four_modules_touch_the_world() {
    hold(&reaching_outside(&read_sources(root())));
}

#[test]
fn a_module_that_touches_the_world_is_found() {
    for text in [
        "use std::fs;",
        "let a = std::env::var(\"HOME\");",
        "let a = std::time::Instant::now();",
        "let a = jiff::Zoned::now();",
        "for a in walkdir::WalkDir::new(b) {}",
        "let a = path.canonicalize();",
        "use std::net::{IpAddr, TcpListener};",
    ] {
        finds(reaching_outside, "src/site/tree.rs", text);
        accepts(reaching_outside, "src/source/walk.rs", text);
        accepts(reaching_outside, "src/import/reader.rs", text);
    }
    finds(reaching_outside, "src/import/html.rs", "use std::fs;");
    accepts(reaching_outside, "src/site/tree.rs", "// std::fs\n");
    accepts(
        reaching_outside,
        "src/cli/serve.rs",
        "use std::net::IpAddr;",
    );
}

fn writing(sources: &[SourceFile]) -> Vec<String> {
    words_outside(
        sources,
        |file| file.stage() == "publish",
        WRITES,
        "everything that is written goes through publish",
    )
}

#[test]
fn only_publish_writes() {
    hold(&writing(&read_sources(root())));
}

#[test]
fn a_module_that_writes_is_found() {
    assert_eq!(
        in_text(
            writing,
            "src/serve/mod.rs",
            "//! x\nfn a() { std::fs::write(b, c); }"
        ),
        ["src/serve/mod.rs:2: `fs::write`: everything that is written goes through publish"]
    );
    accepts(writing, "src/publish/tree.rs", "std::fs::write(b, c)");
}

fn printing(sources: &[SourceFile]) -> Vec<String> {
    const WORDS: &[&str] = &[
        "println!",
        "eprintln!",
        "print!",
        "eprint!",
        "dbg!",
        "stdout().lock()",
        "stderr().lock()",
        "stdout().write",
        "stderr().write",
    ];
    words_outside(
        sources,
        |file| file.stage() == "print",
        WORDS,
        "only print.rs prints",
    )
}

#[test]
fn only_print_prints() {
    hold(&printing(&read_sources(root())));
}

#[test]
fn a_module_that_prints_is_found() {
    assert_eq!(
        in_text(printing, "src/cli/build.rs", "fn a() { eprintln!(\"b\"); }"),
        ["src/cli/build.rs:1: `eprintln!`: only print.rs prints"]
    );
    accepts(printing, "src/print.rs", "println!()");
}

fn unfinished(sources: &[SourceFile]) -> Vec<String> {
    const WORDS: &[&str] = &["unsafe", "todo!", "unimplemented!", ".unwrap()"];
    words_outside(
        sources,
        |_| false,
        WORDS,
        "not outside tests; an invariant of ours is an `expect` with its reason",
    )
}

#[test]
fn nothing_is_unsafe_or_unfinished() {
    hold(&unfinished(&read_sources(root())));
}

#[test]
fn unsafe_and_unfinished_code_is_found() {
    for text in [
        "unsafe { a() }",
        "todo!()",
        "unimplemented!(\"b\")",
        "let a = b.unwrap();",
    ] {
        assert_eq!(in_text(unfinished, "src/a.rs", text).len(), 1, "{text}");
    }
    let tested = "#[cfg(test)]\nmod tests { fn a() { b.unwrap() } }\n";
    accepts(unfinished, "src/a.rs", tested);
}

fn foreign_to_report(sources: &[SourceFile]) -> Vec<String> {
    let report: Vec<&SourceFile> = sources
        .iter()
        .filter(|file| file.stage() == "report")
        .collect();
    let mut offences = BTreeSet::new();
    for file in report {
        for word in ["std::path", "Path", "PathBuf"] {
            for offset in word_offsets(&file.code, word) {
                let message = format!("`{word}`: report knows no paths");
                offences.insert(file.offence(&file.code, offset, &message));
            }
        }
        let lower = file.code.to_ascii_lowercase();
        for (offset, _) in lower.match_indices("html") {
            offences.insert(file.offence(&lower, offset, "report knows no HTML"));
        }
        for (offset, _) in file.strings.match_indices('<') {
            let tag = file.strings[offset + 1..].trim_start_matches('/');
            // A group of a pattern has its name between such brackets: (?P<year>20\d\d).
            let is_group = file.strings[..offset].ends_with("(?P");
            if !is_group && tag.starts_with(|first: char| first.is_ascii_alphabetic()) {
                offences.insert(file.offence(&file.strings, offset, "report makes no tags"));
            }
        }
    }
    offences.into_iter().collect()
}

#[test]
fn report_knows_no_html_and_no_paths() {
    hold(&foreign_to_report(&read_sources(root())));
}

#[test]
fn html_and_paths_in_report_are_found() {
    for text in [
        "use std::path::Path;",
        "fn a(path: &PathBuf) {}",
        "fn as_html() {}",
        "let a = \"<b>c</b>\";",
    ] {
        finds(foreign_to_report, "src/report/a.rs", text);
        accepts(foreign_to_report, "src/render/a.rs", text);
    }
    accepts(
        foreign_to_report,
        "src/report/a.rs",
        "let a = \"《<行政执法证>》\"; // <b>",
    );
}

fn template_engines(sources: &[SourceFile]) -> Vec<String> {
    words_outside(
        sources,
        |file| file.stage() == "render",
        &["tera", "tera1"],
        "only render knows a template engine",
    )
}

#[test]
fn only_render_knows_a_template_engine() {
    hold(&template_engines(&read_sources(root())));
}

#[test]
fn a_template_engine_elsewhere_is_found() {
    assert_eq!(
        in_text(template_engines, "src/output/a.rs", "use tera::Tera;").len(),
        1
    );
    accepts(template_engines, "src/render/a.rs", "use tera::Tera;");
}

/// Files of `src` that no `mod` leads to from `lib.rs` or `main.rs`.
fn unreachable_files(sources: &[SourceFile]) -> Vec<String> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec!["src/lib.rs".to_owned(), "src/main.rs".to_owned()];
    while let Some(path) = waiting.pop() {
        let Some(file) = sources.iter().find(|file| file.path == path) else {
            continue;
        };
        if !reached.insert(path) {
            continue;
        }
        let folder = match file.module().join("/") {
            module if module.is_empty() => "src".to_owned(),
            module => format!("src/{module}"),
        };
        // The text and not the code, because test modules stand in files too.
        for offset in word_offsets(&file.text, "mod ") {
            let rest = file.text[offset + 4..].trim_start();
            let end = rest
                .find(|character: char| !(character.is_alphanumeric() || character == '_'))
                .unwrap_or(rest.len());
            if rest[end..].trim_start().starts_with(';') {
                waiting.push(format!("{folder}/{}.rs", &rest[..end]));
                waiting.push(format!("{folder}/{}/mod.rs", &rest[..end]));
            }
        }
    }
    let lost = sources.iter().filter(|file| !reached.contains(&file.path));
    lost.map(|file| {
        file.offence(
            &file.text,
            0,
            "no `mod` leads here, so it is never compiled",
        )
    })
    .collect()
}

#[test]
fn every_file_is_compiled() {
    hold(&unreachable_files(&read_sources(root())));
}

#[test]
fn a_file_that_no_mod_names_is_found() {
    let sources = [
        SourceFile::new("src/lib.rs", "pub mod a;\nmod b;\n"),
        SourceFile::new("src/a/mod.rs", "mod inner;\n"),
        SourceFile::new("src/a/inner.rs", ""),
        SourceFile::new("src/b.rs", ""),
        SourceFile::new("src/lost.rs", ""),
    ];
    assert_eq!(
        unreachable_files(&sources),
        ["src/lost.rs:1: no `mod` leads here, so it is never compiled"]
    );
}

fn strangers_in_root(names: &[String]) -> Vec<String> {
    let strange = names.iter().filter(|name| {
        let name = name.as_str();
        !ROOT.contains(&name) && !ROOT_LEAVINGS.contains(&name) && !name.starts_with(".public.")
    });
    strange
        .map(|name| format!("{name}:1: the root holds only what the README lists"))
        .collect()
}

#[test]
fn the_root_holds_only_what_was_agreed() {
    let names: Vec<String> = std::fs::read_dir(root())
        .expect("the root can be listed")
        .map(|entry| {
            let name = entry.expect("the root can be listed").file_name();
            name.to_string_lossy().into_owned()
        })
        .collect();
    hold(&strangers_in_root(&names));
}

#[test]
fn a_stranger_in_the_root_is_found() {
    let names = ["src", "Cargo.toml", "docs", ".public.next"].map(str::to_owned);
    assert_eq!(
        strangers_in_root(&names),
        ["docs:1: the root holds only what the README lists"]
    );
}

/// Calls whose Chinese words are said to people, and are no vocabulary.
const SAYS: &[&str] = &["Words::new", "RULE.error", "RULE.warning", "RULE.info"];

/// Chinese words that still stand in the code of a rule; the numbers only fall.
const WORDS_IN_RULES: &[(&str, usize)] = &[
    ("src/check/rules/numbering.rs", 1),
    ("src/check/rules/parts.rs", 3),
];

/// Lines of a rule on which Chinese words stand that are neither said to people nor in a file of words.
fn words_in_code(file: &SourceFile) -> Vec<usize> {
    let is_han =
        |letter: char| matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}');
    let mut found = Vec::new();
    let (mut line, mut name, mut open) = (1, String::new(), Vec::new());
    let mut was_inside = false;
    for (code, inside) in file.code.chars().zip(file.strings.chars()) {
        let is_word = is_han(inside);
        let is_said = open
            .iter()
            .any(|call: &String| SAYS.iter().any(|say| call.ends_with(say)));
        if is_word && !was_inside && !is_said {
            found.push(line);
        }
        // A literal counts once, whatever stands between its Chinese letters.
        was_inside = (was_inside || is_word) && code == ' ' && inside != '\n';
        match code {
            '\n' => line += 1,
            '(' | '[' | '{' => open.push(std::mem::take(&mut name)),
            ')' | ']' | '}' => _ = open.pop(),
            _ => {}
        }
        if code.is_alphanumeric() || matches!(code, '_' | ':' | '.') {
            name.push(code);
        } else {
            name.clear();
        }
    }
    found
}

fn vocabulary_in_code(sources: &[SourceFile]) -> Vec<String> {
    let rules = sources
        .iter()
        .filter(|file| file.path.starts_with("src/check/rules/"));
    let mut offences = Vec::new();
    for file in rules {
        let known = WORDS_IN_RULES.iter().find(|(path, _)| *path == file.path);
        let (most, found) = (known.map_or(0, |(_, most)| *most), words_in_code(file));
        if found.len() != most {
            offences.push(format!(
                "{}: {most} Chinese literals are known, lines {found:?} have them; words belong into the YAML file beside the rule",
                file.path
            ));
        }
    }
    offences
}

#[test]
fn the_words_of_a_rule_are_data() {
    hold(&vocabulary_in_code(&read_sources(root())));
}

#[test]
fn words_in_the_code_of_a_rule_are_found_and_messages_are_not() {
    let path = "src/check/rules/a.rs";
    for vocabulary in [
        "fn f() { pattern(\"(?:镇|乡)$\") }\n",
        "const A: [&str; 1] = [\"其中\"];\n",
        "fn f(a: char) -> bool { a == '镇' }\n",
        "fn f() { Words::new(\"a\", \"甲\"); g(\"乙\") }\n",
    ] {
        finds(vocabulary_in_code, path, vocabulary);
    }
    accepts(
        vocabulary_in_code,
        path,
        "fn f() { Words::new(\"a\", format!(\"第{a}行\")) }\n",
    );
    accepts(
        vocabulary_in_code,
        path,
        "const A: F = RULE.error(\"a\", [\"b\", \"请改正\"]);\n// 镇\n",
    );
    accepts(
        vocabulary_in_code,
        "src/check/names/a.rs",
        "const A: &str = \"镇\";\n",
    );
    finds(vocabulary_in_code, WORDS_IN_RULES[0].0, "//! 无.\n");
}

/// Files of words below a folder, with those of which source or date is not said at the head.
fn undated_words(files: &[(String, String)]) -> Vec<String> {
    let says = |text: &str, key: &str, is_right: fn(&str) -> bool| {
        let mut lines = text.lines();
        lines.any(|line| {
            line.strip_prefix(key)
                .is_some_and(|value| is_right(value.trim()))
        })
    };
    let is_date = |value: &str| value.len() == 10 && value.split('-').count() == 3;
    let undated = files.iter().filter(|(_, text)| {
        !(says(text, "source:", |value| !value.is_empty()) && says(text, "date:", is_date))
    });
    undated
        .map(|(path, _)| format!("{path}: says no source or no date"))
        .collect()
}

#[test]
fn every_file_of_words_says_its_source_and_date() {
    let folder = root().join("src/check/rules");
    let files = walkdir::WalkDir::new(folder).into_iter();
    let files = files.map(|entry| entry.expect("the rules can be walked"));
    let files = files.filter(|entry| entry.path().extension().is_some_and(|name| name == "yaml"));
    let files: Vec<(String, String)> = files
        .map(|entry| {
            let text = std::fs::read_to_string(entry.path()).expect("words are UTF-8");
            (entry.path().display().to_string(), text)
        })
        .collect();
    assert!(!files.is_empty());
    hold(&undated_words(&files));
    let without = ("a.yaml".to_owned(), "source: 甲\nwords: [乙]\n".to_owned());
    assert_eq!(undated_words(&[without]).len(), 1);
}
