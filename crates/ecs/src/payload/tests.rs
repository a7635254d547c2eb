use berth_model::{
    Container, ContainerStatus, Document, HealthStatus, Reservation, TaskDefinitionStatus, TaskId,
    TaskStatus, Timestamp,
};
use serde_json::{Value, json};

use super::*;

const LOGS: LogDefaults<'_> = LogDefaults {
    mode: "non-blocking",
    endpoint: "http://here",
};

fn definition(body: Value) -> TaskDefinition {
    let request = serde_json::from_value(body).expect("a request");
    let normalised = crate::task_definition::normalise(request).expect("registers");
    TaskDefinition {
        family: normalised.family,
        revision: 3,
        status: TaskDefinitionStatus::Active,
        document: Document::new(normalised.document),
        registered_at: Timestamp(0),
        registered_by: String::new(),
        deregistered_at: None,
        delete_requested_at: None,
        tags: berth_model::Tags::new(),
    }
}

fn record(definition: &TaskDefinition, overrides: Value) -> Task {
    let containers = each(definition.document.container_definitions.as_ref());
    let container = |it: &api::ContainerDefinition| Container {
        id: "u-1".into(),
        name: it.name.clone().unwrap_or_default(),
        image: it.image.clone().unwrap_or_default(),
        image_digest: None,
        runtime_id: None,
        last_status: ContainerStatus::Pending,
        exit_code: None,
        reason: None,
        network_bindings: Vec::new(),
        health_status: HealthStatus::Unknown,
        cpu: None,
        memory: None,
        memory_reservation: None,
        essential: true,
    };
    Task {
        id: TaskId::new(1),
        cluster: "default".into(),
        task_definition: (definition.family.clone(), 3),
        instance: None,
        availability_zone: None,
        last_status: TaskStatus::Pending,
        desired_status: DesiredStatus::Running,
        version: 1,
        created_at: Timestamp(0),
        pull_started_at: None,
        pull_stopped_at: None,
        started_at: None,
        execution_stopped_at: None,
        stopping_at: None,
        stopped_at: None,
        connectivity_at: None,
        connected: true,
        launch_type: LaunchType::Ec2,
        capacity_provider: None,
        group: "service:web".into(),
        started_by: None,
        cpu: None,
        memory: None,
        overrides: Document::new(serde_json::from_value(overrides).expect("overrides")),
        containers: containers.iter().map(container).collect(),
        stop_code: None,
        stopped_reason: None,
        enable_execute_command: false,
        reservation: Reservation::default(),
        tags: berth_model::Tags::new(),
        protected_until: None,
        waiting: None,
        attachments: Vec::new(),
        fargate: None,
    }
}

fn names() -> Names {
    Names {
        region: "us-east-1".into(),
        account: "123456789012".into(),
    }
}

fn payload(body: Value, overrides: Value) -> Value {
    let definition = definition(body);
    let record = record(&definition, overrides);
    serde_json::to_value(task(&record, &definition, &[], &names(), &LOGS)).expect("JSON")
}

/// The `config` and `hostConfig` of a container with these members.
fn docker(members: Value, task: Value) -> (Value, Value) {
    let mut container = json!({"name": "c", "image": "busybox", "memory": 64});
    let mut body = json!({"family": "f"});
    for (body, members) in [(&mut container, members), (&mut body, task)] {
        for (name, value) in members.as_object().expect("an object") {
            body[name] = value.clone();
        }
    }
    body["containerDefinitions"] = json!([container]);
    let payload = payload(body, json!({}));
    let config = &payload["containers"][0]["dockerConfig"];
    let parse = |text: &Value| {
        text.as_str().map_or(Value::Null, |text| {
            serde_json::from_str(text).expect("JSON")
        })
    };
    (parse(&config["config"]), parse(&config["hostConfig"]))
}

