//! Users: they run, start and stop tasks, register and tag, and try again when an answer is lost.
//! They remember what was promised to them, and look whether it holds.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use berth_api_ecs as api;
use berth_ecs::{
    clusters, container_instances, definitions, run_task, services, stop_task, tagging,
};
use berth_model::invariants::Side;
use berth_model::{Arn, DesiredStatus, InstanceStatus, SchedulingStrategy, ServiceStatus, TaskId};
use berth_protocol::fault::Fault;
use berth_protocol::shape::Input;
use serde_json::{Value, json};

use crate::agent::short;
use crate::call::{CallError, Operation};
use crate::rng::Rng;
use crate::world::World;

/// An answer that is lost so often is given up.
const TRIES_MAX: u32 = 8;
/// A run has at most so many calls that start tasks, so that looking at all of them stays cheap.
const STARTS_MAX: u32 = 40;
/// And so many services.
const SERVICES_MAX: usize = 3;

/// What users know.
#[derive(Default)]
pub(crate) struct Clients {
    /// They go on.
    pub(crate) active: bool,
    /// Calls under way.
    pub(crate) busy: u32,
    number: u64,
    starts: u32,
    definitions: Vec<String>,
    /// Tasks they were told of.
    tasks: Vec<String>,
    stopped: BTreeSet<String>,
    /// Tokens of `RunTask`, how many tasks each stands for, and which if they were told.
    tokens: BTreeMap<String, (usize, Option<BTreeSet<String>>)>,
    tags: Vec<(String, String)>,
    /// Names of services they were told of, and how many tasks of each they asked for last.
    pub(crate) services: BTreeMap<String, u32>,
    /// Somebody has deregistered an instance: with force, its tasks are given up.
    pub(crate) deregistered: bool,
}

type Answered<T> = Rc<dyn Fn(&mut World, Result<T, Fault>)>;

impl World {
    /// Makes the cluster, then task definitions, then goes on with everything else.
    pub(crate) fn open_for_business(&mut self, clients: u32) {
        self.clients.active = true;
        self.ask(
            "CreateCluster",
            json!({"clusterName": "default"}),
            clusters::create_cluster,
            u32::MAX,
            Rc::new(move |world, result| {
                if result.is_err() {
                    return world.after(1_000, move |world| world.open_for_business(clients));
                }
                world.make_providers();
                world.make_network();
                for client in 0..clients {
                    world.after(i64::from(client), move |world| world.think(client));
                }
            }),
        );
    }

    fn think(&mut self, client: u32) {
        let pause_ms = self.rng.skewed(8_000);
        self.after(pause_ms, move |world| {
            if world.clients.active {
                world.do_something(client);
            }
        });
    }

    fn do_something(&mut self, client: u32) {
        if self.clients.definitions.is_empty() {
            return self.register_definition(client);
        }
        match self.rng.between(0, 99) {
            0..=7 => self.register_definition(client),
            8..=42 => self.run_tasks(client),
            43..=52 => self.start_tasks(client),
            53..=79 => self.stop_one(client),
            80..=82 => self.deregister_definition(client),
            83..=87 => self.change_instance(client),
            88..=89 => self.create_service(client),
            90 => self.deregister_instance(client),
            91..=95 => self.update_service(client),
            96 => self.delete_service(client),
            _ => self.tag(client),
        }
    }

    /// Calls until there is an answer, or the patience is over.
    pub(crate) fn ask<I: Input + 'static, T: 'static>(
        &mut self,
        name: &'static str,
        body: Value,
        operation: Operation<I, T>,
        tries: u32,
        answered: Answered<T>,
    ) {
        self.clients.busy += 1;
        self.try_once(name, Rc::new(body), operation, tries, answered);
    }

    fn try_once<I: Input + 'static, T: 'static>(
        &mut self,
        name: &'static str,
        body: Rc<Value>,
        operation: Operation<I, T>,
        tries: u32,
        answered: Answered<T>,
    ) {
        let bytes = serde_json::to_vec(&*body).unwrap_or_default();
        self.trace(|| {
            format!("client    {name} {body}")
                .chars()
                .take(160)
                .collect()
        });
        self.call(
            name,
            Side::Decision,
            bytes,
            operation,
            move |world, result| {
                let again = |world: &mut Self| {
                    let pause_ms = world.rng.skewed(3_000);
                    let (body, answered) = (Rc::clone(&body), Rc::clone(&answered));
                    world.after(pause_ms, move |world| {
                        world.try_once(name, body, operation, tries - 1, answered);
                    });
                };
                match result {
                    Ok(output) => {
                        world.clients.busy -= 1;
                        answered(world, Ok(output));
                    }
                    // Nothing has happened: that is what such an answer promises.
                    Err(CallError::Fault(fault)) if fault.status < 500 => {
                        world.clients.busy -= 1;
                        answered(world, Err(fault));
                    }
                    Err(_) if tries > 1 => again(world),
                    Err(_) => {
                        world.clients.busy -= 1;
                        answered(world, Err(Fault::server("Lost", "no answer")));
                    }
                }
            },
        );
    }

