//! Stories worth telling: a script of what happens, with everything that came of it recorded.
//!
//! A file has the script, a line `---`, and what the run said. In a scenario nothing is left to
//! chance: messages take a millisecond, disks two, nothing goes wrong but what the script says, and
//! tasks are called `t1`, `t2` … in the order in which they were started.

use std::fmt::Write as _;

use berth_api_ecs as api;
use berth_ecs::{definitions, run_task, stop_task};
use berth_model::TaskId;
use berth_model::invariants::Side;
use serde_json::json;

use crate::agent::{config, short};
use crate::call::CallError;
use crate::host::Host;
use crate::link::Way;
use crate::world::World;

/// Between the script and the record.
const RULE: &str = "---";

/// A scenario in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// What happens, one thing a line; `#` begins a remark.
    pub script: String,
    /// What was recorded.
    pub record: String,
}

impl Scenario {
    /// Takes a file apart.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let rule = format!("\n{RULE}\n");
        let (script, record) = text.split_once(&rule).unwrap_or((text.trim_end(), ""));
        Self {
            script: script.to_owned(),
            record: record.to_owned(),
        }
    }

    /// The file.
    #[must_use]
    pub fn render(&self) -> String {
        format!("{}\n{RULE}\n{}", self.script.trim_end(), self.record)
    }

    /// Plays the script; what is to be recorded.
    ///
    /// # Errors
    /// A line that makes no sense, something that was expected and is not so, or a violated
    /// invariant; with what had happened until then.
    pub fn play(&self) -> Result<String, String> {
        let mut world = World::new(1, Some(usize::MAX));
        world.rng.calm();
        world.start_control();
        world.open_for_business(0);
        let mut failed = None;
        for line in self.script.lines() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            world.trace(|| format!("> {line}"));
            let words: Vec<&str> = line.split_whitespace().collect();
            if let Err(why) = world.perform(&words) {
                failed = Some(format!("{line}: {why}"));
                break;
            }
            if let Some(what) = world.broken.take() {
                failed = Some(format!("{line}: {what}"));
                break;
            }
        }
        let record = world.record();
        match failed {
            None => Ok(record),
            Some(why) => Err(format!("{record}{why}")),
        }
    }
}

impl World {
    fn perform(&mut self, words: &[&str]) -> Result<(), String> {
        let number = |word: &str| {
            word.parse::<i64>()
                .map_err(|_| format!("{word}: a number?"))
        };
        let index = |word: &str| word.parse::<usize>().map_err(|_| format!("{word}: which?"));
        match words {
            ["hosts", count] => {
                for host in 0..index(count)? {
                    self.hosts.push(Host::new(config(10_000), host));
                    self.start_agent(host);
                }
                self.wait(2)
            }
            ["define", family, images @ ..] => self.define(family, images),
            ["run", family] => self.run_one(family),
            ["stop", task] => self.stop_named(task),
            ["lose", count, way] => {
                let ways = self.script.lose.entry(Way::named(way)?).or_default();
                *ways += number(count)?;
                Ok(())
            }
            ["delay", way, seconds] => {
                let ms = number(seconds)? * 1_000;
                self.script.delay.insert(Way::named(way)?, ms);
                Ok(())
            }
            ["cut", host] => {
                let host = index(host)?;
                let conns = self.conns.iter().filter(|(_, it)| it.host == host);
                let last = conns.map(|(conn, _)| *conn).max();
                self.cut(last.ok_or("it has no connection")?);
                Ok(())
            }
            ["kill", "control"] => {
                self.kill_control("by the script");
                Ok(())
            }
            ["kill", "control", "after-commit"] => {
                self.script.kill_after_commit = true;
                Ok(())
            }
            ["kill", "agent", host] => {
                self.kill_agent(index(host)?, "by the script");
                Ok(())
            }
            ["kill", "shim", host, task] => {
                let (host, arn) = (index(host)?, self.named(task)?);
                self.kill_shim(host, &arn);
                Ok(())
            }
            ["reboot", host] => {
                self.reboot(index(host)?);
                Ok(())
            }
            ["fill", "disk", host] => {
                self.hosts[index(host)?].disk.full = true;
                Ok(())
            }
            ["free", "disk", host] => {
                self.hosts[index(host)?].disk.full = false;
                Ok(())
            }
            ["wait", seconds] => self.wait(number(seconds)?),
            ["expect", task, status, words @ ..] => self.expect(task, status, &words.join(" ")),
            ["starts", task, name, count] => {
                let arn = self.named(task)?;
                let key = (arn, (*name).to_owned());
                let programs = self.hosts.iter().filter_map(|host| host.programs.get(&key));
                let starts: u32 = programs.map(|program| program.starts).sum();
                if i64::from(starts) == number(count)? {
                    Ok(())
                } else {
                    Err(format!("it was started {starts} times"))
                }
            }
            _ => Err("nothing I know".to_owned()),
        }
    }

