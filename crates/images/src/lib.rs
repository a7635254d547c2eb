//! Registry pulls, the content-addressed image store, unpacked layers, cleanup.
