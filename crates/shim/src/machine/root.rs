//! The file system the emulator sees: programs and libraries of the host, read-only, the kernel and
//! the first file system of the guest, and nothing else.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::symlink;
use std::path::Path;

use berth_link::shim::{Accelerator, MachineSpec};
use berth_vmm::qemu;
use nix::mount::{MntFlags, MsFlags, mount, umount2};
use nix::unistd::{chdir, pivot_root};

use super::emulator::parent_of;

/// A directory of the task's that is mounted over.
const PLACE: &str = "emulator";
/// Where programs are, and what they load.
const PROGRAMS: [&str; 6] = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64"];
/// What a program opens that is no secret and no disk.
const FILES: [&str; 3] = ["/etc/ld.so.cache", "/dev/null", "/dev/urandom"];

/// Makes it, and makes it the only one. The process has a mount namespace of its own.
pub(super) fn enter(spec: &MachineSpec, directory: &Path) -> io::Result<()> {
    let nothing = None::<&str>;
    let private = MsFlags::MS_REC | MsFlags::MS_PRIVATE;
    mount(nothing, "/", nothing, private, nothing)?;
    let place = directory.join(PLACE);
    fs::create_dir_all(&place)?;
    let memory = Some("mode=0755,size=1m");
    mount(
        Some("root"),
        &place,
        Some("tmpfs"),
        MsFlags::empty(),
        memory,
    )?;
    for path in PROGRAMS {
        show(&place, Path::new(path), Path::new(path))?;
    }
    // One that is installed elsewhere.
    if let Some(own) = parent_of(&spec.qemu)
        && !PROGRAMS.iter().any(|path| own.starts_with(path))
    {
        show(&place, own, own)?;
    }
    for path in FILES {
        show(&place, Path::new(path), Path::new(path))?;
    }
    if spec.accelerator == Accelerator::Kvm {
        show(&place, Path::new("/dev/kvm"), Path::new("/dev/kvm"))?;
    }
    show(&place, Path::new(&spec.kernel), Path::new(qemu::KERNEL))?;
    show(&place, Path::new(&spec.initrd), Path::new(qemu::INITRD))?;
    let read_only = MsFlags::MS_REMOUNT | MsFlags::MS_BIND | MsFlags::MS_RDONLY;
    mount(nothing, &place, nothing, read_only, nothing)?;
    chdir(&place)?;
    pivot_root(".", ".")?;
    umount2(".", MntFlags::MNT_DETACH)?;
    chdir("/")?;
    Ok(())
}

/// Shows `from` at `to` below `place`, read-only; nothing if it is not there.
fn show(place: &Path, from: &Path, to: &Path) -> io::Result<()> {
    let to = place.join(to.strip_prefix("/").unwrap_or(to));
    let Ok(metadata) = fs::symlink_metadata(from) else {
        return Ok(());
    };
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    if metadata.is_symlink() && PROGRAMS.iter().any(|path| Path::new(path) == from) {
        return symlink(fs::read_link(from)?, to);
    }
    if fs::metadata(from)?.is_dir() {
        fs::create_dir_all(&to)?;
    } else {
        File::create(&to)?;
    }
    let nothing = None::<&str>;
    mount(Some(from), &to, nothing, MsFlags::MS_BIND, nothing)?;
    let flags = MsFlags::MS_REMOUNT | MsFlags::MS_BIND | MsFlags::MS_RDONLY | MsFlags::MS_NOSUID;
    mount(nothing, &to, nothing, flags, nothing)?;
    Ok(())
}
