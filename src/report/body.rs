//! Who reports. Enter at [`ReportingBody`].

/// What kind of body reports; decides the words of completeness and competence rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BodyKind {
    /// 镇、乡
    #[default]
    Town,
    /// 街道
    Street,
    /// 县、市、区
    County,
    /// 部门
    Department,
}

impl BodyKind {
    /// `town`, `street`, `county`, `department`, as `site.yaml` writes it.
    pub fn id(self) -> &'static str {
        match self {
            BodyKind::Town => "town",
            BodyKind::Street => "street",
            BodyKind::County => "county",
            BodyKind::Department => "department",
        }
    }
}

/// A body that reports: a town, a street office, a county or a department.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportingBody {
    /// Id, the folder below `content/` and the first part of its URLs.
    pub id: String,
    /// Short name, 迈陈镇.
    pub name: String,
    /// Full name as it signs, 徐闻县迈陈镇人民政府.
    pub full_name: String,
    /// What kind of body it is.
    pub kind: BodyKind,
    /// Whether the body is fictional; its pages carry a banner and `noindex`.
    pub sample: bool,
    /// Unified social credit code (GB 32100), null where unknown.
    pub credit_code: Option<String>,
    /// Places that belong to it.
    pub places: Vec<String>,
    /// People whose office makes them public.
    pub officials: Vec<String>,
}
