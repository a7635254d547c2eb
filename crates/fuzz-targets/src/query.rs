//! The cluster query language.

use std::collections::BTreeMap;

use berth_model::{Attribute, Timestamp};
use berth_scheduler::query::{Expression, Subject};

/// An expression and its opposite are never both true.
pub(crate) fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(expression) = Expression::parse(&text) else {
        return;
    };
    let attributes = BTreeMap::from([("stack".to_owned(), Attribute::default())]);
    let groups = BTreeMap::from([("service:web".to_owned(), 2)]);
    let subject = Subject {
        attributes: &attributes,
        agent_connected: true,
        agent_version: Some("1.102.0"),
        ec2_instance_id: Some("i-0123456789abcdef0"),
        registered_at: Timestamp(1_795_000_000_000),
        running_tasks_count: 3,
        task_groups: &groups,
    };
    let matches = expression.matches(&subject);
    if let Ok(opposite) = Expression::parse(&format!("not({text})")) {
        assert_ne!(opposite.matches(&subject), matches, "{text}");
    }
}
