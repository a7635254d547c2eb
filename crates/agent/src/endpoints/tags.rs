//! Tags of a task and of its container instance, asked of the control plane.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;

use super::metadata::{Tags, TagsError};
use crate::client::{CallError, Client, ECS};

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    tags: Vec<Tag>,
}

#[derive(Deserialize)]
struct Tag {
    key: String,
    #[serde(default)]
    value: String,
}

/// Asks for both; what cannot be had is named in the answer.
pub(super) async fn of(api: &Client, task_arn: &str, instance_arn: &str) -> Tags {
    let (instance, task) = tokio::join!(ask(api, instance_arn), ask(api, task_arn));
    let mut tags = Tags::default();
    match instance {
        Ok(instance) => tags.instance = instance,
        Err(error) => {
            let error = describe("ContainerInstanceTags", instance_arn, &error);
            tags.errors.push(error);
        }
    }
    match task {
        Ok(task) => tags.task = task,
        Err(error) => tags.errors.push(describe("TaskTags", task_arn, &error)),
    }
    tags
}

async fn ask(api: &Client, arn: &str) -> Result<BTreeMap<String, String>, CallError> {
    let request = json!({ "resourceArn": arn });
    let answer: Answer = api.call(ECS, "ListTagsForResource", &request).await?;
    let tags = answer.tags.into_iter();
    Ok(tags.map(|tag| (tag.key, tag.value)).collect())
}

fn describe(field: &'static str, arn: &str, error: &CallError) -> TagsError {
    let (code, message, status) = match error {
        CallError::Api {
            code,
            message,
            status,
        } => (code.clone(), message.clone(), *status),
        other => ("InternalServerError".to_owned(), other.to_string(), 500),
    };
    TagsError {
        error_field: field,
        error_code: code,
        error_message: message,
        status_code: status,
        resource_arn: arn.to_owned(),
    }
}
