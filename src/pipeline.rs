//! The whole program on one screen: every stage, top to bottom. Enter at [`build`].

use crate::check::{Checker, SeenPages};
use crate::config::{BuildMode, Config, Dialect};
use crate::content;
use crate::diagnostic::{Diagnostic, Level};
use crate::output::{self, Artifacts, OutputBytes, OutputPlan, make, styles};
use crate::rebuild::LastBuild;
use crate::render::highlight::HighlightExtras;
use crate::render::stage::{RenderInputs, Stage};
use crate::report::{self, Reports};
use crate::site::{self, ArrangeOptions};
use crate::source::{self, SiteRoot, Sources};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What a build is asked for besides its sources.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// What the command is for; templates see it.
    pub mode: BuildMode,
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
    pub site: Option<ReadySite>,
}

/// Every file of a site, each made when it is asked for.
pub struct ReadySite {
    /// Templates and bodies.
    pub stage: Arc<Stage>,
    /// Output paths and recipes.
    pub artifacts: Artifacts,
    /// The rules, with what they have found in reports so far.
    pub rules: Arc<Checker>,
}

/// A site as it lies on the disk.
#[derive(Clone)]
pub struct SiteFiles {
    /// The configuration, its theme's settings merged.
    pub config: Config,
    /// Every file.
    pub sources: Sources,
    /// Grammars and colours that the site brings for code.
    pub extras: Arc<HighlightExtras>,
    /// What was found while reading, in no order.
    pub found: Vec<Diagnostic>,
}

/// Style sheets by path below the output folder.
type Sheets = BTreeMap<String, Arc<[u8]>>;

/// Runs all stages up to the list of files. Nothing is written.
pub fn build(root: &SiteRoot, options: &BuildOptions) -> Built {
    arrange(read(root, options), options, &LastBuild::default())
}

/// Reads everything; nothing after this looks at the disk.
pub fn read(root: &SiteRoot, options: &BuildOptions) -> SiteFiles {
    // The configuration decides what is read.
    let (mut config, mut found) = read_config(root, options);
    // source: every file of the site, once.
    let sources = Sources::read(root, config.theme.as_deref(), &config.output_dir);
    found.extend(sources.diagnostics.iter().cloned());
    found.extend(read_theme(&mut config, &sources));
    soften(&mut found, &config);
    let (extras, more) = HighlightExtras::read(&config, &sources, &root.config.path);
    found.extend(more);
    let extras = Arc::new(extras);
    found.extend(styles::missing_colours(&config, &extras, &root.config.path));
    SiteFiles {
        config,
        sources,
        extras,
        found,
    }
}

