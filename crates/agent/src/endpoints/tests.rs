//! Whole answers as the ECS agent writes them.

use std::net::Ipv4Addr;

use berth_link::acs::{self, DesiredStatus};
use berth_link::shim::Exit;
use berth_task_engine::task::Task;
use berth_task_engine::{Config, Engine, Event, Fact, ImageFacts, NetworkBinding};
use serde_json::{Value, json};

use super::metadata::{self, Tags, View};
use super::registry::{Kind, Place, Volume};
use super::routes::Version;
use super::{credentials, environment};

const ARN: &str = "arn:aws:ecs:us-east-1:123456789012:task/default/1111";
const EPOCH_MS: i64 = 1_795_331_304_000;

fn spec() -> acs::Task {
    let docker_config = acs::DockerConfig {
        config: Some(r#"{"Labels":{"team":"blue"}}"#.to_owned()),
        host_config: Some(
            r#"{"LogConfig":{"Type":"awslogs","Config":{"awslogs-group":"/web"}}}"#.to_owned(),
        ),
        ..acs::DockerConfig::default()
    };
    acs::Task {
        arn: ARN.to_owned(),
        family: "web".to_owned(),
        version: "3".to_owned(),
        desired_status: DesiredStatus::Running,
        launch_type: "EC2".to_owned(),
        service_name: "front".to_owned(),
        cpu: Some(0.5),
        memory: Some(256),
        role_credentials: Some(acs::RoleCredentials {
            credentials_id: "cred-1".to_owned(),
            access_key_id: "ASIA".to_owned(),
            ..acs::RoleCredentials::default()
        }),
        containers: vec![
            acs::Container {
                name: "main".to_owned(),
                image: "registry/web:1".to_owned(),
                container_arn: "arn:aws:ecs:us-east-1:123456789012:container/default/1111/c1"
                    .to_owned(),
                essential: true,
                cpu: 128,
                memory: 64,
                docker_config: Some(docker_config),
                ..acs::Container::default()
            },
            acs::Container {
                name: "later".to_owned(),
                image: "registry/later".to_owned(),
                ..acs::Container::default()
            },
        ],
        ..acs::Task::default()
    }
}

/// A task whose first container runs (or has ended), and whose second has no image yet.
fn task(ended: bool) -> Task {
    let mut engine = Engine::new(Config::default());
    let payload = acs::PayloadMessage {
        message_id: "m".to_owned(),
        tasks: vec![spec()],
        ..acs::PayloadMessage::default()
    };
    engine.handle(Event::Payload(payload), EPOCH_MS);
    let container = || "main".to_owned();
    let image = ImageFacts {
        image_id: "sha256:cccc".to_owned(),
        digest: Some("sha256:dddd".to_owned()),
        labels: [("vendor".to_owned(), "acme".to_owned())].into(),
        ..ImageFacts::default()
    };
    let binding = NetworkBinding {
        bind_ip: "0.0.0.0".to_owned(),
        protocol: "tcp".to_owned(),
        ..NetworkBinding::default()
    };
    let one = NetworkBinding {
        container_port: Some(80),
        host_port: Some(32768),
        ..binding.clone()
    };
    let range = NetworkBinding {
        container_port_range: Some("90-91".to_owned()),
        host_port_range: Some("33000-33001".to_owned()),
        ..binding
    };
    let mut facts = vec![
        Fact::TaskReady,
        Fact::Pulled {
            container: container(),
            image: Box::new(image),
        },
        Fact::Created {
            container: container(),
            runtime_id: "56".repeat(32),
            pid: 1,
            network_bindings: vec![one, range],
            run: 0,
        },
        Fact::Started {
            container: container(),
            run: 0,
            at_ms: EPOCH_MS + 3010,
        },
    ];
    if ended {
        facts.push(Fact::Exited {
            container: container(),
            run: 0,
            exit: Exit {
                code: 3,
                oom_killed: false,
                start_error: None,
                shim_lost: false,
                at_ms: EPOCH_MS + 9000,
            },
        });
    }
    for (number, fact) in facts.into_iter().enumerate() {
        let event = Event::Fact {
            task_arn: ARN.to_owned(),
            fact,
        };
        let later = i64::try_from(number).expect("few") * 1000 + 10;
        engine.handle(event, EPOCH_MS + later);
    }
    engine.tasks()[ARN].clone()
}

fn place(name: &str) -> Option<Place> {
    (name == "main").then(|| Place {
        kind: Kind::Bridge,
        address: Some(Ipv4Addr::new(172, 30, 0, 2)),
        volumes: vec![Volume {
            name: Some("data".to_owned()),
            source: "/var/lib/berth/agent/volumes/data".to_owned(),
            destination: "/data".to_owned(),
        }],
    })
}

fn view(task: &Task, version: Version) -> View<'_> {
    View {
        task,
        cluster: "default",
        availability_zone: Some("us-east-1a"),
        place: &place,
        version,
        storage: None,
    }
}

