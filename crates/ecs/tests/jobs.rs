//! Jobs: time limits, retries, schedules, and what is recorded of runs.

mod world;

use berth_api_ecs as api;
use berth_ecs::jobs::{self, DeleteSchedule, ListRuns, PutSchedule, RunShown};
use berth_ecs::{run_task, stop_task};
use berth_model::{JobKey, RUN_TAG};
use serde_json::json;
use world::{World, exited, state};

fn tags(pairs: &[(&str, &str)]) -> Option<Vec<api::Tag>> {
    let tags = pairs.iter().map(|(key, value)| api::Tag {
        key: Some((*key).to_owned()),
        value: Some((*value).to_owned()),
    });
    Some(tags.collect())
}

impl World {
    /// A task with these tags: its ARN.
    fn tagged(&mut self, pairs: &[(&str, &str)]) -> String {
        let definition = self.definition("job");
        let input = api::RunTaskRequest {
            task_definition: Some(definition),
            tags: tags(pairs),
            ..Default::default()
        };
        let answer = self.write(run_task::run_task, input).expect("accepted");
        answer
            .tasks
            .expect("tasks")
            .remove(0)
            .task_arn
            .expect("an ARN")
    }

    fn runs(&mut self, task: &str) {
        self.report(
            task,
            "RUNNING",
            vec![state("app", "RUNNING"), state("helper", "RUNNING")],
        );
    }

    fn ends(&mut self, task: &str, code: i32) {
        self.report(
            task,
            "STOPPED",
            vec![exited("app", code), exited("helper", 0)],
        );
    }

    /// Does all that is due, as the loop would after a start.
    fn jobs(&mut self) {
        for _ in 0..20 {
            let mut quiet = true;
            for key in jobs::all(&self.state) {
                if jobs::look(&self.state, self.now, &key).due {
                    let before = berth_model::invariants::records(&self.state);
                    self.write(|tx, cx, key: JobKey| jobs::advance(tx, cx, &key), key)
                        .expect("never");
                    quiet &= before == berth_model::invariants::records(&self.state);
                }
            }
            if quiet {
                return;
            }
        }
        panic!("jobs do not come to rest");
    }

    fn list(&mut self, schedule: Option<&str>) -> Vec<RunShown> {
        let input = ListRuns {
            schedule: schedule.map(str::to_owned),
            status: None,
        };
        self.read(jobs::list_runs, input).expect("listed").runs
    }

    fn schedule(&mut self, expression: &str, change: impl FnOnce(&mut PutSchedule)) {
        let definition = self.definition("job");
        let mut input = PutSchedule {
            name: "nightly".into(),
            schedule_expression: expression.into(),
            task: json!({"taskDefinition": definition}),
            ..Default::default()
        };
        change(&mut input);
        self.write(jobs::put_schedule, input).expect("put");
        self.jobs();
    }

    fn statuses(&mut self) -> Vec<&'static str> {
        let runs = self.list(Some("nightly"));
        runs.iter().map(|it| it.status).collect()
    }
}

#[test]
fn a_task_is_stopped_when_its_time_is_over() {
    let mut world = World::new();
    world.instance();
    let task = world.tagged(&[("berth:timeLimit", "1m")]);
    world.pass(600);
    world.jobs();
    assert_eq!(
        world.describe(&task).desired_status.as_deref(),
        Some("RUNNING"),
        "it has not begun"
    );
    world.runs(&task);
    world.pass(59);
    world.jobs();
    assert_eq!(
        world.describe(&task).desired_status.as_deref(),
        Some("RUNNING")
    );
    world.pass(1);
    world.jobs();
    let stopped = world.describe(&task);
    assert_eq!(stopped.desired_status.as_deref(), Some("STOPPED"));
    let reason = stopped.stopped_reason.expect("a reason");
    assert_eq!(
        reason,
        "Task stopped: its time limit is over (berth:timeLimit 1m)"
    );
}

