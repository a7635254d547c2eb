//! Becoming a command inside a running container: its namespaces, its control groups, its user and
//! what confines it, as its program got them from `config.json` and the spec.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use berth_link::shim::{ContainerSpec, ExecSpec};
use nix::sched::{CloneFlags, setns};
use nix::sys::resource::{Resource, setrlimit};
use nix::sys::wait::{WaitStatus, waitpid};
use nix::unistd::{Gid, Pid, Uid, chdir, dup2_stderr, dup2_stdin, dup2_stdout, setgroups, setsid};
use serde::Deserialize;

use crate::bundle::{self, Host};
use crate::cgroup::TaskGroup;
use crate::program::Program;
use crate::sys::{self, Forked};
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

/// What is run, and where.
pub(crate) struct Command<'a> {
    pub(crate) spec: &'a ExecSpec,
    /// The container's own.
    pub(crate) of: &'a ContainerSpec,
    /// The container's init process, which has not been waited for.
    pub(crate) init: i32,
    /// The container's directory.
    pub(crate) directory: &'a Path,
    pub(crate) group: &'a TaskGroup,
    /// The command's own control group below the container's.
    pub(crate) own_group: &'a str,
}

/// The name of a command's own group.
pub(crate) fn group_name(number: u64) -> String {
    format!("command-{number}")
}

