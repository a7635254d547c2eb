//! Getting images.

use std::sync::Arc;

use berth_images::{Image, PullError, Reference};
use berth_link::acs;
use berth_task_engine::event::failure_name;
use berth_task_engine::{Fact, Failure, ImageFacts, ImageSource};

use tokio_util::sync::CancellationToken;

use super::HostExecutor;
use crate::effects::FactSender;
use crate::secrets::ASM;

/// Images pulled ahead at a time; tasks' own pulls are not counted and never wait for them.
pub(super) const PREFETCHES_AT_ONCE: usize = 2;
/// Images that wait to be pulled ahead.
const PREFETCHES_MAX: usize = 64;

/// A container that waits for its image.
pub(super) struct Pull {
    image: String,
    cancelled: CancellationToken,
}

impl HostExecutor {
    pub(super) async fn pull_image(&self, task: &acs::Task, name: &str, facts: &FactSender) {
        let key = (task.arn.clone(), name.to_owned());
        let image = task.container(name).map(|it| it.image.clone());
        let pull = Pull {
            image: image.unwrap_or_default(),
            cancelled: CancellationToken::new(),
        };
        let cancelled = pull.cancelled.clone();
        self.pulls.lock().insert(key.clone(), pull);
        self.count_pulls();
        let outcome = tokio::select! {
            outcome = self.get_image(task, name) => Some(outcome),
            () = cancelled.cancelled() => None,
        };
        self.pulls.lock().remove(&key);
        self.count_pulls();
        let container = name.to_owned();
        match outcome {
            Some(Ok(image)) => {
                self.hold(&task.arn, &image);
                let digest = image.digest.clone();
                let image = Box::new(image_facts(image));
                if let Err(failure) = self.image_for_machine(task, name, &image).await {
                    self.give_up_machine(&task.arn);
                    let fact = Fact::PullFailed { container, failure };
                    facts.send(&task.arn, fact).await;
                    return;
                }
                if !digest.is_empty() {
                    let resolved = Fact::ImageResolved {
                        container: container.clone(),
                        digest,
                    };
                    facts.send(&task.arn, resolved).await;
                }
                facts
                    .send(&task.arn, Fact::Pulled { container, image })
                    .await;
            }
            Some(Err(failure)) => {
                self.give_up_machine(&task.arn);
                let fact = Fact::PullFailed { container, failure };
                facts.send(&task.arn, fact).await;
            }
            None => self.give_up_machine(&task.arn),
        }
    }

    pub(super) fn cancel_pull(&self, task_arn: String, container: String) {
        if let Some(pull) = self.pulls.lock().get(&(task_arn, container)) {
            pull.cancelled.cancel();
        }
    }

    /// Pulls images that tasks may need soon, a few at a time, each once; more than fit are left out.
    /// What fails is pulled when a task wants it.
    pub(super) fn pull_ahead(self: &Arc<Self>, images: Vec<String>) {
        for image in images {
            // No task has this name.
            let key = (String::new(), image.clone());
            let mut pulls = self.pulls.lock();
            let ahead = pulls.keys().filter(|(task, _)| task.is_empty()).count();
            if ahead >= PREFETCHES_MAX || pulls.contains_key(&key) {
                continue;
            }
            let pull = Pull {
                image: image.clone(),
                cancelled: CancellationToken::new(),
            };
            pulls.insert(key.clone(), pull);
            drop(pulls);
            self.count_pulls();
            let this = Arc::clone(self);
            tokio::spawn(async move {
                // Never closed.
                let _turn = this.prefetches.acquire().await;
                let images = &this.options.images;
                let mut here = images.local(&image);
                if this.options.pull_behavior.source(here.is_some()) != ImageSource::Here {
                    match images.pull(&image, None).await {
                        Ok(pulled) => {
                            tracing::info!(image, digest = pulled.digest, "pulled ahead");
                            here = Some(pulled);
                        }
                        Err(error) => tracing::info!(image, %error, "not pulled ahead"),
                    }
                }
                if let Some(here) = here
                    && let Err(error) = this.disk_ahead(&image_facts(here)).await
                {
                    tracing::warn!(image, %error, "no disk of an image is made ahead");
                }
                this.pulls.lock().remove(&key);
                this.count_pulls();
            });
        }
    }

