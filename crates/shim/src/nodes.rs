//! Device nodes of the host that containers get.

use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

use berth_link::shim::HostDevice;

/// A device node as a container has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Device {
    /// Inside.
    pub(crate) path: String,
    pub(crate) block: bool,
    pub(crate) major: u64,
    pub(crate) minor: u64,
    pub(crate) mode: u32,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    /// Of `r`, `w`, `m`.
    pub(crate) access: String,
}

impl Device {
    fn of(path: String, metadata: &Metadata, access: &str) -> Option<Self> {
        let kind = metadata.file_type();
        let node = kind.is_char_device() || kind.is_block_device();
        node.then(|| Self {
            path,
            block: kind.is_block_device(),
            major: nix::sys::stat::major(metadata.rdev()),
            minor: nix::sys::stat::minor(metadata.rdev()),
            mode: metadata.mode() & 0o7777,
            uid: metadata.uid(),
            gid: metadata.gid(),
            access: access.to_owned(),
        })
    }
}

/// The nodes below /dev that a privileged container gets: all but those it has of its own.
pub(crate) fn all() -> Vec<Device> {
    let own = ["pts", "shm", "mqueue", "fd", ".udev", "console", "ptmx"];
    let own = own.map(|name| Path::new("/dev").join(name));
    let mut found = Vec::new();
    walk(Path::new("/dev"), &mut |path, metadata| {
        if own.iter().any(|one| one == path) {
            return false;
        }
        let name = path.to_string_lossy().into_owned();
        found.extend(Device::of(name, metadata, "rwm"));
        true
    });
    found
}

/// The nodes asked for.
///
/// # Errors
/// What to say about one that is none.
pub(crate) fn asked(wanted: &[HostDevice]) -> Result<Vec<Device>, String> {
    let mut found = Vec::new();
    for device in wanted {
        let failed = |error: &io::Error| {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            format!(
                "error gathering device information while adding custom device \"{}\": {}",
                device.source,
                text.to_lowercase()
            )
        };
        let source = fs::canonicalize(&device.source).map_err(|error| failed(&error))?;
        let metadata = fs::metadata(&source).map_err(|error| failed(&error))?;
        if metadata.is_dir() {
            walk(&source, &mut |path, metadata| {
                let below = path.strip_prefix(&source).unwrap_or(path);
                let inside = Path::new(&device.destination).join(below);
                let inside = inside.to_string_lossy().into_owned();
                found.extend(Device::of(inside, metadata, &device.access));
                true
            });
        } else if let Some(node) = Device::of(device.destination.clone(), &metadata, &device.access)
        {
            found.push(node);
        } else {
            return Err(failed(&io::Error::other("not a device node")));
        }
    }
    Ok(found)
}

/// Everything below a directory; goes into one if `visit` says so.
fn walk(directory: &Path, visit: &mut impl FnMut(&Path, &Metadata) -> bool) {
    let mut pending = vec![PathBuf::from(directory)];
    while let Some(directory) = pending.pop() {
        let Ok(entries) = fs::read_dir(&directory) else {
            continue;
        };
        for entry in entries.filter_map(Result::ok) {
            let (path, Ok(metadata)) = (entry.path(), entry.metadata()) else {
                continue;
            };
            if visit(&path, &metadata) && metadata.is_dir() {
                pending.push(path);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(source: &str) -> [HostDevice; 1] {
        [HostDevice {
            source: source.to_owned(),
            destination: "/dev/it".to_owned(),
            access: "r".to_owned(),
        }]
    }

    #[test]
    fn a_node_is_found_and_what_is_none_is_named() {
        let null = asked(&device("/dev/null")).expect("a node");
        assert_eq!((null[0].major, null[0].minor, null[0].block), (1, 3, false));
        assert_eq!(
            (null[0].path.as_str(), null[0].access.as_str()),
            ("/dev/it", "r")
        );
        let missing = asked(&device("/dev/nothing")).expect_err("there is none");
        assert_eq!(
            missing,
            "error gathering device information while adding custom device \"/dev/nothing\": no such file or directory"
        );
        assert!(asked(&device("/etc/passwd")).is_err());
        assert!(!all().is_empty());
    }
}
