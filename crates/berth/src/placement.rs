//! `berth placement CLUSTER`: a picture of a cluster's zones, instances and tasks.

use std::collections::BTreeMap;
use std::process::ExitCode;

use berth_api_ecs as ecs;

use crate::{cli::PlacementArgs, config::Settings, region::Region};

/// `DescribeTasks` and `DescribeContainerInstances` take so many.
const DESCRIBE_MAX: usize = 100;
/// A bar has so many cells.
const BAR: usize = 10;
/// One for each task group, the largest first; others share the last.
const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// Tasks on one line of an instance.
const TASKS_A_LINE: usize = 40;

pub(crate) fn main(args: &PlacementArgs) -> anyhow::Result<ExitCode> {
    let settings = Settings::read(&args.data)?;
    let region = Region::of(&settings.data_dir)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (instances, tasks) = runtime.block_on(look(&region, &args.cluster))?;
    print(&args.cluster, &instances, &tasks, args.json);
    Ok(ExitCode::SUCCESS)
}

/// The instances that are not INACTIVE, and the tasks that are not STOPPED.
async fn look(
    region: &Region,
    cluster: &str,
) -> anyhow::Result<(Vec<ecs::ContainerInstance>, Vec<ecs::Task>)> {
    let mut request = ecs::ListContainerInstancesRequest {
        cluster: Some(cluster.to_owned()),
        ..Default::default()
    };
    let mut arns = Vec::new();
    loop {
        let page: ecs::ListContainerInstancesResponse =
            region.ecs("ListContainerInstances", &request).await?;
        arns.extend(page.container_instance_arns.unwrap_or_default());
        request.next_token = page.next_token;
        if request.next_token.is_none() {
            break;
        }
    }
    let mut instances = Vec::new();
    for some in arns.chunks(DESCRIBE_MAX) {
        let request = ecs::DescribeContainerInstancesRequest {
            cluster: Some(cluster.to_owned()),
            container_instances: Some(some.to_vec()),
            include: None,
        };
        let answer: ecs::DescribeContainerInstancesResponse =
            region.ecs("DescribeContainerInstances", &request).await?;
        instances.extend(answer.container_instances.unwrap_or_default());
    }
    Ok((instances, tasks(region, cluster).await?))
}

async fn tasks(region: &Region, cluster: &str) -> anyhow::Result<Vec<ecs::Task>> {
    let mut arns = Vec::new();
    // Ordered to stop and not yet stopped are there as well.
    for desired in ["RUNNING", "STOPPED"] {
        let mut request = ecs::ListTasksRequest {
            cluster: Some(cluster.to_owned()),
            desired_status: Some(desired.into()),
            ..Default::default()
        };
        loop {
            let page: ecs::ListTasksResponse = region.ecs("ListTasks", &request).await?;
            arns.extend(page.task_arns.unwrap_or_default());
            request.next_token = page.next_token;
            if request.next_token.is_none() {
                break;
            }
        }
    }
    let mut tasks = Vec::new();
    for some in arns.chunks(DESCRIBE_MAX) {
        let request = ecs::DescribeTasksRequest {
            cluster: Some(cluster.to_owned()),
            tasks: Some(some.to_vec()),
            include: None,
        };
        let answer: ecs::DescribeTasksResponse = region.ecs("DescribeTasks", &request).await?;
        tasks.extend(answer.tasks.unwrap_or_default());
    }
    tasks.retain(|it| it.last_status.as_deref() != Some("STOPPED"));
    Ok(tasks)
}

/// Of a resource of an instance: used and all, in its unit.
fn amounts(instance: &ecs::ContainerInstance, name: &str) -> (i64, i64) {
    let of = |resources: &Option<Vec<ecs::Resource>>| {
        let mut all = resources.iter().flatten();
        let found = all.find(|it| it.name.as_deref() == Some(name));
        i64::from(found.and_then(|it| it.integer_value).unwrap_or(0))
    };
    let all = of(&instance.registered_resources);
    (all - of(&instance.remaining_resources), all)
}

