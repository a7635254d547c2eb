//! Which image each container of a task has: noted in the task's directory when it is here, so that an
//! agent that starts again need not pull to know.

use std::fs;
use std::io;
use std::path::Path;

use berth_link::acs;

const DIRECTORY: &str = "images";

/// Notes a container's image, by its id.
pub(super) fn note(dir: &Path, container: &str, image: &str) -> io::Result<()> {
    let notes = dir.join(DIRECTORY);
    fs::create_dir_all(&notes)?;
    let path = notes.join(container);
    let beside = notes.join(format!(".{container}"));
    fs::write(&beside, image)?;
    fs::rename(beside, path)
}

/// The ids of the images of all containers, each once, always in the same order; `None` while one is
/// missing.
pub(super) fn all(dir: &Path, task: &acs::Task) -> Option<Vec<String>> {
    let notes = dir.join(DIRECTORY);
    let mut images = Vec::new();
    for container in &task.containers {
        let image = fs::read_to_string(notes.join(&container.name)).ok()?;
        if !images.contains(&image) {
            images.push(image);
        }
    }
    Some(images)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_image_counts_once_when_all_are_here() {
        let dir = tempfile::tempdir().expect("a directory");
        let container = |name: &str| acs::Container {
            name: name.to_owned(),
            ..acs::Container::default()
        };
        let task = acs::Task {
            containers: vec![container("b"), container("a"), container("c")],
            ..acs::Task::default()
        };
        note(dir.path(), "a", "sha256:1").expect("written");
        note(dir.path(), "b", "sha256:2").expect("written");
        assert_eq!(all(dir.path(), &task), None);
        note(dir.path(), "c", "sha256:1").expect("written");
        let images = all(dir.path(), &task).expect("all here");
        assert_eq!(images, ["sha256:2", "sha256:1"]);
    }
}
