"""A region under fire: what is asked of it, who is killed, and what must be true afterwards."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "e2e"))

import _harness as h
import botocore.exceptions

# About 500 numbered lines a second until COUNT, then EXIT. The mark says that it was started.
LOGGER = (
    "echo start >> /marks/$MARK; i=0; while [ $i -lt $COUNT ]; do i=$((i+1)); echo $MARK $i;"
    " [ $((i % 50)) = 0 ] && usleep 80000; done; exit $EXIT"
)
BRIEF = "echo start >> /marks/$MARK; echo $MARK 1; usleep $PAUSE; exit $EXIT"
WAITER = "echo start >> /marks/$MARK; trap 'exit 3' TERM; while :; do usleep 50000; done"

# What a client may see while the other side is killed: nothing is known then, and it asks again.
LOST = (
    botocore.exceptions.EndpointConnectionError,
    botocore.exceptions.ConnectionClosedError,
    botocore.exceptions.ConnectTimeoutError,
    botocore.exceptions.ReadTimeoutError,
    botocore.exceptions.HTTPClientError,
)
# Longer than a crowded machine needs to start a control plane.
PATIENCE = 120


class Wrong(Exception):
    """A promise was broken."""


class Patient:
    """A region whose control plane may be away, and that removes tasks soon after their end."""

    def command(self):
        return [*super().command(), "--task-cleanup-wait-seconds", "1"]

    def call(self, operation, **arguments):
        """Calls until there is an answer; what is repeated is idempotent."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return getattr(self.client.ecs, operation)(**arguments)
            except LOST:
                pass
            except h.ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] < 500:
                    raise
            if time.monotonic() > deadline:
                raise Wrong(f"no answer to {operation} for {PATIENCE} s")
            time.sleep(0.02)


def play(world, rounds, seed, one, goes_on=lambda: True):
    """Rounds with a line each, until all are over or it makes no sense to go on; whether all passed."""
    passed = failed = 0
    for number in range(rounds):
        choose = random.Random(f"{seed}/{number}")
        started = time.monotonic()
        try:
            said, word = one(world, number, choose), "ok  "
            passed += 1
        except (Wrong, AssertionError) as error:
            said, word = str(error), "FAIL"
            failed += 1
        took = time.monotonic() - started
        print(f"{word} chaos: round {number + 1}: {said} ({took:.1f} s)", flush=True)
        if word == "FAIL" and not goes_on():
            break
    if failed:
        print(f"     seed {seed}, log {world.log}")
    print(f"{passed} passed, {failed} failed")
    return not failed


