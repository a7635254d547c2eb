"""kill -9 of control plane, agents, shims and emulators at any moment while Fargate tasks are made and run;
afterwards no task is lost or was run twice, and nothing is left.

Each round runs three tasks in virtual machines, kills somebody once or twice, and looks at everything once all
tasks have stopped. Two machines are to wait ahead, which tasks take over; they, and the shims that keep them, are
killed as well. The seed decides who and when, and is printed.
"""

import argparse
import glob
import os
import signal
import subprocess
import sys
import time
import uuid

from _world import PATIENCE, Patient, Wrong, h, play
from _machines import ROLE, FargateRegion, emulators

LINES = 30
SCRIPT = (
    "echo start; i=0; while [ $i -lt $LINES ]; do i=$((i+1)); echo $i; usleep 100000; done; exit $EXIT"
)
# The order is that of a run's first rounds, so that few rounds see everybody.
VICTIMS = ["emulator", "fargate agent", "server", "shim", "waiting machine", "both agents",
           "everybody", "waiting shim"]
WARM = "fargate_warm=2x256/512"


class World(Patient, FargateRegion):
    """What tasks in virtual machines need, and who can be killed."""

    def prepare(self):
        self.agents_seen = set()
        ec2 = h.client("ec2", self.client.environment)
        self.subnets = [it["SubnetId"] for it in ec2.describe_subnets()["Subnets"]]
        self.definition = self.client.register(
            h.container(SCRIPT, memory=256), cpu="256", memory="512", networkMode="awsvpc",
            executionRoleArn=ROLE, requiresCompatibilities=["FARGATE"])

    def run(self, code):
        """One task; its ARN. Asked again with the same token it is the same task."""
        variables = {"LINES": str(LINES), "EXIT": str(code)}
        environment = [{"name": name, "value": value} for name, value in variables.items()]
        token = str(uuid.uuid4())

        def ask():
            answer = self.call(
                "run_task", taskDefinition=self.definition, launchType="FARGATE", clientToken=token,
                networkConfiguration={"awsvpcConfiguration": {"subnets": self.subnets}},
                overrides={"containerOverrides": [{"name": "main", "environment": environment}]})
            # Without a connected agent nothing is placed.
            why[:] = [failure["reason"] for failure in answer["failures"]]
            return answer["tasks"] and answer["tasks"][0]["taskArn"]

        why = []
        return h.until(ask, PATIENCE, lambda: f"a host for the task: {why}")

    def shims(self):
        """Process ids by task id."""
        found = {}
        for pid in h.processes():
            words = h.cmdline(pid)
            if words and words[0].endswith("berth-shim"):
                for word in words:
                    if word.startswith(self.data_dir + "/fargate/tasks/"):
                        found.setdefault(word.split("/fargate/tasks/")[1].split("/")[0], []).append(pid)
        return found

    def agents(self, fargate):
        all_agents = [pid for pid in h.processes() if h.cmdline(pid)[1:2] == ["agent"]]
        ours = [pid for pid in all_agents if self.data_dir in h.cmdline(pid)]
        return ours if fargate is None else [it for it in ours if "--fargate" in h.cmdline(it)]

    def kill(self, victim, tasks, choose):
        """Kills, and gives the tasks whose machine may end by it."""
        hit, pids = [], []
        self.agents_seen.update(self.agents(True))
        if victim == "waiting machine":
            pids = list(self.ahead().values())[:1]
        if victim == "waiting shim":
            shown = {pid: h.cmdline(pid) for pid in h.processes()}
            place = self.data_dir + "/fargate/ahead/"
            pids = [pid for pid, words in shown.items()
                    if words[1:2] == ["--waits"] and words[2].startswith(place)][:1]
        if victim in ("emulator", "shim"):
            hit = choose.sample(tasks, 1)
            shims = self.shims()
            pids = emulators(hit[0]) if victim == "emulator" else shims.get(h.task_id(hit[0]), [])
        if victim in ("server", "everybody"):
            pids += [self.role("server")]
        if victim == "fargate agent":
            pids += self.agents(True)
        if victim in ("both agents", "everybody"):
            pids += self.agents(None)
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        for pid in pids:
            h.until(lambda: not h.alive(pid), 20, f"the end of process {pid}")
        # Nobody is excused by a machine that was not there yet.
        return hit if pids else []

    def check(self, arn, code, hit):
        """What must be true of a task that has stopped."""
        task = self.call("describe_tasks", tasks=[arn])["tasks"][0]
        expected = ["start"] + [str(number) for number in range(1, LINES + 1)]
        container = h.one(task)
        if not task.get("stopCode") or not task.get("stoppedReason"):
            raise Wrong(f"stopped without a reason: {h.brief(task)}")
        if not hit:
            if container.get("exitCode") != code:
                raise Wrong(f"{code} expected: {h.brief(task)}")
            h.until(lambda: self.client.lines(arn) == expected, 30,
                    lambda: f"every line once: {self.client.lines(arn)}")
            return
        lines = self.client.lines(arn)
        if lines != expected[:len(lines)]:
            raise Wrong(f"not the beginning of what was written: {lines}")
        if container.get("exitCode") not in (code, 137, None):
            raise Wrong(f"an exit code from nowhere: {h.brief(task)}")

    def left(self):
        """What there still is of tasks."""
        waiting = self.ahead()
        found = [f"emulator {pid}" for pid in emulators() if pid not in waiting.values()]
        self.agents_seen.update(self.agents(True))
        for pid in self.agents_seen:
            groups = glob.glob(f"/sys/fs/cgroup/**/berth/*/ahead-{pid}-*", recursive=True)
            found += [it for it in groups if os.path.basename(it) not in waiting]
        found += [f"task directory {it}" for it in os.listdir(self.data_dir + "/fargate/tasks")]
        shown = subprocess.run(["ip", "netns", "list"], check=True, capture_output=True, text=True)
        here = {line.split(" ")[0] for line in shown.stdout.splitlines()}
        return found + sorted(here - self.namespaces)


def one(world, number, choose):
    """A round; what happened in a few words."""
    codes = [choose.randrange(1, 100) for _ in range(3)]
    tasks = {world.run(code): code for code in codes}
    victims = [VICTIMS[number % len(VICTIMS)]]
    if choose.random() < 0.4:
        victims.append(choose.choice(VICTIMS))
    hit, said = set(), []
    for victim in victims:
        # While machines are made, while they boot, while their containers run.
        pause = choose.uniform(0.0, choose.choice([0.5, 4.0, 10.0]))
        time.sleep(pause)
        hit.update(world.kill(victim, list(tasks), choose))
        said.append(f"{victim} after {pause:.1f} s")
    described = lambda: world.call("describe_tasks", tasks=list(tasks))["tasks"]
    h.until(lambda: all(it["lastStatus"] == "STOPPED" for it in described()), PATIENCE,
            lambda: "all STOPPED: " + "; ".join(h.brief(it) for it in described()))
    for arn, code in tasks.items():
        world.check(arn, code, arn in hit)
    h.until(lambda: not world.left(), 60, lambda: f"nothing left: {world.left()}")
    return f"killed {', then '.join(said)}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    os.environ.setdefault("BERTH_LOG", "info,berth_agent=debug")
    with World(WARM) as world:
        shown = subprocess.run(["ip", "netns", "list"], check=True, capture_output=True, text=True)
        world.namespaces = {line.split(" ")[0] for line in shown.stdout.splitlines()}
        world.prepare()
        well = play(world, arguments.rounds, arguments.seed, one)
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
