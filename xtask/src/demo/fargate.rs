//! The demo's second half: the Fargate task definition of the project's description, with another
//! image, answers HTTP on its own address and on a public one.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use serde_json::{Value, json};

use super::{Aws, LOOK_AGAIN, reaches, say, text};
use crate::command::output;

const GROUP: &str = "/ecs/fargate-task-definition";
const SECURITY_GROUP: &str = "demo-web";
const MESSAGE: &str = "Hello from behind a kernel of my own";
/// A machine boots meanwhile, emulated where there is no KVM.
const RUNNING_WITHIN: Duration = Duration::from_secs(180);
const ANSWERS_WITHIN: Duration = Duration::from_secs(30);

/// Runs it and leaves it running; its public address.
pub(super) fn run(aws: &Aws, image: &str) -> anyhow::Result<String> {
    let subnet = first_subnet(aws)?;
    let group = security_group(aws, &text(&subnet["VpcId"]))?;
    // An error if the last demo made it.
    let _ = aws.run("logs", &["create-log-group", "--log-group-name", GROUP]);

    let definition = definition(image).to_string();
    let registered = aws.ecs(&["register-task-definition", "--cli-input-json", &definition])?;
    let revision = text(&registered["taskDefinition"]["taskDefinitionArn"]);
    let network = format!(
        "awsvpcConfiguration={{subnets=[{}],securityGroups=[{group}],assignPublicIp=ENABLED}}",
        text(&subnet["SubnetId"])
    );
    say(&format!(
        "aws ecs run-task --launch-type FARGATE --task-definition {revision} --network-configuration '{network}'"
    ));
    let ran = aws.ecs(&[
        "run-task",
        "--launch-type",
        "FARGATE",
        "--task-definition",
        &revision,
        "--network-configuration",
        &network,
    ])?;
    let arn = ran["tasks"][0]["taskArn"].as_str();
    let arn = arn.with_context(|| format!("run-task placed nothing: {ran:#}"))?;
    let task = reaches(aws, arn, "RUNNING", RUNNING_WITHIN)?;
    say(&format!(
        "it is RUNNING on platform version {}, curl http://{}/",
        text(&task["platformVersion"]),
        detail(&task, "privateIPv4Address")?
    ));
    for line in answer(&detail(&task, "privateIPv4Address")?)?.lines() {
        println!("    {line}");
    }
    let interface = detail(&task, "networkInterfaceId")?;
    let found = [
        "describe-network-interfaces",
        "--network-interface-ids",
        &interface,
    ];
    let found = aws.run("ec2", &found)?;
    let public = text(&found["NetworkInterfaces"][0]["Association"]["PublicIp"]);
    say(&format!(
        "aws ec2 describe-network-interfaces: its public address is {public}, curl http://{public}/"
    ));
    answer(&public)?;
    Ok(public)
}

/// What a task's attachment says under a name.
fn detail(task: &Value, name: &str) -> anyhow::Result<String> {
    let details = task["attachments"][0]["details"].as_array();
    let mut details = details.into_iter().flatten();
    let found = details.find(|detail| detail["name"] == name);
    let found = found.map(|detail| text(&detail["value"]));
    found.with_context(|| format!("the task has no {name}: {task:#}"))
}

/// The definition as it is described, but for the image and what its program does.
fn definition(image: &str) -> Value {
    let page = format!(
        "mkdir -p /www; {{ echo '{MESSAGE}'; uname -sr; }} >/www/index.html; exec httpd -f -p 80 -h /www"
    );
    json!({
        "containerDefinitions": [{
            "entryPoint": ["sh", "-c"],
            "command": [page],
            "essential": true,
            "image": image,
            "logConfiguration": { "logDriver": "awslogs", "options": {
                "awslogs-group": GROUP,
                "awslogs-region": "us-east-1",
                "awslogs-stream-prefix": "ecs",
            }},
            "name": "sample-fargate-app",
            "portMappings": [{ "containerPort": 80, "hostPort": 80, "protocol": "tcp" }],
        }],
        "cpu": "256",
        "executionRoleArn": "arn:aws:iam::012345678910:role/ecsTaskExecutionRole",
        "family": "fargate-task-definition",
        "memory": "512",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
    })
}

fn first_subnet(aws: &Aws) -> anyhow::Result<Value> {
    let filter = "Name=default-for-az,Values=true";
    let found = aws.run("ec2", &["describe-subnets", "--filters", filter])?;
    let subnet = found["Subnets"].get(0).cloned();
    subnet.context("the default VPC has no subnet")
}

/// One that lets everybody in on port 80; the same for each demo.
fn security_group(aws: &Aws, vpc: &str) -> anyhow::Result<String> {
    let filter = format!("Name=group-name,Values={SECURITY_GROUP}");
    let found = aws.run("ec2", &["describe-security-groups", "--filters", &filter])?;
    if let Some(group) = found["SecurityGroups"][0]["GroupId"].as_str() {
        return Ok(group.to_owned());
    }
    let made = aws.run(
        "ec2",
        &[
            "create-security-group",
            "--group-name",
            SECURITY_GROUP,
            "--description",
            "HTTP for everybody",
            "--vpc-id",
            vpc,
        ],
    )?;
    let group = text(&made["GroupId"]);
    aws.run(
        "ec2",
        &[
            "authorize-security-group-ingress",
            "--group-id",
            &group,
            "--protocol",
            "tcp",
            "--port",
            "80",
            "--cidr",
            "0.0.0.0/0",
        ],
    )?;
    Ok(group)
}

/// What the task says; its server starts a moment after its container.
fn answer(address: &str) -> anyhow::Result<String> {
    let deadline = Instant::now() + ANSWERS_WITHIN;
    loop {
        let mut curl = Command::new("curl");
        curl.args(["--silent", "--show-error", "--fail", "--max-time", "5"]);
        curl.args(["--noproxy", "*"])
            .arg(format!("http://{address}/"));
        match output(&mut curl) {
            Ok(page) if page.contains(MESSAGE) => return Ok(page),
            Ok(page) => bail!("http://{address}/ says {page:?}"),
            Err(error) if Instant::now() > deadline => {
                return Err(error).context("the task does not answer on its address");
            }
            Err(_) => std::thread::sleep(LOOK_AGAIN),
        }
    }
}
