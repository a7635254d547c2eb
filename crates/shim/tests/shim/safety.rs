//! What has led out of containers elsewhere does not here.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use berth_link::shim::{Answer, BindMount, ContainerSpec, ExecSpec, Request, ShimError, Tmpfs};

use crate::harness::{Task, assert_done, refused};

fn bind(source: &Path, destination: &str) -> BindMount {
    BindMount {
        source: source.to_string_lossy().into_owned(),
        destination: destination.to_owned(),
        read_only: false,
        populate: false,
    }
}

fn create(task: &mut Task, spec: &ContainerSpec) -> Answer {
    task.agent.ask(Request::Create {
        spec: Box::new(spec.clone()),
    })
}

fn refusal(task: &mut Task, spec: &ContainerSpec) -> ShimError {
    refused(create(task, spec))
}

fn kill(task: &mut Task, name: &str) {
    assert_done(task.agent.ask(Request::Stop {
        name: name.to_owned(),
        signal: 9,
        timeout_ms: 0,
    }));
    task.agent.exit_of(name);
}

#[test]
fn nothing_is_open_but_the_standard_streams() {
    let mut task = Task::new();
    // The last one is the list's own.
    let script = "ls /proc/self/fd; \
                  test $(stat -L -c %d /proc/$$/fd/0) = $(stat -c %d /dev/null) && echo own";
    let spec = task.spec("web", &format!("{script}; exec sleep 1000"));
    task.run(&spec);
    crate::harness::eventually("it has looked", || task.stdout("web").lines().count() == 5);
    assert_eq!(task.stdout("web"), "0\n1\n2\n3\nown\n");
    let command = ExecSpec {
        name: "web".to_owned(),
        args: ["ls", "/proc/self/fd"].map(str::to_owned).to_vec(),
        output_bytes_max: 4096,
        ..ExecSpec::default()
    };
    let answer = task.agent.ask(Request::Exec {
        spec: Box::new(command),
    });
    let Answer::Executed(executed) = answer else {
        panic!("not run: {answer:?}")
    };
    assert_eq!(executed.output, "0\n1\n2\n3\n");
    kill(&mut task, "web");
    task.finish(&["web"]);
}

