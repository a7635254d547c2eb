"""What the end-to-end tests share: clients, tasks, waiting on conditions, one line a test.

A subject is a file of `unittest` classes that ends in `run()`. `cargo xtask e2e` starts the region
and tells through the environment where it is. Times are seconds, memory is MiB.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import traceback
import unittest
import uuid

import boto3
import botocore.config
from botocore.exceptions import ClientError

IMAGE = os.environ["BERTH_E2E_IMAGE"]
REGISTRY = os.environ["BERTH_E2E_REGISTRY"]
DATA_DIR = os.environ["BERTH_E2E_DATA_DIR"]
BERTH = os.environ["BERTH_E2E_BERTH"]
REGION = os.environ["AWS_REGION"]
ACCOUNT = "123456789012"

# No retries: a test sees the first answer.
CONFIG = botocore.config.Config(
    retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=30
)
QUICK = {"Delay": 0.2, "MaxAttempts": 300}


def client(service, environment=os.environ, **more):
    return boto3.client(
        service,
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        region_name=environment["AWS_REGION"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        config=CONFIG,
        **more,
    )


class Client:
    """The AWS clients of one region, and what tests do with them again and again."""

    def __init__(self, environment=os.environ):
        self.environment = environment
        self.ecs = client("ecs", environment)
        self.logs = client("logs", environment)

    def register(self, *containers, family=None, **task):
        """Registers a definition; the ARN of its revision."""
        answer = self.ecs.register_task_definition(
            family=family or unique("t"), containerDefinitions=list(containers), **task
        )
        return answer["taskDefinition"]["taskDefinitionArn"]

    def start(self, definition, **call):
        """Runs one task; its ARN."""
        answer = self.ecs.run_task(taskDefinition=definition, **call)
        assert not answer["failures"], answer["failures"]
        return answer["tasks"][0]["taskArn"]

    def task(self, arn, cluster="default"):
        answer = self.ecs.describe_tasks(cluster=cluster, tasks=[arn])
        assert not answer["failures"], answer["failures"]
        return answer["tasks"][0]

    def running(self, arn, seconds=30):
        """Waits until the task is RUNNING; the task."""

        def look():
            task = self.task(arn)
            if task["lastStatus"] == "STOPPED":
                raise AssertionError(f"stopped instead of running: {brief(task)}")
            return task if task["lastStatus"] == "RUNNING" else None

        return until(look, seconds, lambda: f"RUNNING: {brief(self.task(arn))}")

    def stopped(self, arn, seconds=60):
        """Waits until the task is STOPPED; the task."""

        def look():
            task = self.task(arn)
            return task if task["lastStatus"] == "STOPPED" else None

        return until(look, seconds, lambda: f"STOPPED: {brief(self.task(arn))}")

    def stop(self, arn, reason="the test is over"):
        self.ecs.stop_task(task=arn, reason=reason)
        return self.stopped(arn)

    def run(self, *containers, seconds=60, call=None, **task):
        """Registers, runs, waits until STOPPED; the task."""
        return self.stopped(self.start(self.register(*containers, **task), **(call or {})), seconds)

    def lines(self, task, container="main", group=None, prefix="e2e"):
        """All log lines of a container of ours, oldest first; none if there is no stream yet."""
        stream = f"{prefix}/{container}/{task_id(task)}"
        group = group or GROUP
        lines, token = [], None
        while True:
            more = {"nextToken": token} if token else {}
            try:
                page = self.logs.get_log_events(
                    logGroupName=group, logStreamName=stream, startFromHead=True, **more
                )
            except self.logs.exceptions.ResourceNotFoundException:
                return lines
            lines += [event["message"] for event in page["events"]]
            if page["nextForwardToken"] == token:
                return lines
            token = page["nextForwardToken"]

    def output(self, *containers, container="main", **more):
        """Runs the containers to the end; the task and the lines of one of them."""
        task = self.run(*containers, **more)
        return task, self.lines(task, container)


GROUP = "/e2e"


def container(command=None, name="main", **more):
    """A busybox container that logs to the group `/e2e`; `command` is a shell script or a list."""
    definition = {
        "name": name,
        "image": IMAGE,
        "memory": 32,
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": GROUP,
                "awslogs-region": REGION,
                "awslogs-stream-prefix": "e2e",
                "awslogs-create-group": "true",
            },
        },
    }
    if command is not None:
        definition["command"] = ["sh", "-c", command] if isinstance(command, str) else command
    definition.update(more)
    return definition


# A shell that ends on SIGTERM at once: as PID 1 it would ignore it.
WAIT = "trap 'exit 0' TERM; while :; do sleep 0.1; done"


def unique(prefix):
    return f"{prefix}-{uuid.uuid4().hex[:12]}"


def task_id(task):
    arn = task if isinstance(task, str) else task["taskArn"]
    return arn.rsplit("/", 1)[1]


def brief(task):
    """What matters of a task when a test fails."""
    containers = [
        {k: c.get(k) for k in ("name", "lastStatus", "exitCode", "reason")}
        for c in task["containers"]
    ]
    fields = {k: task.get(k) for k in ("lastStatus", "desiredStatus", "stopCode", "stoppedReason")}
    return json.dumps(fields | {"containers": containers})


def one(task, name="main"):
    """The container of that name."""
    return next(it for it in task["containers"] if it["name"] == name)


def until(look, seconds=30, what="that"):
    """Asks again and again until `look` gives something true."""
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            said = what() if callable(what) else what
            raise AssertionError(f"not within {seconds} s: {said}")
        time.sleep(0.05)


def free_port(kind=socket.SOCK_STREAM):
    """A port nobody has, outside the range from which the kernel and ECS choose by themselves."""
    with open("/proc/sys/net/ipv4/ip_local_port_range") as file:
        low, _ = map(int, file.read().split())
    for _ in range(100):
        port = 10000 + int.from_bytes(os.urandom(2), "big") % (low - 10000)
        with socket.socket(socket.AF_INET, kind) as probe:
            with contextlib.suppress(OSError):
                probe.bind(("0.0.0.0", port))
                return port
    raise AssertionError("no free port")


@contextlib.contextmanager
def refused(test, code, containing=""):
    """The block's call is answered with this error, whose message contains that text."""
    try:
        yield
    except ClientError as error:
        test.assertEqual(error.response["Error"]["Code"], code, error)
        test.assertIn(containing, error.response["Error"]["Message"])
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        test.assertTrue(400 <= status < 500, status)
        return
    raise AssertionError(f"not refused with {code}")


