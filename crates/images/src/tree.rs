//! A layer's directory, written through file descriptors that cannot leave it.
//!
//! Every parent directory is resolved with `openat2` and `RESOLVE_IN_ROOT`, so symbolic links the
//! layer itself made are followed as its container would follow them and never further. The last
//! component is never followed. Nobody else writes below the root while it is being made.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{
    AtFlags, FileType, Gid, Mode, OFlags, ResolveFlags, Stat, Timespec, Timestamps, Uid, XattrFlags,
};
use rustix::io::Errno;

use crate::tarball::{Entry, Kind};

const DIRECTORY: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
const OPAQUE: &str = "trusted.overlay.opaque";
/// `openat2` gives up on `..` whenever something is renamed anywhere meanwhile.
const RESOLVE_TRIES: usize = 1000;

/// Why an entry was not made.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The entry is not allowed to be what it is.
    Unsafe(&'static str),
    /// The system said no.
    Io(io::Error),
}

impl From<Errno> for Refusal {
    fn from(errno: Errno) -> Self {
        Self::Io(errno.into())
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The directory of one layer.
pub(crate) struct Tree {
    root: OwnedFd,
    /// The layers below, topmost first: directories a layer does not mention keep their owners.
    below: Vec<OwnedFd>,
    /// Directories' times are set last, since every file made in them changes them.
    times: BTreeMap<Vec<u8>, (i64, u32)>,
    /// The last parent, because entries come sorted by directory.
    parent: Option<(Vec<u8>, OwnedFd)>,
    opaque_root: bool,
}

impl Tree {
    /// Writes into the directory `root`, which must be empty; `below` is topmost first.
    pub(crate) fn open(root: &Path, below: &[PathBuf]) -> io::Result<Self> {
        let open = |path: &Path| rustix::fs::open(path, DIRECTORY, Mode::empty());
        Ok(Self {
            root: open(root)?,
            below: below
                .iter()
                .map(|path| open(path))
                .collect::<Result<_, _>>()?,
            times: BTreeMap::new(),
            parent: None,
            opaque_root: false,
        })
    }

    /// Makes what the entry says; `content` is read for files.
    pub(crate) fn apply(&mut self, entry: &Entry, content: impl Read) -> Result<(), Refusal> {
        let parts = components(&entry.path)?;
        let Some((name, directory)) = parts.split_last() else {
            if entry.kind != Kind::Directory {
                return Err(Refusal::Unsafe("the layer's root is not a directory"));
            }
            let root = self.resolve(b".")?;
            return self.finish_directory(entry, root.as_fd(), b".".to_vec());
        };
        let parent = self.parent(directory)?;
        if let Some(hidden) = name.strip_prefix(b".wh.") {
            return self.whiteout(parent.as_fd(), directory, hidden);
        }
        match entry.kind {
            Kind::Directory => {
                self.make_directory(parent.as_fd(), name)?;
                let made = open_child(parent.as_fd(), name)?;
                self.finish_directory(entry, made.as_fd(), parts.join(&b'/'))
            }
            Kind::HardLink => self.hard_link(parent.as_fd(), name, &entry.link),
            Kind::File => {
                self.make_room(parent.as_fd(), name)?;
                write_file(parent.as_fd(), name, entry, content)
            }
            Kind::Symlink => {
                self.make_room(parent.as_fd(), name)?;
                rustix::fs::symlinkat(entry.link.as_slice(), parent.as_fd(), *name)?;
                finish_node(parent.as_fd(), name, entry)
            }
            Kind::Char | Kind::Block | Kind::Fifo => {
                self.make_room(parent.as_fd(), name)?;
                make_node(parent.as_fd(), name, entry)?;
                finish_node(parent.as_fd(), name, entry)
            }
        }
    }

    /// Sets directories' times and makes all of it durable. Says whether the layer hides
    /// everything below it.
    pub(crate) fn finish(self) -> io::Result<bool> {
        for (path, mtime) in &self.times {
            match self.resolve(path) {
                Ok(directory) => set_times(directory.as_fd(), b".", *mtime)?,
                // Replaced later in the layer by something that is no directory.
                Err(Errno::NOENT | Errno::NOTDIR) => {}
                Err(errno) => return Err(errno.into()),
            }
        }
        let root = rustix::fs::openat(
            &self.root,
            ".",
            OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC,
            Mode::empty(),
        )?;
        rustix::fs::syncfs(root)?;
        Ok(self.opaque_root)
    }

    fn resolve(&self, path: &[u8]) -> Result<OwnedFd, Errno> {
        resolve(self.root.as_fd(), path, ResolveFlags::IN_ROOT)
    }

    /// The directory an entry goes into; made if the layer did not mention it.
    fn parent(&mut self, parts: &[&[u8]]) -> Result<OwnedFd, Refusal> {
        let path = parts.join(&b'/');
        if let Some((last, directory)) = &self.parent
            && *last == path
        {
            return Ok(directory.try_clone()?);
        }
        let directory = self.directory(parts)?;
        self.parent = Some((path, directory.try_clone()?));
        Ok(directory)
    }

    fn directory(&mut self, parts: &[&[u8]]) -> Result<OwnedFd, Refusal> {
        let Some((name, above)) = parts.split_last() else {
            return Ok(self.resolve(b".")?);
        };
        let path = parts.join(&b'/');
        match self.resolve(&path) {
            Ok(directory) => return Ok(directory),
            Err(Errno::NOENT | Errno::NOTDIR) => {}
            Err(errno) => return Err(errno.into()),
        }
        let above = self.directory(above)?;
        match lstat(above.as_fd(), name)? {
            None => {
                self.make_directory(above.as_fd(), name)?;
                let made = open_child(above.as_fd(), name)?;
                self.inherit(made.as_fd(), &path)?;
                Ok(made)
            }
            Some(stat) if is_whiteout(&stat) => {
                self.make_directory(above.as_fd(), name)?;
                Ok(open_child(above.as_fd(), name)?)
            }
            Some(_) => Err(Refusal::Unsafe("a parent is not a directory of this layer")),
        }
    }

    /// Gives a directory the layer did not mention what it has below, else root's.
    fn inherit(&mut self, made: BorrowedFd<'_>, path: &[u8]) -> Result<(), Refusal> {
        let flags = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
        let found = self
            .below
            .iter()
            .find_map(|layer| resolve(layer.as_fd(), path, flags).ok());
        let Some(found) = found else {
            rustix::fs::chmodat(made, ".", Mode::from_raw_mode(0o755), AtFlags::empty())?;
            return Ok(());
        };
        let stat = rustix::fs::fstat(&found)?;
        let owner = (Uid::from_raw(stat.st_uid), Gid::from_raw(stat.st_gid));
        rustix::fs::chownat(made, ".", Some(owner.0), Some(owner.1), AtFlags::empty())?;
        let mode = Mode::from_raw_mode(stat.st_mode & 0o7777);
        rustix::fs::chmodat(made, ".", mode, AtFlags::empty())?;
        let nanos = u32::try_from(stat.st_mtime_nsec).unwrap_or(0);
        self.times.insert(path.to_vec(), (stat.st_mtime, nanos));
        Ok(())
    }

    /// Keeps a directory that is there; replaces anything else.
    fn make_directory(&mut self, parent: BorrowedFd<'_>, name: &[u8]) -> Result<(), Refusal> {
        let opaque = match lstat(parent, name)? {
            Some(stat) if FileType::from_raw_mode(stat.st_mode).is_dir() => return Ok(()),
            Some(stat) => {
                self.make_room(parent, name)?;
                is_whiteout(&stat)
            }
            None => false,
        };
        rustix::fs::mkdirat(parent, name, Mode::from_raw_mode(0o755))?;
        if opaque {
            set_opaque(open_child(parent, name)?.as_fd())?;
        }
        Ok(())
    }

    fn finish_directory(
        &mut self,
        entry: &Entry,
        directory: BorrowedFd<'_>,
        path: Vec<u8>,
    ) -> Result<(), Refusal> {
        self.times.insert(path, entry.mtime);
        set_owner_and_mode(directory, b".", entry)?;
        set_xattrs(&descriptor_path(directory), entry)
    }

    /// A mark that something of the layers below is gone. `hidden` is the name without `.wh.`.
    fn whiteout(
        &mut self,
        parent: BorrowedFd<'_>,
        directory: &[&[u8]],
        hidden: &[u8],
    ) -> Result<(), Refusal> {
        match hidden {
            b".wh..opq" => {
                self.opaque_root |= directory.is_empty();
                set_opaque(parent)?;
                Ok(())
            }
            // Other marks are AUFS's own bookkeeping.
            _ if hidden.starts_with(b".wh.") => Ok(()),
            b"" | b"." | b".." => Err(Refusal::Unsafe("a whiteout without a name")),
            _ => match lstat(parent, hidden)? {
                None => {
                    let mode = Mode::empty();
                    rustix::fs::mknodat(parent, hidden, FileType::CharacterDevice, mode, 0)?;
                    Ok(())
                }
                // It hides what is below, not what this layer itself brings.
                Some(stat) if FileType::from_raw_mode(stat.st_mode).is_dir() => {
                    set_opaque(open_child(parent, hidden)?.as_fd())?;
                    Ok(())
                }
                Some(_) => Ok(()),
            },
        }
    }

    fn hard_link(
        &mut self,
        parent: BorrowedFd<'_>,
        name: &[u8],
        target: &[u8],
    ) -> Result<(), Refusal> {
        let parts = components(target)?;
        let Some((target_name, directory)) = parts.split_last() else {
            return Err(Refusal::Unsafe("a hard link to the layer's root"));
        };
        let missing = Refusal::Unsafe("a hard link to a file that is not in its layer");
        let from = if directory.is_empty() {
            self.resolve(b".")
        } else {
            self.resolve(&directory.join(&b'/'))
        };
        let from = match from {
            Ok(from) => from,
            Err(Errno::NOENT | Errno::NOTDIR) => return Err(missing),
            Err(errno) => return Err(errno.into()),
        };
        let Some(source) = lstat(from.as_fd(), target_name)? else {
            return Err(missing);
        };
        if FileType::from_raw_mode(source.st_mode).is_dir() {
            return Err(Refusal::Unsafe("a hard link to a directory"));
        }
        if let Some(there) = lstat(parent, name)? {
            if (there.st_dev, there.st_ino) == (source.st_dev, source.st_ino) {
                return Ok(());
            }
            self.make_room(parent, name)?;
        }
        match rustix::fs::linkat(from, *target_name, parent, name, AtFlags::empty()) {
            // The target was inside the directory it replaces.
            Err(Errno::NOENT) => Err(missing),
            outcome => Ok(outcome?),
        }
    }

    /// Removes what is at `name`, with all it contains: later entries replace earlier ones.
    fn make_room(&mut self, parent: BorrowedFd<'_>, name: &[u8]) -> Result<(), Refusal> {
        let Some(stat) = lstat(parent, name)? else {
            return Ok(());
        };
        // The remembered parent may be what is being removed.
        self.parent = None;
        if FileType::from_raw_mode(stat.st_mode).is_dir() {
            std::fs::remove_dir_all(child_path(parent, name))?;
        } else {
            rustix::fs::unlinkat(parent, name, AtFlags::empty())?;
        }
        Ok(())
    }
}

/// A path's components below the root. Absolute paths mean the layer's root; `..` has no business
/// in a layer.
fn components(path: &[u8]) -> Result<Vec<&[u8]>, Refusal> {
    let mut parts = Vec::new();
    for part in path.split(|byte| *byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." => return Err(Refusal::Unsafe("the path leaves its layer")),
            _ if part.contains(&0) => return Err(Refusal::Unsafe("the path contains a NUL")),
            _ => parts.push(part),
        }
    }
    Ok(parts)
}

fn resolve(root: BorrowedFd<'_>, path: &[u8], how: ResolveFlags) -> Result<OwnedFd, Errno> {
    let how = how | ResolveFlags::NO_MAGICLINKS | ResolveFlags::NO_XDEV;
    for _ in 0..RESOLVE_TRIES {
        match rustix::fs::openat2(root, path, DIRECTORY, Mode::empty(), how) {
            Err(Errno::AGAIN | Errno::INTR) => {}
            outcome => return outcome,
        }
    }
    Err(Errno::AGAIN)
}

fn open_child(parent: BorrowedFd<'_>, name: &[u8]) -> Result<OwnedFd, Errno> {
    rustix::fs::openat(parent, name, DIRECTORY | OFlags::NOFOLLOW, Mode::empty())
}

fn lstat(parent: BorrowedFd<'_>, name: &[u8]) -> Result<Option<Stat>, Errno> {
    match rustix::fs::statat(parent, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) => Ok(Some(stat)),
        Err(Errno::NOENT) => Ok(None),
        Err(errno) => Err(errno),
    }
}

