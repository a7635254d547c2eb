//! The task's control groups, on hosts with the first, the second or both kinds of hierarchy.

mod join;
mod limits;
mod machine;
mod uncap;

use std::fs;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use berth_link::shim::Resources;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::sys;

pub(crate) use join::Entrance;
pub(crate) use uncap::Cap;

/// The period task-level processor caps are counted in, microseconds.
const PERIOD_US: u64 = 100_000;
/// Milliseconds to wait for killed processes to be gone.
const KILL_WAIT_MS: u16 = 10_000;
/// More rounds of killing than any fork bomb survives.
const KILL_ROUNDS: u32 = 100;

/// Where the host has its hierarchies.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hierarchies {
    v1: Vec<Mounted>,
    unified: Option<PathBuf>,
}

#[derive(Clone, Debug)]
struct Mounted {
    controllers: Vec<String>,
    path: PathBuf,
}

impl Hierarchies {
    /// Reads this process's mount table.
    pub(crate) fn find() -> io::Result<Self> {
        Ok(Self::parse(&fs::read_to_string("/proc/self/mountinfo")?))
    }

    fn parse(mountinfo: &str) -> Self {
        let mut found = Self::default();
        for line in mountinfo.lines() {
            let Some((mount, filesystem)) = line.split_once(" - ") else {
                continue;
            };
            let Some(path) = mount.split(' ').nth(4) else {
                continue;
            };
            let mut fields = filesystem.split(' ');
            match fields.next() {
                Some("cgroup2") if found.unified.is_none() => {
                    found.unified = Some(PathBuf::from(path));
                }
                Some("cgroup") => {
                    let options = fields.nth(1).unwrap_or_default();
                    let controllers = options.split(',').map(str::to_owned).collect();
                    found.v1.push(Mounted {
                        controllers,
                        path: PathBuf::from(path),
                    });
                }
                _ => {}
            }
        }
        found
    }

    /// Whether limits are set through the second kind.
    pub(crate) fn is_unified(&self) -> bool {
        !self
            .v1
            .iter()
            .any(|mounted| mounted.has("memory") || mounted.has("cpu"))
    }

    /// Where the second kind is mounted, if it is.
    #[cfg(test)]
    pub(crate) fn unified_root() -> Option<PathBuf> {
        Self::find().ok()?.unified
    }

    fn v1(&self, controller: &str) -> Option<&Path> {
        self.v1
            .iter()
            .find(|mounted| mounted.has(controller))
            .map(|mounted| mounted.path.as_path())
    }

    /// The mount point that counts and limits `controller`.
    fn of(&self, controller: &str) -> Option<&Path> {
        self.v1(controller).or(self.unified.as_deref())
    }

    fn all(&self) -> impl Iterator<Item = &Path> {
        self.v1
            .iter()
            .map(|mounted| mounted.path.as_path())
            .chain(self.unified.as_deref())
    }
}

impl Mounted {
    fn has(&self, controller: &str) -> bool {
        self.controllers.iter().any(|one| one == controller)
    }

    /// It groups processes for somebody and limits nothing.
    fn is_named(&self) -> bool {
        self.controllers.iter().any(|one| one.starts_with("name="))
    }
}

/// The groups of one task: a parent in every hierarchy, a child for each container.
#[derive(Clone, Debug)]
pub(crate) struct TaskGroup {
    hierarchies: Hierarchies,
    /// Below the mount points, without a slash in front.
    parent: PathBuf,
}

