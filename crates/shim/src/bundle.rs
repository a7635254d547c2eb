//! What libcontainer is told: a container's spec in the form of the OCI runtime specification.

use std::path::{Path, PathBuf};

use berth_link::shim::{BindMount, ContainerSpec, Namespace, Network, Tmpfs, Ulimit};
use serde_json::{Map, Value, json};

use crate::nodes::Device;
use crate::program::Confinement;
use crate::seccomp;
use crate::user::User;

/// Where programs are looked for if the image and the task do not say.
const DEFAULT_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

const MASKED_PATHS: &[&str] = &[
    "/proc/acpi",
    "/proc/asound",
    "/proc/interrupts",
    "/proc/kcore",
    "/proc/keys",
    "/proc/latency_stats",
    "/proc/sched_debug",
    "/proc/scsi",
    "/proc/timer_list",
    "/proc/timer_stats",
    "/sys/devices/virtual/powercap",
    "/sys/firmware",
];
const READONLY_PATHS: &[&str] = &[
    "/proc/bus",
    "/proc/fs",
    "/proc/irq",
    "/proc/sys",
    "/proc/sysrq-trigger",
];

/// Of `/dev/shm` unless something else is asked for.
const SHM_BYTES: u64 = 64 << 20;

/// In the order of their numbers.
const CAPABILITIES: &[&str] = &[
    "CAP_CHOWN",
    "CAP_DAC_OVERRIDE",
    "CAP_DAC_READ_SEARCH",
    "CAP_FOWNER",
    "CAP_FSETID",
    "CAP_KILL",
    "CAP_SETGID",
    "CAP_SETUID",
    "CAP_SETPCAP",
    "CAP_LINUX_IMMUTABLE",
    "CAP_NET_BIND_SERVICE",
    "CAP_NET_BROADCAST",
    "CAP_NET_ADMIN",
    "CAP_NET_RAW",
    "CAP_IPC_LOCK",
    "CAP_IPC_OWNER",
    "CAP_SYS_MODULE",
    "CAP_SYS_RAWIO",
    "CAP_SYS_CHROOT",
    "CAP_SYS_PTRACE",
    "CAP_SYS_PACCT",
    "CAP_SYS_ADMIN",
    "CAP_SYS_BOOT",
    "CAP_SYS_NICE",
    "CAP_SYS_RESOURCE",
    "CAP_SYS_TIME",
    "CAP_SYS_TTY_CONFIG",
    "CAP_MKNOD",
    "CAP_LEASE",
    "CAP_AUDIT_WRITE",
    "CAP_AUDIT_CONTROL",
    "CAP_SETFCAP",
    "CAP_MAC_OVERRIDE",
    "CAP_MAC_ADMIN",
    "CAP_SYSLOG",
    "CAP_WAKE_ALARM",
    "CAP_BLOCK_SUSPEND",
    "CAP_AUDIT_READ",
    "CAP_PERFMON",
    "CAP_BPF",
    "CAP_CHECKPOINT_RESTORE",
];

/// What the host adds to the wishes.
#[derive(Debug)]
pub(crate) struct Host<'a> {
    /// The container's control group.
    pub(crate) cgroup: &'a Path,
    /// Limits are set through the second kind of hierarchy.
    pub(crate) unified: bool,
    /// The container's groups by the names it finds them under, if no namespace shows them.
    pub(crate) groups: Vec<(String, PathBuf)>,
    /// The capabilities the shim can give away, a bit for each number.
    pub(crate) capabilities: u64,
    /// Device nodes besides the usual.
    pub(crate) devices: Vec<Device>,
    /// The process with the namespaces that the task shares.
    pub(crate) holder: Option<i32>,
    /// What goes with those as `/dev/shm`.
    pub(crate) shm: &'a Path,
    /// The kernel limits swap.
    pub(crate) counts_swap: bool,
}

