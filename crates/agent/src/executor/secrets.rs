//! A task's secrets in the executor: fetched once, whoever asks first, and forgotten when its
//! containers are made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use berth_images::Credentials;
use berth_link::acs;
use berth_task_engine::Failure;
use parking_lot::Mutex;
use tokio::sync::OnceCell;

use super::HostExecutor;
use crate::secrets::{self, ContainerSecrets, TaskSecrets};

type Fetched = Arc<OnceCell<Result<Arc<TaskSecrets>, Failure>>>;

/// The secrets of tasks that have containers still to be made.
#[derive(Default)]
pub(super) struct Held(Mutex<BTreeMap<String, OfTask>>);

#[derive(Default)]
struct OfTask {
    fetched: Fetched,
    made: BTreeSet<String>,
}

impl HostExecutor {
    /// The task's secrets; fetched if nobody has.
    pub(super) async fn secrets_of(&self, task: &acs::Task) -> Result<Arc<TaskSecrets>, Failure> {
        if !secrets::has_any(task) {
            return Ok(Arc::default());
        }
        let fetched = {
            let mut held = self.secrets.0.lock();
            Arc::clone(&held.entry(task.arn.clone()).or_default().fetched)
        };
        let source = &self.options.secrets;
        let answer = fetched
            .get_or_init(async || source.fetch(task).await.map(Arc::new))
            .await;
        answer.clone()
    }

    /// A container's own.
    pub(super) async fn container_secrets(
        &self,
        task: &acs::Task,
        container: &acs::Container,
    ) -> Result<ContainerSecrets, Failure> {
        if container.secrets.is_empty() {
            return Ok(ContainerSecrets::default());
        }
        self.secrets_of(task).await?.of(container)
    }

    /// Who we are to the container's registry, if the task says it. If that cannot be got the task
    /// is over, which setting it up says: whoever waits here is told to give up.
    pub(super) async fn registry_login(
        &self,
        task: &acs::Task,
        container: &acs::Container,
    ) -> Option<Credentials> {
        secrets::auth_of(container)?;
        let login = match self.secrets_of(task).await {
            Ok(secrets) => secrets.login(container),
            Err(failure) => Err(failure),
        };
        match login {
            Ok(login) => login,
            Err(_) => std::future::pending().await,
        }
    }

    /// The container is made: with the last one the values go.
    pub(super) fn secrets_used(&self, task: &acs::Task, container: &str) {
        let mut held = self.secrets.0.lock();
        let Some(of_task) = held.get_mut(&task.arn) else {
            return;
        };
        of_task.made.insert(container.to_owned());
        if of_task.made.len() == task.containers.len() {
            held.remove(&task.arn);
        }
    }

    pub(super) fn forget_secrets(&self, task_arn: &str) {
        self.secrets.0.lock().remove(task_arn);
    }
}
