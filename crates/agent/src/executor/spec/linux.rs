//! What a container asks of the kernel: capabilities, devices, namespaces, settings.

use berth_link::acs;
use berth_link::shim::{HostDevice, Linux, Namespace, Tmpfs};

use super::docker::{Config, HostConfig};
use super::process::DEFAULT_CAPABILITIES;
use super::{Mode, SpecError};

/// All that Linux has, without `CAP_`. The shim leaves out what the host does not give.
const CAPABILITIES: [&str; 41] = [
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "KILL",
    "SETGID",
    "SETUID",
    "SETPCAP",
    "LINUX_IMMUTABLE",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_ADMIN",
    "NET_RAW",
    "IPC_LOCK",
    "IPC_OWNER",
    "SYS_MODULE",
    "SYS_RAWIO",
    "SYS_CHROOT",
    "SYS_PTRACE",
    "SYS_PACCT",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_NICE",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "MKNOD",
    "LEASE",
    "AUDIT_WRITE",
    "AUDIT_CONTROL",
    "SETFCAP",
    "MAC_OVERRIDE",
    "MAC_ADMIN",
    "SYSLOG",
    "WAKE_ALARM",
    "BLOCK_SUSPEND",
    "AUDIT_READ",
    "PERFMON",
    "BPF",
    "CHECKPOINT_RESTORE",
];

/// What docker adds to a file system in memory unless the options say otherwise.
const TMPFS_DEFAULTS: [&str; 3] = ["noexec", "nosuid", "nodev"];
/// Options of mounts that a new file system cannot have.
const NOT_FOR_TMPFS: [&str; 5] = ["bind", "rbind", "remount", "unbindable", "runbindable"];

/// The container's capabilities as docker counts them: dropping all leaves those added, adding all
/// leaves out those dropped.
pub(super) fn capabilities(host: &HostConfig) -> Result<Vec<String>, SpecError> {
    let add = names(&host.cap_add)?;
    let drop = names(&host.cap_drop)?;
    let all = |list: &[String]| list.iter().any(|name| name == "ALL");
    let kept: Vec<String> = if all(&add) {
        CAPABILITIES.map(str::to_owned).to_vec()
    } else if all(&drop) {
        return Ok(prefixed(add));
    } else {
        let defaults = DEFAULT_CAPABILITIES.map(|name| name.trim_start_matches("CAP_").to_owned());
        let mut kept = defaults.to_vec();
        for name in add {
            if !kept.contains(&name) {
                kept.push(name);
            }
        }
        kept
    };
    let kept = kept.into_iter().filter(|name| !drop.contains(name));
    Ok(prefixed(kept.collect()))
}

fn prefixed(names: Vec<String>) -> Vec<String> {
    names
        .into_iter()
        .map(|name| format!("CAP_{name}"))
        .collect()
}

fn names(given: &[String]) -> Result<Vec<String>, SpecError> {
    let plain = |name: &String| {
        let name = name.to_ascii_uppercase();
        let name = name.strip_prefix("CAP_").unwrap_or(&name).to_owned();
        let known = name == "ALL" || CAPABILITIES.contains(&name.as_str());
        known
            .then_some(name)
            .ok_or_else(|| SpecError::Invalid(format!("invalid capability: {given:?}")))
    };
    given.iter().map(plain).collect()
}

