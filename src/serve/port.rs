//! The port that is listened on. Enter at [`bind_port`].

use crate::diagnostic::{Diagnostic, Words};
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};

/// The port where none is asked for; Zola's.
pub(crate) const DEFAULT_PORT: u16 = 1111;
/// How many ports above it are tried.
const TRIES: u16 = 100;

/// Listens on `port`, or on the first free one from [`DEFAULT_PORT`] where none is asked for.
///
/// # Errors
/// The port that was asked for is taken, or the address is none of this machine's.
pub(crate) fn bind_port(
    interface: IpAddr,
    port: Option<u16>,
) -> Result<TcpListener, Box<Diagnostic>> {
    if let Some(port) = port {
        return TcpListener::bind(SocketAddr::new(interface, port))
            .map_err(|error| Box::new(cannot_bind(interface, port, &error)));
    }
    let mut last = None;
    for port in DEFAULT_PORT..DEFAULT_PORT + TRIES {
        match TcpListener::bind(SocketAddr::new(interface, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some(error),
            Err(error) => return Err(Box::new(cannot_bind(interface, port, &error))),
        }
    }
    let error = last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into());
    Err(Box::new(cannot_bind(interface, DEFAULT_PORT, &error)))
}

fn cannot_bind(interface: IpAddr, port: u16, error: &io::Error) -> Diagnostic {
    let at = SocketAddr::new(interface, port);
    let (name, words, hint) = match error.kind() {
        io::ErrorKind::AddrInUse => (
            "port-taken",
            Words::new(
                format!("the port {port} is taken by another program"),
                format!("端口 {port} 已被其他程序占用"),
            ),
            Words::new(
                "name another with `-p`, or leave `-p` out to get the next free one",
                "请用 `-p` 指定其他端口，或不写 `-p` 由程序选用空闲端口",
            ),
        ),
        io::ErrorKind::PermissionDenied => (
            "port-not-allowed",
            Words::new(
                format!("the system does not allow port {port}: {error}"),
                format!("系统不允许使用端口 {port}：{error}"),
            ),
            Words::new(
                "ports below 1024 need special rights; name another with `-p`",
                "1024 以下的端口需要特殊权限，请用 `-p` 指定其他端口",
            ),
        ),
        _ => (
            "no-address",
            Words::new(
                format!("cannot listen on {at}: {error}"),
                format!("无法监听 {at}：{error}"),
            ),
            Words::new(
                "`-i` takes an address of this machine, such as 127.0.0.1 or 0.0.0.0",
                "`-i` 应为本机地址，例如 127.0.0.1 或 0.0.0.0",
            ),
        ),
    };
    Diagnostic::error("serve", name, words).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCAL: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    #[test]
    fn a_port_that_was_asked_for_and_is_taken_is_named() {
        let first = bind_port(LOCAL, Some(0)).unwrap();
        let port = first.local_addr().unwrap().port();
        let refusal = bind_port(LOCAL, Some(port)).unwrap_err();
        assert_eq!(refusal.name, "port-taken");
        assert!(refusal.message.en.contains(&port.to_string()));
    }

    #[test]
    fn without_a_port_the_next_free_one_is_taken() {
        let first = bind_port(LOCAL, None).unwrap();
        let second = bind_port(LOCAL, None).unwrap();
        assert_ne!(
            first.local_addr().unwrap().port(),
            second.local_addr().unwrap().port()
        );
    }

    #[test]
    fn an_address_of_another_machine_is_named() {
        let refusal = bind_port([192, 0, 2, 1].into(), Some(0)).unwrap_err();
        assert_eq!(refusal.name, "no-address");
    }
}
