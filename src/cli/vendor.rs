//! `nianbao vendor`: answers of the network stored with the site, so that a build needs none. Enter at [`run`].

use super::options::{argument, find_root, flag, given};
use super::session::{CommandSession, ExitStatus, Outcome};
use super::vendor_addresses::{AskedAddress, asked};
use crate::diagnostic::{Diagnostic, Words};
use crate::publish::{refused, write_file};
use crate::render::functions::{sha256_hex, vendor_command, vendored_path};
use crate::source::net::{HostReach, HttpClient, NetError, RequestLimits};
use crate::source::{SiteRoot, outside};
use clap::{ArgMatches, Command, value_parser};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What is fetched may be as large as what `load_data` reads.
const LIMITS: RequestLimits = RequestLimits {
    bytes: 64 << 20,
    seconds: 120,
    redirects: 5,
    reach: HostReach::Named,
};

/// The same for addresses that come from an answer of the network: whoever answers does not choose who is asked on this machine.
const PUBLIC: RequestLimits = RequestLimits {
    reach: HostReach::Public,
    ..LIMITS
};

/// Rounds of `--all`: an answer may hold the addresses that templates ask for next.
const ROUNDS: usize = 5;

/// What the command line takes.
pub(super) fn command() -> Command {
    let file = argument("file", "FILE").value_parser(value_parser!(PathBuf));
    Command::new("vendor")
        .arg(argument("url", "URL"))
        .arg(file)
        .arg(flag("all").conflicts_with("url"))
        .arg(flag("replace"))
}

/// Stores one answer or all, or lists the addresses that the site asks for.
pub(super) fn run(session: &CommandSession, global: &ArgMatches, own: &ArgMatches) -> Outcome {
    let root = find_root(global)?;
    let store = VendorStore {
        session,
        root: &root,
        stored: if own.get_flag("replace") {
            StoredPolicy::IsReplaced
        } else {
            StoredPolicy::Stays
        },
    };
    let done = match (given(own, "url"), own.get_one::<PathBuf>("file")) {
        (Some(url), Some(file)) => store.store_answer(url, &outside::read(file)?, None),
        (Some(url), None) => store.fetch(&HttpClient::new(LIMITS), url),
        (None, _) if own.get_flag("all") => return store.fetch_all(),
        (None, _) => return Ok(list_addresses(session, &root)),
    };
    match done {
        Ok(()) => Ok(ExitStatus::Fine),
        Err(StoreRefusal::Finding(finding)) => Ok(session.end_with(&[*finding])),
        Err(StoreRefusal::Disk(finding)) => Err(finding),
    }
}

/// What becomes of an answer that is stored already and differs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StoredPolicy {
    Stays,
    IsReplaced,
}

/// Why nothing was stored.
enum StoreRefusal {
    /// Something that the author can mend.
    Finding(Box<Diagnostic>),
    /// The machine refused to write.
    Disk(Box<Diagnostic>),
}

/// Where answers go.
struct VendorStore<'a> {
    session: &'a CommandSession,
    root: &'a SiteRoot,
    stored: StoredPolicy,
}

impl VendorStore<'_> {
    fn fetch(&self, client: &HttpClient, url: &str) -> Result<(), StoreRefusal> {
        let found = client.get(url).map_err(|error| no_answer(url, &error))?;
        if !(200..300).contains(&found.status) {
            return Err(refusing_host(url, found.status));
        }
        let led = Some(found.final_url).filter(|last| last != url);
        self.store_answer(url, &found.body, led.as_deref())
    }

    /// Writes the answer, and beside it where it came from, when, and its hash.
    fn store_answer(&self, url: &str, bytes: &[u8], led: Option<&str>) -> Result<(), StoreRefusal> {
        let path = vendored_path(url);
        let known = outside::read(&self.root.folder.join(&path)).ok();
        if known.as_deref() == Some(bytes) {
            self.session.printer.tell(&Words::new(
                format!("`{url}` is stored already and has not changed."),
                format!("`{url}` 已存入，内容未变。"),
            ));
            return Ok(());
        }
        if known.is_some() && self.stored == StoredPolicy::Stays {
            return Err(differing_answer(url, &path));
        }
        let mut origin = json!({
            "url": url,
            "stored": self.session.surroundings.today.to_string(),
            "sha256": sha256_hex(bytes),
            "bytes": bytes.len(),
        });
        if let Some(led) = led {
            origin["answered_by"] = led.into();
        }
        let origin = format!("{origin:#}\n");
        let files = [
            (path.clone(), bytes),
            (format!("{path}.origin.json"), origin.as_bytes()),
        ];
        for (path, bytes) in files {
            write_file(&self.root.folder.join(&path), bytes)
                .map_err(|error| StoreRefusal::Disk(Box::new(refused(&path, &error))))?;
        }
        self.session.printer.tell(&Words::new(
            format!("`{url}` is stored as `{path}`; builds read it from there."),
            format!("`{url}` 已存为 `{path}`，构建时从这里读取。"),
        ));
        Ok(())
    }

    /// Fetches what is missing until the site asks for nothing more.
    fn fetch_all(&self) -> Outcome {
        let (named, public) = (HttpClient::new(LIMITS), HttpClient::new(PUBLIC));
        let mut tried = BTreeSet::new();
        let mut wrong = Vec::new();
        for _ in 0..ROUNDS {
            let waiting = asked(self.session, self.root).into_iter();
            let waiting: Vec<AskedAddress> = waiting
                .filter(|one| !one.is_stored || self.stored == StoredPolicy::IsReplaced)
                .filter(|one| tried.insert(one.url.clone()))
                .collect();
            if waiting.is_empty() {
                break;
            }
            for one in waiting {
                let client = if one.is_named { &named } else { &public };
                match self.fetch(client, &one.url) {
                    Ok(()) => {}
                    Err(StoreRefusal::Finding(finding)) => wrong.push(match one.place {
                        Some(place) => finding.at(place),
                        None => *finding,
                    }),
                    Err(StoreRefusal::Disk(finding)) => return Err(finding),
                }
            }
        }
        if tried.is_empty() {
            self.session.printer.tell(&Words::new(
                "Every address that the site asks for is stored.",
                "站点用到的网络地址均已存入。",
            ));
        }
        Ok(self.session.end_with(&wrong))
    }
}

