//! `get_image_metadata` and `resize_image`: what a picture measures, and smaller copies of it. Enter at [`resize_image`].

mod facts;
mod geometry;
mod target;

pub(crate) use facts::picture_facts;

use super::arguments::{SwitchDefault, count, need_text, switch, text};
use super::files::find_file;
use super::refusal::say;
use super::{FunctionAnswer, SiteAccess};
use facts::decoder;
use geometry::{PixelSize, ResizePlan, WantedSides};
use image::{DynamicImage, ImageDecoder};
use serde_json::{Map, Value, json};
use target::ImageTarget;

/// `get_image_metadata(path="a.png", allow_missing=false)`: `width`, `height`, `format`, `mime`.
pub(super) fn get_image_metadata(
    world: &dyn SiteAccess,
    args: &Map<String, Value>,
) -> Result<FunctionAnswer, String> {
    let path = need_text(args, "path")?;
    let Some((file, bytes)) = find_file(world, path)? else {
        if switch(args, "allow_missing", SwitchDefault::Off)? {
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

/// `resize_image(path, width, height, op="fill", format="auto", quality, speed)`.
///
/// Gives `url`, `static_path`, `width`, `height`, `orig_width`, `orig_height`. The file goes to `processed_images/` of the
/// output; nothing is written into the source tree.
pub(super) fn resize_image(
    world: &dyn SiteAccess,
    args: &Map<String, Value>,
) -> Result<FunctionAnswer, String> {
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
    let (width, height) = decoder.dimensions();
    let original = facts::turned(width, height, orientation);
    let wanted = WantedSides {
        width: wanted_pixels(args, "width")?,
        height: wanted_pixels(args, "height")?,
    };
    let op = text(args, "op")?.unwrap_or("fill");
    let plan = ResizePlan::new(op, original, wanted)?;
    let target = ImageTarget::read(args, &file)?;
    bound_size(plan.size(), target)?;
    // Zola names a copy after the call, so equal copies of different calls are two files.
    let sides = (wanted.width, wanted.height);
    let key = format!("{} {op} {sides:?} {target:?}", blake3::hash(&bytes));
    let hash = blake3::hash(key.as_bytes()).to_hex();
    let name = file.rsplit('/').next().unwrap_or(&file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let output = format!(
        "processed_images/{stem}.{}.{}",
        &hash[..16],
        target.ending()
    );
    if world.kept_image(&output).is_none() {
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
    let PixelSize { width, height } = plan.size();
    Ok(json!({
        "url": world.config().make_permalink(&output),
        "static_path": format!("static/{output}"),
        "width": width,
        "height": height,
        "orig_width": original.width,
        "orig_height": original.height,
    })
    .into())
}

/// Refuses a copy that would take minutes to write.
fn bound_size(size: PixelSize, target: ImageTarget) -> Result<(), String> {
    let PixelSize { width, height } = size;
    let (all, most) = (u64::from(width) * u64::from(height), target.most_pixels());
    if all <= most {
        return Ok(());
    }
    let (millions, ending) = (most / 1_000_000, target.ending());
    let wan = most / 10_000;
    Err(say(
        format!(
            "a copy of {width} × {height} pixels is too large: as {ending} it may have {millions} million pixels"
        ),
        format!("{width} × {height} 像素的图片过大：{ending} 格式最多 {wan} 万像素"),
    ))
}

fn wanted_pixels(args: &Map<String, Value>, name: &str) -> Result<Option<u32>, String> {
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
