//! The container agent's settings: the names of the ECS agent's environment, and ours for what it has
//! not.
//!
//! A setting is found as a flag `--agent NAME=VALUE`, then as `BERTH_NAME`, then as `ECS_NAME` if the
//! ECS agent has it, then as `name` in the table `[agent]` of the configuration file. [`TABLE`] is all
//! there are; `docs/guides/agent-settings.md` is checked against it.

mod fargate;

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use berth_agent::ImageCleanup;
use berth_images::DiskLimits;
use berth_net::PortRange;

pub(crate) use fargate::Fargate;

/// A setting as people know it.
pub(crate) struct Setting {
    /// In upper case, without `ECS_` or `BERTH_`.
    pub(crate) name: &'static str,
    /// The ECS agent has it, as `ECS_<name>`.
    pub(crate) of_ecs: bool,
    /// Without it.
    pub(crate) default: &'static str,
}

const fn ecs(name: &'static str, default: &'static str) -> Setting {
    Setting {
        name,
        of_ecs: true,
        default,
    }
}

const fn ours(name: &'static str, default: &'static str) -> Setting {
    Setting {
        name,
        of_ecs: false,
        default,
    }
}

/// All settings.
pub(crate) const TABLE: [Setting; 33] = [
    ecs("CONTAINER_INSTANCE_TAGS", "{}"),
    ecs("CONTAINER_STOP_TIMEOUT", "30s"),
    ecs("DISABLE_IMAGE_CLEANUP", "false"),
    ecs("DISABLE_METRICS", "false"),
    ecs("DYNAMIC_HOST_PORT_RANGE", ""),
    ecs("ENGINE_TASK_CLEANUP_WAIT_DURATION", "3h"),
    ecs("ENGINE_TASK_CLEANUP_WAIT_DURATION_JITTER", "0s"),
    ecs("EXCLUDE_UNTRACKED_IMAGE", ""),
    ecs("IMAGE_CLEANUP_INTERVAL", "30m"),
    ecs("IMAGE_MINIMUM_CLEANUP_AGE", "1h"),
    ecs("IMAGE_PULL_INACTIVITY_TIMEOUT", "1m"),
    ecs("IMAGE_PULL_TIMEOUT", "2h"),
    ecs("INSTANCE_ATTRIBUTES", "{}"),
    ecs("MANIFEST_PULL_TIMEOUT", "1m"),
    ecs("NUM_IMAGES_DELETE_PER_CYCLE", "5"),
    ecs("RESERVED_MEMORY", "0"),
    ecs("RESERVED_PORTS", "[22, 2375, 2376, 51678, 51679, 51680]"),
    ecs("RESERVED_PORTS_UDP", "[]"),
    ecs("TASK_PIDS_LIMIT", ""),
    ours("CAPACITY_PROVIDER", ""),
    ours("DISK_CLEAN_BELOW_MIB", "2048"),
    ours("DISK_KEEP_FREE_MIB", "256"),
    ours("DISK_WAIT", "1m"),
    ours("FARGATE", "auto"),
    ours("FARGATE_ACCELERATOR", "auto"),
    ours("FARGATE_KERNEL", ""),
    ours("FARGATE_QEMU", ""),
    ours("FARGATE_SHARE", "50"),
    ours("FARGATE_WARM", ""),
    ours("OFFERED_CPU", ""),
    ours("OFFERED_MEMORY", ""),
    ours("PREFETCH", "false"),
    ours("TUNNEL_ADDRESS", "127.0.0.1"),
];

/// The settings, read.
#[derive(Clone, Debug)]
pub(crate) struct AgentSettings {
    pub(crate) instance_tags: BTreeMap<String, String>,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) capacity_provider: Option<String>,
    pub(crate) stop_timeout: Duration,
    pub(crate) metrics: bool,
    pub(crate) dynamic_ports: Option<PortRange>,
    pub(crate) task_cleanup_wait: Duration,
    pub(crate) task_cleanup_jitter: Duration,
    pub(crate) image_cleanup_excludes: Vec<String>,
    /// `None` if images stay.
    pub(crate) image_cleanup: Option<ImageCleanup>,
    pub(crate) pull_timeout: Duration,
    pub(crate) manifest_timeout: Duration,
    pub(crate) inactivity_timeout: Duration,
    pub(crate) disk: DiskLimits,
    pub(crate) reserved_memory_mib: i64,
    pub(crate) reserved_ports: BTreeSet<u16>,
    pub(crate) reserved_ports_udp: BTreeSet<u16>,
    pub(crate) pids_limit: Option<i64>,
    pub(crate) offered_cpu: Option<i64>,
    pub(crate) offered_memory_mib: Option<i64>,
    pub(crate) prefetch: bool,
    pub(crate) fargate: Fargate,
    /// Where other hosts reach this one's tasks.
    pub(crate) tunnel_address: Ipv4Addr,
}

