//! What a path asks for.

/// Which shape of metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// By the caller's address.
    V2,
    V3,
    V4,
}

/// What is to be told of a container or its task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Container,
    Task,
    TaskWithTags,
    Stats,
    TaskStats,
    Associations,
}

/// A request, understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route<'a> {
    /// Of a role; an empty id if there is none.
    Credentials {
        version: u8,
        id: &'a str,
    },
    /// Of the container with this endpoint id (v3, v4).
    Metadata {
        version: Version,
        id: &'a str,
        what: What,
    },
    /// Of the caller's task (v2); a container by its docker id, if there is one.
    Own {
        container: Option<&'a str>,
        what: What,
    },
    /// Task protection of the container's task.
    Protection {
        id: &'a str,
    },
    Unknown,
}

impl<'a> Route<'a> {
    pub(super) fn parse(path: &'a str, query: &'a str) -> Self {
        let mut pieces = path.split('/').skip(1);
        let version = pieces.next().unwrap_or_default();
        let rest: Vec<&str> = pieces.collect();
        match (version, rest.as_slice()) {
            ("v1", ["credentials"]) => {
                let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
                let id = pairs.find(|(name, _)| *name == "id").map(|(_, id)| id);
                Self::Credentials {
                    version: 1,
                    id: id.unwrap_or_default(),
                }
            }
            ("v2", ["credentials", id]) => Self::Credentials { version: 2, id },
            ("v2", ["credentials"]) => Self::Credentials { version: 2, id: "" },
            ("v2", ["metadata" | "metadata/"] | ["metadata", ""]) => Self::own(What::Task),
            ("v2", ["metadataWithTags"] | ["metadataWithTags", ""]) => {
                Self::own(What::TaskWithTags)
            }
            ("v2", ["metadata", id]) => Self::Own {
                container: Some(id),
                what: What::Container,
            },
            ("v2", ["stats"] | ["stats", ""]) => Self::own(What::TaskStats),
            ("v2", ["stats", id]) => Self::Own {
                container: Some(id),
                what: What::Stats,
            },
            ("v3", [id, rest @ ..]) => Self::metadata(Version::V3, id, rest),
            ("v4", [id, rest @ ..]) => Self::metadata(Version::V4, id, rest),
            ("api", [id, "task-protection", "v1", "state"]) => Self::Protection { id },
            _ => Self::Unknown,
        }
    }

    const fn own(what: What) -> Self {
        Self::Own {
            container: None,
            what,
        }
    }

    fn metadata(version: Version, id: &'a str, rest: &[&str]) -> Self {
        let what = match rest {
            [] | [""] => What::Container,
            ["task"] => What::Task,
            ["taskWithTags"] => What::TaskWithTags,
            ["stats"] => What::Stats,
            ["task", "stats"] => What::TaskStats,
            ["associations", ..] => What::Associations,
            _ => return Self::Unknown,
        };
        Self::Metadata { version, id, what }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_of_the_ecs_agent_is_known() {
        let metadata = |version, what| Route::Metadata {
            version,
            id: "u",
            what,
        };
        let check = |path: &str, expected: Route<'_>| {
            let (path, query) = path.split_once('?').unwrap_or((path, ""));
            assert_eq!(Route::parse(path, query), expected, "{path}");
        };
        check("/v4/u", metadata(Version::V4, What::Container));
        check("/v4/u/task", metadata(Version::V4, What::Task));
        check(
            "/v4/u/taskWithTags",
            metadata(Version::V4, What::TaskWithTags),
        );
        check("/v4/u/stats", metadata(Version::V4, What::Stats));
        check("/v4/u/task/stats", metadata(Version::V4, What::TaskStats));
        check("/v3/u", metadata(Version::V3, What::Container));
        check("/v3/u/task/stats", metadata(Version::V3, What::TaskStats));
        check("/v2/metadata", Route::own(What::Task));
        check("/v2/stats", Route::own(What::TaskStats));
        let container = Route::Own {
            container: Some("d"),
            what: What::Container,
        };
        check("/v2/metadata/d", container);
        check(
            "/v2/credentials/u",
            Route::Credentials {
                version: 2,
                id: "u",
            },
        );
        check(
            "/v1/credentials?id=u",
            Route::Credentials {
                version: 1,
                id: "u",
            },
        );
        check("/v1/credentials", Route::Credentials { version: 1, id: "" });
        let protection = Route::Protection { id: "u" };
        check("/api/u/task-protection/v1/state", protection);
        for path in [
            "/", "", "/v4", "/v4/u/x", "/v5/u", "/api/u", "/v2", "/../v4/u",
        ] {
            check(path, Route::Unknown);
        }
    }
}
