//! The unix socket between the agent and a task's shim.
//!
//! Both sides send frames: a little-endian u32 length (at most [`MAX_FRAME`]) and that many bytes
//! of JSON. The agent sends [`Envelope`]s of [`Request`]; the shim answers each with a
//! [`Message::Reply`] carrying the same id, in any order, and, after [`Request::Subscribe`], sends
//! [`Message::Entry`] for every journal entry from the asked number on, old ones first, then live.
//!
//! The shim trusts its caller (the socket is root's) but bounds every frame, because inside a
//! microVM the same code is reached from the other side.

mod linux;
mod machine;
mod spare;

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub use linux::{HostDevice, Linux, Namespace, Tmpfs, VolumeMount};
pub use machine::{
    Accelerator, GUEST_IMAGES, GUEST_TASK, IMAGES_MAX, Interface, MachineSpec, SmallFile, Storage,
    machine_overhead_mib,
};
pub use spare::{Ahead, Assigned, Assignment, Waits};

/// A frame's body is never longer than this (bytes).
pub const MAX_FRAME: u32 = 4 * 1024 * 1024;
/// The socket's name inside the task directory. The agent connects through
/// `/proc/self/fd/<directory>/shim.sock`, since a socket's path is limited to 107 bytes.
pub const SOCKET_NAME: &str = "shim.sock";
/// The journal's name inside the task directory: one JSON [`Entry`] a line.
pub const JOURNAL_NAME: &str = "journal";
/// The file in the task directory the shim holds an exclusive `flock` on while it lives.
pub const LOCK_NAME: &str = "shim.lock";
/// Where a container's segments are: `<task dir>/containers/<name>/spool/`.
pub const SPOOL_DIR: &str = "spool";

/// A request and the number its reply carries.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Envelope {
    /// Chosen by the caller, unique on the connection.
    pub id: u64,
    /// What is asked.
    pub request: Request,
}

/// What the agent can ask.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Request {
    /// Who is there? Answered by [`Answer::Hello`].
    Hello,
    /// Sends all journal entries numbered `from` and above, then every new one.
    Subscribe {
        /// The first number wanted; numbers start at 1.
        from: u64,
    },
    /// Makes the container's namespaces, cgroup, root file system and init process, stopped before
    /// its program. Answered by [`Answer::Created`]. A container that exists already is answered as
    /// it is, and nothing is made twice; only one that has exited is made again for a later run, in
    /// place: its file system and its spool go on.
    Create {
        /// What to make.
        spec: Box<ContainerSpec>,
    },
    /// Runs the program of a created container. Answered by [`Answer::Done`] once `execve` has
    /// succeeded, by an error if it did not (with an `exited` entry following). A started container
    /// is left alone.
    Start {
        /// The container's name in the task.
        name: String,
    },
    /// Sends `signal`, and SIGKILL to the whole container once `timeout_ms` has gone by. The shim
    /// keeps the time, so the agent may die meanwhile. Answered at once; the exit is an entry. It
    /// comes when all that was written is in the spool, however long a full disk takes; SIGKILL
    /// without any grace does not wait for that.
    Stop {
        /// The container's name in the task.
        name: String,
        /// A signal number; 15 unless the image says otherwise.
        signal: i32,
        /// Grace in milliseconds.
        timeout_ms: u64,
    },
    /// Removes an exited container: mounts, cgroup, network namespace, writable layer. Its spool
    /// stays. Unknown names are answered `done`.
    Delete {
        /// The container's name in the task.
        name: String,
    },
    /// The records up to and including `through` are safe elsewhere; segments holding only such
    /// records may be removed and their room used again.
    LogsShipped {
        /// The container's name in the task.
        name: String,
        /// A record number.
        through: u64,
    },
    /// Processor time and memory of a container now. Answered by [`Answer::Stats`].
    Stats {
        /// The container's name in the task.
        name: String,
    },
    /// Runs a command in a running container, beside its program: in its namespaces and control
    /// group, confined as the program is. Answered by [`Answer::Executed`] when the command has
    /// ended, or by an error if it could not be run at all.
    Exec {
        /// What to run.
        spec: Box<ExecSpec>,
    },
    /// Starts the task's virtual machine. Answered by [`Answer::Done`] once it takes containers, by an
    /// error if there is none. A machine that is there is left alone; there is never a second
    /// one after it. Only a shim of such a task knows this. With an interface the tap's descriptor
    /// is passed (`SCM_RIGHTS`) with the first byte of the frame.
    Boot {
        /// The machine.
        machine: Box<MachineSpec>,
    },
    /// Ends the task's virtual machine, and what is in it; there will be no other. Answered by
    /// [`Answer::Done`], also if there is none.
    Halt,
    /// Ends the shim. Refused while a container runs.
    Exit,
}

