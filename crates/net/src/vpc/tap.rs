//! A tap device: an interface whose other end is a file, as virtual machines want it.

#![allow(unsafe_code, reason = "a device gets its name by a request of its own")]

use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd as _, OwnedFd};

use nix::libc;

const DEVICE: &str = "/dev/net/tun";
/// `TUNSETIFF`: makes or finds a device.
const SET_INTERFACE: libc::c_ulong = 0x4004_54ca;
/// `TUNSETVNETHDRSZ`: how long the header before each packet is.
const SET_HEADER: libc::c_ulong = 0x4004_54d8;
/// What virtio's modern devices use, in bytes.
const HEADER_BYTES: libc::c_int = 12;
const NAME_MAX: usize = 16;

/// A new tap device of that name in the namespace of this thread, with virtio's header of 12 bytes
/// before each packet. It lives as long as the file.
pub(super) fn open(name: &str) -> io::Result<OwnedFd> {
    let file = File::options().read(true).write(true).open(DEVICE)?;
    // A `struct ifreq`: 16 bytes of name, then flags; 40 bytes in all on 64 bits.
    #[repr(C)]
    struct Request {
        name: [u8; NAME_MAX],
        flags: u16,
        rest: [u8; 22],
    }
    if name.len() >= NAME_MAX {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let flags = libc::IFF_TAP | libc::IFF_NO_PI | libc::IFF_VNET_HDR | libc::IFF_TUN_EXCL;
    let mut request = Request {
        name: [0; NAME_MAX],
        flags: u16::try_from(flags).unwrap_or_default(),
        rest: [0; 22],
    };
    request.name[..name.len()].copy_from_slice(name.as_bytes());
    // SAFETY: the kernel reads and writes a `struct ifreq`, which `request` is as large as.
    let done = unsafe { libc::ioctl(file.as_raw_fd(), SET_INTERFACE as _, &raw mut request) };
    if done < 0 {
        return Err(io::Error::last_os_error());
    }
    let header = HEADER_BYTES;
    // SAFETY: the kernel reads one int.
    let done = unsafe { libc::ioctl(file.as_raw_fd(), SET_HEADER as _, &raw const header) };
    if done < 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(file.into())
}