fn is_whiteout(stat: &Stat) -> bool {
    FileType::from_raw_mode(stat.st_mode).is_char_device() && stat.st_rdev == 0
}

fn set_opaque(directory: BorrowedFd<'_>) -> Result<(), Errno> {
    rustix::fs::setxattr(
        descriptor_path(directory),
        OPAQUE,
        b"y",
        XattrFlags::empty(),
    )
}

fn write_file(
    parent: BorrowedFd<'_>,
    name: &[u8],
    entry: &Entry,
    mut content: impl Read,
) -> Result<(), Refusal> {
    let flags = OFlags::CREATE | OFlags::EXCL | OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut file = File::from(rustix::fs::openat(parent, name, flags, Mode::from(0o600))?);
    io::copy(&mut content, &mut file)?;
    // Changing the owner clears setuid and capabilities, so those come after it.
    rustix::fs::fchown(
        &file,
        Some(Uid::from_raw(entry.uid)),
        Some(Gid::from_raw(entry.gid)),
    )?;
    rustix::fs::fchmod(&file, Mode::from_raw_mode(entry.mode))?;
    set_xattrs(&descriptor_path(file.as_fd()), entry)?;
    rustix::fs::futimens(&file, &timestamps(entry.mtime))?;
    Ok(())
}

