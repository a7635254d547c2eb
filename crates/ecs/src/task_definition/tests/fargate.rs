//! Fargate: its sizes, and what it refuses.

use super::{
    refusals::{refused, refused_on_fargate},
    *,
};

#[test]
fn fargate_sizes() {
    let check = |cpu: i64, memory: i64, good: bool| {
        let mut body = fargate();
        merge(&mut body, json!({"cpu": cpu, "memory": memory}));
        match normalise(request(body)) {
            Ok(_) => assert!(good, "{cpu} {memory}"),
            Err(fault) => {
                assert_eq!(
                    fault.message,
                    "No Fargate configuration exists for given values."
                );
                assert!(!good, "{cpu} {memory}");
            }
        }
    };
    for (cpu, good, bad) in [
        (256, vec![512, 1024, 2048], vec![256, 1536, 3072]),
        (512, vec![1024, 2048, 4096], vec![512, 1536, 5120]),
        (1024, vec![2048, 8192], vec![1024, 9216, 2050]),
        (2048, vec![4096, 16_384], vec![3072, 17_408]),
        (4096, vec![8192, 30_720], vec![7168, 31_744]),
        (8192, vec![16_384, 20_480, 61_440], vec![17_408, 65_536]),
        (16_384, vec![32_768, 40_960, 122_880], vec![36_864, 131_072]),
        (300, vec![], vec![512]),
    ] {
        good.into_iter().for_each(|memory| check(cpu, memory, true));
        bad.into_iter().for_each(|memory| check(cpu, memory, false));
    }
}

#[test]
fn fargate_refuses_what_needs_the_host() {
    let unsupported =
        |what: &str| format!("Fargate compatible task definitions do not support {what}.");
    let none = || json!({});
    let container =
        |members: Value, what: &str| refused_on_fargate(none(), members, &unsupported(what));
    container(json!({"privileged": true}), "privileged");
    container(
        json!({"dockerSecurityOptions": ["no-new-privileges"]}),
        "dockerSecurityOptions",
    );
    container(json!({"dnsServers": ["10.0.0.2"]}), "dnsServers");
    container(
        json!({"resourceRequirements": [{"type": "GPU", "value": "1"}]}),
        "GPU",
    );
    container(
        json!({"ulimits": [{"name": "nproc", "softLimit": 1, "hardLimit": 1}]}),
        "ulimits other than nofile (nproc)",
    );
    let linux = |members: Value, what: &str| container(json!({"linuxParameters": members}), what);
    linux(json!({"devices": [{"hostPath": "/dev/fuse"}]}), "devices");
    linux(json!({"sharedMemorySize": 64}), "sharedMemorySize");
    linux(json!({"maxSwap": 0}), "maxSwap");
    linux(json!({"swappiness": 1}), "swappiness");
    linux(
        json!({"capabilities": {"add": ["NET_ADMIN"]}}),
        "adding the capability NET_ADMIN; SYS_PTRACE can be",
    );
    let task = |members: Value, what: &str| refused_on_fargate(members, none(), &unsupported(what));
    task(json!({"pidMode": "host"}), "pidMode 'host'");
    task(json!({"ipcMode": "task"}), "ipcMode");
    task(
        json!({"placementConstraints": [{"type": "memberOf", "expression": "attribute:a exists"}]}),
        "placementConstraints",
    );
    task(
        json!({"volumes": [{"name": "v", "dockerVolumeConfiguration": {}}]}),
        "dockerVolumeConfiguration",
    );
    task(
        json!({"runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}}),
        "Windows platforms in this region",
    );
    let words =
        |task: Value, members: Value, message: &str| refused_on_fargate(task, members, message);
    words(
        json!({"networkMode": null}),
        none(),
        "Fargate only supports network mode ‘awsvpc’.",
    );
    words(
        json!({"cpu": null}),
        none(),
        "Fargate requires that 'cpu' be defined at the task level.",
    );
    words(
        json!({"memory": null}),
        json!({"memory": 64}),
        "Fargate requires that 'memory' be defined at the task level.",
    );
    words(
        json!({"volumes": [{"name": "v", "host": {"sourcePath": "/tmp"}}]}),
        none(),
        "host.sourcePath should not be set for volumes in Fargate.",
    );
    words(
        json!({"ephemeralStorage": {"sizeInGiB": 20}}),
        none(),
        "ephemeralStorage.sizeInGiB must be from 21 to 200.",
    );
    words(
        none(),
        json!({"stopTimeout": 121}),
        "containerDefinitions[0].stopTimeout must be from 2 to 120 seconds on Fargate.",
    );
    words(
        none(),
        json!({"startTimeout": 1}),
        "containerDefinitions[0].startTimeout must be from 2 to 120 seconds on Fargate.",
    );
    words(
        json!({"executionRoleArn": null}),
        none(),
        "Fargate requires task definition to have execution role ARN to support log driver awslogs.",
    );
    words(
        json!({"executionRoleArn": null}),
        json!({"logConfiguration": null, "image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/a"}),
        "Fargate requires task definition to have execution role ARN to support ECR images.",
    );
    words(
        none(),
        json!({"logConfiguration": {"logDriver": "json-file"}}),
        "Fargate compatible task definitions do not support log driver json-file; awslogs, splunk and awsfirelens are.",
    );
    words(
        none(),
        json!({"logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g", "awslogs-region": "r"}}}),
        "Log driver awslogs requires options: awslogs-stream-prefix",
    );
    // And what it does have.
    for members in [
        json!({"linuxParameters": {"capabilities": {"add": ["SYS_PTRACE"], "drop": ["NET_RAW"]}, "initProcessEnabled": true}}),
        json!({"ulimits": [{"name": "nofile", "softLimit": 1024, "hardLimit": 4096}]}),
        json!({"stopTimeout": 120}),
    ] {
        let mut body = fargate();
        merge(&mut body["containerDefinitions"][0], members);
        register(body);
    }
    refused(
        json!({"requiresCompatibilities": ["EXTERNAL"], "networkMode": "awsvpc"}),
        "External compatible task definitions do not support networkMode awsvpc.",
    );
    refused(
        json!({"requiresCompatibilities": ["MANAGED_INSTANCES"]}),
        "Managed Instances compatible task definitions do not support networkMode bridge.",
    );
    refused(
        json!({"requiresCompatibilities": ["MOON"]}),
        "requiresCompatibilities: 'MOON' is not one of EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES.",
    );
}
