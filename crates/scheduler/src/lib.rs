//! Placement: a snapshot and a request in, a plan out; the cluster query language.
