//! Reading back and registering again changes nothing.

use proptest::prelude::{Just, Strategy, any, prop, prop_assert_eq, prop_oneof, proptest};

use super::*;

fn again(document: &api::TaskDefinition) -> api::RegisterTaskDefinitionRequest {
    let mut json = as_json(document);
    let fields = json.as_object_mut().expect("an object");
    fields.remove("requiresAttributes");
    fields.remove("compatibilities");
    serde_json::from_value(json).expect("a request")
}

fn optional<T: Strategy<Value = Value> + 'static>(
    name: &'static str,
    value: T,
) -> impl Strategy<Value = Option<(&'static str, Value)>> {
    prop::option::of(value.prop_map(move |value| (name, value)))
}

fn members(
    fields: Vec<prop::strategy::BoxedStrategy<Option<(&'static str, Value)>>>,
) -> impl Strategy<Value = Value> {
    fields.prop_map(|fields| {
        fields
            .into_iter()
            .flatten()
            .map(|(n, v)| (n.to_owned(), v))
            .collect()
    })
}

fn port() -> impl Strategy<Value = Value> {
    let named = (1_u16.., any::<bool>()).prop_map(
        |(port, udp)| json!({"containerPort": port, "protocol": if udp { "udp" } else { "tcp" }}),
    );
    prop_oneof![
        (1_u16..).prop_map(|port| json!({"containerPort": port})),
        (1_u16..).prop_map(|port| json!({"containerPort": port, "hostPort": 0})),
        (1_u16..).prop_map(|port| json!({"containerPort": port, "hostPort": port})),
        named,
        Just(json!({"containerPortRange": "100-200"})),
    ]
}

fn a_container() -> impl Strategy<Value = Value> {
    members(vec![
        optional("cpu", (0..64).prop_map(Value::from)).boxed(),
        optional("memory", (64..128).prop_map(Value::from)).boxed(),
        optional("memoryReservation", (6..64).prop_map(Value::from)).boxed(),
        optional("essential", any::<bool>().prop_map(Value::from)).boxed(),
        optional("command", Just(json!(["true"]))).boxed(),
        optional("environment", Just(json!([{"name": "A", "value": "b"}]))).boxed(),
        optional("portMappings", prop::collection::vec(port(), 0..3).prop_map(Value::from)).boxed(),
        optional("healthCheck", Just(json!({"command": ["CMD", "true"], "retries": 2}))).boxed(),
        optional("ulimits", Just(json!([{"name": "nofile", "softLimit": 1, "hardLimit": 2}]))).boxed(),
        optional("linuxParameters", Just(json!({"initProcessEnabled": true}))).boxed(),
        optional("stopTimeout", (2..300).prop_map(Value::from)).boxed(),
        optional("mountPoints", Just(json!([{"sourceVolume": "v", "containerPath": "/v"}]))).boxed(),
        optional(
            "logConfiguration",
            Just(json!({"logDriver": "awslogs", "options": {"awslogs-group": "g", "awslogs-region": "r"}})),
        )
        .boxed(),
    ])
}

fn a_definition() -> impl Strategy<Value = Value> {
    let mode = prop::sample::select(vec!["bridge", "host", "awsvpc", "none"]);
    let containers = prop::collection::vec(a_container(), 1..4).prop_map(|containers| {
        let named = (0..).zip(containers).map(|(index, mut container)| {
            merge(
                &mut container,
                json!({"name": format!("c{index}"), "image": "busybox"}),
            );
            container
        });
        Value::from(named.collect::<Vec<_>>())
    });
    let fields = members(vec![
        optional("networkMode", mode.prop_map(Value::from)).boxed(),
        optional(
            "cpu",
            prop::sample::select(vec!["256", "0.5 vCPU"]).prop_map(Value::from),
        )
        .boxed(),
        optional(
            "memory",
            prop::sample::select(vec!["1024", "1 GB"]).prop_map(Value::from),
        )
        .boxed(),
        optional("volumes", Just(json!([{"name": "v"}]))).boxed(),
        optional("taskRoleArn", Just(json!("role"))).boxed(),
        optional("requiresCompatibilities", Just(json!(["EC2"]))).boxed(),
    ]);
    (fields, containers).prop_map(|(mut fields, containers)| {
        fields["containerDefinitions"] = containers;
        fields
    })
}

proptest! {
    #[test]
    fn normalising_what_is_read_back_changes_nothing(members in a_definition()) {
        // Many are refused (ports in mode none, an unknown volume); the rest must be stable.
        if let Ok(once) = normalise(request(members)) {
            let twice = normalise(again(&once.document));
            prop_assert_eq!(twice.map(|it| it.document), Ok(once.document));
        }
    }
}

#[test]
fn enough_random_definitions_register() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let mut good = 0;
    for _ in 0..300 {
        let members = a_definition()
            .new_tree(&mut runner)
            .expect("a value")
            .current();
        good += usize::from(normalise(request(members)).is_ok());
    }
    assert!(good > 30, "only {good} of 300");
}
