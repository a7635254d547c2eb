//! Fills a new volume with what the image has at its place, as docker does.

use std::ffi::{CStr, OsStr};
use std::fs::{self, File};
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use nix::dir::Dir;
use nix::fcntl::{AtFlags, OFlag, openat, readlinkat};
use nix::sys::stat::{
    FchmodatFlags, FileStat, Mode, SFlag, UtimensatFlags, fchmod, fchmodat, fstat, fstatat,
    mkdirat, mknodat, utimensat,
};
use nix::sys::time::TimeSpec;
use nix::unistd::{Gid, Uid, fchown, fchownat, symlinkat};

use crate::rootfs::OpenRoot;
use crate::sys;

/// Copies the image's `destination` with owners, modes, times and attributes into `volume`, which
/// is made if missing and left alone if anything is in it already.
pub(crate) fn populate(root: &OpenRoot, destination: &Path, volume: &Path) -> io::Result<()> {
    fs::create_dir_all(volume)?;
    if fs::read_dir(volume)?.next().is_some() {
        return Ok(());
    }
    let Some(from) = root.directory(destination)? else {
        return Ok(());
    };
    let to = File::open(volume)?.into();
    copy_directory(&from, &to)
}

/// Both directories are open already; every step below goes by names of one component that are
/// never followed if they are symlinks, since a container sharing the volume may be running.
fn copy_directory(from: &OwnedFd, to: &OwnedFd) -> io::Result<()> {
    let mut entries = Dir::from_fd(from.try_clone()?)?;
    for entry in entries.iter() {
        let entry = entry?;
        let name = entry.file_name();
        if name != c"." && name != c".." {
            copy_entry(from, to, name)?;
        }
    }
    let status = fstat(from)?;
    fchown(
        to,
        Some(Uid::from_raw(status.st_uid)),
        Some(Gid::from_raw(status.st_gid)),
    )?;
    fchmod(to, mode_of(&status))?;
    sys::copy_xattrs(from.as_fd(), to.as_fd())
}

fn copy_entry(from: &OwnedFd, to: &OwnedFd, name: &CStr) -> io::Result<()> {
    let status = fstatat(from, name, AtFlags::AT_SYMLINK_NOFOLLOW)?;
    let kind = SFlag::from_bits_truncate(status.st_mode & SFlag::S_IFMT.bits());
    let nofollow = OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
    if kind == SFlag::S_IFDIR {
        mkdirat(to, name, Mode::from_bits_truncate(0o700))?;
        let directory = OFlag::O_RDONLY | OFlag::O_DIRECTORY | nofollow;
        let from = openat(from, name, directory, Mode::empty())?;
        let to = openat(to, name, directory, Mode::empty())?;
        copy_directory(&from, &to)?;
    } else if kind == SFlag::S_IFREG {
        let source = openat(from, name, OFlag::O_RDONLY | nofollow, Mode::empty())?;
        let new = OFlag::O_WRONLY | OFlag::O_CREAT | OFlag::O_EXCL | nofollow;
        let target = openat(to, name, new, Mode::from_bits_truncate(0o600))?;
        let mut source = File::from(source);
        let mut target = File::from(target);
        io::copy(&mut source, &mut target)?;
        fchown(
            &target,
            Some(Uid::from_raw(status.st_uid)),
            Some(Gid::from_raw(status.st_gid)),
        )?;
        fchmod(&target, mode_of(&status))?;
        sys::copy_xattrs(source.as_fd(), target.as_fd())?;
    } else {
        if kind == SFlag::S_IFLNK {
            let target = readlinkat(from, name)?;
            symlinkat(target.as_os_str(), to, OsStr::from_bytes(name.to_bytes()))?;
        } else {
            mknodat(
                to,
                name,
                kind,
                Mode::from_bits_truncate(0o600),
                status.st_rdev,
            )?;
        }
        let owner = (
            Some(Uid::from_raw(status.st_uid)),
            Some(Gid::from_raw(status.st_gid)),
        );
        fchownat(to, name, owner.0, owner.1, AtFlags::AT_SYMLINK_NOFOLLOW)?;
        if kind != SFlag::S_IFLNK {
            fchmodat(to, name, mode_of(&status), FchmodatFlags::NoFollowSymlink)?;
        }
    }
    let accessed = TimeSpec::new(status.st_atime, status.st_atime_nsec);
    let modified = TimeSpec::new(status.st_mtime, status.st_mtime_nsec);
    utimensat(
        to,
        name,
        &accessed,
        &modified,
        UtimensatFlags::NoFollowSymlink,
    )?;
    Ok(())
}

fn mode_of(status: &FileStat) -> Mode {
    Mode::from_bits_truncate(status.st_mode & 0o7777)
}
