//! What a container sees of itself.

use std::collections::BTreeMap;

use berth_link::shim::{Network, Ulimit};

use crate::harness::Task;

/// `name: value` lines of `/proc/self/status`.
fn status(text: &str) -> BTreeMap<String, String> {
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect()
}

#[test]
fn confinement_is_dockers() {
    let mut task = Task::new();
    let script = "cat /proc/self/status; unshare -m true || echo no unshare; \
                  mount -t tmpfs none /tmp 2>/dev/null || echo no mount; \
                  touch /proc/sys/kernel/hostname 2>/dev/null || echo proc ro; \
                  echo x > /sys/kernel/profiling 2>/dev/null || echo sys ro; \
                  test -s /proc/kcore || echo masked";
    let spec = task.spec("web", script);
    let (exit, stdout) = task.output_of(&spec);
    assert_eq!(exit.code, 0);
    let status = status(&stdout);
    assert_eq!(status["Seccomp"], "2");
    assert_eq!(status["NoNewPrivs"], "0");
    for set in ["CapEff", "CapPrm", "CapBnd"] {
        assert_eq!(status[set], "00000000a80425fb", "{set}");
    }
    for set in ["CapInh", "CapAmb"] {
        assert_eq!(status[set], "0000000000000000", "{set}");
    }
    assert_eq!(status["SigBlk"], "0000000000000000");
    // Bit 12 is SIGPIPE, which the Rust runtime would have left ignored.
    assert_eq!(status["SigIgn"], "0000000000000000");
    for line in ["no unshare", "no mount", "proc ro", "sys ro", "masked"] {
        assert!(stdout.lines().any(|one| one == line), "{line}: {stdout}");
    }
    task.finish(&["web"]);
}

#[test]
fn any_node_can_be_made_but_only_harmless_ones_opened() {
    let mut task = Task::new();
    let script = "mknod /zero c 1 5 && head -c 1 /zero >/dev/null && echo zero; \
                  mknod /kmsg c 1 11 && echo made; \
                  head -c 1 /kmsg >/dev/null || echo kept away; \
                  mknod /disk b 7 0 && head -c 1 /disk >/dev/null || echo no disk";
    let (exit, stdout) = task.output_of(&task.spec("web", script));
    assert_eq!(exit.code, 0);
    assert_eq!(stdout, "zero\nmade\nkept away\nno disk\n");
    task.finish(&["web"]);
}

#[test]
fn a_privileged_container_is_not_confined() {
    let mut task = Task::new();
    let mut spec = task.spec(
        "root",
        "cat /proc/self/status; mount -t tmpfs none /tmp && echo mounted; test -c /dev/kmsg && echo kmsg",
    );
    spec.privileged = true;
    let (exit, stdout) = task.output_of(&spec);
    assert_eq!(exit.code, 0);
    let status = status(&stdout);
    assert_eq!(status["Seccomp"], "0");
    let own = std::fs::read_to_string("/proc/self/status").expect("readable");
    assert_eq!(status["CapEff"], self::status(&own)["CapBnd"]);
    assert!(stdout.contains("mounted\n"));
    assert!(stdout.contains("kmsg\n"));
    task.finish(&["root"]);
}

#[test]
fn users_are_looked_up_in_the_image() {
    let mut task = Task::new();
    for (name, user, wanted) in [
        ("root", "", "0 0 0 /root"),
        ("name", "web", "1000 1001 1001 50 /srv/web"),
        ("uid", "1000", "1000 1001 1001 50 /srv/web"),
        ("both", "web:logs", "1000 50 50 /srv/web"),
        ("numbers", "4711:4712", "4711 4712 4712 /"),
        ("gid", "web:7", "1000 7 7 /srv/web"),
        ("group", "4711:logs", "4711 50 50 /"),
    ] {
        // Through the name, which is opened anew with the user's own rights.
        let mut spec = task.spec(name, "echo $(id -u) $(id -g) $(id -G) $HOME > /dev/stdout");
        spec.user = user.to_owned();
        let (exit, stdout) = task.output_of(&spec);
        assert_eq!((exit.code, stdout.trim_end()), (0, wanted), "{user:?}");
    }
    task.finish(&["root", "name", "uid", "both", "numbers", "gid", "group"]);
}

