//! Credentials of the tasks' roles: in memory only, gone with the process.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use berth_link::acs::{RoleCredentials, RoleType, Task};
use tokio::sync::watch;
use tokio::time::Instant;

/// The credentials of all tasks of this instance. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct TaskCredentials(Arc<watch::Sender<BTreeMap<(String, RoleType), Entry>>>);

#[derive(Clone, Debug)]
struct Entry {
    credentials: RoleCredentials,
    came: Instant,
    /// The engine has the task, or had it.
    known: bool,
}

/// Credentials come with a payload, or right after it, and so before the engine has the task.
const HEAD_START: Duration = Duration::from_secs(60);

impl TaskCredentials {
    /// Those of a task's role, if they have been delivered since the agent started.
    #[must_use]
    pub fn get(&self, task_arn: &str, role: RoleType) -> Option<RoleCredentials> {
        let all = self.0.borrow();
        let entry = all.get(&(task_arn.to_owned(), role));
        entry.map(|entry| entry.credentials.clone())
    }

    /// Those of a task with this id.
    #[must_use]
    pub fn by_id(&self, task_arn: &str, credentials_id: &str) -> Option<RoleCredentials> {
        let both = [RoleType::TaskApplication, RoleType::TaskExecution];
        let mut both = both.into_iter().filter_map(|role| self.get(task_arn, role));
        both.find(|credentials| credentials.credentials_id == credentials_id)
    }

    /// As [`Self::get`], but waits up to `patience` for their delivery: after a restart of the agent they
    /// come when the control plane is connected again.
    pub(crate) async fn wait(
        &self,
        task_arn: &str,
        role: RoleType,
        patience: Duration,
    ) -> Option<RoleCredentials> {
        let key = (task_arn.to_owned(), role);
        let mut changes = self.0.subscribe();
        let delivered = changes.wait_for(|all| all.contains_key(&key));
        let all = tokio::time::timeout(patience, delivered).await.ok()?.ok()?;
        all.get(&key).map(|entry| entry.credentials.clone())
    }

    /// Takes over what a payload brought along.
    pub(crate) fn take_from(&self, task: &Task) {
        for (role, credentials) in [
            (RoleType::TaskApplication, &task.role_credentials),
            (RoleType::TaskExecution, &task.execution_role_credentials),
        ] {
            if let Some(credentials) = credentials
                && !credentials.access_key_id.is_empty()
            {
                self.put(&task.arn, role, credentials.clone());
            }
        }
    }

    pub(crate) fn put(&self, task_arn: &str, role: RoleType, credentials: RoleCredentials) {
        let entry = Entry {
            credentials,
            came: Instant::now(),
            known: false,
        };
        self.0.send_modify(|all| {
            all.insert((task_arn.to_owned(), role), entry);
        });
    }

    /// Forgets those of all tasks that `keep` does not name, unless it has yet to hear of them.
    pub(crate) fn retain(&self, keep: impl Fn(&str) -> bool) {
        self.0.send_if_modified(|all| {
            let before = all.len();
            all.retain(|(task_arn, _), entry| {
                let kept = keep(task_arn);
                entry.known |= kept;
                kept || !entry.known && entry.came.elapsed() < HEAD_START
            });
            all.len() != before
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_replaces_and_a_stopped_task_loses_its_credentials() {
        let all = TaskCredentials::default();
        let keys = |key: &str| RoleCredentials {
            credentials_id: "u".to_owned(),
            access_key_id: key.to_owned(),
            ..RoleCredentials::default()
        };
        all.take_from(&Task {
            arn: "t/1".to_owned(),
            role_credentials: Some(keys("a")),
            ..Task::default()
        });
        assert_eq!(all.get("t/1", RoleType::TaskExecution), None);
        all.put("t/1", RoleType::TaskApplication, keys("b"));
        assert_eq!(all.get("t/1", RoleType::TaskApplication), Some(keys("b")));
        all.retain(|arn| arn == "t/1");
        all.retain(|arn| arn != "t/1");
        assert_eq!(all.get("t/1", RoleType::TaskApplication), None);
    }

    #[tokio::test(start_paused = true)]
    async fn what_comes_before_its_task_is_kept_for_a_while() {
        let all = TaskCredentials::default();
        let role = RoleType::TaskApplication;
        all.put("t/1", role, RoleCredentials::default());
        all.put("t/2", role, RoleCredentials::default());
        // The engine looks at another event first.
        all.retain(|_| false);
        assert!(all.get("t/1", role).is_some());
        all.retain(|arn| arn == "t/1");
        tokio::time::advance(HEAD_START).await;
        all.retain(|arn| arn == "t/1");
        assert!(all.get("t/1", role).is_some());
        assert_eq!(all.get("t/2", role), None);
        all.retain(|_| false);
        assert_eq!(all.get("t/1", role), None);
    }

    #[tokio::test]
    async fn who_waits_gets_them_when_they_come_or_nothing() {
        let all = TaskCredentials::default();
        let role = RoleType::TaskExecution;
        let never = all.wait("t/1", role, Duration::from_millis(1)).await;
        assert_eq!(never, None);
        let keys = RoleCredentials {
            access_key_id: "a".to_owned(),
            ..RoleCredentials::default()
        };
        let waiting = all.wait("t/1", role, Duration::from_secs(20));
        let (got, ()) = tokio::join!(waiting, async {
            all.put("t/2", role, RoleCredentials::default());
            all.put("t/1", role, keys.clone());
        });
        assert_eq!(got, Some(keys));
    }
}
