//! The network, for `vendor` and `check --online` and nothing else. Enter at [`HttpClient::new`], then [`HttpClient::get`].
//!
//! The client and its cryptography take a quarter of a minute to compile and no build of a site asks the network, so that they are in the
//! program only with the feature `online`; without it every address is answered with [`NetError::NoClient`].

#[cfg(not(feature = "online"))]
mod absent;
mod answer;
#[cfg(feature = "online")]
mod client;

#[cfg(not(feature = "online"))]
pub(crate) use absent::NoClient as HttpClient;
pub(crate) use answer::{AskMethod, HostAnswer, HostReach, NetError, RequestLimits};
#[cfg(feature = "online")]
pub(crate) use client::HttpClient;
