//! Single stories of the engine, told step by step.

use std::collections::BTreeMap;

use berth_link::acs::{
    self, ContainerDependency, DesiredStatus, PayloadMessage, RestartPolicy, UnreadableTask,
};
use berth_link::shim::{ContainerState, Exit, Health, HealthStatus};
use berth_task_engine::task::Status;
use berth_task_engine::{
    Action, Command, Config, ContainerFact, Engine, Event, Fact, Failure, ImageFacts,
    NetworkBinding, ReportStatus, TaskStateChange,
};

const T: &str = "arn:aws:ecs:r:1:task/c/1";

fn container(name: &str, essential: bool) -> acs::Container {
    acs::Container {
        name: name.to_owned(),
        image: "busybox".to_owned(),
        essential,
        ..acs::Container::default()
    }
}

fn task(containers: Vec<acs::Container>) -> acs::Task {
    acs::Task {
        arn: T.to_owned(),
        containers,
        ..acs::Task::default()
    }
}

fn after(mut container: acs::Container, other: &str, condition: &str) -> acs::Container {
    container.depends_on.push(ContainerDependency {
        container_name: other.to_owned(),
        condition: condition.to_owned(),
    });
    container
}

/// An engine whose commands are answered by hand.
struct Story {
    engine: Engine,
    now_ms: i64,
    commands: Vec<Command>,
    reports: Vec<TaskStateChange>,
    acknowledged: Vec<String>,
    timer: Option<i64>,
}

impl Story {
    fn of(tasks: Vec<acs::Task>) -> Self {
        let mut story = Self {
            engine: Engine::new(Config::default()),
            now_ms: 1_000_000,
            commands: Vec::new(),
            reports: Vec::new(),
            acknowledged: Vec::new(),
            timer: None,
        };
        story.payload("m", tasks);
        story
    }

    fn payload(&mut self, message_id: &str, tasks: Vec<acs::Task>) {
        self.event(Event::Payload(PayloadMessage {
            message_id: message_id.to_owned(),
            tasks,
            ..PayloadMessage::default()
        }));
    }

    fn stop(&mut self) {
        self.payload(
            "stop",
            vec![acs::Task {
                arn: T.to_owned(),
                desired_status: DesiredStatus::Stopped,
                ..acs::Task::default()
            }],
        );
    }

    fn event(&mut self, event: Event) {
        let actions = self.engine.handle(event, self.now_ms);
        self.take(actions);
    }

    /// Reports are accepted at once.
    fn take(&mut self, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Execute(command) => self.commands.push(command),
                Action::Report { sequence, change } => {
                    let task_arn = change.task.clone();
                    self.reports.push(change);
                    self.event(Event::ReportAccepted { task_arn, sequence });
                }
                Action::Acknowledge(ack) => self.acknowledged.push(ack.message_id),
                Action::VerifyStops(_) => {}
                Action::ArmTimer { at_ms } => self.timer = Some(at_ms),
            }
        }
    }

    fn fact(&mut self, fact: Fact) {
        self.event(Event::Fact {
            task_arn: T.to_owned(),
            fact,
        });
    }

    /// Answers pulls, set-ups, creations and starts with success until there are none.
    fn run(&mut self) {
        while !self.commands.is_empty() {
            let mut left = Vec::new();
            for command in std::mem::take(&mut self.commands) {
                match command {
                    Command::PullImage { container, .. } => {
                        let image = Box::new(ImageFacts {
                            digest: Some(format!("sha256:{container}")),
                            stop_signal: "SIGINT".to_owned(),
                            ..ImageFacts::default()
                        });
                        self.fact(Fact::Pulled { container, image });
                    }
                    Command::EnsureTask { .. } => self.fact(Fact::TaskReady),
                    Command::CreateContainer { container, run, .. } => self.fact(Fact::Created {
                        runtime_id: format!("id-{container}"),
                        container,
                        run,
                        pid: 1,
                        network_bindings: vec![NetworkBinding {
                            bind_ip: "0.0.0.0".to_owned(),
                            host_port: Some(32768),
                            ..NetworkBinding::default()
                        }],
                    }),
                    Command::StartContainer { container, run, .. } => {
                        let at_ms = self.now_ms;
                        self.fact(Fact::Started {
                            container,
                            run,
                            at_ms,
                        });
                    }
                    other => left.push(other),
                }
            }
            if self.commands.is_empty() {
                self.commands = left;
                return;
            }
            self.commands.extend(left);
        }
    }

    fn exit(&mut self, name: &str, code: i32, oom_killed: bool) {
        let exit = Exit {
            code,
            oom_killed,
            start_error: None,
            shim_lost: false,
            at_ms: self.now_ms,
        };
        let task = &self.engine.tasks()[T];
        let run = task.containers[name].restart_count;
        self.fact(Fact::Exited {
            container: name.to_owned(),
            run,
            exit,
        });
    }

    /// Names of the containers that were asked to stop, with signal and grace.
    fn stops(&mut self) -> Vec<(String, i32, u64)> {
        let (stops, rest) = std::mem::take(&mut self.commands)
            .into_iter()
            .partition(|command| matches!(command, Command::StopContainer { .. }));
        self.commands = rest;
        let stops: Vec<Command> = stops;
        stops
            .into_iter()
            .filter_map(|command| match command {
                Command::StopContainer {
                    container,
                    signal,
                    timeout_ms,
                    ..
                } => Some((container, signal, timeout_ms)),
                _ => None,
            })
            .collect()
    }

    fn statuses(&self) -> Vec<ReportStatus> {
        self.reports.iter().filter_map(|it| it.status).collect()
    }

    /// Why a container has stopped, as it was reported.
    fn reason_of(&self, name: &str) -> Option<&str> {
        let news = self.reports.iter().flat_map(|report| &report.containers);
        let mut stopped = news.filter(|it| it.status == ReportStatus::Stopped);
        let of_it = stopped.find(|it| it.container_name == name);
        of_it.expect("it has stopped").reason.as_deref()
    }

    fn last(&self) -> &TaskStateChange {
        self.reports.last().expect("a report")
    }
}

