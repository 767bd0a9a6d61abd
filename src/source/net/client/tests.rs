//! The client against a server on this machine. Enter at [`Host::that`].

use super::*;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Mutex;

/// 100,000 zeros, packed by gzip.
const PACKED_ZEROS: &str = "1f8b08000000000002ffedc13101000000c2a04aeb9fce1a1e4001000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000af0685c24dc5a0860100";

/// A server that answers every request by a function of its path, and remembers the requests.
struct Host {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Host {
    fn that(answers: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Host {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (hears, answers) = (Arc::clone(&heard), Arc::new(answers));
        std::thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let (hears, answers) = (Arc::clone(&hears), Arc::clone(&answers));
                std::thread::spawn(move || {
                    let Some(request) = request(&stream) else {
                        return;
                    };
                    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
                    hears.lock().unwrap().push(request);
                    answers(&path, &mut stream);
                });
            }
        });
        Host { port, heard }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

/// The first line and all headers, in lower case but for the first line.
fn request(stream: &TcpStream) -> Option<String> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    let mut request = lines.next()?.ok()?;
    for line in lines
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
    {
        request += "\n";
        request += &line.to_lowercase();
    }
    Some(request)
}

fn say(stream: &mut TcpStream, head: &str, body: &[u8]) {
    let length = body.len();
    let head = format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body);
}

fn limits() -> RequestLimits {
    RequestLimits {
        bytes: 1000,
        seconds: 20,
        redirects: 3,
        reach: HostReach::Any,
    }
}

#[test]
fn an_answer_has_status_kind_address_and_bytes_and_the_program_names_itself() {
    let host = Host::that(|path, stream| match path {
        "/a" => say(stream, "302 Found\r\nLocation: b?c=%E5%B9%B4", b""),
        _ => say(stream, "200 OK\r\nContent-Type: text/csv", b"a,b\n"),
    });
    let answer = HttpClient::new(limits()).get(&host.url("/a#part")).unwrap();
    assert_eq!(
        (answer.status, answer.content_type.as_str()),
        (200, "text/csv")
    );
    assert_eq!(answer.final_url, host.url("/b?c=%E5%B9%B4"));
    assert_eq!(answer.body, b"a,b\n");
    let heard = host.heard();
    assert!(heard[0].starts_with("GET /a HTTP/1.1"), "{heard:?}");
    assert!(
        heard[1].contains(&format!("user-agent: {USER_AGENT}")),
        "{heard:?}"
    );
}

#[test]
fn a_refusal_is_an_answer_and_a_head_asks_for_no_body() {
    let host = Host::that(|_, stream| say(stream, "404 Not Found", b"gone"));
    let client = HttpClient::new(limits());
    assert_eq!(client.get(&host.url("/")).unwrap().body, b"gone");
    for verb in [AskMethod::Head, AskMethod::Get] {
        let answer = client.ask(&host.url("/"), verb).unwrap();
        assert_eq!((answer.status, answer.body.len()), (404, 0));
    }
    let verbs: Vec<String> = host.heard().iter().map(|one| one[..4].to_owned()).collect();
    assert_eq!(verbs, ["GET ", "HEAD", "GET "]);
}

#[test]
fn an_answer_over_the_limit_is_refused_packed_or_not() {
    let host = Host::that(|path, stream| match path {
        "/exact" => say(stream, "200 OK", &[b'a'; 1000]),
        "/packed" => say(stream, "200 OK\r\nContent-Encoding: gzip", &packed()),
        _ => say(stream, "200 OK", &[b'a'; 1001]),
    });
    let client = HttpClient::new(limits());
    assert_eq!(client.get(&host.url("/exact")).unwrap().body.len(), 1000);
    for path in ["/over", "/packed"] {
        assert_eq!(
            client.get(&host.url(path)),
            Err(NetError::TooLarge(1000)),
            "{path}"
        );
    }
}

fn packed() -> Vec<u8> {
    let digits = PACKED_ZEROS.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.map(byte).collect()
}

#[test]
fn redirects_end_and_lead_to_the_web_only() {
    let host = Host::that(|path, stream| match path {
        "/file" => say(stream, "302 Found\r\nLocation: file:///etc/passwd", b""),
        _ => say(stream, "302 Found\r\nLocation: /again", b""),
    });
    let client = HttpClient::new(limits());
    assert_eq!(
        client.get(&host.url("/")),
        Err(NetError::TooManyRedirects(3))
    );
    assert_eq!(host.heard().len(), 4);
    let refused = client.get(&host.url("/file"));
    assert_eq!(
        refused,
        Err(NetError::Address("file:///etc/passwd".to_owned()))
    );
}

#[test]
fn a_named_host_leads_on_within_itself_and_never_to_another_of_this_machine() {
    let other = Host::that(|_, stream| say(stream, "200 OK", b"secret"));
    let target = other.url("/secret");
    let host = Host::that(move |path, stream| match path {
        "/away" => say(stream, &format!("302 Found\r\nLocation: {target}"), b""),
        "/on" => say(stream, "302 Found\r\nLocation: /here", b""),
        _ => say(stream, "200 OK", b"here"),
    });
    let client = HttpClient::new(RequestLimits {
        reach: HostReach::Named,
        ..limits()
    });
    assert_eq!(client.get(&host.url("/on")).unwrap().body, b"here");
    let refused = client.get(&host.url("/away"));
    assert_eq!(refused, Err(NetError::Private("127.0.0.1".to_owned())));
    assert!(other.heard().is_empty());
}

#[test]
fn a_host_that_never_ends_is_left() {
    let host = Host::that(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
        while stream.write_all(b"a").is_ok() {
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    let client = HttpClient::new(RequestLimits {
        seconds: 1,
        ..limits()
    });
    assert_eq!(client.get(&host.url("/")), Err(NetError::TooSlow(1)));
}

#[test]
fn where_only_public_hosts_are_asked_this_machine_never_hears_of_it() {
    let host = Host::that(|_, stream| say(stream, "200 OK", b""));
    let client = HttpClient::new(RequestLimits {
        reach: HostReach::Public,
        ..limits()
    });
    for name in ["127.0.0.1", "localhost", "[::1]"] {
        let url = format!("http://{name}:{}/", host.port);
        let refused = client.get(&url);
        assert!(
            matches!(refused, Err(NetError::Private(_))),
            "{url}: {refused:?}"
        );
    }
    assert!(host.heard().is_empty());
}

#[test]
fn a_closed_port_and_a_connection_without_security_are_named() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let client = HttpClient::new(limits());
    let closed = client.get(&format!("http://127.0.0.1:{port}/"));
    assert!(matches!(closed, Err(NetError::Connection(_))), "{closed:?}");
    let host = Host::that(|_, stream| say(stream, "400 Bad Request", b""));
    let plain = client.get(&format!("https://127.0.0.1:{}/", host.port));
    assert!(
        matches!(plain, Err(NetError::Insecure(_) | NetError::Connection(_))),
        "{plain:?}"
    );
}
