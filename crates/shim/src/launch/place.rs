//! Places in a root directory whose content is not trusted, and may change at any moment: a volume
//! in it may be a running container's.

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Component, Path};

use nix::errno::Errno;
use nix::fcntl::{OFlag, openat, readlinkat};
use nix::sys::stat::{Mode, SFlag, fstat, mkdirat};

/// As many as the kernel follows.
const LINKS_MAX: u32 = 40;
const LOOK: OFlag = OFlag::O_PATH
    .union(OFlag::O_NOFOLLOW)
    .union(OFlag::O_CLOEXEC);

/// What is to be at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Directory,
    File,
}

/// Opens `path` as a process sees it whose root is `root`, to mount something there. What is missing
/// is made: directories, and at the end what `kind` says. A link that leads nowhere is followed, and
/// what it names is made.
///
/// Every step goes by a name of one component that is not followed, and back by the directories that
/// were gone through, so whatever is exchanged meanwhile, it never leads out.
///
/// # Errors
/// If something on the way is no directory, there are too many links, or nothing can be made.
pub(crate) fn place(root: BorrowedFd<'_>, path: &Path, kind: Kind) -> io::Result<OwnedFd> {
    let mut pending = parts(path);
    let mut above: Vec<OwnedFd> = vec![root.try_clone_to_owned()?];
    let mut links = 0;
    while let Some(name) = pending.pop_front() {
        if name == ".." {
            if above.len() > 1 {
                above.pop();
            }
            continue;
        }
        let here = above.last().map_or(root, AsFd::as_fd);
        let is_last = pending.is_empty();
        let found = look(here, &name, if is_last { kind } else { Kind::Directory })?;
        let file_type = SFlag::from_bits_truncate(fstat(&found)?.st_mode & SFlag::S_IFMT.bits());
        if file_type == SFlag::S_IFLNK {
            links += 1;
            if links > LINKS_MAX {
                return Err(Errno::ELOOP.into());
            }
            let target = readlinkat(&found, "")?;
            if Path::new(&target).is_absolute() {
                above.truncate(1);
            }
            let mut further = parts(Path::new(&target));
            further.append(&mut pending);
            pending = further;
        } else if file_type == SFlag::S_IFDIR {
            above.push(found);
        } else if is_last {
            return Ok(found);
        } else {
            return Err(Errno::ENOTDIR.into());
        }
    }
    above.pop().map_or_else(|| root.try_clone_to_owned(), Ok)
}

fn parts(path: &Path) -> VecDeque<OsString> {
    let part = |component: Component<'_>| match component {
        Component::Normal(name) => Some(name.to_owned()),
        Component::ParentDir => Some(OsString::from("..")),
        Component::RootDir | Component::CurDir | Component::Prefix(_) => None,
    };
    path.components().filter_map(part).collect()
}

/// Opens what has this name, a link itself, and makes it if it is missing.
fn look(here: BorrowedFd<'_>, name: &OsStr, kind: Kind) -> io::Result<OwnedFd> {
    match openat(here, name, LOOK, Mode::empty()) {
        Err(Errno::ENOENT) => {}
        other => return Ok(other?),
    }
    let made = match kind {
        Kind::Directory => mkdirat(here, name, Mode::from_bits_truncate(0o755)),
        Kind::File => {
            let new = OFlag::O_CREAT | OFlag::O_EXCL | OFlag::O_WRONLY | OFlag::O_CLOEXEC;
            openat(here, name, new, Mode::from_bits_truncate(0o644)).map(drop)
        }
    };
    match made {
        // Somebody else was quicker.
        Err(Errno::EEXIST) | Ok(()) => Ok(openat(here, name, LOOK, Mode::empty())?),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::{MetadataExt, symlink};

    use super::*;

    /// Where the place is, by what is there.
    #[track_caller]
    fn leads_to(root: &Path, path: &str, kind: Kind, expected: &str) {
        let open = fs::File::open(root).expect("there");
        let found = place(open.as_fd(), Path::new(path), kind).expect("a place");
        let status = fstat(&found).expect("open");
        let wanted = fs::symlink_metadata(root.join(expected)).expect("made");
        assert_eq!(
            (status.st_dev, status.st_ino),
            (wanted.dev(), wanted.ino()),
            "{path}"
        );
    }

    #[test]
    fn no_link_leads_out_and_what_is_missing_is_made() {
        let outside = tempfile::tempdir().expect("a temporary directory");
        let root = outside.path().join("root");
        fs::create_dir_all(root.join("etc")).expect("new");
        symlink("/run/x/resolv.conf", root.join("etc/resolv.conf")).expect("new");
        symlink("../../..", root.join("etc/up")).expect("new");
        symlink(outside.path(), root.join("trap")).expect("new");
        symlink("loop", root.join("loop")).expect("new");
        leads_to(&root, "/", Kind::Directory, "");
        leads_to(&root, "/a/b", Kind::Directory, "a/b");
        leads_to(&root, "/a/f", Kind::File, "a/f");
        leads_to(&root, "/etc/resolv.conf", Kind::File, "run/x/resolv.conf");
        leads_to(&root, "/etc/up/new", Kind::Directory, "new");
        leads_to(&root, "../../a", Kind::Directory, "a");
        leads_to(&root, "/trap/dir", Kind::Directory, &{
            let below = outside.path().strip_prefix("/").expect("absolute");
            below.join("dir").to_string_lossy().into_owned()
        });
        let names = fs::read_dir(outside.path()).expect("there").count();
        assert_eq!(names, 1, "nothing but the root");
        let open = fs::File::open(&root).expect("there");
        let endless = place(open.as_fd(), Path::new("/loop/x"), Kind::File);
        assert_eq!(
            endless.expect_err("endless").raw_os_error(),
            Some(libc::ELOOP)
        );
        let file = place(open.as_fd(), Path::new("/a/f/x"), Kind::File);
        assert_eq!(
            file.expect_err("a file").raw_os_error(),
            Some(libc::ENOTDIR)
        );
    }
}