/// Where settings are looked for, the first one wins.
pub(crate) struct Sources<'a> {
    /// `NAME=VALUE`, in any case.
    pub(crate) flags: &'a [String],
    /// The table `[agent]`.
    pub(crate) file: &'a BTreeMap<String, toml::Value>,
    /// The environment.
    pub(crate) environment: &'a dyn Fn(&str) -> Option<String>,
}

impl Sources<'_> {
    /// The values that are set somewhere, by name.
    ///
    /// # Errors
    /// If a flag or the file names a setting that there is not.
    fn gather(&self) -> anyhow::Result<BTreeMap<&'static str, (String, String)>> {
        let known = |given: &str| {
            let found = TABLE.iter().find(|it| it.name.eq_ignore_ascii_case(given));
            found.ok_or_else(|| anyhow!("there is no agent setting '{given}'"))
        };
        let mut found = BTreeMap::new();
        for (name, value) in self.file {
            let setting = known(name)?;
            let value = match value {
                toml::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            found.insert(setting.name, (format!("agent.{name}"), value));
        }
        for setting in &TABLE {
            let names = [
                setting.of_ecs.then(|| format!("ECS_{}", setting.name)),
                Some(format!("BERTH_{}", setting.name)),
            ];
            for name in names.into_iter().flatten() {
                // As with the ECS agent, an empty variable is none.
                if let Some(value) = (self.environment)(&name).filter(|it| !it.trim().is_empty()) {
                    found.insert(setting.name, (name, value));
                }
            }
        }
        for flag in self.flags {
            let (name, value) = flag
                .split_once('=')
                .with_context(|| format!("--agent {flag} is not NAME=VALUE"))?;
            let setting = known(name)?;
            let name = format!("--agent {name}");
            found.insert(setting.name, (name, value.to_owned()));
        }
        Ok(found)
    }
}

impl Sources<'_> {
    /// The settings that are not left at their defaults, as flags for another process.
    ///
    /// # Errors
    /// As for [`AgentSettings::read`].
    pub(crate) fn flags(&self) -> anyhow::Result<Vec<String>> {
        let values = self.gather()?.into_iter();
        Ok(values
            .map(|(name, (_, value))| format!("{name}={value}"))
            .collect())
    }
}

