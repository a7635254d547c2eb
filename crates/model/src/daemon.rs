//! Daemons of capacity providers.
//!
//! A daemon is kept as a DAEMON service whose name no service can have, and its task definition as one of a
//! family that no other can have: both begin with [`DAEMON_PREFIX`]. See `docs/decisions/0020`.

use serde::{Deserialize, Serialize};

/// With this begin the names of daemons among those of services, of their task groups, and of their families.
pub const DAEMON_PREFIX: &str = "daemon:";

/// What a daemon has beyond a DAEMON service.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Daemon {
    /// As the caller said.
    pub critical: bool,
    /// At most so many percent of its instances are without it during a deployment; one in any case.
    pub drain_percent: f64,
}

/// A name without [`DAEMON_PREFIX`], as callers and agents know it.
#[must_use]
pub fn shown_name(name: &str) -> &str {
    name.strip_prefix(DAEMON_PREFIX).unwrap_or(name)
}

/// Whether it is the name or the family of a daemon.
#[must_use]
pub fn is_daemon_name(name: &str) -> bool {
    name.starts_with(DAEMON_PREFIX)
}
