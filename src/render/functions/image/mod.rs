//! `get_image_metadata` and `resize_image`: what a picture measures, and smaller copies of it. Enter at [`resize_image`].

mod facts;
mod geometry;

pub use facts::{PictureFacts, picture_facts};

use super::arguments::{Position, count, need_text, switch, text};
use super::files::find_file;
use super::refusal::say;
use super::{Answer, World};
use facts::decoder;
use geometry::Plan;
use image::codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder};
use image::{DynamicImage, ImageDecoder, ImageEncoder};
use serde_json::{Map, Value, json};
use std::io::Cursor;

/// `get_image_metadata(path="a.png", allow_missing=false)`: `width`, `height`, `format`, `mime`.
pub(super) fn get_image_metadata(
    world: &dyn World,
    args: &Map<String, Value>,
) -> Result<Answer, String> {
    let path = need_text(args, "path")?;
    let Some((file, bytes)) = find_file(world, path)? else {
        if switch(args, "allow_missing", Position::Off)? {
            return Ok(Value::Null.into());
        }
        return Err(say(
            format!("there is no image `{path}`"),
            format!("没有图片 `{path}`"),
        ));
    };
    let facts = picture_facts(&file, &bytes)?;
    Ok(json!({
        "width": facts.width,
        "height": facts.height,
        "format": facts.format,
        "mime": facts.mime,
    })
    .into())
}

/// `resize_image(path, width, height, op="fill", format="auto", quality=75)`.
///
/// Gives `url`, `static_path`, `width`, `height`, `orig_width`, `orig_height`. The file goes to `processed_images/` of the
/// output; nothing is written into the source tree.
pub(super) fn resize_image(world: &dyn World, args: &Map<String, Value>) -> Result<Answer, String> {
    let path = need_text(args, "path")?;
    let (file, bytes) = find_file(world, path)?.ok_or_else(|| {
        say(
            format!("there is no image `{path}`"),
            format!("没有图片 `{path}`"),
        )
    })?;
    let mut decoder = decoder(&file, &bytes)?;
    let orientation = decoder
        .orientation()
        .map_err(|error| format!("`{file}`: {error}"))?;
    let original = facts::turned(decoder.dimensions(), orientation);
    let wanted = (pixels(args, "width")?, pixels(args, "height")?);
    let op = text(args, "op")?.unwrap_or("fill");
    let plan = Plan::new(op, original, wanted)?;
    let target = Target::read(args, &file)?;
    // Zola names a copy after the call, so equal copies of different calls are two files.
    let key = format!("{} {op} {wanted:?} {target:?}", blake3::hash(&bytes));
    let hash = blake3::hash(key.as_bytes()).to_hex();
    let name = file.rsplit('/').next().unwrap_or(&file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let output = format!(
        "processed_images/{stem}.{}.{}",
        &hash[..16],
        target.ending()
    );
    if !world.has_image(&output) {
        let profile = decoder.icc_profile().ok().flatten();
        let mut picture =
            DynamicImage::from_decoder(decoder).map_err(|error| format!("`{file}`: {error}"))?;
        picture.apply_orientation(orientation);
        let encoded = target.encode(&plan.apply(&picture), profile);
        world.keep_image(
            &output,
            encoded.map_err(|error| format!("`{file}`: {error}"))?,
        );
    }
    let (width, height) = plan.size();
    Ok(json!({
        "url": world.config().make_permalink(&output),
        "static_path": format!("static/{output}"),
        "width": width,
        "height": height,
        "orig_width": original.0,
        "orig_height": original.1,
    })
    .into())
}

fn pixels(args: &Map<String, Value>, name: &str) -> Result<Option<u32>, String> {
    match count(args, name)? {
        None => Ok(None),
        Some(number) if (1..=facts::WIDEST as usize).contains(&number) => Ok(Some(number as u32)),
        Some(number) => Err(say(
            format!(
                "`{name}` must be from 1 to {} pixels, not {number}",
                facts::WIDEST
            ),
            format!(
                "`{name}` 应在 1 到 {} 像素之间，而不是 {number}",
                facts::WIDEST
            ),
        )),
    }
}

/// The form in which a smaller copy is written.
#[derive(Debug, Clone, Copy)]
enum Target {
    /// With a quality from 1 to 100.
    Jpeg(u8),
    /// Without loss.
    Png,
    /// Without loss.
    WebP,
}

impl Target {
    fn read(args: &Map<String, Value>, file: &str) -> Result<Target, String> {
        let quality = match count(args, "quality")? {
            None => 75,
            Some(quality @ 1..=100) => quality as u8,
            Some(other) => {
                return Err(say(
                    format!("`quality` must be from 1 to 100, not {other}"),
                    format!("`quality` 应在 1 到 100 之间，而不是 {other}"),
                ));
            }
        };
        let ending = file
            .rsplit_once('.')
            .map_or("", |(_, ending)| ending)
            .to_ascii_lowercase();
        match text(args, "format")?.unwrap_or("auto") {
            "auto" if matches!(ending.as_str(), "jpg" | "jpeg") => Ok(Target::Jpeg(quality)),
            "auto" if ending == "webp" => Ok(Target::WebP),
            "auto" | "png" => Ok(Target::Png),
            "jpg" | "jpeg" => Ok(Target::Jpeg(quality)),
            "webp" => Ok(Target::WebP),
            other => Err(say(
                format!("`format` must be auto, jpg, png or webp, not `{other}`"),
                format!("`format` 应为 auto、jpg、png 或 webp，而不是 `{other}`"),
            )),
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Target::Jpeg(_) => "jpg",
            Target::Png => "png",
            Target::WebP => "webp",
        }
    }

    fn encode(
        self,
        picture: &DynamicImage,
        profile: Option<Vec<u8>>,
    ) -> image::ImageResult<Vec<u8>> {
        let mut bytes = Cursor::new(Vec::new());
        match self {
            Target::Jpeg(quality) => {
                let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
                keep_profile(&mut encoder, profile);
                DynamicImage::ImageRgb8(picture.to_rgb8()).write_with_encoder(encoder)?;
            }
            Target::Png => {
                let mut encoder = PngEncoder::new(&mut bytes);
                keep_profile(&mut encoder, profile);
                picture.write_with_encoder(encoder)?;
            }
            Target::WebP => {
                let mut encoder = WebPEncoder::new_lossless(&mut bytes);
                keep_profile(&mut encoder, profile);
                DynamicImage::ImageRgba8(picture.to_rgba8()).write_with_encoder(encoder)?;
            }
        }
        Ok(bytes.into_inner())
    }
}

/// Colours without their profile are still a picture, so a format that takes none is no error.
fn keep_profile(encoder: &mut impl ImageEncoder, profile: Option<Vec<u8>>) {
    if let Some(profile) = profile {
        let _unsupported = encoder.set_icc_profile(profile);
    }
}
