//! What the first process of a virtual machine does.

use std::ffi::CString;
use std::io;
use std::net::Ipv4Addr;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};

use nix::sys::socket::{AddressFamily, SockFlag, SockType, socket};

use super::exit_now;

/// Gives a module's file to the kernel; one that is there already is fine.
pub(crate) fn load_module(file: impl AsFd) -> io::Result<()> {
    // SAFETY: the parameters are a string that outlives the call.
    let done = unsafe {
        libc::syscall(
            libc::SYS_finit_module,
            file.as_fd().as_raw_fd(),
            c"".as_ptr(),
            0,
        )
    };
    match (done, io::Error::last_os_error()) {
        (0, _) => Ok(()),
        (_, error) if error.raw_os_error() == Some(libc::EEXIST) => Ok(()),
        (_, error) => Err(error),
    }
}

/// Ends the machine.
pub(crate) fn power_off() -> ! {
    // SAFETY: the machine's disks are thrown away; there is nothing to save. The emulator ends when
    // the machine restarts, whether it can be switched off or not.
    unsafe { libc::reboot(libc::RB_AUTOBOOT) };
    exit_now(1)
}

/// Sets the clock, milliseconds since the epoch.
pub(crate) fn set_clock(now_ms: i64) -> io::Result<()> {
    let time = libc::timespec {
        tv_sec: now_ms.div_euclid(1000),
        tv_nsec: now_ms.rem_euclid(1000) * 1_000_000,
    };
    // SAFETY: the structure outlives the call.
    match unsafe { libc::clock_settime(libc::CLOCK_REALTIME, &raw const time) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Gives an interface its address, brings it up, and sends everything else to the gateway.
pub(crate) fn set_interface(
    name: &str,
    address: Ipv4Addr,
    prefix: u8,
    gateway: Option<Ipv4Addr>,
    mtu: u32,
) -> io::Result<()> {
    let socket = socket(
        AddressFamily::Inet,
        SockType::Datagram,
        SockFlag::SOCK_CLOEXEC,
        None,
    )?;
    let mask = u32::MAX
        .checked_shl(32 - u32::from(prefix.min(32)))
        .unwrap_or(0);
    let mut request = interface(name)?;
    request.ifr_ifru.ifru_mtu = i32::try_from(mtu).map_err(io::Error::other)?;
    set(&socket, libc::SIOCSIFMTU, &raw const request)?;
    request.ifr_ifru.ifru_addr = inet(address);
    set(&socket, libc::SIOCSIFADDR, &raw const request)?;
    request.ifr_ifru.ifru_netmask = inet(Ipv4Addr::from(mask));
    set(&socket, libc::SIOCSIFNETMASK, &raw const request)?;
    request.ifr_ifru.ifru_flags = (libc::IFF_UP | libc::IFF_RUNNING) as i16;
    set(&socket, libc::SIOCSIFFLAGS, &raw const request)?;
    let Some(gateway) = gateway else {
        return Ok(());
    };
    let device = CString::new(name)?;
    // SAFETY: the structure is plain data for which zero is a valid value.
    let mut route: libc::rtentry = unsafe { std::mem::zeroed() };
    route.rt_dst = inet(Ipv4Addr::UNSPECIFIED);
    route.rt_genmask = inet(Ipv4Addr::UNSPECIFIED);
    route.rt_gateway = inet(gateway);
    route.rt_flags = libc::RTF_UP | libc::RTF_GATEWAY;
    route.rt_dev = device.as_ptr().cast_mut();
    set(&socket, libc::SIOCADDRT, &raw const route)
}

/// Gives an interface, which must be down, its hardware address: `02:00:…`.
pub(crate) fn set_hardware_address(name: &str, mac: &str) -> io::Result<()> {
    let mut bytes = mac.split(':').map(|part| u8::from_str_radix(part, 16));
    let mut data = [0; 14];
    for to in &mut data[..6] {
        let byte = bytes.next().and_then(Result::ok);
        let byte = byte.ok_or_else(|| io::Error::other("no hardware address"))?;
        *to = byte.cast_signed();
    }
    let socket = socket(
        AddressFamily::Inet,
        SockType::Datagram,
        SockFlag::SOCK_CLOEXEC,
        None,
    )?;
    let mut request = interface(name)?;
    request.ifr_ifru.ifru_hwaddr = libc::sockaddr {
        sa_family: libc::ARPHRD_ETHER,
        sa_data: data,
    };
    set(&socket, libc::SIOCSIFHWADDR, &raw const request)
}

fn interface(name: &str) -> io::Result<libc::ifreq> {
    // SAFETY: ifreq is plain data for which zero is a valid value.
    let mut request: libc::ifreq = unsafe { std::mem::zeroed() };
    if name.len() >= request.ifr_name.len() {
        return Err(io::Error::other("no interface has such a name"));
    }
    for (to, from) in request.ifr_name.iter_mut().zip(name.bytes()) {
        *to = from.cast_signed();
    }
    Ok(request)
}

fn inet(address: Ipv4Addr) -> libc::sockaddr {
    let mut data = [0; 14];
    for (to, from) in data[2..].iter_mut().zip(address.octets()) {
        *to = from.cast_signed();
    }
    libc::sockaddr {
        sa_family: libc::AF_INET as u16,
        sa_data: data,
    }
}

fn set<T>(socket: &OwnedFd, request: libc::Ioctl, argument: *const T) -> io::Result<()> {
    // SAFETY: each of these requests reads one structure of the type that its callers pass, which
    // outlives the call, and the name it may point to.
    match unsafe { libc::ioctl(socket.as_raw_fd(), request, argument) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}
