//! The whole program on one screen: every stage, top to bottom. Enter at [`build`].

use crate::config::{Config, Mode};
use crate::content;
use crate::diagnostic::Diagnostic;
use crate::output::{self, Artifacts, Plan, make, styles};
use crate::render::stage::{Inputs, Stage};
use crate::report;
use crate::site::{self, Wish};
use crate::source::{Root, Sources};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a build is asked for besides its sources.
#[derive(Debug, Clone)]
pub struct Options {
    /// What the command is for; templates see it.
    pub mode: Mode,
    /// Another base URL than the configuration's.
    pub base_url: Option<String>,
    /// Another output folder than the configuration's.
    pub output: Option<String>,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether HTML is minified although the configuration does not ask for it.
    pub minify: bool,
    /// The day of the build.
    pub today: Date,
    /// Environment variables for `get_env`.
    pub environment: Arc<BTreeMap<String, String>>,
}

/// A site that can be asked for any of its files.
pub struct Built {
    /// The configuration that was built with.
    pub config: Arc<Config>,
    /// What was found, in order.
    pub diagnostics: Vec<Diagnostic>,
    /// The files and their recipes; `None` where the templates do not parse.
    pub site: Option<Ready>,
}

/// Every file of a site, each made when it is asked for.
pub struct Ready {
    /// Templates and bodies.
    pub stage: Arc<Stage>,
    /// Output paths and recipes.
    pub artifacts: Artifacts,
}

/// The bytes of a file, or what is wrong with its template.
pub type Bytes = Result<Arc<[u8]>, Box<Diagnostic>>;

/// A site as it lies on the disk.
pub struct Lying {
    /// The configuration, its theme's settings merged.
    pub config: Config,
    /// Every file.
    pub sources: Sources,
    /// What was found while reading, in no order.
    pub found: Vec<Diagnostic>,
}

/// Runs all stages up to the list of files. Nothing is written.
pub fn build(root: &Root, options: &Options) -> Built {
    arrange(read(root, options), options)
}

/// Reads everything; nothing after this looks at the disk.
pub fn read(root: &Root, options: &Options) -> Lying {
    // The configuration decides what is read.
    let (mut config, mut found) = read_config(root, options);
    // source: every file of the site, once.
    let sources = Sources::read(root, config.theme.as_deref(), &config.output_dir);
    found.extend(sources.diagnostics.iter().cloned());
    found.extend(read_theme(&mut config, &sources));
    Lying {
        config,
        sources,
        found,
    }
}

/// Runs all stages behind reading.
pub fn arrange(lying: Lying, options: &Options) -> Built {
    let Lying {
        config,
        sources,
        mut found,
    } = lying;
    // content: one file in, one document out.
    let (documents, more) = content::read(&sources, &config);
    found.extend(more);
    // report: what the documents say, verified and compared.
    let (reports, more) = report::assemble::assemble(&documents);
    found.extend(more);
    // site: every address decided, once.
    let (site, more) = site::arrange(
        &documents,
        &reports,
        Wish {
            config: &config,
            drafts: options.drafts,
        },
    );
    found.extend(more);
    // render: templates parsed, bodies rendered.
    let (mut styles, more) = styles::compile(&sources, &config);
    styles.extend(styles::of_code(&config));
    found.extend(more);
    let inputs = Inputs {
        config: Arc::new(config),
        site: Arc::new(site),
        reports: Arc::new(reports),
        sources: Arc::new(sources),
        mode: options.mode,
        today: options.today,
        environment: Arc::clone(&options.environment),
    };
    let config = Arc::clone(&inputs.config);
    let site = match Stage::new(inputs, styles.clone()) {
        Ok((stage, more)) => {
            found.extend(more);
            // output: the list of files, none of them made yet.
            Some(Ready {
                artifacts: plan(&stage, styles),
                stage,
            })
        }
        Err(more) => {
            found.extend(more);
            None
        }
    };
    found.sort();
    found.dedup();
    Built {
        config,
        diagnostics: found,
        site,
    }
}

impl Ready {
    /// The bytes of one file.
    ///
    /// # Errors
    /// What is wrong with its template.
    pub fn make(&self, path: &str) -> Option<Bytes> {
        let recipe = self.artifacts.get(path)?;
        Some(make::make(&self.stage, &self.artifacts, path, recipe))
    }

    /// All files, made in parallel.
    ///
    /// # Errors
    /// Everything that is wrong with templates, once each.
    pub fn make_all(&self) -> Result<BTreeMap<String, Arc<[u8]>>, Vec<Diagnostic>> {
        let made: Vec<(&String, Bytes)> = self
            .artifacts
            .par_iter()
            .map(|(path, recipe)| (path, make::make(&self.stage, &self.artifacts, path, recipe)))
            .collect();
        let (mut files, mut wrong) = (BTreeMap::new(), Vec::new());
        for (path, result) in made {
            match result {
                Ok(bytes) => {
                    files.insert(path.clone(), bytes);
                }
                Err(diagnostic) => wrong.push(*diagnostic),
            }
        }
        files.extend(self.stage.images());
        wrong.sort();
        wrong.dedup();
        if wrong.is_empty() {
            Ok(files)
        } else {
            Err(wrong)
        }
    }
}

fn plan(stage: &Stage, styles: BTreeMap<String, Arc<[u8]>>) -> Artifacts {
    let inputs = &stage.inputs;
    let plan = Plan {
        config: &inputs.config,
        site: &inputs.site,
        reports: &inputs.reports,
        sources: &inputs.sources,
    };
    output::plan(plan, styles)
}

/// The configuration with what the command line says over it.
pub fn read_config(root: &Root, options: &Options) -> (Config, Vec<Diagnostic>) {
    let (mut config, found) = match root.config.text() {
        Ok(text) => Config::parse(&root.config.path, text),
        Err(diagnostic) => (Config::parse(&root.config.path, "").0, vec![*diagnostic]),
    };
    if let Some(url) = &options.base_url {
        config.base_url.clone_from(url);
    }
    if let Some(folder) = &options.output {
        config.output_dir.clone_from(folder);
    }
    // A preview shows what the author writes, at once and readable.
    config.minify_html = (config.minify_html || options.minify) && options.mode != Mode::Serve;
    (config, found)
}

/// The theme's `theme.toml` is merged under the site's `[extra]`; a theme that is not there is an error.
fn read_theme(config: &mut Config, sources: &Sources) -> Vec<Diagnostic> {
    let Some(name) = config.theme.clone() else {
        return Vec::new();
    };
    let file = format!("themes/{name}/theme.toml");
    match sources.get(&file).map(|source| source.text()) {
        Some(Ok(text)) => config.merge_theme(&file, text),
        Some(Err(diagnostic)) => vec![*diagnostic],
        None => vec![crate::source::no_theme(&name)],
    }
}
