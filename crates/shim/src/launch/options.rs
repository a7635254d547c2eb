//! Mount options as words, in the terms of the kernel.

use nix::mount::MsFlags;

use crate::sys::{Change, attribute};

/// How something is mounted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// Attributes that the mount has, `MOUNT_ATTR_*`.
    pub(crate) set: u64,
    /// Attributes that it does not have, whatever what it is made from has.
    pub(crate) clear: u64,
    /// `MS_PRIVATE` and the like; zero for what a new mount is, private.
    pub(crate) propagation: u64,
    /// What is mounted below a directory is taken along, and treated the same.
    pub(crate) recursive: bool,
    /// What the file system itself understands.
    pub(crate) settings: Vec<(String, Option<String>)>,
}

impl Options {
    /// Reads words of `mount(8)`, and what is none of them as the file system's own.
    pub(crate) fn parse<T: AsRef<str>>(words: &[T]) -> Self {
        let mut options = Self::default();
        for word in words {
            options.add(word.as_ref());
        }
        options
    }

    fn add(&mut self, word: &str) {
        use attribute::{ATIME, NOATIME, NODEV, NODIRATIME, NOEXEC, NOSUID, RDONLY, STRICTATIME};
        match word {
            "" | "defaults" | "remount" | "bind" => {}
            "rbind" => self.recursive = true,
            "ro" => self.put(RDONLY, RDONLY),
            "rw" => self.put(RDONLY, 0),
            "nosuid" => self.put(NOSUID, NOSUID),
            "suid" => self.put(NOSUID, 0),
            "nodev" => self.put(NODEV, NODEV),
            "dev" => self.put(NODEV, 0),
            "noexec" => self.put(NOEXEC, NOEXEC),
            "exec" => self.put(NOEXEC, 0),
            "noatime" => self.put(ATIME, NOATIME),
            "strictatime" => self.put(ATIME, STRICTATIME),
            "atime" | "relatime" | "norelatime" | "nostrictatime" => self.put(ATIME, 0),
            "nodiratime" => self.put(NODIRATIME, NODIRATIME),
            "diratime" => self.put(NODIRATIME, 0),
            "private" | "rprivate" => self.spread(word, MsFlags::MS_PRIVATE),
            "shared" | "rshared" => self.spread(word, MsFlags::MS_SHARED),
            "slave" | "rslave" => self.spread(word, MsFlags::MS_SLAVE),
            "unbindable" | "runbindable" => self.spread(word, MsFlags::MS_UNBINDABLE),
            other => {
                let (key, value) = match other.split_once('=') {
                    Some((key, value)) => (key, Some(value.to_owned())),
                    None => (other, None),
                };
                self.settings.push((key.to_owned(), value));
            }
        }
    }

    /// Of those in `mask` these and no others.
    fn put(&mut self, mask: u64, set: u64) {
        self.set = self.set & !mask | set;
        self.clear = self.clear & !mask | mask & !set;
    }

    fn spread(&mut self, word: &str, kind: MsFlags) {
        self.propagation = kind.bits();
        self.recursive |= word.starts_with('r');
    }

    /// What makes a copy of a mount as it is wanted.
    pub(crate) fn change(&self) -> Change {
        let mut clear = self.clear;
        // The kernel wants the whole field named if anything of it changes.
        if (self.set | self.clear) & attribute::ATIME != 0 {
            clear |= attribute::ATIME;
        }
        Change {
            clear,
            propagation: self.propagation,
            ..Change::setting(self.set)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use attribute::{NOATIME, NODEV, NOEXEC, NOSUID, RDONLY};

    #[test]
    fn words_are_told_from_the_file_systems_own() {
        let options = Options::parse(&["nosuid", "nodev", "size=4m", "ro", "huge", "mode=700"]);
        assert_eq!(options.set, NOSUID | NODEV | RDONLY);
        let setting = |key: &str, value: Option<&str>| (key.to_owned(), value.map(str::to_owned));
        assert_eq!(
            options.settings,
            [
                setting("size", Some("4m")),
                setting("huge", None),
                setting("mode", Some("700"))
            ]
        );
    }

    #[test]
    fn the_last_word_counts() {
        let options = Options::parse(&["noexec", "ro", "exec", "rw", "noexec"]);
        assert_eq!((options.set, options.clear), (NOEXEC, RDONLY));
        let options = Options::parse(&["noatime"]);
        assert_eq!(options.change().clear & attribute::ATIME, attribute::ATIME);
        assert_eq!(options.change().set, NOATIME);
    }

    #[test]
    fn what_is_below_is_taken_along_if_said() {
        let options = Options::parse(&["rbind", "rprivate", "ro"]);
        assert!(options.recursive);
        assert_eq!(options.propagation, 1 << 18);
        assert!(!Options::parse(&["bind", "private"]).recursive);
    }
}