/// A command for a running container.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExecSpec {
    /// The container's name in the task.
    pub name: String,
    /// Program and arguments, never empty; looked up as the container's program is.
    pub args: Vec<String>,
    /// `NAME=value`, laid over the container's own environment.
    pub env: Vec<String>,
    /// Working directory inside; empty means the container's.
    pub cwd: String,
    /// As [`ContainerSpec::user`]; empty means the container's.
    pub user: String,
    /// Everything the command has started is killed after so many milliseconds; zero for never.
    pub timeout_ms: u64,
    /// So much of what it writes is kept, at most [`MAX_EXEC_OUTPUT`].
    pub output_bytes_max: u32,
}

/// No more than this is kept of what a command writes (bytes).
pub const MAX_EXEC_OUTPUT: u32 = 1024 * 1024;

/// How a command in a container ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Executed {
    /// The exit code; 128 + signal if a signal ended it.
    pub exit_code: i32,
    /// What it wrote to standard output and error, in order, cut at the bound.
    pub output: String,
    /// It wrote more than was kept.
    pub truncated: bool,
    /// It took too long and was killed.
    pub timed_out: bool,
}

/// A command that says from time to time whether a container works. Milliseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthCheck {
    /// Program and arguments, never empty.
    pub args: Vec<String>,
    /// From the end of a check to the next one.
    pub interval_ms: u64,
    /// A check that takes longer is killed and has failed.
    pub timeout_ms: u64,
    /// So many failures in a row make the container unhealthy.
    pub retries: u32,
    /// Failures so soon after the start do not count, unless a check has succeeded before.
    pub start_period_ms: u64,
}

/// What the checks of a container say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HealthStatus {
    /// Nothing yet.
    #[default]
    Starting,
    /// The last successful check was not followed by too many failures.
    Healthy,
    /// Too many failures in a row.
    Unhealthy,
}

/// The health of a container's present run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// What the checks say.
    pub status: HealthStatus,
    /// Since when, in milliseconds since the epoch.
    pub since_ms: i64,
    /// Of the last check; -1 if it was killed or could not be run. `None` before the first.
    pub exit_code: Option<i32>,
    /// What that check wrote, cut at 4096 bytes.
    pub output: String,
}

/// What the shim sends.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Message {
    /// The answer to a request.
    Reply {
        /// The request's id.
        id: u64,
        /// What came of it.
        answer: Answer,
    },
    /// A journal entry, after [`Request::Subscribe`].
    Entry(Entry),
    /// A container's health, after [`Request::Subscribe`]: as it is then, and whenever its status or
    /// the exit code of its checks changes. It is not in the journal: only the newest counts, and
    /// a run's health ends with it.
    Health {
        /// The container's name in the task.
        name: String,
        /// Which run of it.
        run: u32,
        /// Its health.
        health: Health,
    },
}

/// What came of a request.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// Done, nothing to say.
    Done,
    /// To [`Request::Hello`].
    Hello {
        /// The task the shim was started for.
        task_id: String,
        /// The shim's process id.
        pid: u32,
        /// The number the next journal entry will have.
        next_entry: u64,
        /// Every container and how far it is.
        containers: BTreeMap<String, ContainerState>,
        /// Which run of each container that is; a name that is missing has its first, 0.
        #[serde(default)]
        runs: BTreeMap<String, u32>,
        /// There is a virtual machine, or there was one.
        #[serde(default)]
        machine: bool,
    },
    /// To [`Request::Create`].
    Created {
        /// The container's init process in the host's numbering; its network namespace is
        /// `/proc/<pid>/ns/net`.
        pid: u32,
    },
    /// To [`Request::Stats`].
    Stats(ContainerStats),
    /// To [`Request::Exec`].
    Executed(Executed),
    /// It could not be done; the container is in the state it was in, or exited.
    Error(ShimError),
}

/// Why a request failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShimError {
    /// Which step failed.
    pub code: ShimErrorCode,
    /// For a person, e.g. `exec: "/nope": no such file or directory`.
    pub message: String,
}

