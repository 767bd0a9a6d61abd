//! A path becomes an answer, from memory alone. Enter at [`answer_path`].

use super::preview::ShownBuild;
use super::snapshot::{Made, PathTarget, Snapshot, short_hash};
use super::{findings, media};
use crate::diagnostic::{Diagnostic, Language};
use axum::http::StatusCode;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::sync::Arc;

/// Everything but what stands unescaped in the path of an address.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// What a browser gets.
#[derive(Debug)]
pub(super) struct ServedAnswer {
    /// The status.
    pub(super) status: StatusCode,
    /// Its content type.
    pub(super) content_type: &'static str,
    /// Its bytes.
    pub(super) body: Arc<[u8]>,
    /// Where to go instead.
    pub(super) location: Option<String>,
    /// Why the page could not be made now.
    pub(super) finding: Option<Box<Diagnostic>>,
}

/// What is asked, and how findings speak.
#[derive(Clone, Copy)]
pub(super) struct ServedRequest<'a> {
    /// The path of the address as sent, with its slash at the front and without its query.
    pub(super) path: &'a str,
    /// The path of the base URL, decoded, with slashes at both ends.
    pub(super) base: &'a str,
    /// The language of findings.
    pub(super) tongue: Language,
}

/// The answer to a path.
pub(super) fn answer_path(shown: &ShownBuild, question: ServedRequest<'_>) -> ServedAnswer {
    let Some(snapshot) = &shown.snapshot else {
        return no_site(shown, question.tongue);
    };
    match locate_path(snapshot, question) {
        PathTarget::File(file) => page_answer(snapshot, StatusCode::OK, &file, question.tongue),
        PathTarget::Folder(path) => redirect_answer(question.base, &path),
        PathTarget::Nothing => {
            page_answer(snapshot, StatusCode::NOT_FOUND, "404.html", question.tongue)
        }
    }
}

/// The file that is answered for a path, if it is one that can have mistakes.
pub(super) fn file_behind(snapshot: &Snapshot, question: ServedRequest<'_>) -> Option<String> {
    match locate_path(snapshot, question) {
        PathTarget::File(file) => Some(file),
        PathTarget::Folder(_) => None,
        PathTarget::Nothing => Some("404.html".to_owned()),
    }
}

fn locate_path(snapshot: &Snapshot, question: ServedRequest<'_>) -> PathTarget {
    if let Some(below) = below_base(question.path, question.base) {
        return snapshot.find(&below);
    }
    // The base path itself, without its slash.
    let with_slash = format!("{}/", question.path);
    if question.path == "/"
        || below_base(&with_slash, question.base).is_some_and(|it| it.is_empty())
    {
        PathTarget::Folder(String::new())
    } else {
        PathTarget::Nothing
    }
}

/// The part of a path as sent that lies below `base`, decoded.
pub(super) fn below_base(path: &str, base: &str) -> Option<String> {
    let path = percent_decode_str(path).decode_utf8().ok()?;
    path.strip_prefix(base).map(str::to_owned)
}

fn page_answer(
    snapshot: &Snapshot,
    status: StatusCode,
    file: &str,
    tongue: Language,
) -> ServedAnswer {
    let made: Made = snapshot.file(file);
    let (body, finding) = match made {
        Ok(body) => (body, None),
        Err(finding) => match snapshot.earlier(file) {
            Some(body) => (body, Some(finding)),
            None => {
                let body = findings::error_page(std::slice::from_ref(&*finding), tongue);
                return ServedAnswer {
                    status: StatusCode::INTERNAL_SERVER_ERROR,
                    content_type: media::content_type("x.html"),
                    body: body.into_bytes().into(),
                    location: None,
                    finding: Some(finding),
                };
            }
        },
    };
    ServedAnswer {
        status,
        content_type: media::content_type(file),
        body,
        location: None,
        finding,
    }
}

fn redirect_answer(base: &str, path: &str) -> ServedAnswer {
    ServedAnswer {
        status: StatusCode::TEMPORARY_REDIRECT,
        content_type: media::content_type("x.txt"),
        body: Arc::from(*b""),
        location: Some(format!(
            "{}{}",
            escaped_base(base),
            utf8_percent_encode(path, PATH)
        )),
        finding: None,
    }
}

fn no_site(shown: &ShownBuild, tongue: Language) -> ServedAnswer {
    ServedAnswer {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        content_type: media::content_type("x.html"),
        body: findings::error_page(&shown.findings, tongue)
            .into_bytes()
            .into(),
        location: None,
        finding: None,
    }
}

impl ServedAnswer {
    /// Changes whenever a browser that shows this answer should load it again.
    pub(super) fn version(&self, shown: &ShownBuild) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.status.as_u16().to_be_bytes());
        hasher.update(&self.body);
        if let Some(snapshot) = &shown.snapshot {
            hasher.update(snapshot.assets.as_bytes());
        }
        short_hash(&hasher.finalize())
    }

    /// Whether the live script can stand in it.
    pub(super) fn is_html(&self) -> bool {
        self.content_type.starts_with("text/html") && self.location.is_none()
    }
}

/// The base path as it stands in an attribute or in a header.
pub(super) fn escaped_base(base: &str) -> String {
    utf8_percent_encode(base, PATH).to_string()
}

/// The page with `script` before the end of its body.
pub(super) fn with_script(page: &[u8], script: &str) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let at = page
        .windows(END.len())
        .rposition(|bytes| bytes.eq_ignore_ascii_case(END))
        .unwrap_or(page.len());
    [&page[..at], script.as_bytes(), &page[at..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_before_the_last_end_of_the_body() {
        let page = b"<body><pre>&lt;/body></pre></BODY></html>";
        assert_eq!(
            with_script(page, "X"),
            b"<body><pre>&lt;/body></pre>X</BODY></html>"
        );
        assert_eq!(with_script(b"<p>a", "X"), b"<p>aX");
        assert_eq!(with_script(b"", "X"), b"X");
    }

    #[test]
    fn a_redirect_never_leads_to_another_host() {
        assert_eq!(
            redirect_answer("/", "a b/").location.as_deref(),
            Some("/a%20b/")
        );
        assert_eq!(
            redirect_answer("/base/", "年/").location.as_deref(),
            Some("/base/%E5%B9%B4/")
        );
    }

    #[test]
    fn a_path_is_looked_for_below_the_base_only() {
        let below = |path, base| below_base(path, base).unwrap_or("none".to_owned());
        assert_eq!(below("/base/a/", "/base/"), "a/");
        assert_eq!(below("/a/", "/"), "a/");
        assert_eq!(below("/basement/", "/base/"), "none");
        assert_eq!(below("/%E5%B9%B4/%E6%8A%A5/", "/年/"), "报/");
    }
}
