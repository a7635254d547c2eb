//! Ports, volumes and dependencies that are refused.

use super::{
    refusals::{refused, refused_with},
    *,
};

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