fn main_container() -> Value {
    json!({
        "DockerId": "56".repeat(32),
        "Name": "main",
        "DockerName": "ecs-web-3-main-56565656565656565656",
        "Image": "registry/web:1",
        "ImageID": "sha256:cccc",
        "Ports": [
            {"ContainerPort": 80, "Protocol": "tcp", "HostPort": 32768, "HostIp": "0.0.0.0"},
            {"ContainerPort": 90, "Protocol": "tcp", "HostPort": 33000, "HostIp": "0.0.0.0"},
            {"ContainerPort": 91, "Protocol": "tcp", "HostPort": 33001, "HostIp": "0.0.0.0"},
        ],
        "Labels": {
            "com.amazonaws.ecs.cluster": "default",
            "com.amazonaws.ecs.container-name": "main",
            "com.amazonaws.ecs.task-arn": ARN,
            "com.amazonaws.ecs.task-definition-family": "web",
            "com.amazonaws.ecs.task-definition-version": "3",
            "team": "blue",
            "vendor": "acme",
        },
        "DesiredStatus": "RUNNING",
        "KnownStatus": "RUNNING",
        "Limits": {"CPU": 128, "Memory": 64},
        "CreatedAt": "2026-11-22T07:08:26.01Z",
        "StartedAt": "2026-11-22T07:08:27.01Z",
        "Type": "NORMAL",
        "Volumes": [{
            "DockerName": "data",
            "Source": "/var/lib/berth/agent/volumes/data",
            "Destination": "/data",
        }],
        "LogDriver": "awslogs",
        "LogOptions": {"awslogs-group": "/web"},
        "ContainerARN": "arn:aws:ecs:us-east-1:123456789012:container/default/1111/c1",
        "Networks": [{"NetworkMode": "bridge", "IPv4Addresses": ["172.30.0.2"]}],
    })
}

#[test]
fn a_container_of_version_4() {
    let task = task(false);
    let view = view(&task, Version::V4);
    assert_eq!(metadata::container(&view, "main"), Some(main_container()));
    // It has no image yet, so there is nothing to tell; nor of one that nobody knows.
    assert_eq!(metadata::container(&view, "later"), None);
    assert_eq!(metadata::container(&view, "other"), None);
}

#[test]
fn a_task_of_version_4() {
    let task = task(false);
    let tags = Tags {
        task: [("stage".to_owned(), "test".to_owned())].into(),
        ..Tags::default()
    };
    let expected = json!({
        "Cluster": "default",
        "TaskARN": ARN,
        "Family": "web",
        "Revision": "3",
        "DesiredStatus": "RUNNING",
        "KnownStatus": "NONE",
        "Limits": {"CPU": 0.5, "Memory": 256},
        "PullStartedAt": "2026-11-22T07:08:24Z",
        "PullStoppedAt": "2026-11-22T07:08:25.01Z",
        "AvailabilityZone": "us-east-1a",
        "TaskTags": {"stage": "test"},
        "LaunchType": "EC2",
        "Containers": [main_container()],
        "ServiceName": "front",
        "FaultInjectionEnabled": false,
    });
    assert_eq!(metadata::task(&view(&task, Version::V4), tags), expected);
}

#[test]
fn older_versions_say_less() {
    let task = task(false);
    let mut expected = main_container();
    let fields = expected.as_object_mut().expect("an object");
    for field in ["LogDriver", "LogOptions", "ContainerARN"] {
        fields.remove(field);
    }
    let ports = fields["Ports"].as_array_mut().expect("a list");
    for port in ports {
        port.as_object_mut().expect("an object").remove("HostIp");
    }
    let container = |version| metadata::container(&view(&task, version), "main");
    assert_eq!(container(Version::V3), Some(expected.clone()));
    expected
        .as_object_mut()
        .expect("an object")
        .remove("Networks");
    assert_eq!(container(Version::V2), Some(expected));

    let old = metadata::task(&view(&task, Version::V3), Tags::default());
    for field in [
        "LaunchType",
        "ServiceName",
        "FaultInjectionEnabled",
        "TaskTags",
    ] {
        assert_eq!(old.get(field), None, "{field}");
    }
}

#[test]
fn a_container_that_has_ended_says_how() {
    let task = task(true);
    let container = metadata::container(&view(&task, Version::V4), "main").expect("made");
    assert_eq!(container["ExitCode"], 3);
    assert_eq!(container["KnownStatus"], "STOPPED");
    assert_eq!(container["DesiredStatus"], "STOPPED");
    assert_eq!(container["FinishedAt"], "2026-11-22T07:08:33Z");
}

#[test]
fn a_tasks_credentials_are_its_own_while_it_lives() {
    assert!(credentials::are_of(&task(false), "cred-1"));
    assert!(!credentials::are_of(&task(false), "cred-2"));
}

#[test]
fn a_container_is_told_where_everything_is() {
    let task = spec();
    let told = |container: &acs::Container| environment(&task, container, "id");
    let named = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let all = [
        named("ECS_CONTAINER_METADATA_URI", "http://169.254.170.2/v3/id"),
        named(
            "ECS_CONTAINER_METADATA_URI_V4",
            "http://169.254.170.2/v4/id",
        ),
        named("ECS_AGENT_URI", "http://169.254.170.2/api/id"),
        named(
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "/v2/credentials/cred-1",
        ),
        named("AWS_ENDPOINT_URL", "http://169.254.170.2:4566"),
    ];
    assert_eq!(told(&task.containers[0]), all);
    let mut opted_out = task.containers[0].clone();
    let off = ("BERTH_AWS_ENDPOINT_URL".to_owned(), "off".to_owned());
    opted_out.environment.extend([off]);
    assert_eq!(told(&opted_out), all[..4]);
}
