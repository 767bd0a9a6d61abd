//! The form in which a smaller copy is written, and its bytes. Enter at [`ImageTarget::read`].

use super::super::arguments::{count, text};
use super::super::refusal::say;
#[cfg(feature = "avif")]
use image::codecs::avif::AvifEncoder;
use image::codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder};
use image::{DynamicImage, ImageEncoder};
use serde_json::{Map, Value};
use std::io::Cursor;
use std::ops::RangeInclusive;

/// Quality of a JPEG where the call names none.
const JPEG_QUALITY: u8 = 75;
/// Quality of an AVIF where the call names none.
#[cfg(feature = "avif")]
const AVIF_QUALITY: u8 = 80;
/// Speed of the AVIF encoder where the call names none: 1 is the slowest and smallest, 10 the fastest.
#[cfg(feature = "avif")]
const AVIF_SPEED: u8 = 5;

/// A format with what the call says about it. Its `Debug` form is part of the name of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ImageTarget {
    /// With a quality from 1 to 100.
    Jpeg(u8),
    /// Without loss.
    Png,
    /// Without loss, whatever quality from 0 to 100 is asked for; copies of two qualities are two files.
    WebP(Option<u8>),
    /// With a quality from 1 to 100 and a speed from 1 to 10.
    #[cfg(feature = "avif")]
    Avif(u8, u8),
}

impl ImageTarget {
    /// What the call asks for; `auto` follows the ending of the picture's name.
    pub(super) fn read(args: &Map<String, Value>, file: &str) -> Result<ImageTarget, String> {
        let ending = file
            .rsplit_once('.')
            .map_or("", |(_, ending)| ending)
            .to_ascii_lowercase();
        let format = match text(args, "format")?.unwrap_or("auto") {
            "auto" => match ending.as_str() {
                "jpg" | "jpeg" => "jpg",
                "webp" => "webp",
                "avif" => "avif",
                _ => "png",
            },
            asked => asked,
        };
        #[cfg_attr(
            not(feature = "avif"),
            expect(
                unused_variables,
                reason = "only an AVIF has a speed, and all are told a wrong one"
            )
        )]
        let speed = number_within(args, "speed", 1..=10)?;
        let lowest = if format == "webp" { 0 } else { 1 };
        let quality = number_within(args, "quality", lowest..=100)?;
        match format {
            "jpg" | "jpeg" => Ok(ImageTarget::Jpeg(quality.unwrap_or(JPEG_QUALITY))),
            "png" => Ok(ImageTarget::Png),
            "webp" => Ok(ImageTarget::WebP(quality)),
            #[cfg(feature = "avif")]
            "avif" => Ok(ImageTarget::Avif(
                quality.unwrap_or(AVIF_QUALITY),
                speed.unwrap_or(AVIF_SPEED),
            )),
            #[cfg(not(feature = "avif"))]
            "avif" => Err(say(
                "this program was built without the encoder of AVIF; build it with `--features full`",
                "本程序编译时未带 AVIF 编码器，请用 `--features full` 重新编译",
            )),
            other => Err(say(
                format!("`format` must be auto, jpg, png, webp or avif, not `{other}`"),
                format!("`format` 应为 auto、jpg、png、webp 或 avif，而不是 `{other}`"),
            )),
        }
    }

    /// The ending of its files.
    pub(super) fn ending(self) -> &'static str {
        match self {
            ImageTarget::Jpeg(_) => "jpg",
            ImageTarget::Png => "png",
            ImageTarget::WebP(_) => "webp",
            #[cfg(feature = "avif")]
            ImageTarget::Avif(..) => "avif",
        }
    }

    /// Pixels that a copy may have. An AVIF takes seconds a million, the slower the fewer it may have.
    pub(super) fn most_pixels(self) -> u64 {
        match self {
            #[cfg(feature = "avif")]
            ImageTarget::Avif(_, speed) if speed < AVIF_SPEED => 4_000_000,
            #[cfg(feature = "avif")]
            ImageTarget::Avif(..) => 16_000_000,
            _ => 100_000_000,
        }
    }

    /// The bytes of a picture, with the colour profile that it came with where the format takes one.
    pub(super) fn encode(
        self,
        picture: &DynamicImage,
        profile: Option<Vec<u8>>,
    ) -> image::ImageResult<Vec<u8>> {
        let mut bytes = Cursor::new(Vec::new());
        match self {
            ImageTarget::Jpeg(quality) => {
                let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
                keep_profile(&mut encoder, profile);
                DynamicImage::ImageRgb8(picture.to_rgb8()).write_with_encoder(encoder)?;
            }
            ImageTarget::Png => {
                let mut encoder = PngEncoder::new(&mut bytes);
                keep_profile(&mut encoder, profile);
                picture.write_with_encoder(encoder)?;
            }
            ImageTarget::WebP(_) => {
                let mut encoder = WebPEncoder::new_lossless(&mut bytes);
                keep_profile(&mut encoder, profile);
                DynamicImage::ImageRgba8(picture.to_rgba8()).write_with_encoder(encoder)?;
            }
            #[cfg(feature = "avif")]
            ImageTarget::Avif(quality, speed) => {
                // With more threads the picture is cut into more tiles, and its bytes depend on the machine.
                let encoder = AvifEncoder::new_with_speed_quality(&mut bytes, speed, quality)
                    .with_num_threads(Some(1));
                if picture.color().has_alpha() {
                    DynamicImage::ImageRgba8(picture.to_rgba8()).write_with_encoder(encoder)?;
                } else {
                    DynamicImage::ImageRgb8(picture.to_rgb8()).write_with_encoder(encoder)?;
                }
            }
        }
        Ok(bytes.into_inner())
    }
}

/// A whole number between two others, both included.
fn number_within(
    args: &Map<String, Value>,
    name: &str,
    allowed: RangeInclusive<u8>,
) -> Result<Option<u8>, String> {
    let Some(number) = count(args, name)? else {
        return Ok(None);
    };
    let found = u8::try_from(number)
        .ok()
        .filter(|one| allowed.contains(one));
    let (lowest, highest) = allowed.into_inner();
    match found {
        Some(found) => Ok(Some(found)),
        None => Err(say(
            format!("`{name}` must be from {lowest} to {highest}, not {number}"),
            format!("`{name}` 应在 {lowest} 到 {highest} 之间，而不是 {number}"),
        )),
    }
}

/// Colours without their profile are still a picture, so a format that takes none is no error.
fn keep_profile(encoder: &mut impl ImageEncoder, profile: Option<Vec<u8>>) {
    if let Some(profile) = profile {
        let _unsupported = encoder.set_icc_profile(profile);
    }
}
