//! An image as one file that can be a disk: what its layers make together, without anything between.
//!
//! A process of its own does this, since it mounts the layers in a namespace of its own, which is
//! gone with it however it ends.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use nix::mount::{MsFlags, mount};
use nix::sched::{CloneFlags, unshare};
use nix::unistd::chdir;

/// With this as its first argument a program calls [`make`] with those after it.
pub const ARGUMENT: &str = "--make-image";

/// Makes `out` of unpacked layers, lowest first, in overlayfs's notation, with the program
/// `mkfs.erofs`. What is at `out` already is replaced at once, by a whole one.
///
/// # Errors
/// If something cannot be mounted or written; `out` is then as it was.
pub fn make(mkfs: &Path, out: &Path, layers: &[PathBuf]) -> io::Result<()> {
    let work = out.with_extension("work");
    let _ = fs::remove_dir_all(&work);
    let beside = out.with_extension("new");
    let made = make_in(&work, mkfs, &beside, layers);
    // Nothing is mounted there for anybody else.
    let removed = fs::remove_dir_all(&work);
    made.and(removed)?;
    File::open(&beside)?.sync_all()?;
    fs::rename(&beside, out)?;
    match out.parent() {
        Some(parent) => File::open(parent)?.sync_all(),
        None => Ok(()),
    }
}

fn make_in(work: &Path, mkfs: &Path, beside: &Path, layers: &[PathBuf]) -> io::Result<()> {
    let (links, root) = (work.join("layers"), work.join("root"));
    fs::create_dir_all(&links)?;
    fs::create_dir_all(&root)?;
    // Without a writable one the kernel wants two.
    fs::create_dir_all(links.join("none"))?;
    let mut lower = "none".to_owned();
    for (number, layer) in layers.iter().enumerate().rev() {
        symlink(layer, links.join(number.to_string()))?;
        lower = format!("{lower}:{number}");
    }
    unshare(CloneFlags::CLONE_NEWNS)?;
    let nothing = None::<&str>;
    let private = MsFlags::MS_REC | MsFlags::MS_PRIVATE;
    mount(nothing, "/", nothing, private, nothing)?;
    chdir(&links)?;
    let options = format!("lowerdir={lower}");
    mount(
        Some("overlay"),
        &root,
        Some("overlay"),
        MsFlags::MS_RDONLY,
        Some(options.as_str()),
    )?;
    chdir("/")?;
    // Of extended inodes, so that files keep their times.
    let made = Command::new(mkfs)
        .args(["-E", "force-inode-extended"])
        .args([beside, &root])
        .stdin(Stdio::null())
        .output()?;
    nix::mount::umount2(&root, nix::mount::MntFlags::MNT_DETACH)?;
    if !made.status.success() {
        let said = String::from_utf8_lossy(&made.stderr);
        let text = format!("{}: {} ({})", mkfs.display(), said.trim(), made.status);
        return Err(io::Error::other(text));
    }
    Ok(())
}