/// Everything else. `mode` is how the container is connected.
pub(super) fn linux(
    task: &acs::Task,
    config: &Config,
    host: &HostConfig,
    mode: Mode,
) -> Result<Linux, SpecError> {
    let mut linux = Linux {
        devices: host.devices.iter().map(device).collect(),
        shm_bytes: u64::try_from(host.shm_size).ok().filter(|size| *size > 0),
        memory_and_swap_bytes: Some(host.memory_swap).filter(|bytes| *bytes != 0),
        swappiness: host.memory_swappiness,
        pid: namespace("pidMode", &task.pid_mode)?,
        ipc: namespace("ipcMode", &task.ipc_mode)?,
        terminal: config.tty,
        stdin_open: config.open_stdin,
        ..Linux::default()
    };
    for (destination, options) in &host.tmpfs {
        linux.tmpfs.push(tmpfs(destination, options)?);
    }
    for (name, value) in &host.sysctls {
        sysctl(name, linux.ipc, mode)?;
        linux.sysctls.insert(name.clone(), value.clone());
    }
    for option in &host.security_opt {
        security(option, &mut linux)?;
    }
    Ok(linux)
}

fn device(device: &super::docker::Device) -> HostDevice {
    let or = |text: &str, other: &str| if text.is_empty() { other } else { text }.to_owned();
    HostDevice {
        source: device.path_on_host.clone(),
        destination: or(&device.path_in_container, &device.path_on_host),
        access: or(&device.cgroup_permissions, "rwm"),
    }
}

/// The task's mode in the protocol's words.
pub(super) fn namespace(field: &str, mode: &str) -> Result<Namespace, SpecError> {
    match mode {
        "" => Ok(Namespace::Own),
        "host" => Ok(Namespace::Host),
        "task" => Ok(Namespace::Task),
        "none" if field == "ipcMode" => Ok(Namespace::None),
        other => Err(SpecError::unsupported(format!("{field} {other:?}"))),
    }
}

fn tmpfs(destination: &str, options: &str) -> Result<Tmpfs, SpecError> {
    if !destination.starts_with('/') {
        return Err(SpecError::Invalid(format!(
            "invalid mount path: {destination:?} mount path must be absolute"
        )));
    }
    let given: Vec<&str> = options.split(',').filter(|it| !it.is_empty()).collect();
    if let Some(option) = given.iter().find(|option| NOT_FOR_TMPFS.contains(option)) {
        return Err(SpecError::Invalid(format!(
            "invalid tmpfs option {option:?}"
        )));
    }
    let opposite = |name: &str| given.contains(&name.trim_start_matches("no"));
    let defaults = TMPFS_DEFAULTS.iter().filter(|name| !opposite(name));
    let own = given.iter().filter(|option| **option != "defaults");
    let options = defaults.chain(own).map(|option| (*option).to_owned());
    Ok(Tmpfs {
        destination: destination.to_owned(),
        options: options.collect(),
    })
}

/// Only what belongs to a namespace that is the container's own, as docker has it.
fn sysctl(name: &str, ipc: Namespace, mode: Mode) -> Result<(), SpecError> {
    const OF_IPC: [&str; 8] = [
        "kernel.msgmax",
        "kernel.msgmnb",
        "kernel.msgmni",
        "kernel.sem",
        "kernel.shmall",
        "kernel.shmmax",
        "kernel.shmmni",
        "kernel.shm_rmid_forced",
    ];
    let of_ipc = OF_IPC.contains(&name) || name.starts_with("fs.mqueue.");
    let refused = |why: &str| SpecError::Invalid(format!("sysctl {name:?} is not allowed{why}"));
    if name.contains("..") || name.contains('/') || !(of_ipc || name.starts_with("net.")) {
        return Err(refused(": it is not separate for a container"));
    }
    if of_ipc && ipc == Namespace::Host {
        return Err(refused(" in the host's IPC namespace"));
    }
    if !of_ipc && mode == Mode::Host {
        return Err(refused(" in the host's network"));
    }
    Ok(())
}