    fn wait(&mut self, seconds: i64) -> Result<(), String> {
        let until_ms = self.now_ms + seconds * 1_000;
        if self.run_until(until_ms) {
            self.check_promises();
        }
        Ok(())
    }

    fn named(&self, task: &str) -> Result<String, String> {
        let place = task
            .strip_prefix('t')
            .and_then(|it| it.parse::<usize>().ok());
        let place = place.and_then(|it| it.checked_sub(1));
        let arn = place.and_then(|it| self.script.tasks.get(it));
        arn.cloned().ok_or_else(|| format!("{task} is not there"))
    }

    fn define(&mut self, family: &str, images: &[&str]) -> Result<(), String> {
        let containers: Vec<_> = images
            .iter()
            .enumerate()
            .map(|(place, image)| {
                let mut container =
                    json!({"name": format!("c{place}"), "image": image, "memory": 64});
                let patience = image.strip_prefix("stubborn-");
                if let Some(seconds) = patience.and_then(|it| it.parse::<i64>().ok()) {
                    container["stopTimeout"] = json!(seconds);
                }
                container
            })
            .collect();
        let body = json!({"family": family, "containerDefinitions": containers});
        let body = serde_json::to_vec(&body).unwrap_or_default();
        let operation = definitions::register_task_definition;
        self.call(
            "RegisterTaskDefinition",
            Side::Decision,
            body,
            operation,
            |_, _| {},
        );
        Ok(())
    }

    fn run_one(&mut self, family: &str) -> Result<(), String> {
        self.script.token += 1;
        let token = format!("token-{}", self.script.token);
        let body = json!({"taskDefinition": family, "clientToken": token});
        self.try_run(serde_json::to_vec(&body).unwrap_or_default());
        Ok(())
    }

    fn try_run(&mut self, body: Vec<u8>) {
        let again = body.clone();
        self.call(
            "RunTask",
            Side::Decision,
            body,
            run_task::run_task,
            move |world, result: Result<api::RunTaskResponse, CallError>| match result {
                Ok(output) => {
                    let tasks = output.tasks.unwrap_or_default();
                    for arn in tasks.into_iter().filter_map(|it| it.task_arn) {
                        if !world.script.tasks.contains(&arn) {
                            world.script.tasks.push(arn.clone());
                        }
                        world.trace(|| format!("client    was promised {}", short(&arn)));
                    }
                }
                Err(CallError::Fault(fault)) => world.trace(|| format!("client    {fault}")),
                Err(CallError::Lost) => {
                    world.trace(|| "client    got no answer and asks again".to_owned());
                    world.after(1_000, move |world| world.try_run(again));
                }
            },
        );
    }

    fn stop_named(&mut self, task: &str) -> Result<(), String> {
        let body = json!({"task": self.named(task)?, "reason": "enough"});
        let body = serde_json::to_vec(&body).unwrap_or_default();
        let operation = stop_task::stop_task;
        self.call("StopTask", Side::Decision, body, operation, |_, _| {});
        Ok(())
    }

    fn expect(&self, task: &str, status: &str, reason: &str) -> Result<(), String> {
        let arn = self.named(task)?;
        let id: Option<TaskId> = arn.rsplit('/').next().and_then(|id| id.parse().ok());
        let Some(task) = id.and_then(|id| self.control.published.task(id)) else {
            return Err("there is no such task".to_owned());
        };
        let stopped = task.stopped_reason.clone().unwrap_or_default();
        if task.last_status.as_str() == status && stopped.contains(reason) {
            return Ok(());
        }
        Err(format!("it is {}: {stopped}", task.last_status))
    }

    /// The trace with names instead of ids.
    fn record(&mut self) -> String {
        let tasks = std::mem::take(&mut self.script.tasks);
        let instances: Vec<String> = self
            .hosts
            .iter()
            .filter_map(|host| host.disk.identity.clone())
            .collect();
        let mut record = String::new();
        for line in self.take_trace() {
            let mut line = line;
            let names = tasks.iter().enumerate();
            for (place, arn) in names {
                line = line.replace(arn.rsplit('/').next().unwrap_or(arn), short(arn));
                line = line.replace(short(arn), &format!("t{}", place + 1));
            }
            for (place, arn) in instances.iter().enumerate() {
                line = line.replace(short(arn), &format!("i{place}"));
            }
            // Writing to a string does not fail.
            let _ = writeln!(record, "{}", line.trim_end());
        }
        record
    }
}
