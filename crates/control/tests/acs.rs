//! What an agent hears over ACS, and when.

mod common;

use std::time::Duration;

use berth_control::LinkOptions;
use berth_ecs::credentials;
use berth_link::acs::{
    AgentMessage, DesiredStatus, IamRoleCredentialsAckRequest, ServerMessage, TaskIdentifier,
    TaskStopVerificationMessage,
};
use berth_model::Principal;
use common::Server;
use common::agent::Socket;
use serde_json::json;

/// Heartbeats far apart: nothing is sent again within a test.
const CALM: Duration = Duration::from_secs(30);
/// Heartbeats close together: what is open is soon sent again.
const BUSY: Duration = Duration::from_millis(100);

/// Reports a task's status, with its one container's.
async fn report(server: &Server, task: &str, status: &str) {
    let mut container = json!({"containerName": "main", "status": status});
    if status == "STOPPED" {
        container["exitCode"] = json!(0);
    }
    let input = json!({"cluster": "default", "task": task, "status": status,
                       "containers": [container]});
    let answer = server
        .call_as(&server.keys.agent, "SubmitTaskStateChange", input)
        .await;
    assert_eq!(answer.0, 200, "{}", answer.1);
}

#[tokio::test]
async fn a_task_is_started_and_stopped() {
    let server = Server::start(CALM).await;
    let instance = server.register_instance().await;
    server.register_definition(json!({})).await;
    let mut agent = Socket::acs(&server, &instance, true)
        .await
        .expect("admitted");
    let manifest = agent.manifest().await;
    assert!(manifest.tasks.is_empty());
    assert_eq!(manifest.container_instance_arn, instance);
    assert!(server.agent_connected(&instance).await);

    let task = server.run_task().await;
    let start = agent.payload().await;
    assert_eq!(start.tasks.len(), 1);
    assert_eq!(start.tasks[0].arn, task);
    assert_eq!(start.tasks[0].desired_status, DesiredStatus::Running);
    assert_eq!(start.tasks[0].containers[0].name, "main");
    assert!(start.seq_num.expect("numbered") > manifest.timeline);
    agent.ack(&start).await;
    report(&server, &task, "RUNNING").await;
    assert_eq!(server.task(&task).await["lastStatus"], "RUNNING");

    server.ok("StopTask", json!({"task": task})).await;
    let stop = agent.payload().await;
    assert_eq!(stop.tasks[0].arn, task);
    assert_eq!(stop.tasks[0].desired_status, DesiredStatus::Stopped);
    agent.ack(&stop).await;
    report(&server, &task, "STOPPED").await;
    let stopped = server.task(&task).await;
    assert_eq!(stopped["lastStatus"], "STOPPED");
    assert_eq!(stopped["stopCode"], "UserInitiated");
    server.stop().await;
}

#[tokio::test]
async fn a_payload_is_sent_again_until_it_is_acknowledged() {
    let server = Server::start(BUSY).await;
    let instance = server.register_instance().await;
    server.register_definition(json!({})).await;
    let mut agent = Socket::acs(&server, &instance, true)
        .await
        .expect("admitted");
    agent.manifest().await;
    let task = server.run_task().await;
    let first = agent.payload().await;
    let second = agent.payload().await;
    assert_eq!(second.tasks[0].arn, task);
    assert_ne!(first.message_id, second.message_id);
    agent.ack(&second).await;
    // Whatever comes after this many heartbeats was not sent again.
    for _ in 0..5 {
        let frame = agent.frame().await.expect("still connected");
        let message = ServerMessage::decode(&frame).expect("known");
        let ServerMessage::HeartbeatMessage(heartbeat) = message else {
            panic!("sent again after the acknowledgement: {frame}");
        };
        let message_id = heartbeat.message_id;
        let ack = berth_link::acs::HeartbeatAckRequest { message_id };
        agent
            .send(AgentMessage::HeartbeatAckRequest(ack).encode())
            .await;
    }
    server.stop().await;
}

