//! Whether the processor runs a guest, and how fast the host's counter runs: both measured.
//!
//! That `/dev/kvm` is there proves nothing, nor that it makes machines: on a host that is itself a
//! guest of some kinds the kernel runs another guest's system code by interpreting it, ten thousand
//! times slower. So a small guest counts to two million and does what only system code may; real
//! hardware takes milliseconds.

use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::process::{Command, Stdio};
use std::time::Duration;

/// With this as its only argument a program calls [`probe_and_exit`].
pub const PROBE_ARGUMENT: &str = "--probe-kvm";

/// A guest that takes longer is interpreted.
const PATIENCE_MS: i64 = 150;
/// How long the counter is watched.
const WATCH: Duration = Duration::from_millis(50);

const GUEST_BYTES: usize = 4 << 20;
const TABLES: [usize; 3] = [0x1000, 0x2000, 0x3000];
const CODE: usize = 0x4000;
const STACK: u64 = 0x8000;

const KVM_GET_API_VERSION: u64 = 0xae00;
const KVM_CREATE_VM: u64 = 0xae01;
const KVM_GET_VCPU_MMAP_SIZE: u64 = 0xae04;
const KVM_CREATE_VCPU: u64 = 0xae41;
const KVM_SET_USER_MEMORY_REGION: u64 = 0x4020_ae46;
const KVM_SET_TSS_ADDR: u64 = 0xae47;
const KVM_RUN: u64 = 0xae80;
const KVM_SET_REGS: u64 = 0x4090_ae82;
const KVM_GET_SREGS: u64 = 0x8138_ae83;
const KVM_SET_SREGS: u64 = 0x4138_ae84;
const API_VERSION: i32 = 12;
const EXIT_IO: u32 = 2;

/// Whether the processor runs guests, found out by another process, `program`, which may hang.
pub(crate) fn kvm_is_real(program: &std::path::Path) -> bool {
    let outcome = Command::new(program)
        .arg(PROBE_ARGUMENT)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    outcome.is_ok_and(|status| status.success())
}

/// Ends the process: with 0 if the processor runs guests.
pub fn probe_and_exit() -> ! {
    // The default of this signal ends the process, whatever the kernel is busy with.
    let timer = libc::itimerval {
        it_interval: libc::timeval {
            tv_sec: 0,
            tv_usec: 0,
        },
        it_value: libc::timeval {
            tv_sec: 0,
            tv_usec: PATIENCE_MS * 1000,
        },
    };
    // SAFETY: the structure outlives the call, and nothing is asked back.
    let armed =
        unsafe { libc::setitimer(libc::ITIMER_REAL, &raw const timer, std::ptr::null_mut()) };
    let real = armed == 0 && run_guest().unwrap_or(false);
    std::process::exit(i32::from(!real))
}

/// Kilohertz of the time stamp counter.
#[cfg(target_arch = "x86_64")]
pub(crate) fn tsc_khz() -> Option<u64> {
    let read = || {
        // SAFETY: every 64-bit processor of this kind has the counter.
        (unsafe { core::arch::x86_64::_rdtsc() }, monotonic_ns())
    };
    let (ticks, started) = read();
    std::thread::sleep(WATCH);
    let (ticks_then, ended) = read();
    let passed = ended.checked_sub(started).filter(|passed| *passed > 0)?;
    let ticks = u128::from(ticks_then.checked_sub(ticks)?);
    u64::try_from(ticks * 1_000_000 / u128::from(passed))
        .ok()
        .filter(|khz| *khz > 0)
}

#[cfg(not(target_arch = "x86_64"))]
pub(crate) fn tsc_khz() -> Option<u64> {
    None
}

fn monotonic_ns() -> u64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the structure outlives the call.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut time) };
    time.tv_sec.cast_unsigned() * 1_000_000_000 + time.tv_nsec.cast_unsigned()
}

/// Counts to two million, then does what only system code may, then writes to a port.
const PROGRAM: &[u8] = &[
    0xb9, 0x80, 0x84, 0x1e, 0x00, // mov ecx, 2000000
    0xff, 0xc9, // dec ecx
    0x75, 0xfc, // jnz the line before
    0x0f, 0x20, 0xd8, // mov rax, cr3
    0x0f, 0x22, 0xd8, // mov cr3, rax
    0x0f, 0x01, 0x3c, 0x24, // invlpg [rsp]
    0x0f, 0x01, 0xf8, // swapgs
    0xb9, 0x80, 0x00, 0x00, 0xc0, // mov ecx, EFER
    0x0f, 0x32, // rdmsr
    0x0f, 0x30, // wrmsr
    0xe6, 0xf4, // out 0xf4, al
    0xf4, // hlt
];

