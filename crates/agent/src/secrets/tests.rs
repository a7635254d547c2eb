//! Fetching from a service that is scripted.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use berth_env::SystemClock;
use berth_link::acs;
use berth_protocol::sigv4::Credentials;
use parking_lot::Mutex;
use serde_json::{Value, json};

use super::{Elsewhere, Source};
use crate::client::{Client, tls_config};
use crate::credentials::TaskCredentials;

const DB: &str = "arn:aws:secretsmanager:us-east-1:1:secret:db-AbC123";

/// Status and body for an operation's input.
type Script = fn(operation: &str, input: &Value, call: usize) -> (u16, Value);

struct Service {
    script: Script,
    /// Operation, input and whose key signed it.
    calls: Mutex<Vec<(String, Value, String)>>,
}

async fn answer(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    body: String,
) -> (StatusCode, String) {
    let text = |name: &str| headers[name].to_str().expect("text").to_owned();
    let target = text("x-amz-target");
    let operation = target.rsplit('.').next().expect("an operation").to_owned();
    let input: Value = serde_json::from_str(&body).expect("JSON");
    let signed = text("authorization");
    let key = signed.split("Credential=").nth(1).expect("a key");
    let scope = key.split(',').next().expect("a scope").to_owned();
    let call = {
        let mut calls = service.calls.lock();
        calls.push((operation.clone(), input.clone(), scope));
        calls.len()
    };
    let (status, body) = (service.script)(&operation, &input, call);
    let status = StatusCode::from_u16(status).expect("a status");
    (status, body.to_string())
}

/// A service, and a source that fetches from it as the role of task `t/1`.
async fn source(script: Script) -> (Arc<Service>, Source, String) {
    let service = Arc::new(Service {
        script,
        calls: Mutex::default(),
    });
    let routes = Router::new().route("/", post(answer));
    let routes = routes.with_state(Arc::clone(&service));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.expect("listens");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let roles = TaskCredentials::default();
    let keys = acs::RoleCredentials {
        access_key_id: "ASIAROLE".to_owned(),
        secret_access_key: "s".to_owned(),
        session_token: "t".to_owned(),
        ..acs::RoleCredentials::default()
    };
    roles.put("t/1", acs::RoleType::TaskExecution, keys);
    let agent = Credentials {
        access_key_id: "AKIAAGENT".to_owned(),
        secret_access_key: "s".to_owned(),
        session_token: None,
    };
    let tls = tls_config(None).expect("TLS");
    let client = Client::new(&url, "us-east-1", agent, tls, Arc::new(SystemClock));
    let mut source = Source::new(client.expect("a client"), roles);
    source.first_pause = Duration::from_millis(1);
    (service, source, url)
}

fn task(containers: &[Value]) -> acs::Task {
    let whole = json!({"arn": "t/1", "desiredStatus": "RUNNING", "containers": containers});
    serde_json::from_value(whole).expect("a task")
}

fn secret(name: &str, provider: &str, value_from: &str) -> Value {
    json!({
        "name": name, "valueFrom": value_from, "provider": provider, "region": "us-east-1",
        "type": "ENVIRONMENT_VARIABLE",
    })
}

fn good(operation: &str, input: &Value, _: usize) -> (u16, Value) {
    if operation == "GetSecretValue" {
        let text = json!({"username": "u", "password": "p", "port": 5432}).to_string();
        return (200, json!({"SecretString": text}));
    }
    let names = input["Names"].as_array().expect("names").iter();
    let names: Vec<&str> = names.map(|it| it.as_str().expect("text")).collect();
    assert!(names.len() <= 10, "{names:?}");
    let parameters: Vec<Value> = names
        .iter()
        .rev()
        .map(|asked| {
            let (name, selector) = asked.split_once(':').unwrap_or((asked, ""));
            let mut parameter = json!({"Name": name, "Value": format!("value of {asked}")});
            if !selector.is_empty() {
                parameter["Selector"] = json!(format!(":{selector}"));
            }
            parameter
        })
        .collect();
    (
        200,
        json!({"Parameters": parameters, "InvalidParameters": []}),
    )
}

