//! What registration refuses, and in which words.

use super::*;

#[track_caller]
fn refused(members: Value, message: &str) {
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
fn refused_with(task: Value, members: Value, message: &str) {
    let mut body = json!({"containerDefinitions": [container(members)]});
    merge(&mut body, task);
    refused(body, message);
}

#[track_caller]
fn refused_container(members: Value, message: &str) {
    refused_with(json!({}), members, message);
}

/// The Fargate example with its container changed.
#[track_caller]
fn refused_on_fargate(task: Value, members: Value, message: &str) {
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

#[test]
fn ports() {
    let ports = |mode: &str, mappings: Value, message: &str| {
        refused_with(
            json!({"networkMode": mode}),
            json!({"portMappings": mappings}),
            message,
        );
    };
    for mode in ["awsvpc", "host"] {
        ports(
            mode,
            json!([{"containerPort": 80, "hostPort": 8080}]),
            &format!(
                "When networkMode={mode}, the host ports and container ports in port mappings must match."
            ),
        );
    }
    ports(
        "none",
        json!([{"containerPort": 80}]),
        "containerDefinitions[0].portMappings must be empty when networkMode=none (container 'c').",
    );
    ports(
        "bridge",
        json!([{}]),
        "containerDefinitions[0].portMappings[0].containerPort must be from 1 to 65535.",
    );
    ports(
        "bridge",
        json!([{"containerPort": 65536}]),
        "containerDefinitions[0].portMappings[0].containerPort must be from 1 to 65535.",
    );
    ports(
        "bridge",
        json!([{"containerPort": 80, "hostPort": -1}]),
        "containerDefinitions[0].portMappings[0].hostPort must be from 0 to 65535.",
    );
    ports(
        "bridge",
        json!([{"containerPort": 80, "hostPort": 80}, {"containerPort": 81, "hostPort": 80}]),
        "containerDefinitions[0].portMappings[1].hostPort 80 is already taken by containerDefinitions[0].portMappings[0].",
    );
    ports(
        "bridge",
        json!([{"containerPort": 53}, {"containerPort": 53, "protocol": "udp"}]),
        "containerDefinitions[0].portMappings[1]: container port 53 is mapped more than once, for two protocols or in two ranges.",
    );
    ports(
        "bridge",
        json!([{"containerPortRange": "10-20"}, {"containerPortRange": "20-30"}]),
        "containerDefinitions[0].portMappings[1]: container port 20 is mapped more than once, for two protocols or in two ranges.",
    );
    for range in ["20-10", "0-10", "10", "a-b", "1-65536"] {
        ports(
            "bridge",
            json!([{"containerPortRange": range}]),
            &format!(
                "containerDefinitions[0].portMappings[0].containerPortRange '{range}' must be FROM-TO, both from 1 to 65535."
            ),
        );
    }
    ports(
        "bridge",
        json!([{"containerPortRange": "1-2", "hostPort": 1}]),
        "containerDefinitions[0].portMappings[0].containerPortRange excludes containerPort and hostPort.",
    );
    ports(
        "host",
        json!([{"containerPortRange": "1-2"}]),
        "containerDefinitions[0].portMappings[0].containerPortRange is only supported with networkMode bridge or awsvpc.",
    );
    ports(
        "bridge",
        json!([{"containerPort": 80, "name": "Web"}]),
        "containerDefinitions[0].portMappings[0].name must have 1 to 64 lower-case letters, digits, _ and -, and not begin with -.",
    );
    ports(
        "bridge",
        json!([{"containerPort": 80, "name": "web"}, {"containerPort": 81, "name": "web"}]),
        "portMappings: the name 'web' is used more than once.",
    );
    let ranges: Vec<Value> = (1..=101)
        .map(|port| json!({"containerPortRange": format!("{port}-{port}")}))
        .collect();
    ports(
        "bridge",
        json!(ranges),
        "containerDefinitions[0].portMappings can have at most 100 containerPortRange.",
    );
    // One port on several host ports is fine in bridge mode.
    let mappings =
        json!([{"containerPort": 80, "hostPort": 1080}, {"containerPort": 80, "hostPort": 2080}]);
    register(json!({"containerDefinitions": [container(json!({"portMappings": mappings}))]}));
    let awsvpc = json!({"networkMode": "awsvpc"});
    refused_with(
        awsvpc.clone(),
        json!({"hostname": "h"}),
        "hostname is not supported on container when networkMode=awsvpc.",
    );
    refused_with(
        awsvpc.clone(),
        json!({"extraHosts": [{"hostname": "h", "ipAddress": "10.0.0.1"}]}),
        "extraHosts is not supported on container when networkMode=awsvpc.",
    );
    refused_with(
        awsvpc,
        json!({"links": ["d"]}),
        "Links are not supported when networkMode=awsvpc.",
    );
}

#[test]
fn volumes() {
    let volumes = |volumes: Value, message: &str| refused(json!({"volumes": volumes}), message);
    volumes(
        json!([{}]),
        "volumes[0].name must have 1 to 255 letters, digits, - and _.",
    );
    volumes(
        json!([{"name": "v"}, {"name": "v"}]),
        "volumes: the name 'v' is used more than once.",
    );
    volumes(
        json!([{"name": "v", "host": {}, "configuredAtLaunch": true}]),
        "volumes[0] must have exactly one of host, dockerVolumeConfiguration, efsVolumeConfiguration, s3filesVolumeConfiguration, fsxWindowsFileServerVolumeConfiguration and configuredAtLaunch.",
    );
    volumes(
        json!([{"name": "v", "configuredAtLaunch": true}, {"name": "w", "configuredAtLaunch": true}]),
        "volumes can have at most one with configuredAtLaunch.",
    );
    volumes(
        json!([{"name": "v", "host": {"sourcePath": "tmp"}}]),
        "volumes[0].host.sourcePath must be an absolute path.",
    );
    volumes(
        json!([{"name": "v", "dockerVolumeConfiguration": {"autoprovision": true}}]),
        "volumes[0].dockerVolumeConfiguration.autoprovision is only for scope shared.",
    );
    let efs = |members: Value, message: &str| {
        let mut efs = json!({"fileSystemId": "fs-1"});
        merge(&mut efs, members);
        volumes(
            json!([{"name": "v", "efsVolumeConfiguration": efs}]),
            &format!("volumes[0].efsVolumeConfiguration.{message}"),
        );
    };
    efs(
        json!({"fileSystemId": "x"}),
        "fileSystemId must be like fs-0123456789abcdef0.",
    );
    efs(
        json!({"authorizationConfig": {"iam": "ENABLED"}}),
        "transitEncryption must be ENABLED for IAM authorization or an access point.",
    );
    efs(
        json!({"transitEncryption": "ENABLED", "rootDirectory": "/a", "authorizationConfig": {"accessPointId": "fsap-1"}}),
        "rootDirectory must be omitted or / with an access point.",
    );
    let mounts = |mounts: Value, message: &str| {
        refused_with(
            json!({"volumes": [{"name": "v"}]}),
            json!({"mountPoints": mounts}),
            message,
        );
    };
    mounts(
        json!([{"sourceVolume": "w", "containerPath": "/w"}]),
        "Unknown volume 'w'.",
    );
    mounts(
        json!([{"sourceVolume": "v", "containerPath": "w"}]),
        "containerDefinitions[0].mountPoints[0].containerPath must be an absolute path.",
    );
    mounts(
        json!([{"sourceVolume": "v", "containerPath": "/w"}, {"sourceVolume": "v", "containerPath": "/w"}]),
        "containerDefinitions[0].mountPoints[1].containerPath /w is mounted more than once.",
    );
}

#[test]
fn dependencies() {
    let pair = |first: Value, second: Value, message: &str| {
        let mut second = second;
        second["name"] = json!("d");
        refused(
            json!({"containerDefinitions": [container(first), container(second)]}),
            message,
        );
    };
    let on = |name: &str, condition: &str| json!({"dependsOn": [{"containerName": name, "condition": condition}]});
    pair(
        on("x", "START"),
        json!({}),
        "containerDefinitions[0].dependsOn[0].containerName: there is no other container 'x'.",
    );
    pair(
        on("c", "START"),
        json!({}),
        "containerDefinitions[0].dependsOn[0].containerName: there is no other container 'c'.",
    );
    pair(
        on("d", "HEALTHY"),
        json!({}),
        "containerDefinitions[0].dependsOn[0]: condition HEALTHY needs a healthCheck in container 'd'.",
    );
    for condition in ["COMPLETE", "SUCCESS"] {
        pair(
            on("d", condition),
            json!({}),
            &format!(
                "containerDefinitions[0].dependsOn[0]: condition {condition} is not possible for the essential container 'd'."
            ),
        );
    }
    pair(
        on("d", "LATER"),
        json!({}),
        "containerDefinitions[0].dependsOn[0].condition must be one of START, COMPLETE, SUCCESS, HEALTHY.",
    );
    let cycle = "containerDefinitions[0]: container 'c' depends on itself through dependsOn, links or volumesFrom.";
    pair(on("d", "START"), on("c", "START"), cycle);
    pair(on("d", "START"), json!({"links": ["c:alias"]}), cycle);
    pair(
        json!({"links": ["d"]}),
        json!({"volumesFrom": [{"sourceContainer": "c"}]}),
        cycle,
    );
    pair(
        json!({"links": ["x:y"]}),
        json!({}),
        "containerDefinitions[0].links: there is no other container 'x'.",
    );
    pair(
        json!({"volumesFrom": [{"sourceContainer": "x"}]}),
        json!({}),
        "containerDefinitions[0].volumesFrom: there is no other container 'x'.",
    );
}

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
