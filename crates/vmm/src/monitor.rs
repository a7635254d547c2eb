//! What an emulator that was started before its task is told, so that it has the task's disks.
//!
//! The machine has no places to plug things in; it has disks from its beginning, of nothing. Each is a
//! format over a file, and the file is exchanged: the emulator gets a descriptor of the new one, and
//! reopens the disk on top of it. Commands are lines of JSON, one at a time, since a descriptor that
//! comes before the last one was taken is lost.

use serde_json::{Value, json};

use crate::qemu::{SCRATCH, VOLUMES, image_serial};

/// Sets of descriptors are numbers; the emulator has none of its own.
const FIRST_SET: usize = 1;

/// One line for the emulator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// The line, without its end.
    pub line: String,
    /// Comes with which descriptor: an index into what [`commands`] was told of.
    pub descriptor: Option<usize>,
}

/// A disk of a task, in the order of their descriptors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disk {
    /// [`SCRATCH`], with its size in bytes.
    Scratch(u64),
    /// [`VOLUMES`], with its size in bytes.
    Volumes(u64),
    /// The image of this number.
    Image(usize),
}

impl Disk {
    fn serial(self) -> String {
        match self {
            Self::Scratch(_) => SCRATCH.to_owned(),
            Self::Volumes(_) => VOLUMES.to_owned(),
            Self::Image(number) => image_serial(number),
        }
    }

    const fn size(self) -> Option<u64> {
        match self {
            Self::Scratch(bytes) | Self::Volumes(bytes) => Some(bytes),
            Self::Image(_) => None,
        }
    }
}

/// What is to be said, in order, each after the answer to the one before.
#[must_use]
pub fn commands(disks: &[Disk]) -> Vec<Command> {
    let command = |name: &str, arguments: Value, descriptor: Option<usize>| Command {
        line: json!({ "execute": name, "arguments": arguments }).to_string(),
        descriptor,
    };
    let mut all = vec![command("qmp_capabilities", json!({}), None)];
    for (number, disk) in disks.iter().enumerate() {
        let (set, serial) = (FIRST_SET + number, disk.serial());
        let node = format!("file-{serial}");
        let mut file = json!({
            "driver": "file", "node-name": node, "filename": format!("/dev/fdset/{set}"),
            "locking": "off", "aio": "threads",
        });
        let mut format = json!({ "driver": "raw", "node-name": serial, "file": node });
        for it in [&mut file, &mut format] {
            match disk.size() {
                Some(_) => {
                    it["discard"] = json!("unmap");
                    it["cache"] = json!({ "direct": false, "no-flush": true });
                }
                None => it["read-only"] = json!(true),
            }
        }
        all.extend([
            command("add-fd", json!({ "fdset-id": set }), Some(number)),
            command("blockdev-add", file, None),
            command("blockdev-reopen", json!({ "options": [format] }), None),
        ]);
        if let Some(bytes) = disk.size() {
            // The same as the file's: it has the guest hear of it.
            let resize = json!({ "node-name": serial, "size": bytes });
            all.push(command("block_resize", resize, None));
        }
    }
    all
}

/// What a line of the emulator's answers to the last command; `None` if it is about something else.
///
/// # Errors
/// If the command was refused: why.
pub fn answer(line: &str) -> Option<Result<(), String>> {
    let said: Value = match serde_json::from_str(line) {
        Ok(said) => said,
        Err(_) => return Some(Err("it answers what makes no sense".to_owned())),
    };
    if said.get("return").is_some() {
        return Some(Ok(()));
    }
    let refused = said.get("error")?;
    let why = refused.get("desc").and_then(Value::as_str);
    Some(Err(why.unwrap_or("for no reason").to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_disk_gets_its_descriptor_and_only_written_ones_a_size() {
        let all = commands(&[Disk::Scratch(20 << 30), Disk::Image(0), Disk::Image(3)]);
        let names: Vec<String> = all
            .iter()
            .filter_map(|command| {
                let said: Value = serde_json::from_str(&command.line).ok()?;
                Some(said["execute"].as_str()?.to_owned())
            })
            .collect();
        let image = ["add-fd", "blockdev-add", "blockdev-reopen"];
        let scratch = ["add-fd", "blockdev-add", "blockdev-reopen", "block_resize"];
        let wanted = ["qmp_capabilities"].into_iter().chain(scratch);
        let wanted: Vec<&str> = wanted.chain(image).chain(image).collect();
        assert_eq!(names, wanted);
        let descriptors = all.iter().filter_map(|command| command.descriptor);
        assert_eq!(descriptors.collect::<Vec<_>>(), [0, 1, 2]);
        for command in all.iter().filter(|it| it.line.contains("image")) {
            assert!(!command.line.contains("no-flush"), "{}", command.line);
            let opens = command.line.contains("blockdev");
            assert_eq!(opens, command.line.contains("\"read-only\":true"));
        }
        let last = all.iter().find(|it| it.line.contains("file-image3"));
        assert!(last.is_some_and(|it| it.line.contains("/dev/fdset/3")));
    }

    #[test]
    fn answers_are_told_from_what_else_is_said() {
        assert_eq!(answer(r#"{"QMP": {"version": {}}}"#), None);
        assert_eq!(answer(r#"{"event": "RESUME", "data": {}}"#), None);
        assert_eq!(answer(r#"{"return": {}}"#), Some(Ok(())));
        let refused = answer(r#"{"error": {"class": "GenericError", "desc": "no such node"}}"#);
        assert_eq!(refused, Some(Err("no such node".to_owned())));
        assert!(answer("nonsense").is_some_and(|it| it.is_err()));
    }
}
