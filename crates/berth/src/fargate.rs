//! `berth fargate`: hosts for tasks of the launch type FARGATE, for their operator.

use std::process::ExitCode;

use chrono::DateTime;
use serde_json::{Value, json};

use crate::cli::{FargateArgs, FargateCommand};
use crate::{config::Settings, region::Region};

pub(crate) fn main(args: FargateArgs) -> anyhow::Result<ExitCode> {
    let settings = Settings::read(&args.data)?;
    let region = Region::of(&settings.data_dir)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (operation, input) = call(args.command);
    let answer: Value = runtime.block_on(region.berth_with(operation, &input))?;
    print(&answer, args.json);
    Ok(ExitCode::SUCCESS)
}

/// The operation and its input.
fn call(command: FargateCommand) -> (&'static str, Value) {
    match command {
        FargateCommand::List => ("ListFargateHosts", json!({})),
        FargateCommand::Drain { host } => ("DrainFargateHost", json!({ "host": host })),
        FargateCommand::Activate { host } => ("ActivateFargateHost", json!({ "host": host })),
        FargateCommand::Remove { host } => ("RemoveFargateHost", json!({ "host": host })),
        FargateCommand::Retire { host, wait_seconds } => {
            let mut input = json!({ "host": host });
            if let Some(seconds) = wait_seconds {
                input["waitSeconds"] = seconds.into();
            }
            ("RetireFargateHost", input)
        }
    }
}

#[allow(clippy::print_stdout, reason = "it is what the command prints")]
fn print(answer: &Value, json: bool) {
    if json {
        println!("{answer}");
        return;
    }
    for line in lines(answer) {
        println!("{line}");
    }
}

/// A line for each host of an answer, with one above.
fn lines(answer: &Value) -> Vec<String> {
    let hosts: Vec<&Value> = match answer["hosts"].as_array() {
        Some(all) => all.iter().collect(),
        None => vec![&answer["host"]],
    };
    let mut lines = vec![line([
        "HOST", "STATUS", "ZONE", "FREE CPU", "FREE MIB", "TASKS", "RETIRES",
    ])];
    lines.extend(hosts.into_iter().map(|host| {
        let text = |name: &str| host[name].as_str().unwrap_or("any").to_owned();
        let status = match host["connected"].as_bool() {
            Some(true) => text("status"),
            _ => format!("{} (away)", text("status")),
        };
        let tasks = host["tasks"].as_array().map_or(0, Vec::len);
        line([
            &text("host"),
            &status,
            &text("availabilityZone"),
            &host["cpu"][1].to_string(),
            &host["memoryMib"][1].to_string(),
            &tasks.to_string(),
            &time(&host["retireAt"]),
        ])
    }));
    lines
}

fn line(cells: [&str; 7]) -> String {
    let [host, status, zone, cpu, memory, tasks, retires] = cells;
    let line = format!(
        "{host:<32}  {status:<15}  {zone:<12}  {cpu:>8}  {memory:>8}  {tasks:>5}  {retires}"
    );
    line.trim_end().to_owned()
}

fn time(value: &Value) -> String {
    #[allow(clippy::cast_possible_truncation, reason = "seconds since the epoch")]
    let time = value
        .as_f64()
        .and_then(|it| DateTime::from_timestamp(it as i64, 0));
    time.map_or_else(String::new, |it| it.format("%Y-%m-%d %H:%M:%S").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_shown_on_lines() {
        let host = json!({
            "host": "0123", "status": "DRAINING", "connected": true, "availabilityZone": null,
            "cpu": [4096, 1024], "memoryMib": [8000, 700], "tasks": ["a", "b"], "retireAt": 86400.0,
        });
        let shown = lines(&json!({ "hosts": [host] }));
        let words: Vec<&str> = shown[1].split_whitespace().collect();
        let wanted = [
            "0123",
            "DRAINING",
            "any",
            "1024",
            "700",
            "2",
            "1970-01-02",
            "00:00:00",
        ];
        assert_eq!(words, wanted);
        assert_eq!(lines(&json!({ "host": host })).len(), 2);
    }

    #[test]
    fn a_wait_is_passed_on_only_if_it_is_said() {
        let retire = |wait_seconds| {
            let host = "0123".to_owned();
            call(FargateCommand::Retire { host, wait_seconds }).1
        };
        assert_eq!(retire(None), json!({ "host": "0123" }));
        assert_eq!(
            retire(Some(60)),
            json!({ "host": "0123", "waitSeconds": 60 })
        );
    }
}
