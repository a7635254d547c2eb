//! The small process that owns one task: its containers, their output and exit codes.