#[test]
fn an_essential_exit_stops_the_others_in_reverse_order() {
    let mut story = Story::of(vec![task(vec![
        container("db", false),
        after(container("app", false), "db", "START"),
        container("main", true),
    ])]);
    assert_eq!(story.acknowledged, ["m"]);
    story.run();
    assert_eq!(
        story.statuses(),
        [ReportStatus::Pending, ReportStatus::Running]
    );
    assert_eq!(story.last().containers.len(), 3);
    assert_eq!(story.last().containers[0].network_bindings.len(), 1);
    story.exit("main", 1, true);
    assert_eq!(story.stops(), [("app".to_owned(), 2, 30_000)]);
    story.exit("app", 130, false);
    assert_eq!(story.stops(), [("db".to_owned(), 2, 30_000)]);
    story.now_ms += 1000;
    story.exit("db", 130, false);
    let last = story.last();
    assert_eq!(last.status, Some(ReportStatus::Stopped));
    assert_eq!(last.execution_stopped_at, Some(1_000_000));
    assert_eq!(last.reason, "");
    let main = &last.containers[0];
    assert_eq!(main.exit_code, Some(1));
    assert_eq!(
        main.reason.as_deref(),
        Some("OutOfMemoryError: Container killed due to memory usage")
    );
}

#[test]
fn a_network_interface_is_told_of_once_and_goes_with_the_task() {
    let mut spec = task(vec![container("main", true)]);
    spec.network_mode = "awsvpc".to_owned();
    spec.elastic_network_interfaces = vec![acs::NetworkInterface {
        attachment_arn: "attachment/1".to_owned(),
        ec2_id: "eni-1".to_owned(),
        ipv4_addresses: vec![acs::Ipv4Address::default()],
        ..acs::NetworkInterface::default()
    }];
    let mut story = Story::of(vec![spec]);
    story.fact(Fact::NetworkAttached);
    story.fact(Fact::NetworkAttached);
    let [report] = story.reports.as_slice() else {
        panic!("not told once: {:?}", story.reports);
    };
    assert_eq!(report.status, None);
    assert_eq!(report.attachments[0].attachment_arn, "attachment/1");
    story.run();
    assert_eq!(
        story.statuses(),
        [ReportStatus::Pending, ReportStatus::Running]
    );
    story.exit("main", 0, false);
    let detach = Command::DetachNetwork {
        task_arn: T.to_owned(),
        interface: "eni-1".to_owned(),
    };
    assert_eq!(story.commands, std::slice::from_ref(&detach));
    // Whether that was carried out, a restart does not know.
    let (tasks, shared) = (story.engine.tasks().clone(), story.engine.shared().clone());
    let mut again = Engine::restore(Config::default(), shared, tasks);
    let actions = again.recover(story.now_ms);
    assert!(actions.contains(&Action::Execute(detach)), "{actions:?}");
}

