//! The channel between a task's shim on the host and the first process of its virtual machine: one
//! virtio-serial port, of which each end writes frames.
//!
//! A frame is a little-endian u32 length (at most [`MAX_FRAME`]), a kind (u8) and a body of one byte
//! less than the length. [`Kind::Json`] holds a [`ToGuest`] or a [`FromGuest`]; [`Kind::Stdout`] and
//! [`Kind::Stderr`] hold what a container wrote: the length of its name (u8), the name, the bytes.
//!
//! The guest is not trusted. What it says is bounded here, and means something only for containers
//! the host asked for. Output flows while the host has taken what came before: no more than
//! [`WINDOW_BYTES`] of a container, and what its pipes held when it ended, are on their way.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::shim::{Answer, Entry, Envelope, Health, Interface, Storage};

/// The port's name.
pub const PORT_NAME: &str = "berth.task";
/// What both ends must agree on.
pub const PROTOCOL: u32 = 2;
/// The hardware address of an interface whose task is not known yet.
pub const WAITING_MAC: &str = "02:be:00:00:00:02";
/// Bytes of a frame after its length.
pub const MAX_FRAME: u32 = 4 * 1024 * 1024;
/// Bytes of a container's output that may be on their way.
pub const WINDOW_BYTES: u64 = 512 * 1024;
/// Bytes beyond the window that may come when a container ends: what two pipes and a read hold.
pub const LAST_BYTES: u64 = 4 * 1024 * 1024;
/// Bytes of output in one frame.
pub const OUTPUT_BYTES_MAX: usize = 256 * 1024;
/// How often the host asks whether the guest lives.
pub const HEARTBEAT_MS: u64 = 10_000;

const HEADER: usize = 4;
const NAME_BYTES_MAX: usize = 255;

/// What the host says.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ToGuest {
    /// First of all.
    Begin(Box<Begin>),
    /// A request of the agent's, or the host's own; answered by [`FromGuest::Reply`].
    Ask(Envelope),
    /// So much of a container's output was taken.
    Taken {
        /// The container's name.
        name: String,
        /// Bytes.
        bytes: u64,
    },
    /// Answered by [`FromGuest::Alive`].
    Ping {
        /// The host's clock, milliseconds since the epoch.
        now_ms: i64,
    },
}

/// What the guest has to know before it can be of use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begin {
    /// [`PROTOCOL`].
    pub protocol: u32,
    /// The task's id.
    pub task_id: String,
    /// The task's control group, the same as on the host.
    pub cgroup_parent: String,
    /// Its host name.
    pub hostname: String,
    /// The host's clock, milliseconds since the epoch.
    pub now_ms: i64,
    /// How many images there are.
    pub images: u32,
    /// Its disks.
    pub storage: Storage,
    /// Its interface.
    pub interface: Option<Interface>,
}

/// What the guest says.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FromGuest {
    /// It is there, and does what [`Begin`] will say.
    Waiting,
    /// All of [`Begin`] is done; requests are welcome.
    Ready,
    /// It cannot be done, for this reason; the machine is of no use.
    Failed {
        /// In words.
        message: String,
    },
    /// The answer to a request.
    Reply {
        /// The request's id.
        id: u64,
        /// What came of it.
        answer: Answer,
    },
    /// Something has happened to a container; all it wrote before has been sent.
    Entry(Entry),
    /// A container's health.
    Health {
        /// The container's name.
        name: String,
        /// Which run of it.
        run: u32,
        /// Its health.
        health: Health,
    },
    /// It lives.
    Alive,
}

/// What a frame holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A message.
    Json,
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// A whole frame where it lies.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame<M> {
    /// A message.
    Message(M),
    /// What a container wrote.
    Output {
        /// The container's name.
        name: String,
        /// To standard error.
        stderr: bool,
        /// What.
        bytes: Vec<u8>,
    },
}

