//! What a container finds mounted, in the order in which it is: docker's file systems, then its own.

use std::path::{Path, PathBuf};

use berth_link::shim::{BindMount, ContainerSpec, Namespace};

use super::options::Options;
use crate::init;

/// Of `/dev/shm` unless something else is asked for.
const SHM_BYTES: u64 = 64 << 20;
/// What is in a file system for the kernel's sake only.
const STRICT: [&str; 3] = ["nosuid", "noexec", "nodev"];
/// Where containers find their control groups.
const GROUPS: &str = "/sys/fs/cgroup";

/// One mount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mount {
    /// Inside; made if missing.
    pub(crate) destination: String,
    pub(crate) what: What,
    pub(crate) options: Options,
}

/// What is mounted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A new file system of this kind.
    New(&'static str),
    /// What is there on the host, a directory or a file.
    Copy(PathBuf),
}

/// What the host adds to the wishes.
#[derive(Debug)]
pub(crate) struct Host<'a> {
    /// A namespace shows the container its group.
    pub(crate) unified: bool,
    /// The container's groups by the names it finds them under, if no namespace shows them.
    pub(crate) groups: &'a [(String, PathBuf)],
    /// What containers that share their task's namespace for communication have as `/dev/shm`.
    pub(crate) shm: &'a Path,
}

impl Mount {
    fn new(destination: &str, kind: &'static str, options: &[&str]) -> Self {
        Self {
            destination: destination.to_owned(),
            what: What::New(kind),
            options: Options::parse(options),
        }
    }

    fn copy(destination: &str, source: &Path, options: &[&str]) -> Self {
        Self {
            destination: destination.to_owned(),
            what: What::Copy(source.to_owned()),
            options: Options::parse(options),
        }
    }
}

impl Mount {
    /// It is the place where control groups of the first kind are shown, and nothing is in it yet.
    pub(crate) fn is_group_list(&self) -> bool {
        self.destination == GROUPS && self.what == What::New("tmpfs")
    }

    /// For a person.
    pub(crate) fn named(&self) -> String {
        match &self.what {
            What::New(kind) => format!("{kind} at {}", self.destination),
            What::Copy(source) => format!("{} at {}", source.display(), self.destination),
        }
    }
}

/// `/proc`.
pub(crate) fn proc() -> Mount {
    Mount::new("/proc", "proc", &STRICT)
}

/// `/dev`, to be filled.
pub(crate) fn dev() -> Mount {
    Mount::new(
        "/dev",
        "tmpfs",
        &["nosuid", "strictatime", "mode=755", "size=65536k"],
    )
}

/// `/sys`.
pub(crate) fn sys(spec: &ContainerSpec) -> Mount {
    let [nosuid, noexec, nodev] = STRICT;
    Mount::new("/sys", "sysfs", &[nosuid, noexec, nodev, access(spec)])
}

/// What is mounted below `/dev`, `/proc` and `/sys`.
pub(crate) fn kernels(spec: &ContainerSpec, host: &Host<'_>) -> Vec<Mount> {
    let [nosuid, noexec, nodev] = STRICT;
    let terminals = [
        nosuid,
        noexec,
        "newinstance",
        "ptmxmode=0666",
        "mode=0620",
        "gid=5",
    ];
    let mut list = vec![
        Mount::new("/dev/pts", "devpts", &terminals),
        Mount::new("/dev/mqueue", "mqueue", &STRICT),
    ];
    list.push(control_groups(spec, host));
    let size = spec.linux.shm_bytes.unwrap_or(SHM_BYTES);
    let size = format!("size={size}");
    let shared = ["rbind", "rprivate", nosuid, noexec, nodev];
    match spec.linux.ipc {
        Namespace::Own => list.push(Mount::new(
            "/dev/shm",
            "tmpfs",
            &[nosuid, noexec, nodev, "mode=1777", &size],
        )),
        Namespace::Host => list.push(Mount::copy("/dev/shm", Path::new("/dev/shm"), &shared)),
        Namespace::Task => list.push(Mount::copy("/dev/shm", host.shm, &shared)),
        Namespace::None => {}
    }
    if let Some(program) = &spec.init {
        list.push(bind(&BindMount {
            source: program.clone(),
            destination: init::PATH.to_owned(),
            read_only: true,
            populate: false,
        }));
    }
    list
}

/// What the container itself asks for.
pub(crate) fn own(spec: &ContainerSpec) -> Vec<Mount> {
    let tmpfs = spec.linux.tmpfs.iter().map(|mount| Mount {
        destination: mount.destination.clone(),
        what: What::New("tmpfs"),
        options: Options::parse(&mount.options),
    });
    let mut list: Vec<Mount> = tmpfs.chain(spec.mounts.iter().map(bind)).collect();
    // What is higher up comes first, or it would hide the other.
    let depth = |path: &str| path.split('/').filter(|part| !part.is_empty()).count();
    list.sort_by_key(|mount| depth(&mount.destination));
    list
}

