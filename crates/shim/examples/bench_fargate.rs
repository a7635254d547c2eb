//! `cargo xtask bench fargate`: until a task's machine takes containers, beside a bare boot of the same
//! kernel whose first process ends at once; and the same of a machine that waited for its task.
//!
//! Words: the shim's program, a kernel tree, rounds. Prints one object on its last line.

#![allow(clippy::print_stdout, reason = "a program for people and for xtask")]

use std::fs;
use std::io::{self, BufRead as _, BufReader, IoSlice, Read as _, Write as _};
use std::net::Ipv4Addr;
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use berth_link::shim::{
    Ahead, Answer, Assigned, Assignment, ContainerSpec, Entry, EntryEvent, Envelope, FrameDecoder,
    Interface, LogSink, MachineSpec, Message, Network, Request, Resources, SOCKET_NAME, Storage,
    Waits, encode_frame,
};
use berth_net::SpareTap;
use berth_vmm::{Host, Options, qemu};
use nix::sys::socket::{ControlMessage, MsgFlags, UnixAddr, sendmsg};
use serde_json::{Map, Value, json};

/// Machines at once.
const MANY: usize = 6;
/// How long an idle machine is looked at.
const IDLE: Duration = Duration::from_secs(10);
const TASK_MIB: u64 = 512;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [shim, tree, rounds] = words.as_slice() else {
        return Err("bench_fargate <berth-shim> <kernel tree> <rounds>".into());
    };
    let rounds: usize = rounds.parse()?;
    let dir = tempfile::tempdir()?;
    let options = Options {
        kernel_tree: Some(PathBuf::from(tree)),
        guest: PathBuf::from(shim),
        ..Options::default()
    };
    let host = Host::prepare(&options, dir.path())?;
    let bare = Bare::new(dir.path(), &host)?;
    let image = image(dir.path(), &host)?;
    let task = |number: usize| Task::start(shim.as_ref(), dir.path(), number);

    let mut ours = Map::new();
    let (mut ready, mut first, mut boots) = (Vec::new(), Vec::new(), Vec::new());
    let (mut cold, mut warm, mut waited) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..rounds {
        boots.push(bare.boot()?);
        let began = Instant::now();
        let mut task = task(round)?;
        let booting = Instant::now();
        task.boot(&host, &image)?;
        ready.push(booting.elapsed());
        let running = Instant::now();
        task.run("true")?;
        first.push(running.elapsed());
        cold.push(began.elapsed());
        if round == 0 {
            let (resident, private) = task.memory()?;
            ours.insert("emulator_rss_mb".to_owned(), json!(resident));
            ours.insert("emulator_private_mb".to_owned(), json!(private));
            let before = task.processor_ms()?;
            std::thread::sleep(IDLE);
            let used = (task.processor_ms()? - before) / IDLE.as_secs_f64();
            ours.insert("idle_cpu_ms_per_second".to_owned(), json!(used));
        }
        task.end()?;

        let waiting = Waiting::start(shim.as_ref(), dir.path(), &host)?;
        let began = Instant::now();
        let mut task = waiting.assign(dir.path(), "warm")?;
        task.go_on(&host, &image)?;
        waited.push(began.elapsed());
        task.run("true")?;
        warm.push(began.elapsed());
        task.end()?;
        fs::remove_dir_all(dir.path().join("task-warm"))?;
    }
    ours.insert(
        "first_container_cold_p50_ms".to_owned(),
        json!(median(&mut cold)),
    );
    ours.insert(
        "first_container_warm_p50_ms".to_owned(),
        json!(median(&mut warm)),
    );
    ours.insert("ready_warm_p50_ms".to_owned(), json!(median(&mut waited)));
    ours.insert("ready_p50_ms".to_owned(), json!(median(&mut ready)));
    ours.insert("container_run_p50_ms".to_owned(), json!(median(&mut first)));

    let mut tasks: Vec<Task> = (0..MANY)
        .map(|number| task(rounds + number))
        .collect::<Outcome<_>>()?;
    let began = Instant::now();
    let ids: Vec<u64> = tasks
        .iter_mut()
        .map(|task| task.send(boot(&host, &image)))
        .collect::<Outcome<_>>()?;
    for (task, id) in tasks.iter_mut().zip(ids) {
        done(task.answer(id)?)?;
    }
    let all = began.elapsed();
    ours.insert(format!("ready_all_{MANY}_ms"), json!(ms(all)));
    for task in tasks {
        task.end()?;
    }
    let peer = json!({ "ready_p50_ms": median(&mut boots) });
    let accelerator: Value = serde_json::to_value(host.accelerator)?;
    println!("accelerator: {accelerator}, kernel {}", host.kernel_version);
    println!(
        "{}",
        json!({ "figures": ours, "peers": { "bare_boot": peer } })
    );
    Ok(())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).copied().map_or(0.0, ms)
}

