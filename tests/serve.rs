//! `nianbao serve` as a browser and an editor meet it: a small site in a folder, requests over a socket. Enter at [`Preview::of`].

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const CONFIG: &str = "base_url = \"/\"\ntitle = \"站点\"\n";
const PAGE: &str = "<html><body><h1>{{ page.title }}</h1>{{ page.content | safe }}</body></html>";

/// The files of a site with two pages and an asset.
fn site() -> Vec<(&'static str, &'static str)> {
    vec![
        ("config.toml", CONFIG),
        (
            "templates/index.html",
            "<html><body>首页{% for page in section.pages %} {{ page.title }}{% endfor %}</body></html>",
        ),
        ("templates/page.html", PAGE),
        ("templates/404.html", "<html><body>没有这一页</body></html>"),
        ("content/_index.md", "+++\n+++\n"),
        ("content/one.md", "+++\ntitle = \"甲\"\n+++\n正文一\n"),
        ("content/two.md", "+++\ntitle = \"乙\"\n+++\n正文二\n"),
        ("static/style.css", "body { margin: 0 }\n"),
        ("static/图.svg", "<svg/>"),
    ]
}

/// A running preview of a site of its own; both go when it is dropped.
struct Preview {
    folder: PathBuf,
    child: Child,
    port: u16,
    said: Arc<Mutex<String>>,
}

