//! Machines that are started before their task.

use std::fs;
use std::io::{BufRead, BufReader, IoSlice, Read, Write};
use std::net::Ipv4Addr;
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::Command;

use berth_link::shim::{
    Ahead, Answer, Assigned, Assignment, ContainerSpec, Interface, MachineSpec, Network, Request,
    Storage, Waits,
};
use berth_net::SpareTap;
use nix::sys::signal::{Signal, kill};
use nix::sys::socket::{ControlMessage, MsgFlags, UnixAddr, sendmsg};
use nix::unistd::Pid;

use crate::harness::{Task, assert_done, eventually, groups};
use crate::machine::{emulator, spec_in};

const MAC: &str = "02:00:00:00:00:07";

/// A shim that waits with a machine, and what it is reached by.
struct Waiting {
    shim: UnixStream,
    directory: PathBuf,
    cgroup: String,
    spec: MachineSpec,
}

impl Waiting {
    /// Beside the directory of the task that it may be for.
    fn start(root: &Path, cgroup_root: &str) -> Self {
        let (shim, theirs) = UnixStream::pair().expect("a pair");
        let status = Command::new(env!("CARGO_BIN_EXE_berth-shim"))
            .args(["--spare", "--ahead", "--cgroup-root", cgroup_root])
            .args(["--room", &" ".repeat(1024)])
            .stdin(OwnedFd::from(theirs))
            .status();
        assert!(status.expect("the program is there").success());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let tap = runtime.block_on(SpareTap::open()).expect("as root");
        let directory = root.join("ahead");
        fs::create_dir(&directory).expect("new");
        let spec = spec_in(root);
        let told = Ahead {
            directory: directory.clone(),
            cgroup: format!("{cgroup_root}/ahead"),
            machine: MachineSpec {
                images: Vec::new(),
                hostname: String::new(),
                ..spec.clone()
            },
        };
        let cgroup = told.cgroup.clone();
        let line = serde_json::to_string(&told).expect("JSON") + "\n";
        let file = tap.file().expect("a copy");
        let passed = [file.as_raw_fd()];
        let rights = [ControlMessage::ScmRights(&passed)];
        let parts = [IoSlice::new(line.as_bytes())];
        let flags = MsgFlags::empty();
        let sent = sendmsg::<UnixAddr>(shim.as_raw_fd(), &parts, &rights, flags, None);
        assert_eq!(sent, Ok(line.len()));
        let mut said = String::new();
        let read = BufReader::new(&shim).read_line(&mut said);
        assert!(read.is_ok(), "{read:?}");
        let said: Waits = serde_json::from_str(&said).expect("JSON");
        assert_eq!(said, Waits::Ready);
        Self {
            shim,
            directory,
            cgroup,
            spec,
        }
    }

    fn emulator(&self) -> Option<i32> {
        let machine = groups(&format!("{}/machine", &self.cgroup[1..]));
        let procs = machine.iter().map(|group| group.join("cgroup.procs"));
        let mut texts = procs.filter_map(|procs| fs::read_to_string(procs).ok());
        texts.find_map(|text| text.lines().next()?.parse().ok())
    }

    fn assign(mut self, task: &Path, cgroup_parent: &str) -> MachineSpec {
        let assignment = Assignment {
            directory: task.to_owned(),
            task_id: "task".to_owned(),
            cgroup_parent: cgroup_parent.to_owned(),
            machine: true,
        };
        let line = serde_json::to_string(&assignment).expect("JSON") + "\n";
        self.shim.write_all(line.as_bytes()).expect("it waits");
        let mut answer = String::new();
        self.shim.read_to_string(&mut answer).expect("an answer");
        let answer: Assigned = serde_json::from_str(&answer).expect("JSON");
        assert_eq!(answer, Assigned::Ready);
        self.spec
    }
}

/// The root of a task's group.
fn root(cgroup_parent: &str) -> &str {
    cgroup_parent.strip_suffix("/task").expect("the task's")
}

/// A task whose shim waited with a machine, and the emulator that waited; `between` is done to that
/// before the task is there.
fn task(between: impl FnOnce(i32)) -> (Task, MachineSpec, i32) {
    let mut known = None;
    let task = Task::with_shim(|directory, cgroup_parent| {
        let beside = directory.parent().expect("it has one");
        let waiting = Waiting::start(beside, root(cgroup_parent));
        let pid = waiting.emulator().expect("it is there");
        let spec = waiting.assign(directory, cgroup_parent);
        between(pid);
        known = Some((spec, pid));
    });
    let (spec, pid) = known.expect("the shim was started");
    let spec = MachineSpec {
        interface: Some(Interface {
            mac: MAC.to_owned(),
            address: Ipv4Addr::new(10, 0, 0, 7),
            prefix: 24,
            gateway: Some(Ipv4Addr::new(10, 0, 0, 1)),
            mtu: 1450,
        }),
        cpu_quota_us: Some(50_000),
        ..spec
    };
    (task, spec, pid)
}

fn boot(task: &mut Task, machine: &MachineSpec) {
    let machine = Box::new(machine.clone());
    assert_done(task.agent.ask(Request::Boot { machine }));
}

