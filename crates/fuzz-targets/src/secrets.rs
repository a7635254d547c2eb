//! How secrets and parameters are named, and the file of their keys.

use berth_link::acs::SecretReference;
use berth_secrets::Keyring;
use berth_secrets::arn::{ParameterId, SecretArn};

/// What was taken apart is what was there.
pub(crate) fn names(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Some(arn) = SecretArn::parse(text) {
        assert!(text.ends_with(arn.resource), "{arn:?}");
        if let Some((name, suffix)) = arn.with_suffix() {
            assert_eq!(format!("{name}-{suffix}"), arn.resource);
        }
    }
    if let Some(id) = ParameterId::parse(text) {
        let selector = id.selector.map_or(String::new(), |it| format!(":{it}"));
        assert!(text.ends_with(&format!("{}{selector}", id.name)), "{id:?}");
        assert!(id.names().count() >= 1);
    }
    if let Ok(found) = SecretReference::parse(text) {
        assert!(text.starts_with(found.secret), "{found:?}");
        let parts = [found.json_key, found.version_stage, found.version_id];
        let parts = parts.map(Option::unwrap_or_default).join(":");
        let whole = format!("{}:{parts}", found.secret);
        assert!(text == found.secret || text == whole, "{found:?}");
    }
}

/// A file is keys or says which line is none.
pub(crate) fn key_file(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(keys) = Keyring::parse(&text) {
        assert!(keys.newest().is_some());
    }
}
