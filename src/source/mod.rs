//! Reads the tree once: configuration, content, templates, static files, the theme. Enter at [`SiteRoot::find`], then [`Sources::read`].

#![allow(
    clippy::disallowed_methods,
    reason = "this stage is the one that reads the disk and looks around"
)]

pub(crate) mod embedded;
mod fetched;
pub(crate) mod net;
pub(crate) mod outside;
mod site_files;
pub(crate) mod surroundings;
mod theme_link;
mod walk;
mod walked;

use crate::diagnostic::{Diagnostic, Place, Words};
pub(crate) use fetched::FetchedFiles;
pub use site_files::SiteFiles;
pub(crate) use site_files::read_config;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
pub(crate) use walk::is_never_source;

/// The largest file that is read into memory, in bytes; a larger one is named and left out.
pub(crate) const LARGEST_FILE: u64 = 256 << 20;

/// Bytes that a page or section may have; rendering takes about fifteen times as much.
pub(crate) const LARGEST_TEXT: u64 = 32 << 20;

/// A file as read.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path relative to the root, with `/`.
    pub path: Arc<str>,
    /// The bytes.
    pub bytes: Arc<[u8]>,
    /// The same bytes as text, where they are UTF-8.
    text: Option<Arc<str>>,
    /// What the bytes are worth comparing by.
    pub hash: blake3::Hash,
}

impl Source {
    /// A file with these bytes.
    pub fn new(path: &str, bytes: Vec<u8>) -> Source {
        let hash = blake3::hash(&bytes);
        let (bytes, text) = match String::from_utf8(bytes) {
            Ok(text) => {
                let text: Arc<str> = text.into();
                (Arc::from(Arc::clone(&text)), Some(text))
            }
            Err(error) => (error.into_bytes().into(), None),
        };
        Source {
            path: path.into(),
            bytes,
            text,
            hash,
        }
    }

    /// The text with its owner, so that no second copy is held.
    pub fn shared_text(&self) -> Result<Arc<str>, Box<Diagnostic>> {
        let text = self.text()?;
        let whole = self.text.as_ref().filter(|whole| whole.len() == text.len());
        Ok(whole.map_or_else(|| text.into(), Arc::clone))
    }

    /// The text, or a finding that names the encoding it seems to have.
    pub fn text(&self) -> Result<&str, Box<Diagnostic>> {
        let text = self
            .text
            .as_deref()
            .ok_or_else(|| Box::new(not_utf8(&self.path, &self.bytes)))?;
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
    }
}

