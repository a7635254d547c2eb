//! Tasks in virtual machines: the emulator, Debian's cloud kernel and, as its first process, the shim.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use berth_link::shim::{
    Answer, BindMount, ContainerSpec, ExecSpec, GUEST_TASK, HealthCheck, HealthStatus, LogSink,
    MachineSpec, Namespace, Network, Request, SmallFile, Storage,
};
use berth_vmm::{Host, Options};

use crate::harness::{Task, assert_done, eventually, groups, refused};

/// Starts the shim of a task whose containers will be in a machine.
fn start(directory: &std::path::Path, cgroup_parent: &str) {
    let output = Command::new(env!("CARGO_BIN_EXE_berth-shim"))
        .args(["--dir", &directory.to_string_lossy(), "--task-id", "task"])
        .args(["--cgroup-parent", cgroup_parent, "--machine"])
        .output()
        .expect("the program is there");
    assert!(output.status.success(), "{output:?}");
}

pub(crate) fn shim() -> Task {
    Task::with_shim(start)
}

/// The usual machine, with the task's image.
pub(crate) fn spec(task: &Task) -> MachineSpec {
    spec_in(task.directory.path())
}

/// The same, of a task whose directory is in this one.
pub(crate) fn spec_in(root: &std::path::Path) -> MachineSpec {
    let image = root.join("image.erofs");
    let made = Command::new("mkfs.erofs")
        .args([&image, &root.join("layer")])
        .output()
        .expect("erofs-utils is installed");
    assert!(made.status.success(), "{made:?}");
    let tree = concat!(env!("CARGO_MANIFEST_DIR"), "/../../.build/kernel");
    let options = Options {
        kernel_tree: Some(PathBuf::from(tree)),
        guest: PathBuf::from(env!("CARGO_BIN_EXE_berth-shim")),
        accelerator: Some("tcg".to_owned()),
        ..Options::default()
    };
    let host = Host::prepare(&options, root).expect("scripts/setup tests");
    let text = |path: &PathBuf| path.to_string_lossy().into_owned();
    MachineSpec {
        qemu: text(&host.qemu),
        kernel: text(&host.kernel),
        initrd: text(&host.initrd),
        mkfs: text(&host.mkfs),
        accelerator: host.accelerator,
        vcpus: 1,
        memory_mib: 256,
        cpu_quota_us: None,
        images: vec![text(&image)],
        storage: Storage::One { gib: 20 },
        hostname: "ip-10-0-0-7".to_owned(),
        interface: None,
        user: 65534,
        ready_timeout_ms: 60_000,
        create_timeout_ms: 60_000,
    }
}

/// A task whose containers will be in a machine that is ready.
struct Machine {
    task: Task,
}

impl Machine {
    fn new() -> Self {
        Self::with(|_| {})
    }

    /// With something else than the usual machine.
    fn with(change: impl FnOnce(&mut MachineSpec)) -> Self {
        let mut task = shim();
        let mut machine = spec(&task);
        change(&mut machine);
        let machine = Box::new(machine);
        assert_done(task.agent.ask(Request::Boot { machine }));
        Self { task }
    }

    fn spec(&self, name: &str, script: &str) -> ContainerSpec {
        ContainerSpec {
            layers: vec!["/images/0".to_owned()],
            network: Network::Host,
            ..self.task.spec(name, script)
        }
    }
}

/// The emulator of a task: the process in its group.
pub(crate) fn emulator(task: &Task) -> Option<i32> {
    let (_, own) = task.cgroup_parent.split_at(1);
    let machine = groups(&format!("{own}/machine"));
    let procs = machine.iter().map(|group| group.join("cgroup.procs"));
    let pids = procs.filter_map(|procs| fs::read_to_string(procs).ok());
    pids.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .find_map(|pid| pid.parse().ok())
}

fn kill(pid: i32, signal: nix::sys::signal::Signal) {
    nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), signal).expect("it lives");
}

