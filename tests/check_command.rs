//! `nianbao check` as a clerk meets it: mending drafts, following saves, what is said in the terminal. Enter at [`DRAFT`].

use crate::support::SiteTest;
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A draft whose marks a program can mend.
pub(crate) const DRAFT: &str = "---\r\ntitle: 乙县甲镇人民政府2021年法治政府建设年度报告\r\nreport:\r\n  body: a\r\n  year: 2021\r\n  status: draft\r\n---\r\n\r\n## 一、主要举措\r\n\r\n全镇划分为105个网格,配备网格员110名。\r\n";
const FIGURES: &str = "- {indicator: grids, value: 105, quote: \"划分为105个网格,配备\"}\n";

/// The first real report.
const SEED: &str = include_str!("cases/maichen-2020.txt");

fn town() -> SiteTest {
    SiteTest::town(&[
        ("content/a/2021/index.md", DRAFT),
        ("content/a/2021/figures.yaml", FIGURES),
    ])
}

#[test]
fn a_draft_is_mended_with_its_quotes_and_the_old_files_are_kept() {
    let site = town();
    let ran = site.run(&["check", "--fix"]);
    assert!(
        ran.result.contains("-全镇划分为105个网格,配备"),
        "{}",
        ran.result
    );
    assert!(
        ran.result.contains("+全镇划分为105个网格，配备"),
        "{}",
        ran.result
    );
    let wanted = DRAFT.replace("格,配", "格，配");
    assert_eq!(site.source("content/a/2021/index.md"), wanted);
    assert_eq!(site.source("content/a/2021/index.md.old"), DRAFT);
    assert_eq!(
        site.source("content/a/2021/figures.yaml"),
        FIGURES.replace("格,配", "格，配")
    );
    assert_eq!(site.source("content/a/2021/figures.yaml.old"), FIGURES);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(!site.published().keys().any(|path| path.ends_with(".old")));
    let ran = site.run(&["check", "--fix"]);
    assert!(ran.said.contains("No draft needs"), "{}", ran.said);
    assert!(!site.folder.join("content/a/2021/index.md.old.2").exists());
}

#[test]
fn a_dry_run_shows_and_writes_nothing() {
    let site = town();
    let ran = site.run(&["check", "--fix", "--dry-run", "content/a/2021"]);
    assert!(
        ran.result.contains("--- content/a/2021/index.md"),
        "{}",
        ran.result
    );
    assert!(ran.said.contains("nothing was written"), "{}", ran.said);
    assert_eq!(site.source("content/a/2021/index.md"), DRAFT);
    assert!(!site.folder.join("content/a/2021/index.md.old").exists());
    assert_eq!(site.run(&["check", "--dry-run"]).code, 2);
}

#[test]
fn a_published_text_is_never_mended() {
    let published = DRAFT.replace("status: draft", "status: published");
    let site = SiteTest::town(&[("content/a/2021/index.md", &published)]);
    let ran = site.run(&["check", "--fix"]);
    assert!(ran.said.contains("is a record"), "{}", ran.said);
    assert_eq!(site.source("content/a/2021/index.md"), published);
    // The same file without its site says itself that it is published.
    let loose = SiteTest::with(&[("a.md", &published)]);
    let ran = loose.run(&["check", "--fix", "a.md"]);
    assert!(ran.said.contains("is a record"), "{}", ran.said);
    assert_eq!(loose.source("a.md"), published);
}

#[test]
fn a_loose_text_is_mended_and_a_word_file_never() {
    let text =
        "丙县甲镇人民政府2021年法治政府建设年度报告\n一、主要举措\n全镇划分网格,配备网格员。\n";
    let site = SiteTest::with(&[("a.txt", text), ("b.docx", "PK\u{3}\u{4}")]);
    let ran = site.run(&["check", "--fix", "--format", "json", "a.txt", "b.docx"]);
    let value: Value = serde_json::from_str(&ran.result).unwrap();
    assert_eq!(value["mended"][0]["files"][0]["file"], "a.txt");
    assert_eq!(value["mended"][0]["files"][0]["kept"], "a.txt.old");
    assert_eq!(value["mended"][0]["applied"], 1);
    assert!(
        ran.said.contains("b.docx") && ran.said.contains("not rewritten"),
        "{}",
        ran.said
    );
    assert_eq!(site.source("a.txt"), text.replace("格,配", "格，配"));
    assert_eq!(site.source("b.docx"), "PK\u{3}\u{4}");
}

