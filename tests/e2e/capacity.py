"""Capacity providers: the calls, strategies of tasks and services, tasks that wait for capacity."""

import unittest

import _harness as h

aws = h.Client()


def group(name, scaling="DISABLED"):
    """What an Auto Scaling group's provider is made with."""
    arn = (
        f"arn:aws:autoscaling:{h.REGION}:{h.ACCOUNT}:autoScalingGroup:"
        f"3f2c1d4e-0000-4000-8000-000000000000:autoScalingGroupName/{name}"
    )
    return {"autoScalingGroupArn": arn, "managedScaling": {"status": scaling}}


def item(name, weight=1, base=0):
    return {"capacityProvider": name, "weight": weight, "base": base}


class Calls(unittest.TestCase):
    def test_a_provider_is_made_changed_and_deleted(self):
        name = h.unique("cp")
        tags = [{"key": "team", "value": "a"}]
        made = aws.ecs.create_capacity_provider(
            name=name, autoScalingGroupProvider=group(name, "ENABLED"), tags=tags
        )["capacityProvider"]
        arn = f"arn:aws:ecs:{h.REGION}:{h.ACCOUNT}:capacity-provider/{name}"
        self.assertEqual(made["capacityProviderArn"], arn)
        self.assertEqual((made["status"], made["type"]), ("ACTIVE", "EC2_AUTOSCALING"))
        scaling = made["autoScalingGroupProvider"]["managedScaling"]
        self.assertEqual(scaling["targetCapacity"], 100)
        self.assertEqual(scaling["instanceWarmupPeriod"], 300)
        changed = aws.ecs.update_capacity_provider(
            name=name, autoScalingGroupProvider={"managedDraining": "DISABLED"}
        )["capacityProvider"]
        self.assertEqual(changed["updateStatus"], "UPDATE_COMPLETE")
        self.assertEqual(changed["autoScalingGroupProvider"]["managedDraining"], "DISABLED")
        found = aws.ecs.describe_capacity_providers(
            capacityProviders=[name, "FARGATE", "none"], include=["TAGS"]
        )
        self.assertEqual([it["name"] for it in found["capacityProviders"]], ["FARGATE", name])
        self.assertEqual(found["capacityProviders"][1]["tags"], tags)
        self.assertEqual(found["failures"][0]["reason"], "MISSING")
        self.assertEqual(aws.ecs.list_tags_for_resource(resourceArn=arn)["tags"], tags)

        # A cluster has it, so that it cannot be deleted.
        cluster = h.unique("c")
        made = aws.ecs.create_cluster(
            clusterName=cluster,
            capacityProviders=[name, "FARGATE", "FARGATE_SPOT"],
            defaultCapacityProviderStrategy=[item(name, 2, 1)],
        )["cluster"]
        self.assertEqual(made["defaultCapacityProviderStrategy"], [item(name, 2, 1)])
        self.assertEqual(made["attachmentsStatus"], "UPDATE_COMPLETE")
        with h.refused(self, "ClientException", f"associated with cluster: {cluster}"):
            aws.ecs.delete_capacity_provider(capacityProvider=name)
        aws.ecs.put_cluster_capacity_providers(
            cluster=cluster, capacityProviders=[], defaultCapacityProviderStrategy=[]
        )
        gone = aws.ecs.delete_capacity_provider(capacityProvider=arn)["capacityProvider"]
        self.assertEqual((gone["status"], gone["updateStatus"]), ("INACTIVE", "DELETE_COMPLETE"))
        aws.ecs.delete_cluster(cluster=cluster)

    def test_what_is_refused(self):
        for name in ["fargate-x", "aws-x", "ecs-x"]:
            with h.refused(self, "InvalidParameterException", "cannot be prefixed with"):
                aws.ecs.create_capacity_provider(
                    name=name, autoScalingGroupProvider=group(name)
                )
        cluster = h.unique("c")
        aws.ecs.create_cluster(clusterName=cluster, capacityProviders=["FARGATE", "FARGATE_SPOT"])
        definition = aws.register(h.container(h.WAIT, memory=16))

        def run(*strategy, **more):
            aws.ecs.run_task(
                cluster=cluster,
                taskDefinition=definition,
                capacityProviderStrategy=list(strategy),
                **more,
            )

        with h.refused(self, "InvalidParameterException", "does not support launch_type FARGATE"):
            run(item("FARGATE"))
        with h.refused(self, "InvalidParameterException", "Specifying both a launch type"):
            run(item("FARGATE"), launchType="EC2")
        with h.refused(self, "InvalidParameterException", "weight value greater than zero"):
            run(item("FARGATE", 0), item("FARGATE_SPOT", 0))
        with h.refused(self, "InvalidParameterException", "Only one capacity provider"):
            run(item("FARGATE", 1, 1), item("FARGATE_SPOT", 1, 1))
        with h.refused(self, "InvalidParameterException", "was not found"):
            run(item("none"))
        aws.ecs.delete_cluster(cluster=cluster)


