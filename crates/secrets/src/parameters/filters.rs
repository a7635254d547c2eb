//! `ParameterFilters`: which parameters a list is about.

use berth_api_ssm::{self as api, errors};
use berth_model::{Parameter, ParameterVersion};
use berth_protocol::fault::Fault;

use super::{path, tier};
use crate::Outcome;

/// One filter, checked. It lets through what any of its values matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter {
    key: By,
    option: How,
    values: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum By {
    Name,
    Type,
    KeyId,
    Path,
    Label,
    Tier,
    DataType,
    Tag(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Equals,
    BeginsWith,
    Contains,
    Recursive,
    OneLevel,
}

impl Filter {
    /// The labels to choose versions by, if it is about labels.
    pub(super) fn labels(&self) -> Option<&[String]> {
        (self.key == By::Label).then_some(&*self.values)
    }

    /// Whether the parameter, in this version, is let through.
    pub(super) fn matches(&self, parameter: &Parameter, version: &ParameterVersion) -> bool {
        let any = |text: &str| self.values.iter().any(|value| self.compare(text, value));
        match &self.key {
            By::Name => self.values.iter().any(|value| {
                // A name without levels may be written with its slash.
                let bare = value.strip_prefix('/');
                let also = bare.is_some_and(|bare| self.compare(&parameter.name, bare));
                self.compare(&parameter.name, value) || (also && !parameter.name.contains('/'))
            }),
            By::Type => any(&version.kind),
            By::KeyId => version.key_id.as_deref().is_some_and(any),
            By::Path => self.values.iter().any(|value| {
                let name = &parameter.name;
                let prefix = format!("{}/", value.trim_end_matches('/'));
                let below = prefix == "/" || name.starts_with(&prefix);
                below && (self.option == How::Recursive || path::is_child(name, value))
            }),
            // The version was chosen by it.
            By::Label => true,
            By::Tier => any(tier(version.advanced).as_str()),
            By::DataType => any(&version.data_type),
            By::Tag(key) => match parameter.tags.get(key) {
                Some(value) => self.values.is_empty() || any(value),
                None => false,
            },
        }
    }

    fn compare(&self, text: &str, value: &str) -> bool {
        match self.option {
            How::BeginsWith => text.starts_with(value),
            How::Contains => text.contains(value),
            How::Equals | How::Recursive | How::OneLevel => text == value,
        }
    }
}

/// The filters of `GetParametersByPath`.
pub(super) fn by_path(given: Option<&Vec<api::ParameterStringFilter>>) -> Outcome<Vec<Filter>> {
    parse(given, |key| matches!(key, By::Type | By::KeyId | By::Label))
}

/// The filters of `DescribeParameters`.
pub(super) fn describe(given: Option<&Vec<api::ParameterStringFilter>>) -> Outcome<Vec<Filter>> {
    parse(given, |key| *key != By::Label)
}

/// The older form of filters: whole values, names by their beginning.
pub(super) fn older(given: &[api::ParametersFilter]) -> Vec<Filter> {
    let filter = |given: &api::ParametersFilter| {
        let (key, option) = match given.key {
            Some(api::ParametersFilterKey::Type) => (By::Type, How::Equals),
            Some(api::ParametersFilterKey::KeyId) => (By::KeyId, How::Equals),
            _ => (By::Name, How::BeginsWith),
        };
        Filter {
            key,
            option,
            values: given.values.clone().unwrap_or_default(),
        }
    };
    given.iter().map(filter).collect()
}

fn parse(
    given: Option<&Vec<api::ParameterStringFilter>>,
    permitted: impl Fn(&By) -> bool,
) -> Outcome<Vec<Filter>> {
    let mut filters: Vec<Filter> = Vec::new();
    for (index, given) in given.into_iter().flatten().enumerate() {
        let filter = one(index, given, &permitted)?;
        if filters.iter().any(|other| other.key == filter.key) {
            return Err(Fault::new(
                errors::INVALID_FILTER_KEY,
                format!("ParameterFilters[{index}].Key is there twice."),
            ));
        }
        filters.push(filter);
    }
    Ok(filters)
}

fn one(
    index: usize,
    given: &api::ParameterStringFilter,
    permitted: &impl Fn(&By) -> bool,
) -> Outcome<Filter> {
    let name = given.key.as_deref().unwrap_or_default();
    let key = key(name).filter(permitted).ok_or_else(|| {
        Fault::new(
            errors::INVALID_FILTER_KEY,
            format!("ParameterFilters[{index}].Key: this operation does not filter by {name}."),
        )
    })?;
    let (default, others): (How, &[How]) = match key {
        By::Name => (How::Equals, &[How::BeginsWith, How::Contains]),
        By::KeyId | By::Label => (How::Equals, &[How::BeginsWith]),
        By::Path => (How::OneLevel, &[How::Recursive]),
        By::Type | By::Tier | By::DataType | By::Tag(_) => (How::Equals, &[]),
    };
    let option = match given.option.as_deref() {
        None => default,
        Some(text) => option(text)
            .filter(|option| *option == default || others.contains(option))
            .ok_or_else(|| {
                Fault::new(
                    errors::INVALID_FILTER_OPTION,
                    format!("ParameterFilters[{index}].Option: {text} does not go with {name}."),
                )
            })?,
    };
    let values = given.values.clone().unwrap_or_default();
    let empty = values.is_empty() && !matches!(key, By::Tag(_));
    let path = key == By::Path && values.iter().any(|value| !value.starts_with('/'));
    if empty || path {
        let wanted = if path {
            "must begin with /"
        } else {
            "must have at least one"
        };
        return Err(Fault::new(
            errors::INVALID_FILTER_VALUE,
            format!("ParameterFilters[{index}].Values {wanted}."),
        ));
    }
    Ok(Filter {
        key,
        option,
        values,
    })
}

fn key(name: &str) -> Option<By> {
    Some(match name {
        "Name" => By::Name,
        "Type" => By::Type,
        "KeyId" => By::KeyId,
        "Path" => By::Path,
        "Label" => By::Label,
        "Tier" => By::Tier,
        "DataType" => By::DataType,
        _ => By::Tag(name.strip_prefix("tag:")?.to_owned()),
    })
}

fn option(name: &str) -> Option<How> {
    Some(match name {
        "Equals" => How::Equals,
        "BeginsWith" => How::BeginsWith,
        "Contains" => How::Contains,
        "Recursive" => How::Recursive,
        "OneLevel" => How::OneLevel,
        _ => return None,
    })
}
