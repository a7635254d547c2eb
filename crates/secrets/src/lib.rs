//! Secrets Manager and Parameter Store: every operation as a pure function over the region's state.
//!
//! As in `berth-ecs`: a function that reads takes a [`State`](berth_model::State), one that changes
//! something a [`Tx`](berth_model::Tx), both a [`Context`]. What is new is the [`Keyring`]: records
//! hold values only as sealed bytes, and whoever has no keys can read and check everything but
//! them. A lost key is an error of the call that needs it and of nothing else.
//!
//! [`manager`] has the operations of Secrets Manager, [`parameters`] those of Parameter Store,
//! [`tidy`] what goes by itself in time. Nothing here reads a clock or a file.

pub mod arn;
pub mod keyring;
pub mod manager;
pub mod parameters;

mod reseal;
mod tags;

#[cfg(test)]
mod testing;

pub use berth_ecs::{Context, Outcome};
pub use keyring::{KeyError, Keyring};
pub use manager::tidy;
pub use reseal::reseal;