#[test]
fn what_fails_is_tried_again_so_often() {
    let mut world = World::new();
    world.instance();
    let first = world.tagged(&[("berth:retries", "2")]);
    let run = world.list(None).remove(0);
    assert_eq!((run.status, run.attempts.len()), ("RUNNING", 1));
    let tagged = world.describe(&first).tags.expect("tags");
    assert!(tagged.iter().any(|it| it.key.as_deref() == Some(RUN_TAG)));
    let mut task = first;
    for (attempt, pause) in [(1, 1), (2, 2)] {
        world.runs(&task);
        world.ends(&task, 3);
        world.jobs();
        let run = world.list(None).remove(0);
        assert_eq!((run.status, run.attempts.len()), ("PENDING", attempt));
        let outcome = run.attempts[attempt - 1].outcome.as_deref();
        assert_eq!(outcome, Some("Container app ended with exit code 3."));
        world.pass(pause);
        world.jobs();
        let run = world.list(None).remove(0);
        assert_eq!((run.status, run.attempts.len()), ("RUNNING", attempt + 1));
        task = run.attempts[attempt].task_arn.clone();
    }
    world.runs(&task);
    world.ends(&task, 3);
    world.jobs();
    let run = world.list(None).remove(0);
    assert_eq!((run.status, run.attempts.len()), ("FAILED", 3));
    assert_eq!(
        run.reason.as_deref(),
        Some("Container app ended with exit code 3.")
    );
    world.pass(3_600);
    world.jobs();
    assert_eq!(world.list(None).len(), 1);
}

#[test]
fn what_ends_well_or_is_stopped_is_not_tried_again_and_a_limit_is_a_failure() {
    let mut world = World::new();
    world.instance();
    let well = world.tagged(&[("berth:retries", "5")]);
    world.runs(&well);
    world.ends(&well, 0);
    world.jobs();
    assert_eq!(world.list(None)[0].status, "SUCCEEDED");
    world.pass(1);
    let stopped = world.tagged(&[("berth:retries", "5")]);
    world.runs(&stopped);
    let input = api::StopTaskRequest {
        task: Some(stopped.clone()),
        ..Default::default()
    };
    world.write(stop_task::stop_task, input).expect("stopped");
    world.ends(&stopped, 143);
    world.jobs();
    assert_eq!(world.list(None)[0].status, "STOPPED");
    world.pass(1);
    let slow = world.tagged(&[("berth:retries", "1"), ("berth:timeLimit", "5")]);
    world.runs(&slow);
    world.pass(5);
    world.jobs();
    world.ends(&slow, 137);
    world.jobs();
    let run = world.list(None).remove(0);
    assert_eq!(run.status, "PENDING");
    assert!(run.reason.expect("said").contains("time limit"));
}

#[test]
fn a_retry_waits_for_room_and_is_given_up() {
    let mut world = World::new();
    let instance = world.instance();
    let task = world.tagged(&[("berth:retries", "1")]);
    world.runs(&task);
    world.ends(&task, 1);
    world.jobs();
    world.connect(&instance, false);
    world.pass(1);
    world.jobs();
    let run = world.list(None).remove(0);
    assert_eq!(
        (run.status, run.reason.as_deref()),
        ("PENDING", Some("There is no room for its task: AGENT"))
    );
    let key = JobKey::Run(run.id.clone());
    assert!(
        jobs::look(&world.state, world.now, &key)
            .look_again
            .is_some()
    );
    let mut back = world.state.clone();
    world.connect(&instance, true);
    world.jobs();
    assert_eq!(world.list(None)[0].status, "RUNNING");
    std::mem::swap(&mut back, &mut world.state);
    world.pass(15 * 60);
    world.jobs();
    let run = world.list(None).remove(0);
    assert_eq!((run.status, run.attempts.len()), ("FAILED", 1));
}

