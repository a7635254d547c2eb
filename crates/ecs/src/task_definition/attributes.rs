//! The attributes that a container instance must have for a definition's tasks.
//!
//! The names are those that the ECS agent registers, see the agent's protocol; an agent that
//! cannot do something does not register it, and placement passes it over.

use std::collections::BTreeSet;

use berth_api_ecs as api;

use super::{containers, each, is_windows, network_mode, text};

/// CPU units from which an agent needs a newer way to cap a task.
const INCREASED_CPU: i64 = 10 * 1024;

/// Capability attributes, and one of the platform if it is not Linux on x86, by name.
#[must_use]
pub fn requires_attributes(document: &api::TaskDefinition) -> Vec<api::Attribute> {
    let mut wanted = Wanted::default();
    task(document, &mut wanted);
    for container in containers(document) {
        self::container(container, document, &mut wanted);
        logs(container, document, &mut wanted);
    }
    for volume in each(document.volumes.as_ref()) {
        self::volume(volume, &mut wanted);
    }
    let attribute = |(name, value): (String, Option<&str>)| api::Attribute {
        name: Some(name),
        value: value.map(str::to_owned),
        ..api::Attribute::default()
    };
    wanted.0.into_iter().map(attribute).collect()
}

#[derive(Default)]
struct Wanted(BTreeSet<(String, Option<&'static str>)>);

impl Wanted {
    /// `ecs.capability.…`
    fn ecs(&mut self, name: &str, if_used: bool) {
        if if_used {
            self.0.insert((format!("ecs.capability.{name}"), None));
        }
    }

    /// `com.amazonaws.ecs.capability.…`, the older ones.
    fn older(&mut self, name: &str, if_used: bool) {
        if if_used {
            self.0
                .insert((format!("com.amazonaws.ecs.capability.{name}"), None));
        }
    }

    fn docker_api(&mut self, minor: u8, if_used: bool) {
        self.older(&format!("docker-remote-api.1.{minor}"), if_used);
    }
}

fn given(value: Option<&String>) -> bool {
    !text(value).is_empty()
}

fn task(document: &api::TaskDefinition, wanted: &mut Wanted) {
    let mode = network_mode(document);
    wanted.ecs("task-eni", mode == "awsvpc");
    wanted.docker_api(18, mode == "awsvpc");
    if given(document.task_role_arn.as_ref()) {
        wanted.older("task-iam-role", mode != "host");
        wanted.older("task-iam-role-network-host", mode == "host");
    }
    let shares = document.pid_mode.is_some() || document.ipc_mode.is_some();
    wanted.ecs("pid-ipc-namespace-sharing", shares);
    wanted.ecs("aws-appmesh", document.proxy_configuration.is_some());
    wanted.ecs(
        "fault-injection",
        document.enable_fault_injection == Some(true),
    );
    let cpu = document.cpu.as_deref().and_then(super::cpu_units);
    wanted.ecs(
        "increased-task-cpu-limit",
        cpu.is_some_and(|units| units > INCREASED_CPU),
    );
    let platform = document.runtime_platform.as_ref();
    if platform.is_some_and(|it| it.cpu_architecture == Some(api::CPUArchitecture::Arm64)) {
        wanted
            .0
            .insert(("ecs.cpu-architecture".to_owned(), Some("arm64")));
    }
    if is_windows(document) {
        wanted.0.insert(("ecs.os-type".to_owned(), Some("windows")));
    }
}

fn container(
    container: &api::ContainerDefinition,
    document: &api::TaskDefinition,
    wanted: &mut Wanted,
) {
    wanted.older("privileged-container", container.privileged == Some(true));
    wanted.docker_api(21, container.memory_reservation.is_some());
    wanted.docker_api(18, !each(container.ulimits.as_ref()).is_empty());
    wanted.docker_api(
        18,
        container
            .docker_labels
            .as_ref()
            .is_some_and(|it| !it.is_empty()),
    );
    wanted.ecs("container-health-check", container.health_check.is_some());
    wanted.docker_api(29, container.health_check.is_some());
    let ordered = !each(container.depends_on.as_ref()).is_empty();
    wanted.ecs(
        "container-ordering",
        ordered || container.start_timeout.is_some(),
    );
    let restarts = container
        .restart_policy
        .as_ref()
        .is_some_and(|it| it.enabled == Some(true));
    wanted.ecs("container-restart-policy", restarts);
    wanted.ecs(
        "env-files.s3",
        !each(container.environment_files.as_ref()).is_empty(),
    );
    for secret in each(container.secrets.as_ref()) {
        let provider = secret_provider(text(secret.value_from.as_ref()));
        wanted.ecs(&format!("secrets.{provider}.environment-variables"), true);
    }
    let private = container.repository_credentials.is_some();
    wanted.ecs("private-registry-authentication.secretsmanager", private);
    if ecr_registry(text(container.image.as_ref())).is_some() {
        wanted.older("ecr-auth", true);
        wanted.docker_api(19, true);
        let role = given(document.execution_role_arn.as_ref());
        wanted.ecs("execution-role-ecr-pull", role);
    }
    let ranges = each(container.port_mappings.as_ref()).iter();
    let ranges = ranges
        .filter(|it| it.container_port_range.is_some())
        .count();
    wanted.ecs("network.container-port-range", ranges > 0);
    wanted.ecs(
        "gmsa",
        !each(container.credential_specs.as_ref()).is_empty(),
    );
    for option in each(container.docker_security_options.as_ref()) {
        wanted.older("selinux", option.starts_with("label:"));
        wanted.older("apparmor", option.starts_with("apparmor:"));
        wanted.ecs("gmsa", option.starts_with("credentialspec:"));
    }
    if let Some(linux) = &container.linux_parameters {
        wanted.docker_api(25, linux.init_process_enabled == Some(true));
        wanted.docker_api(22, !each(linux.tmpfs.as_ref()).is_empty());
        wanted.docker_api(22, linux.shared_memory_size.is_some());
    }
}

fn logs(container: &api::ContainerDefinition, document: &api::TaskDefinition, wanted: &mut Wanted) {
    if let Some(router) = &container.firelens_configuration {
        let kind = router.r#type.as_ref().map_or("fluentbit", |it| it.as_str());
        wanted.ecs(&format!("firelens.{kind}"), true);
        let file = router
            .options
            .as_ref()
            .and_then(|it| it.get("config-file-type"));
        if let Some(file) = file {
            wanted.ecs(&format!("firelens.options.config.{file}"), true);
        }
    }
    let Some(logs) = &container.log_configuration else {
        return;
    };
    let driver = logs.log_driver.as_ref().map_or("", api::LogDriver::as_str);
    wanted.older(&format!("logging-driver.{driver}"), true);
    wanted.docker_api(18, true);
    wanted.docker_api(19, driver == "awslogs");
    let role = given(document.execution_role_arn.as_ref());
    wanted.ecs("execution-role-awslogs", driver == "awslogs" && role);
    let option = |name| {
        logs.options
            .as_ref()
            .is_some_and(|options| options.contains_key(name))
    };
    let limited = driver == "awsfirelens" && option("log-driver-buffer-limit");
    wanted.ecs(
        "logging-driver.awsfirelens.log-driver-buffer-limit",
        limited,
    );
    for secret in each(logs.secret_options.as_ref()) {
        let provider = secret_provider(text(secret.value_from.as_ref()));
        wanted.ecs(&format!("secrets.{provider}.bootstrap.log-driver"), true);
    }
}

fn volume(volume: &api::Volume, wanted: &mut Wanted) {
    if let Some(docker) = &volume.docker_volume_configuration {
        let driver = docker.driver.as_deref().unwrap_or("local");
        wanted.ecs(&format!("docker-plugin.{driver}"), true);
    }
    if let Some(efs) = &volume.efs_volume_configuration {
        wanted.ecs("efs", true);
        let encrypted = efs
            .transit_encryption
            .as_ref()
            .is_some_and(|it| it.as_str() == "ENABLED");
        wanted.ecs("efsAuth", encrypted || efs.authorization_config.is_some());
    }
    wanted.ecs(
        "storage.s3-files",
        volume.s3files_volume_configuration.is_some(),
    );
    let windows = volume
        .fsx_windows_file_server_volume_configuration
        .is_some();
    wanted.ecs("fsxWindowsFileServer", windows);
    wanted.ecs(
        "storage.ebs-task-volume-attach",
        volume.configured_at_launch == Some(true),
    );
}

/// `asm` (Secrets Manager) or `ssm` (Parameter Store).
pub(crate) fn secret_provider(value_from: &str) -> &'static str {
    match berth_model::Arn::parse(value_from) {
        Some(arn) if arn.service == "secretsmanager" => "asm",
        _ => "ssm",
    }
}

/// Account and region of an image in Amazon ECR, `ACCOUNT.dkr.ecr.REGION.amazonaws.com/…`.
pub(crate) fn ecr_registry(image: &str) -> Option<(&str, &str)> {
    let (host, _) = image.split_once('/')?;
    let (account, rest) = host.split_once(".dkr.ecr.")?;
    let (region, domain) = rest.split_once('.')?;
    let digits = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    (digits && domain.starts_with("amazonaws.")).then_some((account, region))
}
