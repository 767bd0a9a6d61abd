//! `get_hash`, and the codes that addresses and integrity attributes are written in. Enter at [`get_hash`].

use super::arguments::{SwitchDefault, switch, text, whole};
use super::files::find_file;
use super::refusal::say;
use super::{FunctionAnswer, SiteAccess};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256, Sha384, Sha512};
use std::fmt::Write;
use std::sync::Arc;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// `get_hash(path="css/site.css", sha_type=384, base64=true)`, or of a `literal`.
pub(super) fn get_hash(
    world: &dyn SiteAccess,
    args: &Map<String, Value>,
) -> Result<FunctionAnswer, String> {
    let bytes: Arc<[u8]> = match (text(args, "path")?, text(args, "literal")?) {
        (Some(path), None) => {
            find_file(world, path)?
                .ok_or_else(|| {
                    say(
                        format!("there is no file `{path}`"),
                        format!("没有文件 `{path}`"),
                    )
                })?
                .1
        }
        (None, Some(literal)) => Arc::from(literal.as_bytes()),
        (Some(_), Some(_)) => {
            return Err(say(
                "give `path` or `literal`, not both",
                "`path` 和 `literal` 只能写一个",
            ));
        }
        (None, None) => {
            return Err(say(
                "the argument `path` or `literal` is missing",
                "缺少参数 `path` 或 `literal`",
            ));
        }
    };
    let digest: Vec<u8> = match whole(args, "sha_type")?.unwrap_or(384) {
        256 => Sha256::digest(&bytes).to_vec(),
        384 => Sha384::digest(&bytes).to_vec(),
        512 => Sha512::digest(&bytes).to_vec(),
        other => {
            return Err(say(
                format!("`sha_type` must be 256, 384 or 512, not {other}"),
                format!("`sha_type` 应为 256、384 或 512，而不是 {other}"),
            ));
        }
    };
    let coded = if switch(args, "base64", SwitchDefault::On)? {
        base64_encode(&digest)
    } else {
        hex_digits(&digest)
    };
    Ok(coded.into())
}

fn hex_digits(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            write!(text, "{byte:02x}").expect("writing to a string cannot fail");
            text
        })
}

/// SHA-256 in hexadecimal, 64 digits.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex_digits(&Sha256::digest(bytes))
}

/// Base64 with padding (RFC 4648, section 4).
pub(crate) fn base64_encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk
            .iter()
            .fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
        let word = word << (8 * (3 - chunk.len()));
        for place in 0..4 {
            if place <= chunk.len() {
                let index = (word >> (18 - 6 * place)) & 63;
                text.push(char::from(ALPHABET[index as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

/// The bytes behind Base64 text.
///
/// # Errors
/// A character that Base64 does not have.
pub(crate) fn base64_decode(text: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut word, mut bits) = (0_u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let index = ALPHABET.iter().position(|letter| *letter == byte);
        let index = index.ok_or_else(|| {
            say(
                format!("`{}` is not Base64", char::from(byte)),
                format!("`{}` 不是 Base64 字符", char::from(byte)),
            )
        })?;
        word = (word << 6 | index as u32) & 0x00ff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((word >> bits & 255) as u8);
        }
    }
    Ok(bytes)
}