class World(Patient, h.Region):
    """A region of its own that removes tasks soon after their end, and what it was asked for."""

    patience = PATIENCE

    def __init__(self):
        super().__init__()
        self.marks = os.path.join(self.data_dir + "-marks")
        os.makedirs(self.marks)
        self.asked = []
        self.definitions = {}
        # Tags of the cluster, and revisions of a family: what else was acknowledged.
        self.tags, self.revisions = {}, set()
        self.lock = threading.Lock()

    def register(self):
        """The definitions of all rounds."""
        marks = [{"name": "marks", "host": {"sourcePath": self.marks}}]
        mount = [{"sourceVolume": "marks", "containerPath": "/marks"}]
        kinds = {"blocking": LOGGER, "non-blocking": LOGGER, "brief": BRIEF, "waiter": WAITER}
        for kind, script in kinds.items():
            main = h.container(script, memory=16, mountPoints=mount, stopTimeout=5)
            options = main["logConfiguration"]["options"]
            options["mode"] = "non-blocking" if kind == "non-blocking" else "blocking"
            if kind == "waiter":
                main["portMappings"] = [{"containerPort": 80}]
            if kind == "non-blocking":
                options["max-buffer-size"] = "4m"
            answer = self.call(
                "register_task_definition",
                family=f"chaos-{kind}", containerDefinitions=[main], volumes=marks,
            )
            self.definitions[kind] = answer["taskDefinition"]["taskDefinitionArn"]

    def ask(self, kind, **variables):
        """Runs a task, with the same token until it is acknowledged."""
        while True:
            token = h.unique(kind)[:36]
            words = {"MARK": token} | {name: str(value) for name, value in variables.items()}
            environment = [{"name": name, "value": value} for name, value in words.items()]
            answer = self.call(
                "run_task",
                taskDefinition=self.definitions[kind], clientToken=token, startedBy=token,
                overrides={"containerOverrides": [{"name": "main", "environment": environment}]},
            )
            if answer["tasks"]:
                break
            # No agent is connected just now, for instance.
            time.sleep(0.1)
        task = Asked(kind, token, answer["tasks"][0]["taskArn"], variables)
        with self.lock:
            self.asked.append(task)
        return task

    def stop(self, task, reason):
        self.call("stop_task", task=task.arn, reason=reason)
        task.stopped = reason

    def write(self):
        """A tag and a revision. A registration has no token, so one may be there twice."""
        key = h.unique("tag")
        cluster = f"arn:aws:ecs:{h.REGION}:{h.ACCOUNT}:cluster/default"
        self.call("tag_resource", resourceArn=cluster, tags=[{"key": key, "value": "kept"}])
        self.tags[key] = "kept"
        answer = self.call("register_task_definition", family="chaos-revisions",
                           containerDefinitions=[h.container("true", memory=16)])
        arn = answer["taskDefinition"]["taskDefinitionArn"]
        if arn in self.revisions:
            raise Wrong(f"{arn} was given twice")
        self.revisions.add(arn)

    def check_writes(self):
        """All tags and revisions are there; the tags are taken away, since a cluster has but 50."""
        cluster = f"arn:aws:ecs:{h.REGION}:{h.ACCOUNT}:cluster/default"
        found = self.call("list_tags_for_resource", resourceArn=cluster)["tags"]
        found = {tag["key"]: tag["value"] for tag in found}
        if found != self.tags:
            raise Wrong(f"tags are {found}, acknowledged were {self.tags}")
        if self.tags:
            self.call("untag_resource", resourceArn=cluster, tagKeys=list(self.tags))
            self.tags.clear()
        listed, more = set(), {}
        while True:
            page = self.call("list_task_definitions", familyPrefix="chaos-revisions", **more)
            listed |= set(page["taskDefinitionArns"])
            if "nextToken" not in page:
                break
            more = {"nextToken": page["nextToken"]}
        if not self.revisions <= listed:
            raise Wrong(f"acknowledged revisions are lost: {self.revisions - listed}")

    def describe(self, tasks):
        """The tasks by ARN; all of them must be known."""
        found = {}
        for start in range(0, len(tasks), 100):
            arns = [task.arn for task in tasks[start:start + 100]]
            answer = self.call("describe_tasks", tasks=arns)
            for failure in answer["failures"]:
                raise Wrong(f"an acknowledged task is lost: {failure}")
            found |= {task["taskArn"]: task for task in answer["tasks"]}
        return found

    # Who is killed.

    def roles(self, name):
        """The processes of a role, also those whose supervisor is gone."""
        return [pid for pid in h.processes() if self.is_role(pid, name)]

    def is_role(self, pid, name):
        words = h.cmdline(pid)
        return len(words) > 1 and words[1] == name and self.data_dir in words

    def shims(self):
        """Process ids of the shims and those that start one, by task id."""
        found = {}
        for pid in h.processes():
            words = h.cmdline(pid)
            ours = words and words[0].endswith("berth-shim")
            if ours and any(word.startswith(self.data_dir + "/") for word in words):
                found.setdefault(words[words.index("--task-id") + 1], []).append(pid)
        return found

    def kill(self, pids):
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for pid in pids:
            h.until(lambda: not h.alive(pid), 20, f"the end of process {pid}")

    def kill_shims(self, chance, choose):
        """Kills some shims; what happens to their tasks is excused from now on."""
        running = self.shims()
        chosen = [task for task in sorted(running) if choose.random() < chance]
        with self.lock:
            for task in self.asked:
                if h.task_id(task.arn) in chosen:
                    task.shim_killed = True
        self.kill([pid for task in chosen for pid in running[task]])
        return len(chosen)

    def kill_up(self):
        self.up.kill()
        self.up.wait()

    def restart(self):
        """A supervisor that was killed is started again; any other did that itself."""
        if self.up.poll() is not None:
            self.start()

    def groups(self):
        """The control groups of the region in every hierarchy."""
        found = []
        with open("/proc/self/mounts") as mounts:
            for line in mounts:
                _, path, kind, *_ = line.split(" ")
                if kind not in ("cgroup", "cgroup2"):
                    continue
                root = os.path.join(path, "berth", self.instance())
                for parent, _, _ in os.walk(root):
                    found.append(parent)
        return found

    def instance(self):
        """The name that the region's groups have: learned from a shim's command line."""
        if getattr(self, "found_instance", None) is None:
            def look():
                for pid in sum(self.shims().values(), []):
                    words = h.cmdline(pid)
                    if "--cgroup-parent" in words:
                        return words[words.index("--cgroup-parent") + 1].split("/")[2]
                return None
            self.found_instance = h.until(look, 20, "a shim")
        return self.found_instance

    def reboot(self):
        """What a power cut leaves: the data directory, and nothing in the kernel."""
        groups = self.groups()
        with self.lock:
            for task in self.asked:
                task.shim_killed = True
        self.kill_up()
        self.kill(self.roles("server") + self.roles("agent"))
        self.kill(sum(self.shims().values(), []))

        def empty():
            pids = set()
            for group in groups:
                with contextlib.suppress(OSError):
                    with open(os.path.join(group, "cgroup.procs")) as file:
                        pids |= {int(line) for line in file}
            for pid in pids:
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            return not pids

        h.until(empty, 20, "an end of all containers")
        for group in reversed(groups):
            with contextlib.suppress(OSError):
                os.rmdir(group)
        bridge = self.bridge[1]
        subprocess.run(["ip", "link", "delete", bridge], check=True)
        for table in self.tables():
            subprocess.run(["nft", "delete", "table", *table], check=True)

    def tables(self):
        """The nftables tables that name the region's bridge."""
        listed = subprocess.run(
            ["nft", "list", "tables"], check=True, capture_output=True, text=True).stdout
        found = []
        for line in listed.splitlines():
            _, family, name = line.split()
            content = subprocess.run(
                ["nft", "list", "table", family, name], capture_output=True, text=True).stdout
            if self.bridge[1] in content:
                found.append((family, name))
        return found

    # What must be true.

    def settled(self):
        """Waits until every task has stopped, then until nothing of any is left on the host."""
        tasks = list(self.asked)

        def all_stopped():
            states = self.describe(tasks).values()
            return all(task["lastStatus"] == "STOPPED" for task in states)

        h.until(all_stopped, PATIENCE, lambda: "all STOPPED: " + "; ".join(
            h.brief(task) for task in self.describe(tasks).values()
            if task["lastStatus"] != "STOPPED"))
        h.until(lambda: not self.left(), PATIENCE, lambda: f"nothing left: {self.left()}")

    def waits(self, group):
        """Whether there are only shims that wait for a task in a control group and below it."""
        pids = []
        for place, _, _ in os.walk(group):
            with contextlib.suppress(OSError), open(os.path.join(place, "cgroup.procs")) as file:
                pids += [int(line) for line in file]
        return bool(pids) and all("--spare" in h.cmdline(pid) for pid in pids)

    def left(self):
        """What there still is of tasks on the host."""
        things = [f"shims {pids} of {task}" for task, pids in self.shims().items()]
        tasks = os.path.join(self.data_dir, "agent", "tasks")
        things += [f"directory {name}" for name in os.listdir(tasks)]
        things += [f"group {path}" for path in self.groups() if not self.waits(path)]
        bridge = self.bridge[1]
        links = subprocess.run(
            ["ip", "-o", "link", "show", "master", bridge], capture_output=True, text=True)
        things += [f"link {line.split(':')[1].strip()}" for line in links.stdout.splitlines()]
        for table in self.tables():
            shown = subprocess.run(
                ["nft", "list", "table", *table], capture_output=True, text=True).stdout
            things += [f"port map {line.strip()}" for line in shown.splitlines()
                       if "elements = {" in line and "." in line]
        with open("/proc/self/mounts") as mounts:
            things += [f"mount {line}" for line in mounts if self.data_dir + "/" in line]
        return things

    def keep_evidence(self):
        """Copies what the shims wrote down, which goes with the region."""
        tasks = os.path.join(self.data_dir, "agent", "tasks")
        for task in os.listdir(tasks) if os.path.isdir(tasks) else []:
            for name in ("journal", "shim.log"):
                with contextlib.suppress(OSError):
                    os.makedirs(self.data_dir + "-evidence", exist_ok=True)
                    shutil.copy(os.path.join(tasks, task, name),
                                os.path.join(self.data_dir + "-evidence", f"{task}.{name}"))

    def check(self):
        """Checks all tasks; the number of log lines. They are forgotten then."""
        self.check_writes()
        tasks, self.asked = self.asked, []
        states = self.describe(tasks)
        return sum(self.check_task(task, states[task.arn]) for task in tasks)

    def check_task(self, asked, task):
        def wrong(what):
            raise Wrong(f"{what}: {asked} {h.brief(task)}")

        if not task.get("stopCode") or not task.get("stoppedReason"):
            wrong("a stopped task without a code or a reason")
        listed = self.call("list_tasks", startedBy=asked.token, desiredStatus="STOPPED")
        if listed["taskArns"] != [asked.arn]:
            wrong(f"one token, other tasks: {listed['taskArns']}")
        mark = os.path.join(self.marks, asked.token)
        starts = 0
        if os.path.exists(mark):
            with open(mark) as file:
                starts = len(file.readlines())
            os.remove(mark)
        if starts > 1:
            wrong(f"started {starts} times")
        main = h.one(task)
        code = main.get("exitCode")
        if asked.stopped and task["stopCode"] == "UserInitiated":
            if task["stoppedReason"] != asked.stopped:
                wrong("another reason than was given")
        if not asked.shim_killed and not asked.stopped:
            if starts != 1:
                wrong("acknowledged and never started")
            if code != asked.variables["EXIT"]:
                wrong(f"the exit code is not {asked.variables['EXIT']}")
            if task["stopCode"] != "EssentialContainerExited":
                wrong("ended by itself, and told otherwise")
        elif starts and code is None and not main.get("reason"):
            wrong("no exit code, and nobody says why")
        elif asked.shim_killed and code == 137 and "EXIT" in asked.variables:
            # Its own code was another one: nobody but the kernel ended it.
            if "the container with it" not in main.get("reason", ""):
                wrong("killed with its shim, and told otherwise")
        elif asked.stopped and not asked.shim_killed:
            if task["stopCode"] != "UserInitiated":
                wrong("stopped by a user, and told otherwise")
            if starts and code not in (3, 137):
                wrong("stopped, and its exit code is another's")
        return self.check_lines(asked, wrong, starts)

    def check_lines(self, asked, wrong, starts):
        if asked.kind == "waiter":
            return 0
        lines = self.client.lines(asked.arn)
        count = len(lines)
        expected = [f"{asked.token} {n}" for n in range(1, count + 1)]
        if lines != expected:
            at = next(n for n in range(count) if lines[n] != expected[n])
            wrong(f"line {at + 1} of {count} is {lines[at]!r}")
        whole = asked.variables.get("COUNT", 1)
        # What a killed shim had in its hands is gone with it; nothing else may be.
        if count != whole and (not asked.shim_killed or count > whole):
            if not asked.stopped:
                wrong(f"{count} of {whole} lines")
        return count


