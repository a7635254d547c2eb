//! `berth tasks`: a table of a cluster's tasks, a line a container.

use std::process::ExitCode;

use berth_api_ecs as ecs;
use berth_link::acs::ContainerPull;
use serde::{Deserialize, Serialize};

use crate::{cli::TasksArgs, config::Settings, region::Region};

/// `DescribeTasks` takes so many.
const DESCRIBE_MAX: usize = 100;

#[derive(Deserialize)]
struct Pulls {
    pulls: Vec<ContainerPull>,
}

/// A container, as the table and the JSON show it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    task: String,
    definition: String,
    task_status: String,
    desired_status: String,
    container: String,
    status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    exit_code: Option<i32>,
    #[serde(skip_serializing_if = "String::is_empty")]
    reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pull: Option<ContainerPull>,
}

pub(crate) fn main(args: &TasksArgs) -> anyhow::Result<ExitCode> {
    let settings = Settings::read(&args.data)?;
    let region = Region::of(&settings.data_dir)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (rows, ahead) = runtime.block_on(rows(&region, args))?;
    print(&rows, &ahead, args.json);
    Ok(ExitCode::SUCCESS)
}

/// The containers, and the images that are pulled ahead.
async fn rows(region: &Region, args: &TasksArgs) -> anyhow::Result<(Vec<Row>, Vec<ContainerPull>)> {
    let mut arns = list(region, args, "RUNNING").await?;
    // Ordered to stop and not yet stopped are there as well.
    arns.extend(list(region, args, "STOPPED").await?);
    let mut tasks = Vec::new();
    for some in arns.chunks(DESCRIBE_MAX) {
        let request = ecs::DescribeTasksRequest {
            cluster: Some(args.cluster.clone()),
            tasks: Some(some.to_vec()),
            include: None,
        };
        let answer: ecs::DescribeTasksResponse = region.ecs("DescribeTasks", &request).await?;
        tasks.extend(answer.tasks.unwrap_or_default());
    }
    tasks.retain(|task| args.all || task.last_status.as_deref() != Some("STOPPED"));
    let pulls: Pulls = region.berth("ListPulls").await?;
    let tasks = tasks.iter();
    let rows = tasks.flat_map(|task| of_task(task, &pulls.pulls)).collect();
    let mut ahead = pulls.pulls;
    ahead.retain(|pull| pull.task_arn.is_empty());
    Ok((rows, ahead))
}

async fn list(region: &Region, args: &TasksArgs, desired: &str) -> anyhow::Result<Vec<String>> {
    let mut arns = Vec::new();
    let mut request = ecs::ListTasksRequest {
        cluster: Some(args.cluster.clone()),
        desired_status: Some(desired.into()),
        ..Default::default()
    };
    loop {
        let page: ecs::ListTasksResponse = region.ecs("ListTasks", &request).await?;
        arns.extend(page.task_arns.unwrap_or_default());
        request.next_token = page.next_token;
        if request.next_token.is_none() {
            return Ok(arns);
        }
    }
}

fn of_task(task: &ecs::Task, pulls: &[ContainerPull]) -> Vec<Row> {
    let last = |arn: &Option<String>| {
        let last = arn.as_deref().and_then(|arn| arn.rsplit('/').next());
        last.unwrap_or_default().to_owned()
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let row = |container: &ecs::Container| {
        let name = text(&container.name);
        let waits = |pull: &&ContainerPull| {
            Some(&pull.task_arn) == task.task_arn.as_ref() && pull.container_name == name
        };
        let reason = match &container.reason {
            Some(reason) => reason.clone(),
            None if container.exit_code.is_none() => text(&task.stopped_reason),
            None => String::new(),
        };
        Row {
            task: last(&task.task_arn),
            definition: last(&task.task_definition_arn),
            task_status: text(&task.last_status),
            desired_status: text(&task.desired_status),
            pull: pulls.iter().find(waits).cloned(),
            status: text(&container.last_status),
            exit_code: container.exit_code,
            reason,
            container: name,
        }
    };
    task.containers.iter().flatten().map(row).collect()
}

fn progress(pull: &ContainerPull) -> String {
    if pull.layers_total == 0 {
        return format!("pulling {}", pull.image);
    }
    #[allow(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    format!(
        "pulling {}: {:.1} of {:.1} MiB, {} of {} layers",
        pull.image,
        mib(pull.bytes_done),
        mib(pull.bytes_total),
        pull.layers_done,
        pull.layers_total
    )
}

