//! The agent's end of a shim's socket.

use std::collections::HashMap;
use std::io::{self, IoSlice};
use std::os::fd::{AsRawFd, OwnedFd};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use berth_link::shim::{
    Answer, Assignment, Entry, Envelope, FrameDecoder, Health, Message, Request, SOCKET_NAME,
    ShimError, encode_frame,
};
use nix::sys::socket::{ControlMessage, MsgFlags, UnixAddr, sendmsg};
use parking_lot::Mutex;
use tokio::io::{AsyncReadExt, AsyncWriteExt, Interest};
use tokio::net::UnixStream;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::process::Command;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// The exit code of a shim that finds another one has the task.
const HAS_SHIM: i32 = 3;
/// How often a start that ends by a signal is tried.
const START_ATTEMPTS: u32 = 3;
/// A shim that was started by an agent that died since may be about to listen.
const LISTEN_ATTEMPTS: u32 = 40;
const LISTEN_PAUSE: Duration = Duration::from_millis(50);
const READ_BYTES: usize = 64 * 1024;

/// Why a shim did not do something.
#[derive(Debug, thiserror::Error)]
pub(super) enum ClientError {
    /// It could not be started.
    #[error("cannot start the task's shim: {0}")]
    Start(String),
    /// It cannot be talked to.
    #[error("cannot talk to the task's shim")]
    Connection(#[from] io::Error),
    /// It is not there any more.
    #[error("the task's shim has ended")]
    Gone,
    /// It said no.
    #[error("{}", .0.message)]
    Refused(ShimError),
    /// It answered something else than what was asked.
    #[error("the task's shim gave a strange answer")]
    Answer,
}

/// What a shim says unasked, once subscribed to.
#[derive(Debug)]
pub(super) enum News {
    /// From its journal.
    Entry(Entry),
    /// A container's health now.
    Health {
        name: String,
        run: u32,
        health: Health,
    },
}

/// Starts the task's shim, or finds that it has one.
pub(super) async fn start(program: &Path, assignment: &Assignment) -> Result<(), ClientError> {
    let mut attempt = 1;
    loop {
        let output = Command::new(program)
            .arg("--dir")
            .arg(&assignment.directory)
            .args(["--task-id", &assignment.task_id])
            .args(["--cgroup-parent", &assignment.cgroup_parent])
            .args(assignment.machine.then_some("--machine"))
            .stdin(Stdio::null())
            .output()
            .await
            .map_err(|error| ClientError::Start(format!("{}: {error}", program.display())))?;
        match output.status.code() {
            Some(0 | HAS_SHIM) => return Ok(()),
            // The one that starts was killed, which says nothing of the shim itself.
            None if attempt < START_ATTEMPTS => attempt += 1,
            _ => {
                let said = String::from_utf8_lossy(&output.stderr);
                let (said, status) = (said.trim(), output.status);
                return Err(ClientError::Start(format!("{said} ({status})")));
            }
        }
    }
}

/// A connection to a shim. Cheap to clone; the connection ends with the last clone.
#[derive(Clone, Debug)]
pub(super) struct ShimClient(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    writer: tokio::sync::Mutex<OwnedWriteHalf>,
    waiting: Arc<Waiting>,
    next_id: AtomicU64,
    reader: JoinHandle<()>,
}

/// Who waits for which answer; `None` once there will be none.
type Waiting = Mutex<Option<HashMap<u64, oneshot::Sender<Answer>>>>;

impl Drop for Inner {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

impl ShimClient {
    /// Connects to the shim of a task directory. Its news comes out of the receiver once
    /// subscribed to; it ends when the shim does.
    pub(super) async fn connect(
        directory: &Path,
    ) -> Result<(Self, mpsc::UnboundedReceiver<News>), ClientError> {
        let stream = open_socket(directory).await?;
        let (reader, writer) = stream.into_split();
        let waiting: Arc<Waiting> = Arc::new(Mutex::new(Some(HashMap::new())));
        // Bounded by the journal, which holds a few entries a container.
        let (news, receiver) = mpsc::unbounded_channel();
        let reader = tokio::spawn(read(reader, Arc::clone(&waiting), news));
        let inner = Inner {
            writer: tokio::sync::Mutex::new(writer),
            waiting,
            next_id: AtomicU64::new(1),
            reader,
        };
        Ok((Self(Arc::new(inner)), receiver))
    }

