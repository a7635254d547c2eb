//! A machine that is started before its task: the kernel has booted and the guest waits for what it is to
//! be.
//!
//! It has no disk and no container, and its interface leads nowhere. The agent lets the interface into
//! the task's network, and the shim has the emulator exchange the disks; then the guest is told what any
//! guest is told first.

use std::fs;
use std::io;
use std::os::fd::{AsFd as _, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use berth_link::guest::{Frame, FromGuest};
use berth_link::shim::{Ahead as Told, MachineSpec};
use berth_vmm::monitor::Disk;
use berth_vmm::qemu;
use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;

use super::channel::Channel;
use super::console::Console;
use super::emulator::{self, With};
use super::scratch::{self, Scratch};
use crate::cgroup::TaskGroup;
use crate::sys;

/// What a shim has before its task.
pub(crate) struct Ahead {
    /// The interface, which stays its task's when the machine is of no use.
    tap: OwnedFd,
    machine: Option<Box<Waiting>>,
}

/// A machine that waits.
pub(super) struct Waiting {
    pub(super) spec: MachineSpec,
    pub(super) directory: PathBuf,
    pub(super) group: TaskGroup,
    pub(super) pid: i32,
    pub(super) channel: Channel,
    pub(super) console: Console,
    pub(super) monitor: UnixStream,
    pub(super) scratch: Scratch,
}

impl Ahead {
    /// Starts the machine and waits until its guest does, or until the agent has ended.
    ///
    /// # Errors
    /// If there is no machine, or nobody to have it for; nothing is left of it then.
    pub(crate) fn start(told: Told, tap: OwnedFd, agent: &UnixStream) -> io::Result<Self> {
        let spec = told.machine;
        let group = TaskGroup::new(&told.cgroup)?;
        let directory = fs::canonicalize(&told.directory)?;
        let begun = emulator::start(&spec, With::Nothing { tap: &tap }, &directory, &group);
        let begun = begun.and_then(|born| {
            let pid = born.pid;
            let parts = Channel::new(born.channel)
                .and_then(|channel| Ok((channel, Console::new(born.console, &directory)?)))
                .and_then(|parts| {
                    Ok((parts, scratch::make(&directory, spec.storage, &spec.mkfs)?))
                });
            match parts {
                Ok(((channel, console), scratch)) => {
                    Ok((pid, channel, console, born.monitor, scratch))
                }
                Err(error) => {
                    end(pid);
                    Err(error)
                }
            }
        });
        let (pid, channel, console, monitor, scratch) = match begun {
            Ok(begun) => begun,
            Err(error) => {
                group.kill_all();
                group.remove();
                let _ = fs::remove_dir_all(&directory);
                return Err(error);
            }
        };
        let mut machine = Waiting {
            spec,
            directory,
            group,
            pid,
            channel,
            console,
            monitor,
            scratch,
        };
        match machine.until_it_waits(agent) {
            Ok(()) => Ok(Self {
                tap,
                machine: Some(Box::new(machine)),
            }),
            Err(why) => {
                machine.console.read();
                let said = machine.console.last_words();
                machine.end();
                Err(io::Error::other(match said.is_empty() {
                    true => why,
                    false => format!("{why}; it said: {said}"),
                }))
            }
        }
    }

    /// The machine's directory, for people.
    pub(crate) fn name(&self) -> String {
        let machine = self.machine.as_ref();
        machine.map_or_else(String::new, |it| it.directory.display().to_string())
    }

    /// Waits until the agent says something or ends; an error means that the machine has ended.
    pub(crate) fn wait(&mut self, agent: &UnixStream) -> io::Result<()> {
        match &mut self.machine {
            Some(machine) => machine.wait(agent, None, &mut |_| false),
            None => Ok(()),
        }
        .map_err(io::Error::other)
    }

    /// Whether this was the machine's process, which has ended.
    pub(super) fn lost(&mut self, pid: i32) {
        if let Some(machine) = self.machine.take_if(|machine| machine.pid == pid) {
            machine.clear_away();
        }
    }

    /// The interface, and the machine if it can be one of this kind. Otherwise it is ended.
    pub(super) fn for_task(self, spec: &MachineSpec) -> (OwnedFd, Option<Box<Waiting>>) {
        let machine = match self.machine {
            Some(machine) if has_ended(machine.pid) => {
                machine.clear_away();
                None
            }
            Some(machine) if machine.fits(spec) => Some(machine),
            Some(machine) => {
                machine.end();
                None
            }
            None => None,
        };
        (self.tap, machine)
    }

    /// Nothing is left of it.
    pub(crate) fn end(self) {
        if let Some(machine) = self.machine {
            machine.end();
        }
    }
}

impl Waiting {
    fn until_it_waits(&mut self, agent: &UnixStream) -> Result<(), String> {
        let deadline = Instant::now() + Duration::from_millis(self.spec.ready_timeout_ms);
        let mut waits = false;
        self.wait(agent, Some(deadline), &mut |message| {
            waits |= matches!(message, FromGuest::Waiting);
            waits
        })?;
        match waits {
            true => Ok(()),
            false => Err("nobody wants it any more".to_owned()),
        }
    }

    /// Waits until the agent can be heard, or the guest has said what was waited for.
    fn wait(
        &mut self,
        agent: &UnixStream,
        deadline: Option<Instant>,
        enough: &mut dyn FnMut(&FromGuest) -> bool,
    ) -> Result<(), String> {
        let mut console_ended = false;
        loop {
            let timeout = match deadline {
                None => PollTimeout::NONE,
                Some(at) => {
                    let left = at.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return Err("it took too long".to_owned());
                    }
                    PollTimeout::try_from(left).unwrap_or(PollTimeout::MAX)
                }
            };
            let mut news = vec![
                PollFd::new(agent.as_fd(), PollFlags::POLLIN),
                PollFd::new(self.channel.as_fd(), PollFlags::POLLIN),
            ];
            if !console_ended {
                news.push(PollFd::new(self.console.as_fd(), PollFlags::POLLIN));
            }
            match poll(&mut news, timeout) {
                Ok(_) | Err(Errno::EINTR) => {}
                Err(error) => return Err(error.to_string()),
            }
            let has_news: Vec<bool> = news.iter().map(|it| it.any() == Some(true)).collect();
            if has_news.get(2) == Some(&true) {
                console_ended = !self.console.read();
            }
            if has_news.get(1) == Some(&true) && self.hear(enough)? {
                return Ok(());
            }
            if has_news.first() == Some(&true) {
                return Ok(());
            }
        }
    }

    fn hear(&mut self, enough: &mut dyn FnMut(&FromGuest) -> bool) -> Result<bool, String> {
        while self.channel.read() {}
        match self.channel.next().map_err(|error| error.to_string())? {
            Some(Frame::Message(message)) if enough(&message) => Ok(true),
            Some(_) => Err("it says what it should not".to_owned()),
            None if self.channel.is_broken() => Err("the emulator has ended".to_owned()),
            None => Ok(false),
        }
    }

    /// Whether it can be a machine of this kind: what cannot be exchanged is the same, and the images
    /// have places.
    fn fits(&self, spec: &MachineSpec) -> bool {
        let small = |path: &String| {
            let size = fs::metadata(path).map_or(u64::MAX, |it| it.len());
            size <= qemu::WAITING_BYTES
        };
        let own = MachineSpec {
            cpu_quota_us: spec.cpu_quota_us,
            images: spec.images.clone(),
            storage: spec.storage,
            hostname: spec.hostname.clone(),
            interface: spec.interface.clone(),
            ready_timeout_ms: spec.ready_timeout_ms,
            create_timeout_ms: spec.create_timeout_ms,
            ..self.spec.clone()
        };
        own == *spec
            && spec.interface.is_some()
            && spec.images.len() <= qemu::WAITING_IMAGES
            && spec.images.iter().all(small)
    }

    pub(super) fn end(self) {
        end(self.pid);
        self.clear_away();
    }

    /// Its process has ended.
    fn clear_away(self) {
        self.group.kill_all();
        self.group.remove();
        let _ = fs::remove_dir_all(&self.directory);
    }
}

