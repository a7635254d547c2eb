//! What a caller did wrong, and what the disk did.

use std::{io, path::PathBuf};

/// Why an operation did not happen. All but the last three are the caller's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No group of this name.
    #[error("The specified log group does not exist.")]
    GroupUnknown,
    /// The group has no stream of this name.
    #[error("The specified log stream does not exist.")]
    StreamUnknown,
    /// The group is there already.
    #[error("The specified log group already exists")]
    GroupExists,
    /// The stream is there already.
    #[error("The specified log stream already exists")]
    StreamExists,
    /// A parameter is not acceptable; the text is for the caller.
    #[error("{0}")]
    Invalid(String),
    /// More tags than a group can have.
    #[error("A log group cannot have more than 50 tags")]
    TooManyTags,
    /// The batch of this sequence token was stored before.
    #[error(
        "The given batch of log events has already been accepted. The next batch can be sent with sequenceToken: {expected}"
    )]
    AlreadyAccepted {
        /// Up to where the source's records are stored, as a sequence token.
        expected: String,
    },
    /// A part of the batch of this sequence token was stored before.
    #[error("The given sequenceToken is invalid. The next expected sequenceToken is: {expected}")]
    PartlyAccepted {
        /// Up to where the source's records are stored, as a sequence token.
        expected: String,
    },
    /// The disk is full; nothing was stored and a later try may succeed.
    #[error("no space is left for the logs in {}", .0.display())]
    Full(PathBuf),
    /// The disk failed and it is not known what is durable; the store has to be opened anew.
    #[error("the log store stopped ({0})")]
    Broken(String),
    /// Stored events could not be read.
    #[error("stored events cannot be read ({0})")]
    Unreadable(String),
}

impl Error {
    pub(crate) fn invalid(text: impl Into<String>) -> Self {
        Self::Invalid(text.into())
    }
}

/// Why a log store could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Another process, or another store of this one, has the directory.
    #[error("the log directory {} is in use by another berth (pid {pid})", .dir.display())]
    InUse {
        /// The directory.
        dir: PathBuf,
        /// Who has it, as far as is known.
        pid: String,
    },
    /// What is there was not written by this program, or is damaged.
    #[error("{} is damaged ({what}); restore it from a backup or move the directory away", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// The disk failed, is full or read-only.
    #[error("cannot use the log directory {}", .dir.display())]
    Io {
        /// The directory.
        dir: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}