impl Preview {
    fn of(files: &[(&str, &str)], arguments: &[&str]) -> Preview {
        let folder = folder();
        for (path, text) in files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .args(["serve", "-p", "0"])
            .args(arguments)
            .current_dir(&folder)
            .env("LC_ALL", "C")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let heard = Arc::clone(&said);
        let errors = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok) {
                *heard.lock().unwrap() += &(line + "\n");
            }
        });
        let mut preview = Preview {
            folder,
            child,
            port: 0,
            said,
        };
        let said = preview.hears("Serving at ");
        let (_, rest) = said.split_once("Serving at ").unwrap();
        let authority = rest.split('/').nth(2).unwrap();
        preview.port = authority.rsplit_once(':').unwrap().1.parse().unwrap();
        preview
    }

    /// Waits until the terminal shows `words`.
    fn hears(&self, words: &str) -> String {
        within(&format!("the terminal never says {words:?}"), || {
            let said = self.said.lock().unwrap().clone();
            said.contains(words).then_some(said)
        })
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Saves as most editors do: a new file beside the old one takes its name.
    fn save(&self, path: &str, text: &str) {
        let staged = self.folder.join(format!("{path}.tmp~"));
        std::fs::write(&staged, text).unwrap();
        std::fs::rename(staged, self.folder.join(path)).unwrap();
    }

    /// Sends `request` as it is and gives the whole answer.
    fn send(&self, request: &[u8]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .unwrap();
        // A server that refuses early may close before everything is written.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn ask(&self, method: &str, target: &str, more: &str) -> String {
        let port = self.port;
        self.send(
            format!("{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{more}\r\n").as_bytes(),
        )
    }

    fn get(&self, target: &str) -> String {
        self.ask("GET", target, "")
    }

    /// Waits until the page at `target` has `words`.
    fn shows(&self, target: &str, words: &str) -> String {
        within(&format!("{target} never shows {words:?}"), || {
            let page = self.get(target);
            page.contains(words).then_some(page)
        })
    }

    /// The events of a page, one state a line.
    fn listen(&self, path: &str) -> Events {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let port = self.port;
        let request =
            format!("GET /__nianbao/events?path={path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        Events(BufReader::new(stream))
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    /// The next state.
    fn next(&mut self) -> serde_json::Value {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended");
            if let Some(state) = line.strip_prefix("data: ") {
                return serde_json::from_str(state).unwrap();
            }
        }
    }

    /// The next state whose findings hold `words`, or that has none where `words` is empty.
    fn until(&mut self, words: &str) -> serde_json::Value {
        loop {
            let state = self.next();
            let findings = &state["findings"];
            let fits = if words.is_empty() {
                findings.is_null()
            } else {
                findings.to_string().contains(words)
            };
            if fits {
                return state;
            }
        }
    }
}

fn folder() -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder =
        std::env::temp_dir().join(format!("nianbao-serve-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn within<T>(complaint: &str, mut found: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        if let Some(found) = found() {
            return found;
        }
        assert!(Instant::now() < end, "{complaint}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn status(answer: &str) -> u16 {
    let code = answer.split(' ').nth(1).unwrap_or("0");
    code.parse().unwrap_or(0)
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

/// The version that the page's script carries.
fn version(page: &str) -> &str {
    let (_, rest) = page.split_once("data-version=\"").expect("the live script");
    rest.split('"').next().unwrap()
}

#[test]
fn every_file_is_answered_with_its_type_and_nothing_else_is() {
    let preview = Preview::of(&site(), &[]);
    for (target, code, words) in [
        ("/", 200, "text/html; charset=utf-8"),
        ("/one/", 200, "正文一"),
        ("/one/?a=b", 200, "正文一"),
        ("/style.css", 200, "text/css; charset=utf-8"),
        ("/%E5%9B%BE.svg", 200, "image/svg+xml"),
        ("/one", 307, "location: /one/\r\n"),
        ("/one?a=b", 307, "location: /one/?a=b\r\n"),
        ("/three/", 404, "没有这一页"),
        ("/one/index.html", 200, "正文一"),
    ] {
        let answer = preview.get(target);
        assert_eq!(status(&answer), code, "{target}: {answer}");
        assert!(answer.contains(words), "{target}: {answer}");
        assert!(
            !answer.contains("__nianbao"),
            "only --watch is live: {answer}"
        );
    }
}

#[test]
fn a_head_has_the_headers_of_a_get_and_other_methods_are_refused() {
    let preview = Preview::of(&site(), &[]);
    let (head, get) = (preview.ask("HEAD", "/one/", ""), preview.get("/one/"));
    assert_eq!(status(&head), 200);
    assert_eq!(body(&head), "");
    let length = format!("content-length: {}\r\n", body(&get).len());
    assert!(head.contains(&length) && get.contains(&length), "{head}");
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = preview.ask(method, "/one/", "");
        assert_eq!(status(&answer), 405, "{answer}");
        assert!(answer.contains("allow: GET, HEAD"), "{answer}");
    }
}

#[test]
fn a_file_that_the_browser_has_is_not_sent_again() {
    let preview = Preview::of(&site(), &[]);
    let answer = preview.get("/style.css");
    let (_, rest) = answer.split_once("etag: ").unwrap();
    let tag = rest.split("\r\n").next().unwrap();
    let again = preview.ask("GET", "/style.css", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((status(&again), body(&again)), (304, ""));
}

#[test]
fn no_request_reaches_the_disk() {
    let preview = Preview::of(&site(), &[]);
    for target in [
        "/../config.toml",
        "/%2e%2e/config.toml",
        "/..%2fconfig.toml",
        "/one/../../config.toml",
        "/config.toml",
        "/content/one.md",
        "/templates/page.html",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/C:%5cconfig.toml",
        "/..%5c..%5cconfig.toml",
        "/one/%00",
        "/%ff%fe",
        "/%",
        "/%zz",
    ] {
        let answer = preview.get(target);
        assert_eq!(status(&answer), 404, "{target}: {answer}");
        assert!(
            !answer.contains("base_url") && !answer.contains("root:"),
            "{target}: {answer}"
        );
    }
    assert_eq!(status(&preview.get("/one/")), 200);
}

#[test]
fn other_names_than_this_machines_are_turned_away() {
    let preview = Preview::of(&site(), &[]);
    let with_host = |host: &str| {
        status(
            &preview.send(format!("GET / HTTP/1.1\r\nConnection: close\r\n{host}\r\n").as_bytes()),
        )
    };
    let port = preview.port;
    assert_eq!(with_host(&format!("Host: localhost:{port}\r\n")), 200);
    assert_eq!(with_host(&format!("Host: [::1]:{port}\r\n")), 200);
    assert_eq!(with_host("Host: town.example\r\n"), 421);
    assert_eq!(
        with_host(&format!("Host: 127.0.0.1.town.example:{port}\r\n")),
        421
    );
    assert!(matches!(with_host(""), 400 | 421));
    let absolute = format!(
        "GET http://town.example/ HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
    );
    assert_eq!(status(&preview.send(absolute.as_bytes())), 421);
}

#[test]
fn a_page_of_the_web_can_lead_to_the_preview_but_loads_nothing_from_it() {
    let preview = Preview::of(&site(), &[]);
    let ask = |target: &str, more: &str| preview.ask("GET", target, more);
    for more in [
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n",
        "Sec-Fetch-Site: same-site\r\n",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n",
        "Origin: http://town.example\r\n",
    ] {
        for target in ["/one/", "/style.css", "/404.html"] {
            let answer = ask(target, more);
            assert_eq!(status(&answer), 403, "{more}: {answer}");
            assert!(!answer.contains("正文一"), "{answer}");
        }
    }
    let led =
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    let page = ask("/one/", led);
    assert_eq!(status(&page), 200, "{page}");
    assert!(
        page.contains("cross-origin-resource-policy: same-origin\r\n"),
        "{page}"
    );
    assert!(page.contains("frame-ancestors 'self'\r\n"), "{page}");
    // The user opened the page as `localhost`, and its links name 127.0.0.1.
    let port = preview.port;
    let other = format!("Sec-Fetch-Site: cross-site\r\nReferer: http://localhost:{port}/one/\r\n");
    let style = ask("/style.css", &other);
    assert_eq!(status(&style), 200, "{style}");
    assert!(
        style.contains("cross-origin-resource-policy: cross-origin\r\n"),
        "{style}"
    );
}

#[test]
fn only_our_own_pages_listen() {
    let preview = Preview::of(&site(), &["--watch"]);
    let ask = |more: &str| status(&preview.ask("GET", "/__nianbao/events?path=/one/", more));
    assert_eq!(ask("Origin: http://town.example\r\n"), 403);
    assert_eq!(ask("Origin: null\r\n"), 403);
    assert_eq!(ask("Sec-Fetch-Site: cross-site\r\n"), 403);
    let page = preview.get("/one/");
    assert!(
        page.contains("<script src=\"/__nianbao/live.js\""),
        "{page}"
    );
    assert_eq!(preview.listen("/one/").next()["version"], version(&page));
    let script = preview.get("/__nianbao/live.js");
    assert!(
        script.contains("text/javascript") && script.contains("EventSource"),
        "{script}"
    );
}

#[test]
fn whatever_is_sent_the_server_goes_on() {
    let preview = Preview::of(&site(), &["--watch"]);
    let port = preview.port;
    let huge = "x".repeat(2 << 20);
    let many: String = (0..500)
        .map(|number| format!("X-{number}: y\r\n"))
        .collect();
    let head = format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n");
    for request in [
        format!("{head}X: {huge}\r\n\r\n").into_bytes(),
        format!("{head}{many}\r\n").into_bytes(),
        format!("GET /{huge} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").into_bytes(),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        b"GET\r\n\r\n".to_vec(),
        b"GET / HTTP/9.9\r\n\r\n".to_vec(),
        format!("GET /\u{5e74}/ HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n").into_bytes(),
        format!("GET /__nianbao/events?path=%ff%00&path HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: \u{5e74}\r\n\r\n").into_bytes(),
        format!("{head}Host: evil.example\r\n\r\n").into_bytes(),
    ] {
        preview.send(&request);
        assert_eq!(status(&preview.get("/one/")), 200);
    }
    assert!(!preview.said.lock().unwrap().contains("panicked"));
}

#[test]
fn a_port_that_was_asked_for_and_is_taken_ends_with_2() {
    let preview = Preview::of(&site(), &[]);
    let port = preview.port.to_string();
    let second = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["serve", "-p", &port])
        .current_dir(&preview.folder)
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&second.stderr);
    assert_eq!(second.status.code(), Some(2), "{said}");
    assert!(said.contains(&port) && said.contains("is taken"), "{said}");
}

#[test]
fn the_usual_port_gives_way_to_the_next_free_one_even_where_it_is_written() {
    // Another program may hold it already, which is as good.
    let _taken = std::net::TcpListener::bind("127.0.0.1:1111");
    let folder = folder();
    std::fs::write(folder.join("config.toml"), CONFIG).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["serve", "-p", "1111"])
        .current_dir(&folder)
        .env("LC_ALL", "C")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    let mut errors = BufReader::new(child.stderr.take().unwrap());
    while !said.contains("Serving at ") && errors.read_line(&mut said).unwrap() > 0 {}
    let _ = child.kill();
    let _ = child.wait();
    let _ = std::fs::remove_dir_all(&folder);
    assert!(said.contains("Port 1111 is taken"), "{said}");
    assert!(said.contains("Serving at http://127.0.0.1:"), "{said}");
}

