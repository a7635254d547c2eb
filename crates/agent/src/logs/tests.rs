//! Shippers against a log service that fails in every way it can.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use berth_link::spool::{Record, encode, segment_name};
use parking_lot::Mutex;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::*;
use crate::client::CallError;

const PATIENCE: Duration = Duration::from_secs(20);

/// What the next call comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// It is not reached.
    Away,
    /// It does what it is told, and its answer is lost.
    AnswerLost,
}

/// A service that stores each record of one source once.
#[derive(Default)]
struct Service {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Default)]
struct State {
    group: bool,
    stream: bool,
    stored: Vec<String>,
    through: u64,
    faults: Vec<Fault>,
    away: bool,
    puts: usize,
    refused: usize,
}

fn unreachable() -> LogsError {
    LogsError::Unreachable(CallError::Request("no answer".to_owned()))
}

impl Service {
    fn with_group() -> Arc<Self> {
        let service = Self::default();
        service.state.lock().group = true;
        Arc::new(service)
    }

    fn act<T>(&self, act: impl FnOnce(&mut State) -> Result<T, LogsError>) -> Result<T, LogsError> {
        let mut state = self.state.lock();
        let fault = state.faults.pop();
        self.changed.notify_waiters();
        if state.away || fault == Some(Fault::Away) {
            state.refused += 1;
            return Err(unreachable());
        }
        let result = act(&mut state);
        match fault {
            Some(_) => Err(unreachable()),
            None => result,
        }
    }

    /// Waits until so many lines are stored.
    async fn wait_for(&self, lines: usize) {
        self.wait_until(|state| state.stored.len() >= lines).await;
    }

    async fn wait_until(&self, reached: impl Fn(&State) -> bool) {
        let waiting = async {
            loop {
                let changed = self.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                if reached(&self.state.lock()) {
                    return;
                }
                changed.await;
            }
        };
        timeout(PATIENCE, waiting).await.expect("it happens");
    }

    fn stored(&self) -> Vec<String> {
        self.state.lock().stored.clone()
    }
}

impl LogsApi for Service {
    fn create_group<'a>(&'a self, _: &'a str) -> LogsFuture<'a, ()> {
        Box::pin(async {
            self.act(|state| {
                state.group = true;
                Ok(())
            })
        })
    }

    fn create_stream<'a>(&'a self, _: &'a str, _: &'a str) -> LogsFuture<'a, ()> {
        Box::pin(async {
            self.act(|state| {
                if !state.group {
                    let text = "The specified log group does not exist.";
                    return Err(LogsError::NotFound(text.to_owned()));
                }
                if state.stream {
                    return Err(LogsError::AlreadyExists);
                }
                state.stream = true;
                Ok(())
            })
        })
    }

    fn upload_token<'a>(&'a self, _: &'a str, _: &'a str) -> LogsFuture<'a, Option<String>> {
        Box::pin(async {
            self.act(|state| {
                let stored = state.through > 0;
                Ok(stored.then(|| format!("berth:rid:{}", state.through)))
            })
        })
    }

    fn put<'a>(&'a self, put: Put<'a>) -> LogsFuture<'a, ()> {
        let numbers: Vec<u64> = put
            .sequence_token
            .strip_prefix("berth:rid:")
            .expect("ours")
            .split(':')
            .map(|number| number.parse().expect("a number"))
            .collect();
        let (from, to) = (numbers[0], numbers[1]);
        let lines: Vec<String> = put
            .log_events
            .iter()
            .map(|e| e.message.to_owned())
            .collect();
        Box::pin(async move {
            self.act(|state| {
                if !state.stream {
                    return Err(LogsError::NotFound("no stream".to_owned()));
                }
                state.puts += 1;
                if from <= state.through {
                    let expected = format!("berth:rid:{}", state.through);
                    return Err(LogsError::AlreadyStored { expected });
                }
                state.through = to;
                state.stored.extend(lines);
                Ok(())
            })
        })
    }
}

/// A container that writes.
struct Spool {
    directory: tempfile::TempDir,
    segment: u64,
    next: u64,
}