/// The emulator with the same kernel, and nothing else.
struct Bare {
    words: Vec<String>,
    qemu: PathBuf,
}

impl Bare {
    fn new(dir: &Path, host: &Host) -> Outcome<Self> {
        let tree = dir.join("bare");
        fs::create_dir(&tree)?;
        fs::copy("/bin/busybox", tree.join("busybox"))?;
        fs::write(tree.join("init"), "#!/busybox sh\n/busybox reboot -f\n")?;
        let initrd = dir.join("bare.initrd");
        let pack = "chmod 755 init busybox && find . | cpio -o -H newc --quiet >\"$1\"";
        let packed = Command::new("sh")
            .args(["-c", pack, "sh"])
            .arg(&initrd)
            .current_dir(&tree)
            .status()?;
        if !packed.success() {
            return Err("cpio is missing".into());
        }
        let text = |path: &Path| path.display().to_string();
        let words = qemu::bare_arguments(host.accelerator, TASK_MIB)
            .into_iter()
            .chain(["-kernel".to_owned(), text(&host.kernel)])
            .chain(["-initrd".to_owned(), text(&initrd)]);
        Ok(Self {
            words: words.collect(),
            qemu: host.qemu.clone(),
        })
    }

    fn boot(&self) -> Outcome<Duration> {
        let began = Instant::now();
        let output = Command::new(&self.qemu)
            .args(&self.words)
            .stdin(Stdio::null())
            .output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        Ok(began.elapsed())
    }
}

fn image(dir: &Path, host: &Host) -> Outcome<PathBuf> {
    let tree = dir.join("image");
    for name in ["bin", "proc", "sys", "dev", "etc", "tmp"] {
        fs::create_dir_all(tree.join(name))?;
    }
    fs::copy("/bin/busybox", tree.join("bin/true"))?;
    let image = dir.join("image.erofs");
    let made = Command::new(&host.mkfs_erofs)
        .args([&image, &tree])
        .output()?;
    match made.status.success() {
        true => Ok(image),
        false => Err(String::from_utf8_lossy(&made.stderr).into()),
    }
}

fn machine(host: &Host, image: &Path) -> MachineSpec {
    let text = |path: &Path| path.display().to_string();
    MachineSpec {
        qemu: text(&host.qemu),
        kernel: text(&host.kernel),
        initrd: text(&host.initrd),
        mkfs: text(&host.mkfs),
        accelerator: host.accelerator,
        vcpus: 1,
        memory_mib: TASK_MIB,
        cpu_quota_us: None,
        images: vec![text(image)],
        storage: Storage::One { gib: 20 },
        hostname: "bench".to_owned(),
        interface: None,
        user: 65_534,
        ready_timeout_ms: 120_000,
        create_timeout_ms: 120_000,
    }
}

fn boot(host: &Host, image: &Path) -> Request {
    Request::Boot {
        machine: Box::new(machine(host, image)),
    }
}

/// A shim that waits for a task with a machine.
struct Waiting {
    shim: UnixStream,
}

