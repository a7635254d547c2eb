//! The loop that keeps services as they are wanted.
//!
//! Level-triggered: woken by changes that a service depends on and by time, it looks at the snapshot
//! and, if there is something to do, has the writer do it, which looks again; calls of lifecycle hooks that are due
//! are made beside. It holds nothing that a
//! restart would lose: at its start it looks at every service.

use std::collections::BTreeSet;
use std::sync::Arc;

use berth_ecs::Context;
use berth_ecs::services::{self, Settings};
use berth_env::SystemEntropy;
use berth_model::{Principal, ServiceKey, ServiceStatus, Timestamp};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::applier::Handle;
use crate::control_loop::{again, instant, keep_looking};
use crate::hooks::Caller;

/// Runs until `shutdown`.
pub(crate) async fn run(applier: Handle, settings: Settings, shutdown: CancellationToken) {
    let first: BTreeSet<ServiceKey> = {
        let snapshot = applier.snapshot();
        let services = snapshot.services();
        let services = services.filter(|it| it.status != ServiceStatus::Inactive);
        services
            .map(|it| (it.cluster.clone(), it.name.clone()))
            .collect()
    };
    let caller = Caller::new(applier.clone(), shutdown.clone());
    let look = |key| round(applier.clone(), caller.clone(), settings, key);
    keep_looking(first, applier.changed_services(), shutdown, look).await;
}

/// Does what is to be done for a service; when to look again.
async fn round(
    applier: Handle,
    caller: Caller,
    settings: Settings,
    key: ServiceKey,
) -> Option<Instant> {
    let snapshot = applier.snapshot();
    let now = Timestamp(applier.now_ms());
    let (look, calls) = {
        let cx = Context {
            names: applier.names(),
            principal: &Principal::Root,
            now,
            entropy: &mut SystemEntropy,
            lifetime: applier.lifetime(),
        };
        let look = services::look(snapshot.state(), &cx, settings, &key);
        (look, services::hook_requests(snapshot.state(), &cx, &key))
    };
    caller.make(&key, calls);
    if !look.due {
        return look.look_again.map(|at| instant(now, at));
    }
    let service = Arc::new(key.clone());
    let advanced = applier
        .transact(Principal::Root, move |tx, cx| {
            let again = services::advance(tx, cx, settings, &service)?;
            Ok((cx.now, again))
        })
        .await;
    again(advanced, &format!("service {}", key.1))
}
