//! The agent communication service: control plane to agent.
