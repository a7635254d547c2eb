//! Running the program from a mount of its own that nobody can write through.
//!
//! A process that is about to become a container's program, or that a container has run by the name
//! `/proc/self/exe`, has this program as its own. Whoever looks at it from inside, with rights enough,
//! could keep it open and write to it later, when it runs no more: the next shim would be theirs
//! (CVE-2019-5736). Through this mount it cannot be written to, then or later, and no other leads to it.

use std::ffi::{CString, OsString};
use std::io;
use std::os::fd::AsFd as _;
use std::os::unix::ffi::OsStringExt as _;
use std::path::Path;

use nix::fcntl::{AT_FDCWD, AtFlags};
use nix::sys::statvfs::{FsFlags, statvfs};
use nix::unistd::execveat;

use crate::sys::{self, Change, attribute};

const PROGRAM: &str = "/proc/self/exe";
/// How others see it; the kernel would name it after a number.
const NAME: &std::ffi::CStr = c"berth-shim";

/// Runs this program again, with the same words, from such a mount; returns in what runs from there.
///
/// # Errors
/// If the kernel does not let it; the program is then run as it was.
pub fn program() -> io::Result<()> {
    if statvfs(PROGRAM)?.flags().contains(FsFlags::ST_RDONLY) {
        nix::sys::prctl::set_name(NAME)?;
        return Ok(());
    }
    let mount = sys::copy_mount(AT_FDCWD, Path::new(PROGRAM), false)?;
    let sealed = attribute::RDONLY | attribute::NOSUID | attribute::NODEV;
    sys::set_mount(mount.as_fd(), false, Change::setting(sealed))?;
    let list = |words: &mut dyn Iterator<Item = OsString>| {
        words
            .map(|word| CString::new(word.into_vec()))
            .collect::<Result<Vec<_>, _>>()
    };
    let args = list(&mut std::env::args_os())?;
    let variable = |(mut name, value): (OsString, OsString)| {
        name.push("=");
        name.push(value);
        name
    };
    let env = list(&mut std::env::vars_os().map(variable))?;
    let Err(error) = execveat(&mount, c"", &args, &env, AtFlags::AT_EMPTY_PATH);
    Err(error.into())
}
