//! `check --online` against hosts on this machine, in a program that has the client of the network. Enter at [`host`].

use crate::check_command::DRAFT;
use crate::support::SiteTest;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

/// A host on this machine: `/ok` is there, `/head` refuses to answer for the head alone, `/anchor` has an id, all else is not there.
/// Gives its address, and what it was asked in order.
fn host() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&asked);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let first = lines.next().and_then(Result::ok).unwrap_or_default();
            let mut agent = String::new();
            for line in lines
                .map_while(Result::ok)
                .take_while(|line| !line.is_empty())
            {
                if let Some(name) = line.to_ascii_lowercase().strip_prefix("user-agent: ") {
                    agent = name.to_owned();
                }
            }
            let words: Vec<&str> = first.split(' ').take(2).collect();
            heard
                .lock()
                .unwrap()
                .push(format!("{} {agent}", words.join(" ")));
            let (status, body) = match words[..] {
                [_, "/ok"] => ("200 OK", "<h1>有</h1>"),
                ["GET", "/head"] => ("200 OK", "<h1>有</h1>"),
                [_, "/head"] => ("405 Method Not Allowed", ""),
                [_, "/anchor"] => ("200 OK", "<h1 id=\"here\">有</h1>"),
                [_, "/busy"] => ("503 Service Unavailable", ""),
                _ => ("404 Not Found", ""),
            };
            let sent = if words[0] == "HEAD" { "" } else { body };
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            );
            let _ = stream.write_all(format!("{head}{sent}").as_bytes());
        }
    });
    (base, asked)
}

/// A page that links to a host.
fn linking(base: &str, more: &str) -> SiteTest {
    let page = format!(
        "+++\ntitle = \"甲\"\n+++\n\n[一]({base}/ok) [二]({base}/head)\n\n[三]({base}/gone) [四]({base}/busy)\n\n[五]({base}/anchor#here) [六]({base}/anchor#there)\n\n[七]({base}/skip/x)\n"
    );
    SiteTest::with(&[
        (
            "config.toml",
            &format!(
                "base_url = \"/\"\n[link_checker]\nskip_prefixes = [\"{base}/skip/\"]\n{more}"
            ),
        ),
        ("templates/index.html", "<html><body></body></html>"),
        (
            "templates/page.html",
            "<html><body>{{ page.content | safe }}</body></html>",
        ),
        ("content/_index.md", "+++\n+++\n"),
        ("content/a.md", &page),
    ])
}

/// What was found online: level, line and column, message.
fn online(site: &SiteTest, more: &[&str]) -> (i32, Vec<String>) {
    let mut arguments = vec!["check", "--online", "--format", "json"];
    arguments.extend(more);
    let ran = site.run(&arguments);
    let value: Value = serde_json::from_str(&ran.result).unwrap();
    let all = value["findings"].as_array().unwrap().iter();
    let mut found: Vec<String> = all
        .filter(|one| one["code"] == "W04" && one["file"] == "content/a.md")
        .map(|one| {
            format!(
                "{} {}:{} {}",
                one["level"], one["line"], one["column"], one["message"]
            )
        })
        .collect();
    found.sort();
    (ran.code, found)
}

#[test]
fn links_are_asked_for_politely_and_what_is_good_only_once() {
    let (base, asked) = host();
    let site = linking(&base, "");
    let (code, found) = online(&site, &["--online-private"]);
    assert_eq!(code, 1);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(
        found[0].contains("\"error\" 7:1") && found[0].contains("/gone"),
        "{found:#?}"
    );
    assert!(
        found[1].contains("\"warning\" 7:") && found[1].contains("503"),
        "{found:#?}"
    );
    assert!(
        found[2].contains("\"warning\" 9:") && found[2].contains("no such anchor"),
        "{found:#?}"
    );
    let heard = std::mem::take(&mut *asked.lock().unwrap());
    assert!(
        heard.contains(&format!("HEAD /ok nianbao/{}", env!("CARGO_PKG_VERSION"))),
        "{heard:?}"
    );
    assert!(
        heard.iter().any(|one| one.starts_with("GET /head")),
        "{heard:?}"
    );
    assert!(
        !heard
            .iter()
            .any(|one| one.contains("/skip/") || one.starts_with("GET /ok")),
        "{heard:?}"
    );
    let kept: Value = serde_json::from_str(&site.source(".cache/nianbao/links.json")).unwrap();
    assert_eq!(kept["links"][format!("{base}/ok")]["fine"], true);
    // The second time only what was not good is asked for.
    let (_, again) = online(&site, &["--online-private"]);
    assert_eq!(again, found);
    let heard = std::mem::take(&mut *asked.lock().unwrap());
    assert!(
        !heard
            .iter()
            .any(|one| one.contains("/ok") || one.contains("/head")),
        "{heard:?}"
    );
    let _ = online(&site, &["--online-private", "--online-days", "0"]);
    assert!(asked.lock().unwrap().iter().any(|one| one.contains("/ok")));
}

