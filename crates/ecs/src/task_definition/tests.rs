use berth_api_ecs as api;
use serde_json::{Value, json};

use super::*;

mod fargate;
mod networks;
mod overrides;
mod property;
mod refusals;
mod settings;

/// A request of these members, with one good container unless it brings its own.
fn request(members: Value) -> api::RegisterTaskDefinitionRequest {
    let mut body = json!({"family": "f", "containerDefinitions": [container(json!({}))]});
    merge(&mut body, members);
    serde_json::from_value(body).expect("a request")
}

/// A container of these members; null takes one away.
fn container(members: Value) -> Value {
    let mut body = json!({"name": "c", "image": "busybox", "memory": 64});
    merge(&mut body, members);
    body
}

fn merge(body: &mut Value, members: Value) {
    let Value::Object(members) = members else {
        panic!("an object")
    };
    for (name, value) in members {
        body[name] = value;
    }
}

fn register(members: Value) -> api::TaskDefinition {
    normalise(request(members))
        .unwrap_or_else(|fault| panic!("{fault}"))
        .document
}

fn as_json(document: &api::TaskDefinition) -> Value {
    serde_json::to_value(document).expect("JSON")
}

fn names(attributes: &[api::Attribute]) -> Vec<String> {
    attributes.iter().filter_map(|it| it.name.clone()).collect()
}

fn compatible(document: &api::TaskDefinition) -> Vec<&str> {
    each(document.compatibilities.as_ref())
        .iter()
        .map(api::Compatibility::as_str)
        .collect()
}

/// The Fargate task definition of the project's own description: numbers for cpu and memory, an
/// account of eleven digits.
fn fargate() -> Value {
    json!({
        "containerDefinitions": [{
            "command": ["/bin/sh -c \"echo hello\""],
            "entryPoint": ["sh", "-c"],
            "essential": true,
            "image": "jeffersonvivanco/spring_demo_repo:spring_app",
            "logConfiguration": {
                "logDriver": "awslogs",
                "options": {
                    "awslogs-group": "/ecs/fargate-task-definition",
                    "awslogs-region": "us-east-1",
                    "awslogs-stream-prefix": "ecs"
                }
            },
            "name": "sample-fargate-app",
            "portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}]
        }],
        "cpu": 256,
        "executionRoleArn": "arn:aws:iam::02345678910:role/ecsTaskExecutionRole",
        "family": "fargate-task-definition",
        "memory": 512,
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"]
    })
}

#[test]
fn the_fargate_example_reads_back_as_in_ecs() {
    let mut expected = fargate();
    expected["cpu"] = json!("256");
    expected["memory"] = json!("512");
    merge(
        &mut expected["containerDefinitions"][0],
        json!({"cpu": 0, "environment": [], "mountPoints": [], "volumesFrom": [], "systemControls": []}),
    );
    merge(
        &mut expected,
        json!({
            "volumes": [],
            "placementConstraints": [],
            "compatibilities": ["EC2", "FARGATE", "MANAGED_INSTANCES"],
            "requiresAttributes": [
                {"name": "com.amazonaws.ecs.capability.docker-remote-api.1.18"},
                {"name": "com.amazonaws.ecs.capability.docker-remote-api.1.19"},
                {"name": "com.amazonaws.ecs.capability.logging-driver.awslogs"},
                {"name": "ecs.capability.execution-role-awslogs"},
                {"name": "ecs.capability.task-eni"},
            ],
        }),
    );
    assert_eq!(as_json(&register(fargate())), expected);
}

#[test]
fn the_shared_volume_example_runs_on_container_instances() {
    let database = |name: &str| {
        json!({
            "image": "my-repo/database",
            "mountPoints": [{"containerPath": "/var/scratch", "sourceVolume": "database_scratch"}],
            "name": name,
            "memory": 128,
        })
    };
    let document = register(json!({
        "family": "shared",
        "containerDefinitions": [database("database1"), database("database2")],
        "volumes": [{"name": "database_scratch"}],
    }));
    let filled = |name: &str| {
        let mut container = database(name);
        merge(
            &mut container,
            json!({
                "cpu": 0, "essential": true, "portMappings": [], "environment": [],
                "volumesFrom": [], "systemControls": [],
            }),
        );
        container
    };
    let expected = json!({
        "family": "shared",
        "networkMode": "bridge",
        "containerDefinitions": [filled("database1"), filled("database2")],
        "volumes": [{"name": "database_scratch", "host": {}}],
        "placementConstraints": [],
        "requiresAttributes": [],
        "compatibilities": ["EXTERNAL", "EC2"],
    });
    assert_eq!(as_json(&document), expected);
}

