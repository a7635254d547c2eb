//! The operation table, and calls through the dispatcher.

use std::task::{Context, Poll, Waker};

use berth_api_ecs::{
    Cluster, CreateClusterRequest, CreateClusterResponse, Ecs, Operation, SERVICE, dispatch,
};
use berth_protocol::fault::Fault;
use serde_json::Value;

/// Knows one operation and echoes its input, with the context as status.
struct OneOperation;

impl Ecs for OneOperation {
    type Context = &'static str;

    async fn create_cluster(
        &self,
        cx: &'static str,
        input: CreateClusterRequest,
    ) -> Result<CreateClusterResponse, Fault> {
        let cluster = Cluster {
            cluster_name: input.cluster_name,
            status: Some(cx.to_owned()),
            ..Cluster::default()
        };
        Ok(CreateClusterResponse {
            cluster: Some(cluster),
        })
    }
}

/// None of these calls ever waits.
fn call(operation: Operation, body: &str) -> Result<Value, Fault> {
    let mut answer = dispatch(&OneOperation, "ACTIVE", operation, body.as_bytes());
    match answer
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(answer) => answer.map(|body| serde_json::from_slice(&body).unwrap()),
        Poll::Pending => panic!("{} waits", operation.name()),
    }
}

#[test]
fn all_operations_resolve_by_name() {
    assert_eq!(Operation::ALL.len(), 88);
    for &operation in Operation::ALL {
        assert_eq!(Operation::from_name(operation.name()), Some(operation));
        assert_eq!(format!("{operation:?}"), operation.name());
    }
    assert_eq!(Operation::from_name("MakeCoffee"), None);
    assert_eq!(SERVICE.target_prefix, "AmazonEC2ContainerServiceV20141113");
}

#[test]
fn what_is_not_built_says_so_with_an_error_of_its_model() {
    for &operation in Operation::ALL {
        let fault = Fault::not_implemented(operation.facts());
        let modelled = operation
            .facts()
            .error(&fault.code)
            .expect("an error of the model");
        assert_eq!(fault.status, modelled.status);
        assert!(fault.message.contains(operation.name()));
    }
    let fault = Fault::not_implemented(Operation::CreateTaskSet.facts());
    assert_eq!(fault.code, "UnsupportedFeatureException");
    let fault = Fault::not_implemented(Operation::ListClusters.facts());
    assert_eq!(fault.code, "ClientException");
}

#[test]
fn a_call_reaches_its_method_and_its_answer_is_written() {
    let answer = call(Operation::CreateCluster, r#"{"clusterName": "blue"}"#).unwrap();
    assert_eq!(
        answer.to_string(),
        r#"{"cluster":{"clusterName":"blue","status":"ACTIVE"}}"#
    );
    let answer = call(Operation::CreateCluster, "").unwrap();
    assert_eq!(answer.to_string(), r#"{"cluster":{"status":"ACTIVE"}}"#);
}

#[test]
fn a_call_that_is_wrong_or_not_built_gets_a_fault() {
    let fault = call(Operation::CreateCluster, r#"{"clusterName": 1}"#).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "SerializationException: clusterName: expected a string, found a number"
    );
    let fault = call(Operation::DeleteCluster, "{}").unwrap_err();
    assert_eq!(
        fault.to_string(),
        "InvalidParameterException: cluster is required."
    );
    let fault = call(Operation::DeleteCluster, r#"{"cluster": "blue"}"#).unwrap_err();
    assert_eq!(
        fault,
        Fault::not_implemented(Operation::DeleteCluster.facts())
    );
}