impl Spool {
    fn new() -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        File::create(directory.path().join(segment_name(1))).expect("made");
        Self {
            directory,
            segment: 1,
            next: 1,
        }
    }

    fn path(&self) -> PathBuf {
        self.directory.path().to_owned()
    }

    fn write(&mut self, count: u64) {
        let numbers = self.next..self.next + count;
        let lines: Vec<_> = numbers.map(|number| format!("line {number}")).collect();
        self.write_lines(&lines);
    }

    fn write_lines<T: AsRef<str>>(&mut self, lines: &[T]) {
        let mut bytes = Vec::new();
        for line in lines {
            let number = self.next;
            let record = Record {
                number,
                time_us: 1_795_000_000_000_000 + number.cast_signed() * 1000,
                flags: 0,
                payload: line.as_ref().as_bytes().to_vec(),
            };
            encode(&record, &mut bytes);
            self.next += 1;
        }
        let path: &Path = &self.directory.path().join(segment_name(self.segment));
        let file = File::options().create(true).append(true).open(path);
        file.expect("opens").write_all(&bytes).expect("written");
    }

    fn begin_segment(&mut self) {
        self.segment = self.next;
    }

    fn lines(&self) -> Vec<String> {
        (1..self.next).map(|n| format!("line {n}")).collect()
    }
}

fn options() -> AwslogsOptions {
    let options = [("awslogs-group".to_owned(), "g".to_owned())];
    AwslogsOptions::parse(&options.into(), "web", "t", "rid").expect("enough")
}

/// A shipper at work, and how far it has told the shim.
struct Work {
    ended: watch::Sender<bool>,
    safe: Arc<AtomicU64>,
    away: watch::Receiver<bool>,
    running: JoinHandle<std::io::Result<()>>,
}

impl Work {
    fn start(service: &Arc<Service>, spool: &Spool, start: Start) -> Self {
        Self::with_options(service, spool, start, options())
    }

    fn with_options(
        service: &Arc<Service>,
        spool: &Spool,
        start: Start,
        options: AwslogsOptions,
    ) -> Self {
        let (ended, has_ended) = watch::channel(false);
        let safe = Arc::new(AtomicU64::new(0));
        let told = Arc::clone(&safe);
        let (away, is_away) = watch::channel(false);
        let stream = LogStream {
            api: Arc::clone(service) as Arc<dyn LogsApi>,
            options: options.clone(),
            runtime_id: "rid".to_owned(),
            start,
        };
        let shipper = Shipper {
            destination: Arc::new(stream),
            options: LogOptions::Awslogs(options),
            directory: spool.path(),
            ended: has_ended,
            acknowledge: Arc::new(move |through| {
                told.store(through, Ordering::SeqCst);
                Box::pin(async {})
            }),
            watcher: SpoolWatcher::new().expect("inotify"),
            away,
        };
        Self {
            ended,
            safe,
            away: is_away,
            running: tokio::spawn(shipper.run()),
        }
    }

    async fn finish(self) -> u64 {
        self.ended.send_replace(true);
        let done = timeout(PATIENCE, self.running).await.expect("it ends");
        done.expect("no panic").expect("the spool is readable");
        self.safe.load(Ordering::SeqCst)
    }

    async fn kill(self) {
        self.running.abort();
        let _ = self.running.await;
    }
}

#[tokio::test]
async fn lines_arrive_while_the_container_runs_and_the_rest_after_it() {
    let (service, mut spool) = (Service::with_group(), Spool::new());
    let start = prepare(service.as_ref(), &options()).await.expect("made");
    assert_eq!(start, Start::New);
    let work = Work::start(&service, &spool, start);
    spool.write(1);
    service.wait_for(1).await;
    spool.write(2);
    service.wait_for(3).await;
    spool.begin_segment();
    spool.write(5);
    let safe = work.finish().await;
    assert_eq!(service.stored(), spool.lines());
    assert_eq!(safe, 8);
}

#[tokio::test]
async fn under_load_lines_go_together() {
    let (service, mut spool) = (Service::with_group(), Spool::new());
    let start = prepare(service.as_ref(), &options()).await.expect("made");
    spool.write(25_000);
    let work = Work::start(&service, &spool, start);
    work.finish().await;
    assert_eq!(service.stored(), spool.lines());
    assert_eq!(service.state.lock().puts, 3, "10,000 events a batch");
}