#[test]
fn the_path_of_a_base_url_is_kept() {
    let preview = Preview::of(&site(), &["-u", "http://127.0.0.1/reports/"]);
    assert_eq!(status(&preview.get("/reports/one/")), 200);
    assert_eq!(status(&preview.get("/one/")), 404);
    let home = preview.get("/");
    assert!(home.contains("location: /reports/\r\n"), "{home}");
    let folder = preview.get("/reports/one");
    assert!(folder.contains("location: /reports/one/\r\n"), "{folder}");
}

#[test]
fn a_base_path_of_han_characters_is_found_as_browsers_send_it() {
    let preview = Preview::of(&site(), &["-u", "http://127.0.0.1/年报", "--watch"]);
    let page = preview.get("/%E5%B9%B4%E6%8A%A5/one/");
    assert_eq!(status(&page), 200, "{page}");
    let script = "/%E5%B9%B4%E6%8A%A5/__nianbao/live.js";
    assert!(page.contains(&format!("src=\"{script}\"")), "{page}");
    assert_eq!(status(&preview.get(script)), 200);
    for target in ["/", "/%E5%B9%B4%E6%8A%A5"] {
        let home = preview.get(target);
        assert!(
            home.contains("location: /%E5%B9%B4%E6%8A%A5/\r\n"),
            "{home}"
        );
    }
}

