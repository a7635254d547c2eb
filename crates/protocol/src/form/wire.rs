//! The tables that `cargo xtask codegen` writes for services of forms and XML.

/// Which of the two protocols a service speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// EC2's own: lists are always `Name.1`, an answer's members follow its root at once.
    Ec2,
    /// AWS Query: lists are `Name.member.1` unless flattened, an answer has a result inside.
    Query,
}

/// What a value is in a form and in XML.
#[derive(Debug)]
pub enum Wire {
    /// One value.
    Scalar(Scalar),
    /// Members by name.
    Structure(&'static [Names]),
    /// Elements in order.
    List {
        /// Between the list's name and an element's number in a form; `None` if nothing is.
        form: Option<&'static str>,
        /// The name of an element in XML; `None` if elements stand for the list itself.
        xml: Option<&'static str>,
        /// An element.
        of: &'static Wire,
    },
}

/// How one value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// As it is.
    Text,
    /// `true` or `false`.
    Boolean,
    /// Decimal.
    Integer,
    /// Decimal with a fraction.
    Double,
    /// ISO 8601 in UTC; in JSON seconds since the epoch.
    Timestamp,
}

/// A member of a structure by all its names.
#[derive(Debug)]
pub struct Names {
    /// In the model, and so in JSON.
    pub model: &'static str,
    /// In a form.
    pub form: &'static str,
    /// In XML.
    pub xml: &'static str,
    /// What it holds.
    pub of: &'static Wire,
}
