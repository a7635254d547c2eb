//! Shims that are started before their task.

use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Command;

use berth_link::shim::{Assigned, Assignment};

use crate::harness::{Task, eventually, groups};

/// A spare shim's other end.
fn spare(cgroup_root: &str) -> UnixStream {
    spare_with_room(cgroup_root, 1024)
}

fn spare_with_room(cgroup_root: &str, room: usize) -> UnixStream {
    let (ours, theirs) = UnixStream::pair().expect("a pair");
    let status = Command::new(env!("CARGO_BIN_EXE_berth-shim"))
        .args(["--spare", "--cgroup-root", cgroup_root])
        .args(["--room", &" ".repeat(room)])
        .stdin(OwnedFd::from(theirs))
        .status();
    assert!(status.expect("the program is there").success());
    ours
}

fn assign(mut spare: &UnixStream, directory: &Path, cgroup_parent: &str) -> Assigned {
    let assignment = Assignment {
        directory: directory.to_owned(),
        task_id: "task".to_owned(),
        cgroup_parent: cgroup_parent.to_owned(),
        machine: false,
    };
    let line = serde_json::to_string(&assignment).expect("JSON") + "\n";
    spare.write_all(line.as_bytes()).expect("it waits");
    let mut answer = String::new();
    spare.read_to_string(&mut answer).expect("an answer");
    serde_json::from_str(&answer).expect("JSON")
}

fn root(cgroup_parent: &str) -> &str {
    cgroup_parent.strip_suffix("/task").expect("the task's")
}

/// The command lines of the shims below a root.
fn shims(cgroup_root: &str) -> Vec<String> {
    let group = format!("{}/shims", &cgroup_root[1..]);
    let procs = groups(&group)
        .into_iter()
        .map(|path| path.join("cgroup.procs"));
    let pids = procs.filter_map(|procs| std::fs::read_to_string(procs).ok());
    let pids = pids.max_by_key(String::len).unwrap_or_default();
    let line = |pid: &str| std::fs::read_to_string(format!("/proc/{pid}/cmdline")).ok();
    pids.lines().filter_map(line).collect()
}

#[test]
fn a_spare_takes_a_task_over() {
    let mut task = Task::with_shim(|directory, cgroup_parent| {
        let agent = spare(root(cgroup_parent));
        assert_eq!(assign(&agent, directory, cgroup_parent), Assigned::Ready);
    });
    let (exit, stdout) = task.output_of(&task.spec("web", "echo hello; exit 7"));
    assert_eq!((exit.code, stdout.as_str()), (7, "hello\n"));
    let lines = shims(root(&task.cgroup_parent));
    let path = task.path().canonicalize().expect("there");
    let parent = &task.cgroup_parent;
    let wanted = format!(
        "--dir\0{}\0--task-id\0task\0--cgroup-parent\0{parent}\0",
        path.display()
    );
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0]
            .trim_end_matches('\0')
            .ends_with(wanted.trim_end_matches('\0')),
        "{lines:?}"
    );
    task.finish(&["web"]);
}

#[test]
fn a_spare_ends_with_who_started_it() {
    let root = format!("/berth-test-{}-spare", std::process::id());
    let agent = spare(&root);
    eventually("it waits", || shims(&root).len() == 1);
    drop(agent);
    eventually("nothing is left", || groups(&root[1..]).is_empty());
}

#[test]
fn a_spare_that_cannot_show_its_task_does_not_take_it() {
    let mut task = Task::new();
    let mut agent = spare_with_room(root(&task.cgroup_parent), 0);
    let line = format!(
        "{{\"directory\":\"/{}\",\"task_id\":\"task\",\"cgroup_parent\":\"/x/task\"}}\n",
        "x".repeat(200)
    );
    agent.write_all(line.as_bytes()).expect("it waits");
    let mut answer = String::new();
    agent.read_to_string(&mut answer).expect("it ends");
    assert_eq!(answer, "");
    let (exit, _) = task.output_of(&task.spec("web", "exit 0"));
    assert_eq!(exit.code, 0);
    task.finish(&["web"]);
}

#[test]
fn a_spare_leaves_a_task_to_the_shim_it_has() {
    let mut task = Task::new();
    let agent = spare(root(&task.cgroup_parent));
    let answer = assign(&agent, &task.path(), &task.cgroup_parent);
    assert_eq!(answer, Assigned::Locked);
    let (exit, _) = task.output_of(&task.spec("web", "exit 3"));
    assert_eq!(exit.code, 3);
    let missing = spare(root(&task.cgroup_parent));
    let answer = assign(&missing, Path::new("/nowhere"), &task.cgroup_parent);
    assert!(matches!(answer, Assigned::Failed(why) if why.contains("No such file")));
    task.finish(&["web"]);
}
