//! Where a container's mounts come from.

use std::path::{Path, PathBuf};

use berth_link::acs;
use berth_link::shim::{BindMount, VolumeMount};
use berth_task_engine::ImageFacts;

use super::SpecError;

/// Where volumes are on this host.
#[derive(Clone, Debug)]
pub(crate) struct VolumePlaces {
    /// Gone with the task.
    pub(crate) of_task: PathBuf,
    /// Shared between tasks.
    pub(crate) shared: PathBuf,
}

/// A container's mounts, and the directories they need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mounts {
    pub(crate) mounts: Vec<BindMount>,
    pub(crate) directories: Vec<Directory>,
    /// What is mounted at some of them first.
    pub(crate) file_systems: Vec<VolumeMount>,
}

/// A directory that a mount needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Directory {
    pub(crate) path: PathBuf,
    /// Otherwise it must be there already; the volume's name.
    pub(crate) must_exist: Option<String>,
}

/// The container's own mounts, then those of other containers (`others`, by name), then anonymous
/// volumes for those of the image's that nothing is mounted at.
pub(crate) fn mounts(
    task: &acs::Task,
    container: &acs::Container,
    image: &ImageFacts,
    places: &VolumePlaces,
    others: impl Fn(&str) -> Option<Vec<BindMount>>,
) -> Result<Mounts, SpecError> {
    let mut all = Mounts::default();
    for point in &container.mount_points {
        let source = source(task, &point.source_volume, places)?;
        all.mounts.push(BindMount {
            source: text(&source.directory.path)?,
            destination: absolute(&point.container_path)?,
            read_only: point.read_only || source.read_only,
            populate: source.populate,
        });
        all.directories.push(source.directory);
        all.file_systems.extend(source.file_system);
    }
    for from in &container.volumes_from {
        let theirs = others(&from.source_container).ok_or_else(|| {
            SpecError::Invalid(format!("No such container: {}", from.source_container))
        })?;
        for mount in theirs {
            if !all.has(&mount.destination) {
                all.mounts.push(BindMount {
                    read_only: mount.read_only || from.read_only,
                    ..mount
                });
            }
        }
    }
    for (number, path) in image.volumes.iter().enumerate() {
        let destination = absolute(path)?;
        if !all.has(&destination) {
            let path = places
                .of_task
                .join(format!("anonymous-{}-{number}", container.name));
            all.mounts.push(BindMount {
                source: text(&path)?,
                destination,
                read_only: false,
                populate: true,
            });
            all.directories.push(Directory {
                path,
                must_exist: None,
            });
        }
    }
    Ok(all)
}

impl Mounts {
    pub(crate) fn has(&self, destination: &str) -> bool {
        let trimmed = destination.trim_end_matches('/');
        let mut mounts = self.mounts.iter();
        mounts.any(|mount| mount.destination.trim_end_matches('/') == trimmed)
    }
}

/// What is behind a volume of the task.
struct Source {
    directory: Directory,
    /// The image's content goes into it first.
    populate: bool,
    read_only: bool,
    file_system: Option<VolumeMount>,
}

impl Source {
    const fn new(directory: Directory, populate: bool) -> Self {
        Self {
            directory,
            populate,
            read_only: false,
            file_system: None,
        }
    }
}

fn source(task: &acs::Task, name: &str, places: &VolumePlaces) -> Result<Source, SpecError> {
    let volume = task.volumes.iter().find(|volume| volume.name == name);
    let volume = volume
        .ok_or_else(|| SpecError::Invalid(format!("the task has no volume named {name:?}")))?;
    let made = |path: PathBuf| Directory {
        path,
        must_exist: None,
    };
    match volume.r#type.as_str() {
        "" | "host" => {
            let host = volume.host.clone().unwrap_or_default();
            match host.source_path.filter(|path| !path.is_empty()) {
                Some(path) => Ok(Source::new(made(PathBuf::from(absolute(&path)?)), false)),
                None => Ok(Source::new(made(inside(&places.of_task, name)?), true)),
            }
        }
        "docker" => {
            let docker = volume.docker_volume_configuration.clone();
            let docker = docker.unwrap_or_default();
            if !matches!(docker.driver.as_str(), "" | "local") {
                return Err(SpecError::unsupported(format!(
                    "dockerVolumeConfiguration.driver {:?}",
                    docker.driver
                )));
            }
            let shared = docker.scope == "shared";
            let directory = if shared {
                Directory {
                    path: inside(&places.shared, name)?,
                    must_exist: (!docker.autoprovision).then(|| name.to_owned()),
                }
            } else {
                made(inside(&places.of_task, name)?)
            };
            local(&docker, Source::new(directory, true), shared)
        }
        other => Err(SpecError::unsupported(format!("volume type {other:?}"))),
    }
}