#[test]
fn a_quote_that_cannot_follow_keeps_its_words_in_the_text() {
    let escaped = "- {indicator: grids, value: 105, quote: \"划分为105个网格\\u002c配备\"}\n";
    let site = SiteTest::town(&[
        ("content/a/2021/index.md", DRAFT),
        ("content/a/2021/figures.yaml", escaped),
    ]);
    let ran = site.run(&["check", "--fix"]);
    assert!(ran.said.contains("No draft needs"), "{}", ran.said);
    assert_eq!(site.source("content/a/2021/index.md"), DRAFT);
    assert_eq!(site.run(&["build"]).code, 0);
}

#[test]
fn what_a_mending_left_is_not_offered_to_it_again() {
    let text = DRAFT.replace("划分为105个网格,配备", "划分为105个网格,配备`甲,乙`和");
    let site = SiteTest::town(&[("content/a/2021/index.md", &text)]);
    let offers = |said: &str| said.contains("`check --fix` can mend");
    let ran = site.run(&["check", "content/a/2021"]);
    assert!(offers(&ran.said), "{}", ran.said);
    let ran = site.run(&["check", "--fix"]);
    assert!(ran.said.contains("left to you"), "{}", ran.said);
    assert!(!offers(&ran.said), "{}", ran.said);
    assert!(
        site.source("content/a/2021/index.md")
            .contains("网格，配备`甲,乙`和")
    );
}

