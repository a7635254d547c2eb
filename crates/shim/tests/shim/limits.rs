//! Memory, processor time and processes.

use berth_link::shim::{Answer, Request};

use crate::harness::{Task, assert_done, eventually};

/// Fills a buffer of its own, larger than any limit here.
const GREEDY: &str = "exec dd if=/dev/zero of=/dev/null bs=128M count=1";

/// Takes `mebibytes` of memory and keeps them.
fn eater(mebibytes: u32) -> String {
    format!("dd if=/dev/zero of=/dev/shm/x bs=1M count={mebibytes} 2>/dev/null; echo survived")
}

#[test]
fn a_container_over_its_limit_is_killed_and_flagged() {
    let mut task = Task::new();
    let mut spec = task.spec("greedy", GREEDY);
    spec.resources.memory_bytes = Some(24 << 20);
    let (exit, _) = task.output_of(&spec);
    assert_eq!((exit.code, exit.oom_killed), (137, true));
    let mut spec = task.spec("modest", &eater(4));
    spec.resources.memory_bytes = Some(24 << 20);
    let (exit, stdout) = task.output_of(&spec);
    assert_eq!(
        (exit.code, exit.oom_killed, stdout.as_str()),
        (0, false, "survived\n")
    );
    task.finish(&["greedy", "modest"]);
}

#[test]
fn the_tasks_limit_holds_for_all_containers_together() {
    let mut task = Task::new();
    let mut first = task.spec("first", &format!("{}; sleep 1000", eater(20)));
    first.resources.task_memory_bytes = Some(48 << 20);
    task.run(&first);
    eventually("the first has its part", || {
        task.stdout("first") == "survived\n"
    });
    let mut second = task.spec("second", GREEDY);
    second.resources.task_memory_bytes = Some(48 << 20);
    let (exit, _) = task.output_of(&second);
    assert_eq!((exit.code, exit.oom_killed), (137, true));
    let Answer::Stats(stats) = task.agent.ask(Request::Stats {
        name: "first".to_owned(),
    }) else {
        panic!("no figures")
    };
    assert!(stats.memory_bytes >= 20 << 20, "{stats:?}");
    assert!(stats.pids >= 1 && stats.cpu_total_ns > 0, "{stats:?}");
    let stop = Request::Stop {
        name: "first".to_owned(),
        signal: 9,
        timeout_ms: 0,
    };
    assert_done(task.agent.ask(stop));
    assert!(!task.agent.exit_of("first").oom_killed);
    task.finish(&["first", "second"]);
}

#[test]
fn limits_reach_the_kernel() {
    let mut task = Task::new();
    let mut spec = task.spec(
        "web",
        "cat /sys/fs/cgroup/memory/memory.limit_in_bytes \
        /sys/fs/cgroup/cpu/cpu.shares /sys/fs/cgroup/pids/pids.max 2>/dev/null; true",
    );
    spec.resources.memory_bytes = Some(64 << 20);
    spec.resources.cpu_shares = Some(512);
    spec.resources.pids = Some(33);
    spec.resources.task_cpu_quota_us = Some(50_000);
    spec.resources.task_memory_bytes = Some(128 << 20);
    let pid = task.agent.create(&spec);
    let groups = std::fs::read_to_string(format!("/proc/{pid}/cgroup")).expect("alive");
    let inside = format!("{}/{}", task.cgroup_parent, spec.runtime_id);
    assert!(groups.contains(&inside), "{groups}");
    let root = std::path::Path::new("/sys/fs/cgroup");
    if root.join("cgroup.controllers").is_file() {
        let read = |group: &str, file: &str| {
            std::fs::read_to_string(root.join(group.trim_start_matches('/')).join(file))
                .expect("there")
                .trim()
                .to_owned()
        };
        let parent = task.cgroup_parent.clone();
        assert_eq!(read(&parent, "memory.max"), (128 << 20).to_string());
        assert_eq!(read(&parent, "cpu.max"), "50000 100000");
        assert_eq!(read(&inside, "memory.max"), (64 << 20).to_string());
        assert_eq!(read(&inside, "pids.max"), "33");
        // Of 512 shares; 1024 are the 100 that both kinds have by default.
        assert_eq!(read(&inside, "cpu.weight"), "59");
    } else {
        let read = |controller: &str, group: &str, file: &str| {
            let path = root
                .join(controller)
                .join(group.trim_start_matches('/'))
                .join(file);
            std::fs::read_to_string(path)
                .expect("there")
                .trim()
                .to_owned()
        };
        let parent = task.cgroup_parent.clone();
        assert_eq!(
            read("memory", &parent, "memory.limit_in_bytes"),
            (128 << 20).to_string()
        );
        assert_eq!(read("cpu", &parent, "cpu.cfs_quota_us"), "50000");
        assert_eq!(
            read("memory", &inside, "memory.limit_in_bytes"),
            (64 << 20).to_string()
        );
        assert_eq!(read("cpu", &inside, "cpu.shares"), "512");
        assert_eq!(read("pids", &inside, "pids.max"), "33");
    }
    assert_done(task.agent.ask(Request::Start {
        name: "web".to_owned(),
    }));
    assert_eq!(task.agent.exit_of("web").code, 0);
    task.finish(&["web"]);
}