#[tokio::test]
async fn each_value_is_fetched_once_by_the_execution_role() {
    let (service, source, _) = source(good).await;
    let many = (0..12).map(|n| secret(&format!("P{n}"), "ssm", &format!("/p/{n}")));
    let mut of_main: Vec<Value> = many.collect();
    of_main.extend([
        secret("ALL", "asm", DB),
        secret("USER", "asm", &format!("{DB}:username::")),
        secret("PORT", "asm", &format!("{DB}:port::")),
        secret("OLD", "asm", &format!("{DB}:password:AWSPREVIOUS:")),
        secret("LABEL", "ssm", "/p/1:prod"),
    ]);
    of_main[0]["target"] = json!("LOG_DRIVER");
    let auth = json!({
        "type": "asm",
        "asmAuthData": {"credentialsParameter": DB, "region": "us-east-1"},
    });
    let task = task(&[
        json!({"name": "main", "secrets": of_main}),
        json!({"name": "side", "secrets": [secret("P", "ssm", "/p/3")], "registryAuthentication": auth}),
    ]);
    let secrets = source.fetch(&task).await.expect("fetched");
    let main = secrets.of(&task.containers[0]).expect("its secrets");
    let variable = |name: &str| {
        let mut found = main.environment.iter();
        let found = found.find(|(it, _)| it == name).map(|(_, value)| value);
        found.map(|value| value.expose().to_owned())
    };
    assert_eq!(variable("USER").as_deref(), Some("u"));
    assert_eq!(variable("PORT").as_deref(), Some("5432"));
    assert_eq!(variable("OLD").as_deref(), Some("p"));
    assert_eq!(variable("P11").as_deref(), Some("value of /p/11"));
    assert_eq!(variable("LABEL").as_deref(), Some("value of /p/1:prod"));
    assert_eq!(variable("P0"), None);
    assert_eq!(main.log_options[0].1.expose(), "value of /p/0");
    let side = secrets.login(&task.containers[1]).expect("a login");
    assert_eq!(side.expect("some").username, "u");
    let calls = service.calls.lock();
    let count = |name: &str| calls.iter().filter(|(it, ..)| it == name).count();
    assert_eq!((count("GetSecretValue"), count("GetParameters")), (2, 2));
    for (operation, _, scope) in &*calls {
        assert!(scope.starts_with("ASIAROLE/"), "{operation} by {scope}");
    }
    let shown = format!("{secrets:?} {main:?}");
    assert!(
        !shown.contains("value of") && !shown.contains("5432"),
        "{shown}"
    );
}