#[test]
fn a_file_that_a_template_loads_from_another_folder_is_followed_and_comes_and_goes() {
    let mut files = site();
    files.push((
        "templates/page.html",
        "<html><body>{{ load_data(path=\"other/x.txt\", required=false) }}</body></html>",
    ));
    files.push(("other/readme.txt", "x"));
    let preview = Preview::of(&files, &["--watch", "--extra-watch-path", "other"]);
    assert!(!preview.get("/one/").contains("甲值"));
    preview.write("other/x.txt", "甲值");
    preview.shows("/one/", "甲值");
    preview.write("other/x.txt", "乙值");
    preview.shows("/one/", "乙值");
}

#[test]
fn a_file_in_the_root_that_no_template_loads_rebuilds_nothing() {
    let preview = Preview::of(&site(), &["--watch"]);
    for number in 0..5 {
        preview.write("serve.log", &format!("Rebuilt {number}"));
        std::thread::sleep(Duration::from_millis(60));
    }
    preview.write("content/last.md", "+++\ntitle = \"末\"\n+++\n");
    let said = preview.hears("content/last.md");
    assert_eq!(said.matches("Rebuilt in").count(), 1, "{said}");
}

#[test]
fn a_save_an_added_a_renamed_and_a_deleted_page_are_followed() {
    let preview = Preview::of(&site(), &["--watch"]);
    let mut events = preview.listen("/one/");
    let first = events.next();
    preview.save("content/one.md", "+++\ntitle = \"甲\"\n+++\n改过的正文\n");
    let page = preview.shows("/one/", "改过的正文");
    let state = events.next();
    assert_ne!(state["version"], first["version"]);
    assert_eq!(state["version"], version(&page));
    // A folder that comes with a file in it is told as a folder only.
    preview.write(
        "content/new/deep/three.md",
        "+++\ntitle = \"丙\"\n+++\n正文三\n",
    );
    preview.shows("/new/deep/three/", "正文三");
    let path = |name: &str| preview.folder.join("content").join(name);
    std::fs::rename(path("new"), path("other")).unwrap();
    preview.shows("/other/deep/three/", "正文三");
    preview.shows("/new/deep/three/", "没有这一页");
    std::fs::remove_dir_all(path("other")).unwrap();
    preview.shows("/other/deep/three/", "没有这一页");
}

