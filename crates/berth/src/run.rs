//! `berth run`: a task definition file, from registration to exit code.

use std::{process::ExitCode, time::Duration};

use anyhow::{Context as _, bail};
use berth_api_ecs as ecs;
use berth_api_logs as logs;

use crate::{cli::RunArgs, config::Settings, region::Region};

/// How often a stock client could ask; the APIs have no call that waits.
const ASK_AGAIN: Duration = Duration::from_millis(250);

pub(crate) fn main(args: RunArgs) -> anyhow::Result<ExitCode> {
    let settings = Settings::read(&args.data)?;
    let text = std::fs::read_to_string(&args.file)
        .with_context(|| format!("cannot read {}", args.file.display()))?;
    let mut definition: ecs::RegisterTaskDefinitionRequest = serde_json::from_str(&text)
        .with_context(|| format!("{} is no task definition", args.file.display()))?;
    let region = Region::of(&settings.data_dir)?;
    add_log_configuration(&mut definition, &region_name(&settings)?);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(run(&region, &args, &definition))
}

fn region_name(settings: &Settings) -> anyhow::Result<String> {
    Ok(crate::data_dir::read_client(&settings.data_dir)?.region)
}

/// Containers that say nothing of their output get a log group of their family's, so that there is
/// something to follow; on Fargate that takes an execution role.
fn add_log_configuration(definition: &mut ecs::RegisterTaskDefinitionRequest, region: &str) {
    if is_for_fargate(definition) && definition.execution_role_arn.is_none() {
        return;
    }
    let family = definition.family.clone().unwrap_or_default();
    for container in definition.container_definitions.iter_mut().flatten() {
        if container.log_configuration.is_none() {
            let options = [
                ("awslogs-group", format!("/berth/run/{family}")),
                ("awslogs-region", region.to_owned()),
                ("awslogs-stream-prefix", "run".to_owned()),
                ("awslogs-create-group", "true".to_owned()),
            ];
            container.log_configuration = Some(ecs::LogConfiguration {
                log_driver: Some("awslogs".into()),
                options: Some(options.map(|(name, value)| (name.to_owned(), value)).into()),
                secret_options: None,
            });
        }
    }
}

async fn run(
    region: &Region,
    args: &RunArgs,
    definition: &ecs::RegisterTaskDefinitionRequest,
) -> anyhow::Result<ExitCode> {
    let registered: ecs::RegisterTaskDefinitionResponse =
        region.ecs("RegisterTaskDefinition", definition).await?;
    let registered = registered
        .task_definition
        .context("no task definition in the answer")?;
    let name = registered.task_definition_arn.clone().unwrap_or_default();
    say(args, "registered", &name);
    let request = ecs::RunTaskRequest {
        cluster: Some(args.cluster.clone()),
        task_definition: Some(name),
        started_by: Some("berth run".to_owned()),
        launch_type: is_for_fargate(definition).then(|| "FARGATE".into()),
        network_configuration: network(region, definition).await?,
        ..Default::default()
    };
    let started: ecs::RunTaskResponse = region.ecs("RunTask", &request).await?;
    let Some(task) = started.tasks.unwrap_or_default().into_iter().next() else {
        let failure = started
            .failures
            .unwrap_or_default()
            .into_iter()
            .next()
            .unwrap_or_default();
        bail!(
            "the task could not be placed: {} {}",
            failure.reason.unwrap_or_default(),
            failure.arn.unwrap_or_default()
        );
    };
    let arn = task.task_arn.clone().unwrap_or_default();
    say(args, "started", &arn);
    let mut streams = Streams::of(&registered, &arn);
    loop {
        let task = describe(region, args, &arn).await?;
        let stopped = task.last_status.as_deref() == Some("STOPPED");
        if args.follow {
            streams.print(region, args, stopped).await?;
        }
        if stopped {
            return finish(args, &registered, &task);
        }
        tokio::time::sleep(ASK_AGAIN).await;
    }
}

/// A definition says so by requiring it and nothing else.
fn is_for_fargate(definition: &ecs::RegisterTaskDefinitionRequest) -> bool {
    let required = definition.requires_compatibilities.as_deref();
    required.is_some_and(|it| matches!(it, [ecs::Compatibility::Fargate]))
}

/// Tasks with an interface of their own get it in a subnet of the default VPC.
async fn network(
    region: &Region,
    definition: &ecs::RegisterTaskDefinitionRequest,
) -> anyhow::Result<Option<ecs::NetworkConfiguration>> {
    #[derive(serde::Deserialize)]
    struct Subnets {
        subnets: Vec<String>,
    }
    if definition.network_mode != Some(ecs::NetworkMode::Awsvpc) {
        return Ok(None);
    }
    let Subnets { subnets } = region.berth("ListDefaultSubnets").await?;
    if subnets.is_empty() {
        bail!("the default VPC is gone: run the task with `aws ecs run-task` and its subnets");
    }
    Ok(Some(ecs::NetworkConfiguration {
        awsvpc_configuration: Some(ecs::AwsVpcConfiguration {
            subnets: Some(subnets),
            security_groups: None,
            assign_public_ip: None,
        }),
    }))
}