/// The environment the program sees: what was asked for, and what docker adds if it is missing.
pub(crate) fn environment(spec: &ContainerSpec, user: &User) -> Vec<String> {
    let mut env = spec.env.clone();
    let mut add = |name: &str, value: &str| {
        let present = env
            .iter()
            .any(|v| v.split_once('=').is_some_and(|(n, _)| n == name));
        if !present && !value.is_empty() {
            env.push(format!("{name}={value}"));
        }
    };
    add("PATH", DEFAULT_PATH);
    add("HOSTNAME", &spec.hostname);
    add("HOME", &user.home);
    env
}

/// What a process needs to put itself below a filter, and to give these back afterwards.
const TO_CONFINE: &[&str] = &["CAP_SYS_ADMIN", "CAP_SETPCAP"];

/// What is left for the program's last step, since libcontainer would do it slowly. The container
/// keeps [`TO_CONFINE`] until then.
pub(crate) fn confinement(spec: &ContainerSpec, host: &Host<'_>) -> Option<Confinement> {
    if spec.privileged || !spec.seccomp_default {
        return None;
    }
    let capabilities = capabilities(spec, host);
    let keep = bits(&capabilities);
    Some(Confinement {
        filter: seccomp::default_filter(&capabilities),
        keep,
        give_back: bits(TO_CONFINE) & !keep,
    })
}

pub(crate) fn bits<T: AsRef<str>>(names: &[T]) -> u64 {
    let number = |name: &T| CAPABILITIES.iter().position(|one| *one == name.as_ref());
    let numbers = names.iter().filter_map(number);
    numbers.fold(0, |bits, number| bits | 1 << number)
}

/// The content of the bundle's `config.json`. Neither arguments nor environment are in it: those
/// go to the program by another way, and the environment may hold secrets.
pub(crate) fn config(spec: &ContainerSpec, user: &User, host: &Host<'_>) -> Value {
    let mut capabilities = capabilities(spec, host);
    let mut linux = Map::new();
    let mut put = |name: &str, value: Value| linux.insert(name.to_owned(), value);
    put("namespaces", namespaces(spec, host));
    put("cgroupsPath", json!(host.cgroup));
    put("resources", resources(spec, host));
    put("sysctl", sysctls(spec));
    if !host.devices.is_empty() {
        put("devices", host.devices.iter().map(device).collect());
    }
    if !spec.privileged {
        put("maskedPaths", json!(MASKED_PATHS));
        put("readonlyPaths", json!(READONLY_PATHS));
        if spec.seccomp_default {
            for name in TO_CONFINE {
                if !capabilities.iter().any(|one| one == name) {
                    capabilities.push((*name).to_owned());
                }
            }
        }
    }
    let mut config = json!({
        "ociVersion": "1.0.2",
        "root": { "path": "rootfs", "readonly": spec.readonly_rootfs },
        "process": {
            "terminal": false,
            "user": { "uid": user.uid, "gid": user.gid, "additionalGids": user.groups },
            "args": ["program"],
            // Anything here keeps libcontainer from looking the home directory up by itself.
            "env": ["HOME=/"],
            "cwd": if spec.cwd.is_empty() { "/" } else { &spec.cwd },
            "capabilities": {
                "bounding": capabilities, "effective": capabilities, "permitted": capabilities,
                "inheritable": [], "ambient": [],
            },
            "rlimits": spec.ulimits.iter().map(rlimit).collect::<Value>(),
            "oomScoreAdj": 0,
            "noNewPrivileges": spec.linux.no_new_privileges,
        },
        "mounts": mounts(spec, host),
        "linux": linux,
    });
    if spec.network != Network::Host && !spec.hostname.is_empty() {
        config["hostname"] = json!(spec.hostname);
    }
    if !spec.linux.apparmor_profile.is_empty() && !spec.privileged {
        config["process"]["apparmorProfile"] = json!(spec.linux.apparmor_profile);
    }
    config
}

fn sysctls(spec: &ContainerSpec) -> Value {
    let mut all = Map::new();
    if spec.network == Network::Own {
        // As docker does: no port is privileged, and anybody may ping.
        for (name, value) in [
            ("net.ipv4.ip_unprivileged_port_start", "0"),
            ("net.ipv4.ping_group_range", "0 2147483647"),
        ] {
            all.insert(name.to_owned(), json!(value));
        }
    }
    for (name, value) in &spec.linux.sysctls {
        all.insert(name.clone(), json!(value));
    }
    Value::Object(all)
}