/// The control groups as the container sees them: by a namespace, or in a list to be filled.
fn control_groups(spec: &ContainerSpec, host: &Host<'_>) -> Mount {
    let [nosuid, noexec, nodev] = STRICT;
    if host.unified {
        let options = [nosuid, noexec, nodev, access(spec)];
        return Mount::new(GROUPS, "cgroup2", &options);
    }
    Mount::new(GROUPS, "tmpfs", &[nosuid, noexec, nodev, "mode=755"])
}

/// What is in the list: the group in each hierarchy, bound by itself.
pub(crate) fn groups(spec: &ContainerSpec, host: &Host<'_>) -> Vec<Mount> {
    let [nosuid, noexec, nodev] = STRICT;
    let options = ["bind", "private", nosuid, noexec, nodev, access(spec)];
    let groups = host.groups.iter();
    groups
        .map(|(name, group)| Mount::copy(&format!("{GROUPS}/{name}"), group, &options))
        .collect()
}

/// Links in the list: two controllers in one hierarchy are found by the name of either as well.
pub(crate) fn group_links(host: &Host<'_>) -> Vec<(String, String)> {
    let names = host.groups.iter().map(|(name, _)| name);
    names
        .flat_map(|name| {
            let each = name.split(',').filter(move |one| *one != name.as_str());
            each.map(|one| (one.to_owned(), name.clone()))
        })
        .collect()
}

fn access(spec: &ContainerSpec) -> &'static str {
    if spec.privileged { "" } else { "ro" }
}

fn bind(mount: &BindMount) -> Mount {
    // Nothing makes a mount writable that is not so on the host.
    let access = if mount.read_only { "ro" } else { "" };
    let options = ["rbind", "rprivate", access];
    Mount::copy(&mount.destination, Path::new(&mount.source), &options)
}

#[cfg(test)]
mod tests {
    use super::*;
    use berth_link::shim::Tmpfs;

    fn places(mounts: &[Mount]) -> Vec<&str> {
        mounts
            .iter()
            .map(|mount| mount.destination.as_str())
            .collect()
    }

    #[test]
    fn what_is_higher_up_comes_first() {
        let mut spec = crate::launch::tests::spec();
        let bind = |destination: &str| BindMount {
            source: "/srv".to_owned(),
            destination: destination.to_owned(),
            read_only: false,
            populate: false,
        };
        spec.mounts = vec![bind("/a/b/c"), bind("/z"), bind("/a")];
        spec.linux.tmpfs = vec![Tmpfs {
            destination: "/a/b".to_owned(),
            options: Vec::new(),
        }];
        assert_eq!(places(&own(&spec)), ["/z", "/a", "/a/b", "/a/b/c"]);
    }

    #[test]
    fn control_groups_of_both_kinds() {
        let mut spec = crate::launch::tests::spec();
        let both = ("cpu,cpuacct".to_owned(), PathBuf::from("/h/cpu,cpuacct/x"));
        let groups = [both, ("pids".to_owned(), PathBuf::from("/h/pids/x"))];
        let mut host = Host {
            unified: false,
            groups: &groups,
            shm: Path::new("/shm"),
        };
        let shown = super::groups(&spec, &host);
        assert_eq!(
            places(&shown),
            ["/sys/fs/cgroup/cpu,cpuacct", "/sys/fs/cgroup/pids"]
        );
        assert!(
            shown.iter().all(|one| one.options.set & 1 == 1),
            "read-only"
        );
        let link = |name: &str| (name.to_owned(), "cpu,cpuacct".to_owned());
        assert_eq!(group_links(&host), [link("cpu"), link("cpuacct")]);
        assert!(kernels(&spec, &host).iter().any(Mount::is_group_list));
        spec.privileged = true;
        assert!(
            super::groups(&spec, &host)
                .iter()
                .all(|one| one.options.set & 1 == 0)
        );
        host.unified = true;
        assert!(!kernels(&spec, &host).iter().any(Mount::is_group_list));
    }

    #[test]
    fn shared_memory_is_as_asked_for() {
        let mut spec = crate::launch::tests::spec();
        let host = Host {
            unified: true,
            groups: &[],
            shm: Path::new("/task/shm"),
        };
        let mut shm = |ipc| {
            spec.linux.ipc = ipc;
            let all = kernels(&spec, &host);
            let found = all
                .into_iter()
                .find(|mount| mount.destination == "/dev/shm");
            found.map(|mount| mount.what)
        };
        assert_eq!(shm(Namespace::Own), Some(What::New("tmpfs")));
        assert_eq!(shm(Namespace::Task), Some(What::Copy("/task/shm".into())));
        assert_eq!(shm(Namespace::Host), Some(What::Copy("/dev/shm".into())));
        assert_eq!(shm(Namespace::None), None);
    }
}
