//! Which bodies the data are of. Enter at [`reporting_bodies`].

use crate::output::output_plan::OutputPlan;
use crate::report::ReportingBody;

/// The bodies that have reports.
pub(super) fn reporting_bodies<'a>(plan: OutputPlan<'a>) -> Vec<&'a ReportingBody> {
    let reports = |body: &&ReportingBody| plan.reports.of(&body.id).next().is_some();
    plan.reports.bodies.iter().filter(reports).collect()
}
