//! `nianbao check --online`: other hosts are asked whether the linked pages are there. Enter at [`run`].
//!
//! Polite: one request a host at a time, with a pause; the head first, the page only where that is refused or an anchor is looked for.
//! Bounded: addresses, time and bytes. What was found good is kept in the cache folder and not asked for again for some days.

use super::check_target::{CheckOptions, CheckTarget, is_below};
use super::session::CommandSession;
use crate::check::{self, Finding, OutwardLink, Response, SeenPages};
use crate::config::LinkChecker;
use crate::diagnostic::{Diagnostic, Level, Place, Words};
use crate::output::BuiltSite;
use crate::pipeline;
use crate::publish::{refused, write_file};
use crate::source::net::{AskMethod, HostAnswer, HostReach, HttpClient, NetError, RequestLimits};
use crate::source::outside;
use crate::source::surroundings::Stopwatch;
use jiff::{ToSpan as _, civil::Date};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Addresses of one run; the rest is for the next one.
const MOST: usize = 500;
/// Seconds after which nothing new is asked.
const LONGEST: f64 = 300.0;
/// Hosts that are asked at the same time.
const HOSTS: usize = 6;
/// Between two requests to one host.
const PAUSE: Duration = Duration::from_millis(500);
/// Days for which good answers are kept at least, whatever a run asks for.
const KEPT: i64 = 30;
/// Where answers are kept, below the root.
const CACHE: &str = ".cache/nianbao/links.json";

/// How other hosts are asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct AskingManner {
    /// Which hosts are asked.
    pub(super) reach: HostReach,
    /// Days for which a good answer counts.
    pub(super) days: i64,
}

/// Asks the hosts that the sites link to; gives a finding for each link that was not confirmed, and the waivers that
/// neither these nor the findings made without asking need.
pub(super) fn run(
    session: &CommandSession,
    wish: &CheckOptions,
    manner: AskingManner,
    offline: &[Finding],
) -> Vec<Finding> {
    let mut out = Vec::new();
    for asked in &wish.asked {
        let CheckTarget::Site(root, place) = asked else {
            continue;
        };
        let built = pipeline::build(root, &wish.reading(place.as_deref()));
        let Some(site) = &built.site else {
            continue;
        };
        let links = links(site);
        let links = links.into_iter().filter(|one| {
            let place = place.as_deref().map(|place| format!("{place}/"));
            place.is_none_or(|place| format!("{}/", one.place.file).starts_with(&place))
        });
        let links: Vec<OutwardLink> = links.collect();
        let path = root.folder.join(CACHE);
        let run = OnlineRun {
            today: session.surroundings.today,
            checker: &built.config.link_checker,
            known: HeardBefore::read(&path),
            manner,
        };
        let (mut found, known) = run.ask(session, links);
        let unused = check::allow_online(site.checks(), offline, &mut found).into_iter();
        out.extend(unused.filter(|one| is_below(one, place.as_deref())));
        out.extend(found);
        // Without the cache the same is asked for next time; what was found counts all the same.
        if let Err(refusal) = known.write(&path) {
            session.printer.findings(&[*refusal]);
        }
    }
    out.sort();
    out
}

/// Every link of a site to another host.
fn links(site: &BuiltSite) -> Vec<OutwardLink> {
    let seen = site
        .seen_pages()
        .unwrap_or_else(|_| SeenPages::new(site.checks()));
    let inputs = site.pages.inputs();
    let mut texts = Vec::new();
    let bodies = &site.pages.bodies;
    let pages = inputs.site.pages.iter().map(|node| &node.page.body);
    let sections = inputs.site.sections.iter().map(|node| &node.section.body);
    let all = pages
        .zip(&bodies.pages)
        .chain(sections.zip(&bodies.sections));
    for (text, body) in all {
        texts.extend(body.external_links.iter().map(|link| OutwardLink {
            url: link.url.clone(),
            place: Place::span(&*text.file, &text.whole, link.range.clone()),
        }));
    }
    check::addresses(&seen, texts)
}

struct OnlineRun<'a> {
    today: Date,
    checker: &'a LinkChecker,
    known: HeardBefore,
    manner: AskingManner,
}

