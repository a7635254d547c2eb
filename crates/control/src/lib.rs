//! The control plane: API servers, applier, agent connections.
