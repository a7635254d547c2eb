//! What tests say they prove.
//!
//! A comment above a test, in Python or Rust, names members of the model:
//!
//! ```text
//! # proves: ContainerDefinition.user, LinuxParameters.tmpfs
//! # refuses: Volume.efsVolumeConfiguration -- volume type "efs"
//! def test_something(self):
//! ```
//!
//! The words behind `--` are in the refusal's message, and the test holds them too.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};

/// Where tests are, and what their files end in.
const PLACES: [(&str, &str); 2] = [("tests/e2e", "py"), ("crates", "rs")];

/// One member that one test is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// `Shape.member`
    pub(super) member: String,
    /// What it is refused with; otherwise it works.
    pub(super) message: Option<String>,
    pub(super) test: String,
}

/// Every note in the sources, ordered by file.
pub(super) fn find(root: &Path) -> anyhow::Result<Vec<Note>> {
    let mut notes = Vec::new();
    for (place, kind) in PLACES {
        let mut files = Vec::new();
        collect(&root.join(place), kind, &mut files)?;
        files.sort();
        for file in files {
            let text =
                fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            let name = file.strip_prefix(root).unwrap_or(&file);
            let name = name.display().to_string();
            notes.extend(read(&name, &text).with_context(|| name.clone())?);
        }
    }
    Ok(notes)
}

fn collect(directory: &Path, kind: &str, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let entries = fs::read_dir(directory);
    for entry in entries.with_context(|| format!("reading {}", directory.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, kind, files)?;
        } else if path.extension().is_some_and(|it| it == kind) {
            files.push(path);
        }
    }
    Ok(())
}

fn read(file: &str, text: &str) -> anyhow::Result<Vec<Note>> {
    let mut notes = Vec::new();
    let mut waiting: Vec<(String, Option<String>)> = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        let comment = line.strip_prefix("# ").or_else(|| line.strip_prefix("// "));
        if let Some(names) = comment.and_then(|it| it.strip_prefix("proves: ")) {
            waiting.extend(names.split(',').map(|name| (name.trim().to_owned(), None)));
        } else if let Some(rest) = comment.and_then(|it| it.strip_prefix("refuses: ")) {
            let Some((names, message)) = rest.split_once(" -- ") else {
                bail!("`refuses:` without ` -- ` and a message");
            };
            let message = message.trim();
            ensure!(
                said(text, message),
                "the file's tests do not hold the message {message:?}"
            );
            for name in names.split(',') {
                waiting.push((name.trim().to_owned(), Some(message.to_owned())));
            }
        } else if let Some(test) = test_name(line) {
            for (member, message) in waiting.drain(..) {
                notes.push(Note {
                    member,
                    message,
                    test: format!("`{file}` {test}"),
                });
            }
        }
    }
    ensure!(waiting.is_empty(), "notes at the end, without a test below");
    Ok(notes)
}

/// Whether the message is in the file outside of notes, quotes escaped or not.
fn said(text: &str, message: &str) -> bool {
    let escaped = message.replace('"', "\\\"");
    let mut lines = text.lines().filter(|line| !line.contains("refuses: "));
    lines.any(|line| line.contains(message) || line.contains(&escaped))
}

fn test_name(line: &str) -> Option<String> {
    let line = line.strip_prefix("async ").unwrap_or(line);
    let name = match line.strip_prefix("def test_") {
        Some(name) => name,
        None => line.strip_prefix("fn ")?,
    };
    Some(name.split('(').next()?.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_belongs_to_the_test_below() {
        let text = concat!(
            "    # pro",
            "ves: A.x, A.y\n    # re",
            "fuses: B.z -- no \"z\"\n",
            "    def test_this_and_that(self):\n        check(\"no \\\"z\\\"\")\n",
        );
        let notes = read("t.py", text).expect("notes");
        let members: Vec<_> = notes.iter().map(|note| note.member.as_str()).collect();
        assert_eq!(members, ["A.x", "A.y", "B.z"]);
        assert_eq!(notes[0].test, "`t.py` this and that");
        assert_eq!(notes[2].message.as_deref(), Some("no \"z\""));
    }

    #[test]
    fn a_message_that_no_test_holds_and_a_note_without_a_test_are_errors() {
        assert!(read("t.py", concat!("# re", "fuses: B.z -- no\ndef test_a():\n")).is_err());
        assert!(read("t.rs", concat!("// pro", "ves: A.x\n")).is_err());
    }
}