/// A frame that cannot be sent or understood. The channel is of no more use.
#[derive(Debug, thiserror::Error)]
pub enum GuestFrameError {
    /// The length is zero or above [`MAX_FRAME`].
    #[error("a frame of {0} bytes")]
    Length(u64),
    /// Neither a message nor output.
    #[error("a frame of kind {0}")]
    Kind(u8),
    /// The message is not the one expected.
    #[error("a frame does not hold the expected message")]
    Json(#[from] serde_json::Error),
    /// Output of a container without a name, or with more of it than fits.
    #[error("output without a container's name")]
    Name,
}

/// Appends a message as one frame to `out`, which is left as it was on an error.
///
/// # Errors
/// [`GuestFrameError::Length`] if it is too long, [`GuestFrameError::Json`] if it cannot be written.
pub fn encode_message<M: Serialize>(message: &M, out: &mut Vec<u8>) -> Result<(), GuestFrameError> {
    let body = serde_json::to_vec(message)?;
    header(body.len() + 1, 0, out)?;
    out.extend_from_slice(&body);
    Ok(())
}

/// Appends output as frames to `out`.
///
/// # Errors
/// [`GuestFrameError::Name`] for a name that is none.
pub fn encode_output(
    name: &str,
    stderr: bool,
    bytes: &[u8],
    out: &mut Vec<u8>,
) -> Result<(), GuestFrameError> {
    let length = u8::try_from(name.len()).ok().filter(|length| *length > 0);
    let length = length.ok_or(GuestFrameError::Name)?;
    for part in bytes.chunks(OUTPUT_BYTES_MAX) {
        let kind = if stderr { 2 } else { 1 };
        header(2 + name.len() + part.len(), kind, out)?;
        out.push(length);
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(part);
    }
    Ok(())
}

fn header(length: usize, kind: u8, out: &mut Vec<u8>) -> Result<(), GuestFrameError> {
    let fits = u32::try_from(length).ok().filter(|&it| it <= MAX_FRAME);
    let fits = fits.ok_or(GuestFrameError::Length(length as u64))?;
    out.extend_from_slice(&fits.to_le_bytes());
    out.push(kind);
    Ok(())
}

/// Cuts a stream of bytes into frames. It never holds more than one frame and what was pushed last.
#[derive(Debug, Default)]
pub struct GuestDecoder {
    buffer: Vec<u8>,
    start: usize,
}

impl GuestDecoder {
    /// Takes bytes as they came.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole frame, `None` until more bytes come.
    ///
    /// # Errors
    /// [`GuestFrameError`]; what follows in the stream is then not to be trusted.
    pub fn next_frame<M: DeserializeOwned>(&mut self) -> Result<Option<Frame<M>>, GuestFrameError> {
        let bytes = &self.buffer[self.start..];
        let Some((length, rest)) = bytes.split_first_chunk::<HEADER>() else {
            return Ok(None);
        };
        let length = u32::from_le_bytes(*length);
        if length == 0 || length > MAX_FRAME {
            return Err(GuestFrameError::Length(u64::from(length)));
        }
        let Some((&kind, body)) = rest.get(..length as usize).and_then(<[u8]>::split_first) else {
            return Ok(None);
        };
        let frame = match kind {
            0 => Frame::Message(serde_json::from_slice(body)?),
            1 | 2 => output(kind == 2, body)?,
            other => return Err(GuestFrameError::Kind(other)),
        };
        self.start += HEADER + length as usize;
        if self.start == self.buffer.len() {
            self.buffer.clear();
            self.buffer.shrink_to(64 * 1024);
            self.start = 0;
        }
        Ok(Some(frame))
    }
}

fn output<M>(stderr: bool, body: &[u8]) -> Result<Frame<M>, GuestFrameError> {
    let (&length, rest) = body.split_first().ok_or(GuestFrameError::Name)?;
    let length = usize::from(length);
    if length == 0 || length > NAME_BYTES_MAX || length > rest.len() {
        return Err(GuestFrameError::Name);
    }
    let (name, bytes) = rest.split_at(length);
    let name = std::str::from_utf8(name).map_err(|_| GuestFrameError::Name)?;
    Ok(Frame::Output {
        name: name.to_owned(),
        stderr,
        bytes: bytes.to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_survive_any_cut() {
        let mut bytes = Vec::new();
        encode_message(&FromGuest::Alive, &mut bytes).expect("short");
        encode_output("web", true, b"hello", &mut bytes).expect("short");
        encode_message(&FromGuest::Ready, &mut bytes).expect("short");
        for cut in 0..bytes.len() {
            let mut decoder = GuestDecoder::default();
            let mut seen = Vec::new();
            for part in [&bytes[..cut], &bytes[cut..]] {
                decoder.push(part);
                while let Some(frame) = decoder.next_frame::<FromGuest>().expect("sound") {
                    seen.push(match frame {
                        Frame::Message(message) => format!("{message:?}"),
                        Frame::Output {
                            name,
                            stderr,
                            bytes,
                        } => format!("{name} {stderr} {}", String::from_utf8_lossy(&bytes)),
                    });
                }
            }
            assert_eq!(seen, ["Alive", "web true hello", "Ready"], "cut at {cut}");
        }
    }

    #[test]
    fn what_a_guest_must_not_send_ends_the_channel() {
        let refused = |bytes: &[u8]| {
            let mut decoder = GuestDecoder::default();
            decoder.push(bytes);
            let error = decoder.next_frame::<FromGuest>().expect_err("refused");
            error.to_string()
        };
        let frame = |kind: u8, body: &[u8]| {
            let mut bytes = Vec::new();
            header(body.len() + 1, kind, &mut bytes).expect("short");
            bytes.extend_from_slice(body);
            bytes
        };
        assert_eq!(refused(&0_u32.to_le_bytes()), "a frame of 0 bytes");
        let long = (MAX_FRAME + 1).to_le_bytes();
        assert_eq!(refused(&long), "a frame of 4194305 bytes");
        assert_eq!(refused(&frame(3, b"x")), "a frame of kind 3");
        assert!(refused(&frame(0, b"{}")).contains("expected message"));
        for body in [&b""[..], b"\0", b"\x05web", b"\x02\xff\xffx"] {
            assert!(refused(&frame(1, body)).contains("without a container"));
        }
    }

    #[test]
    fn long_output_is_cut_and_long_messages_are_refused() {
        let mut bytes = Vec::new();
        let long = vec![b'x'; OUTPUT_BYTES_MAX * 2 + 1];
        encode_output("web", false, &long, &mut bytes).expect("cut");
        let mut decoder = GuestDecoder::default();
        decoder.push(&bytes);
        let mut lengths = Vec::new();
        while let Some(frame) = decoder.next_frame::<FromGuest>().expect("sound") {
            let Frame::Output { bytes, .. } = frame else {
                panic!("only output was sent");
            };
            lengths.push(bytes.len());
        }
        assert_eq!(lengths, [OUTPUT_BYTES_MAX, OUTPUT_BYTES_MAX, 1]);
        let message = FromGuest::Failed {
            message: "x".repeat(MAX_FRAME as usize),
        };
        let mut out = Vec::new();
        assert!(encode_message(&message, &mut out).is_err());
        assert!(out.is_empty());
        assert!(encode_output("", false, b"x", &mut out).is_err());
    }
}
