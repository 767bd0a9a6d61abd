//! What a picture measures, without decoding it, and decoding within bounds. Enter at [`picture_facts`].

use super::super::refusal::say;
use super::geometry::PixelSize;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Pixels that one side of a picture may have.
pub(super) const WIDEST: u32 = 20_000;
/// Bytes that a decoded picture may take.
const LARGEST: u64 = 512 << 20;

/// Size and format of a picture.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PictureFacts {
    /// Width in pixels, as the picture is shown.
    pub width: u32,
    /// Height in pixels, as the picture is shown.
    pub height: u32,
    /// `png`, `jpg`, `webp`, `gif`, `avif`, `ico`, `bmp` or `svg`.
    pub format: &'static str,
    /// The MIME type.
    pub mime: &'static str,
}

/// Reads size and format; the name decides only about SVG.
///
/// # Errors
/// A file that is no picture, or one larger than the bounds.
pub(crate) fn picture_facts(file: &str, bytes: &[u8]) -> Result<PictureFacts, String> {
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
        ImageFormat::Avif => ("avif", "image/avif"),
        ImageFormat::Ico => ("ico", "image/x-icon"),
        ImageFormat::Bmp => ("bmp", "image/bmp"),
        _ => {
            return Err(say(
                format!("`{file}` is a picture of a format that browsers do not show"),
                format!("`{file}` 的图片格式不受支持"),
            ));
        }
    };
    let (width, height) = match header_size(format, bytes) {
        ImageHeader::Read(size) => size.ok_or_else(|| {
            say(
                format!("`{file}` ends before its width and height"),
                format!("`{file}` 不完整，读不到宽高"),
            )
        })?,
        ImageHeader::Decoder => decoder(file, bytes)?.dimensions(),
    };
    Ok(PictureFacts {
        width,
        height,
        format: name,
        mime,
    })
}

/// Who reads the size of a picture.
enum ImageHeader {
    /// It stands at a fixed place of the file, or in the boxes of AVIF; `None` where the file ends too early.
    Read(Option<(u32, u32)>),
    /// The decoder knows.
    Decoder,
}

fn header_size(format: ImageFormat, bytes: &[u8]) -> ImageHeader {
    match format {
        ImageFormat::Avif => ImageHeader::Read(avif_size(bytes)),
        ImageFormat::Ico => ImageHeader::Read(largest_icon(bytes)),
        ImageFormat::Bmp => ImageHeader::Read(bitmap_size(bytes)),
        _ => ImageHeader::Decoder,
    }
}

fn avif_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(bytes).ok()?;
    let side = |pixels: usize| u32::try_from(pixels).ok().filter(|side| *side > 0);
    Some((side(size.width)?, side(size.height)?))
}

/// An icon file holds the same picture in several sizes, a byte a side; 0 means 256.
fn largest_icon(bytes: &[u8]) -> Option<(u32, u32)> {
    let count = usize::from(u16::from_le_bytes([*bytes.get(4)?, *bytes.get(5)?]));
    let entries = bytes.get(6..)?.chunks_exact(16).take(count);
    let side = |byte: u8| if byte == 0 { 256 } else { u32::from(byte) };
    entries
        .map(|entry| (side(entry[0]), side(entry[1])))
        .max_by_key(|(width, height)| width * height)
}

/// A negative height means that the rows stand from top to bottom.
fn bitmap_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| {
        let four = bytes.get(at..at + 4)?;
        Some(i32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    };
    Some((number(18)?.unsigned_abs(), number(22)?.unsigned_abs()))
}

/// A decoder that refuses pictures beyond the bounds, whatever their headers promise.
pub(super) fn decoder<'b>(
    file: &str,
    bytes: &'b [u8],
) -> Result<impl ImageDecoder + use<'b>, String> {
    if image::guess_format(bytes).is_ok_and(|format| format == ImageFormat::Avif) {
        return Err(say(
            format!("`{file}` is AVIF, which can be written and measured here but not read"),
            format!("`{file}` 是 AVIF，这里可以写入、测量，但不能解码"),
        ));
    }
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
pub(super) fn turned(width: u32, height: u32, orientation: Orientation) -> PixelSize {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => PixelSize::new(height, width),
        _ => PixelSize::new(width, height),
    }
}

/// Width and height of the outermost `svg` element, else those of its view box. Units are left aside, but not percentages.
fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = String::from_utf8_lossy(bytes);
    let tag = svg_tag(&text)?;
    let length = |name: &str| -> Option<f64> {
        let value = tag_attribute(tag, name)?.trim();
        let number = value.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        number.trim().parse().ok()
    };
    let size = match (length("width"), length("height")) {
        (Some(width), Some(height)) => (width, height),
        _ => {
            let numbers: Vec<f64> = tag_attribute(tag, "viewBox")?
                .split([' ', ',', '\t', '\n'])
                .filter_map(|number| number.parse().ok())
                .collect();
            (*numbers.get(2)?, *numbers.get(3)?)
        }
    };
    let whole = |side: f64| (1.0..=1e9).contains(&side).then(|| side.round() as u32);
    Some((whole(size.0)?, whole(size.1)?))
}

/// The opening tag of the outermost `svg` element, which no comment holds.
fn svg_tag(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let start = rest.find("<svg")?;
        match rest.find("<!--").filter(|comment| *comment < start) {
            Some(comment) => {
                let end = rest[comment..].find("-->")?;
                rest = &rest[comment + end..];
            }
            None => return Some(&rest[start..start + rest[start..].find('>')?]),
        }
    }
}

fn tag_attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
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
        let late = b"<!-- <svg width='1' height='1'> --><svg width='3pt' height='2.6em'>";
        assert_eq!(svg_size(late), Some((3, 3)));
        let wide = b"<svg width='100%' height='100%' viewBox='0,0,10,20'>";
        assert_eq!(svg_size(wide), Some((10, 20)));
        for nothing in ["<svg>", "<!-- <svg width='1' height='1'>", "<svg width='1'"] {
            assert_eq!(svg_size(nothing.as_bytes()), None, "{nothing}");
        }
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

    #[test]
    fn an_icon_file_has_the_size_of_its_largest_picture() {
        let mut icon = vec![0, 0, 1, 0, 2, 0];
        for side in [16, 0] {
            icon.extend([side, side, 0, 0, 1, 0, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        }
        let facts = picture_facts("favicon.ico", &icon).unwrap();
        assert_eq!((facts.width, facts.height, facts.format), (256, 256, "ico"));
        assert_eq!(facts.mime, "image/x-icon");
        assert!(picture_facts("favicon.ico", &icon[..5]).is_err());
    }

    #[test]
    fn a_bitmap_has_its_size_in_its_head() {
        let mut bitmap = b"BM".to_vec();
        bitmap.resize(18, 0);
        bitmap.extend(7_i32.to_le_bytes());
        bitmap.extend((-5_i32).to_le_bytes());
        let facts = picture_facts("a.bmp", &bitmap).unwrap();
        assert_eq!((facts.width, facts.height, facts.format), (7, 5, "bmp"));
        assert!(picture_facts("a.bmp", &bitmap[..20]).is_err());
    }
}