    /// The same, after which the client goes on.
    pub(crate) fn ask_and_think<I: Input + 'static, T: 'static>(
        &mut self,
        client: u32,
        name: &'static str,
        body: Value,
        operation: Operation<I, T>,
        answered: impl Fn(&mut Self, T) + 'static,
    ) {
        let then: Answered<T> = Rc::new(move |world, result| {
            match result {
                Ok(output) => answered(world, output),
                Err(fault) => {
                    world.trace(|| format!("client    {name}: {fault}"));
                }
            }
            world.think(client);
        });
        self.ask(name, body, operation, TRIES_MAX, then);
    }

    fn register_definition(&mut self, client: u32) {
        let family = format!("family-{}", self.rng.between(0, 3));
        let count = self.rng.between(1, 3);
        let images = ["r/web:1", "r/job:1", "r/big:1", "r/missing:1"];
        let mut containers = Vec::new();
        for index in 0..count {
            let image = images[usize::try_from(self.rng.skewed(3)).unwrap_or(0).min(3)];
            let mut container = json!({
                "name": format!("c{index}"),
                "image": image,
                "cpu": self.rng.between(0, 200),
                "memory": self.rng.between(32, 256),
                "essential": index == 0 || self.rng.permille(500),
            });
            if self.rng.permille(400) {
                container["stopTimeout"] = json!(self.rng.between(2, 40));
            }
            if index == 0 && self.rng.permille(200) {
                let port = self.rng.between(8_000, 8_003);
                container["portMappings"] = json!([{"containerPort": 80, "hostPort": port}]);
            }
            if index > 0 && self.rng.permille(400) {
                container["dependsOn"] =
                    json!([{"containerName": format!("c{}", index - 1), "condition": "START"}]);
            }
            containers.push(container);
        }
        // Chances of their own, so that what a seed draws besides stays the same.
        let mut rng = Rng::new(self.steps);
        if rng.permille(500) {
            order_and_life(&mut containers, &mut rng);
        }
        let mut body = json!({"family": family, "containerDefinitions": containers});
        if self.rng.permille(300) {
            body["taskRoleArn"] = json!("arn:aws:iam::123456789012:role/app");
        }
        self.change_mode(&mut body);
        self.ask_and_think(
            client,
            "RegisterTaskDefinition",
            body,
            definitions::register_task_definition,
            |world, output: api::RegisterTaskDefinitionResponse| {
                if let Some(definition) = &output.task_definition {
                    world.note_mode(definition);
                }
                let arn = output
                    .task_definition
                    .and_then(|it| it.task_definition_arn)
                    .unwrap_or_default();
                if world.clients.definitions.contains(&arn) {
                    world.violated(format!("{arn} was given out twice"));
                }
                world.clients.definitions.push(arn);
            },
        );
    }

    fn deregister_definition(&mut self, client: u32) {
        let Some(arn) = self.rng.pick(&self.clients.definitions).cloned() else {
            return self.think(client);
        };
        self.ask_and_think(
            client,
            "DeregisterTaskDefinition",
            json!({"taskDefinition": arn}),
            definitions::deregister_task_definition,
            |_, _| {},
        );
    }

    fn run_tasks(&mut self, client: u32) {
        let definition = self.rng.pick(&self.clients.definitions).cloned();
        let Some(definition) = definition.filter(|_| self.clients.starts < STARTS_MAX) else {
            return self.think(client);
        };
        self.clients.starts += 1;
        self.clients.number += 1;
        let token = format!("token-{}", self.clients.number);
        let count = self.rng.between(1, 3);
        let most = usize::try_from(count).unwrap_or(1);
        self.clients.tokens.insert(token.clone(), (most, None));
        let mut body = json!({
            "taskDefinition": definition,
            "count": count,
            "clientToken": token,
            "startedBy": token,
        });
        self.add_strategy(&mut body);
        self.add_network(&mut body, false);
        self.ask_and_think(
            client,
            "RunTask",
            body,
            run_task::run_task,
            move |world, output: api::RunTaskResponse| {
                let arns = arns(output.tasks);
                world.clients.tasks.extend(arns.iter().cloned());
                let arns: BTreeSet<String> = arns.into_iter().collect();
                world
                    .clients
                    .tokens
                    .insert(token.clone(), (most, Some(arns)));
            },
        );
    }