/// What a person wants to know of a container: how far its pull is, else how it ended.
fn detail(row: &Row) -> String {
    if let Some(pull) = &row.pull {
        return progress(pull);
    }
    let code = row.exit_code.map(|code| format!("exit code {code}"));
    let words = [code, (!row.reason.is_empty()).then(|| row.reason.clone())];
    let words: Vec<_> = words.into_iter().flatten().collect();
    words.join(", ")
}

/// The table: columns as wide as their widest cell, the last one as it is.
fn table(rows: &[Row]) -> Vec<String> {
    let head = [
        "TASK",
        "DEFINITION",
        "STATUS",
        "DESIRED",
        "CONTAINER",
        "STATUS",
        "",
    ];
    let mut lines = vec![head.map(str::to_owned)];
    lines.extend(rows.iter().map(|row| {
        [
            row.task.clone(),
            row.definition.clone(),
            row.task_status.clone(),
            row.desired_status.clone(),
            row.container.clone(),
            row.status.clone(),
            detail(row),
        ]
    }));
    let width = |column: usize| {
        let cells = lines.iter().map(|line| line[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len() - 1).map(width).chain([0]).collect();
    let lines = lines.iter().map(|line| {
        let cells = line.iter().zip(&widths);
        let cells = cells.map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    });
    lines.collect()
}

#[allow(clippy::print_stdout, reason = "the table is what the command prints")]
fn print(rows: &[Row], ahead: &[ContainerPull], json: bool) {
    if json {
        println!(
            "{}",
            serde_json::json!({ "containers": rows, "prefetches": ahead })
        );
        return;
    }
    for line in table(rows) {
        println!("{line}");
    }
    for pull in ahead {
        println!("ahead of its tasks: {}", progress(pull));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_a_container_with_its_pull_or_its_end() {
        let container =
            |name: &str, status: &str, exit_code, reason: Option<&str>| ecs::Container {
                name: Some(name.to_owned()),
                last_status: Some(status.to_owned()),
                exit_code,
                reason: reason.map(str::to_owned),
                ..Default::default()
            };
        let task = ecs::Task {
            task_arn: Some("arn:aws:ecs:r:1:task/default/0123".to_owned()),
            task_definition_arn: Some("arn:aws:ecs:r:1:task-definition/web:3".to_owned()),
            last_status: Some("PENDING".to_owned()),
            desired_status: Some("RUNNING".to_owned()),
            containers: Some(vec![
                container("main", "PENDING", None, None),
                container("init", "STOPPED", Some(3), Some("OutOfMemoryError: x")),
            ]),
            ..Default::default()
        };
        let pull = ContainerPull {
            task_arn: "arn:aws:ecs:r:1:task/default/0123".to_owned(),
            container_name: "main".to_owned(),
            image: "web:1".to_owned(),
            layers_total: 5,
            layers_done: 2,
            bytes_total: 3 << 20,
            bytes_done: 3 << 19,
        };
        let lines = table(&of_task(&task, &[pull]));
        assert_eq!(
            lines,
            [
                "TASK  DEFINITION  STATUS   DESIRED  CONTAINER  STATUS",
                "0123  web:3       PENDING  RUNNING  main       PENDING  pulling web:1: 1.5 of 3.0 MiB, 2 of 5 layers",
                "0123  web:3       PENDING  RUNNING  init       STOPPED  exit code 3, OutOfMemoryError: x",
            ]
        );
    }
}
