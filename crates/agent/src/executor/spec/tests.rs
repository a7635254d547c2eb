//! Whole containers, as a control plane asks for them.

use super::*;
use berth_link::shim::LogSink;

use crate::logs::LogOptions;
use serde_json::{Value, json};

fn around() -> Surroundings {
    Surroundings {
        volumes: VolumePlaces {
            of_task: PathBuf::from("/d/tasks/1/volumes"),
            shared: PathBuf::from("/d/volumes"),
        },
        files: PathBuf::from("/d/tasks/1/files/web"),
        cgroup_parent: "/berth/1".to_owned(),
        region: "us-east-1".to_owned(),
        environment: Vec::new(),
        machine_name: "machine".to_owned(),
        processes: Processes {
            on_host: 32_768,
            chosen: None,
        },
        open_files_max: 20_000,
        secrets: ContainerSecrets::default(),
        network: None,
        init: "/opt/berth-shim".to_owned(),
    }
}

fn image() -> ImageFacts {
    ImageFacts {
        layers: vec!["/layers/a".to_owned()],
        cmd: vec!["serve".to_owned()],
        working_dir: "/srv".to_owned(),
        user: "www".to_owned(),
        ..ImageFacts::default()
    }
}

/// A task with one container `web` that has these fields besides.
fn task(container: &Value, config: &Value, host_config: &Value) -> acs::Task {
    let mut whole = json!({
        "name": "web", "image": "i",
        "dockerConfig": {"config": config.to_string(), "hostConfig": host_config.to_string()},
    });
    for (name, value) in container.as_object().into_iter().flatten() {
        whole[name] = value.clone();
    }
    serde_json::from_value(json!({
        "arn": "arn:aws:ecs:us-east-1:1:task/default/1", "desiredStatus": "RUNNING",
        "containers": [whole],
    }))
    .expect("a task")
}

fn made(task: &acs::Task) -> Result<Blueprint, SpecError> {
    blueprint(task, &task.containers[0], &image(), &around(), |_| None)
}

#[test]
fn a_plain_container_is_what_docker_makes() {
    let blueprint = made(&task(&json!({}), &json!({}), &json!({}))).expect("fine");
    let spec = blueprint.spec;
    assert_eq!(spec.runtime_id.len(), 64);
    assert_eq!(spec.hostname, spec.runtime_id[..12]);
    assert_eq!((spec.cwd.as_str(), spec.user.as_str()), ("/srv", "www"));
    assert_eq!(spec.network, Network::Own);
    assert_eq!(blueprint.mode, Mode::Bridge);
    assert_eq!(spec.capabilities.len(), 14);
    assert!(spec.seccomp_default && !spec.privileged && !spec.readonly_rootfs);
    let nofile = &spec.ulimits[0];
    assert_eq!((nofile.name.as_str(), nofile.hard), ("nofile", 20_000));
    let destinations: Vec<_> = spec
        .mounts
        .iter()
        .map(|mount| mount.destination.as_str())
        .collect();
    assert_eq!(
        destinations,
        ["/etc/hosts", "/etc/hostname", "/etc/resolv.conf"]
    );
    let unbounded = LogSink::JsonFile {
        max_bytes: 0,
        max_files: 1,
    };
    assert_eq!(spec.log, unbounded);
}