impl TaskGroup {
    /// `parent` is like `/berth/<task id>`.
    ///
    /// # Errors
    /// If the path is not plain (`..`, or the root itself) or the mount table cannot be read.
    pub(crate) fn new(parent: &str) -> io::Result<Self> {
        let relative = Path::new(parent.trim_start_matches('/')).to_owned();
        let plain = relative
            .components()
            .all(|component| matches!(component, std::path::Component::Normal(_)));
        if !plain || relative.as_os_str().is_empty() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "not a cgroup path",
            ));
        }
        Ok(Self {
            hierarchies: Hierarchies::find()?,
            parent: relative,
        })
    }

    /// Whether limits are set through the second kind of hierarchy.
    pub(crate) fn is_unified(&self) -> bool {
        self.hierarchies.is_unified()
    }

    /// Makes the parents and sets the task's limits on them.
    pub(crate) fn prepare(&self, resources: &Resources) -> io::Result<()> {
        if self.hierarchies.is_unified() {
            self.prepare_v2(resources)
        } else {
            self.prepare_v1(resources)
        }
    }

    fn prepare_v1(&self, resources: &Resources) -> io::Result<()> {
        if let Some(memory) = self.hierarchies.v1("memory") {
            let path = memory.join(&self.parent);
            if !path.is_dir() {
                fs::create_dir_all(&path)?;
                // Needed on kernels before 5.11, where it was not the only way.
                let _ = fs::write(path.join("memory.use_hierarchy"), "1");
            }
            if let Some(bytes) = resources.task_memory_bytes {
                set(&path, "memory.limit_in_bytes", bytes)?;
            }
        }
        if let Some(cpu) = self.hierarchies.v1("cpu") {
            let path = cpu.join(&self.parent);
            fs::create_dir_all(&path)?;
            if let Some(shares) = resources.task_cpu_shares {
                set(&path, "cpu.shares", shares)?;
            }
            if let Some(quota) = resources.task_cpu_quota_us {
                set(&path, "cpu.cfs_period_us", PERIOD_US)?;
                set(&path, "cpu.cfs_quota_us", quota)?;
            }
        }
        Ok(())
    }

    fn prepare_v2(&self, resources: &Resources) -> io::Result<()> {
        let Some(root) = &self.hierarchies.unified else {
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                "no cgroup hierarchy is mounted",
            ));
        };
        let mut path = root.clone();
        delegate(&path);
        for component in self.parent.components() {
            path.push(component);
            match fs::create_dir(&path) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => delegate(&path),
            }
        }
        if let Some(bytes) = resources.task_memory_bytes {
            set(&path, "memory.max", bytes)?;
        }
        if let Some(shares) = resources.task_cpu_shares {
            set(&path, "cpu.weight", weight(shares))?;
        }
        if let Some(quota) = resources.task_cpu_quota_us {
            set(&path, "cpu.max", format!("{quota} {PERIOD_US}"))?;
        }
        Ok(())
    }

    /// How many processes of the container the kernel has killed for want of memory.
    pub(crate) fn oom_kills(&self, runtime_id: &str) -> u64 {
        let file = match self.hierarchies.v1("memory") {
            Some(_) => "memory.oom_control",
            None => "memory.events",
        };
        self.read("memory", runtime_id, file)
            .and_then(|text| keyed(&text, "oom_kill"))
            .unwrap_or(0)
    }

    /// Whether the controller is on a hierarchy of the first kind.
    pub(crate) fn is_v1(&self, controller: &str) -> bool {
        self.hierarchies.v1(controller).is_some()
    }

    pub(crate) fn read(&self, controller: &str, runtime_id: &str, file: &str) -> Option<String> {
        let root = self.hierarchies.of(controller)?;
        fs::read_to_string(root.join(&self.parent).join(runtime_id).join(file)).ok()
    }

    /// Kills everything in the task's groups and waits until it is gone.
    pub(crate) fn kill_all(&self) {
        self.kill_below(&self.parent);
    }

    /// Kills everything in a container's groups and waits until it is gone.
    pub(crate) fn kill_container(&self, runtime_id: &str) {
        self.kill_below(&self.parent.join(runtime_id));
    }

    fn kill_below(&self, group: &Path) {
        let cap = self.uncap();
        self.kill_rounds(group);
        if let Some(cap) = cap {
            cap.restore();
        }
    }

    fn kill_rounds(&self, group: &Path) {
        for _ in 0..KILL_ROUNDS {
            let mut pids = Vec::new();
            for root in self.hierarchies.all() {
                collect_pids(&root.join(group), &mut pids);
            }
            if pids.is_empty() {
                return;
            }
            pids.sort_unstable();
            pids.dedup();
            // The descriptors come first: after the kill a number may mean somebody else.
            let watched: Vec<OwnedFd> = pids
                .iter()
                .filter_map(|&pid| sys::pidfd(pid).ok())
                .collect();
            for &pid in &pids {
                let _ = kill(Pid::from_raw(pid), Signal::SIGKILL);
            }
            for process in &watched {
                let mut wait = [PollFd::new(process.as_fd(), PollFlags::POLLIN)];
                let _ = poll(&mut wait, PollTimeout::from(KILL_WAIT_MS));
            }
        }
    }

    /// Bounds the task's processor time, microseconds each 100 ms.
    pub(crate) fn cap(&self, quota_us: Option<i64>) -> io::Result<()> {
        self.prepare(&Resources {
            task_cpu_quota_us: quota_us,
            ..Resources::default()
        })
    }

    /// Whether the kernel limits swap.
    pub(crate) fn counts_swap(&self) -> bool {
        let file = match self.hierarchies.v1("memory") {
            Some(_) => "memory.memsw.limit_in_bytes",
            None => "memory.swap.max",
        };
        let root = self.hierarchies.of("memory");
        root.is_some_and(|root| root.join(&self.parent).join(file).exists())
    }

    /// The hierarchy in which commands have groups of their own.
    fn command_root(&self) -> Option<&Path> {
        self.hierarchies.of("pids")
    }

    fn command_group(&self, runtime_id: &str, command: &str) -> Option<PathBuf> {
        let root = self.command_root()?;
        Some(root.join(&self.parent).join(runtime_id).join(command))
    }

    /// Kills what is in a command's group now, without waiting for it to be gone. Nothing in it can
    /// make another process from here on.
    pub(crate) fn kill_command(&self, runtime_id: &str, command: &str) {
        let Some(group) = self.command_group(runtime_id, command) else {
            return;
        };
        let _ = fs::write(group.join("pids.max"), "0");
        if fs::write(group.join("cgroup.kill"), "1").is_ok() {
            return;
        }
        let mut pids = Vec::new();
        collect_pids(&group, &mut pids);
        for pid in pids {
            let _ = kill(Pid::from_raw(pid), Signal::SIGKILL);
        }
    }

    /// Removes a command's group if nothing is in it any more; whether it is gone.
    pub(crate) fn remove_command(&self, runtime_id: &str, command: &str) -> bool {
        let group = self.command_group(runtime_id, command);
        group.is_none_or(|group| fs::remove_dir(&group).is_ok() || !group.exists())
    }

    /// Removes a container's groups.
    pub(crate) fn remove_container(&self, runtime_id: &str) {
        for root in self.hierarchies.all() {
            remove_tree(&root.join(&self.parent).join(runtime_id));
        }
    }

    /// Removes the task's groups.
    pub(crate) fn remove(&self) {
        for root in self.hierarchies.all() {
            remove_tree(&root.join(&self.parent));
        }
    }
}

