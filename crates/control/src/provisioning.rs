//! The loop that gives tasks that wait for capacity their places.
//!
//! Like that of services it is level-triggered: woken by what may have made room in a cluster, and
//! when a task has waited too long, it looks at the snapshot and has the writer do what is due. At its
//! start it looks at every cluster in which tasks wait.

use std::collections::BTreeSet;

use berth_ecs::provisioning;
use berth_model::{Principal, Timestamp};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::applier::Handle;
use crate::control_loop::{again, instant, keep_looking};

/// Runs until `shutdown`.
pub(crate) async fn run(applier: Handle, shutdown: CancellationToken) {
    let first: BTreeSet<String> = {
        let snapshot = applier.snapshot();
        let clusters = snapshot.clusters_with_waiting_tasks();
        clusters.map(|it| it.to_string()).collect()
    };
    let look = |cluster| round(applier.clone(), cluster);
    keep_looking(first, applier.changed_waiting(), shutdown, look).await;
}

/// Does what is to be done in a cluster; when to look again.
async fn round(applier: Handle, cluster: String) -> Option<Instant> {
    let now = Timestamp(applier.now_ms());
    let look = provisioning::look(applier.snapshot().state(), now, &cluster);
    if !look.due {
        return look.look_again.map(|at| instant(now, at));
    }
    let name = cluster.clone();
    let advanced = applier
        .transact(Principal::Root, move |tx, cx| {
            let again = provisioning::advance(tx, cx, &name)?;
            Ok((cx.now, again))
        })
        .await;
    again(advanced, &format!("tasks that wait in {cluster}"))
}
