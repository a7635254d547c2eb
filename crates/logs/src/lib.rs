//! Log groups and streams: append, read, filter, retain.
