"""Tasks of the launch type FARGATE: each in a virtual machine, with an interface of its own.

The region is one of the tests' own, whose host has an emulator and Debian's cloud kernel.
"""

import json
import os
import signal
import unittest

import _harness as h
from _machines import ROLE, FargateRegion, emulators


def setUpModule():
    global region
    region = FargateRegion().__enter__()
    unittest.addModuleCleanup(region.__exit__)


class Fargate(unittest.TestCase):
    def setUp(self):
        self.aws = region.client
        ec2 = h.client("ec2", self.aws.environment)
        subnets = ec2.describe_subnets()["Subnets"]
        self.subnet = sorted(subnets, key=lambda it: it["AvailabilityZone"])[0]
        self.network = {"awsvpcConfiguration": {"subnets": [self.subnet["SubnetId"]]}}

    def definition(self, *containers, cpu="1024", memory="2048", **more):
        return self.aws.register(
            *containers, cpu=cpu, memory=memory, networkMode="awsvpc", executionRoleArn=ROLE,
            requiresCompatibilities=["FARGATE"], **more)

    def launch(self, definition, **more):
        return self.aws.start(definition, launchType="FARGATE",
                              networkConfiguration=self.network, **more)

    def address(self, task):
        details = task["attachments"][0]["details"]
        return next(it["value"] for it in details if it["name"] == "privateIPv4Address")

    def detail(self, task, name):
        return next(it["value"] for it in task["attachments"][0]["details"] if it["name"] == name)

    def ended(self, arn, code, container="main"):
        task = self.aws.stopped(arn, 120)
        self.assertEqual(h.one(task, container).get("exitCode"), code, h.brief(task))
        # Not only when the task is removed, hours later.
        h.until(lambda: not emulators(task), 30, "the end of its machine")
        return task

    # proves: RegisterTaskDefinitionRequest.ephemeralStorage, EphemeralStorage.sizeInGiB
    def test_two_tasks_have_kernels_and_interfaces_of_their_own_and_talk(self):
        look = ("uname -r; cat /proc/sys/kernel/random/boot_id; nproc; grep MemTotal /proc/meminfo;"
                "ip -o -4 addr show eth0; df -m / | tail -1; echo $AWS_EXECUTION_ENV;")
        server = h.container(look + "mkdir /www; echo hello >/www/index.html;"
                             "exec httpd -f -p 80 -h /www")
        first = self.launch(self.definition(server, cpu="512", memory="1024",
                                            ephemeralStorage={"sizeInGiB": 30}))
        task = self.aws.running(first, 120)
        self.assertEqual(task["launchType"], "FARGATE")
        self.assertEqual(task["platformVersion"], "1.4.0")
        self.assertNotIn("containerInstanceArn", task)
        peer = self.address(task)
        client = h.container(look + f"wget -q -O- http://{peer}/")
        second = self.ended(self.launch(self.definition(client)), 0)
        mine, theirs = [h.until(lambda: self.aws.lines(arn)[:7], 20, "its lines")
                        for arn in (first, second["taskArn"])]
        self.assertEqual(self.aws.lines(second)[7], "hello")
        self.assertNotEqual(mine[0], os.uname().release)
        self.assertNotEqual(mine[1], theirs[1])
        self.assertEqual((mine[2], theirs[2]), ("1", "1"))
        for line, mib in ((mine[3], 1024), (theirs[3], 2048)):
            kib = int(line.split()[1])
            self.assertTrue(mib * 1024 <= kib < (mib + 250) * 1024, line)
        for lines, of in ((mine, task), (theirs, second)):
            prefix = self.subnet["CidrBlock"].split("/")[1]
            self.assertIn(f"inet {self.address(of)}/{prefix} ", lines[4])
        # What a file system keeps for itself is not there for files.
        self.assertTrue(28_000 < int(mine[5].split()[1]) < 31_000, mine[5])
        self.assertEqual(mine[6], "AWS_ECS_FARGATE")
        self.assertEqual(len(emulators(first)), 1)
        self.aws.stop(first)
        h.until(lambda: not emulators(first), 30, "the end of its machine")

    # proves: ContainerDefinition.dependsOn, ContainerDefinition.healthCheck, Volume.host
    def test_containers_of_a_task_share_volumes_loopback_and_order(self):
        shared = {"mountPoints": [{"sourceVolume": "shared", "containerPath": "/shared"}]}
        prepare = h.container("echo ready >/shared/file", name="prepare", essential=False, **shared)
        server = h.container(
            "mkdir /www; cp /shared/file /www/; exec httpd -f -p 8080 -h /www", name="server",
            essential=False, dependsOn=[{"containerName": "prepare", "condition": "SUCCESS"}],
            healthCheck={"command": ["CMD-SHELL", "wget -q -O- http://127.0.0.1:8080/file"],
                         "interval": 5, "retries": 10, "timeout": 10}, **shared)
        main = h.container(
            "wget -q -O- http://localhost:8080/file; head -c 3000000 /dev/zero >/fill; sync; sleep 3; wget -q -O- $ECS_CONTAINER_METADATA_URI_V4/task;"
            "echo; cat /etc/resolv.conf; hostname; exit 4",
            dependsOn=[{"containerName": "server", "condition": "HEALTHY"}])
        arn = self.launch(self.definition(prepare, server, main, volumes=[{"name": "shared"}]))
        task = self.ended(arn, 4)
        self.assertEqual(h.one(task, "prepare")["exitCode"], 0)
        lines = h.until(lambda: self.aws.lines(arn), 20, "its lines")
        self.assertEqual(lines[0], "ready")
        metadata = json.loads(lines[1])
        self.assertEqual((metadata["TaskARN"], metadata["LaunchType"]), (arn, "FARGATE"))
        storage = metadata["EphemeralStorageMetrics"]
        self.assertTrue(0 < storage["Utilized"] < storage["Reserved"] < 21_000, storage)
        interface = metadata["Containers"][0]["Networks"][0]
        self.assertEqual(interface["IPv4Addresses"], [self.address(task)])
        self.assertEqual(interface["MACAddress"], self.detail(task, "macAddress"))
        self.assertIn("nameserver 172.31.0.2", lines)
        self.assertEqual(lines[-1], self.detail(task, "privateDnsName"))

    def test_a_killed_machine_stops_its_task_with_a_reason(self):
        arn = self.launch(self.definition(h.container(h.WAIT)))
        self.aws.running(arn, 120)
        os.kill(emulators(arn)[0], signal.SIGKILL)
        task = self.ended(arn, 137)
        self.assertEqual(task["stopCode"], "EssentialContainerExited")
        self.assertIn("the process that kept the container ended", h.one(task)["reason"])

    def test_a_machine_outlives_its_agent(self):
        printer = "i=0; while [ $i -lt 60 ]; do i=$((i+1)); echo line $i; sleep 0.2; done; exit 5"
        arn = self.launch(self.definition(h.container(printer)))
        self.aws.running(arn, 120)
        machine = emulators(arn)
        os.kill(region.fargate_agent(), signal.SIGKILL)
        region.fargate_agent()
        self.assertEqual(emulators(arn), machine)
        self.ended(arn, 5)
        expected = [f"line {n}" for n in range(1, 61)]
        h.until(lambda: self.aws.lines(arn) == expected, 30, "all lines, each once")

    def test_a_task_never_falls_back_to_a_shared_kernel(self):
        definition = self.aws.register(h.container("exit 0"))
        task = self.aws.stopped(self.aws.start(definition))
        self.assertEqual(task["launchType"], "EC2")
        self.assertFalse(emulators(task))
        # And hosts for Fargate are nobody's container instances.
        arns = self.aws.ecs.list_container_instances()["containerInstanceArns"]
        self.assertEqual(len(arns), 1)


h.run()