#[test]
fn no_working_directory_is_outside() {
    let mut task = Task::new();
    let mut names = Vec::new();
    // By what its first process has open before it becomes the program.
    for number in 0..24 {
        for tail in ["", "/..", "/../../.."] {
            let name = format!("cwd{number}-{}", tail.len());
            let mut spec = task.spec(&name, "pwd; test -d /proc/1 && ls -d ./task/containers");
            spec.cwd = format!("/proc/self/fd/{number}{tail}");
            match create(&mut task, &spec) {
                Answer::Error(_) => continue,
                Answer::Created { .. } => {}
                other => panic!("{other:?}"),
            }
            assert_done(task.agent.ask(Request::Start { name: name.clone() }));
            task.agent.exit_of(&name);
            let said = task.stdout(&name);
            assert!(said.starts_with('/') && said.lines().count() == 1, "{said}");
            names.push(name);
        }
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    task.finish(&names);
}

#[test]
fn the_kernels_own_files_are_where_they_belong() {
    let mut task = Task::new();
    let volume = task.directory.path().join("volume");
    fs::create_dir(&volume).expect("new");
    for (name, destination, why) in [
        ("inside", "/proc/sys", "inside /proc"),
        ("itself", "/proc", "inside /proc"),
        ("around", "/etc/../proc/fs", "inside /proc"),
        ("root", "/", "destination can't be '/'"),
        ("dots", "/etc/..", "destination can't be '/'"),
    ] {
        let mut spec = task.spec(name, "true");
        spec.mounts = vec![bind(&volume, destination)];
        let message = refusal(&mut task, &spec).message;
        assert!(message.contains(why), "{destination}: {message}");
    }
    // By a link of the image.
    symlink("/proc/self", task.layer.join("link")).expect("new");
    let mut spec = task.spec("link", "true");
    spec.linux.tmpfs = vec![Tmpfs {
        destination: "/link/attr".to_owned(),
        options: Vec::new(),
    }];
    let message = refusal(&mut task, &spec).message;
    assert!(message.contains("inside /proc"), "{message}");
    // An image that leads them elsewhere.
    for name in ["proc", "sys"] {
        let layer = task.directory.path().join(format!("linked-{name}"));
        fs::create_dir(&layer).expect("new");
        symlink("/data", layer.join(name)).expect("new");
        let mut spec = task.spec(&format!("linked-{name}"), "true");
        spec.layers.push(layer.to_string_lossy().into_owned());
        let message = refusal(&mut task, &spec).message;
        assert!(message.contains("ordinary directory"), "{name}: {message}");
    }
    task.finish(&[]);
}

#[test]
fn links_of_an_image_stay_inside_even_if_they_lead_nowhere() {
    let mut task = Task::new();
    let outside = task.directory.path().join("outside");
    fs::create_dir(&outside).expect("new");
    let file = task.directory.path().join("resolv.conf");
    fs::write(&file, "nameserver 127.0.0.1\n").expect("written");
    symlink(
        "../run/stub/resolv.conf",
        task.layer.join("etc/resolv.conf"),
    )
    .expect("new");
    symlink("../../../../../..", task.layer.join("etc/up")).expect("new");
    symlink(&outside, task.layer.join("trap")).expect("new");
    let mut spec = task.spec(
        "web",
        "cat /etc/resolv.conf /up/it /run/stub/resolv.conf; ls /trap/",
    );
    spec.mounts = vec![
        bind(&file, "/etc/resolv.conf"),
        bind(&file, "/etc/up/up/it"),
        bind(&file, "/trap/file"),
    ];
    let (exit, stdout) = task.output_of(&spec);
    assert_eq!(exit.code, 0);
    assert_eq!(stdout, "nameserver 127.0.0.1\n".repeat(3) + "file\n");
    assert_eq!(fs::read_dir(&outside).expect("there").count(), 0);
    task.finish(&["web"]);
}

#[test]
fn mounts_neither_arrive_nor_leave_and_the_old_root_is_gone() {
    let mut task = Task::new();
    let script = "grep -c -E ' (shared|master|propagate_from):' /proc/self/mountinfo; \
                  head -n 1 /proc/self/mountinfo | cut -d ' ' -f 4,5; \
                  cut -d ' ' -f 5 /proc/self/mountinfo | grep -v -E '^/((proc|dev|sys)(/|$)|$)'";
    let (_, stdout) = task.output_of(&task.spec("web", script));
    assert_eq!(stdout, "0\n/ /\n");
    task.finish(&["web"]);
}

#[test]
fn what_is_masked_cannot_be_seen_and_what_is_fixed_not_written() {
    let mut task = Task::new();
    let script = "for f in kcore keys timer_list interrupts latency_stats sched_debug; do \
                  test ! -e /proc/$f || test ! -s /proc/$f || echo $f; done; \
                  for d in /proc/acpi /proc/scsi /sys/firmware; do ls $d 2>/dev/null; done; \
                  for f in sysrq-trigger sys/kernel/core_pattern sys/vm/drop_caches irq/default_smp_affinity; do \
                  (: >>/proc/$f) 2>/dev/null && echo $f; done; \
                  for f in /sys/fs/cgroup/x /sys/fs/cgroup/memory/x; do mkdir $f 2>/dev/null && echo $f; done; \
                  echo checked";
    let (_, stdout) = task.output_of(&task.spec("web", script));
    assert_eq!(stdout, "checked\n");
    task.finish(&["web"]);
}

#[test]
fn a_read_only_mount_is_so_below_as_well() {
    let mut task = Task::prepared(|directory| {
        let inner = directory.join("volumes/v/inner");
        fs::create_dir_all(&inner).expect("new");
        let (tmpfs, options) = (Some("tmpfs"), None::<&str>);
        nix::mount::mount(tmpfs, &inner, tmpfs, nix::mount::MsFlags::empty(), options)
            .expect("root");
    });
    let volume = task.path().join("volumes/v");
    let script = "touch /v/x 2>/dev/null || echo ro; touch /v/inner/x 2>/dev/null || echo below; \
                  touch /w/inner/x && echo rw";
    let mut spec = task.spec("web", script);
    spec.mounts = vec![
        BindMount {
            read_only: true,
            ..bind(&volume, "/v")
        },
        bind(&volume, "/w"),
    ];
    let (_, stdout) = task.output_of(&spec);
    nix::mount::umount(&volume.join("inner")).expect("mounted");
    assert_eq!(stdout, "ro\nbelow\nrw\n");
    task.finish(&["web"]);
}

#[test]
fn the_shims_program_cannot_be_written_to_by_way_of_its_processes() {
    let mut task = Task::new();
    let Answer::Hello { pid, .. } = task.agent.ask(Request::Hello) else {
        panic!("hello")
    };
    let program = format!("/proc/{pid}/exe");
    // While it runs no file can be written to that is a program; this holds afterwards as well.
    let opened = fs::OpenOptions::new().write(true).open(&program);
    opened.expect_err("not for writing");
    let mount = nix::sys::statvfs::statvfs(program.as_str()).expect("alive");
    assert!(
        mount
            .flags()
            .contains(nix::sys::statvfs::FsFlags::ST_RDONLY)
    );
    let name = fs::read_to_string(format!("/proc/{pid}/comm")).expect("alive");
    assert_eq!(name, "berth-shim\n");
    task.finish(&[]);
}
