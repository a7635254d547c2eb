//! AWS JSON 1.1 and Signature Version 4: bytes to values and back.
