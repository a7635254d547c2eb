//! Credentials of the tasks' roles: in memory only, gone with the process.

use std::collections::BTreeMap;
use std::sync::Arc;

use berth_link::acs::{RoleCredentials, RoleType, Task};
use parking_lot::RwLock;

/// The credentials of all tasks of this instance. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct TaskCredentials(Arc<RwLock<BTreeMap<(String, RoleType), RoleCredentials>>>);

impl TaskCredentials {
    /// Those of a task's role, if they have been delivered since the agent started.
    #[must_use]
    pub fn get(&self, task_arn: &str, role: RoleType) -> Option<RoleCredentials> {
        self.0.read().get(&(task_arn.to_owned(), role)).cloned()
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
        self.0
            .write()
            .insert((task_arn.to_owned(), role), credentials);
    }

    /// Forgets those of all tasks that `keep` does not name.
    pub(crate) fn retain(&self, keep: impl Fn(&str) -> bool) {
        self.0.write().retain(|(task_arn, _), _| keep(task_arn));
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
        all.retain(|arn| arn != "t/1");
        assert_eq!(all.get("t/1", RoleType::TaskApplication), None);
    }
}
