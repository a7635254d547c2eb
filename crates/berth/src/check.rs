//! `berth check`: whether a region that does not run is as it should be.

use std::process::ExitCode;

use anyhow::Context as _;

use crate::{cli::CheckArgs, config::Settings};

#[allow(clippy::print_stdout, reason = "printing is what the command is for")]
pub(crate) fn main(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let dir = Settings::read(&args.data)?.data_dir;
    let found =
        berth_control::check(&dir).with_context(|| format!("cannot check {}", dir.display()))?;
    let violations: Vec<String> = found
        .violations
        .iter()
        .map(|violation| match violation.task {
            Some(task) => format!("task {task}: {}", violation.what),
            None => violation.what.clone(),
        })
        .collect();
    if args.json {
        let object = serde_json::json!({
            "version": found.version,
            "clusters": found.clusters,
            "taskDefinitions": found.task_definitions,
            "containerInstances": found.container_instances,
            "liveTasks": found.live_tasks,
            "stoppedTasks": found.stopped_tasks,
            "violations": violations,
        });
        println!("{object}");
    } else {
        for violation in &violations {
            println!("broken: {violation}");
        }
        println!(
            "{}: version {}, {} clusters, {} task definitions, {} container instances, {} tasks and {} stopped; {}",
            dir.display(),
            found.version,
            found.clusters,
            found.task_definitions,
            found.container_instances,
            found.live_tasks,
            found.stopped_tasks,
            match violations.len() {
                0 => "all invariants hold".to_owned(),
                count => format!("{count} violations"),
            }
        );
    }
    Ok(if violations.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
