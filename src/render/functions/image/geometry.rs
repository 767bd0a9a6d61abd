//! How large a copy becomes and what of the picture it shows. Enter at [`ResizePlan::new`].

use super::super::refusal::say;
use image::DynamicImage;
use image::imageops::FilterType;

/// Width and height in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PixelSize {
    pub(super) width: u32,
    pub(super) height: u32,
}

impl PixelSize {
    pub(super) fn new(width: u32, height: u32) -> PixelSize {
        PixelSize { width, height }
    }

    /// Whether the shape is wider than that of `other`, without division.
    fn is_wider_than(self, other: PixelSize) -> bool {
        let across = u64::from(self.width) * u64::from(other.height);
        across > u64::from(self.height) * u64::from(other.width)
    }
}

/// The sides that a call asks for; each may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WantedSides {
    pub(super) width: Option<u32>,
    pub(super) height: Option<u32>,
}

/// What is cut out of a picture, and to which size it is brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ResizePlan {
    /// Left, top, width, height of the part that is shown.
    part: (u32, u32, u32, u32),
    /// How large the copy is.
    size: PixelSize,
}

impl ResizePlan {
    /// Reads the operation `op` of `resize_image` for a picture of the size `original`.
    pub(super) fn new(
        op: &str,
        original: PixelSize,
        wanted: WantedSides,
    ) -> Result<ResizePlan, String> {
        let need = |side: Option<u32>, name: &str| {
            side.ok_or_else(|| {
                say(
                    format!("the operation `{op}` needs `{name}`"),
                    format!("操作 `{op}` 需要参数 `{name}`"),
                )
            })
        };
        let width = || need(wanted.width, "width");
        let height = || need(wanted.height, "height");
        let whole = (0, 0, original.width, original.height);
        let size = match op {
            "scale" => PixelSize::new(width()?, height()?),
            "fit_width" => {
                let width = width()?;
                PixelSize::new(width, scaled_side(original.height, width, original.width))
            }
            "fit_height" => {
                let height = height()?;
                PixelSize::new(scaled_side(original.width, height, original.height), height)
            }
            "fit" => fitting_size(original, PixelSize::new(width()?, height()?)),
            "fill" => {
                let size = PixelSize::new(width()?, height()?);
                let part = middle_part(original, size);
                return Ok(ResizePlan { part, size });
            }
            other => {
                return Err(say(
                    format!(
                        "`op` must be scale, fit_width, fit_height, fit or fill, not `{other}`"
                    ),
                    format!(
                        "`op` 应为 scale、fit_width、fit_height、fit 或 fill，而不是 `{other}`"
                    ),
                ));
            }
        };
        Ok(ResizePlan { part: whole, size })
    }

    /// How large the copy is.
    pub(super) fn size(self) -> PixelSize {
        self.size
    }

    /// Makes the copy.
    pub(super) fn apply(self, picture: &DynamicImage) -> DynamicImage {
        let (left, top, width, height) = self.part;
        let part = picture.crop_imm(left, top, width, height);
        if self.size == PixelSize::new(width, height) {
            return part;
        }
        part.resize_exact(self.size.width, self.size.height, FilterType::Lanczos3)
    }
}

/// `side × by ÷ of`, rounded, at least one pixel.
fn scaled_side(side: u32, by: u32, of: u32) -> u32 {
    // Half of the divisor is added before the division, which rounds to the nearest pixel. Whole numbers only: a
    // floating point unit that rounds otherwise would give another size on another machine. 64 bits hold the product of
    // any two sides.
    let of = u64::from(of.max(1));
    let exact = (u64::from(side) * u64::from(by) + of / 2) / of;
    u32::try_from(exact).unwrap_or(u32::MAX).max(1)
}

/// The largest size of the same shape inside `frame`; a smaller picture stays as it is.
fn fitting_size(original: PixelSize, frame: PixelSize) -> PixelSize {
    let PixelSize { width, height } = original;
    if width <= frame.width && height <= frame.height {
        original
    } else if original.is_wider_than(frame) {
        PixelSize::new(frame.width, scaled_side(height, frame.width, width))
    } else {
        PixelSize::new(scaled_side(width, frame.height, height), frame.height)
    }
}

/// The middle part of a picture that has the shape of `size`.
fn middle_part(original: PixelSize, size: PixelSize) -> (u32, u32, u32, u32) {
    if original.is_wider_than(size) {
        let width = scaled_side(original.height, size.width, size.height).min(original.width);
        ((original.width - width) / 2, 0, width, original.height)
    } else {
        let height = scaled_side(original.width, size.height, size.width).min(original.height);
        (0, (original.height - height) / 2, original.width, height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(op: &str, width: Option<u32>, height: Option<u32>) -> Result<ResizePlan, String> {
        ResizePlan::new(op, PixelSize::new(40, 20), WantedSides { width, height })
    }

    fn size(op: &str, width: Option<u32>, height: Option<u32>) -> (u32, u32) {
        let size = plan(op, width, height).unwrap().size();
        (size.width, size.height)
    }

    #[test]
    fn every_operation_gives_the_size_it_promises() {
        assert_eq!(size("scale", Some(10), Some(10)), (10, 10));
        assert_eq!(size("fit", Some(10), Some(10)), (10, 5));
        assert_eq!(size("fit", Some(100), Some(100)), (40, 20));
        assert_eq!(size("fit_width", Some(8), None), (8, 4));
        assert_eq!(size("fit_height", None, Some(5)), (10, 5));
        assert_eq!(size("fill", Some(10), Some(10)), (10, 10));
        assert_eq!(
            plan("fill", Some(10), Some(10)).unwrap().part,
            (10, 0, 20, 20)
        );
    }

    #[test]
    fn a_missing_side_and_an_unknown_operation_are_named() {
        assert!(plan("fit", Some(1), None).unwrap_err().contains("`height`"));
        assert!(plan("crop", Some(1), None).unwrap_err().contains("`crop`"));
    }
}
