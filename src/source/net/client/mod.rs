//! The client of the network. Enter at [`HttpClient::new`], then [`HttpClient::get`].

mod hop;
mod host_name;
mod public;

use super::answer::{AskMethod, HostAnswer, HostReach, NetError, RequestLimits};
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
pub(super) const USER_AGENT: &str = concat!("nianbao/", env!("CARGO_PKG_VERSION"));

/// A client that keeps its connections, for one run of a command.
#[derive(Debug)]
pub(crate) struct HttpClient {
    agent: Agent,
    /// The same, for public hosts only.
    public: Agent,
    limits: RequestLimits,
}

impl HttpClient {
    /// Whether this program has the client.
    pub(crate) const IS_BUILT_IN: bool = true;

    /// A client with these limits; certificates are judged as the system judges them.
    pub(crate) fn new(limits: RequestLimits) -> HttpClient {
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
    pub(crate) fn get(&self, url: &str) -> Result<HostAnswer, NetError> {
        let (response, final_url) = self.follow_redirects(url, AskMethod::Get)?;
        let (status, content_type) = answer_head(&response);
        let body = response.into_body().into_with_config();
        let body = body.limit(self.limits.bytes).read_to_vec();
        Ok(HostAnswer {
            status,
            content_type,
            final_url,
            body: body.map_err(|error| self.explained_error(error))?,
        })
    }

    /// The answer without its body.
    ///
    /// # Errors
    /// Why there is none.
    pub(crate) fn ask(&self, url: &str, verb: AskMethod) -> Result<HostAnswer, NetError> {
        let (response, final_url) = self.follow_redirects(url, verb)?;
        let (status, content_type) = answer_head(&response);
        Ok(HostAnswer {
            status,
            content_type,
            final_url,
            body: Vec::new(),
        })
    }

    /// Goes where redirects lead; each step is held against the limits anew.
    fn follow_redirects(
        &self,
        url: &str,
        verb: AskMethod,
    ) -> Result<(Response<Body>, String), NetError> {
        // Redirects are followed here and not by the library, because each step is a new question: may this host be
        // asked, and is there time left? Limits of the library would begin anew with every step.
        let end = Instant::now() + Duration::from_secs(self.limits.seconds);
        let mut url = request_address(url)?;
        let named = authority(&url).to_owned();
        for _ in 0..=self.limits.redirects {
            let agent = self.permitted_agent(&url, &named)?;
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(NetError::TooSlow(self.limits.seconds));
            }
            let request = match verb {
                AskMethod::Head => agent.head(&url),
                AskMethod::Get => agent.get(&url),
            };
            let request = request.config().timeout_global(Some(left)).build();
            let response = request
                .call()
                .map_err(|error| self.explained_error(error))?;
            match location(&response, &url) {
                Some(next) => url = request_address(&next)?,
                None => return Ok((response, url)),
            }
        }
        Err(NetError::TooManyRedirects(self.limits.redirects))
    }

    /// Who asks; refuses by name what is known by its name. What a name leads to is judged by the [`PublicResolver`].
    fn permitted_agent(&self, url: &str, named: &str) -> Result<&Agent, NetError> {
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

    fn explained_error(&self, error: ureq::Error) -> NetError {
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

fn answer_head(response: &Response<Body>) -> (u16, String) {
    let kind = response.headers().get("content-type");
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    (response.status().as_u16(), kind.to_owned())
}

#[cfg(test)]
mod tests;
