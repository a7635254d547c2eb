//! Shared by the tests: a store in a directory of its own, and a server that says what it is told.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use berth_images::{Images, OpenError, Options};

pub(crate) fn options(dir: &Path) -> Options {
    Options {
        docker_config: Some(dir.join("docker.json")),
        pull_timeout: Duration::from_secs(120),
        ..Options::new(dir.join("images"))
    }
}

pub(crate) async fn open(dir: &Path) -> Images {
    try_open(dir).await.expect("the store opens")
}

pub(crate) async fn try_open(dir: &Path) -> Result<Images, OpenError> {
    Images::open(options(dir)).await
}

/// How many files and directories wait in the store's `tmp`.
pub(crate) fn half_done(dir: &Path) -> usize {
    std::fs::read_dir(dir.join("images/tmp"))
        .expect("tmp")
        .count()
}

pub(crate) fn layers_on_disk(dir: &Path) -> usize {
    std::fs::read_dir(dir.join("images/layers"))
        .expect("layers")
        .count()
}

/// A request as far as these tests look at it.
pub(crate) struct Request {
    pub(crate) path: String,
    pub(crate) authorization: String,
    pub(crate) range: String,
}

/// An answer; the body may be cut short of what its length says.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Bytes after which the connection is closed.
    pub(crate) cut: Option<usize>,
}

impl Answer {
    pub(crate) fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::status(200, body)
    }

    pub(crate) fn status(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.into(),
            cut: None,
        }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

type Handler = dyn Fn(&Request) -> Answer + Send + Sync;

/// A server on loopback, one connection at a time a thread.
pub(crate) struct Server {
    pub(crate) address: String,
    stop: Arc<AtomicBool>,
}

impl Server {
    pub(crate) fn start(handler: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("bound").to_string();
        let stop = Arc::new(AtomicBool::new(false));
        let (handler, stopped): (Arc<Handler>, _) = (Arc::new(handler), Arc::clone(&stop));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let handler = Arc::clone(&handler);
                std::thread::spawn(move || serve(&stream, &*handler));
            }
        });
        Self { address, stop }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(&self.address);
    }
}

fn serve(stream: &TcpStream, handler: &Handler) -> Option<()> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let first = lines.next()?;
    let mut words = first.split(' ');
    let (method, path) = (words.next()?, words.next()?);
    let mut request = Request {
        path: path.to_owned(),
        authorization: String::new(),
        range: String::new(),
    };
    for line in lines.by_ref().take_while(|line| !line.is_empty()) {
        let (name, value) = line.split_once(": ")?;
        match name.to_ascii_lowercase().as_str() {
            "authorization" => request.authorization = value.to_owned(),
            "range" => request.range = value.to_owned(),
            _ => {}
        }
    }
    let answer = handler(&request);
    let mut head = format!(
        "HTTP/1.1 {} -\r\ncontent-length: {}\r\nconnection: close\r\n",
        answer.status,
        answer.body.len()
    );
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    let mut stream = stream;
    stream.write_all(head.as_bytes()).ok()?;
    if method != "HEAD" {
        let most = answer
            .cut
            .unwrap_or(answer.body.len())
            .min(answer.body.len());
        stream.write_all(&answer.body[..most]).ok()?;
    }
    stream.flush().ok()
}
