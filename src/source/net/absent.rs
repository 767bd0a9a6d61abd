//! Stands for the client in a program that was built without it. Enter at [`NoClient::get`].

use super::answer::{AskMethod, HostAnswer, NetError, RequestLimits};

/// Asks nobody.
#[derive(Debug)]
pub(crate) struct NoClient;

impl NoClient {
    /// Whether this program has the client.
    pub(crate) const IS_BUILT_IN: bool = false;

    /// Limits hold for nobody.
    pub(crate) fn new(_: RequestLimits) -> NoClient {
        NoClient
    }

    /// No answer.
    ///
    /// # Errors
    /// Always [`NetError::NoClient`].
    pub(crate) fn get(&self, _: &str) -> Result<HostAnswer, NetError> {
        Err(NetError::NoClient)
    }

    /// No answer.
    ///
    /// # Errors
    /// Always [`NetError::NoClient`].
    pub(crate) fn ask(&self, _: &str, _: AskMethod) -> Result<HostAnswer, NetError> {
        Err(NetError::NoClient)
    }
}

#[cfg(test)]
mod tests {
    use super::super::HostReach;
    use super::*;

    #[test]
    fn a_program_without_the_client_says_so_and_asks_nobody() {
        let client = NoClient::new(RequestLimits {
            bytes: 1,
            seconds: 1,
            redirects: 0,
            reach: HostReach::Any,
        });
        assert_eq!(client.get("http://127.0.0.1/"), Err(NetError::NoClient));
        let asked = client.ask("http://127.0.0.1/", AskMethod::Head);
        assert_eq!(asked, Err(NetError::NoClient));
        assert!(NetError::NoClient.words().en.contains("--features full"));
    }
}
