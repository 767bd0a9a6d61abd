//! Under which terms the site's data may be used. Enter at [`Licence`].

/// A licence as `site.yaml` declares it; one that is not declared is never assumed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// Short identifier, `CC-BY-4.0`.
    pub name: String,
    /// Name in words.
    pub title: String,
    /// Address of its text.
    pub url: String,
}