#[test]
fn a_schedule_starts_what_is_due_and_not_twice_at_a_time() {
    let mut world = World::new();
    world.instance();
    world.schedule("rate(10 minutes)", |_| {});
    assert_eq!(world.statuses(), Vec::<&str>::new());
    let key = JobKey::Schedule("nightly".into());
    let next = world.now.plus_seconds(600);
    assert_eq!(
        jobs::look(&world.state, world.now, &key).look_again,
        Some(next)
    );
    world.pass(600);
    world.jobs();
    assert_eq!(world.statuses(), ["RUNNING"]);
    let task = world.list(Some("nightly"))[0].attempts[0].task_arn.clone();
    let described = world.describe(&task);
    assert_eq!(
        described.started_by.as_deref(),
        Some("berth-schedule/nightly")
    );
    world.runs(&task);
    world.pass(600);
    world.jobs();
    assert_eq!(world.statuses(), ["SKIPPED", "RUNNING"]);
    world.ends(&task, 0);
    world.pass(600);
    world.jobs();
    assert_eq!(world.statuses(), ["RUNNING", "SKIPPED", "SUCCEEDED"]);
    let shown = jobs::list_schedules(&world.state).schedules.remove(0);
    assert_eq!(
        (shown.state, shown.last_status),
        ("ENABLED", Some("RUNNING"))
    );
    assert_eq!(
        shown.next_at,
        Some(world.now.plus_seconds(600).as_seconds())
    );
    // Disabled, it is not due; what was due meanwhile is nobody's loss.
    world.schedule("rate(10 minutes)", |it| it.state = Some("DISABLED".into()));
    world.pass(6_000);
    world.jobs();
    world.schedule("rate(10 minutes)", |it| it.concurrency = Some(2));
    assert_eq!(world.statuses().len(), 3);
    world.pass(600);
    world.jobs();
    assert_eq!(
        world.statuses(),
        ["RUNNING", "RUNNING", "SKIPPED", "SUCCEEDED"]
    );
}

#[test]
fn what_was_due_while_nobody_looked_begins_late_or_is_recorded() {
    let mut world = World::new();
    world.instance();
    world.schedule("cron(0 * * * ? *)", |it| {
        it.start_within_seconds = Some(600)
    });
    // Until five minutes past an hour, three hours later.
    let now = world.now.0;
    let hour = 3_600_000;
    world.now.0 = (now / hour + 4) * hour + 300_000;
    world.jobs();
    assert_eq!(world.statuses(), ["RUNNING", "MISSED", "MISSED", "MISSED"]);
    let runs = world.list(Some("nightly"));
    assert_eq!(
        runs[0].due_at,
        berth_model::Timestamp((now / hour + 4) * hour).as_seconds()
    );
    let task = runs[0].attempts[0].task_arn.clone();
    world.ends(&task, 0);
    // A month later, half an hour past: too late for the newest as well. Not one record for each hour.
    world.now.0 += 30 * 24 * hour + 1_500_000;
    world.jobs();
    let statuses = world.statuses();
    assert_eq!(statuses[..22], ["MISSED"; 22]);
    assert_eq!(statuses.len(), 4 + 22);
    let runs = world.list(Some("nightly"));
    assert!(
        runs[0]
            .reason
            .as_ref()
            .expect("why")
            .contains("600 seconds have passed")
    );
    let many = runs[21].reason.as_ref().expect("why");
    assert_eq!(
        many,
        "It and 698 before it were due while nobody could start them."
    );
    world.now.0 += hour;
    world.jobs();
    assert_eq!(world.statuses()[0], "MISSED", "half past");
}

#[test]
fn a_run_without_room_waits_and_is_missed_and_one_that_cannot_be_fails() {
    let mut world = World::new();
    world.schedule("rate(1 hour)", |_| {});
    world.pass(3_600);
    world.jobs();
    let run = world.list(Some("nightly")).remove(0);
    assert_eq!(run.status, "PENDING");
    assert!(run.reason.expect("why").contains("No Container Instances"));
    world.pass(300);
    world.jobs();
    assert_eq!(world.statuses(), ["MISSED"]);
    world.pass(3_300);
    world.jobs();
    assert_eq!(world.statuses(), ["PENDING", "MISSED"]);
    world.instance();
    world.jobs();
    assert_eq!(world.statuses(), ["RUNNING", "MISSED"]);

    let mut world = World::new();
    world.instance();
    world.schedule("rate(1 hour)", |it| {
        it.task = json!({"taskDefinition": "none"})
    });
    world.pass(3_600);
    world.jobs();
    let run = world.list(Some("nightly")).remove(0);
    let why = Some("ClientException: TaskDefinition not found.");
    assert_eq!((run.status, run.reason.as_deref()), ("FAILED", why));
}