    fn start_tasks(&mut self, client: u32) {
        let hosts = self.hosts.iter();
        let instances: Vec<String> = hosts.filter_map(|it| it.disk.identity.clone()).collect();
        let definition = self.rng.pick(&self.clients.definitions).cloned();
        let definition = definition.filter(|_| self.clients.starts < STARTS_MAX);
        let (Some(definition), Some(instance)) = (definition, self.rng.pick(&instances)) else {
            return self.think(client);
        };
        self.clients.starts += 1;
        let mut body = json!({"taskDefinition": definition, "containerInstances": [instance]});
        self.add_network(&mut body, false);
        self.ask_and_think(
            client,
            "StartTask",
            body,
            run_task::start_task,
            |world, output: api::StartTaskResponse| {
                world.clients.tasks.extend(arns(output.tasks));
            },
        );
    }

    fn stop_one(&mut self, client: u32) {
        let Some(arn) = self.rng.pick(&self.clients.tasks).cloned() else {
            return self.think(client);
        };
        let stopped = arn.clone();
        self.ask_and_think(
            client,
            "StopTask",
            json!({"task": arn, "reason": "enough"}),
            stop_task::stop_task,
            move |world, _| {
                world.clients.stopped.insert(stopped.clone());
            },
        );
    }

    fn change_instance(&mut self, client: u32) {
        let hosts = self.hosts.iter();
        let instances: Vec<String> = hosts.filter_map(|it| it.disk.identity.clone()).collect();
        let Some(instance) = self.rng.pick(&instances) else {
            return self.think(client);
        };
        let status = if self.rng.permille(300) {
            "DRAINING"
        } else {
            "ACTIVE"
        };
        self.ask_and_think(
            client,
            "UpdateContainerInstancesState",
            json!({"containerInstances": [instance], "status": status}),
            container_instances::update_container_instances_state,
            |_, _| {},
        );
    }

    fn deregister_instance(&mut self, client: u32) {
        let hosts = self.hosts.iter();
        let instances: Vec<String> = hosts.filter_map(|it| it.disk.identity.clone()).collect();
        let Some(instance) = self.rng.pick(&instances).cloned() else {
            return self.think(client);
        };
        let force = self.rng.permille(500);
        self.clients.deregistered = true;
        self.ask_and_think(
            client,
            "DeregisterContainerInstance",
            json!({"containerInstance": instance, "force": force}),
            container_instances::deregister_container_instance,
            |_, _| {},
        );
    }

    fn tag(&mut self, client: u32) {
        let Some(arn) = self.rng.pick(&self.clients.tasks).cloned() else {
            return self.think(client);
        };
        self.clients.number += 1;
        let key = format!("key-{}", self.clients.number);
        let body = json!({"resourceArn": arn, "tags": [{"key": key, "value": "there"}]});
        self.ask_and_think(
            client,
            "TagResource",
            body,
            tagging::tag_resource,
            move |world, _| {
                world.clients.tags.push((arn.clone(), key.clone()));
            },
        );
    }

    fn create_service(&mut self, client: u32) {
        let definition = self.rng.pick(&self.clients.definitions).cloned();
        let definition = definition.filter(|_| self.clients.services.len() < SERVICES_MAX);
        let Some(definition) = definition else {
            return self.think(client);
        };
        self.clients.number += 1;
        let name = format!("service-{}", self.clients.number);
        if self.clients.number.is_multiple_of(4) {
            return self.create_external(client, name);
        }
        let mut body = json!({
            "serviceName": name,
            "taskDefinition": definition,
            "deploymentConfiguration": self.deployment_configuration(),
        });
        if self.rng.permille(200) {
            body["schedulingStrategy"] = json!("DAEMON");
            body["deploymentConfiguration"] = json!({});
        } else {
            body["desiredCount"] = json!(self.rng.between(0, 4));
        }
        self.add_strategy(&mut body);
        self.add_network(&mut body, true);
        let told = name.clone();
        self.ask_and_think(
            client,
            "CreateService",
            body,
            services::create_service,
            move |world, output: api::CreateServiceResponse| {
                let count = output.service.and_then(|it| it.desired_count).unwrap_or(0);
                let count = u32::try_from(count).unwrap_or(0);
                world.clients.services.insert(told.clone(), count);
            },
        );
    }

