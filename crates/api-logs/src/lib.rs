//! Generated shapes and operation table of the CloudWatch Logs API.
