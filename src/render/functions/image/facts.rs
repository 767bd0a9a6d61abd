//! What a picture measures, without decoding it, and decoding within bounds. Enter at [`picture_facts`].

use super::super::refusal::say;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Pixels that one side of a picture may have.
pub(super) const WIDEST: u32 = 20_000;
/// Bytes that a decoded picture may take.
const LARGEST: u64 = 512 << 20;

/// Size and format of a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureFacts {
    /// Width in pixels, as the picture is shown.
    pub width: u32,
    /// Height in pixels, as the picture is shown.
    pub height: u32,
    /// `png`, `jpg`, `webp`, `gif` or `svg`.
    pub format: &'static str,
    /// The MIME type.
    pub mime: &'static str,
}

/// Reads size and format; the name decides only about SVG.
///
/// # Errors
/// A file that is no picture, or one larger than the bounds.
pub fn picture_facts(file: &str, bytes: &[u8]) -> Result<PictureFacts, String> {
    if file.to_ascii_lowercase().ends_with(".svg") {
        let (width, height) = svg_size(bytes).ok_or_else(|| {
            say(
                format!("`{file}` says neither width and height nor a view box"),
                format!("`{file}` 既没有写宽高，也没有写 viewBox"),
            )
        })?;
        return Ok(PictureFacts {
            width,
            height,
            format: "svg",
            mime: "image/svg+xml",
        });
    }
    let format = image::guess_format(bytes).map_err(|_| {
        say(
            format!("`{file}` is not a picture"),
            format!("`{file}` 不是图片"),
        )
    })?;
    let (name, mime) = match format {
        ImageFormat::Png => ("png", "image/png"),
        ImageFormat::Jpeg => ("jpg", "image/jpeg"),
        ImageFormat::WebP => ("webp", "image/webp"),
        ImageFormat::Gif => ("gif", "image/gif"),
        _ => {
            return Err(say(
                format!("`{file}` is a picture of a format that browsers do not show"),
                format!("`{file}` 的图片格式不受支持"),
            ));
        }
    };
    let (width, height) = decoder(file, bytes)?.dimensions();
    Ok(PictureFacts {
        width,
        height,
        format: name,
        mime,
    })
}

/// A decoder that refuses pictures beyond the bounds, whatever their headers promise.
pub(super) fn decoder<'b>(
    file: &str,
    bytes: &'b [u8],
) -> Result<impl ImageDecoder + use<'b>, String> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(WIDEST);
    limits.max_image_height = Some(WIDEST);
    limits.max_alloc = Some(LARGEST);
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| format!("`{file}`: {error}"))?;
    reader.limits(limits);
    let decoder = reader
        .into_decoder()
        .map_err(|error| format!("`{file}`: {error}"))?;
    let (width, height) = decoder.dimensions();
    if width > WIDEST || height > WIDEST || decoder.total_bytes() > LARGEST {
        return Err(say(
            format!(
                "`{file}` has {width} × {height} pixels; a side may have {WIDEST}, the picture {} MB",
                LARGEST >> 20
            ),
            format!(
                "`{file}` 有 {width} × {height} 像素；每边最多 {WIDEST}，解码后最多 {} MB",
                LARGEST >> 20
            ),
        ));
    }
    Ok(decoder)
}

/// The size after the picture is turned as its metadata asks for.
pub(super) fn turned(size: (u32, u32), orientation: Orientation) -> (u32, u32) {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (size.1, size.0),
        _ => size,
    }
}

/// Width and height of the outermost `svg` element, else those of its view box.
fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = String::from_utf8_lossy(bytes);
    let start = text.find("<svg")?;
    let end = text[start..].find('>')? + start;
    let tag = &text[start..end];
    let length = |name: &str| -> Option<f64> {
        let value = attribute(tag, name)?;
        value.trim_end_matches("px").trim().parse().ok()
    };
    let size = match (length("width"), length("height")) {
        (Some(width), Some(height)) => (width, height),
        _ => {
            let numbers: Vec<f64> = attribute(tag, "viewBox")?
                .split([' ', ',', '\t', '\n'])
                .filter_map(|number| number.parse().ok())
                .collect();
            (*numbers.get(2)?, *numbers.get(3)?)
        }
    };
    let whole = |side: f64| (1.0..=1e9).contains(&side).then(|| side.round() as u32);
    Some((whole(size.0)?, whole(size.1)?))
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut from = 0;
    loop {
        let at = tag[from..].find(name)? + from;
        from = at + name.len();
        let before = tag[..at].chars().next_back()?;
        let rest = tag[from..].trim_start();
        let Some(rest) = rest.strip_prefix('=').filter(|_| before.is_whitespace()) else {
            continue;
        };
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let inner = &rest[1..];
        return Some(&inner[..inner.find(quote)?]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_svg_is_measured_by_its_attributes_or_its_view_box() {
        let svg = b"<?xml version='1.0'?><svg xmlns=\"x\" width=\"30px\" height='20'>";
        assert_eq!(svg_size(svg), Some((30, 20)));
        assert_eq!(
            svg_size(b"<svg stroke-width=\"3\" viewBox=\"0 0 12 7.4\">"),
            Some((12, 7))
        );
        assert_eq!(svg_size(b"<svg>"), None);
    }

    #[test]
    fn a_picture_that_claims_to_be_huge_is_refused_before_it_is_decoded() {
        let mut png = vec![0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a];
        png.extend([0, 0, 0, 13]);
        png.extend(b"IHDR");
        png.extend([0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 6, 0, 0, 0]);
        png.extend([0, 0, 0, 0]);
        assert!(picture_facts("big.png", &png).is_err());
    }
}
