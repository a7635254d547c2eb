use berth_api_ecs as api;

use super::*;
use crate::{
    AttachedInterface, Attachment, AttachmentStatus, Cluster, ClusterStatus, Container,
    ContainerStatus, DesiredStatus, Document, Fargate, HealthStatus, LaunchType, MacAddress,
    NetworkBinding, Port, Protocol, Reservation, StopCode, Tags, Task, invariants,
};

fn task(number: u128, stopped: bool) -> Task {
    let some = |text: &str| Some(format!("{text}-{number}"));
    let at = |ms: i64| Some(Timestamp(1_795_000_000_000 + ms));
    let code = i64::try_from(number % 5).expect("small");
    Task {
        id: TaskId::new(number.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c834)),
        cluster: format!("c{}", number % 2),
        task_definition: ("web".into(), 1 + u32::try_from(number % 3).expect("small")),
        instance: None,
        availability_zone: some("zone"),
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
        version: 300,
        created_at: Timestamp(1_795_000_000_000),
        pull_started_at: at(1),
        pull_stopped_at: at(2),
        started_at: at(3),
        execution_stopped_at: at(4),
        stopping_at: at(5),
        stopped_at: stopped.then_some(Timestamp(1_795_000_000_000 + 100 * code)),
        connectivity_at: at(7),
        connected: number.is_multiple_of(2),
        launch_type: LaunchType::Fargate,
        capacity_provider: some("provider"),
        group: "family:web".into(),
        started_by: some("me"),
        cpu: some("256"),
        memory: some("512"),
        overrides: Document::new(api::TaskOverride {
            cpu: some("1024"),
            ..Default::default()
        }),
        containers: (0..number % 4)
            .map(|_| container(number, stopped))
            .collect(),
        stop_code: stopped.then_some(StopCode::UserInitiated),
        stopped_reason: some("reason"),
        enable_execute_command: true,
        reservation: Reservation {
            cpu: 256,
            memory_mib: 512,
            ports: vec![Port {
                number: 80,
                protocol: Protocol::Tcp,
            }],
            gpus: 1,
        },
        tags: Tags::from([("key".to_owned(), format!("{number}"))]),
        protected_until: Some(Timestamp(7)),
        waiting: None,
        attachments: vec![Attachment {
            id: format!("attachment-{number}"),
            status: if stopped {
                AttachmentStatus::Deleted
            } else {
                AttachmentStatus::Attached
            },
            interface: Some(AttachedInterface {
                id: format!("eni-{number}"),
                subnet: "subnet".into(),
                private_address: [10, 0, 0, 1].into(),
                mac_address: MacAddress::local([1, 2, 3, 4, 5]),
            }),
        }],
        fargate: Some(Box::new(Fargate {
            platform_version: "1.4.0".into(),
            ephemeral_storage_gib: Some(20),
        })),
    }
}

fn container(number: u128, stopped: bool) -> Container {
    let some = |text: &str| Some(format!("{text}-{number}"));
    Container {
        id: format!("{number:032x}"),
        name: "web".into(),
        image: "image".into(),
        image_digest: some("sha256:"),
        runtime_id: some("runtime"),
        last_status: if stopped {
            ContainerStatus::Stopped
        } else {
            ContainerStatus::Running
        },
        exit_code: Some(-1),
        reason: some("reason"),
        network_bindings: vec![NetworkBinding {
            bind_ip: some("ip"),
            container_port: Some(80),
            host_port: Some(32768),
            container_port_range: some("1-2"),
            host_port_range: some("3-4"),
            protocol: Protocol::Udp,
        }],
        health_status: HealthStatus::Healthy,
        cpu: some("1"),
        memory: some("2"),
        memory_reservation: some("3"),
        essential: true,
    }
}

fn changes(tasks: &[Task]) -> Vec<Change> {
    let cluster = |name: &str| {
        Change::PutCluster(Arc::new(Cluster {
            name: name.into(),
            status: ClusterStatus::Active,
            created_at: Timestamp(0),
            container_insights: "disabled".into(),
            configuration: None,
            capacity_providers: Vec::new(),
            default_capacity_provider_strategy: Vec::new(),
            service_connect_namespace: None,
            tags: Tags::new(),
            scaling_attachments: std::collections::BTreeMap::new(),
        }))
    };
    let tasks = tasks
        .iter()
        .map(|task| Change::PutTask(Arc::new(task.clone())));
    [cluster("c0"), cluster("c1")]
        .into_iter()
        .chain(tasks)
        .collect()
}