fn store_refusal(name: &'static str, words: Words, hint: Words) -> StoreRefusal {
    let finding = Diagnostic::error("vendor", name, words).hint(hint);
    StoreRefusal::Finding(Box::new(finding))
}

fn no_answer(url: &str, error: &NetError) -> StoreRefusal {
    let why = error.words();
    let words = Words::new(
        format!("`{url}` was not fetched: {}", why.en),
        format!("未能取回 `{url}`：{}", why.zh),
    );
    let hint = match error {
        NetError::Private(_) => {
            let command = vendor_command(url);
            Words::new(
                format!(
                    "if you know the address, fetch it alone with `{command}`, or write its host in the configuration"
                ),
                format!("确认无误的，可用 `{command}` 单独取回，或把该主机写进配置"),
            )
        }
        _ => by_other_means(url),
    };
    store_refusal("not-fetched", words, hint)
}

fn refusing_host(url: &str, status: u16) -> StoreRefusal {
    let words = Words::new(
        format!("`{url}` was not fetched: the host answered {status}"),
        format!("未能取回 `{url}`：对方返回 {status}"),
    );
    store_refusal("not-fetched", words, by_other_means(url))
}

fn by_other_means(url: &str) -> Words {
    let command = vendor_command(url);
    Words::new(
        format!(
            "look at the address in a browser; what it saves is stored with `{command} FILE`; nothing was changed"
        ),
        format!("请在浏览器中打开该地址；存下的文件可用 `{command} 文件` 存入；未作任何更改"),
    )
}

fn differing_answer(url: &str, path: &str) -> StoreRefusal {
    let words = Words::new(
        format!("`{path}` holds another answer of `{url}`, which stays"),
        format!("`{path}` 已存有 `{url}` 的数据，内容不同，保持不变"),
    );
    let hint = Words::new(
        "add `--replace` to take the new one; the site will then show it",
        "加上 `--replace` 即改用新的，网站内容随之变化",
    );
    store_refusal("differs", words, hint)
}

/// One line for each address: whether its answer is there, where, and the address.
fn list_addresses(session: &CommandSession, root: &SiteRoot) -> ExitStatus {
    let (mut lines, mut missing) = (BTreeSet::new(), Vec::new());
    for AskedAddress {
        url,
        is_stored,
        place,
        ..
    } in asked(session, root)
    {
        let word = if is_stored { "stored " } else { "missing" };
        lines.insert(format!("{word}  {}  {url}", vendored_path(&url)));
        if !is_stored {
            let finding = absent_answer(&url);
            missing.push(match place {
                Some(place) => finding.at(place),
                None => finding,
            });
        }
    }
    session.printer.result(&Vec::from_iter(lines).join("\n"));
    session.end_with(&missing)
}

fn absent_answer(url: &str) -> Diagnostic {
    let words = Words::new(
        format!("the answer of `{url}` is not stored"),
        format!("`{url}` 的数据尚未存入站点"),
    );
    let command = vendor_command(url);
    let hint = Words::new(
        format!("run `{command}`, or `nianbao vendor --all` for all of them"),
        format!("请运行 `{command}`，或用 `nianbao vendor --all` 取回全部"),
    );
    Diagnostic::warning("data", "not-vendored", words).hint(hint)
}
