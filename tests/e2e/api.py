"""What the API remembers: clusters, definitions, tokens, tags, pages, settings, attributes."""

import unittest

from botocore.exceptions import ClientError

import _harness as h

aws = h.Client()
ecs = aws.ecs


class Clusters(unittest.TestCase):
    def test_made_once_described_and_deleted(self):
        name = h.unique("c")
        made = ecs.create_cluster(clusterName=name, tags=[{"key": "a", "value": "b"}])["cluster"]
        self.assertEqual(made["clusterArn"], f"arn:aws:ecs:{h.REGION}:{h.ACCOUNT}:cluster/{name}")
        self.assertEqual(made["status"], "ACTIVE")
        self.assertEqual(ecs.create_cluster(clusterName=name)["cluster"]["clusterArn"], made["clusterArn"])
        found = ecs.describe_clusters(clusters=[name, "nothing-here"], include=["TAGS"])
        self.assertEqual([c["tags"] for c in found["clusters"]], [[{"key": "a", "value": "b"}]])
        self.assertEqual(found["failures"], [{
            "arn": f"arn:aws:ecs:{h.REGION}:{h.ACCOUNT}:cluster/nothing-here", "reason": "MISSING"}])
        self.assertEqual(ecs.delete_cluster(cluster=name)["cluster"]["status"], "INACTIVE")
        self.assertNotIn(made["clusterArn"], all_clusters())
        with h.refused(self, "ClusterNotFoundException"):
            ecs.list_tasks(cluster=name)

    def test_a_cluster_with_instances_is_not_deleted(self):
        with h.refused(self, "ClusterContainsContainerInstancesException"):
            ecs.delete_cluster(cluster="default")

    def test_settings(self):
        name = h.unique("c")
        ecs.create_cluster(clusterName=name, settings=[{"name": "containerInsights", "value": "enabled"}])
        ecs.update_cluster_settings(cluster=name, settings=[{"name": "containerInsights", "value": "disabled"}])
        found = ecs.describe_clusters(clusters=[name], include=["SETTINGS"])["clusters"][0]
        self.assertEqual(found["settings"], [{"name": "containerInsights", "value": "disabled"}])
        ecs.delete_cluster(cluster=name)

    def test_pages(self):
        prefix = h.unique("page")
        for number in range(5):
            ecs.create_cluster(clusterName=f"{prefix}-{number}")
        pages = list(ecs.get_paginator("list_clusters").paginate(PaginationConfig={"PageSize": 2}))
        self.assertTrue(all(len(page["clusterArns"]) <= 2 for page in pages))
        arns = [arn for page in pages for arn in page["clusterArns"]]
        self.assertEqual(len(arns), len(set(arns)))
        self.assertEqual(sum(prefix in arn for arn in arns), 5)
        with h.refused(self, "InvalidParameterException"):
            ecs.list_clusters(nextToken="made-up")
        for number in range(5):
            ecs.delete_cluster(cluster=f"{prefix}-{number}")


def all_clusters():
    return [arn for page in ecs.get_paginator("list_clusters").paginate() for arn in page["clusterArns"]]


