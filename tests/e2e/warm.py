"""Virtual machines that are started ahead and wait for tasks of the launch type FARGATE."""

import os
import signal
import unittest

import _harness as h
from _machines import ROLE, FargateRegion, emulators


def setUpModule():
    global region
    region = FargateRegion("fargate_warm=2x256/512").__enter__()
    unittest.addModuleCleanup(nothing_waits)
    unittest.addModuleCleanup(region.__exit__)


def nothing_waits():
    """They end with their agent."""
    h.until(lambda: not region.ahead(), 30, "the end of the machines that waited")


class Warm(unittest.TestCase):
    def setUp(self):
        self.aws = region.client
        ec2 = h.client("ec2", self.aws.environment)
        self.subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
        self.ready()

    def ready(self):
        """Waits until two machines do; their emulators."""
        said = lambda: f"two machines that wait: {region.ahead()}"
        h.until(lambda: len(self.booted()) == 2, 120, said)
        return self.booted()

    def booted(self):
        """The emulators of machines whose shims show that they wait."""
        shown = [h.cmdline(pid) for pid in h.processes()]
        shown = {os.path.basename(words[2]) for words in shown if words[1:2] == ["--waits"]}
        return {pid for name, pid in region.ahead().items() if name in shown}

    def launch(self, script, cpu="256", memory="512", containers=(), **more):
        definition = self.aws.register(
            h.container(script), *containers, cpu=cpu, memory=memory, networkMode="awsvpc",
            executionRoleArn=ROLE, requiresCompatibilities=["FARGATE"], **more)
        network = {"awsvpcConfiguration": {"subnets": [self.subnet]}}
        return self.aws.start(definition, launchType="FARGATE", networkConfiguration=network)

    def of(self, task):
        """The emulator of a task that runs."""
        self.aws.running(task, 120)
        return emulators(task)[0]

    def test_a_task_takes_a_machine_that_waited_and_another_comes(self):
        before = self.ready()
        script = ("grep MemTotal /proc/meminfo; ip -o -4 addr show eth0; df -m / | tail -1;"
                  "hostname; cat /sys/class/net/eth0/address; nproc;"
                  "wget -q -O- $ECS_CONTAINER_METADATA_URI_V4/task >/metadata && echo told;"
                  "until [ -e /shared/seen ]; do sleep 0.2; done; exit 7")
        shared = {"mountPoints": [{"sourceVolume": "shared", "containerPath": "/shared"}]}
        definition = self.aws.register(
            h.container(script, **shared),
            h.container("sleep 8; echo >/shared/seen; sleep 1000", name="side", essential=False,
                        **shared),
            cpu="256", memory="512", networkMode="awsvpc", executionRoleArn=ROLE,
            volumes=[{"name": "shared"}], requiresCompatibilities=["FARGATE"])
        network = {"awsvpcConfiguration": {"subnets": [self.subnet]}}
        arn = self.aws.start(definition, launchType="FARGATE", networkConfiguration=network)
        self.assertIn(self.of(arn), before)
        task = self.aws.stopped(arn, 120)
        self.assertEqual(h.one(task).get("exitCode"), 7, h.brief(task))
        details = {it["name"]: it["value"] for it in task["attachments"][0]["details"]}
        lines = h.until(lambda: self.aws.lines(arn), 20, "its lines")
        kib = int(lines[0].split()[1])
        self.assertTrue(512 * 1024 <= kib < 762 * 1024, lines)
        self.assertIn(f"inet {details['privateIPv4Address']}/", lines[1])
        self.assertTrue(19_000 < int(lines[2].split()[1]) < 21_000, lines)
        self.assertEqual(lines[3:7], [details["privateDnsName"], details["macAddress"], "1", "told"])
        h.until(lambda: not emulators(arn), 30, "the end of its machine")
        self.assertEqual(len(self.ready() & before), 1, "one stayed, one is new")

    def test_a_task_of_another_size_gets_a_machine_of_its_own(self):
        before = self.ready()
        arn = self.launch("exit 3", memory="1024")
        task = self.aws.stopped(arn, 120)
        self.assertEqual(h.one(task).get("exitCode"), 3, h.brief(task))
        self.assertEqual(self.ready(), before)

    def test_what_waits_ends_with_its_agent_and_is_made_again(self):
        before = self.ready()
        os.kill(region.fargate_agent(), signal.SIGKILL)
        h.until(lambda: not any(map(h.alive, before)), 30, "the end of the machines that waited")
        region.fargate_agent()
        second = self.ready()
        self.assertFalse(second & before)
        os.kill(next(iter(second)), signal.SIGKILL)
        third = self.ready()
        self.assertEqual(len(third & second), 1)
        # A task that comes when one has just been killed does not notice.
        victim = next(iter(third))
        os.kill(victim, signal.SIGKILL)
        arn = self.launch("exit 4")
        task = self.aws.stopped(arn, 120)
        self.assertEqual(h.one(task).get("exitCode"), 4, h.brief(task))
        self.ready()


h.run()
