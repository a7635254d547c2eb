//! What a region could leave behind on a host, looked at before and after.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::bail;

use crate::command::output;

/// The kernel takes some things away a moment after their last user.
const SETTLES_WITHIN: Duration = Duration::from_secs(10);
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// Everything of interest, one line a thing.
pub(crate) struct Host(BTreeSet<String>);

impl Host {
    /// Looks at interfaces, nftables tables, network namespaces and cgroups of the host, and at
    /// processes and mounts that have to do with `dir`.
    pub(crate) fn look(dir: &Path) -> anyhow::Result<Self> {
        let mut things = BTreeSet::new();
        let mut note = |kind: &str, thing: &str| {
            things.insert(format!("{kind} {thing}"));
        };
        let links: serde_json::Value = json(Command::new("ip").args(["-json", "link"]))?;
        for link in links.as_array().into_iter().flatten() {
            note("interface", link["ifname"].as_str().unwrap_or_default());
        }
        let tables: serde_json::Value = json(Command::new("nft").args(["-j", "list", "tables"]))?;
        for table in tables["nftables"].as_array().into_iter().flatten() {
            if let Some(name) = table["table"]["name"].as_str() {
                note("nftables table", name);
            }
        }
        for entry in fs::read_dir("/run/netns")
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
        {
            note("network namespace", &entry.path().to_string_lossy());
        }
        cgroups(Path::new("/sys/fs/cgroup"), 0, &mut note);
        let dir = dir.to_string_lossy();
        let mounts = fs::read_to_string("/proc/self/mountinfo")?;
        for mount in mounts.lines().filter(|line| line.contains(&*dir)) {
            note("mount", mount.split(' ').nth(4).unwrap_or_default());
        }
        processes(&dir, &mut note);
        Ok(Self(things))
    }

    /// Fails, naming what there is now and was not before.
    pub(crate) fn must_be_as_before(&self, dir: &Path) -> anyhow::Result<()> {
        let deadline = Instant::now() + SETTLES_WITHIN;
        loop {
            let now = Self::look(dir)?;
            let new: Vec<_> = now.0.difference(&self.0).map(String::as_str).collect();
            if new.is_empty() {
                return Ok(());
            }
            if Instant::now() > deadline {
                bail!("{}", new.join("\n"));
            }
            std::thread::sleep(LOOK_AGAIN);
        }
    }
}

fn json(command: &mut Command) -> anyhow::Result<serde_json::Value> {
    Ok(serde_json::from_str(&output(command)?)?)
}

/// Notes the cgroups of ours: everything below and including a directory named `berth…`.
fn cgroups(dir: &Path, depth: usize, note: &mut impl FnMut(&str, &str)) {
    let ours = dir
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with("berth"));
    if ours {
        note("cgroup", &dir.to_string_lossy());
    }
    let inside = ours
        || dir
            .iter()
            .any(|part| part.to_string_lossy().starts_with("berth"));
    // The hierarchies of v1, and one level of the host's own groups.
    if depth > 2 && !inside {
        return;
    }
    for entry in fs::read_dir(dir)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
    {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            if inside {
                note("cgroup", &entry.path().to_string_lossy());
            }
            cgroups(&entry.path(), depth + 1, note);
        }
    }
}

/// Notes the processes, but for this one, whose command line names `dir`.
fn processes(dir: &str, note: &mut impl FnMut(&str, &str)) {
    for entry in fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
    {
        let Some(pid) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse::<u32>().ok())
        else {
            continue;
        };
        let line = fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line).replace('\0', " ");
        if pid != std::process::id() && line.contains(dir) {
            note("process", &format!("{pid} {line}"));
        }
    }
}