fn capabilities(spec: &ContainerSpec, host: &Host<'_>) -> Vec<String> {
    if spec.privileged {
        let ours = CAPABILITIES
            .iter()
            .enumerate()
            .filter(|(number, _)| host.capabilities >> number & 1 == 1);
        return ours.map(|(_, name)| (*name).to_owned()).collect();
    }
    // Nobody can give what it does not have.
    let ours = spec.capabilities.iter().filter(|name| {
        let number = CAPABILITIES.iter().position(|one| one == *name);
        number.is_some_and(|number| host.capabilities >> number & 1 == 1)
    });
    ours.cloned().collect()
}

fn namespaces(spec: &ContainerSpec, host: &Host<'_>) -> Value {
    let mut list = vec![json!({ "type": "mount" }), json!({ "type": "uts" })];
    for (kind, wanted) in [("pid", spec.linux.pid), ("ipc", spec.linux.ipc)] {
        match (wanted, host.holder) {
            (Namespace::Host, _) => {}
            (Namespace::Task, Some(pid)) => {
                let path = format!("/proc/{pid}/ns/{kind}");
                list.push(json!({ "type": kind, "path": path }));
            }
            _ => list.push(json!({ "type": kind })),
        }
    }
    match &spec.network {
        Network::Own => list.push(json!({ "type": "network" })),
        Network::Host => {}
        Network::Join { path } => list.push(json!({ "type": "network", "path": path })),
    }
    if host.unified {
        list.push(json!({ "type": "cgroup" }));
    }
    Value::Array(list)
}

fn resources(spec: &ContainerSpec, host: &Host<'_>) -> Value {
    let wanted = &spec.resources;
    let mut resources = Map::new();
    let mut memory = Map::new();
    if let Some(bytes) = wanted.memory_bytes {
        memory.insert("limit".to_owned(), json!(bytes));
    }
    if let Some(bytes) = wanted.memory_reservation_bytes {
        memory.insert("reservation".to_owned(), json!(bytes));
    }
    if let Some(bytes) = spec.linux.memory_and_swap_bytes
        && host.counts_swap
    {
        memory.insert("swap".to_owned(), json!(bytes));
    }
    if let Some(swappiness) = spec.linux.swappiness
        && !host.unified
    {
        memory.insert("swappiness".to_owned(), json!(swappiness));
    }
    if !memory.is_empty() {
        resources.insert("memory".to_owned(), Value::Object(memory));
    }
    if let Some(shares) = wanted.cpu_shares {
        resources.insert("cpu".to_owned(), json!({ "shares": shares.max(2) }));
    }
    if let Some(limit) = wanted.pids {
        resources.insert("pids".to_owned(), json!({ "limit": limit }));
    }
    let mut devices = vec![json!({ "allow": spec.privileged, "access": "rwm" })];
    if !spec.privileged {
        devices.extend(host.devices.iter().map(|device| {
            json!({
                "allow": true, "type": if device.block { "b" } else { "c" },
                "major": device.major, "minor": device.minor, "access": device.access,
            })
        }));
    }
    resources.insert("devices".to_owned(), Value::Array(devices));
    Value::Object(resources)
}