/// The step that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShimErrorCode {
    /// The request makes no sense (unknown container, bad name).
    BadRequest,
    /// The container could not be made.
    CannotCreate,
    /// The program could not be started.
    CannotStart,
    /// The host port is taken by somebody else.
    PortTaken,
    /// A disk is full or cannot be written.
    Storage,
}

/// How far a container is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ContainerState {
    /// Made, its program not yet running.
    Created {
        /// Init process, host numbering.
        pid: u32,
    },
    /// Its program runs.
    Running {
        /// Init process, host numbering.
        pid: u32,
    },
    /// It has ended.
    Exited(Exit),
}

/// How a container ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exit {
    /// The exit code; 128 + signal if a signal ended it.
    pub code: i32,
    /// The kernel killed a process of the container for its memory limit.
    pub oom_killed: bool,
    /// The program never ran: the reason.
    pub start_error: Option<String>,
    /// The shim itself ended while the container ran. A new shim has killed what was left; the
    /// code is 137 and not the program's, and its last output may be missing.
    #[serde(default)]
    pub shim_lost: bool,
    /// When, in milliseconds since the epoch.
    pub at_ms: i64,
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// 1, 2, 3 …, without gaps, for the life of the task directory.
    pub number: u64,
    /// When, in milliseconds since the epoch.
    pub at_ms: i64,
    /// The container's name in the task.
    pub name: String,
    /// What happened.
    pub event: EntryEvent,
}

/// What happened to a container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum EntryEvent {
    /// It was made.
    Created {
        /// Init process, host numbering.
        pid: u32,
        /// 64 hexadecimal digits, the container's runtime id.
        runtime_id: String,
        /// [`ContainerSpec::run`]; the entries that follow are of the same run.
        #[serde(default)]
        run: u32,
    },
    /// Its program runs.
    Started,
    /// It has ended, and all it wrote is in the spool.
    Exited(Exit),
}

/// Figures of one container at one moment; counters count from its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContainerStats {
    /// Processor time used so far, nanoseconds.
    pub cpu_total_ns: u64,
    /// Memory in use without the page cache, bytes.
    pub memory_bytes: u64,
    /// The memory limit in force, bytes; zero for none.
    pub memory_limit_bytes: u64,
    /// Processes and threads.
    pub pids: u64,
    /// Processor time in programs, nanoseconds.
    pub cpu_user_ns: u64,
    /// Processor time in the kernel, nanoseconds.
    pub cpu_kernel_ns: u64,
    /// Periods in which a processor cap was enforced.
    pub cpu_periods: u64,
    /// Those of them in which it was reached.
    pub cpu_throttled_periods: u64,
    /// How long it was waited then, nanoseconds.
    pub cpu_throttled_ns: u64,
    /// Memory in use with the page cache, bytes.
    pub memory_usage_bytes: u64,
    /// The most it ever was, bytes.
    pub memory_max_bytes: u64,
    /// `memory.stat` as the kernel has it.
    pub memory_stat: BTreeMap<String, u64>,
    /// By the disk's `major:minor`.
    pub disks: BTreeMap<String, DiskCounters>,
    /// By interface; none in the host's network.
    pub network: BTreeMap<String, NetworkCounters>,
    /// Of the task's virtual machine, if it is in one.
    pub storage: Option<StorageUse>,
}

/// The disk that a virtual machine's containers write to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StorageUse {
    /// Bytes that are used.
    pub used_bytes: u64,
    /// Bytes that there are for files.
    pub total_bytes: u64,
}

/// Traffic with a disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DiskCounters {
    /// Bytes read.
    pub read_bytes: u64,
    /// Bytes written.
    pub write_bytes: u64,
    /// Reads.
    pub reads: u64,
    /// Writes.
    pub writes: u64,
}

/// Traffic of an interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NetworkCounters {
    /// Bytes received.
    pub rx_bytes: u64,
    /// Packets received.
    pub rx_packets: u64,
    /// Errors at receipt.
    pub rx_errors: u64,
    /// Packets dropped at receipt.
    pub rx_dropped: u64,
    /// Bytes sent.
    pub tx_bytes: u64,
    /// Packets sent.
    pub tx_packets: u64,
    /// Errors when sending.
    pub tx_errors: u64,
    /// Packets dropped instead of sent.
    pub tx_dropped: u64,
}