#[test]
fn runs_of_a_schedule_are_tried_again_and_outlive_it() {
    let mut world = World::new();
    world.instance();
    world.schedule("rate(1 hour)", |it| {
        it.task["tags"] = json!([{"key": "berth:retries", "value": "1"}]);
    });
    world.pass(3_600);
    world.jobs();
    let task = world.list(None)[0].attempts[0].task_arn.clone();
    let name = DeleteSchedule {
        name: "nightly".into(),
    };
    world.write(jobs::delete_schedule, name).expect("deleted");
    world.runs(&task);
    world.ends(&task, 1);
    world.jobs();
    world.pass(1);
    world.jobs();
    let run = world.list(Some("nightly")).remove(0);
    assert_eq!((run.status, run.attempts.len()), ("RUNNING", 2));
    world.pass(36_000);
    world.jobs();
    assert_eq!(world.list(None).len(), 1, "nothing new");
    let none = DeleteSchedule {
        name: "nightly".into(),
    };
    let refused = world.write(jobs::delete_schedule, none).expect_err("gone");
    assert_eq!(refused.code, "ResourceNotFoundException");
}

#[test]
fn only_so_many_runs_are_kept() {
    let mut world = World::new();
    world.instance();
    world.schedule("rate(1 minute)", |_| {});
    for _ in 0..110 {
        world.pass(60);
        world.jobs();
        let task = world.list(Some("nightly"))[0].attempts[0].task_arn.clone();
        world.ends(&task, 0);
        world.jobs();
    }
    assert_eq!(
        world.state.runs().count(),
        101,
        "a hundred, and the one that was open when they were counted"
    );
}

#[test]
fn bad_input_is_refused_by_name() {
    let mut world = World::new();
    world.definition("job");
    type Change<'a> = &'a dyn Fn(&mut PutSchedule);
    let cases: [(&str, Change<'_>); 10] = [
        ("name", &|it| it.name = "a b".into()),
        ("scheduleExpression: must be cron", &|it| {
            it.schedule_expression = "daily".into()
        }),
        ("scheduleExpression: is never due", &|it| {
            it.schedule_expression = "cron(0 0 31 4 ? *)".into()
        }),
        ("task.taskDefinition", &|it| it.task = json!({})),
        ("task must be", &|it| it.task = json!("job")),
        ("count", &|it| it.task["count"] = json!(2)),
        ("state", &|it| it.state = Some("ON".into())),
        ("concurrency", &|it| it.concurrency = Some(0)),
        ("startWithinSeconds", &|it| {
            it.start_within_seconds = Some(0)
        }),
        ("berth:run", &|it| {
            it.task["tags"] = json!([{"key": "berth:run", "value": "x"}])
        }),
    ];
    for (words, change) in cases {
        let mut input = PutSchedule {
            name: "nightly".into(),
            schedule_expression: "rate(1 hour)".into(),
            task: json!({"taskDefinition": "job"}),
            ..Default::default()
        };
        change(&mut input);
        let refused = world.write(jobs::put_schedule, input).expect_err(words);
        assert!(refused.message.contains(words), "{refused}");
    }
    let input = ListRuns {
        status: Some("DONE".into()),
        ..Default::default()
    };
    assert!(world.read(jobs::list_runs, input).is_err());
    let input = api::RunTaskRequest {
        task_definition: Some("job".into()),
        tags: tags(&[("berth:timeLimit", "never")]),
        ..Default::default()
    };
    let refused = world
        .write(run_task::run_task, input)
        .expect_err("no limit");
    assert!(refused.message.contains("berth:timeLimit"), "{refused}");
}
