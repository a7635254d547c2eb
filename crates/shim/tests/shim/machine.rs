//! Tasks in virtual machines: the emulator, Debian's cloud kernel and, as its first process, the shim.

use std::path::PathBuf;
use std::process::Command;

use berth_link::shim::{
    ContainerSpec, GUEST_TASK, MachineSpec, Network, Request, SmallFile, Storage,
};
use berth_vmm::{Host, Options};

use crate::harness::{Task, assert_done};

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
        let mut task = Task::with_shim(|directory, cgroup_parent| {
            let output = Command::new(env!("CARGO_BIN_EXE_berth-shim"))
                .args(["--dir", &directory.to_string_lossy(), "--task-id", "task"])
                .args(["--cgroup-parent", cgroup_parent, "--machine"])
                .output()
                .expect("the program is there");
            assert!(output.status.success(), "{output:?}");
        });
        let root = task.directory.path();
        let image = root.join("image.erofs");
        let made = Command::new("mkfs.erofs")
            .args([&image, &task.layer])
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
        let mut machine = MachineSpec {
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
        };
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

#[test]
fn a_container_behind_a_kernel_of_its_own_writes_to_the_hosts_spool() {
    let mut machine = Machine::new();
    let script = "echo hello; uname -r; hostname; cat /etc/words; echo oops >&2; exit 7";
    let mut spec = machine.spec("web", script);
    spec.files = vec![SmallFile {
        name: "words".to_owned(),
        text: "from the host\n".to_owned(),
    }];
    spec.mounts = vec![berth_link::shim::BindMount {
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
    let of_host = std::fs::read_to_string("/proc/sys/kernel/osrelease").expect("readable");
    assert_ne!(lines[1], of_host.trim());
    let records = machine.task.records("web");
    assert!(records.iter().any(|record| record.payload == b"oops"));
    machine.task.finish(&["web"]);
}
