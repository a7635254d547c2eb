//! A container's root file system: an overlay of the image's layers, seen by the shim alone.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::path::{Component, Path, PathBuf};

use nix::errno::Errno;
use nix::fcntl::OFlag;
use nix::mount::{MntFlags, MsFlags, mount, umount2};
use nix::sys::stat::{Mode, mkdirat};

use crate::sys;

/// Files of the image read as text are never longer than this (bytes).
const TEXT_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// The directories of one container.
#[derive(Clone, Debug)]
pub(crate) struct Rootfs {
    directory: PathBuf,
}

impl Rootfs {
    /// `directory` is the container's own.
    pub(crate) fn new(directory: &Path) -> Self {
        Self {
            directory: directory.to_owned(),
        }
    }

    /// Where it is mounted.
    pub(crate) fn path(&self) -> PathBuf {
        self.directory.join("rootfs")
    }

    /// Mounts `layers` (lowest first) below a new writable directory. Changes the working
    /// directory.
    pub(crate) fn mount(&self, layers: &[String]) -> io::Result<()> {
        // A shim that died while making the container may have left some of this, and a writable
        // layer once mounted as volatile is not taken again.
        self.unmount();
        self.remove()?;
        for name in ["upper", "work", "rootfs"] {
            fs::create_dir_all(self.directory.join(name))?;
        }
        // mount(2) takes one page of options, which the paths of an image with many layers do not
        // fit into. The numbers of open directories, relative to the working directory, do.
        let open = |path: &Path| {
            let flags = OFlag::O_PATH | OFlag::O_DIRECTORY | OFlag::O_CLOEXEC;
            nix::fcntl::open(path, flags, Mode::empty())
        };
        let upper = open(&self.directory.join("upper"))?;
        let work = open(&self.directory.join("work"))?;
        let layers = layers.iter().rev().map(|layer| open(Path::new(layer)));
        let layers = layers.collect::<nix::Result<Vec<OwnedFd>>>()?;
        let numbers = layers.iter().map(|layer| layer.as_raw_fd().to_string());
        let lower = numbers.collect::<Vec<_>>().join(":");
        let (upper, work) = (upper.as_raw_fd(), work.as_raw_fd());
        let options = format!("lowerdir={lower},upperdir={upper},workdir={work}");
        nix::unistd::chdir("/proc/self/fd")?;
        // The writable layer is thrown away with the container, so nothing needs to be brought to
        // the disk, least of all the whole file system at unmounting.
        match overlay(&self.path(), &format!("{options},volatile")) {
            Err(Errno::EINVAL) => overlay(&self.path(), &options)?,
            other => other?,
        }
        nix::unistd::chdir("/")?;
        Ok(())
    }

    /// Whether an earlier run's root file system is still there.
    pub(crate) fn is_mounted(&self) -> bool {
        use std::os::unix::fs::MetadataExt as _;
        let device = |path: &Path| fs::metadata(path).map(|metadata| metadata.dev()).ok();
        let here = device(&self.path());
        here.is_some() && here != device(&self.directory)
    }

    /// Unmounts, if mounted.
    pub(crate) fn unmount(&self) {
        let _ = umount2(&self.path(), MntFlags::MNT_DETACH);
    }

    /// Removes the writable layer and everything else that only the container needed.
    pub(crate) fn remove(&self) -> io::Result<()> {
        for name in ["rootfs", "upper", "work"] {
            match fs::remove_dir_all(self.directory.join(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// The mounted root, to look things up in.
    pub(crate) fn open(&self) -> io::Result<OpenRoot> {
        let root = File::open(self.path())?;
        Ok(OpenRoot { root: root.into() })
    }
}

fn overlay(at: &Path, options: &str) -> nix::Result<()> {
    mount(
        Some("overlay"),
        at,
        Some("overlay"),
        MsFlags::empty(),
        Some(options),
    )
}

/// A root directory whose content is not trusted.
#[derive(Debug)]
pub(crate) struct OpenRoot {
    root: OwnedFd,
}

impl OpenRoot {
    /// The text of a file of the image, empty if there is none.
    pub(crate) fn text(&self, path: &str) -> io::Result<String> {
        let flags = libc::O_RDONLY | libc::O_NONBLOCK;
        let file = match sys::open_in_root(self.root.as_fd(), Path::new(path), flags) {
            Ok(file) => File::from(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(String::new()),
            Err(error) if error.raw_os_error() == Some(libc::ENOTDIR) => return Ok(String::new()),
            Err(error) => return Err(error),
        };
        if !file.metadata()?.is_file() {
            return Ok(String::new());
        }
        let mut text = Vec::new();
        file.take(TEXT_BYTES_MAX).read_to_end(&mut text)?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    /// Opens a directory of the image, `None` if there is none of that name.
    pub(crate) fn directory(&self, path: &Path) -> io::Result<Option<OwnedFd>> {
        let flags = libc::O_RDONLY | libc::O_DIRECTORY;
        match sys::open_in_root(self.root.as_fd(), path, flags) {
            Ok(directory) => Ok(Some(directory)),
            Err(error) => match error.raw_os_error() {
                Some(libc::ENOENT | libc::ENOTDIR) => Ok(None),
                _ => Err(error),
            },
        }
    }

    /// Makes `path` and its parents, owned by root, as far as they are missing.
    pub(crate) fn make_directory(&self, path: &Path) -> io::Result<()> {
        let mut done = PathBuf::new();
        let mut parent = self.root.try_clone()?;
        for component in path.components() {
            let name: &OsStr = match component {
                Component::Normal(name) => name,
                Component::ParentDir => OsStr::new(".."),
                Component::RootDir | Component::CurDir | Component::Prefix(_) => continue,
            };
            done.push(name);
            let flags = libc::O_PATH | libc::O_DIRECTORY;
            parent = match sys::open_in_root(self.root.as_fd(), &done, flags) {
                Ok(directory) => directory,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    mkdirat(&parent, name, Mode::from_bits_truncate(0o755))?;
                    sys::open_in_root(self.root.as_fd(), &done, flags)?
                }
                Err(error) => return Err(error),
            };
        }
        Ok(())
    }
}
