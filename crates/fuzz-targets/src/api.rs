//! Bodies of API requests.

use berth_api_ecs as ecs_api;
use berth_api_logs as logs_api;
use berth_api_secrets_manager as manager_api;
use berth_api_ssm as ssm_api;
use berth_ecs::{Context, definitions};
use berth_env::SeededEntropy;
use berth_model::{Names, Principal, State, Timestamp, Tx};
use berth_protocol::page;
use berth_protocol::shape;
use futures_util::FutureExt as _;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Answers every operation with the error its model has for what is not built.
struct Nobody;

impl ecs_api::Ecs for Nobody {
    type Context = ();
}

impl logs_api::Logs for Nobody {
    type Context = ();
}

impl manager_api::SecretsManager for Nobody {
    type Context = ();
}

impl ssm_api::Ssm for Nobody {
    type Context = ();
}

/// The first line is the operation's name, the rest the body.
fn split(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    Some((std::str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]))
}

pub(crate) fn ecs(bytes: &[u8]) {
    let Some((name, body)) = split(bytes) else {
        return;
    };
    let Some(operation) = ecs_api::Operation::from_name(name) else {
        return;
    };
    let answer = ecs_api::dispatch(&Nobody, (), operation, body).now_or_never();
    let fault = answer.expect("nobody waits").expect_err("nobody answers");
    assert!(fault.status >= 400, "{fault:?}");
    round_trip::<ecs_api::RegisterTaskDefinitionRequest>(body);
    round_trip::<ecs_api::RunTaskRequest>(body);
}

pub(crate) fn logs(bytes: &[u8]) {
    let Some((name, body)) = split(bytes) else {
        return;
    };
    let Some(operation) = logs_api::Operation::from_name(name) else {
        return;
    };
    let answer = logs_api::dispatch(&Nobody, (), operation, body).now_or_never();
    let fault = answer.expect("nobody waits").expect_err("nobody answers");
    assert!(fault.status >= 400, "{fault:?}");
    round_trip::<logs_api::PutLogEventsRequest>(body);
}

pub(crate) fn secrets_manager(bytes: &[u8]) {
    let Some((name, body)) = split(bytes) else {
        return;
    };
    let Some(operation) = manager_api::Operation::from_name(name) else {
        return;
    };
    let answer = manager_api::dispatch(&Nobody, (), operation, body).now_or_never();
    let fault = answer.expect("nobody waits").expect_err("nobody answers");
    assert!(fault.status >= 400, "{fault:?}");
    round_trip::<manager_api::CreateSecretRequest>(body);
}

pub(crate) fn ssm(bytes: &[u8]) {
    let Some((name, body)) = split(bytes) else {
        return;
    };
    let Some(operation) = ssm_api::Operation::from_name(name) else {
        return;
    };
    let answer = ssm_api::dispatch(&Nobody, (), operation, body).now_or_never();
    let fault = answer.expect("nobody waits").expect_err("nobody answers");
    assert!(fault.status >= 400, "{fault:?}");
    round_trip::<ssm_api::PutParameterRequest>(body);
}

/// What was read is written so that it reads as the same.
fn round_trip<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(body: &[u8]) {
    let Ok(value) = serde_json::from_slice::<T>(body) else {
        return;
    };
    let text = serde_json::to_string(&value).expect("writes");
    let again: T = serde_json::from_str(&text).expect("reads what it wrote");
    assert_eq!(again, value);
}

/// A definition that is accepted is described as one that is accepted.
pub(crate) fn register_task_definition(body: &[u8]) {
    let Ok(input) = shape::decode::<ecs_api::RegisterTaskDefinitionRequest>(body) else {
        return;
    };
    let Some(registered) = register(input) else {
        return;
    };
    let mut text = serde_json::to_value(&registered).expect("writes");
    let fields = text.as_object_mut().expect("an object");
    for name in [
        "taskDefinitionArn",
        "revision",
        "status",
        "requiresAttributes",
        "compatibilities",
        "registeredAt",
        "registeredBy",
    ] {
        fields.remove(name);
    }
    let input = shape::decode(text.to_string().as_bytes()).expect("is what a request may be");
    let again = register(input).expect("is accepted again");
    assert_eq!(
        again.container_definitions,
        registered.container_definitions
    );
}

fn register(input: ecs_api::RegisterTaskDefinitionRequest) -> Option<ecs_api::TaskDefinition> {
    let mut tx = Tx::new(State::default());
    let names = Names {
        region: "us-east-1".into(),
        account: "123456789012".into(),
    };
    let mut cx = Context {
        names: &names,
        principal: &Principal::Root,
        now: Timestamp(1_795_000_000_000),
        entropy: &mut SeededEntropy::new(1),
        lifetime: berth_ecs::credentials::Lifetime::default(),
    };
    let answer = definitions::register_task_definition(&mut tx, &mut cx, input).ok()?;
    answer.task_definition
}

pub(crate) fn page_token(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(position) = page::decode::<(String, u32)>("ListTaskDefinitions", &text) {
        let token = page::encode("ListTaskDefinitions", &position);
        assert_eq!(page::decode("ListTaskDefinitions", &token), Ok(position));
        assert!(page::decode::<(String, u32)>("ListTasks", &text).is_err());
    }
    // What is not a token is the position of one that is.
    let token = page::encode("ListClusters", &*text);
    assert_eq!(
        page::decode::<String>("ListClusters", &token).as_deref(),
        Ok(&*text)
    );
}
