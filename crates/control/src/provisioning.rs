//! The loop that gives tasks that wait for capacity their places.
//!
//! Like that of services it is level-triggered: woken by what may have made room in a cluster, and
//! when a task has waited too long, it looks at the snapshot and has the writer do what is due. At its
//! start it looks at every cluster in which tasks wait.

use std::collections::BTreeSet;
use std::time::Duration;

use berth_ecs::provisioning;
use berth_model::{Principal, Timestamp};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::applier::Handle;
use crate::due::{Due, instant, wait_until};

/// Before the next try when a change could not be stored.
const RETRY: Duration = Duration::from_secs(1);

/// Runs until `shutdown`.
pub(crate) async fn run(applier: Handle, shutdown: CancellationToken) {
    let mut due = Due::new();
    let mut changed: BTreeSet<String> = {
        let snapshot = applier.snapshot();
        let clusters = snapshot.clusters_with_waiting_tasks();
        clusters.map(|it| it.to_string()).collect()
    };
    loop {
        for cluster in changed {
            if shutdown.is_cancelled() {
                return;
            }
            let again = round(&applier, &cluster).await;
            due.set(&cluster, again);
        }
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = applier.waiting_changed() => {}
            () = wait_until(due.next()) => {}
        }
        changed = applier.take_changed_waiting();
        changed.extend(due.take(Instant::now()));
    }
}

/// Does what is to be done in a cluster; when to look again.
async fn round(applier: &Handle, cluster: &str) -> Option<Instant> {
    let now = Timestamp(applier.now_ms());
    let look = provisioning::look(applier.snapshot().state(), now, cluster);
    if !look.due {
        return look.look_again.map(|at| instant(now, at));
    }
    let name = cluster.to_owned();
    let advanced = applier
        .transact(Principal::Root, move |tx, cx| {
            let again = provisioning::advance(tx, cx, &name)?;
            Ok((cx.now, again))
        })
        .await;
    match advanced {
        Ok((now, again)) => again.map(|at| instant(now, at)),
        Err(fault) => {
            tracing::warn!(%fault, cluster, "tasks that wait for capacity could not be moved on; trying again");
            Some(Instant::now() + RETRY)
        }
    }
}