#[test]
fn a_non_essential_exit_is_news_after_a_while() {
    let mut story = Story::of(vec![task(vec![
        container("init", false),
        container("main", true),
    ])]);
    story.run();
    story.exit("init", 0, false);
    assert_eq!(story.reports.len(), 2);
    let due_ms = story.timer.expect("a timer");
    assert_eq!(due_ms, story.now_ms + 10_000);
    story.now_ms = due_ms;
    story.event(Event::Tick);
    assert_eq!(story.last().status, Some(ReportStatus::Running));
    assert_eq!(story.last().containers[0].exit_code, Some(0));
}

#[test]
fn success_is_waited_for_and_its_absence_ends_the_dependent() {
    let containers = || {
        vec![
            container("migrate", false),
            after(container("main", true), "migrate", "SUCCESS"),
        ]
    };
    let mut story = Story::of(vec![task(containers())]);
    story.run();
    assert_eq!(story.statuses(), [ReportStatus::Pending]);
    story.exit("migrate", 0, false);
    story.run();
    assert_eq!(story.last().status, Some(ReportStatus::Running));
    let names = story
        .last()
        .containers
        .iter()
        .map(|c| (&*c.container_name, c.status));
    assert_eq!(
        names.collect::<Vec<_>>(),
        [
            ("migrate", ReportStatus::Running),
            ("migrate", ReportStatus::Stopped),
            ("main", ReportStatus::Running)
        ]
    );

    let mut story = Story::of(vec![task(containers())]);
    story.run();
    story.exit("migrate", 4, false);
    let last = story.last();
    assert_eq!(last.status, Some(ReportStatus::Stopped));
    let main = last
        .containers
        .iter()
        .find(|c| c.container_name == "main")
        .expect("there");
    assert!(
        main.reason
            .as_deref()
            .is_some_and(|r| r.starts_with("TaskDependencyError: "))
    );
    assert_eq!((main.exit_code, main.runtime_id.as_deref()), (None, None));
}

#[test]
fn a_start_timeout_ends_the_wait() {
    let mut slow = container("slow", false);
    slow.start_timeout = Some(5);
    let mut story = Story::of(vec![task(vec![
        slow,
        after(container("main", true), "slow", "COMPLETE"),
    ])]);
    story.run();
    assert_eq!(story.timer, Some(story.now_ms + 5_000));
    story.now_ms += 5_000;
    story.event(Event::Tick);
    assert_eq!(
        story.stops().len(),
        1,
        "the slow one is stopped with the task"
    );
    story.exit("slow", 143, false);
    assert_eq!(story.last().status, Some(ReportStatus::Stopped));
}

#[test]
fn stopping_before_during_and_right_after_the_pull() {
    // Queued behind a task that takes everything.
    let mut whole = task(vec![container("big", true)]);
    whole.arn = "arn:aws:ecs:r:1:task/c/0".to_owned();
    whole.memory = Some(1024);
    let mut small = task(vec![container("main", true)]);
    small.memory = Some(1);
    let mut story = Story::of(vec![whole, small]);
    assert!(story.commands.iter().all(|command| command.task_arn() != T));
    story.stop();
    let main = &story.last().containers[0];
    assert_eq!(
        main.reason.as_deref(),
        Some(
            "TaskStoppedBeforePullBeginError: Task stopped before image pull could begin for task"
        )
    );
    assert_eq!(story.last().pull_started_at, None);

    let mut story = Story::of(vec![task(vec![container("main", true)])]);
    story.stop();
    assert!(
        story
            .commands
            .iter()
            .any(|c| matches!(c, Command::CancelPull { .. }))
    );
    assert_eq!(story.last().status, Some(ReportStatus::Stopped));
    story
        .commands
        .retain(|command| !matches!(command, Command::CancelPull { .. }));
    story.run();
    assert!(
        story.commands.is_empty(),
        "late answers begin nothing: {:?}",
        story.commands
    );
    assert_eq!(story.reports.len(), 1);
}

