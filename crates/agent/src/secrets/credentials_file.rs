//! A credentials file of AWS's tools.

use berth_protocol::sigv4::Credentials;

/// The keys of the profile `default`.
pub(super) fn parse(text: &str) -> Option<Credentials> {
    let mut within = false;
    let (mut id, mut secret, mut session_token) = (None, None, None);
    for line in text.lines().map(str::trim) {
        if let Some(profile) = line.strip_prefix('[') {
            within = profile.trim_end_matches(']').trim() == "default";
        } else if let Some((name, value)) = line.split_once('=')
            && within
        {
            let value = Some(value.trim().to_owned());
            match name.trim() {
                "aws_access_key_id" => id = value,
                "aws_secret_access_key" => secret = value,
                "aws_session_token" => session_token = value,
                _ => {}
            }
        }
    }
    Some(Credentials {
        access_key_id: id?,
        secret_access_key: secret?,
        session_token,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_profile_counts() {
        let text = "[other]\naws_access_key_id=x\n[default]\naws_access_key_id = AKIA\n\
                    # a comment\naws_secret_access_key = s/=\n[more]\naws_session_token = t\n";
        let found = parse(text).expect("keys");
        assert_eq!(found.access_key_id, "AKIA");
        assert_eq!(found.secret_access_key, "s/=");
        assert_eq!(found.session_token, None);
        assert!(parse("[other]\naws_access_key_id=x").is_none());
    }
}
