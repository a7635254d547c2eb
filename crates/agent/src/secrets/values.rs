//! What was fetched for a task, and what of it goes where.

use std::collections::BTreeMap;

use berth_images::Credentials;
use berth_link::acs;
use berth_protocol::shape::SensitiveText;
use berth_task_engine::Failure;
use serde::Deserialize;
use serde_json::Value;

use super::plan::SecretKey;
use super::{ASM, LOG_DRIVER, auth_of, failed};

/// The values of a task's secrets. Shows nothing of them; their memory is overwritten at the end.
#[derive(Default)]
pub(crate) struct TaskSecrets {
    pub(super) secrets: BTreeMap<SecretKey, SensitiveText>,
    /// By region and name.
    pub(super) parameters: BTreeMap<(String, String), SensitiveText>,
}

/// A container's own.
#[derive(Clone, Default)]
pub(crate) struct ContainerSecrets {
    /// Variables.
    pub(crate) environment: Vec<(String, SensitiveText)>,
    /// Options of the log driver.
    pub(crate) log_options: Vec<(String, SensitiveText)>,
}

impl std::fmt::Debug for TaskSecrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (secrets, parameters) = (self.secrets.len(), self.parameters.len());
        write!(f, "{secrets} secrets, {parameters} parameters")
    }
}

impl std::fmt::Debug for ContainerSecrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.environment.iter().chain(&self.log_options);
        f.debug_list().entries(names.map(|(name, _)| name)).finish()
    }
}

/// A registry's user in a secret.
#[derive(Deserialize)]
struct Login {
    #[serde(default)]
    username: SensitiveText,
    #[serde(default)]
    password: SensitiveText,
}

impl TaskSecrets {
    /// What the container gets.
    ///
    /// # Errors
    /// If a JSON key is not there.
    pub(crate) fn of(&self, container: &acs::Container) -> Result<ContainerSecrets, Failure> {
        let mut own = ContainerSecrets::default();
        for secret in &container.secrets {
            let pair = (secret.name.clone(), self.value(secret)?);
            if secret.target == LOG_DRIVER {
                own.log_options.push(pair);
            } else {
                own.environment.push(pair);
            }
        }
        Ok(own)
    }

    /// The registry's user that the container names, if it does.
    ///
    /// # Errors
    /// If the secret has no user name and password.
    pub(crate) fn login(&self, container: &acs::Container) -> Result<Option<Credentials>, Failure> {
        let Some(auth) = auth_of(container) else {
            return Ok(None);
        };
        let key = SecretKey::of_auth(auth);
        let text = self.secrets.get(&key);
        let text = text.ok_or_else(|| failed("registry credentials were not fetched"))?;
        let login: Option<Login> = serde_json::from_str(text.expose()).ok();
        let login =
            login.filter(|it| !it.username.expose().is_empty() && !it.password.expose().is_empty());
        let login = login.ok_or_else(|| {
            failed(format_args!(
                "unable to retrieve registry auth from asm: the secret {} must be a JSON object \
                 with username and password",
                key.secret
            ))
        })?;
        Ok(Some(Credentials {
            username: login.username.expose().to_owned(),
            password: login.password.expose().to_owned(),
        }))
    }

    fn value(&self, secret: &acs::Secret) -> Result<SensitiveText, Failure> {
        let missing = || failed(format_args!("{} was not fetched", secret.value_from));
        if secret.provider != ASM {
            let key = (secret.region.clone(), secret.value_from.clone());
            return self.parameters.get(&key).cloned().ok_or_else(missing);
        }
        let (key, json_key) = SecretKey::of(secret)?;
        let whole = self.secrets.get(&key).ok_or_else(missing)?;
        match json_key {
            None => Ok(whole.clone()),
            Some(json_key) => member(whole.expose(), &json_key).ok_or_else(|| {
                failed(format_args!(
                    "unable to retrieve secret from asm: retrieved secret from Secrets Manager did \
                     not contain json key {json_key} ({})",
                    key.secret
                ))
            }),
        }
    }
}

/// A member of a JSON object: text as it is, anything else as JSON.
fn member(whole: &str, key: &str) -> Option<SensitiveText> {
    let Ok(Value::Object(mut members)) = serde_json::from_str(whole) else {
        return None;
    };
    let text = match members.remove(key)? {
        Value::String(text) => text,
        other => other.to_string(),
    };
    Some(SensitiveText::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_json_objects() {
        let whole = r#"{"user": "u", "port": 5432, "on": true, "in": {"a": [1]}}"#;
        let check = |key: &str, expected: Option<&str>| {
            let found = member(whole, key);
            assert_eq!(found.as_ref().map(SensitiveText::expose), expected, "{key}");
        };
        check("user", Some("u"));
        check("port", Some("5432"));
        check("on", Some("true"));
        check("in", Some(r#"{"a":[1]}"#));
        check("none", None);
        assert_eq!(member("plain text", "user"), None);
        assert_eq!(member("[1]", "0"), None);
    }
}
