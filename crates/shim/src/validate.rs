//! What a container's spec must look like before anything is done with it.

use berth_link::shim::{ContainerSpec, Network};

const NAME_BYTES_MAX: usize = 255;
const RUNTIME_ID_DIGITS: usize = 64;

/// Whether this can be a container's name, and so a directory's.
pub(crate) fn is_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    !name.is_empty() && name.len() <= NAME_BYTES_MAX && name.bytes().all(plain)
}

/// Checks everything that would otherwise end up in a path or an option unseen.
///
/// # Errors
/// What is wrong.
pub(crate) fn spec(spec: &ContainerSpec, cgroup_parent: &str) -> Result<(), String> {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if !is_name(&spec.name) {
        return Err("bad container name".to_owned());
    }
    if spec.runtime_id.len() != RUNTIME_ID_DIGITS || !spec.runtime_id.bytes().all(hex) {
        return Err("bad runtime id".to_owned());
    }
    if spec.args.first().is_none_or(String::is_empty) {
        return Err("no program to run".to_owned());
    }
    if spec.layers.is_empty() {
        return Err("no image layers".to_owned());
    }
    if spec.resources.cgroup_parent != cgroup_parent {
        return Err("cgroup parent differs from the task's".to_owned());
    }
    if spec.reserve_ports.iter().any(|port| port.port == 0) {
        return Err("host port 0 cannot be reserved".to_owned());
    }
    let joined = match &spec.network {
        Network::Join { path } => Some(path),
        Network::Own | Network::Host => None,
    };
    let sources = spec
        .mounts
        .iter()
        .flat_map(|mount| [&mount.source, &mount.destination]);
    let mut paths = spec.layers.iter().chain(sources).chain(joined);
    if let Some(path) = paths.find(|path| !path.starts_with('/') || path.contains('\0')) {
        return Err(format!("path is not absolute: {path}"));
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let bad = |name: &str| name.is_empty() || name.starts_with('.') || !name.bytes().all(plain);
    if let Some(file) = spec.files.iter().find(|file| bad(&file.name)) {
        return Err(format!("bad file name {:?}", file.name));
    }
    if !spec.cwd.is_empty() && !spec.cwd.starts_with('/') {
        return Err(format!("working directory is not absolute: {}", spec.cwd));
    }
    Ok(())
}