impl Waiting {
    /// Returns when its guest waits.
    fn start(program: &Path, dir: &Path, host: &Host) -> Outcome<Self> {
        let (shim, theirs) = UnixStream::pair()?;
        let root = format!("/berth-bench-{}", std::process::id());
        let started = Command::new(program)
            .args(["--spare", "--ahead", "--cgroup-root", &root])
            .args(["--room", &" ".repeat(1024)])
            .stdin(OwnedFd::from(theirs))
            .status()?;
        if !started.success() {
            return Err("the shim does not start".into());
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let tap = runtime.block_on(SpareTap::open())?.file()?;
        let directory = dir.join("ahead");
        fs::create_dir(&directory)?;
        let told = Ahead {
            directory,
            cgroup: format!("{root}/ahead"),
            machine: MachineSpec {
                images: Vec::new(),
                hostname: String::new(),
                ..machine(host, dir)
            },
        };
        let line = serde_json::to_string(&told)? + "\n";
        let passed = [tap.as_raw_fd()];
        let rights = [ControlMessage::ScmRights(&passed)];
        let parts = [IoSlice::new(line.as_bytes())];
        let flags = MsgFlags::empty();
        let sent = sendmsg::<UnixAddr>(shim.as_raw_fd(), &parts, &rights, flags, None)?;
        (&shim).write_all(&line.as_bytes()[sent..])?;
        let mut said = String::new();
        BufReader::new(&shim).read_line(&mut said)?;
        match serde_json::from_str(&said)? {
            Waits::Ready => Ok(Self { shim }),
            Waits::Failed(why) => Err(why.into()),
        }
    }

    /// Has it take a task over.
    fn assign(mut self, dir: &Path, name: &str) -> Outcome<Task> {
        let place = dir.join(format!("task-{name}"));
        fs::create_dir(&place)?;
        let group = format!("/berth-bench-{}/{name}", std::process::id());
        let assignment = Assignment {
            directory: place.clone(),
            task_id: "bench".to_owned(),
            cgroup_parent: group.clone(),
            machine: true,
        };
        let line = serde_json::to_string(&assignment)? + "\n";
        self.shim.write_all(line.as_bytes())?;
        let mut said = String::new();
        self.shim.read_to_string(&mut said)?;
        match serde_json::from_str(&said)? {
            Assigned::Ready => Task::connect(&place, group),
            other => Err(format!("{other:?}").into()),
        }
    }
}

/// A task's shim, and a connection to it.
struct Task {
    group: String,
    stream: UnixStream,
    decoder: FrameDecoder,
    next: u64,
    exits: Vec<Entry>,
    answers: Vec<(u64, Answer)>,
}

impl Task {
    fn start(shim: &Path, dir: &Path, number: usize) -> Outcome<Self> {
        let place = dir.join(format!("task-{number}"));
        fs::create_dir(&place)?;
        let group = format!("/berth-bench-{}/{number}", std::process::id());
        let started = Command::new(shim)
            .arg("--dir")
            .arg(&place)
            .args(["--task-id", "bench", "--machine", "--cgroup-parent", &group])
            .status()?;
        if !started.success() {
            return Err("the shim does not start".into());
        }
        Self::connect(&place, group)
    }

    fn connect(place: &Path, group: String) -> Outcome<Self> {
        let directory = fs::File::open(place)?;
        let path = format!("/proc/self/fd/{}/{SOCKET_NAME}", directory.as_raw_fd());
        let mut task = Self {
            group,
            stream: UnixStream::connect(path)?,
            decoder: FrameDecoder::default(),
            next: 0,
            exits: Vec::new(),
            answers: Vec::new(),
        };
        let id = task.send(Request::Subscribe { from: 1 })?;
        done(task.answer(id)?)?;
        Ok(task)
    }

    fn send(&mut self, request: Request) -> Outcome<u64> {
        self.next += 1;
        let mut frame = Vec::new();
        let id = self.next;
        encode_frame(&Envelope { id, request }, &mut frame)?;
        self.stream.write_all(&frame)?;
        Ok(id)
    }

