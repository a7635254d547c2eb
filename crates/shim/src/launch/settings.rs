//! Kernel settings of a container's own namespaces.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::BorrowedFd;

use berth_link::shim::{ContainerSpec, Network};
use nix::fcntl::{OFlag, openat};
use nix::sys::stat::Mode;

/// As docker sets them in a network of the container's own: no port is privileged, and anybody may
/// ping.
const NETWORK: [(&str, &str); 2] = [
    ("net.ipv4.ip_unprivileged_port_start", "0"),
    ("net.ipv4.ping_group_range", "0 2147483647"),
];

/// Sets them through the root of a proc file system, by a process in those namespaces.
///
/// # Errors
/// With the setting's name.
pub(crate) fn set_all(proc: BorrowedFd<'_>, spec: &ContainerSpec) -> io::Result<()> {
    let usual = NETWORK.iter().copied();
    let usual = usual.filter(|_| spec.network == Network::Own);
    let asked = spec.linux.sysctls.iter();
    for (name, value) in usual.chain(asked.map(|(name, value)| (name.as_str(), value.as_str()))) {
        set(proc, name, value)
            .map_err(|error| io::Error::new(error.kind(), format!("{name}: {error}")))?;
    }
    Ok(())
}

fn set(proc: BorrowedFd<'_>, name: &str, value: &str) -> io::Result<()> {
    // Without dots nothing of it leads up.
    let path = format!("sys/{}", name.replace('.', "/"));
    let flags = OFlag::O_WRONLY | OFlag::O_CLOEXEC;
    let mut file = File::from(openat(proc, path.as_str(), flags, Mode::empty())?);
    file.write_all(value.as_bytes())
}
