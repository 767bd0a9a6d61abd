//! The append-only public log of changes to an issued text. Enter at [`Correction`].

/// Why an issued text was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CorrectionClass {
    /// 更正: it was wrong.
    Correction,
    /// 修订: it was planned.
    Revision,
    /// 补充: something was added.
    Addition,
    /// 隐去: something had to be withheld.
    Redaction,
}

impl CorrectionClass {
    /// The word in `corrections.yaml` and open data.
    pub fn id(self) -> &'static str {
        match self {
            CorrectionClass::Correction => "correction",
            CorrectionClass::Revision => "revision",
            CorrectionClass::Addition => "addition",
            CorrectionClass::Redaction => "redaction",
        }
    }
}

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The version that the entry makes; the first text is version 1.
    pub version: u32,
    /// The day of the correction.
    pub on: jiff::civil::Date,
    /// Why.
    pub class: CorrectionClass,
    /// The words before.
    pub was: String,
    /// The words after.
    pub now: String,
    /// The reason, for the public.
    pub reason: String,
    /// Who approved it.
    pub approved_by: String,
}