    fn deployment_configuration(&mut self) -> Value {
        let minimum = self.rng.between(0, 100);
        let maximum = self.rng.between(100, 250);
        let mut configuration =
            json!({"minimumHealthyPercent": minimum, "maximumPercent": maximum});
        if self.rng.permille(500) {
            configuration["deploymentCircuitBreaker"] =
                json!({"enable": true, "rollback": self.rng.permille(700)});
        }
        if self.rng.permille(300) {
            self.two_sets(&mut configuration);
        }
        configuration
    }

    /// A strategy that keeps two sets of tasks, sometimes with a hook that nobody answers.
    fn two_sets(&mut self, configuration: &mut Value) {
        let (strategy, steps) = match self.rng.between(0, 2) {
            0 => ("BLUE_GREEN", None),
            1 => {
                let steps = json!({"stepPercent": 50.0, "stepBakeTimeInMinutes": 1});
                ("LINEAR", Some(("linearConfiguration", steps)))
            }
            _ => {
                let steps = json!({"canaryPercent": 10.0, "canaryBakeTimeInMinutes": 1});
                ("CANARY", Some(("canaryConfiguration", steps)))
            }
        };
        configuration["strategy"] = json!(strategy);
        configuration["bakeTimeInMinutes"] = json!(self.rng.between(0, 2));
        if let Some((name, steps)) = steps {
            configuration[name] = steps;
        }
        if self.rng.permille(300) {
            let action = if self.rng.permille(500) {
                "CONTINUE"
            } else {
                "ROLLBACK"
            };
            configuration["lifecycleHooks"] = json!([{
                "targetType": "PAUSE",
                "lifecycleStages": ["POST_SCALE_UP"],
                "timeoutConfiguration": {"timeoutInMinutes": 1, "action": action},
            }]);
        }
    }

    fn update_service(&mut self, client: u32) {
        let names: Vec<String> = self.clients.services.keys().cloned().collect();
        let (Some(name), Some(definition)) = (
            self.rng.pick(&names).cloned(),
            self.rng.pick(&self.clients.definitions).cloned(),
        ) else {
            return self.think(client);
        };
        if self.is_external(&name) {
            return self.change_task_sets(client, &name, &definition);
        }
        let daemon = self
            .control
            .published
            .service("default", &name)
            .is_some_and(|it| it.scheduling == SchedulingStrategy::Daemon);
        let mut body = json!({"service": name});
        match self.rng.between(0, 3) {
            0 => body["taskDefinition"] = json!(definition),
            1 => body["forceNewDeployment"] = json!(true),
            2 if !daemon => body["deploymentConfiguration"] = self.deployment_configuration(),
            _ if !daemon => body["desiredCount"] = json!(self.rng.between(0, 4)),
            _ => {}
        }
        if !daemon {
            self.change_strategy(&mut body);
        }
        self.add_network(&mut body, true);
        self.ask_and_think(
            client,
            "UpdateService",
            body,
            services::update_service,
            |_, _| {},
        );
    }

    fn delete_service(&mut self, client: u32) {
        let names: Vec<String> = self.clients.services.keys().cloned().collect();
        let Some(name) = self.rng.pick(&names).cloned() else {
            return self.think(client);
        };
        let body = json!({"service": name, "force": true});
        self.ask_and_think(
            client,
            "DeleteService",
            body,
            services::delete_service,
            |_, _| {},
        );
    }

    /// Has everything stopped that is not yet.
    pub(crate) fn stop_everything(&mut self) {
        let services: Vec<String> = self
            .control
            .published
            .services_of("default", "")
            .filter(|it| it.status == ServiceStatus::Active)
            .map(|it| it.name.clone())
            .collect();
        for name in services {
            let body = json!({"service": name, "force": true});
            self.ask(
                "DeleteService",
                body,
                services::delete_service,
                u32::MAX,
                Rc::new(|_, _| {}),
            );
        }
        let live: Vec<TaskId> = self
            .control
            .published
            .live_tasks_of("default", DesiredStatus::Running)
            .map(|task| task.id)
            .collect();
        for id in live {
            let arn = self.names.task("default", id);
            let stopped = arn.clone();
            self.ask(
                "StopTask",
                json!({"task": arn}),
                stop_task::stop_task,
                u32::MAX,
                Rc::new(move |world, result| {
                    if result.is_ok() {
                        world.clients.stopped.insert(stopped.clone());
                    }
                }),
            );
        }
    }

