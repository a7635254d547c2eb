//! AWS JSON 1.1 and Signature Version 4: bytes to values and back.
//!
//! Everything a server (and our own agent, as a client) needs between an HTTP request and typed
//! values, as pure functions: no socket, no clock, no knowledge of any particular service.
//!
//! - [`sigv4`]: who signed this request, and how to sign one;
//! - [`aws_json`]: which operation is asked for, and how answers and errors look;
//! - [`form`]: the same for services of forms and XML;
//! - [`page`]: the opaque tokens of paged lists;
//! - [`fault`] and [`shape`]: what generated code leans on.

pub mod aws_json;
pub mod fault;
pub mod form;
pub mod page;
pub mod shape;
pub mod sigv4;
