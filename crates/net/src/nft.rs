//! Talking to nftables through the `nft` program: one transaction a call.
//!
//! Rules are given as text, since `nft` 1.0.6 crashes on some that it prints as JSON itself; the
//! elements of maps, which are also read back, are JSON.

use std::io::{self, Write as _};
use std::process::Stdio;

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// Why the packet filter could not be changed or read. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum NftError {
    /// The program could not be run.
    #[error("cannot run nft")]
    Run(#[source] io::Error),
    /// It refused; what it said.
    #[error("nft: {0}")]
    Refused(String),
    /// Its answer is not the JSON it promises.
    #[error("nft answered something else than JSON")]
    Answer(#[source] serde_json::Error),
}

/// Commands that happen all or not at all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Batch(Vec<Value>);

impl Batch {
    pub(crate) fn add(&mut self, what: &str, object: Value) {
        self.push("add", what, object);
    }

    pub(crate) fn delete(&mut self, what: &str, object: Value) {
        self.push("delete", what, object);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn push(&mut self, verb: &str, what: &str, object: Value) {
        self.0.push(json!({ verb: { what: object } }));
    }

    pub(crate) async fn commit(self) -> Result<(), NftError> {
        let script = json!({ "nftables": self.0 });
        run(&["-j", "-f", "-"], script.to_string().as_bytes()).await?;
        Ok(())
    }
}

/// Carries out a script in `nft`'s own language, all of it or nothing.
pub(crate) async fn apply(script: String) -> Result<(), NftError> {
    run(&["-f", "-"], script.as_bytes()).await?;
    Ok(())
}

/// The same in the namespace of this thread, which the program inherits. Blocks.
pub(crate) fn apply_here(script: &str) -> Result<(), NftError> {
    let mut child = std::process::Command::new("nft")
        .args(["-f", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(NftError::Run)?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that died says why on its standard error.
        drop(stdin.write_all(script.as_bytes()));
    }
    let output = child.wait_with_output().map_err(NftError::Run)?;
    if output.status.success() {
        return Ok(());
    }
    Err(refused(&output))
}

fn refused(output: &std::process::Output) -> NftError {
    let said = String::from_utf8_lossy(&output.stderr);
    NftError::Refused(match said.trim() {
        "" => output.status.to_string(),
        said => said.to_owned(),
    })
}

/// The elements of a map, or `None` if there is no such map.
pub(crate) async fn list_map(table: &str, map: &str) -> Result<Option<Vec<Value>>, NftError> {
    let answer = match run(&["-j", "list", "map", "ip", table, map], b"").await {
        Ok(answer) => answer,
        Err(NftError::Refused(text)) if text.contains("No such file or directory") => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let answer: Value = serde_json::from_slice(&answer).map_err(NftError::Answer)?;
    let elements = answer["nftables"]
        .as_array()
        .into_iter()
        .flatten()
        .find_map(|object| object.get("map")?.get("elem")?.as_array().cloned());
    Ok(Some(elements.unwrap_or_default()))
}

async fn run(arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, NftError> {
    let mut child = Command::new("nft")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(NftError::Run)?;
    let mut stdin = child.stdin.take().expect("piped above");
    let write = async {
        // A program that died says why on its standard error.
        drop(stdin.write_all(input).await);
        drop(stdin);
    };
    let ((), output) = tokio::join!(write, child.wait_with_output());
    let output = output.map_err(NftError::Run)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(refused(&output))
}
