//! Health and figures over TCS.

mod common;

use std::time::Duration;

use berth_link::tcs::{
    AgentMessage, ContainerHealth, ContainerMetric, InstanceStatus, InstanceStatusMetadata,
    Metadata, PublishHealthRequest, PublishInstanceStatusRequest, PublishMetricsRequest,
    ServerMessage, StatsSet, TaskHealth, TaskMetric, join_frame,
};
use berth_model::Arn;
use common::agent::Socket;
use common::{Server, text};
use serde_json::json;

async fn publish(socket: &mut Socket, message: &AgentMessage) -> ServerMessage {
    let headers = [("Host", "h"), ("X-Amz-Date", "d"), ("Authorization", "a")];
    socket.send(join_frame(&headers, &message.encode())).await;
    loop {
        let frame = socket.frame().await.expect("connected");
        match ServerMessage::decode(&frame).expect("known") {
            ServerMessage::HeartbeatMessage(_) => {}
            answer => return answer,
        }
    }
}

async fn health(socket: &mut Socket, task: &str, status: &str) {
    let message = AgentMessage::PublishHealthRequest(PublishHealthRequest {
        tasks: vec![TaskHealth {
            task_arn: task.into(),
            containers: vec![ContainerHealth {
                container_name: "main".into(),
                health_status: status.into(),
                status_since: 1.5,
            }],
            ..TaskHealth::default()
        }],
        ..PublishHealthRequest::default()
    });
    let answer = publish(socket, &message).await;
    assert!(
        matches!(answer, ServerMessage::AckPublishHealth(_)),
        "{answer:?}"
    );
}

#[tokio::test]
async fn health_reaches_the_task() {
    let server = Server::start(Duration::from_millis(50)).await;
    let instance = server.register_instance().await;
    let container = json!([{"name": "main", "image": "web:1", "memory": 64,
                            "healthCheck": {"command": ["CMD-SHELL", "true"]}}]);
    server
        .register_definition(json!({"containerDefinitions": container}))
        .await;
    let _acs = Socket::acs(&server, &instance, true)
        .await
        .expect("admitted");
    server
        .until("the agent is connected", async || {
            server.agent_connected(&instance).await
        })
        .await;
    let task = server.run_task().await;
    let mut socket = Socket::tcs(&server, &instance).await.expect("admitted");
    health(&mut socket, &task, "HEALTHY").await;
    assert_eq!(
        server.task(&task).await["containers"][0]["healthStatus"],
        "HEALTHY"
    );
    health(&mut socket, &task, "UNHEALTHY").await;
    let seen = server.task(&task).await;
    assert_eq!(seen["containers"][0]["healthStatus"], "UNHEALTHY");
    health(&mut socket, &task, "UNHEALTHY").await;
    let again = server.task(&task).await;
    assert_eq!(again["version"], seen["version"], "no news is no change");
    server.stop().await;
}

#[tokio::test]
async fn an_agent_speaks_for_its_own_tasks_only() {
    let server = Server::start(Duration::from_secs(30)).await;
    let one = server.register_instance().await;
    let container = json!([{"name": "main", "image": "web:1", "memory": 64,
                            "healthCheck": {"command": ["CMD-SHELL", "true"]}}]);
    server
        .register_definition(json!({"containerDefinitions": container}))
        .await;
    let mut agent = Socket::acs(&server, &one, true).await.expect("admitted");
    agent.manifest().await;
    let task = server.run_task().await;
    let before = server.task(&task).await;
    let two = server.register_instance().await;
    assert_ne!(one, two);
    let mut socket = Socket::tcs(&server, &two).await.expect("admitted");
    health(&mut socket, &task, "UNHEALTHY").await;
    assert_eq!(server.task(&task).await, before);
    server.stop().await;
}

#[tokio::test]
async fn figures_and_instance_status_are_kept() {
    let server = Server::start(Duration::from_secs(30)).await;
    let instance = server.register_instance().await;
    let mut socket = Socket::tcs(&server, &instance).await.expect("admitted");
    let metrics = AgentMessage::PublishMetricsRequest(PublishMetricsRequest {
        metadata: Metadata {
            fin: true,
            message_id: "m".into(),
            ..Metadata::default()
        },
        task_metrics: vec![TaskMetric {
            task_arn: "t".into(),
            container_metrics: vec![ContainerMetric {
                container_name: "main".into(),
                cpu_stats_set: StatsSet::of(&[1.0, 3.0]),
                ..ContainerMetric::default()
            }],
            ..TaskMetric::default()
        }],
        timestamp: 1.5,
    });
    let answer = publish(&mut socket, &metrics).await;
    assert!(
        matches!(answer, ServerMessage::AckPublishMetric(_)),
        "{answer:?}"
    );
    let id = Arn::parse(&instance)
        .expect("an ARN")
        .last()
        .parse()
        .expect("an id");
    let kept = server.telemetry.of(id, "t").expect("kept");
    assert_eq!(
        kept.container_metrics[0].cpu_stats_set.map(|it| it.sum),
        Some(4.0)
    );

    let status = AgentMessage::PublishInstanceStatusRequest(PublishInstanceStatusRequest {
        metadata: InstanceStatusMetadata::default(),
        statuses: vec![InstanceStatus {
            r#type: "ContainerRuntime".into(),
            status: "OK".into(),
            last_updated: 1.5,
            last_status_change: 1.5,
        }],
        timestamp: 1.5,
    });
    let answer = publish(&mut socket, &status).await;
    assert!(
        matches!(answer, ServerMessage::AckPublishInstanceStatus(_)),
        "{answer:?}"
    );
    let input = json!({"containerInstances": [instance], "include": ["CONTAINER_INSTANCE_HEALTH"]});
    let body = server.ok("DescribeContainerInstances", input).await;
    let health = &body["containerInstances"][0]["healthStatus"];
    assert_eq!(text(&health["details"][0]["status"]), "OK", "{body}");
    server.stop().await;
}

#[tokio::test]
async fn rubbish_is_dropped_and_the_link_stays() {
    let server = Server::start(Duration::from_secs(30)).await;
    let instance = server.register_instance().await;
    let mut socket = Socket::tcs(&server, &instance).await.expect("admitted");
    for rubbish in [
        "",
        "\r\n\r\n",
        "x",
        "{}",
        r#"{"type":"Unheard","message":{}}"#,
    ] {
        socket.send(rubbish.into()).await;
    }
    let idle = AgentMessage::PublishMetricsRequest(PublishMetricsRequest::default());
    let answer = publish(&mut socket, &idle).await;
    assert!(
        matches!(answer, ServerMessage::AckPublishMetric(_)),
        "{answer:?}"
    );
    server.stop().await;
}
