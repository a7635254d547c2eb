//! Which system calls a container may make: docker's default rules, as a table of our own.
//!
//! What is not listed fails with EPERM. `clone3` without `CAP_SYS_ADMIN` fails with ENOSYS instead,
//! because its flags are out of the filter's sight and C libraries then fall back to `clone`.
//!
//! The program for the kernel is made here, in microseconds; libseccomp takes ten milliseconds for
//! the same, which would be most of a container's start.

mod filter;
mod numbers;

#[cfg(test)]
use std::collections::BTreeSet;

use libc::sock_filter;

use filter::{Argument, Rules, Verdict};

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

/// What programs may be written for: this processor, and its 32-bit brother where it runs those
/// programs. Calls made in any other way are refused; docker lists x32 as well, which hardly a
/// kernel has.
#[cfg(target_arch = "x86_64")]
const ARCHITECTURES: &[u32] = &[numbers::AUDIT_ARCH_X86_64, numbers::AUDIT_ARCH_I386];
#[cfg(target_arch = "aarch64")]
const ARCHITECTURES: &[u32] = &[numbers::AUDIT_ARCH_AARCH64, numbers::AUDIT_ARCH_ARM];

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
const PERSONALITIES: &[u32] = &[0, 0x8, 0x2_0000, 0x2_0008, 0xffff_ffff];
const AF_VSOCK: u32 = 40;
/// `CLONE_NEW*` of cgroup, uts, ipc, user, pid, net and mount.
const CLONE_NEW_ANY: u32 = 0x7e02_0000;

/// The program that lets a process with these capabilities make the calls it may.
pub(crate) fn default_filter(capabilities: &[String]) -> Vec<sock_filter> {
    let tables: Vec<(u32, Rules)> = ARCHITECTURES
        .iter()
        .map(|architecture| (*architecture, rules(capabilities, *architecture)))
        .collect();
    filter::program(&tables)
}

fn rules(capabilities: &[String], architecture: u32) -> Rules {
    let has = |wanted: &str| capabilities.iter().any(|one| one == wanted);
    let with_capability = WITH_CAPABILITY
        .iter()
        .filter(|(capability, _)| has(capability))
        .map(|(_, more)| *more);
    let allowed = ALWAYS.iter().copied().chain([ARCHITECTURE]);
    let names = allowed
        .chain(with_capability)
        .flat_map(|group| group.split(' '));
    let mut rules: Rules = names
        .filter_map(|name| Some((numbers::number(architecture, name)?, Verdict::Allow)))
        .collect();
    let mut put = |name: &str, verdict: Verdict| {
        if let Some(number) = numbers::number(architecture, name) {
            rules.insert(number, verdict);
        }
    };
    put("socket", Verdict::Unless(Argument::Is(AF_VSOCK)));
    put("personality", Verdict::If(Argument::IsOneOf(PERSONALITIES)));
    if !has("CAP_SYS_ADMIN") {
        put("clone", Verdict::Unless(Argument::Shares(CLONE_NEW_ANY)));
        put("clone3", Verdict::Errno(libc::ENOSYS));
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;
    use filter::tests::{ALLOW, ask, errno};

    #[cfg(target_arch = "x86_64")]
    const NATIVE: u32 = numbers::AUDIT_ARCH_X86_64;
    #[cfg(target_arch = "aarch64")]
    const NATIVE: u32 = numbers::AUDIT_ARCH_AARCH64;

    fn call(program: &[sock_filter], name: &str, argument: u64) -> u32 {
        let number = numbers::number(NATIVE, name).expect("a call of this processor");
        ask(program, NATIVE, number, argument)
    }

    #[test]
    fn every_listed_call_is_allowed_and_nothing_else() {
        let program = default_filter(&[]);
        for architecture in ARCHITECTURES {
            let names = ALWAYS.iter().copied().chain([ARCHITECTURE]);
            let allowed: BTreeSet<u32> = names
                .flat_map(|group| group.split(' '))
                .filter_map(|name| numbers::number(*architecture, name))
                .collect();
            let special: BTreeSet<u32> = ["socket", "personality", "clone", "clone3"]
                .iter()
                .filter_map(|name| numbers::number(*architecture, name))
                .collect();
            for number in (0..2000).chain([0x4000_0000, 0x4000_0001, u32::MAX]) {
                let expected = if allowed.contains(&number) {
                    ALLOW
                } else {
                    errno(libc::EPERM)
                };
                if !special.contains(&number) {
                    let verdict = ask(&program, *architecture, number, 0);
                    assert_eq!(verdict, expected, "{architecture:x} {number}");
                }
            }
        }
        assert_eq!(ask(&program, 0x1234, 0, 0), errno(libc::EPERM));
    }

    #[test]
    fn every_name_is_known() {
        let names = ALWAYS.iter().copied().chain([ARCHITECTURE]);
        let names = names.chain(WITH_CAPABILITY.iter().map(|(_, names)| *names));
        for name in names.flat_map(|group| group.split(' ')) {
            let known = [
                numbers::AUDIT_ARCH_X86_64,
                numbers::AUDIT_ARCH_I386,
                numbers::AUDIT_ARCH_AARCH64,
                numbers::AUDIT_ARCH_ARM,
            ];
            let found = known
                .iter()
                .any(|one| numbers::number(*one, name).is_some());
            assert!(found || name.is_empty(), "{name}");
        }
    }

    #[test]
    fn arguments_count() {
        let plain = default_filter(&[]);
        let refused = errno(libc::EPERM);
        assert_eq!(call(&plain, "socket", 2), ALLOW);
        assert_eq!(call(&plain, "socket", 40), refused);
        // The kernel looks at 32 bits of it.
        assert_eq!(call(&plain, "socket", 1 << 32 | 40), refused);
        assert_eq!(call(&plain, "personality", 0x2_0008), ALLOW);
        assert_eq!(call(&plain, "personality", 0xffff_ffff), ALLOW);
        assert_eq!(call(&plain, "personality", 0x4), refused);
        assert_eq!(call(&plain, "clone", 0x11), ALLOW);
        assert_eq!(call(&plain, "clone", 0x1000_0011), refused);
        assert_eq!(call(&plain, "clone3", 0), errno(libc::ENOSYS));
    }

    #[test]
    fn capabilities_open_calls() {
        let plain = default_filter(&[]);
        let mounting = default_filter(&["CAP_SYS_ADMIN".to_owned()]);
        for name in ["mount", "unshare", "setns", "clone3"] {
            assert_ne!(call(&plain, name, 0), ALLOW, "{name}");
            assert_eq!(call(&mounting, name, 0), ALLOW, "{name}");
        }
        assert_eq!(call(&mounting, "clone", 0x1000_0011), ALLOW);
        for name in ["keyctl", "add_key", "userfaultfd", "io_uring_setup"] {
            assert_ne!(call(&mounting, name, 0), ALLOW, "{name}");
        }
    }
}
