//! File systems that are volumes: mounted where only the task's shim and containers see them.

use std::fs;
use std::io;
use std::path::Path;

use berth_link::shim::VolumeMount;
use nix::mount::{MsFlags, mount};

/// Mounts what is not mounted yet. Containers of a task are made one after the other by one shim,
/// and nobody else sees these mounts, so a mount at the place is the one asked for.
///
/// # Errors
/// With the kernel's reason; those mounted before stay for the task.
pub(crate) fn mount_all(volumes: &[VolumeMount]) -> io::Result<()> {
    for volume in volumes {
        let target = Path::new(&volume.target);
        fs::create_dir_all(target)?;
        if is_mounted(target)? {
            continue;
        }
        let (flags, data) = options(&volume.options);
        let kind = Some(volume.kind.as_str()).filter(|kind| !kind.is_empty());
        mount(
            Some(volume.device.as_str()),
            target,
            kind,
            flags,
            Some(data.as_str()),
        )?;
    }
    Ok(())
}

fn is_mounted(target: &Path) -> io::Result<bool> {
    let target = fs::canonicalize(target)?;
    let table = fs::read_to_string("/proc/self/mountinfo")?;
    // Spaces and the like are written as octal numbers; our directories have none.
    let mut points = table.lines().filter_map(|line| line.split(' ').nth(4));
    Ok(points.any(|point| Path::new(point) == target))
}

/// Flags, and what the file system itself understands.
fn options(text: &str) -> (MsFlags, String) {
    let mut flags = MsFlags::empty();
    let mut data = Vec::new();
    for option in text.split(',').filter(|option| !option.is_empty()) {
        match option {
            "defaults" | "rw" | "suid" | "dev" | "exec" => {}
            "ro" => flags |= MsFlags::MS_RDONLY,
            "nosuid" => flags |= MsFlags::MS_NOSUID,
            "nodev" => flags |= MsFlags::MS_NODEV,
            "noexec" => flags |= MsFlags::MS_NOEXEC,
            "sync" => flags |= MsFlags::MS_SYNCHRONOUS,
            "noatime" => flags |= MsFlags::MS_NOATIME,
            "nodiratime" => flags |= MsFlags::MS_NODIRATIME,
            "relatime" => flags |= MsFlags::MS_RELATIME,
            "strictatime" => flags |= MsFlags::MS_STRICTATIME,
            other => data.push(other),
        }
    }
    (flags, data.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_told_from_the_file_systems_own_options() {
        let (flags, data) = options("size=1m,ro,uid=7,noexec,defaults");
        assert_eq!(flags, MsFlags::MS_RDONLY | MsFlags::MS_NOEXEC);
        assert_eq!(data, "size=1m,uid=7");
    }
}