/// Docker takes both `name:value` and `name=value`.
fn security(option: &str, linux: &mut Linux) -> Result<(), SpecError> {
    let (name, value) = option.split_once([':', '=']).unwrap_or((option, ""));
    match (name, value) {
        ("no-new-privileges", "" | "true") => linux.no_new_privileges = true,
        ("no-new-privileges", "false") => linux.no_new_privileges = false,
        ("apparmor", "unconfined") => linux.apparmor_profile = String::new(),
        ("apparmor", profile) if !profile.is_empty() => {
            if !apparmor_enabled() {
                return Err(SpecError::unsupported(format!(
                    "dockerSecurityOptions {option:?}: this host has no AppArmor"
                )));
            }
            profile.clone_into(&mut linux.apparmor_profile);
        }
        _ => {
            return Err(SpecError::unsupported(format!(
                "dockerSecurityOptions {option:?}"
            )));
        }
    }
    Ok(())
}

/// Whether this host's kernel has AppArmor, and it is on.
pub(crate) fn apparmor_enabled() -> bool {
    let said = std::fs::read_to_string("/sys/module/apparmor/parameters/enabled");
    said.is_ok_and(|text| text.starts_with('Y'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capabilities_are_counted_as_docker_does() {
        let check = |add: &[&str], drop: &[&str], count: usize, has: &[&str], lacks: &[&str]| {
            let own = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect();
            let host = HostConfig {
                cap_add: own(add),
                cap_drop: own(drop),
                ..HostConfig::default()
            };
            let got = capabilities(&host).expect("known");
            assert_eq!(got.len(), count, "{add:?} {drop:?}");
            assert!(has.iter().all(|name| got.contains(&(*name).to_owned())));
            assert!(!lacks.iter().any(|name| got.contains(&(*name).to_owned())));
        };
        check(&[], &[], 14, &["CAP_CHOWN"], &["CAP_SYS_PTRACE"]);
        check(
            &["SYS_PTRACE"],
            &["NET_RAW"],
            14,
            &["CAP_SYS_PTRACE"],
            &["CAP_NET_RAW"],
        );
        check(&["CHOWN"], &["ALL"], 1, &["CAP_CHOWN"], &["CAP_KILL"]);
        check(
            &["ALL"],
            &["SYS_ADMIN"],
            40,
            &["CAP_BPF"],
            &["CAP_SYS_ADMIN"],
        );
        let unknown = HostConfig {
            cap_add: vec!["NOPE".to_owned()],
            ..HostConfig::default()
        };
        assert!(capabilities(&unknown).is_err());
    }

    #[test]
    fn the_usual_options_of_tmpfs_give_way() {
        let options = |text: &str| tmpfs("/t", text).map(|it| it.options.join(","));
        assert_eq!(
            options("size=4m,exec,mode=700"),
            Ok("nosuid,nodev,size=4m,exec,mode=700".to_owned())
        );
        assert_eq!(options("defaults"), Ok("noexec,nosuid,nodev".to_owned()));
        assert!(options("size=4m,bind").is_err());
        assert!(tmpfs("t", "").is_err());
    }

    // refuses: ContainerDefinition.dockerSecurityOptions -- this agent does not support dockerSecurityOptions
    #[test]
    fn security_options_that_are_not_done_are_named() {
        let mut linux = Linux::default();
        security("no-new-privileges", &mut linux).expect("done");
        assert!(linux.no_new_privileges);
        let error = security("label:disable", &mut linux).expect_err("refused");
        assert_eq!(
            error.to_string(),
            "this agent does not support dockerSecurityOptions \"label:disable\""
        );
    }

    #[test]
    fn settings_of_the_host_are_refused() {
        let check = |name: &str, ipc, mode, fine: bool| {
            assert_eq!(sysctl(name, ipc, mode).is_ok(), fine, "{name}");
        };
        check("net.core.somaxconn", Namespace::Own, Mode::Bridge, true);
        check("net.core.somaxconn", Namespace::Own, Mode::Host, false);
        check("kernel.msgmax", Namespace::Task, Mode::Host, true);
        check("kernel.msgmax", Namespace::Host, Mode::Bridge, false);
        check("kernel.panic", Namespace::Own, Mode::Bridge, false);
        check("net/../kernel", Namespace::Own, Mode::Bridge, false);
    }
}
