//! A host of its own for each test: a thread in a new network namespace and with a `/run/netns` of its
//! own, which the kernel takes down with everything in it.

use std::fs;
use std::process::{Command, Output};
use std::thread;

use nix::mount::{MsFlags, mount};
use nix::sched::{CloneFlags, unshare};

/// Runs the test on a host of its own.
pub(crate) fn host<F: Future<Output = ()>>(test: impl FnOnce() -> F + Send + 'static) {
    let ran = thread::spawn(move || {
        unshare(CloneFlags::CLONE_NEWNET | CloneFlags::CLONE_NEWNS).expect("tests run as root");
        let private = MsFlags::MS_REC | MsFlags::MS_PRIVATE;
        mount(None::<&str>, "/", None::<&str>, private, None::<&str>).expect("root");
        fs::create_dir_all("/run/netns").expect("root");
        let tmpfs = Some("tmpfs");
        mount(tmpfs, "/run/netns", tmpfs, MsFlags::empty(), None::<&str>).expect("root");
        ip("link set lo up");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(test());
    })
    .join();
    if let Err(panic) = ran {
        std::panic::resume_unwind(panic);
    }
}

pub(crate) fn ip(arguments: &str) {
    let output = run("ip", arguments);
    assert!(output.status.success(), "ip {arguments}: {output:?}");
}

pub(crate) fn run(program: &str, arguments: &str) -> Output {
    Command::new(program)
        .args(arguments.split_whitespace())
        .output()
        .expect("iproute2 and nftables are installed")
}
