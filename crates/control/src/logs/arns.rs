//! ARNs of groups and streams.

use berth_logs::Error;
use berth_protocol::fault::Fault;

use super::faults::{fault, invalid};

/// Whose ARNs they are.
pub(super) struct Arns {
    pub(super) region: String,
    pub(super) account: String,
}

impl Arns {
    /// `arn:aws:logs:REGION:ACCOUNT:log-group:NAME`, as tags and identifiers have it.
    pub(super) fn group(&self, name: &str) -> String {
        let Self { region, account } = self;
        format!("arn:aws:logs:{region}:{account}:log-group:{name}")
    }

    /// The group's ARN with `:*`, which stands for its streams; the older form.
    pub(super) fn group_with_streams(&self, name: &str) -> String {
        format!("{}:*", self.group(name))
    }

    pub(super) fn stream(&self, group: &str, stream: &str) -> String {
        format!("{}:log-stream:{stream}", self.group(group))
    }

    /// The group's name in either form of its ARN.
    pub(super) fn parse(&self, arn: &str) -> Result<String, Fault> {
        let parts: Vec<&str> = arn.splitn(7, ':').collect();
        let [_, "aws", "logs", region, account, "log-group", name] = parts[..] else {
            return Err(invalid(format!("Invalid resource ARN: {arn}")));
        };
        if (region, account) != (&self.region, &self.account) {
            return Err(fault(Error::GroupUnknown));
        }
        Ok(name.strip_suffix(":*").unwrap_or(name).to_owned())
    }

    /// The group a request names, which has a name and an identifier (name or ARN) for it.
    pub(super) fn group_of(
        &self,
        name: Option<String>,
        identifier: Option<String>,
    ) -> Result<String, Fault> {
        match (name, identifier) {
            (Some(_), Some(_)) => Err(invalid(
                "LogGroup name and LogGroup ARN are mutually exclusive parameters.",
            )),
            (None, None) => Err(invalid(
                "Either the logGroupName or the logGroupIdentifier must be given.",
            )),
            (Some(name), None) => Ok(name),
            (None, Some(identifier)) if identifier.starts_with("arn:") => self.parse(&identifier),
            (None, Some(identifier)) => Ok(identifier),
        }
    }
}
