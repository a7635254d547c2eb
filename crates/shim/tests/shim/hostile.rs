//! Virtual machines whose inside has been taken over, played by a script in the emulator's place.

use std::fs;
use std::time::{Duration, Instant};

use berth_link::shim::{Answer, LogSink, Request};

use crate::harness::{Agent, Task, assert_done, eventually, refused};
use crate::machine::{emulator, shim, spec};

/// A machine whose emulator is a script, with the channel as `$fd`: what a guest that has been taken
/// over could say. The answer to its boot.
fn impostor(script: &str) -> (Task, Answer) {
    let mut task = shim();
    let mut spec = spec(&task);
    // Seen by the emulator, as a program that is installed somewhere else.
    let place = task.directory.path().join("elsewhere");
    fs::create_dir(&place).expect("new");
    fs::copy("/bin/busybox", place.join("sh")).expect("busybox is installed");
    let find = "for word; do case $word in socket,id=channel,fd=*) fd=${word##*=};; esac; done";
    let text = format!("#!{}/sh\n{find}\n{script}\n", place.display());
    spec.qemu = place.join("qemu").display().to_string();
    fs::write(&spec.qemu, text).expect("written");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&spec.qemu, mode).expect("ours");
    spec.ready_timeout_ms = 5_000;
    spec.create_timeout_ms = 3_000;
    let machine = Box::new(spec);
    let answer = task.agent.ask(Request::Boot { machine });
    (task, answer)
}

/// A frame of this kind, for the shell's printf.
fn frame(kind: u8, body: &str) -> String {
    let length = u32::try_from(body.len() + 1).expect("short").to_le_bytes();
    let octal = |byte: &u8| format!("\\{byte:03o}");
    let bytes = length.iter().chain([&kind]).chain(body.as_bytes());
    let text: String = bytes.map(octal).collect();
    format!("printf '{text}' >&$fd")
}

