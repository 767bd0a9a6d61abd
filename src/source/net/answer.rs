//! What a request is allowed, and what comes back. Enter at [`HostAnswer`] and [`NetError`].

#![cfg_attr(
    not(feature = "online"),
    expect(
        dead_code,
        reason = "what the client reads and tells, in a program that has none"
    )
)]

use crate::diagnostic::Words;

/// How far a request may go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RequestLimits {
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
pub(crate) enum HostReach {
    /// Those of the public network only: never this machine, never the office's own network.
    Public,
    /// The host that a person named, whichever it is; where it leads on to another, public ones only.
    Named,
    /// Any.
    Any,
}

/// How an address is asked when the body is not wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AskMethod {
    /// Asks for the head only.
    Head,
    /// Asks for everything and reads the head only; for hosts that refuse [`AskMethod::Head`].
    Get,
}

/// What a host answered. Statuses of 400 and more are answers too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HostAnswer {
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
pub(crate) enum NetError {
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
    /// This program was built without the client.
    NoClient,
}

impl NetError {
    /// What went wrong, as the second half of a sentence that began with the address.
    pub(crate) fn words(&self) -> Words {
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
            NetError::NoClient => say(
                "this program was built without the client of the network; build it with `--features full`".to_owned(),
                "本程序编译时未带网络功能，请用 `--features full` 重新编译".to_owned(),
            ),
            NetError::Connection(why) => say(
                format!("the connection failed: {why}"),
                format!("连接失败：{why}"),
            ),
        }
    }
}
