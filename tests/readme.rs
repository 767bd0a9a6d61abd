//! What the README says is so: its commands exist, its tour works as written, its links lead somewhere, its Chinese twin is complete.
//! Enter at [`Guide`] for what it names and at [`Tour`] for what it does.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A Markdown file, taken apart by lines.
struct Guide {
    name: &'static str,
    /// Lines of fenced code, without comments: what a reader would type or see.
    code: Vec<String>,
    /// Level of each heading in order.
    headings: Vec<usize>,
    /// Targets of links and images outside code.
    links: Vec<String>,
}

impl Guide {
    fn new(name: &'static str, text: &str) -> Guide {
        let mut guide = Guide {
            name,
            code: Vec::new(),
            headings: Vec::new(),
            links: Vec::new(),
        };
        let mut fenced = false;
        for line in text.lines() {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            } else if fenced {
                let command = line.split(" #").next().unwrap_or(line).trim_end();
                if !command.trim_start().starts_with('#') && !command.trim().is_empty() {
                    guide.code.push(command.to_owned());
                }
            } else {
                let hashes = line.chars().take_while(|&c| c == '#').count();
                if hashes > 0 && line[hashes..].starts_with(' ') {
                    guide.headings.push(hashes);
                }
                guide.links.extend(link_targets(line));
            }
        }
        guide
    }

    fn read(name: &'static str) -> Guide {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        Guide::new(name, &text)
    }

    /// Lines of code that run the program, as words after its name.
    fn commands(&self) -> Vec<Vec<&str>> {
        let program = |line: &str| -> Option<usize> {
            ["nianbao ", "cargo run --release -- "]
                .iter()
                .find(|start| {
                    line.trim_start_matches("$ ")
                        .trim_start()
                        .starts_with(**start)
                })
                .map(|start| line.find(*start).unwrap_or(0) + start.len())
        };
        self.code
            .iter()
            .filter_map(|line| program(line).map(|at| line[at..].split_whitespace().collect()))
            .collect()
    }
}

/// The targets of `[words](target)` and `![words](target)` in one line.
fn link_targets(line: &str) -> Vec<String> {
    line.match_indices("](")
        .filter_map(|(at, _)| {
            let rest = &line[at + 2..];
            rest.find(')').map(|end| rest[..end].to_owned())
        })
        .collect()
}

/// Links of a guide that name no file of the repository. Addresses of other hosts are not asked.
fn lost_links(guide: &Guide, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let local = guide
        .links
        .iter()
        .filter(|link| !link.contains("://") && !link.starts_with(['#', '<']));
    local
        .filter(|link| !exists(link.split('#').next().unwrap_or(link)))
        .map(|link| format!("{}: `{link}` is not there", guide.name))
        .collect()
}

/// Files of the repository that a guide names in `code` and that are not there. `NAME`, `ID`, `…` and `*` stand for any name.
fn lost_files(name: &str, text: &str, mut exists: impl FnMut(&str) -> bool) -> Vec<String> {
    let named = text.split('`').skip(1).step_by(2);
    let files = named.filter(|words| {
        let is_path = ["src/", "tests/", "themes/gov/", ".ci/"]
            .iter()
            .any(|folder| words.starts_with(folder));
        is_path
            && !words.contains([' ', '…', '*'])
            && !words.contains("NAME")
            && !words.contains("ID")
    });
    files
        .filter(|path| !exists(path))
        .map(|path| format!("{name}: `{path}` is not there"))
        .collect()
}

/// Commands and options that a guide shows and the program does not have; `help` gives the help of a command.
fn unknown_commands(guide: &Guide, help: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut offences = BTreeSet::new();
    for words in guide.commands() {
        let Some((command, rest)) = words.split_first() else {
            continue;
        };
        if command.starts_with('-') {
            continue;
        }
        let Some(help) = help(command) else {
            offences.insert(format!("{}: there is no command `{command}`", guide.name));
            continue;
        };
        for option in rest.iter().filter(|word| word.starts_with("--")) {
            let option = option.split('=').next().unwrap_or(option);
            if !help.contains(option) {
                offences.insert(format!("{}: `{command}` has no `{option}`", guide.name));
            }
        }
    }
    offences.into_iter().collect()
}

/// How a translation differs from the original in what must not be translated.
fn differences(original: &Guide, twin: &Guide) -> Vec<String> {
    let mut found = Vec::new();
    if original.headings != twin.headings {
        found.push(format!(
            "{} has headings {:?}, {} {:?}",
            original.name, original.headings, twin.name, twin.headings
        ));
    }
    let (left, right) = (original.commands(), twin.commands());
    for command in left.iter().filter(|each| !right.contains(each)) {
        found.push(format!("{} lacks `{}`", twin.name, command.join(" ")));
    }
    for command in right.iter().filter(|each| !left.contains(each)) {
        found.push(format!("{} lacks `{}`", original.name, command.join(" ")));
    }
    found
}

