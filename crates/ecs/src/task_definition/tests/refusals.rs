//! What registration refuses of the task as a whole, and in which words.

use super::*;

#[track_caller]
pub(super) fn refused(members: Value, message: &str) {
    let shown = members.to_string();
    let fault = normalise(request(members)).expect_err(&shown);
    assert_eq!(
        (&*fault.code, fault.message.as_str()),
        ("ClientException", message),
        "{shown}"
    );
}

/// One container with these members in a task definition with those.
#[track_caller]
pub(super) fn refused_with(task: Value, members: Value, message: &str) {
    let mut body = json!({"containerDefinitions": [container(members)]});
    merge(&mut body, task);
    refused(body, message);
}

#[track_caller]
pub(super) fn refused_container(members: Value, message: &str) {
    refused_with(json!({}), members, message);
}

/// The Fargate example with its container changed.
#[track_caller]
pub(super) fn refused_on_fargate(task: Value, members: Value, message: &str) {
    let mut body = fargate();
    merge(&mut body["containerDefinitions"][0], members);
    merge(&mut body, task);
    refused(body, message);
}

#[test]
fn families_roles_and_containers() {
    refused(
        json!({"family": null}),
        "Family should not be null or empty.",
    );
    let family =
        "Family contains invalid characters: 1 to 255 letters, digits, - and _ are allowed.";
    refused(json!({"family": "a b"}), family);
    refused(json!({"family": "a".repeat(256)}), family);
    refused(
        json!({"taskRoleArn": "arn:aws:iam::123456789012:user/me"}),
        "Role is not valid. taskRoleArn must be the name or the ARN of an IAM role.",
    );
    refused(
        json!({"executionRoleArn": "a role"}),
        "Role is not valid. executionRoleArn must be the name or the ARN of an IAM role.",
    );
    refused(
        json!({"containerDefinitions": []}),
        "Container list cannot be empty.",
    );
    let many: Vec<Value> = (0..11)
        .map(|index| container(json!({"name": format!("c{index}")})))
        .collect();
    refused(
        json!({"containerDefinitions": many}),
        "containerDefinitions has 11 containers; a task definition can have at most 10.",
    );
    refused(
        json!({"containerDefinitions": [container(json!({})), container(json!({}))]}),
        "containerDefinitions: the name 'c' is used more than once.",
    );
    refused_container(
        json!({"essential": false}),
        "A task definition must have at least one essential container.",
    );
    refused_container(
        json!({"name": null}),
        "Container.name should not be null or empty.",
    );
    refused_container(
        json!({"name": "a.b"}),
        "Container.name contains invalid characters: 1 to 255 letters, digits, - and _ are allowed.",
    );
    refused_container(
        json!({"image": null}),
        "Container.image should not be null or empty.",
    );
    refused_container(
        json!({"image": "a b"}),
        "Container.image contains invalid characters.",
    );
    refused_container(
        json!({"image": "a".repeat(256)}),
        "Container.image should have at most 255 characters before its digest.",
    );
    for digest in ["sha256:00", "sha512:00", "sha256:XX"] {
        refused_container(
            json!({"image": format!("a@{digest}")}),
            "Container.image has an invalid digest: only sha256: with 64 hexadecimal digits is supported.",
        );
    }
    register(json!({"containerDefinitions": [
        container(json!({"image": format!("r.io:5000/a/b:1@sha256:{}", "0".repeat(64))})),
    ]}));
    refused_container(
        json!({"user": "a b"}),
        "containerDefinitions[0].user 'a b' must be user, user:group, uid, uid:gid, user:gid or uid:group.",
    );
    let command = ["x".repeat(66_000)];
    let length = serde_json::to_vec(&request(
        json!({"containerDefinitions": [container(json!({"command": command}))]}),
    ))
    .expect("JSON")
    .len();
    refused_container(
        json!({"command": command}),
        &format!("The task definition has {length} bytes; at most 65536 are allowed."),
    );
}

