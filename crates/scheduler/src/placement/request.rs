//! What a task asks of its container instance.

use berth_model::Reservation;

use crate::query::{Expression, ParseError};

/// A task to place.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// What it takes.
    pub reservation: &'a Reservation,
    /// Capabilities its definition needs.
    pub attributes: &'a [RequiredAttribute],
    /// Its task group (`service:web`, `family:web` …), which `spread` and `distinctInstance` count.
    pub group: &'a str,
    /// All must hold.
    pub constraints: &'a [Constraint],
    /// The first decides, the next among equals, and so on; none at all means random.
    pub strategies: &'a [Strategy],
    /// Only instances of this capacity provider will do; `None`: any.
    pub capacity_provider: Option<&'a str>,
    /// Only instances that serve one of these Availability Zones will do, because the task's network
    /// interface is to be in a subnet there; `None`: any.
    pub zones: Option<&'a [String]>,
    /// Daemons that have to run on an instance before it takes the task.
    pub awaited: &'a [Awaited],
}

/// A daemon of capacity providers, for which other tasks wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// The task group of its tasks.
    pub group: String,
    /// Its capacity providers.
    pub providers: Vec<String>,
    /// What its tasks need: an instance without it will never have one.
    pub attributes: Vec<RequiredAttribute>,
}

/// An attribute that the container instance must have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequiredAttribute {
    /// e.g. `ecs.capability.task-eni`.
    pub name: String,
    /// `None`: any value will do.
    pub value: Option<String>,
}

/// A placement constraint.
#[derive(Clone, Debug)]
pub enum Constraint {
    /// No two tasks of the group on one instance.
    DistinctInstance,
    /// Only instances that satisfy the expression.
    MemberOf(Expression),
}

/// A placement constraint that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidConstraint {
    /// Neither `distinctInstance` nor `memberOf`.
    #[error("unknown placement constraint type '{0}'")]
    Type(String),
    /// `distinctInstance` takes no expression.
    #[error("distinctInstance takes no expression")]
    ExpressionUnexpected,
    /// `memberOf` without an expression.
    #[error("memberOf needs an expression")]
    ExpressionMissing,
    /// Not an expression.
    #[error("'{text}' is not a placement expression: {error}")]
    Expression {
        /// What was given.
        text: String,
        /// What is wrong with it.
        error: ParseError,
    },
}

impl Constraint {
    /// From a constraint's `type` and `expression` in the API.
    ///
    /// # Errors
    /// [`InvalidConstraint`]
    pub fn parse(kind: &str, expression: Option<&str>) -> Result<Self, InvalidConstraint> {
        match (kind, expression) {
            ("distinctInstance", None | Some("")) => Ok(Self::DistinctInstance),
            ("distinctInstance", Some(_)) => Err(InvalidConstraint::ExpressionUnexpected),
            ("memberOf", None | Some("")) => Err(InvalidConstraint::ExpressionMissing),
            ("memberOf", Some(text)) => match Expression::parse(text) {
                Ok(expression) => Ok(Self::MemberOf(expression)),
                Err(error) => Err(InvalidConstraint::Expression {
                    text: text.to_owned(),
                    error,
                }),
            },
            _ => Err(InvalidConstraint::Type(kind.to_owned())),
        }
    }
}

/// A rule of a placement strategy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// The instance that is left with the least of a resource.
    Binpack(Resource),
    /// The value of a field that has the fewest tasks of the group.
    Spread(SpreadField),
    /// Any.
    Random,
}

/// What `binpack` packs by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// CPU units.
    Cpu,
    /// MiB.
    Memory,
}

/// What `spread` spreads over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpreadField {
    /// `instanceId`, which `host` means as well.
    Instance,
    /// `attribute:NAME`.
    Attribute(String),
}

/// A placement strategy that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidStrategy {
    /// None of `binpack`, `spread`, `random`.
    #[error("unknown placement strategy type '{0}'")]
    Type(String),
    /// A field that the strategy does not know; empty if it is missing.
    #[error("placement strategy {strategy} does not take the field '{field}'; it takes {allowed}")]
    Field {
        /// Which strategy.
        strategy: &'static str,
        /// What was given.
        field: String,
        /// What it takes.
        allowed: &'static str,
    },
}

impl Strategy {
    /// From a strategy's `type` and `field` in the API.
    ///
    /// # Errors
    /// [`InvalidStrategy`]
    pub fn parse(kind: &str, field: Option<&str>) -> Result<Self, InvalidStrategy> {
        let field = field.unwrap_or_default();
        let unknown = |strategy, allowed| {
            Err(InvalidStrategy::Field {
                strategy,
                field: field.to_owned(),
                allowed,
            })
        };
        match kind {
            "binpack" => match field.to_ascii_lowercase().as_str() {
                "cpu" => Ok(Self::Binpack(Resource::Cpu)),
                "memory" => Ok(Self::Binpack(Resource::Memory)),
                _ => unknown("binpack", "cpu or memory"),
            },
            "spread" => match (field, field.strip_prefix("attribute:")) {
                ("instanceId" | "host", _) => Ok(Self::Spread(SpreadField::Instance)),
                (_, Some(name)) if !name.is_empty() => {
                    Ok(Self::Spread(SpreadField::Attribute(name.to_owned())))
                }
                _ => unknown("spread", "instanceId, host or attribute:NAME"),
            },
            "random" => match field {
                "" => Ok(Self::Random),
                _ => unknown("random", "none"),
            },
            _ => Err(InvalidStrategy::Type(kind.to_owned())),
        }
    }
}
