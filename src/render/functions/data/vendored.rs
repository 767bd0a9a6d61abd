//! Answers of the network that are stored with the site. Enter at [`remote`], or at [`vendored_path`].

use super::super::arguments::text;
use super::super::refusal::say;
use super::super::{FunctionAnswer, SiteAccess, hash};
use super::{absent_data, format_of, parsed};
use serde_json::{Map, Value};

/// The answer of `url` that was stored with the site, or a refusal that says how to store it.
pub(super) fn remote(
    world: &dyn SiteAccess,
    args: &Map<String, Value>,
    url: &str,
) -> Result<FunctionAnswer, String> {
    let stored = vendored_path(url);
    world.data_cache().asks_for(url);
    let Some(bytes) = world.read(&stored) else {
        let command = vendor_command(url);
        return absent_data(
            args,
            say(
                format!(
                    "`{url}` is on the network, which a build does not use: `{command}` fetches \
                     its answer once and stores it as `{stored}`"
                ),
                format!(
                    "`{url}` 在网络上，构建时不联网：请运行 `{command}` 取回一次，存为 `{stored}`"
                ),
            ),
        );
    };
    let name = url.split(['?', '#']).next().unwrap_or(url);
    let format = text(args, "format")?.unwrap_or_else(|| format_of(name));
    parsed(world, &stored, format, &bytes)
}

/// Where the answer of an address is stored below the root.
pub(crate) fn vendored_path(url: &str) -> String {
    format!("data/vendored/{}", &hash::sha256_hex(url.as_bytes())[..20])
}

/// The command that fetches an address, to be copied into a shell.
pub(crate) fn vendor_command(url: &str) -> String {
    let is_plain = |one: char| one.is_alphanumeric() || "-._~:/@+,=%".contains(one);
    if url.chars().all(is_plain) {
        format!("nianbao vendor {url}")
    } else if url.contains(['$', '`', '\\', '"', '!']) {
        format!("nianbao vendor '{}'", url.replace('\'', "'\\''"))
    } else {
        format!("nianbao vendor \"{url}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::vendor_command;

    #[test]
    fn an_address_reaches_the_program_through_a_shell_as_it_is() {
        for (url, command) in [
            (
                "https://a.example/x.json",
                "nianbao vendor https://a.example/x.json",
            ),
            (
                "https://a.example/x?a=1&b=2",
                "nianbao vendor \"https://a.example/x?a=1&b=2\"",
            ),
            (
                "https://a.example/$HOME'",
                "nianbao vendor 'https://a.example/$HOME'\\'''",
            ),
        ] {
            assert_eq!(vendor_command(url), command);
            let print = command.replace("nianbao vendor", "printf %s");
            let ran = std::process::Command::new("sh")
                .args(["-c", &print])
                .output()
                .unwrap();
            assert_eq!(String::from_utf8(ran.stdout).unwrap(), url);
        }
    }
}