#[test]
fn ids_follow_a_mended_sentence_and_a_private_file_stays_private() {
    use std::os::unix::fs::PermissionsExt;
    let text = DRAFT.replace("\r\n", "\n");
    let anchors = "- {id: s-1, words: \"一、主要举措\"}\n- {id: p-9, words: \"全镇划分为105个网格,配备网格员110名。\"}\n";
    let site = SiteTest::town(&[
        ("content/a/2021/index.md", &text),
        ("content/a/2021/figures.yaml", FIGURES),
        ("content/a/2021/anchors.yaml", anchors),
    ]);
    let path = site.folder.join("content/a/2021/index.md");
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
    let ran = site.run(&["check", "--fix"]);
    assert!(ran.said.contains("1 place mended"), "{}", ran.said);
    let kept = site.source("content/a/2021/anchors.yaml");
    assert!(
        kept.contains("- {id: p-9, words: \"全镇划分为105个网格，配备网格员110名。\"}"),
        "{kept}"
    );
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn what_does_not_go_together_is_refused() {
    let site = town();
    for arguments in [
        &["check", "--watch", "--fix"][..],
        &["check", "--watch", "--format", "json"],
        &["check", "--watch", "--online"],
        &["check", "--online", "--skip-external-links"],
        &["check", "--online-days", "-1"],
    ] {
        assert_eq!(site.run(arguments).code, 2, "{arguments:?}");
    }
    assert_eq!(site.source("content/a/2021/index.md"), DRAFT);
}

#[test]
fn a_junit_file_fails_what_blocks_and_holds_a_case_where_nothing_is_found() {
    let site = town();
    let of = |arguments: &[&str]| {
        let mut all = vec!["check", "--format", "junit"];
        all.extend(arguments);
        let ran = site.run(&all);
        (ran.code, ran.result.contains("<failure "), ran.result)
    };
    let (code, fails, text) = of(&[]);
    assert_eq!((code == 1, fails), (fails, fails), "{text}");
    let (code, fails, text) = of(&["--strict"]);
    assert_eq!((code, fails), (1, true), "{text}");
    let clean = SiteTest::with(&[
        ("config.toml", "base_url = \"/\"\n"),
        (
            "templates/index.html",
            "<html lang=\"zh\"><body><main><h1>甲</h1><p>说明文字。</p></main></body></html>",
        ),
    ]);
    let ran = clean.run(&["check", "--format", "junit", "--strict"]);
    assert!(
        ran.result.contains("tests=\"1\"") && ran.result.contains("nothing found"),
        "{}",
        ran.result
    );
}

/// A check that follows saves.
struct Following {
    site: SiteTest,
    child: Child,
    said: Arc<Mutex<String>>,
}

impl Following {
    fn of(site: SiteTest, arguments: &[&str]) -> Following {
        let mut child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .args(["check", "--watch"])
            .args(arguments)
            .current_dir(&site.folder)
            .env("LC_ALL", "C")
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let heard = Arc::clone(&said);
        let errors = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok) {
                *heard.lock().unwrap() += &(line + "\n");
            }
        });
        let following = Following { site, child, said };
        following.hears("Ctrl-C ends");
        following
    }

    /// Waits until the terminal shows `words`, and forgets what it showed.
    fn hears(&self, words: &str) -> String {
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            let mut said = self.said.lock().unwrap();
            if said.contains(words) {
                return std::mem::take(&mut said);
            }
            assert!(Instant::now() < end, "never says {words:?} but {said}");
            drop(said);
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_watched_site_says_what_is_new_and_what_is_gone() {
    let following = Following::of(town(), &[]);
    let path = "content/a/2021/index.md";
    let broken = DRAFT.replace("110名。", "110名。联系电话13900000017。");
    following.site.write(path, broken.as_bytes());
    let said = following.hears("new, ");
    assert!(
        said.contains("D01") && said.contains("139****0017"),
        "{said}"
    );
    assert!(
        !said.contains("T06"),
        "what was known is not repeated: {said}"
    );
    following.site.write(path, DRAFT.as_bytes());
    let said = following.hears("gone");
    assert!(said.contains("0 new"), "{said}");
    following
        .site
        .write(path, DRAFT.replace("\r\n", "\n").as_bytes());
    following.hears("no change");
}

#[test]
fn a_watched_site_on_a_drive_that_tells_nothing_is_looked_at_again_and_again() {
    let following = Following::of(town(), &["--poll"]);
    let broken = DRAFT.replace("110名。", "110名。联系电话13900000017。");
    let path = "content/a/2021/index.md";
    following.site.write(path, broken.as_bytes());
    let said = following.hears("new, ");
    assert!(said.contains("D01"), "{said}");
}

#[test]
fn the_kind_of_a_file_that_stands_alone_shows_in_its_text_or_is_said() {
    let open = "乙县甲镇人民政府2021年政府信息公开工作年度报告\n\n一、总体情况\n\n全年主动公开政府信息208条。镇政府通过政府网站、公示栏和村务公开栏公开财政预算、民生项目、低保评定、危房改造等情况，及时回应群众关切。\n\n二、存在的主要问题及改进情况\n\n公开栏更新不够及时，下一年明确专人负责并每月检查一次，对没有按时更新的站所由党政办提醒并限期补正。联系电话13900000017。\n";
    let site = SiteTest::with(&[("r.txt", open)]);
    let known = site.run(&["check", "r.txt", "--format", "json"]);
    assert!(known.result.contains("D01"), "{}", known.result);
    assert!(!known.result.contains("other-kind"), "{}", known.result);
    let said = site.run(&["check", "r.txt", "--format", "json", "--profile", "xxgk"]);
    assert_eq!(said.result, known.result);
    let other = site.run(&["check", "r.txt", "--format", "json", "--profile", "fazhi"]);
    assert!(other.result.contains("other-kind"), "{}", other.result);
    let unknown = site.run(&["check", "r.txt", "--profile", "budget"]);
    assert_eq!(unknown.code, 2, "{}", unknown.said);
    assert!(unknown.said.contains("fazhi, xxgk"), "{}", unknown.said);
}

#[test]
fn numbers_of_persons_are_found_in_any_text_and_beside_damaged_letters() {
    let seed = SEED;
    let mut damaged = seed.as_bytes().to_vec();
    damaged.extend("\n\n电话13900000017。".as_bytes());
    damaged.extend([b'\n', 0xe7, 0xae, b' ', 0xe8, 0xba, b'\n']);
    let site = SiteTest::with(&[(
        "notice.txt",
        "关于开展活动的通知\n\n联系电话：13900000017。\n",
    )]);
    site.write("damaged.txt", &damaged);
    for file in ["notice.txt", "damaged.txt"] {
        let ran = site.run(&["check", file, "--format", "json"]);
        assert_eq!(ran.code, 1, "{file}: {}", ran.said);
        assert!(ran.result.contains("D01"), "{file}: {}", ran.result);
        assert!(!ran.result.contains("13900000017"), "{}", ran.result);
    }
    let damaged = site.run(&["check", "damaged.txt", "--format", "json"]);
    assert!(damaged.result.contains("T01"), "the rest is checked");
}

#[test]
fn what_cannot_be_read_is_an_error_and_never_waited_for() {
    let site = SiteTest::with(&[("a.docx", "hello"), ("empty/none.bin", "x")]);
    let ran = site.run(&["check", "a.docx"]);
    assert_eq!(ran.code, 1, "{}", ran.said);
    let ran = site.run(&["check", "empty"]);
    assert_eq!(ran.code, 2, "{}", ran.said);
    assert!(ran.said.contains("no site and no report"), "{}", ran.said);
    let ran = site.run(&["check", "/dev/zero"]);
    assert_eq!(ran.code, 2, "{}", ran.said);
    assert!(ran.said.contains("no regular file"), "{}", ran.said);
    let made = Command::new("mkfifo")
        .arg(site.folder.join("pipe.txt"))
        .status();
    assert!(made.unwrap().success());
    for command in ["check", "import"] {
        let ran = site.run(&[command, "pipe.txt"]);
        assert_ne!(ran.code, 0, "{}", ran.said);
        assert!(ran.said.contains("no regular file"), "{}", ran.said);
    }
}

#[test]
fn an_old_copy_is_as_private_as_the_draft() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = SiteTest::with(&[(
        "s.txt",
        "乙县甲镇人民政府2021年法治政府建设年度报告\n\n一、主要举措\n\n全镇划分为105个网格,配备网格员110名。\n",
    )]);
    let mode = |name: &str| {
        let known = std::fs::metadata(site.folder.join(name)).unwrap();
        known.permissions().mode() & 0o777
    };
    let private = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(site.folder.join("s.txt"), private).unwrap();
    let ran = site.run(&["check", "--fix", "s.txt"]);
    assert!(
        ran.result.contains("+全镇划分为105个网格，配备"),
        "{}",
        ran.result
    );
    assert_eq!((mode("s.txt"), mode("s.txt.old")), (0o600, 0o600));
}

