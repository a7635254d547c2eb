//! The licences and bans of `deny.toml`, checked from what cargo knows of every dependency.

use std::path::Path;

use anyhow::{Context as _, bail};
use serde::Deserialize;

use crate::command::{cargo, output};

/// Packages that name a file instead of a licence, and what a person found in it.
const READ_BY_A_PERSON: [(&str, &str); 1] = [("rust-criu", "MIT")];

#[derive(Deserialize)]
struct Deny {
    licenses: Licenses,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// Absent for our own.
    source: Option<String>,
}

/// Fails with one line for each dependency that is not permitted.
pub(crate) fn check(root: &Path) -> anyhow::Result<()> {
    let deny = std::fs::read_to_string(root.join("deny.toml")).context("reading deny.toml")?;
    let deny: Deny = toml::from_str(&deny).context("parsing deny.toml")?;
    let platform = ["--filter-platform", "x86_64-unknown-linux-gnu"];
    let words = [&["metadata", "--format-version", "1"], &platform[..]].concat();
    let metadata: Metadata = serde_json::from_str(&output(&mut cargo(root, &words))?)?;
    let wrong: Vec<String> = metadata
        .packages
        .iter()
        .filter_map(|package| {
            let wrong = objection(package, &deny)?;
            Some(format!("{} {}: {wrong}", package.name, package.version))
        })
        .collect();
    if !wrong.is_empty() {
        bail!("dependencies that deny.toml refuses:\n{}", wrong.join("\n"));
    }
    println!("{} packages, all permitted", metadata.packages.len());
    Ok(())
}

fn objection(package: &Package, deny: &Deny) -> Option<String> {
    if let Some(ban) = deny.bans.deny.iter().find(|ban| ban.name == package.name) {
        return Some(format!("banned: {}", ban.reason));
    }
    let source = package.source.as_ref()?;
    if !source.starts_with("registry+") {
        return Some(format!("comes from {source}, not from a registry"));
    }
    let found = READ_BY_A_PERSON
        .iter()
        .find(|(name, _)| *name == package.name);
    match package
        .license
        .as_deref()
        .or(found.map(|(_, licence)| *licence))
    {
        None => Some("names no licence".to_owned()),
        Some(expression) if permitted(expression, &deny.licenses.allow) => None,
        Some(expression) => Some(format!("licence {expression}")),
    }
}

/// Whether an SPDX expression (or the older `A/B`) can be met by licences in `allow`.
fn permitted(expression: &str, allow: &[String]) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut parser = Parser {
        words: &words,
        allow,
    };
    let met = parser.any();
    met && parser.words.is_empty()
}

/// `any := all {OR all}`, `all := one {AND one}`, `one := ( any ) | licence [WITH exception]`.
struct Parser<'a> {
    words: &'a [&'a str],
    allow: &'a [String],
}

impl Parser<'_> {
    fn any(&mut self) -> bool {
        let mut met = self.all();
        while self.take("OR") {
            met |= self.all();
        }
        met
    }

    fn all(&mut self) -> bool {
        let mut met = self.one();
        while self.take("AND") {
            met &= self.one();
        }
        met
    }

    fn one(&mut self) -> bool {
        if self.take("(") {
            let met = self.any();
            return self.take(")") && met;
        }
        let Some((licence, rest)) = self.words.split_first() else {
            return false;
        };
        self.words = rest;
        // `MPL-2.0+`: that version or a later one, so also that version.
        let mut licence = licence.trim_end_matches('+').to_owned();
        if self.take("WITH")
            && let Some((exception, rest)) = self.words.split_first()
        {
            licence = format!("{licence} WITH {exception}");
            self.words = rest;
        }
        self.allow.contains(&licence)
    }

    fn take(&mut self, word: &str) -> bool {
        match self.words.split_first() {
            Some((first, rest)) if *first == word => {
                self.words = rest;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::permitted;

    fn check(expression: &str, expected: bool) {
        let allow = [
            "MIT",
            "Apache-2.0",
            "MPL-2.0",
            "Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
        ];
        let allow = allow.map(str::to_owned);
        assert_eq!(permitted(expression, &allow), expected, "{expression}");
    }

    #[test]
    fn an_expression_is_met_or_not() {
        check("MIT", true);
        check("GPL-3.0", false);
        check("GPL-3.0 OR MIT", true);
        check("GPL-3.0/MIT", true);
        check("GPL-3.0 AND MIT", false);
        check("(GPL-3.0 OR MIT) AND Unicode-3.0", true);
        check("Apache-2.0 WITH LLVM-exception", true);
        check("Apache-2.0 WITH Swift-exception", false);
        check("MPL-2.0+", true);
        check("MIT MIT", false);
        check("(MIT", false);
        check("", false);
    }
}
