//! Addresses as files of the data write them. Enter at [`url`].

use crate::output::output_plan::OutputPlan;
use crate::render::fill::link::relative;
use crate::report::Report;
use crate::site::address::anchor_at;

/// An address of the site in the file at address `from`: whole where the site's own address names a host. Where it does not, it is relative
/// to the file, so that it leads to the page wherever the site lies.
pub(super) fn url(plan: OutputPlan<'_>, from: &str, to: &str) -> String {
    if plan.config.base_url.contains("://") {
        plan.config.make_permalink(to)
    } else {
        relative(from, to)
    }
}

/// The address of a report in the file at address `from`.
pub(super) fn page_url(plan: OutputPlan<'_>, from: &str, report: &Report) -> String {
    url(plan, from, &plan.site.report_address(report, plan.config))
}

/// The address of a place in a report in the file at address `from`.
pub(super) fn anchor_url(
    plan: OutputPlan<'_>,
    from: &str,
    report: &Report,
    anchor: &str,
) -> String {
    let page = plan.site.report_address(report, plan.config);
    url(plan, from, &anchor_at(&page, anchor))
}
