//! Every target over its corpus and over mutations of it. `BERTH_FUZZ_ROUNDS` asks for more of them
//! than the few that every build runs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use berth_fuzz_targets::{TARGETS, Target, mutate::Mutator};

const ROUNDS: usize = 2000;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus")
}

fn inputs(target: Target) -> Vec<Vec<u8>> {
    let listed = fs::read_dir(corpus().join(target.name)).expect("a corpus is kept");
    let mut paths: Vec<_> = listed
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read(path).expect("reads"))
        .collect()
}

fn rounds() -> usize {
    let asked = std::env::var("BERTH_FUZZ_ROUNDS").ok();
    asked.map_or(ROUNDS, |text| text.parse().expect("a number"))
}

fn check(name: &str) {
    let target = *TARGETS
        .iter()
        .find(|target| target.name == name)
        .expect("a target");
    let inputs = inputs(target);
    assert!(!inputs.is_empty(), "the corpus is empty");
    let mut mutator = Mutator::new(1);
    for input in &inputs {
        (target.run)(input);
    }
    // Those that make files take their time.
    let slow = matches!(name, "layer" | "docker_config");
    for round in 0..rounds() / if slow { 20 } else { 1 } {
        let input = &inputs[round % inputs.len()];
        let other = &inputs[round / inputs.len() % inputs.len()];
        let mutated = mutator.mutate(input, other);
        let ran = std::panic::catch_unwind(|| (target.run)(&mutated));
        assert!(
            ran.is_ok(),
            "{name}, round {round}: {}",
            mutated.escape_ascii()
        );
    }
}

macro_rules! targets {
    ($($name:ident)*) => {
        $(#[test] fn $name() { check(stringify!($name)); })*

        #[test]
        fn each_target_has_its_test_and_its_program() {
            let tested = BTreeSet::from([$(stringify!($name)),*]);
            let targets: BTreeSet<_> = TARGETS.iter().map(|target| target.name).collect();
            assert_eq!(tested, targets);
            let programs = fs::read_dir(corpus().join("../fuzz_targets")).expect("lists");
            let programs: BTreeSet<String> = programs
                .map(|entry| entry.expect("an entry").path())
                .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
                .collect();
            assert!(programs.iter().map(String::as_str).eq(targets));
        }
    };
}

targets! {
    api_ecs api_logs register_task_definition page_token signature acs tcs guest_frames shim_frames shim_journal
    spool records query filter_pattern log_files image_reference image_manifest image_config layer
    docker_config api_secrets_manager api_ssm secret_names secret_keys form dns
    schedule_expression hook_answer
}