#[test]
fn a_stop_that_overtakes_the_start_never_lets_the_task_run() {
    let mut story = Story::of(Vec::new());
    story.stop();
    assert_eq!(
        story.last().reason,
        "TaskStateError: Agent could not progress task's state to stopped"
    );
    story.payload("late", vec![task(vec![container("main", true)])]);
    assert!(story.commands.is_empty());
    assert_eq!(story.acknowledged, ["m", "stop", "late"]);
    assert_eq!(story.last().status, Some(ReportStatus::Stopped));
}

#[test]
fn a_pull_that_fails_is_the_containers_reason() {
    let mut story = Story::of(vec![task(vec![container("main", true)])]);
    story.fact(Fact::PullFailed {
        container: "main".to_owned(),
        failure: Failure::new("CannotPullContainerError", "no such image"),
    });
    let main = &story.last().containers[0];
    assert_eq!(
        main.reason.as_deref(),
        Some("CannotPullContainerError: no such image")
    );
    assert_eq!(main.exit_code, None);
    assert!(story.last().pull_stopped_at.is_some());
}

#[test]
fn what_cannot_be_read_is_reported_and_not_acknowledged() {
    let mut story = Story::of(Vec::new());
    story.event(Event::Payload(PayloadMessage {
        message_id: "bad".to_owned(),
        unreadable: vec![UnreadableTask {
            arn: T.to_owned(),
            error: "cpu".to_owned(),
        }],
        ..PayloadMessage::default()
    }));
    assert_eq!(story.acknowledged, ["m"]);
    assert_eq!(
        story.last().reason,
        "UnrecogniedTaskError: Error loading task - cpu"
    );
    assert!(story.last().containers.is_empty());
}

#[test]
fn what_is_not_supported_is_named() {
    let mut wants_files = container("main", true);
    wants_files
        .environment_files
        .push(acs::EnvironmentFile::default());
    let story = Story::of(vec![task(vec![wants_files])]);
    assert_eq!(story.acknowledged, ["m"]);
    assert_eq!(
        story.last().reason,
        "TaskRefusedError: this agent does not support environmentFiles (container main)"
    );
    assert!(story.commands.is_empty());
}

#[test]
fn a_stopped_task_is_removed_when_its_time_has_come_and_its_logs_are_safe() {
    let mut story = Story::of(vec![task(vec![container("main", true)])]);
    story.run();
    story.exit("main", 0, false);
    story.now_ms += 3 * 3_600_000;
    story.event(Event::Tick);
    assert!(story.commands.is_empty(), "the logs are not shipped");
    story.fact(Fact::LogsShipped {
        container: "main".to_owned(),
        run: 0,
    });
    assert!(matches!(story.commands[0], Command::DeleteContainer { .. }));
    story.commands.clear();
    story.fact(Fact::Deleted {
        container: "main".to_owned(),
    });
    assert!(matches!(story.commands[0], Command::CleanupTask { .. }));
    story.fact(Fact::CleanedUp);
    assert!(story.engine.tasks().is_empty());
}

#[test]
fn after_a_restart_a_start_that_left_no_trace_is_not_repeated() {
    let mut story = Story::of(vec![task(vec![container("main", true)])]);
    // Everything up to the start, whose answer the crash swallows.
    loop {
        let started = |c: &Command| matches!(c, Command::StartContainer { .. });
        if story.commands.iter().any(started) {
            break;
        }
        let command = story.commands.remove(0);
        story.commands.clear();
        story.commands.push(command.clone());
        match command {
            Command::PullImage { container, .. } => {
                story.commands.clear();
                story.fact(Fact::TaskReady);
                story.fact(Fact::Pulled {
                    container,
                    image: Box::default(),
                });
            }
            Command::CreateContainer { container, .. } => {
                story.commands.clear();
                story.fact(Fact::Created {
                    container,
                    runtime_id: "id".to_owned(),
                    pid: 1,
                    network_bindings: Vec::new(),
                    run: 0,
                });
            }
            other => panic!("not expected: {other:?}"),
        }
    }
    let restore = |story: &Story| {
        let text = serde_json::to_string(story.engine.tasks()).expect("plain");
        let tasks = serde_json::from_str(&text).expect("reads back");
        Engine::restore(Config::default(), story.engine.shared().clone(), tasks)
    };

    // The shim has it made: it was not started, so it is started now.
    let mut again = Story {
        engine: restore(&story),
        commands: Vec::new(),
        ..Story::of(Vec::new())
    };
    let actions = again.engine.recover(again.now_ms);
    again.take(actions);
    assert!(matches!(again.commands[..], [Command::Reconnect { .. }]));
    again.commands.clear();
    let made = ContainerFact {
        state: ContainerState::Created { pid: 1 },
        run: 0,
    };
    again.fact(Fact::Resumed {
        containers: BTreeMap::from([("main".to_owned(), made)]),
    });
    assert!(matches!(
        again.commands[..],
        [Command::StartContainer { .. }]
    ));

    // The shim knows nothing of it: it may have run.
    let mut again = Story {
        engine: restore(&story),
        commands: Vec::new(),
        ..Story::of(Vec::new())
    };
    let actions = again.engine.recover(again.now_ms);
    again.take(actions);
    again.commands.clear();
    again.fact(Fact::Resumed {
        containers: BTreeMap::new(),
    });
    assert!(again.commands.is_empty());
    assert_eq!(again.last().status, Some(ReportStatus::Stopped));
}