fn zone(instance: &ecs::ContainerInstance) -> &str {
    let mut attributes = instance.attributes.iter().flatten();
    let found = attributes.find(|it| it.name.as_deref() == Some("ecs.availability-zone"));
    found
        .and_then(|it| it.value.as_deref())
        .unwrap_or("no zone")
}

fn last(arn: Option<&String>) -> &str {
    arn.and_then(|it| it.rsplit('/').next()).unwrap_or_default()
}

/// Each task group's letter and number of tasks, the largest group first.
fn groups(tasks: &[ecs::Task]) -> Vec<(char, String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for task in tasks {
        *counts
            .entry(task.group.as_deref().unwrap_or_default())
            .or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let letter = |at: usize| char::from(LETTERS[at.min(LETTERS.len() - 1)]);
    let groups = counts.into_iter().enumerate();
    groups
        .map(|(at, (name, count))| (letter(at), name.to_owned(), count))
        .collect()
}

/// A task as one character: its group's letter, small before it runs, `-` on its way out.
fn mark(task: &ecs::Task, groups: &[(char, String, usize)]) -> char {
    let name = task.group.as_deref().unwrap_or_default();
    let letter = groups
        .iter()
        .find(|(_, it, _)| it == name)
        .map_or('?', |it| it.0);
    match (task.desired_status.as_deref(), task.last_status.as_deref()) {
        (Some("STOPPED"), _) => '-',
        (_, Some("RUNNING")) => letter,
        _ => letter.to_ascii_lowercase(),
    }
}

fn bar((used, all): (i64, i64)) -> String {
    let cells = i64::try_from(BAR).unwrap_or(0);
    let full = match all {
        0 => 0,
        // What is taken at all is seen.
        _ => (used * cells + all - 1) / all,
    };
    let full = usize::try_from(full.clamp(0, cells)).unwrap_or(0);
    format!("{}{}", "#".repeat(full), ".".repeat(BAR - full))
}

/// The picture.
fn picture(
    cluster: &str,
    instances: &[ecs::ContainerInstance],
    tasks: &[ecs::Task],
) -> Vec<String> {
    let groups = groups(tasks);
    let mut zones: BTreeMap<&str, Vec<&ecs::ContainerInstance>> = BTreeMap::new();
    for instance in instances {
        zones.entry(zone(instance)).or_default().push(instance);
    }
    let plural = |count: usize, noun: &str| match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    };
    let mut lines = vec![format!(
        "{cluster}: {}, {}, {}",
        plural(zones.len(), "zone"),
        plural(instances.len(), "instance"),
        plural(tasks.len(), "task"),
    )];
    for (zone, instances) in zones {
        let there = |task: &&ecs::Task| task.availability_zone.as_deref() == Some(zone);
        let count = tasks.iter().filter(there).count();
        lines.push(String::new());
        lines.push(format!("{zone}  {}", plural(count, "task")));
        for instance in instances {
            lines.extend(of_instance(instance, tasks, &groups));
        }
    }
    let waiting: Vec<&ecs::Task> = tasks
        .iter()
        .filter(|it| it.container_instance_arn.is_none())
        .collect();
    if !waiting.is_empty() {
        let marks: String = waiting.iter().map(|it| mark(it, &groups)).collect();
        lines.push(String::new());
        lines.push(format!("waiting for capacity  {marks}"));
    }
    if !groups.is_empty() {
        lines.push(String::new());
    }
    for (letter, name, count) in groups {
        lines.push(format!("{letter}  {count:>4}  {name}"));
    }
    lines
}

