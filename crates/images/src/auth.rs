//! Credentials: the caller's, else docker's configuration file.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use tokio::io::AsyncWriteExt as _;

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
    /// Helper programs by host.
    #[serde(default, rename = "credHelpers")]
    helpers: BTreeMap<String, String>,
    /// The helper program of all others.
    #[serde(default, rename = "credsStore")]
    store: String,
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

/// What docker's configuration has for a registry host: from the helper program named for it, the
/// one for all, or the file itself. Read anew each time, so that a `docker login` counts at once;
/// a file that is missing or damaged has nothing, nor has a helper that fails.
pub(crate) async fn from_docker_config(path: Option<&Path>, registry: &str) -> Option<Credentials> {
    find(&read(path?)?, registry, Path::new("")).await
}

/// The same with helper programs in this directory only.
#[cfg(feature = "fuzzing")]
pub(crate) async fn from_docker_config_with(
    path: &Path,
    registry: &str,
    helpers: &Path,
) -> Option<Credentials> {
    find(&read(path)?, registry, helpers).await
}

/// `helpers` is where the helper programs are; nothing for the search path.
async fn find(config: &DockerConfig, registry: &str, helpers: &Path) -> Option<Credentials> {
    let wanted = host_of(registry);
    let of_host = |(key, _): &(&String, &String)| host_of(key) == wanted;
    let named = config.helpers.iter().find(of_host).map(|(_, name)| name);
    let all = Some(&config.store);
    // A name, not a way out of where programs are.
    let plain = |name: &&String| !name.is_empty() && !name.contains('/');
    if let Some(helper) = named.or(all).filter(plain) {
        let program = helpers.join(format!("docker-credential-{helper}"));
        match ask_helper(&program, wanted).await {
            Ok(None) => {}
            Ok(credentials) => return credentials,
            Err(error) => tracing::warn!(helper, registry, error, "no credentials from the helper"),
        }
    }
    config
        .auths
        .iter()
        .find(|(key, _)| host_of(key) == wanted)
        .and_then(|(_, auth)| decode(auth))
}

fn read(path: &Path) -> Option<DockerConfig> {
    let size = std::fs::metadata(path).ok()?.len();
    if size > CONFIG_BYTES_MAX {
        return None;
    }
    let bytes = std::fs::read(path).ok()?;
    match serde_json::from_slice(&bytes) {
        Ok(config) => Some(config),
        Err(error) => {
            tracing::warn!(path = %path.display(), %error, "docker configuration is not readable");
            None
        }
    }
}

/// A helper's answer.
#[derive(Deserialize)]
struct Answer {
    #[serde(rename = "Username")]
    username: String,
    #[serde(rename = "Secret")]
    secret: String,
}

/// Longer than a helper takes that asks somebody else.
const HELPER_TIMEOUT: Duration = Duration::from_secs(30);
/// What a helper has instead of a user's name if the secret is an identity token.
const TOKEN: &str = "<token>";

/// Asks a helper; none if it knows of none.
async fn ask_helper(program: &Path, host: &str) -> Result<Option<Credentials>, String> {
    // Logins to Docker Hub are kept under its old address.
    let server = match host {
        "docker.io" => "https://index.docker.io/v1/",
        host => host,
    };
    let mut child = tokio::process::Command::new(program)
        .arg("get")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| error.to_string())?;
    if let Some(mut input) = child.stdin.take() {
        // One that does not read will answer all the same, or fail.
        let _ = input.write_all(server.as_bytes()).await;
    }
    let output = tokio::time::timeout(HELPER_TIMEOUT, child.wait_with_output())
        .await
        .map_err(|_| "it does not answer".to_owned())?
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stdout);
        return if said.contains("credentials not found") {
            Ok(None)
        } else {
            Err(format!("{}: {}", output.status, said.trim()))
        };
    }
    let answer: Answer = serde_json::from_slice(&output.stdout)
        .map_err(|_| "its answer is not of the kind docker expects".to_owned())?;
    if answer.username == TOKEN {
        return Err("it has an identity token, which is not supported".to_owned());
    }
    Ok(Some(Credentials {
        username: answer.username,
        password: answer.secret,
    }))
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

    async fn lookup(registry: &str) -> Option<(String, String)> {
        let file = tempfile::NamedTempFile::new().expect("file");
        let auth = STANDARD.encode("me:a:b");
        let text = format!(
            r#"{{"auths":{{"https://index.docker.io/v1/":{{"auth":"{auth}"}},
                "127.0.0.1:5000":{{"username":"u","password":"p"}},"bad.io":{{"auth":"%%"}},
                "helper.io":{{}}}},"credsStore":"x"}}"#
        );
        std::fs::write(file.path(), text).expect("written");
        from_docker_config(Some(file.path()), registry)
            .await
            .map(|c| (c.username, c.password))
    }

    #[tokio::test]
    async fn docker_logins_are_found_by_host() {
        assert_eq!(lookup("docker.io").await, Some(("me".into(), "a:b".into())));
        let plain = Some(("u".into(), "p".into()));
        assert_eq!(lookup("127.0.0.1:5000").await, plain);
        assert_eq!(lookup("127.0.0.1:5001").await, None);
        assert_eq!(lookup("bad.io").await, None);
        assert_eq!(lookup("helper.io").await, None);
    }

    /// Looks up with `docker-credential-it` being a shell script.
    async fn with_helper(script: &str, config: &str, registry: &str) -> Option<(String, String)> {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().expect("a directory");
        let program = directory.path().join("docker-credential-it");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("written");
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&program, mode).expect("executable");
        let config = serde_json::from_str(config).expect("a configuration");
        let found = find(&config, registry, directory.path()).await;
        found.map(|c| (c.username, c.password))
    }

    #[tokio::test]
    async fn helpers_are_asked_first() {
        let script = r#"test "$1" = get && printf '{"Username":"h","Secret":"%s"}' "$(cat)""#;
        let all = r#"{"credsStore":"it"}"#;
        let one = r#"{"credHelpers":{"https://a.io":"it"},
                      "auths":{"b.io":{"username":"u","password":"p"}}}"#;
        for (config, registry, user, secret) in [
            (all, "a.io:5000", "h", "a.io:5000"),
            (all, "docker.io", "h", "https://index.docker.io/v1/"),
            (one, "a.io", "h", "a.io"),
            (one, "b.io", "u", "p"),
        ] {
            let found = with_helper(script, config, registry).await;
            assert_eq!(found, Some((user.into(), secret.into())), "{registry}");
        }
    }

    #[tokio::test]
    async fn a_helper_that_fails_has_none() {
        let auths = r#""auths":{"b.io":{"username":"u","password":"p"}}"#;
        let config = format!(r#"{{"credsStore":"it",{auths}}}"#);
        let plain = Some(("u".into(), "p".into()));
        for script in [
            "echo credentials not found in native keychain; exit 1",
            "echo broken; exit 2",
            "echo not json",
            r#"echo '{"Username":"<token>","Secret":"x"}'"#,
        ] {
            assert_eq!(
                with_helper(script, &config, "b.io").await,
                plain,
                "{script}"
            );
        }
        for name in ["missing", "../it", ""] {
            let config = format!(r#"{{"credsStore":"{name}",{auths}}}"#);
            assert_eq!(with_helper("", &config, "b.io").await, plain, "{name}");
        }
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
