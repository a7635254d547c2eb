//! Names on the wire into names in Rust.

/// Words whose capitals say nothing about where a word starts.
const UNITS: [(&str, &str); 4] = [
    ("MiB", "Mib"),
    ("GiB", "Gib"),
    ("VCpu", "Vcpu"),
    ("vCpu", "vcpu"),
];

const KEYWORDS: [&str; 7] = ["type", "match", "use", "ref", "move", "static", "return"];

/// `enableECSManagedTags` → `enable_ecs_managed_tags`.
pub(crate) fn snake(name: &str) -> String {
    let mut name = name.to_owned();
    for (unit, word) in UNITS {
        name = name.replace(unit, word);
    }
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (index, &letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(index + 1);
        // A capital starts a word after a small letter or digit, and before a small letter.
        let starts = letter.is_ascii_uppercase()
            && before.is_some_and(|before| {
                !before.is_ascii_uppercase() || after.is_some_and(char::is_ascii_lowercase)
            });
        if starts {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

/// The field of a member, escaped if it is a keyword.
pub(crate) fn field(name: &str) -> String {
    let name = snake(name);
    if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

/// `ContainerDefinition` → `CONTAINER_DEFINITION`.
pub(crate) fn screaming(name: &str) -> String {
    snake(name).to_ascii_uppercase()
}

/// An enum's value as a variant: `FARGATE_SPOT` → `FargateSpot`, `json-file` → `JsonFile`,
/// `distinctInstance` → `DistinctInstance`.
pub(crate) fn variant(value: &str) -> String {
    let mut out = String::new();
    for word in value.split(|letter: char| !letter.is_ascii_alphanumeric()) {
        let shouted = !word.chars().any(|letter| letter.is_ascii_lowercase());
        let mut letters = word.chars();
        if let Some(first) = letters.next() {
            out.push(first.to_ascii_uppercase());
            let rest = letters.as_str();
            out.push_str(&if shouted {
                rest.to_ascii_lowercase()
            } else {
                rest.to_owned()
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        for (wire, rust) in [
            ("containerDefinitions", "container_definitions"),
            ("enableECSManagedTags", "enable_ecs_managed_tags"),
            ("memoryGiBPerVCpu", "memory_gib_per_vcpu"),
            ("ec2InstanceId", "ec2_instance_id"),
            ("vCpuCount", "vcpu_count"),
            ("webACLArn", "web_acl_arn"),
            ("type", "r#type"),
        ] {
            assert_eq!(field(wire), rust);
        }
    }

    #[test]
    fn variants() {
        for (wire, rust) in [
            ("EC2", "Ec2"),
            ("FARGATE_SPOT", "FargateSpot"),
            ("json-file", "JsonFile"),
            ("distinctInstance", "DistinctInstance"),
            ("TaskFailedToStart", "TaskFailedToStart"),
        ] {
            assert_eq!(variant(wire), rust);
        }
    }
}
