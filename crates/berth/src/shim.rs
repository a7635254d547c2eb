//! Where the task shim's program is: named by the user, beside this program, or inside it.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

/// The program, and a name that no other version of it has; `cargo xtask build` puts it in.
#[cfg(embedded_shim)]
const EMBEDDED: Option<(&[u8], &str)> = Some((
    include_bytes!(env!("BERTH_EMBED_SHIM")),
    concat!("berth-shim-", env!("BERTH_SHIM_DIGEST")),
));
#[cfg(not(embedded_shim))]
const EMBEDDED: Option<(&[u8], &str)> = None;

/// The program's path. The one inside goes by a path in the data directory, where [`ready`] puts it.
pub(crate) fn find(named: Option<PathBuf>, data_dir: &Path) -> anyhow::Result<PathBuf> {
    if let Some(path) = named {
        return Ok(path);
    }
    let beside = std::env::current_exe()
        .context("cannot find this program's own file")?
        .with_file_name("berth-shim");
    Ok(match EMBEDDED {
        Some((_, name)) if !beside.exists() => data_dir.join("bin").join(name),
        _ => beside,
    })
}

/// Sees that the program is there. Tasks that run keep the file they were started from: another
/// version has another name.
pub(crate) fn ready(path: &Path) -> anyhow::Result<()> {
    if path.exists() {
        return Ok(());
    }
    match EMBEDDED {
        Some((program, name)) if path.file_name().is_some_and(|it| it == name) => {
            unpack(program, path)
                .with_context(|| format!("cannot put the task shim at {}", path.display()))
        }
        _ => bail!(
            "the task shim {} is missing; build it with: cargo build --bin berth-shim, or name it with --shim",
            path.display()
        ),
    }
}

fn unpack(program: &[u8], path: &Path) -> std::io::Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    // Whole or not at all, also if two roles do it at once.
    let new = path.with_extension(format!("{}.new", std::process::id()));
    fs::write(&new, program)?;
    fs::set_permissions(&new, fs::Permissions::from_mode(0o755))?;
    fs::File::open(&new)?.sync_all()?;
    fs::rename(&new, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_unpacked_whole_and_executable() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("bin/berth-shim-0");
        unpack(b"#!/bin/sh\nexit 7\n", &path).expect("unpacked");
        let status = std::process::Command::new(&path).status().expect("runs");
        assert_eq!(status.code(), Some(7));
        let files = fs::read_dir(directory.path().join("bin")).expect("there");
        assert_eq!(files.count(), 1);
    }

    #[test]
    fn a_missing_program_is_said() {
        let error = ready(Path::new("/nowhere/berth-shim")).expect_err("is missing");
        assert!(error.to_string().contains("--shim"), "{error}");
        let named = find(Some("/a/b".into()), Path::new("/data")).expect("found");
        assert_eq!(named, Path::new("/a/b"));
    }
}
