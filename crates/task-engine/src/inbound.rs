//! What the control plane wants.

use berth_link::acs::{
    self, AckRequest, DesiredStatus, PayloadMessage, TaskIdentifier, TaskManifestMessage,
    TaskStopVerificationAck, TaskStopVerificationMessage,
};

use crate::action::Action;
use crate::engine::Engine;
use crate::task::Task;

impl Engine {
    /// Another instance's messages are numbered anew; those of before say nothing about them.
    pub(crate) fn registered(&mut self, container_instance_arn: String) -> Vec<String> {
        let before = &self.shared.container_instance_arn;
        if *before != container_instance_arn && !before.is_empty() {
            self.shared.newest_sequence = -1;
            self.shared.manifest = None;
        }
        self.shared.container_instance_arn = container_instance_arn;
        Vec::new()
    }

    /// Takes over the tasks of a payload, stops before starts; the arns of those touched.
    pub(crate) fn payload(
        &mut self,
        payload: PayloadMessage,
        actions: &mut Vec<Action>,
    ) -> Vec<String> {
        if let Some(sequence) = payload.seq_num {
            self.shared.newest_sequence = self.shared.newest_sequence.max(sequence);
        }
        let mut touched = Vec::new();
        let (stops, starts): (Vec<_>, Vec<_>) = payload
            .tasks
            .into_iter()
            .partition(|task| task.desired_status == DesiredStatus::Stopped);
        for task in stops {
            self.stop_task(&task.arn);
            touched.push(task.arn);
        }
        for task in starts {
            let arn = task.arn.clone();
            self.start_task(task);
            touched.push(arn);
        }
        // Such a message is not acknowledged; the STOPPED report is the answer.
        let all_readable = payload.unreadable.is_empty();
        for unreadable in payload.unreadable {
            // The error's name is misspelt by the real agent, and known so.
            let reason = format!(
                "UnrecogniedTaskError: Error loading task - {}",
                unreadable.error
            );
            self.bury(&unreadable.arn, reason);
            touched.push(unreadable.arn);
        }
        if all_readable {
            actions.push(Action::Acknowledge(AckRequest {
                cluster: payload.cluster_arn,
                container_instance: payload.container_instance_arn,
                message_id: payload.message_id,
            }));
        }
        touched
    }

    fn start_task(&mut self, mut spec: acs::Task) {
        let arn = spec.arn.clone();
        self.missing.remove(&arn);
        if self.tasks.contains_key(&arn) {
            // The desired status never goes back; the rest of a repeated payload is ignored.
            return;
        }
        if self.shared.remembered.contains_key(&arn) {
            self.bury(
                &arn,
                "TaskStateError: the task has already stopped".to_owned(),
            );
            return;
        }
        if let Err(reason) = crate::refusal::check(&spec) {
            self.bury(&arn, reason);
            return;
        }
        for credentials in [
            &mut spec.role_credentials,
            &mut spec.execution_role_credentials,
        ] {
            *credentials = credentials
                .take()
                .map(|credentials| credentials.without_keys());
        }
        self.tasks.insert(arn.clone(), Task::new(spec));
        self.shared.queue.push_back(arn);
    }

    fn stop_task(&mut self, arn: &str) {
        match self.tasks.get_mut(arn) {
            Some(task) => task.order_stop(),
            None => self.bury(
                arn,
                "TaskStateError: Agent could not progress task's state to stopped".to_owned(),
            ),
        }
    }

    /// Reports a task STOPPED that never was here.
    fn bury(&mut self, arn: &str, reason: String) {
        self.tasks
            .entry(arn.to_owned())
            .or_insert_with(|| Task::tombstone(arn, crate::outbox::cut(&reason)));
    }

    /// Compares what should be here with what is.
    pub(crate) fn manifest(
        &mut self,
        manifest: TaskManifestMessage,
        now_ms: i64,
        actions: &mut Vec<Action>,
    ) -> Vec<String> {
        if manifest.timeline <= self.shared.newest_sequence {
            return Vec::new();
        }
        self.shared.newest_sequence = manifest.timeline;
        self.find_missing(&manifest, now_ms);
        let stop_candidates: Vec<TaskIdentifier> = self
            .tasks
            .iter()
            .filter(|(arn, _)| self.wants_to_run(arn))
            .filter(|(arn, _)| {
                !manifest.tasks.iter().any(|listed| {
                    listed.task_arn == **arn && listed.desired_status == DesiredStatus::Running
                })
            })
            .map(|(arn, task)| TaskIdentifier {
                task_arn: arn.clone(),
                task_cluster_arn: if task.spec.task_cluster_arn.is_empty() {
                    manifest.cluster_arn.clone()
                } else {
                    task.spec.task_cluster_arn.clone()
                },
                desired_status: DesiredStatus::Stopped,
            })
            .collect();
        self.shared.manifest = Some(manifest.message_id.clone());
        actions.push(Action::Acknowledge(AckRequest {
            cluster: manifest.cluster_arn,
            container_instance: manifest.container_instance_arn,
            message_id: manifest.message_id.clone(),
        }));
        if !stop_candidates.is_empty() {
            actions.push(Action::VerifyStops(TaskStopVerificationMessage {
                message_id: manifest.message_id,
                stop_candidates,
            }));
        }
        Vec::new()
    }

    /// Notes which tasks should run here and are not known: their checkpoint was lost, or they are
    /// on their way, since a payload and a manifest are written apart from each other.
    fn find_missing(&mut self, manifest: &TaskManifestMessage, now_ms: i64) {
        let due_ms = now_ms + self.config.missing_wait_ms;
        let missing = manifest.tasks.iter().filter(|listed| {
            listed.desired_status == DesiredStatus::Running
                && !self.tasks.contains_key(&listed.task_arn)
        });
        self.missing = missing
            .map(|listed| (listed.task_arn.clone(), due_ms))
            .collect();
    }

    /// What has not come by now is reported STOPPED. Should it come yet, it is not started.
    pub(crate) fn give_up_missing(&mut self, now_ms: i64) {
        let is_due = |due_ms: &i64| *due_ms <= now_ms;
        let due = self.missing.iter().filter(|(_, due_ms)| is_due(due_ms));
        let due: Vec<String> = due.map(|(arn, _)| arn.clone()).collect();
        for arn in due {
            self.missing.remove(&arn);
            self.bury(
                &arn,
                "TaskStateError: the container agent lost its state, and with it the task"
                    .to_owned(),
            );
        }
    }

    /// Stops what the control plane has confirmed; only for the latest manifest, and once.
    pub(crate) fn stop_verified(&mut self, ack: &TaskStopVerificationAck) -> Vec<String> {
        if self.shared.manifest.as_deref() != Some(ack.message_id.as_str()) {
            return Vec::new();
        }
        self.shared.manifest = None;
        let mut touched = Vec::new();
        for stop in &ack.stop_tasks {
            if stop.desired_status == DesiredStatus::Stopped
                && let Some(task) = self.tasks.get_mut(&stop.task_arn)
            {
                task.order_stop();
                touched.push(stop.task_arn.clone());
            }
        }
        touched
    }
}
