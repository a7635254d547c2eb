//! Operations that ECS does not have: `Berth_20261128.<Operation>`, signed for the service `berth`, for
//! the region's owner alone.

use berth_ecs::fargate_hosts::{self, FargateHost};
use berth_ecs::{Context, Outcome, alarms, jobs};
use berth_env::SystemEntropy;
use berth_model::{Principal, State, Timestamp, Tx};
use berth_protocol::fault::Fault;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::app::App;

/// What stands before the operation in `X-Amz-Target`.
pub(crate) const TARGET_PREFIX: &str = "Berth_20261128";

/// Definitions whose images an agent may be behind with.
pub(crate) const PREFETCHES_MAX: usize = 64;

/// Names operations once, in both directions.
macro_rules! operations {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// All there are.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Operation {
            $($(#[$doc])* $name,)*
        }

        impl Operation {
            pub(crate) fn from_name(name: &str) -> Option<Self> {
                match name {
                    $(stringify!($name) => Some(Self::$name),)*
                    _ => None,
                }
            }

            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }
        }
    };
}

operations! {
    /// `{}` to `{"pulls": [ContainerPull…]}`: how far the pulls are that containers wait for.
    ListPulls,
    /// `{}` to `{"subnets": [ID…]}`: those of the default VPC, one a zone.
    ListDefaultSubnets,
    /// `{}` to `{"hosts": [FargateHost…]}`.
    ListFargateHosts,
    /// `{"host": ID}` to `{"host": FargateHost}`: it takes no more tasks.
    DrainFargateHost,
    /// [`fargate_hosts::RetireHost`] to `{"host": FargateHost}`: it takes no more tasks, and what is on
    /// it then is stopped.
    RetireFargateHost,
    /// `{"host": ID}` to `{"host": FargateHost}`: it takes tasks again.
    ActivateFargateHost,
    /// `{"host": ID}` to `{"host": FargateHost}`: it is gone for good.
    RemoveFargateHost,
    /// [`alarms::PutAlarm`] to [`alarms::Shown`].
    PutAlarm,
    /// [`alarms::SetAlarmState`] to [`alarms::Shown`].
    SetAlarmState,
    /// [`alarms::DeleteAlarms`] to [`alarms::Alarms`].
    DeleteAlarms,
    /// `{}` to [`alarms::Alarms`].
    DescribeAlarms,
    /// [`jobs::PutSchedule`] to [`jobs::ScheduleShown`].
    PutSchedule,
    /// [`jobs::DeleteSchedule`] to [`jobs::ScheduleShown`].
    DeleteSchedule,
    /// `{}` to [`jobs::Schedules`].
    ListSchedules,
    /// [`jobs::ListRuns`] to [`jobs::Runs`].
    ListRuns,
}

/// The answer's body.
pub(crate) async fn answer(app: &App, operation: Operation, body: &[u8]) -> Outcome<Vec<u8>> {
    match operation {
        Operation::ListPulls => encode(&json!({ "pulls": app.links.pulls() })),
        Operation::ListDefaultSubnets => {
            let snapshot = app.applier.snapshot();
            let subnets = snapshot.subnets().filter(|it| it.default_for_zone);
            let subnets: Vec<_> = subnets.map(|it| &it.id).collect();
            encode(&json!({ "subnets": subnets }))
        }
        Operation::ListFargateHosts => encode(&json!({ "hosts": read(app, fargate_hosts::list) })),
        Operation::DrainFargateHost => change_host(app, body, fargate_hosts::drain).await,
        Operation::RetireFargateHost => {
            let retire = |tx: &mut Tx, cx: &mut Context<'_>, asked| {
                let host = fargate_hosts::retire(tx, cx, asked)?;
                Ok(json!({ "host": host }))
            };
            write(app, body, retire).await
        }
        Operation::ActivateFargateHost => change_host(app, body, fargate_hosts::activate).await,
        Operation::RemoveFargateHost => change_host(app, body, fargate_hosts::remove).await,
        Operation::PutAlarm => write(app, body, alarms::put_alarm).await,
        Operation::SetAlarmState => write(app, body, alarms::set_alarm_state).await,
        Operation::DeleteAlarms => write(app, body, alarms::delete_alarms).await,
        Operation::DescribeAlarms => {
            encode(&alarms::describe_alarms(app.applier.snapshot().state()))
        }
        Operation::PutSchedule => write(app, body, jobs::put_schedule).await,
        Operation::DeleteSchedule => write(app, body, jobs::delete_schedule).await,
        Operation::ListSchedules => encode(&jobs::list_schedules(app.applier.snapshot().state())),
        Operation::ListRuns => {
            let input = parse(body)?;
            encode(&read(app, |state, cx| jobs::list_runs(state, cx, input))?)
        }
    }
}

/// Looks at the newest state.
fn read<T>(app: &App, look: impl FnOnce(&State, &Context<'_>) -> T) -> T {
    let applier = &app.applier;
    let cx = Context {
        names: applier.names(),
        principal: &Principal::Root,
        now: Timestamp(applier.now_ms()),
        entropy: &mut SystemEntropy,
        lifetime: applier.lifetime(),
    };
    look(applier.snapshot().state(), &cx)
}

/// Runs an operation that changes something.
async fn write<I, O>(
    app: &App,
    body: &[u8],
    operation: impl FnOnce(&mut Tx, &mut Context<'_>, I) -> Outcome<O> + Send + 'static,
) -> Outcome<Vec<u8>>
where
    I: DeserializeOwned + Send + 'static,
    O: Serialize + Send + 'static,
{
    let input: I = parse(body)?;
    let done = app
        .applier
        .transact(Principal::Root, move |tx, cx| operation(tx, cx, input));
    encode(&done.await?)
}

fn parse<I: DeserializeOwned>(body: &[u8]) -> Outcome<I> {
    serde_json::from_slice(body)
        .map_err(|error| Fault::client("SerializationException", error.to_string()))
}

fn encode(answer: &impl Serialize) -> Outcome<Vec<u8>> {
    serde_json::to_vec(answer).map_err(|error| {
        tracing::error!(%error, "an answer cannot be written");
        Fault::server("ServerException", "The answer cannot be written.")
    })
}

/// A request about one Fargate host.
#[derive(Deserialize)]
struct OfHost {
    /// Without one there is none of that id.
    #[serde(default)]
    host: String,
}

type Change = fn(&mut Tx, &mut Context<'_>, &str) -> Outcome<FargateHost>;

async fn change_host(app: &App, body: &[u8], change: Change) -> Outcome<Vec<u8>> {
    let change = move |tx: &mut Tx, cx: &mut Context<'_>, of: OfHost| {
        let host = change(tx, cx, &of.host)?;
        Ok(json!({ "host": host }))
    };
    write(app, body, change).await
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
