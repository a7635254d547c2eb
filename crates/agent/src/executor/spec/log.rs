//! Where a container's output goes.

use berth_link::acs;
use berth_link::shim::LogSink;

use super::docker::{self, Config, HostConfig};
use super::{SpecError, runtime_id};
use crate::endpoints;
use crate::logs::{AwslogsOptions, LogOptions, OptionError, SplunkOptions, Subject, parse_size};
use crate::secrets::ContainerSecrets;

/// Bytes of a json-file where nothing else is said: no bound, as Docker has it.
const JSON_FILE_UNBOUNDED: u64 = 0;

/// Where a container's output goes, apart from the shim's part in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LogTarget {
    /// Nowhere the agent has to bring it.
    Local,
    /// To a log service.
    Service(Box<LogOptions>),
}

/// Where the container's output goes, apart from the shim's part in it.
pub(crate) fn log_target(
    task: &acs::Task,
    container: &acs::Container,
    secrets: &ContainerSecrets,
) -> Result<LogTarget, SpecError> {
    let docker = docker::parse(container)?;
    let id = runtime_id(&task.arn, &container.name);
    let (_, target) = sink(task, container, &docker, &id, secrets)?;
    Ok(target)
}

/// Both parts of where the container's output goes.
pub(super) fn sink(
    task: &acs::Task,
    container: &acs::Container,
    (config, host): &(Config, HostConfig),
    runtime_id: &str,
    secrets: &ContainerSecrets,
) -> Result<(LogSink, LogTarget), SpecError> {
    let log = host.log_config.clone().unwrap_or_default();
    let mut options = log.config;
    for (name, value) in &secrets.log_options {
        options.insert(name.clone(), value.expose().to_owned());
    }
    let driver = log.r#type.as_str();
    let unknown =
        |option: &str| SpecError::unsupported(format!("the log option {option} of {driver}"));
    let refused = |error: OptionError| match error {
        OptionError::Unsupported { name, .. } => unknown(&name),
        invalid => SpecError::Invalid(invalid.to_string()),
    };
    match driver {
        "none" => Ok((LogSink::None, LogTarget::Local)),
        "" | "json-file" => {
            let (mut max_bytes, mut max_files) = (JSON_FILE_UNBOUNDED, 1);
            for (name, value) in &options {
                let invalid = || SpecError::Invalid(format!("invalid value for {name}: {value:?}"));
                match name.as_str() {
                    "max-size" => max_bytes = parse_size(value).ok_or_else(invalid)?,
                    "max-file" => max_files = value.parse().map_err(|_| invalid())?,
                    other => return Err(unknown(other)),
                }
            }
            let sink = LogSink::JsonFile {
                max_bytes,
                max_files: max_files.max(1),
            };
            Ok((sink, LogTarget::Local))
        }
        "awslogs" => {
            let name = &container.name;
            let options = AwslogsOptions::parse(&options, name, task.id(), runtime_id);
            Ok(to_service(LogOptions::Awslogs(options.map_err(refused)?)))
        }
        "splunk" => {
            let cluster = &task.task_cluster_arn;
            let mut labels = config.labels.clone();
            labels.extend(endpoints::ecs_labels(task, cluster, &container.name));
            let subject = Subject {
                runtime_id,
                runtime_name: &endpoints::runtime_name(task, &container.name, runtime_id),
                image: &container.image,
                labels: &labels,
                environment: &container.environment,
            };
            let options = SplunkOptions::parse(&options, subject);
            Ok(to_service(LogOptions::Splunk(options.map_err(refused)?)))
        }
        other => Err(SpecError::unsupported(format!("the log driver {other}"))),
    }
}

fn to_service(options: LogOptions) -> (LogSink, LogTarget) {
    let sink = LogSink::Spool {
        max_buffer_bytes: options.max_buffer_bytes(),
        blocking: options.blocking(),
    };
    (sink, LogTarget::Service(Box::new(options)))
}
