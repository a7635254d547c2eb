//! ECS semantics: every operation as a pure function over the region's state.
