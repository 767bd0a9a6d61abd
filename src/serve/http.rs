//! Requests in, answers out, and one stream of events for each open page. Enter at [`preview_router`].

use super::answer::{self, ServedAnswer, ServedRequest};
use super::host_check::{HostCheck, RequestOrigin};
use super::preview::{OpenBrowser, Preview, ShownBuild};
use super::snapshot::{Snapshot, short_hash};
use super::{advice, findings};
use crate::diagnostic::Language;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use percent_encoding::percent_decode_str;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::mpsc;

/// The folder of our own files, below the base path.
const OWN: &str = "__nianbao/";
/// Which pages a browser gives an answer to.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const SCRIPT: &str = include_str!("live.js");
const BROKEN: &str = "A mistake of the program itself; the other pages go on.\n";
/// How long a page has to load, or to go, before rules look at its report.
const LOADING: Duration = Duration::from_millis(200);
/// How long a browser waits before it connects again.
const RETRY: Duration = Duration::from_millis(500);

/// What every request needs.
pub(super) struct Server {
    /// What is shown.
    pub(super) preview: Arc<Preview>,
    /// Who may ask.
    pub(super) host_check: HostCheck,
    /// The path of the base URL, decoded, with slashes at both ends.
    pub(super) base: String,
    /// The language of findings.
    pub(super) tongue: Language,
    /// Whether pages follow their sources.
    pub(super) is_live: bool,
}

impl Server {
    fn question<'a>(&'a self, path: &'a str) -> ServedRequest<'a> {
        ServedRequest {
            path,
            base: &self.base,
            tongue: self.tongue,
        }
    }

    /// The file that is answered for a path of a snapshot.
    pub(super) fn file_behind(&self, snapshot: &Snapshot, path: &str) -> Option<String> {
        answer::file_behind(snapshot, self.question(path))
    }
}

/// Answers every request from `server`.
pub(super) fn preview_router(server: Arc<Server>) -> Router {
    Router::new().fallback(respond).with_state(server)
}

async fn respond(State(server): State<Arc<Server>>, request: Request) -> Response {
    let (uri, headers) = (request.uri(), request.headers());
    if !server.host_check.admits(uri, headers) {
        return plain_response(
            StatusCode::MISDIRECTED_REQUEST,
            "This preview answers only under the names of its own machine.\n",
        );
    }
    let is_head = match *request.method() {
        Method::GET => false,
        Method::HEAD => true,
        _ => {
            let mut refusal =
                plain_response(StatusCode::METHOD_NOT_ALLOWED, "GET and HEAD only.\n");
            let allowed = HeaderValue::from_static("GET, HEAD");
            refusal.headers_mut().insert(header::ALLOW, allowed);
            return refusal;
        }
    };
    let caller = server.host_check.caller(headers);
    if caller == RequestOrigin::Stranger {
        return plain_response(
            StatusCode::FORBIDDEN,
            "Only pages of this preview may load its files.\n",
        );
    }
    let below = answer::below_base(uri.path(), &server.base);
    let own = below.as_deref().and_then(|path| path.strip_prefix(OWN));
    let mut response = match own {
        Some("live.js") => script_response(),
        Some("check") => check_page(Arc::clone(&server)).await,
        Some("events") if server.is_live && !server.host_check.is_own(headers) => plain_response(
            StatusCode::FORBIDDEN,
            "Only pages of this preview may listen.\n",
        ),
        Some("events") if server.is_live && !is_head => return event_response(server, uri),
        _ => file_response(Arc::clone(&server), uri.clone(), headers).await,
    };
    if is_head {
        *response.body_mut() = Body::empty();
    }
    if caller == RequestOrigin::OtherName {
        let shared = HeaderValue::from_static("cross-origin");
        response.headers_mut().insert(RESOURCE_POLICY, shared);
    }
    response
}

/// What `check` finds in the whole site, as a page of its own.
async fn check_page(server: Arc<Server>) -> Response {
    let made = tokio::task::spawn_blocking(move || {
        let shown = server.preview.shown();
        let Some(snapshot) = &shown.snapshot else {
            return findings::error_page(&shown.findings, server.tongue);
        };
        let found = snapshot
            .found
            .get_or_init(|| advice::of_site(snapshot, &shown.findings));
        advice::advice_page(found, &answer::escaped_base(&server.base), server.tongue)
    });
    let Ok(page) = made.await else {
        return plain_response(StatusCode::INTERNAL_SERVER_ERROR, BROKEN);
    };
    let mut response = page.into_response();
    set_common(response.headers_mut());
    let kind = HeaderValue::from_static(super::media::content_type("x.html"));
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// The answer to a path; templates run where they do not hold up other requests.
async fn file_response(server: Arc<Server>, uri: Uri, headers: &HeaderMap) -> Response {
    let wanted = headers.get(header::IF_NONE_MATCH).cloned();
    let query = uri.query().map(str::to_owned);
    let made = tokio::task::spawn_blocking(move || {
        let shown = server.preview.shown();
        let answer = answer::answer_path(&shown, server.question(uri.path()));
        let answer_version = answer.version(&shown);
        let body = if server.is_live && answer.is_html() {
            answer::with_script(&answer.body, &script_tag(&server, &shown, &answer_version))
        } else {
            answer.body.to_vec()
        };
        (answer, body)
    });
    let Ok((answer, body)) = made.await else {
        return plain_response(StatusCode::INTERNAL_SERVER_ERROR, BROKEN);
    };
    let tag = format!("\"{}\"", short_hash(&blake3::hash(&body)));
    let is_known = answer.status == StatusCode::OK
        && wanted.is_some_and(|wanted| wanted.as_bytes() == tag.as_bytes());
    let length = body.len();
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        (answer.status, Body::from(body)).into_response()
    };
    let headers = response.headers_mut();
    set_common(headers);
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(answer.content_type),
    );
    if !is_known {
        headers.insert(header::CONTENT_LENGTH, length.into());
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if let Some(location) = location(&answer, query.as_deref()) {
        headers.insert(header::LOCATION, location);
    }
    response
}

