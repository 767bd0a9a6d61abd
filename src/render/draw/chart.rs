//! A figure over the years as bars from zero, with holes and breaks. Enter at [`Chart`].

use serde::Serialize;

/// The picture's numbers.
#[derive(Debug, Clone, Serialize, Default)]
pub struct Chart {}
