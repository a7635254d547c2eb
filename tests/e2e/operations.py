"""Each of the model's operations answers: with success or with an error that its model has.

The requests are made from the model itself: the required members only, each of the smallest value
that is allowed. No answer is a 500, none takes long, and what is wrong with a request is named.
"""

import time
import unittest

import botocore.session
from botocore.exceptions import ClientError

import _harness as h
import _raw

aws = h.Client()
# Any operation may be answered so, whatever its list of errors says.
COMMON = {"AccessDeniedException", "ClientException", "InvalidParameterException",
          "UnsupportedFeatureException", "ValidationException", "SerializationException"}
SLOW_SECONDS = 5


def operations(service):
    model = botocore.session.get_session().get_service_model(service)
    return [model.operation_model(name) for name in model.operation_names]


def smallest(shape, name=""):
    """A value of that shape that its model allows."""
    kind = shape.type_name
    if kind == "structure":
        wanted = shape.required_members
        if shape.is_tagged_union:
            wanted = [next(iter(shape.members))]
        return {member: smallest(shape.members[member], member) for member in wanted}
    if kind == "list":
        return [smallest(shape.member, name)]
    if kind == "map":
        return {}
    if kind in ("integer", "long"):
        return max(shape.metadata.get("min", 1), 1)
    if kind in ("float", "double"):
        return 1.0
    if kind == "boolean":
        return False
    if kind == "timestamp":
        return time.time()
    if kind == "blob":
        return b""
    if shape.enum:
        return shape.enum[0]
    return "x" * max(shape.metadata.get("min", 1), 1)


def snake(name):
    return botocore.xform_name(name)


class Operations(unittest.TestCase):
    def test_ecs_has_all_of_them(self):
        found = operations("ecs")
        self.assertGreaterEqual(len(found), 88)
        answered = {"success": [], "error": []}
        for operation in found:
            with self.subTest(operation=operation.name):
                answered[self.call(aws.ecs, operation)].append(operation.name)
        self.assertGreaterEqual(len(answered["success"]), 10, answered["success"])

    def test_secrets_manager_has_all_of_them_and_parameter_store_its_own(self):
        manager, ssm = h.client("secretsmanager"), h.client("ssm")
        for operation in operations("secretsmanager"):
            with self.subTest(operation=operation.name):
                self.call(manager, operation)
        built = 0
        for operation in operations("ssm"):
            if "Parameter" in operation.name or "Tags" in operation.name:
                with self.subTest(operation=operation.name):
                    self.call(ssm, operation)
                    built += 1
        self.assertEqual(built, 13)

    def call(self, client, operation):
        given = smallest(operation.input_shape) if operation.input_shape else {}
        # This one would make an instance on which later tests' tasks are placed.
        if operation.name == "RegisterContainerInstance":
            given["instanceIdentityDocument"] = "{"
        started = time.monotonic()
        try:
            getattr(client, snake(operation.name))(**given)
            outcome = "success"
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            code = error.response["Error"]["Code"]
            modelled = {shape.name for shape in operation.error_shapes}
            self.assertIn(status, range(400, 500), error)
            self.assertIn(code, modelled | COMMON, error)
            self.assertTrue(error.response["Error"]["Message"])
            outcome = "error"
        self.assertLess(time.monotonic() - started, SLOW_SECONDS)
        return outcome

    def test_unbuilt_ones_say_so(self):
        for call in [aws.ecs.list_services, aws.ecs.describe_capacity_providers]:
            try:
                call()
            except ClientError as error:
                said = error.response["Error"]["Message"]
                self.assertRegex(said, "(?i)not (supported|implemented|built|yet)|does not")


class BadRequests(unittest.TestCase):
    def post(self, target, body):
        return _raw.post(f"AmazonEC2ContainerServiceV20141113.{target}", body)

    def check(self, target, body, codes, *words):
        status, answer = self.post(target, body)
        self.assertEqual(status, 400, answer)
        self.assertIn(answer["__type"].rsplit("#", 1)[-1], codes)
        message = answer.get("message") or answer.get("Message") or ""
        for word in words:
            self.assertIn(word, message)

    def test_a_missing_member_is_named(self):
        invalid = ["ClientException", "InvalidParameterException"]
        self.check("RegisterTaskDefinition", '{"containerDefinitions":[]}', invalid, "family")
        self.check("StopTask", "{}", invalid, "task")
        self.check("DescribeTasks", "{}", invalid, "tasks")

    def test_a_member_of_the_wrong_type_is_named(self):
        codes = ["ClientException", "InvalidParameterException", "SerializationException"]
        self.check("RunTask", '{"taskDefinition":"a","count":"many"}', codes, "count")
        self.check("DescribeTasks", '{"tasks":"a"}', codes, "tasks")
        self.check("RegisterTaskDefinition",
                   '{"family":"f","containerDefinitions":[{"name":"a","image":"b","memory":[]}]}',
                   codes, "memory")

    def test_what_is_no_json(self):
        self.check("ListClusters", "{", ["SerializationException"])
        self.check("ListClusters", "[]", ["SerializationException"])

    def test_an_operation_that_does_not_exist(self):
        status, answer = self.post("FlyToTheMoon", "{}")
        self.assertEqual(status, 400)
        self.assertEqual(answer["__type"].rsplit("#", 1)[-1], "UnknownOperationException")

    def test_unknown_members_are_ignored(self):
        status, answer = self.post("ListClusters", '{"shoeSize":43}')
        self.assertEqual(status, 200, answer)

    def test_a_value_that_is_no_member_of_its_enumeration(self):
        self.check("ListTasks", '{"desiredStatus":"SLEEPING"}',
                   ["ClientException", "InvalidParameterException"], "desiredStatus")

    def test_a_body_that_never_ends_is_refused(self):
        try:
            status, _ = self.post("ListClusters", '{"nextToken":"' + "x" * (64 << 20) + '"}')
        except OSError:
            # The server has answered and hung up before we had sent it all.
            status = 413
        self.assertIn(status, range(400, 500))
        aws.ecs.list_clusters()


class Logs(unittest.TestCase):
    def test_those_of_logs_that_there_are(self):
        built = ["CreateLogGroup", "CreateLogStream", "DeleteLogGroup", "DeleteLogStream",
                 "DescribeLogGroups", "DescribeLogStreams", "FilterLogEvents", "GetLogEvents",
                 "PutLogEvents", "PutRetentionPolicy", "DeleteRetentionPolicy",
                 "TagResource", "UntagResource", "ListTagsForResource"]
        for operation in operations("logs"):
            if operation.name not in built:
                continue
            with self.subTest(operation=operation.name):
                given = smallest(operation.input_shape)
                if operation.name == "PutRetentionPolicy":
                    given["retentionInDays"] = 1
                try:
                    getattr(aws.logs, snake(operation.name))(**given)
                except ClientError as error:
                    self.assertLess(error.response["ResponseMetadata"]["HTTPStatusCode"], 500)
        aws.logs.get_paginator("describe_log_groups").paginate().build_full_result()


h.run()