async fn describe(region: &Region, args: &RunArgs, arn: &str) -> anyhow::Result<ecs::Task> {
    let request = ecs::DescribeTasksRequest {
        cluster: Some(args.cluster.clone()),
        tasks: Some(vec![arn.to_owned()]),
        include: None,
    };
    let answer: ecs::DescribeTasksResponse = region.ecs("DescribeTasks", &request).await?;
    answer
        .tasks
        .unwrap_or_default()
        .into_iter()
        .next()
        .context("the task is not known any more")
}

/// The exit code is that of the first essential container that failed, else zero.
fn finish(
    args: &RunArgs,
    definition: &ecs::TaskDefinition,
    task: &ecs::Task,
) -> anyhow::Result<ExitCode> {
    let reason = task.stopped_reason.clone().unwrap_or_default();
    say(args, "stopped", &reason);
    let containers = task.containers.as_deref().unwrap_or_default();
    for container in containers {
        if let Some(reason) = &container.reason {
            let name = container.name.as_deref().unwrap_or_default();
            say(args, "container", &format!("{name}: {reason}"));
        }
    }
    let definitions = definition
        .container_definitions
        .as_deref()
        .unwrap_or_default();
    let codes: Vec<i32> = definitions
        .iter()
        .filter(|definition| definition.essential != Some(false))
        .filter_map(|definition| containers.iter().find(|it| it.name == definition.name))
        .filter_map(|container| container.exit_code)
        .collect();
    if codes.is_empty() {
        bail!("no essential container has an exit code: {reason}");
    }
    let code = codes.into_iter().find(|code| *code != 0).unwrap_or(0);
    Ok(ExitCode::from(u8::try_from(code).unwrap_or(1)))
}

/// The log streams of a task, and how far each has been read.
struct Streams {
    streams: Vec<Stream>,
}

struct Stream {
    container: String,
    group: String,
    name: String,
    token: Option<String>,
}

impl Streams {
    fn of(definition: &ecs::TaskDefinition, task_arn: &str) -> Self {
        let task_id = task_arn.rsplit('/').next().unwrap_or_default();
        let streams = definition
            .container_definitions
            .as_deref()
            .unwrap_or_default()
            .iter()
            .filter_map(|container| {
                let options = container.log_configuration.as_ref()?.options.as_ref()?;
                let prefix = options.get("awslogs-stream-prefix")?;
                let container = container.name.clone()?;
                Some(Stream {
                    group: options.get("awslogs-group")?.clone(),
                    name: format!("{prefix}/{container}/{task_id}"),
                    container,
                    token: None,
                })
            })
            .collect();
        Self { streams }
    }

    /// Prints what is new; at the end, until there is nothing new.
    async fn print(&mut self, region: &Region, args: &RunArgs, last: bool) -> anyhow::Result<()> {
        let several = self.streams.len() > 1;
        for stream in &mut self.streams {
            let mut quiet = 0;
            loop {
                let printed = stream.print(region, args, several).await?;
                // The last lines may still be on their way from the host when the task is known to
                // be STOPPED; a second of silence means they are not.
                quiet = if printed { 0 } else { quiet + 1 };
                if !last && !printed || quiet > 4 {
                    break;
                }
                if !printed {
                    tokio::time::sleep(ASK_AGAIN).await;
                }
            }
        }
        Ok(())
    }
}

impl Stream {
    /// Prints one page; whether there was anything on it.
    async fn print(
        &mut self,
        region: &Region,
        args: &RunArgs,
        several: bool,
    ) -> anyhow::Result<bool> {
        let request = logs::GetLogEventsRequest {
            log_group_name: Some(self.group.clone()),
            log_stream_name: Some(self.name.clone()),
            start_from_head: Some(true),
            next_token: self.token.clone(),
            ..Default::default()
        };
        let page: logs::GetLogEventsResponse = match region.logs("GetLogEvents", &request).await {
            Ok(page) => page,
            // The stream comes into being when the container starts.
            Err(error) if error.code() == Some("ResourceNotFoundException") => return Ok(false),
            Err(error) => return Err(error).context("GetLogEvents"),
        };
        self.token = page.next_forward_token;
        let events = page.events.unwrap_or_default();
        for event in &events {
            let message = event.message.as_deref().unwrap_or_default();
            print_line(
                args,
                several.then_some(self.container.as_str()),
                &self.container,
                message,
            );
        }
        Ok(!events.is_empty())
    }
}

#[allow(clippy::print_stdout, reason = "log lines are what the command prints")]
fn print_line(args: &RunArgs, shown: Option<&str>, container: &str, message: &str) {
    if args.json {
        println!(
            "{}",
            serde_json::json!({"event": "log", "container": container, "message": message})
        );
    } else if let Some(container) = shown {
        println!("{container} | {message}");
    } else {
        println!("{message}");
    }
}

#[allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "progress is for the person at the terminal, the log lines alone are on stdout"
)]
fn say(args: &RunArgs, event: &str, what: &str) {
    if args.json {
        println!("{}", serde_json::json!({"event": event, "what": what}));
    } else {
        eprintln!("berth: {event} {what}");
    }
}