#[test]
fn a_task_in_the_protocol_s_words() {
    let body = json!({
        "family": "web", "cpu": "256", "memory": "128",
        "containerDefinitions": [{
            "name": "c", "image": "busybox:1", "cpu": 10, "memory": 64, "stopTimeout": 5,
            "command": ["serve"], "entryPoint": ["sh"],
            "environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}],
            "portMappings": [{"containerPort": 80, "hostPort": 8080}],
            "mountPoints": [{"sourceVolume": "v", "containerPath": "/v"}],
        }],
        "volumes": [{"name": "v"}, {"name": "h", "host": {"sourcePath": "/tmp"}}],
    });
    let overrides = json!({"containerOverrides": [{
        "name": "c", "command": ["once"], "cpu": 20, "environment": [{"name": "B", "value": "3"}],
    }]});
    let expected = json!({
        "arn": "arn:aws:ecs:us-east-1:123456789012:task/default/00000000000000000000000000000001",
        "taskClusterArn": "arn:aws:ecs:us-east-1:123456789012:cluster/default",
        "family": "web",
        "version": "3",
        "desiredStatus": "RUNNING",
        "launchType": "EC2",
        "serviceName": "web",
        "group": "service:web",
        "taskDefinitionAccountId": "123456789012",
        "cpu": 0.25,
        "memory": 128,
        "networkMode": "bridge",
        "overrides": "{}",
        "volumes": [
            {"name": "v", "type": "host", "host": {}},
            {"name": "h", "type": "host", "host": {"sourcePath": "/tmp"}},
        ],
        "containers": [{
            "name": "c",
            "image": "busybox:1",
            "essential": true,
            "containerArn": "arn:aws:ecs:us-east-1:123456789012:container/default/00000000000000000000000000000001/u-1",
            "command": ["serve"],
            "entryPoint": ["sh"],
            "environment": {"A": "1", "AWS_EXECUTION_ENV": "AWS_ECS_EC2", "B": "3"},
            "overrides": "{\"command\":[\"once\"]}",
            "cpu": 20,
            "memory": 64,
            "portMappings": [{"containerPort": 80, "hostPort": 8080, "protocol": "tcp"}],
            "mountPoints": [{"sourceVolume": "v", "containerPath": "/v", "readOnly": false}],
            "stopTimeout": 5,
            "dockerConfig": {"version": "1.19"},
        }],
    });
    assert_eq!(payload(body, overrides), expected);
}

#[test]
fn the_definition_goes_to_docker_s_field_names() {
    let none = || json!({});
    assert_eq!(docker(none(), none()), (Value::Null, Value::Null));
    let process = json!({
        "user": "1:1", "workingDirectory": "/w", "hostname": "h", "pseudoTerminal": true,
        "interactive": true, "dockerLabels": {"a": "b"}, "privileged": false,
        "healthCheck": {"command": ["CMD", "true"], "startPeriod": 2},
    });
    let second = 1_000_000_000_i64;
    let expected = json!({
        "User": "1:1", "WorkingDir": "/w", "Hostname": "h", "Tty": true, "OpenStdin": true,
        "Labels": {"a": "b"},
        "Healthcheck": {
            "Test": ["CMD", "true"], "Interval": 30 * second, "Timeout": 5 * second, "Retries": 3,
            "StartPeriod": 2 * second,
        },
    });
    assert_eq!(docker(process, none()), (expected, Value::Null));
    let host = json!({
        "privileged": true, "readonlyRootFilesystem": true, "memoryReservation": 32,
        "dnsServers": ["10.0.0.2"], "dnsSearchDomains": ["corp"],
        "extraHosts": [{"hostname": "db", "ipAddress": "10.0.0.9"}],
        "dockerSecurityOptions": ["no-new-privileges"],
        "ulimits": [{"name": "nofile", "softLimit": 1, "hardLimit": 2}],
        "systemControls": [{"namespace": "net.core.somaxconn", "value": "9"}],
        "linuxParameters": {
            "capabilities": {"add": ["SYS_PTRACE"], "drop": ["NET_RAW"]},
            "initProcessEnabled": true, "sharedMemorySize": 2, "maxSwap": 36, "swappiness": 10,
            "devices": [
                {"hostPath": "/dev/fuse"},
                {"hostPath": "/dev/a", "containerPath": "/dev/b", "permissions": ["read", "mknod"]},
            ],
            "tmpfs": [{"containerPath": "/t", "size": 4, "mountOptions": ["noexec"]}],
        },
        "logConfiguration": {"logDriver": "json-file", "options": {"max-size": "1m"}},
    });
    let mib = 1024 * 1024;
    let expected = json!({
        "Privileged": true, "ReadonlyRootfs": true, "MemoryReservation": 32 * mib,
        "Dns": ["10.0.0.2"], "DnsSearch": ["corp"], "SecurityOpt": ["no-new-privileges"],
        "ExtraHosts": ["db:10.0.0.9"],
        "Ulimits": [{"Name": "nofile", "Soft": 1, "Hard": 2}],
        "Sysctls": {"net.core.somaxconn": "9"},
        "LogConfig": {"Type": "json-file", "Config": {"max-size": "1m"}},
        "CapAdd": ["SYS_PTRACE"], "CapDrop": ["NET_RAW"], "Init": true, "ShmSize": 2 * mib,
        "Devices": [
            {"PathOnHost": "/dev/fuse", "PathInContainer": "/dev/fuse", "CgroupPermissions": "rwm"},
            {"PathOnHost": "/dev/a", "PathInContainer": "/dev/b", "CgroupPermissions": "rm"},
        ],
        "Tmpfs": {"/t": "size=4m,noexec"},
        "MemorySwap": 100 * mib, "MemorySwappiness": 10,
    });
    assert_eq!(docker(host, none()), (Value::Null, expected));
    for mode in ["host", "none"] {
        let (_, host) = docker(none(), json!({"networkMode": mode}));
        assert_eq!(host, json!({"NetworkMode": mode}));
    }
}