/// Everything the shim needs to make a container. Paths are the host's unless said otherwise.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ContainerSpec {
    /// Unique in the task: letters, digits, `-`, `_`, at most 255.
    pub name: String,
    /// 64 hexadecimal digits.
    pub runtime_id: String,
    /// Host name inside (its own UTS namespace) unless the network mode is host.
    pub hostname: String,
    /// Unpacked image layers, lowest first; never written.
    pub layers: Vec<String>,
    /// Program and arguments, never empty.
    pub args: Vec<String>,
    /// `NAME=value`, in order.
    pub env: Vec<String>,
    /// Working directory inside; made if missing. Empty means `/`.
    pub cwd: String,
    /// `user`, `uid`, `user:group` …, resolved with the image's own passwd and group files; empty
    /// means root.
    pub user: String,
    /// No writable layer.
    pub readonly_rootfs: bool,
    /// Bind mounts, in order.
    pub mounts: Vec<BindMount>,
    /// Where the container's network comes from.
    pub network: Network,
    /// Host ports this container will be reached at: the shim binds (without listening) each one
    /// before creation and holds it until the container has exited, so nobody else gets it and a
    /// taken one is noticed.
    pub reserve_ports: Vec<ReservePort>,
    /// Limits.
    pub resources: Resources,
    /// `RLIMIT_*`, lower-case without the prefix.
    pub ulimits: Vec<Ulimit>,
    /// Capabilities in the bounding, permitted and effective sets, as `CAP_…`; docker's defaults are the
    /// agent's to fill in.
    pub capabilities: Vec<String>,
    /// Docker's default seccomp profile; without it, none.
    pub seccomp_default: bool,
    /// Everything allowed: devices, masked paths, sysfs.
    pub privileged: bool,
    /// What happens to the output.
    pub log: LogSink,
    /// What it asks of the kernel beyond the usual.
    #[serde(default)]
    pub linux: Linux,
    /// How often the container was begun again in place before.
    #[serde(default)]
    pub run: u32,
    /// Says whether the container works.
    #[serde(default)]
    pub health: Option<HealthCheck>,
    /// A static program of the host that becomes the container's first process: it starts the
    /// program, passes signals on to it and reaps what others leave.
    #[serde(default)]
    pub init: Option<String>,
    /// Written before anything is mounted, for mounts to lead to.
    #[serde(default)]
    pub files: Vec<SmallFile>,
}

/// A directory or file of the host, seen inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BindMount {
    /// Host path; must exist, except for anonymous volumes which the shim fills from the image.
    pub source: String,
    /// Path inside, absolute; made if missing.
    pub destination: String,
    /// No writes.
    pub read_only: bool,
    /// Copy what the image has at `destination` into `source` first if `source` is empty, as
    /// docker does with new volumes.
    pub populate: bool,
}

/// Where a container's network comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mode", rename_all = "snake_case")]
pub enum Network {
    /// A new namespace in which the shim brings up loopback; the agent plugs an interface into it
    /// between creation and start (bridge), or leaves it so (none).
    Own,
    /// The host's.
    Host,
    /// That of an existing namespace file.
    Join {
        /// e.g. `/proc/4711/ns/net`.
        path: String,
    },
}

/// A host port to hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReservePort {
    /// The port; never zero.
    pub port: u16,
    /// UDP instead of TCP.
    pub udp: bool,
}

/// Limits of a container, and of the task around it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resources {
    /// Relative weight, 1024 a vCPU, at least 2.
    pub cpu_shares: Option<u64>,
    /// Hard limit, bytes.
    pub memory_bytes: Option<i64>,
    /// Soft limit, bytes.
    pub memory_reservation_bytes: Option<i64>,
    /// Processes and threads.
    pub pids: Option<i64>,
    /// Path of the task's cgroup below each controller, e.g. `/berth/<task id>`; the container's is
    /// `<this>/<runtime id>`. The shim makes it and sets the task's limits on it. The same as
    /// the `--cgroup-parent` the shim was started with.
    pub cgroup_parent: String,
    /// Task-level hard cap: microseconds of processor time each 100 ms.
    pub task_cpu_quota_us: Option<i64>,
    /// Task-level weight if there is no cap.
    pub task_cpu_shares: Option<u64>,
    /// Task-level hard limit, bytes.
    pub task_memory_bytes: Option<i64>,
}

/// A resource limit of processes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ulimit {
    /// `nofile`, `core`, …
    pub name: String,
    /// Soft limit; -1 for none.
    pub soft: i64,
    /// Hard limit; -1 for none.
    pub hard: i64,
}

