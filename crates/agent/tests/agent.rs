//! The agent between a control plane and an executor that only pretend.

mod common;

use std::sync::Arc;

use berth_agent::{Error, RegisterError};
use berth_link::acs::{
    AgentMessage, HeartbeatMessage, IamRoleCredentialsMessage, RoleCredentials, RoleType,
    ServerMessage, TaskIdentifier, TaskManifestMessage, TaskStopVerificationAck, UpdateMessage,
};
use berth_link::tcs;
use common::{ControlPlane, FakeExecutor, INSTANCE, Seen, arn, stop, task};

fn acknowledged(seen: &Seen, id: &str) -> bool {
    seen.from_acs
        .iter()
        .any(|message| matches!(message, AgentMessage::AckRequest(ack) if ack.message_id == id))
}

fn has_status(seen: &Seen, arn: &str, status: &str) -> bool {
    seen.statuses(arn).iter().any(|reported| reported == status)
}

#[tokio::test]
async fn a_task_runs_and_stops() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let control = ControlPlane::start().await;
    let executor = Arc::new(FakeExecutor::default());
    let mut agent = control.agent(directory.path(), &executor);
    control.until_connected(1).await;
    let instance = agent.connection.wait_for(Option::is_some).await;
    assert_eq!(instance.expect("alive").as_deref(), Some(INSTANCE));
    control.look(|seen| {
        let query = &seen.acs_queries[0];
        assert!(query.contains("sendCredentials=true"), "{query}");
        assert!(query.contains("protocolVersion=2"), "{query}");
        let registration = seen.calls_of("RegisterContainerInstance")[0];
        assert_eq!(registration["totalResources"][2]["name"], "PORTS");
        assert!(registration.get("containerInstanceArn").is_none());
    });

    control.send(ServerMessage::HeartbeatMessage(HeartbeatMessage {
        message_id: "h".to_owned(),
        healthy: true,
    }));
    control.payload("m1", vec![task("1")]);
    control
        .until("acknowledged", |seen| acknowledged(seen, "m1"))
        .await;
    control
        .until("running", |seen| has_status(seen, &arn("1"), "RUNNING"))
        .await;
    control.payload("m2", vec![stop("1")]);
    control
        .until("stopped", |seen| has_status(seen, &arn("1"), "STOPPED"))
        .await;
    control.look(|seen| {
        assert_eq!(seen.statuses(&arn("1")), ["PENDING", "RUNNING", "STOPPED"]);
        let reports = seen.reports(&arn("1"));
        assert_eq!(reports[0]["cluster"], "default");
        assert!(reports[1]["pullStartedAt"].is_f64(), "{}", reports[1]);
        let last = &reports[2]["containers"][0];
        assert_eq!(last["exitCode"], 143);
        assert_eq!(last["runtimeId"], "ab".repeat(32));
        assert!(reports[2]["executionStoppedAt"].is_f64());
        let heartbeats = seen.from_acs.iter();
        let answered = heartbeats
            .filter(|m| matches!(m, AgentMessage::HeartbeatAckRequest(a) if a.message_id == "h"));
        assert_eq!(answered.count(), 1);
    });
    agent.stop().await.expect("stops in order");
}

#[tokio::test]
async fn a_restarted_agent_starts_nothing_twice_and_misses_nothing() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let control = ControlPlane::start().await;
    let executor = Arc::new(FakeExecutor::default());
    let agent = control.agent(directory.path(), &executor);
    control.until_connected(1).await;
    control.payload("m1", vec![task("1"), task("2")]);
    for id in ["1", "2"] {
        control
            .until("running", |seen| has_status(seen, &arn(id), "RUNNING"))
            .await;
    }
    agent.stop().await.expect("stops in order");
    executor.exit(&arn("1"), "main", 3).await;

    let agent = control.agent(directory.path(), &executor);
    control
        .until("stopped", |seen| has_status(seen, &arn("1"), "STOPPED"))
        .await;
    control.until_connected(2).await;
    // The control plane, unsure, says it all again.
    control.payload("m2", vec![task("1"), task("2")]);
    control
        .until("acknowledged", |seen| acknowledged(seen, "m2"))
        .await;
    executor.exit(&arn("2"), "main", 0).await;
    control
        .until("stopped", |seen| has_status(seen, &arn("2"), "STOPPED"))
        .await;
    control.look(|seen| {
        let registrations = seen.calls_of("RegisterContainerInstance");
        assert_eq!(registrations[1]["containerInstanceArn"], INSTANCE);
        for id in ["1", "2"] {
            assert_eq!(
                seen.statuses(&arn(id)),
                ["PENDING", "RUNNING", "STOPPED"],
                "{id}"
            );
        }
        assert_eq!(seen.reports(&arn("1"))[2]["containers"][0]["exitCode"], 3);
    });
    assert_eq!(executor.starts(&arn("1"), "main"), 1);
    assert_eq!(executor.starts(&arn("2"), "main"), 1);
    agent.stop().await.expect("stops in order");
}