impl OnlineRun<'_> {
    /// Findings, and all that is known afterwards.
    fn ask(
        mut self,
        session: &CommandSession,
        links: Vec<OutwardLink>,
    ) -> (Vec<Finding>, HeardBefore) {
        let days = self.manner.days;
        let is_new = |one: &OutwardLink| !self.known.is_fresh(&one.url, self.today, days);
        let mut new: Vec<OutwardLink> = links.into_iter().filter(|one| is_new(one)).collect();
        let left = new.len().saturating_sub(MOST);
        new.truncate(MOST);
        let mut hosts: BTreeMap<String, Vec<OutwardLink>> = BTreeMap::new();
        for link in new {
            hosts.entry(link.host().to_owned()).or_default().push(link);
        }
        let (addresses, count) = (hosts.values().map(Vec::len).sum::<usize>(), hosts.len());
        if count > 0 {
            session.printer.tell(&Words::new(
                format!("Asking {count} hosts about {addresses} links …"),
                format!("正在向 {count} 个网站核对 {addresses} 个链接……"),
            ));
        }
        let answers = self.ask_all(hosts);
        let mut found = Vec::new();
        let unasked = left + addresses - answers.len();
        for (link, heard) in &answers {
            found.extend(check::judge(link, heard, self.checker));
            self.known.note(&link.url, heard, self.today);
        }
        // Only good answers are remembered, with their day: a host that was down is asked in the next run. What is older than anybody
        // wants to rely on is forgotten, so that the file does not grow.
        self.known.forget(self.today, days);
        if unasked > 0 {
            found.push(Finding::new(not_asked(unasked)));
        }
        (found, self.known)
    }

    /// Asks some hosts at a time, each host one thing at a time.
    fn ask_all(&self, hosts: BTreeMap<String, Vec<OutwardLink>>) -> Vec<(OutwardLink, Response)> {
        let begun = Stopwatch::start();
        let client = HttpClient::new(RequestLimits {
            bytes: 4 << 20,
            seconds: 20,
            redirects: 5,
            reach: self.manner.reach,
        });
        // Hosts wait in a queue and a few threads take one each: a host is so asked one thing at a time, whoever asks. A host with many
        // links takes its thread longer, and the others go on. The answers are sorted in the end, since threads finish in any order.
        let waiting: Mutex<VecDeque<Vec<OutwardLink>>> = Mutex::new(hosts.into_values().collect());
        let answers = Mutex::new(Vec::new());
        let next = || {
            let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.pop_front()
        };
        let work = || {
            while let Some(links) = next() {
                for (index, link) in links.into_iter().enumerate() {
                    if begun.seconds() > LONGEST {
                        return;
                    }
                    if index > 0 {
                        std::thread::sleep(PAUSE);
                    }
                    let heard = self.ask_one(&client, &link);
                    let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
                    answers.push((link, heard));
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..HOSTS {
                scope.spawn(work);
            }
        });
        let mut answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
        answers.sort_by(|(one, _), (other, _)| one.url.cmp(&other.url));
        answers
    }

    fn ask_one(&self, client: &HttpClient, link: &OutwardLink) -> Response {
        let page = link.page();
        if let Some(anchor) = link.anchor(self.checker) {
            return match client.get(page) {
                Ok(answer) if (200..300).contains(&answer.status) => {
                    anchor_response(&answer, anchor)
                }
                other => response_of(other),
            };
        }
        match client.ask(page, AskMethod::Head) {
            // The head costs a host least. Many refuse it, or close the line, for a page that is there; so an answer of 400 or more, or none,
            // is asked for once more as a whole before it counts.
            Ok(HostAnswer { status: 400.., .. })
            | Err(NetError::Connection(_) | NetError::TooSlow(_)) => {
                std::thread::sleep(PAUSE);
                response_of(client.ask(page, AskMethod::Get))
            }
            other => response_of(other),
        }
    }
}

fn response_of(outcome: Result<HostAnswer, NetError>) -> Response {
    match outcome {
        Ok(answer) if (200..400).contains(&answer.status) => Response::Fine,
        Ok(answer) => Response::Status(answer.status),
        Err(NetError::NoHost) => Response::NoHost,
        Err(NetError::Private(_)) => Response::Private,
        Err(error) => {
            let words = error.words();
            Response::Silent(words.en, words.zh)
        }
    }
}

