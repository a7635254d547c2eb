//! What is asked of whom, and what comes of it.

use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::LocalSet;

use crate::client::{Connection, Load, load};
use crate::requests::{ask, describe_tasks, register_task_definition, run_instances, signed};
use crate::server::{self, Server};
use crate::{Figures, Outcome, agents, disk, floor, say};

/// How many connections there are at once.
const CONNECTIONS: [usize; 3] = [1, 16, 64];
const LENGTH: Duration = Duration::from_secs(2);
/// Tasks that moto's server holds: as many as it answers in one ListTasks, so that the answers are of
/// one size. It is spared the other 99,900.
const MOTO_TASKS: usize = 100;
/// Container instances of moto's server; each has room for some thousand tasks of 1 CPU unit.
const MOTO_INSTANCES: usize = 20;

/// Requests of one operation.
struct Kind {
    operation: &'static str,
    inputs: Vec<Value>,
    reads: bool,
}

pub(crate) async fn all(dir: &Path, moto: &Path) -> Outcome<Value> {
    LocalSet::new()
        .run_until(async {
            let mut figures = Figures::new();
            let mut bare = Figures::new();
            let mut syncs = Figures::new();
            ours(dir, &mut figures, &mut bare, &mut syncs).await?;
            say("moto's server");
            let moto = theirs(moto).await?;
            Ok(json!({
                "figures": figures,
                "peers": { "moto": moto, "floor": bare, "fdatasync": syncs },
            }))
        })
        .await
}

/// `syncs`: how many writes a second the disk alone makes durable, beside those over one connection.
async fn ours(
    dir: &Path,
    figures: &mut Figures,
    bare: &mut Figures,
    syncs: &mut Figures,
) -> Outcome<()> {
    say("filling a region with 100,000 tasks");
    let region = dir.join("region");
    let arns = server::fill(&region)?;
    let server = Server::start(&["serve", &region.to_string_lossy()])?;
    agents::connect(&server).await?;
    let kinds = [
        Kind {
            operation: "DescribeTasks",
            inputs: describe_tasks(&arns),
            reads: true,
        },
        Kind {
            operation: "ListTasks",
            inputs: pages(&server).await?,
            reads: true,
        },
        Kind {
            operation: "RegisterTaskDefinition",
            inputs: register_task_definition(),
            reads: false,
        },
        Kind {
            operation: "RunTask",
            inputs: run_task(),
            reads: false,
        },
    ];
    for kind in &kinds {
        if kind.reads {
            against_floor(&server, kind, figures, bare).await?;
        } else {
            let name = format!("{}_writes_per_second_1", kind.operation);
            syncs.insert(name, disk::overwrites(dir, LENGTH)?.into());
        }
        for connections in CONNECTIONS {
            measured(&server, kind, connections, figures).await?;
        }
    }
    say("reads while others write");
    beside_writers(&server, &kinds, figures).await
}

fn run_task() -> Vec<Value> {
    vec![json!({ "cluster": agents::CLUSTER, "taskDefinition": "small" })]
}

/// ListTasks of the first pages of each cluster.
async fn pages(server: &Server) -> Outcome<Vec<Value>> {
    let mut connection = Connection::open(&server.address).await?;
    let mut inputs = Vec::new();
    for cluster in 0..4 {
        let mut input = json!({ "cluster": crate::records::cluster_name(cluster) });
        for _ in 0..25 {
            inputs.push(input.clone());
            let (address, root) = (&server.address, &server.root);
            let answer = ask(&mut connection, address, root, "ListTasks", &input).await?;
            input["nextToken"] = answer["nextToken"].clone();
        }
    }
    Ok(inputs)
}

fn sign_all(server: &Server, kind: &Kind) -> Outcome<Rc<[Vec<u8>]>> {
    kind.inputs
        .iter()
        .map(|input| signed(&server.address, &server.root, kind.operation, input))
        .collect()
}

/// Rate, waits and the server's processor time of one kind of request.
async fn measured(
    server: &Server,
    kind: &Kind,
    connections: usize,
    figures: &mut Figures,
) -> Outcome<()> {
    let operation = kind.operation;
    say(&format!("{operation} over {connections} connections"));
    let requests = sign_all(server, kind)?;
    let before = server.cpu_seconds()?;
    let mut load = load(&server.address, &requests, connections, LENGTH).await?;
    let cpu = server.cpu_seconds()? - before;
    let mut note = |name: &str, value: f64| {
        let at = if kind.reads { "reads" } else { "writes" };
        figures.insert(
            format!("{operation}_{at}_{name}_{connections}"),
            value.into(),
        );
    };
    note("per_second", load.per_second());
    note("p50_ms", load.quantile_ms(500));
    note("p99_ms", load.quantile_ms(990));
    note("server_cpu_us", cpu * 1e6 / load.waits.len() as f64);
    say(&format!("  {:.0} a second", load.per_second()));
    Ok(())
}

