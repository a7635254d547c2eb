"""The stream of events: of a task and a service that really run, in EventBridge's shape; with a cursor
nothing is missed and nothing comes twice, and `berth events` prints the same."""

import datetime
import http.client
import json
import os
import signal
import subprocess
import tempfile
import unittest
import urllib.parse

import _harness as h
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

aws = h.Client()
QUICK = {"Delay": 0.2, "MaxAttempts": 300}
TASK = "ECS Task State Change"
SERVICE = "ECS Service Action"
DEPLOYMENT = "ECS Deployment State Change"


class Stream:
    """`GET /events`, signed, as any client of server-sent events would read it."""

    def __init__(self, last=None, **query):
        base = os.environ["AWS_ENDPOINT_URL"]
        url = base + "/events"
        if query:
            pairs = {name.replace("_", "-"): value for name, value in query.items()}
            url += "?" + urllib.parse.urlencode(pairs, quote_via=urllib.parse.quote)
        request = AWSRequest("GET", url, headers={} if last is None else {"Last-Event-ID": last})
        key = os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]
        SigV4Auth(Credentials(*key), "berth", h.REGION).add_auth(request)
        address = urllib.parse.urlsplit(base)
        self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=40)
        target = url[len(base) :]
        self.connection.request("GET", target, headers=dict(request.headers))
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200, (self.answer.status, self.answer.read())
        assert self.answer.getheader("content-type") == "text/event-stream"
        self.position = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def message(self):
        """Fields of the next message."""
        fields = {}
        while True:
            line = self.answer.readline().decode()
            assert line, "the stream has ended"
            line = line.rstrip("\n")
            if line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif fields:
                self.position = fields.get("id", self.position)
                return fields

    def __iter__(self):
        """Position and event, one after the other."""
        while True:
            fields = self.message()
            if "data" in fields:
                yield fields["id"], json.loads(fields["data"])

    def until(self, wanted):
        """All up to the first event that is wanted."""
        events = []
        for position, event in self:
            events.append((position, event))
            if wanted(event):
                return events


def of(events, arn):
    return [event for _, event in events if event["resources"] == [arn]]


def stopped(arn):
    return lambda event: event["resources"] == [arn] and event["detail"]["lastStatus"] == "STOPPED"