/// The help of a command of the program as built, or nothing where there is no such command.
fn help_of(command: &str) -> Option<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args([command, "--help"])
        .output()
        .expect("the program starts");
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The chapter of a README that a reader follows by pasting its blocks.
struct Tour {
    /// All its `sh` blocks, one after the other.
    script: String,
    /// The lines of its `text` blocks: what the program answers to the mistake that the tour ends with.
    answer: Vec<String>,
}

impl Tour {
    /// Takes the chapter under the heading `## {chapter}` out of `text`.
    fn new(text: &str, chapter: &str) -> Tour {
        let mut tour = Tour {
            script: String::new(),
            answer: Vec::new(),
        };
        let (mut inside, mut fence) = (false, None);
        for line in text.lines() {
            match (fence, line.strip_prefix("```")) {
                (None, Some(kind)) => fence = Some(kind.trim()),
                (Some(_), Some(_)) => fence = None,
                (Some("sh"), None) if inside => {
                    tour.script.push_str(line);
                    tour.script.push('\n');
                }
                (Some("text"), None) if inside => tour.answer.push(line.to_owned()),
                (None, None) => {
                    if let Some(heading) = line.strip_prefix("## ") {
                        inside = heading == chapter;
                    }
                }
                _ => {}
            }
        }
        tour
    }

    /// Follows the tour in an empty folder of its own; gives the folder of the site that it makes.
    fn follow(&self, name: &str, locale: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).expect("the folder of the last run goes");
        }
        std::fs::create_dir_all(&folder).expect("a folder for the tour");
        let output = shell(&folder, locale, &self.script);
        assert!(
            output.status.success(),
            "the tour stopped with {}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
        folder.join("weibo")
    }
}

/// Runs a shell script in `folder`; it ends at the first command that fails. `nianbao` is the program as built.
fn shell(folder: &Path, locale: &str, script: &str) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_nianbao"));
    let programs = program.parent().expect("a program lies in a folder");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(programs.to_owned()).chain(std::env::split_paths(&path));
    Command::new("sh")
        .args(["-eu", "-c", script])
        .current_dir(folder)
        .env(
            "PATH",
            std::env::join_paths(all).expect("paths without colons"),
        )
        .env("LC_ALL", locale)
        .output()
        .expect("a shell starts")
}

/// The tour ends at a comparison that says what the README promises, and its mistake gets the answer that the README shows.
fn check_tour(readme: &str, chapter: &str, locale: &str) {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(readme))
        .unwrap_or_else(|error| panic!("{readme}: {error}"));
    let tour = Tour::new(&text, chapter);
    let site = tour.follow(&format!("tour-{locale}"), locale);
    let page = site.join("public/weibo/compare/2023-2024/index.html");
    let html = std::fs::read_to_string(&page).expect("the tour ends at a comparison");
    for words in [
        "15 → 19人",
        "46 → 58件",
        "苇泊圩调解室于6月投入使用",
        "没有发生行政诉讼败诉案件",
        "虚构示例",
    ] {
        assert!(html.contains(words), "the comparison lacks {words}");
    }

    let checked = shell(&site, locale, "nianbao check");
    let said = String::from_utf8_lossy(&checked.stderr);
    assert_eq!(checked.status.code(), Some(0), "{said}");
    assert!(!said.contains("W03"), "{said}");

    let figures = site.join("content/weibo/2024/figures.yaml");
    let right = std::fs::read_to_string(&figures).expect("the tour writes figures");
    let wrong = right.replace("value: 19", "value: 20");
    assert_ne!(
        right, wrong,
        "the tour's mistake is at a value that is there"
    );
    std::fs::write(&figures, wrong).expect("the site is writable");
    let output = shell(&site, locale, "nianbao build");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        !tour.answer.is_empty(),
        "{readme} shows what a mistake gives"
    );
    for line in &tour.answer {
        assert!(said.contains(line.as_str()), "{line}\nis not in\n{said}");
    }
    let after = std::fs::read_to_string(&page).expect("the last site stays");
    assert!(after == html, "a mistake changed what was published");
}

