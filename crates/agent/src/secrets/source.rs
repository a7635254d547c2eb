//! Where secrets come from, and who asks.

use std::path::PathBuf;
use std::time::Duration;

use berth_link::acs::RoleType;
use berth_protocol::sigv4::Credentials;

use super::credentials_file;
use super::fetch::{CREDENTIALS_PATIENCE, FIRST_PAUSE};
use crate::client::{CallError, Client};
use crate::credentials::TaskCredentials;

/// The services that hold secrets. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Source {
    region: Client,
    roles: TaskCredentials,
    elsewhere: Elsewhere,
    /// After the first round of calls that reached nobody; doubles.
    pub(super) first_pause: Duration,
}

/// Endpoints that are not this region's, such as AWS's own.
#[derive(Clone, Debug, Default)]
pub struct Elsewhere {
    /// URL of Secrets Manager; `{region}` stands for the secret's region.
    pub secrets_manager: Option<String>,
    /// URL of Parameter Store, the same way.
    pub ssm: Option<String>,
    /// A file as `~/.aws/credentials`, whose profile `default` signs there, since the credentials
    /// of tasks' roles are this region's. Read for each task. Without it roles' credentials sign.
    pub credentials_file: Option<PathBuf>,
}

/// One of the two services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    SecretsManager,
    Ssm,
}

/// No client can be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoClient {
    #[error("unable to find execution role credentials")]
    Role,
    #[error("{0}")]
    File(String),
    #[error(transparent)]
    Endpoint(#[from] CallError),
}

impl Source {
    /// Secrets of the region that `region` is a client of, fetched with the roles' credentials.
    #[must_use]
    pub fn new(region: Client, roles: TaskCredentials) -> Self {
        Self {
            region,
            roles,
            elsewhere: Elsewhere::default(),
            first_pause: FIRST_PAUSE,
        }
    }

    /// The same with other endpoints.
    #[must_use]
    pub fn with_elsewhere(self, elsewhere: Elsewhere) -> Self {
        Self { elsewhere, ..self }
    }

    /// A client of the service in that region, for the task's execution role.
    pub(super) async fn client(
        &self,
        task_arn: &str,
        kind: Kind,
        region: &str,
    ) -> Result<Client, NoClient> {
        let endpoint = match kind {
            Kind::SecretsManager => &self.elsewhere.secrets_manager,
            Kind::Ssm => &self.elsewhere.ssm,
        };
        let Some(endpoint) = endpoint else {
            let role = self.role(task_arn).await?;
            return Ok(self.region.with_credentials(role));
        };
        let credentials = match &self.elsewhere.credentials_file {
            Some(path) => {
                let named = |error| format!("{}: {error}", path.display());
                let text = tokio::fs::read_to_string(path).await;
                let text = text.map_err(|error| NoClient::File(named(error.to_string())))?;
                credentials_file::parse(&text).ok_or_else(|| {
                    NoClient::File(named("it has no keys in [default]".to_owned()))
                })?
            }
            None => self.role(task_arn).await?,
        };
        let endpoint = endpoint.replace("{region}", region);
        let there = self.region.with_endpoint(&endpoint, region)?;
        Ok(there.with_credentials(credentials))
    }

    /// The execution role's credentials. After a restart of the agent they come when the control
    /// plane is connected again.
    async fn role(&self, task_arn: &str) -> Result<Credentials, NoClient> {
        let role = RoleType::TaskExecution;
        let keys = self.roles.wait(task_arn, role, CREDENTIALS_PATIENCE);
        let keys = keys.await;
        let keys = keys.ok_or(NoClient::Role)?;
        Ok(Credentials {
            access_key_id: keys.access_key_id,
            secret_access_key: keys.secret_access_key,
            session_token: Some(keys.session_token).filter(|token| !token.is_empty()),
        })
    }
}