#[test]
fn cpu_and_memory() {
    for cpu in [
        "127",
        "196609",
        "lots",
        "0.1001 vCPU",
        "-1",
        "vCPU",
        "1.5",
        "1 GB",
    ] {
        refused(json!({"cpu": cpu}), "Invalid 'cpu' setting for task.");
    }
    for memory in ["5", "1 vCPU", "x", "0.0001 GB", "99999999999999999999"] {
        refused(
            json!({"memory": memory}),
            "Invalid 'memory' setting for task.",
        );
    }
    refused_container(
        json!({"memory": null}),
        "Invalid setting for container 'c'. At least one of 'memory' or 'memoryReservation' must be specified.",
    );
    refused_container(
        json!({"memory": 5}),
        "Invalid setting for container 'c'. 'memory' must be at least 6 MiB.",
    );
    refused_container(
        json!({"memoryReservation": 5}),
        "Invalid setting for container 'c'. 'memoryReservation' must be at least 6 MiB.",
    );
    refused_container(
        json!({"memoryReservation": 65}),
        "Invalid setting for container 'c'. 'memory' must not be less than 'memoryReservation'.",
    );
    refused_container(
        json!({"cpu": -1}),
        "Invalid setting for container 'c'. 'cpu' must not be negative.",
    );
    refused_with(
        json!({"memory": "32"}),
        json!({}),
        "Invalid setting for container 'c'. 'memory' 64 is more than the task's 32 MiB.",
    );
    refused_with(
        json!({"cpu": "256"}),
        json!({"cpu": 257}),
        "The containers' 'cpu' comes to 257 units, more than the task's 256.",
    );
    let two = json!([container(json!({})), container(json!({"name": "d"}))]);
    refused(
        json!({"memory": "100", "containerDefinitions": two}),
        "The containers' memory comes to 128 MiB, more than the task's 100.",
    );
}

// refuses: RegisterTaskDefinitionRequest.inferenceAccelerators -- inferenceAccelerators are not supported
// refuses: InferenceAccelerator.deviceName -- inferenceAccelerators are not supported
// refuses: InferenceAccelerator.deviceType -- inferenceAccelerators are not supported
// refuses: RegisterTaskDefinitionRequest.trustedExecutionConfiguration -- is not offered in this region; SHARED is
// refuses: TrustedExecutionConfiguration.isolationMode -- is not offered in this region; SHARED is
// refuses: TrustedExecutionConfiguration.attestationPolicy -- is only for isolation modes that this region does not offer
#[test]
fn the_rest_of_the_task() {
    let constraint = |members: Value, message: &str| {
        refused(json!({"placementConstraints": [members]}), message);
    };
    constraint(
        json!({"type": "distinctInstance"}),
        "placementConstraints[0].type must be memberOf, not 'distinctInstance'.",
    );
    constraint(
        json!({"type": "memberOf", "expression": "cpu > 1"}),
        "placementConstraints[0].expression 'cpu > 1' is not a valid expression: unknown subject 'cpu' at position 0.",
    );
    let many = vec![json!({"type": "memberOf", "expression": "agentConnected == true"}); 11];
    refused(
        json!({"placementConstraints": many}),
        "placementConstraints can have at most 10 elements.",
    );
    refused(
        json!({"inferenceAccelerators": [{"deviceName": "d", "deviceType": "t"}]}),
        "inferenceAccelerators are not supported: Amazon Elastic Inference has ended.",
    );
    refused(
        json!({"trustedExecutionConfiguration": {"isolationMode": "CONFIDENTIAL_SANDBOX"}}),
        "trustedExecutionConfiguration.isolationMode CONFIDENTIAL_SANDBOX is not offered in this region; SHARED is.",
    );
    refused(
        json!({"trustedExecutionConfiguration": {"isolationMode": "SHARED", "attestationPolicy": "p"}}),
        "trustedExecutionConfiguration.attestationPolicy is only for isolation modes that this region does not offer.",
    );
    let proxy = |members: Value, message: &str| {
        let mut body = json!({"networkMode": "awsvpc"});
        merge(&mut body, members);
        refused(body, message);
    };
    proxy(
        json!({"proxyConfiguration": {"containerName": "x"}}),
        "proxyConfiguration.containerName: there is no container 'x'.",
    );
    proxy(
        json!({"proxyConfiguration": {"containerName": "c"}, "networkMode": "bridge"}),
        "proxyConfiguration is only supported with networkMode awsvpc.",
    );
    proxy(
        json!({"proxyConfiguration": {"containerName": "c"}}),
        "proxyConfiguration.properties must have ProxyIngressPort.",
    );
}