    fn receive(&mut self) -> Outcome<()> {
        let mut chunk = [0; 65_536];
        let length = self.stream.read(&mut chunk)?;
        if length == 0 {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        self.decoder.push(&chunk[..length]);
        while let Some(message) = self.decoder.next_message()? {
            match message {
                Message::Reply { id, answer } => self.answers.push((id, answer)),
                Message::Entry(entry) if matches!(entry.event, EntryEvent::Exited(_)) => {
                    self.exits.push(entry);
                }
                Message::Entry(_) | Message::Health { .. } => {}
            }
        }
        Ok(())
    }

    fn answer(&mut self, id: u64) -> Outcome<Answer> {
        loop {
            if let Some(at) = self.answers.iter().position(|(one, _)| *one == id) {
                return Ok(self.answers.swap_remove(at).1);
            }
            self.receive()?;
        }
    }

    fn boot(&mut self, host: &Host, image: &Path) -> Outcome<()> {
        let id = self.send(boot(host, image))?;
        done(self.answer(id)?)
    }

    /// As [`Task::boot`], of a machine that waited.
    fn go_on(&mut self, host: &Host, image: &Path) -> Outcome<()> {
        let machine = MachineSpec {
            interface: Some(Interface {
                mac: "02:00:00:00:00:07".to_owned(),
                address: Ipv4Addr::new(10, 0, 0, 7),
                prefix: 24,
                gateway: Some(Ipv4Addr::new(10, 0, 0, 1)),
                mtu: 1500,
            }),
            ..machine(host, image)
        };
        let machine = Box::new(machine);
        let id = self.send(Request::Boot { machine })?;
        done(self.answer(id)?)
    }

    /// Creates and starts a container, and waits for its exit.
    fn run(&mut self, program: &str) -> Outcome<()> {
        let spec = ContainerSpec {
            name: program.to_owned(),
            runtime_id: "ab".repeat(32),
            hostname: String::new(),
            layers: vec!["/images/0".to_owned()],
            args: vec![program.to_owned()],
            env: vec!["PATH=/bin".to_owned()],
            cwd: String::new(),
            user: String::new(),
            readonly_rootfs: false,
            mounts: Vec::new(),
            network: Network::Host,
            reserve_ports: Vec::new(),
            resources: Resources {
                cgroup_parent: self.group.clone(),
                ..Resources::default()
            },
            ulimits: Vec::new(),
            capabilities: Vec::new(),
            seccomp_default: true,
            privileged: false,
            log: LogSink::None,
            linux: berth_link::shim::Linux::default(),
            run: 0,
            health: None,
            init: None,
            files: Vec::new(),
        };
        let spec = Box::new(spec);
        let id = self.send(Request::Create { spec })?;
        if let Answer::Error(error) = self.answer(id)? {
            return Err(error.message.into());
        }
        let name = program.to_owned();
        let id = self.send(Request::Start { name })?;
        done(self.answer(id)?)?;
        while self.exits.is_empty() {
            self.receive()?;
        }
        Ok(())
    }

    fn emulator(&self) -> Outcome<String> {
        for hierarchy in fs::read_dir("/sys/fs/cgroup")? {
            let group = hierarchy?.path().join(&self.group[1..]).join("machine");
            let procs = fs::read_to_string(group.join("cgroup.procs")).unwrap_or_default();
            if let Some(pid) = procs.lines().next() {
                return Ok(pid.to_owned());
            }
        }
        let group = Path::new("/sys/fs/cgroup").join(&self.group[1..]);
        let procs = fs::read_to_string(group.join("machine/cgroup.procs"))?;
        Ok(procs.lines().next().ok_or("no emulator")?.to_owned())
    }

    /// Megabytes: in memory, and nobody else's.
    fn memory(&self) -> Outcome<(f64, f64)> {
        let text = fs::read_to_string(format!("/proc/{}/smaps_rollup", self.emulator()?))?;
        let of = |name: &str| -> f64 {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            let words = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
            words.unwrap_or_default() * 1.024 / 1000.0
        };
        Ok((of("Rss:"), of("Private_Clean:") + of("Private_Dirty:")))
    }

    fn processor_ms(&self) -> Outcome<f64> {
        let text = fs::read_to_string(format!("/proc/{}/stat", self.emulator()?))?;
        let (_, fields) = text.rsplit_once(')').ok_or("a strange stat")?;
        let ticks: f64 = fields
            .split_whitespace()
            .skip(11)
            .take(2)
            .filter_map(|field| field.parse::<f64>().ok())
            .sum();
        Ok(ticks * 10.0)
    }

    fn end(mut self) -> Outcome<()> {
        let id = self.send(Request::Exit)?;
        done(self.answer(id)?)
    }
}

fn done(answer: Answer) -> Outcome<()> {
    match answer {
        Answer::Done => Ok(()),
        other => Err(format!("{other:?}").into()),
    }
}
