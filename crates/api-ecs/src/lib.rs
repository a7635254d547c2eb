//! Generated shapes and operation table of the Amazon ECS API.