/// The options of docker's driver `local`: those of mount(8).
fn local(
    docker: &acs::DockerVolumeConfiguration,
    mut source: Source,
    shared: bool,
) -> Result<Source, SpecError> {
    let known = ["type", "o", "device"];
    let mut names = docker.driver_opts.keys();
    if let Some(option) = names.find(|name| !known.contains(&name.as_str())) {
        return Err(SpecError::Invalid(format!(
            "driverOpts: invalid option {option:?}"
        )));
    }
    if docker.driver_opts.is_empty() {
        return Ok(source);
    }
    let option = |name: &str| docker.driver_opts.get(name).cloned().unwrap_or_default();
    let (kind, options, device) = (option("type"), option("o"), option("device"));
    if device.is_empty() {
        return Err(SpecError::Invalid(
            "driverOpts: missing required option \"device\"".to_owned(),
        ));
    }
    let bind = options.split(',').any(|it| it == "bind" || it == "rbind");
    match kind.as_str() {
        "" | "none" if bind => {
            source.read_only = options.split(',').any(|it| it == "ro");
            source.directory = Directory {
                path: PathBuf::from(absolute(&device)?),
                must_exist: Some(device),
            };
            return Ok(source);
        }
        // Every task has a mount of its own, and memory is not shared between mounts.
        "tmpfs" if shared => {
            return Err(SpecError::unsupported(
                "dockerVolumeConfiguration.driverOpts.type \"tmpfs\" with scope shared",
            ));
        }
        "tmpfs" | "ext4" | "ext3" | "ext2" | "xfs" | "btrfs" | "overlay" => {}
        other => {
            return Err(SpecError::unsupported(format!(
                "dockerVolumeConfiguration.driverOpts.type {other:?}"
            )));
        }
    }
    source.file_system = Some(VolumeMount {
        target: text(&source.directory.path)?,
        kind,
        device,
        options,
    });
    Ok(source)
}

/// A name becomes a directory's: nothing in it may lead elsewhere.
fn inside(parent: &Path, name: &str) -> Result<PathBuf, SpecError> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if name.is_empty() || name.len() > 255 || !name.bytes().all(plain) || name.starts_with('.') {
        return Err(SpecError::Invalid(format!("bad volume name {name:?}")));
    }
    Ok(parent.join(name))
}

fn absolute(path: &str) -> Result<String, SpecError> {
    if path.starts_with('/') && !path.contains('\0') {
        Ok(path.to_owned())
    } else {
        Err(SpecError::Invalid(format!(
            "invalid mount path: {path:?} mount path must be absolute"
        )))
    }
}