fn not_utf8(path: &str, bytes: &[u8]) -> Diagnostic {
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let encoding = if wide { "UTF-16" } else { "GB18030" };
    let line = bytes[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
    let place = Place {
        line,
        column: 1,
        ..Place::file(path)
    };
    Diagnostic::error(
        "source",
        "not-utf8",
        Words::new(
            format!("`{path}` is not UTF-8 text; it looks like {encoding}"),
            format!("`{path}` 不是 UTF-8 文本，像是 {encoding} 编码"),
        ),
    )
    .at(place)
    .hint(Words::new(
        "save it again as UTF-8, or bring a report in with `nianbao import`, which reads this encoding",
        "请另存为 UTF-8，或用 `nianbao import` 导入报告原文（能读这种编码）",
    ))
}

/// The root of a site and its configuration file.
#[derive(Debug, Clone)]
pub struct SiteRoot {
    /// The folder that holds the configuration file, absolute.
    pub folder: PathBuf,
    /// The configuration file.
    pub config: Source,
}

impl SiteRoot {
    /// Finds the site that `start` is in: the nearest folder upwards with `config_name`, or with `zola.toml` or `config.toml` where none is named.
    pub fn find(start: &Path, config_name: Option<&Path>) -> Result<SiteRoot, Box<Diagnostic>> {
        let start = start
            .canonicalize()
            .map_err(|error| Box::new(no_folder(start, &error)))?;
        let names: Vec<&Path> = match config_name {
            Some(name) => vec![name],
            None => vec![Path::new("zola.toml"), Path::new("config.toml")],
        };
        for name in &names {
            for folder in start.ancestors() {
                let path = folder.join(name);
                if path.is_file() {
                    return SiteRoot::open(folder, &path);
                }
            }
        }
        Err(Box::new(no_config(&start, &names)))
    }

    fn open(folder: &Path, path: &Path) -> Result<SiteRoot, Box<Diagnostic>> {
        let shown = path
            .strip_prefix(folder)
            .unwrap_or(path)
            .to_string_lossy()
            .into_owned();
        let bytes = std::fs::read(path).map_err(|error| Box::new(unreadable(&shown, &error)))?;
        Ok(SiteRoot {
            folder: folder.to_owned(),
            config: Source::new(&shown, bytes),
        })
    }
}

fn no_folder(start: &Path, error: &std::io::Error) -> Diagnostic {
    let start = start.display();
    Diagnostic::error(
        "source",
        "no-root",
        Words::new(
            format!("cannot open the folder `{start}`: {error}"),
            format!("无法打开文件夹 `{start}`：{error}"),
        ),
    )
}

fn no_config(start: &Path, names: &[&Path]) -> Diagnostic {
    let (start, name) = (start.display(), names[names.len() - 1].display());
    Diagnostic::error(
        "source",
        "no-config",
        Words::new(
            format!("no `{name}` in `{start}` or in a folder above it"),
            format!("`{start}` 及其上级文件夹中没有 `{name}`"),
        ),
    )
    .hint(Words::new(
        "run the command inside a site, or name its folder with `--root`",
        "请在站点文件夹内运行，或用 `--root` 指定",
    ))
}

/// The theme of that name, which the configuration asks for at `place`, is neither in `themes/` nor built in.
pub(crate) fn no_theme(name: &str, place: Place) -> Diagnostic {
    Diagnostic::error(
        "config",
        "no-theme",
        Words::new(
            format!("there is no theme `{name}`: no folder `themes/{name}`"),
            format!("没有主题 `{name}`：找不到文件夹 `themes/{name}`"),
        ),
    )
    .at(place)
    .hint(Words::new(
        "put the theme there (an empty submodule is filled by `git submodule update --init`), or write `theme = \"gov\"` for the built-in one",
        "请把主题放在那里（空的子模块用 `git submodule update --init` 补齐），或写 `theme = \"gov\"` 使用内置主题",
    ))
}

/// A theme without the file that says that it is one.
pub(crate) fn no_theme_file(name: &str) -> Diagnostic {
    let words = Words::new(
        format!("the theme `{name}` has no `theme.toml`; it is used without one"),
        format!("主题 `{name}` 没有 `theme.toml`，仍照常使用"),
    );
    let hint = Words::new(
        format!("add `themes/{name}/theme.toml`; it may be empty"),
        format!("请加上 `themes/{name}/theme.toml`，可以是空文件"),
    );
    Diagnostic::warning("config", "no-theme-file", words)
        .at(Place::file(format!("themes/{name}")))
        .hint(hint)
}

/// A page or section of more text than is rendered.
pub(crate) fn too_long(path: &str, size: u64) -> Diagnostic {
    let (mega, most) = (size >> 20, LARGEST_TEXT >> 20);
    let words = Words::new(
        format!("`{path}` has {mega} MB of text; a page has at most {most} MB"),
        format!("`{path}` 的文字有 {mega} MB，一个页面最多 {most} MB"),
    );
    let hint = Words::new(
        "part it into several pages, or put the file beside the page and link to it",
        "请拆成几个页面，或把文件放在页面旁边并加上链接",
    );
    Diagnostic::error("content", "too-long", words)
        .at(Place::file(path))
        .hint(hint)
}

fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    let (words, hint) = match error.kind() {
        ErrorKind::NotFound => (
            Words::new(
                format!("there is no file `{path}`"),
                format!("没有文件 `{path}`"),
            ),
            Words::new(
                "check the name, and the folder that the command runs in",
                "请核对文件名，以及运行命令时所在的文件夹",
            ),
        ),
        ErrorKind::IsADirectory => (
            Words::new(
                format!("`{path}` is a folder, not a file"),
                format!("`{path}` 是文件夹，不是文件"),
            ),
            Words::new("name a file in it", "请写出其中的文件"),
        ),
        ErrorKind::PermissionDenied => (
            Words::new(
                format!("`{path}` may not be read"),
                format!("没有读取 `{path}` 的权限"),
            ),
            Words::new("check the file's permissions", "请检查文件的读取权限"),
        ),
        _ => (
            Words::new(
                format!("cannot read `{path}`: {error}"),
                format!("无法读取 `{path}`：{error}"),
            ),
            Words::new(
                "check the disk, and whether other programs open the file",
                "请检查磁盘，以及其他程序能否打开该文件",
            ),
        ),
    };
    Diagnostic::error("source", "unreadable", words)
        .at(Place::file(path))
        .hint(hint)
}

/// Everything that was read, by path. Later stages look at nothing else of the disk, but through [`Sources::fetch`].
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The root folder; later stages use it for messages only.
    pub folder: PathBuf,
    /// Files by path relative to the root.
    pub files: BTreeMap<Arc<str>, Source>,
    /// Folders below `content`, so that a folder without files is known.
    pub folders: Vec<String>,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
    /// What templates asked for besides.
    pub fetched: Arc<FetchedFiles>,
}

impl Sources {
    /// Reads all folders of the site at `root`, and the theme (the built-in one where the site has no folder of that name).
    ///
    /// `output` is the output folder relative to the root, which is never read.
    pub fn read(root: &SiteRoot, theme: Option<&str>, output: &str) -> Sources {
        let wanted = walked::WantedFiles {
            root: &root.folder,
            theme,
            output,
        };
        let mut sources = walk::read(root, wanted);
        if let Some(name) = theme {
            let prefix = format!("themes/{name}/");
            let on_disk = sources.under(&prefix).next().is_some();
            if !on_disk {
                embedded::add(name, &mut sources);
            }
        }
        sources
    }

    /// Changes whenever a file, a folder or what could not be read does.
    pub fn fingerprint(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for (path, file) in &self.files {
            hasher.update(path.as_bytes()).update(b"\0");
            hasher.update(file.hash.as_bytes());
        }
        for folder in &self.folders {
            hasher.update(folder.as_bytes()).update(b"/");
        }
        hasher.update(format!("{:?}", self.diagnostics).as_bytes());
        hasher.finalize()
    }

    /// The file at `path`.
    pub fn get(&self, path: &str) -> Option<&Source> {
        self.files.get(path)
    }

    /// The bytes at `path`, relative to the root, where they were not read with everything else: a data file at the top, say.
    ///
    /// Nothing outside the root is read, whatever links lie in it, and no file twice.
    pub fn fetch(&self, path: &str) -> Option<Arc<[u8]>> {
        if let Some(file) = self.get(path) {
            return Some(Arc::clone(&file.bytes));
        }
        self.fetched.get(&self.folder, path)
    }

    /// The files whose path begins with `prefix`, in order.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Source> {
        self.files
            .range(Arc::from(prefix)..)
            .map(|(_, file)| file)
            .take_while(move |file| file.path.starts_with(prefix))
    }
}
