//! A base and the logs after it, read as one: what is loaded at a start and what a new base is made
//! of.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{
    base, damaged_at,
    file::{Counters, Window},
    io_error, layout,
    log::{self, Found},
};
use crate::{EachRecord, Error, Version, record};

/// Where the newest value of a key is: log, place and length. `None` if it was removed.
type Place = Option<(usize, u64, u32)>;

/// What the logs change.
#[derive(Debug, Default)]
pub(super) struct Overlay {
    places: BTreeMap<Vec<u8>, Place>,
    logs: Vec<PathBuf>,
}

impl Overlay {
    /// Reads one more log; what was found in it.
    pub(super) fn read(&mut self, dir: &Path, start: Version) -> Result<Found, Error> {
        let path = layout::log(dir, start);
        let mut window = Window::open(&path).map_err(|source| io_error(dir, source))?;
        let number = self.logs.len();
        let places = &mut self.places;
        let found = log::read(&mut window, start, &mut |key, value| {
            places.insert(key, value.map(|(at, length)| (number, at, length)));
        })
        .map_err(|error| damaged_at(dir, &path, error))?;
        self.logs.push(path);
        Ok(found)
    }
}

/// Takes a record as stored key and value.
pub(super) type Each<'a> = dyn FnMut(&[u8], &[u8]) -> Result<(), Error> + 'a;

/// Gives every record of the base, as the logs have changed it, to `each`, ordered by key.
pub(super) fn each(
    dir: &Path,
    base: Option<Version>,
    overlay: &Overlay,
    each: &mut Each<'_>,
) -> Result<(), Error> {
    let logs: Result<Vec<Window>, Error> = overlay
        .logs
        .iter()
        .map(|path| Window::open(path).map_err(|source| io_error(dir, source)))
        .collect();
    let mut logs = logs?;
    let mut changed = |key: &[u8], place: &Place, each: &mut Each<'_>| {
        let Some((number, at, length)) = *place else {
            return Ok(());
        };
        let path = &overlay.logs[number];
        let value = logs[number].pick(at, length as usize);
        match value.map_err(|source| io_error(dir, source))? {
            Some(value) => each(key, value),
            None => Err(Error::Damaged {
                path: path.clone(),
                what: "it became shorter".to_owned(),
            }),
        }
    };
    let mut places = overlay.places.iter().peekable();
    if let Some(version) = base {
        let path = layout::base(dir, version);
        let damaged = |error| damaged_at(dir, &path, error);
        let mut reader = base::Reader::open(&path, version).map_err(damaged)?;
        while reader.advance().map_err(damaged)? {
            let (key, value) = reader.record();
            while let Some((other, place)) = places.next_if(|(other, _)| other.as_slice() < key) {
                changed(other, place, each)?;
            }
            match places.next_if(|(other, _)| other.as_slice() == key) {
                Some((key, place)) => changed(key, place, each)?,
                None => each(key, value)?,
            }
        }
    }
    for (key, place) in places {
        changed(key, place, each)?;
    }
    Ok(())
}

/// The same as table, key and value, for whoever loads the store.
pub(super) fn records(
    dir: &Path,
    base: Option<Version>,
    overlay: &Overlay,
    take: &mut EachRecord<'_>,
) -> Result<(), Error> {
    each(dir, base, overlay, &mut |stored, value| {
        let (table, key) = record::split_key(stored).ok_or_else(|| Error::Damaged {
            path: layout::base(dir, base.unwrap_or(0)),
            what: format!("a key is wrong: {}", stored.escape_ascii()),
        })?;
        take(table, key, value).map_err(|source| Error::Rejected {
            table: table.to_owned(),
            key: key.escape_ascii().to_string(),
            source,
        })
    })
}

/// What a new base is made of.
pub(super) struct Job {
    pub(super) dir: PathBuf,
    pub(super) base: Option<Version>,
    /// Logs that nobody writes to any more, oldest first.
    pub(super) logs: Vec<Version>,
    /// The version after the last of them.
    pub(super) version: Version,
    pub(super) counters: Arc<Counters>,
    /// The store is let go of: what has been written is of no use.
    pub(super) stop: Arc<AtomicBool>,
}

impl Job {
    /// Makes the base; what it stands for is still there.
    pub(super) fn run(self) -> Result<(), Error> {
        let path = layout::base(&self.dir, self.version);
        let done = self.write(&path);
        if !matches!(done, Ok(true)) {
            layout::remove(&[layout::new(&path)]);
        }
        done.map(drop)
    }

    /// Whether it was completed.
    fn write(&self, path: &Path) -> Result<bool, Error> {
        let failed = |source| io_error(&self.dir, source);
        let mut overlay = Overlay::default();
        for start in &self.logs {
            overlay.read(&self.dir, *start)?;
        }
        let new = layout::new(path);
        let mut writer =
            base::Writer::create(&new, self.version, &self.counters).map_err(failed)?;
        let stopped = || Error::Broken("the store is let go of".to_owned());
        let made = each(&self.dir, self.base, &overlay, &mut |key, value| {
            if self.stop.load(Ordering::Relaxed) {
                return Err(stopped());
            }
            writer.record(key, value).map_err(failed)
        });
        match made {
            Err(_) if self.stop.load(Ordering::Relaxed) => return Ok(false),
            made => made?,
        }
        writer.finish().map_err(failed)?;
        layout::publish(&self.dir, path).map_err(failed)?;
        Ok(true)
    }
}