    /// Asks, and waits for the answer. An error answer is [`ClientError::Refused`].
    pub(super) async fn ask(&self, request: Request) -> Result<Answer, ClientError> {
        self.ask_with(request, None).await
    }

    /// As [`ShimClient::ask`], with a descriptor passed along.
    pub(super) async fn ask_with(
        &self,
        request: Request,
        passed: Option<OwnedFd>,
    ) -> Result<Answer, ClientError> {
        let id = self.0.next_id.fetch_add(1, Ordering::Relaxed);
        let mut frame = Vec::new();
        encode_frame(&Envelope { id, request }, &mut frame)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        let (sender, receiver) = oneshot::channel();
        match &mut *self.0.waiting.lock() {
            Some(waiting) => waiting.insert(id, sender),
            None => return Err(ClientError::Gone),
        };
        let written = {
            let mut writer = self.0.writer.lock().await;
            match passed {
                None => writer.write_all(&frame).await,
                Some(passed) => match pass((*writer).as_ref(), &frame, &passed).await {
                    Ok(length) => writer.write_all(&frame[length..]).await,
                    Err(error) => Err(error),
                },
            }
        };
        if written.is_err() {
            return Err(ClientError::Gone);
        }
        match receiver.await {
            Ok(Answer::Error(error)) => Err(ClientError::Refused(error)),
            Ok(answer) => Ok(answer),
            Err(_) => Err(ClientError::Gone),
        }
    }
}

/// Sends a descriptor with the beginning of a frame; how many bytes went with it.
pub(super) async fn pass(stream: &UnixStream, frame: &[u8], passed: &OwnedFd) -> io::Result<usize> {
    let descriptors = [passed.as_raw_fd()];
    loop {
        stream.writable().await?;
        let sent = stream.try_io(Interest::WRITABLE, || {
            let control = [ControlMessage::ScmRights(&descriptors)];
            let parts = [IoSlice::new(frame)];
            let (fd, flags) = (stream.as_raw_fd(), MsgFlags::empty());
            Ok(sendmsg::<UnixAddr>(fd, &parts, &control, flags, None)?)
        });
        match sent {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            other => return other,
        }
    }
}

/// A socket's path is limited to 107 bytes, so the directory is named by a descriptor.
async fn open_socket(directory: &Path) -> io::Result<UnixStream> {
    let directory = std::fs::File::open(directory)?;
    let path = format!("/proc/self/fd/{}/{SOCKET_NAME}", directory.as_raw_fd());
    let mut attempt = 1;
    loop {
        match UnixStream::connect(&path).await {
            Ok(stream) => return Ok(stream),
            Err(error) if attempt == LISTEN_ATTEMPTS => return Err(error),
            Err(_) => {}
        }
        attempt += 1;
        tokio::time::sleep(LISTEN_PAUSE).await;
    }
}

async fn read(mut stream: OwnedReadHalf, waiting: Arc<Waiting>, news: mpsc::UnboundedSender<News>) {
    let mut decoder = FrameDecoder::default();
    let mut buffer = vec![0; READ_BYTES];
    'connected: while let Ok(count @ 1..) = stream.read(&mut buffer).await {
        decoder.push(&buffer[..count]);
        loop {
            match decoder.next_message() {
                Ok(Some(Message::Reply { id, answer })) => {
                    let asker = waiting.lock().as_mut().and_then(|all| all.remove(&id));
                    if let Some(asker) = asker {
                        // The asker may have given up.
                        let _ = asker.send(answer);
                    }
                }
                Ok(Some(Message::Entry(entry))) => {
                    let _ = news.send(News::Entry(entry));
                }
                Ok(Some(Message::Health { name, run, health })) => {
                    let _ = news.send(News::Health { name, run, health });
                }
                Ok(None) => break,
                Err(error) => {
                    tracing::error!(%error, "a shim sends nonsense");
                    break 'connected;
                }
            }
        }
    }
    *waiting.lock() = None;
}