fn location(answer: &ServedAnswer, query: Option<&str>) -> Option<HeaderValue> {
    let to = answer.location.as_ref()?;
    let whole = query.map_or_else(|| to.clone(), |query| format!("{to}?{query}"));
    HeaderValue::from_str(&whole)
        .or_else(|_| HeaderValue::from_str(to))
        .ok()
}

/// Pages are asked for again each time, are never taken for another type than they say, and stand in no page of another site.
fn set_common(headers: &mut HeaderMap) {
    for (name, value) in [
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'self'"),
        (RESOURCE_POLICY, "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

fn script_tag(server: &Server, shown: &ShownBuild, version: &str) -> String {
    let base = answer::escaped_base(&server.base);
    let words = match server.tongue {
        Language::English => "What check finds",
        Language::Chinese => "检查结果",
    };
    format!(
        "<noscript><p><a href=\"{base}{OWN}check\">{words}</a></p></noscript>\
         <script src=\"{base}{OWN}live.js\" data-version=\"{version}\" data-styles=\"{}\" data-events=\"{base}{OWN}events\"></script>",
        style_version(shown)
    )
}

fn style_version(shown: &ShownBuild) -> &str {
    shown
        .snapshot
        .as_ref()
        .map_or("", |snapshot| snapshot.styles.as_str())
}

fn script_response() -> Response {
    let mut response = SCRIPT.into_response();
    set_common(response.headers_mut());
    let kind = HeaderValue::from_static(super::media::content_type("live.js"));
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn plain_response(status: StatusCode, text: &'static str) -> Response {
    let mut response = (status, text).into_response();
    set_common(response.headers_mut());
    response
}

/// The states of one page, for as long as its browser listens.
fn event_response(server: Arc<Server>, uri: &Uri) -> Response {
    let path = uri
        .query()
        .unwrap_or("")
        .split('&')
        .find_map(|pair| pair.strip_prefix("path="))
        .map_or_else(
            || "/".into(),
            |path| percent_decode_str(path).decode_utf8_lossy(),
        )
        .into_owned();
    let (sender, receiver) = mpsc::channel(4);
    let looking = server.preview.look(&path);
    tokio::spawn(tell_states(server, looking, sender));
    let mut response = Sse::new(EventStream(receiver))
        .keep_alive(KeepAlive::new().interval(Duration::from_secs(10)))
        .into_response();
    set_common(response.headers_mut());
    response
}

async fn tell_states(server: Arc<Server>, looking: OpenBrowser, sender: mpsc::Sender<Event>) {
    let mut changes = server.preview.changes();
    let (mut last, mut advised) = (String::new(), "null".to_owned());
    loop {
        changes.mark_unchanged();
        let (at, path) = (Arc::clone(&server), looking.path.clone());
        let state = tokio::task::spawn_blocking(move || page_state(&at, &path)).await;
        let state = state.unwrap_or_default();
        if !state.is_empty() && state != last {
            let event = Event::default().event("state").retry(RETRY).data(&state);
            if sender.send(event).await.is_err() {
                return;
            }
            last = state;
        }
        // A page that is about to load again goes meanwhile, and its successor asks anew.
        tokio::select! {
            () = tokio::time::sleep(LOADING) => {}
            changed = changes.changed() => match changed {
                Ok(()) => continue,
                Err(_) => return,
            },
            () = sender.closed() => return,
        }
        let (at, path) = (Arc::clone(&server), looking.path.clone());
        let advice = tokio::task::spawn_blocking(move || advice_for(&at, &path)).await;
        let advice = advice.unwrap_or_default();
        if !advice.is_empty() && advice != advised {
            let event = Event::default().event("advice").data(&advice);
            if sender.send(event).await.is_err() {
                return;
            }
            advised = advice;
        }
        tokio::select! {
            changed = changes.changed() => if changed.is_err() { return },
            () = sender.closed() => return,
        }
    }
}

/// What the browser at `path` should show: the version of its page, the style sheets, the findings.
fn page_state(server: &Server, path: &str) -> String {
    let shown = server.preview.shown();
    let answer = answer::answer_path(&shown, server.question(path));
    let version = answer.version(&shown);
    let mut found = shown.findings.clone();
    found.extend(answer.finding.map(|finding| *finding));
    found.sort();
    found.dedup();
    let behind = if shown.is_blocked {
        findings::PanelBackground::LastGood
    } else {
        findings::PanelBackground::Newest
    };
    serde_json::json!({
        "version": version,
        "styles": style_version(&shown),
        "findings": findings::for_panel(&found, behind, server.tongue),
    })
    .to_string()
}

/// What the rules find in the report that the page belongs to; `null` where they find nothing.
fn advice_for(server: &Server, path: &str) -> String {
    let shown = server.preview.shown();
    let found = shown.snapshot.as_ref().and_then(|snapshot| {
        let below = answer::below_base(path, &server.base)?;
        advice::of_path(snapshot, &below)
    });
    let href = format!("{}{OWN}check", answer::escaped_base(&server.base));
    let found = found.unwrap_or_default();
    advice::for_panel(&found, &href, server.tongue).to_string()
}

/// Events as they come, as the stream that a response is made from.
struct EventStream(mpsc::Receiver<Event>);

impl futures_core::Stream for EventStream {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|event| event.map(Ok))
    }
}
