//! The client of the network, for `vendor` and `check --online` and nothing else. Enter at [`HttpClient::new`], then [`HttpClient::get`].

mod hop;
mod host_name;
mod public;

use crate::diagnostic::Words;
use hop::{authority, location, request_address, scheme_and_host};
use public::{PublicResolver, is_private_name};
use std::sync::Arc;
use std::time::{Duration, Instant};
use ureq::config::Config;
use ureq::http::Response;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};

/// What the client calls itself, so that the other side knows who asks.
pub const USER_AGENT: &str = concat!("nianbao/", env!("CARGO_PKG_VERSION"));

/// How far a request may go.
#[derive(Debug, Clone, Copy)]
pub struct RequestLimits {
    /// Bytes of an answer's body, after it is unpacked.
    pub bytes: u64,
    /// Seconds from the first request to the last byte, redirects included.
    pub seconds: u64,
    /// Redirects that are followed.
    pub redirects: u32,
    /// Which hosts are asked.
    pub reach: HostReach,
}

/// Which hosts are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostReach {
    /// Those of the public network only: never this machine, never the office's own network.
    Public,
    /// The host that a person named, whichever it is; where it leads on to another, public ones only.
    Named,
    /// Any.
    Any,
}

/// How an address is asked when the body is not wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskMethod {
    /// Asks for the head only.
    Head,
    /// Asks for everything and reads the head only; for hosts that refuse [`AskMethod::Head`].
    Get,
}

/// What a host answered. Statuses of 400 and more are answers too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type`, empty where there is none.
    pub content_type: String,
    /// The address that answered, after all redirects.
    pub final_url: String,
    /// The bytes; empty where the body was not asked for.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetError {
    /// Not an address of `http` or `https` with a host.
    Address(String),
    /// The host lies on this machine or in a network of its own, and only public hosts are asked.
    Private(String),
    /// The body is larger than this many bytes.
    TooLarge(u64),
    /// It took longer than this many seconds.
    TooSlow(u64),
    /// More redirects than this.
    TooManyRedirects(u32),
    /// There is no host of that name.
    NoHost,
    /// The certificate of the host is not to be trusted, or the secure connection failed.
    Insecure(String),
    /// The connection failed.
    Connection(String),
}

impl NetError {
    /// What went wrong, as the second half of a sentence that began with the address.
    pub fn words(&self) -> Words {
        let say = |en: String, zh: String| Words::new(en, zh);
        match self {
            NetError::Address(url) => say(
                format!(
                    "`{url}` is not an address that begins with http:// or https:// and a host"
                ),
                format!("`{url}` 不是以 http:// 或 https:// 开头的有效地址"),
            ),
            NetError::Private(host) => say(
                format!("`{host}` is this machine or a network of its own, which is not asked"),
                format!("`{host}` 是本机或内部网络，不作访问"),
            ),
            NetError::TooLarge(bytes) => say(
                format!("the answer is larger than {} MB", bytes >> 20),
                format!("返回内容超过 {} MB", bytes >> 20),
            ),
            NetError::TooSlow(seconds) => say(
                format!("there was no whole answer within {seconds} seconds"),
                format!("{seconds} 秒内未收到完整返回"),
            ),
            NetError::TooManyRedirects(most) => say(
                format!("it leads on more than {most} times"),
                format!("重定向超过 {most} 次"),
            ),
            NetError::NoHost => say(
                "there is no host of that name".to_owned(),
                "找不到该主机".to_owned(),
            ),
            NetError::Insecure(why) => say(
                format!("there is no secure connection: {why}"),
                format!("无法建立安全连接：{why}"),
            ),
            NetError::Connection(why) => say(
                format!("the connection failed: {why}"),
                format!("连接失败：{why}"),
            ),
        }
    }
}

/// A client that keeps its connections, for one run of a command.
#[derive(Debug)]
pub struct HttpClient {
    agent: Agent,
    /// The same, for public hosts only.
    public: Agent,
    limits: RequestLimits,
}

impl HttpClient {
    /// A client with these limits; certificates are judged as the system judges them.
    pub fn new(limits: RequestLimits) -> HttpClient {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Config::builder()
            .tls_config(tls)
            .user_agent(USER_AGENT)
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        let agent = |reach: HostReach| {
            let guard = PublicResolver::new(reach);
            Agent::with_parts(config.clone(), DefaultConnector::default(), guard)
        };
        HttpClient {
            agent: agent(limits.reach),
            public: agent(HostReach::Public),
            limits,
        }
    }

