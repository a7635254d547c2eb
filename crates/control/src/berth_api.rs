//! Operations that ECS does not have: `Berth_20261128.<Operation>`, signed for the service `berth`, for
//! the region's owner alone.

use berth_ecs::{Context, Outcome, fargate_hosts};
use berth_model::{Principal, Timestamp, Tx};
use berth_protocol::fault::Fault;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::App;

/// What stands before the operation in `X-Amz-Target`.
pub(crate) const TARGET_PREFIX: &str = "Berth_20261128";

/// Definitions whose images an agent may be behind with.
pub(crate) const PREFETCHES_MAX: usize = 64;

/// All there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    /// `{}` to `{"pulls": [ContainerPull…]}`: how far the pulls are that containers wait for.
    ListPulls,
    /// `{}` to `{"subnets": [ID…]}`: those of the default VPC, one a zone.
    ListDefaultSubnets,
    /// `{}` to `{"hosts": [FargateHost…]}`.
    ListFargateHosts,
    /// `{"host": ID}` to `{"host": FargateHost}`: it takes no more tasks.
    DrainFargateHost,
    /// `{"host": ID}` to `{"host": FargateHost}`: it takes tasks again.
    ActivateFargateHost,
    /// `{"host": ID}` to `{"host": FargateHost}`: it is gone for good.
    RemoveFargateHost,
}

impl Operation {
    const ALL: [Self; 6] = [
        Self::ListPulls,
        Self::ListDefaultSubnets,
        Self::ListFargateHosts,
        Self::DrainFargateHost,
        Self::ActivateFargateHost,
        Self::RemoveFargateHost,
    ];

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::ListPulls => "ListPulls",
            Self::ListDefaultSubnets => "ListDefaultSubnets",
            Self::ListFargateHosts => "ListFargateHosts",
            Self::DrainFargateHost => "DrainFargateHost",
            Self::ActivateFargateHost => "ActivateFargateHost",
            Self::RemoveFargateHost => "RemoveFargateHost",
        }
    }
}

/// A request about one Fargate host.
#[derive(Deserialize)]
struct OfHost {
    host: String,
}

type Change = fn(&mut Tx, &mut Context<'_>, &str) -> Outcome<fargate_hosts::FargateHost>;

/// The answer's body. Lists look at nothing of the request.
pub(crate) async fn answer(
    app: &App,
    principal: Principal,
    operation: Operation,
    body: &[u8],
) -> Result<Vec<u8>, Fault> {
    let answer = match operation {
        Operation::ListPulls => json!({ "pulls": app.links.pulls() }),
        Operation::ListDefaultSubnets => {
            let snapshot = app.applier.snapshot();
            let subnets = snapshot.subnets().filter(|it| it.default_for_zone);
            let subnets: Vec<_> = subnets.map(|it| &it.id).collect();
            json!({ "subnets": subnets })
        }
        Operation::ListFargateHosts => list_fargate_hosts(app, &principal),
        Operation::DrainFargateHost => {
            change_host(app, principal, body, fargate_hosts::drain).await?
        }
        Operation::ActivateFargateHost => {
            change_host(app, principal, body, fargate_hosts::activate).await?
        }
        Operation::RemoveFargateHost => {
            change_host(app, principal, body, fargate_hosts::remove).await?
        }
    };
    Ok(answer.to_string().into_bytes())
}

fn list_fargate_hosts(app: &App, principal: &Principal) -> Value {
    let applier = &app.applier;
    let cx = Context {
        names: applier.names(),
        principal,
        now: Timestamp(applier.now_ms()),
        entropy: &mut berth_env::SystemEntropy,
        lifetime: applier.lifetime(),
    };
    let hosts = fargate_hosts::list(applier.snapshot().state(), &cx);
    json!({ "hosts": hosts })
}

async fn change_host(
    app: &App,
    principal: Principal,
    body: &[u8],
    change: Change,
) -> Result<Value, Fault> {
    let OfHost { host } = serde_json::from_slice(body).map_err(|_| {
        Fault::client(
            "InvalidParameterException",
            "The body must be {\"host\": ID}, a host of ListFargateHosts.",
        )
    })?;
    let changed = app
        .applier
        .transact(principal, move |tx, cx| change(tx, cx, &host))
        .await?;
    Ok(json!({ "host": changed }))
}

/// Tells the agents that want to know which images a new definition has. `answer` is that of
/// `RegisterTaskDefinition`.
pub(crate) fn prefetch(app: &App, answer: &[u8]) {
    if app.prefetch.receiver_count() == 0 {
        return;
    }
    let Ok(answer) = serde_json::from_slice::<Value>(answer) else {
        return;
    };
    let containers = answer["taskDefinition"]["containerDefinitions"].as_array();
    let images = containers.into_iter().flatten();
    let images = images.filter_map(|it| it["image"].as_str().map(str::to_owned));
    // The last one may just have gone.
    let _ = app.prefetch.send(images.collect());
}
