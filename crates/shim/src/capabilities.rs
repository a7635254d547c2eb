//! What root may do is split into; names and numbers.

use berth_link::shim::ContainerSpec;

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

/// The capabilities of a container's program if it is root's, and what its other programs can ever
/// gain: what was asked for as far as this process may pass it on, `ours`, bits by their numbers.
pub(crate) fn given(spec: &ContainerSpec, ours: u64) -> u64 {
    if spec.privileged {
        let known = CAPABILITIES.len().min(63);
        return ours & ((1 << known) - 1);
    }
    let numbers = spec.capabilities.iter().filter_map(|name| number(name));
    numbers.fold(0, |bits, number| bits | 1 << number) & ours
}

/// The names of these.
pub(crate) fn names(capabilities: u64) -> Vec<String> {
    let numbered = CAPABILITIES.iter().enumerate();
    let has = numbered.filter(|(number, _)| capabilities >> number & 1 == 1);
    has.map(|(_, name)| (*name).to_owned()).collect()
}

fn number(name: &str) -> Option<usize> {
    CAPABILITIES.iter().position(|one| *one == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_gives_what_it_does_not_have() {
        let mut spec = crate::launch::tests::spec();
        spec.capabilities = ["CAP_KILL", "CAP_BPF", "CAP_UNHEARD_OF"]
            .map(str::to_owned)
            .to_vec();
        assert_eq!(given(&spec, 1 << 5), 1 << 5);
        assert_eq!(names(given(&spec, u64::MAX)), ["CAP_KILL", "CAP_BPF"]);
        spec.privileged = true;
        assert_eq!(given(&spec, 0b1011), 0b1011);
        // A kernel may know more of them than we do.
        assert_eq!(given(&spec, u64::MAX).count_ones(), 41);
    }
}