#[test]
fn the_fields_of_docker_are_laid_over() {
    let config = json!({"User": "0:0", "WorkingDir": "/w", "Hostname": "h"});
    let host = json!({
        "NetworkMode": "none", "ReadonlyRootfs": true, "Privileged": true,
        "Ulimits": [{"Name": "nofile", "Soft": 10, "Hard": 20}],
        "Dns": ["10.0.0.2"], "DnsSearch": ["corp"], "ExtraHosts": ["db:10.0.0.9"],
        "LogConfig": {"Type": "json-file", "Config": {"max-size": "10m", "max-file": "3"}},
    });
    let blueprint = made(&task(&json!({}), &config, &host)).expect("fine");
    let spec = blueprint.spec;
    assert_eq!((spec.user.as_str(), spec.cwd.as_str()), ("0:0", "/w"));
    assert_eq!(spec.hostname, "h");
    assert_eq!(blueprint.mode, Mode::None);
    assert!(spec.privileged && spec.readonly_rootfs && !spec.seccomp_default);
    assert_eq!((spec.ulimits.len(), spec.ulimits[0].hard), (1, 20));
    let names = NameService {
        address: None,
        servers: vec!["10.0.0.2".to_owned()],
        search: vec!["corp".to_owned()],
        hosts: vec![("db".to_owned(), "10.0.0.9".to_owned())],
    };
    assert_eq!(blueprint.name_service, names);
    let rotated = LogSink::JsonFile {
        max_bytes: 10 << 20,
        max_files: 3,
    };
    assert_eq!(spec.log, rotated);
}

/// Where its output is shipped to.
fn service(blueprint: &Blueprint) -> &LogOptions {
    match &blueprint.log {
        LogTarget::Service(options) => options,
        LogTarget::Local => panic!("not shipped"),
    }
}

#[test]
fn splunk_goes_to_the_spool_and_knows_its_container() {
    let options = json!({"splunk-token": "t", "splunk-url": "https://h:8088",
        "tag": "{{.Name}}", "labels": "team,com.amazonaws.ecs.container-name", "env": "A"});
    let host = json!({"LogConfig": {"Type": "splunk", "Config": options}});
    let config = json!({"Labels": {"team": "blue"}});
    let mut task = task(&json!({"environment": {"A": "1"}}), &config, &host);
    (task.family, task.version) = ("fam".to_owned(), "3".to_owned());
    let blueprint = made(&task).expect("fine");
    let LogOptions::Splunk(options) = service(&blueprint) else {
        panic!("not to splunk");
    };
    assert!(options.tag.starts_with("ecs-fam-3-web-"), "{}", options.tag);
    let attributes: Vec<_> = options.attributes.iter().collect();
    let told = [
        ("A", "1"),
        ("com.amazonaws.ecs.container-name", "web"),
        ("team", "blue"),
    ];
    let told = told.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(
        attributes,
        told.iter().map(|(a, b)| (a, b)).collect::<Vec<_>>()
    );
}

#[test]
fn awslogs_goes_to_the_spool() {
    let log = |options: Value| {
        let host = json!({"LogConfig": {"Type": "awslogs", "Config": options}});
        made(&task(&json!({}), &json!({}), &host))
    };
    let options = json!({"awslogs-group": "g", "awslogs-region": "us-east-1",
        "awslogs-stream-prefix": "p", "mode": "blocking", "max-buffer-size": "4m"});
    let blueprint = log(options).expect("fine");
    let sink = LogSink::Spool {
        max_buffer_bytes: 4 << 20,
        blocking: true,
    };
    assert_eq!(blueprint.spec.log, sink);
    let LogOptions::Awslogs(options) = service(&blueprint) else {
        panic!("not to awslogs");
    };
    assert_eq!(options.stream, "p/web/1");
    let unprefixed = log(json!({"awslogs-group": "g"})).expect("fine");
    let LogOptions::Awslogs(options) = service(&unprefixed) else {
        panic!("not to awslogs");
    };
    assert_eq!(options.stream, unprefixed.spec.runtime_id);
    let refused = log(json!({"awslogs-group": "g", "awslogs-credentials": "x"}));
    assert_eq!(
        refused.expect_err("refused").to_string(),
        "this agent does not support the log option awslogs-credentials of awslogs"
    );
}