/// What happens to a container's output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "sink", rename_all = "snake_case")]
pub enum LogSink {
    /// Read and thrown away.
    None,
    /// To the host, where the task's shim does with it what the agent asked for. Only inside a virtual
    /// machine.
    Host,
    /// Docker's json-file format in `<task dir>/containers/<name>/json.log`, rotated.
    JsonFile {
        /// Bytes of one file; zero for no bound.
        max_bytes: u64,
        /// Files kept, at least 1.
        max_files: u32,
    },
    /// The [`crate::spool`] for the agent to ship.
    Spool {
        /// Bytes of records not yet shipped.
        max_buffer_bytes: u64,
        /// When the buffer is full: stop reading the container's output (true), or drop the newest
        /// records and leave a gap record (false).
        blocking: bool,
    },
}

/// Bytes of the length before a frame's body.
const FRAME_HEADER: usize = 4;

/// A frame that cannot be sent or understood. The connection is of no more use.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The body is longer than [`MAX_FRAME`].
    #[error("a frame of {length} bytes is longer than {MAX_FRAME}")]
    TooLong {
        /// Bytes of the body.
        length: u64,
    },
    /// The body is not the JSON expected.
    #[error("a frame does not hold the expected message")]
    Json(#[from] serde_json::Error),
}

/// Appends `message` as one frame to `out`, which is left as it was on an error.
///
/// # Errors
/// [`FrameError::TooLong`], and [`FrameError::Json`] if the message cannot be written as JSON.
pub fn encode_frame<T: Serialize>(message: &T, out: &mut Vec<u8>) -> Result<(), FrameError> {
    let body = serde_json::to_vec(message)?;
    let length = u32::try_from(body.len()).ok().filter(|&l| l <= MAX_FRAME);
    let Some(length) = length else {
        return Err(FrameError::TooLong {
            length: body.len() as u64,
        });
    };
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(&body);
    Ok(())
}

/// Cuts a stream of bytes into frames.
#[derive(Debug, Default)]
pub struct FrameDecoder {
    buffer: Vec<u8>,
    start: usize,
}

impl FrameDecoder {
    /// Takes bytes as they came from the socket.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole message, `None` until more bytes come.
    ///
    /// # Errors
    /// [`FrameError`]; what follows in the stream is then not to be trusted.
    pub fn next_message<T: DeserializeOwned>(&mut self) -> Result<Option<T>, FrameError> {
        let bytes = &self.buffer[self.start..];
        let Some((header, rest)) = bytes.split_first_chunk::<FRAME_HEADER>() else {
            return Ok(None);
        };
        let length = u32::from_le_bytes(*header);
        if length > MAX_FRAME {
            return Err(FrameError::TooLong {
                length: u64::from(length),
            });
        }
        let Some(body) = rest.get(..length as usize) else {
            return Ok(None);
        };
        let message = serde_json::from_slice(body)?;
        self.start += FRAME_HEADER + length as usize;
        if self.start == self.buffer.len() {
            self.buffer = Vec::new();
            self.start = 0;
        }
        Ok(Some(message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn envelope(id: u64) -> Envelope {
        Envelope {
            id,
            request: Request::Hello,
        }
    }

    #[test]
    fn frames_survive_any_cut() {
        let mut bytes = Vec::new();
        encode_frame(&envelope(1), &mut bytes).expect("short");
        encode_frame(&envelope(2), &mut bytes).expect("short");
        for cut in 0..bytes.len() {
            let mut decoder = FrameDecoder::default();
            let mut seen = Vec::new();
            for part in [&bytes[..cut], &bytes[cut..]] {
                decoder.push(part);
                while let Some(message) = decoder.next_message::<Envelope>().expect("sound") {
                    seen.push(message.id);
                }
            }
            assert_eq!(seen, [1, 2], "cut at {cut}");
        }
    }

    #[test]
    fn a_frame_beyond_the_bound_is_refused() {
        let mut decoder = FrameDecoder::default();
        decoder.push(&(MAX_FRAME + 1).to_le_bytes());
        assert!(matches!(
            decoder.next_message::<Envelope>(),
            Err(FrameError::TooLong { .. })
        ));
        let long = "x".repeat(MAX_FRAME as usize);
        let mut out = Vec::new();
        assert!(encode_frame(&long, &mut out).is_err());
        assert!(out.is_empty());
    }
}
