//! A site as it lies on the disk: its configuration, its theme's settings and every file. Enter at [`SiteFiles::read`].

use super::{SiteRoot, Sources};
use crate::config::{BuildOptions, Config, Dialect};
use crate::diagnostic::{Diagnostic, Level, Place};

/// A site as it lies on the disk.
#[derive(Clone)]
pub struct SiteFiles {
    /// The configuration, its theme's settings merged.
    pub config: Config,
    /// Every file.
    pub sources: Sources,
    /// What was found while reading, in no order.
    pub found: Vec<Diagnostic>,
}

impl SiteFiles {
    /// Reads everything; nothing after this looks at the disk.
    pub fn read(root: &SiteRoot, options: &BuildOptions) -> SiteFiles {
        // The configuration decides what is read.
        let (config, mut found) = read_config(root, options);
        let sources = Sources::read(root, config.theme.as_deref(), &config.output_dir);
        found.extend(sources.diagnostics.iter().cloned());
        let mut files = SiteFiles {
            config,
            sources,
            found,
        };
        files.merge_theme();
        soften(&mut files.found, &files.config);
        files
    }

    /// The theme's `theme.toml` is merged under the site's `[extra]`; a theme that is not there is an error.
    pub fn merge_theme(&mut self) {
        let Some(name) = self.config.theme.clone() else {
            return;
        };
        let file = format!("themes/{name}/theme.toml");
        let folder = format!("themes/{name}/");
        let mut below = self.sources.under(&folder);
        let found = match self.sources.get(&file).map(|source| source.text()) {
            Some(Ok(text)) => self.config.merge_theme(&file, text),
            Some(Err(diagnostic)) => vec![*diagnostic],
            None if below.next().is_some() => vec![super::no_theme_file(&name)],
            None => vec![super::no_theme(&name, self.config.place_of("theme", ""))],
        };
        self.found.extend(found);
    }

    /// Whether the theme is not there, or the configuration could not be read at all: every page would complain about what it lacks.
    pub fn is_without_ground(found: &[Diagnostic]) -> bool {
        found.iter().any(takes_ground)
    }
}

/// The configuration with what the command line says over it.
pub(crate) fn read_config(root: &SiteRoot, options: &BuildOptions) -> (Config, Vec<Diagnostic>) {
    let (config, found) = match root.config.text() {
        Ok(text) => Config::parse(&root.config.path, text),
        Err(diagnostic) => (Config::parse(&root.config.path, "").0, vec![*diagnostic]),
    };
    (config.with_options(options), found)
}

/// Links that lead nowhere or out of the site, and data too large to be read, stop our own sites; sites of Zola build without them.
fn soften(found: &mut [Diagnostic], config: &Config) {
    if config.nianbao.dialect != Dialect::Tera1 {
        return;
    }
    for one in found {
        let is_data = one
            .place
            .as_ref()
            .is_some_and(|place| place.file.starts_with("data/"));
        if one.name.starts_with("symlink-") || (one.name == "too-large" && is_data) {
            one.level = Level::Warning;
        }
    }
}

fn takes_ground(one: &Diagnostic) -> bool {
    let at_top = |place: &Place| !place.file.contains('/') && place.file.ends_with(".toml");
    one.is_error()
        && (one.name == "no-theme"
            || matches!(one.name, "toml-syntax" | "not-utf8")
                && one.place.as_ref().is_some_and(at_top))
}
