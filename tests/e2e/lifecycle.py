"""A task's life as an AWS client sees it: statuses, exit codes, reasons, timestamps, live logs."""

import time
import unittest

import _harness as h

aws = h.Client()
ORDER = ["createdAt", "pullStartedAt", "pullStoppedAt", "startedAt", "stoppingAt",
         "executionStoppedAt", "stoppedAt"]


class Lifecycle(unittest.TestCase):
    # proves: RegisterTaskDefinitionRequest.family
    # proves: RegisterTaskDefinitionRequest.containerDefinitions
    # proves: RegisterTaskDefinitionRequest.volumes
    def test_two_containers_share_a_volume_and_end_with_0_and_7(self):
        mount = {"sourceVolume": "scratch", "containerPath": "/scratch"}
        writer = h.container(
            "echo from the writer >/scratch/word; exit 0", "writer", essential=False,
            mountPoints=[mount],
        )
        reader = h.container(
            "until [ -s /scratch/word ]; do sleep 0.05; done; cat /scratch/word; "
            "sleep 1; exit 7",
            "reader", mountPoints=[mount | {"readOnly": True}],
        )
        definition = aws.register(writer, reader, volumes=[{"name": "scratch"}])
        arn = aws.start(definition)
        aws.ecs.get_waiter("tasks_running").wait(tasks=[arn], WaiterConfig=h.QUICK)
        aws.ecs.get_waiter("tasks_stopped").wait(tasks=[arn], WaiterConfig=h.QUICK)
        task = aws.task(arn)
        self.assertEqual(h.one(task, "writer")["exitCode"], 0)
        self.assertEqual(h.one(task, "reader")["exitCode"], 7)
        self.assertEqual(task["stopCode"], "EssentialContainerExited")
        self.assertEqual(task["stoppedReason"], "Essential container in task exited")
        self.assertEqual(aws.lines(task, "reader"), ["from the writer"])
        self.in_order(task)

    def in_order(self, task):
        missing = [name for name in ORDER if name not in task]
        self.assertEqual(missing, [], h.brief(task))
        times = [task[name] for name in ORDER]
        # stoppingAt and executionStoppedAt follow each other either way.
        times[4:6] = sorted(times[4:6])
        self.assertEqual(times, sorted(times), dict(zip(ORDER, times)))

    def test_a_line_is_readable_within_a_second_while_the_task_runs(self):
        arn = aws.start(aws.register(h.container(
            "while :; do cut -d' ' -f1 /proc/uptime; sleep 0.2; done"
        )))
        aws.running(arn)
        h.until(lambda: aws.lines(arn), 10, "a first line")
        late = []
        for _ in range(10):
            with open("/proc/uptime") as file:
                asked = float(file.read().split()[0])
            newest = float(aws.lines(arn)[-1])
            late.append(asked - newest)
            time.sleep(0.25)
        self.assertEqual(aws.task(arn)["lastStatus"], "RUNNING")
        # A line is written every 0.2 s, so the newest readable one is that much older at times.
        self.assertLess(sorted(late)[len(late) // 2], 1.0, late)
        aws.stop(arn)

    # proves: TaskOverride.containerOverrides, ContainerOverride.name
    # proves: ContainerOverride.command
    def test_the_command_is_overridden(self):
        definition = aws.register(h.container("echo the definition's; exit 1", environment=[
            {"name": "KEPT", "value": "kept"}, {"name": "CHANGED", "value": "old"},
        ]))
        arn = aws.start(definition, overrides={"containerOverrides": [{
            "name": "main",
            "command": ["sh", "-c", "echo $KEPT $CHANGED $ADDED; exit 3"],
            "environment": [{"name": "CHANGED", "value": "new"}, {"name": "ADDED", "value": "added"}],
        }]})
        task = aws.stopped(arn)
        self.assertEqual(h.one(task)["exitCode"], 3)
        self.assertEqual(aws.lines(arn), ["kept new added"])
        override = task["overrides"]["containerOverrides"][0]
        self.assertEqual(override["command"][2], "echo $KEPT $CHANGED $ADDED; exit 3")

    def test_stopped_with_a_reason(self):
        arn = aws.start(aws.register(h.container(h.WAIT)))
        aws.running(arn)
        answer = aws.ecs.stop_task(task=arn, reason="enough of it")["task"]
        self.assertEqual(answer["desiredStatus"], "STOPPED")
        task = aws.stopped(arn)
        self.assertEqual(task["stopCode"], "UserInitiated")
        self.assertEqual(task["stoppedReason"], "enough of it")
        self.assertEqual(h.one(task)["exitCode"], 0)
        self.in_order(task)
        self.assertNotIn(arn, aws.ecs.list_tasks()["taskArns"])
        self.assertIn(arn, self.all_stopped())

    def all_stopped(self):
        pages = aws.ecs.get_paginator("list_tasks").paginate(desiredStatus="STOPPED")
        return [arn for page in pages for arn in page["taskArns"]]

    def test_statuses_only_go_forward_and_versions_count_up(self):
        arn = aws.start(aws.register(h.container("sleep 1")))
        names = ["PROVISIONING", "PENDING", "ACTIVATING", "RUNNING", "DEACTIVATING", "STOPPING",
                 "DEPROVISIONING", "STOPPED"]
        seen = []

        def look():
            task = aws.task(arn)
            seen.append((task["version"], names.index(task["lastStatus"])))
            return task["lastStatus"] == "STOPPED"

        h.until(look, 60, "STOPPED")
        self.assertEqual(seen, sorted(seen))
        self.assertIn(names.index("RUNNING"), [status for _, status in seen])

    def test_what_a_running_task_says_of_itself(self):
        definition = aws.register(h.container(h.WAIT, cpu=128, memoryReservation=16))
        arn = aws.start(definition, startedBy="e2e", group="a-group")
        task = aws.running(arn)
        self.assertEqual(task["taskDefinitionArn"], definition)
        self.assertEqual(task["launchType"], "EC2")
        self.assertEqual(task["startedBy"], "e2e")
        self.assertEqual(task["group"], "a-group")
        self.assertEqual(task["connectivity"], "CONNECTED")
        self.assertEqual(task["clusterArn"], f"arn:aws:ecs:{h.REGION}:{h.ACCOUNT}:cluster/default")
        main = h.one(task)
        self.assertEqual(main["lastStatus"], "RUNNING")
        self.assertEqual(main["healthStatus"], "UNKNOWN")
        self.assertRegex(main["imageDigest"], "^sha256:[0-9a-f]{64}$")
        self.assertRegex(main["containerArn"], f"container/default/{h.task_id(arn)}/[0-9a-f-]{{36}}$")
        self.assertTrue(main["runtimeId"])
        listed = aws.ecs.list_tasks(startedBy="e2e")["taskArns"]
        self.assertIn(arn, listed)
        instance = aws.ecs.describe_container_instances(
            containerInstances=[task["containerInstanceArn"]]
        )["containerInstances"][0]
        self.assertGreaterEqual(instance["runningTasksCount"], 1)
        aws.stop(arn)

    def test_resources_are_taken_and_given_back(self):
        definition = aws.register(h.container(h.WAIT, cpu=64, memory=48))
        arn = aws.start(definition)
        where = aws.running(arn)["containerInstanceArn"]

        def of(kind, resources):
            return next(r["integerValue"] for r in resources if r["name"] == kind)

        def reserved(kind):
            found = aws.ecs.describe_container_instances(containerInstances=[where])
            it = found["containerInstances"][0]
            return of(kind, it["registeredResources"]) - of(kind, it["remainingResources"])

        self.assertGreaterEqual(reserved("MEMORY"), 48)
        self.assertGreaterEqual(reserved("CPU"), 64)
        aws.stop(arn)

    def test_a_task_that_never_fits_is_a_failure(self):
        definition = aws.register(h.container(h.WAIT, memory=10_000_000))
        answer = aws.ecs.run_task(taskDefinition=definition)
        self.assertEqual(answer["tasks"], [])
        self.assertEqual(answer["failures"][0]["reason"], "RESOURCE:MEMORY")
        self.assertIn(":container-instance/default/", answer["failures"][0]["arn"])

    def test_ten_at_once(self):
        definition = aws.register(h.container("exit 0"))
        answer = aws.ecs.run_task(taskDefinition=definition, count=10)
        arns = [task["taskArn"] for task in answer["tasks"]]
        self.assertEqual(len(set(arns)), 10)
        aws.ecs.get_waiter("tasks_stopped").wait(tasks=arns, WaiterConfig=h.QUICK)
        codes = [h.one(it)["exitCode"] for it in aws.ecs.describe_tasks(tasks=arns)["tasks"]]
        self.assertEqual(codes, [0] * 10)

    def test_start_task_on_the_named_instance(self):
        here = aws.ecs.list_container_instances(filter="agentConnected == true")
        instance = here["containerInstanceArns"][0]
        definition = aws.register(h.container("exit 4"))
        answer = aws.ecs.start_task(taskDefinition=definition, containerInstances=[instance])
        task = aws.stopped(answer["tasks"][0]["taskArn"])
        self.assertEqual(task["containerInstanceArn"], instance)
        self.assertEqual(h.one(task)["exitCode"], 4)


h.run()