/// What a container of the task's sees.
fn look(task: &mut Task) -> Vec<String> {
    let script = "hostname; cat /sys/class/net/eth0/address /sys/class/net/eth0/mtu; \
                  grep -c . /proc/cpuinfo >/dev/null; grep MemTotal /proc/meminfo; \
                  df -m / | tail -n 1; echo x >/written && cat /written; route -n | tail -n 2";
    let spec = ContainerSpec {
        layers: vec!["/images/0".to_owned()],
        network: Network::Host,
        ..task.spec("look", script)
    };
    let (exit, output) = task.output_of(&spec);
    assert_eq!(exit.code, 0, "{output}");
    output.lines().map(str::to_owned).collect()
}

fn gib(line: &str) -> u64 {
    let total = line
        .split_whitespace()
        .nth(1)
        .and_then(|it| it.parse().ok());
    let mib: u64 = total.expect("df's second column");
    mib.div_ceil(1024)
}

#[test]
fn a_task_takes_over_a_machine_that_waited() {
    let (mut task, spec, waited) = task(|_| {});
    boot(&mut task, &spec);
    assert_eq!(emulator(&task), Some(waited), "in the task's group");
    let lines = look(&mut task);
    assert_eq!(lines[..3], ["ip-10-0-0-7", MAC, "1450"]);
    let kib = lines[3]
        .split_whitespace()
        .nth(1)
        .and_then(|it| it.parse().ok());
    let mib: u64 = kib.map(|kib: u64| kib / 1024).expect("a number");
    assert!((256..256 + 150).contains(&mib), "{lines:?}");
    assert_eq!((gib(&lines[4]), lines[5].as_str()), (20, "x"), "{lines:?}");
    assert!(lines.iter().any(|it| it.contains("10.0.0.1 ")), "{lines:?}");
    assert!(!task.directory.path().join("ahead").exists());
    assert!(task.path().join("console.log").exists());
    let (_, of_root) = root(&task.cgroup_parent).split_at(1);
    assert!(groups(&format!("{of_root}/ahead")).is_empty());
    let quota = groups(&task.cgroup_parent[1..])
        .into_iter()
        .find_map(|group| {
            let v1 = fs::read_to_string(group.join("cpu.cfs_quota_us"));
            v1.or_else(|_| fs::read_to_string(group.join("cpu.max")))
                .ok()
        });
    assert!(quota.is_some_and(|it| it.starts_with("50000")), "bounded");
    // A second request is about the same machine.
    boot(&mut task, &spec);
    task.finish(&["look"]);
}

#[test]
fn another_storage_than_the_usual_is_the_tasks_too() {
    let (mut task, spec, waited) = task(|_| {});
    let two = Storage::Two {
        layers_gb: 10,
        volumes_gb: 4,
    };
    let spec = MachineSpec {
        storage: two,
        ..spec
    };
    boot(&mut task, &spec);
    assert_eq!(emulator(&task), Some(waited));
    assert_eq!(gib(&look(&mut task)[4]), 10);
    task.finish(&["look"]);
}

#[test]
fn a_task_whose_machine_does_not_fit_or_has_ended_gets_another() {
    let (mut large, spec, waited) = task(|_| {});
    let spec_of_large = MachineSpec {
        memory_mib: 320,
        ..spec
    };
    boot(&mut large, &spec_of_large);
    assert!(emulator(&large).is_some_and(|pid| pid != waited));
    assert_eq!(look(&mut large)[1], MAC);
    assert!(!large.directory.path().join("ahead").exists());
    large.finish(&["look"]);

    let killed = |pid| kill(Pid::from_raw(pid), Signal::SIGKILL).expect("it lives");
    let (mut task, spec, waited) = task(killed);
    boot(&mut task, &spec);
    assert!(emulator(&task).is_some_and(|pid| pid != waited));
    assert_eq!(look(&mut task)[1], MAC);
    task.finish(&["look"]);
}

#[test]
fn a_machine_that_waits_ends_with_the_agent_and_a_shim_with_its_machine() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    crate::harness::busybox_layer(&dir.path().join("layer"));
    let root = format!("/berth-test-{}-ahead", std::process::id());
    let waiting = Waiting::start(dir.path(), &root);
    assert!(waiting.emulator().is_some());
    drop(waiting.shim);
    eventually("nothing is left", || groups(&root[1..]).is_empty());
    assert!(!waiting.directory.exists());

    let mut waiting = Waiting::start(dir.path(), &root);
    let pid = waiting.emulator().expect("it is there");
    kill(Pid::from_raw(pid), Signal::SIGKILL).expect("it lives");
    let mut said = String::new();
    waiting.shim.read_to_string(&mut said).expect("it ends");
    assert_eq!(said, "");
    eventually("nothing is left", || groups(&root[1..]).is_empty());
}

#[test]
fn an_interface_is_the_machines_or_comes_with_the_request() {
    let (mut task, spec, waited) = task(|_| {});
    let without = MachineSpec {
        interface: None,
        ..spec
    };
    // It has an interface that the task is not to have.
    let machine = Box::new(without);
    assert!(matches!(
        task.agent.ask(Request::Boot { machine }),
        Answer::Done
    ));
    assert!(emulator(&task).is_some_and(|pid| pid != waited));
    task.finish(&[]);
}
