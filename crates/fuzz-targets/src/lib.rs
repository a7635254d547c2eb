//! What is fuzzed: each parser of what comes from outside, and what must hold of it.
//!
//! A [`Target`] is a function over bytes that panics if something is wrong. `fuzz/` runs each under
//! libFuzzer (`cargo fuzz run NAME`); this crate's tests run each over the corpus kept in `fuzz/corpus` and
//! over mutations of it, the same ones every time, so that what was found once stays found.

pub mod mutate;

mod api;
mod form;
mod images;
mod jobs;
mod link;
mod logs;
mod net;
mod query;
mod records;
mod secrets;
mod signature;

/// Something that takes any bytes.
#[derive(Clone, Copy)]
pub struct Target {
    /// Also the name of its corpus.
    pub name: &'static str,
    /// Panics if what should hold does not.
    pub run: fn(&[u8]),
}

/// All targets.
pub const TARGETS: &[Target] = &[
    target("api_ecs", api::ecs),
    target("api_logs", api::logs),
    target("api_secrets_manager", api::secrets_manager),
    target("api_ssm", api::ssm),
    target("register_task_definition", api::register_task_definition),
    target("page_token", api::page_token),
    target("signature", signature::verify),
    target("acs", link::acs),
    target("tcs", link::tcs),
    target("guest_frames", link::guest_frames),
    target("shim_frames", link::shim_frames),
    target("shim_journal", link::shim_journal),
    target("spool", link::spool),
    target("records", records::record),
    target("dns", net::dns),
    target("query", query::query),
    target("form", form::ec2),
    target("schedule_expression", jobs::schedule_expression),
    target("hook_answer", jobs::hook_answer),
    target("filter_pattern", logs::filter_pattern),
    target("log_files", logs::files),
    target("image_reference", images::reference),
    target("image_manifest", images::manifest),
    target("image_config", images::config),
    target("layer", images::layer),
    target("docker_config", images::docker_config),
    target("secret_names", secrets::names),
    target("secret_keys", secrets::key_file),
];

const fn target(name: &'static str, run: fn(&[u8])) -> Target {
    Target { name, run }
}

/// Runs the target of this name.
///
/// # Panics
/// If there is none, or what should hold of it does not.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name);
    (target.expect("a target of this name").run)(bytes);
}
