//! Files that are copied: those beside pages, the theme's static files, the site's. Enter at [`list_assets`].

use super::output_plan::OutputPlan;
use super::path_claims::PathClaims;
use super::recipe::Recipe;
use crate::config::globs;
use crate::render::context::zola::asset_url;
use globset::GlobSet;
use std::sync::Arc;

/// Lists assets, then the theme's static files, then the site's, which win.
pub(super) fn list_assets(plan: OutputPlan<'_>, artifacts: &mut PathClaims) {
    let mut copy = |path: &str, folder: &str, asset: &Arc<str>| {
        let to = asset_url(path, folder, asset);
        artifacts.insert(
            to.trim_start_matches('/').to_owned(),
            Recipe::Copy(Arc::clone(asset)),
        );
    };
    for node in &plan.site.sections {
        node.section
            .assets
            .iter()
            .for_each(|asset| copy(&node.path, &node.section.file.folder, asset));
    }
    for node in plan.site.pages.iter().filter(|node| !node.unsortable) {
        node.page
            .assets
            .iter()
            .for_each(|asset| copy(&node.path, &node.page.file.folder, asset));
    }
    let ignored = globs(&plan.config.ignored_static);
    if let Some(theme) = &plan.config.theme {
        copy_static(
            plan,
            &format!("themes/{theme}/static/"),
            &ignored,
            artifacts,
        );
    }
    copy_static(plan, "static/", &ignored, artifacts);
}

fn copy_static(plan: OutputPlan<'_>, prefix: &str, ignored: &GlobSet, artifacts: &mut PathClaims) {
    for file in plan.sources.under(prefix) {
        let below = &file.path[prefix.len()..];
        let mut above = below.match_indices('/').map(|(at, _)| &below[..at]);
        let is_ignored = ignored.is_match(below)
            || ignored.is_match(&*file.path)
            || above.any(|folder| ignored.is_match(folder));
        if !is_ignored {
            artifacts.insert(below.to_owned(), Recipe::Copy(Arc::clone(&file.path)));
        }
    }
}
