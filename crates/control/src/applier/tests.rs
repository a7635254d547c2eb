use std::sync::atomic::AtomicBool;
use std::sync::mpsc;

use berth_env::{SeededEntropy, SystemClock};
use berth_model::{AccountSetting, Change, ClusterStatus, InstanceStatus};
use berth_store::{CommitError, EachRecord, Error as StoreError, MemoryStore, Stats, Write};
use parking_lot::Mutex;

use super::*;

/// A memory store that tells of its commits, can be held up and can be made to fail.
struct Probe {
    inner: MemoryStore,
    shared: Arc<ProbeShared>,
}

#[derive(Default)]
struct ProbeShared {
    /// Writes of each commit.
    commits: Mutex<Vec<usize>>,
    failing: AtomicBool,
}

impl Store for Probe {
    fn load(&self, each: &mut EachRecord<'_>) -> Result<Version, StoreError> {
        self.inner.load(each)
    }

    fn commit(&mut self, expected: Version, writes: &[Write]) -> Result<Version, CommitError> {
        if self.shared.failing.load(Ordering::SeqCst) {
            return Err(CommitError::Full { dir: "/x".into() });
        }
        let version = self.inner.commit(expected, writes)?;
        self.shared.commits.lock().push(writes.len());
        Ok(version)
    }

    fn stats(&self) -> Stats {
        self.inner.stats()
    }
}

fn start_with(inner: MemoryStore) -> (Handle, Arc<ProbeShared>) {
    let shared = Arc::<ProbeShared>::default();
    let store = Probe {
        inner,
        shared: Arc::clone(&shared),
    };
    let options = Options {
        names: Names {
            region: "us-east-1".into(),
            account: "123456789012".into(),
        },
        clock: Arc::new(SystemClock),
        entropy: Box::new(SeededEntropy::new(1)),
        lifetime: Lifetime::default(),
    };
    let (handle, _stopped) = Applier::start(Box::new(store), options).expect("starts");
    (handle, shared)
}

fn start() -> (Handle, Arc<ProbeShared>) {
    start_with(MemoryStore::new())
}

fn setting(name: &str, value: &str) -> Change {
    Change::PutAccountSetting(Arc::new(AccountSetting {
        principal_arn: "root".into(),
        name: name.into(),
        value: value.into(),
    }))
}

async fn put(handle: &Handle, name: &'static str, value: &'static str) -> Result<(), Fault> {
    handle
        .transact(Principal::Root, move |tx, _cx| {
            tx.record(setting(name, value));
            Ok(())
        })
        .await
}

fn value(handle: &Handle, name: &str) -> Option<String> {
    let snapshot = handle.snapshot();
    snapshot
        .account_setting("root", name)
        .map(|it| it.value.clone())
}

/// Holds the writer inside a command until the sender is used or dropped.
async fn hold(handle: &Handle) -> (mpsc::Sender<()>, tokio::task::JoinHandle<Result<(), Fault>>) {
    let (release, held) = mpsc::channel::<()>();
    let (entered, inside) = oneshot::channel();
    let handle = handle.clone();
    let task = tokio::spawn(async move {
        handle
            .transact(Principal::Root, move |_tx, _cx| {
                let _ = entered.send(());
                let _ = held.recv();
                Ok(())
            })
            .await
    });
    inside.await.expect("the writer is inside");
    (release, task)
}

#[tokio::test]
async fn what_is_answered_is_published_and_stored() {
    let (handle, probe) = start();
    put(&handle, "a", "1").await.expect("stored");
    assert_eq!(value(&handle, "a").as_deref(), Some("1"));
    assert_eq!(handle.snapshot().version(), 1);
    assert_eq!(*probe.commits.lock(), [1]);
}

#[tokio::test]
async fn commands_that_wait_share_a_commit() {
    let (handle, probe) = start();
    let (release, held) = hold(&handle).await;
    let commands: Vec<_> = (0..100)
        .map(|number| {
            let handle = handle.clone();
            tokio::spawn(async move {
                handle
                    .transact(Principal::Root, move |tx, _cx| {
                        tx.record(setting(&format!("n{number}"), "x"));
                        Ok(())
                    })
                    .await
            })
        })
        .collect();
    // All have to be in the queue before the writer goes on.
    while QUEUE_MAX - handle.queue.capacity() < 100 {
        tokio::task::yield_now().await;
    }
    release.send(()).expect("held");
    held.await.expect("joined").expect("succeeds");
    for command in commands {
        command.await.expect("joined").expect("stored");
    }
    assert_eq!(*probe.commits.lock(), [100]);
    assert_eq!(handle.figures().commands, 101);
    assert_eq!(handle.figures().commits, 1);
}

#[tokio::test]
async fn a_command_that_fails_leaves_nothing_and_spoils_nothing() {
    let (handle, _probe) = start();
    put(&handle, "a", "1").await.expect("stored");
    let failed: Result<(), Fault> = handle
        .transact(Principal::Root, |tx, _cx| {
            tx.record(setting("a", "2"));
            tx.record(setting("b", "2"));
            Err(Fault::client("ClientException", "no"))
        })
        .await;
    assert_eq!(
        failed.map_err(|fault| fault.code),
        Err("ClientException".into())
    );
    put(&handle, "c", "3").await.expect("stored");
    assert_eq!(value(&handle, "a").as_deref(), Some("1"));
    assert_eq!(value(&handle, "b"), None);
    assert_eq!(handle.figures().commits, 2);
}