#[track_caller]
fn hold(offences: &[String]) {
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

#[test]
fn the_two_commands_of_a_fresh_machine_are_in_the_readme() {
    let readme = Guide::read("README.md");
    for command in ["cargo run --release -- build", "bash tests/run.sh"] {
        let shown = readme.code.iter().any(|line| line.contains(command));
        assert!(shown, "README.md does not show `{command}`");
    }
}

#[test]
fn every_command_in_the_readmes_exists() {
    let mut offences = Vec::new();
    for name in ["README.md", "README.zh-CN.md"] {
        let guide = Guide::read(name);
        assert!(
            !guide.commands().is_empty(),
            "{name} shows no command in a code block"
        );
        offences.extend(unknown_commands(&guide, help_of));
    }
    hold(&offences);
}

#[test]
fn the_chinese_readme_is_complete() {
    hold(&differences(
        &Guide::read("README.md"),
        &Guide::read("README.zh-CN.md"),
    ));
}

#[test]
fn the_tour_of_the_readme_works_as_written() {
    check_tour("README.md", "A five-minute tour", "C");
}

#[test]
fn the_tour_of_the_chinese_readme_works_as_written() {
    check_tour("README.zh-CN.md", "五分钟上手", "zh_CN.UTF-8");
}

#[test]
fn every_link_in_the_guides_leads_to_a_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guides = [
        "README.md",
        "README.zh-CN.md",
        "ARCHITECTURE.md",
        "COMPATIBILITY.md",
        "CHANGELOG.md",
    ];
    let lost = guides
        .into_iter()
        .flat_map(|name| lost_links(&Guide::read(name), |path| root.join(path).exists()));
    hold(&lost.collect::<Vec<_>>());
}

#[test]
fn every_file_that_the_guides_name_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut named = 0;
    let mut lost = Vec::new();
    for name in [
        "README.md",
        "README.zh-CN.md",
        "ARCHITECTURE.md",
        "COMPATIBILITY.md",
    ] {
        let text = std::fs::read_to_string(root.join(name))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        lost.extend(lost_files(name, &text, |path| {
            named += 1;
            root.join(path).exists()
        }));
    }
    hold(&lost);
    assert!(named > 20, "ARCHITECTURE.md names the files to open");
}

#[test]
fn a_file_that_is_gone_is_found() {
    let text = "Open `src/gone.rs`, `src/lib.rs` or `src/NAME.rs`; `build` is no file.\n";
    assert_eq!(
        lost_files("G.md", text, |path| path == "src/lib.rs"),
        ["G.md: `src/gone.rs` is not there"]
    );
}

#[test]
fn a_lost_link_is_found_and_one_in_code_is_not_a_link() {
    let text = "[a](src/lib.rs) ![b](gone.png)\n```\n[c](also-gone)\n```\n[d](https://e.invalid) [f](#here)\n";
    let guide = Guide::new("G.md", text);
    assert_eq!(
        lost_links(&guide, |path| path == "src/lib.rs"),
        ["G.md: `gone.png` is not there"]
    );
}

#[test]
fn a_command_or_an_option_that_does_not_exist_is_found() {
    let text = "```sh\n$ nianbao build --fast  # quick\ncargo run --release -- fly\nnianbao build --minify\n# nianbao not this\n```\n";
    let guide = Guide::new("G.md", text);
    let help = |command: &str| (command == "build").then(|| "  --minify".to_owned());
    assert_eq!(
        unknown_commands(&guide, help),
        [
            "G.md: `build` has no `--fast`",
            "G.md: there is no command `fly`"
        ]
    );
}

#[test]
fn a_tour_is_what_stands_under_its_heading() {
    let text = "## a\n```sh\nno\n```\n## b\n### 1\n```sh\none\n## not a heading\n```\n```text\nsaid\n```\n```sh\ntwo\n```\n## c\n```sh\nno\n```\n";
    let tour = Tour::new(text, "b");
    assert_eq!(tour.script, "one\n## not a heading\ntwo\n");
    assert_eq!(tour.answer, ["said"]);
}

#[test]
fn a_tour_stops_at_the_command_that_fails() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    assert!(!shell(folder, "C", "false\ntrue").status.success());
    assert!(
        !shell(folder, "C", "nianbao no-such-command")
            .status
            .success()
    );
    assert!(shell(folder, "C", "nianbao --version").status.success());
}

#[test]
fn a_twin_that_lacks_a_section_or_a_command_is_found() {
    let original = Guide::new(
        "A.md",
        "# a\n## b\n```\nnianbao build\nnianbao serve\n```\n",
    );
    let twin = Guide::new("B.md", "# 甲\n```\nnianbao build\n```\n");
    assert_eq!(
        differences(&original, &twin),
        ["A.md has headings [1, 2], B.md [1]", "B.md lacks `serve`"]
    );
    assert!(differences(&original, &original).is_empty());
}
