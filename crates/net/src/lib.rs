//! Bridges, interfaces and port maps of tasks on a host.