#[test]
fn a_container_behind_a_kernel_of_its_own_writes_to_the_hosts_spool() {
    let mut machine = Machine::new();
    let script = "echo hello; uname -r; hostname; cat /etc/words; echo oops >&2; exit 7";
    let mut spec = machine.spec("web", script);
    spec.files = vec![SmallFile {
        name: "words".to_owned(),
        text: "from the host\n".to_owned(),
    }];
    spec.mounts = vec![BindMount {
        source: format!("{GUEST_TASK}/containers/web/files/words"),
        destination: "/etc/words".to_owned(),
        read_only: true,
        populate: false,
    }];
    let (exit, output) = machine.task.output_of(&spec);
    assert_eq!(exit.code, 7, "{output}");
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(
        (lines[0], lines[2], lines[3]),
        ("hello", "ip-10-0-0-7", "from the host")
    );
    let of_host = fs::read_to_string("/proc/sys/kernel/osrelease").expect("readable");
    assert_ne!(lines[1], of_host.trim());
    let records = machine.task.records("web");
    assert!(records.iter().any(|record| record.payload == b"oops"));

    // Another run in place: its file system goes on, and so do its spool's numbers.
    spec.run = 1;
    spec.args = ["sh", "-c", "echo again; sleep 1000"]
        .map(str::to_owned)
        .to_vec();
    spec.health = Some(HealthCheck {
        args: ["test", "-e", "/healthy"].map(str::to_owned).to_vec(),
        interval_ms: 300,
        timeout_ms: 10_000,
        retries: 1,
        start_period_ms: 0,
    });
    let last = records.last().expect("some").number;
    machine.task.run(&spec);
    let (name, run, health) = machine.task.agent.health();
    assert_eq!(
        (name.as_str(), run, health.status),
        ("web", 1, HealthStatus::Starting)
    );
    assert_eq!(
        machine.task.agent.health().2.status,
        HealthStatus::Unhealthy
    );
    let exec = |words: &[&str]| Request::Exec {
        spec: Box::new(ExecSpec {
            name: "web".to_owned(),
            args: words.iter().map(|&word| word.to_owned()).collect(),
            timeout_ms: 30_000,
            output_bytes_max: 100,
            ..ExecSpec::default()
        }),
    };
    match machine
        .task
        .agent
        .ask(exec(&["sh", "-c", "touch /healthy; echo made; exit 4"]))
    {
        Answer::Executed(executed) => {
            assert_eq!(
                (executed.exit_code, executed.output.as_str()),
                (4, "made\n")
            );
        }
        other => panic!("not run: {other:?}"),
    }
    assert_eq!(machine.task.agent.health().2.status, HealthStatus::Healthy);
    match machine.task.agent.ask(Request::Stats {
        name: "web".to_owned(),
    }) {
        Answer::Stats(stats) => {
            assert!(stats.pids > 0 && stats.memory_bytes > 0, "{stats:?}");
            let total = stats.storage.map_or(0, |storage| storage.total_bytes >> 30);
            assert!((18..=20).contains(&total), "{total} GiB");
        }
        other => panic!("no figures: {other:?}"),
    }
    assert_done(machine.task.agent.ask(Request::Stop {
        name: "web".to_owned(),
        signal: 15,
        timeout_ms: 500,
    }));
    assert_eq!(machine.task.agent.exit_of("web").code, 137);
    let numbers: Vec<u64> = machine
        .task
        .records("web")
        .iter()
        .map(|it| it.number)
        .collect();
    assert!(numbers.is_sorted() && *numbers.last().expect("some") > last);
    machine.task.finish(&["web"]);
}

#[test]
fn a_machine_is_as_large_as_its_task_and_keeps_within_it() {
    let mut machine = Machine::with(|spec| {
        spec.vcpus = 2;
        spec.memory_mib = 200;
        spec.storage = Storage::Two {
            layers_gb: 1,
            volumes_gb: 1,
        };
        spec.cpu_quota_us = Some(190_000);
    });
    let (_, own) = machine.task.cgroup_parent.split_at(1);
    let quota = groups(own).iter().find_map(|group| {
        let v1 = fs::read_to_string(group.join("cpu.cfs_quota_us"));
        v1.or_else(|_| fs::read_to_string(group.join("cpu.max")))
            .ok()
    });
    assert!(quota.is_some_and(|quota| quota.starts_with("190000")));

    let script = "nproc; grep MemTotal /proc/meminfo; df -m / /data | tail -n 2; \
                  dd if=/dev/zero of=/full bs=1M count=1000 2>&1; rm /full; \
                  dd if=/dev/zero of=/data/some bs=1M count=400 2>/dev/null && echo room";
    let mut spec = machine.spec("size", script);
    spec.mounts = vec![BindMount {
        source: format!("{GUEST_TASK}/volumes/data"),
        destination: "/data".to_owned(),
        read_only: false,
        populate: true,
    }];
    let (exit, output) = machine.task.output_of(&spec);
    assert_eq!(exit.code, 0, "{output}");
    let number = |line: &str, field: usize| -> u64 {
        let word = line.split_whitespace().nth(field).unwrap_or_default();
        word.parse()
            .unwrap_or_else(|_| panic!("no number in {line:?}: {output}"))
    };
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(lines[0], "2");
    assert!(number(lines[1], 1) >= 200 * 1024, "{}", lines[1]);
    assert!((850..1000).contains(&number(lines[2], 1)), "{}", lines[2]);
    assert!((850..1000).contains(&number(lines[3], 1)), "{}", lines[3]);
    assert!(output.contains("No space left on device"), "{output}");
    assert!(output.ends_with("room\n"), "{output}");

    // The container's own limit, and then the task's, which spares the guest itself.
    let hungry = "a=x; while :; do a=$a$a; done";
    let mut spec = machine.spec("small", hungry);
    spec.resources.memory_bytes = Some(16 << 20);
    let (exit, _) = machine.task.output_of(&spec);
    assert_eq!((exit.code, exit.oom_killed), (137, true));
    let mut spec = machine.spec("large", hungry);
    spec.resources.task_memory_bytes = Some(200 << 20);
    let (exit, _) = machine.task.output_of(&spec);
    assert_eq!((exit.code, exit.oom_killed), (137, true));
    let (exit, output) = machine.task.output_of(&machine.spec("after", "echo fine"));
    assert_eq!((exit.code, output.as_str()), (0, "fine\n"));
    machine.task.finish(&["size", "small", "large", "after"]);
}

