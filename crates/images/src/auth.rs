//! Credentials: the caller's, else docker's configuration file.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

/// A docker configuration is a few kilobytes; more is not one.
const CONFIG_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// Who we are to a registry.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Credentials {
    /// User name.
    pub username: String,
    /// Password or token.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credentials({:?}, ..)", self.username)
    }
}

#[derive(Deserialize, Default)]
struct DockerConfig {
    #[serde(default)]
    auths: BTreeMap<String, DockerAuth>,
}

#[derive(Deserialize, Default)]
struct DockerAuth {
    auth: Option<String>,
    username: Option<String>,
    password: Option<String>,
}

/// The file to read: the one configured, else the user's, else root's.
pub(crate) fn docker_config_path(configured: Option<&Path>) -> Option<PathBuf> {
    if let Some(path) = configured {
        return Some(path.to_owned());
    }
    let home = std::env::var_os("HOME").map(PathBuf::from);
    home.into_iter()
        .chain([PathBuf::from("/root")])
        .map(|home| home.join(".docker/config.json"))
        .find(|path| path.is_file())
}

/// What docker's configuration has for a registry host. Read anew each time, so that a
/// `docker login` counts at once; a file that is missing or damaged has nothing.
pub(crate) fn from_docker_config(path: Option<&Path>, registry: &str) -> Option<Credentials> {
    let path = path?;
    let size = std::fs::metadata(path).ok()?.len();
    if size > CONFIG_BYTES_MAX {
        return None;
    }
    let bytes = std::fs::read(path).ok()?;
    let config: DockerConfig = match serde_json::from_slice(&bytes) {
        Ok(config) => config,
        Err(error) => {
            tracing::warn!(path = %path.display(), %error, "docker configuration is not readable");
            return None;
        }
    };
    config
        .auths
        .iter()
        .find(|(key, _)| host_of(key) == host_of(registry))
        .and_then(|(_, auth)| decode(auth))
}

/// Keys are hosts or URLs of old; all of Docker Hub's names are one.
fn host_of(key: &str) -> &str {
    let rest = key.split_once("://").map_or(key, |(_, rest)| rest);
    match rest.split('/').next().unwrap_or(rest) {
        "index.docker.io" | "registry-1.docker.io" => "docker.io",
        host => host,
    }
}

fn decode(auth: &DockerAuth) -> Option<Credentials> {
    if let Some(encoded) = auth.auth.as_deref().filter(|text| !text.is_empty()) {
        let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
        let (username, password) = text.split_once(':')?;
        return Some(Credentials {
            username: username.to_owned(),
            // Old clients padded with NULs.
            password: password.trim_end_matches('\0').to_owned(),
        });
    }
    Some(Credentials {
        username: auth.username.clone()?,
        password: auth.password.clone()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lookup(registry: &str) -> Option<(String, String)> {
        let file = tempfile::NamedTempFile::new().expect("file");
        let auth = STANDARD.encode("me:a:b");
        let text = format!(
            r#"{{"auths":{{"https://index.docker.io/v1/":{{"auth":"{auth}"}},
                "127.0.0.1:5000":{{"username":"u","password":"p"}},"bad.io":{{"auth":"%%"}},
                "helper.io":{{}}}},"credsStore":"x"}}"#
        );
        std::fs::write(file.path(), text).expect("written");
        from_docker_config(Some(file.path()), registry).map(|c| (c.username, c.password))
    }

    #[test]
    fn docker_logins_are_found_by_host() {
        assert_eq!(lookup("docker.io"), Some(("me".into(), "a:b".into())));
        assert_eq!(lookup("127.0.0.1:5000"), Some(("u".into(), "p".into())));
        assert_eq!(lookup("127.0.0.1:5001"), None);
        assert_eq!(lookup("bad.io"), None);
        assert_eq!(lookup("helper.io"), None);
    }

    #[test]
    fn secrets_are_not_printed() {
        let credentials = Credentials {
            username: "me".into(),
            password: "hidden".into(),
        };
        assert!(!format!("{credentials:?}").contains("hidden"));
    }
}