#[test]
fn surroundings() {
    let mut task = Task::new();
    let mut spec = task.spec(
        "web",
        "touch new; stat -c %a . new; pwd; hostname; umask; echo $A-$HOSTNAME-$PATH; ulimit -n; echo $$; \
         ip link show lo | grep -c UP; ls /sys/class/net; ls /dev | grep -c -E '^(null|zero|ptmx|shm|mqueue|pts)$'; \
         grep -c ' /sys/fs/cgroup ' /proc/mounts",
    );
    spec.cwd = "/srv/deep/dir".to_owned();
    spec.env = ["PATH=/bin", "A=1", "A=2"].map(str::to_owned).to_vec();
    spec.ulimits = vec![Ulimit {
        name: "nofile".to_owned(),
        soft: 123,
        hard: 456,
    }];
    let (exit, stdout) = task.output_of(&spec);
    assert_eq!(exit.code, 0);
    let lines: Vec<&str> = stdout.lines().collect();
    assert_eq!(
        lines,
        [
            "755",
            "644",
            "/srv/deep/dir",
            "box",
            "0022",
            "2-box-/bin",
            "123",
            "1",
            "1",
            "lo",
            "6",
            "1"
        ]
    );
    task.finish(&["web"]);
}

#[test]
fn a_read_only_root_takes_no_writes() {
    let mut task = Task::new();
    let mut spec = task.spec(
        "fixed",
        "touch /file 2>/dev/null || echo ro; touch /dev/shm/file && echo shm",
    );
    spec.readonly_rootfs = true;
    assert_eq!(task.output_of(&spec).1, "ro\nshm\n");
    task.finish(&["fixed"]);
}

#[test]
fn networks_are_own_shared_or_the_hosts() {
    let mut task = Task::new();
    let pause = task.spec("pause", "readlink /proc/self/ns/net; sleep 1000");
    let pid = task.agent.create(&pause);
    let namespace = format!("/proc/{pid}/ns/net");
    let own = std::fs::read_link(&namespace)
        .expect("alive")
        .to_string_lossy()
        .into_owned();
    let host = std::fs::read_link("/proc/self/ns/net")
        .expect("alive")
        .to_string_lossy()
        .into_owned();
    assert_ne!(own, host);
    let mut joined = task.spec("joined", "readlink /proc/self/ns/net");
    joined.network = Network::Join { path: namespace };
    assert_eq!(task.output_of(&joined).1.trim_end(), own);
    let mut hosts = task.spec("hosts", "readlink /proc/self/ns/net");
    hosts.network = Network::Host;
    assert_eq!(task.output_of(&hosts).1.trim_end(), host);
    task.agent.ask(berth_link::shim::Request::Stop {
        name: "pause".to_owned(),
        signal: 9,
        timeout_ms: 0,
    });
    task.agent.exit_of("pause");
    task.finish(&["pause", "joined", "hosts"]);
}

#[test]
fn layers_lie_on_each_other() {
    let mut task = Task::new();
    let mut spec = task.spec("stack", "cat /data/which; ls /data | wc -l");
    for number in 1..=120 {
        // Long names: all of them together would not fit into mount's options.
        let layer = task.directory.path().join(format!("{number:0>100}"));
        std::fs::create_dir_all(layer.join("data")).expect("new");
        std::fs::write(layer.join("data/which"), format!("{number}\n")).expect("written");
        std::fs::write(layer.join(format!("data/{number}")), "").expect("written");
        spec.layers.push(layer.to_string_lossy().into_owned());
    }
    assert_eq!(task.output_of(&spec).1, "120\n121\n");
    task.finish(&["stack"]);
}