#[test]
fn cpu_and_memory_are_read_in_every_spelling() {
    let check = |cpu: Value, memory: Value, expected: (&str, &str)| {
        let document = register(json!({"cpu": cpu, "memory": memory}));
        let stored = (text(document.cpu.as_ref()), text(document.memory.as_ref()));
        assert_eq!(stored, expected, "{cpu} {memory}");
    };
    check(json!("256"), json!("512"), ("256", "512"));
    check(json!(256), json!(512), ("256", "512"));
    check(json!("1 vCPU"), json!("1GB"), ("1024", "1024"));
    check(json!("0.5 vcpu"), json!("0.5 GB"), ("512", "512"));
    check(json!(".5 vCPU"), json!(".5 gb"), ("512", "512"));
    check(json!("1vCPU"), json!("1.25gb"), ("1024", "1280"));
    check(json!("192 vCPU"), json!("120 GB"), ("196608", "122880"));
    check(json!("0.125 vCPU"), json!("64"), ("128", "64"));
}

// Nothing on a host shows them: there is no Docker that lists volumes.
// proves: DockerVolumeConfiguration.labels
#[test]
fn labels_of_volumes_are_kept() {
    let document = register(json!({
        "containerDefinitions": [container(json!({}))],
        "volumes": [{"name": "v", "dockerVolumeConfiguration": {
            "scope": "shared", "autoprovision": true, "driver": "local", "labels": {"team": "blue"},
        }}],
    }));
    let volumes = &as_json(&document)["volumes"];
    assert_eq!(
        volumes[0]["dockerVolumeConfiguration"]["labels"],
        json!({"team": "blue"})
    );
}

// What finds services by these names (Service Connect) is not here; the definition keeps them.
// proves: PortMapping.name, PortMapping.appProtocol
#[test]
fn a_ports_name_and_its_applications_protocol_are_kept() {
    let given = json!({"containerPort": 80, "name": "web", "appProtocol": "http2"});
    let with = |second: Value| {
        normalise(request(json!({
            "containerDefinitions": [container(json!({"portMappings": [given, second]}))],
        })))
    };
    let other = json!({"containerPort": 81, "name": "admin", "appProtocol": "grpc"});
    let document = with(other)
        .unwrap_or_else(|fault| panic!("{fault}"))
        .document;
    let mappings = each(containers(&document)[0].port_mappings.as_ref());
    let kept: Vec<_> = mappings
        .iter()
        .map(|it| {
            (
                text(it.name.as_ref()),
                it.app_protocol.as_ref().map_or("", |it| it.as_str()),
            )
        })
        .collect();
    assert_eq!(kept, [("web", "http2"), ("admin", "grpc")]);
    let same = with(json!({"containerPort": 81, "name": "web"}));
    assert!(same.is_err_and(|fault| fault.message.contains("web")));
    let loud = with(json!({"containerPort": 81, "name": "Web"}));
    assert!(loud.is_err_and(|fault| fault.message.contains("portMappings[1].name")));
}

#[test]
fn ports_are_filled_in_by_network_mode() {
    let check = |mode: &str, given: Value, expected: Value| {
        let document = register(json!({
            "networkMode": mode,
            "containerDefinitions": [container(json!({"portMappings": [given]}))],
        }));
        let mappings = each(containers(&document)[0].port_mappings.as_ref());
        assert_eq!(
            serde_json::to_value(&mappings[0]).expect("JSON"),
            expected,
            "{mode}"
        );
    };
    let filled = |host: u16| json!({"containerPort": 80, "hostPort": host, "protocol": "tcp"});
    check("bridge", json!({"containerPort": 80}), filled(0));
    check(
        "bridge",
        json!({"containerPort": 80, "hostPort": 8080}),
        filled(8080),
    );
    check("host", json!({"containerPort": 80}), filled(80));
    check("awsvpc", json!({"containerPort": 80}), filled(80));
    check(
        "awsvpc",
        json!({"containerPort": 80, "hostPort": 0}),
        filled(80),
    );
    let range = json!({"containerPortRange": "9000-9002", "protocol": "udp"});
    check("bridge", range.clone(), range);
}