#[test]
fn another_instances_manifest_counts_whatever_the_number_of_the_last() {
    let mut story = Story::of(vec![task(vec![container("web", true)])]);
    let registered = |arn: &str| Event::Registered {
        container_instance_arn: arn.to_owned(),
    };
    let manifest = |timeline: i64| {
        Event::Manifest(acs::TaskManifestMessage {
            message_id: format!("m{timeline}"),
            timeline,
            ..acs::TaskManifestMessage::default()
        })
    };
    let asks_to_stop = |actions: &[Action]| {
        let asks = |action: &Action| matches!(action, Action::VerifyStops(_));
        actions.iter().any(asks)
    };
    story.engine.handle(registered("i/1"), story.now_ms);
    let actions = story.engine.handle(manifest(9), story.now_ms);
    assert!(asks_to_stop(&actions));
    story.engine.handle(registered("i/1"), story.now_ms);
    let actions = story.engine.handle(manifest(3), story.now_ms);
    assert!(!asks_to_stop(&actions), "old news of the same instance");
    story.engine.handle(registered("i/2"), story.now_ms);
    let actions = story.engine.handle(manifest(3), story.now_ms);
    assert!(asks_to_stop(&actions));
}

fn manifest_of(timeline: i64, arns: &[&str]) -> Event {
    let tasks = arns.iter().map(|arn| acs::TaskIdentifier {
        task_arn: (*arn).to_owned(),
        desired_status: DesiredStatus::Running,
        task_cluster_arn: String::new(),
    });
    Event::Manifest(acs::TaskManifestMessage {
        message_id: format!("manifest {timeline}"),
        timeline,
        tasks: tasks.collect(),
        ..acs::TaskManifestMessage::default()
    })
}

#[test]
fn a_task_that_should_be_here_and_is_not_is_reported_stopped() {
    let mut story = Story::of(Vec::new());
    story.event(manifest_of(9, &[T]));
    assert!(story.reports.is_empty(), "its payload may be on its way");
    let due_ms = story.timer.expect("looks again");
    story.now_ms = due_ms - 1;
    story.event(Event::Tick);
    assert!(story.reports.is_empty());
    story.now_ms = due_ms;
    story.event(Event::Tick);
    let [report] = story.reports.as_slice() else {
        panic!("not told once: {:?}", story.reports);
    };
    assert_eq!(
        (report.task.as_str(), report.status),
        (T, Some(ReportStatus::Stopped))
    );
    let reason = &report.reason;
    assert!(reason.contains("lost its state"), "{reason}");
    // Too late: what was reported STOPPED never runs.
    story.payload("late", vec![task(vec![container("main", true)])]);
    assert!(story.commands.is_empty(), "{:?}", story.commands);
}

#[test]
fn a_task_that_comes_after_its_manifest_runs() {
    let mut story = Story::of(Vec::new());
    story.event(manifest_of(9, &[T]));
    story.payload("late", vec![task(vec![container("main", true)])]);
    story.run();
    story.now_ms += 60_000;
    story.event(Event::Tick);
    let stopped = |report: &TaskStateChange| report.status == Some(ReportStatus::Stopped);
    assert!(!story.reports.iter().any(stopped), "{:?}", story.reports);
    assert!(
        story
            .reports
            .iter()
            .any(|report| report.status == Some(ReportStatus::Running))
    );
}

