//! The data directory of a region: who may use it, and the files in it that people read.

use std::{
    fs::{self, File, OpenOptions},
    io::{Read as _, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use nix::fcntl::{Flock, FlockArg};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

/// An exclusive hold on a data directory, for as long as it lives.
#[derive(Debug)]
pub(crate) struct Hold {
    _lock: Flock<File>,
}

fn lock_path(data_dir: &Path) -> PathBuf {
    data_dir.join("up.lock")
}

/// Takes the data directory for this process, making it if need be.
pub(crate) fn hold(data_dir: &Path) -> anyhow::Result<Hold> {
    fs::create_dir_all(data_dir)
        .with_context(|| format!("cannot make the data directory {}", data_dir.display()))?;
    let path = lock_path(data_dir);
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .with_context(|| format!("cannot write in the data directory {}", data_dir.display()))?;
    match Flock::lock(file, FlockArg::LockExclusiveNonblock) {
        Ok(mut lock) => {
            lock.set_len(0)?;
            writeln!(lock, "{}", std::process::id())?;
            Ok(Hold { _lock: lock })
        }
        Err((mut file, nix::errno::Errno::EWOULDBLOCK)) => {
            let mut pid = String::new();
            file.read_to_string(&mut pid).ok();
            bail!(
                "the data directory {} is in use by another berth (pid {}); stop that one, or give this one --data-dir and --listen of its own",
                data_dir.display(),
                pid.trim()
            )
        }
        Err((_, error)) => Err(error).with_context(|| format!("cannot lock {}", path.display())),
    }
}

/// Takes the lock of a role, so that never two of it work on the directory. A supervised one waits
/// for its predecessor, whose own supervisor was killed, to end.
pub(crate) async fn take_turn(
    data_dir: &Path,
    role: &str,
    waits: bool,
    shutdown: &CancellationToken,
) -> anyhow::Result<Hold> {
    fs::create_dir_all(data_dir)
        .with_context(|| format!("cannot make the data directory {}", data_dir.display()))?;
    let path = data_dir.join(format!("{role}.lock"));
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .with_context(|| format!("cannot write in the data directory {}", data_dir.display()))?;
    let file = match Flock::lock(file, FlockArg::LockExclusiveNonblock) {
        Ok(lock) => return Ok(Hold { _lock: lock }),
        Err((_, nix::errno::Errno::EWOULDBLOCK)) if !waits => bail!(
            "the data directory {} is in use by another berth {role}",
            data_dir.display()
        ),
        Err((file, nix::errno::Errno::EWOULDBLOCK)) => file,
        Err((_, error)) => {
            return Err(error).with_context(|| format!("cannot lock {}", path.display()));
        }
    };
    tracing::warn!(role, "waiting for the last one on this directory to end");
    let locking = tokio::task::spawn_blocking(move || Flock::lock(file, FlockArg::LockExclusive));
    tokio::select! {
        locked = locking => match locked? {
            Ok(lock) => Ok(Hold { _lock: lock }),
            Err((_, error)) => Err(error).with_context(|| format!("cannot lock {}", path.display())),
        },
        () = shutdown.cancelled() => bail!("told to end before the last {role} had ended"),
    }
}

/// The process that holds the data directory, if one does.
pub(crate) fn holder(data_dir: &Path) -> Option<i32> {
    let mut file = File::open(lock_path(data_dir)).ok()?;
    let mut pid = String::new();
    file.read_to_string(&mut pid).ok()?;
    match Flock::lock(file, FlockArg::LockSharedNonblock) {
        Ok(_free) => None,
        Err(_) => pid.trim().parse().ok(),
    }
}

/// What a client needs, as `DIR/aws` says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Client {
    pub(crate) access_key_id: String,
    pub(crate) secret_access_key: String,
    pub(crate) region: String,
    pub(crate) endpoint_url: String,
}

/// Writes `DIR/aws/config` and `DIR/aws/credentials` with the profile `berth`.
pub(crate) fn write_client(data_dir: &Path, client: &Client) -> anyhow::Result<()> {
    let dir = data_dir.join("aws");
    fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    let config = format!(
        "[profile berth]\nregion = {}\nendpoint_url = {}\noutput = json\n",
        client.region, client.endpoint_url
    );
    let credentials = format!(
        "[berth]\naws_access_key_id = {}\naws_secret_access_key = {}\n",
        client.access_key_id, client.secret_access_key
    );
    write_secret(&dir.join("config"), &config)?;
    write_secret(&dir.join("credentials"), &credentials)
}

/// Writes the key that agents sign with, for the agent on this host and for copying to others.
pub(crate) fn write_agent_key(data_dir: &Path, client: &Client) -> anyhow::Result<()> {
    let text = serde_json::to_string(&AgentKey {
        access_key_id: client.access_key_id.clone(),
        secret_access_key: client.secret_access_key.clone(),
    })?;
    write_secret(&data_dir.join("agent-key.json"), &text)
}

/// The key that agents sign with.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct AgentKey {
    pub(crate) access_key_id: String,
    pub(crate) secret_access_key: String,
}