/// Runs all stages behind reading. The outcome is the same whatever is kept; with the last build, it comes sooner.
pub fn arrange(lying: SiteFiles, options: &BuildOptions, kept: &LastBuild) -> Built {
    let SiteFiles {
        config,
        sources,
        extras,
        mut found,
    } = lying;
    // content: one file in, one document out.
    let (mut documents, more) = content::read(&sources, &config);
    found.extend(more);
    if !options.drafts {
        documents.leave_out_drafts();
    }
    // report: what the documents say, verified and compared.
    let (reports, more) = report::assemble::assemble(&documents, kept.reports());
    found.extend(more);
    // site: every address decided, once.
    let wish = ArrangeOptions {
        config: &config,
        drafts: options.drafts,
    };
    let (site, more) = site::arrange(&documents, &reports, wish);
    found.extend(more);
    drop(documents);
    // render: templates parsed, bodies rendered.
    let (styles, more) = all_styles(&sources, &config, &extras);
    found.extend(more);
    let (config, sources, reports) = (Arc::new(config), Arc::new(sources), Arc::new(reports));
    let rules = rules((&config, &sources, &reports), kept);
    let inputs = RenderInputs {
        checks: Arc::clone(&rules),
        extras,
        config,
        site: Arc::new(site),
        reports,
        sources,
        mode: options.mode,
        today: options.today,
        environment: Arc::clone(&options.environment),
    };
    let config = Arc::clone(&inputs.config);
    // Without the configuration or the theme every page would complain about what it lacks.
    let stage = if found.iter().any(is_without_ground) {
        Err(Vec::new())
    } else {
        Stage::new(inputs, styles.clone(), kept.stage())
    };
    let site = match stage {
        Ok((stage, more)) => {
            found.extend(more);
            // output: the list of files, none of them made yet.
            let (artifacts, more) = plan(&stage, styles);
            found.extend(more);
            Some(ReadySite::new(stage, artifacts, rules))
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

/// Sheets of the site and of coloured code.
fn all_styles(
    sources: &Sources,
    config: &Config,
    extras: &Arc<HighlightExtras>,
) -> (Sheets, Vec<Diagnostic>) {
    let (mut sheets, found) = styles::compile(sources, config);
    sheets.extend(styles::of_code(config, extras));
    (sheets, found)
}

/// The rules, which look at a report when its quality page or a check asks.
fn rules(
    (config, sources, reports): (&Arc<Config>, &Arc<Sources>, &Arc<Reports>),
    kept: &LastBuild,
) -> Arc<Checker> {
    let (config, sources) = (Arc::clone(config), Arc::clone(sources));
    Arc::new(Checker::new(
        config,
        sources,
        Arc::clone(reports),
        kept.rules(),
    ))
}

impl ReadySite {
    fn new(stage: Arc<Stage>, artifacts: Artifacts, rules: Arc<Checker>) -> ReadySite {
        ReadySite {
            stage,
            artifacts,
            rules,
        }
    }

    /// All files, made in parallel and held.
    ///
    /// # Errors
    /// Everything that is wrong with templates, once each.
    pub fn make_all(&self) -> Result<BTreeMap<String, Arc<[u8]>>, Vec<Diagnostic>> {
        let files = Mutex::new(BTreeMap::new());
        let wrong = self.make_each(|path, bytes| {
            let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
            files.insert(path.to_owned(), bytes.shared());
        });
        if wrong.is_empty() {
            Ok(files.into_inner().unwrap_or_else(PoisonError::into_inner))
        } else {
            Err(wrong)
        }
    }

    /// Makes all files in parallel and lets the rules look at each; none of them is held.
    ///
    /// # Errors
    /// Everything that is wrong with templates, once each.
    pub fn seen(&self) -> Result<SeenPages<'_>, Vec<Diagnostic>> {
        let seen = SeenPages::new(&self.rules);
        let wrong = self.make_each(|path, bytes| seen.look(path, &bytes.whole()));
        if wrong.is_empty() {
            Ok(seen)
        } else {
            Err(wrong)
        }
    }

    /// Makes one file; `None` where there is none, or its template is wrong.
    pub fn make(&self, path: &str) -> Option<Arc<[u8]>> {
        let made = match self.artifacts.get(path) {
            Some(recipe) => make::make(&self.stage, &self.artifacts, path, recipe).ok(),
            None => None,
        };
        made.or_else(|| self.stage.image(path))
    }

    /// Makes all files in parallel and hands each over as soon as it is made, so that they are never held all at once.
    ///
    /// Gives everything that is wrong with templates, once each; such files are not handed over.
    pub fn make_each(&self, take: impl Fn(&str, OutputBytes) + Sync) -> Vec<Diagnostic> {
        let make = |(path, recipe): (&String, &output::Recipe)| match make::make_bytes(
            &self.stage,
            &self.artifacts,
            path,
            recipe,
        ) {
            Ok(bytes) => {
                take(path, bytes);
                None
            }
            Err(diagnostic) => Some(*diagnostic),
        };
        let mut wrong: Vec<Diagnostic> = self.artifacts.par_iter().filter_map(make).collect();
        for (path, bytes) in self.stage.images() {
            take(&path, OutputBytes::Held(bytes));
        }
        wrong.sort();
        wrong.dedup();
        wrong
    }
}

/// Whether the theme is not there, or the configuration could not be read at all.
fn is_without_ground(one: &Diagnostic) -> bool {
    let at_top = |place: &crate::diagnostic::Place| {
        !place.file.contains('/') && place.file.ends_with(".toml")
    };
    one.is_error()
        && (one.name == "no-theme"
            || matches!(one.name, "toml-syntax" | "not-utf8")
                && one.place.as_ref().is_some_and(at_top))
}

/// The list of files, as far as they lie in the output folder; pages may ask for some of them while they are made.
fn plan(stage: &Stage, styles: Sheets) -> (Artifacts, Vec<Diagnostic>) {
    let inputs = &stage.inputs;
    let plan = OutputPlan {
        config: &inputs.config,
        site: &inputs.site,
        reports: &inputs.reports,
        sources: &inputs.sources,
        weighed: &stage.weighed,
    };
    let (mut artifacts, mut found) = output::plan(plan, styles);
    let refused = output::outside::refuse(&inputs.config, &inputs.site, &mut artifacts);
    found.extend(refused);
    (artifacts, found)
}

/// The configuration with what the command line says over it.
pub fn read_config(root: &SiteRoot, options: &BuildOptions) -> (Config, Vec<Diagnostic>) {
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
    config.minify_html = (config.minify_html || options.minify) && options.mode != BuildMode::Serve;
    (config, found)
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

/// The theme's `theme.toml` is merged under the site's `[extra]`; a theme that is not there is an error.
fn read_theme(config: &mut Config, sources: &Sources) -> Vec<Diagnostic> {
    let Some(name) = config.theme.clone() else {
        return Vec::new();
    };
    let file = format!("themes/{name}/theme.toml");
    match sources.get(&file).map(|source| source.text()) {
        Some(Ok(text)) => config.merge_theme(&file, text),
        Some(Err(diagnostic)) => vec![*diagnostic],
        None if sources.under(&format!("themes/{name}/")).next().is_some() => {
            vec![source::no_theme_file(&name)]
        }
        None => vec![source::no_theme(&name, config.place_of("theme", ""))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    /// Three years of one body, from the included site, so that there is something to compare.
    fn sources() -> Sources {
        let root = SiteRoot::find(std::path::Path::new(env!("CARGO_MANIFEST_DIR")), None).unwrap();
        let mut all = read(&root, &options()).sources;
        let is_needed = |path: &str| {
            let deep = path.matches('/').count() > 1;
            path.starts_with("themes/")
                || (path.starts_with("content/") && !deep)
                || ["2021", "2022", "2023"]
                    .iter()
                    .any(|year| path.starts_with(&format!("content/qinghe/{year}/")))
                || path == "config.toml"
        };
        all.files.retain(|path, _| is_needed(path));
        all.folders.retain(|path| is_needed(path));
        all
    }

    fn options() -> BuildOptions {
        BuildOptions {
            mode: BuildMode::Serve,
            base_url: Some("/".to_owned()),
            output: None,
            drafts: false,
            minify: false,
            today: jiff::civil::date(2025, 1, 1),
            environment: Arc::default(),
        }
    }

    fn lying(sources: &Sources) -> SiteFiles {
        let text = sources.get("config.toml").unwrap().text().unwrap();
        let (mut config, mut found) = Config::parse("config.toml", text);
        config.minify_html = false;
        found.extend(read_theme(&mut config, sources));
        SiteFiles {
            config,
            sources: sources.clone(),
            extras: Arc::default(),
            found,
        }
    }

    fn put(sources: &mut Sources, path: &str, text: String) {
        let source = Source::new(path, text.into_bytes());
        sources.files.insert(Arc::clone(&source.path), source);
    }

    fn append(sources: &mut Sources, path: &str, words: &str) {
        if let Some(text) = sources
            .get(path)
            .map(|file| file.text().unwrap().to_owned())
        {
            put(sources, path, text + words);
        }
    }

    /// One edit as an author makes it; `number` chooses which.
    fn edit(sources: &mut Sources, first: &Sources, number: u64) {
        let year = 2021 + number / 16 % 3;
        let report = format!("content/qinghe/{year}/index.md");
        let figures = format!("content/qinghe/{year}/figures.yaml");
        match number % 9 {
            0 | 1 => append(sources, &report, &format!("\n新增的第{number}句话。\n")),
            2 => *sources = first.clone(),
            3 => sources
                .files
                .retain(|path, _| !path.starts_with(&format!("content/qinghe/{year}/"))),
            4 => append(sources, "content/indicators.yaml", "\n# 一条说明\n"),
            5 => put(
                sources,
                "templates/404.html",
                format!("<html><body>没有 {number}</body></html>"),
            ),
            6 => put(sources, "templates/broken.html", "{% if %}".to_owned()),
            7 => append(sources, &figures, "\n\t- {broken: [\n"),
            _ => {
                let other = first.get("content/qinghe/2022/index.md").unwrap();
                let text = other
                    .text()
                    .unwrap()
                    .replace("year: 2022", &format!("year: {year}"));
                put(sources, &report, text);
            }
        }
    }

    type Files = BTreeMap<String, Arc<[u8]>>;

    /// Everything that a build gives, made.
    fn outcome(built: &Built) -> (Vec<Diagnostic>, Option<Files>) {
        let files = built.site.as_ref().map(|site| site.make_all());
        (
            built.diagnostics.clone(),
            files.map(|made| made.unwrap_or_default()),
        )
    }

    #[test]
    fn after_any_edits_what_is_kept_of_the_last_build_changes_nothing() {
        let first = sources();
        for seed in [7_u64, 2020] {
            let (mut sources, mut kept, mut state) = (first.clone(), LastBuild::default(), seed);
            for step in 0..7 {
                let rebuilt = arrange(lying(&sources), &options(), &kept);
                let fresh = arrange(lying(&sources), &options(), &LastBuild::default());
                let (again, anew) = (outcome(&rebuilt), outcome(&fresh));
                assert_eq!(again.0, anew.0, "findings, seed {seed}, step {step}");
                assert!(again.1 == anew.1, "files, seed {seed}, step {step}");
                kept.keep(rebuilt.site.as_ref().map(|site| (&site.stage, &site.rules)));
                // Knuth's linear congruential generator; its upper bits are the random ones.
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                edit(&mut sources, &first, state >> 33);
            }
        }
    }

    #[test]
    fn a_second_build_of_the_same_parses_no_template_and_pairs_no_sentence_again() {
        let mut kept = LastBuild::default();
        let one = arrange(lying(&sources()), &options(), &kept).site.unwrap();
        kept.keep(Some((&one.stage, &one.rules)));
        let two = arrange(lying(&sources()), &options(), &kept).site.unwrap();
        assert!(Arc::ptr_eq(&one.stage.engine, &two.stage.engine));
        assert_eq!(
            one.stage.inputs.reports.comparisons[0].sentences,
            two.stage.inputs.reports.comparisons[0].sentences
        );
    }

    #[test]
    fn more_addresses_than_a_sitemap_holds_are_split_and_each_is_in_one_part() {
        let tags: Vec<String> = (0..30_001).map(|number| format!("\"t{number}\"")).collect();
        let page = format!("+++\n[taxonomies]\ntags = [{}]\n+++\n", tags.join(","));
        let mut sources = Sources::default();
        put(&mut sources, "content/a.md", page);
        let text = "base_url = \"https://a.example\"\ntaxonomies = [{name = \"tags\"}]\n";
        let (config, found) = Config::parse("config.toml", text);
        let lying = SiteFiles {
            config,
            sources,
            extras: Arc::default(),
            found,
        };
        let site = arrange(lying, &options(), &LastBuild::default())
            .site
            .unwrap();
        let made = |path: &str| {
            let recipe = &site.artifacts[path];
            let bytes = make::make(&site.stage, &site.artifacts, path, recipe).unwrap();
            String::from_utf8(bytes.to_vec()).unwrap()
        };
        let index = made("sitemap.xml");
        let parts = ["sitemap1.xml", "sitemap2.xml"];
        let listed =
            parts.map(|part| index.contains(&format!("<loc>https://a.example/{part}</loc>")));
        assert_eq!(listed, [true, true], "{index}");
        // 30,001 terms, their list, the page and the root.
        assert_eq!(
            parts.map(|part| made(part).matches("<loc>").count()),
            [30_000, 4]
        );
        assert!(!site.artifacts.contains_key("sitemap3.xml"));
    }
}
