//! The number of the last record that a collector took, in a file.

use std::fs;
use std::io;
use std::path::PathBuf;

/// A file with a number. Not synced: what a lost power takes is sent again.
#[derive(Clone, Debug)]
pub(super) struct Position {
    path: PathBuf,
}

impl Position {
    pub(super) const fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// 0 if there is none.
    pub(super) fn read(&self) -> u64 {
        let text = fs::read_to_string(&self.path).unwrap_or_default();
        text.trim().parse().unwrap_or_default()
    }

    pub(super) fn write(&self, through: u64) -> io::Result<()> {
        let beside = self.path.with_extension("new");
        fs::write(&beside, through.to_string())?;
        fs::rename(beside, &self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_again_and_nonsense_is_none() {
        let directory = tempfile::tempdir().expect("a directory");
        let position = Position::new(directory.path().join("web.shipped"));
        assert_eq!(position.read(), 0);
        position.write(17).expect("written");
        position.write(18).expect("written");
        assert_eq!(position.read(), 18);
        fs::write(directory.path().join("web.shipped"), "x").expect("written");
        assert_eq!(position.read(), 0);
    }
}
