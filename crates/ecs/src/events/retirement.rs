//! The event that tells ahead of tasks that will be stopped, as AWS Health has it.

use berth_model::{Names, Retirement, Timestamp};
use chrono::DateTime;
use serde_json::{Value, json};

/// What kind of event it is.
const CODE: &str = "AWS_ECS_TASK_PATCHING_RETIREMENT";

/// Services as `cluster|service`, and tasks by their ARNs.
pub(super) fn entities(names: &Names, told: &Retirement) -> Vec<String> {
    let services = told.services.iter();
    let services = services.map(|service| format!("{}|{service}", told.cluster));
    let tasks = told.tasks.iter().map(|id| names.task(&told.cluster, *id));
    services.chain(tasks).collect()
}

pub(super) fn detail(
    names: &Names,
    told: &Retirement,
    number: u64,
    at: Timestamp,
    entities: &[String],
) -> Value {
    let region = &names.region;
    let updated = http_date(at);
    let affected = entities
        .iter()
        .map(|it| json!({ "entityValue": it, "lastUpdatedTime": updated }));
    json!({
        "eventArn": format!("arn:aws:health:{region}::event/ECS/{CODE}/{CODE}_{number}"),
        "service": "ECS",
        "eventScopeCode": "ACCOUNT_SPECIFIC",
        "lastUpdatedTime": updated,
        "eventRegion": region,
        "eventTypeCode": CODE,
        "eventTypeCategory": "scheduledChange",
        "startTime": http_date(told.at),
        "eventDescription": [{
            "language": "en_US",
            "latestDescription": "A host of Fargate is retired. Tasks of services are replaced; \
                others that still run on it at the start time are stopped.",
        }],
        "affectedEntities": affected.collect::<Vec<_>>(),
    })
}

/// `Wed, 16 Aug 2023 23:18:52 GMT`.
fn http_date(at: Timestamp) -> String {
    let time = DateTime::from_timestamp_millis(at.0).unwrap_or_default();
    time.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
