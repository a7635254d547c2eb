//! The file of the keys that secrets are encrypted with.
//!
//! It is no part of the state: a copy of the state alone opens nothing. One line a key; to use a
//! new one add a line and start the region again. A file that is lost or damaged does not keep the
//! region from starting: calls that need a key say what is wrong.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use berth_env::SystemEntropy;
use berth_model::{Principal, State};
use berth_protocol::fault::Fault;
use berth_secrets::{Keyring, reseal};

use std::sync::Arc;
use zeroize::Zeroizing;

use crate::applier::Handle;

const FILE: &str = "secrets.key";
const HEAD: &str = "\
# The keys that this region's secrets and parameters are encrypted with, the newest last.
# Without this file they cannot be read again: keep a copy apart from the data directory.
";

/// The keys in the file `given`, or in the data directory's own, which is made if it is not there.
pub(crate) fn open(data_dir: &Path, given: Option<&Path>) -> Keyring {
    let path = given.map_or_else(|| own(data_dir), Path::to_owned);
    match read_or_make(&path, given.is_none()) {
        Ok(keys) => keys,
        Err(problem) => {
            tracing::error!(
                problem,
                "there is no key for secrets; all else works without"
            );
            Keyring::missing(problem)
        }
    }
}

fn own(data_dir: &Path) -> PathBuf {
    data_dir.join(FILE)
}

fn read_or_make(path: &Path, may_make: bool) -> Result<Keyring, String> {
    let named = |what: &str, error: io::Error| format!("cannot {what} {}: {error}", path.display());
    let text = match fs::read_to_string(path) {
        Ok(text) => Zeroizing::new(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound && may_make => {
            make(path).map_err(|error| named("write", error))?
        }
        Err(error) => return Err(named("read", error)),
    };
    Keyring::parse(&text).map_err(|error| format!("{} is no key file: {error}", path.display()))
}

/// Written beside and renamed, with its directory synced: nothing is encrypted with a key that a
/// power failure may take.
fn make(path: &Path) -> io::Result<Zeroizing<String>> {
    let line = Keyring::new_line(&mut SystemEntropy);
    let text = Zeroizing::new(format!("{HEAD}{}\n", *line));
    let beside = path.with_extension("key.new");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    if let Some(directory) = path.parent() {
        File::open(directory)?.sync_all()?;
    }
    Ok(text)
}

/// Says which values cannot be read with these keys, and brings those of older keys under the
/// newest.
///
/// # Errors
/// If the state cannot be written.
pub(crate) async fn look_over(applier: &Handle, keys: &Arc<Keyring>) -> Result<(), Fault> {
    let (unreadable, older) = count(applier.snapshot().state(), keys);
    for (key, values) in unreadable {
        tracing::warn!(
            key,
            values,
            "values are encrypted with a key that is not in the key file"
        );
    }
    if older == 0 {
        return Ok(());
    }
    loop {
        let keys = Arc::clone(keys);
        let moved = applier
            .transact(Principal::Root, move |tx, cx| {
                Ok(reseal(tx, &keys, cx.entropy))
            })
            .await?;
        if moved == 0 {
            return Ok(());
        }
        tracing::info!(moved, "values are under the newest key now");
    }
}

/// How many values are under keys that are not here, by key, and how many under older ones.
fn count(state: &State, keys: &Keyring) -> (BTreeMap<String, usize>, usize) {
    let values = state.secret_values().map(|value| &value.sealed.key_id);
    let versions = state
        .all_parameter_versions()
        .map(|version| &version.sealed.key_id);
    let (mut unreadable, mut older) = (BTreeMap::new(), 0);
    for id in values.chain(versions) {
        if keys.newest() == Some(id) {
            continue;
        }
        if keys.ids().any(|key| key == id) {
            older += 1;
        } else {
            *unreadable.entry(id.clone()).or_default() += 1;
        }
    }
    (unreadable, older)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_for_the_owner_alone() {
        let dir = tempfile::tempdir().expect("a directory");
        let first = open(dir.path(), None);
        let id = first.newest().expect("a key").to_owned();
        let mode = fs::metadata(own(dir.path())).expect("a file").permissions();
        assert_eq!(mode.mode() & 0o777, 0o600);
        assert_eq!(open(dir.path(), None).newest(), Some(id.as_str()));
    }

    #[test]
    fn a_lost_file_is_a_problem_of_whoever_needs_it() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("mounted.key");
        let keys = open(dir.path(), Some(&path));
        assert_eq!(keys.newest(), None);
        assert!(!path.exists(), "a key of one's own is not made up");
        fs::write(&path, "nonsense\n").expect("written");
        let sealed = open(dir.path(), Some(&path)).seal("a", b"x", &mut SystemEntropy);
        let error = sealed.expect_err("no key").to_string();
        assert!(
            error.contains("mounted.key is no key file: line 1"),
            "{error}"
        );
    }
}
