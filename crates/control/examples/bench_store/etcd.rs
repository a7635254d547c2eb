//! The peer: etcd on one node, asked over gRPC to put values of the size that our records have. Each
//! client waits until its put is durable and makes the next.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bytes::{BufMut as _, Bytes, BytesMut};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;

use crate::writers::{LENGTH, WRITERS};
use crate::{Figures, Outcome, say};

/// Clients that share a connection; etcd's own benchmark does so as well.
const CLIENTS_OF_CONNECTION: usize = 16;
const PATIENCE: Duration = Duration::from_secs(30);

/// Puts a second and their waits, at each number of clients.
pub(crate) fn measure(program: &Path, dir: &Path, value_bytes: usize) -> Outcome<Figures> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let mut figures = Figures::new();
    figures.insert("record_bytes".into(), value_bytes.into());
    for clients in WRITERS {
        say(&format!("etcd with {clients} clients"));
        let dir = dir.join("etcd");
        let etcd = Etcd::start(program, &dir)?;
        let mut waits = runtime.block_on(puts(etcd.address, clients, value_bytes))?;
        waits.sort_unstable();
        let mut note = |name: &str, value: f64| {
            figures.insert(format!("{name}_{clients}"), value.into());
        };
        let rate = waits.len() as f64 / LENGTH.as_secs_f64();
        note("commits_per_second", rate);
        for (name, per_mille) in [("commit_p50_ms", 500), ("commit_p99_ms", 990)] {
            let at = waits.len().saturating_sub(1) * per_mille / 1000;
            let wait = waits.get(at).copied().unwrap_or_default();
            note(name, wait.as_secs_f64() * 1000.0);
        }
        drop(etcd);
        std::fs::remove_dir_all(&dir)?;
    }
    Ok(figures)
}

struct Etcd {
    child: Child,
    address: SocketAddr,
}

impl Etcd {
    fn start(program: &Path, dir: &Path) -> Outcome<Self> {
        let free = || TcpListener::bind("127.0.0.1:0")?.local_addr();
        let (address, peers) = (free()?, free()?);
        let (client_url, peer_url) = (format!("http://{address}"), format!("http://{peers}"));
        let child = Command::new(program)
            .arg("--data-dir")
            .arg(dir)
            .args(["--listen-client-urls", &client_url])
            .args(["--advertise-client-urls", &client_url])
            .args(["--listen-peer-urls", &peer_url])
            .args(["--initial-advertise-peer-urls", &peer_url])
            .args(["--initial-cluster", &format!("default={peer_url}")])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self { child, address })
    }
}

impl Drop for Etcd {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

type Sender = SendRequest<Full<Bytes>>;

async fn puts(address: SocketAddr, clients: usize, value_bytes: usize) -> Outcome<Vec<Duration>> {
    wait_until_ready(address).await?;
    let mut senders = Vec::new();
    for _ in 0..clients.div_ceil(CLIENTS_OF_CONNECTION) {
        senders.push(connect(address).await?);
    }
    let started = Instant::now();
    let running: Vec<_> = (0..clients)
        .map(|client| {
            let mut sender = senders[client % senders.len()].clone();
            tokio::spawn(async move {
                let mut waits = Vec::new();
                while started.elapsed() < LENGTH {
                    let key = format!("task/{client:04}/{:08}", waits.len() % 10_000);
                    let asked = Instant::now();
                    put(&mut sender, address, &key, value_bytes).await?;
                    waits.push(asked.elapsed());
                }
                Ok(waits)
            })
        })
        .collect();
    let mut all = Vec::new();
    for client in running {
        let waits: Outcome<Vec<Duration>> = client.await?;
        all.extend(waits?);
    }
    Ok(all)
}

/// Ready when a put succeeds: the one member has elected itself.
async fn wait_until_ready(address: SocketAddr) -> Outcome<()> {
    let started = Instant::now();
    loop {
        let tried = async {
            let mut sender = connect(address).await?;
            put(&mut sender, address, "ready", 1).await
        };
        match tried.await {
            Ok(()) => return Ok(()),
            Err(error) if started.elapsed() > PATIENCE => return Err(error),
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}

async fn connect(address: SocketAddr) -> Outcome<Sender> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioExecutor::new(), TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender)
}

/// `etcdserverpb.KV/Put`: a message of two byte fields.
async fn put(
    sender: &mut Sender,
    address: SocketAddr,
    key: &str,
    value_bytes: usize,
) -> Outcome<()> {
    let mut message = BytesMut::new();
    field(1, key.as_bytes(), &mut message);
    field(2, &vec![0x5a; value_bytes], &mut message);
    let mut body = BytesMut::new();
    // Not compressed, so long.
    body.put_u8(0);
    body.put_u32(u32::try_from(message.len())?);
    body.put(message);
    let request = http::Request::builder()
        .method("POST")
        .uri(format!("http://{address}/etcdserverpb.KV/Put"))
        .header("content-type", "application/grpc")
        .header("te", "trailers")
        .body(Full::new(body.freeze()))?;
    sender.ready().await?;
    let response = sender.send_request(request).await?;
    let in_head = response.headers().get("grpc-status").cloned();
    let whole = response.into_body().collect().await?;
    let in_trailers = whole.trailers().and_then(|it| it.get("grpc-status"));
    match in_head.as_ref().or(in_trailers) {
        Some(status) if status == "0" => Ok(()),
        other => Err(format!("etcd refused a put: {other:?}").into()),
    }
}

fn field(number: u8, bytes: &[u8], out: &mut BytesMut) {
    out.put_u8(number << 3 | 2);
    let mut length = bytes.len();
    while length >= 128 {
        out.put_u8(u8::try_from(length % 128).unwrap_or_default() | 128);
        length /= 128;
    }
    out.put_u8(u8::try_from(length).unwrap_or_default());
    out.put(bytes);
}