#[test]
fn output_flows_as_far_as_the_host_has_room_and_none_is_lost() {
    let mut machine = Machine::new();
    // More than the window, the pipe and the spool hold together.
    let lines = 400_000;
    let mut spec = machine.spec("loud", &format!("seq {lines}; echo end >&2"));
    spec.log = LogSink::Spool {
        max_buffer_bytes: 64 * 1024,
        blocking: true,
    };
    machine.task.run(&spec);
    // It fills the window and its pipe, and waits; others do not.
    let (exit, _) = machine
        .task
        .output_of(&machine.spec("quiet", "echo meanwhile"));
    assert_eq!(exit.code, 0);
    let mut next = 1;
    let deadline = Instant::now() + Duration::from_secs(60);
    let mut read = Vec::new();
    let exit = loop {
        assert!(Instant::now() < deadline, "it stands still at {next}");
        let records = machine.task.records("loud");
        let first = next;
        for record in records.into_iter().filter(|record| record.number >= first) {
            assert_eq!(record.number, next);
            next += 1;
            read.push(record.payload);
        }
        assert_done(machine.task.agent.ask(Request::LogsShipped {
            name: "loud".to_owned(),
            through: next - 1,
        }));
        let over = |entry: &berth_link::shim::Entry| {
            let exited = matches!(entry.event, berth_link::shim::EntryEvent::Exited(_));
            exited && entry.name == "loud"
        };
        if machine.task.agent.entries.iter().any(over) {
            break machine.task.agent.exit_of("loud");
        }
    };
    assert_eq!(exit.code, 0);
    let records = machine.task.records("loud");
    read.extend(
        records
            .into_iter()
            .filter(|it| it.number >= next)
            .map(|it| it.payload),
    );
    assert_eq!(read.len(), lines + 1);
    let wrong = read
        .iter()
        .enumerate()
        .find(|(at, line)| *at < lines && **line != (at + 1).to_string().into_bytes());
    assert_eq!(wrong, None);
    machine.task.finish(&["loud", "quiet"]);
}

#[test]
fn containers_share_the_machine_and_processes_if_they_say_so() {
    let mut machine = Machine::new();
    let server = "echo hi >/tmp/index.html; httpd -p 80 -h /tmp; echo $$; sleep 1000";
    let mut spec = machine.spec("server", server);
    spec.linux.pid = Namespace::Task;
    spec.readonly_rootfs = false;
    machine.task.run(&spec);
    let client = "for i in 1 2 3 4 5 6 7 8 9; do wget -q -O- http://127.0.0.1/ && break; sleep 1; done; \
                  grep -c httpd /proc/[0-9]*/comm | grep -c :1; id -u";
    let mut spec = machine.spec("client", client);
    spec.linux.pid = Namespace::Task;
    spec.user = "web".to_owned();
    let (exit, output) = machine.task.output_of(&spec);
    assert_eq!((exit.code, output.as_str()), (0, "hi\n1\n1000\n"));
    assert_done(machine.task.agent.ask(Request::Stop {
        name: "server".to_owned(),
        signal: 9,
        timeout_ms: 0,
    }));
    assert_eq!(machine.task.agent.exit_of("server").code, 137);
    machine.task.finish(&["server", "client"]);
}

