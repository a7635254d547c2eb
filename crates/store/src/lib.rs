//! The Store trait: durable conditional commits and loading; memory and disk.