fn text(path: &Path) -> Result<String, SpecError> {
    let text = path.to_str().map(str::to_owned);
    text.ok_or_else(|| SpecError::Invalid(format!("not a UTF-8 path: {}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> VolumePlaces {
        VolumePlaces {
            of_task: PathBuf::from("/d/tasks/1/volumes"),
            shared: PathBuf::from("/d/volumes"),
        }
    }

    fn volume(json: serde_json::Value) -> acs::Volume {
        serde_json::from_value(json).expect("a volume")
    }

    fn one(volume: acs::Volume) -> Result<Mounts, SpecError> {
        let task = acs::Task {
            volumes: vec![volume],
            ..acs::Task::default()
        };
        let container = acs::Container {
            mount_points: vec![acs::MountPoint {
                source_volume: "v".to_owned(),
                container_path: "/in".to_owned(),
                read_only: true,
            }],
            ..acs::Container::default()
        };
        mounts(&task, &container, &ImageFacts::default(), &places(), |_| {
            None
        })
    }

    #[test]
    fn every_kind_of_volume_has_its_place() {
        let check = |json: serde_json::Value, source: &str, populate: bool, must_exist: bool| {
            let mounts = one(volume(json.clone())).expect("supported");
            let expected = BindMount {
                source: source.to_owned(),
                destination: "/in".to_owned(),
                read_only: true,
                populate,
            };
            assert_eq!(mounts.mounts, [expected], "{json}");
            assert_eq!(mounts.directories[0].must_exist.is_some(), must_exist);
        };
        let docker = |scope: &str, autoprovision: bool| {
            serde_json::json!({"name": "v", "type": "docker", "dockerVolumeConfiguration":
                {"scope": scope, "autoprovision": autoprovision, "driver": "local"}})
        };
        let host = serde_json::json!({"name": "v", "host": {"sourcePath": "/srv"}});
        check(host, "/srv", false, false);
        let anonymous = serde_json::json!({"name": "v", "type": "host", "host": {}});
        check(anonymous, "/d/tasks/1/volumes/v", true, false);
        check(docker("task", true), "/d/tasks/1/volumes/v", true, false);
        check(docker("shared", true), "/d/volumes/v", true, false);
        check(docker("shared", false), "/d/volumes/v", true, true);
    }

    #[test]
    fn what_we_do_not_do_is_refused_by_name() {
        let check = |json: serde_json::Value, expected: &str| {
            let error = one(volume(json)).expect_err("refused");
            assert!(error.to_string().contains(expected), "{error}");
        };
        check(
            serde_json::json!({"name": "v", "type": "efs", "efsVolumeConfiguration": {}}),
            "volume type \"efs\"",
        );
        check(
            serde_json::json!({"name": "v", "type": "docker", "dockerVolumeConfiguration":
                {"scope": "task", "driver": "rexray"}}),
            "driver \"rexray\"",
        );
        check(
            serde_json::json!({"name": "v", "type": "docker", "dockerVolumeConfiguration":
                {"scope": "task", "driver": "local", "driverOpts": {"type": "nfs", "device": ":/x"}}}),
            "driverOpts.type \"nfs\"",
        );
        for kind in ["s3files", "configuredAtLaunch"] {
            let expected = match kind {
                "s3files" => "volume type \"s3files\"",
                _ => "volume type \"configuredAtLaunch\"",
            };
            check(serde_json::json!({"name": "v", "type": kind}), expected);
        }
        check(
            serde_json::json!({"name": "other"}),
            "no volume named \"v\"",
        );
        assert!(inside(Path::new("/d"), "../x").is_err());
        assert!(inside(Path::new("/d"), "..").is_err());
    }

    #[test]
    fn others_mounts_and_image_volumes_fill_what_is_free() {
        let container = acs::Container {
            name: "c".to_owned(),
            volumes_from: vec![acs::VolumeFrom {
                source_container: "o".to_owned(),
                read_only: true,
            }],
            ..acs::Container::default()
        };
        let image = ImageFacts {
            volumes: vec!["/data".to_owned(), "/cache".to_owned()],
            ..ImageFacts::default()
        };
        let theirs = BindMount {
            source: "/x".to_owned(),
            destination: "/data/".to_owned(),
            read_only: false,
            populate: true,
        };
        let others = |name: &str| (name == "o").then(|| vec![theirs.clone()]);
        let task = acs::Task::default();
        let all = mounts(&task, &container, &image, &places(), others).expect("fine");
        let shown: Vec<_> = all
            .mounts
            .iter()
            .map(|mount| (mount.source.as_str(), mount.read_only))
            .collect();
        assert_eq!(
            shown,
            [("/x", true), ("/d/tasks/1/volumes/anonymous-c-1", false)]
        );
        assert!(mounts(&task, &container, &image, &places(), |_| None).is_err());
    }
}