/// The processor time of a request beside that of its parts alone, and of a server that does
/// nothing but HTTP.
async fn against_floor(
    server: &Server,
    kind: &Kind,
    figures: &mut Figures,
    bare: &mut Figures,
) -> Outcome<()> {
    let mut connection = Connection::open(&server.address).await?;
    let operation = kind.operation;
    let input = &kind.inputs[0];
    ask(
        &mut connection,
        &server.address,
        &server.root,
        operation,
        input,
    )
    .await?;
    let answer = connection.body().to_vec();
    let parts = floor::microseconds(input.to_string().as_bytes(), &answer)?;
    let http = Server::start(&["bare", &answer.len().to_string()])?;
    let http_cpu = cpu_us(&http, kind).await?;
    let ours = cpu_us(server, kind).await?;
    figures.insert(format!("{operation}_cpu_us"), ours.into());
    figures.insert(format!("{operation}_http_and_parts_cpu_us"), ours.into());
    figures.insert(format!("{operation}_answer_bytes"), answer.len().into());
    bare.insert(format!("{operation}_cpu_us"), parts.into());
    bare.insert(
        format!("{operation}_http_and_parts_cpu_us"),
        (parts + http_cpu).into(),
    );
    Ok(())
}

/// Microseconds of the server's processors for one request, with 16 connections.
async fn cpu_us(server: &Server, kind: &Kind) -> Outcome<f64> {
    let requests = sign_all(server, kind)?;
    let before = server.cpu_seconds()?;
    let load = load(&server.address, &requests, 16, LENGTH).await?;
    Ok((server.cpu_seconds()? - before) * 1e6 / load.waits.len() as f64)
}

/// How long reads wait while 16 connections write as fast as they can.
async fn beside_writers(server: &Server, kinds: &[Kind], figures: &mut Figures) -> Outcome<()> {
    let find = |operation: &str| kinds.iter().find(|kind| kind.operation == operation);
    let (Some(read), Some(write)) = (find("DescribeTasks"), find("RunTask")) else {
        return Err("no such operation".into());
    };
    let (reads, writes) = (sign_all(server, read)?, sign_all(server, write)?);
    let (read, write): (Outcome<Load>, Outcome<Load>) = tokio::join!(
        load(&server.address, &reads, 4, LENGTH),
        load(&server.address, &writes, 16, LENGTH),
    );
    let (mut read, write) = (read?, write?);
    let mut note = |name: &str, value: f64| {
        figures.insert(format!("beside_writers_{name}"), value.into());
    };
    note("reads_per_second", read.per_second());
    note("writes_per_second", write.per_second());
    note("reads_p50_ms", read.quantile_ms(500));
    note("reads_p99_ms", read.quantile_ms(990));
    Ok(())
}

/// The same operations with moto's server, with the same kind of signatures, which it does not check.
async fn theirs(program: &Path) -> Outcome<Figures> {
    let server = Server::moto(program)?;
    let mut figures = Figures::new();
    let mut connection = Connection::open(&server.address).await?;
    let start = run_instances(&server.address, MOTO_INSTANCES);
    connection.exchange(start.as_bytes()).await?;
    let answer = String::from_utf8_lossy(connection.body()).into_owned();
    let ids = answer.split("<instanceId>").skip(1);
    let ids: Vec<_> = ids.filter_map(|rest| rest.split('<').next()).collect();
    let mut ask = async |operation: &str, input: Value| {
        ask(
            &mut connection,
            &server.address,
            &server.root,
            operation,
            &input,
        )
        .await
    };
    ask("CreateCluster", json!({ "clusterName": agents::CLUSTER })).await?;
    ask("RegisterTaskDefinition", agents::small()).await?;
    for id in ids {
        let document = json!({
            "instanceId": id, "region": "us-east-1", "accountId": "123456789012",
        });
        let input = json!({
            "cluster": agents::CLUSTER,
            "instanceIdentityDocument": document.to_string(),
        });
        ask("RegisterContainerInstance", input).await?;
    }
    let mut arns = Vec::new();
    for _ in 0..MOTO_TASKS {
        let answer = ask("RunTask", run_task()[0].clone()).await?;
        let arn = answer["tasks"][0]["taskArn"].as_str();
        arns.push(arn.ok_or("moto runs no task")?.to_owned());
    }
    let kinds = [
        ("DescribeTasks", describe_tasks(&arns), true),
        (
            "ListTasks",
            vec![json!({ "cluster": agents::CLUSTER })],
            true,
        ),
        ("RegisterTaskDefinition", register_task_definition(), false),
        ("RunTask", run_task(), false),
    ];
    for (operation, inputs, reads) in kinds {
        let kind = Kind {
            operation,
            inputs,
            reads,
        };
        for connections in CONNECTIONS {
            measured(&server, &kind, connections, &mut figures).await?;
        }
    }
    Ok(figures)
}
