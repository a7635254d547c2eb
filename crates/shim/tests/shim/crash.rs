//! The shim dies, and another cleans up after it.

use berth_link::shim::{Answer, ContainerState, EntryEvent, Request};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::harness::{Agent, Task, assert_done, eventually, start_shim};

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