/// Lets children of a group of the second kind be limited, as far as the parent allows.
fn delegate(path: &Path) {
    let file = path.join("cgroup.subtree_control");
    let present = fs::read_to_string(&file).unwrap_or_default();
    for controller in ["cpu", "cpuset", "memory", "pids", "io"] {
        if !present.split_whitespace().any(|one| one == controller) {
            let _ = fs::write(&file, format!("+{controller}"));
        }
    }
}

/// The second kind's weight (1 to 10000) of the first kind's shares (2 to 262144): as `runc`
/// converts them.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 1 and 10000"
)]
fn weight(shares: u64) -> u64 {
    let power = (shares.clamp(2, 262_144) as f64).log2();
    let exponent = (power * power + 125.0 * power) / 612.0 - 7.0 / 34.0;
    10_f64.powf(exponent).ceil() as u64
}

fn set(group: &Path, file: &str, value: impl ToString) -> io::Result<()> {
    fs::write(group.join(file), value.to_string())
        .map_err(|error| io::Error::new(error.kind(), format!("cannot set {file}: {error}")))
}

pub(crate) fn keyed(text: &str, key: &str) -> Option<u64> {
    text.lines()
        .filter_map(|line| line.split_once(' '))
        .find(|(name, _)| *name == key)
        .and_then(|(_, value)| value.trim().parse().ok())
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

fn collect_pids(group: &Path, pids: &mut Vec<i32>) {
    if let Ok(text) = fs::read_to_string(group.join("cgroup.procs")) {
        pids.extend(
            text.lines()
                .filter_map(|line| line.parse::<i32>().ok())
                .filter(|&pid| pid > 0),
        );
    }
    for child in children(group) {
        collect_pids(&child, pids);
    }
}

fn remove_tree(group: &Path) {
    for child in children(group) {
        remove_tree(&child);
    }
    let _ = fs::remove_dir(group);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mount_tables_of_all_kinds() {
        let hybrid = Hierarchies::parse(
            "30 25 0:26 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755\n\
             31 30 0:27 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n\
             32 30 0:28 / /sys/fs/cgroup/memory rw shared:9 - cgroup cgroup rw,memory\n\
             33 30 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n",
        );
        assert!(!hybrid.is_unified());
        assert_eq!(
            hybrid.of("cpuacct"),
            Some(Path::new("/sys/fs/cgroup/cpu,cpuacct"))
        );
        assert_eq!(hybrid.all().count(), 3);
        let unified =
            Hierarchies::parse("30 25 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate\n");
        assert!(unified.is_unified());
        assert_eq!(unified.of("memory"), Some(Path::new("/sys/fs/cgroup")));
    }

    #[test]
    fn weights_span_the_shares() {
        assert_eq!((weight(2), weight(1024), weight(262_144)), (1, 100, 10_000));
    }

    #[test]
    fn odd_parents_are_refused() {
        for parent in ["", "/", "/berth/../x"] {
            assert!(TaskGroup::new(parent).is_err(), "{parent}");
        }
        assert!(TaskGroup::new("/berth/task").is_ok());
    }
}
