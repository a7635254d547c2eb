//! What goes by itself in time: old tasks, used-up tokens, credentials about to expire.
//!
//! Level-triggered: woken by a deadline or by a change, it looks at the snapshot and does what is
//! due. It works on a throw-away copy first, so that the writer only hears of real work.

use std::sync::Arc;
use std::time::Duration;

use berth_ecs::credentials::Lifetime;
use berth_ecs::housekeeping::{self, Retention};
use berth_env::{Entropy, SystemEntropy};
use berth_logs::LogStore;
use berth_model::{Principal, Timestamp, Tx};
use tokio_util::sync::CancellationToken;

use crate::applier::Handle;

/// Changes within this time are looked at together, so that a busy region is not after each.
const PAUSE: Duration = Duration::from_secs(5);
/// Before the next try when the last one could not be stored.
const RETRY: Duration = Duration::from_secs(10);

/// Between two looks for log segments to remove. Retention is in days, and what is past it is
/// hidden at once; this only bounds how long its disk space stays taken.
const LOG_EXPIRY: Duration = Duration::from_secs(3600);

/// Runs until `shutdown`.
pub(crate) async fn run(applier: Handle, retention: Retention, shutdown: CancellationToken) {
    let mut changes = applier.watch();
    loop {
        changes.mark_unchanged();
        let next = round(&applier, retention).await;
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = wait_until(&applier, next) => {}
            changed = async {
                let changed = changes.changed().await;
                tokio::time::sleep(PAUSE).await;
                changed
            } => if changed.is_err() { return },
        }
    }
}

/// Does what is due in the state; when to look again.
fn tidy(
    tx: &mut Tx,
    entropy: &mut dyn Entropy,
    now: Timestamp,
    retention: Retention,
    lifetime: Lifetime,
) -> Option<Timestamp> {
    let tasks = housekeeping::tidy(tx, entropy, now, retention, lifetime);
    let secrets = berth_secrets::tidy(tx, now);
    tasks.into_iter().chain(secrets).min()
}

/// Does what is due; when to look again.
async fn round(applier: &Handle, retention: Retention) -> Option<Timestamp> {
    let (snapshot, now) = (applier.snapshot(), Timestamp(applier.now_ms()));
    let mut trial = Tx::new(snapshot.state().clone());
    let lifetime = applier.lifetime();
    let next = tidy(&mut trial, &mut SystemEntropy, now, retention, lifetime);
    if trial.changes().is_empty() {
        return next;
    }
    let tidied = applier
        .transact(Principal::Root, move |tx, cx| {
            Ok(tidy(tx, &mut *cx.entropy, cx.now, retention, lifetime))
        })
        .await;
    tidied.unwrap_or_else(|fault| {
        tracing::warn!(%fault, "what is due could not be done; trying again");
        let pause = i64::try_from(RETRY.as_secs()).unwrap_or(i64::MAX);
        Some(now.plus_seconds(pause))
    })
}

async fn wait_until(applier: &Handle, at: Option<Timestamp>) {
    let Some(at) = at else {
        return std::future::pending().await;
    };
    let ms = at.0.saturating_sub(applier.now_ms());
    tokio::time::sleep(Duration::from_millis(u64::try_from(ms).unwrap_or(0))).await;
}

/// Removes logs past their retention until `shutdown`.
pub(crate) async fn expire_logs(logs: Arc<LogStore>, applier: Handle, shutdown: CancellationToken) {
    let mut ticks = tokio::time::interval(LOG_EXPIRY);
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            _ = ticks.tick() => {}
        }
        match logs.expire(applier.now_ms()).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "log segments past their retention are gone"),
            Err(error) => tracing::warn!(%error, "logs past their retention could not be removed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use berth_env::{Clock as _, SystemClock};
    use berth_model::{Change, IdempotencyToken, Names};
    use berth_store::MemoryStore;

    use super::*;
    use crate::applier::{Applier, Options};

    #[tokio::test]
    async fn a_token_goes_when_its_time_has_come() {
        let options = Options {
            names: Names {
                region: "us-east-1".into(),
                account: "123456789012".into(),
            },
            clock: Arc::new(SystemClock),
            entropy: Box::new(SystemEntropy),
            lifetime: berth_ecs::credentials::Lifetime::default(),
        };
        let (applier, _stopped) =
            Applier::start(Box::new(MemoryStore::new()), options).expect("starts");
        let due = Timestamp(SystemClock.now_ms() + 200);
        applier
            .transact(Principal::Root, move |tx, _cx| {
                tx.record(Change::PutIdempotencyToken(Arc::new(IdempotencyToken {
                    key: ("default".into(), "t".into()),
                    parameters: 0,
                    tasks: Vec::new(),
                    failures: Vec::new(),
                    made: None,
                    expires_at: due,
                })));
                Ok(())
            })
            .await
            .expect("stored");
        let mut changes = applier.watch();
        let shutdown = CancellationToken::new();
        let keeper = run(applier.clone(), Retention::default(), shutdown.clone());
        let keeper = tokio::spawn(keeper);
        let changed = tokio::time::timeout(Duration::from_secs(10), changes.changed());
        changed.await.expect("in time").expect("alive");
        assert!(applier.snapshot().idempotency_tokens().next().is_none());
        assert!(applier.now_ms() >= due.0);
        shutdown.cancel();
        keeper.await.expect("ends");
    }
}