class Region:
    """A `berth up` of the test's own, for what the shared one must not go through."""

    count = 0
    # Until it is ready (s).
    patience = 60

    def __init__(self):
        Region.count += 1
        number = os.getpid() % 10000 * 8 + Region.count % 8
        self.data_dir = os.path.join(os.environ["BERTH_E2E_DIR"], unique("region"))
        self.log = self.data_dir + ".log"
        self.bridge = [
            "--bridge-name", f"brx{number}",
            "--bridge-subnet", f"10.{240 + number % 8}.{number // 8 % 256}.0/24",
        ]
        # The address stays the same over restarts, as a user's does.
        self.listen = f"127.0.0.1:{free_port()}"
        self.up = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.end()
        subprocess.run(
            [BERTH, "down", "--data-dir", self.data_dir, *self.bridge],
            check=True, capture_output=True, timeout=90,
        )

    def command(self):
        return [BERTH, "up", "--data-dir", self.data_dir, "--listen", self.listen, *self.bridge]

    def start(self):
        """Starts it; returns when it is ready."""
        with open(self.log, "ab") as log:
            before = log.tell()
            self.up = subprocess.Popen(
                self.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                process_group=0,
            )

        def ready():
            with open(self.log) as log:
                log.seek(before)
                said = log.read()
            assert self.up.poll() is None, said
            return "ready\n" in said

        until(ready, self.patience, f"berth up is ready, see {self.log}")
        environment = subprocess.run(
            [BERTH, "env", "--json", "--data-dir", self.data_dir],
            check=True, capture_output=True, timeout=10,
        )
        self.client = Client(json.loads(environment.stdout))
        return self.client

    def end(self):
        """SIGTERM; containers keep running."""
        if self.up and self.up.poll() is None:
            self.up.send_signal(signal.SIGTERM)
            assert self.up.wait(timeout=60) == 0, self.up.returncode

    def connected(self):
        """Waits for an answering control plane with a connected agent."""

        def look():
            try:
                ecs = self.client.ecs
                arns = ecs.list_container_instances()["containerInstanceArns"]
                found = ecs.describe_container_instances(containerInstances=arns)
                return all(it["agentConnected"] for it in found["containerInstances"])
            except Exception:
                return False

        until(look, 60, "an answering control plane with a connected agent")

    def role(self, name):
        """The process id of `server` or `agent`: a child of `berth up`."""

        def look():
            for pid in children(self.up.pid):
                words = cmdline(pid)
                if len(words) > 1 and words[1] == name:
                    return pid
            return None

        return until(look, 20, f"a {name} process")

    def shim(self, task):
        """The process id of the task's shim."""
        wanted = task_id(task)

        def look():
            for pid in processes():
                words = cmdline(pid)
                if words and words[0].endswith("berth-shim") and wanted in words:
                    return pid
            return None

        return until(look, 20, f"a shim of {wanted}")


def processes():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def cmdline(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read().decode(errors="replace").rstrip("\0").split("\0")
    except OSError:
        return []


def children(parent):
    found = []
    for pid in processes():
        with contextlib.suppress(OSError, IndexError, ValueError):
            with open(f"/proc/{pid}/stat") as file:
                # The name, in parentheses, may hold anything.
                if int(file.read().rsplit(")", 1)[1].split()[1]) == parent:
                    found.append(pid)
    return found


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


class Result(unittest.TestResult):
    """One line a test, details below those that failed."""

    def startTest(self, test):
        super().startTest(test)
        self.started = time.monotonic()

    def line(self, word, test):
        subject = os.path.basename(sys.argv[0]).rsplit(".", 1)[0]
        words = test.id().rsplit(".", 1)[-1].removeprefix("test_").replace("_", " ")
        print(f"{word} {subject}: {words} ({time.monotonic() - self.started:.1f} s)", flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.line("ok  ", test)

    def wrong(self, test, error):
        self.line("FAIL", test)
        for line in "".join(traceback.format_exception(*error)).rstrip().split("\n"):
            print(f"     | {line}")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.wrong(test, err)

    def addError(self, test, err):
        super().addError(test, err)
        if hasattr(test, "_testMethodName"):
            self.wrong(test, err)
            return
        # A class that could not be set up: none of its tests ran.
        print(f"FAIL {test.id()}")
        traceback.print_exception(*err, file=sys.stdout)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.wrong(subtest, err)


def run():
    """Runs the tests of the calling program, those whose name contains its argument if given."""
    loader = unittest.TestLoader()
    if len(sys.argv) > 1:
        loader.testNamePatterns = [f"*{sys.argv[1].replace(' ', '_')}*"]
    suite = loader.loadTestsFromModule(sys.modules["__main__"])
    result = Result()
    suite.run(result)
    bad = len({str(test) for test, _ in result.failures + result.errors})
    if result.testsRun or bad:
        print(f"{max(result.testsRun - bad, 0)} passed, {bad} failed")
    sys.exit(1 if bad else 0)