/// What of the bundle a command shares with the program.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Bundle {
    process: Process,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Process {
    capabilities: BTreeMap<String, Vec<String>>,
    rlimits: Vec<Rlimit>,
    no_new_privileges: bool,
    apparmor_profile: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Rlimit {
    r#type: String,
    soft: u64,
    hard: u64,
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

    /// In the child: enters the container, starts the command and waits for it.
    fn go_in(&self, output: &OwnedFd) -> io::Result<i32> {
        let text = fs::read(self.directory.join("config.json"))?;
        let bundle: Bundle = serde_json::from_slice(&text)?;
        // What is killed for want of memory is never this.
        let _ = fs::write("/proc/self/oom_score_adj", "0");
        let groups = self
            .group
            .enter(&self.of.runtime_id, self.own_group, PROCESSES_MAX)?;
        let null = OpenOptions::new().read(true).open("/dev/null")?;
        let namespaces = self.namespaces()?;
        for (file, kind) in &namespaces {
            setns(file, *kind)?;
        }
        match sys::fork()? {
            Forked::Child => {
                let (why, code) = self.become_it(&bundle.process, output, &null, groups);
                say_failure(output, &why);
                sys::exit_now(code)
            }
            Forked::Parent(pid) => {
                drop(groups);
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
    fn namespaces(&self) -> io::Result<Vec<(File, CloneFlags)>> {
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

    /// In the child's child, inside. Returns only what went wrong, and the code to end with.
    fn become_it(
        &self,
        process: &Process,
        output: &OwnedFd,
        null: &File,
        groups: Vec<File>,
    ) -> (String, i32) {
        match self.prepare(process, output, null, groups) {
            Ok(program) => {
                let failure = program.run();
                (failure.error.message, failure.exit_code)
            }
            Err(error) => (format!("cannot run the command: {error}"), 126),
        }
    }

    fn prepare(
        &self,
        process: &Process,
        output: &OwnedFd,
        null: &File,
        groups: Vec<File>,
    ) -> io::Result<Program> {
        for group in &groups {
            nix::unistd::write(group, b"0")?;
        }
        drop(groups);
        sys::hide_from_others()?;
        setsid()?;
        dup2_stdin(null)?;
        dup2_stdout(output)?;
        dup2_stderr(output)?;
        let user = self.user()?;
        for limit in &process.rlimits {
            set_limit(limit)?;
        }
        let mut env = bundle::environment(self.of, &user);
        for line in &self.spec.env {
            let name = line.split_once('=').map_or(line.as_str(), |(name, _)| name);
            env.retain(|old| old.split_once('=').is_none_or(|(old, _)| old != name));
            env.push(line.clone());
        }
        let cwd = match (self.spec.cwd.as_str(), self.of.cwd.as_str()) {
            ("", "") => "/",
            ("", cwd) | (cwd, _) => cwd,
        };
        let program =
            Program::new(&self.spec.args, &env, None, -1, false).map_err(io::Error::other)?;
        if let Some(profile) = process.apparmor_profile.as_deref() {
            fs::write("/proc/self/attr/exec", format!("exec {profile}"))?;
        }
        if process.no_new_privileges {
            sys::no_new_privileges()?;
        }
        self.drop_privileges(process, &user)?;
        chdir(Path::new(cwd))?;
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

    fn drop_privileges(&self, process: &Process, user: &User) -> io::Result<()> {
        let cgroup = PathBuf::new();
        let host = Host {
            cgroup: &cgroup,
            unified: false,
            groups: Vec::new(),
            capabilities: u64::MAX,
            devices: Vec::new(),
            holder: None,
            shm: &cgroup,
            counts_swap: false,
        };
        let bounding = process.capabilities.get("bounding");
        let given = bundle::bits(bounding.map_or(&[][..], Vec::as_slice));
        let confinement = bundle::confinement(self.of, &host);
        let keep = confinement.as_ref().map_or(given, |it| it.keep);
        let known = sys::bounding_capabilities();
        sys::drop_from_bounding_set(known & !keep)?;
        // Before the user changes: afterwards it might not be allowed any more.
        if let Some(confinement) = &confinement {
            sys::filter_calls(&confinement.filter)?;
        }
        let groups: Vec<Gid> = user.groups.iter().map(|gid| Gid::from_raw(*gid)).collect();
        setgroups(&groups)?;
        let (gid, uid) = (Gid::from_raw(user.gid), Uid::from_raw(user.uid));
        nix::unistd::setresgid(gid, gid, gid)?;
        // Anybody but root has none from here on.
        nix::unistd::setresuid(uid, uid, uid)?;
        if uid.is_root() {
            sys::set_capabilities(keep & known)?;
        }
        Ok(())
    }
}

fn say_failure(output: &OwnedFd, text: &str) {
    // Nobody may listen any more.
    let _ = nix::unistd::write(output, text.as_bytes());
}

fn set_limit(limit: &Rlimit) -> io::Result<()> {
    let resource = match limit.r#type.as_str() {
        "RLIMIT_AS" => Resource::RLIMIT_AS,
        "RLIMIT_CORE" => Resource::RLIMIT_CORE,
        "RLIMIT_CPU" => Resource::RLIMIT_CPU,
        "RLIMIT_DATA" => Resource::RLIMIT_DATA,
        "RLIMIT_FSIZE" => Resource::RLIMIT_FSIZE,
        "RLIMIT_LOCKS" => Resource::RLIMIT_LOCKS,
        "RLIMIT_MEMLOCK" => Resource::RLIMIT_MEMLOCK,
        "RLIMIT_MSGQUEUE" => Resource::RLIMIT_MSGQUEUE,
        "RLIMIT_NICE" => Resource::RLIMIT_NICE,
        "RLIMIT_NOFILE" => Resource::RLIMIT_NOFILE,
        "RLIMIT_NPROC" => Resource::RLIMIT_NPROC,
        "RLIMIT_RSS" => Resource::RLIMIT_RSS,
        "RLIMIT_RTPRIO" => Resource::RLIMIT_RTPRIO,
        "RLIMIT_RTTIME" => Resource::RLIMIT_RTTIME,
        "RLIMIT_SIGPENDING" => Resource::RLIMIT_SIGPENDING,
        "RLIMIT_STACK" => Resource::RLIMIT_STACK,
        other => return Err(io::Error::other(format!("no limit {other}"))),
    };
    Ok(setrlimit(resource, limit.soft, limit.hard)?)
}
