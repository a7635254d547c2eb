//! How `valueFrom` names a secret of Secrets Manager.

/// A secret, and which part of which version of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretReference<'a> {
    /// Its ARN without what follows, or a name.
    pub secret: &'a str,
    /// The member of the JSON object that the value is.
    pub json_key: Option<&'a str>,
    /// The version by stage.
    pub version_stage: Option<&'a str>,
    /// The version by id.
    pub version_id: Option<&'a str>,
}

/// Neither a secret's ARN nor one with all three parts after it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "unexpected ARN format: {0:?} is not arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME, alone \
     or with :JSON-KEY:VERSION-STAGE:VERSION-ID after it"
)]
pub struct BadReference(pub String);

/// Colons in a secret's ARN, and in one with the three parts.
const PLAIN: usize = 6;
const WITH_PARTS: usize = 9;

impl<'a> SecretReference<'a> {
    /// Takes it apart. Of the three parts any may be empty, but they come together.
    ///
    /// # Errors
    /// [`BadReference`].
    pub fn parse(value_from: &'a str) -> Result<Self, BadReference> {
        let bad = || BadReference(value_from.to_owned());
        let plain = |secret| Self {
            secret,
            json_key: None,
            version_stage: None,
            version_id: None,
        };
        if !value_from.starts_with("arn:") {
            return Some(value_from)
                .filter(|name| !name.is_empty() && !name.contains(':'))
                .map(plain)
                .ok_or_else(bad);
        }
        let colons: Vec<usize> = value_from.match_indices(':').map(|(at, _)| at).collect();
        let part = |index: usize| {
            let end = colons.get(index + 1).copied();
            let text = &value_from[colons[index] + 1..end.unwrap_or(value_from.len())];
            Some(text).filter(|text| !text.is_empty())
        };
        let (secret, with_parts) = match colons.len() {
            PLAIN => (value_from, false),
            WITH_PARTS => (&value_from[..colons[PLAIN]], true),
            _ => return Err(bad()),
        };
        if part(1) != Some("secretsmanager") || part(4) != Some("secret") || part(5).is_none() {
            return Err(bad());
        }
        if !with_parts {
            return Ok(plain(secret));
        }
        Ok(Self {
            secret,
            json_key: part(6),
            version_stage: part(7),
            version_id: part(8),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:secretsmanager:r:1:secret:web/db-AbC123";

    #[test]
    fn all_forms_are_read() {
        let check = |text: &str, parts: [Option<&str>; 3]| {
            let found = SecretReference::parse(text).expect(text);
            assert_eq!(found.secret, ARN, "{text}");
            let got = [found.json_key, found.version_stage, found.version_id];
            assert_eq!(got, parts, "{text}");
        };
        check(ARN, [None, None, None]);
        check(&format!("{ARN}:password::"), [Some("password"), None, None]);
        check(
            &format!("{ARN}::AWSPREVIOUS:"),
            [None, Some("AWSPREVIOUS"), None],
        );
        check(&format!("{ARN}:::an-id"), [None, None, Some("an-id")]);
        check(&format!("{ARN}:k:s:i"), [Some("k"), Some("s"), Some("i")]);
        let named = SecretReference::parse("web/db").expect("a name");
        assert_eq!(named.secret, "web/db");
    }

    #[test]
    fn others_are_refused() {
        for bad in [
            String::new(),
            "name:key".to_owned(),
            "arn:aws:ssm:r:1:parameter/x".to_owned(),
            "arn:aws:ssm:r:1:parameter:x".to_owned(),
            format!("{ARN}:key"),
            format!("{ARN}:key:"),
            format!("{ARN}:a:b:c:d"),
            "arn:aws:secretsmanager:r:1:secret:".to_owned(),
        ] {
            let refused = SecretReference::parse(&bad);
            assert_eq!(refused, Err(BadReference(bad.clone())), "{bad}");
        }
    }
}