#[tokio::test]
async fn reports_are_repeated_until_they_are_taken_or_refused_for_good() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let control = ControlPlane::start().await;
    let executor = Arc::new(FakeExecutor::default());
    for _ in 0..4 {
        control.fail_next("SubmitTaskStateChange", 500, "ServerException");
    }
    let agent = control.agent(directory.path(), &executor);
    control.until_connected(1).await;
    control.payload("m1", vec![task("1")]);
    control
        .until("running", |seen| has_status(seen, &arn("1"), "RUNNING"))
        .await;
    control.fail_next("SubmitTaskStateChange", 400, "InvalidParameterException");
    executor.exit(&arn("1"), "main", 0).await;
    // Refused for good counts as told: the task is cleaned up and nothing is sent again.
    control
        .until("refused", |seen| {
            let refused = seen.calls_of("failed:SubmitTaskStateChange");
            refused.iter().any(|report| report["status"] == "STOPPED")
        })
        .await;
    let gone = async {
        while !executor.is_gone(&arn("1")) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), gone)
        .await
        .expect("cleaned up");
    control.look(|seen| assert_eq!(seen.statuses(&arn("1")), ["PENDING", "RUNNING"]));
    agent.stop().await.expect("stops in order");
}

#[tokio::test]
async fn what_is_not_in_the_manifest_is_stopped_once_verified() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let control = ControlPlane::start().await;
    let executor = Arc::new(FakeExecutor::default());
    let agent = control.agent(directory.path(), &executor);
    control.until_connected(1).await;
    control.payload("m1", vec![task("1"), task("2")]);
    control
        .until("running", |seen| has_status(seen, &arn("2"), "RUNNING"))
        .await;
    let identifier = |id: &str, desired_status| TaskIdentifier {
        task_arn: arn(id),
        task_cluster_arn: "c".to_owned(),
        desired_status,
    };
    control.send(ServerMessage::TaskManifestMessage(TaskManifestMessage {
        message_id: "man".to_owned(),
        timeline: 9,
        tasks: vec![identifier("1", berth_link::acs::DesiredStatus::Running)],
        ..TaskManifestMessage::default()
    }));
    control
        .until("candidates", |seen| {
            seen.from_acs.iter().any(|message| match message {
                AgentMessage::TaskStopVerificationMessage(verify) => {
                    verify.message_id == "man"
                        && verify.stop_candidates.len() == 1
                        && verify.stop_candidates[0].task_arn == arn("2")
                }
                _ => false,
            })
        })
        .await;
    control.send(ServerMessage::TaskStopVerificationAck(
        TaskStopVerificationAck {
            message_id: "man".to_owned(),
            generated_at: None,
            stop_tasks: vec![identifier("2", berth_link::acs::DesiredStatus::Stopped)],
        },
    ));
    control
        .until("stopped", |seen| has_status(seen, &arn("2"), "STOPPED"))
        .await;
    control.look(|seen| assert!(!has_status(seen, &arn("1"), "STOPPED")));
    agent.stop().await.expect("stops in order");
}