// refuses: ContainerDefinition.environmentFiles, ContainerOverride.environmentFiles -- environmentFiles
// refuses: EnvironmentFile.value, EnvironmentFile.type -- environmentFiles
// refuses: ContainerDefinition.firelensConfiguration, FirelensConfiguration.type -- firelensConfiguration
// refuses: FirelensConfiguration.options -- firelensConfiguration
// refuses: ContainerDefinition.credentialSpecs -- credentialSpecs
// refuses: RegisterTaskDefinitionRequest.proxyConfiguration, ProxyConfiguration.type -- proxyConfiguration
// refuses: ProxyConfiguration.containerName, ProxyConfiguration.properties -- proxyConfiguration
// refuses: RegisterTaskDefinitionRequest.enableFaultInjection -- enableFaultInjection
#[test]
fn what_we_do_not_do_is_refused_by_name() {
    let check = |container: Value, expected: &str| {
        let error = made(&task(&container, &json!({}), &json!({}))).expect_err("refused");
        let text = format!("this agent does not support {expected}");
        assert_eq!(error.to_string(), text);
    };
    let joined = json!({"NetworkMode": "container:abc"});
    let error = made(&task(&json!({}), &json!({}), &joined)).expect_err("refused");
    assert!(error.to_string().contains("hostConfig.NetworkMode"));

    check(
        json!({"environmentFiles": [{"value": "arn", "type": "s3"}]}),
        "environmentFiles",
    );
    check(
        json!({"firelensConfiguration": {"type": "fluentbit"}}),
        "firelensConfiguration",
    );
    check(json!({"credentialSpecs": ["c"]}), "credentialSpecs");
    let mut whole = task(&json!({}), &json!({}), &json!({}));
    whole.enable_fault_injection = true;
    let error = check_task(&whole).expect_err("refused");
    assert!(error.to_string().contains("enableFaultInjection"));
    whole.enable_fault_injection = false;
    whole.proxy_configuration = Some(json!({}));
    let error = check_task(&whole).expect_err("refused");
    assert!(error.to_string().contains("proxyConfiguration"));
}

#[test]
fn a_task_with_an_interface_of_its_own_joins_its_namespace() {
    let mut awsvpc = task(&json!({}), &json!({}), &json!({}));
    awsvpc.network_mode = "awsvpc".to_owned();
    let around = Surroundings {
        network: Some(PathBuf::from("/proc/7/fd/9")),
        ..around()
    };
    let made = |task: &acs::Task| {
        let container = &task.containers[0];
        blueprint(task, container, &image(), &around, |_| None)
    };
    assert!(made(&awsvpc).is_err(), "it has none");
    awsvpc.elastic_network_interfaces = vec![acs::NetworkInterface {
        ec2_id: "eni-1".to_owned(),
        mac_address: "02:aa:00:00:00:09".to_owned(),
        ipv4_addresses: vec![acs::Ipv4Address {
            primary: true,
            private_address: "172.31.0.9".to_owned(),
        }],
        subnet_gateway_ipv4_address: "172.31.0.1/20".to_owned(),
        domain_name_servers: vec!["172.31.0.2".to_owned()],
        domain_name: vec!["ec2.internal".to_owned()],
        private_dns_name: "ip-172-31-0-9.ec2.internal".to_owned(),
        ..acs::NetworkInterface::default()
    }];
    let made = made(&awsvpc).expect("made");
    assert_eq!(made.mode, Mode::Awsvpc);
    let path = "/proc/7/fd/9".to_owned();
    assert_eq!(made.spec.network, Network::Join { path });
    assert_eq!(made.spec.hostname, "ip-172-31-0-9.ec2.internal");
    assert_eq!(made.name_service.servers, ["172.31.0.2"]);
    assert_eq!(
        made.name_service.address,
        Some(Ipv4Addr::new(172, 31, 0, 9))
    );
}

#[test]
fn a_container_has_one_id_for_ever() {
    assert_eq!(runtime_id("t/1", "web"), runtime_id("t/1", "web"));
    assert_ne!(runtime_id("t/1", "web"), runtime_id("t/1", "db"));
    assert_ne!(runtime_id("t/1", "web"), runtime_id("t/2", "web"));
}
