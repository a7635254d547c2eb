//! What a process does to itself before it becomes a program that is not to be trusted: a container's
//! first one, or a command in a container that runs.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::BorrowedFd;

use berth_link::shim::{ContainerSpec, Ulimit};
use nix::fcntl::{OFlag, openat};
use nix::sys::resource::{Resource, setrlimit};
use nix::sys::stat::Mode;
use nix::unistd::{Gid, Uid, setgroups, setresgid, setresuid};

use crate::capabilities;
use crate::seccomp;
use crate::sys;
use crate::user::User;

/// A limit of a process: what is limited, and how far it can be raised without and with privileges.
type Limit = (Resource, u64, u64);

/// Everything that holds a container's programs.
#[derive(Debug)]
pub(crate) struct Confinement {
    limits: Vec<Limit>,
    no_new_privileges: bool,
    /// Empty for none.
    apparmor_profile: String,
    /// Bits by their numbers.
    capabilities: u64,
    /// Says which system calls may be made; without one all may.
    filter: Option<Vec<libc::sock_filter>>,
}

impl Confinement {
    /// As the container was asked for, by a process that has the capabilities `ours` to pass on.
    ///
    /// # Errors
    /// The name of a limit that there is not.
    pub(crate) fn of(spec: &ContainerSpec, ours: u64) -> Result<Self, String> {
        let capabilities = capabilities::given(spec, ours);
        let is_filtered = spec.seccomp_default && !spec.privileged;
        let filter =
            is_filtered.then(|| seccomp::default_filter(&capabilities::names(capabilities)));
        let apparmor_profile = match spec.privileged {
            true => String::new(),
            false => spec.linux.apparmor_profile.clone(),
        };
        Ok(Self {
            limits: spec.ulimits.iter().map(limit).collect::<Result<_, _>>()?,
            no_new_privileges: spec.linux.no_new_privileges,
            apparmor_profile,
            capabilities,
            filter,
        })
    }

    /// Confines this process and makes it the user's. `proc` is the root of a proc file system that
    /// nobody else has put there. What can be looked into by others of the process's namespace is to
    /// be hidden before.
    ///
    /// # Errors
    /// What the kernel refuses; the process is then of no use any more.
    pub(crate) fn enter(&self, user: &User, proc: BorrowedFd<'_>) -> io::Result<()> {
        for (resource, soft, hard) in &self.limits {
            setrlimit(*resource, *soft, *hard)?;
        }
        if !self.apparmor_profile.is_empty() {
            let flags = OFlag::O_WRONLY | OFlag::O_CLOEXEC;
            let label = openat(proc, "self/attr/exec", flags, Mode::empty())?;
            let text = format!("exec {}", self.apparmor_profile);
            File::from(label).write_all(text.as_bytes())?;
        }
        if self.no_new_privileges {
            sys::no_new_privileges()?;
        }
        sys::drop_from_bounding_set(sys::bounding_capabilities() & !self.capabilities)?;
        // Before the user changes: afterwards it might not be allowed any more. All that follows is.
        if let Some(filter) = &self.filter {
            sys::filter_calls(filter)?;
        }
        let groups: Vec<Gid> = user.groups.iter().map(|gid| Gid::from_raw(*gid)).collect();
        setgroups(&groups)?;
        let (gid, uid) = (Gid::from_raw(user.gid), Uid::from_raw(user.uid));
        setresgid(gid, gid, gid)?;
        setresuid(uid, uid, uid)?;
        // As after `execve`, which leaves anybody but root none.
        let kept = if uid.is_root() { self.capabilities } else { 0 };
        sys::set_capabilities(kept)
    }
}

fn limit(ulimit: &Ulimit) -> Result<Limit, String> {
    let value = |limit: i64| u64::try_from(limit).unwrap_or(libc::RLIM_INFINITY);
    let resource = match ulimit.name.as_str() {
        "as" => Resource::RLIMIT_AS,
        "core" => Resource::RLIMIT_CORE,
        "cpu" => Resource::RLIMIT_CPU,
        "data" => Resource::RLIMIT_DATA,
        "fsize" => Resource::RLIMIT_FSIZE,
        "locks" => Resource::RLIMIT_LOCKS,
        "memlock" => Resource::RLIMIT_MEMLOCK,
        "msgqueue" => Resource::RLIMIT_MSGQUEUE,
        "nice" => Resource::RLIMIT_NICE,
        "nofile" => Resource::RLIMIT_NOFILE,
        "nproc" => Resource::RLIMIT_NPROC,
        "rss" => Resource::RLIMIT_RSS,
        "rtprio" => Resource::RLIMIT_RTPRIO,
        "rttime" => Resource::RLIMIT_RTTIME,
        "sigpending" => Resource::RLIMIT_SIGPENDING,
        "stack" => Resource::RLIMIT_STACK,
        other => return Err(format!("invalid ulimit type: {other}")),
    };
    Ok((resource, value(ulimit.soft), value(ulimit.hard)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_without_a_bound_and_one_that_is_none() {
        let ulimit = |name: &str| Ulimit {
            name: name.to_owned(),
            soft: 7,
            hard: -1,
        };
        assert_eq!(
            limit(&ulimit("core")),
            Ok((Resource::RLIMIT_CORE, 7, u64::MAX))
        );
        assert_eq!(
            limit(&ulimit("cores")),
            Err("invalid ulimit type: cores".to_owned())
        );
    }

    #[test]
    fn privileged_programs_have_no_filter() {
        let mut spec = crate::launch::tests::spec();
        spec.seccomp_default = true;
        spec.linux.apparmor_profile = "strict".to_owned();
        let confined = Confinement::of(&spec, 0).expect("sound");
        assert!(confined.filter.is_some());
        spec.privileged = true;
        let free = Confinement::of(&spec, 0).expect("sound");
        assert!(free.filter.is_none() && free.apparmor_profile.is_empty());
    }
}
