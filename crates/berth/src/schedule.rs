//! `berth schedule`: schedules that run tasks, and their runs.

use std::process::ExitCode;

use anyhow::Context as _;
use chrono::DateTime;
use serde_json::{Value, json};

use crate::cli::{ScheduleArgs, ScheduleCommand};
use crate::{config::Settings, region::Region};

pub(crate) fn main(args: ScheduleArgs) -> anyhow::Result<ExitCode> {
    let settings = Settings::read(&args.data)?;
    let region = Region::of(&settings.data_dir)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (operation, input) = call(args.command)?;
    let answer: Value = runtime.block_on(region.berth_with(operation, &input))?;
    print(operation, &answer, args.json);
    Ok(ExitCode::SUCCESS)
}

/// The operation and its input.
fn call(command: ScheduleCommand) -> anyhow::Result<(&'static str, Value)> {
    Ok(match command {
        ScheduleCommand::Put { file } => {
            let text = std::fs::read_to_string(&file)
                .with_context(|| format!("cannot read {}", file.display()))?;
            let input = serde_json::from_str(&text)
                .with_context(|| format!("{} is not JSON", file.display()))?;
            ("PutSchedule", input)
        }
        ScheduleCommand::Delete { name } => ("DeleteSchedule", json!({ "name": name })),
        ScheduleCommand::List => ("ListSchedules", json!({})),
        ScheduleCommand::Runs { name } => match name {
            Some(name) => ("ListRuns", json!({ "schedule": name })),
            None => ("ListRuns", json!({})),
        },
    })
}

#[allow(clippy::print_stdout, reason = "it is what the command prints")]
fn print(operation: &str, answer: &Value, json: bool) {
    if json {
        println!("{answer}");
        return;
    }
    for line in lines(operation, answer) {
        println!("{line}");
    }
}

fn lines(operation: &str, answer: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows: Vec<Vec<String>> = match operation {
        "ListSchedules" => {
            let schedules = answer["schedules"].as_array().into_iter().flatten();
            let head = ["NAME", "STATE", "WHEN", "NEXT", "LAST RUN"];
            let rows = schedules.map(|it| {
                let next = time(&it["nextAt"]);
                let cells = [&it["name"], &it["state"], &it["scheduleExpression"]].map(text);
                cells
                    .into_iter()
                    .chain([next, text(&it["lastStatus"])])
                    .collect()
            });
            std::iter::once(head.map(str::to_owned).to_vec())
                .chain(rows)
                .collect()
        }
        "ListRuns" => {
            let runs = answer["runs"].as_array().into_iter().flatten();
            let head = ["DUE", "SCHEDULE", "STATUS", "TRIES", "TASK", ""];
            let rows = runs.map(|it| {
                let attempts = it["attempts"].as_array().map_or(&[][..], Vec::as_slice);
                let task = attempts
                    .last()
                    .map(|it| text(&it["taskArn"]))
                    .unwrap_or_default();
                let task = task.rsplit('/').next().unwrap_or_default().to_owned();
                vec![
                    time(&it["dueAt"]),
                    text(&it["schedule"]),
                    text(&it["status"]),
                    attempts.len().to_string(),
                    task,
                    text(&it["reason"]),
                ]
            });
            std::iter::once(head.map(str::to_owned).to_vec())
                .chain(rows)
                .collect()
        }
        _ => {
            let next = time(&answer["nextAt"]);
            return vec![format!(
                "{} {} next {next}",
                text(&answer["name"]),
                text(&answer["state"])
            )];
        }
    };
    table(&rows)
}

/// Columns as wide as their widest cell, the last one as it is.
fn table(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns.saturating_sub(1))
        .map(width)
        .chain([0])
        .collect();
    let lines = rows.iter().map(|row| {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    });
    lines.collect()
}

/// Seconds since the epoch as people read them.
#[allow(clippy::cast_possible_truncation, reason = "whole seconds are shown")]
fn time(seconds: &Value) -> String {
    let seconds = seconds.as_f64().map(|it| it as i64);
    let time = seconds.and_then(|it| DateTime::from_timestamp(it, 0));
    time.map_or_else(String::new, |it| {
        it.format("%Y-%m-%dT%H:%M:%SZ").to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_a_table() {
        let answer = json!({"runs": [
            {"dueAt": 1_795_000_000.5, "schedule": "nightly", "status": "FAILED", "reason": "Container main ended with exit code 3.",
             "attempts": [{"taskArn": "arn:aws:ecs:r:1:task/default/01"}, {"taskArn": "arn:aws:ecs:r:1:task/default/02"}]},
            {"dueAt": 1_794_999_000.0, "status": "MISSED", "attempts": []},
        ]});
        assert_eq!(
            lines("ListRuns", &answer),
            [
                "DUE                   SCHEDULE  STATUS  TRIES  TASK",
                "2026-11-18T11:06:40Z  nightly   FAILED  2      02    Container main ended with exit code 3.",
                "2026-11-18T10:50:00Z            MISSED  0",
            ]
        );
    }
}
