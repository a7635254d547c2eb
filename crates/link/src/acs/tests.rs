use super::*;

#[test]
fn a_payload_in_the_real_agents_words_is_read() {
    let frame = r#"{"type":"PayloadMessage","message":{"messageId":"m1",
        "clusterArn":"arn:aws:ecs:us-east-1:1:cluster/default","containerInstanceArn":"ci",
        "generatedAt":1795330469000,"seqNum":7,"tasks":[
        {"arn":"arn:aws:ecs:us-east-1:1:task/default/1111","desiredStatus":"RUNNING","cpu":0.25,
         "memory":128,"unknownKey":[1],"overrides":"{}",
         "containers":[{"name":"main","image":"busybox","essential":true,
            "environment":{"A":"b"},"overrides":"{\"command\":[\"true\"]}",
            "dependsOn":[{"containerName":"init","condition":"SUCCESS"}],
            "dockerConfig":{"hostConfig":"{\"NetworkMode\":\"host\"}"}}]},
        {"arn":"arn:aws:ecs:us-east-1:1:task/default/2222","desiredStatus":"RUNNING","cpu":"much"},
        {"arn":"arn:aws:ecs:us-east-1:1:task/default/3333","desiredStatus":"STOPPED"}]}}"#;
    let ServerMessage::PayloadMessage(payload) = ServerMessage::decode(frame).expect("valid")
    else {
        panic!("not a payload");
    };
    assert_eq!(payload.seq_num, Some(7));
    assert_eq!(payload.tasks.len(), 2);
    let task = &payload.tasks[0];
    assert_eq!(task.id(), "1111");
    assert_eq!(task.cpu, Some(0.25));
    let main = task.container("main").expect("present");
    assert_eq!(main.command_override(), Ok(Some(vec!["true".to_owned()])));
    assert_eq!(payload.tasks[1].desired_status, DesiredStatus::Stopped);
    assert_eq!(payload.unreadable.len(), 1);
    assert!(payload.unreadable[0].arn.ends_with("2222"));
}

#[test]
fn overrides_other_than_the_command_are_refused() {
    let container = Container {
        overrides: Some(serde_json::json!({"memory": 5})),
        ..Container::default()
    };
    assert!(container.command_override().is_err());
}

#[test]
fn what_is_written_is_what_the_real_agent_expects() {
    let stop = ServerMessage::PayloadMessage(PayloadMessage {
        message_id: "m".to_owned(),
        cluster_arn: "c".to_owned(),
        container_instance_arn: "ci".to_owned(),
        seq_num: Some(3),
        tasks: vec![Task {
            arn: "a/1".to_owned(),
            desired_status: DesiredStatus::Stopped,
            ..Task::default()
        }],
        ..PayloadMessage::default()
    });
    assert_eq!(
        stop.encode(),
        r#"{"type":"PayloadMessage","message":{"messageId":"m","clusterArn":"c","containerInstanceArn":"ci","seqNum":3,"tasks":[{"arn":"a/1","desiredStatus":"STOPPED"}]}}"#
    );
    assert_eq!(
        ServerMessage::decode(&stop.encode()).expect("reads back"),
        stop
    );

    let ack = AgentMessage::IAMRoleCredentialsAckRequest(IamRoleCredentialsAckRequest {
        message_id: "m".to_owned(),
        credentials_id: "u".to_owned(),
        expiration: "2026-11-22T12:00:00Z".to_owned(),
    });
    assert_eq!(
        ack.encode(),
        r#"{"type":"IAMRoleCredentialsAckRequest","message":{"messageId":"m","credentialsId":"u","expiration":"2026-11-22T12:00:00Z"}}"#
    );
    assert_eq!(
        AgentMessage::decode(&ack.encode()).expect("reads back"),
        ack
    );
}

#[test]
fn unknown_types_and_missing_ids_are_told_apart() {
    assert!(matches!(
        ServerMessage::decode(r#"{"type":"Surprise","message":{}}"#),
        Err(FrameError::UnknownType(name)) if name == "Surprise"
    ));
    assert!(matches!(
        ServerMessage::decode(r#"{"type":"PayloadMessage","message":{"tasks":[]}}"#),
        Err(FrameError::Malformed(_))
    ));
    assert!(matches!(
        ServerMessage::decode("hello"),
        Err(FrameError::Malformed(_))
    ));
}

#[test]
fn credentials_do_not_show_in_debug_output() {
    let credentials = RoleCredentials {
        credentials_id: "id-secret".to_owned(),
        secret_access_key: "key-secret".to_owned(),
        session_token: "token-secret".to_owned(),
        ..RoleCredentials::default()
    };
    assert!(!format!("{credentials:?}").contains("secret"));
}