fn run_guest() -> io::Result<bool> {
    let kvm = std::fs::File::options()
        .read(true)
        .write(true)
        .open("/dev/kvm")?;
    let kvm = kvm.as_raw_fd();
    if call(kvm, KVM_GET_API_VERSION, 0)? != API_VERSION {
        return Ok(false);
    }
    let machine = owned(call(kvm, KVM_CREATE_VM, 0)?);
    // Older processors of one maker want three pages for themselves.
    let _ = call(machine.as_raw_fd(), KVM_SET_TSS_ADDR, 0xfffb_d000);
    let memory = map(-1, GUEST_BYTES, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS)?;
    // SAFETY: the mapping is of this length, writable, and nobody else has it.
    let bytes = unsafe { std::slice::from_raw_parts_mut(memory.cast::<u8>(), GUEST_BYTES) };
    let mut word = |at: usize, value: u64| bytes[at..at + 8].copy_from_slice(&value.to_le_bytes());
    // Present and writable; the last level has pages of 2 MiB.
    word(TABLES[0], TABLES[1] as u64 | 3);
    word(TABLES[1], TABLES[2] as u64 | 3);
    word(TABLES[2], 0x83);
    word(TABLES[2] + 8, 0x20_0083);
    bytes[CODE..CODE + PROGRAM.len()].copy_from_slice(PROGRAM);
    let region: [u64; 4] = [0, 0, GUEST_BYTES as u64, memory as u64];
    call(
        machine.as_raw_fd(),
        KVM_SET_USER_MEMORY_REGION,
        region.as_ptr() as u64,
    )?;
    let processor = owned(call(machine.as_raw_fd(), KVM_CREATE_VCPU, 0)?);
    let processor = processor.as_raw_fd();
    set_registers(processor)?;
    let length = call(kvm, KVM_GET_VCPU_MMAP_SIZE, 0)?;
    let length = usize::try_from(length).map_err(io::Error::other)?;
    let run = map(processor, length, libc::MAP_SHARED)?;
    call(processor, KVM_RUN, 0)?;
    // SAFETY: the kernel's structure is longer, and the reason is its third word.
    let reason = unsafe { run.cast::<u32>().add(2).read_volatile() };
    Ok(reason == EXIT_IO)
}

/// 64-bit system code at [`CODE`].
fn set_registers(processor: RawFd) -> io::Result<()> {
    // `kvm_sregs`: eight segments of 24 bytes, two tables, then these.
    const CR0: usize = 8 * 24 + 2 * 16;
    let mut system = [0_u8; 312];
    call(processor, KVM_GET_SREGS, system.as_mut_ptr() as u64)?;
    let mut segment = |number: usize, kind: u8, long: bool| {
        let one = &mut system[number * 24..number * 24 + 24];
        one.fill(0);
        one[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
        one[12..14].copy_from_slice(&8_u16.to_le_bytes());
        // Type, present, privilege, 32 bits, code or data, 64 bits, pages.
        one[14..21].copy_from_slice(&[kind, 1, 0, u8::from(!long), 1, u8::from(long), 1]);
    };
    segment(0, 11, true);
    for number in 1..6 {
        segment(number, 3, false);
    }
    let mut word = |at: usize, value: u64| system[at..at + 8].copy_from_slice(&value.to_le_bytes());
    word(CR0, 0x8000_0011);
    word(CR0 + 16, TABLES[0] as u64);
    word(CR0 + 24, 0x20);
    word(CR0 + 40, 0x500);
    call(processor, KVM_SET_SREGS, system.as_ptr() as u64)?;
    let mut general = [0_u64; 18];
    general[6] = STACK;
    general[16] = CODE as u64;
    general[17] = 2;
    call(processor, KVM_SET_REGS, general.as_ptr() as u64)?;
    Ok(())
}

fn call(fd: RawFd, request: u64, argument: u64) -> io::Result<i32> {
    // SAFETY: every request here takes a plain number or the address of a structure of the size that
    // is in the request's own number, which outlives the call.
    match unsafe { libc::ioctl(fd, request as libc::Ioctl, argument) } {
        -1 => Err(io::Error::last_os_error()),
        result => Ok(result),
    }
}

fn owned(fd: RawFd) -> OwnedFd {
    // SAFETY: the kernel has just made it for us.
    unsafe { OwnedFd::from_raw_fd(fd) }
}

fn map(fd: RawFd, length: usize, flags: i32) -> io::Result<*mut libc::c_void> {
    let access = libc::PROT_READ | libc::PROT_WRITE;
    // SAFETY: a new mapping where the kernel likes, which the process keeps to its end.
    let at = unsafe { libc::mmap(std::ptr::null_mut(), length, access, flags, fd, 0) };
    if at == libc::MAP_FAILED {
        return Err(io::Error::last_os_error());
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counter_is_as_fast_as_a_processor() {
        let khz = tsc_khz().expect("this processor has one");
        assert!((100_000..20_000_000).contains(&khz), "{khz}");
        // Twice the same, or nothing could be told a guest.
        let again = tsc_khz().expect("this processor has one");
        assert!(khz.abs_diff(again) < khz / 100, "{khz} {again}");
    }

    #[test]
    fn a_program_that_says_no_means_no() {
        assert!(!kvm_is_real("/bin/false".as_ref()));
        assert!(!kvm_is_real("/nonexistent".as_ref()));
        assert!(kvm_is_real("/bin/true".as_ref()));
    }
}
