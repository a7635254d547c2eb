//! The shim dies, and another cleans up after it.

use berth_link::shim::{Answer, ContainerState, EntryEvent, Network, Request, ShimErrorCode};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::harness::{Agent, Task, assert_done, eventually, refused, start_shim};

#[test]
fn a_new_shim_ends_what_a_dead_one_left() {
    let mut task = Task::new();
    let done = task.spec("done", "exit 5");
    assert_eq!(task.output_of(&done).0.code, 5);
    let running = task.spec("running", "echo up; sleep 1000");
    task.run(&running);
    eventually("it runs", || task.stdout("running") == "up\n");
    let waiting = task.spec("waiting", "true");
    let waiting_pid = task.agent.create(&waiting);
    let Answer::Hello {
        pid,
        next_entry,
        containers,
        ..
    } = task.agent.ask(Request::Hello)
    else {
        panic!("hello")
    };
    let ContainerState::Running { pid: running_pid } = containers["running"] else {
        panic!("{containers:?}")
    };
    kill(Pid::from_raw(pid.cast_signed()), Signal::SIGKILL).expect("alive");
    task.agent.closed();
    eventually("the lock is free", || {
        start_shim(&task.path(), &task.cgroup_parent)
            .status
            .success()
    });
    task.agent = Agent::connect(&task.path());
    for pid in [running_pid, waiting_pid] {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        assert!(
            status.is_empty() || status.contains("State:\tZ"),
            "still alive: {status}"
        );
    }
    let entries: Vec<_> = (1..next_entry + 2).map(|_| task.agent.entry()).collect();
    let numbers: Vec<u64> = entries.iter().map(|entry| entry.number).collect();
    assert_eq!(numbers, (1..next_entry + 2).collect::<Vec<_>>());
    for entry in &entries[usize::try_from(next_entry).expect("few") - 1..] {
        let EntryEvent::Exited(exit) = &entry.event else {
            panic!("{entry:?}")
        };
        assert_eq!((exit.code, exit.shim_lost), (137, true));
        assert!(["running", "waiting"].contains(&entry.name.as_str()));
    }
    assert_eq!(task.stdout("running"), "up\n");
    // The new one is a shim like any other.
    let after = task.spec("after", "exit 9");
    assert_eq!(task.output_of(&after).0.code, 9);
    assert_done(task.agent.ask(Request::Start {
        name: "running".to_owned(),
    }));
    task.finish(&["done", "running", "waiting", "after"]);
}

#[test]
fn a_container_that_is_killed_while_it_is_made_leaves_nothing() {
    let mut task = Task::new();
    // Opening a pipe nobody writes to keeps the making from going on.
    let fifo = task.directory.path().join("fifo");
    nix::unistd::mkfifo(&fifo, nix::sys::stat::Mode::S_IRWXU).expect("new");
    let mut spec = task.spec("stuck", "true");
    spec.network = Network::Join {
        path: fifo.to_string_lossy().into_owned(),
    };
    let Answer::Hello { pid, .. } = task.agent.ask(Request::Hello) else {
        panic!("hello")
    };
    let create = task.agent.send(Request::Create {
        spec: Box::new(spec.clone()),
    });
    let group = format!("{}/{}", task.cgroup_parent, spec.runtime_id);
    let upper = task.path().join("containers/stuck/upper");
    // The shim's only child then is what is to be the container's first process.
    let stuck = || {
        let children = format!("/proc/{pid}/task/{pid}/children");
        let children = std::fs::read_to_string(children).ok()?;
        let child = children.trim().parse::<i32>().ok()?;
        let groups = std::fs::read_to_string(format!("/proc/{child}/cgroup")).ok()?;
        (groups.contains(&group) && upper.exists()).then_some(child)
    };
    eventually("the making is stuck", || stuck().is_some());
    let first = stuck().expect("just seen");
    kill(Pid::from_raw(first), Signal::SIGKILL).expect("alive");
    let refusal = refused(task.agent.answer(create));
    assert_eq!(refusal.code, ShimErrorCode::CannotCreate);
    assert!(!upper.exists(), "removed before anybody heard of it");
    eventually("it is gone", || {
        !std::path::Path::new(&format!("/proc/{first}")).exists()
    });
    spec.network = Network::Own;
    assert_eq!(task.output_of(&spec).0.code, 0);
    task.finish(&["stuck"]);
}
