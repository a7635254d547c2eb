//! What can go wrong, in the words a task's reason shows.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// Why the store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has this directory open.
    #[error("image store {0} is in use by another process")]
    InUse(PathBuf),
    /// The directory cannot be made, read or cleaned.
    #[error("image store {path}")]
    Io {
        /// What was touched.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// No HTTP client could be made.
    #[error("HTTP client: {0}")]
    Http(String),
}

/// Why an image could not be pulled. `Display` is whole, with the registry's own words, so that a
/// reason can be `CannotPullContainerError: <this>`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PullError {
    /// The reference is not one; nothing was asked of the network.
    #[error("invalid reference format: {reason}: {reference:?}")]
    Reference {
        /// As given.
        reference: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The registry does not know the tag, the repository or a blob (404).
    #[error("{what} not found: {words}")]
    NotFound {
        /// For instance `manifest for 127.0.0.1:5000/nope:1`.
        what: String,
        /// The registry's.
        words: String,
    },
    /// The registry wants other credentials, or better ones (401, 403).
    #[error(
        "pull access denied for {repository}, repository does not exist or may require authorization: {words}"
    )]
    Denied {
        /// Repository as a user writes it.
        repository: String,
        /// The registry's.
        words: String,
    },
    /// The registry could not be reached, or stopped answering, and retries did not help.
    #[error("{0}")]
    Network(String),
    /// The registry answered with another error status (429, 5xx, ...).
    #[error("received unexpected HTTP status: {status}: {words}")]
    Registry {
        /// HTTP status code.
        status: u16,
        /// The registry's.
        words: String,
    },
    /// The index has no image for this machine.
    #[error(
        "no matching manifest for {wanted} in the manifest list entries of {reference}: available platforms: {available}"
    )]
    Platform {
        /// The image.
        reference: String,
        /// `os/architecture` of this machine.
        wanted: String,
        /// What there is, comma separated.
        available: String,
    },
    /// What came is not what its digest, size or format says.
    #[error("{0}")]
    Invalid(String),
    /// A layer could not be unpacked; among others, because it tries to leave its directory.
    #[error("failed to register layer: {0}")]
    Layer(String),
    /// The store's own directory failed, for instance a full disk.
    #[error("image store: {0}")]
    Store(String),
    /// The pull, or its manifest, took longer than the store allows. In the words of the ECS agent,
    /// where the reason is `DockerTimeoutError: <this>`.
    #[error("Could not transition to {step}; timed out after waiting {}", go_duration(.limit))]
    TimedOut {
        /// `pulled` or `MANIFEST_PULLED`.
        step: &'static str,
        /// The limit.
        limit: Duration,
    },
    /// The disk has no room for the image, and nothing on it may go.
    #[error(
        "not enough free disk space for {reference}: it needs at least {needed_mib} MiB, {free_mib} MiB are free, of which {keep_free_mib} MiB are kept"
    )]
    NoRoom {
        /// The image.
        reference: String,
        /// On the store's file system.
        free_mib: u64,
        /// The compressed layers that are not here.
        needed_mib: u64,
        /// [`crate::DiskLimits::keep_free_bytes`].
        keep_free_mib: u64,
    },
}

/// Why an image was not removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveError {
    /// No image has this id.
    #[error("no such image: {0}")]
    Unknown(String),
    /// Somebody holds it.
    #[error("image {0} is in use")]
    Held(String),
    /// Its record or layers could not be removed.
    #[error("removing image {id}")]
    Io {
        /// Config digest.
        id: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl PullError {
    /// The store's directory refused; `what` was being done.
    pub(crate) fn store(what: &str, error: &io::Error) -> Self {
        Self::Store(format!("{what}: {}", system_words(error)))
    }
}

/// A duration as Go prints it: `2h0m0s`, `1m30s`, `300ms`.
pub(crate) fn go_duration(duration: &Duration) -> String {
    let seconds = duration.as_secs();
    if seconds == 0 {
        return format!("{}ms", duration.as_millis());
    }
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes) {
        (0, 0) => format!("{seconds}s"),
        (0, _) => format!("{minutes}m{seconds}s"),
        _ => format!("{hours}h{minutes}m{seconds}s"),
    }
}

/// An I/O error in the lower-case words every other container tool uses.
pub(crate) fn system_words(error: &io::Error) -> String {
    let text = error.to_string();
    match (error.raw_os_error(), text.split_once(" (os error")) {
        (Some(_), Some((words, _))) => words.to_lowercase(),
        _ => text,
    }
}
