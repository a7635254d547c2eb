//! What this agent says it can do: nothing that it cannot.

use berth_link::acs::TUNNEL_ADDRESS_ATTRIBUTE;
use serde::{Deserialize, Serialize};

use crate::options::Options;

/// A name and maybe a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<String>,
}

/// Task definitions ask for these by the docker API version that their fields came with.
const DOCKER_REMOTE_API: [&str; 13] = [
    "1.17", "1.18", "1.19", "1.20", "1.21", "1.22", "1.23", "1.24", "1.25", "1.28", "1.29", "1.30",
    "1.32",
];

const ECS: [&str; 14] = [
    "container-health-check",
    "container-ordering",
    "container-restart-policy",
    "docker-plugin.local",
    "execution-role-awslogs",
    "full-sync",
    "private-registry-authentication.secretsmanager",
    "secrets.asm.bootstrap.log-driver",
    "secrets.asm.environment-variables",
    "secrets.ssm.bootstrap.log-driver",
    "secrets.ssm.environment-variables",
    "task-cpu-mem-limit",
    "network.container-port-range",
    "pid-ipc-namespace-sharing",
];

const AMAZON: [&str; 7] = [
    "privileged-container",
    "logging-driver.awslogs",
    "logging-driver.json-file",
    "logging-driver.none",
    "logging-driver.splunk",
    "task-iam-role",
    "task-iam-role-network-host",
];

/// By this the control plane knows capacity for tasks of the launch type FARGATE.
const FARGATE_ATTRIBUTE: &str = "berth.fargate";

/// All attributes to register with; the custom ones only the first time.
pub(crate) fn attributes(options: &Options, first_time: bool) -> Vec<Attribute> {
    let bare = |name: String| Attribute { name, value: None };
    let valued = |name: &str, value: &str| Attribute {
        name: name.to_owned(),
        value: Some(value.to_owned()),
    };
    let mut all = Vec::new();
    if first_time {
        all.extend(
            options
                .attributes
                .iter()
                .map(|(name, value)| valued(name, value)),
        );
    }
    if let Some(zone) = &options.availability_zone {
        all.push(valued("ecs.availability-zone", zone));
    }
    if let Some(name) = &options.capacity_provider {
        all.push(valued("berth.capacity-provider", name));
    }
    if options.fargate {
        all.push(bare(FARGATE_ATTRIBUTE.to_owned()));
    }
    if options.awsvpc {
        all.push(bare("ecs.capability.task-eni".to_owned()));
        let address = options.tunnel_address.to_string();
        all.push(valued(TUNNEL_ADDRESS_ATTRIBUTE, &address));
    }
    all.push(valued("ecs.os-type", "linux"));
    all.push(valued("ecs.os-family", "LINUX"));
    all.push(valued("ecs.cpu-architecture", architecture()));
    all.extend(
        ECS.iter()
            .map(|name| bare(format!("ecs.capability.{name}"))),
    );
    all.extend(
        AMAZON
            .iter()
            .map(|name| bare(format!("com.amazonaws.ecs.capability.{name}"))),
    );
    if crate::executor::apparmor_enabled() {
        all.push(bare("com.amazonaws.ecs.capability.apparmor".to_owned()));
    }
    all.extend(DOCKER_REMOTE_API.iter().map(|version| {
        bare(format!(
            "com.amazonaws.ecs.capability.docker-remote-api.{version}"
        ))
    }));
    all
}

const fn architecture() -> &'static str {
    if cfg!(target_arch = "aarch64") {
        "arm64"
    } else {
        "x86_64"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_attributes_go_only_with_the_first_registration() {
        let credentials = berth_protocol::sigv4::Credentials {
            access_key_id: String::new(),
            secret_access_key: String::new(),
            session_token: None,
        };
        let mut options = Options::new("http://c", "c", "r", credentials, "d".into());
        options
            .attributes
            .insert("stack".to_owned(), "blue".to_owned());
        options.availability_zone = Some("us-east-1a".to_owned());
        let names = |first_time| -> Vec<String> {
            let all = attributes(&options, first_time);
            all.into_iter().map(|attribute| attribute.name).collect()
        };
        assert!(names(true).contains(&"stack".to_owned()));
        assert!(!names(false).contains(&"stack".to_owned()));
        assert!(names(false).contains(&"ecs.availability-zone".to_owned()));
        assert!(!names(true).contains(&"berth.capacity-provider".to_owned()));
        assert!(!names(true).contains(&FARGATE_ATTRIBUTE.to_owned()));
        options.fargate = true;
        let again: Vec<_> = attributes(&options, false);
        assert!(again.iter().any(|it| it.name == FARGATE_ATTRIBUTE));
        options.capacity_provider = Some("web-hosts".to_owned());
        let all = attributes(&options, false);
        let named = all.iter().find(|it| it.name == "berth.capacity-provider");
        assert_eq!(named.and_then(|it| it.value.as_deref()), Some("web-hosts"));
    }
}