/// Whether a control plane has ever been started on the directory, or an agent been given a key.
pub(crate) fn has_region(data_dir: &Path) -> bool {
    data_dir.join("agent-key.json").exists()
}

/// Reads what [`write_agent_key`] wrote.
pub(crate) fn read_agent_key(data_dir: &Path) -> anyhow::Result<AgentKey> {
    let path = data_dir.join("agent-key.json");
    let text = fs::read_to_string(&path).with_context(|| {
        format!(
            "there is no {}; copy it from the control plane's data directory",
            path.display()
        )
    })?;
    serde_json::from_str(&text).with_context(|| format!("{} is damaged", path.display()))
}

/// Reads what [`write_client`] wrote.
pub(crate) fn read_client(data_dir: &Path) -> anyhow::Result<Client> {
    let dir = data_dir.join("aws");
    let read = |name: &str| {
        fs::read_to_string(dir.join(name)).with_context(|| {
            format!(
                "there is no region in {} yet; start one with: berth up --data-dir {}",
                data_dir.display(),
                data_dir.display()
            )
        })
    };
    let (config, credentials) = (read("config")?, read("credentials")?);
    let value = |text: &str, name: &str| {
        text.lines()
            .filter_map(|line| line.split_once('='))
            .find(|(key, _)| key.trim() == name)
            .map(|(_, value)| value.trim().to_owned())
            .with_context(|| format!("{} in {} lacks {name}", "aws", data_dir.display()))
    };
    Ok(Client {
        access_key_id: value(&credentials, "aws_access_key_id")?,
        secret_access_key: value(&credentials, "aws_secret_access_key")?,
        region: value(&config, "region")?,
        endpoint_url: value(&config, "endpoint_url")?,
    })
}

/// Writes a file that only its owner may read, beside and renamed.
pub(crate) fn write_secret(path: &Path, text: &str) -> anyhow::Result<()> {
    let beside = path.with_extension("new");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)
        .with_context(|| format!("cannot write {}", beside.display()))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&beside, path).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_files_read_back() {
        let dir = tempfile::tempdir().expect("a directory");
        let client = Client {
            access_key_id: "AKIAEXAMPLE".into(),
            secret_access_key: "a/b+c=".into(),
            region: "eu-west-1".into(),
            endpoint_url: "http://127.0.0.1:4566".into(),
        };
        write_client(dir.path(), &client).expect("written");
        assert_eq!(read_client(dir.path()).expect("read"), client);
    }

    #[test]
    fn a_directory_is_held_once() {
        let dir = tempfile::tempdir().expect("a directory");
        let held = hold(dir.path()).expect("free");
        let refused = hold(dir.path()).expect_err("held").to_string();
        assert!(refused.contains("in use by another berth"), "{refused}");
        assert_eq!(holder(dir.path()), i32::try_from(std::process::id()).ok());
        drop(held);
        assert_eq!(holder(dir.path()), None);
        hold(dir.path()).expect("free again");
    }
}
