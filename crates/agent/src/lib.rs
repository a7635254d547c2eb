//! The container agent: drives the task engine with real effects.
