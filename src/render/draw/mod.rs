//! Geometry of the pictures: numbers that templates print as inline SVG. Enter at [`loom`] and [`chart`].

pub mod chart;
pub mod loom;
mod number;