#[test]
fn a_host_of_this_machine_is_not_asked_and_nobody_is_without_the_option() {
    let (base, asked) = host();
    let site = linking(&base, "external_level = \"warn\"\n");
    site.run(&["check"]);
    site.run(&["check", "--skip-external-links"]);
    site.run(&["build"]);
    let (_, found) = online(&site, &[]);
    assert!(
        found.iter().all(|one| one.contains("network of its own")),
        "{found:#?}"
    );
    assert_eq!(found.len(), 6, "{found:#?}");
    assert!(asked.lock().unwrap().is_empty());
    let (code, found) = online(&site, &["--online-private"]);
    assert_eq!(code, 0, "{found:#?}");
    assert!(
        found.iter().all(|one| one.starts_with("\"warning\"")),
        "{found:#?}"
    );
}

/// A proxy on this machine that says of every page that it is there. Gives its address, and the requests in order.
fn proxy() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&heard);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            while let Some(Ok(first)) = lines.next() {
                let more = lines.by_ref().map_while(Result::ok);
                more.take_while(|line| !line.is_empty()).for_each(drop);
                hears.lock().unwrap().push(first.clone());
                let head = if first.starts_with("CONNECT") {
                    "HTTP/1.1 200 OK\r\n\r\n"
                } else {
                    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                };
                let _ = stream.write_all(head.as_bytes());
            }
        }
    });
    (base, heard)
}

#[test]
fn an_office_asks_through_its_own_proxy_and_private_hosts_stay_refused() {
    let (proxy, heard) = proxy();
    let variables = [("HTTP_PROXY", proxy.as_str()), ("ALL_PROXY", &proxy)];
    let variables = [variables[0], variables[1], ("NO_PROXY", "")];
    let of = |base: &str| {
        let site = linking(base, "");
        let ran = site.run_with(&variables, "", &["check", "--online"]);
        ran.said + &ran.result
    };
    let said = of("http://www.a.example");
    assert!(!said.contains("network of its own"), "{said}");
    assert!(
        heard
            .lock()
            .unwrap()
            .iter()
            .any(|one| one.contains("www.a.example"))
    );
    heard.lock().unwrap().clear();
    let said = of("http://10.1.2.3");
    assert!(said.contains("network of its own"), "{said}");
    assert!(heard.lock().unwrap().is_empty());
}

#[test]
fn a_waiver_allows_what_a_host_said_and_is_unused_where_it_said_nothing() {
    let (base, _) = host();
    let text = DRAFT
        .replace("status: draft", &format!("status: published\r\n  allow:\r\n    - {{code: W04, quote: \"{base}/gone\", reason: 网站已停用}}\r\n    - {{code: W04, quote: \"{base}/ok\", reason: 备用}}"))
        .replace("配备网格员", &format!("[配备]({base}/gone)网格员"));
    let site = SiteTest::town(&[
        (
            "config.toml",
            "base_url = \"/\"\ntheme = \"gov\"\n[link_checker]\nexternal_level = \"warn\"\n",
        ),
        ("content/a/2021/index.md", &text),
    ]);
    let found = |arguments: &[&str], name: &str| -> Vec<Value> {
        let ran = site.run(arguments);
        let value: Value = serde_json::from_str(&ran.result).unwrap();
        let all = value["findings"].as_array().unwrap().iter();
        all.filter(|one| one["name"] == name).cloned().collect()
    };
    let online = ["check", "--online", "--online-private", "--format", "json"];
    let links = found(&online, "external-link");
    let gone: Vec<&Value> = links
        .iter()
        .filter(|one| one["message"].as_str().unwrap().contains("404"))
        .collect();
    assert_eq!(gone.len(), 1, "{links:#?}");
    assert_eq!(gone[0]["allowed"], "网站已停用");
    let unused = found(&online, "waiver-unused");
    assert_eq!(unused.len(), 1, "{unused:#?}");
    assert_eq!(unused[0]["line"], 9, "{unused:#?}");
    assert!(found(&["check", "--format", "json"], "waiver-unused").is_empty());
}

#[test]
fn files_that_the_configuration_ignores_ask_nobody() {
    let (base, asked) = host();
    let site = linking(&base, "ignored_files = [\"a.md\"]\n");
    let (code, found) = online(&site, &["--online-private"]);
    assert_eq!((code, found), (0, Vec::new()));
    assert!(asked.lock().unwrap().is_empty());
}
