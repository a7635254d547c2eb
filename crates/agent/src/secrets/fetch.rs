//! The calls: `GetSecretValue` for each secret, `GetParameters` for ten parameters at a time.

use std::collections::BTreeMap;
use std::time::Duration;

use berth_link::acs;
use berth_protocol::shape::SensitiveText;
use berth_task_engine::Failure;
use futures_util::future::try_join_all;
use serde::{Deserialize, Serialize};

use super::plan::{SecretKey, plan};
use super::source::{Kind, Source};
use super::{TaskSecrets, failed};
use crate::client::{CallError, Client, SECRETS_MANAGER, SSM};

/// Credentials that do not come within this are not coming.
pub(super) const CREDENTIALS_PATIENCE: Duration = Duration::from_secs(60);
/// So many parameters are asked for in one call.
const PARAMETERS_A_CALL: usize = 10;
/// While a service cannot be reached, calls (of three tries each) are made so often …
const ROUNDS: u32 = 6;
/// … with this pause after the first, doubled each time: half a minute in all.
pub(super) const FIRST_PAUSE: Duration = Duration::from_secs(1);

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct GetSecretValue<'a> {
    secret_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version_stage: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version_id: Option<&'a str>,
}

#[derive(Deserialize)]
struct SecretAnswer {
    #[serde(rename = "SecretString")]
    text: Option<SensitiveText>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct GetParameters<'a> {
    names: &'a [String],
    with_decryption: bool,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct ParametersAnswer {
    parameters: Vec<Parameter>,
    invalid_parameters: Vec<String>,
}

#[derive(Deserialize)]
struct Parameter {
    #[serde(rename = "Name")]
    name: String,
    #[serde(rename = "ARN", default)]
    arn: String,
    #[serde(rename = "Selector", default)]
    selector: Option<String>,
    #[serde(rename = "Value")]
    value: SensitiveText,
}

impl Source {
    /// Everything the task needs.
    ///
    /// # Errors
    /// The task's reason: what was missing or denied, or that the service could not be reached.
    pub(crate) async fn fetch(&self, task: &acs::Task) -> Result<TaskSecrets, Failure> {
        let plan = plan(task)?;
        let secrets = try_join_all(plan.secrets.iter().map(|key| self.secret(&task.arn, key)));
        let batches = plan.parameters.iter().flat_map(|(region, names)| {
            let names: Vec<String> = names.iter().cloned().collect();
            let batches = names.chunks(PARAMETERS_A_CALL).map(<[_]>::to_vec);
            let batches: Vec<_> = batches.map(|names| (region.clone(), names)).collect();
            batches
        });
        let parameters = batches.map(|(region, names)| self.parameters(&task.arn, region, names));
        let (secrets, parameters) = tokio::try_join!(secrets, try_join_all(parameters))?;
        let fetched = TaskSecrets {
            secrets: plan.secrets.into_iter().zip(secrets).collect(),
            parameters: parameters.into_iter().flatten().collect(),
        };
        // Whatever a container will ask for is there: a key that is not is the task's failure, not
        // the container's.
        for container in &task.containers {
            fetched.of(container)?;
            fetched.login(container)?;
        }
        Ok(fetched)
    }

    async fn secret(&self, task_arn: &str, key: &SecretKey) -> Result<SensitiveText, Failure> {
        let named = |text: String| {
            failed(format_args!(
                "unable to retrieve secret from asm: {}: {text}",
                key.secret
            ))
        };
        let client = self
            .client(task_arn, Kind::SecretsManager, &key.region)
            .await;
        let client = client.map_err(|error| named(error.to_string()))?;
        let asked = GetSecretValue {
            secret_id: &key.secret,
            version_stage: key.stage.as_deref(),
            version_id: key.version.as_deref(),
        };
        let answer: SecretAnswer = self
            .patiently(&client, Kind::SecretsManager, &asked)
            .await
            .map_err(named)?;
        answer.text.ok_or_else(|| {
            named("the secret has no SecretString; SecretBinary is no variable".to_owned())
        })
    }

    async fn parameters(
        &self,
        task_arn: &str,
        region: String,
        names: Vec<String>,
    ) -> Result<BTreeMap<(String, String), SensitiveText>, Failure> {
        let worded =
            |text: String| failed(format_args!("unable to retrieve secrets from ssm: {text}"));
        let client = self.client(task_arn, Kind::Ssm, &region).await;
        let client = client.map_err(|error| worded(error.to_string()))?;
        let asked = GetParameters {
            names: &names,
            with_decryption: true,
        };
        let answer: ParametersAnswer = self
            .patiently(&client, Kind::Ssm, &asked)
            .await
            .map_err(worded)?;
        if !answer.invalid_parameters.is_empty() {
            let invalid = answer.invalid_parameters.join(", ");
            return Err(worded(format!("invalid ssm parameters: {invalid}")));
        }
        let mut found = BTreeMap::new();
        for name in names {
            let value = answer.parameters.iter().find(|it| it.is(&name));
            let value = value.ok_or_else(|| worded(format!("no answer for {name}")))?;
            found.insert((region.clone(), name), value.value.clone());
        }
        Ok(found)
    }

    /// Calls until there is an answer that will not change by itself, for a bounded time.
    async fn patiently<I: Serialize + Sync, O: serde::de::DeserializeOwned>(
        &self,
        client: &Client,
        kind: Kind,
        input: &I,
    ) -> Result<O, String> {
        let (service, operation) = match kind {
            Kind::SecretsManager => (SECRETS_MANAGER, "GetSecretValue"),
            Kind::Ssm => (SSM, "GetParameters"),
        };
        let (mut pause, mut round) = (self.first_pause, 1);
        loop {
            match client.call(service, operation, input).await {
                Err(error) if error.is_transient() && round < ROUNDS => {
                    tracing::debug!(operation, round, %error, "secrets cannot be fetched yet");
                    tokio::time::sleep(pause).await;
                    pause *= 2;
                    round += 1;
                }
                answer => {
                    return answer.map_err(|error| {
                        let retried = round - 1;
                        format!(
                            "service call has been retried {retried} time(s): {}",
                            told(&error)
                        )
                    });
                }
            }
        }
    }
}

impl Parameter {
    /// Whether it is what was asked for as `asked`: a name or ARN, with its selector.
    fn is(&self, asked: &str) -> bool {
        let selector = self.selector.as_deref().unwrap_or_default();
        let bare = asked.strip_suffix(selector);
        bare.is_some_and(|bare| bare == self.name || bare == self.arn)
    }
}

/// The error with its cause, but never with what was answered: that may hold a value.
fn told(error: &CallError) -> String {
    match error {
        CallError::Transport { cause, .. } => format!("{error}: {cause}"),
        CallError::Api { .. } | CallError::Answer(_) | CallError::Request(_) => error.to_string(),
    }
}
