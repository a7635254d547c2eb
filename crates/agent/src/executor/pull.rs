//! Getting images.

use berth_images::{Image, PullError};
use berth_link::acs;
use berth_task_engine::action::ImagePullBehavior;
use berth_task_engine::event::failure_name;
use berth_task_engine::{Fact, Failure, ImageFacts};

use super::HostExecutor;
use crate::effects::FactSender;
use crate::secrets::ASM;

impl HostExecutor {
    pub(super) async fn pull_image(&self, task: &acs::Task, name: &str, facts: &FactSender) {
        let key = (task.arn.clone(), name.to_owned());
        let cancelled = self.pulls.lock().entry(key.clone()).or_default().clone();
        let outcome = tokio::select! {
            outcome = self.get_image(task, name) => Some(outcome),
            () = cancelled.cancelled() => None,
        };
        self.pulls.lock().remove(&key);
        let container = name.to_owned();
        match outcome {
            Some(Ok(image)) => {
                self.hold(&task.arn, &image);
                let digest = image.digest.clone();
                if !digest.is_empty() {
                    let resolved = Fact::ImageResolved {
                        container: container.clone(),
                        digest,
                    };
                    facts.send(&task.arn, resolved).await;
                }
                let image = Box::new(image_facts(image));
                facts
                    .send(&task.arn, Fact::Pulled { container, image })
                    .await;
            }
            Some(Err(failure)) => {
                let fact = Fact::PullFailed { container, failure };
                facts.send(&task.arn, fact).await;
            }
            None => {}
        }
    }

    pub(super) fn cancel_pull(&self, task_arn: String, container: String) {
        if let Some(pull) = self.pulls.lock().get(&(task_arn, container)) {
            pull.cancel();
        }
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
        let local = || images.local(&container.image);
        match self.options.pull_behavior {
            ImagePullBehavior::Always => {}
            ImagePullBehavior::Default => {
                let pulled = images.pull(&container.image, login.as_ref()).await;
                return pulled.or_else(|error| {
                    let image = local().ok_or_else(|| failed(&error))?;
                    tracing::warn!(image = container.image, %error, "using the image that is here");
                    Ok(image)
                });
            }
            // The store holds what this agent has pulled and nothing else.
            ImagePullBehavior::Once | ImagePullBehavior::PreferCached => {
                if let Some(image) = local() {
                    return Ok(image);
                }
            }
        }
        let pulled = images.pull(&container.image, login.as_ref()).await;
        pulled.map_err(|error| failed(&error))
    }
}

fn failed(error: &PullError) -> Failure {
    Failure::new(failure_name::CANNOT_PULL, error.to_string())
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
