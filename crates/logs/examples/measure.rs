//! Prints how fast small events are stored and read:
//! `cargo run --release -p berth-logs --example measure [DIR]`.

use std::{
    error::Error,
    io::{Write as _, stdout},
    path::PathBuf,
    sync::Arc,
    thread,
    time::Instant,
};

use berth_logs::{Batch, EventsQuery, FilterQuery, InputEvent, LogStore, NewGroup};

const NOW: i64 = 1_795_000_000_000;
const STREAMS: usize = 16;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> Outcome<()> {
    let parent = std::env::args_os()
        .nth(1)
        .map_or_else(std::env::temp_dir, PathBuf::from);
    let dir = tempfile::tempdir_in(parent)?;
    let store = Arc::new(LogStore::open(dir.path())?);
    let group = NewGroup {
        name: "g".to_owned(),
        ..NewGroup::default()
    };
    store.create_group(group, NOW).wait()?;
    for stream in 0..STREAMS {
        store.create_stream("g", &stream.to_string(), NOW).wait()?;
    }
    for (batch, rounds) in [(1, 200), (100, 200), (5000, 30)] {
        put(&store, batch, rounds)?;
    }
    let started = Instant::now();
    let events = read(&store)?;
    report("read, events a second", events, started)?;
    let started = Instant::now();
    let (scanned, pages) = search(&store)?;
    report("searched, events a second", scanned, started)?;
    writeln!(stdout(), "in {pages} pages; {}", memory()?)?;
    drop(store);
    let started = Instant::now();
    drop(LogStore::open(dir.path())?);
    writeln!(stdout(), "opened in {:?}", started.elapsed())?;
    Ok(())
}

/// Every stream gets `rounds` batches of `size` events, one after the other.
fn put(store: &Arc<LogStore>, size: usize, rounds: usize) -> Outcome<()> {
    let started = Instant::now();
    let threads: Vec<_> = (0..STREAMS)
        .map(|stream| {
            let store = Arc::clone(store);
            thread::spawn(move || -> Outcome<()> {
                for round in 0..rounds {
                    let events = (0..size).map(|at| InputEvent {
                        timestamp_ms: NOW + i64::try_from(round).unwrap_or(0),
                        message: format!(
                            "{stream} {round} {at} GET /api/users/7 200 12 ms from 10.0.0.7"
                        )
                        .into(),
                    });
                    let batch = Batch {
                        group: "g".to_owned(),
                        stream: stream.to_string(),
                        events: events.collect(),
                        sequence_token: None,
                    };
                    store.put(batch, NOW).wait()?;
                }
                Ok(())
            })
        })
        .collect();
    for thread in threads {
        thread.join().map_err(|_| "a thread panicked")??;
    }
    let title = format!("stored in batches of {size}, events a second");
    report(&title, size * rounds * STREAMS, started)
}

fn read(store: &LogStore) -> Outcome<usize> {
    let mut query = EventsQuery {
        group: "g".to_owned(),
        stream: "3".to_owned(),
        from_head: true,
        ..EventsQuery::default()
    };
    let mut count = 0;
    loop {
        let page = store.events(&query, NOW)?;
        if page.events.is_empty() {
            return Ok(count);
        }
        count += page.events.len();
        query.token = Some(page.next_forward);
    }
}

fn search(store: &LogStore) -> Outcome<(usize, usize)> {
    let mut query = FilterQuery {
        group: "g".to_owned(),
        pattern: "\"5 4999 GET\"".to_owned(),
        ..FilterQuery::default()
    };
    let mut pages = 0;
    loop {
        let page = store.filter(&query, NOW)?;
        pages += 1;
        query.token = page.next_token;
        if query.token.is_none() {
            return Ok((STREAMS * (200 + 200 * 100 + 30 * 5000), pages));
        }
    }
}

fn report(title: &str, count: usize, started: Instant) -> Outcome<()> {
    let count = f64::from(u32::try_from(count)?);
    let rate = count / started.elapsed().as_secs_f64();
    writeln!(stdout(), "{title}: {rate:.0}")?;
    Ok(())
}

fn memory() -> Outcome<String> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    Ok(line.unwrap_or_default().to_owned())
}
