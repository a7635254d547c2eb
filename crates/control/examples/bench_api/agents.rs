//! Container instances whose agents acknowledge everything at once and start nothing.

use berth_env::{Clock as _, SystemClock};
use berth_link::acs;
use berth_protocol::sigv4::{Request, Scope, sign};
use futures_util::{SinkExt as _, StreamExt as _};
use http::{HeaderMap, HeaderValue};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest as _};

use crate::Outcome;
use crate::client::Connection;
use crate::requests::ask;
use crate::server::Server;

const INSTANCES: usize = 100;
pub(crate) const CLUSTER: &str = "bench";

/// Registers instances in a cluster of their own, connects an agent for each, and registers the task
/// definition `small`.
pub(crate) async fn connect(server: &Server) -> Outcome<()> {
    let mut connection = Connection::open(&server.address).await?;
    let cluster = json!({ "clusterName": CLUSTER });
    let (address, root) = (&server.address, &server.root);
    ask(&mut connection, address, root, "CreateCluster", &cluster).await?;
    let small = small();
    let definition = "RegisterTaskDefinition";
    ask(&mut connection, address, root, definition, &small).await?;
    for _ in 0..INSTANCES {
        let input = instance();
        let operation = "RegisterContainerInstance";
        let answer = ask(&mut connection, address, &server.agent, operation, &input).await?;
        let arn = answer["containerInstance"]["containerInstanceArn"].as_str();
        let mut socket = open(server, arn.ok_or("no ARN")?).await?;
        // Connected once the first message has come.
        first(&mut socket).await?;
        tokio::task::spawn_local(async move {
            // Ends with the server.
            let _ = acknowledge(socket).await;
        });
    }
    Ok(())
}

pub(crate) fn small() -> Value {
    json!({
        "family": "small",
        "containerDefinitions": [{"name": "main", "image": "web:1", "memory": 8, "cpu": 1}],
    })
}

fn instance() -> Value {
    let attributes = [
        "com.amazonaws.ecs.capability.docker-remote-api.1.17",
        "com.amazonaws.ecs.capability.docker-remote-api.1.18",
        "com.amazonaws.ecs.capability.docker-remote-api.1.19",
        "com.amazonaws.ecs.capability.docker-remote-api.1.21",
        "com.amazonaws.ecs.capability.logging-driver.json-file",
    ];
    let attributes: Vec<_> = attributes
        .iter()
        .map(|name| json!({ "name": name }))
        .collect();
    json!({
        "cluster": CLUSTER,
        "attributes": attributes,
        "totalResources": [
            {"name": "CPU", "type": "INTEGER", "integerValue": 131_072},
            {"name": "MEMORY", "type": "INTEGER", "integerValue": 262_144},
            {"name": "PORTS", "type": "STRINGSET", "stringSetValue": ["22"]},
            {"name": "PORTS_UDP", "type": "STRINGSET", "stringSetValue": []},
        ],
    })
}

type Socket = WebSocketStream<TcpStream>;

async fn open(server: &Server, instance: &str) -> Outcome<Socket> {
    let query = format!(
        "agentHash=h&agentVersion=1.2.3&clusterArn={CLUSTER}&containerInstanceArn={instance}\
         &dockerVersion=none&protocolVersion=2&seqNum=1&sendCredentials=true"
    );
    let mut headers = HeaderMap::new();
    headers.insert("host", HeaderValue::from_str(&server.address)?);
    let mut request = format!("ws://{}/acs/ws?{query}", server.address).into_client_request()?;
    let scope = Scope {
        region: "us-east-1",
        service: "ecs",
    };
    let unsigned = Request {
        method: "GET",
        path: "/acs/ws",
        query: &query,
        headers: &headers,
        body: b"",
    };
    let signed = sign(&server.agent, scope, &unsigned, SystemClock.now_ms());
    for (name, value) in signed.headers() {
        request.headers_mut().insert(name, value.parse()?);
    }
    let stream = TcpStream::connect(&server.address).await?;
    Ok(tokio_tungstenite::client_async(request, stream).await?.0)
}

async fn first(socket: &mut Socket) -> Outcome<()> {
    match socket.next().await {
        Some(Ok(_)) => Ok(()),
        Some(Err(error)) => Err(error.into()),
        None => Err("no manifest".into()),
    }
}

async fn acknowledge(mut socket: Socket) -> Outcome<()> {
    while let Some(message) = socket.next().await {
        let Message::Text(text) = message? else {
            continue;
        };
        let answer = match acs::ServerMessage::decode(&text) {
            Ok(acs::ServerMessage::PayloadMessage(payload)) => {
                acs::AgentMessage::AckRequest(acs::AckRequest {
                    cluster: payload.cluster_arn,
                    container_instance: payload.container_instance_arn,
                    message_id: payload.message_id,
                })
            }
            Ok(acs::ServerMessage::HeartbeatMessage(heartbeat)) => {
                acs::AgentMessage::HeartbeatAckRequest(acs::HeartbeatAckRequest {
                    message_id: heartbeat.message_id,
                })
            }
            _ => continue,
        };
        socket.send(Message::text(answer.encode())).await?;
    }
    Ok(())
}
