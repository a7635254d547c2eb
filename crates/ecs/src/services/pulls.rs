//! Service events about images whose pull takes long.

use std::collections::{BTreeMap, BTreeSet};

use berth_link::acs::ContainerPull;
use berth_model::{Arn, Change, Service, TaskId, Timestamp, Tx};

use super::events;
use crate::{Context, Outcome};

/// A pull that is shorter is not told of.
const FIRST_SECONDS: i64 = 30;
/// Between two events of one pull.
const AGAIN_SECONDS: i64 = 60;

/// When each pull of an agent is told of next. Not kept over a restart: an event more or less does no
/// harm.
#[derive(Debug, Default)]
pub struct PullNews {
    due: BTreeMap<(String, String), Timestamp>,
}

impl PullNews {
    /// Those of all an agent's pulls that are to be told of now.
    pub fn due(&mut self, now: Timestamp, pulls: &[ContainerPull]) -> Vec<ContainerPull> {
        let key = |pull: &ContainerPull| (pull.task_arn.clone(), pull.container_name.clone());
        let here: BTreeSet<_> = pulls.iter().map(key).collect();
        self.due.retain(|known, _| here.contains(known));
        let mut told = Vec::new();
        for pull in pulls.iter().filter(|pull| !pull.task_arn.is_empty()) {
            let first = now.plus_seconds(FIRST_SECONDS);
            let due = self.due.entry(key(pull)).or_insert(first);
            if *due <= now {
                *due = now.plus_seconds(AGAIN_SECONDS);
                told.push(pull.clone());
            }
        }
        told
    }
}

/// Tells of these pulls in the events of the services that their tasks belong to.
///
/// # Errors
/// None; what belongs to no service is passed over.
pub fn tell_pulls(tx: &mut Tx, cx: &mut Context<'_>, pulls: &[ContainerPull]) -> Outcome<()> {
    for pull in pulls {
        let id = Arn::parse(&pull.task_arn).and_then(|arn| arn.path.rsplit('/').next());
        let task = id.and_then(|id| id.parse::<TaskId>().ok());
        let Some(task) = task.and_then(|id| tx.task(id)) else {
            continue;
        };
        let service = task
            .service()
            .and_then(|name| tx.service(&task.cluster, name));
        let Some(service) = service.filter(|_| !task.is_stopped()) else {
            continue;
        };
        let mut service = Service::clone(service);
        let text = format!(
            "(task {}) is pulling the image {} of its container {}: {}.",
            task.id,
            pull.image,
            pull.container_name,
            progress(pull)
        );
        events::tell(tx, cx.entropy, cx.now, &mut service, &text);
        tx.record(Change::PutService(service.into()));
    }
    Ok(())
}

fn progress(pull: &ContainerPull) -> String {
    if pull.layers_total == 0 {
        return "its manifest has not come yet".to_owned();
    }
    format!(
        "{} of {} layers, {} of {} MiB",
        pull.layers_done,
        pull.layers_total,
        pull.bytes_done >> 20,
        pull.bytes_total >> 20
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pull(task: &str, done: u64) -> ContainerPull {
        ContainerPull {
            task_arn: task.to_owned(),
            container_name: "web".to_owned(),
            image: "i".to_owned(),
            layers_total: 3,
            layers_done: done,
            bytes_total: 7 << 20,
            bytes_done: 3 << 20,
        }
    }

    #[test]
    fn a_long_pull_is_told_of_after_half_a_minute_and_then_each_minute() {
        let mut news = PullNews::default();
        let mut told = |second: i64, pulls: &[ContainerPull]| {
            let due = news.due(Timestamp(0).plus_seconds(second), pulls);
            due.into_iter().map(|it| it.task_arn).collect::<Vec<_>>()
        };
        let none: [&str; 0] = [];
        let (a, b, ahead) = (pull("a", 0), pull("b", 1), pull("", 0));
        assert_eq!(told(0, &[a.clone(), ahead.clone()]), none);
        assert_eq!(told(29, &[a.clone(), ahead.clone()]), none);
        assert_eq!(told(30, &[a.clone(), b.clone(), ahead]), ["a"]);
        assert_eq!(told(60, &[a.clone(), b.clone()]), ["b"]);
        assert_eq!(told(90, &[a.clone(), b.clone()]), ["a"]);
        // One that ended is another one when it is there again.
        assert_eq!(told(95, std::slice::from_ref(&b)), none);
        assert_eq!(told(121, &[a, b]), ["b"]);
    }

    #[test]
    fn progress_is_for_a_person() {
        assert_eq!(progress(&pull("a", 1)), "1 of 3 layers, 3 of 7 MiB");
        let early = ContainerPull {
            layers_total: 0,
            ..pull("a", 0)
        };
        assert_eq!(progress(&early), "its manifest has not come yet");
    }
}
