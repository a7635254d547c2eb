//! Host ports: which are published, and how one nobody chose is found.

use std::fmt;
use std::io;
use std::net::Ipv4Addr;
use std::os::fd::AsRawFd;

use nix::sys::socket::{AddressFamily, SockFlag, SockType, SockaddrIn, bind, socket};

/// The range of dynamic host ports where the kernel names none.
pub const DYNAMIC_FALLBACK: PortRange = PortRange {
    first: 49_153,
    last: 65_535,
};

/// Where the kernel keeps the range of outgoing connections' ports.
const KERNEL_RANGE: &str = "/proc/sys/net/ipv4/ip_local_port_range";

/// Both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PortRange {
    /// The lowest port.
    pub first: u16,
    /// The highest port.
    pub last: u16,
}

impl PortRange {
    /// The range the kernel takes ports of outgoing connections from.
    pub(crate) fn of_kernel() -> Self {
        std::fs::read_to_string(KERNEL_RANGE)
            .ok()
            .and_then(|text| Self::parse(&text))
            .unwrap_or(DYNAMIC_FALLBACK)
    }

    /// Two numbers divided by white space.
    fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.split_whitespace().map(str::parse);
        let range = Self {
            first: numbers.next()?.ok()?,
            last: numbers.next()?.ok()?,
        };
        (range.first > 0 && range.first <= range.last).then_some(range)
    }

    fn len(self) -> u32 {
        u32::from(self.last) - u32::from(self.first) + 1
    }
}

/// The transport of a published port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protocol {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
        })
    }
}

/// A host port and where its packets go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Published {
    /// TCP or UDP.
    pub protocol: Protocol,
    /// The host's port, on every address of the host.
    pub host_port: u16,
    /// The container's.
    pub container_port: u16,
}

/// Finds free host ports, going round the range so that a port just freed comes last.
#[derive(Debug)]
pub(crate) struct DynamicPorts {
    range: PortRange,
    next: u32,
}

impl DynamicPorts {
    pub(crate) const fn new(range: PortRange) -> Self {
        Self { range, next: 0 }
    }

    /// The first of `count` neighbouring ports that nobody uses: each was bound for a moment.
    /// `taken` are those to leave alone although they may be bindable.
    pub(crate) fn find(
        &mut self,
        protocol: Protocol,
        count: u16,
        taken: impl Fn(u16) -> bool,
    ) -> Option<u16> {
        let (len, count) = (self.range.len(), u32::from(count.max(1)));
        let last_start = len.checked_sub(count)?;
        let mut tried = 0;
        while tried < len {
            let start = self.next % len;
            if start > last_start {
                tried += len - start;
                self.next = 0;
                continue;
            }
            let port = |offset: u32| u16::try_from(u32::from(self.range.first) + offset).ok();
            let busy = (start..start + count).find(|offset| {
                port(*offset).is_none_or(|port| taken(port) || !is_free(protocol, port))
            });
            let Some(busy) = busy else {
                self.next = start + count;
                return port(start);
            };
            tried += busy + 1 - start;
            self.next = busy + 1;
        }
        None
    }
}

/// Whether the port could be bound on every address just now.
fn is_free(protocol: Protocol, port: u16) -> bool {
    try_bind(protocol, port).is_ok()
}

/// Without `SO_REUSEADDR`, which the standard library sets: with it a port that another holds
/// without listening would look free.
fn try_bind(protocol: Protocol, port: u16) -> io::Result<()> {
    let kind = match protocol {
        Protocol::Tcp => SockType::Stream,
        Protocol::Udp => SockType::Datagram,
    };
    let socket = socket(AddressFamily::Inet, kind, SockFlag::SOCK_CLOEXEC, None)?;
    let address = SockaddrIn::from(std::net::SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, port));
    bind(socket.as_raw_fd(), &address)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn the_kernels_range_is_read() {
        let check = |text, expected| assert_eq!(PortRange::parse(text), expected, "{text}");
        check(
            "32768\t60999\n",
            Some(PortRange {
                first: 32_768,
                last: 60_999,
            }),
        );
        check("0 10", None);
        check("20 10", None);
        check("1", None);
    }

    #[test]
    fn a_bound_port_is_skipped_and_the_range_goes_round() {
        // A listener and its neighbours stand for the range.
        let listener = TcpListener::bind("0.0.0.0:0").expect("a port");
        let busy = listener.local_addr().expect("bound").port().min(65_000);
        let mut ports = DynamicPorts::new(PortRange {
            first: busy,
            last: busy + 400,
        });
        let first = ports.find(Protocol::Tcp, 1, |_| false).expect("one free");
        assert!(first > busy);
        let second = ports.find(Protocol::Tcp, 1, |_| false).expect("one free");
        assert!(second > first, "a port is not given twice in a row");
    }

    #[test]
    fn neighbouring_ports_come_together_or_not_at_all() {
        let range = PortRange {
            first: 100,
            last: 104,
        };
        let mut ports = DynamicPorts::new(range);
        // Root binds low ports; `taken` leaves 103 and 104.
        let taken = |port| port < 103;
        let start = ports.find(Protocol::Udp, 2, taken);
        assert!(matches!(start, Some(103) | None), "{start:?}");
        assert_eq!(ports.find(Protocol::Udp, 3, taken), None);
        assert_eq!(ports.find(Protocol::Udp, 6, |_| false), None);
    }
}