class Region(h.Region):
    """A region whose host is of a capacity provider, with room for two tasks of 128 CPU units."""

    provider = "hosts"

    def command(self):
        flags = [f"capacity_provider={self.provider}", "offered_cpu=256"]
        return super().command() + sum((["--agent", it] for it in flags), [])


class Waiting(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.region = Region().__enter__()
        cls.addClassCleanup(cls.region.__exit__)
        cls.region.connected()
        cls.aws = cls.region.client
        # "later" gets its host when the agent comes back as of it; "none" never has one.
        for name, scaling in [("hosts", "ENABLED"), ("later", "ENABLED"), ("none", "DISABLED")]:
            cls.aws.ecs.create_capacity_provider(
                name=name, autoScalingGroupProvider=group(name, scaling)
            )
        cls.before = cls.whose()
        cls.aws.ecs.put_cluster_capacity_providers(
            cluster="default",
            capacityProviders=["hosts", "later", "none"],
            defaultCapacityProviderStrategy=[item("hosts")],
        )
        cls.definition = cls.aws.register(h.container(h.WAIT, memory=16, cpu=128))

    @classmethod
    def whose(cls):
        """The capacity provider of the host."""
        arns = cls.aws.ecs.list_container_instances()["containerInstanceArns"]
        found = cls.aws.ecs.describe_container_instances(containerInstances=arns)
        return found["containerInstances"][0].get("capacityProviderName")

    def run_tasks(self, count=1, **call):
        answer = self.aws.ecs.run_task(taskDefinition=self.definition, count=count, **call)
        return [task["taskArn"] for task in answer["tasks"]], answer["failures"]

    def statuses(self, arns):
        tasks = self.aws.ecs.describe_tasks(tasks=arns)["tasks"]
        return sorted(task["lastStatus"] for task in tasks)

    def stop_all(self, arns):
        for arn in arns:
            self.aws.stop(arn)

    def test_1_tasks_wait_until_another_has_ended(self):
        self.assertEqual((self.before, self.whose()), (None, "hosts"))
        # By the cluster's default strategy.
        tasks, failures = self.run_tasks(3)
        self.assertEqual((len(tasks), failures), (3, []))
        two = ["PROVISIONING", "RUNNING", "RUNNING"]
        h.until(lambda: self.statuses(tasks) == two, 30, lambda: f"{self.statuses(tasks)}")
        described = self.aws.ecs.describe_tasks(tasks=tasks)["tasks"]
        for task in described:
            self.assertEqual(task["capacityProviderName"], "hosts")
            self.assertNotIn("launchType", task)
            placed = task["lastStatus"] == "RUNNING"
            self.assertEqual("containerInstanceArn" in task, placed)
        running = [it["taskArn"] for it in described if it["lastStatus"] == "RUNNING"]
        (waiting,) = set(tasks) - set(running)
        self.aws.stop(running[0])
        self.aws.running(waiting)
        # One that waits is stopped at once.
        (another,), _ = self.run_tasks()
        self.assertEqual(self.statuses([another]), ["PROVISIONING"])
        stopped = self.aws.ecs.stop_task(task=another, reason="enough")["task"]
        self.assertEqual(stopped["lastStatus"], "STOPPED")
        with h.refused(self, "ResourceInUseException", "in use and cannot be removed"):
            self.aws.ecs.put_cluster_capacity_providers(
                cluster="default", capacityProviders=[], defaultCapacityProviderStrategy=[]
            )
        self.stop_all([running[1], waiting])

    def test_2_a_provider_that_does_not_scale_fails(self):
        tasks, failures = self.run_tasks(2, capacityProviderStrategy=[item("none")])
        self.assertEqual(tasks, [])
        self.assertEqual([it["reason"] for it in failures], ["EMPTY CAPACITY PROVIDER"] * 2)

    def test_3_a_service_divides_its_tasks(self):
        name = h.unique("s")
        made = self.aws.ecs.create_service(
            serviceName=name,
            taskDefinition=self.definition,
            desiredCount=2,
            capacityProviderStrategy=[item("later", 1), item("hosts", 1, 1)],
        )["service"]
        self.assertNotIn("launchType", made)
        self.assertEqual(len(made["capacityProviderStrategy"]), 2)

        def divided():
            arns = self.aws.ecs.list_tasks(serviceName=name)["taskArns"]
            tasks = self.aws.ecs.describe_tasks(tasks=arns)["tasks"] if arns else []
            return sorted((it["capacityProviderName"], it["lastStatus"]) for it in tasks)

        wanted = [("hosts", "RUNNING"), ("later", "PROVISIONING")]
        h.until(lambda: divided() == wanted, 30, lambda: f"{divided()}")
        self.aws.ecs.update_service(service=name, desiredCount=3)
        wanted = [("hosts", "RUNNING")] * 2 + [("later", "PROVISIONING")]
        h.until(lambda: divided() == wanted, 30, lambda: f"{divided()}")
        self.aws.ecs.update_service(service=name, desiredCount=1)
        h.until(lambda: divided() == wanted[:1], 60, lambda: f"{divided()}")
        self.aws.ecs.delete_service(service=name, force=True)
        waiter = self.aws.ecs.get_waiter("services_inactive")
        waiter.wait(services=[name], WaiterConfig=h.QUICK)

    def test_3_a_daemon_is_on_the_host_of_its_provider(self):
        ecs = self.aws.ecs
        family = h.unique("agent")

        def register(memory):
            containers = [{"name": "main", "image": h.container()["image"], "memory": memory,
                           "command": ["sh", "-c", h.WAIT]}]
            made = ecs.register_daemon_task_definition(family=family, containerDefinitions=containers)
            return made["daemonTaskDefinitionArn"]

        first, second = register(16), register(17)
        self.assertRegex(second, f"daemon-task-definition/{family}:2$")
        provider = f"arn:aws:ecs:{h.REGION}:{h.ACCOUNT}:capacity-provider/hosts"
        made = ecs.create_daemon(
            daemonName=family, daemonTaskDefinitionArn=first, capacityProviderArns=[provider]
        )
        arn = made["daemonArn"]
        ecs.get_waiter("daemon_active").wait(daemonArn=arn, WaiterConfig=h.QUICK)

        def runs(definition):
            tasks = ecs.list_tasks(daemonName=family)["taskArns"]
            found = ecs.describe_tasks(tasks=tasks)["tasks"] if tasks else []
            good = [(it["lastStatus"], it["taskDefinitionArn"]) for it in found] == [("RUNNING", definition)]
            return found[0] if good else None

        task = h.until(lambda: runs(first), 60, "the daemon's task")
        self.assertEqual(task["group"], f"daemon:{family}")
        waiter = ecs.get_waiter("daemon_deployment_successful")
        waiter.wait(daemonDeploymentArns=[made["deploymentArn"]], WaiterConfig=h.QUICK)
        updated = ecs.update_daemon(
            daemonArn=arn, daemonTaskDefinitionArn=second, capacityProviderArns=[provider]
        )
        h.until(lambda: runs(second), 60, "the other revision")
        waiter.wait(daemonDeploymentArns=[updated["deploymentArn"]], WaiterConfig=h.QUICK)
        revision = ecs.describe_daemon(daemonArn=arn)["daemon"]["currentRevisions"][0]
        self.assertEqual((revision["totalRunningCount"], revision["totalWithoutDaemonCount"]), (1, 0))
        self.assertEqual([it["daemonArn"] for it in ecs.list_daemons()["daemonSummariesList"]], [arn])
        self.assertEqual(ecs.list_services()["serviceArns"], [])
        ecs.delete_daemon(daemonArn=arn)
        h.until(lambda: not ecs.list_daemons()["daemonSummariesList"], 60, "the end of the daemon")
        for definition in (first, second):
            ecs.delete_daemon_task_definition(daemonTaskDefinition=definition)
            waiter = ecs.get_waiter("daemon_task_definition_deleted")
            waiter.wait(daemonTaskDefinition=definition, WaiterConfig=h.QUICK)

    def test_4_tasks_wait_until_an_instance_registers(self):
        (task,), _ = self.run_tasks(capacityProviderStrategy=[item("later")])
        self.assertEqual(self.statuses([task]), ["PROVISIONING"])
        # The wait outlives the control plane.
        self.region.end()
        self.region.provider = "later"
        type(self).aws = self.region.start()
        described = self.aws.running(task, 60)
        self.assertEqual(described["capacityProviderName"], "later")
        self.assertEqual(self.whose(), "later")
        self.stop_all([task])


h.run()
