//! What becomes of pictures. Enter at [`world_with_picture`].

use super::super::image::picture_facts;
use super::*;

#[test]
fn a_smaller_copy_of_a_picture_goes_to_the_output() {
    let mut png = std::io::Cursor::new(Vec::new());
    ::image::DynamicImage::new_rgb8(40, 20)
        .write_to(&mut png, ::image::ImageFormat::Png)
        .unwrap();
    let mut world = world();
    world
        .files
        .insert("static/wide.png".to_owned(), png.into_inner());
    let made = call(
        &world,
        "resize_image",
        json!({"path": "wide.png", "width": 10, "height": 10, "op": "fit"}),
    )
    .unwrap();
    assert_eq!(
        (&made["width"], &made["height"], &made["orig_width"]),
        (&json!(10), &json!(5), &json!(40))
    );
    let images = world.images.lock().unwrap();
    let (path, bytes) = images.iter().next().unwrap();
    assert!(
        path.starts_with("processed_images/wide.") && path.ends_with(".png"),
        "{path}"
    );
    let facts = picture_facts(path, bytes).unwrap();
    assert_eq!((facts.width, facts.height, facts.format), (10, 5, "png"));
}

/// With a picture of 40 by 20 pixels.
fn world_with_picture() -> TestWorld {
    let mut png = std::io::Cursor::new(Vec::new());
    ::image::DynamicImage::new_rgba8(40, 20)
        .write_to(&mut png, ::image::ImageFormat::Png)
        .unwrap();
    let mut world = world();
    let path = "static/wide.png".to_owned();
    world.files.insert(path, png.into_inner());
    world
}

#[cfg(not(feature = "avif"))]
#[test]
fn an_avif_is_refused_where_its_encoder_is_not_built_in() {
    let args = json!({"path": "wide.png", "width": 16, "op": "fit_width", "format": "avif"});
    let refused = call(&world_with_picture(), "resize_image", args).unwrap_err();
    assert!(refused.contains("--features full"), "{refused}");
}

#[cfg(feature = "avif")]
#[test]
fn a_copy_may_be_an_avif_whose_size_can_be_read_back() {
    let mut world = world_with_picture();
    let resize = |world: &TestWorld, more: Value| {
        let mut args = json!({"path": "wide.png", "width": 16, "op": "fit_width"});
        let all = args.as_object_mut().unwrap();
        all.extend(more.as_object().unwrap().clone());
        call(world, "resize_image", args)
    };
    for more in [
        json!({"format": "avif"}),
        json!({"format": "avif", "quality": 60, "speed": 10}),
        json!({"format": "webp"}),
        json!({"format": "webp", "quality": 0}),
    ] {
        resize(&world, more).unwrap();
    }
    for wrong in [
        json!({"format": "avif", "quality": 0}),
        json!({"format": "avif", "speed": 11}),
        json!({"format": "jxl"}),
    ] {
        assert!(resize(&world, wrong.clone()).is_err(), "{wrong}");
    }
    let images = world.images.lock().unwrap().clone();
    let mut sizes = Vec::new();
    for (path, bytes) in &images {
        let facts = picture_facts(path, bytes).unwrap();
        sizes.push((facts.format, facts.width, facts.height));
    }
    sizes.sort_unstable();
    let (avif, webp) = (("avif", 16, 8), ("webp", 16, 8));
    assert_eq!(sizes, [avif, avif, webp, webp], "one file for each call");
    let (path, bytes) = images
        .iter()
        .find(|(path, _)| path.ends_with(".avif"))
        .unwrap();
    world
        .files
        .insert("content/p/small.avif".to_owned(), bytes.clone());
    let facts = call(
        &world,
        "get_image_metadata",
        json!({"path": "p/small.avif"}),
    )
    .unwrap();
    assert_eq!(
        facts,
        json!({"width": 16, "height": 8, "format": "avif", "mime": "image/avif"}),
        "{path}"
    );
    let again = call(
        &world,
        "resize_image",
        json!({"path": "p/small.avif", "width": 4, "height": 4}),
    );
    assert!(again.unwrap_err().contains("AVIF"));
    assert!(picture_facts("cut.avif", &bytes[..40]).is_err());
}

/// A JPEG of 40 by 20 pixels that is to be turned by a quarter, with a colour profile.
fn turned_picture(profile: &[u8]) -> Vec<u8> {
    use ::image::ImageEncoder;
    let mut jpeg = Vec::new();
    let mut encoder = ::image::codecs::jpeg::JpegEncoder::new(&mut jpeg);
    encoder.set_icc_profile(profile.to_vec()).unwrap();
    ::image::DynamicImage::new_rgb8(40, 20)
        .write_with_encoder(encoder)
        .unwrap();
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0".to_vec();
    // The entry `Orientation` (0x0112), a short, one of them: 6, to the right.
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let mut whole = jpeg[..2].to_vec();
    whole.extend([0xff, 0xe1]);
    whole.extend(length);
    whole.extend(exif);
    whole.extend(&jpeg[2..]);
    whole
}

#[test]
fn a_smaller_copy_stands_upright_and_keeps_its_colour_profile() {
    use ::image::ImageDecoder;
    let profile = b"a profile that only its own program reads";
    let mut world = world();
    let path = "static/turned.jpg".to_owned();
    world.files.insert(path, turned_picture(profile));
    for format in ["jpg", "png", "webp", "auto"] {
        let args =
            json!({"path": "turned.jpg", "width": 10, "height": 10, "op": "fit", "format": format});
        let made = call(&world, "resize_image", args).unwrap();
        let sides = ["width", "height", "orig_width", "orig_height"].map(|key| &made[key]);
        assert_eq!(sides, [5, 10, 20, 40], "{format}");
    }
    let images = world.images.lock().unwrap();
    assert_eq!(images.len(), 3, "`auto` is `jpg` here");
    for (path, bytes) in images.iter() {
        let reader = ::image::ImageReader::new(std::io::Cursor::new(bytes));
        let mut decoder = reader
            .with_guessed_format()
            .unwrap()
            .into_decoder()
            .unwrap();
        assert_eq!(decoder.dimensions(), (5, 10), "{path}");
        assert_eq!(
            decoder.icc_profile().unwrap().as_deref(),
            Some(&profile[..]),
            "{path}"
        );
    }
}

#[test]
fn a_copy_that_would_take_minutes_is_refused() {
    let world = world_with_picture();
    let slow = [
        ("avif", 5, 19_000, "16 million"),
        ("avif", 10, 4_001, "16 million"),
        ("avif", 4, 2_001, "4 million"),
    ];
    let slow = slow.into_iter().filter(|_| cfg!(feature = "avif"));
    let others = [
        ("png", 5, 10_001, "100 million"),
        ("jpg", 5, 19_000, "100 million"),
    ];
    for (format, speed, side, most) in slow.chain(others) {
        let args = json!({
            "path": "wide.png", "width": side, "height": side, "op": "scale", "format": format, "speed": speed,
        });
        let refused = call(&world, "resize_image", args).unwrap_err();
        let size = format!("{side} × {side}");
        assert!(refused.contains(&size), "{refused}");
        assert!(refused.contains(most), "{refused}");
    }
    let args = json!({"path": "wide.png", "width": 19_000, "op": "fit_width"});
    let refused = call(&world, "resize_image", args).unwrap_err();
    assert!(refused.contains("19000 × 9500"), "{refused}");
    assert!(world.images.lock().unwrap().is_empty());
}