fn make_node(parent: BorrowedFd<'_>, name: &[u8], entry: &Entry) -> Result<(), Errno> {
    let kind = match entry.kind {
        Kind::Char => FileType::CharacterDevice,
        Kind::Block => FileType::BlockDevice,
        _ => FileType::Fifo,
    };
    let device = rustix::fs::makedev(entry.device.0, entry.device.1);
    rustix::fs::mknodat(parent, name, kind, Mode::from_raw_mode(0o600), device)
}

/// Owner, mode, attributes and time of what is neither file nor directory.
fn finish_node(parent: BorrowedFd<'_>, name: &[u8], entry: &Entry) -> Result<(), Refusal> {
    set_owner_and_mode(parent, name, entry)?;
    set_xattrs(&child_path(parent, name), entry)?;
    Ok(set_times(parent, name, entry.mtime)?)
}

fn set_owner_and_mode(at: BorrowedFd<'_>, name: &[u8], entry: &Entry) -> Result<(), Errno> {
    let owner = (Uid::from_raw(entry.uid), Gid::from_raw(entry.gid));
    let flags = AtFlags::SYMLINK_NOFOLLOW;
    rustix::fs::chownat(at, name, Some(owner.0), Some(owner.1), flags)?;
    if entry.kind == Kind::Symlink {
        return Ok(());
    }
    // Follows links, and was just made as something else.
    rustix::fs::chmodat(at, name, Mode::from_raw_mode(entry.mode), AtFlags::empty())
}

