//! Writes those inputs of the corpus that only the code itself can write: records of the store, files of
//! the log store, a signed request. `cargo run -p berth-fuzz-targets --example seed`, from the root.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use berth_api_ecs as api;
use berth_env::SeededEntropy;
use berth_logs::{Batch, InputEvent, LogStore, NewGroup};
use berth_model::{
    Change, Container, ContainerStatus, DesiredStatus, Document, HealthStatus, InstanceId,
    LaunchType, NetworkBinding, Protocol, Reservation, StopCode, Tags, Task, TaskId, TaskStatus,
    Timestamp,
};

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let corpus = Path::new("fuzz/corpus");
    records(&corpus.join("records"))?;
    log_files(&corpus.join("log_files"))
}

fn records(dir: &Path) -> Outcome {
    fs::create_dir_all(dir)?;
    for (name, stopped) in [("running", false), ("stopped", true)] {
        let write = Change::PutTask(Arc::new(task(stopped))).to_write();
        let mut bytes = format!("{}\n", write.table).into_bytes();
        bytes.extend(write.value.unwrap_or_default());
        fs::write(dir.join(name), bytes)?;
    }
    let family = Change::PutFamily("web".into(), 3).to_write();
    let bytes = [b"family\n".to_vec(), family.value.unwrap_or_default()].concat();
    Ok(fs::write(dir.join("family"), bytes)?)
}

fn task(stopped: bool) -> Task {
    let mut entropy = SeededEntropy::new(1);
    let at = |ms: i64| Some(Timestamp(1_795_000_000_000 + ms));
    Task {
        id: TaskId::random(&mut entropy),
        cluster: "default".into(),
        task_definition: ("web".into(), 3),
        instance: Some(InstanceId::random(&mut entropy)),
        availability_zone: None,
        last_status: if stopped {
            TaskStatus::Stopped
        } else {
            TaskStatus::Running
        },
        desired_status: if stopped {
            DesiredStatus::Stopped
        } else {
            DesiredStatus::Running
        },
        version: 5,
        created_at: Timestamp(1_795_000_000_000),
        pull_started_at: at(1),
        pull_stopped_at: at(2),
        started_at: at(3),
        execution_stopped_at: None,
        stopping_at: None,
        stopped_at: stopped.then_some(Timestamp(1_795_000_009_000)),
        connectivity_at: at(1),
        connected: true,
        launch_type: LaunchType::Ec2,
        capacity_provider: None,
        group: "family:web".into(),
        started_by: Some("me".into()),
        cpu: Some("256".into()),
        memory: None,
        overrides: Document::new(api::TaskOverride {
            cpu: Some("128".into()),
            ..Default::default()
        }),
        containers: vec![Container {
            id: "c".into(),
            name: "web".into(),
            image: "nginx".into(),
            image_digest: None,
            runtime_id: Some("r".into()),
            last_status: if stopped {
                ContainerStatus::Stopped
            } else {
                ContainerStatus::Running
            },
            exit_code: stopped.then_some(137),
            reason: None,
            network_bindings: vec![NetworkBinding {
                bind_ip: Some("0.0.0.0".into()),
                container_port: Some(80),
                host_port: Some(32768),
                container_port_range: None,
                host_port_range: None,
                protocol: Protocol::Tcp,
            }],
            health_status: HealthStatus::Healthy,
            cpu: None,
            memory: Some("64".into()),
            memory_reservation: None,
            essential: true,
        }],
        stop_code: stopped.then_some(StopCode::UserInitiated),
        stopped_reason: stopped.then(|| "stopped".into()),
        enable_execute_command: false,
        reservation: Reservation {
            cpu: 256,
            memory_mib: 64,
            ports: Vec::new(),
            gpus: 0,
        },
        tags: Tags::from([("team".to_owned(), "a".to_owned())]),
        protected_until: None,
        waiting: None,
        attachments: Vec::new(),
        fargate: None,
    }
}

fn log_files(into: &Path) -> Outcome {
    const NOW: i64 = 1_795_000_000_000;
    fs::create_dir_all(into)?;
    let dir = tempfile::tempdir()?;
    let store = LogStore::open(dir.path())?;
    let group = NewGroup {
        name: "g".to_owned(),
        ..NewGroup::default()
    };
    store.create_group(group, NOW).wait()?;
    store.create_stream("g", "s", NOW).wait()?;
    for number in 0..3 {
        let event = InputEvent {
            timestamp_ms: NOW,
            message: format!("line {number}").into(),
        };
        let batch = Batch {
            group: "g".to_owned(),
            stream: "s".to_owned(),
            events: vec![event],
            ..Batch::default()
        };
        store.put(batch, NOW).wait()?;
    }
    copy(&dir.path().join("journal"), &into.join("journal"))?;
    let segments = fs::read_dir(dir.path().join("segments"))?;
    for directory in segments {
        copy(&directory?.path(), &into.join("segment"))?;
    }
    Ok(())
}

/// The first file of a directory that holds something.
fn copy(from: &Path, to: &Path) -> Outcome {
    for entry in fs::read_dir(from)? {
        let bytes = fs::read(entry?.path())?;
        if let Some(last) = bytes.iter().rposition(|byte| *byte != 0) {
            fs::write(to, &bytes[..=last])?;
        }
    }
    Ok(())
}
