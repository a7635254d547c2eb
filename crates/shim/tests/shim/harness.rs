//! A task directory with a real shim in it, and the agent's end of its socket.

use std::collections::VecDeque;
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use berth_link::shim::{
    Answer, ContainerSpec, Entry, EntryEvent, Envelope, Exit, FrameDecoder, Health, Linux, LogSink,
    Message, Network, Request, Resources, SOCKET_NAME, ShimError, encode_frame,
};
use berth_link::spool::{self, FLAG_STDERR, Record};
use tempfile::TempDir;

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// What docker gives a container that asks for nothing.
pub(crate) const DOCKER_CAPABILITIES: &[&str] = &[
    "CAP_CHOWN",
    "CAP_DAC_OVERRIDE",
    "CAP_FOWNER",
    "CAP_FSETID",
    "CAP_KILL",
    "CAP_SETGID",
    "CAP_SETUID",
    "CAP_SETPCAP",
    "CAP_NET_BIND_SERVICE",
    "CAP_NET_RAW",
    "CAP_SYS_CHROOT",
    "CAP_MKNOD",
    "CAP_AUDIT_WRITE",
    "CAP_SETFCAP",
];

/// A task directory, an image of one busybox layer, and the shim started on them.
pub(crate) struct Task {
    pub(crate) directory: TempDir,
    pub(crate) layer: PathBuf,
    pub(crate) cgroup_parent: String,
    pub(crate) agent: Agent,
}

impl Task {
    /// Starts a shim in a directory of its own.
    pub(crate) fn new() -> Self {
        Self::prepared(|_| {})
    }

    /// As [`Task::new`], with something done to the task's directory before the shim starts.
    pub(crate) fn prepared(prepare: impl FnOnce(&Path)) -> Self {
        Self::with_shim(|task, cgroup_parent| {
            prepare(task);
            let output = start_shim(task, cgroup_parent);
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
        })
    }

    /// As [`Task::new`], with a shim that `start` starts, given the task's directory and group.
    pub(crate) fn with_shim(start: impl FnOnce(&Path, &str)) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let directory = tempfile::tempdir().expect("a temporary directory");
        let layer = directory.path().join("layer");
        busybox_layer(&layer);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let cgroup_parent = format!("/berth-test-{}-{count}/task", std::process::id());
        let task = directory.path().join("task");
        fs::create_dir(&task).expect("a new directory");
        start(&task, &cgroup_parent);
        let agent = Agent::connect(&task);
        Self {
            directory,
            layer,
            cgroup_parent,
            agent,
        }
    }

    /// The shim's directory.
    pub(crate) fn path(&self) -> PathBuf {
        self.directory.path().join("task")
    }

    /// A container that runs `script` with the shell.
    pub(crate) fn spec(&self, name: &str, script: &str) -> ContainerSpec {
        ContainerSpec {
            name: name.to_owned(),
            runtime_id: runtime_id(name),
            hostname: "box".to_owned(),
            layers: vec![self.layer.to_string_lossy().into_owned()],
            args: ["sh", "-c", script].map(str::to_owned).to_vec(),
            env: vec!["PATH=/bin".to_owned()],
            cwd: String::new(),
            user: String::new(),
            readonly_rootfs: false,
            mounts: Vec::new(),
            network: Network::Own,
            reserve_ports: Vec::new(),
            resources: Resources {
                cgroup_parent: self.cgroup_parent.clone(),
                ..Resources::default()
            },
            ulimits: Vec::new(),
            capabilities: DOCKER_CAPABILITIES
                .iter()
                .map(|&name| name.to_owned())
                .collect(),
            seccomp_default: true,
            privileged: false,
            log: LogSink::Spool {
                max_buffer_bytes: 64 << 20,
                blocking: true,
            },
            linux: Linux::default(),
            run: 0,
            health: None,
            init: None,
            files: Vec::new(),
        }
    }

    /// Creates and starts.
    pub(crate) fn run(&mut self, spec: &ContainerSpec) {
        self.agent.create(spec);
        assert_done(self.agent.ask(Request::Start {
            name: spec.name.clone(),
        }));
    }

    /// Runs `script` to its end: how it ended, and what it wrote to standard output.
    pub(crate) fn output_of(&mut self, spec: &ContainerSpec) -> (Exit, String) {
        self.run(spec);
        let exit = self.agent.exit_of(&spec.name);
        (exit, self.stdout(&spec.name))
    }

    /// Everything in a container's spool.
    pub(crate) fn records(&self, name: &str) -> Vec<Record> {
        let directory = self.path().join("containers").join(name).join("spool");
        let Ok(entries) = fs::read_dir(directory) else {
            return Vec::new();
        };
        let mut files: Vec<PathBuf> = entries
            .map(|entry| entry.expect("readable").path())
            .collect();
        files.sort();
        let mut records = Vec::new();
        for file in files {
            let bytes = fs::read(file).expect("readable");
            let mut rest = &bytes[..];
            while let Some((record, used)) = spool::decode(rest) {
                records.push(record);
                rest = &rest[used..];
            }
        }
        records
    }

    /// What a container wrote to standard output, with newlines.
    pub(crate) fn stdout(&self, name: &str) -> String {
        self.records(name)
            .iter()
            .filter(|record| record.flags & FLAG_STDERR == 0)
            .map(|record| String::from_utf8_lossy(&record.payload).into_owned() + "\n")
            .collect()
    }

    /// How many processes the task's containers have.
    pub(crate) fn processes(&self) -> usize {
        let (_, own) = self.cgroup_parent.split_at(1);
        let inside = groups(own).into_iter().filter(|path| !path.ends_with(own));
        let procs = inside.map(|path| path.join("cgroup.procs"));
        procs
            .filter_map(|procs| fs::read_to_string(procs).ok())
            .map(|text| text.lines().count())
            .max()
            .unwrap_or(0)
    }

    /// Removes a container, ends the shim, and looks for anything left.
    pub(crate) fn finish(mut self, names: &[&str]) {
        for name in names {
            assert_done(self.agent.ask(Request::Delete {
                name: (*name).to_owned(),
            }));
            let left = self.path().join("containers").join(name);
            for part in ["upper", "work", "rootfs"] {
                assert!(!left.join(part).exists(), "{part} of {name} is left");
            }
        }
        assert_done(self.agent.ask(Request::Exit));
        self.agent.closed();
        let group = self
            .cgroup_parent
            .split('/')
            .nth(1)
            .expect("two parts")
            .to_owned();
        eventually("the cgroups are gone", || groups(&group).is_empty());
        let mounts = fs::read_to_string("/proc/self/mounts").expect("readable");
        let here = self.directory.path().to_string_lossy().into_owned();
        assert!(!mounts.contains(&here), "mounts are left: {mounts}");
        assert!(!self.path().join(SOCKET_NAME).exists());
    }
}