impl AgentSettings {
    /// Reads and checks all settings.
    ///
    /// # Errors
    /// Names the setting as it was given, and what is allowed.
    pub(crate) fn read(sources: &Sources<'_>) -> anyhow::Result<Self> {
        let values = Values(sources.gather()?);
        let second = Duration::from_secs(1);
        let cleanup = ImageCleanup {
            interval: values.duration("IMAGE_CLEANUP_INTERVAL", second)?,
            min_age: values.duration("IMAGE_MINIMUM_CLEANUP_AGE", Duration::ZERO)?,
            max_per_cycle: values.number("NUM_IMAGES_DELETE_PER_CYCLE", 1)?,
        };
        let mib =
            |name| Ok::<_, anyhow::Error>(values.number::<u64>(name, 0)?.saturating_mul(1 << 20));
        let excludes = values.text("EXCLUDE_UNTRACKED_IMAGE").split(',');
        Ok(Self {
            instance_tags: values.json("CONTAINER_INSTANCE_TAGS", "an object of strings")?,
            attributes: values.json("INSTANCE_ATTRIBUTES", "an object of strings")?,
            capacity_provider: values.name("CAPACITY_PROVIDER")?,
            stop_timeout: values.duration("CONTAINER_STOP_TIMEOUT", second)?,
            metrics: !values.switch("DISABLE_METRICS")?,
            dynamic_ports: values.ports("DYNAMIC_HOST_PORT_RANGE")?,
            task_cleanup_wait: values.duration("ENGINE_TASK_CLEANUP_WAIT_DURATION", second)?,
            task_cleanup_jitter: values
                .duration("ENGINE_TASK_CLEANUP_WAIT_DURATION_JITTER", Duration::ZERO)?,
            image_cleanup_excludes: excludes
                .map(|it| it.trim().to_owned())
                .filter(|it| !it.is_empty())
                .collect(),
            image_cleanup: (!values.switch("DISABLE_IMAGE_CLEANUP")?).then_some(cleanup),
            pull_timeout: values.duration("IMAGE_PULL_TIMEOUT", second)?,
            manifest_timeout: values.duration("MANIFEST_PULL_TIMEOUT", second)?,
            inactivity_timeout: values.duration("IMAGE_PULL_INACTIVITY_TIMEOUT", second)?,
            disk: DiskLimits {
                clean_below_bytes: mib("DISK_CLEAN_BELOW_MIB")?,
                keep_free_bytes: mib("DISK_KEEP_FREE_MIB")?,
                // What somebody has chosen holds on a small disk as well.
                share_max_percent: if values.has("DISK_CLEAN_BELOW_MIB")
                    || values.has("DISK_KEEP_FREE_MIB")
                {
                    100
                } else {
                    DiskLimits::default().share_max_percent
                },
                wait: values.duration("DISK_WAIT", Duration::ZERO)?,
            },
            reserved_memory_mib: values.number("RESERVED_MEMORY", 0)?,
            reserved_ports: values.json("RESERVED_PORTS", "an array of ports")?,
            reserved_ports_udp: values.json("RESERVED_PORTS_UDP", "an array of ports")?,
            pids_limit: values.pids("TASK_PIDS_LIMIT")?,
            offered_cpu: values.some_number("OFFERED_CPU", 128)?,
            offered_memory_mib: values.some_number("OFFERED_MEMORY", 4)?,
            prefetch: values.switch("PREFETCH")?,
            fargate: Fargate::read(&values)?,
            tunnel_address: values.address("TUNNEL_ADDRESS")?,
        })
    }
}

/// What control groups take.
const PIDS_MAX: i64 = 4_194_304;

