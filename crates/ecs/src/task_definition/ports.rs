//! Port mappings and what else the network mode decides.

use std::collections::BTreeMap;

use berth_api_ecs as api;

use super::{containers, each, ensure, network_mode, text};
use crate::Outcome;

const MAX_RANGES: usize = 100;
const MAX_NAME: usize = 64;

/// Fills in what reading back shows.
pub(super) fn fill(mapping: &mut api::PortMapping, mode: &str) {
    mapping.protocol.get_or_insert(api::TransportProtocol::Tcp);
    if mapping.container_port_range.is_some() {
        return;
    }
    match mode {
        "awsvpc" | "host" if mapping.host_port.unwrap_or(0) == 0 => {
            mapping.host_port = mapping.container_port;
        }
        "bridge" => {
            mapping.host_port.get_or_insert(0);
        }
        _ => {}
    }
}

pub(super) fn check(document: &api::TaskDefinition) -> Outcome<()> {
    let mode = network_mode(document);
    let mut names = Vec::new();
    let mut host_ports = BTreeMap::new();
    for (index, container) in containers(document).iter().enumerate() {
        let at = format!("containerDefinitions[{index}]");
        by_mode(&at, container, mode)?;
        let mappings = each(container.port_mappings.as_ref());
        inside(&at, mappings)?;
        for (position, mapping) in mappings.iter().enumerate() {
            let at = format!("{at}.portMappings[{position}]");
            self::mapping(&at, mapping, mode)?;
            if let Some(name) = &mapping.name {
                names.push(name.as_str());
            }
            let host_port = mapping.host_port.unwrap_or(0);
            let key = (host_port, mapping.protocol.clone());
            if host_port != 0
                && let Some(first) = host_ports.insert(key, at.clone())
            {
                return Err(crate::faults::client(format!(
                    "{at}.hostPort {host_port} is already taken by {first}."
                )));
            }
        }
    }
    super::normalise::unique("portMappings", names.into_iter())
}

fn by_mode(at: &str, container: &api::ContainerDefinition, mode: &str) -> Outcome<()> {
    let name = text(container.name.as_ref());
    let has_ports = !each(container.port_mappings.as_ref()).is_empty();
    ensure(mode != "none" || !has_ports, || {
        format!("{at}.portMappings must be empty when networkMode=none (container '{name}').")
    })?;
    ensure(
        mode == "bridge" || each(container.links.as_ref()).is_empty(),
        || format!("Links are not supported when networkMode={mode}."),
    )?;
    ensure(
        mode != "awsvpc" || text(container.hostname.as_ref()).is_empty(),
        || "hostname is not supported on container when networkMode=awsvpc.".to_owned(),
    )?;
    ensure(
        mode != "awsvpc" || each(container.extra_hosts.as_ref()).is_empty(),
        || "extraHosts is not supported on container when networkMode=awsvpc.".to_owned(),
    )
}

fn mapping(at: &str, mapping: &api::PortMapping, mode: &str) -> Outcome<()> {
    if mapping.container_port_range.is_some() {
        ensure(
            mapping.container_port.is_none() && mapping.host_port.is_none(),
            || format!("{at}.containerPortRange excludes containerPort and hostPort."),
        )?;
        ensure(matches!(mode, "bridge" | "awsvpc"), || {
            format!("{at}.containerPortRange is only supported with networkMode bridge or awsvpc.")
        })?;
    } else {
        let container_port = mapping.container_port.unwrap_or(0);
        ensure((1..=65_535).contains(&container_port), || {
            format!("{at}.containerPort must be from 1 to 65535.")
        })?;
        let host_port = mapping.host_port.unwrap_or(0);
        ensure((0..=65_535).contains(&host_port), || {
            format!("{at}.hostPort must be from 0 to 65535.")
        })?;
        ensure(
            !matches!(mode, "awsvpc" | "host") || host_port == container_port,
            || {
                format!(
                    "When networkMode={mode}, the host ports and container ports in port mappings must match."
                )
            },
        )?;
    }
    let Some(name) = &mapping.name else {
        return Ok(());
    };
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte);
    let holds = (1..=MAX_NAME).contains(&name.len()) && name.bytes().all(allowed);
    ensure(holds && !name.starts_with('-'), || {
        format!(
            "{at}.name must have 1 to {MAX_NAME} lower-case letters, digits, _ and -, and not begin with -."
        )
    })
}

/// Ports inside one container: ranges well-formed and apart, no port for two protocols.
fn inside(at: &str, mappings: &[api::PortMapping]) -> Outcome<()> {
    let mut taken: Vec<(u16, u16, &api::PortMapping)> = Vec::new();
    let mut ranges = 0;
    for (index, mapping) in mappings.iter().enumerate() {
        let at = format!("{at}.portMappings[{index}]");
        let (from, to) = match &mapping.container_port_range {
            None => {
                let port = u16::try_from(mapping.container_port.unwrap_or(0)).unwrap_or(0);
                (port, port)
            }
            Some(range) => {
                ranges += 1;
                range_of(range).ok_or_else(|| {
                    crate::faults::client(format!(
                        "{at}.containerPortRange '{range}' must be FROM-TO, both from 1 to 65535."
                    ))
                })?
            }
        };
        for (other_from, other_to, other) in &taken {
            let apart = to < *other_from || *other_to < from;
            // Mapping one port to several host ports is fine; anything else is not.
            let plain = mapping.container_port.is_some() && other.container_port.is_some();
            ensure(
                apart || (plain && mapping.protocol == other.protocol),
                || {
                    format!(
                        "{at}: container port {from} is mapped more than once, for two protocols or in two ranges."
                    )
                },
            )?;
        }
        taken.push((from, to, mapping));
    }
    ensure(ranges <= MAX_RANGES, || {
        format!("{at}.portMappings can have at most {MAX_RANGES} containerPortRange.")
    })
}

fn range_of(range: &str) -> Option<(u16, u16)> {
    let (from, to) = range.split_once('-')?;
    let (from, to) = (from.parse().ok()?, to.parse().ok()?);
    (1 <= from && from <= to).then_some((from, to))
}
