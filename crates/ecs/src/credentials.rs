//! Temporary credentials of tasks' roles, and long-lived access keys.

use std::sync::Arc;

use berth_env::Entropy;
use berth_model::{AccessKey, Change, Principal, RoleCredentials, RoleType, TaskId, Timestamp, Tx};

/// How long credentials of a role live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// From their making to their expiry.
    pub seconds: i64,
}

impl Default for Lifetime {
    /// As on ECS.
    fn default() -> Self {
        Self { seconds: 6 * 3600 }
    }
}

impl Lifetime {
    /// They are replaced so long before they expire: a sixth, as on ECS.
    #[must_use]
    pub const fn refresh_seconds(self) -> i64 {
        self.seconds / 6
    }
}

const CAPITALS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SECRET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Makes an access key.
pub fn new_access_key(
    entropy: &mut dyn Entropy,
    principal: Principal,
    now: Timestamp,
) -> Arc<AccessKey> {
    Arc::new(AccessKey {
        id: format!("AKIA{}", text(entropy, CAPITALS, 16)),
        secret: text(entropy, SECRET, 40),
        principal,
        created_at: now,
    })
}

/// Makes the credentials of one of a task's roles.
pub(crate) fn issue(
    tx: &mut Tx,
    entropy: &mut dyn Entropy,
    (now, lifetime): (Timestamp, Lifetime),
    task: TaskId,
    role_type: RoleType,
    role_arn: &str,
) {
    let credentials = RoleCredentials {
        credentials_id: entropy.uuid(),
        task,
        role_type,
        role_arn: role_arn.to_owned(),
        access_key_id: String::new(),
        secret: String::new(),
        session_token: String::new(),
        expires_at: now,
    };
    renew(tx, entropy, (now, lifetime), credentials);
}

fn renew(
    tx: &mut Tx,
    entropy: &mut dyn Entropy,
    (now, lifetime): (Timestamp, Lifetime),
    credentials: RoleCredentials,
) {
    let renewed = RoleCredentials {
        access_key_id: format!("ASIA{}", text(entropy, CAPITALS, 16)),
        secret: text(entropy, SECRET, 40),
        session_token: text(entropy, SECRET, 128),
        expires_at: now.plus_seconds(lifetime.seconds),
        ..credentials
    };
    tx.record(Change::PutRoleCredentials(Arc::new(renewed)));
}

/// Replaces the keys of all credentials that expire soon, keeping their ids.
pub fn refresh(tx: &mut Tx, entropy: &mut dyn Entropy, now: Timestamp, lifetime: Lifetime) {
    let due: Vec<_> = tx
        .role_credentials_by_expiry()
        .take_while(|it| it.expires_at <= now.plus_seconds(lifetime.refresh_seconds()))
        .cloned()
        .collect();
    for credentials in due {
        renew(tx, entropy, (now, lifetime), credentials);
    }
}

fn text(entropy: &mut dyn Entropy, alphabet: &[u8], length: usize) -> String {
    let mut bytes = vec![0_u8; length];
    entropy.fill(&mut bytes);
    bytes
        .iter()
        .map(|byte| char::from(alphabet[usize::from(*byte) % alphabet.len()]))
        .collect()
}