#[test]
fn a_waiver_that_says_too_little_allows_nothing_and_is_told() {
    let with = |allow: &str| {
        let text = DRAFT.replace(
            "status: draft",
            &format!("status: draft\r\n  allow: {allow}"),
        );
        let text = text.replace("110名。", "110名。群众满意度较高。");
        let site = SiteTest::town(&[("content/a/2021/index.md", &text)]);
        let ran = site.run(&["check", "content/a/2021", "--format", "json"]);
        let found: Value = serde_json::from_str(&ran.result).unwrap();
        let all = found["findings"].as_array().unwrap().clone();
        let open = |one: &Value| one["code"] == "N08" && one["allowed"].is_null();
        (all.iter().any(open), ran.result)
    };
    assert!(!with("[{code: N08, reason: 县里测评的结论}]").0);
    let (open, said) = with("[{code: N08, reason: \"  \"}]");
    assert!(open && said.contains("waiver-without-reason"), "{said}");
    let (open, said) = with("yes");
    assert!(open && said.contains("waiver-list"), "{said}");
    let (_, said) = with("[{code: Z99, reason: 笔误}]");
    assert!(said.contains("waiver-unknown-code"), "{said}");
}

#[test]
fn terms_are_listed_by_kind() {
    let site = SiteTest::with(&[]);
    let all = site.run(&["terms", "list"]).result;
    let two = site.run(&["terms", "list", "meetings", "sets"]).result;
    let kinds: std::collections::BTreeSet<&str> = two
        .lines()
        .filter_map(|line| line.split('\t').next())
        .collect();
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["meetings", "sets"]);
    let wanted = |line: &&str| line.starts_with("meetings\t") || line.starts_with("sets\t");
    assert!(all.lines().filter(wanted).eq(two.lines()), "{two}");
    let wrong = site.run(&["terms", "list", "law"]);
    assert_eq!(wrong.code, 2, "{}", wrong.said);
    assert!(wrong.said.contains("laws"), "{}", wrong.said);
}

