//! The cluster query language: expressions over container instances.
//!
//! ```text
//! attribute:ecs.instance-type =~ t2.* and not(task:group == database)
//! ```
//!
//! An [`Expression`] is parsed once, with everything a caller can get wrong (subjects, operators,
//! types, regular expressions) refused with its position, and then only ever answers yes or no
//! about a [`Subject`].
//!
//! What Amazon's guide leaves open is decided so: the negative operators (`!=`, `!in`, `!~`,
//! `!exists`) are the exact opposite of the positive ones, so an instance without an attribute
//! satisfies them; `>` and its like compare attributes as numbers where both sides are numbers
//! and as text otherwise; a regular expression must match the whole value.

mod eval;
mod parse;
mod value;

use std::collections::BTreeMap;

use berth_model::{Attribute, ContainerInstance, Timestamp};

pub use parse::ParseError;

/// A parsed expression.
#[derive(Clone, Debug)]
pub struct Expression {
    root: Node,
}

/// What an expression can ask of a container instance.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Capabilities and custom attributes.
    pub attributes: &'a BTreeMap<String, Attribute>,
    /// The agent holds its websocket.
    pub agent_connected: bool,
    /// Dotted numbers, if the agent told its version.
    pub agent_version: Option<&'a str>,
    /// `i-…`, if the instance has one.
    pub ec2_instance_id: Option<&'a str>,
    /// When it first registered.
    pub registered_at: Timestamp,
    /// Tasks whose desired status is RUNNING.
    pub running_tasks_count: i64,
    /// Groups of its tasks that are not STOPPED, with how many tasks each has here.
    pub task_groups: &'a BTreeMap<String, u32>,
}

impl<'a> Subject<'a> {
    /// The subject that `instance` is, with what only the state as a whole knows about its tasks.
    #[must_use]
    pub fn of(
        instance: &'a ContainerInstance,
        running_tasks_count: i64,
        task_groups: &'a BTreeMap<String, u32>,
    ) -> Self {
        let version = instance.version_info.as_ref();
        Self {
            attributes: &instance.attributes,
            agent_connected: instance.agent_connected,
            agent_version: version.and_then(|version| version.agent_version.as_deref()),
            ec2_instance_id: instance.ec2_instance_id.as_deref(),
            registered_at: instance.registered_at,
            running_tasks_count,
            task_groups,
        }
    }
}

impl Expression {
    /// Reads an expression of at most 2000 characters.
    ///
    /// # Errors
    /// [`ParseError`] says what is wrong and where.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse::expression(text).map(|root| Self { root })
    }

    /// Whether `subject` satisfies the expression.
    #[must_use]
    pub fn matches(&self, subject: &Subject<'_>) -> bool {
        self.root.matches(subject)
    }

    /// The attributes it asks for, if it asks for nothing else: then it has the same answer for all
    /// instances that agree on these.
    #[must_use]
    pub fn attributes_alone(&self) -> Option<Vec<&str>> {
        let mut names = Vec::new();
        self.root.attributes_alone(&mut names).then_some(names)
    }

    /// A task group that an instance must have tasks of to satisfy it.
    #[must_use]
    pub fn group_needed(&self) -> Option<&str> {
        match &self.root {
            Node::All(nodes) => nodes.iter().find_map(Node::group_needed),
            node => node.group_needed(),
        }
    }
}

#[derive(Clone, Debug)]
enum Node {
    Any(Vec<Node>),
    All(Vec<Node>),
    Not(Box<Node>),
    Test(Test),
}

impl Node {
    fn attributes_alone<'a>(&'a self, names: &mut Vec<&'a str>) -> bool {
        match self {
            Self::Any(nodes) | Self::All(nodes) => {
                nodes.iter().all(|node| node.attributes_alone(names))
            }
            Self::Not(node) => node.attributes_alone(names),
            Self::Test(Test::Attribute(name, _)) => {
                names.push(name);
                true
            }
            Self::Test(_) => false,
        }
    }

    fn group_needed(&self) -> Option<&str> {
        match self {
            Self::Test(Test::TaskGroup(Relation::Equals(group))) => Some(group),
            _ => None,
        }
    }
}

/// One comparison, with the argument in the type its subject has.
#[derive(Clone, Debug)]
enum Test {
    AgentConnected(Relation<bool>),
    AgentVersion(Relation<value::Version>),
    Attribute(String, Relation<String>),
    Ec2InstanceId(Relation<String>),
    /// Seconds since the epoch: the language's dates have no fraction.
    RegisteredAt(Relation<i64>),
    RunningTasksCount(Relation<i64>),
    TaskGroup(Relation<String>),
}

/// The positive operators; the negative ones are these inside a [`Node::Not`].
#[derive(Clone, Debug)]
enum Relation<T> {
    Exists,
    Equals(T),
    GreaterThan(T),
    GreaterThanEqual(T),
    LessThan(T),
    LessThanEqual(T),
    In(Vec<T>),
    Matches(regex::Regex),
}

#[cfg(test)]
mod tests;