fn mounts(spec: &ContainerSpec, host: &Host<'_>) -> Value {
    let kernel = |destination: &str, kind: &str, options: &[&str]| json!({ "destination": destination, "type": kind, "source": kind, "options": options });
    let access = if spec.privileged { "rw" } else { "ro" };
    let mut list = vec![
        kernel("/proc", "proc", &["nosuid", "noexec", "nodev"]),
        kernel(
            "/dev",
            "tmpfs",
            &["nosuid", "strictatime", "mode=755", "size=65536k"],
        ),
        kernel(
            "/dev/pts",
            "devpts",
            &[
                "nosuid",
                "noexec",
                "newinstance",
                "ptmxmode=0666",
                "mode=0620",
                "gid=5",
            ],
        ),
        kernel("/sys", "sysfs", &["nosuid", "noexec", "nodev", access]),
        kernel("/dev/mqueue", "mqueue", &["nosuid", "noexec", "nodev"]),
    ];
    list.extend(control_groups(host, access));
    let size = spec.linux.shm_bytes.unwrap_or(SHM_BYTES);
    let size = format!("size={size}");
    match spec.linux.ipc {
        Namespace::Own => list.push(kernel(
            "/dev/shm",
            "tmpfs",
            &["nosuid", "noexec", "nodev", "mode=1777", &size],
        )),
        Namespace::Host => list.push(shared_memory("/dev/shm")),
        Namespace::Task => list.push(shared_memory(host.shm)),
        Namespace::None => {}
    }
    if let Some(program) = &spec.init {
        list.push(bind(&BindMount {
            source: program.clone(),
            destination: crate::init::PATH.to_owned(),
            read_only: true,
            populate: false,
        }));
    }
    // What is higher up comes first, or it would hide the other.
    let depth = |path: &str| path.split('/').filter(|part| !part.is_empty()).count();
    let tmpfs = spec.linux.tmpfs.iter();
    let mut own: Vec<(usize, Value)> = tmpfs
        .map(|mount| (depth(&mount.destination), self::tmpfs(mount)))
        .collect();
    let binds = spec.mounts.iter();
    own.extend(binds.map(|mount| (depth(&mount.destination), bind(mount))));
    own.sort_by_key(|(depth, _)| *depth);
    list.extend(own.into_iter().map(|(_, mount)| mount));
    Value::Array(list)
}

/// On a host of the first kind each group is bound by itself: libcontainer would look for them by the
/// container's process id, which means another process where it reads it as soon as the container
/// joins the task's processes.
fn control_groups(host: &Host<'_>, access: &str) -> Vec<Value> {
    let place = "/sys/fs/cgroup";
    let mount = |destination: &str, kind: &str, source: &Path, more: &[&str]| {
        let mut options = vec!["nosuid", "noexec", "nodev"];
        options.extend(more);
        json!({ "destination": destination, "type": kind, "source": source, "options": options })
    };
    if host.unified {
        return vec![mount(place, "cgroup", Path::new("cgroup"), &[access])];
    }
    let mut list = vec![mount(place, "tmpfs", Path::new("tmpfs"), &["mode=755"])];
    list.extend(host.groups.iter().map(|(name, group)| {
        let destination = format!("{place}/{name}");
        mount(&destination, "bind", group, &["bind", "rprivate", access])
    }));
    list
}

fn shared_memory(source: impl AsRef<Path>) -> Value {
    json!({
        "destination": "/dev/shm", "type": "bind", "source": source.as_ref(),
        "options": ["rbind", "rprivate", "rw", "nosuid", "noexec", "nodev"],
    })
}

fn tmpfs(mount: &Tmpfs) -> Value {
    json!({
        "destination": mount.destination, "type": "tmpfs", "source": "tmpfs",
        "options": mount.options,
    })
}

fn bind(mount: &BindMount) -> Value {
    let access = if mount.read_only { "ro" } else { "rw" };
    json!({
        "destination": mount.destination, "type": "bind", "source": mount.source,
        "options": ["rbind", "rprivate", access],
    })
}

fn rlimit(ulimit: &Ulimit) -> Value {
    let value = |limit: i64| u64::try_from(limit).unwrap_or(u64::MAX);
    json!({
        "type": format!("RLIMIT_{}", ulimit.name.to_uppercase()),
        "soft": value(ulimit.soft),
        "hard": value(ulimit.hard),
    })
}

fn device(device: &Device) -> Value {
    json!({
        "path": device.path, "type": if device.block { "b" } else { "c" },
        "major": device.major, "minor": device.minor, "fileMode": device.mode,
        "uid": device.uid, "gid": device.gid,
    })
}
