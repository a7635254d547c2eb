//! The domain: ids, records, status machines, the region's state and its invariants.
