//! The loop that starts what schedules say, tries runs again, and ends tasks whose time limit is over.
//!
//! Like that of services it is level-triggered: woken by changes that jobs depend on and by time, it looks at the
//! snapshot and has the writer do what is due. At its start it looks at all there is, so that a run that was due while
//! nobody looked begins late or is recorded as missed.

use std::collections::BTreeSet;

use berth_ecs::jobs;
use berth_model::{JobKey, Principal, Timestamp};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::applier::Handle;
use crate::control_loop::{again, instant, keep_looking};

/// Runs until `shutdown`.
pub(crate) async fn run(applier: Handle, shutdown: CancellationToken) {
    let first: BTreeSet<JobKey> = jobs::all(applier.snapshot().state());
    let look = |key| round(applier.clone(), key);
    keep_looking(first, applier.changed_jobs(), shutdown, look).await;
}

/// Does what is to be done; when to look again.
async fn round(applier: Handle, key: JobKey) -> Option<Instant> {
    let now = Timestamp(applier.now_ms());
    let look = jobs::look(applier.snapshot().state(), now, &key);
    if !look.due {
        return look.look_again.map(|at| instant(now, at));
    }
    let of = key.clone();
    let advanced = applier
        .transact(Principal::Root, move |tx, cx| {
            let again = jobs::advance(tx, cx, &of)?;
            Ok((cx.now, again))
        })
        .await;
    again(advanced, &format!("{key:?}"))
}
