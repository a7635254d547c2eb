"""A host that is short: its disk is full, or its memory is taken, while tasks run in virtual machines.

The region's data directory is on a small disk of its own, a file in a loop. The blocks that its file system
keeps for root stay for Berth: emulators are not root.
"""

import os
import subprocess
import unittest

import _harness as h
from _machines import ROLE, FargateRegion, emulators

DISK_MB = 450
# What tasks of the least size take with their machines, and room for so many of them.
TASK_MIB = 512 + 192 + 512 // 32
TASKS = 3


class SmallRegion(FargateRegion):
    """On a disk of its own."""

    def __init__(self, *settings):
        super().__init__(*settings)
        self.place = self.data_dir + ".disk"
        self.data_dir = os.path.join(self.place, "region")

    def __enter__(self):
        image = self.place + ".img"
        with open(image, "wb") as file:
            file.truncate(DISK_MB << 20)
        os.mkdir(self.place)
        for words in (["mkfs.ext4", "-q", "-F", image], ["mount", "-o", "loop", image, self.place]):
            subprocess.run(words, check=True, capture_output=True)
        try:
            return super().__enter__()
        except BaseException:
            self.unmount()
            raise

    def __exit__(self, *exception):
        try:
            super().__exit__(*exception)
        finally:
            self.unmount()

    def unmount(self):
        subprocess.run(["umount", self.place], check=True, capture_output=True)
        os.remove(self.place + ".img")

    def free(self):
        """Bytes that are left for anybody but root."""
        found = os.statvfs(self.place)
        return found.f_bavail * found.f_frsize


def setUpModule():
    global region
    offered = f"offered_memory={4 * TASKS * TASK_MIB + 4}"
    region = SmallRegion(offered, "fargate_share=25", "disk_wait=5s").__enter__()
    unittest.addModuleCleanup(region.__exit__, None, None, None)


class Short(unittest.TestCase):
    def setUp(self):
        self.aws = region.client
        ec2 = h.client("ec2", self.aws.environment)
        self.subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]

    def call(self, script, **more):
        definition = self.aws.register(
            h.container(script, **more), cpu="256", memory="512", networkMode="awsvpc",
            executionRoleArn=ROLE, requiresCompatibilities=["FARGATE"])
        network = {"awsvpcConfiguration": {"subnets": [self.subnet]}}
        return {"taskDefinition": definition, "launchType": "FARGATE",
                "networkConfiguration": network}

    def launch(self, script, **more):
        call = self.call(script, **more)
        answer = h.until(lambda: self.placed(call), 60, "room for the task")
        arn = answer["tasks"][0]["taskArn"]
        self.addCleanup(self.gone, arn)
        return arn

    def gone(self, arn):
        self.aws.ecs.stop_task(task=arn)
        self.ended(arn)

    def placed(self, call):
        answer = self.aws.ecs.run_task(**call)
        return answer["tasks"] and answer

    def ended(self, arn):
        task = self.aws.stopped(arn, 180)
        h.until(lambda: not emulators(task), 30, "the end of its machine")
        return task

    def test_a_full_disk_is_an_error_inside_and_nothing_to_the_neighbours(self):
        ticks = "i=0; while true; do i=$((i+1)); echo $i; sleep 0.5; done"
        neighbour = self.launch(ticks)
        self.aws.running(neighbour, 120)
        more = (region.free() >> 20) + 50
        fill = (f"dd if=/dev/zero of=/fill bs=1M count={more} conv=fsync; echo dd $?;"
                "sleep 1000")
        filler = self.launch(fill, stopTimeout=2)
        self.aws.running(filler, 120)
        h.until(lambda: region.free() < 1 << 20, 300, lambda: f"a full disk: {region.free()}")
        before = len(self.aws.lines(neighbour))

        # One that comes now waits, and is told why it cannot be.
        late = self.launch("exit 0")
        task = self.ended(late)
        self.assertIn("not enough free disk space", task["stoppedReason"], h.brief(task))

        said = lambda: self.aws.lines(filler)
        told = lambda: any(line.startswith("dd ") for line in said())
        h.until(told, 120, lambda: f"an error inside: {said()}")
        self.assertNotIn("dd 0", said())
        self.aws.ecs.stop_task(task=filler)
        task = self.ended(filler)
        self.assertEqual(h.one(task).get("exitCode"), 137, h.brief(task))
        # All of it has come back, and the neighbour has missed nothing.
        h.until(lambda: region.free() > 200 << 20, 30, lambda: f"room: {region.free()}")
        h.until(lambda: len(self.aws.lines(neighbour)) > before + 5, 30, "more ticks")
        numbers = self.aws.lines(neighbour)
        self.assertEqual(numbers, [str(it + 1) for it in range(len(numbers))])
        self.assertEqual(h.one(self.ended(self.launch("exit 3"))).get("exitCode"), 3)

    def test_tasks_wait_for_memory_while_others_have_it(self):
        running = [self.launch("sleep 1000") for _ in range(TASKS)]
        for arn in running:
            self.aws.running(arn, 120)
        answer = self.aws.ecs.run_task(**self.call("exit 0"))
        self.assertEqual(answer["tasks"], [])
        self.assertIn("Capacity is unavailable", str(answer["failures"]) + str(answer))
        # A service waits, and goes on when there is room.
        call = self.call("sleep 1000")
        service = h.unique("waits")
        self.aws.ecs.create_service(serviceName=service, desiredCount=1, **call)
        look = lambda: self.aws.ecs.describe_services(services=[service])["services"][0]
        h.until(lambda: "unable to place" in str(look()["events"]), 30, "why it waits")
        for arn in running:
            self.assertEqual(self.aws.task(arn)["lastStatus"], "RUNNING")
        self.gone(running[0])
        h.until(lambda: look()["runningCount"] == 1, 120, "its task")
        self.aws.ecs.delete_service(service=service, force=True)


h.run()