fn ready() -> String {
    frame(0, r#"{"kind":"ready"}"#)
}

#[test]
fn a_guest_that_sends_nonsense_is_ended_before_it_is_ready_and_after() {
    let nonsense = [
        "printf '\\377\\377\\377\\177' >&$fd".to_owned(),
        frame(9, "x"),
        frame(0, r#"{"kind":"made up"}"#),
        frame(1, "\u{5}web"),
        "cat /dev/urandom >&$fd".to_owned(),
    ];
    for one in nonsense {
        let (mut task, answer) = impostor(&format!("{one}; sleep 1000"));
        let error = refused(answer);
        let text = error.message;
        assert!(text.contains("makes no sense"), "{one}: {text}");
        eventually("it is ended", || emulator(&task).is_none());
        assert_done(task.agent.ask(Request::Exit));
    }
    let (mut task, answer) = impostor(&format!("{}; {}; sleep 1000", ready(), frame(9, "x")));
    assert_done(answer);
    eventually("it is ended", || emulator(&task).is_none());
    let error = refused(task.agent.ask(Request::Create {
        spec: Box::new(task.spec("web", "true")),
    }));
    assert!(
        error.message.contains("makes no sense"),
        "{}",
        error.message
    );
    assert_done(task.agent.ask(Request::Exit));
}

#[test]
fn what_a_guest_says_of_containers_counts_only_as_far_as_it_was_asked_for() {
    let entry = |name: &str, event: &str| {
        let text = format!(r#"{{"kind":"entry","number":1,"at_ms":1,"name":"{name}",{event}}}"#);
        frame(0, &text)
    };
    let created = r#""event":{"event":"created","pid":1,"runtime_id":"../../etc"}"#;
    let started = r#""event":{"event":"started"}"#;
    let exited =
        r#""event":{"event":"exited","code":-77,"oom_killed":false,"start_error":null,"at_ms":1}"#;
    let reply = frame(
        0,
        r#"{"kind":"reply","id":1,"answer":{"answer":"created","pid":1}}"#,
    );
    let script = [
        ready(),
        // Of containers that nobody asked for, and in no order that could be.
        entry("other", created),
        entry("../../../tmp/x", created),
        frame(1, "\u{e}../../../tmp/xhello"),
        frame(0, r#"{"kind":"reply","id":77,"answer":{"answer":"done"}}"#),
        // Until the host has asked.
        "dd of=/dev/null bs=1 count=900 <&$fd 2>/dev/null".to_owned(),
        entry("web", exited),
        entry("web", started),
        entry("web", created),
        reply,
        entry("web", exited),
        entry("web", created),
        entry("web", started),
        "sleep 1000".to_owned(),
    ];
    let (mut task, answer) = impostor(&script.join("; "));
    assert_done(answer);
    let spec = task.spec("web", "true");
    let pid = task.agent.create(&spec);
    assert_eq!(
        Some(pid.cast_signed()),
        emulator(&task),
        "not the guest's number"
    );
    let exit = task.agent.exit_of("web");
    assert_eq!((exit.code, exit.shim_lost), (0, false));
    let entries: Vec<_> = task.agent.entries.iter().collect();
    assert!(entries.is_empty(), "{entries:?}");
    let mut again = Agent::connect(&task.path());
    let names: Vec<String> = (0..2).map(|_| again.entry().name).collect();
    assert_eq!(names, ["web", "web"], "created and exited");
    let containers = fs::read_dir(task.path().join("containers")).expect("there");
    assert_eq!(containers.count(), 1);
    task.agent = again;
    let delete = Request::Delete {
        name: "web".to_owned(),
    };
    task.agent.send(delete);
    assert_done(task.agent.ask(Request::Exit));
}

#[test]
fn a_guest_that_floods_or_hangs_is_ended() {
    // More output than it may send, of a container that there is.
    let entry = r#"{"kind":"entry","number":1,"at_ms":1,"name":"web","event":{"event":"created","pid":1,"runtime_id":""}}"#;
    let reply = frame(
        0,
        r#"{"kind":"reply","id":1,"answer":{"answer":"created","pid":1}}"#,
    );
    let chunk = frame(1, &format!("\u{3}web{}", "x".repeat(60_000)));
    let flood = format!("while :; do {chunk}; done");
    let read = "dd of=/dev/null bs=1 count=900 <&$fd 2>/dev/null";
    let script = [&ready(), read, &frame(0, entry), &reply, &flood]
        .map(str::to_owned)
        .join("; ");
    let (mut task, answer) = impostor(&script);
    assert_done(answer);
    let mut spec = task.spec("web", "true");
    spec.log = LogSink::Spool {
        max_buffer_bytes: 4096,
        blocking: true,
    };
    task.agent.create(&spec);
    let exit = task.agent.exit_of("web");
    assert_eq!((exit.code, exit.shim_lost), (137, true));
    eventually("it is ended", || emulator(&task).is_none());
    assert_done(task.agent.ask(Request::Exit));

    // Alive, and yet it makes no container.
    let alive = frame(0, r#"{"kind":"alive"}"#);
    let (mut task, answer) = impostor(&format!("{}; while sleep 1; do {alive}; done", ready()));
    assert_done(answer);
    let spec = Box::new(task.spec("web", "true"));
    let error = refused(task.agent.ask(Request::Create { spec }));
    assert!(
        error.message.contains("was to be made and is not there"),
        "{}",
        error.message
    );
    eventually("it is ended", || emulator(&task).is_none());
    assert_done(task.agent.ask(Request::Exit));

    // Ready, and then nothing.
    let (mut task, answer) = impostor(&format!("{}; sleep 1000", ready()));
    assert_done(answer);
    let began = Instant::now();
    eventually("it is ended", || emulator(&task).is_none());
    assert!(
        began.elapsed() >= Duration::from_secs(20),
        "it had its time"
    );
    assert_done(task.agent.ask(Request::Exit));
}