#[test]
fn files_saved_together_are_one_rebuild_and_leftovers_are_none() {
    let preview = Preview::of(&site(), &["--watch", "-d", "200"]);
    let mut events = preview.listen("/");
    events.next();
    for name in ["a", "b", "c", "d"] {
        let text = format!("+++\ntitle = \"{name}\"\n+++\n");
        preview.write(&format!("content/{name}.md"), &text);
        preview.write(&format!("content/.{name}.md.swp"), "x");
    }
    events.next();
    let home = preview.get("/");
    for name in ["a", "b", "c", "d"] {
        assert!(home.contains(&format!(" {name}")), "{home}");
    }
    preview.write("content/one.md~", "x");
    preview.write("content/last.md", "+++\ntitle = \"末\"\n+++\n");
    let said = preview.hears("content/last.md\n");
    assert_eq!(said.matches("Rebuilt in").count(), 2, "{said}");
}

#[test]
fn a_template_that_does_not_parse_leaves_the_last_good_site_up_until_it_does() {
    let preview = Preview::of(&site(), &["--watch"]);
    let mut events = preview.listen("/one/");
    let good = events.next();
    preview.save("templates/page.html", "<body>{% if %}</body>");
    let wrong = events.until("templates/page.html:1:");
    assert_eq!(wrong["version"], good["version"], "the page stays");
    assert_eq!(wrong["findings"]["loud"], true);
    assert_eq!(status(&preview.get("/one/")), 200);
    preview.hears("templates/page.html:1:");
    preview.save("templates/page.html", PAGE);
    assert_eq!(events.until("")["version"], good["version"]);
    preview.hears("All is mended.");
}

#[test]
fn a_page_that_is_open_and_cannot_be_made_stays_as_it_was() {
    let preview = Preview::of(&site(), &["--watch"]);
    let mut events = preview.listen("/one/");
    let good = events.next();
    preview.save(
        "templates/page.html",
        "<body>{{ page.nothing.at.all }}</body>",
    );
    let wrong = events.until("templates/page.html");
    assert_eq!(wrong["version"], good["version"]);
    assert!(preview.get("/one/").contains("正文一"));
    preview.save(
        "templates/page.html",
        "<body>又好了：{{ page.title }}</body>",
    );
    let mended = events.until("");
    assert_ne!(mended["version"], good["version"]);
    assert!(preview.get("/one/").contains("又好了：甲"));
}

#[test]
fn a_site_that_cannot_be_shown_at_first_is_shown_when_it_can() {
    let mut files = site();
    files.push(("templates/broken.html", "{% if %}"));
    let preview = Preview::of(&files, &["--watch"]);
    let page = preview.get("/one/");
    assert_eq!(status(&page), 500);
    assert!(page.contains("templates/broken.html:1:"), "{page}");
    let mut events = preview.listen("/one/");
    assert_eq!(events.next()["version"], version(&page));
    preview.save("templates/broken.html", "");
    assert_ne!(events.until("")["version"], version(&page));
    assert_eq!(status(&preview.get("/one/")), 200);
}

#[test]
fn without_its_content_folder_the_last_good_site_stays_and_follows_when_it_is_back() {
    let preview = Preview::of(&site(), &["--watch"]);
    let mut events = preview.listen("/one/");
    events.next();
    let (here, away) = (preview.folder.join("content"), preview.folder.join("away"));
    std::fs::rename(&here, &away).unwrap();
    events.until("the folder `content` is gone");
    assert_eq!(status(&preview.get("/one/")), 200);
    std::fs::rename(&away, &here).unwrap();
    events.until("");
    preview.save("content/one.md", "+++\ntitle = \"甲\"\n+++\n回来了\n");
    preview.shows("/one/", "回来了");
}

