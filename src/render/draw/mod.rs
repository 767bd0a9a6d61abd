//! Geometry of the pictures: numbers that templates print as inline SVG. Enter at [`loom`] and [`chart`].

pub(crate) mod chart;
pub(crate) mod loom;
mod number;
