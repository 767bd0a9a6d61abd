//! A site in a string: files in, the finished folder and what was said out. Enter at [`SiteTest::with`].

use std::collections::BTreeMap;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

const PROGRAM: &str = env!("CARGO_BIN_EXE_nianbao");

/// The user who owns nothing.
const NOBODY: u32 = 65534;

static NEXT: AtomicUsize = AtomicUsize::new(0);

/// A site in a folder of its own that goes when the test ends.
pub(crate) struct SiteTest {
    pub(crate) folder: PathBuf,
}

/// How a run ended.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) said: String,
    pub(crate) result: String,
}

impl SiteTest {
    /// A site of these files.
    pub(crate) fn with(files: &[(&str, &str)]) -> SiteTest {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("nianbao-site-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let site = SiteTest {
            folder: folder.canonicalize().unwrap(),
        };
        for (path, text) in files {
            site.write(path, text.as_bytes());
        }
        site
    }

    /// The smallest site with one town and one report; `more` files come on top.
    pub(crate) fn town(more: &[(&str, &str)]) -> SiteTest {
        let site = SiteTest::with(&[
            ("config.toml", "base_url = \"/\"\ntheme = \"gov\"\n"),
            (
                "content/site.yaml",
                "bodies:\n  a: {name: 甲镇, full_name: 乙县甲镇人民政府, kind: town}\n",
            ),
            (
                "content/indicators.yaml",
                "grids: {name: 网格数, unit: 个, kind: stock, topic: disputes, definition: 网格}\n",
            ),
            ("content/a/2020/index.md", REPORT),
            (
                "content/a/2020/figures.yaml",
                "- {indicator: grids, value: 104, quote: \"划分为104个网格\"}\n",
            ),
        ]);
        for (path, text) in more {
            site.write(path, text.as_bytes());
        }
        site
    }

    /// Writes one file.
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Runs the program in the site's folder, in English.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_by(Command::new(PROGRAM).args(arguments))
    }

    /// Runs it in a folder of the site with these variables; colours are not forbidden.
    pub(crate) fn run_with(
        &self,
        variables: &[(&str, &str)],
        folder: &str,
        arguments: &[&str],
    ) -> Ran {
        let output = Command::new(PROGRAM)
            .args(arguments)
            .current_dir(self.folder.join(folder))
            .env_remove("NO_COLOR")
            .env("LC_ALL", "C")
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        ran(output)
    }

    /// Runs it as a user whom file permissions bind; root is not bound, so another user runs it for root.
    pub(crate) fn run_bound(&self, arguments: &[&str]) -> Ran {
        if std::fs::metadata("/proc/self").unwrap().uid() != 0 {
            return self.run(arguments);
        }
        give_to_nobody(&self.folder);
        // The folder of the program may be closed to others.
        let program = self.folder.with_extension("program");
        std::fs::copy(PROGRAM, &program).unwrap();
        let nobody = NOBODY.to_string();
        let ran = self.run_by(
            Command::new("setpriv")
                .args(["--reuid", &nobody, "--regid", &nobody, "--clear-groups"])
                .arg(&program)
                .args(arguments),
        );
        std::fs::remove_file(program).unwrap();
        ran
    }

    /// Runs it where no file can grow over `kilobytes`, as on a disk that is full.
    pub(crate) fn run_on_a_full_disk(&self, kilobytes: u32, arguments: &str) -> Ran {
        let blocks = kilobytes * 2;
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec {PROGRAM} {arguments}");
        self.run_by(Command::new("sh").args(["-c", &script]))
    }

    fn run_by(&self, command: &mut Command) -> Ran {
        let output = command
            .current_dir(&self.folder)
            .env("LC_ALL", "C")
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        ran(output)
    }

    /// Every file of the output folder with its bytes.
    pub(crate) fn published(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.folder.join("public"), "", &mut files);
        files
    }

    /// One source file as text.
    pub(crate) fn source(&self, path: &str) -> String {
        std::fs::read_to_string(self.folder.join(path)).unwrap()
    }

    /// One published page as text.
    pub(crate) fn page(&self, path: &str) -> String {
        std::fs::read_to_string(self.folder.join("public").join(path)).unwrap()
    }
}

impl Drop for SiteTest {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn ran(output: std::process::Output) -> Ran {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program speaks UTF-8");
    Ran {
        code: output.status.code().expect("the program ends by itself"),
        said: text(output.stderr),
        result: text(output.stdout),
    }
}

fn give_to_nobody(path: &Path) {
    chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    if path.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            give_to_nobody(&entry.unwrap().path());
        }
    }
}

/// Every file below a folder, in order.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = BTreeMap::new();
    collect(folder, "", &mut files);
    files.into_keys().map(|name| folder.join(name)).collect()
}

fn collect(folder: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.map(Result::unwrap) {
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, std::fs::read(entry.path()).unwrap());
        }
    }
}

/// A report of one sentence.
pub(crate) const REPORT: &str = "---
title: 乙县甲镇人民政府2020年法治政府建设年度报告
date: 2021-01-10
report: {body: a, year: 2020, status: published, published: 2021-01-20}
---

## 一、主要举措

全镇划分为104个网格。
";
