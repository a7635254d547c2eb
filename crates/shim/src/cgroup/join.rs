//! Going into control groups.
//!
//! A process that is moved by its number makes the kernel wait until no process is between two steps of
//! a fork or an exit, some ten milliseconds. Nothing waits if a process of one thread moves itself, by
//! way of `tasks`, where a hierarchy of the first kind has it, or is made in a group of the second.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use berth_link::shim::Resources;

use super::{Mounted, TaskGroup};

/// The files by which a process joins a container's groups.
#[derive(Debug)]
pub(crate) struct Entrance {
    first_kind: Vec<File>,
    /// Of the second kind the group itself, to be made in.
    pub(crate) unified: Option<File>,
}

impl Entrance {
    /// Takes this process, of one thread, in, where it was not made inside.
    pub(crate) fn join(&self) -> io::Result<()> {
        self.first_kind
            .iter()
            .try_for_each(|mut file| file.write_all(b"0"))
    }
}

impl TaskGroup {
    /// Makes the task's groups and one below for the container, without limits, on a host of the
    /// second kind; the latter, for its first process to be made in. `None` on others.
    pub(crate) fn unified_container(
        &self,
        runtime_id: &str,
        resources: &Resources,
    ) -> io::Result<Option<File>> {
        if !self.is_unified() {
            return Ok(None);
        }
        self.prepare(resources)?;
        let root = self.hierarchies.unified.clone().unwrap_or_default();
        let group = root.join(&self.parent).join(runtime_id);
        fs::create_dir_all(&group)?;
        File::open(group).map(Some)
    }

    /// On a host of the first kind makes the task's groups and one below for the container, in each
    /// hierarchy, and takes this process in.
    pub(crate) fn join_container(&self, runtime_id: &str, resources: &Resources) -> io::Result<()> {
        if self.is_unified() {
            return Ok(());
        }
        self.prepare(resources)?;
        let below = self.parent.join(runtime_id);
        for mounted in self.hierarchies.limiting() {
            make(mounted, &below)?;
            join(&mounted.path.join(&below))?;
        }
        Ok(())
    }

    /// Makes the task's groups before there is a container, which then finds them.
    pub(crate) fn make_ahead(&self) -> io::Result<()> {
        if self.is_unified() {
            return self.prepare(&Resources::default());
        }
        self.hierarchies
            .limiting()
            .try_for_each(|mounted| make(mounted, &self.parent))
    }

    /// What a container finds below `/sys/fs/cgroup` on a host of the first kind: its own group of
    /// each hierarchy. Nothing on other hosts, where a namespace shows it.
    pub(crate) fn shown(&self, runtime_id: &str) -> Vec<(String, PathBuf)> {
        if self.is_unified() {
            return Vec::new();
        }
        let shown = |mounted: &Mounted| {
            let name = mounted.path.file_name()?.to_str()?.to_owned();
            Some((name, mounted.path.join(&self.parent).join(runtime_id)))
        };
        self.hierarchies.limiting().filter_map(shown).collect()
    }

    /// Makes a group of its own for a command in a running container. As many processes may be in it
    /// where the host can bound that without taking the container apart.
    pub(crate) fn entrance(
        &self,
        runtime_id: &str,
        command: &str,
        processes_max: u32,
    ) -> io::Result<Entrance> {
        let own_root = self.command_root();
        let group_in = |root: &Path| {
            let group = root.join(&self.parent).join(runtime_id);
            if Some(root) != own_root {
                return group;
            }
            let own = group.join(command);
            // A container that has taken its groups into its own hands may not allow it.
            if fs::create_dir_all(&own).is_err() {
                return group;
            }
            let _ = fs::write(own.join("pids.max"), processes_max.to_string());
            own
        };
        let mut first_kind = Vec::new();
        for mounted in self.hierarchies.limiting() {
            let file = OpenOptions::new()
                .write(true)
                .open(group_in(&mounted.path).join("tasks"))?;
            first_kind.push(file);
        }
        let unified = match &self.hierarchies.unified {
            Some(root) if self.is_unified() => Some(File::open(group_in(root))?),
            _ => None,
        };
        Ok(Entrance {
            first_kind,
            unified,
        })
    }

