//! Becoming a command inside a running container: its namespaces, its control groups, its user and
//! what confines it, as its program got them from the spec.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use berth_link::shim::{ContainerSpec, ExecSpec};
use nix::sched::{CloneFlags, setns};
use nix::sys::wait::{WaitStatus, waitpid};
use nix::unistd::{Pid, dup2_stderr, dup2_stdin, dup2_stdout, setsid};

use crate::cgroup::{Entrance, TaskGroup};
use crate::confine::Confinement;
use crate::launch;
use crate::program::{self, Program};
use crate::sys::{self, Forked, attribute};
use crate::user::{self, User};

/// A command's processes and threads at once, where the host can bound them.
const PROCESSES_MAX: u32 = 512;
/// The order matters: after the mount namespace the others' files would be out of sight.
const NAMESPACES: [(&str, CloneFlags); 6] = [
    ("cgroup", CloneFlags::CLONE_NEWCGROUP),
    ("ipc", CloneFlags::CLONE_NEWIPC),
    ("uts", CloneFlags::CLONE_NEWUTS),
    ("net", CloneFlags::CLONE_NEWNET),
    ("pid", CloneFlags::CLONE_NEWPID),
    ("mnt", CloneFlags::CLONE_NEWNS),
];

type Namespaces = Vec<(File, CloneFlags)>;

/// What is run, and where.
pub(crate) struct Command<'a> {
    pub(crate) spec: &'a ExecSpec,
    /// The container's own.
    pub(crate) of: &'a ContainerSpec,
    /// The container's init process, which has not been waited for.
    pub(crate) init: i32,
    pub(crate) group: &'a TaskGroup,
    /// The command's own control group below the container's.
    pub(crate) own_group: &'a str,
}

/// The name of a command's own group.
pub(crate) fn group_name(number: u64) -> String {
    format!("command-{number}")
}

impl Command<'_> {
    /// Starts it; gives the process that waits for it and ends as it does. What it writes goes into
    /// the pipe, and so do the words about what kept it from running.
    pub(crate) fn run(&self, output: OwnedFd) -> io::Result<i32> {
        match sys::fork()? {
            Forked::Parent(pid) => Ok(pid),
            Forked::Child => {
                sys::close_all_but(&[output.as_raw_fd()]);
                sys::reset_signals();
                let code = self.go_in(&output).unwrap_or_else(|error| {
                    say_failure(&output, &format!("cannot run the command: {error}"));
                    126
                });
                sys::exit_now(code)
            }
        }
    }

    /// In the child: starts the command inside the container and waits for it.
    fn go_in(&self, output: &OwnedFd) -> io::Result<i32> {
        // What is killed for want of memory is never this.
        let _ = fs::write("/proc/self/oom_score_adj", "0");
        let confinement =
            Confinement::of(self.of, sys::bounding_capabilities()).map_err(io::Error::other)?;
        let entrance = self
            .group
            .entrance(&self.of.runtime_id, self.own_group, PROCESSES_MAX)?;
        // Not the container's: what has that name there may be anything.
        let null = OpenOptions::new().read(true).open("/dev/null")?;
        let namespaces = self.namespaces()?;
        let processes = namespaces
            .iter()
            .find(|(_, kind)| *kind == CloneFlags::CLONE_NEWPID);
        if let Some((file, kind)) = processes {
            setns(file, *kind)?;
        }
        let group = entrance.unified.as_ref().map(AsFd::as_fd);
        match sys::clone_into(CloneFlags::empty(), group)? {
            Forked::Child => {
                let (why, code) =
                    self.become_it(&confinement, (output, null), entrance, namespaces);
                say_failure(output, &why);
                sys::exit_now(code)
            }
            Forked::Parent(pid) => {
                drop((entrance, namespaces, null));
                loop {
                    match waitpid(Pid::from_raw(pid), None) {
                        Ok(WaitStatus::Exited(_, code)) => return Ok(code),
                        Ok(WaitStatus::Signaled(_, signal, _)) => return Ok(128 + signal as i32),
                        Ok(_) | Err(nix::errno::Errno::EINTR) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
            }
        }
    }

    /// The container's namespaces, as far as they are not ours as well.
    fn namespaces(&self) -> io::Result<Namespaces> {
        let mut found = Vec::new();
        for (name, kind) in NAMESPACES {
            let file = File::open(format!("/proc/{}/ns/{name}", self.init))?;
            let own = fs::metadata(format!("/proc/self/ns/{name}"))?;
            if file.metadata()?.ino() != own.ino() {
                found.push((file, kind));
            }
        }
        Ok(found)
    }

    /// In the child's child. Returns only what went wrong, and the code to end with.
    fn become_it(
        &self,
        confinement: &Confinement,
        (output, null): (&OwnedFd, File),
        entrance: Entrance,
        namespaces: Namespaces,
    ) -> (String, i32) {
        match self.prepare(confinement, (output, null), entrance, namespaces) {
            Ok(program) => {
                let failure = program.run();
                (failure.error.message, failure.exit_code)
            }
            Err(error) => (format!("cannot run the command: {error}"), 126),
        }
    }

    fn prepare(
        &self,
        confinement: &Confinement,
        (output, null): (&OwnedFd, File),
        entrance: Entrance,
        namespaces: Namespaces,
    ) -> io::Result<Program> {
        sys::hide_from_others()?;
        entrance.join()?;
        drop(entrance);
        for (file, kind) in &namespaces {
            if *kind != CloneFlags::CLONE_NEWPID {
                setns(file, *kind)?;
            }
        }
        drop(namespaces);
        setsid()?;
        // A file system of this process's own, which nothing in the container can stand in for.
        let proc = sys::new_mount("proc", &[], attribute::NOSUID | attribute::NOEXEC)?;
        dup2_stdin(&null)?;
        drop(null);
        dup2_stdout(output)?;
        dup2_stderr(output)?;
        let user = self.user()?;
        let mut env = program::environment(self.of, &user);
        for line in &self.spec.env {
            let name = line.split_once('=').map_or(line.as_str(), |(name, _)| name);
            env.retain(|old| old.split_once('=').is_none_or(|(old, _)| old != name));
            env.push(line.clone());
        }
        let cwd = match (self.spec.cwd.as_str(), self.of.cwd.as_str()) {
            ("", "") => "/",
            ("", cwd) | (cwd, _) => cwd,
        };
        let program = Program::new(&self.spec.args, &env, false).map_err(io::Error::other)?;
        launch::go_to(Path::new(cwd))?;
        sys::own_session_keys()?;
        confinement.enter(&user, proc.as_fd())?;
        Ok(program)
    }

    /// Who runs it, from the container's own files.
    fn user(&self) -> io::Result<User> {
        let wanted = match self.spec.user.as_str() {
            "" => self.of.user.as_str(),
            user => user,
        };
        let text = |path: &str| fs::read_to_string(path).unwrap_or_default();
        user::resolve(wanted, &text("/etc/passwd"), &text("/etc/group")).map_err(io::Error::other)
    }
}

fn say_failure(output: &OwnedFd, text: &str) {
    // Nobody may listen any more.
    let _ = nix::unistd::write(output, text.as_bytes());
}
