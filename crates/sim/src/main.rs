//! `berth-sim`: runs seeds and says what they came to.

#![allow(
    clippy::print_stdout,
    reason = "a tool for people says what it is doing"
)]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use berth_sim::{Options, Report, Scenario, run};

const USAGE: &str = "\
berth-sim [--seeds N] [--first S] [--fresh N] [--seed S [--trace [LINES]]]
berth-sim --scenarios [--update]

  --seeds N    the seeds 1 to N (200)
  --first S    begin with S instead of 1
  --fresh N    N more that nobody has seen (0)
  --seed S     this one only
  --trace      print everything that happens in it, or the last LINES lines
  --scenarios  play crates/sim/scenarios and compare with what was recorded
  --update     record anew
";
/// Lines shown of a run that failed.
const SHOWN: usize = 60;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["--scenarios"] => return scenarios(false),
        ["--scenarios", "--update"] => return scenarios(true),
        _ => {}
    }
    match parse(&words) {
        Some(Wanted::One { seed, trace }) => one(seed, trace),
        Some(Wanted::Many { seeds }) => many(&seeds),
        None => {
            println!("{USAGE}");
            ExitCode::FAILURE
        }
    }
}

enum Wanted {
    One { seed: u64, trace: Option<usize> },
    Many { seeds: Vec<u64> },
}

fn parse(words: &[String]) -> Option<Wanted> {
    let (mut seeds, mut first, mut fresh) = (200, 1, 0);
    let (mut seed, mut trace) = (None, None);
    let mut words = words.iter().peekable();
    while let Some(word) = words.next() {
        let mut number = || words.next()?.parse::<u64>().ok();
        match word.as_str() {
            "--seeds" => seeds = number()?,
            "--first" => first = number()?,
            "--fresh" => fresh = number()?,
            "--seed" => seed = Some(number()?),
            "--trace" => {
                let lines = words.next_if(|word| word.parse::<usize>().is_ok());
                trace = Some(lines.and_then(|it| it.parse().ok()).unwrap_or(usize::MAX));
            }
            _ => return None,
        }
    }
    if let Some(seed) = seed {
        return Some(Wanted::One { seed, trace });
    }
    let unseen = u64::from(std::process::id()) << 20 | u64::from(now().subsec_nanos());
    let known = first..first + seeds;
    let fresh = (0..fresh).map(|number| (unseen << 8 | number) & (u64::MAX >> 1));
    let seeds = known.chain(fresh).collect();
    Some(Wanted::Many { seeds })
}

fn now() -> Duration {
    use berth_env::Clock as _;
    Duration::from_micros(u64::try_from(berth_env::SystemClock.now_ms()).unwrap_or(0) * 997)
}

fn one(seed: u64, trace: Option<usize>) -> ExitCode {
    let report = run(&Options {
        seed,
        trace,
        ..Options::default()
    });
    for line in &report.trace {
        println!("{line}");
    }
    println!(
        "seed {seed}: {} steps, {:.0} simulated seconds, {} tasks, fingerprint {:016x}",
        report.steps,
        report.simulated.as_secs_f64(),
        report.tasks,
        report.fingerprint
    );
    match report.failure {
        Some(failure) => {
            println!("FAILED: {}", failure.what);
            ExitCode::FAILURE
        }
        None => ExitCode::SUCCESS,
    }
}

/// Plays every scenario; with `update` what it says is recorded.
fn scenarios(update: bool) -> ExitCode {
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut failed = false;
    let mut paths: Vec<_> = std::fs::read_dir(directory)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    paths.sort();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let mut scenario = Scenario::parse(&text);
        match scenario.play() {
            Err(why) => {
                println!("{why}\nscenario {name} FAILED");
                failed = true;
            }
            Ok(record) if record == scenario.record => println!("scenario {name}: as recorded"),
            Ok(record) if update => {
                scenario.record = record;
                failed |= std::fs::write(&path, scenario.render()).is_err();
                println!("scenario {name}: recorded anew");
            }
            Ok(record) => {
                let old = scenario
                    .record
                    .lines()
                    .map(Some)
                    .chain(std::iter::repeat(None));
                for (new, old) in record.lines().zip(old) {
                    if old != Some(new) {
                        println!("  was {}\n  is  {new}", old.unwrap_or("nothing"));
                        break;
                    }
                }
                println!("scenario {name} FAILED: not as recorded (--update records it anew)");
                failed = true;
            }
        }
    }
    if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// All of them, on every processor; the first failures in full.
fn many(seeds: &[u64]) -> ExitCode {
    let began = Instant::now();
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let reports: Vec<Report> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut done = Vec::new();
                    loop {
                        let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        let Some(seed) = seeds.get(at) else {
                            return done;
                        };
                        done.push(run(&Options {
                            seed: *seed,
                            ..Options::default()
                        }));
                    }
                })
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_default())
            .collect()
    });
    let failed: Vec<&Report> = reports.iter().filter(|it| it.failure.is_some()).collect();
    for report in failed.iter().take(20) {
        let what = report.failure.as_ref().map_or("", |it| &it.what);
        println!("seed {} FAILED: {what}", report.seed);
    }
    if let Some(report) = failed.first() {
        println!("\nthe last steps of seed {}:", report.seed);
        let again = run(&Options {
            seed: report.seed,
            trace: Some(SHOWN),
            ..Options::default()
        });
        for line in again.trace {
            println!("  {line}");
        }
        println!("replay: cargo xtask sim --seed {} --trace", report.seed);
    }
    let steps: u64 = reports.iter().map(|it| it.steps).sum();
    let simulated: f64 = reports.iter().map(|it| it.simulated.as_secs_f64()).sum();
    let tasks: usize = reports.iter().map(|it| it.tasks).sum();
    let elapsed = began.elapsed().as_secs_f64();
    println!(
        "{} seeds, {} failed: {steps} steps in {elapsed:.1} s ({:.0} steps/s), {tasks} tasks, {:.0} simulated hours",
        reports.len(),
        failed.len(),
        steps as f64 / elapsed,
        simulated / 3600.0,
    );
    if reports.len() < seeds.len() {
        println!(
            "{} seeds broke the simulator itself",
            seeds.len() - reports.len()
        );
        return ExitCode::FAILURE;
    }
    if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