#[test]
fn a_health_check_and_a_file_system_show_their_defaults() {
    let document = register(json!({
        "containerDefinitions": [container(json!({"healthCheck": {"command": ["CMD-SHELL", "true"]}}))],
        "volumes": [{"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}],
    }));
    let json = as_json(&document);
    assert_eq!(
        json["containerDefinitions"][0]["healthCheck"],
        json!({"command": ["CMD-SHELL", "true"], "interval": 30, "timeout": 5, "retries": 3})
    );
    let efs = json!({"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-1", "rootDirectory": "/"}});
    assert_eq!(json["volumes"][0], efs);
}

// proves: RegisterTaskDefinitionRequest.tags, Tag.key, Tag.value
#[test]
fn tags_are_given_back_apart() {
    let tags = json!([{"key": "a", "value": "b"}]);
    let normalised = normalise(request(json!({"tags": tags}))).expect("registers");
    assert_eq!(serde_json::to_value(&normalised.tags).expect("JSON"), tags);
    assert_eq!(normalised.family, "f");
}

#[test]
fn fields_ask_for_their_capability() {
    let execution = "arn:aws:iam::123456789012:role/execution";
    let of_task = |members: Value| names(&requires_attributes(&register(members)));
    let of_container = |members: Value| {
        of_task(
            json!({"executionRoleArn": execution, "containerDefinitions": [container(members)]}),
        )
    };
    let check = |found: Vec<String>, expected: &[&str]| {
        let full = |name: &&str| match name.strip_prefix('+') {
            Some(name) => format!("com.amazonaws.ecs.capability.{name}"),
            None => format!("ecs.capability.{name}"),
        };
        assert_eq!(found, expected.iter().map(full).collect::<Vec<_>>());
    };
    let health = json!({"command": ["CMD", "true"]});
    check(of_container(json!({})), &[]);
    check(
        of_container(json!({"healthCheck": health})),
        &["+docker-remote-api.1.29", "container-health-check"],
    );
    check(
        of_container(json!({"privileged": true})),
        &["+privileged-container"],
    );
    check(of_container(json!({"privileged": false})), &[]);
    check(
        of_container(json!({"memoryReservation": 32})),
        &["+docker-remote-api.1.21"],
    );
    check(
        of_container(json!({"restartPolicy": {"enabled": true}})),
        &["container-restart-policy"],
    );
    check(
        of_container(json!({"restartPolicy": {"enabled": false}})),
        &[],
    );
    check(
        of_container(json!({"secrets": [
            {"name": "A", "valueFrom": "parameter"},
            {"name": "B", "valueFrom": "arn:aws:secretsmanager:us-east-1:1:secret:s-1"},
        ]})),
        &[
            "secrets.asm.environment-variables",
            "secrets.ssm.environment-variables",
        ],
    );
    check(
        of_container(json!({"image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/a:1"})),
        &[
            "+docker-remote-api.1.19",
            "+ecr-auth",
            "execution-role-ecr-pull",
        ],
    );
    check(
        of_container(json!({"logConfiguration": {"logDriver": "json-file"}})),
        &["+docker-remote-api.1.18", "+logging-driver.json-file"],
    );
    check(
        of_container(
            json!({"environmentFiles": [{"type": "s3", "value": "arn:aws:s3:::b/a.env"}]}),
        ),
        &["env-files.s3"],
    );
    check(
        of_container(json!({"portMappings": [{"containerPortRange": "1-2"}]})),
        &["network.container-port-range"],
    );
    check(
        of_container(json!({"repositoryCredentials": {"credentialsParameter": "arn:x"}})),
        &["private-registry-authentication.secretsmanager"],
    );
    check(
        of_task(json!({"pidMode": "host"})),
        &["pid-ipc-namespace-sharing"],
    );
    check(
        of_task(json!({"ipcMode": "none"})),
        &["pid-ipc-namespace-sharing"],
    );
    check(of_task(json!({"taskRoleArn": "web"})), &["+task-iam-role"]);
    check(
        of_task(json!({"taskRoleArn": "web", "networkMode": "host"})),
        &["+task-iam-role-network-host"],
    );
    check(
        of_task(json!({"cpu": "16 vCPU"})),
        &["increased-task-cpu-limit"],
    );
    check(
        of_task(json!({"enableFaultInjection": true})),
        &["fault-injection"],
    );
    let volume = |configuration: Value| {
        let mut volume = json!({"name": "v"});
        merge(&mut volume, configuration);
        of_task(json!({"volumes": [volume]}))
    };
    check(
        volume(json!({"efsVolumeConfiguration": {"fileSystemId": "fs-1"}})),
        &["efs"],
    );
    check(
        volume(json!({"dockerVolumeConfiguration": {}})),
        &["docker-plugin.local"],
    );
    check(
        volume(json!({"configuredAtLaunch": true})),
        &["storage.ebs-task-volume-attach"],
    );
    let needs = json!([{"containerName": "d", "condition": "START"}]);
    check(
        of_task(json!({"containerDefinitions": [
            container(json!({"dependsOn": needs})),
            container(json!({"name": "d"})),
        ]})),
        &["container-ordering"],
    );
    let arm = register(json!({"runtimePlatform": {"cpuArchitecture": "ARM64"}}));
    assert_eq!(
        as_json(&arm)["requiresAttributes"],
        json!([{"name": "ecs.cpu-architecture", "value": "arm64"}])
    );
}

// proves: RegisterTaskDefinitionRequest.requiresCompatibilities
#[test]
fn compatibilities_are_what_validates() {
    let check = |members: Value, expected: &[&str]| {
        let document = register(members);
        assert_eq!(compatible(&document), expected);
    };
    let sized = |mode: &str| json!({"networkMode": mode, "cpu": "256", "memory": "512"});
    check(json!({}), &["EXTERNAL", "EC2"]);
    check(sized("bridge"), &["EXTERNAL", "EC2"]);
    check(sized("awsvpc"), &["EC2", "FARGATE", "MANAGED_INSTANCES"]);
    check(sized("host"), &["EXTERNAL", "EC2", "MANAGED_INSTANCES"]);
    check(json!({"networkMode": "awsvpc"}), &["EC2"]);
    let efs = json!([{"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]);
    check(json!({"volumes": efs}), &["EC2"]);
}
