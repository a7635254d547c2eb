//! Docker's json-file format: one object a line, rotated by size.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Stream;
use super::lines::Line;

const NAME: &str = "json.log";

/// The file being written; older ones are `json.log.1` (the newest of them) and up.
#[derive(Debug)]
pub(crate) struct JsonFile {
    path: PathBuf,
    file: File,
    bytes: u64,
    max_bytes: u64,
    max_files: u32,
    batch: Vec<u8>,
}

#[derive(Serialize)]
struct Object<'a> {
    log: &'a str,
    stream: &'a str,
    time: &'a str,
}

impl JsonFile {
    /// Opens the file for appending.
    pub(crate) fn open(directory: &Path, max_bytes: u64, max_files: u32) -> io::Result<Self> {
        let path = directory.join(NAME);
        let file = append_to(&path)?;
        let bytes = file.metadata()?.len();
        Ok(Self {
            path,
            file,
            bytes,
            max_bytes,
            max_files,
            batch: Vec::new(),
        })
    }

    /// Adds an object to the batch.
    pub(crate) fn append(&mut self, stream: Stream, time_us: i64, line: Line<'_>) {
        let mut text = String::from_utf8_lossy(line.text).into_owned();
        if !line.partial {
            text.push('\n');
        }
        let stream = match stream {
            Stream::Stdout => "stdout",
            Stream::Stderr => "stderr",
        };
        let time = rfc3339(time_us);
        let object = Object {
            log: &text,
            stream,
            time: &time,
        };
        let whole = self.batch.len();
        if serde_json::to_writer(&mut self.batch, &object).is_ok() {
            self.batch.push(b'\n');
        } else {
            self.batch.truncate(whole);
        }
        if self.max_bytes > 0 && self.bytes + self.batch.len() as u64 >= self.max_bytes {
            self.flush();
            self.rotate();
        }
    }

    /// Writes the batch. What the disk does not take is lost, as with docker.
    pub(crate) fn flush(&mut self) {
        if self.file.write_all(&self.batch).is_ok() {
            self.bytes += self.batch.len() as u64;
        }
        self.batch.clear();
        self.batch.shrink_to(super::READ_BYTES);
    }

    /// Brings everything to the disk.
    pub(crate) fn sync(&mut self) {
        self.flush();
        let _ = self.file.sync_data();
    }

    fn numbered(&self, number: u32) -> PathBuf {
        match number {
            0 => self.path.clone(),
            _ => self.path.with_file_name(format!("{NAME}.{number}")),
        }
    }

    fn rotate(&mut self) {
        let oldest = self.max_files.saturating_sub(1);
        let _ = fs::remove_file(self.numbered(oldest));
        for number in (0..oldest).rev() {
            let _ = fs::rename(self.numbered(number), self.numbered(number + 1));
        }
        if let Ok(file) = append_to(&self.path) {
            self.file = file;
            self.bytes = 0;
        }
    }
}

fn append_to(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(path)
}

/// A time with nanoseconds, as docker writes it.
fn rfc3339(time_us: i64) -> String {
    let seconds = time_us.div_euclid(1_000_000);
    let nanoseconds = time_us.rem_euclid(1_000_000) * 1000;
    let (year, month, day) = civil(seconds.div_euclid(86_400));
    let second = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{nanoseconds:09}Z")
}

/// Year, month and day of a day counted from the epoch, in the Gregorian calendar.
fn civil(days: i64) -> (i64, i64, i64) {
    // Counted from 1 March of the year 0, so that leap days come last in their year.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_look_like_dockers() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00.000000000Z");
        assert_eq!(
            rfc3339(951_827_696_000_001),
            "2000-02-29T12:34:56.000001000Z"
        );
        assert_eq!(
            rfc3339(1_795_408_740_500_000),
            "2026-11-23T04:39:00.500000000Z"
        );
    }

    #[test]
    fn files_rotate() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let mut file = JsonFile::open(directory.path(), 200, 2).expect("opens");
        for number in 0..9 {
            let text = format!("line {number}");
            file.append(
                Stream::Stdout,
                0,
                Line {
                    text: text.as_bytes(),
                    partial: false,
                },
            );
        }
        file.sync();
        let mut names: Vec<_> = fs::read_dir(directory.path())
            .expect("exists")
            .map(|entry| entry.expect("readable").file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["json.log", "json.log.1"]);
        let old = fs::read_to_string(directory.path().join("json.log.1")).expect("rotated");
        let first = old.lines().next().expect("some line");
        assert_eq!(
            first,
            r#"{"log":"line 6\n","stream":"stdout","time":"1970-01-01T00:00:00.000000000Z"}"#
        );
    }
}