    /// Takes this process, of one thread, into a group below the task's that belongs to no container.
    pub(crate) fn hold(&self, name: &str) -> io::Result<()> {
        self.hierarchies.join(&self.parent.join(name), true)
    }

    /// Moves this process, of one thread, into a group of its own kind (`<above the task's>/shims`),
    /// so that it neither dies with its starter's group nor is charged to it.
    pub(crate) fn move_shim_in(&self) {
        if let Some(above) = self.parent.parent() {
            // It works as well where it is.
            let _ = self.hierarchies.join(&above.join("shims"), true);
        }
    }

    /// Leaves that group for the root, removing it and what is above if this was the last shim.
    pub(crate) fn move_shim_out(&self) {
        let Some(above) = self.parent.parent() else {
            return;
        };
        let _ = self.hierarchies.join(Path::new(""), false);
        for root in self.hierarchies.all() {
            let _ = fs::remove_dir(root.join(above).join("shims"));
            let mut empty = Some(above);
            while let Some(path) = empty.filter(|path| !path.as_os_str().is_empty()) {
                if fs::remove_dir(root.join(path)).is_err() {
                    break;
                }
                empty = path.parent();
            }
        }
    }
}

impl super::Hierarchies {
    /// Those of the first kind that limit something.
    fn limiting(&self) -> impl Iterator<Item = &Mounted> {
        self.v1.iter().filter(|mounted| !mounted.is_named())
    }

    /// Takes this process into a group in every hierarchy, as far as it goes; the first error.
    fn join(&self, group: &Path, make: bool) -> io::Result<()> {
        let mut joined = Ok(());
        // A new cpuset takes no process before it is set up, and kills nobody.
        for mounted in self.v1.iter().filter(|mounted| !mounted.has("cpuset")) {
            let path = mounted.path.join(group);
            let made = made(&path, make).and_then(|()| join(&path));
            joined = joined.and(made);
        }
        if let Some(root) = &self.unified {
            let path = root.join(group);
            let made = made(&path, make).and_then(|()| write(&path.join("cgroup.procs"), "0"));
            joined = joined.and(made);
        }
        joined
    }
}

fn made(path: &Path, make: bool) -> io::Result<()> {
    match make {
        true => fs::create_dir_all(path),
        false => Ok(()),
    }
}

/// Takes this process into a group of the first kind. A number would make the kernel wait.
fn join(group: &Path) -> io::Result<()> {
    write(&group.join("tasks"), "0")
}

/// Makes a group of the first kind and those above it that are missing.
fn make(mounted: &Mounted, group: &Path) -> io::Result<()> {
    let path = mounted.path.join(group);
    fs::create_dir_all(&path)?;
    if mounted.has("cpuset") && is_empty(&path.join(CPUS))? {
        fill_cpusets(&mounted.path, group)?;
    }
    Ok(())
}

const CPUS: &str = "cpuset.cpus";

/// A group of processors and memory nodes has none of them at first, and then takes no process: each
/// gets those of the one above. From then on new ones have them from the beginning, without which the
/// kernel would look through all groups for each.
fn fill_cpusets(root: &Path, group: &Path) -> io::Result<()> {
    let mut path = root.to_owned();
    for component in group.components() {
        let above = path.clone();
        path.push(component);
        for file in [CPUS, "cpuset.mems"] {
            if is_empty(&path.join(file))? {
                let of_above = fs::read_to_string(above.join(file))?;
                write(&path.join(file), of_above.trim())?;
            }
        }
        write(&path.join("cgroup.clone_children"), "1")?;
    }
    Ok(())
}

fn is_empty(file: &Path) -> io::Result<bool> {
    Ok(fs::read_to_string(file)?.trim().is_empty())
}

/// Writes to a file that is there; the kernel makes those of a group.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.write_all(text.as_bytes())
}