fn of_instance(
    instance: &ecs::ContainerInstance,
    tasks: &[ecs::Task],
    groups: &[(char, String, usize)],
) -> Vec<String> {
    let arn = instance.container_instance_arn.as_ref();
    let mut own: Vec<_> = tasks
        .iter()
        .filter(|it| it.container_instance_arn.as_ref() == arn)
        .collect();
    own.sort_by_key(|it| it.group.clone());
    let marks: Vec<char> = own.iter().map(|it| mark(it, groups)).collect();
    let status = match (instance.status.as_deref(), instance.agent_connected) {
        (Some("ACTIVE"), Some(true)) => "",
        (Some("ACTIVE"), _) => "no agent",
        (status, _) => status.unwrap_or_default(),
    };
    let amounts = |name| amounts(instance, name);
    let (cpu, memory) = (amounts("CPU"), amounts("MEMORY"));
    let id: String = last(arn).chars().take(8).collect();
    let head = format!(
        "  {id} {status:<8}  cpu {} {:>6}/{:<6}  MiB {} {:>6}/{:<6}  ",
        bar(cpu),
        cpu.0,
        cpu.1,
        bar(memory),
        memory.0,
        memory.1,
    );
    let rest = " ".repeat(head.chars().count());
    let mut lines: Vec<String> = marks
        .chunks(TASKS_A_LINE)
        .enumerate()
        .map(|(at, some)| {
            let begin = if at == 0 { &head } else { &rest };
            format!("{begin}{}", some.iter().collect::<String>())
        })
        .collect();
    if lines.is_empty() {
        lines.push(head.trim_end().to_owned());
    }
    lines
}

#[allow(
    clippy::print_stdout,
    reason = "the picture is what the command prints"
)]
fn print(cluster: &str, instances: &[ecs::ContainerInstance], tasks: &[ecs::Task], json: bool) {
    if json {
        println!(
            "{}",
            serde_json::json!({ "containerInstances": instances, "tasks": tasks })
        );
        return;
    }
    for line in picture(cluster, instances, tasks) {
        println!("{line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instance(id: &str, zone: &str, free: i32, status: &str) -> ecs::ContainerInstance {
        let resource = |name: &str, value| ecs::Resource {
            name: Some(name.into()),
            integer_value: Some(value),
            ..Default::default()
        };
        ecs::ContainerInstance {
            container_instance_arn: Some(format!(
                "arn:aws:ecs:r:1:container-instance/default/{id}"
            )),
            status: Some(status.into()),
            agent_connected: Some(true),
            attributes: Some(vec![ecs::Attribute {
                name: Some("ecs.availability-zone".into()),
                value: Some(zone.into()),
                ..Default::default()
            }]),
            registered_resources: Some(vec![resource("CPU", 2048), resource("MEMORY", 4096)]),
            remaining_resources: Some(vec![resource("CPU", free), resource("MEMORY", 4096)]),
            ..Default::default()
        }
    }

    fn task(group: &str, on: Option<(&str, &str)>, last: &str, desired: &str) -> ecs::Task {
        ecs::Task {
            group: Some(group.into()),
            container_instance_arn: on
                .map(|(id, _)| format!("arn:aws:ecs:r:1:container-instance/default/{id}")),
            availability_zone: on.map(|(_, zone)| zone.into()),
            last_status: Some(last.into()),
            desired_status: Some(desired.into()),
            ..Default::default()
        }
    }

    #[test]
    fn zones_instances_and_tasks_are_drawn() {
        let instances = [
            instance("aaaaaaaa11", "us-east-1b", 2048, "DRAINING"),
            instance("bbbbbbbb22", "us-east-1a", 1024, "ACTIVE"),
            instance("cccccccc33", "us-east-1a", 2000, "ACTIVE"),
        ];
        let b = Some(("bbbbbbbb22", "us-east-1a"));
        let c = Some(("cccccccc33", "us-east-1a"));
        let tasks = [
            task("service:web", b, "RUNNING", "RUNNING"),
            task("service:web", b, "RUNNING", "STOPPED"),
            task("family:job", b, "PENDING", "RUNNING"),
            task("service:web", c, "RUNNING", "RUNNING"),
            task("service:web", None, "PROVISIONING", "RUNNING"),
        ];
        assert_eq!(
            picture("default", &instances, &tasks),
            [
                "default: 2 zones, 3 instances, 5 tasks",
                "",
                "us-east-1a  4 tasks",
                "  bbbbbbbb           cpu #####.....   1024/2048    MiB ..........      0/4096    bA-",
                "  cccccccc           cpu #.........     48/2048    MiB ..........      0/4096    A",
                "",
                "us-east-1b  0 tasks",
                "  aaaaaaaa DRAINING  cpu ..........      0/2048    MiB ..........      0/4096",
                "",
                "waiting for capacity  a",
                "",
                "A     4  service:web",
                "B     1  family:job",
            ]
        );
    }
}
