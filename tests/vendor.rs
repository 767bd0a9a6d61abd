//! `vendor` against hosts on this machine, in a program that has the client of the network. Enter at [`host`].

use crate::support::SiteTest;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Answers every request on this machine with the same body, and counts them.
fn host(status: &'static str, body: &'static str) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/x.json", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counts = Arc::clone(&count);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            while lines
                .next()
                .is_some_and(|line| line.is_ok_and(|line| !line.is_empty()))
            {}
            counts.fetch_add(1, Ordering::SeqCst);
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            );
            let _ = stream.write_all(format!("{head}{body}").as_bytes());
        }
    });
    (url, count)
}

fn asking(page: &str) -> SiteTest {
    SiteTest::with(&[
        ("config.toml", "base_url = \"/\"\n"),
        ("templates/index.html", page),
    ])
}

#[test]
fn the_command_that_a_refused_address_names_fetches_it() {
    let (url, count) = host("200 OK", "{\"k\": \"v\"}");
    let site = asking(&format!(
        "{{{{ load_data(url=\"{url}\") | get(key=\"k\") }}}}"
    ));
    let refused = site.run(&["build"]);
    assert_eq!((refused.code, count.load(Ordering::SeqCst)), (1, 0));
    let (_, command) = refused.said.split_once("`nianbao vendor ").unwrap();
    let named = command.split('`').next().unwrap();
    let ran = site.run(&["vendor", named]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert_eq!(site.run(&["build"]).code, 0);
    assert_eq!(
        (
            site.page("index.html").as_str(),
            count.load(Ordering::SeqCst)
        ),
        ("v", 1)
    );
    let again = site.run(&["vendor", named]);
    assert!(
        again.code == 0 && again.said.contains("has not changed"),
        "{}",
        again.said
    );
}

#[test]
fn all_missing_addresses_are_fetched_those_that_templates_put_together_too() {
    let (url, count) = host("200 OK", "v");
    let base = url.replace("/x.json", "");
    let page = format!(
        "{{{{ load_data(url=\"{base}/1\") }}}}{{% set more = \"{base}\" ~ \"/2\" %}}{{{{ load_data(url=more) }}}}"
    );
    let site = asking(&page);
    let ran = site.run(&["vendor", "--all"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert_eq!(count.load(Ordering::SeqCst), 2, "{}", ran.said);
    let listed = site.run(&["vendor"]);
    assert_eq!(listed.code, 0, "{}", listed.said);
    assert_eq!(
        listed.result.matches("stored ").count(),
        2,
        "{}",
        listed.result
    );
    assert_eq!(site.run(&["build"]).code, 0);
    assert_eq!(site.page("index.html"), "vv");
    let ran = site.run(&["vendor", "--all"]);
    assert_eq!(
        (ran.code, count.load(Ordering::SeqCst)),
        (0, 2),
        "{}",
        ran.said
    );
}

#[test]
fn an_answer_does_not_choose_who_is_asked_on_this_machine() {
    let (secret, heard) = host("200 OK", "secret");
    let answer = format!("{{\"next\": \"{secret}\"}}");
    let (url, _) = host("200 OK", answer.leak());
    let page = format!("{{% set a = load_data(url=\"{url}\") %}}{{{{ load_data(url=a.next) }}}}");
    let site = asking(&page);
    let ran = site.run(&["vendor", "--all"]);
    assert_eq!(
        (ran.code, heard.load(Ordering::SeqCst)),
        (1, 0),
        "{}",
        ran.said
    );
    assert!(ran.said.contains("network of its own"), "{}", ran.said);
    assert!(
        ran.said.contains(&format!("nianbao vendor {secret}")),
        "{}",
        ran.said
    );
    assert!(site.run(&["vendor"]).result.contains("stored "));
    // A person who names it may have it.
    assert_eq!(site.run(&["vendor", &secret]).code, 0);
    assert_eq!(heard.load(Ordering::SeqCst), 1);
}

#[test]
fn what_is_stored_stays_unless_it_is_to_be_replaced() {
    let (url, _) = host("200 OK", "new");
    let site = asking("x");
    site.write("old", b"old");
    assert_eq!(site.run(&["vendor", &url, "old"]).code, 0);
    let refused = site.run(&["vendor", &url]);
    assert_eq!(refused.code, 1);
    assert!(refused.said.contains("--replace"), "{}", refused.said);
    let stored = |site: &SiteTest| {
        let files = crate::support::files_below(&site.folder.join("data/vendored"));
        std::fs::read_to_string(&files[0]).unwrap()
    };
    assert_eq!(stored(&site), "old");
    assert_eq!(site.run(&["vendor", &url, "--replace"]).code, 0);
    assert_eq!(stored(&site), "new");
}

#[test]
fn an_answer_that_is_none_is_named_with_its_reason_and_stores_nothing() {
    let (missing, _) = host("404 Not Found", "no");
    for (url, why) in [
        (missing.as_str(), "the host answered 404"),
        ("http://127.0.0.1:1/x", "the connection failed"),
        ("file:///etc/passwd", "is not an address"),
        ("a.example/x.json", "is not an address"),
    ] {
        let site = asking("x");
        let ran = site.run(&["vendor", url]);
        assert_eq!(ran.code, 1, "{url}: {}", ran.said);
        assert!(ran.said.contains(why), "{url}: {}", ran.said);
        assert!(!site.folder.join("data").exists(), "{url}");
    }
    let site = asking(&format!("\n{{{{ load_data(url=\"{missing}\") }}}}"));
    let ran = site.run(&["vendor", "--all"]);
    assert_eq!(ran.code, 1);
    assert!(ran.said.contains("templates/index.html:2:"), "{}", ran.said);
}
