//! A region started by `berth up`, as a user would start it.

use std::collections::BTreeMap;
use std::fs::File;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::command::output;

/// Until a region on an empty directory must be ready; cold disks and busy machines included.
const READY_WITHIN: Duration = Duration::from_secs(60);
const END_WITHIN: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// What tells one region of a host from another.
pub(crate) struct Settings {
    pub(crate) berth: PathBuf,
    pub(crate) data_dir: PathBuf,
    /// Where standard output and error go.
    pub(crate) log: PathBuf,
    /// `(flag, value)`, such as `("--listen", "127.0.0.1:0")`.
    pub(crate) flags: Vec<(&'static str, String)>,
}

/// A running `berth up`.
pub(crate) struct Region {
    settings: Settings,
    child: Child,
}

impl Region {
    /// Starts it in a session of its own and waits until it says `ready`.
    pub(crate) fn start(settings: Settings) -> anyhow::Result<Self> {
        let log = File::create(&settings.log)
            .with_context(|| format!("cannot write {}", settings.log.display()))?;
        let mut command = Command::new(&settings.berth);
        command.arg("up").arg("--data-dir").arg(&settings.data_dir);
        for (flag, value) in &settings.flags {
            command.arg(flag).arg(value);
        }
        // Its own group: Ctrl-C on this tool is not for the region.
        command
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .process_group(0);
        let child = command
            .spawn()
            .with_context(|| format!("cannot start {}", settings.berth.display()))?;
        let mut region = Self { settings, child };
        region.wait_until_ready()?;
        Ok(region)
    }

    fn wait_until_ready(&mut self) -> anyhow::Result<()> {
        let deadline = Instant::now() + READY_WITHIN;
        loop {
            let text = std::fs::read_to_string(&self.settings.log).unwrap_or_default();
            if text.lines().any(|line| line == "ready") {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("berth up: {status}\n{text}");
            }
            if Instant::now() > deadline {
                self.end()?;
                bail!("berth up is not ready after {READY_WITHIN:?}\n{text}");
            }
            std::thread::sleep(LOOK_AGAIN);
        }
    }

    /// What an AWS client needs to talk to it.
    pub(crate) fn environment(&self) -> anyhow::Result<BTreeMap<String, String>> {
        environment(&self.settings.berth, &self.settings.data_dir)
    }

    /// Where it keeps its data.
    pub(crate) fn data_dir(&self) -> &Path {
        &self.settings.data_dir
    }

    /// Its process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// SIGTERM, and its end.
    pub(crate) fn end(&mut self) -> anyhow::Result<()> {
        let pid = Pid::from_raw(i32::try_from(self.child.id())?);
        if self.child.try_wait()?.is_none() {
            kill(pid, Signal::SIGTERM)?;
        }
        let deadline = Instant::now() + END_WITHIN;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait()? {
                if !status.success() {
                    bail!("berth up, told to end: {status}");
                }
                return Ok(());
            }
            std::thread::sleep(LOOK_AGAIN);
        }
        self.child.kill()?;
        bail!("berth up does not end {END_WITHIN:?} after SIGTERM");
    }

    /// Ends it if need be, stops its tasks and frees the host of it.
    pub(crate) fn down(mut self) -> anyhow::Result<()> {
        let ended = if self.child.try_wait()?.is_none() {
            self.end()
        } else {
            Ok(())
        };
        down(
            &self.settings.berth,
            &self.settings.data_dir,
            &self.settings.flags,
        )?;
        ended
    }
}

/// `berth env`.
pub(crate) fn environment(
    berth: &Path,
    data_dir: &Path,
) -> anyhow::Result<BTreeMap<String, String>> {
    let mut command = Command::new(berth);
    command.args(["env", "--json", "--data-dir"]).arg(data_dir);
    serde_json::from_str(&output(&mut command)?).context("berth env --json")
}

/// `berth down`, with those of the flags that it takes.
pub(crate) fn down(
    berth: &Path,
    data_dir: &Path,
    flags: &[(&'static str, String)],
) -> anyhow::Result<()> {
    let mut command = Command::new(berth);
    command.arg("down").arg("--data-dir").arg(data_dir);
    for (flag, value) in flags
        .iter()
        .filter(|(flag, _)| flag.starts_with("--bridge"))
    {
        command.arg(flag).arg(value);
    }
    output(&mut command).map(drop)
}
