//! Linux parameters, limits and kernel settings.

use berth_api_ecs as api;

use super::{each, ensure, network_mode, normalise::unique, text, volumes::is_path};
use crate::Outcome;

const CAPABILITIES: [&str; 38] = [
    "ALL",
    "AUDIT_CONTROL",
    "AUDIT_WRITE",
    "BLOCK_SUSPEND",
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "IPC_LOCK",
    "IPC_OWNER",
    "KILL",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "MKNOD",
    "NET_ADMIN",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_RAW",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_CHROOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "SYSLOG",
    "WAKE_ALARM",
];

/// What may stand before `=` in a tmpfs option.
const TMPFS_OPTIONS: [&str; 43] = [
    "defaults",
    "ro",
    "rw",
    "suid",
    "nosuid",
    "dev",
    "nodev",
    "exec",
    "noexec",
    "sync",
    "async",
    "dirsync",
    "remount",
    "mand",
    "nomand",
    "atime",
    "noatime",
    "diratime",
    "nodiratime",
    "bind",
    "rbind",
    "unbindable",
    "runbindable",
    "private",
    "rprivate",
    "shared",
    "rshared",
    "slave",
    "rslave",
    "relatime",
    "norelatime",
    "strictatime",
    "nostrictatime",
    "mode",
    "uid",
    "gid",
    "nr_inodes",
    "nr_blocks",
    "mpol",
    "huge",
    "size",
    "iversion",
    "noiversion",
];

pub(super) fn check(
    at: &str,
    container: &api::ContainerDefinition,
    document: &api::TaskDefinition,
) -> Outcome<()> {
    if let Some(parameters) = &container.linux_parameters {
        let at = format!("{at}.linuxParameters");
        self::parameters(&at, parameters, container, document)?;
    }
    ulimits(at, each(container.ulimits.as_ref()))?;
    controls(at, each(container.system_controls.as_ref()), document)
}

fn parameters(
    at: &str,
    parameters: &api::LinuxParameters,
    container: &api::ContainerDefinition,
    document: &api::TaskDefinition,
) -> Outcome<()> {
    if let Some(capabilities) = &parameters.capabilities {
        for (field, names) in [("add", &capabilities.add), ("drop", &capabilities.drop)] {
            for name in each(names.as_ref()) {
                ensure(CAPABILITIES.contains(&name.as_str()), || {
                    format!(
                        "{at}.capabilities.{field}: '{name}' is not one of {}.",
                        CAPABILITIES.join(", ")
                    )
                })?;
            }
        }
    }
    for (index, device) in each(parameters.devices.as_ref()).iter().enumerate() {
        ensure(is_path(text(device.host_path.as_ref()), document), || {
            format!("{at}.devices[{index}].hostPath must be an absolute path.")
        })?;
    }
    for (index, tmpfs) in each(parameters.tmpfs.as_ref()).iter().enumerate() {
        let at = format!("{at}.tmpfs[{index}]");
        ensure(
            is_path(text(tmpfs.container_path.as_ref()), document),
            || format!("{at}.containerPath must be an absolute path."),
        )?;
        ensure(tmpfs.size.is_some_and(|mib| mib > 0), || {
            format!("{at}.size must be a number of MiB, at least 1.")
        })?;
        for option in each(tmpfs.mount_options.as_ref()) {
            let name = option.split('=').next().unwrap_or_default();
            ensure(TMPFS_OPTIONS.contains(&name), || {
                format!("{at}.mountOptions: '{option}' is not an option of tmpfs.")
            })?;
        }
    }
    ensure(
        parameters.shared_memory_size.is_none_or(|mib| mib > 0),
        || format!("{at}.sharedMemorySize must be a number of MiB, at least 1."),
    )?;
    ensure(parameters.max_swap.is_none_or(|mib| mib >= 0), || {
        format!("{at}.maxSwap must be 0 or more MiB.")
    })?;
    // The swap limit is the memory limit plus maxSwap, so there must be one.
    let bounded = container.memory.is_some() || document.memory.is_some();
    ensure(parameters.max_swap.is_none() || bounded, || {
        format!("{at}.maxSwap needs 'memory' on the container or the task.")
    })?;
    ensure(
        parameters
            .swappiness
            .is_none_or(|it| (0..=100).contains(&it)),
        || format!("{at}.swappiness must be from 0 to 100."),
    )
}

fn ulimits(at: &str, ulimits: &[api::Ulimit]) -> Outcome<()> {
    for (index, ulimit) in ulimits.iter().enumerate() {
        let at = format!("{at}.ulimits[{index}]");
        let name = ulimit.name.as_ref().map_or("", api::UlimitName::as_str);
        ensure(api::UlimitName::VALUES.contains(&name), || {
            format!(
                "{at}.name must be one of {}.",
                api::UlimitName::VALUES.join(", ")
            )
        })?;
        let (Some(soft), Some(hard)) = (ulimit.soft_limit, ulimit.hard_limit) else {
            return Err(crate::faults::client(format!(
                "{at} needs softLimit and hardLimit."
            )));
        };
        // Minus one is the kernel's "unlimited".
        let amount = |limit: i32| {
            if limit == -1 {
                i64::MAX
            } else {
                i64::from(limit)
            }
        };
        ensure(
            soft >= -1 && hard >= -1 && amount(soft) <= amount(hard),
            || format!("{at}: softLimit {soft} must not exceed hardLimit {hard}."),
        )?;
    }
    let names = ulimits
        .iter()
        .map(|it| it.name.as_ref().map_or("", api::UlimitName::as_str));
    unique(&format!("{at}.ulimits"), names)
}

/// Whether a sysctl belongs to the namespace of inter-process communication.
fn is_ipc(namespace: &str) -> bool {
    const KERNEL: [&str; 8] = [
        "kernel.msgmax",
        "kernel.msgmnb",
        "kernel.msgmni",
        "kernel.sem",
        "kernel.shmall",
        "kernel.shmmax",
        "kernel.shmmni",
        "kernel.shm_rmid_forced",
    ];
    KERNEL.contains(&namespace) || namespace.starts_with("fs.mqueue.")
}

fn controls(
    at: &str,
    controls: &[api::SystemControl],
    document: &api::TaskDefinition,
) -> Outcome<()> {
    for (index, control) in controls.iter().enumerate() {
        let at = format!("{at}.systemControls[{index}]");
        let namespace = text(control.namespace.as_ref());
        let (ipc, net) = (is_ipc(namespace), namespace.starts_with("net."));
        ensure(ipc || net, || {
            format!(
                "{at}.namespace '{namespace}' is not namespaced: kernel.msg*, kernel.sem, kernel.shm*, fs.mqueue.* and net.* are."
            )
        })?;
        ensure(!text(control.value.as_ref()).is_empty(), || {
            format!("{at}.value is required.")
        })?;
        ensure(!net || network_mode(document) != "host", || {
            format!("{at}: net.* is not supported when networkMode=host.")
        })?;
        ensure(
            !ipc || document.ipc_mode != Some(api::IpcMode::Host),
            || format!("{at}: IPC system controls are not supported when ipcMode=host."),
        )?;
    }
    let names = controls.iter().map(|it| text(it.namespace.as_ref()));
    unique(&format!("{at}.systemControls"), names)
}