#[test]
fn a_watched_file_is_followed_through_atomic_saves_and_an_interrupt_ends_with_0() {
    let text = "丙县甲镇人民政府2021年法治政府建设年度报告\n一、主要举措\n全镇划分网格。\n";
    let site = SiteTest::with(&[("a.txt", text), ("b.txt", text)]);
    let mut following = Following::of(site, &["a.txt"]);
    following.site.write("b.txt", b"XX");
    let staged = following.site.folder.join("a.txt~");
    std::fs::write(&staged, text.replace("网格。", "网格XX个。")).unwrap();
    std::fs::rename(&staged, following.site.folder.join("a.txt")).unwrap();
    let said = following.hears("new, ");
    assert!(said.contains("T05") && !said.contains("b.txt"), "{said}");
    let id = following.child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(following.child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_wrong_option_is_explained_in_the_users_language() {
    let site = SiteTest::with(&[]);
    let speak = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .args(arguments)
            .current_dir(&site.folder)
            .env("LC_ALL", "zh_CN.UTF-8")
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
        String::from_utf8(output.stderr).unwrap()
    };
    for (arguments, words) in [
        (&["biuld"][..], &["没有命令“biuld”", "build"][..]),
        (&["build", "--strikt"], &["没有选项“--strikt”", "--strict"]),
        (&["import"], &["缺少", "<FILE>"]),
        (&["new", "abc"], &["“abc”", "<YEAR>"]),
        (&["check", "--format", "xml"], &["“xml”", "json", "sarif"]),
        (&["check", "--format"], &["--format", "缺少取值"]),
        (&["serve", "-p", "99999"], &["“99999”", "--port"]),
        (
            &["check", "--watch", "--fix"],
            &["--watch", "--fix", "不能同时使用"],
        ),
        (&["build", "多余"], &["“多余”"]),
        (&[], &["用法", "命令", "选项"]),
    ] {
        let said = speak(arguments);
        for word in words {
            assert!(said.contains(word), "{arguments:?} lacks {word}:\n{said}");
        }
        let english = [
            "error:",
            "Usage",
            "unexpected",
            "tip:",
            "required",
            "For more",
        ];
        for word in english {
            assert!(!said.contains(word), "{arguments:?} says {word}:\n{said}");
        }
    }
}

#[test]
fn numbers_of_persons_are_hidden_in_what_other_commands_say() {
    let site = SiteTest::town(&[(
        "content/a/2020/figures.yaml",
        "- {indicator: grids, value: 104, quote: \"联系电话13900000017，划分为104个网格\"}\n",
    )]);
    for arguments in [
        &["build"][..],
        &["extract", "a/2020"],
        &["check"],
        &["compare", "a/2020", "a/2020"],
    ] {
        let ran = site.run(arguments);
        assert!(
            !ran.said.contains("13900000017"),
            "{arguments:?}: {}",
            ran.said
        );
    }
    assert!(site.run(&["build"]).said.contains("139****0017"));
    let text = "丙县甲镇人民政府2021年法治政府建设年度报告\n一、主要举措\n联系电话13900000017，公民身份号码990101196803150029。\n";
    site.write("b.txt", text.as_bytes());
    let ran = site.run(&["import", "--dry-run", "b.txt"]);
    assert!(ran.said.contains("D01"), "{}", ran.said);
    assert!(
        !ran.said.contains("13900000017") && !ran.said.contains("990101196803150029"),
        "{}",
        ran.said
    );
}

#[test]
fn a_report_with_draft_true_is_checked_where_its_path_names_it_or_drafts_are_asked_for() {
    let hidden = DRAFT.replacen("title:", "draft: true\r\ntitle:", 1);
    let site = SiteTest::town(&[("content/a/2021/index.md", &hidden)]);
    let finds = |arguments: &[&str]| {
        site.run(arguments)
            .said
            .contains("content/a/2021/index.md:")
    };
    assert!(!finds(&["check"]));
    assert!(finds(&["check", "--drafts"]));
    assert!(finds(&["check", "content/a/2021"]));
    assert!(finds(&["check", "content/a/2021/index.md"]));
}

#[test]
fn the_quality_page_says_what_was_looked_at_and_what_the_whole_site_is_needed_for() {
    let site = SiteTest::town(&[]);
    assert_eq!(site.run(&["build"]).code, 0);
    let page = site.page("a/2020/quality/index.html");
    let row = |code: &str| {
        let start = page
            .find(&format!("<th scope=\"row\">{code}</th>"))
            .unwrap();
        page[start..].split("</tr>").next().unwrap().to_owned()
    };
    assert!(
        row("T01").contains("正文和数据") && row("T01").contains("通过"),
        "{}",
        row("T01")
    );
    assert!(
        row("A01").contains("报告页面") && row("A01").contains("通过"),
        "{}",
        row("A01")
    );
    assert!(
        row("W01").contains("报告页面") && row("W01").contains("请确认 1 处"),
        "{}",
        row("W01")
    );
    assert!(row("D04").contains("附件"), "{}", row("D04"));
    assert!(
        row("C02").contains("全站") && row("C02").contains("本页不作判断，全站检查时进行"),
        "{}",
        row("C02")
    );
    assert!(page.contains(concat!("nianbao ", env!("CARGO_PKG_VERSION"))));
}