#[tokio::test]
async fn killed_agents_and_lost_answers_lose_and_repeat_nothing() {
    let (service, mut spool) = (Service::with_group(), Spool::new());
    for round in 0..12_u64 {
        let start = prepare(service.as_ref(), &options()).await.expect("made");
        service.state.lock().faults = match round % 3 {
            0 => vec![Fault::AnswerLost],
            1 => vec![Fault::Away, Fault::AnswerLost],
            _ => Vec::new(),
        };
        let work = Work::start(&service, &spool, start);
        spool.write(3 + round);
        if round % 4 == 1 {
            spool.begin_segment();
        }
        spool.write(2);
        let before = service.stored().len();
        service.wait_for(before + 1).await;
        // Somewhere between the first of the new lines and the last.
        work.kill().await;
    }
    let start = prepare(service.as_ref(), &options()).await.expect("made");
    assert_eq!(start, Start::Existing);
    let safe = Work::start(&service, &spool, start).finish().await;
    assert_eq!(service.stored(), spool.lines());
    assert_eq!(safe, spool.next - 1);
}

#[tokio::test]
async fn a_service_that_is_away_gets_everything_when_it_is_back() {
    let (service, mut spool) = (Service::with_group(), Spool::new());
    service.state.lock().away = true;
    let start = prepare(service.as_ref(), &options())
        .await
        .expect("no error");
    let mut work = Work::start(&service, &spool, start);
    spool.write(4);
    service.wait_until(|state| state.refused >= 3).await;
    // Nobody need wait for the last lines until it is back.
    work.away.wait_for(|away| *away).await.expect("it says so");
    service.state.lock().away = false;
    work.away.wait_for(|away| !*away).await.expect("it says so");
    work.ended.send_replace(true);
    let done = work.running.await.expect("no panic");
    done.expect("the spool is readable");
    assert_eq!(
        service.stored(),
        spool.lines(),
        "the stream was made as well"
    );
}

#[tokio::test]
async fn a_partly_stored_batch_goes_on_where_the_service_says() {
    let (service, mut spool) = (Service::with_group(), Spool::new());
    prepare(service.as_ref(), &options()).await.expect("made");
    spool.write(10);
    {
        let mut state = service.state.lock();
        state.through = 4;
        state.stored = spool.lines()[..4].to_vec();
    }
    // It thinks the stream is new, and begins with the first record.
    Work::start(&service, &spool, Start::New).finish().await;
    assert_eq!(service.stored(), spool.lines());
}

#[tokio::test]
async fn a_missing_group_is_an_error_unless_it_may_be_made() {
    let service = Arc::new(Service::default());
    let error = prepare(service.as_ref(), &options()).await;
    assert_eq!(
        error.expect_err("no group").to_string(),
        "failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist."
    );
    let mut create = options();
    create.create_group = true;
    let made = prepare(service.as_ref(), &create).await.expect("made");
    assert_eq!(made, Start::New);
}

fn multiline() -> AwslogsOptions {
    AwslogsOptions {
        multiline: Multiline::pattern("^E"),
        ..options()
    }
}

#[tokio::test]
async fn events_of_several_lines_survive_kills_whole() {
    let (service, mut spool) = (Service::with_group(), Spool::new());
    let mut expected = Vec::new();
    for round in 0..6 {
        let start = prepare(service.as_ref(), &options()).await.expect("made");
        service.state.lock().faults = match round % 2 {
            0 => vec![Fault::AnswerLost],
            _ => Vec::new(),
        };
        let work = Work::with_options(&service, &spool, start, multiline());
        // The last event of the round before goes on in this one.
        let lines = [
            "  at c".to_owned(),
            format!("E{round}"),
            "  at a".to_owned(),
        ];
        spool.write_lines(&lines);
        spool.begin_segment();
        spool.write_lines(&["  at b"]);
        expected.push(match round {
            0 => "  at c\n".to_owned(),
            _ => format!("E{}\n  at a\n  at b\n  at c\n", round - 1),
        });
        service.wait_for(expected.len()).await;
        work.kill().await;
    }
    expected.push("E5\n  at a\n  at b\n".to_owned());
    let work = Work::with_options(&service, &spool, Start::Existing, multiline());
    let safe = work.finish().await;
    assert_eq!(service.stored(), expected);
    assert_eq!(safe, spool.next - 1);
}

#[tokio::test(start_paused = true)]
async fn an_event_that_does_not_go_on_is_sent_all_the_same() {
    let (service, mut spool) = (Service::with_group(), Spool::new());
    let start = prepare(service.as_ref(), &options()).await.expect("made");
    spool.write_lines(&["E1", "  at a"]);
    let began = tokio::time::Instant::now();
    let work = Work::with_options(&service, &spool, start, multiline());
    service.wait_for(1).await;
    assert_eq!(service.stored(), ["E1\n  at a\n"]);
    assert!(began.elapsed() >= Duration::from_secs(5));
    work.kill().await;
}
