//! Which host ports lead to a container.

use berth_link::acs;
use berth_link::shim::ReservePort;
use berth_net::{Bridge, Protocol, Published};
use berth_task_engine::NetworkBinding;
use serde::{Deserialize, Serialize};

use super::spec::Mode;

/// Ports of a range that a mapping may have.
const MAX_RANGE: u16 = 1000;

/// Neighbouring ports of the host and of the container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Span {
    udp: bool,
    host_first: u16,
    container_first: u16,
    count: u16,
    /// Given as a range, and so reported as one.
    range: bool,
    /// Chosen by the agent: another one would do.
    pub(super) dynamic: bool,
}

/// Why ports cannot be given; for the container's reason.
#[derive(Debug, thiserror::Error)]
pub(super) enum PortsError {
    /// The mapping makes no sense.
    #[error("invalid port mapping: {0}")]
    Invalid(String),
    /// No port is free.
    #[error("no free host port: {0}")]
    NoneFree(#[from] berth_net::Error),
}

/// Gives every mapping of the container its host ports.
pub(super) fn allocate(
    container: &acs::Container,
    mode: Mode,
    bridge: &Bridge,
) -> Result<Vec<Span>, PortsError> {
    // With an interface of its own a task has all ports and maps none.
    if matches!(mode, Mode::None | Mode::Awsvpc) {
        return Ok(Vec::new());
    }
    let mut spans = Vec::new();
    for mapping in &container.port_mappings {
        let (container_first, count) = inside(mapping)?;
        let udp = mapping.is_udp();
        let protocol = protocol(udp);
        let dynamic = mode == Mode::Bridge && mapping.host_port == 0;
        let host_first = match mode {
            Mode::Bridge if dynamic => bridge.allocate_dynamic(protocol, count)?,
            Mode::Bridge => mapping.host_port,
            Mode::Host | Mode::None | Mode::Awsvpc => container_first,
        };
        spans.push(Span {
            udp,
            host_first,
            container_first,
            count,
            range: mapping.container_port_range.is_some(),
            dynamic,
        });
    }
    Ok(spans)
}

/// The first port inside, and how many there are.
fn inside(mapping: &acs::PortMapping) -> Result<(u16, u16), PortsError> {
    let invalid = |text: &str| PortsError::Invalid(text.to_owned());
    let Some(range) = &mapping.container_port_range else {
        if mapping.container_port == 0 {
            return Err(invalid("containerPort is missing"));
        }
        return Ok((mapping.container_port, 1));
    };
    let ends = range.split_once('-');
    let ends = ends
        .and_then(|(first, last)| Some((first.trim().parse().ok()?, last.trim().parse().ok()?)));
    match ends {
        Some((first, last)) if 0 < first && first <= last && last - first < MAX_RANGE => {
            Ok((first, last - first + 1))
        }
        _ => Err(invalid(range)),
    }
}

const fn protocol(udp: bool) -> Protocol {
    if udp { Protocol::Udp } else { Protocol::Tcp }
}

impl Span {
    fn pairs(&self) -> impl Iterator<Item = (u16, u16)> {
        let (host, container) = (self.host_first, self.container_first);
        (0..self.count).map(move |offset| {
            (
                host.saturating_add(offset),
                container.saturating_add(offset),
            )
        })
    }
}

/// What the shim holds.
pub(super) fn reserved(spans: &[Span]) -> Vec<ReservePort> {
    let ports = spans.iter().flat_map(|span| {
        span.pairs().map(|(port, _)| ReservePort {
            port,
            udp: span.udp,
        })
    });
    ports.collect()
}

/// What the packet filter maps.
pub(super) fn published(spans: &[Span]) -> Vec<Published> {
    let ports = spans.iter().flat_map(|span| {
        span.pairs().map(|(host_port, container_port)| Published {
            protocol: protocol(span.udp),
            host_port,
            container_port,
        })
    });
    ports.collect()
}

/// What is reported.
pub(super) fn bindings(spans: &[Span]) -> Vec<NetworkBinding> {
    let text = |first: u16, count: u16| format!("{first}-{}", first.saturating_add(count - 1));
    spans
        .iter()
        .map(|span| NetworkBinding {
            bind_ip: "0.0.0.0".to_owned(),
            container_port: (!span.range).then_some(span.container_first),
            host_port: (!span.range).then_some(span.host_first),
            container_port_range: span.range.then(|| text(span.container_first, span.count)),
            host_port_range: span.range.then(|| text(span.host_first, span.count)),
            protocol: protocol(span.udp).to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_a_port_or_a_range() {
        let check = |port: u16, range: Option<&str>, expected: Option<(u16, u16)>| {
            let mapping = acs::PortMapping {
                container_port: port,
                container_port_range: range.map(str::to_owned),
                ..acs::PortMapping::default()
            };
            assert_eq!(inside(&mapping).ok(), expected, "{port} {range:?}");
        };
        check(80, None, Some((80, 1)));
        check(0, Some("9000-9002"), Some((9000, 3)));
        check(0, None, None);
        check(0, Some("9002-9000"), None);
        check(0, Some("0-5"), None);
        check(0, Some("1-65535"), None);
    }

    #[test]
    fn a_range_is_reported_as_one_and_mapped_port_by_port() {
        let spans = [Span {
            udp: true,
            host_first: 32768,
            container_first: 9000,
            count: 2,
            range: true,
            dynamic: true,
        }];
        let binding = &bindings(&spans)[0];
        assert_eq!(binding.host_port_range.as_deref(), Some("32768-32769"));
        assert_eq!(
            (binding.host_port, binding.protocol.as_str()),
            (None, "udp")
        );
        assert_eq!(published(&spans)[1].container_port, 9001);
        assert_eq!(reserved(&spans)[1].port, 32769);
    }
}