#[tokio::test]
async fn a_command_that_panics_leaves_nothing_and_the_writer_goes_on() {
    let (handle, _probe) = start();
    let failed: Result<(), Fault> = handle
        .transact(Principal::Root, |tx, _cx| {
            tx.record(setting("a", "1"));
            panic!("a bug")
        })
        .await;
    assert_eq!(failed.map_err(|fault| fault.status), Err(500));
    assert_eq!(value(&handle, "a"), None);
    put(&handle, "b", "1").await.expect("stored");
}

#[tokio::test]
async fn a_failed_commit_fails_all_its_commands_and_changes_nothing() {
    let (handle, probe) = start();
    put(&handle, "a", "1").await.expect("stored");
    probe.failing.store(true, Ordering::SeqCst);
    let (release, held) = hold(&handle).await;
    let commands: Vec<_> = ["a", "b"]
        .into_iter()
        .map(|name| {
            let handle = handle.clone();
            tokio::spawn(async move { put(&handle, name, "2").await })
        })
        .collect();
    while QUEUE_MAX - handle.queue.capacity() < 2 {
        tokio::task::yield_now().await;
    }
    release.send(()).expect("held");
    let held = held.await.expect("joined");
    assert_eq!(
        held.map_err(|fault| fault.code),
        Err("ServerException".into())
    );
    for command in commands {
        let answer = command.await.expect("joined");
        assert_eq!(
            answer.map_err(|fault| fault.code),
            Err("ServerException".into())
        );
    }
    assert_eq!(value(&handle, "a").as_deref(), Some("1"));
    assert!(!handle.is_healthy());

    probe.failing.store(false, Ordering::SeqCst);
    let seen = handle
        .transact(Principal::Root, |tx, _cx| {
            tx.record(setting("c", "3"));
            Ok(tx.account_setting("root", "b").is_some())
        })
        .await;
    assert_eq!(
        seen,
        Ok(false),
        "the working copy is the published state again"
    );
    assert!(handle.is_healthy());
    assert_eq!(handle.snapshot().version(), 2);
}

#[tokio::test]
async fn without_a_change_there_is_no_commit_unless_asked_for() {
    let (handle, probe) = start();
    handle
        .transact(Principal::Root, |_tx, _cx| Ok(()))
        .await
        .expect("nothing to do");
    assert!(probe.commits.lock().is_empty());
    let first = handle
        .transact_anew(Principal::Root, |_tx, _cx| Ok(()))
        .await;
    let second = handle
        .transact_anew(Principal::Root, |_tx, _cx| Ok(()))
        .await;
    assert_eq!((first, second), (Ok(((), 1)), Ok(((), 2))));
}

#[tokio::test]
async fn the_state_is_there_after_a_restart() {
    let mut store = MemoryStore::new();
    let write = setting("a", "1").to_write();
    store
        .commit(
            0,
            &[Write {
                table: berth_store::Table::new(write.table),
                key: write.key.into_bytes(),
                value: write.value,
            }],
        )
        .expect("stored");
    let (handle, _probe) = start_with(store);
    assert_eq!(value(&handle, "a").as_deref(), Some("1"));
    put(&handle, "b", "2").await.expect("stored");
    assert_eq!(handle.snapshot().version(), 2);
}

#[tokio::test]
async fn only_watchers_of_touched_instances_wake() {
    let (handle, _probe) = start();
    let (one, two) = (InstanceId::new(1), InstanceId::new(2));
    let (mut watch_one, watch_two) = (handle.watch_instance(one), handle.watch_instance(two));
    let mut all = handle.watch();
    handle
        .transact(Principal::Root, move |tx, cx| {
            let input = berth_api_ecs::CreateClusterRequest::default();
            berth_ecs::clusters::create_cluster(tx, cx, input)?;
            tx.put_instance(instance(one));
            Ok(())
        })
        .await
        .expect("stored");
    watch_one.changed().await.expect("woken");
    assert_eq!(*watch_one.borrow(), 1);
    assert!(!watch_two.has_changed().expect("alive"));
    assert!(all.has_changed().expect("alive"));
    all.changed().await.expect("woken");
    let status = handle.snapshot().cluster("default").map(|it| it.status);
    assert_eq!(status, Some(ClusterStatus::Active));
}

fn instance(id: InstanceId) -> berth_model::ContainerInstance {
    berth_model::ContainerInstance {
        id,
        cluster: "default".into(),
        ec2_instance_id: None,
        status: InstanceStatus::Active,
        status_reason: None,
        agent_connected: false,
        version: 1,
        registered_at: berth_model::Timestamp(0),
        registered: berth_model::InstanceResources::default(),
        attributes: std::collections::BTreeMap::new(),
        version_info: None,
        health: Vec::new(),
        client_token: None,
        deregistered_at: None,
        retire_at: None,
        tags: berth_model::Tags::new(),
    }
}
