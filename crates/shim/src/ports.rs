//! Host ports, held by a socket that is bound and never listens.

use std::io;
use std::net::Ipv4Addr;
use std::os::fd::{AsRawFd, OwnedFd};

use berth_link::shim::ReservePort;
use nix::errno::Errno;
use nix::sys::socket::{
    AddressFamily, Backlog, Shutdown, SockFlag, SockType, SockaddrIn, bind, listen, shutdown,
    socket,
};

use crate::sys;

/// Binds every port on all addresses. Dropping a descriptor gives its port back.
///
/// # Errors
/// What to say if one is taken or cannot be bound; none is held then.
pub(crate) fn reserve(ports: &[ReservePort]) -> Result<Vec<OwnedFd>, String> {
    ports
        .iter()
        .map(|port| {
            reserve_one(port).map_err(|error| {
                let protocol = if port.udp { "udp" } else { "tcp" };
                let why = match error.raw_os_error() {
                    Some(libc::EADDRINUSE) => "address already in use".to_owned(),
                    _ => error.to_string(),
                };
                format!(
                    "failed to bind host port 0.0.0.0:{}/{protocol}: {why}",
                    port.port
                )
            })
        })
        .collect()
}

fn reserve_one(port: &ReservePort) -> io::Result<OwnedFd> {
    let kind = if port.udp {
        SockType::Datagram
    } else {
        SockType::Stream
    };
    let address = SockaddrIn::from(std::net::SocketAddrV4::new(
        Ipv4Addr::UNSPECIFIED,
        port.port,
    ));
    let plain = socket(AddressFamily::Inet, kind, SockFlag::SOCK_CLOEXEC, None)?;
    match bind(plain.as_raw_fd(), &address) {
        Ok(()) => return Ok(plain),
        Err(Errno::EADDRINUSE) if !port.udp => {}
        Err(error) => return Err(error.into()),
    }
    // Connections of the port's last owner may linger in TIME_WAIT, which stands in the way of a
    // plain bind only. Sharing the address gets past them, and past other sockets that share it;
    // listening for a moment is what a living rival makes fail.
    drop(plain);
    let shared = socket(AddressFamily::Inet, kind, SockFlag::SOCK_CLOEXEC, None)?;
    sys::set_reuse(&shared, true)?;
    bind(shared.as_raw_fd(), &address)?;
    listen(&shared, Backlog::new(1)?)?;
    shutdown(shared.as_raw_fd(), Shutdown::Both)?;
    sys::set_reuse(&shared, false)?;
    Ok(shared)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{TcpListener, TcpStream};

    fn tcp(port: u16) -> Vec<ReservePort> {
        vec![ReservePort { port, udp: false }]
    }

    /// A listener on a port of its own, and the port.
    fn listener() -> (TcpListener, u16) {
        let listener = TcpListener::bind("0.0.0.0:0").expect("some port is free");
        let port = listener.local_addr().expect("bound").port();
        (listener, port)
    }

    #[test]
    fn a_taken_port_is_noticed_and_a_held_one_cannot_be_taken() {
        let (listener, port) = listener();
        let error = reserve(&tcp(port)).expect_err("somebody listens");
        assert_eq!(
            error,
            format!("failed to bind host port 0.0.0.0:{port}/tcp: address already in use")
        );
        drop(listener);
        let held = reserve(&tcp(port)).expect("free again");
        // The standard library's listener shares addresses, as most servers do.
        assert!(TcpListener::bind(("0.0.0.0", port)).is_err());
        assert!(reserve(&tcp(port)).is_err());
        drop(held);
        TcpListener::bind(("0.0.0.0", port)).expect("given back");
    }

    #[test]
    fn lingering_connections_do_not_make_a_port_taken() {
        let (listener, port) = listener();
        let client = TcpStream::connect(("127.0.0.1", port)).expect("listens");
        let (server, _) = listener.accept().expect("connected");
        // The side that closes first keeps the port in TIME_WAIT.
        drop(server);
        drop(client);
        drop(listener);
        let held = reserve(&tcp(port)).expect("nobody listens");
        assert!(TcpListener::bind(("0.0.0.0", port)).is_err());
        assert!(
            reserve(&tcp(port)).is_err(),
            "held with lingering connections around"
        );
        drop(held);
    }
}