#[tokio::test]
async fn a_stopped_report_ends_a_payload_that_is_never_acknowledged() {
    let server = Server::start(BUSY).await;
    let instance = server.register_instance().await;
    server.register_definition(json!({})).await;
    let mut agent = Socket::acs(&server, &instance, true)
        .await
        .expect("admitted");
    agent.manifest().await;
    let task = server.run_task().await;
    agent.payload().await;
    report(&server, &task, "STOPPED").await;
    // One more may have been on its way.
    let mut heartbeats = 0;
    while heartbeats < 5 {
        let frame = agent.frame().await.expect("still connected");
        match ServerMessage::decode(&frame).expect("known") {
            ServerMessage::HeartbeatMessage(heartbeat) => {
                heartbeats += 1;
                let message_id = heartbeat.message_id;
                let ack = berth_link::acs::HeartbeatAckRequest { message_id };
                agent
                    .send(AgentMessage::HeartbeatAckRequest(ack).encode())
                    .await;
            }
            other => assert_eq!(heartbeats, 0, "sent again after the report: {other:?}"),
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn the_newest_connection_wins_and_is_told_everything() {
    let server = Server::start(CALM).await;
    let instance = server.register_instance().await;
    server.register_definition(json!({})).await;
    let mut first = Socket::acs(&server, &instance, true)
        .await
        .expect("admitted");
    let first_manifest = first.manifest().await;
    let task = server.run_task().await;
    first.payload().await;

    let mut second = Socket::acs(&server, &instance, false)
        .await
        .expect("admitted");
    assert_eq!(second.payload().await.tasks[0].arn, task);
    let manifest = second.manifest().await;
    assert!(manifest.timeline > first_manifest.timeline);
    assert_eq!(manifest.tasks[0].task_arn, task);
    assert_eq!(first.message().await, Err(4001));
    assert!(server.agent_connected(&instance).await);

    second.drop_without_goodbye();
    server
        .until("the agent counts as gone", async || {
            !server.agent_connected(&instance).await
        })
        .await;
    server.stop().await;
}

#[tokio::test]
async fn an_agent_that_stops_answering_heartbeats_is_gone() {
    let server = Server::start(BUSY).await;
    let instance = server.register_instance().await;
    let mut agent = Socket::acs(&server, &instance, true)
        .await
        .expect("admitted");
    agent.manifest().await;
    // It reads, so that pings are answered, and acknowledges nothing.
    let mut heartbeats = 0;
    while agent.frame().await.is_ok() {
        heartbeats += 1;
    }
    assert_eq!(heartbeats, LinkOptions::default().missed_max);
    server
        .until("the agent counts as gone", async || {
            !server.agent_connected(&instance).await
        })
        .await;
    server.stop().await;
}

#[tokio::test]
async fn a_host_that_answers_no_pings_is_dead() {
    let server = Server::start_linked(LinkOptions {
        heartbeat: CALM,
        ping: Duration::from_millis(20),
        ..LinkOptions::default()
    })
    .await;
    let instance = server.register_instance().await;
    let mut agent = Socket::acs(&server, &instance, true)
        .await
        .expect("admitted");
    agent.manifest().await;
    // The connection stands, but nobody reads from it any more.
    server
        .until("the agent counts as gone", async || {
            !server.agent_connected(&instance).await
        })
        .await;
    drop(agent);
    server.stop().await;
}

#[tokio::test]
async fn only_what_is_not_wanted_is_stopped_after_a_manifest() {
    let server = Server::start(CALM).await;
    let instance = server.register_instance().await;
    server.register_definition(json!({})).await;
    let mut agent = Socket::acs(&server, &instance, true)
        .await
        .expect("admitted");
    let manifest = agent.manifest().await;
    let wanted = server.run_task().await;
    let payload = agent.payload().await;
    agent.ack(&payload).await;
    let unknown = wanted.rsplit_once('/').expect("an ARN").0.to_owned() + "/" + &"f".repeat(32);
    let candidate = |arn: &str| TaskIdentifier {
        task_arn: arn.to_owned(),
        task_cluster_arn: manifest.cluster_arn.clone(),
        desired_status: DesiredStatus::Stopped,
    };
    let question = TaskStopVerificationMessage {
        message_id: manifest.message_id.clone(),
        stop_candidates: vec![candidate(&wanted), candidate(&unknown)],
    };
    agent
        .send(AgentMessage::TaskStopVerificationMessage(question).encode())
        .await;
    let Ok(ServerMessage::TaskStopVerificationAck(answer)) = agent.message().await else {
        panic!("not a verification");
    };
    assert_eq!(answer.message_id, manifest.message_id);
    assert_eq!(answer.stop_tasks, [candidate(&unknown)]);
    server.stop().await;
}

#[tokio::test]
async fn credentials_come_with_the_task_and_again_when_asked_for() {
    let server = Server::start(CALM).await;
    let instance = server.register_instance().await;
    let role = "arn:aws:iam::123456789012:role/web";
    server
        .register_definition(json!({"taskRoleArn": role}))
        .await;
    let mut agent = Socket::acs(&server, &instance, true)
        .await
        .expect("admitted");
    agent.manifest().await;
    let task = server.run_task().await;
    let payload = agent.payload().await;
    let given = payload.tasks[0]
        .role_credentials
        .clone()
        .expect("with credentials");
    assert_eq!(given.role_arn, role);
    agent.ack(&payload).await;
    agent.fence().await;
    report(&server, &task, "RUNNING").await;

    // The same process comes back: it has them already.
    let mut agent = Socket::acs(&server, &instance, false)
        .await
        .expect("admitted");
    assert_eq!(agent.manifest().await.tasks.len(), 1);
    // A new process comes: it has none.
    let mut agent = Socket::acs(&server, &instance, true)
        .await
        .expect("admitted");
    let again = agent.credentials().await;
    assert_eq!(again.task_arn, task);
    assert_eq!(again.role_credentials, given);
    agent.manifest().await;
    server.stop().await;
}

#[tokio::test]
async fn refreshed_credentials_keep_their_id_and_are_sent_until_acknowledged() {
    let server = Server::start(BUSY).await;
    let instance = server.register_instance().await;
    let role = "arn:aws:iam::123456789012:role/web";
    server
        .register_definition(json!({"taskRoleArn": role}))
        .await;
    let mut agent = Socket::acs(&server, &instance, true)
        .await
        .expect("admitted");
    agent.manifest().await;
    let task = server.run_task().await;
    let payload = agent.payload().await;
    let given = payload.tasks[0]
        .role_credentials
        .clone()
        .expect("with credentials");
    agent.ack(&payload).await;
    report(&server, &task, "RUNNING").await;
    let refreshed = server.handle.transact(Principal::Root, |tx, cx| {
        // Half an hour before they end.
        let later = cx
            .now
            .plus_seconds(credentials::Lifetime::default().seconds - 1800);
        credentials::refresh(tx, cx.entropy, later, cx.lifetime);
        Ok(())
    });
    refreshed.await.expect("stored");
    let first = agent.credentials().await;
    assert_eq!(first.task_arn, task);
    assert_eq!(first.role_credentials.credentials_id, given.credentials_id);
    assert_ne!(
        first.role_credentials.secret_access_key,
        given.secret_access_key
    );
    assert!(first.role_credentials.expiration > given.expiration);
    let second = agent.credentials().await;
    assert_eq!(second.role_credentials, first.role_credentials);
    let ack = IamRoleCredentialsAckRequest {
        message_id: second.message_id,
        credentials_id: given.credentials_id,
        expiration: second.role_credentials.expiration,
    };
    agent
        .send(AgentMessage::IAMRoleCredentialsAckRequest(ack).encode())
        .await;
    agent.fence().await;
    // Three heartbeats on, nothing has been sent again.
    for _ in 0..3 {
        let frame = agent.frame().await.expect("still connected");
        let message = ServerMessage::decode(&frame).expect("known");
        assert!(
            matches!(message, ServerMessage::HeartbeatMessage(_)),
            "{frame}"
        );
    }
    server.stop().await;
}

#[tokio::test]
async fn strangers_are_refused_by_name() {
    let server = Server::start(CALM).await;
    let instance = server.register_instance().await;
    let refused = |answer: Result<Socket, (u16, serde_json::Value)>| match answer {
        Ok(_) => panic!("admitted"),
        Err((status, body)) => {
            let object = body.as_object().expect("an object").clone();
            (status, object.keys().next().expect("a name").clone())
        }
    };
    let key = Some(&server.keys.agent);
    let query = format!("clusterArn=default&containerInstanceArn={instance}");
    let unsigned = Socket::open(&server, "/acs/ws", &query, None).await;
    assert_eq!(refused(unsigned), (403, "AccessDeniedException".into()));
    let mut stranger = server.keys.agent.clone();
    stranger.secret = "x".repeat(40);
    let forged = Socket::open(&server, "/acs/ws", &query, Some(&stranger)).await;
    assert_eq!(refused(forged), (403, "AccessDeniedException".into()));
    let elsewhere = format!("clusterArn=other&containerInstanceArn={instance}");
    let elsewhere = Socket::open(&server, "/acs/ws", &elsewhere, key).await;
    assert_eq!(refused(elsewhere), (400, "InvalidClusterException".into()));
    let unknown = Socket::acs(&server, &"0".repeat(32), true).await;
    assert_eq!(refused(unknown), (400, "InvalidInstanceException".into()));
    server
        .ok(
            "DeregisterContainerInstance",
            json!({"containerInstance": instance}),
        )
        .await;
    let inactive = Socket::acs(&server, &instance, true).await;
    assert_eq!(refused(inactive), (400, "InactiveInstanceException".into()));
    let inactive = Socket::tcs(&server, &instance).await;
    assert_eq!(refused(inactive), (400, "InactiveInstanceException".into()));
    server.stop().await;
}

#[tokio::test]
async fn a_deregistered_instances_agent_is_sent_away() {
    let server = Server::start(CALM).await;
    let instance = server.register_instance().await;
    let mut agent = Socket::acs(&server, &instance, true)
        .await
        .expect("admitted");
    agent.manifest().await;
    server
        .ok(
            "DeregisterContainerInstance",
            json!({"containerInstance": instance}),
        )
        .await;
    assert_eq!(agent.message().await, Err(1000));
    server.stop().await;
}

/// An agent drops a manifest whose number is not above all numbers it saw before.
#[tokio::test]
async fn a_manifest_counts_although_the_data_are_older_than_the_agent_s() {
    let (newer, restored) = (
        tempfile::tempdir().expect("a directory"),
        tempfile::tempdir().expect("a directory"),
    );
    let server = Server::start_in(newer.path()).await;
    let instance = server.register_instance().await;
    server.stop().await;
    copy(newer.path(), restored.path());

    let server = Server::start_in(newer.path()).await;
    server.register_definition(json!({})).await;
    let mut agent = Socket::acs(&server, &instance, true)
        .await
        .expect("admitted");
    agent.manifest().await;
    let task = server.run_task().await;
    let start = agent.payload().await;
    assert_eq!(start.tasks[0].arn, task);
    server.stop().await;

    let server = Server::start_in(restored.path()).await;
    let mut agent = Socket::acs(&server, &instance, false)
        .await
        .expect("admitted");
    let manifest = agent.manifest().await;
    assert!(manifest.tasks.is_empty());
    assert!(manifest.timeline > start.seq_num.expect("numbered"));
    server.stop().await;
}

/// Copies a directory with all that is in it.
fn copy(from: &std::path::Path, to: &std::path::Path) {
    for entry in std::fs::read_dir(from).expect("a directory") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            std::fs::create_dir_all(&to).expect("made");
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).expect("copied");
        }
    }
}

#[tokio::test]
async fn nothing_is_forgotten_over_a_restart() {
    let dir = tempfile::tempdir().expect("a directory");
    let server = Server::start_in(dir.path()).await;
    let instance = server.register_instance().await;
    server.register_definition(json!({})).await;
    let mut agent = Socket::acs(&server, &instance, true)
        .await
        .expect("admitted");
    let before = agent.manifest().await;
    let task = server.run_task().await;
    agent.payload().await;
    let keys = server.keys.clone();
    server.stop().await;
    assert_eq!(agent.message().await, Err(1001));

    let server = Server::start_in(dir.path()).await;
    assert_eq!(server.keys, keys);
    assert!(!server.agent_connected(&instance).await);
    let mut agent = Socket::acs(&server, &instance, false)
        .await
        .expect("admitted");
    assert_eq!(agent.payload().await.tasks[0].arn, task);
    let after = agent.manifest().await;
    assert!(after.timeline > before.timeline);
    assert_eq!(after.tasks[0].task_arn, task);
    server.stop().await;
}
