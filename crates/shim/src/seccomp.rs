//! Which system calls a container may make: docker's default rules, as a table of our own.
//!
//! What is not listed fails with EPERM. `clone3` without `CAP_SYS_ADMIN` fails with ENOSYS instead,
//! because its flags are out of the filter's sight and C libraries then fall back to `clone`.

use serde_json::{Value, json};

/// Names are separated by spaces; those the machine does not have are passed over.
const ALWAYS: &[&str] = &[
    // files
    "access chdir chmod chown chown32 close close_range copy_file_range creat dup dup2 dup3 \
     faccessat faccessat2 fadvise64 fadvise64_64 fallocate fanotify_mark fchdir fchmod fchmodat \
     fchmodat2 fchown fchown32 fchownat fcntl fcntl64 fdatasync fgetxattr flistxattr flock \
     fremovexattr fsetxattr fstat fstat64 fstatat64 fstatfs fstatfs64 fsync ftruncate ftruncate64 \
     futimesat getcwd getdents getdents64 getxattr getxattrat inotify_add_watch inotify_init \
     inotify_init1 inotify_rm_watch ioctl lchown lchown32 lgetxattr link linkat listmount \
     listxattr listxattrat llistxattr _llseek lremovexattr lseek lsetxattr lstat lstat64 mkdir \
     mkdirat mknod mknodat name_to_handle_at newfstatat open openat openat2 pread64 preadv \
     preadv2 pwrite64 pwritev pwritev2 read readahead readlink readlinkat readv removexattr \
     removexattrat rename renameat renameat2 rmdir sendfile sendfile64 setxattr setxattrat splice \
     stat stat64 statfs statfs64 statmount statx symlink symlinkat sync sync_file_range syncfs \
     tee truncate truncate64 umask unlink unlinkat utime utimensat utimensat_time64 utimes \
     vmsplice write writev",
    // memory
    "brk cachestat madvise map_shadow_stack membarrier memfd_create memfd_secret mincore mlock \
     mlock2 mlockall mmap mmap2 mprotect mremap mseal msync munlock munlockall munmap pkey_alloc \
     pkey_free pkey_mprotect remap_file_pages",
    // processes and identity
    "alarm capget capset execve execveat exit exit_group fork getegid getegid32 geteuid \
     geteuid32 getgid getgid32 getgroups getgroups32 getpgid getpgrp getpid getppid getpriority \
     getresgid getresgid32 getresuid getresuid32 getrlimit get_robust_list getrusage getsid \
     get_thread_area gettid getuid getuid32 ioprio_get ioprio_set kill landlock_add_rule \
     landlock_create_ruleset landlock_restrict_self pause pidfd_open pidfd_send_signal prctl \
     prlimit64 process_mrelease process_vm_readv process_vm_writev ptrace restart_syscall rseq \
     rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend \
     rt_sigtimedwait rt_sigtimedwait_time64 rt_tgsigqueueinfo seccomp setfsgid setfsgid32 \
     setfsuid setfsuid32 setgid setgid32 setgroups setgroups32 setpgid setpriority setregid \
     setregid32 setresgid setresgid32 setresuid setresuid32 setreuid setreuid32 setrlimit \
     set_robust_list setsid set_thread_area set_tid_address setuid setuid32 sigaltstack signalfd \
     signalfd4 sigprocmask sigreturn sysinfo tgkill tkill ugetrlimit uname uretprobe vfork wait4 \
     waitid waitpid",
    // scheduling and time
    "adjtimex clock_adjtime clock_adjtime64 clock_getres clock_getres_time64 clock_gettime \
     clock_gettime64 clock_nanosleep clock_nanosleep_time64 getcpu getitimer getrandom \
     gettimeofday nanosleep sched_getaffinity sched_getattr sched_getparam sched_get_priority_max \
     sched_get_priority_min sched_getscheduler sched_rr_get_interval \
     sched_rr_get_interval_time64 sched_setaffinity sched_setattr sched_setparam \
     sched_setscheduler sched_yield setitimer time timer_create timer_delete timerfd_create \
     timerfd_gettime timerfd_gettime64 timerfd_settime timerfd_settime64 timer_getoverrun \
     timer_gettime timer_gettime64 timer_settime timer_settime64 times",
    // waiting and talking
    "accept accept4 bind connect epoll_create epoll_create1 epoll_ctl epoll_ctl_old epoll_pwait \
     epoll_pwait2 epoll_wait epoll_wait_old eventfd eventfd2 futex futex_requeue futex_time64 \
     futex_wait futex_waitv futex_wake getpeername getsockname getsockopt io_cancel io_destroy \
     io_getevents io_pgetevents io_pgetevents_time64 io_setup io_submit ipc listen mq_getsetattr \
     mq_notify mq_open mq_timedreceive mq_timedreceive_time64 mq_timedsend mq_timedsend_time64 \
     mq_unlink msgctl msgget msgrcv msgsnd _newselect pipe pipe2 poll ppoll ppoll_time64 pselect6 \
     pselect6_time64 recv recvfrom recvmmsg recvmmsg_time64 recvmsg select semctl semget semop \
     semtimedop semtimedop_time64 send sendmmsg sendmsg sendto setsockopt shmat shmctl shmdt \
     shmget shutdown socketcall socketpair",
];

/// Allowed on this kind of processor besides.
#[cfg(target_arch = "x86_64")]
const ARCHITECTURE: &str = "arch_prctl modify_ldt";
#[cfg(not(target_arch = "x86_64"))]
const ARCHITECTURE: &str = "";

