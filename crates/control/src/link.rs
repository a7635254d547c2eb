//! Connections with container agents: ours and Amazon's, over the same two websockets.
//!
//! - [`acs`]: what the agent is to run, and what it has taken over;
//! - [`tcs`]: health and figures of what runs.
//!
//! Both begin with a signed handshake ([`handshake`]). A connection is level-triggered: it is
//! woken when its container instance changes, compares the snapshot with what it has told the
//! agent ([`berth_ecs::session`]), and tells the difference. Losing a wake-up or a whole connection costs
//! time, never correctness.

pub(crate) mod acs;
mod handshake;
mod registry;
pub(crate) mod tcs;

pub(crate) use registry::Links;
pub use registry::{LinkOptions, Telemetry};

/// Room for what is read at once. Agents' frames are short, and a larger room costs each connection
/// its memory, and each read the clearing of it.
const READ_BYTES: usize = 8 * 1024;
