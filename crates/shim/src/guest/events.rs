//! News of devices: they appear some time after their module is loaded.

use std::io;
use std::os::fd::{AsFd as _, AsRawFd as _, OwnedFd};
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::socket::{
    AddressFamily, MsgFlags, NetlinkAddr, SockFlag, SockProtocol, SockType, bind, recv, socket,
};

/// A device that has not come by then will not.
const PATIENCE: Duration = Duration::from_secs(20);
/// The group of what the kernel says itself.
const KERNEL: u32 = 1;

/// The kernel's news of devices.
#[derive(Debug)]
pub(super) struct Events(OwnedFd);

impl Events {
    /// Nothing is missed from here on.
    pub(super) fn listen() -> io::Result<Self> {
        let socket = socket(
            AddressFamily::Netlink,
            SockType::Datagram,
            SockFlag::SOCK_CLOEXEC | SockFlag::SOCK_NONBLOCK,
            SockProtocol::NetlinkKObjectUEvent,
        )?;
        bind(socket.as_raw_fd(), &NetlinkAddr::new(0, KERNEL))?;
        Ok(Self(socket))
    }

    /// Looks for something now and whenever there is news, until it is there.
    pub(super) fn wait_for<T>(
        &self,
        what: &str,
        mut look: impl FnMut() -> io::Result<Option<T>>,
    ) -> io::Result<T> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = look()? {
                return Ok(found);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let text = format!("{what} does not appear");
                return Err(io::Error::new(io::ErrorKind::TimedOut, text));
            }
            let timeout = PollTimeout::try_from(left).unwrap_or(PollTimeout::MAX);
            let mut news = [PollFd::new(self.0.as_fd(), PollFlags::POLLIN)];
            match poll(&mut news, timeout) {
                Ok(_) | Err(Errno::EINTR) => {}
                Err(error) => return Err(error.into()),
            }
            let mut buffer = [0_u8; 4096];
            // Whatever it says, and if some of it was lost: it is time to look again.
            while recv(self.0.as_raw_fd(), &mut buffer, MsgFlags::empty()).is_ok() {}
        }
    }
}