/// Texts by setting, with the name by which each was given.
struct Values(BTreeMap<&'static str, (String, String)>);

impl Values {
    fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    fn text(&self, name: &str) -> &str {
        let default = TABLE.iter().find(|it| it.name == name);
        let default = default.map_or("", |it| it.default);
        self.0.get(name).map_or(default, |(_, value)| value.trim())
    }

    fn wrong(&self, name: &str, allowed: &str) -> anyhow::Error {
        let given = self.0.get(name).map_or(name, |(given, _)| given);
        anyhow!("{given}: '{}' is not {allowed}", self.text(name))
    }

    fn duration(&self, name: &str, least: Duration) -> anyhow::Result<Duration> {
        let found = go_duration(self.text(name));
        let allowed = format!(
            "a duration of at least {} s, such as 90s, 30m or 1h30m",
            least.as_secs()
        );
        found
            .filter(|it| *it >= least)
            .ok_or_else(|| self.wrong(name, &allowed))
    }

    fn number<N: std::str::FromStr + PartialOrd + From<u8> + std::fmt::Display>(
        &self,
        name: &str,
        least: u8,
    ) -> anyhow::Result<N> {
        let least = N::from(least);
        let allowed = format!("a whole number of at least {least}");
        let found = self.text(name).parse().ok();
        found
            .filter(|it| *it >= least)
            .ok_or_else(|| self.wrong(name, &allowed))
    }

    fn some_number(&self, name: &str, least: u8) -> anyhow::Result<Option<i64>> {
        if self.text(name).is_empty() {
            return Ok(None);
        }
        self.number(name, least).map(Some)
    }

    fn pids(&self, name: &str) -> anyhow::Result<Option<i64>> {
        let found = self.some_number(name, 1)?;
        match found.is_some_and(|it| it > PIDS_MAX) {
            true => Err(self.wrong(name, &format!("at most {PIDS_MAX}"))),
            false => Ok(found),
        }
    }

    fn name(&self, name: &str) -> anyhow::Result<Option<String>> {
        let text = self.text(name);
        let allowed = |it: u8| it.is_ascii_alphanumeric() || it == b'-' || it == b'_';
        if text.len() > 255 || !text.bytes().all(allowed) {
            let allowed = "a name of at most 255 letters, digits, hyphens and underscores";
            return Err(self.wrong(name, allowed));
        }
        Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
    }

    fn path(&self, name: &str) -> Option<PathBuf> {
        let text = self.text(name);
        (!text.is_empty()).then(|| PathBuf::from(text))
    }

    fn address(&self, name: &str) -> anyhow::Result<Ipv4Addr> {
        let found = self.text(name).parse();
        found.map_err(|_| self.wrong(name, "an IPv4 address"))
    }

    fn switch(&self, name: &str) -> anyhow::Result<bool> {
        // What Go's strconv.ParseBool takes.
        match self.text(name) {
            "1" | "t" | "T" | "true" | "TRUE" | "True" => Ok(true),
            "0" | "f" | "F" | "false" | "FALSE" | "False" => Ok(false),
            _ => Err(self.wrong(name, "true or false")),
        }
    }

    fn json<T: serde::de::DeserializeOwned>(&self, name: &str, what: &str) -> anyhow::Result<T> {
        serde_json::from_str(self.text(name))
            .map_err(|_| self.wrong(name, &format!("{what} in JSON")))
    }

    fn ports(&self, name: &str) -> anyhow::Result<Option<PortRange>> {
        let text = self.text(name);
        if text.is_empty() {
            return Ok(None);
        }
        let read = || {
            let (first, last) = text.split_once('-')?;
            let first: u16 = first.trim().parse().ok().filter(|it| *it > 0)?;
            let last: u16 = last.trim().parse().ok().filter(|it| *it >= first)?;
            Some(PortRange { first, last })
        };
        let range = read().ok_or_else(|| self.wrong(name, "a range of ports such as 40000-50000"));
        range.map(Some)
    }
}

/// A duration as Go writes it: `300ms`, `30m`, `1h30m`, `1.5h`, `0`.
fn go_duration(text: &str) -> Option<Duration> {
    if text == "0" {
        return Some(Duration::ZERO);
    }
    let mut rest = text;
    let mut total = Duration::ZERO;
    while !rest.is_empty() {
        let number = rest.find(|it: char| !it.is_ascii_digit() && it != '.')?;
        let value: f64 = rest[..number].parse().ok()?;
        rest = &rest[number..];
        let unit = rest
            .find(|it: char| it.is_ascii_digit())
            .unwrap_or(rest.len());
        let seconds = match &rest[..unit] {
            "h" => 3600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 0.001,
            _ => return None,
        };
        total += Duration::try_from_secs_f64(value * seconds).ok()?;
        rest = &rest[unit..];
    }
    (!text.is_empty()).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(
        flags: &[&str],
        environment: &[(&str, &str)],
        file: &str,
    ) -> anyhow::Result<AgentSettings> {
        let flags: Vec<_> = flags.iter().map(|it| (*it).to_owned()).collect();
        let environment = |name: &str| {
            let found = environment.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        AgentSettings::read(&Sources {
            flags: &flags,
            file: &toml::from_str(file).expect("a table"),
            environment: &environment,
        })
    }

    #[test]
    fn a_flag_wins_over_our_variable_over_ecss_over_the_file() {
        let file = "image_minimum_cleanup_age = \"4h\"\nnum_images_delete_per_cycle = 9";
        let ecs = ("ECS_IMAGE_MINIMUM_CLEANUP_AGE", "3h");
        let ours = ("BERTH_IMAGE_MINIMUM_CLEANUP_AGE", "2h");
        let flag = "image_minimum_cleanup_age=1h30m";
        let age = |flags: &[&str], environment: &[(&str, &str)]| {
            let settings = read(flags, environment, file).expect("right");
            let cleanup = settings.image_cleanup.expect("on");
            assert_eq!(cleanup.max_per_cycle, 9);
            cleanup.min_age.as_secs()
        };
        assert_eq!(age(&[], &[]), 4 * 3600);
        assert_eq!(age(&[], &[ecs]), 3 * 3600);
        assert_eq!(age(&[], &[ecs, ours]), 2 * 3600);
        assert_eq!(age(&[flag], &[ecs, ours]), 5400);
    }

    #[test]
    fn without_any_the_ecs_agents_defaults_hold() {
        let settings = read(&[], &[], "").expect("right");
        let ours = berth_agent::Options::new(
            "http://c",
            "c",
            "r",
            berth_protocol::sigv4::Credentials {
                access_key_id: String::new(),
                secret_access_key: String::new(),
                session_token: None,
            },
            std::path::PathBuf::new(),
        );
        let images = berth_images::Options::new(std::path::PathBuf::new());
        let cleanup = ImageCleanup::default();
        let found = settings.image_cleanup.expect("on");
        assert_eq!(found.interval, cleanup.interval);
        assert_eq!(found.min_age, cleanup.min_age);
        assert_eq!(found.max_per_cycle, cleanup.max_per_cycle);
        assert_eq!(settings.disk, images.disk);
        assert_eq!(settings.pull_timeout, images.pull_timeout);
        assert_eq!(settings.manifest_timeout, images.manifest_timeout);
        assert_eq!(settings.inactivity_timeout, images.inactivity_timeout);
        assert_eq!(settings.stop_timeout, ours.stop_timeout);
        assert_eq!(settings.task_cleanup_wait, ours.task_cleanup_wait);
        assert_eq!(settings.reserved_ports, ours.reserved_ports);
        assert!(settings.metrics && ours.metrics);
    }

    #[test]
    fn what_is_wrong_is_said_by_the_name_it_was_given_by() {
        for (name, value, words) in [
            ("ECS_IMAGE_PULL_TIMEOUT", "soon", "such as 90s"),
            (
                "ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION",
                "10ms",
                "at least 1 s",
            ),
            ("BERTH_NUM_IMAGES_DELETE_PER_CYCLE", "0", "at least 1"),
            ("ECS_DISABLE_IMAGE_CLEANUP", "maybe", "true or false"),
            ("ECS_RESERVED_PORTS", "22", "an array of ports"),
            ("BERTH_CAPACITY_PROVIDER", "a b", "a name of at most 255"),
            ("ECS_DYNAMIC_HOST_PORT_RANGE", "9-1", "40000-50000"),
            ("ECS_TASK_PIDS_LIMIT", "0", "at least 1"),
            ("ECS_TASK_PIDS_LIMIT", "4194305", "at most 4194304"),
            ("BERTH_FARGATE", "yes", "auto, on or off"),
            ("BERTH_FARGATE_ACCELERATOR", "hvf", "auto, kvm or tcg"),
            ("BERTH_FARGATE_SHARE", "100", "from 1 to 99"),
            ("BERTH_FARGATE_WARM", "2x256", "such as 2x256/512"),
        ] {
            let error = read(&[], &[(name, value)], "")
                .expect_err("wrong")
                .to_string();
            assert!(error.starts_with(name) && error.contains(words), "{error}");
        }
        let error = read(&["no_such=1"], &[], "").expect_err("unknown");
        assert!(error.to_string().contains("no_such"));
        assert!(read(&[], &[], "no_such = 1").is_err());
    }

    #[test]
    fn durations_are_gos() {
        let ms = |text| go_duration(text).map(|it| it.as_millis());
        assert_eq!(ms("1h30m"), Some(5_400_000));
        assert_eq!(ms("1.5h"), Some(5_400_000));
        assert_eq!(ms("250ms"), Some(250));
        assert_eq!(ms("0"), Some(0));
        for wrong in ["", "5", "h", "1d", "-1s", "1h 2m"] {
            assert_eq!(ms(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_guide_has_every_setting_with_its_default() {
        let guide = include_str!("../../../docs/guides/agent-settings.md");
        for setting in &TABLE {
            let prefix = if setting.of_ecs { "ECS" } else { "BERTH" };
            let default = match setting.default {
                "" => String::new(),
                default => format!("`{default}`"),
            };
            let row = format!("| `{prefix}_{}` | {default}", setting.name);
            assert!(guide.contains(&row), "the guide lacks {row}");
        }
        let names: std::collections::BTreeSet<&str> = guide
            .lines()
            .filter(|line| line.starts_with("| `ECS_") || line.starts_with("| `BERTH_"))
            .filter_map(|line| line.split('`').nth(1))
            .collect();
        // Those with flags of their own: cluster, pull behavior, metadata's rate.
        assert_eq!(names.len(), TABLE.len() + 3);
    }
}