#[test]
fn a_newer_manifest_says_which_tasks_are_missed() {
    let mut story = Story::of(Vec::new());
    story.event(manifest_of(9, &[T]));
    story.event(manifest_of(11, &[]));
    story.now_ms += 60_000;
    story.event(Event::Tick);
    assert!(story.reports.is_empty(), "{:?}", story.reports);
}

#[test]
fn a_stop_that_overtakes_the_making_of_a_container_found_again_ends_it() {
    let mut story = Story::of(vec![task(vec![container("main", true)])]);
    let pulled = || Fact::Pulled {
        container: "main".to_owned(),
        image: Box::default(),
    };
    story.fact(Fact::TaskReady);
    story.fact(pulled());
    let text = serde_json::to_string(story.engine.tasks()).expect("plain");
    let tasks = serde_json::from_str(&text).expect("reads back");
    // The agent restarts; the shim has made the container, and nobody has heard of it.
    let mut again = Story {
        engine: Engine::restore(Config::default(), story.engine.shared().clone(), tasks),
        commands: Vec::new(),
        ..Story::of(Vec::new())
    };
    let actions = again.engine.recover(again.now_ms);
    again.take(actions);
    let made = ContainerFact {
        state: ContainerState::Created { pid: 1 },
        run: 0,
    };
    again.fact(Fact::Resumed {
        containers: BTreeMap::from([("main".to_owned(), made)]),
    });
    again.fact(Fact::TaskReady);
    assert!(matches!(
        again.commands.last(),
        Some(Command::CreateContainer { .. })
    ));
    again.commands.clear();
    again.stop();
    again.fact(Fact::Created {
        container: "main".to_owned(),
        runtime_id: "id".to_owned(),
        pid: 1,
        network_bindings: Vec::new(),
        run: 0,
    });
    assert!(matches!(
        again.commands[..],
        [Command::StopContainer { .. }]
    ));
}

fn health(status: HealthStatus) -> Fact {
    Fact::Health {
        container: "db".to_owned(),
        run: 0,
        health: Box::new(Health {
            status,
            ..Health::default()
        }),
    }
}

fn checked(name: &str) -> acs::Container {
    acs::Container {
        health_check_type: "docker".to_owned(),
        start_timeout: Some(20),
        ..container(name, false)
    }
}

#[test]
fn a_dependent_starts_when_the_other_is_healthy() {
    let mut story = Story::of(vec![task(vec![
        checked("db"),
        after(container("main", true), "db", "HEALTHY"),
    ])]);
    story.run();
    let status = |story: &Story, name: &str| story.engine.tasks()[T].containers[name].status;
    assert_eq!(status(&story, "main"), Status::Pulled);
    story.fact(health(HealthStatus::Starting));
    story.fact(health(HealthStatus::Unhealthy));
    assert_eq!(story.commands, []);
    story.fact(health(HealthStatus::Healthy));
    story.run();
    assert_eq!(status(&story, "main"), Status::Running);
    let view = &story.engine.running()[0];
    let db = view.containers.iter().find(|it| it.name == "db");
    let db = db.expect("it runs");
    assert!(db.reports_health);
    let says = db.health.as_ref().map(|health| health.status);
    assert_eq!(says, Some(HealthStatus::Healthy));
    // Health is looked at when the dependent begins, and not again.
    story.fact(health(HealthStatus::Unhealthy));
    assert_eq!(story.commands, []);
    assert_eq!(story.statuses().last(), Some(&ReportStatus::Running));
}

#[test]
fn a_dependency_that_is_never_healthy_times_out() {
    let mut story = Story::of(vec![task(vec![
        checked("db"),
        after(container("main", true), "db", "HEALTHY"),
    ])]);
    story.run();
    story.fact(health(HealthStatus::Unhealthy));
    // The container's own news is sent before that.
    assert!(
        story
            .timer
            .is_some_and(|at_ms| at_ms <= story.now_ms + 20_000)
    );
    story.now_ms += 20_000;
    story.event(Event::Tick);
    assert_eq!(story.stops(), [("db".to_owned(), 2, 30_000)]);
    story.exit("db", 130, false);
    assert_eq!(story.last().status, Some(ReportStatus::Stopped));
    assert_eq!(
        story.reason_of("main"),
        Some(
            "TaskDependencyError: dependency on container db (HEALTHY) timed out: it did not get \
             there within its startTimeout of 20 seconds"
        )
    );
}

