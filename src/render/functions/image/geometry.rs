//! How large a copy becomes and what of the picture it shows. Enter at [`ResizePlan::new`].

use super::super::refusal::say;
use image::DynamicImage;
use image::imageops::FilterType;

/// What is cut out of a picture, and to which size it is brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ResizePlan {
    /// Left, top, width, height of the part that is shown.
    part: (u32, u32, u32, u32),
    /// Width and height of the copy.
    size: (u32, u32),
}

impl ResizePlan {
    /// Reads the operation `op` of `resize_image` for a picture of the size `original`.
    pub(super) fn new(
        op: &str,
        original: (u32, u32),
        wanted: (Option<u32>, Option<u32>),
    ) -> Result<ResizePlan, String> {
        let need = |side: Option<u32>, name: &str| {
            side.ok_or_else(|| {
                say(
                    format!("the operation `{op}` needs `{name}`"),
                    format!("操作 `{op}` 需要参数 `{name}`"),
                )
            })
        };
        let whole = (0, 0, original.0, original.1);
        let size = match op {
            "scale" => (need(wanted.0, "width")?, need(wanted.1, "height")?),
            "fit_width" => {
                let width = need(wanted.0, "width")?;
                (width, scaled(original.1, width, original.0))
            }
            "fit_height" => {
                let height = need(wanted.1, "height")?;
                (scaled(original.0, height, original.1), height)
            }
            "fit" => fit(
                original,
                (need(wanted.0, "width")?, need(wanted.1, "height")?),
            ),
            "fill" => {
                let size = (need(wanted.0, "width")?, need(wanted.1, "height")?);
                return Ok(ResizePlan {
                    part: middle(original, size),
                    size,
                });
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

    /// Width and height of the copy.
    pub(super) fn size(self) -> (u32, u32) {
        self.size
    }

    /// Makes the copy.
    pub(super) fn apply(self, picture: &DynamicImage) -> DynamicImage {
        let (left, top, width, height) = self.part;
        let part = picture.crop_imm(left, top, width, height);
        if self.size == (width, height) {
            return part;
        }
        part.resize_exact(self.size.0, self.size.1, FilterType::Lanczos3)
    }
}

/// `side × by ÷ of`, rounded, at least one pixel.
fn scaled(side: u32, by: u32, of: u32) -> u32 {
    let of = u64::from(of.max(1));
    let exact = (u64::from(side) * u64::from(by) + of / 2) / of;
    u32::try_from(exact).unwrap_or(u32::MAX).max(1)
}

/// The largest size of the same shape inside `frame`; a smaller picture stays as it is.
fn fit(original: (u32, u32), frame: (u32, u32)) -> (u32, u32) {
    if original.0 <= frame.0 && original.1 <= frame.1 {
        return original;
    }
    let wider =
        u64::from(original.0) * u64::from(frame.1) > u64::from(original.1) * u64::from(frame.0);
    if wider {
        (frame.0, scaled(original.1, frame.0, original.0))
    } else {
        (scaled(original.0, frame.1, original.1), frame.1)
    }
}

/// The middle part of a picture that has the shape of `size`.
fn middle(original: (u32, u32), size: (u32, u32)) -> (u32, u32, u32, u32) {
    let wider =
        u64::from(original.0) * u64::from(size.1) > u64::from(original.1) * u64::from(size.0);
    if wider {
        let width = scaled(original.1, size.0, size.1).min(original.0);
        ((original.0 - width) / 2, 0, width, original.1)
    } else {
        let height = scaled(original.0, size.1, size.0).min(original.1);
        (0, (original.1 - height) / 2, original.0, height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(op: &str, wanted: (Option<u32>, Option<u32>)) -> (u32, u32) {
        ResizePlan::new(op, (40, 20), wanted).unwrap().size()
    }

    #[test]
    fn every_operation_gives_the_size_it_promises() {
        assert_eq!(size("scale", (Some(10), Some(10))), (10, 10));
        assert_eq!(size("fit", (Some(10), Some(10))), (10, 5));
        assert_eq!(size("fit", (Some(100), Some(100))), (40, 20));
        assert_eq!(size("fit_width", (Some(8), None)), (8, 4));
        assert_eq!(size("fit_height", (None, Some(5))), (10, 5));
        assert_eq!(size("fill", (Some(10), Some(10))), (10, 10));
        assert_eq!(
            ResizePlan::new("fill", (40, 20), (Some(10), Some(10)))
                .unwrap()
                .part,
            (10, 0, 20, 20)
        );
    }

    #[test]
    fn a_missing_side_and_an_unknown_operation_are_named() {
        assert!(
            ResizePlan::new("fit", (4, 4), (Some(1), None))
                .unwrap_err()
                .contains("`height`")
        );
        assert!(
            ResizePlan::new("crop", (4, 4), (Some(1), None))
                .unwrap_err()
                .contains("`crop`")
        );
    }
}