/// Whether a page has the anchor; what is no page has none to look for.
fn anchor_response(answer: &HostAnswer, anchor: &str) -> Response {
    if !answer.content_type.contains("html") {
        return Response::Fine;
    }
    let text = String::from_utf8_lossy(&answer.body);
    let decoded = percent_decode_str(anchor).decode_utf8_lossy();
    let has = |anchor: &str| check::has_anchor(&text, anchor);
    if has(anchor) || has(&decoded) {
        Response::Fine
    } else {
        Response::NoAnchor
    }
}

/// What was heard of each address, and when.
struct HeardBefore(Map<String, Value>);

impl HeardBefore {
    fn read(path: &Path) -> HeardBefore {
        let bytes = outside::read(path).unwrap_or_default();
        let read: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        HeardBefore(read["links"].as_object().cloned().unwrap_or_default())
    }

    /// Whether the last answer was good and is not too old.
    fn is_fresh(&self, url: &str, today: Date, days: i64) -> bool {
        let Some(one) = self.0.get(url) else {
            return false;
        };
        one["fine"] == true && is_recent(one, today, days)
    }

    /// Forgets what is asked for again in any case.
    fn forget(&mut self, today: Date, days: i64) {
        let days = days.max(KEPT);
        self.0
            .retain(|_, one| one["fine"] == true && is_recent(one, today, days));
    }

    fn note(&mut self, url: &str, heard: &Response, today: Date) {
        let fine = *heard == Response::Fine;
        let value = json!({"asked": today.to_string(), "fine": fine});
        self.0.insert(url.to_owned(), value);
    }

    fn write(&self, path: &Path) -> Result<(), Box<Diagnostic>> {
        if self.0.is_empty() && outside::read(path).is_err() {
            return Ok(());
        }
        let text = format!("{:#}\n", json!({"schema": 1, "links": self.0}));
        write_file(path, text.as_bytes()).map_err(|error| Box::new(refused(CACHE, &error)))
    }
}

fn is_recent(one: &Value, today: Date, days: i64) -> bool {
    let asked = one["asked"].as_str().and_then(|day| day.parse().ok());
    asked.is_some_and(|asked: Date| {
        asked <= today && asked.checked_add(days.days()).is_ok_and(|end| end > today)
    })
}

fn not_asked(count: usize) -> Diagnostic {
    let words = Words::new(
        format!("{count} links were not asked for in this run, which has its limits"),
        format!("本次有数量和时间限制，另有 {count} 个链接未核对"),
    );
    let hint = Words::new(
        "run again: what was good is not asked for twice",
        "请再运行一次，已核对无误的不会重复访问",
    );
    let one = Diagnostic::info("W04", "external-link", words);
    Diagnostic {
        level: Level::Info,
        ..one.hint(hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_good_answer_counts_for_some_days_and_a_bad_one_for_none() {
        let mut known = HeardBefore(Map::new());
        let day = date(2026, 3, 10);
        known.note("https://a.cn/", &Response::Fine, day);
        known.note("https://b.cn/", &Response::Status(503), day);
        let fresh = |url, on| known.is_fresh(url, on, 7);
        assert!(fresh("https://a.cn/", day));
        assert!(fresh("https://a.cn/", date(2026, 3, 16)));
        assert!(!fresh("https://a.cn/", date(2026, 3, 17)));
        assert!(
            !fresh("https://a.cn/", date(2026, 3, 9)),
            "a day to come is no answer"
        );
        assert!(!fresh("https://b.cn/", day));
        assert!(!fresh("https://c.cn/", day));
        known.forget(date(2026, 3, 20), 7);
        assert_eq!(known.0.keys().collect::<Vec<_>>(), ["https://a.cn/"]);
        known.forget(date(2026, 4, 9), 7);
        assert!(known.0.is_empty());
    }

    #[test]
    fn an_anchor_is_an_id_or_a_name_of_the_page() {
        let answer = |kind: &str, body: &str| HostAnswer {
            status: 200,
            content_type: kind.to_owned(),
            final_url: String::new(),
            body: body.as_bytes().to_vec(),
        };
        let page = answer(
            "text/html",
            "<h2 id='一'>甲</h2><a name=\"b\"></a><p>id=\"c\"</p>",
        );
        assert_eq!(anchor_response(&page, "%E4%B8%80"), Response::Fine);
        assert_eq!(anchor_response(&page, "b"), Response::Fine);
        assert_eq!(anchor_response(&page, "c"), Response::NoAnchor);
        assert_eq!(
            anchor_response(&answer("application/pdf", ""), "page=2"),
            Response::Fine
        );
    }
}
