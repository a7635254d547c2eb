//! Overrides and reservations.

use berth_model::{Port, Protocol};

use super::*;

fn two() -> api::TaskDefinition {
    let web = json!({
        "name": "web", "cpu": 100, "memoryReservation": 50, "environment": [{"name": "A", "value": "1"}],
        "portMappings": [{"containerPort": 80, "hostPort": 8080}, {"containerPort": 81}],
        "command": ["serve"],
    });
    let log = json!({"name": "log", "memory": 30, "portMappings": [
        {"containerPort": 53, "hostPort": 53, "protocol": "udp"},
    ]});
    register(json!({"containerDefinitions": [container(web), container(log)]}))
}

fn given(overrides: Value) -> api::TaskOverride {
    serde_json::from_value(overrides).expect("overrides")
}

#[track_caller]
fn refused(document: &api::TaskDefinition, overrides: Value, code: &str, message: &str) {
    let fault = check_overrides(document, &given(overrides)).expect_err(message);
    assert_eq!((&*fault.code, fault.message.as_str()), (code, message));
}

// refuses: TaskOverride.inferenceAcceleratorOverrides -- inferenceAcceleratorOverrides are not supported
// refuses: InferenceAcceleratorOverride.deviceName -- inferenceAcceleratorOverrides are not supported
// refuses: InferenceAcceleratorOverride.deviceType -- inferenceAcceleratorOverrides are not supported
#[test]
fn overrides_are_checked_against_the_definition() {
    const INVALID: &str = "InvalidParameterException";
    const CLIENT: &str = "ClientException";
    let document = two();
    let of = |members: Value| json!({"containerOverrides": [members]});
    let ok = |overrides: Value| check_overrides(&document, &given(overrides)).expect("passes");
    ok(json!({}));
    ok(of(
        json!({"name": "web", "command": ["x"], "cpu": 7, "memory": 60}),
    ));
    ok(json!({"cpu": "1 vCPU", "memory": 512}));
    refused(
        &document,
        of(json!({"name": "db"})),
        INVALID,
        "Override for container named db is not a container in the TaskDefinition.",
    );
    refused(
        &document,
        of(json!({"name": "web", "environment": [{"name": "A", "value": "x".repeat(8192)}]})),
        INVALID,
        "Container Overrides length must be at most 8192",
    );
    refused(
        &document,
        of(json!({"name": "web", "environment": [{"name": "", "value": "x"}]})),
        INVALID,
        "overrides.containerOverrides[0].environment[0].name must not be empty or contain '='.",
    );
    refused(
        &document,
        json!({"cpu": "1"}),
        CLIENT,
        "Invalid 'cpu' setting for task.",
    );
    refused(
        &document,
        json!({"memory": "much"}),
        CLIENT,
        "Invalid 'memory' setting for task.",
    );
    refused(
        &document,
        of(json!({"name": "web", "memory": 40})),
        CLIENT,
        "Invalid setting for container 'web'. 'memory' must not be less than 'memoryReservation'.",
    );
    refused(
        &document,
        json!({"memory": "70"}),
        CLIENT,
        "The containers' memory comes to 80 MiB, more than the task's 70.",
    );
    refused(
        &document,
        json!({"inferenceAcceleratorOverrides": [{"deviceName": "d", "deviceType": "t"}]}),
        INVALID,
        "overrides.inferenceAcceleratorOverrides are not supported: Amazon Elastic Inference has ended.",
    );
    let fargate = register(fargate());
    refused(
        &fargate,
        json!({"memory": "4096"}),
        CLIENT,
        "No Fargate configuration exists for given values.",
    );
}

// proves: ContainerOverride.environment, ContainerOverride.memory, TaskOverride.taskRoleArn
// proves: TaskOverride.executionRoleArn
#[test]
fn overrides_replace_and_merge() {
    let document = two();
    let applied = apply_overrides(
        &document,
        &given(json!({
            "cpu": "0.25 vCPU",
            "taskRoleArn": "role",
            "executionRoleArn": "execution",
            "containerOverrides": [{
                "name": "web", "command": ["x"], "memory": 70,
                "environment": [{"name": "B", "value": "2"}, {"name": "A", "value": "3"}],
            }, {"name": "log", "command": []}],
        })),
    );
    assert_eq!(applied.cpu.as_deref(), Some("256"));
    assert_eq!(applied.task_role_arn.as_deref(), Some("role"));
    assert_eq!(applied.execution_role_arn.as_deref(), Some("execution"));
    let web = &containers(&applied)[0];
    assert_eq!(
        (web.cpu, web.memory, web.memory_reservation),
        (Some(100), Some(70), Some(50))
    );
    assert_eq!(web.command, Some(vec!["x".to_owned()]));
    assert_eq!(
        serde_json::to_value(&web.environment).expect("JSON"),
        json!([{"name": "A", "value": "3"}, {"name": "B", "value": "2"}])
    );
    assert_eq!(containers(&applied)[1], containers(&document)[1]);
}

// proves: TaskOverride.cpu, TaskOverride.memory, ContainerOverride.cpu
// proves: ContainerOverride.memoryReservation, ContainerOverride.resourceRequirements
#[test]
fn a_task_takes_its_own_size_or_the_sum_of_its_containers() {
    let check = |document: &api::TaskDefinition, overrides: Value, cpu: i64, memory_mib: i64| {
        let taken = reservation(document, &given(overrides));
        assert_eq!((taken.cpu, taken.memory_mib), (cpu, memory_mib));
        taken.ports
    };
    let ports = check(&two(), json!({}), 100, 80);
    let port = |number, protocol| Port { number, protocol };
    assert_eq!(ports, [port(8080, Protocol::Tcp), port(53, Protocol::Udp)]);
    check(&two(), json!({"cpu": "1 vCPU"}), 1024, 80);
    check(&two(), json!({"memory": "1 GB"}), 100, 1024);
    let container = json!([{"name": "log", "memoryReservation": 10, "cpu": 5}]);
    check(&two(), json!({"containerOverrides": container}), 105, 60);
    assert_eq!(check(&register(fargate()), json!({}), 256, 512), []);
    let gpu = json!({"resourceRequirements": [{"type": "GPU", "value": "2"}]});
    let more = json!([{"name": "web", "resourceRequirements": [{"type": "GPU", "value": "3"}]}]);
    let more = given(json!({"containerOverrides": more}));
    assert_eq!(reservation(&two(), &more).gpus, 3);
    let gpu = register(json!({"containerDefinitions": [super::container(gpu)]}));
    assert_eq!(reservation(&gpu, &given(json!({}))).gpus, 2);
}

#[test]
fn an_override_wins_over_a_name_given_twice() {
    let twice = json!([{"name": "A", "value": "1"}, {"name": "A", "value": "2"}]);
    let document =
        register(json!({"containerDefinitions": [container(json!({"environment": twice}))]}));
    let own = json!([{"name": "c", "environment": [{"name": "A", "value": "3"}]}]);
    let applied = apply_overrides(&document, &given(json!({"containerOverrides": own})));
    assert_eq!(
        serde_json::to_value(&containers(&applied)[0].environment).expect("JSON"),
        json!([{"name": "A", "value": "3"}])
    );
}
