//! Creating, starting, stopping, and how it all ends.

use std::net::{TcpListener, UdpSocket};

use berth_link::shim::{Answer, ContainerState, EntryEvent, Request, ReservePort, ShimErrorCode};

use crate::harness::{Agent, Task, assert_done, eventually, refused, start_shim};

#[test]
fn exit_codes_are_noted_in_order() {
    let mut task = Task::new();
    let spec = task.spec("web", "echo hello; exit 7");
    task.run(&spec);
    let events: Vec<_> = (1..=3).map(|_| task.agent.entry()).collect();
    assert_eq!(
        events.iter().map(|entry| entry.number).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert!(matches!(
        &events[0].event,
        EntryEvent::Created { runtime_id, .. } if *runtime_id == spec.runtime_id
    ));
    assert_eq!(events[1].event, EntryEvent::Started);
    let EntryEvent::Exited(exit) = &events[2].event else {
        panic!("{:?}", events[2])
    };
    assert_eq!(
        (exit.code, exit.oom_killed, exit.start_error.as_ref()),
        (7, false, None)
    );
    assert_eq!(task.stdout("web"), "hello\n");
    let spec = task.spec("zero", "true");
    assert_eq!(task.output_of(&spec).0.code, 0);
    task.finish(&["web", "zero"]);
}

#[test]
fn a_second_shim_is_turned_away() {
    let task = Task::new();
    assert_eq!(
        start_shim(&task.path(), &task.cgroup_parent).status.code(),
        Some(3)
    );
    task.finish(&[]);
}

#[test]
fn a_stop_is_heeded_or_enforced() {
    let mut task = Task::new();
    let polite = "trap 'exit 143' TERM; echo ready; while :; do sleep 0.1; done";
    let deaf = "trap '' TERM; echo ready; while :; do sleep 0.1; done";
    for (name, script, timeout_ms, code) in
        [("polite", polite, 60_000, 143), ("deaf", deaf, 300, 137)]
    {
        let spec = task.spec(name, script);
        task.run(&spec);
        eventually("the trap is set", || task.stdout(name) == "ready\n");
        let stop = Request::Stop {
            name: name.to_owned(),
            signal: 15,
            timeout_ms,
        };
        assert_done(task.agent.ask(stop.clone()));
        let exit = task.agent.exit_of(name);
        assert_eq!((exit.code, exit.oom_killed), (code, false), "{name}");
        // Again changes nothing.
        assert_done(task.agent.ask(stop));
    }
    task.finish(&["polite", "deaf"]);
}

#[test]
fn a_container_that_was_never_started_can_be_stopped() {
    let mut task = Task::new();
    let spec = task.spec("idle", "echo never");
    task.agent.create(&spec);
    let refusal = refused(task.agent.ask(Request::Delete {
        name: "idle".to_owned(),
    }));
    assert_eq!(refusal.code, ShimErrorCode::BadRequest);
    assert_eq!(
        refused(task.agent.ask(Request::Exit)).code,
        ShimErrorCode::BadRequest
    );
    let stop = Request::Stop {
        name: "idle".to_owned(),
        signal: 15,
        timeout_ms: 60_000,
    };
    assert_done(task.agent.ask(stop));
    assert_eq!(task.agent.exit_of("idle").code, 137);
    assert_eq!(task.stdout("idle"), "");
    task.finish(&["idle"]);
}

#[test]
fn asking_twice_makes_and_starts_once() {
    let mut task = Task::new();
    let spec = task.spec("once", "echo started; sleep 1000");
    let create = Request::Create {
        spec: Box::new(spec.clone()),
    };
    let (first, second) = (task.agent.send(create.clone()), task.agent.send(create));
    let Answer::Created { pid } = task.agent.answer(first) else {
        panic!("not created")
    };
    let Answer::Created { pid: again } = task.agent.answer(second) else {
        panic!("not created")
    };
    assert_eq!(pid, again);
    let start = Request::Start {
        name: "once".to_owned(),
    };
    let (first, second) = (task.agent.send(start.clone()), task.agent.send(start));
    assert_done(task.agent.answer(first));
    assert_done(task.agent.answer(second));
    assert_eq!(task.agent.create(&spec), pid);
    eventually("it runs", || task.stdout("once") == "started\n");
    let Answer::Hello { containers, .. } = task.agent.ask(Request::Hello) else {
        panic!("hello")
    };
    assert_eq!(containers["once"], ContainerState::Running { pid });
    let mut other = task.spec("once", "true");
    other.runtime_id = "f".repeat(64);
    let refusal = refused(task.agent.ask(Request::Create {
        spec: Box::new(other.clone()),
    }));
    assert_eq!(refusal.code, ShimErrorCode::BadRequest);
    assert_done(task.agent.ask(Request::Stop {
        name: "once".to_owned(),
        signal: 9,
        timeout_ms: 0,
    }));
    task.agent.exit_of("once");
    // Once it has ended, another run takes its place, and its output goes on in the same spool.
    let (exit, stdout) = task.output_of(&other);
    assert_eq!((exit.code, stdout.as_str()), (0, "started\n"));
    task.finish(&["once"]);
}

#[test]
fn programs_that_cannot_run_say_why() {
    let mut task = Task::new();
    std::fs::write(task.layer.join("data/plain"), "text").expect("written");
    for (name, program, message, code) in [
        (
            "missing",
            "/nope",
            "exec: \"/nope\": stat /nope: no such file or directory",
            127,
        ),
        (
            "unknown",
            "nope",
            "exec: \"nope\": executable file not found in $PATH",
            127,
        ),
        (
            "plain",
            "/data/plain",
            "exec: \"/data/plain\": permission denied",
            126,
        ),
    ] {
        let mut spec = task.spec(name, "");
        spec.args = vec![program.to_owned()];
        task.agent.create(&spec);
        let refusal = refused(task.agent.ask(Request::Start {
            name: name.to_owned(),
        }));
        assert_eq!(
            (refusal.code, refusal.message.as_str()),
            (ShimErrorCode::CannotStart, message)
        );
        let exit = task.agent.exit_of(name);
        assert_eq!(
            (exit.code, exit.start_error.as_deref()),
            (code, Some(message))
        );
    }
    task.finish(&["missing", "unknown", "plain"]);
}

#[test]
fn containers_that_cannot_be_made_leave_nothing() {
    let mut task = Task::new();
    let mut nobody = task.spec("nobody", "true");
    nobody.user = "ghost".to_owned();
    let refusal = refused(task.agent.ask(Request::Create {
        spec: Box::new(nobody),
    }));
    assert_eq!(refusal.code, ShimErrorCode::CannotCreate);
    assert_eq!(
        refusal.message,
        "unable to find user ghost: no matching entries in passwd file"
    );
    let mut shadow = task.spec("shadow", "true");
    shadow.layers = vec!["/nonexistent/layer".to_owned()];
    let refusal = refused(task.agent.ask(Request::Create {
        spec: Box::new(shadow),
    }));
    assert_eq!(refusal.code, ShimErrorCode::CannotCreate);
    let bad = task.spec("../escape", "true");
    let refusal = refused(task.agent.ask(Request::Create {
        spec: Box::new(bad),
    }));
    assert_eq!(refusal.code, ShimErrorCode::BadRequest);
    let Answer::Hello {
        containers,
        next_entry,
        ..
    } = task.agent.ask(Request::Hello)
    else {
        panic!("hello")
    };
    assert!(containers.is_empty());
    assert_eq!(next_entry, 1);
    task.finish(&["nobody", "shadow"]);
}

#[test]
fn host_ports_are_held_while_the_container_lives() {
    let mut task = Task::new();
    let listener = TcpListener::bind("0.0.0.0:0").expect("some port is free");
    let port = listener.local_addr().expect("bound").port();
    let mut spec = task.spec("web", "sleep 1000");
    spec.reserve_ports = vec![
        ReservePort { port, udp: false },
        ReservePort { port, udp: true },
    ];
    let refusal = refused(task.agent.ask(Request::Create {
        spec: Box::new(spec.clone()),
    }));
    assert_eq!(refusal.code, ShimErrorCode::PortTaken);
    assert_eq!(
        refusal.message,
        format!("failed to bind host port 0.0.0.0:{port}/tcp: address already in use")
    );
    drop(listener);
    task.run(&spec);
    assert!(TcpListener::bind(("0.0.0.0", port)).is_err());
    assert!(UdpSocket::bind(("0.0.0.0", port)).is_err());
    assert_done(task.agent.ask(Request::Stop {
        name: "web".to_owned(),
        signal: 9,
        timeout_ms: 0,
    }));
    task.agent.exit_of("web");
    TcpListener::bind(("0.0.0.0", port)).expect("given back");
    task.finish(&["web"]);
}

#[test]
fn an_agent_that_comes_back_misses_and_repeats_nothing() {
    let mut task = Task::new();
    let spec = task.spec(
        "web",
        "echo up; while [ ! -e /data/go ]; do sleep 0.05; done; exit 3",
    );
    task.run(&spec);
    let seen: Vec<u64> = (0..2).map(|_| task.agent.entry().number).collect();
    assert_eq!(seen, [1, 2]);
    let upper = task.path().join("containers/web/upper");
    // The agent is gone while the container ends.
    task.agent = Agent::connect_only(&task.path());
    let pid = match task.agent.ask(Request::Hello) {
        Answer::Hello { containers, .. } => match &containers["web"] {
            ContainerState::Running { pid } => *pid,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    task.agent = Agent::connect_only(&task.path());
    std::fs::write(format!("/proc/{pid}/root/data/go"), "").expect("its root is reachable");
    assert!(upper.join("data/go").exists());
    eventually("it has ended", || {
        let journal = std::fs::read_to_string(task.path().join("journal")).expect("readable");
        journal.lines().count() == 3
    });
    assert_done(task.agent.ask(Request::Subscribe { from: 3 }));
    let entry = task.agent.entry();
    assert_eq!(entry.number, 3);
    assert!(matches!(entry.event, EntryEvent::Exited(exit) if exit.code == 3));
    let spec = task.spec("next", "true");
    task.run(&spec);
    assert_eq!(task.agent.entry().number, 4);
    task.agent.exit_of("next");
    task.finish(&["web", "next"]);
}