/// Calls of any other kind are refused. Docker lists x32 as well, which hardly a kernel has, and
/// which would make compiling the filter half as long again: it is most of a container's start.
#[cfg(target_arch = "x86_64")]
const ARCHITECTURES: &[&str] = &["SCMP_ARCH_X86_64", "SCMP_ARCH_X86"];
#[cfg(target_arch = "aarch64")]
const ARCHITECTURES: &[&str] = &["SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM"];
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
const ARCHITECTURES: &[&str] = &[];

/// Allowed besides to those who have the capability.
const WITH_CAPABILITY: &[(&str, &str)] = &[
    ("CAP_BPF", "bpf"),
    ("CAP_DAC_READ_SEARCH", "open_by_handle_at"),
    ("CAP_PERFMON", "perf_event_open"),
    (
        "CAP_SYS_ADMIN",
        "bpf clone clone3 fanotify_init fsconfig fsmount fsopen fspick lookup_dcookie mount \
         mount_setattr move_mount open_tree perf_event_open quotactl quotactl_fd setdomainname \
         sethostname setns syslog umount umount2 unshare",
    ),
    ("CAP_SYS_BOOT", "reboot"),
    ("CAP_SYS_CHROOT", "chroot"),
    ("CAP_SYS_MODULE", "delete_module finit_module init_module"),
    (
        "CAP_SYS_NICE",
        "get_mempolicy mbind set_mempolicy set_mempolicy_home_node",
    ),
    ("CAP_SYS_PACCT", "acct"),
    ("CAP_SYS_PTRACE", "kcmp pidfd_getfd process_madvise"),
    ("CAP_SYS_RAWIO", "ioperm iopl"),
    (
        "CAP_SYS_TIME",
        "clock_settime clock_settime64 settimeofday stime",
    ),
    ("CAP_SYS_TTY_CONFIG", "vhangup"),
    ("CAP_SYSLOG", "syslog"),
];

/// Linux, Linux with 32-bit `uname`, both without address randomisation's short-cut, and the query.
const PERSONALITIES: &[u64] = &[0, 0x8, 0x2_0000, 0x2_0008, 0xffff_ffff];
const AF_VSOCK: u64 = 40;
/// `CLONE_NEW*` of cgroup, uts, ipc, user, pid, net and mount.
const CLONE_NEW_ANY: u64 = 0x7e02_0000;
const ENOSYS: u32 = 38;

/// The profile for a process with these capabilities, in the form of the OCI runtime spec.
pub(crate) fn default_profile(capabilities: &[String]) -> Value {
    let has = |wanted: &str| capabilities.iter().any(|one| one == wanted);
    let mut names: Vec<&str> = ALWAYS.iter().flat_map(|group| group.split(' ')).collect();
    names.extend(ARCHITECTURE.split(' '));
    for (_, more) in WITH_CAPABILITY
        .iter()
        .filter(|(capability, _)| has(capability))
    {
        names.extend(more.split(' '));
    }
    names.retain(|name| !name.is_empty());
    names.sort_unstable();
    names.dedup();
    let mut rules = vec![
        json!({ "names": names, "action": "SCMP_ACT_ALLOW" }),
        condition(
            "socket",
            &json!({ "index": 0, "value": AF_VSOCK, "op": "SCMP_CMP_NE" }),
        ),
    ];
    rules.extend(PERSONALITIES.iter().map(|personality| {
        condition(
            "personality",
            &json!({ "index": 0, "value": personality, "op": "SCMP_CMP_EQ" }),
        )
    }));
    if !has("CAP_SYS_ADMIN") {
        let no_namespace = json!({
            "index": 0, "value": CLONE_NEW_ANY, "valueTwo": 0, "op": "SCMP_CMP_MASKED_EQ",
        });
        rules.push(condition("clone", &no_namespace));
        rules.push(json!({ "names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": ENOSYS }));
    }
    json!({
        "defaultAction": "SCMP_ACT_ERRNO",
        "defaultErrnoRet": libc::EPERM,
        "architectures": ARCHITECTURES,
        "syscalls": rules,
    })
}

fn condition(name: &str, argument: &Value) -> Value {
    json!({ "names": [name], "action": "SCMP_ACT_ALLOW", "args": [argument] })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(profile: &Value) -> Vec<String> {
        let rule = &profile["syscalls"][0]["names"];
        serde_json::from_value(rule.clone()).expect("a list of names")
    }

    #[test]
    fn capabilities_open_calls() {
        let plain = default_profile(&[]);
        let mounting = default_profile(&["CAP_SYS_ADMIN".to_owned()]);
        assert!(!names(&plain).contains(&"mount".to_owned()));
        assert!(names(&mounting).contains(&"mount".to_owned()));
        let text = plain.to_string();
        assert!(text.contains(r#""clone3""#) && text.contains("SCMP_CMP_MASKED_EQ"));
        assert!(!mounting.to_string().contains("SCMP_CMP_MASKED_EQ"));
    }

    #[test]
    fn dangerous_calls_are_not_allowed() {
        let plain = names(&default_profile(&[]));
        for name in [
            "mount",
            "unshare",
            "setns",
            "keyctl",
            "add_key",
            "userfaultfd",
            "io_uring_setup",
        ] {
            assert!(!plain.contains(&name.to_owned()), "{name}");
        }
    }
}
