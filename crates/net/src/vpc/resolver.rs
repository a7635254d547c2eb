//! The resolver of VPCs: answers what it knows and asks the host's own resolvers for the rest.

use std::fs;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

use super::dns::{self, Reply};
use super::network::VpcNetwork;

/// Where the host says whom it asks.
const RESOLV_CONF: &str = "/etc/resolv.conf";
const PORT: u16 = 53;
/// Questions of a VPC that are under way; more wait in the kernel.
const QUESTIONS_MAX: usize = 512;
/// Connections of a VPC at a time.
const CONNECTIONS_MAX: usize = 64;
/// How long one of the host's resolvers may take.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long a connection may be silent.
const SILENCE: Duration = Duration::from_secs(10);
/// The largest message over UDP that we take, in bytes.
const DATAGRAM_MAX: usize = 4096;
/// Pause after the system refused to take a message or a connection.
const PAUSE: Duration = Duration::from_millis(50);

/// What serves the resolvers of all VPCs of a host. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Resolver {
    domain: Arc<str>,
}

type Network = watch::Receiver<Option<Arc<VpcNetwork>>>;

impl Resolver {
    /// One that knows private names in `domain`, e.g. `ec2.internal`.
    #[must_use]
    pub fn new(domain: &str) -> Self {
        Self {
            domain: domain.to_ascii_lowercase().into(),
        }
    }

    /// Serves one VPC, whose listeners these are, until the future is dropped.
    ///
    /// # Errors
    /// If the listeners cannot be used.
    pub fn serve(
        self,
        datagrams: std::net::UdpSocket,
        streams: std::net::TcpListener,
        network: Network,
    ) -> io::Result<impl Future<Output = ()> + Send + 'static> {
        let datagrams = Arc::new(UdpSocket::from_std(datagrams)?);
        let streams = TcpListener::from_std(streams)?;
        Ok(async move {
            let over_udp = self.clone().serve_datagrams(datagrams, network.clone());
            tokio::join!(over_udp, self.serve_streams(streams, network));
        })
    }

    async fn serve_datagrams(self, socket: Arc<UdpSocket>, network: Network) {
        let places = Arc::new(Semaphore::new(QUESTIONS_MAX));
        let mut buffer = vec![0; DATAGRAM_MAX];
        // What is under way ends with this.
        let mut asking = tokio::task::JoinSet::new();
        loop {
            while asking.try_join_next().is_some() {}
            let Ok(place) = Arc::clone(&places).acquire_owned().await else {
                return;
            };
            let (length, peer) = match socket.recv_from(&mut buffer).await {
                Ok(received) => received,
                // An earlier answer did not arrive, for instance.
                Err(_) => {
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
            };
            let message = buffer[..length].to_vec();
            let told = network.borrow().clone();
            match dns::reply(&message, &self.domain, told.as_deref()) {
                Reply::Ignore => {}
                // Whoever asked may have gone.
                Reply::Answer(answer) => drop(socket.send_to(&answer, peer).await),
                Reply::Forward => {
                    let socket = Arc::clone(&socket);
                    asking.spawn(async move {
                        if let Some(answer) = ask_by_datagram(&message).await {
                            drop(socket.send_to(&answer, peer).await);
                        }
                        drop(place);
                    });
                }
            }
        }
    }

    async fn serve_streams(self, listener: TcpListener, network: Network) {
        let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
        let mut serving = tokio::task::JoinSet::new();
        loop {
            while serving.try_join_next().is_some() {}
            let Ok(place) = Arc::clone(&places).acquire_owned().await else {
                return;
            };
            let Ok((stream, _)) = listener.accept().await else {
                tokio::time::sleep(PAUSE).await;
                continue;
            };
            let (this, network) = (self.clone(), network.clone());
            serving.spawn(async move {
                // A connection that breaks is its peer's affair.
                let _ = this.serve_stream(stream, &network).await;
                drop(place);
            });
        }
    }

    async fn serve_stream(&self, mut stream: TcpStream, network: &Network) -> io::Result<()> {
        loop {
            let Some(message) = timeout(SILENCE, read(&mut stream)).await?? else {
                return Ok(());
            };
            let told = network.borrow().clone();
            let answer = match dns::reply(&message, &self.domain, told.as_deref()) {
                Reply::Ignore => return Ok(()),
                Reply::Answer(answer) => Some(answer),
                Reply::Forward => ask_by_stream(&message).await,
            };
            match answer {
                Some(answer) => timeout(SILENCE, write(&mut stream, &answer)).await??,
                None => return Ok(()),
            }
        }
    }
}

/// Asks one of the host's resolvers after the other.
async fn ask_by_datagram(message: &[u8]) -> Option<Vec<u8>> {
    for server in servers() {
        if let Ok(Ok(answer)) = timeout(PATIENCE, datagram(server, message)).await {
            return Some(answer);
        }
    }
    dns::failure(message)
}

/// From a port that nobody can guess, since it is the kernel's choice for this question alone.
async fn datagram(server: SocketAddr, message: &[u8]) -> io::Result<Vec<u8>> {
    let any: IpAddr = match server {
        SocketAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        SocketAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    let socket = UdpSocket::bind((any, 0)).await?;
    socket.connect(server).await?;
    socket.send(message).await?;
    let mut buffer = vec![0; DATAGRAM_MAX];
    loop {
        let length = socket.recv(&mut buffer).await?;
        if length >= 2 && buffer[..2] == message[..2] {
            buffer.truncate(length);
            return Ok(buffer);
        }
    }
}

async fn ask_by_stream(message: &[u8]) -> Option<Vec<u8>> {
    for server in servers() {
        let asked = async {
            let mut stream = TcpStream::connect(server).await?;
            write(&mut stream, message).await?;
            read(&mut stream).await
        };
        if let Ok(Ok(Some(answer))) = timeout(PATIENCE, asked).await {
            return Some(answer);
        }
    }
    dns::failure(message)
}

/// A message after its length in two bytes; `None` at the end of the stream.
async fn read(stream: &mut TcpStream) -> io::Result<Option<Vec<u8>>> {
    let length = match stream.read_u16().await {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        length => length?,
    };
    let mut message = vec![0; usize::from(length)];
    stream.read_exact(&mut message).await?;
    Ok(Some(message))
}

async fn write(stream: &mut TcpStream, message: &[u8]) -> io::Result<()> {
    let length = u16::try_from(message.len()).map_err(io::Error::other)?;
    let mut bytes = length.to_be_bytes().to_vec();
    bytes.extend_from_slice(message);
    stream.write_all(&bytes).await
}

/// Whom the host asks now: read each time, since that changes with its own network.
fn servers() -> Vec<SocketAddr> {
    let text = fs::read_to_string(RESOLV_CONF).unwrap_or_default();
    servers_in(&text)
}

fn servers_in(text: &str) -> Vec<SocketAddr> {
    text.lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            (words.next() == Some("nameserver")).then(|| words.next())?
        })
        .filter_map(|address| address.parse::<IpAddr>().ok())
        .map(|address| SocketAddr::new(address, PORT))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hosts_resolvers_are_read() {
        let text = "search x\nnameserver 127.0.0.53\n# nameserver 1.1.1.1\nnameserver fe80::1%eth0\nnameserver ::1\n";
        let found: Vec<String> = servers_in(text).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["127.0.0.53:53", "[::1]:53"]);
    }
}