class Definitions(unittest.TestCase):
    def test_revisions_count_up_and_are_never_used_again(self):
        family = h.unique("f")
        main = {"name": "a", "image": h.IMAGE, "memory": 32}
        for number in [1, 2, 3]:
            arn = aws.register(main, family=family)
            self.assertEqual(arn, f"arn:aws:ecs:{h.REGION}:{h.ACCOUNT}:task-definition/{family}:{number}")
        gone = ecs.deregister_task_definition(taskDefinition=f"{family}:3")["taskDefinition"]
        self.assertEqual(gone["status"], "INACTIVE")
        newest = ecs.describe_task_definition(taskDefinition=family)["taskDefinition"]
        self.assertEqual(newest["revision"], 2)
        answer = ecs.delete_task_definitions(taskDefinitions=[f"{family}:3", f"{family}:2"])
        self.assertEqual([d["status"] for d in answer["taskDefinitions"]], ["DELETE_IN_PROGRESS"])
        self.assertEqual(len(answer["failures"]), 1)
        self.assertTrue(aws.register(main, family=family).endswith(":4"))
        listed = ecs.list_task_definitions(familyPrefix=family)["taskDefinitionArns"]
        self.assertEqual([arn.rsplit(":", 1)[1] for arn in listed], ["1", "2", "4"])
        down = ecs.list_task_definitions(familyPrefix=family, sort="DESC")["taskDefinitionArns"]
        self.assertEqual(down, listed[::-1])
        families = ecs.list_task_definition_families(familyPrefix=family)["families"]
        self.assertEqual(families, [family])
        with h.refused(self, "ClientException"):
            ecs.run_task(taskDefinition=f"{family}:3")

    def test_what_is_read_back(self):
        answer = ecs.register_task_definition(
            family=h.unique("f"), tags=[{"key": "k", "value": "v"}],
            containerDefinitions=[{"name": "a", "image": h.IMAGE, "memory": 32,
                                   "portMappings": [{"containerPort": 80}]}])
        definition = answer["taskDefinition"]
        main = definition["containerDefinitions"][0]
        self.assertEqual(answer["tags"], [{"key": "k", "value": "v"}])
        self.assertEqual(main["cpu"], 0)
        self.assertIs(main["essential"], True)
        self.assertEqual(main["portMappings"], [{"containerPort": 80, "hostPort": 0, "protocol": "tcp"}])
        for empty in ["environment", "mountPoints", "volumesFrom", "systemControls"]:
            self.assertEqual(main[empty], [], empty)
        self.assertEqual(definition["compatibilities"], ["EXTERNAL", "EC2"])
        self.assertTrue(definition["registeredBy"].startswith("arn:aws:iam::"))

    def test_wrong_ones_are_refused_with_the_fields_name(self):
        good = {"name": "a", "image": h.IMAGE, "memory": 32}
        for containers, word in [
            ([], "ontainer"),
            ([{"name": "a", "image": h.IMAGE}], "memory"),
            ([good, good], "a"),
            ([good | {"essential": False}], "essential"),
            ([good | {"memory": 4}], "memory"),
            ([good | {"memoryReservation": 64}], "memory"),
            ([good | {"mountPoints": [{"sourceVolume": "none", "containerPath": "/x"}]}], "none"),
            ([good | {"volumesFrom": [{"sourceContainer": "b"}]}], "b"),
            ([good | {"portMappings": [{"containerPort": 70000}]}], "ort"),
        ]:
            with self.subTest(word=word, containers=containers):
                try:
                    aws.register(*containers)
                    self.fail("registered")
                except ClientError as error:
                    self.assertIn(error.response["Error"]["Code"],
                                  ("ClientException", "InvalidParameterException"))
                    self.assertIn(word, error.response["Error"]["Message"])


class Tasks(unittest.TestCase):
    def test_the_same_token_gives_the_same_task(self):
        definition = aws.register(h.container("exit 0"))
        token = h.unique("token")
        first = ecs.run_task(taskDefinition=definition, clientToken=token)["tasks"]
        again = ecs.run_task(taskDefinition=definition, clientToken=token)["tasks"]
        self.assertEqual([t["taskArn"] for t in first], [t["taskArn"] for t in again])
        with self.assertRaises(ClientError) as caught:
            ecs.run_task(taskDefinition=definition, clientToken=token, count=2)
        self.assertEqual(caught.exception.response["Error"]["Code"], "ConflictException")
        self.assertEqual(caught.exception.response["resourceIds"], [first[0]["taskArn"]])
        aws.stopped(first[0]["taskArn"])

    def test_tags_of_a_task(self):
        definition = ecs.register_task_definition(
            family=h.unique("f"), containerDefinitions=[h.container(h.WAIT)],
            tags=[{"key": "from", "value": "definition"}],
        )["taskDefinition"]["taskDefinitionArn"]
        arn = aws.start(definition, propagateTags="TASK_DEFINITION", enableECSManagedTags=True,
                        tags=[{"key": "own", "value": "1"}])
        ecs.tag_resource(resourceArn=arn, tags=[{"key": "later", "value": ""}])
        ecs.untag_resource(resourceArn=arn, tagKeys=["own"])
        tags = {t["key"]: t["value"] for t in ecs.list_tags_for_resource(resourceArn=arn)["tags"]}
        self.assertEqual(tags, {"from": "definition", "later": "", "aws:ecs:clusterName": "default"})
        shown = ecs.describe_tasks(tasks=[arn], include=["TAGS"])["tasks"][0]["tags"]
        self.assertEqual({t["key"] for t in shown}, set(tags))
        with h.refused(self, "InvalidParameterException"):
            ecs.tag_resource(resourceArn=arn, tags=[{"key": "aws:mine", "value": "x"}])
        aws.stop(arn)

    def test_missing_ones_are_failures(self):
        unknown = "0" * 32
        answer = ecs.describe_tasks(tasks=[unknown])
        self.assertEqual(answer["failures"][0]["reason"], "MISSING")
        self.assertTrue(answer["failures"][0]["arn"].endswith(f"task/default/{unknown}"))
        with h.refused(self, "InvalidParameterException", "task was not found"):
            ecs.stop_task(task=unknown)
        with h.refused(self, "ClientException", "TaskDefinition not found"):
            ecs.run_task(taskDefinition="no-such-family")
        with h.refused(self, "ClusterNotFoundException"):
            ecs.run_task(taskDefinition="any", cluster="no-such-cluster")

    def test_a_cluster_without_instances(self):
        name = h.unique("c")
        ecs.create_cluster(clusterName=name)
        definition = aws.register(h.container("true"))
        with h.refused(self, "InvalidParameterException", "No Container Instances were found in your cluster."):
            ecs.run_task(taskDefinition=definition, cluster=name)
        ecs.delete_cluster(cluster=name)

    def test_lists_by_family_and_pages(self):
        family = h.unique("f")
        definition = aws.register(h.container(h.WAIT), family=family)
        arns = {t["taskArn"] for t in ecs.run_task(taskDefinition=definition, count=5)["tasks"]}
        pages = list(ecs.get_paginator("list_tasks").paginate(
            family=family, PaginationConfig={"PageSize": 2}))
        self.assertGreaterEqual(len(pages), 3)
        self.assertEqual({arn for page in pages for arn in page["taskArns"]}, arns)
        for arn in arns:
            ecs.stop_task(task=arn)
        ecs.get_waiter("tasks_stopped").wait(tasks=list(arns), WaiterConfig=h.QUICK)