#[test]
fn style_sheets_are_swapped_and_the_page_stays() {
    let preview = Preview::of(&site(), &["--watch"]);
    let mut events = preview.listen("/one/");
    let first = events.next();
    preview.save("static/style.css", "body { margin: 1px }\n");
    let next = events.next();
    assert_eq!(next["version"], first["version"]);
    assert_ne!(next["styles"], first["styles"]);
}

#[test]
fn a_network_drive_is_looked_at_again_and_again() {
    let preview = Preview::of(&site(), &["--watch", "--poll"]);
    preview.save("content/one.md", "+++\ntitle = \"甲\"\n+++\n轮询\n");
    preview.shows("/one/", "轮询");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_with_0() {
    let mut preview = Preview::of(&site(), &["--watch"]);
    let mut events = preview.listen("/one/");
    events.next();
    let id = preview.child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
    assert_eq!(preview.child.wait().unwrap().code(), Some(0));
}

/// A town whose draft holds something to mend.
fn draft_town() -> Vec<(&'static str, &'static str)> {
    vec![
        (
            "config.toml",
            "base_url = \"/\"\ntheme = \"gov\"\ntitle = \"站点\"\n",
        ),
        (
            "content/site.yaml",
            "bodies:\n  a: {name: 甲镇, full_name: 乙县甲镇人民政府, kind: town}\n",
        ),
        ("content/about.md", "---\ntitle: 关于\n---\n\n说明。\n"),
        ("content/a/2021/index.md", DRAFT),
    ]
}

const DRAFT: &str = "---\ntitle: 乙县甲镇人民政府2021年法治政府建设年度报告\nreport: {body: a, year: 2021, status: draft}\n---\n\n## 一、主要举措\n\n严格落实落实制度。联系电话13900000017。\n";

impl Events {
    /// The next advice that is given for the page.
    fn advice(&mut self) -> serde_json::Value {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended");
            if line.trim_end() == "event: advice" {
                return self.next();
            }
        }
    }
}

#[test]
fn what_check_finds_in_a_report_comes_after_its_page_and_follows_its_saves() {
    let preview = Preview::of(&draft_town(), &["--watch"]);
    let mut events = preview.listen("/a/2021/");
    let advice = events.advice();
    let words = advice.to_string();
    assert!(words.contains("T07") && words.contains("D01"), "{words}");
    assert!(!words.contains("13900000017"), "{words}");
    assert_eq!(advice["href"], "/__nianbao/check");
    preview.save(
        "content/a/2021/index.md",
        &DRAFT.replace("落实落实", "落实"),
    );
    let words = events.advice().to_string();
    assert!(!words.contains("T07") && words.contains("D01"), "{words}");
    // A page that belongs to no report has no such line.
    let mut others = preview.listen("/about/");
    others.next();
    preview.save("content/about.md", "---\ntitle: 关于\n---\n\n另一说明。\n");
    assert!(others.next().get("version").is_some());
}

#[test]
fn everything_that_check_finds_is_on_a_page_of_the_preview_and_never_in_the_site() {
    let preview = Preview::of(&draft_town(), &[]);
    let page = preview.get("/__nianbao/check");
    assert_eq!(status(&page), 200);
    for words in [
        "<h2>content/a/2021/index.md</h2>",
        "[T07]",
        "[D01]",
        "[W01]",
        "139****0017",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("13900000017"), "{page}");
    assert!(
        !preview.get("/a/2021/").contains("__nianbao"),
        "nothing is live here"
    );
    let live = Preview::of(&draft_town(), &["--watch"]);
    assert!(
        live.get("/a/2021/")
            .contains("<noscript><p><a href=\"/__nianbao/check\">")
    );
    let stranger =
        "Origin: http://other.example\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n";
    assert_eq!(status(&live.ask("GET", "/__nianbao/check", stranger)), 403);
}
