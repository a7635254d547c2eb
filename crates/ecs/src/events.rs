//! Events as EventBridge has them: made of what a command changes, and read from the queue in the
//! state.
//!
//! [`made_of()`] compares each change with what was there before and says what has happened; the writer
//! puts that into the same commit. [`shape`] gives an event the form that EventBridge delivers,
//! [`reading`] takes a part of the queue for somebody who has come so far.

mod made_of;
pub mod reading;
mod retirement;
pub mod shape;

pub(crate) use made_of::made_of;
pub use reading::{Delivery, Filter, Reading, read};