    /// What callers were told holds.
    pub(crate) fn check_promises(&mut self) {
        if let Err(what) = self.promises() {
            self.violated(what);
        }
    }

    fn promises(&self) -> Result<(), String> {
        let state = &self.control.published;
        let id = |arn: &str| -> Option<TaskId> { Arn::parse(arn)?.last().parse().ok() };
        // Old ones are forgotten in time; that none is before it is over is looked at elsewhere.
        let forgets = self.control.retention.seconds < 3_600 * 24;
        for arn in &self.clients.tasks {
            if id(arn).and_then(|id| state.task(id)).is_none() && !forgets {
                return Err(format!("the task {arn} was promised and is lost"));
            }
        }
        for arn in &self.clients.stopped {
            let task = id(arn).and_then(|id| state.task(id));
            if task.is_some_and(|task| task.desired_status != DesiredStatus::Stopped) {
                return Err(format!("the stop of {arn} was promised and is lost"));
            }
        }
        for arn in &self.clients.definitions {
            let name = arn.rsplit('/').next().unwrap_or_default();
            let there = name.split_once(':').is_some_and(|(family, revision)| {
                let revision = revision.parse().unwrap_or(0);
                state.task_definition(family, revision).is_some()
            });
            if !there {
                return Err(format!("{arn} was promised and is lost"));
            }
        }
        for (arn, key) in &self.clients.tags {
            let task = id(arn).and_then(|id| state.task(id));
            if task.is_some_and(|it| !it.is_stopped() && !it.tags.contains_key(key)) {
                return Err(format!("the tag {key} of {arn} was promised and is lost"));
            }
        }
        let mut started: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for task in state.tasks() {
            if let Some(token) = &task.started_by {
                let arn = self.names.task(&task.cluster, task.id);
                started.entry(token.clone()).or_default().insert(arn);
            }
        }
        for (token, (most, told)) in &self.clients.tokens {
            let none = BTreeSet::new();
            let there = started.get(token).unwrap_or(&none);
            if there.len() > *most {
                return Err(format!("{token} started {} tasks, not {most}", there.len()));
            }
            let extra = told.as_ref().and_then(|told| there.difference(told).next());
            if let Some(extra) = extra {
                return Err(format!("{token} started {} as well", short(extra)));
            }
        }
        Ok(())
    }

    /// Whether the instance is deregistered, so that its agent has to become another.
    pub(crate) fn is_deregistered(&self, host: usize) -> bool {
        let Some(arn) = &self.hosts[host].disk.identity else {
            return false;
        };
        let id = Arn::parse(arn).and_then(|arn| arn.last().parse().ok());
        let instance = id.and_then(|id| self.control.published.instance(id));
        instance.is_none_or(|it| it.status == InstanceStatus::Inactive)
    }
}

fn arns(tasks: Option<Vec<api::Task>>) -> Vec<String> {
    let tasks = tasks.unwrap_or_default().into_iter();
    tasks.filter_map(|task| task.task_arn).collect()
}

/// Adds health checks, dependencies and restart policies. Whatever is waited for has a time within
/// which it must come, or a task might wait for ever.
fn order_and_life(containers: &mut [Value], rng: &mut Rng) {
    let names = ["START", "HEALTHY", "COMPLETE", "SUCCESS"];
    for index in 0..containers.len() {
        if rng.permille(500) {
            let ignored = if rng.permille(300) {
                vec![0]
            } else {
                Vec::new()
            };
            containers[index]["restartPolicy"] = json!({
                "enabled": true, "restartAttemptPeriod": 60, "ignoredExitCodes": ignored,
            });
        }
        if rng.permille(500) {
            containers[index]["healthCheck"] = json!({"command": ["CMD", "true"]});
        }
        containers[index]["startTimeout"] = json!(rng.between(2, 50));
        if index == 0 || rng.permille(300) {
            continue;
        }
        let which = usize::try_from(rng.between(0, 3)).unwrap_or(0);
        let other = &mut containers[index - 1];
        if which == 1 {
            other["healthCheck"] = json!({"command": ["CMD", "true"]});
        }
        if which > 1 {
            other["essential"] = json!(false);
        }
        let other = other["name"].clone();
        containers[index]["dependsOn"] =
            json!([{"containerName": other, "condition": names[which]}]);
        if which > 1 {
            // Somebody has to be essential.
            containers[index]["essential"] = json!(true);
        }
    }
}
