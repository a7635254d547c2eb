//! What agents tell over TCS: the health of their tasks, at once when it changes and every 20 seconds.
//!
//! What is told is the agent's own, what comes of it the control plane's; between them is a
//! connection that may lose all, but never turns the order around.

use berth_ecs::agent_reports;
use berth_link::tcs::TaskHealth;
use berth_model::invariants::Side;
use berth_task_engine::task_healths;

use crate::world::World;

/// Without a change health is told so often.
const INTERVAL_MS: i64 = 20_000;

impl World {
    /// Tells the health of the host's tasks again and again as long as this agent lives.
    pub(crate) fn tell_health_each(&mut self, host: usize, epoch: u64) {
        let Some(agent) = self.agent(host, epoch) else {
            return;
        };
        agent.told_health.clear();
        self.health_may_be_news(host, epoch);
        self.after(INTERVAL_MS, move |world| {
            world.tell_health_each(host, epoch)
        });
    }

    /// Tells it if it is not what was told last.
    pub(crate) fn health_may_be_news(&mut self, host: usize, epoch: u64) {
        let Some(agent) = self.agent(host, epoch).filter(|it| it.registered) else {
            return;
        };
        let health = task_healths(&agent.engine.running());
        if health == agent.told_health {
            return;
        }
        agent.told_health.clone_from(&health);
        self.hosts[host].health_told += 1;
        let number = self.hosts[host].health_told;
        if let Some(way_ms) = self.way_ms() {
            self.after(way_ms, move |world| world.hear_health(host, number, health));
        }
    }

    fn hear_health(&mut self, host: usize, number: u64, health: Vec<TaskHealth>) {
        let identity = self.hosts[host].disk.identity.as_deref();
        let instance = identity.and_then(|arn| arn.rsplit('/').next()?.parse().ok());
        let Some(instance) = instance.filter(|_| self.control.up) else {
            return;
        };
        // What was overtaken was on a connection that is not there any more.
        if number <= self.hosts[host].health_heard {
            return;
        }
        self.hosts[host].health_heard = number;
        let news = agent_reports::health_news(&self.control.published, instance, health);
        if news.is_empty() {
            return;
        }
        self.transact(
            "PublishHealth",
            Side::Report,
            false,
            move |tx, _cx| {
                for (id, health) in &news {
                    agent_reports::container_health(tx, *id, health);
                }
                Ok(())
            },
            |_, _| {},
        );
    }
}
