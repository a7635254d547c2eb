//! What a container asks of the kernel beyond the usual, as it finds it.

use berth_link::shim::{ContainerSpec, HostDevice, Namespace, Request, Tmpfs, VolumeMount};

use crate::harness::{Task, assert_done, eventually, refused};

fn device(source: &str, destination: &str, access: &str) -> HostDevice {
    HostDevice {
        source: source.to_owned(),
        destination: destination.to_owned(),
        access: access.to_owned(),
    }
}

fn stop(task: &mut Task, name: &str) {
    assert_done(task.agent.ask(Request::Stop {
        name: name.to_owned(),
        signal: 9,
        timeout_ms: 0,
    }));
    task.agent.exit_of(name);
}

#[test]
fn capabilities_rights_and_settings() {
    let mut task = Task::new();
    let script = "grep -E '^(CapBnd|NoNewPrivs|Seccomp):' /proc/self/status | cut -f2; \
                  cat /proc/sys/net/core/somaxconn /proc/sys/kernel/msgmax; \
                  test -w /proc/sys/kernel/msgmax && (echo 1 >/proc/sys/kernel/msgmax) 2>/dev/null || echo ro";
    let mut spec = task.spec("web", script);
    spec.capabilities = ["CAP_KILL", "CAP_SYS_PTRACE"].map(str::to_owned).to_vec();
    spec.linux.no_new_privileges = true;
    for (name, value) in [("net.core.somaxconn", "77"), ("kernel.msgmax", "4711")] {
        spec.linux.sysctls.insert(name.to_owned(), value.to_owned());
    }
    let (exit, stdout) = task.output_of(&spec);
    assert_eq!(exit.code, 0, "{stdout}");
    assert_eq!(stdout, "0000000000080020\n1\n2\n77\n4711\nro\n");
    task.finish(&["web"]);
}

#[test]
fn devices_with_their_permissions() {
    let mut task = Task::new();
    let script = "test -c /dev/mine && : </dev/mine && echo read; \
                  (echo x >/dev/mine) 2>/dev/null || echo no write; \
                  (echo x >/dev/other) && echo write; \
                  test -e /dev/kmsg || echo no more";
    let mut spec = task.spec("web", script);
    spec.capabilities.push("CAP_SYSLOG".to_owned());
    // The kernel log: not among the nodes that every container may open.
    spec.linux.devices = vec![
        device("/dev/kmsg", "/dev/mine", "r"),
        device("/dev/null", "/dev/other", "rwm"),
    ];
    let (exit, stdout) = task.output_of(&spec);
    assert_eq!(exit.code, 0);
    assert_eq!(stdout, "read\nno write\nwrite\nno more\n");
    let mut missing = task.spec("missing", "true");
    missing.linux.devices = vec![device("/dev/nothing-here", "/dev/x", "r")];
    let error = refused(task.agent.ask(Request::Create {
        spec: Box::new(missing),
    }));
    assert!(error.message.contains("/dev/nothing-here"), "{error:?}");
    task.finish(&["web"]);
}

#[test]
fn file_systems_in_memory() {
    let mut task = Task::new();
    let volume = task.path().join("volumes/v");
    let script = "grep -E ' (/dev/shm|/t|/v) ' /proc/mounts | cut -d ' ' -f 2,3,4 | tr ',' '\\n' | \
                  grep -E '^/|size|noexec|mode'; dd if=/dev/zero of=/t/x bs=1M count=9 2>/dev/null || echo full";
    let mut spec = task.spec("web", script);
    spec.linux.shm_bytes = Some(2 << 20);
    spec.linux.tmpfs = vec![Tmpfs {
        destination: "/t".to_owned(),
        options: ["nosuid", "noexec", "size=4m", "mode=700"]
            .map(str::to_owned)
            .to_vec(),
    }];
    let mount = berth_link::shim::BindMount {
        source: volume.to_string_lossy().into_owned(),
        destination: "/v".to_owned(),
        read_only: false,
        populate: true,
    };
    let file_system = VolumeMount {
        target: mount.source.clone(),
        kind: "tmpfs".to_owned(),
        device: "tmpfs".to_owned(),
        options: "size=1m,noexec".to_owned(),
    };
    spec.mounts = vec![mount.clone()];
    spec.linux.volumes = vec![file_system.clone()];
    let (exit, stdout) = task.output_of(&spec);
    assert_eq!(exit.code, 0);
    for line in ["size=2048k", "size=4096k", "size=1024k", "mode=700", "full"] {
        assert!(stdout.lines().any(|one| one == line), "{line}: {stdout}");
    }
    // The second container of the task finds the first one's file; the host does not.
    let mut writer = task.spec("writer", "echo there >/v/f");
    writer.mounts = vec![mount.clone()];
    writer.linux.volumes = vec![file_system.clone()];
    assert_eq!(task.output_of(&writer).0.code, 0);
    assert!(!volume.join("f").exists());
    let mut reader = task.spec("reader", "cat /v/f");
    reader.mounts = vec![mount];
    reader.linux.volumes = vec![file_system];
    assert_eq!(task.output_of(&reader).1, "there\n");
    task.finish(&["web", "writer", "reader"]);
}