class Events(unittest.TestCase):
    def test_a_task(self):
        with Stream() as stream:
            self.assertIn("id", stream.message())
            task = aws.run(h.container("exit 3"))
            arn = task["taskArn"]
            life = of(stream.until(stopped(arn)), arn)
        last = life[-1]
        self.assertEqual(last["version"], "0")
        self.assertEqual((last["source"], last["detail-type"]), ("aws.ecs", TASK))
        self.assertEqual((last["account"], last["region"]), (h.ACCOUNT, h.REGION))
        self.assertRegex(last["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertRegex(last["id"], "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
        # Every version once, in order, and statuses only forward.
        versions = [event["detail"]["version"] for event in life]
        self.assertEqual(versions, list(range(1, len(life) + 1)))
        statuses = [event["detail"]["lastStatus"] for event in life]
        self.assertEqual(statuses[0], "PENDING")
        self.assertIn("RUNNING", statuses)
        self.assertEqual(statuses[-1], "STOPPED")
        # The last one says what DescribeTasks says, with times as text.
        detail, described = last["detail"], aws.task(arn)
        for name in ("stopCode", "stoppedReason", "group", "taskDefinitionArn", "version"):
            self.assertEqual(detail[name], described[name], name)
        self.assertEqual(detail["containers"][0]["exitCode"], 3)
        for name in ("createdAt", "startedAt", "stoppedAt"):
            self.assertRegex(detail[name], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
            told = datetime.datetime.fromisoformat(detail[name])
            self.assertLess(abs((told - described[name]).total_seconds()), 0.01, name)

    def test_a_cursor(self):
        with Stream() as stream:
            begin = stream.message()["id"]
            definition = aws.register(h.container("exit 0"))
            arns = [aws.start(definition) for _ in range(3)]
            cut = stream.until(lambda event: event["resources"] == [arns[0]])
        # Cut off; the rest happens while nobody reads.
        for arn in arns:
            aws.stopped(arn)
        rest = []
        with Stream(last=cut[-1][0]) as stream:
            waiting = set(arns) - {arn for arn in arns if any(map(stopped(arn), of(cut, arn)))}
            for position, event in stream:
                rest.append((position, event))
                waiting -= {arn for arn in waiting if stopped(arn)(event)}
                if not waiting:
                    break
        seen = cut + rest
        numbers = [int(position) for position, _ in seen]
        self.assertEqual(numbers, list(range(int(begin) + 1, numbers[-1] + 1)))
        with Stream(last=begin) as stream:
            again = stream.until(lambda event: event["id"] == seen[-1][1]["id"])
        self.assertEqual(again, seen)

    def test_a_service(self):
        definition = aws.register(h.container(h.WAIT, memory=16))
        name = h.unique("s")
        with Stream(cluster="default") as stream:
            stream.message()
            made = aws.ecs.create_service(
                serviceName=name, taskDefinition=definition, desiredCount=2
            )["service"]
            arn = made["serviceArn"]
            steady = lambda event: (  # noqa: E731
                event["resources"] == [arn]
                and event["detail"]["eventName"] == "SERVICE_STEADY_STATE"
            )
            events = stream.until(steady)
        told = [
            (event["detail-type"], event["detail"]["eventType"], event["detail"]["eventName"])
            for event in of(events, arn)
        ]
        self.assertEqual(
            told,
            [
                (DEPLOYMENT, "INFO", "SERVICE_DEPLOYMENT_IN_PROGRESS"),
                (DEPLOYMENT, "INFO", "SERVICE_DEPLOYMENT_COMPLETED"),
                (SERVICE, "INFO", "SERVICE_STEADY_STATE"),
            ],
        )
        deployment = made["deployments"][0]["id"]
        self.assertEqual(of(events, arn)[0]["detail"]["deploymentId"], deployment)
        started = {
            event["detail"]["taskArn"]
            for _, event in events
            if event["detail-type"] == TASK and event["detail"].get("startedBy") == deployment
        }
        self.assertEqual(len(started), 2)
        aws.ecs.delete_service(service=name, force=True)
        waiter = aws.ecs.get_waiter("services_inactive")
        waiter.wait(services=[name], WaiterConfig=QUICK)

    def test_filters(self):
        with Stream() as stream:
            begin = stream.message()["id"]
        task = aws.run(h.container("exit 0"))["taskArn"]
        with Stream(last=begin, detail_type=TASK, cluster="default") as stream:
            events = stream.until(stopped(task))
        self.assertEqual({event["detail-type"] for _, event in events}, {TASK})

    def test_the_command(self):
        with Stream() as stream:
            begin = stream.message()["id"]
        with tempfile.TemporaryDirectory() as directory:
            cursor = os.path.join(directory, "cursor")

            def follow(*more):
                command = [h.BERTH, "events", "--data-dir", h.DATA_DIR, "--detail-type", TASK]
                command += ["--cursor", cursor, *more]
                return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

            def life(process, arn):
                for line in process.stdout:
                    event = json.loads(line)
                    if event["resources"] == [arn]:
                        yield event
                        if event["detail"]["lastStatus"] == "STOPPED":
                            break
                process.kill()
                process.communicate()

            first = aws.run(h.container("exit 0"))["taskArn"]
            events = list(life(follow("--after", begin), first))
            versions = [event["detail"]["version"] for event in events]
            self.assertEqual(versions, list(range(1, len(versions) + 1)))
            # What happens while it does not run is printed when it does again.
            second = aws.run(h.container("exit 0"))["taskArn"]
            events = list(life(follow(), second))
            versions = [event["detail"]["version"] for event in events]
            self.assertEqual(versions, list(range(1, len(versions) + 1)))


class Kills(unittest.TestCase):
    def test_the_command_follows_through_kill_9_of_the_control_plane(self):
        with h.Region() as region:
            definition = region.client.register(h.container("sleep 2", memory=16))
            command = [h.BERTH, "events", "--data-dir", region.data_dir, "--after", "0"]
            follower = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            self.addCleanup(follower.communicate)
            self.addCleanup(follower.kill)
            # Its host has registered.
            events, arns = [json.loads(follower.stdout.readline())], []
            for _ in range(2):
                arns += [region.client.start(definition) for _ in range(2)]
                server = region.role("server")
                os.kill(server, signal.SIGKILL)
                h.until(lambda: not h.alive(server), 10, "the end of the control plane")  # noqa: B023
                region.connected()
            # And one that nobody is cut off from, so that the stream is whole up to its end.
            arns.append(region.client.start(definition))
            waiting = set(arns)
            while waiting:
                events.append(json.loads(follower.stdout.readline()))
                waiting -= {arn for arn in waiting if stopped(arn)(events[-1])}
            ids = [event["id"] for event in events]
            self.assertEqual(len(ids), len(set(ids)), "none comes twice")
            self.assertEqual({event["source"] for event in events}, {"aws.ecs"}, "none is lost")
            subjects = {tuple(event["resources"]) for event in events}
            for subject in subjects:
                of_it = [event for event in events if tuple(event["resources"]) == subject]
                versions = [event["detail"]["version"] for event in of_it]
                self.assertEqual(versions, list(range(1, len(versions) + 1)), subject)
            self.assertGreaterEqual(len(subjects), len(arns) + 1)


h.run()