#[test]
fn a_dependency_that_ends_before_it_is_healthy_dooms_the_dependent() {
    let mut story = Story::of(vec![task(vec![
        checked("db"),
        after(container("main", true), "db", "HEALTHY"),
    ])]);
    story.run();
    story.exit("db", 1, false);
    assert_eq!(story.last().status, Some(ReportStatus::Stopped));
    assert_eq!(story.reason_of("db"), None);
    let expected = "TaskDependencyError: dependency on container db (HEALTHY) failed: it stopped \
                    before it was healthy";
    assert_eq!(story.reason_of("main"), Some(expected));
}

fn restarting(ignored: &[i64]) -> acs::Container {
    acs::Container {
        restart_policy: Some(RestartPolicy {
            enabled: true,
            ignored_exit_codes: ignored.to_vec(),
            restart_attempt_period: 60,
        }),
        ..container("main", true)
    }
}

#[test]
fn a_container_with_a_policy_begins_again_in_place_and_nobody_is_told() {
    let mut story = Story::of(vec![task(vec![restarting(&[])])]);
    story.run();
    let reports = story.reports.len();
    for count in 1..=2 {
        story.now_ms += 60_000;
        story.exit("main", 137, true);
        let main = &story.engine.tasks()[T].containers["main"];
        assert_eq!((main.restart_count, main.status), (count, Status::Pulled));
        story.run();
        let view = &story.engine.running()[0].containers[0];
        assert_eq!(view.restart_count, count);
    }
    // News of the last run changes nothing, nor does it belong to this one.
    story.fact(Fact::LogsShipped {
        container: "main".to_owned(),
        run: 1,
    });
    assert_eq!(story.reports.len(), reports);
    assert_eq!(story.commands, []);
    // Too soon after the last time: an exit like any other.
    story.now_ms += 59_999;
    story.exit("main", 3, false);
    let last = story.last();
    assert_eq!(last.status, Some(ReportStatus::Stopped));
    assert_eq!(last.containers[0].exit_code, Some(3));
    assert_eq!(last.containers[0].reason, None);
}

#[test]
fn what_is_not_to_begin_again_does_not() {
    let check = |story: &mut Story, code: i32| {
        story.now_ms += 60_000;
        story.exit("main", code, false);
        assert_eq!(story.last().status, Some(ReportStatus::Stopped));
        assert_eq!(story.last().containers[0].exit_code, Some(code));
    };
    let mut ignored = Story::of(vec![task(vec![restarting(&[0, 42])])]);
    ignored.run();
    check(&mut ignored, 42);
    let mut stopped = Story::of(vec![task(vec![restarting(&[])])]);
    stopped.run();
    stopped.stop();
    check(&mut stopped, 1);
    let mut stopped_between = Story::of(vec![task(vec![restarting(&[])])]);
    stopped_between.run();
    stopped_between.now_ms += 60_000;
    stopped_between.exit("main", 5, false);
    stopped_between.stop();
    // The next run is being made already, and is ended.
    let creates = |c: &Command| matches!(c, Command::CreateContainer { run: 1, .. });
    assert!(stopped_between.commands.iter().any(creates));
    stopped_between.run();
    assert_eq!(stopped_between.stops().len(), 1);
    stopped_between.exit("main", 137, false);
    assert_eq!(stopped_between.last().status, Some(ReportStatus::Stopped));
}

#[test]
fn a_dependent_on_the_end_waits_for_the_last_one() {
    let mut first = restarting(&[0]);
    first.name = "first".to_owned();
    first.essential = false;
    let mut story = Story::of(vec![task(vec![
        first,
        after(container("main", true), "first", "COMPLETE"),
    ])]);
    story.run();
    story.now_ms += 60_000;
    story.exit("first", 1, false);
    story.run();
    let status = |story: &Story, name: &str| story.engine.tasks()[T].containers[name].status;
    assert_eq!(status(&story, "main"), Status::Pulled);
    story.now_ms += 60_000;
    story.exit("first", 0, false);
    story.run();
    assert_eq!(status(&story, "main"), Status::Running);
}