async fn refused(script: Script, secrets: &[Value], part: &str) {
    let (service, source, _) = source(script).await;
    let task = task(&[json!({"name": "main", "secrets": secrets})]);
    let failure = source.fetch(&task).await.expect_err("a failure");
    let text = failure.to_string();
    let head = "ResourceInitializationError: unable to pull secrets or registry auth: ";
    assert!(text.starts_with(head), "{text}");
    assert!(text.contains(part), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
    assert!(service.calls.lock().len() < 30, "calls are bounded");
}

#[tokio::test]
async fn failures_say_what_was_missing_or_denied() {
    let missing: Script = |_, _, _| {
        let text = "Secrets Manager can't find the specified secret.";
        let body = json!({"__type": "ResourceNotFoundException", "message": text});
        (400, body)
    };
    refused(
        missing,
        &[secret("A", "asm", DB)],
        "ResourceNotFoundException",
    )
    .await;
    refused(missing, &[secret("A", "asm", DB)], DB).await;
    let denied: Script = |_, _, _| {
        (
            400,
            json!({"__type": "AccessDeniedException", "message": "no"}),
        )
    };
    refused(
        denied,
        &[secret("A", "ssm", "/p")],
        "AccessDeniedException: no",
    )
    .await;
    let invalid: Script = |_, input, _| {
        (
            200,
            json!({"Parameters": [], "InvalidParameters": input["Names"]}),
        )
    };
    let both = [secret("A", "ssm", "/p"), secret("B", "ssm", "/q")];
    refused(invalid, &both, "invalid ssm parameters: /p, /q").await;
    let no_key = secret("A", "asm", &format!("{DB}:nothing::"));
    refused(good, &[no_key], "did not contain json key nothing").await;
    let plain: Script = |_, _, _| (200, json!({"SecretString": "hunter2"}));
    let key = secret("A", "asm", &format!("{DB}:key::"));
    refused(plain, &[key], "did not contain json key key").await;
    let binary: Script = |_, _, _| (200, json!({"SecretBinary": "aHVudGVyMg=="}));
    refused(binary, &[secret("A", "asm", DB)], "no SecretString").await;
    let odd: Script = |_, _, _| (200, json!({"SecretString": ["hunter2"]}));
    refused(odd, &[secret("A", "asm", DB)], "answer").await;
    let malformed = secret("A", "asm", &format!("{DB}:key"));
    refused(good, &[malformed], "unexpected ARN format").await;
}

#[tokio::test]
async fn a_login_needs_user_and_password() {
    let plain: Script = |_, _, _| (200, json!({"SecretString": r#"{"username": "hunter2"}"#}));
    let (_, source, _) = source(plain).await;
    let auth = json!({
        "type": "asm",
        "asmAuthData": {"credentialsParameter": DB, "region": "us-east-1"},
    });
    let task = task(&[json!({"name": "main", "registryAuthentication": auth})]);
    let failure = source
        .fetch(&task)
        .await
        .expect_err("a failure")
        .to_string();
    assert!(failure.contains("username and password"), "{failure}");
    assert!(!failure.contains("hunter2"), "{failure}");
}

#[tokio::test]
async fn a_service_that_comes_back_is_waited_for_and_one_that_does_not_only_so_long() {
    let late: Script = |operation, input, call| match call {
        1..=7 => (
            503,
            json!({"__type": "InternalServiceError", "message": "later"}),
        ),
        _ => good(operation, input, call),
    };
    let (_, source_late, _) = source(late).await;
    let asks = task(&[json!({"name": "main", "secrets": [secret("A", "asm", DB)]})]);
    source_late.fetch(&asks).await.expect("fetched in the end");
    let never: Script = |_, _, _| {
        (
            500,
            json!({"__type": "InternalServiceError", "message": "no"}),
        )
    };
    refused(
        never,
        &[secret("A", "asm", DB)],
        "retried 5 time(s): InternalServiceError",
    )
    .await;
}

#[tokio::test]
async fn other_endpoints_are_asked_with_their_own_credentials() {
    let (service, source, url) = source(good).await;
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("credentials");
    let keys = "[default]\naws_access_key_id = AKIAFILE\naws_secret_access_key = s\n";
    std::fs::write(&file, keys).expect("written");
    let source = source.with_elsewhere(Elsewhere {
        secrets_manager: Some(format!("{url}/?r={{region}}")),
        ssm: None,
        credentials_file: Some(file.clone()),
    });
    let mut of_main = [secret("A", "asm", DB), secret("B", "ssm", "/p")];
    of_main[0]["region"] = json!("eu-west-1");
    let task = task(&[json!({"name": "main", "secrets": of_main})]);
    source.fetch(&task).await.expect("fetched");
    let mut scopes: Vec<_> = service.calls.lock().iter().map(|it| it.2.clone()).collect();
    scopes.sort();
    assert!(scopes[0].starts_with("AKIAFILE/"), "{scopes:?}");
    assert!(
        scopes[0].contains("/eu-west-1/secretsmanager/"),
        "{scopes:?}"
    );
    assert!(scopes[1].starts_with("ASIAROLE/"), "{scopes:?}");
    std::fs::write(&file, "").expect("written");
    let failure = source.fetch(&task).await.expect_err("no keys").to_string();
    assert!(failure.contains("no keys in [default]"), "{failure}");
}
