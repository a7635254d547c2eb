//! What the host says the machine is to be: its name, clock, disks and interface.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use berth_link::guest::{Begin, PROTOCOL, WAITING_MAC};
use berth_link::shim::{GUEST_IMAGES, GUEST_TASK, IMAGES_MAX, Interface, Storage};
use berth_vmm::qemu;
use nix::mount::{MsFlags, mount};

use super::events::Events;
use super::files::{bind, file_system};
use crate::sys;

/// Where disks are mounted that directories of the task are on.
const DISKS: &str = "/disks";

/// Does everything, in the order in which it is needed.
pub(super) fn prepare(begin: &Begin, events: &Events) -> io::Result<()> {
    if begin.protocol != PROTOCOL {
        let text = format!("the host speaks protocol {}", begin.protocol);
        return Err(io::Error::other(text));
    }
    sys::set_clock(begin.now_ms)?;
    fs::write("/proc/sys/kernel/hostname", &begin.hostname)?;
    sys::loopback_up()?;
    storage(begin.storage, events)?;
    let images = usize::try_from(begin.images).unwrap_or(usize::MAX);
    for number in 0..images.min(IMAGES_MAX) {
        let at = Path::new(GUEST_IMAGES).join(number.to_string());
        let device = disk(&qemu::image_serial(number), events)?;
        disk_at(&device, &at, "erofs", MsFlags::MS_RDONLY, None)?;
    }
    if let Some(interface) = &begin.interface {
        network(interface, events)?;
    }
    Ok(())
}

fn storage(storage: Storage, events: &Events) -> io::Result<()> {
    // The journal and other notes of the engine's are in memory: a full disk does not keep it from
    // telling how its containers ended.
    let memory = MsFlags::MS_NOSUID | MsFlags::MS_NODEV;
    file_system("tmpfs", GUEST_TASK, memory, "mode=0700")?;
    let scratch = written(qemu::SCRATCH, events)?;
    let volumes = match storage {
        Storage::One { .. } => scratch.clone(),
        Storage::Two { .. } => written(qemu::VOLUMES, events)?,
    };
    for (disk, name) in [(scratch, "containers"), (volumes, "volumes")] {
        let (from, to) = (disk.join(name), Path::new(GUEST_TASK).join(name));
        fs::create_dir_all(&from)?;
        fs::create_dir_all(&to)?;
        bind(&from, &to)?;
    }
    Ok(())
}

/// Mounts a disk that is written to.
fn written(serial: &str, events: &Events) -> io::Result<PathBuf> {
    let at = Path::new(DISKS).join(serial);
    let device = disk(serial, events)?;
    // Nothing of it outlives the machine, so nothing waits for it to be written in order; and what was
    // never used is not written at all, or the host's file would not stay sparse.
    disk_at(
        &device,
        &at,
        "ext4",
        MsFlags::MS_NOATIME,
        Some("discard,data=writeback,nobarrier,noinit_itable"),
    )?;
    Ok(at)
}

fn disk_at(
    device: &Path,
    at: &Path,
    kind: &str,
    flags: MsFlags,
    options: Option<&str>,
) -> io::Result<()> {
    fs::create_dir_all(at)?;
    mount(Some(device), at, Some(kind), flags, options).map_err(|error| {
        let text = format!("cannot mount {} as {kind}: {error}", at.display());
        io::Error::other(text)
    })
}

/// The disk with this serial; the kernel numbers them as it likes.
fn disk(serial: &str, events: &Events) -> io::Result<PathBuf> {
    events.wait_for(&format!("the disk {serial}"), || {
        for entry in fs::read_dir("/sys/block")? {
            let name = entry?.file_name();
            let file = Path::new("/sys/block").join(&name).join("serial");
            let found = fs::read_to_string(file).unwrap_or_default();
            let device = Path::new("/dev").join(&name);
            if found.trim_end_matches(['\0', '\n']) == serial && device.exists() {
                return Ok(Some(device));
            }
        }
        Ok(None)
    })
}

fn network(interface: &Interface, events: &Events) -> io::Result<()> {
    let (name, waited) = events.wait_for("the network interface", || {
        for entry in fs::read_dir("/sys/class/net")? {
            let entry = entry?;
            let mac = fs::read_to_string(entry.path().join("address")).unwrap_or_default();
            let is = |other: &str| mac.trim().eq_ignore_ascii_case(other);
            let waited = is(WAITING_MAC);
            if waited || is(&interface.mac) {
                let name = entry.file_name().to_string_lossy().into_owned();
                return Ok(Some((name, waited)));
            }
        }
        Ok(None)
    })?;
    if waited {
        sys::set_hardware_address(&name, &interface.mac).map_err(|error| {
            let text = format!("cannot give {name} its hardware address: {error}");
            io::Error::other(text)
        })?;
    }
    sys::set_interface(
        &name,
        interface.address,
        interface.prefix,
        interface.gateway,
        interface.mtu,
    )
    .map_err(|error| io::Error::other(format!("cannot set up {name}: {error}")))?;
    // As docker does for containers with a network of their own: no port is privileged, and
    // anybody may ping.
    for (file, value) in [
        ("ip_unprivileged_port_start", "0"),
        ("ping_group_range", "0 2147483647"),
    ] {
        fs::write(Path::new("/proc/sys/net/ipv4").join(file), value)?;
    }
    Ok(())
}
