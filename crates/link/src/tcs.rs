//! The telemetry communication service: agent to control plane.
