//! The Amazon ECS API: shapes, operations and the trait [`Ecs`], generated from its model.
//!
//! Members are all optional in the types, as they are on the wire; what a request must have is
//! checked before it becomes a type, see [`berth_protocol::shape`].

#[allow(
    missing_docs,
    reason = "the model without its prose: names say what they say in ECS"
)]
mod generated;
mod lenient;

pub use generated::*;
