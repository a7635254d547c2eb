//! A tap device: an interface whose other end is a file, as virtual machines want it.

#![allow(unsafe_code, reason = "a device gets its name by a request of its own")]

use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::path::Path;
use std::thread;

use nix::libc;
use nix::sched::{CloneFlags, unshare};
use tokio::sync::oneshot;

use super::links::move_to;
use crate::netlink::Netlink;
use crate::netns::{Netns, in_namespace};

const DEVICE: &str = "/dev/net/tun";
/// `TUNSETIFF`: makes or finds a device.
const SET_INTERFACE: libc::c_ulong = 0x4004_54ca;
/// `TUNSETVNETHDRSZ`: how long the header before each packet is.
const SET_HEADER: libc::c_ulong = 0x4004_54d8;
/// What virtio's modern devices use, in bytes.
const HEADER_BYTES: libc::c_int = 12;
const NAME_MAX: usize = 16;
/// The name of one that is nowhere yet, where it is alone.
const NOWHERE: &str = "tap0";

/// A tap device that leads nowhere yet: it is alone in a namespace without a name. It goes with the last
/// copy of its file.
#[derive(Debug)]
pub struct SpareTap {
    file: OwnedFd,
    netns: Netns,
}

impl SpareTap {
    /// A new one.
    ///
    /// # Errors
    /// If the kernel refuses (it wants root).
    pub async fn open() -> io::Result<Self> {
        let (sender, receiver) = oneshot::channel();
        // A thread of its own, since it never comes back from the new namespace.
        thread::Builder::new()
            .name("berth-netns".to_owned())
            .spawn(move || {
                let made = unshare(CloneFlags::CLONE_NEWNET)
                    .map_err(io::Error::from)
                    .and_then(|()| Netns::at(Path::new("/proc/thread-self/ns/net")))
                    .and_then(|netns| {
                        let file = open(NOWHERE)?;
                        Ok(Self { file, netns })
                    });
                drop(sender.send(made));
            })?;
        receiver
            .await
            .unwrap_or_else(|_| Err(io::Error::other("the namespace's thread ended early")))
    }

    /// Its file, for whoever is to have it at the other end.
    ///
    /// # Errors
    /// If there are no descriptors left.
    pub fn file(&self) -> io::Result<OwnedFd> {
        self.file.try_clone()
    }

    /// Moves it into another namespace, where it has this name.
    pub(super) async fn move_to(&self, netns: &Netns, name: &str) -> io::Result<()> {
        let (target, name) = (netns.try_clone()?, name.to_owned());
        let moved = in_namespace(&self.netns, move || async move {
            let links = Netlink::open()?;
            let device = links.index_of(NOWHERE).await?;
            move_to(&links, device, &target, &name).await
        });
        moved.await?
    }
}

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
