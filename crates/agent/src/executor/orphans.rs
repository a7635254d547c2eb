//! Tasks of this agent that run on the host and that nobody knows: their checkpoint, or the whole
//! directory, was lost.
//!
//! They are found by their control groups, which are named after the tasks, and by the group in
//! which all shims of the agent are; neither can be removed while something lives in it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// The group of the shims themselves, beside those of the tasks.
const SHIMS: &str = "shims";
/// Killed processes are gone soon, unless the kernel waits for a device.
const KILL_TIMEOUT: Duration = Duration::from_secs(10);
/// The kernel does not tell when a group of the first kind has become empty.
const KILL_PAUSE: Duration = Duration::from_millis(10);

/// Kills what belongs to tasks below `cgroup_root` that are not `known` by their ids, and removes
/// their groups: the ids of those tasks. Blocks until they are gone.
pub(super) fn end(cgroup_root: &str, known: &BTreeSet<String>) -> BTreeSet<String> {
    let roots = roots(cgroup_root);
    let groups = roots.iter().flat_map(|root| children(root));
    let mut ids: BTreeSet<String> = groups
        .filter_map(|group| Some(group.file_name()?.to_str()?.to_owned()))
        .filter(|id| id != SHIMS)
        .collect();
    ids.extend(shims(&roots).into_iter().map(|(_, id)| id));
    ids.retain(|id| !known.contains(id));
    for id in &ids {
        end_in(&roots, id);
    }
    if known.is_empty() {
        // A shim that has nothing left to do may still be ending.
        let groups: Vec<PathBuf> = roots.iter().map(|root| root.join(SHIMS)).collect();
        if !empty(&groups) {
            tracing::error!("the shims of an agent do not end");
        }
        for root in &roots {
            remove_soon(&root.join(SHIMS));
            // Only what is empty can be removed, and what is above may be another agent's as well.
            let _ = fs::remove_dir(root);
            let _ = root.parent().map(fs::remove_dir);
        }
    }
    ids
}

/// Removes a group whose last process has just ended: for a moment the kernel still holds it.
fn remove_soon(group: &Path) {
    let until = Instant::now() + KILL_TIMEOUT;
    while let Err(error) = fs::remove_dir(group) {
        if error.kind() != io::ErrorKind::ResourceBusy || Instant::now() > until {
            return;
        }
        std::thread::sleep(KILL_PAUSE);
    }
}

/// Kills what belongs to one task and removes its groups.
pub(super) fn end_task(cgroup_root: &str, id: &str) {
    end_in(&roots(cgroup_root), id);
}

fn end_in(roots: &[PathBuf], id: &str) {
    // First the shim, which would have more to do the longer it lives.
    for (pid, of) in shims(roots) {
        if of == id {
            let _ = kill(Pid::from_raw(pid), Signal::SIGKILL);
        }
    }
    let groups: Vec<PathBuf> = roots.iter().map(|root| root.join(id)).collect();
    if !empty(&groups) {
        tracing::error!(task = id, "the processes of a task do not end");
    }
    for group in &groups {
        remove(group);
    }
}

/// All shims of the agent and the tasks they are for.
fn shims(roots: &[PathBuf]) -> BTreeSet<(i32, String)> {
    let pids = roots.iter().flat_map(|root| pids(&root.join(SHIMS)));
    pids.filter_map(|pid| Some((pid, task_of_shim(pid)?)))
        .collect()
}

/// The agent's group in every hierarchy that is mounted and has one.
fn roots(cgroup_root: &str) -> Vec<PathBuf> {
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let path = cgroup_root.trim_start_matches('/');
    mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ');
            let mount_point = fields.nth(1)?;
            let kind = fields.next()?;
            matches!(kind, "cgroup" | "cgroup2").then(|| Path::new(mount_point).join(path))
        })
        .filter(|root| root.is_dir())
        .collect()
}

/// Kills everything in the groups until nothing is left. A cap of processor time would make many wait for
/// their end.
fn empty(groups: &[PathBuf]) -> bool {
    for group in groups {
        for (file, none) in [("cpu.cfs_quota_us", "-1"), ("cpu.max", "max")] {
            let file = group.join(file);
            if file.exists() {
                let _ = fs::write(file, none);
            }
        }
    }
    let until = Instant::now() + KILL_TIMEOUT;
    loop {
        let left: BTreeSet<i32> = groups.iter().flat_map(|group| pids(group)).collect();
        if left.is_empty() {
            return true;
        }
        if Instant::now() > until {
            return false;
        }
        for pid in left {
            let _ = kill(Pid::from_raw(pid), Signal::SIGKILL);
        }
        std::thread::sleep(KILL_PAUSE);
    }
}

/// The processes in a group and those below it.
fn pids(group: &Path) -> Vec<i32> {
    let text = fs::read_to_string(group.join("cgroup.procs")).unwrap_or_default();
    let here = text.lines().filter_map(|line| line.parse().ok());
    let mut pids: Vec<i32> = here.filter(|pid| *pid > 0).collect();
    for child in children(group) {
        pids.extend(self::pids(&child));
    }
    pids
}

fn children(group: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(group) else {
        return Vec::new();
    };
    entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path())
        .collect()
}

/// Which task the shim with this process id was started for.
fn task_of_shim(pid: i32) -> Option<String> {
    let line = fs::read(format!("/proc/{pid}/cmdline")).ok()?;
    let mut words = line.split(|byte| *byte == 0);
    words.find(|word| *word == b"--task-id")?;
    let id = words.next()?;
    Some(String::from_utf8_lossy(id).into_owned())
}

fn remove(group: &Path) {
    for child in children(group) {
        remove(&child);
    }
    remove_soon(group);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Child, Command};

    struct Sleeper(Child);

    impl Sleeper {
        fn in_groups(groups: &[PathBuf]) -> Self {
            let child = Command::new("sleep").arg("600").spawn().expect("starts");
            for group in groups {
                fs::create_dir_all(group).expect("as root");
                let joined = fs::write(group.join("cgroup.procs"), child.id().to_string());
                joined.expect("as root");
            }
            Self(child)
        }
    }

    impl Drop for Sleeper {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    fn groups(root: &str, id: &str) -> Vec<PathBuf> {
        let mounts = fs::read_to_string("/proc/self/mounts").expect("readable");
        let memory = mounts.lines().filter_map(|line| {
            let fields: Vec<&str> = line.split(' ').collect();
            let counts = fields[2] == "cgroup2"
                || fields[2] == "cgroup" && fields[3].split(',').any(|it| it == "memory");
            counts.then(|| {
                Path::new(fields[1])
                    .join(root.trim_start_matches('/'))
                    .join(id)
            })
        });
        memory.collect()
    }

    #[test]
    fn what_nobody_knows_is_ended_and_the_rest_left_alone() {
        let root = format!("/berth-test-orphans-{}", std::process::id());
        let mut unknown = Sleeper::in_groups(&groups(&root, "unknown/container"));
        let mut known = Sleeper::in_groups(&groups(&root, "known"));
        let ended = end(&root, &BTreeSet::from(["known".to_owned()]));
        assert_eq!(ended, BTreeSet::from(["unknown".to_owned()]));
        assert!(unknown.0.wait().expect("ours").code().is_none(), "killed");
        assert!(groups(&root, "unknown").iter().all(|group| !group.exists()));
        assert!(known.0.try_wait().expect("ours").is_none(), "it lives");
        let ended = end(&root, &BTreeSet::new());
        assert_eq!(ended, BTreeSet::from(["known".to_owned()]));
        let _ = known.0.wait();
        assert!(groups(&root, "").iter().all(|group| !group.exists()));
    }
}
