//! Containers' settings, limits and log options that are refused.

use super::{
    refusals::{refused, refused_container, refused_with},
    *,
};

// refuses: ResourceRequirement.sharingStrategy -- sharingStrategy is not offered in this region
// refuses: SharingStrategy.nvidiaMps, NvidiaMpsAllocation.memory -- sharingStrategy is not offered in this region
// refuses: NvidiaMpsAllocation.maxComputePercent -- sharingStrategy is not offered in this region
#[test]
fn container_settings() {
    let at = |message: &str| format!("containerDefinitions[0].{message}");
    let check = |members: Value, message: &str| refused_container(members, &at(message));
    let health = |members: Value, message: &str| {
        let mut health = json!({"command": ["CMD", "true"]});
        merge(&mut health, members);
        check(json!({"healthCheck": health}), message);
    };
    for command in [json!([]), json!(["true"]), json!(["CMD"])] {
        health(
            json!({"command": command}),
            "healthCheck.command must be CMD or CMD-SHELL and then a command.",
        );
    }
    health(
        json!({"interval": 4}),
        "healthCheck.interval must be from 5 to 300.",
    );
    health(
        json!({"timeout": 61}),
        "healthCheck.timeout must be from 2 to 60.",
    );
    health(
        json!({"retries": 0}),
        "healthCheck.retries must be from 1 to 10.",
    );
    health(
        json!({"startPeriod": 301}),
        "healthCheck.startPeriod must be from 0 to 300.",
    );
    check(
        json!({"restartPolicy": {}}),
        "restartPolicy.enabled is required.",
    );
    check(
        json!({"restartPolicy": {"enabled": true, "restartAttemptPeriod": 59}}),
        "restartPolicy.restartAttemptPeriod must be from 60 to 1800.",
    );
    check(
        json!({"restartPolicy": {"enabled": true, "ignoredExitCodes": vec![1; 51]}}),
        "restartPolicy.ignoredExitCodes can have at most 50 elements.",
    );
    check(
        json!({"stopTimeout": -1}),
        "stopTimeout must not be negative.",
    );
    check(
        json!({"environment": [{"value": "x"}]}),
        "environment[0].name must not be empty or contain '='.",
    );
    check(
        json!({"environmentFiles": [{"type": "s3", "value": "arn:aws:s3:::bucket/a.txt"}]}),
        "environmentFiles[0].value must be the ARN of an S3 object ending in .env.",
    );
    check(
        json!({"resourceRequirements": [{"type": "GPU", "value": "0"}]}),
        "resourceRequirements[0].value must be a number of GPUs, at least 1.",
    );
    check(
        json!({"resourceRequirements": [{"type": "GPU", "value": "1", "sharingStrategy": {
            "nvidiaMps": {"memory": 1024, "maxComputePercent": 50}}}]}),
        "resourceRequirements[0].sharingStrategy is not offered in this region: a GPU is one container's.",
    );
    check(
        json!({"resourceRequirements": [{"type": "NeuronDevice", "value": "1"}]}),
        "resourceRequirements[0].type NeuronDevice is not offered in this region; GPU is.",
    );
    check(
        json!({"credentialSpecs": ["a", "b"]}),
        "credentialSpecs can have at most 1 element.",
    );
    let secret = |name: &str| json!({"name": name, "valueFrom": "p"});
    let role = json!({"executionRoleArn": "role"});
    let clash = "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'A'.";
    refused_with(
        role.clone(),
        json!({"secrets": [secret("A"), secret("A")]}),
        clash,
    );
    let environment = json!([{"name": "A", "value": "x"}]);
    refused_with(
        role.clone(),
        json!({"secrets": [secret("A")], "environment": environment}),
        clash,
    );
    refused_with(
        role,
        json!({"secrets": [{"name": "A"}]}),
        "containerDefinitions[0].secrets[0].valueFrom should not be null or empty.",
    );
    refused_container(
        json!({"secrets": [secret("A")]}),
        "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    );
}

#[test]
fn linux_settings() {
    let check = |members: Value, message: &str| {
        refused_container(members, &format!("containerDefinitions[0].{message}"));
    };
    let limit = |name: &str, soft: i32, hard: i32| json!({"name": name, "softLimit": soft, "hardLimit": hard});
    check(
        json!({"ulimits": [limit("nofile", 2, 1)]}),
        "ulimits[0]: softLimit 2 must not exceed hardLimit 1.",
    );
    check(
        json!({"ulimits": [limit("nofile", -1, 1)]}),
        "ulimits[0]: softLimit -1 must not exceed hardLimit 1.",
    );
    check(
        json!({"ulimits": [limit("files", 1, 1)]}),
        "ulimits[0].name must be one of core, cpu, data, fsize, locks, memlock, msgqueue, nice, nofile, nproc, rss, rtprio, rttime, sigpending, stack.",
    );
    check(
        json!({"ulimits": [limit("core", 1, 1), limit("core", 1, 1)]}),
        "ulimits: the name 'core' is used more than once.",
    );
    check(
        json!({"ulimits": [{"name": "core"}]}),
        "ulimits[0] needs softLimit and hardLimit.",
    );
    let linux = |members: Value, message: &str| {
        check(
            json!({"linuxParameters": members}),
            &format!("linuxParameters.{message}"),
        );
    };
    linux(
        json!({"swappiness": 101}),
        "swappiness must be from 0 to 100.",
    );
    linux(json!({"maxSwap": -1}), "maxSwap must be 0 or more MiB.");
    linux(
        json!({"sharedMemorySize": 0}),
        "sharedMemorySize must be a number of MiB, at least 1.",
    );
    linux(
        json!({"devices": [{"hostPath": "fuse"}]}),
        "devices[0].hostPath must be an absolute path.",
    );
    linux(
        json!({"tmpfs": [{"containerPath": "/t"}]}),
        "tmpfs[0].size must be a number of MiB, at least 1.",
    );
    linux(
        json!({"tmpfs": [{"containerPath": "/t", "size": 1, "mountOptions": ["mode=700", "fast"]}]}),
        "tmpfs[0].mountOptions: 'fast' is not an option of tmpfs.",
    );
    let unknown = normalise(request(json!({"containerDefinitions": [
        container(json!({"linuxParameters": {"capabilities": {"add": ["FLY"]}}})),
    ]})))
    .expect_err("no such capability");
    assert!(
        unknown
            .message
            .contains("capabilities.add: 'FLY' is not one of ALL, AUDIT_CONTROL"),
        "{unknown}"
    );
    check(
        json!({"systemControls": [{"namespace": "kernel.panic", "value": "1"}]}),
        "systemControls[0].namespace 'kernel.panic' is not namespaced: kernel.msg*, kernel.sem, kernel.shm*, fs.mqueue.* and net.* are.",
    );
    check(
        json!({"systemControls": [{"namespace": "net.core.somaxconn"}]}),
        "systemControls[0].value is required.",
    );
    let control = |name: &str| json!({"systemControls": [{"namespace": name, "value": "1"}]});
    refused_with(
        json!({"networkMode": "host"}),
        control("net.core.somaxconn"),
        "containerDefinitions[0].systemControls[0]: net.* is not supported when networkMode=host.",
    );
    refused_with(
        json!({"ipcMode": "host"}),
        control("kernel.msgmax"),
        "containerDefinitions[0].systemControls[0]: IPC system controls are not supported when ipcMode=host.",
    );
}

#[test]
fn logs() {
    let logs = |driver: &str, options: Value, message: &str| {
        let logs = json!({"logDriver": driver, "options": options});
        refused_container(json!({"logConfiguration": logs}), message);
    };
    let awslogs = |members: Value, message: &str| {
        let mut options = json!({"awslogs-group": "g", "awslogs-region": "r"});
        merge(&mut options, members);
        logs("awslogs", options, message);
    };
    logs(
        "awslogs",
        json!({}),
        "Log driver awslogs requires options: awslogs-group, awslogs-region",
    );
    logs(
        "splunk",
        json!({"splunk-url": "u"}),
        "Log driver splunk requires options: splunk-token",
    );
    logs(
        "gelf",
        json!({}),
        "Log driver gelf requires options: gelf-address",
    );
    awslogs(
        json!({"awslogs-endpoint": "x"}),
        "Log driver awslogs disallows options: awslogs-endpoint",
    );
    let at = "containerDefinitions[0].logConfiguration.options:";
    awslogs(
        json!({"awslogs-datetime-format": "%Y", "awslogs-multiline-pattern": "^x"}),
        &format!("{at} awslogs-datetime-format and awslogs-multiline-pattern exclude each other."),
    );
    awslogs(
        json!({"awslogs-create-group": "yes"}),
        &format!("{at} awslogs-create-group must be true or false, not 'yes'."),
    );
    awslogs(
        json!({"mode": "fast"}),
        &format!("{at} mode must be blocking or non-blocking."),
    );
    awslogs(
        json!({"mode": "blocking", "max-buffer-size": "1m"}),
        &format!("{at} max-buffer-size is only for mode non-blocking."),
    );
    awslogs(
        json!({"max-buffer-size": "big"}),
        &format!("{at} max-buffer-size must be a number with an optional k, m or g, not 'big'."),
    );
    logs(
        "awsfirelens",
        json!({}),
        "Log driver awsfirelens needs a container with firelensConfiguration in the task definition.",
    );
    let router = |name: &str| {
        container(json!({"name": name, "firelensConfiguration": {"type": "fluentbit"}}))
    };
    refused(
        json!({"containerDefinitions": [router("a"), router("b")]}),
        "A task definition can have at most one container with firelensConfiguration.",
    );
    // A token may come as a secret.
    let splunk = json!({
        "logDriver": "splunk", "options": {"splunk-url": "u"},
        "secretOptions": [{"name": "splunk-token", "valueFrom": "p"}],
    });
    register(json!({
        "executionRoleArn": "role",
        "containerDefinitions": [container(json!({"logConfiguration": splunk}))],
    }));
}
