//! Which hosts are public. Enter at [`is_private`]; a [`PublicResolver`] looks at what names lead to.

use super::super::answer::HostReach;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Looks names up, and refuses those that lead into a network of its own.
#[derive(Debug)]
pub(super) struct PublicResolver {
    reach: HostReach,
    system: DefaultResolver,
}

impl PublicResolver {
    pub(super) fn new(reach: HostReach) -> PublicResolver {
        PublicResolver {
            reach,
            system: DefaultResolver::default(),
        }
    }
}

/// A name that leads to an address of its own network.
#[derive(Debug)]
pub(super) struct PrivateAddress {
    pub(super) host: String,
}

impl fmt::Display for PrivateAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not public", self.host)
    }
}

impl std::error::Error for PrivateAddress {}

impl Resolver for PublicResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.system.resolve(uri, config, timeout)?;
        // An office's proxy lies in the office's own network; it looks up by itself what it is asked for.
        let is_proxy = config.proxy().is_some_and(|proxy| proxy.uri() == uri);
        let is_refused = !is_proxy && found.iter().any(|one| is_private(one.ip()));
        if self.reach == HostReach::Public && is_refused {
            let host = uri.host().unwrap_or_default().to_owned();
            return Err(ureq::Error::Other(Box::new(PrivateAddress { host })));
        }
        Ok(found)
    }
}

/// Whether the name alone says that the host is not public: a number of such a network, or a name that no other machine has.
///
/// A proxy looks names up by itself, so that this is all that is known there.
pub(super) fn is_private_name(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let is_local = !host.contains(['.', ':'])
        || [".localhost", ".local", ".internal", ".lan", ".home.arpa"]
            .iter()
            .any(|end| host.ends_with(end));
    match host.parse::<IpAddr>() {
        Ok(address) => is_private(address),
        // `127.1` and `0x7f.1` are numbers to some resolvers.
        Err(_) => is_local || host.split('.').next_back().is_some_and(is_number),
    }
}

fn is_number(label: &str) -> bool {
    label.starts_with("0x")
        || (!label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether an address is kept for this machine, for networks of their own or for special uses (IANA's registries of special-purpose addresses).
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => is_private_v6(address),
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    // Beside what the standard library knows: "this network" 0.0.0.0/8, the reserved 240.0.0.0/4, addresses shared by
    // providers 100.64.0.0/10 (RFC 6598), protocol assignments 192.0.0.0/24 and benchmarks 198.18.0.0/15 (RFC 2544).
    let [a, b, c, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19))
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    // Addresses that carry one of version 4 are judged by it: mapped ones and those of 64:ff9b::/96 (RFC 6052). Refused
    // as a whole are 6to4 2002::/16, Teredo and the other special 2001::/23, documentation 2001:db8::/32 and the old
    // compatible ones ::/96.
    let [a, b, .., y, z] = address.segments();
    let tail = Ipv4Addr::from((u32::from(y) << 16) | u32::from(z));
    // Addresses that carry one of the older kind lead to that one.
    if address.to_ipv4_mapped().is_some() || (a == 0x64 && b == 0xff9b) {
        return is_private_v4(tail);
    }
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || a == 0x2002
        || (a == 0x2001 && (b == 0xdb8 || b < 0x200))
        || address.segments()[..6] == [0; 6]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_own_networks_are_known() {
        for address in [
            "127.0.0.1",
            "127.9.9.9",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "::127.0.0.1",
            "2002:7f00:1::",
            "2001:db8::1",
        ] {
            assert!(is_private(address.parse().unwrap()), "{address}");
            assert!(is_private_name(address), "{address}");
        }
        for address in [
            "1.1.1.1",
            "172.32.0.1",
            "192.169.0.1",
            "2400:3200::1",
            "::ffff:8.8.8.8",
        ] {
            assert!(!is_private(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn names_that_no_other_machine_has_are_known() {
        for name in [
            "localhost",
            "LOCALHOST.",
            "a.localhost",
            "printer",
            "nas.local",
            "127.1",
            "0x7f.1",
            "2130706433",
        ] {
            assert!(is_private_name(name), "{name}");
        }
        for name in ["www.gov.cn", "a.example", "localhost.example"] {
            assert!(!is_private_name(name), "{name}");
        }
    }
}