impl Drop for Task {
    /// After a failed test: nothing may stay behind.
    fn drop(&mut self) {
        let group = self
            .cgroup_parent
            .split('/')
            .nth(1)
            .unwrap_or_default()
            .to_owned();
        // Containers first: the groups below the task's; then the shim, which is beside it.
        for directory in groups(&group).iter().rev() {
            let procs = fs::read_to_string(directory.join("cgroup.procs")).unwrap_or_default();
            for pid in procs.lines().filter_map(|line| line.parse::<i32>().ok()) {
                let _ = nix::sys::signal::kill(
                    nix::unistd::Pid::from_raw(pid),
                    nix::sys::signal::Signal::SIGKILL,
                );
            }
        }
        let deadline = Instant::now() + Duration::from_secs(5);
        while !groups(&group).is_empty() && Instant::now() < deadline {
            for directory in groups(&group).iter().rev() {
                let _ = fs::remove_dir(directory);
            }
            std::thread::yield_now();
        }
    }
}

/// The directories of a cgroup in all hierarchies, parents before children.
pub(crate) fn groups(name: &str) -> Vec<PathBuf> {
    let mounts = fs::read_to_string("/proc/self/mounts").expect("readable");
    let mut found = Vec::new();
    for line in mounts.lines() {
        let mut fields = line.split(' ');
        let (Some(path), Some(kind)) = (fields.nth(1), fields.next()) else {
            continue;
        };
        if !kind.starts_with("cgroup") {
            continue;
        }
        let mut pending = vec![Path::new(path).join(name)];
        while let Some(directory) = pending.pop() {
            let Ok(entries) = fs::read_dir(&directory) else {
                continue;
            };
            pending.extend(
                entries
                    .flatten()
                    .map(|e| e.path())
                    .filter(|path| path.is_dir()),
            );
            found.push(directory);
        }
    }
    found
}

/// Runs the program and waits for it to have gone to the background.
pub(crate) fn start_shim(directory: &Path, cgroup_parent: &str) -> Output {
    // As an agent might be started: with a umask of its own and signals ignored.
    Command::new("/bin/sh")
        .args(["-c", "umask 077; trap '' TERM USR1; exec \"$0\" \"$@\""])
        .arg(env!("CARGO_BIN_EXE_berth-shim"))
        .args(["--dir", &directory.to_string_lossy(), "--task-id", "task"])
        .args(["--cgroup-parent", cgroup_parent])
        .output()
        .expect("the program is there")
}

/// 64 digits that differ from test to test.
pub(crate) fn runtime_id(name: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name: String = name
        .bytes()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{name:0<16}{:016x}{count:032x}", std::process::id())
}

pub(crate) fn busybox_layer(layer: &Path) {
    for directory in ["bin", "etc", "tmp", "root", "data", "proc", "sys", "dev"] {
        fs::create_dir_all(layer.join(directory)).expect("a new directory");
    }
    fs::set_permissions(layer.join("tmp"), fs::Permissions::from_mode(0o1777)).expect("ours");
    fs::copy("/bin/busybox", layer.join("bin/busybox")).expect("busybox is installed");
    for name in [
        "awk", "cat", "chmod", "dd", "echo", "env", "grep", "head", "hostname", "id", "ip", "kill",
        "ls", "mount", "mkdir", "mknod", "nc", "printf", "pwd", "readlink", "seq", "sh", "sleep",
        "stat", "tail", "touch", "true", "unshare", "wc", "yes", "ulimit", "test", "rm", "cut",
        "tr", "tty", "stty", "uname", "df", "nproc", "wget", "httpd", "sync",
    ] {
        symlink("busybox", layer.join("bin").join(name)).expect("a new link");
    }
    let passwd = "root:x:0:0:root:/root:/bin/sh\nweb:x:1000:1001:Web:/srv/web:/bin/sh\n";
    fs::write(layer.join("etc/passwd"), passwd).expect("written");
    fs::write(
        layer.join("etc/group"),
        "root:x:0:\nweb:x:1001:\nlogs:x:50:web\n",
    )
    .expect("written");
}