#[tokio::test]
async fn credentials_stay_in_memory_and_metrics_are_signed() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let control = ControlPlane::start().await;
    let executor = Arc::new(FakeExecutor::default());
    let agent = control.agent(directory.path(), &executor);
    control.until_connected(1).await;
    control
        .until("idle metrics", |seen| {
            seen.from_tcs.iter().any(|message| match message {
                tcs::AgentMessage::PublishMetricsRequest(metrics) => {
                    metrics.metadata.idle == Some(true) && metrics.metadata.fin
                }
                _ => false,
            })
        })
        .await;
    let keys = |secret: &str| RoleCredentials {
        credentials_id: "11111111-2222".to_owned(),
        access_key_id: "ASIA".to_owned(),
        secret_access_key: secret.to_owned(),
        expiration: "2030-01-01T00:00:00Z".to_owned(),
        ..RoleCredentials::default()
    };
    let mut with_role = task("1");
    with_role.role_credentials = Some(keys("first-secret"));
    control.payload("m1", vec![with_role]);
    control
        .until("running", |seen| has_status(seen, &arn("1"), "RUNNING"))
        .await;
    control.send(ServerMessage::IAMRoleCredentialsMessage(
        IamRoleCredentialsMessage {
            message_id: "cred".to_owned(),
            task_arn: arn("1"),
            task_cluster_arn: String::new(),
            role_type: RoleType::TaskApplication,
            role_credentials: keys("second-secret"),
        },
    ));
    control.send(ServerMessage::PerformUpdateMessage(UpdateMessage {
        message_id: "up".to_owned(),
        ..UpdateMessage::default()
    }));
    let answered = |seen: &Seen, id: &str| {
        seen.from_acs.iter().any(|message| match message {
            AgentMessage::IAMRoleCredentialsAckRequest(ack) => ack.message_id == id,
            AgentMessage::NackRequest(nack) => nack.message_id == id,
            _ => false,
        })
    };
    for id in ["m1", "cred", "up"] {
        control.until(id, |seen| answered(seen, id)).await;
    }
    let current = agent.credentials.get(&arn("1"), RoleType::TaskApplication);
    assert_eq!(
        current.map(|keys| keys.secret_access_key).as_deref(),
        Some("second-secret")
    );
    agent.stop().await.expect("stops in order");
    for entry in std::fs::read_dir(directory.path().join("engine")).expect("there") {
        let bytes = std::fs::read(entry.expect("there").path()).expect("reads");
        assert!(!String::from_utf8_lossy(&bytes).contains("-secret"));
    }
}

#[tokio::test]
async fn the_default_cluster_is_made_if_missing() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let control = ControlPlane::start().await;
    control.fail_next("RegisterContainerInstance", 400, "ClusterNotFoundException");
    let executor = Arc::new(FakeExecutor::default());
    let agent = control.agent(directory.path(), &executor);
    control.until_connected(1).await;
    control.look(|seen| {
        assert_eq!(seen.calls_of("CreateCluster").len(), 1);
        let first = seen.calls_of("failed:RegisterContainerInstance")[0];
        let second = seen.calls_of("RegisterContainerInstance")[0];
        assert_eq!(first["clientToken"], second["clientToken"]);
    });
    agent.stop().await.expect("stops in order");
}

#[tokio::test]
async fn a_refused_registration_ends_the_agent() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let control = ControlPlane::start().await;
    control.fail_next("RegisterContainerInstance", 400, "ClientException");
    let executor = Arc::new(FakeExecutor::default());
    let agent = control.agent(directory.path(), &executor);
    assert!(matches!(
        agent.ended().await,
        Err(Error::Register(RegisterError::Refused(_)))
    ));
}

#[tokio::test]
async fn an_instance_that_is_not_known_any_more_becomes_a_new_one() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let control = ControlPlane::start().await;
    let executor = Arc::new(FakeExecutor::default());
    let agent = control.agent(directory.path(), &executor);
    control.until_connected(1).await;
    agent.stop().await.expect("stops in order");

    control.fail_next_saying(
        "RegisterContainerInstance",
        400,
        "InvalidParameterException",
        "The referenced container instance was not found.",
    );
    let agent = control.agent(directory.path(), &executor);
    control.until_connected(2).await;
    control.look(|seen| {
        let failed = seen.calls_of("failed:RegisterContainerInstance")[0];
        assert!(failed["containerInstanceArn"].is_string());
        let anew = seen.calls_of("RegisterContainerInstance")[1];
        assert!(anew.get("containerInstanceArn").is_none());
    });
    agent.stop().await.expect("stops in order");
}
