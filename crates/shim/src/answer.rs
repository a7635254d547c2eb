//! Answers that do not depend on where the containers are.

use std::path::Path;

use berth_link::shim::{Answer, SPOOL_DIR, ShimError, ShimErrorCode};

use crate::{output, validate};

pub(crate) fn error(code: ShimErrorCode, message: String) -> Answer {
    Answer::Error(ShimError { code, message })
}

pub(crate) fn unknown(name: &str) -> Answer {
    error(ShimErrorCode::BadRequest, format!("no container {name}"))
}

/// Forgets what is shipped of a container that has no output any more; maybe it was another shim's.
pub(crate) fn forget_shipped(task: &Path, name: &str, through: u64) -> Answer {
    if !validate::is_name(name) {
        return unknown(name);
    }
    let spool = task.join("containers").join(name).join(SPOOL_DIR);
    match output::forget_shipped(&spool, through) {
        Ok(()) => Answer::Done,
        Err(cause) => error(
            ShimErrorCode::Storage,
            format!("cannot remove shipped records: {cause}"),
        ),
    }
}