/// A connection to a shim.
pub(crate) struct Agent {
    stream: UnixStream,
    decoder: FrameDecoder,
    next_id: u64,
    /// Entries received and not looked at.
    pub(crate) entries: VecDeque<Entry>,
    /// Health received and not looked at: the container, its run, its health.
    healths: VecDeque<(String, u32, Health)>,
    replies: Vec<(u64, Answer)>,
}

impl Agent {
    /// Connects and subscribes to everything.
    pub(crate) fn connect(task: &Path) -> Self {
        let mut agent = Self::connect_only(task);
        assert_done(agent.ask(Request::Subscribe { from: 1 }));
        agent
    }

    pub(crate) fn connect_only(task: &Path) -> Self {
        let directory = fs::File::open(task).expect("exists");
        let path = format!("/proc/self/fd/{}/{SOCKET_NAME}", directory.as_raw_fd());
        let stream = UnixStream::connect(path).expect("listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("sound");
        Self {
            stream,
            decoder: FrameDecoder::default(),
            next_id: 1,
            entries: VecDeque::new(),
            healths: VecDeque::new(),
            replies: Vec::new(),
        }
    }

    /// Sends a request without waiting.
    pub(crate) fn send(&mut self, request: Request) -> u64 {
        let id = self.next_id;
        self.next_id += 1;
        let mut frame = Vec::new();
        encode_frame(&Envelope { id, request }, &mut frame).expect("short enough");
        self.stream.write_all(&frame).expect("the shim reads");
        id
    }

    /// The answer to a request sent.
    pub(crate) fn answer(&mut self, id: u64) -> Answer {
        loop {
            if let Some(at) = self.replies.iter().position(|(one, _)| *one == id) {
                return self.replies.swap_remove(at).1;
            }
            self.receive();
        }
    }

    /// Sends and waits.
    pub(crate) fn ask(&mut self, request: Request) -> Answer {
        let id = self.send(request);
        self.answer(id)
    }

    /// Creates a container: its init process.
    #[track_caller]
    pub(crate) fn create(&mut self, spec: &ContainerSpec) -> u32 {
        match self.ask(Request::Create {
            spec: Box::new(spec.clone()),
        }) {
            Answer::Created { pid } => pid,
            other => panic!("not created: {other:?}"),
        }
    }

    /// The next journal entry.
    pub(crate) fn entry(&mut self) -> Entry {
        while self.entries.is_empty() {
            self.receive();
        }
        self.entries.pop_front().expect("just seen")
    }

    /// Waits for a container's exit, passing over entries before it.
    pub(crate) fn exit_of(&mut self, name: &str) -> Exit {
        loop {
            let entry = self.entry();
            if entry.name == name
                && let EntryEvent::Exited(exit) = entry.event
            {
                return exit;
            }
        }
    }

    /// The next that is told of a container's health.
    pub(crate) fn health(&mut self) -> (String, u32, Health) {
        while self.healths.is_empty() {
            self.receive();
        }
        self.healths.pop_front().expect("just seen")
    }

    fn receive(&mut self) {
        let mut chunk = [0; 65_536];
        let length = self
            .stream
            .read(&mut chunk)
            .expect("the shim answers in time");
        assert!(length > 0, "the shim hung up");
        self.decoder.push(&chunk[..length]);
        while let Some(message) = self.decoder.next_message().expect("sound frames") {
            match message {
                Message::Reply { id, answer } => self.replies.push((id, answer)),
                Message::Entry(entry) => self.entries.push_back(entry),
                Message::Health { name, run, health } => {
                    self.healths.push_back((name, run, health));
                }
            }
        }
    }

    /// Waits for the shim to hang up.
    pub(crate) fn closed(&mut self) {
        let mut chunk = [0; 65_536];
        loop {
            match self.stream.read(&mut chunk) {
                Ok(0) => return,
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::ConnectionReset => return,
                Err(error) => panic!("the shim stays: {error}"),
            }
        }
    }
}

#[track_caller]
pub(crate) fn assert_done(answer: Answer) {
    assert!(matches!(answer, Answer::Done), "{answer:?}");
}

#[track_caller]
pub(crate) fn refused(answer: Answer) -> ShimError {
    match answer {
        Answer::Error(error) => error,
        other => panic!("not refused: {other:?}"),
    }
}

/// Waits for something that has no notification.
#[track_caller]
pub(crate) fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "{what}: not in time");
        std::thread::sleep(Duration::from_millis(10));
    }
}
