//! Mounts from the host.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

use berth_link::shim::{Answer, BindMount, Request, ShimErrorCode};

use crate::harness::{Task, refused};

fn bind(source: &std::path::Path, destination: &str) -> BindMount {
    BindMount {
        source: source.to_string_lossy().into_owned(),
        destination: destination.to_owned(),
        read_only: false,
        populate: false,
    }
}

#[test]
fn containers_share_a_volume() {
    let mut task = Task::new();
    let volume = task.directory.path().join("volume");
    fs::create_dir(&volume).expect("new");
    let mut writer = task.spec("writer", "echo shared > /mnt/new/file");
    writer.mounts = vec![bind(&volume, "/mnt/new")];
    assert_eq!(task.output_of(&writer).0.code, 0);
    let mut reader = task.spec(
        "reader",
        "cat /vol/file; touch /vol/x 2>/dev/null || echo ro",
    );
    reader.mounts = vec![BindMount {
        read_only: true,
        ..bind(&volume, "/vol")
    }];
    assert_eq!(task.output_of(&reader).1, "shared\nro\n");
    task.finish(&["writer", "reader"]);
    // `finish` has checked that nothing is mounted any more.
}

#[test]
fn files_are_mounted_and_symlinks_stay_inside() {
    let mut task = Task::new();
    let hosts = task.directory.path().join("hosts");
    fs::write(&hosts, "10.0.0.1 web\n").expect("written");
    let outside = task.directory.path().join("outside");
    fs::create_dir(&outside).expect("new");
    symlink(&outside, task.layer.join("trap")).expect("new");
    let mut spec = task.spec("web", "cat /etc/hosts; cat /trap/dir/hosts");
    spec.mounts = vec![bind(&hosts, "/etc/hosts"), bind(&hosts, "/trap/dir/hosts")];
    spec.cwd = "/trap/cwd".to_owned();
    // A link to an absolute path means one inside the image, where that directory does not exist.
    let refusal = refused(task.agent.ask(Request::Create {
        spec: Box::new(spec.clone()),
    }));
    assert_eq!(refusal.code, ShimErrorCode::CannotCreate);
    spec.cwd = String::new();
    let _ = task.agent.ask(Request::Create {
        spec: Box::new(spec),
    });
    assert_eq!(
        fs::read_dir(&outside).expect("exists").count(),
        0,
        "nothing was made outside"
    );
    let mut plain = task.spec("plain", "cat /etc/hosts");
    plain.mounts = vec![bind(&hosts, "/etc/hosts")];
    assert_eq!(task.output_of(&plain).1, "10.0.0.1 web\n");
    assert!(
        !task.layer.join("etc/hosts").exists(),
        "layers are never written"
    );
    let stop = Request::Stop {
        name: "web".to_owned(),
        signal: 9,
        timeout_ms: 0,
    };
    if matches!(task.agent.ask(stop), Answer::Done) {
        task.agent.exit_of("web");
    }
    task.finish(&["web", "plain"]);
}

#[test]
fn a_missing_source_is_an_error() {
    let mut task = Task::new();
    let mut spec = task.spec("web", "true");
    spec.mounts = vec![bind(std::path::Path::new("/nonexistent/volume"), "/vol")];
    let create = Request::Create {
        spec: Box::new(spec),
    };
    let refusal = refused(task.agent.ask(create));
    assert_eq!(refusal.code, ShimErrorCode::CannotCreate);
    assert!(
        refusal.message.contains("/nonexistent/volume"),
        "{}",
        refusal.message
    );
    task.finish(&["web"]);
}

#[test]
fn new_volumes_start_with_the_images_content() {
    let mut task = Task::new();
    let data = task.layer.join("data");
    fs::create_dir(data.join("sub")).expect("new");
    fs::write(data.join("sub/file"), "content").expect("written");
    fs::set_permissions(data.join("sub/file"), fs::Permissions::from_mode(0o4750)).expect("ours");
    chown(data.join("sub/file"), Some(7), Some(8)).expect("root");
    fs::set_permissions(data.join("sub/file"), fs::Permissions::from_mode(0o4750)).expect("ours");
    symlink("/etc/passwd", data.join("link")).expect("new");
    chown(&data, Some(1000), Some(1001)).expect("root");
    fs::set_permissions(&data, fs::Permissions::from_mode(0o2771)).expect("ours");
    let volume = task.directory.path().join("volume");
    let mount = BindMount {
        populate: true,
        ..bind(&volume, "/data")
    };
    let mut spec = task.spec("first", "cat /data/sub/file; echo changed > /data/sub/file");
    spec.mounts = vec![mount.clone()];
    assert_eq!(task.output_of(&spec).1, "content\n");
    let top = fs::metadata(&volume).expect("made");
    assert_eq!(
        (top.uid(), top.gid(), top.mode() & 0o7777),
        (1000, 1001, 0o2771)
    );
    let file = fs::metadata(volume.join("sub/file")).expect("copied");
    assert_eq!((file.uid(), file.gid()), (7, 8));
    assert_eq!(
        fs::read_link(volume.join("link")).expect("copied as a link"),
        std::path::Path::new("/etc/passwd")
    );
    assert_eq!(
        fs::read_to_string(data.join("sub/file")).expect("there"),
        "content"
    );
    // Not new any more: left alone.
    let mut again = task.spec("second", "cat /data/sub/file");
    again.mounts = vec![mount];
    assert_eq!(task.output_of(&again).1, "changed\n");
    task.finish(&["first", "second"]);
}
