//! Commands beside the program, health checks, runs that follow one another, the init process.

use berth_link::shim::{
    Answer, BindMount, ContainerSpec, EntryEvent, ExecSpec, Executed, HealthCheck, HealthStatus,
    Request, ShimErrorCode,
};

use crate::harness::{Agent, Task, assert_done, eventually, refused};

const WAIT: &str = "trap 'exit 0' TERM; while :; do sleep 0.05; done";

fn command(script: &str) -> ExecSpec {
    ExecSpec {
        name: "web".to_owned(),
        args: ["sh", "-c", script].map(str::to_owned).to_vec(),
        output_bytes_max: 4096,
        ..ExecSpec::default()
    }
}

fn exec(agent: &mut Agent, spec: ExecSpec) -> Executed {
    match agent.ask(Request::Exec {
        spec: Box::new(spec),
    }) {
        Answer::Executed(executed) => executed,
        other => panic!("not run: {other:?}"),
    }
}

fn stop(task: &mut Task, name: &str) {
    assert_done(task.agent.ask(Request::Stop {
        name: name.to_owned(),
        signal: 15,
        timeout_ms: 60_000,
    }));
    task.agent.exit_of(name);
}

#[test]
fn a_command_runs_inside_as_the_program_does() {
    let mut task = Task::new();
    let status = "grep -E '^(Cap|Seccomp:|NoNewPrivs)' /proc/self/status";
    let mut spec = task.spec("web", &format!("{status} >/own; {WAIT}"));
    spec.env.push("COLOUR=blue".to_owned());
    spec.cwd = "/data".to_owned();
    task.run(&spec);
    let script = "echo $COLOUR $SHAPE; pwd; hostname; id -u; echo words >&2; exit 7";
    let said = exec(
        &mut task.agent,
        ExecSpec {
            env: vec!["COLOUR=red".to_owned(), "SHAPE=round".to_owned()],
            ..command(script)
        },
    );
    assert_eq!(said.output, "red round\n/data\nbox\n0\nwords\n");
    assert_eq!((said.exit_code, said.truncated), (7, false));
    // Its first process is the container's, it is confined like that one, and has the same groups.
    eventually("the program has looked at itself", || {
        let mut same = command("cat /own; readlink /proc/1/ns/mnt; readlink /proc/self/ns/mnt");
        same.timeout_ms = 30_000;
        let own = exec(&mut task.agent, same).output;
        let seen = exec(&mut task.agent, command(status)).output;
        let lines: Vec<&str> = own.lines().collect();
        let [before @ .., first, second] = &lines[..] else {
            return false;
        };
        assert_eq!(first, second);
        !before.is_empty() && seen.lines().eq(before.iter().copied())
    });
    let groups = exec(&mut task.agent, command("cat /proc/self/cgroup")).output;
    // On a host of the second kind its namespace begins at the container's group.
    let inside = groups.contains(&spec.runtime_id) || groups.starts_with("0::/command-");
    assert!(inside, "{groups}");
    // As another user, with that user's groups and without any capability.
    let said = exec(
        &mut task.agent,
        ExecSpec {
            user: "web".to_owned(),
            cwd: "/tmp".to_owned(),
            ..command("id; pwd; grep CapEff /proc/self/status")
        },
    );
    let expected = "uid=1000(web) gid=1001(web) groups=50(logs)";
    assert!(said.output.starts_with(expected), "{}", said.output);
    assert!(said.output.contains("/tmp\n"), "{}", said.output);
    assert!(said.output.contains("0000000000000000"), "{}", said.output);
    stop(&mut task, "web");
    task.finish(&["web"]);
}

#[test]
fn a_command_is_bounded_in_output_and_time() {
    let mut task = Task::new();
    let spec = task.spec("web", WAIT);
    task.run(&spec);
    let said = exec(&mut task.agent, command("yes | head -c 1000000; exit 3"));
    assert_eq!((said.output.len(), said.truncated), (4096, true));
    assert_eq!(said.exit_code, 3);
    let late = ExecSpec {
        timeout_ms: 200,
        ..command("sleep 1000 & trap '' TERM; echo begun; sleep 1001")
    };
    let said = exec(&mut task.agent, late);
    assert_eq!((said.exit_code, said.timed_out), (137, true));
    assert_eq!(said.output, "begun\n");
    let bomb = ExecSpec {
        timeout_ms: 1000,
        // A shell that cannot fork any more ends, so the bomb has one of its own.
        ..command("( b() { b | b & }; b ); exec sleep 1002")
    };
    assert!(exec(&mut task.agent, bomb).timed_out);
    eventually("only the program is left", || task.processes() <= 2);
    // Neither harmed the program nor what comes after.
    assert_eq!(exec(&mut task.agent, command("echo fine")).output, "fine\n");
    let mut missing = command("");
    missing.args = vec!["/nope".to_owned()];
    let said = exec(&mut task.agent, missing);
    assert_eq!(said.exit_code, 127);
    assert!(said.output.contains("no such file"), "{}", said.output);
    stop(&mut task, "web");
    let answer = task.agent.ask(Request::Exec {
        spec: Box::new(command("true")),
    });
    assert_eq!(refused(answer).code, ShimErrorCode::BadRequest);
    task.finish(&["web"]);
}