fn sharing(mut spec: ContainerSpec, with: Namespace) -> ContainerSpec {
    spec.linux.pid = with;
    spec.linux.ipc = with;
    spec
}

#[test]
fn containers_of_a_task_share_processes_and_memory() {
    let mut task = Task::new();
    let first = "echo there >/dev/shm/f; sleep 1000 & exec sleep 4711";
    let first = sharing(task.spec("first", first), Namespace::Task);
    task.run(&first);
    let script = "readlink /proc/self/ns/pid; readlink /proc/self/ns/ipc; cat /dev/shm/f; \
                  cat /proc/1/comm; grep -l 4711 /proc/[0-9]*/cmdline | wc -l";
    let second = sharing(task.spec("second", script), Namespace::Task);
    let (exit, stdout) = task.output_of(&second);
    assert_eq!(exit.code, 0, "{stdout}");
    let lines: Vec<&str> = stdout.lines().collect();
    assert_eq!(&lines[2..4], ["there", "pause"], "{stdout}");
    assert_ne!(lines[4], "0", "{stdout}");
    for (line, kind) in lines.iter().zip(["pid", "ipc"]) {
        let own = std::fs::read_link(format!("/proc/self/ns/{kind}")).expect("readable");
        assert_ne!(own.to_string_lossy(), *line);
    }
    let third = sharing(
        task.spec("third", "cat /dev/shm/f; cat /proc/1/comm"),
        Namespace::Task,
    );
    let (exit, stdout) = task.output_of(&third);
    assert_eq!(exit.code, 0, "{stdout}");
    assert_eq!(stdout, "there\npause\n");
    stop(&mut task, "first");
    // Not only its first process: the one that keeps the namespace is left.
    eventually("what it left running is gone", || task.processes() == 1);
    task.finish(&["first", "second", "third"]);
}

#[test]
fn the_hosts_namespaces() {
    let mut task = Task::new();
    let script =
        "readlink /proc/self/ns/pid; readlink /proc/self/ns/ipc; sleep 1000 & sleep 1000 & echo $$";
    let spec = sharing(task.spec("web", script), Namespace::Host);
    let (exit, stdout) = task.output_of(&spec);
    assert_eq!(exit.code, 0);
    for (line, kind) in stdout.lines().zip(["pid", "ipc"]) {
        let own = std::fs::read_link(format!("/proc/self/ns/{kind}")).expect("readable");
        assert_eq!(own.to_string_lossy(), line);
    }
    // Without a first process of their own they would go on.
    assert_eq!(task.processes(), 0);
    let mut none = task.spec(
        "none",
        "test -d /dev/shm && grep /dev/shm /proc/mounts || echo none",
    );
    none.linux.ipc = Namespace::None;
    assert_eq!(task.output_of(&none).1, "none\n");
    task.finish(&["web", "none"]);
}

#[test]
fn a_terminal_and_a_standard_input_that_stays() {
    let mut task = Task::new();
    let script =
        "tty; stat -c %U /dev/pts/0; stty -a </dev/tty >/dev/null && echo controlled; echo err >&2";
    let mut spec = task.spec("tty", script);
    spec.linux.terminal = true;
    let (exit, stdout) = task.output_of(&spec);
    assert_eq!(exit.code, 0, "{stdout}");
    let lines: Vec<&str> = stdout.lines().map(str::trim_end).collect();
    assert_eq!(lines[0], "/dev/pts/0", "{stdout}");
    assert!(lines.contains(&"controlled"), "{stdout}");
    assert!(lines.contains(&"err"), "{stdout}");

    let (_, stdout) = task.output_of(&task.spec("closed", "cat; echo ended"));
    assert_eq!(stdout, "ended\n");
    let mut open = task.spec("open", "echo before; cat; echo ended");
    open.linux.stdin_open = true;
    task.run(&open);
    eventually("it waits", || task.stdout("open") == "before\n");
    stop(&mut task, "open");
    assert_eq!(task.stdout("open"), "before\n");
    task.finish(&["tty", "closed", "open"]);
}

#[test]
fn a_terminal_of_a_user() {
    let mut task = Task::new();
    let mut spec = task.spec("tty", "id -u; tty; echo x >/dev/tty");
    spec.user = "1000:1000".to_owned();
    spec.linux.terminal = true;
    let (exit, stdout) = task.output_of(&spec);
    assert_eq!(exit.code, 0, "{stdout}");
    let lines: Vec<&str> = stdout.lines().map(str::trim_end).collect();
    assert_eq!(lines, ["1000", "/dev/pts/0", "x"]);
    task.finish(&["tty"]);
}
