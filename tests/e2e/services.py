"""Services on a real host: created, healed, scaled, deployed, rolled back, deleted; in ECS's words."""

import os
import unittest

import _harness as h
import images

aws = h.Client()
QUICK = {"Delay": 0.2, "MaxAttempts": 300}


class Service:
    """A service of busybox tasks; deleted at the end."""

    def __init__(self, definition, count=1, **more):
        self.name = h.unique("s")
        self.made = aws.ecs.create_service(
            serviceName=self.name, taskDefinition=definition, desiredCount=count, **more
        )["service"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.now()["status"] == "ACTIVE":
            aws.ecs.delete_service(service=self.name, force=True)
        waiter = aws.ecs.get_waiter("services_inactive")
        waiter.wait(services=[self.name], WaiterConfig=QUICK)

    def now(self):
        return aws.ecs.describe_services(services=[self.name])["services"][0]

    def update(self, **changes):
        return aws.ecs.update_service(service=self.name, **changes)["service"]

    def stable(self):
        waiter = aws.ecs.get_waiter("services_stable")
        waiter.wait(services=[self.name], WaiterConfig=QUICK)
        return self.now()

    def tasks(self):
        return set(aws.ecs.list_tasks(serviceName=self.name)["taskArns"])

    def messages(self):
        return [event["message"] for event in self.now()["events"]]

    def told(self, text, seconds=60):
        what = lambda: f"an event with '{text}' in {self.messages()}"  # noqa: E731
        return h.until(lambda: any(text in it for it in self.messages()), seconds, what)

    def rolled_out(self, seconds=60):
        def look():
            service = self.now()
            done = [it["rolloutState"] for it in service["deployments"]] == ["COMPLETED"]
            return service if done else None

        return h.until(look, seconds, lambda: f"rolled out: {self.now()['deployments']}")


class Services(unittest.TestCase):
    def test_a_pull_that_takes_long_is_told(self):
        slow = images.Proxy()
        self.addCleanup(slow.close)
        slow.mood = "hangs at layers"
        image = slow.image(images.push(os.urandom(200_000))[0])
        with Service(aws.register(h.container("true", image=image, memory=16))) as service:
            # After half a minute.
            service.told(f"is pulling the image {image} of its container main: ")

    def test_life(self):
        definition = aws.register(h.container(h.WAIT, memory=16))
        with Service(definition, 3, tags=[{"key": "team", "value": "a"}]) as service:
            made = service.made
            self.assertEqual(made["status"], "ACTIVE")
            self.assertEqual(made["schedulingStrategy"], "REPLICA")
            self.assertEqual(made["launchType"], "EC2")
            configuration = made["deploymentConfiguration"]
            self.assertEqual(configuration["maximumPercent"], 200)
            self.assertEqual(configuration["minimumHealthyPercent"], 100)
            self.assertEqual(made["deployments"][0]["rolloutState"], "IN_PROGRESS")
            now = service.stable()
            self.assertEqual((now["runningCount"], now["pendingCount"]), (3, 0))
            tasks = service.tasks()
            self.assertEqual(len(tasks), 3)
            described = aws.ecs.describe_tasks(tasks=list(tasks))["tasks"]
            primary = now["deployments"][0]
            for task in described:
                self.assertEqual(task["group"], f"service:{service.name}")
                self.assertEqual(task["startedBy"], primary["id"])
            self.assertRegex(primary["id"], "^ecs-svc/[0-9]{19}$")
            self.assertIn(made["serviceArn"], self.listed())

            # A task that is stopped is replaced.
            victim = sorted(tasks)[0]
            aws.stop(victim)
            h.until(lambda: len(service.tasks() - {victim}) == 3, 30, "a replacement")
            service.stable()

            # Up and down, without a deployment.
            before = service.now()["deployments"][0]["id"]
            service.update(desiredCount=5)
            h.until(lambda: service.stable()["runningCount"] == 5, 30, "five tasks")
            service.update(desiredCount=2)
            h.until(lambda: service.stable()["runningCount"] == 2, 60, "two tasks")
            self.assertEqual(service.now()["deployments"][0]["id"], before)
            service.rolled_out()
            service.told("has reached a steady state.")
            service.told("deployment completed.")
            self.assertTrue(any("has started " in it for it in service.messages()))
            self.assertTrue(any("has stopped 3 running tasks: " in it for it in service.messages()))

            with h.refused(self, "InvalidParameterException", "scaled above 0"):
                aws.ecs.delete_service(service=service.name)
            service.update(desiredCount=0)
            answer = aws.ecs.delete_service(service=service.name)
            self.assertIn(answer["service"]["status"], ("DRAINING", "INACTIVE"))
        self.assertNotIn(made["serviceArn"], self.listed())
        self.assertEqual(service.now()["status"], "INACTIVE")

    def listed(self):
        pages = aws.ecs.get_paginator("list_services").paginate()
        return [arn for page in pages for arn in page["serviceArns"]]

    def test_a_task_that_dies_is_replaced(self):
        definition = aws.register(h.container("sleep 1; exit 3", memory=16))
        with Service(definition, 1) as service:
            first = h.until(service.tasks, 30, "a task").pop()
            h.until(lambda: service.tasks() - {first}, 60, "another task")

    def test_a_rolling_deployment_keeps_its_bounds(self):
        old = aws.register(h.container(h.WAIT, memory=16))
        new = aws.register(h.container(h.WAIT, memory=17))
        with Service(old, 2) as service:
            service.rolled_out()
            first = service.tasks()
            answer = service.update(taskDefinition=new)
            states = [it["status"] for it in answer["deployments"]]
            self.assertEqual(states, ["PRIMARY", "ACTIVE"])

            def look():
                now = service.now()
                self.assertGreaterEqual(now["runningCount"], 2)
                self.assertLessEqual(now["runningCount"] + now["pendingCount"], 4)
                return len(now["deployments"]) == 1

            h.until(look, 60, "one deployment")
            now = service.rolled_out()
            self.assertEqual(now["taskDefinition"], new)
            self.assertFalse(first & service.tasks())
            forced = service.update(forceNewDeployment=True)
            self.assertEqual(forced["deployments"][0]["taskDefinition"], new)
            service.rolled_out()
            records = aws.ecs.list_service_deployments(service=service.name)["serviceDeployments"]
            self.assertEqual([it["status"] for it in records], ["SUCCESSFUL"] * 3)
            arns = [it["serviceDeploymentArn"] for it in records]
            found = aws.ecs.describe_service_deployments(serviceDeploymentArns=arns)
            self.assertEqual(found["failures"], [])
            revisions = [it["targetServiceRevisionArn"] for it in records]
            found = aws.ecs.describe_service_revisions(serviceRevisionArns=revisions)
            definitions = [it["taskDefinition"] for it in found["serviceRevisions"]]
            self.assertEqual(definitions, [new, new, old])

    def test_the_breaker_trips_and_rolls_back(self):
        good = aws.register(h.container(h.WAIT, memory=16))
        bad = aws.register(h.container(h.WAIT, memory=16, image=f"{h.REGISTRY}/missing:1"))
        breaker = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}
        with Service(good, 1, deploymentConfiguration=breaker) as service:
            before = service.rolled_out()["deployments"][0]["id"]
            failed = service.update(taskDefinition=bad)["deployments"][0]["id"]
            service.told(f"(deployment {failed}) deployment failed: tasks failed to start.", 90)
            service.told(f"rolling back to deployment {before}.")
            now = service.rolled_out()
            self.assertEqual(now["taskDefinition"], good)
            newest = aws.ecs.list_service_deployments(service=service.name)["serviceDeployments"][0]
            self.assertEqual(newest["status"], "ROLLBACK_SUCCESSFUL")

    # proves: ContainerDefinition.versionConsistency
    def test_a_tag_means_one_image_to_a_deployment(self):
        image, _ = images.push(b"one")
        repository = image.split("/", 1)[1].rsplit(":", 1)[0]
        pinned = h.container(h.WAIT, memory=16, image=image)
        free = h.container(h.WAIT, memory=16, image=image, name="free", versionConsistency="disabled")
        with Service(aws.register(pinned, free), 1) as service:
            service.rolled_out()

            def digests():
                found = aws.ecs.describe_tasks(tasks=list(service.tasks()))["tasks"]
                for task in found:
                    self.assertEqual({it["image"] for it in task["containers"]}, {image})
                of = lambda name: {  # noqa: E731
                    it["imageDigest"] for task in found for it in task["containers"] if it["name"] == name
                }
                return of(pinned["name"]), of("free")

            (first,), _ = digests()
            images.push(b"two", repository)
            service.update(desiredCount=2)
            h.until(lambda: service.stable()["runningCount"] == 2, 60, "two tasks")
            of_pinned, of_free = digests()
            self.assertEqual(of_pinned, {first})
            self.assertEqual(len(of_free), 2)
            revision = service.now()["currentServiceRevisions"][0]["arn"]
            found = aws.ecs.describe_service_revisions(serviceRevisionArns=[revision])
            shown = {
                it["containerName"]: it.get("imageDigest")
                for it in found["serviceRevisions"][0]["containerImages"]
            }
            self.assertEqual(shown, {pinned["name"]: first, "free": None})
            service.update(forceNewDeployment=True)
            service.rolled_out()
            self.assertFalse(digests()[0] & {first})

    def test_blue_and_green_and_somebody_who_decides(self):
        old = aws.register(h.container(h.WAIT, memory=16))
        new = aws.register(h.container(h.WAIT, memory=17))
        pause = {"targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"]}
        two_sets = {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 0, "lifecycleHooks": [pause]}

        def newest():
            arn = aws.ecs.list_service_deployments(service=service.name)["serviceDeployments"][0]
            arns = [arn["serviceDeploymentArn"]]
            found = aws.ecs.describe_service_deployments(serviceDeploymentArns=arns)
            return found["serviceDeployments"][0]

        with Service(old, 1, deploymentConfiguration=two_sets) as service:
            service.rolled_out()
            for definition, action, status in [
                (new, "ROLLBACK", "ROLLBACK_SUCCESSFUL"),
                (new, "CONTINUE", "SUCCESSFUL"),
            ]:
                service.update(taskDefinition=definition)
                h.until(lambda: newest().get("lifecycleStage") == "POST_SCALE_UP", 60, newest)
                now = newest()
                self.assertEqual(len(service.tasks()), 2)
                self.assertEqual(now["targetServiceRevision"]["requestedProductionTrafficWeight"], 0)
                (hook,) = now["lifecycleHookDetails"]
                self.assertEqual(hook["status"], "AWAITING_ACTION")
                aws.ecs.continue_service_deployment(
                    serviceDeploymentArn=now["serviceDeploymentArn"], hookId=hook["hookId"], action=action
                )
                h.until(lambda status=status: newest()["status"] == status, 60, newest)
                service.rolled_out()
            self.assertEqual(service.now()["taskDefinition"], new)

    def test_task_sets_of_somebody_who_decides(self):
        old = aws.register(h.container(h.WAIT, memory=16))
        new = aws.register(h.container(h.WAIT, memory=17))
        name = h.unique("x")
        where = {"cluster": "default", "service": name}
        aws.ecs.create_service(
            serviceName=name, desiredCount=2, deploymentController={"type": "EXTERNAL"}
        )

        def make(definition, percent):
            made = aws.ecs.create_task_set(
                taskDefinition=definition, scale={"value": percent, "unit": "PERCENT"}, **where
            )
            return made["taskSet"]["id"]

        def steady(task_set, count):
            def look():
                found = aws.ecs.describe_task_sets(taskSets=[task_set], **where)["taskSets"][0]
                rests = found["stabilityStatus"] == "STEADY_STATE"
                return found if rests and found["runningCount"] == count else None

            return h.until(look, 60, lambda: aws.ecs.describe_task_sets(**where)["taskSets"])

        blue = make(old, 100.0)
        shown = steady(blue, 2)
        self.assertEqual(shown["taskSetArn"].split("/", 1)[1], f"default/{name}/{blue}")
        aws.ecs.update_service_primary_task_set(primaryTaskSet=blue, **where)
        green = make(new, 50.0)
        steady(green, 1)
        started = {
            it["startedBy"]
            for it in aws.ecs.describe_tasks(tasks=aws.ecs.list_tasks(serviceName=name)["taskArns"])["tasks"]
        }
        self.assertEqual(started, {blue, green})
        aws.ecs.update_task_set(taskSet=green, scale={"value": 100.0, "unit": "PERCENT"}, **where)
        steady(green, 2)
        aws.ecs.update_service_primary_task_set(primaryTaskSet=green, **where)
        with h.refused(self, "InvalidParameterException", "scaled above 0"):
            aws.ecs.delete_task_set(taskSet=blue, **where)
        aws.ecs.delete_task_set(taskSet=blue, force=True, **where)

        def only_green():
            found = aws.ecs.describe_services(services=[name])["services"][0]
            return found if [it["id"] for it in found["taskSets"]] == [green] else None

        service = h.until(only_green, 60, "blue is gone")
        self.assertEqual((service["taskDefinition"], service["runningCount"]), (new, 2))
        self.assertEqual(service["deployments"], [])
        with h.refused(self, "InvalidParameterException", "taskDefinition"):
            aws.ecs.update_service(service=name, taskDefinition=old)
        aws.ecs.delete_service(service=name, force=True)
        aws.ecs.get_waiter("services_inactive").wait(services=[name], WaiterConfig=QUICK)

    def test_what_does_not_fit_waits_and_says_why(self):
        definition = aws.register(h.container(h.WAIT, memory=10_000_000))
        with Service(definition, 1) as service:
            service.told("was unable to place a task because no container instance met all of its")
            self.assertTrue(any("insufficient memory available" in it for it in service.messages()))
            self.assertEqual(service.now()["runningCount"], 0)

    def test_a_daemon_is_on_the_instance(self):
        definition = aws.register(h.container(h.WAIT, memory=16))
        name = h.unique("d")
        aws.ecs.create_service(
            serviceName=name, taskDefinition=definition, schedulingStrategy="DAEMON"
        )
        aws.ecs.get_waiter("services_stable").wait(services=[name], WaiterConfig=QUICK)

        def look():
            service = aws.ecs.describe_services(services=[name])["services"][0]
            return (service["desiredCount"], service["runningCount"]) == (1, 1)

        h.until(look, 30, "one task")
        # Never needs force.
        aws.ecs.delete_service(service=name)
        aws.ecs.get_waiter("services_inactive").wait(services=[name], WaiterConfig=QUICK)

    def test_bad_input(self):
        definition = aws.register(h.container(h.WAIT, memory=16))
        create = aws.ecs.create_service
        with h.refused(self, "InvalidParameterException", "serviceName"):
            create(serviceName="a b", taskDefinition=definition, desiredCount=1)
        with h.refused(self, "InvalidParameterException", "desiredCount"):
            create(serviceName="a", taskDefinition=definition, desiredCount=-1)
        with h.refused(self, "ClientException", "TaskDefinition not found."):
            create(serviceName="a", taskDefinition="no-such", desiredCount=1)
        with h.refused(self, "UnsupportedFeatureException", "loadBalancers"):
            balancer = {"targetGroupArn": "arn:x", "containerName": "main", "containerPort": 80}
            create(
                serviceName="a",
                taskDefinition=definition,
                desiredCount=1,
                loadBalancers=[balancer],
            )
        with h.refused(self, "ServiceNotFoundException"):
            aws.ecs.update_service(service="no-such", desiredCount=1)
        with h.refused(self, "ServiceNotFoundException"):
            aws.ecs.delete_service(service="no-such")
        found = aws.ecs.describe_services(services=["no-such"])
        self.assertEqual(found["failures"][0]["reason"], "MISSING")
        with Service(definition, 0) as service:
            again = {"serviceName": service.name, "taskDefinition": definition}
            same = create(desiredCount=0, **again)["service"]
            self.assertEqual(same["serviceArn"], service.made["serviceArn"])
            with h.refused(self, "InvalidParameterException", "not idempotent"):
                create(desiredCount=1, **again)


if __name__ == "__main__":
    h.run()
