//! Secrets and parameters over HTTP and over restarts: what was answered is there, what was kept is
//! not readable without the key.

mod common;

use std::path::Path;

use common::Server;
use serde_json::{Value, json};

const MANAGER: (&str, &str) = ("secretsmanager", "secretsmanager");
const SSM: (&str, &str) = ("AmazonSSM", "ssm");
const PLAIN: &str = "correct-horse-battery-staple";

impl Server {
    async fn manager(&self, operation: &str, input: Value) -> (u16, Value) {
        self.call_service(&self.keys.root, MANAGER, operation, input)
            .await
    }

    async fn ssm(&self, operation: &str, input: Value) -> (u16, Value) {
        self.call_service(&self.keys.root, SSM, operation, input)
            .await
    }
}

/// Files below `dir` that hold `text`, how many there are in all.
fn holding(dir: &Path, text: &str) -> (Vec<String>, usize) {
    let (mut found, mut count, mut todo) = (Vec::new(), 0, vec![dir.to_owned()]);
    while let Some(dir) = todo.pop() {
        for entry in std::fs::read_dir(dir).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                todo.push(path);
                continue;
            }
            count += 1;
            let bytes = std::fs::read(&path).expect("a file");
            if bytes.windows(text.len()).any(|it| it == text.as_bytes()) {
                found.push(path.display().to_string());
            }
        }
    }
    (found, count)
}

#[tokio::test]
async fn secrets_outlive_the_control_plane_and_are_of_no_use_without_their_key() {
    let dir = tempfile::tempdir().expect("a directory");
    let server = Server::start_in(dir.path()).await;
    let asked = json!({"Name": "db", "SecretString": PLAIN});
    let (status, made) = server.manager("CreateSecret", asked).await;
    assert_eq!(status, 200, "{made}");
    let asked = json!({"Name": "/web/pw", "Value": PLAIN, "Type": "SecureString"});
    let (status, put) = server.ssm("PutParameter", asked).await;
    assert_eq!((status, &put["Version"]), (200, &json!(1)), "{put}");
    let asked = json!({"Name": "/web/url", "Value": PLAIN, "Type": "String"});
    assert_eq!(server.ssm("PutParameter", asked).await.0, 200);
    server.stop().await;
    let (found, count) = holding(dir.path(), PLAIN);
    assert_eq!(found, Vec::<String>::new());
    assert!(count >= 3, "{count} files looked at");
    let checked = berth_control::check(dir.path()).expect("checked");
    assert_eq!(checked.violations, []);
    assert!(!format!("{checked:?}").contains(PLAIN));

    let server = Server::start_in(dir.path()).await;
    let (_, got) = server
        .manager("GetSecretValue", json!({"SecretId": "db"}))
        .await;
    assert_eq!(got["SecretString"], PLAIN);
    let asked = json!({"Names": ["/web/pw", "/web/url"], "WithDecryption": true});
    let (_, got) = server.ssm("GetParameters", asked.clone()).await;
    assert_eq!(got["Parameters"][0]["Value"], PLAIN);
    assert_eq!(got["Parameters"][1]["Value"], PLAIN);
    server.stop().await;

    let key_file = dir.path().join("secrets.key");
    let kept = std::fs::read(&key_file).expect("a key file");
    std::fs::remove_file(&key_file).expect("removed");
    let server = Server::start_in(dir.path()).await;
    let (status, body) = server
        .manager("GetSecretValue", json!({"SecretId": "db"}))
        .await;
    assert_eq!(
        (status, &body["__type"]),
        (400, &json!("DecryptionFailure"))
    );
    let message = body["message"].as_str().expect("a message");
    assert!(message.contains("not among the region's keys"), "{message}");
    let (status, body) = server.ssm("GetParameters", asked.clone()).await;
    assert_eq!((status, &body["__type"]), (400, &json!("InvalidKeyId")));
    let again = json!({"SecretId": "db", "SecretString": "new"});
    assert_eq!(server.manager("PutSecretValue", again).await.0, 200);
    server.stop().await;

    // Both keys: everything reads, and moves under the newest.
    let newest = std::fs::read(&key_file).expect("another key file");
    let both = [kept, newest.clone()].concat();
    std::fs::write(&key_file, both).expect("written");
    Server::start_in(dir.path()).await.stop().await;
    std::fs::write(&key_file, newest).expect("written");
    let server = Server::start_in(dir.path()).await;
    let asked_old = json!({"SecretId": "db", "VersionStage": "AWSPREVIOUS"});
    let (_, got) = server.manager("GetSecretValue", asked_old).await;
    assert_eq!(got["SecretString"], PLAIN);
    let (_, got) = server.ssm("GetParameters", asked).await;
    assert_eq!(got["Parameters"][0]["Value"], PLAIN);
    server.stop().await;
}

#[tokio::test]
async fn bad_input_and_unbuilt_operations_get_their_models_errors() {
    let dir = tempfile::tempdir().expect("a directory");
    let server = Server::start_in(dir.path()).await;
    let check = |answer: (u16, Value), code: &str, part: &str| {
        let (status, body) = answer;
        assert_eq!((status, &body["__type"]), (400, &json!(code)), "{body}");
        let message = body["message"].as_str().expect("a message");
        assert!(message.contains(part), "{message}");
    };
    let invalid = "InvalidParameterException";
    check(
        server.manager("CreateSecret", json!({})).await,
        invalid,
        "Name",
    );
    let short = json!({"Name": "a", "ClientRequestToken": "short"});
    check(
        server.manager("CreateSecret", short).await,
        invalid,
        "ClientRequestToken",
    );
    let unbuilt = server
        .manager("RotateSecret", json!({"SecretId": "a"}))
        .await;
    check(unbuilt, "InvalidRequestException", "RotateSecret");
    let nothing = server.manager("Nothing", json!({})).await;
    check(nothing, "UnknownOperationException", "");
    let missing = server.ssm("PutParameter", json!({"Name": "a"})).await;
    check(missing, "ValidationException", "Value");
    let kind = json!({"Name": "a", "Value": "v", "Type": "Text"});
    check(
        server.ssm("PutParameter", kind).await,
        "ValidationException",
        "SecureString",
    );
    let agent = &server.keys.agent;
    let asked = json!({"SecretId": "db"});
    let denied = server
        .call_service(agent, MANAGER, "GetSecretValue", asked)
        .await;
    check(
        denied,
        "AccessDeniedException",
        "secretsmanager:GetSecretValue",
    );
    server.stop().await;
}