#[test]
fn awslogs_gets_the_whole_stream_name_a_mode_and_an_endpoint() {
    let logs = |options: Value| {
        let mut all = json!({"awslogs-group": "g", "awslogs-region": "r"});
        for (name, value) in options.as_object().expect("an object") {
            all[name] = value.clone();
        }
        let logs = json!({"logConfiguration": {"logDriver": "awslogs", "options": all}});
        docker(logs, json!({})).1["LogConfig"]["Config"].clone()
    };
    let stream = "p/c/00000000000000000000000000000001";
    assert_eq!(
        logs(json!({"awslogs-stream-prefix": "p", "mode": "blocking"})),
        json!({
            "awslogs-group": "g",
            "awslogs-region": "r",
            "awslogs-stream": stream,
            "mode": "blocking",
            "awslogs-endpoint": "http://here",
        })
    );
    assert_eq!(
        logs(json!({})),
        json!({
            "awslogs-group": "g",
            "awslogs-region": "r",
            "mode": "non-blocking",
            "awslogs-endpoint": "http://here",
        })
    );
}

#[test]
fn roles_secrets_and_registries() {
    let definition = definition(json!({
        "family": "f", "executionRoleArn": "role", "networkMode": "host",
        "containerDefinitions": [{
            "name": "c", "memory": 64,
            "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/a:1",
            "secrets": [
                {"name": "A", "valueFrom": "arn:aws:ssm:us-east-1:1:parameter/web/pw"},
                {"name": "B", "valueFrom": "arn:aws:secretsmanager:eu-west-1:1:secret:s-1"},
            ],
            "logConfiguration": {
                "logDriver": "awslogs", "options": {"awslogs-group": "g", "awslogs-region": "r"},
            },
        }, {
            "name": "d", "memory": 64, "image": "private/d", "essential": false,
            "repositoryCredentials": {"credentialsParameter": "arn:aws:secretsmanager:us-east-1:1:secret:r"},
        }],
    }));
    let credentials = Arc::new(RoleCredentials {
        credentials_id: "id".into(),
        task: TaskId::new(1),
        role_type: RoleType::Execution,
        role_arn: "role".into(),
        access_key_id: "ASIA".into(),
        secret: "secret".into(),
        session_token: "token".into(),
        expires_at: Timestamp(1_795_348_800_123),
    });
    let mut record = record(&definition, json!({}));
    record.enable_execute_command = true;
    let task = task(&record, &definition, &[credentials], &names(), &LOGS);
    assert_eq!(task.role_credentials, None);
    assert_eq!(
        serde_json::to_value(task.execution_role_credentials).expect("JSON"),
        json!({
            "credentialsId": "id", "roleArn": "role", "accessKeyId": "ASIA",
            "secretAccessKey": "secret", "sessionToken": "token",
            "expiration": "2026-11-22T12:00:00Z",
        })
    );
    let [c, d] = &task.containers[..] else {
        panic!("two containers")
    };
    let providers: Vec<_> = c
        .secrets
        .iter()
        .map(|it| (it.provider.as_str(), it.region.as_str()))
        .collect();
    assert_eq!(providers, [("ssm", "us-east-1"), ("asm", "eu-west-1")]);
    // Agents look a parameter's value up by its name.
    assert_eq!(c.secrets[0].value_from, "/web/pw");
    assert_eq!(c.logs_auth_strategy, "ExecutionRole");
    assert_eq!(c.managed_agents[0].name, "ExecuteCommandAgent");
    assert_eq!(
        serde_json::to_value(&c.registry_authentication).expect("JSON"),
        json!({"type": "ecr", "ecrAuthData": {
            "registryId": "123456789012", "region": "eu-west-1", "useExecutionRole": true,
        }})
    );
    assert_eq!(
        serde_json::to_value(&d.registry_authentication).expect("JSON"),
        json!({"type": "asm", "asmAuthData": {
            "credentialsParameter": "arn:aws:secretsmanager:us-east-1:1:secret:r", "region": "us-east-1",
        }})
    );
    assert!(!d.essential);
}