    /// The whole answer.
    ///
    /// # Errors
    /// Why there is none, or none within the limits.
    pub fn get(&self, url: &str) -> Result<HostAnswer, NetError> {
        let (response, final_url) = self.follow(url, AskMethod::Get)?;
        let (status, content_type) = head(&response);
        let body = response.into_body().into_with_config();
        let body = body.limit(self.limits.bytes).read_to_vec();
        Ok(HostAnswer {
            status,
            content_type,
            final_url,
            body: body.map_err(|error| self.explained(error))?,
        })
    }

    /// The answer without its body.
    ///
    /// # Errors
    /// Why there is none.
    pub fn ask(&self, url: &str, verb: AskMethod) -> Result<HostAnswer, NetError> {
        let (response, final_url) = self.follow(url, verb)?;
        let (status, content_type) = head(&response);
        Ok(HostAnswer {
            status,
            content_type,
            final_url,
            body: Vec::new(),
        })
    }

    /// Goes where redirects lead; each step is held against the limits anew.
    fn follow(&self, url: &str, verb: AskMethod) -> Result<(Response<Body>, String), NetError> {
        let end = Instant::now() + Duration::from_secs(self.limits.seconds);
        let mut url = request_address(url)?;
        let named = authority(&url).to_owned();
        for _ in 0..=self.limits.redirects {
            let agent = self.permitted(&url, &named)?;
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(NetError::TooSlow(self.limits.seconds));
            }
            let request = match verb {
                AskMethod::Head => agent.head(&url),
                AskMethod::Get => agent.get(&url),
            };
            let request = request.config().timeout_global(Some(left)).build();
            let response = request.call().map_err(|error| self.explained(error))?;
            match location(&response, &url) {
                Some(next) => url = request_address(&next)?,
                None => return Ok((response, url)),
            }
        }
        Err(NetError::TooManyRedirects(self.limits.redirects))
    }

    /// Who asks; refuses by name what is known by its name. What a name leads to is judged by the [`PublicResolver`].
    fn permitted(&self, url: &str, named: &str) -> Result<&Agent, NetError> {
        let (_, host) = scheme_and_host(url)?;
        let is_public = match self.limits.reach {
            HostReach::Public => true,
            HostReach::Named => authority(url) != named,
            HostReach::Any => false,
        };
        if is_public && is_private_name(host) {
            return Err(NetError::Private(host.to_owned()));
        }
        Ok(if is_public { &self.public } else { &self.agent })
    }

    fn explained(&self, error: ureq::Error) -> NetError {
        use ureq::Error;
        match error {
            Error::BodyExceedsLimit(_) => NetError::TooLarge(self.limits.bytes),
            Error::Timeout(_) => NetError::TooSlow(self.limits.seconds),
            Error::HostNotFound => NetError::NoHost,
            Error::Http(_) | Error::BadUri(_) => NetError::Address(error.to_string()),
            Error::Tls(_) | Error::Rustls(_) => NetError::Insecure(error.to_string()),
            Error::Io(error) if is_unknown_host(&error) => NetError::NoHost,
            Error::Io(error) => of_stream(&error, self.limits.seconds),
            Error::Other(other) => match other.downcast::<public::PrivateAddress>() {
                Ok(refused) => NetError::Private(refused.host),
                Err(other) => NetError::Connection(other.to_string()),
            },
            other => NetError::Connection(other.to_string()),
        }
    }
}

/// Certificates are judged while the stream is read, so that their faults come as faults of the stream.
fn of_stream(error: &std::io::Error, seconds: u64) -> NetError {
    let inner = error.get_ref();
    if inner.is_some_and(|inner| inner.is::<rustls::Error>()) {
        return NetError::Insecure(error.to_string());
    }
    match error.kind() {
        std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock => NetError::TooSlow(seconds),
        _ => NetError::Connection(error.to_string()),
    }
}

/// Resolvers of systems have no kind of their own for a name that is not there.
fn is_unknown_host(error: &std::io::Error) -> bool {
    error.raw_os_error().is_none() && error.to_string().contains("lookup address")
}

fn head(response: &Response<Body>) -> (u16, String) {
    let kind = response.headers().get("content-type");
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    (response.status().as_u16(), kind.to_owned())
}

#[cfg(test)]
mod tests;