/// Whether it has, and is nobody's to wait for any more.
fn has_ended(pid: i32) -> bool {
    let looked = waitpid(Pid::from_raw(pid), Some(WaitPidFlag::WNOHANG));
    !matches!(looked, Ok(WaitStatus::StillAlive))
}

fn end(pid: i32) {
    sys::kill_raw(pid, libc::SIGKILL);
    let _ = waitpid(Pid::from_raw(pid), None);
}

/// The disks that a machine is to be given, and their files in the same order.
pub(super) fn disks(
    spec: &MachineSpec,
    scratch: Scratch,
) -> io::Result<(Vec<Disk>, Vec<fs::File>)> {
    let (bytes, volume_bytes) = qemu::disk_bytes(spec.storage);
    let mut disks = vec![Disk::Scratch(bytes)];
    let mut files = vec![scratch.layers];
    if let (Some(bytes), Some(file)) = (volume_bytes, scratch.volumes) {
        disks.push(Disk::Volumes(bytes));
        files.push(file);
    }
    let images = emulator::images(spec)?;
    disks.extend((0..images.len()).map(Disk::Image));
    files.extend(images);
    Ok((disks, files))
}

/// The task's directory has what the console said from here on.
pub(super) fn leave(directory: &Path, for_task: &Path) {
    let _ = Console::move_log(directory, for_task);
    let _ = fs::remove_dir_all(directory);
}
