//! The whole program on one screen: every stage, top to bottom. Enter at [`build`].

use crate::check::Checker;
use crate::config::BuildOptions;
use crate::content;
use crate::diagnostic::Diagnostic;
use crate::output::{self, Built, BuiltSite, styles};
use crate::rebuild::LastBuild;
use crate::render::bodies;
use crate::render::highlight::HighlightExtras;
use crate::render::inputs::RenderInputs;
use crate::render::page_maker::PageMaker;
use crate::render::site_templates::SiteTemplates;
use crate::report::assemble::assemble;
use crate::site::{self, ArrangeOptions};
use crate::source::{SiteFiles, SiteRoot};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Runs all stages. Nothing is written, and no page is made before it is asked for.
pub fn build(root: &SiteRoot, options: &BuildOptions) -> Built {
    // source: every file of the site, once.
    let files = SiteFiles::read(root, options);
    arrange(files, options, &LastBuild::default())
}

/// Runs all stages behind reading. The outcome is the same whatever the last build leaves; with it, it comes sooner.
pub fn arrange(files: SiteFiles, options: &BuildOptions, last: &LastBuild) -> Built {
    let SiteFiles {
        config,
        sources,
        mut found,
    } = files;
    // content: one file in, one document out.
    let (mut documents, more) = content::read(&sources, &config);
    found.extend(more);
    if !options.drafts {
        documents.leave_out_drafts();
    }
    // report: what the documents say, verified and compared.
    let (reports, more) = assemble(&documents, last.reports());
    found.extend(more);
    // check: the rules, which judge a report when somebody asks, and once.
    let (config, sources, reports) = (Arc::new(config), Arc::new(sources), Arc::new(reports));
    let checks = Arc::new(Checker::new(
        Arc::clone(&config),
        Arc::clone(&sources),
        Arc::clone(&reports),
        last.checks(),
    ));
    // site: every address decided, once.
    let wish = ArrangeOptions {
        config: &config,
        drafts: options.drafts,
    };
    let (site, more) = site::arrange(&documents, &reports, wish);
    found.extend(more);
    drop(documents);
    // Grammars, colours and style sheets, which bodies and pages use.
    let (extras, more) = HighlightExtras::read(&config, &sources);
    found.extend(more);
    let extras = Arc::new(extras);
    let (sheets, more) = styles::all_sheets(&sources, &config, &extras);
    found.extend(more);
    let inputs = RenderInputs {
        config: Arc::clone(&config),
        site: Arc::new(site),
        reports,
        sources,
        mode: options.mode,
        today: options.today,
        environment: Arc::clone(&options.environment),
        extras,
        checks,
    };
    let made = if SiteFiles::is_without_ground(&found) {
        Err(Vec::new())
    } else {
        render(inputs, sheets, last)
    };
    let (site, more) = match made {
        Ok((site, more)) => (Some(site), more),
        Err(more) => (None, more),
    };
    found.extend(more);
    found.sort();
    found.dedup();
    Built {
        config,
        diagnostics: found,
        site,
    }
}

/// The last stages, for which templates must parse.
fn render(
    inputs: RenderInputs,
    sheets: BTreeMap<String, Arc<[u8]>>,
    last: &LastBuild,
) -> Result<(Arc<BuiltSite>, Vec<Diagnostic>), Vec<Diagnostic>> {
    // render: templates parsed, bodies rendered, then pages, of which each is made when it is asked for.
    let (templates, mut found) = SiteTemplates::new(inputs, sheets.clone(), last.templates())?;
    let (bodies, more) = bodies::render_bodies(&templates);
    found.extend(more);
    let pages = PageMaker::new(templates, bodies);
    // output: the list of files, none of them made yet.
    let (site, more) = output::plan_site(pages, sheets);
    found.extend(more);
    Ok((site, found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{BuildMode, Config};
    use crate::source::{Source, Sources};
    use std::sync::Mutex;

    /// Three years of one body, from the included site, so that there is something to compare.
    fn sources() -> Sources {
        let root = SiteRoot::find(std::path::Path::new(env!("CARGO_MANIFEST_DIR")), None).unwrap();
        let mut all = SiteFiles::read(&root, &options()).sources;
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

    fn files(sources: &Sources) -> SiteFiles {
        let text = sources.get("config.toml").unwrap().text().unwrap();
        let (mut config, found) = Config::parse("config.toml", text);
        config.minify_html = false;
        let mut files = SiteFiles {
            config,
            sources: sources.clone(),
            found,
        };
        files.merge_theme();
        files
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
    fn outcome(built: &Built) -> (Vec<Diagnostic>, Option<(Files, Vec<Diagnostic>)>) {
        let files = built.site.as_ref().map(|site| {
            let files = Mutex::new(Files::new());
            let wrong = site.make_each(|path, bytes| {
                files
                    .lock()
                    .unwrap()
                    .insert(path.to_owned(), bytes.shared());
            });
            (files.into_inner().unwrap(), wrong)
        });
        (built.diagnostics.clone(), files)
    }

    #[test]
    fn after_any_edits_what_is_kept_of_the_last_build_changes_nothing() {
        let first = sources();
        for seed in [7_u64, 2020] {
            let (mut sources, mut kept, mut state) = (first.clone(), LastBuild::default(), seed);
            for step in 0..7 {
                let rebuilt = arrange(files(&sources), &options(), &kept);
                let fresh = arrange(files(&sources), &options(), &LastBuild::default());
                let (again, anew) = (outcome(&rebuilt), outcome(&fresh));
                assert_eq!(again.0, anew.0, "findings, seed {seed}, step {step}");
                assert!(again.1 == anew.1, "files, seed {seed}, step {step}");
                kept.keep(&rebuilt);
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
        let one = arrange(files(&sources()), &options(), &kept);
        kept.keep(&one);
        let one = one.site.unwrap();
        let two = arrange(files(&sources()), &options(), &kept).site.unwrap();
        assert!(Arc::ptr_eq(
            &one.pages.templates.engine,
            &two.pages.templates.engine
        ));
        assert_eq!(
            one.pages.inputs().reports.comparisons[0].sentences,
            two.pages.inputs().reports.comparisons[0].sentences
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
        let files = SiteFiles {
            config,
            sources,
            found,
        };
        let site = arrange(files, &options(), &LastBuild::default())
            .site
            .unwrap();
        let made = |path: &str| {
            let bytes = site.make(path).unwrap().unwrap();
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
