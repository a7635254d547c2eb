//! How secrets and parameters are named by callers.

use berth_model::Names;

/// A secret's ARN taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretArn<'a> {
    /// e.g. `us-east-1`.
    pub region: &'a str,
    /// Twelve digits.
    pub account: &'a str,
    /// What comes after `secret:`: the name, with or without the suffix.
    pub resource: &'a str,
}

impl<'a> SecretArn<'a> {
    /// Takes `arn:aws:secretsmanager:R:A:secret:NAME-SUFFIX` apart; `None` if it is none.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(7, ':');
        let known = parts.next()? == "arn"
            && parts.next()?.starts_with("aws")
            && parts.next()? == "secretsmanager";
        let (region, account) = (parts.next()?, parts.next()?);
        let kind = parts.next()?;
        let resource = parts.next()?;
        (known && kind == "secret" && !resource.is_empty() && !resource.contains(':')).then_some(
            Self {
                region,
                account,
                resource,
            },
        )
    }

    /// Name and suffix, if the resource may have one.
    #[must_use]
    pub fn with_suffix(&self) -> Option<(&'a str, &'a str)> {
        let (name, suffix) = self.resource.rsplit_once('-')?;
        let random = suffix.len() == 6 && suffix.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (random && !name.is_empty()).then_some((name, suffix))
    }
}

/// `arn:aws:secretsmanager:R:A:secret:NAME-SUFFIX`
#[must_use]
pub fn secret(names: &Names, name: &str, suffix: &str) -> String {
    let Names { region, account } = names;
    format!("arn:aws:secretsmanager:{region}:{account}:secret:{name}-{suffix}")
}

/// A parameter as a caller names it: by name or ARN, with a version or label after a colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterId<'a> {
    /// Region and account, if it was an ARN.
    pub owner: Option<(&'a str, &'a str)>,
    /// As it was written; of an ARN what comes after `parameter`, with its slash.
    pub name: &'a str,
    /// What comes after the colon.
    pub selector: Option<&'a str>,
}

impl<'a> ParameterId<'a> {
    /// Takes `NAME`, `NAME:SELECTOR` or `arn:aws:ssm:R:A:parameter/NAME[:SELECTOR]` apart; `None`
    /// if it is an ARN of something else.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let (owner, rest) = if text.starts_with("arn:") {
            let mut parts = text.splitn(6, ':').skip(1);
            if !(parts.next()?.starts_with("aws") && parts.next()? == "ssm") {
                return None;
            }
            let owner = (parts.next()?, parts.next()?);
            let name = parts.next()?.strip_prefix("parameter")?;
            if !name.starts_with('/') {
                return None;
            }
            (Some(owner), name)
        } else {
            (None, text)
        };
        let (name, selector) = match rest.split_once(':') {
            Some((name, selector)) => (name, Some(selector)),
            None => (rest, None),
        };
        let given = selector.is_none_or(|selector| !selector.is_empty());
        (!name.is_empty() && given).then_some(Self {
            owner,
            name,
            selector,
        })
    }

    /// The names it may stand for, the likelier first: an ARN does not say whether the name begins
    /// with its slash.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        let whole = Some(self.name);
        let of_arn = self.owner.and_then(|_| self.name.strip_prefix('/'));
        let bare = of_arn.filter(|name| !name.is_empty() && !name.contains('/'));
        bare.into_iter().chain(whole)
    }
}

/// `arn:aws:ssm:R:A:parameter/NAME`, with one slash whether or not the name begins with one.
#[must_use]
pub fn parameter(names: &Names, name: &str) -> String {
    let Names { region, account } = names;
    let slash = if name.starts_with('/') { "" } else { "/" };
    format!("arn:aws:ssm:{region}:{account}:parameter{slash}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_of_secrets() {
        let arn = SecretArn::parse("arn:aws:secretsmanager:r:1:secret:web/db-AbC123");
        let arn = arn.expect("an ARN");
        assert_eq!((arn.region, arn.account), ("r", "1"));
        assert_eq!(arn.with_suffix(), Some(("web/db", "AbC123")));
        let partial = SecretArn::parse("arn:aws:secretsmanager:r:1:secret:web/db");
        assert_eq!(partial.and_then(|arn| arn.with_suffix()), None);
        for bad in [
            "web",
            "arn:aws:ssm:r:1:parameter/x",
            "arn:aws:secretsmanager:r:1:secret:",
            "arn:aws:secretsmanager:r:1:secret:a:key::",
            "arn:aws:secretsmanager:r:1:secret",
        ] {
            assert_eq!(SecretArn::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn names_of_parameters() {
        let check = |text: &str, names: &[&str], selector: Option<&str>| {
            let id = ParameterId::parse(text).expect(text);
            assert_eq!(id.names().collect::<Vec<_>>(), names, "{text}");
            assert_eq!(id.selector, selector, "{text}");
        };
        check("a", &["a"], None);
        check("/a/b:3", &["/a/b"], Some("3"));
        check("a:prod", &["a"], Some("prod"));
        check("arn:aws:ssm:r:1:parameter/a", &["a", "/a"], None);
        check("arn:aws:ssm:r:1:parameter/a/b:2", &["/a/b"], Some("2"));
        for bad in [
            "arn:aws:ssm:r:1:document/x",
            "arn:aws:ecs:r:1:cluster/x",
            "a:",
            ":a",
            "",
        ] {
            assert_eq!(ParameterId::parse(bad), None, "{bad}");
        }
        let names = Names {
            region: "r".into(),
            account: "1".into(),
        };
        assert_eq!(parameter(&names, "a"), "arn:aws:ssm:r:1:parameter/a");
        assert_eq!(parameter(&names, "/a/b"), "arn:aws:ssm:r:1:parameter/a/b");
    }
}
