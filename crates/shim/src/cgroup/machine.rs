//! The groups of a virtual machine, which may be older than its task.

use std::fs;
use std::io;
use std::path::Path;

use berth_link::shim::Resources;

use super::{TaskGroup, remove_tree, set};

/// The machine's own group below the task's.
const MACHINE: &str = "machine";

impl TaskGroup {
    /// Puts this process, which is to become a virtual machine, into a group of its own below the
    /// task's, and bounds the task: bytes of memory, processes and threads.
    pub(crate) fn confine_machine(&self, memory_bytes: i64, processes_max: u64) -> io::Result<()> {
        self.bound_memory(memory_bytes)?;
        self.hold(MACHINE)?;
        self.bound_processes(processes_max)
    }

    /// Makes the groups that a machine has waited in the task's. Hierarchies of the first kind rename
    /// them, with everything that was counted in them; in the second kind the machine moves, and
    /// what it has used so far stays counted above.
    pub(crate) fn take_machine_over(
        &self,
        waited_in: &Self,
        memory_bytes: i64,
        processes_max: u64,
    ) -> io::Result<()> {
        if self.is_unified() {
            self.bound_memory(memory_bytes)?;
        }
        for root in self.hierarchies.all() {
            let (from, to) = (root.join(&waited_in.parent), root.join(&self.parent));
            if !from.is_dir() {
                continue;
            }
            // Nothing of the task's is in it yet.
            let _ = fs::remove_dir(&to);
            if fs::rename(&from, &to).is_err() {
                move_processes(&from.join(MACHINE), &to.join(MACHINE))?;
                remove_tree(&from);
            }
        }
        self.bound_processes(processes_max)
    }

    fn bound_memory(&self, bytes: i64) -> io::Result<()> {
        self.prepare(&Resources {
            task_memory_bytes: Some(bytes),
            ..Resources::default()
        })
    }

    fn bound_processes(&self, most: u64) -> io::Result<()> {
        let Some(pids) = self.hierarchies.of("pids") else {
            return Ok(());
        };
        set(&pids.join(&self.parent).join(MACHINE), "pids.max", most)
    }
}

fn move_processes(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for pid in fs::read_to_string(from.join("cgroup.procs"))?.lines() {
        fs::write(to.join("cgroup.procs"), pid)?;
    }
    Ok(())
}
