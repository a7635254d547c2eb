//! Request bodies as people and tools send them, and what is wrong with the wrong ones.

use berth_api_ecs::{
    Compatibility, LogDriver, NetworkMode, Operation, RegisterTaskDefinitionRequest,
    RunTaskRequest, TransportProtocol,
};
use berth_protocol::shape::{DecodeError, Problem, decode, read};
use serde_json::{Value, json};

/// A Fargate task definition with numbers for the task's cpu and memory.
fn fargate() -> Value {
    json!({
        "containerDefinitions": [{
            "command": ["..."],
            "entryPoint": ["..."],
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
            "portMappings": [{ "containerPort": 80, "hostPort": 80, "protocol": "tcp" }]
        }],
        "cpu": 256,
        "executionRoleArn": "arn:aws:iam::02345678910:role/ecsTaskExecutionRole",
        "family": "fargate-task-definition",
        "memory": 512,
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"]
    })
}

fn register(body: &Value) -> Result<RegisterTaskDefinitionRequest, DecodeError> {
    decode(body.to_string().as_bytes())
}

#[test]
fn a_fargate_task_definition_with_numbers() {
    let request = register(&fargate()).unwrap();
    assert_eq!(request.cpu.as_deref(), Some("256"));
    assert_eq!(request.memory.as_deref(), Some("512"));
    assert_eq!(request.network_mode, Some(NetworkMode::Awsvpc));
    assert_eq!(
        request.requires_compatibilities,
        Some(vec![Compatibility::Fargate])
    );
    let containers = request.container_definitions.as_ref().unwrap();
    let logs = containers[0].log_configuration.as_ref().unwrap();
    assert_eq!(logs.log_driver, Some(LogDriver::Awslogs));
    assert_eq!(
        logs.options.as_ref().unwrap()["awslogs-stream-prefix"],
        "ecs"
    );
    let port = &containers[0].port_mappings.as_ref().unwrap()[0];
    assert_eq!(
        (port.container_port, &port.protocol),
        (Some(80), &Some(TransportProtocol::Tcp))
    );

    let mut written = serde_json::to_value(&request).unwrap();
    assert_eq!(register(&written).unwrap(), request);
    written["cpu"] = json!(256);
    written["memory"] = json!(512);
    assert_eq!(written, fargate());
}

#[test]
fn task_overrides_take_numbers_too() {
    let body = json!({ "taskDefinition": "t", "overrides": { "cpu": 512, "memory": "1024" } });
    let request: RunTaskRequest = decode(body.to_string().as_bytes()).unwrap();
    let overrides = request.overrides.unwrap();
    assert_eq!(overrides.cpu.as_deref(), Some("512"));
    assert_eq!(overrides.memory.as_deref(), Some("1024"));
}

#[test]
fn null_is_absent_and_unknown_members_are_ignored() {
    let mut body = fargate();
    body["pidMode"] = Value::Null;
    body["volumes"] = json!([]);
    body["containerDefinitions"][0]["inventedMember"] = json!({ "deep": [1] });
    body["containerDefinitions"][0]["portMappings"][0]["hostPort"] = Value::Null;
    let request = register(&body).unwrap();
    assert_eq!(request.pid_mode, None);
    assert_eq!(request.volumes, Some(vec![]), "empty is not absent");
    let containers = request.container_definitions.unwrap();
    assert_eq!(
        containers[0].port_mappings.as_ref().unwrap()[0].host_port,
        None
    );
}

#[test]
fn what_is_missing_is_named() {
    let mut body = fargate();
    body.as_object_mut().unwrap().remove("family");
    body["containerDefinitions"][0]["logConfiguration"]["logDriver"] = Value::Null;
    body["containerDefinitions"][0]["ulimits"] = json!([{ "name": "core", "softLimit": 0 }]);
    let Err(DecodeError::Invalid(violations)) = register(&body) else {
        panic!("it is accepted")
    };
    assert!(
        violations
            .iter()
            .all(|violation| violation.problem == Problem::Missing)
    );
    let mut paths: Vec<_> = violations
        .iter()
        .map(|violation| violation.path.as_str())
        .collect();
    paths.sort_unstable();
    assert_eq!(
        paths,
        [
            "containerDefinitions[0].logConfiguration.logDriver",
            "containerDefinitions[0].ulimits[0].hardLimit",
            "family",
        ]
    );
}

#[test]
fn what_is_not_permitted_is_named_with_what_is() {
    let mut body = fargate();
    body["containerDefinitions"][0]["portMappings"][0]["protocol"] = json!("icmp");
    body["tags"] = json!([{ "key": "a*b" }, { "key": "" }]);
    let fault = read::<RegisterTaskDefinitionRequest>(
        Operation::RegisterTaskDefinition.facts(),
        body.to_string().as_bytes(),
    )
    .unwrap_err();
    assert_eq!(
        (fault.code.as_ref(), fault.status),
        ("InvalidParameterException", 400)
    );
    for expected in [
        "containerDefinitions[0].portMappings[0].protocol must be one of [tcp, udp], not 'icmp'",
        "tags[0].key must match ",
        "tags[1].key must have from 1 to 128 characters, not 0",
    ] {
        assert!(
            fault.message.contains(expected),
            "{expected:?} is not in {:?}",
            fault.message
        );
    }
}

#[test]
fn a_wrong_type_is_named() {
    let cases = [
        (
            "containerDefinitions[0].portMappings[0].containerPort: expected a 32-bit integer, found a string",
            "/containerDefinitions/0/portMappings/0/containerPort",
            json!("80"),
        ),
        (
            "containerDefinitions[0].memory: expected a 32-bit integer, found a number",
            "/containerDefinitions/0/memory",
            json!(4_294_967_296_i64),
        ),
        (
            "containerDefinitions[0].logConfiguration.options{awslogs-group}: expected a string, found a boolean",
            "/containerDefinitions/0/logConfiguration/options/awslogs-group",
            json!(true),
        ),
        (
            "containerDefinitions: expected a list, found an object",
            "/containerDefinitions",
            json!({}),
        ),
        (
            "networkMode: expected a string, found a number",
            "/networkMode",
            json!(1),
        ),
        (
            "cpu: expected a string or a number, found a list",
            "/cpu",
            json!([256]),
        ),
        ("expected an object, found a list", "", json!([])),
    ];
    for (expected, pointer, value) in cases {
        let mut body = fargate();
        body["containerDefinitions"][0]["memory"] = json!(128);
        *body.pointer_mut(pointer).unwrap() = value;
        let facts = Operation::RegisterTaskDefinition.facts();
        let text = body.to_string();
        let fault = read::<RegisterTaskDefinitionRequest>(facts, text.as_bytes()).unwrap_err();
        assert_eq!(fault.code, "SerializationException");
        assert_eq!((fault.status, fault.message.as_str()), (400, expected));
    }
}

#[test]
fn what_is_not_json_is_said_to_be() {
    assert!(matches!(
        decode::<RegisterTaskDefinitionRequest>(b"{\"family\": "),
        Err(DecodeError::Malformed(_))
    ));
}

#[test]
fn serde_reads_the_types_as_well() {
    let request: RegisterTaskDefinitionRequest = serde_json::from_value(fargate()).unwrap();
    assert_eq!(request.cpu.as_deref(), Some("256"));
    let error = serde_json::from_str::<RegisterTaskDefinitionRequest>(r#"{"family": 1}"#);
    let message = error.unwrap_err().to_string();
    assert!(
        message.starts_with("family: expected a string, found a number"),
        "{message}"
    );
}