#[test]
fn a_loaded_state_is_the_one_that_was_stored() {
    let tasks: Vec<Task> = (0..500)
        .map(|number| task(number, number % 4 != 0))
        .collect();
    let changes = changes(&tasks);
    let (mut applied, loader) = (State::default(), Loader::default());
    // As two threads have them in turn.
    let mut parts = [loader.part(), loader.part()];
    for change in &changes {
        applied.apply(change);
        let write = change.to_write();
        let value = write.value.expect("a put has a value");
        parts.rotate_left(1);
        parts[0].record(write.table, &value).expect("reads");
    }
    let mut loaded = loader.finish(parts.into());
    let rows = |state: &State| {
        let (zero, first) = (Timestamp(0), TaskId::new(0));
        (
            state.task_counts(),
            state.tasks().collect::<Vec<_>>(),
            state.stopped_tasks().collect::<Vec<_>>(),
            state
                .stopped_tasks_of("c1", zero, first)
                .collect::<Vec<_>>(),
            state
                .live_tasks_of("c0", DesiredStatus::Running)
                .cloned()
                .collect::<Vec<_>>(),
            state.tasks_of_definition("web", 2),
        )
    };
    assert_eq!(rows(&loaded), rows(&applied));
    assert_eq!(loaded.task_counts(), (125, 375));
    assert_eq!(invariants::check(&loaded), invariants::check(&applied));
    for task in &tasks {
        assert_eq!(loaded.task(task.id).as_deref(), Some(task));
        loaded.apply(&Change::DeleteTask(task.id));
    }
    assert_eq!(loaded.task_counts(), (0, 0));
    assert_eq!(
        loaded
            .stopped_tasks_of("c1", Timestamp(0), TaskId::new(0))
            .count(),
        0
    );
}

#[test]
fn a_damaged_record_is_refused_when_it_is_loaded() {
    let stored = change::encode(&task(7, true));
    assert!(Loader::default().part().record("task", &stored).is_ok());
    let mut refused = 0;
    for at in 0..stored.len() {
        let loader = Loader::default();
        let mut part = loader.part();
        assert!(part.record("task", &stored[..at]).is_err(), "cut at {at}");
        let mut damaged = stored.clone();
        damaged[at] ^= 0x80;
        match part.record("task", &damaged) {
            // What is taken can be taken out again.
            Ok(()) => drop(loader.finish(vec![part]).tasks().count()),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > stored.len() / 2);
}

/// A stored record as it was before its last field, which is empty here, was added.
fn without_last<T: serde::Serialize>(record: &T) -> Vec<u8> {
    cut_last(change::encode(record))
}

fn cut_last(mut bytes: Vec<u8>) -> Vec<u8> {
    let last = bytes.pop();
    assert!(matches!(last, Some(0x80 | 0x90 | 0xc0)), "empty: {last:?}");
    // After the byte of the format: the array's length, in one byte or three.
    let at = if bytes[1] == 0xdc { 3 } else { 1 };
    bytes[at] -= 1;
    bytes
}

#[test]
fn records_of_before_capacity_providers_read() {
    let mut stored = change::encode(&Task {
        attachments: Vec::new(),
        fargate: None,
        ..task(1, false)
    });
    let task: Task = change::decode(&stored).expect("reads");
    // Its kind of capacity, its network interface, then what it waits for.
    for _ in 0..3 {
        stored = cut_last(stored);
        let read: Task = change::decode(&stored).expect("reads");
        assert_eq!(read, task);
        let sketch: TaskSketch<'_> = change::decode(&stored).expect("reads");
        assert_eq!(sketch.id, task.id);
    }
    let changes = changes(&[]);
    let Some(Change::PutCluster(cluster)) = changes.first() else {
        panic!("a cluster comes first");
    };
    let read: Cluster = change::decode(&without_last(&**cluster)).expect("reads");
    assert_eq!(read, **cluster);
    let deployment = crate::Deployment {
        id: "ecs-svc/1".into(),
        status: crate::DeploymentStatus::Primary,
        revision: "1".into(),
        service_deployment: "a".into(),
        task_definition: ("web".into(), 1),
        launch_type: LaunchType::Ec2,
        created_at: Timestamp(1),
        updated_at: Timestamp(1),
        rollout: crate::RolloutState::Completed,
        rollout_reason: String::new(),
        failed_tasks: 0,
        failed_at: None,
        ran: true,
        breaker_count: 0,
        launch_failures: 0,
        short_lives: 0,
        rollback: false,
        digests: std::collections::BTreeMap::new(),
        lifecycle: None,
        capacity_provider_strategy: Vec::new(),
        task_set: None,
        monitor: None,
    };
    let read: crate::Deployment = change::decode(&without_last(&deployment)).expect("reads");
    assert_eq!(read, deployment);
}
