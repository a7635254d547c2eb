//! `berth down`: stops the region's tasks, then the region, and leaves nothing on the host.

use std::{process::ExitCode, time::Duration};

use anyhow::Context as _;
use berth_api_ecs as ecs;

use crate::{cli::DownArgs, config::Settings, data_dir, region::Region};

/// A task that has not stopped after its own timeout and this long is left to the host's cleanup.
const PATIENCE: Duration = Duration::from_secs(60);
const ASK_AGAIN: Duration = Duration::from_millis(200);

pub(crate) fn main(args: DownArgs) -> anyhow::Result<ExitCode> {
    let settings = Settings::read(&args.data)?;
    let host = settings.host(&args.host)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        if let Some(pid) = data_dir::holder(&settings.data_dir) {
            let region = Region::of(&settings.data_dir)?;
            let stopping = tokio::time::timeout(PATIENCE, stop_tasks(&region)).await;
            match stopping {
                Ok(Ok(0)) => {}
                Ok(Ok(count)) => say(&format!("stopped {count} tasks")),
                Ok(Err(error)) => say(&format!("could not stop the tasks in order: {error:#}")),
                Err(_) => say("some tasks did not stop in time"),
            }
            end(pid, &settings).await?;
        } else if !data_dir::has_region(&settings.data_dir)
            && !crate::agent::Kind::Host.directory(&settings).exists()
        {
            say(&format!(
                "there is no region in {}",
                settings.data_dir.display()
            ));
            return Ok(ExitCode::SUCCESS);
        }
        let _hold = data_dir::hold(&settings.data_dir)?;
        crate::agent::sweep(&settings, &host).await?;
        say("down");
        Ok(ExitCode::SUCCESS)
    })
}

/// Stops every task of every cluster and waits until all are STOPPED.
async fn stop_tasks(region: &Region) -> anyhow::Result<usize> {
    let clusters: ecs::ListClustersResponse = region
        .ecs("ListClusters", &ecs::ListClustersRequest::default())
        .await?;
    let clusters = clusters.cluster_arns.unwrap_or_default();
    let mut asked = 0;
    loop {
        let mut left = 0;
        for cluster in &clusters {
            let running = list(region, cluster, "RUNNING").await?;
            for task in &running {
                let request = ecs::StopTaskRequest {
                    cluster: Some(cluster.clone()),
                    task: Some(task.clone()),
                    reason: Some("The region is going down".to_owned()),
                };
                let _: ecs::StopTaskResponse = region.ecs("StopTask", &request).await?;
            }
            asked += running.len();
            left += running.len() + stopping(region, cluster).await?;
        }
        if left == 0 {
            return Ok(asked);
        }
        tokio::time::sleep(ASK_AGAIN).await;
    }
}

/// How many tasks of a cluster are wanted STOPPED and are not.
async fn stopping(region: &Region, cluster: &str) -> anyhow::Result<usize> {
    let mut left = 0;
    for tasks in list(region, cluster, "STOPPED").await?.chunks(100) {
        let request = ecs::DescribeTasksRequest {
            cluster: Some(cluster.to_owned()),
            tasks: Some(tasks.to_vec()),
            include: None,
        };
        let answer: ecs::DescribeTasksResponse = region.ecs("DescribeTasks", &request).await?;
        let tasks = answer.tasks.unwrap_or_default();
        left += tasks
            .iter()
            .filter(|it| it.last_status.as_deref() != Some("STOPPED"))
            .count();
    }
    Ok(left)
}

async fn list(region: &Region, cluster: &str, desired: &str) -> anyhow::Result<Vec<String>> {
    let mut request = ecs::ListTasksRequest {
        cluster: Some(cluster.to_owned()),
        desired_status: Some(desired.into()),
        ..Default::default()
    };
    let mut tasks = Vec::new();
    loop {
        let page: ecs::ListTasksResponse = region.ecs("ListTasks", &request).await?;
        tasks.extend(page.task_arns.unwrap_or_default());
        request.next_token = page.next_token;
        if request.next_token.is_none() {
            return Ok(tasks);
        }
    }
}

/// Ends `berth up` and waits until it has let go of the data directory.
async fn end(pid: i32, settings: &Settings) -> anyhow::Result<()> {
    let pid = nix::unistd::Pid::from_raw(pid);
    nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGTERM)
        .with_context(|| format!("cannot end berth up (pid {pid})"))?;
    let gone = async {
        while data_dir::holder(&settings.data_dir).is_some() {
            tokio::time::sleep(ASK_AGAIN).await;
        }
    };
    tokio::time::timeout(PATIENCE, gone)
        .await
        .with_context(|| format!("berth up (pid {pid}) does not end"))
}

#[allow(clippy::print_stderr, reason = "the command talks to a person")]
fn say(what: &str) {
    eprintln!("berth: {what}");
}