#[test]
fn health_is_told_when_it_changes_and_to_whoever_comes_later() {
    let mut task = Task::new();
    let mut spec = task.spec("web", WAIT);
    let script = "test ! -e /hang || sleep 1000; cat /well";
    spec.health = Some(HealthCheck {
        args: ["sh", "-c", script].map(str::to_owned).to_vec(),
        interval_ms: 50,
        timeout_ms: 1000,
        retries: 2,
        start_period_ms: 0,
    });
    task.run(&spec);
    let next = |agent: &mut Agent| {
        let (name, run, health) = agent.health();
        assert_eq!((name.as_str(), run), ("web", 0));
        health
    };
    let first = next(&mut task.agent);
    assert_eq!(
        (first.status, first.exit_code),
        (HealthStatus::Starting, None)
    );
    // One failure is told for its exit code, the second makes it unhealthy.
    let failed = next(&mut task.agent);
    assert_eq!(
        (failed.status, failed.exit_code),
        (HealthStatus::Starting, Some(1))
    );
    let ill = next(&mut task.agent);
    assert_eq!(
        (ill.status, ill.exit_code),
        (HealthStatus::Unhealthy, Some(1))
    );
    assert!(ill.since_ms >= failed.since_ms);
    exec(&mut task.agent, command("echo very >/well"));
    let well = next(&mut task.agent);
    assert_eq!(
        (well.status, well.exit_code),
        (HealthStatus::Healthy, Some(0))
    );
    assert_eq!(well.output, "very\n");
    // The agent has been away.
    task.agent = Agent::connect(&task.path());
    assert_eq!(next(&mut task.agent), well);
    exec(&mut task.agent, command("touch /hang"));
    let hung = next(&mut task.agent);
    assert_eq!(
        (hung.status, hung.exit_code),
        (HealthStatus::Healthy, Some(-1))
    );
    assert_eq!(hung.output, "Health check exceeded timeout (1s)");
    let ill = next(&mut task.agent);
    assert_eq!(ill.status, HealthStatus::Unhealthy);
    stop(&mut task, "web");
    eventually("nothing is left", || task.processes() == 0);
    task.finish(&["web"]);
}

#[test]
fn a_later_run_goes_on_where_the_last_one_ended() {
    let mut task = Task::new();
    let script = "echo run >>/runs; echo begins $(wc -l </runs); exit $(wc -l </runs)";
    let mut spec = task.spec("web", script);
    for run in 0..3 {
        spec.run = run;
        // Whoever asks again is answered the same, and nothing is made twice.
        let pid = task.agent.create(&spec);
        assert_eq!(task.agent.create(&spec), pid);
        assert_done(task.agent.ask(Request::Start {
            name: "web".to_owned(),
        }));
        let code = i32::try_from(run).expect("small") + 1;
        assert_eq!(task.agent.exit_of("web").code, code);
    }
    assert_eq!(task.stdout("web"), "begins 1\nbegins 2\nbegins 3\n");
    let numbers: Vec<u64> = task.records("web").iter().map(|it| it.number).collect();
    assert_eq!(numbers, [1, 2, 3]);
    // An earlier run is answered as the one that is there.
    spec.run = 1;
    task.agent.create(&spec);
    let mut again = Agent::connect_only(&task.path());
    let Answer::Hello { runs, .. } = again.ask(Request::Hello) else {
        panic!("no hello");
    };
    assert_eq!(runs["web"], 2);
    assert_done(again.ask(Request::Subscribe { from: 1 }));
    let entries: Vec<EntryEvent> = (0..9).map(|_| again.entry().event).collect();
    let made = entries.iter().filter_map(|event| match event {
        EntryEvent::Created { run, .. } => Some(*run),
        _ => None,
    });
    assert_eq!(made.collect::<Vec<_>>(), [0, 1, 2]);
    task.finish(&["web"]);
}

#[test]
fn an_init_process_reaps_and_passes_signals_on() {
    let mut task = Task::new();
    let script = "(sleep 0.1 & ) ; trap 'exit 7' TERM; echo up; while :; do sleep 0.05; done";
    let mut spec: ContainerSpec = task.spec("web", script);
    // The tests' program is not a static one, so it needs the host's libraries.
    spec.init = Some(env!("CARGO_BIN_EXE_berth-shim").to_owned());
    for directory in ["/lib", "/lib64"] {
        spec.mounts.push(BindMount {
            source: directory.to_owned(),
            destination: directory.to_owned(),
            read_only: true,
            populate: false,
        });
    }
    task.run(&spec);
    eventually("its first line", || task.stdout("web") == "up\n");
    let words = "cat /proc/1/cmdline | head -c 9; grep -c Z /proc/[0-9]*/stat; true";
    let said = exec(&mut task.agent, command(words));
    assert!(said.output.starts_with("/dev/init"), "{}", said.output);
    eventually("the orphan is reaped", || {
        let count = "grep -l '^PPid:.1$' /proc/[0-9]*/status | wc -l";
        exec(&mut task.agent, command(count)).output.trim() == "1"
    });
    assert_done(task.agent.ask(Request::Stop {
        name: "web".to_owned(),
        signal: 15,
        timeout_ms: 60_000,
    }));
    assert_eq!(task.agent.exit_of("web").code, 7);
    // What is not there is noticed before.
    spec.run = 1;
    spec.args = vec!["/nope".to_owned()];
    task.agent.create(&spec);
    let answer = task.agent.ask(Request::Start {
        name: "web".to_owned(),
    });
    assert_eq!(refused(answer).code, ShimErrorCode::CannotStart);
    task.finish(&["web"]);
}