class Asked:
    """A task that was acknowledged."""

    def __init__(self, kind, token, arn, variables):
        self.kind, self.token, self.arn, self.variables = kind, token, arn, variables
        self.stopped = None
        self.shim_killed = False

    def __repr__(self):
        return f"{self.kind} {h.task_id(self.arn)} {self.variables}" + (
            " (shim killed)" if self.shim_killed else "")


class Load(threading.Thread):
    """Runs and stops tasks until told to end."""

    def __init__(self, world, seed, at_most):
        super().__init__()
        self.world, self.choose, self.at_most = world, random.Random(seed), at_most
        self.ending = threading.Event()
        self.error = None

    def run(self):
        try:
            self.work()
        except Exception as error:
            self.error = error

    def work(self):
        waiting = []
        for _ in range(self.at_most):
            if self.ending.is_set():
                break
            what = self.choose.random()
            if what < 0.15:
                self.world.write()
            elif what < 0.65:
                self.world.ask("brief", EXIT=self.choose.randrange(1, 100),
                               PAUSE=self.choose.randrange(1, 700_000))
            elif what < 0.87 or not waiting:
                waiting.append(self.world.ask("waiter"))
            else:
                self.stop(waiting.pop(0))
            self.ending.wait(self.choose.uniform(0.05, 0.4))
        while waiting:
            self.stop(waiting.pop(0))

    def stop(self, task):
        self.world.stop(task, f"enough of {task.token}")

    def finish(self):
        self.ending.set()
        self.join()
        if self.error:
            raise self.error
