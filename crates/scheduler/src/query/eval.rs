//! Asking a container instance.

use std::{cmp::Ordering, fmt};

use super::{Node, Relation, Subject, Test, value::Version};

impl Node {
    pub(super) fn matches(&self, subject: &Subject<'_>) -> bool {
        match self {
            Self::Any(nodes) => nodes.iter().any(|node| node.matches(subject)),
            Self::All(nodes) => nodes.iter().all(|node| node.matches(subject)),
            Self::Not(node) => !node.matches(subject),
            Self::Test(test) => test.matches(subject),
        }
    }
}

impl Test {
    fn matches(&self, subject: &Subject<'_>) -> bool {
        match self {
            Self::AgentConnected(relation) => relation.holds(&subject.agent_connected),
            Self::AgentVersion(relation) => {
                let version = subject
                    .agent_version
                    .and_then(|text| text.parse::<Version>().ok());
                version.is_some_and(|version| relation.holds(&version))
            }
            Self::Attribute(name, relation) => {
                let attribute = subject.attributes.get(name);
                attribute.is_some_and(|attribute| {
                    relation.holds_for_text(attribute.value.as_deref().unwrap_or_default())
                })
            }
            Self::Ec2InstanceId(relation) => subject
                .ec2_instance_id
                .is_some_and(|id| relation.holds_for_text(id)),
            Self::RegisteredAt(relation) => {
                relation.holds(&subject.registered_at.0.div_euclid(1000))
            }
            Self::RunningTasksCount(relation) => relation.holds(&subject.running_tasks_count),
            Self::TaskGroup(relation) => subject
                .task_groups
                .keys()
                .any(|group| relation.holds_for_text(group)),
        }
    }
}

impl<T: Ord + fmt::Display> Relation<T> {
    fn holds(&self, value: &T) -> bool {
        match self {
            Self::Matches(regex) => regex.is_match(&value.to_string()),
            _ => self.compares(|argument| value.cmp(argument)),
        }
    }
}

impl Relation<String> {
    fn holds_for_text(&self, value: &str) -> bool {
        match self {
            Self::Matches(regex) => regex.is_match(value),
            // Equality of text is of its letters: `1.0` is not `1`.
            Self::Equals(argument) => argument == value,
            Self::In(arguments) => arguments.iter().any(|argument| argument == value),
            _ => self.compares(|argument| text_order(value, argument)),
        }
    }
}

impl<T> Relation<T> {
    fn compares(&self, order: impl Fn(&T) -> Ordering) -> bool {
        match self {
            Self::Exists => true,
            Self::Equals(argument) => order(argument).is_eq(),
            Self::GreaterThan(argument) => order(argument).is_gt(),
            Self::GreaterThanEqual(argument) => order(argument).is_ge(),
            Self::LessThan(argument) => order(argument).is_lt(),
            Self::LessThanEqual(argument) => order(argument).is_le(),
            Self::In(arguments) => arguments.iter().any(|argument| order(argument).is_eq()),
            Self::Matches(_) => false,
        }
    }
}

fn text_order(left: &str, right: &str) -> Ordering {
    let numbers = (left.parse::<f64>(), right.parse::<f64>());
    if let (Ok(left), Ok(right)) = numbers
        && let Some(order) = left.partial_cmp(&right)
    {
        return order;
    }
    left.cmp(right)
}
