//! The loom (织线图): last year's sentences left, this year's right, a thread for each pair. Enter at [`Loom`].

use serde::Serialize;

/// The picture's numbers.
#[derive(Debug, Clone, Serialize, Default)]
pub struct Loom {}
