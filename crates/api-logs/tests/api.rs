//! The Logs API: its table, its constraints, and how they are answered.

use berth_api_logs::{
    CreateLogGroupRequest, FilterLogEventsRequest, Operation, PutLogEventsRequest, SERVICE,
};
use berth_protocol::fault::Fault;
use berth_protocol::shape::{Input, read};

fn refused<T: Input + std::fmt::Debug>(operation: Operation, body: &str) -> String {
    let fault: Fault = read::<T>(operation.facts(), body.as_bytes()).unwrap_err();
    assert_eq!(
        (fault.code.as_ref(), fault.status),
        ("InvalidParameterException", 400)
    );
    fault.message
}

#[test]
fn all_operations_resolve_by_name_and_can_be_refused() {
    assert_eq!(Operation::ALL.len(), 17);
    for &operation in Operation::ALL {
        assert_eq!(Operation::from_name(operation.name()), Some(operation));
        let fault = Fault::not_implemented(operation.facts());
        assert!(operation.facts().error(&fault.code).is_some(), "{fault}");
    }
    assert_eq!(
        (SERVICE.target_prefix, SERVICE.signing_name),
        ("Logs_20140328", "logs")
    );
}

#[test]
fn names_are_held_to_their_patterns() {
    let message =
        refused::<CreateLogGroupRequest>(Operation::CreateLogGroup, r#"{"logGroupName": "a b"}"#);
    assert_eq!(
        message,
        r"logGroupName must match [\.\-_/#A-Za-z0-9]+, which 'a b' does not."
    );
    let ok = read::<CreateLogGroupRequest>(
        Operation::CreateLogGroup.facts(),
        br#"{"logGroupName": "/ecs/web", "tags": {"team": "blue"}}"#,
    )
    .unwrap();
    assert_eq!(ok.tags.unwrap()["team"], "blue");
}

#[test]
fn ranges_and_lengths_are_checked_deep_down() {
    let message = refused::<FilterLogEventsRequest>(
        Operation::FilterLogEvents,
        r#"{"logGroupName": "g", "startTime": -1, "limit": 10001}"#,
    );
    assert_eq!(
        message,
        "startTime must be at least 0, not -1; limit must be from 1 to 10000, not 10001."
    );
    let message = refused::<PutLogEventsRequest>(
        Operation::PutLogEvents,
        r#"{"logGroupName": "g", "logStreamName": "s:1", "logEvents": [{"timestamp": 1, "message": ""}, {}]}"#,
    );
    assert_eq!(
        message,
        "logStreamName must match [^:*]*, which 's:1' does not; \
         logEvents[0].message must have at least 1 characters, not 0; \
         logEvents[1].timestamp is required; logEvents[1].message is required."
    );
}

#[test]
fn map_entries_are_named() {
    let message = refused::<CreateLogGroupRequest>(
        Operation::CreateLogGroup,
        r#"{"logGroupName": "g", "tags": {"a*": "v"}}"#,
    );
    assert!(message.starts_with("tags{a*} must match"), "{message}");
}