    fn count_pulls(&self) {
        // Under the lock, so that the last count is the newest.
        let pulls = self.pulls.lock();
        self.pulling.send_replace(pulls.len());
    }

    /// How far the pulls are that containers wait for, at most as many as a message may hold.
    pub(super) fn pulls_now(&self) -> Vec<acs::ContainerPull> {
        let running = self.options.images.pulls();
        let pulls = self.pulls.lock();
        let waiting = pulls.iter().take(acs::PULLS_MAX);
        let now = waiting.map(|((task_arn, container), pull)| {
            let reference = Reference::parse(&pull.image).ok().map(|it| it.to_string());
            let status = running
                .iter()
                .find(|it| Some(&it.reference) == reference.as_ref());
            acs::ContainerPull {
                task_arn: task_arn.clone(),
                container_name: if task_arn.is_empty() {
                    String::new()
                } else {
                    container.clone()
                },
                image: pull.image.clone(),
                layers_total: status.map_or(0, |it| it.layers_total),
                layers_done: status.map_or(0, |it| it.layers_done),
                bytes_total: status.map_or(0, |it| it.bytes_total),
                bytes_done: status.map_or(0, |it| it.bytes_done),
            }
        });
        now.collect()
    }

    /// Keeps the image as long as the task is here.
    pub(super) fn hold(&self, task_arn: &str, image: &Image) {
        let hold = self.options.images.hold(image);
        let mut holds = self.holds.lock();
        let of_task = holds.entry(task_arn.to_owned()).or_default();
        of_task.insert(image.id.clone(), hold);
    }

    async fn get_image(&self, task: &acs::Task, name: &str) -> Result<Image, Failure> {
        let container = task.container(name);
        let container = container
            .ok_or_else(|| Failure::new(failure_name::CANNOT_PULL, "no such container"))?;
        let other = container.registry_authentication.as_ref();
        if let Some(auth) = other.filter(|auth| auth.r#type != ASM) {
            return Err(Failure::new(
                failure_name::CANNOT_PULL_AUTH,
                format!(
                    "this agent does not support registryAuthentication of type {:?}",
                    auth.r#type
                ),
            ));
        }
        let login = self.registry_login(task, container).await;
        let images = &self.options.images;
        let local = images.local(&container.image);
        let or_here = match (self.options.pull_behavior.source(local.is_some()), local) {
            (ImageSource::Here, Some(image)) => return Ok(image),
            (ImageSource::Registry { or_here: true }, Some(_)) => true,
            _ => false,
        };
        let pulled = images.pull(&container.image, login.as_ref()).await;
        pulled.or_else(|error| {
            // Looked up anew: it may have gone meanwhile.
            let here = or_here.then(|| images.local(&container.image)).flatten();
            let image = here.ok_or_else(|| failed(&error))?;
            tracing::warn!(image = container.image, %error, "using the image that is here");
            Ok(image)
        })
    }
}

fn failed(error: &PullError) -> Failure {
    let name = match error {
        PullError::TimedOut { .. } => failure_name::TIMEOUT,
        _ => failure_name::CANNOT_PULL,
    };
    Failure::new(name, error.to_string())
}

fn image_facts(image: Image) -> ImageFacts {
    let paths = image.layers.iter();
    ImageFacts {
        image_id: image.id,
        digest: (!image.digest.is_empty()).then_some(image.digest),
        layers: paths.map(|path| path.display().to_string()).collect(),
        entrypoint: image.config.entrypoint,
        cmd: image.config.cmd,
        env: image.config.env,
        working_dir: image.config.working_dir,
        user: image.config.user,
        stop_signal: image.config.stop_signal.unwrap_or_default(),
        volumes: image.config.volumes,
        exposed_ports: image.config.exposed_ports,
        labels: image.config.labels,
    }
}
