//! `berth events`: prints what happens, one event a line, until it is stopped.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use berth_agent::client::{CallError, Stream};

use crate::{cli::EventsArgs, config::Settings, region::Region, sse};

/// Before connecting again.
const PAUSE: Duration = Duration::from_secs(1);
/// A control plane says something at least every 15 seconds; one that does not is gone.
const SILENCE_MAX: Duration = Duration::from_secs(60);

/// How the reading of one connection ended.
enum End {
    /// The other side has gone; it may come back.
    CutOff,
    /// Nobody reads what we print.
    NobodyReads,
}

/// How far we are, and where that is written down.
struct Place {
    position: Option<u64>,
    file: Option<PathBuf>,
}

pub(crate) fn main(args: &EventsArgs) -> anyhow::Result<ExitCode> {
    let settings = Settings::read(&args.data)?;
    let region = Region::of(&settings.data_dir)?;
    let mut place = Place::of(args)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(follow(&region, args, &mut place))?;
    Ok(ExitCode::SUCCESS)
}

/// Until nobody reads any more. A region that goes is waited for; one that refuses is not.
async fn follow(region: &Region, args: &EventsArgs, place: &mut Place) -> anyhow::Result<()> {
    let mut connected = false;
    loop {
        match region.events(&query(args), place.position).await {
            Ok(stream) => {
                connected = true;
                if let End::NobodyReads = read(stream, place).await? {
                    return Ok(());
                }
            }
            Err(error) if connected && error.is_transient() => {}
            Err(error) => return Err(error).context("cannot follow the events"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

fn query(args: &EventsArgs) -> Vec<(&'static str, &str)> {
    let types = args.detail_types.iter().map(|it| ("detail-type", &**it));
    let clusters = args.clusters.iter().map(|it| ("cluster", &**it));
    types.chain(clusters).collect()
}

/// Prints what one connection brings.
async fn read(mut stream: Stream, place: &mut Place) -> anyhow::Result<End> {
    let mut parser = sse::Parser::default();
    loop {
        let bytes = match tokio::time::timeout(SILENCE_MAX, stream.next()).await {
            Ok(Ok(Some(bytes))) => bytes,
            Ok(Ok(None) | Err(CallError::Transport { .. })) | Err(_) => return Ok(End::CutOff),
            Ok(Err(error)) => return Err(error.into()),
        };
        for message in parser.take(&bytes) {
            if let Some(data) = &message.data
                && !print(data)?
            {
                return Ok(End::NobodyReads);
            }
            if let Some(position) = message.id.and_then(|id| id.parse().ok()) {
                place.set(position)?;
            }
        }
    }
}

/// Whether somebody reads it.
fn print(line: &str) -> io::Result<bool> {
    match writeln!(io::stdout().lock(), "{line}") {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        written => written.map(|()| true),
    }
}

impl Place {
    fn of(args: &EventsArgs) -> anyhow::Result<Self> {
        let noted = match &args.cursor {
            None => None,
            Some(file) => noted(file)?,
        };
        Ok(Self {
            position: noted.or(args.after),
            file: args.cursor.clone(),
        })
    }

    /// What was printed up to here is not printed again.
    fn set(&mut self, position: u64) -> anyhow::Result<()> {
        if self.position.replace(position) == Some(position) {
            return Ok(());
        }
        let Some(file) = &self.file else {
            return Ok(());
        };
        let mut new = file.clone().into_os_string();
        new.push(".new");
        std::fs::write(&new, format!("{position}\n"))
            .and_then(|()| std::fs::rename(&new, file))
            .with_context(|| format!("cannot write {}", file.display()))
    }
}

/// The position in a file; none if there is no file yet.
fn noted(file: &Path) -> anyhow::Result<Option<u64>> {
    match std::fs::read_to_string(file) {
        Ok(text) => {
            let position = text.trim().parse();
            let position = position
                .with_context(|| format!("{} does not hold an event's number", file.display()))?;
            Ok(Some(position))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
    }
}
