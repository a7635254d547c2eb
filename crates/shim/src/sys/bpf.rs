//! Programs that the kernel asks about devices.

use std::ffi::c_int;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};

use super::owned;

/// `bpf(2)`'s commands and constants for a program that is asked about devices.
const BPF_PROG_LOAD: c_int = 5;
const BPF_PROG_ATTACH: c_int = 8;
const BPF_PROG_TYPE_CGROUP_DEVICE: u32 = 15;
const BPF_CGROUP_DEVICE: u32 = 6;
/// Others may add theirs; all of them must agree.
const BPF_F_ALLOW_MULTI: u32 = 2;

/// The start of the kernel's `union bpf_attr` for loading; what is not given is zero.
#[repr(C)]
struct BpfLoad {
    kind: u32,
    instructions: u32,
    code: u64,
    licence: u64,
}

/// The same for attaching.
#[repr(C)]
struct BpfAttach {
    target: u32,
    program: u32,
    kind: u32,
    flags: u32,
}

/// Hands the kernel a program of whole instructions for questions about devices.
pub(crate) fn bpf_device_program(code: &[u64]) -> io::Result<OwnedFd> {
    let attributes = BpfLoad {
        kind: BPF_PROG_TYPE_CGROUP_DEVICE,
        instructions: u32::try_from(code.len()).unwrap_or(u32::MAX),
        code: code.as_ptr() as u64,
        licence: c"Apache-2.0".as_ptr() as u64,
    };
    // SAFETY: the code, as long as said, and the licence outlive the call; the size is the
    // structure's.
    owned(unsafe {
        libc::syscall(
            libc::SYS_bpf,
            BPF_PROG_LOAD,
            &raw const attributes,
            size_of::<BpfLoad>(),
        )
    })
}

/// Asks a program about the devices of a control group's processes from now on.
pub(crate) fn bpf_attach_device_program(group: impl AsFd, program: impl AsFd) -> io::Result<()> {
    let number = |fd: BorrowedFd<'_>| fd.as_raw_fd().cast_unsigned();
    let attributes = BpfAttach {
        target: number(group.as_fd()),
        program: number(program.as_fd()),
        kind: BPF_CGROUP_DEVICE,
        flags: BPF_F_ALLOW_MULTI,
    };
    // SAFETY: both descriptors are open; the size is the structure's.
    let done = unsafe {
        libc::syscall(
            libc::SYS_bpf,
            BPF_PROG_ATTACH,
            &raw const attributes,
            size_of::<BpfAttach>(),
        )
    };
    if done == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}