class Instances(unittest.TestCase):
    def test_the_host_itself(self):
        arns = ecs.list_container_instances()["containerInstanceArns"]
        self.assertEqual(len(arns), 1)
        it = ecs.describe_container_instances(containerInstances=arns)["containerInstances"][0]
        self.assertEqual((it["status"], it["agentConnected"]), ("ACTIVE", True))
        resources = {r["name"]: r for r in it["registeredResources"]}
        self.assertEqual({"CPU", "MEMORY", "PORTS", "PORTS_UDP"} - set(resources), set())
        names = {a["name"] for a in it["attributes"]}
        self.assertIn("ecs.os-type", names)
        self.assertIn("com.amazonaws.ecs.capability.logging-driver.awslogs", names)

    def test_attributes_and_filters(self):
        arn = ecs.list_container_instances()["containerInstanceArns"][0]
        name = h.unique("stack")
        ecs.put_attributes(attributes=[{"name": name, "value": "blue", "targetId": arn}])
        listed = ecs.list_attributes(targetType="container-instance", attributeName=name)
        self.assertEqual([a["value"] for a in listed["attributes"]], ["blue"])
        for expression, expected in [("== blue", [arn]), ("== red", []), ("in [red, blue]", [arn])]:
            found = ecs.list_container_instances(filter=f"attribute:{name} {expression}")
            self.assertEqual(found["containerInstanceArns"], expected, expression)
        definition = aws.register(h.container("true"), placementConstraints=[
            {"type": "memberOf", "expression": f"attribute:{name} == red"}])
        answer = ecs.run_task(taskDefinition=definition)
        self.assertEqual(answer["tasks"], [])
        self.assertIn("emberOf", answer["failures"][0]["reason"])
        ecs.delete_attributes(attributes=[{"name": name, "targetId": arn}])
        self.assertEqual(ecs.list_attributes(
            targetType="container-instance", attributeName=name)["attributes"], [])


class Settings(unittest.TestCase):
    def test_account_settings(self):
        put = ecs.put_account_setting(name="containerInsights", value="enabled")["setting"]
        self.assertEqual((put["name"], put["value"]), ("containerInsights", "enabled"))
        found = ecs.list_account_settings(name="containerInsights", effectiveSettings=True)["settings"]
        self.assertEqual(found[0]["value"], "enabled")
        ecs.delete_account_setting(name="containerInsights")
        found = ecs.list_account_settings(name="containerInsights", effectiveSettings=True)["settings"]
        self.assertEqual(found[0]["value"], "disabled")
        with h.refused(self, "InvalidParameterException"):
            ecs.put_account_setting(name="containerInsights", value="perhaps")


h.run()
