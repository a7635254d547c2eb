//! What an operation knows besides the state.

use berth_env::Entropy;
use berth_model::{Names, Principal, Timestamp};

use crate::credentials::Lifetime;

/// Who calls, when, where, and a source of ids. The core takes these as values, so that the
/// simulator can choose them.
pub struct Context<'a> {
    /// Region and account.
    pub names: &'a Names,
    /// The caller.
    pub principal: &'a Principal,
    /// The moment of the call.
    pub now: Timestamp,
    /// Where new ids and secrets come from.
    pub entropy: &'a mut dyn Entropy,
    /// How long credentials of roles live.
    pub lifetime: Lifetime,
}

impl Context<'_> {
    /// The caller's ARN.
    #[must_use]
    pub fn principal_arn(&self) -> String {
        match self.principal {
            Principal::Root => self.names.root(),
            Principal::Agent => format!("arn:aws:iam::{}:role/berth-agent", self.names.account),
            Principal::Role { arn, session } => {
                let role = arn.rsplit('/').next().unwrap_or(arn);
                format!(
                    "arn:aws:sts::{}:assumed-role/{role}/{session}",
                    self.names.account
                )
            }
        }
    }
}