#[test]
fn the_emulator_has_no_rights_and_sees_nothing_of_the_host() {
    let mut machine = Machine::new();
    let pid = emulator(&machine.task).expect("it runs");
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("it lives");
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_default()
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(field("Uid:"), "65534");
    assert_eq!(field("Gid:"), "65534");
    assert_eq!(field("CapEff:"), "0000000000000000");
    assert_eq!(field("NoNewPrivs:"), "1");
    assert_eq!(field("Seccomp:"), "2");
    for space in ["net", "pid", "mnt", "ipc", "uts"] {
        let theirs = fs::read_link(format!("/proc/{pid}/ns/{space}")).expect("readable");
        let ours = fs::read_link(format!("/proc/self/ns/{space}")).expect("readable");
        assert_ne!(theirs, ours, "{space}");
    }
    let root = PathBuf::from(format!("/proc/{pid}/root"));
    let mut seen: Vec<String> = fs::read_dir(&root)
        .expect("readable")
        .map(|entry| {
            entry
                .expect("readable")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    seen.retain(|name| !["usr", "bin", "sbin", "lib", "lib32", "lib64"].contains(&name.as_str()));
    seen.sort();
    assert_eq!(seen, ["dev", "etc", "initrd", "kernel"]);
    assert!(fs::write(root.join("usr/x"), "").is_err());
    assert!(fs::write(root.join("x"), "").is_err());
    // Its disks have no names: whatever happens, their room comes back.
    for name in ["scratch", "volumes"] {
        assert!(!machine.task.path().join(name).exists());
    }
    let (exit, _) = machine.task.output_of(&machine.spec("a", "true"));
    assert_eq!(exit.code, 0);
    machine.task.finish(&["a"]);
}

#[test]
fn a_shim_that_is_killed_takes_its_machine_with_it_and_the_next_one_says_so() {
    let mut machine = Machine::new();
    let spec = machine.spec("web", "sleep 1000");
    machine.task.run(&spec);
    let pid = emulator(&machine.task).expect("it runs");
    let Answer::Hello { pid: shim, .. } = machine.task.agent.ask(Request::Hello) else {
        panic!("no shim");
    };
    kill(shim.cast_signed(), nix::sys::signal::Signal::SIGKILL);
    let gone = || !PathBuf::from(format!("/proc/{pid}/root/usr")).exists();
    eventually("the machine is gone", gone);
    start(&machine.task.path(), &machine.task.cgroup_parent);
    machine.task.agent = crate::harness::Agent::connect(&machine.task.path());
    let exit = machine.task.agent.exit_of("web");
    assert_eq!((exit.code, exit.shim_lost), (137, true));
    // There is no second machine.
    let spec = ContainerSpec { run: 1, ..spec };
    let create = Request::Create {
        spec: Box::new(spec),
    };
    let error = refused(machine.task.agent.ask(create));
    assert!(error.message.contains("has ended"), "{}", error.message);
    assert_eq!(emulator(&machine.task), None);
    machine.task.finish(&["web"]);
}

#[test]
fn a_machine_that_cannot_start_says_why() {
    let mut task = shim();
    let root = task.directory.path();
    let mut spec = spec(&task);
    spec.initrd = root.join("nothing").display().to_string();
    fs::write(&spec.initrd, "this is no file system").expect("written");
    spec.ready_timeout_ms = 20_000;
    let machine = Box::new(spec.clone());
    let error = refused(task.agent.ask(Request::Boot { machine }));
    assert!(
        error.message.contains("did not become ready"),
        "{}",
        error.message
    );
    assert!(error.message.contains("panic"), "{}", error.message);
    assert_eq!(emulator(&task), None);
    assert_done(task.agent.ask(Request::Exit));
}

#[test]
fn a_machine_that_is_halted_is_gone_for_good() {
    let mut machine = Machine::new();
    let (exit, output) = machine.task.output_of(&machine.spec("web", "echo last"));
    assert_eq!((exit.code, output.as_str()), (0, "last\n"));
    assert_done(machine.task.agent.ask(Request::Halt));
    eventually("it is ended", || emulator(&machine.task).is_none());
    let spec = Box::new(spec(&machine.task));
    let error = refused(machine.task.agent.ask(Request::Boot { machine: spec }));
    assert!(
        error.message.contains("the task has ended"),
        "{}",
        error.message
    );
    machine.task.finish(&["web"]);
}
