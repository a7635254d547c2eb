//! A client that costs little: it sends requests that are bytes already, and looks at an answer's
//! status and length only.

use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::Outcome;

/// What a number of connections came to.
#[derive(Default)]
pub(crate) struct Load {
    pub(crate) waits: Vec<Duration>,
    pub(crate) elapsed: Duration,
    pub(crate) refused: usize,
}

impl Load {
    pub(crate) fn per_second(&self) -> f64 {
        self.waits.len() as f64 / self.elapsed.as_secs_f64()
    }

    /// In milliseconds.
    pub(crate) fn quantile_ms(&mut self, per_mille: usize) -> f64 {
        self.waits.sort_unstable();
        let at = self.waits.len().saturating_sub(1) * per_mille / 1000;
        let wait = self.waits.get(at).copied().unwrap_or_default();
        wait.as_secs_f64() * 1000.0
    }
}

/// Sends the requests in turn over so many connections for so long, each connection one at a time.
pub(crate) async fn load(
    address: &str,
    requests: &Rc<[Vec<u8>]>,
    connections: usize,
    length: Duration,
) -> Outcome<Load> {
    let started = Instant::now();
    let tasks: Vec<_> = (0..connections)
        .map(|number| {
            let (address, requests) = (address.to_owned(), Rc::clone(requests));
            tokio::task::spawn_local(async move {
                let mut connection = Connection::open(&address).await?;
                let mut load = Load::default();
                // Neighbours ask for different things.
                let mut at = number * 7919;
                while started.elapsed() < length {
                    let asked = Instant::now();
                    let status = connection.exchange(&requests[at % requests.len()]).await?;
                    load.waits.push(asked.elapsed());
                    load.refused += usize::from(status != 200);
                    at += 1;
                }
                Ok(load)
            })
        })
        .collect();
    let mut whole = Load::default();
    for task in tasks {
        let one: Outcome<Load> = task.await?;
        let one = one?;
        whole.waits.extend(one.waits);
        whole.refused += one.refused;
    }
    whole.elapsed = started.elapsed();
    if whole.refused > 0 {
        return Err(format!("{} of {} were refused", whole.refused, whole.waits.len()).into());
    }
    Ok(whole)
}

/// A connection that is opened again when the server closes it.
pub(crate) struct Connection {
    address: String,
    stream: Option<TcpStream>,
    read: Vec<u8>,
}

impl Connection {
    pub(crate) async fn open(address: &str) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            address: address.to_owned(),
            stream: Some(stream),
            read: Vec::with_capacity(64 << 10),
        })
    }

    /// Sends and reads the answer's status; its body is [`Self::body`] until the next exchange.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> Outcome<u16> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => TcpStream::connect(&self.address).await?,
        };
        stream.write_all(request).await?;
        self.read.clear();
        loop {
            if stream.read_buf(&mut self.read).await? == 0 {
                return Err("the server hung up".into());
            }
            let Some(head) = head(&self.read) else {
                continue;
            };
            while self.read.len() < head.length + head.body {
                if stream.read_buf(&mut self.read).await? == 0 {
                    return Err("the server hung up".into());
                }
            }
            self.read.drain(..head.length);
            if head.stays {
                self.stream = Some(stream);
            }
            return Ok(head.status);
        }
    }

    pub(crate) fn body(&self) -> &[u8] {
        &self.read
    }
}

struct Head {
    length: usize,
    body: usize,
    status: u16,
    stays: bool,
}

fn head(bytes: &[u8]) -> Option<Head> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let text = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = text.split("\r\n");
    let first = lines.next()?;
    let mut head = Head {
        length: end + 4,
        body: 0,
        status: first.split(' ').nth(1)?.parse().ok()?,
        stays: first.starts_with("HTTP/1.1"),
    };
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        if name.eq_ignore_ascii_case("content-length") {
            head.body = value.trim().parse().ok()?;
        } else if name.eq_ignore_ascii_case("connection") {
            head.stays &= !value.trim().eq_ignore_ascii_case("close");
        }
    }
    Some(head)
}