/// Extended attributes, except those by which a layer would speak to overlayfs or to the host's
/// security modules. File systems without attributes lose them.
fn set_xattrs(path: &Path, entry: &Entry) -> Result<(), Refusal> {
    for (name, value) in &entry.xattrs {
        let refused = name.starts_with(b"trusted.")
            || name.starts_with(b"user.overlay.")
            || name == b"security.selinux";
        if refused {
            continue;
        }
        let flags = XattrFlags::empty();
        let set = if entry.kind == Kind::File || entry.kind == Kind::Directory {
            // The path is a descriptor's link, which is meant to be followed.
            rustix::fs::setxattr(path, name.as_slice(), value, flags)
        } else {
            rustix::fs::lsetxattr(path, name.as_slice(), value, flags)
        };
        match set {
            Ok(()) | Err(Errno::NOTSUP) => {}
            Err(errno) => return Err(errno.into()),
        }
    }
    Ok(())
}

fn set_times(at: BorrowedFd<'_>, name: &[u8], mtime: (i64, u32)) -> Result<(), Errno> {
    rustix::fs::utimensat(at, name, &timestamps(mtime), AtFlags::SYMLINK_NOFOLLOW)
}

fn timestamps((seconds, nanos): (i64, u32)) -> Timestamps {
    let time = Timespec {
        tv_sec: seconds,
        tv_nsec: nanos.into(),
    };
    Timestamps {
        last_access: time,
        last_modification: time,
    }
}

/// A path to a descriptor, for calls that take no descriptor.
fn descriptor_path(fd: BorrowedFd<'_>) -> PathBuf {
    PathBuf::from(format!("/proc/self/fd/{}", fd.as_raw_fd()))
}

fn child_path(parent: BorrowedFd<'_>, name: &[u8]) -> PathBuf {
    descriptor_path(parent).join(std::ffi::OsStr::from_bytes(name))
}
