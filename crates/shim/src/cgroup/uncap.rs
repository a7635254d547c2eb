//! The task's cap of processor time, out of the way while something of it is killed.

use std::fs;
use std::path::PathBuf;

use super::TaskGroup;

/// A cap that was taken away.
#[derive(Debug)]
pub(crate) struct Cap {
    file: PathBuf,
    text: String,
}

impl TaskGroup {
    /// Takes the task's cap away, if it has one. Every process needs some time to end, and thousands that
    /// wait for their share of a cap would take minutes, during which the task cannot stop.
    pub(crate) fn uncap(&self) -> Option<Cap> {
        let (file, none) = match self.hierarchies.v1("cpu") {
            Some(_) => ("cpu.cfs_quota_us", "-1"),
            None => ("cpu.max", "max"),
        };
        let root = self.hierarchies.of("cpu")?;
        let file = root.join(&self.parent).join(file);
        let text = fs::read_to_string(&file).ok()?;
        if text.trim_start().starts_with(none) {
            return None;
        }
        fs::write(&file, none).ok()?;
        Some(Cap { file, text })
    }
}

impl Cap {
    /// Sets it again. A group that is gone needs none.
    pub(crate) fn restore(self) {
        let _ = fs::write(self.file, self.text.trim_end());
    }
}
