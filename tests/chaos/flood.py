"""A flood of numbered lines while the agent is killed: none is lost, none comes twice, all in order.

With `--docker DIR` (Debian's programs, unpacked) the same lines go through docker's json-file as well, in
the same run, for the rate beside ours.
"""

import argparse
import contextlib
import glob
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time

from _world import PATIENCE, World, Wrong, h

GROUP = "/flood"
# Numbers as lines, by the fastest program of the image.
COMMAND = "exec seq 1 $LINES"
# A page of GetLogEvents holds so many events.
PAGE = 10_000


def define(world, lines):
    main = h.container(["sh", "-c", COMMAND], memory=64,
                       environment=[{"name": "LINES", "value": str(lines)}])
    main["logConfiguration"]["options"] |= {"awslogs-group": GROUP, "mode": "blocking"}
    answer = world.call("register_task_definition", family="flood", containerDefinitions=[main])
    return answer["taskDefinition"]["taskDefinitionArn"]


class Reader:
    """Follows the stream and counts; every line has to be the next number."""

    def __init__(self, world, task):
        self.world, self.stream = world, f"e2e/main/{h.task_id(task)}"
        self.token, self.count = None, 0

    def page(self):
        """Reads a page; whether there was anything on it."""
        more = {"nextToken": self.token} if self.token else {}
        try:
            page = self.world.client.logs.get_log_events(
                logGroupName=GROUP, logStreamName=self.stream, startFromHead=True, limit=PAGE,
                **more)
        except self.world.client.logs.exceptions.ResourceNotFoundException:
            return False
        self.token = page["nextForwardToken"]
        for event in page["events"]:
            self.count += 1
            if event["message"] != str(self.count):
                raise Wrong(f"line {self.count} is {event['message']!r}")
        return bool(page["events"])


def flood(world, lines, kills):
    """Lets it flow; the lines a second from the start of the container to the last line read."""
    task = world.client.start(define(world, lines))
    world.client.running(task, PATIENCE)
    began = moved = time.monotonic()
    reader, killed = Reader(world, task), 0
    while reader.count < lines:
        if reader.page():
            moved = time.monotonic()
        elif time.monotonic() - moved > PATIENCE:
            raise Wrong(f"no line after line {reader.count} for {PATIENCE} s")
        else:
            time.sleep(0.02)
        # At even distances, the last one well before the end.
        if killed < kills and reader.count >= lines * (killed + 1) // (kills + 2):
            pid = world.role("agent")
            os.kill(pid, signal.SIGKILL)
            h.until(lambda: not h.alive(pid), 20, "the agent's end")
            killed += 1
    seconds = time.monotonic() - began
    stopped = world.client.stopped(task, PATIENCE)
    if h.one(stopped).get("exitCode") != 0:
        raise Wrong(f"the program did not end well: {h.brief(stopped)}")
    # Nothing may come after the last one.
    if reader.page() or reader.count != lines:
        raise Wrong(f"{reader.count} lines instead of {lines}")
    if killed != kills:
        raise Wrong(f"the agent was killed {killed} times instead of {kills}")
    return lines / seconds


GROUP = "berth-flood-docker"


class Docker:
    """A docker daemon in namespaces of its own."""

    def __init__(self, programs, dir):
        self.dir = dir
        os.makedirs(dir)
        path = ":".join(f"{programs}/usr/{name}" for name in ("sbin", "bin"))
        environment = os.environ | {"PATH": f"{path}:{os.environ['PATH']}"}
        self.log = open(f"{dir}/log", "wb")
        self.daemon = subprocess.Popen(
            ["unshare", "--net", "--mount", "--propagation", "private", "sh", "-c",
             "ip link set lo up && exec dockerd \"$@\"", "sh",
             "--data-root", f"{dir}/data", "--exec-root", f"{dir}/exec", "--pidfile", f"{dir}/pid",
             "--host", f"unix://{dir}/sock", "--storage-driver", "overlay2",
             "--cgroup-parent", GROUP],
            env=environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
            process_group=0)

        def ready():
            assert self.daemon.poll() is None, f"dockerd ended, see {dir}/log"
            with contextlib.suppress(OSError):
                return self.call("GET", "/_ping").status == 200

        h.until(ready, 60, f"dockerd, see {dir}/log")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.daemon.terminate()
        self.daemon.wait(timeout=60)
        self.log.close()
        # Which it leaves.
        for group in glob.glob(f"/sys/fs/cgroup/**/{GROUP}", recursive=True):
            for path, _, _ in os.walk(group, topdown=False):
                os.rmdir(path)

    def call(self, method, path, body=None, kind="application/json"):
        connection = http.client.HTTPConnection("docker", timeout=PATIENCE)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(f"{self.dir}/sock")
        connection.request(method, path, body, {"Content-Type": kind} if body else {})
        answer = connection.getresponse()
        assert answer.status < 400, (path, answer.status, answer.read())
        return answer

    def flood(self, lines):
        """Its lines a second, until all can be read."""
        root = f"{self.dir}/root"
        os.makedirs(f"{root}/bin")
        subprocess.run(["cp", "/bin/busybox", f"{root}/bin/busybox"], check=True)
        packed = subprocess.run(["tar", "-C", root, "-c", "."], check=True, capture_output=True)
        self.call("POST", "/images/create?fromSrc=-&repo=flood", packed.stdout,
                  "application/x-tar").read()
        made = json.dumps({
            "Image": "flood", "Cmd": ["/bin/busybox", "seq", "1", str(lines)],
            "HostConfig": {"NetworkMode": "none", "LogConfig": {"Type": "json-file"}}})
        container = json.load(self.call("POST", "/containers/create", made))["Id"]
        self.call("POST", f"/containers/{container}/start").read()
        began = time.monotonic()
        answer = self.call("GET", f"/containers/{container}/logs?stdout=1&follow=1")
        read = 0
        while chunk := answer.read1(1 << 20):
            read += chunk.count(b"\n")
        seconds = time.monotonic() - began
        self.call("DELETE", f"/containers/{container}?force=1").read()
        # A frame's header may hold a byte that looks like an end of line; it is one in a page or so.
        if read < lines:
            raise Wrong(f"docker gave {read} of {lines} lines")
        return lines / seconds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=2_000_000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--docker", default=os.environ.get("BERTH_CHAOS_DOCKER"))
    arguments = parser.parse_args()
    failed = []
    with World() as world:
        try:
            rate = flood(world, arguments.lines, arguments.kills)
            print(f"     berth: {rate:.0f} lines/s to GetLogEvents, the agent killed "
                  f"{arguments.kills} times", flush=True)
            if arguments.docker:
                rate = flood(world, arguments.lines, 0)
                print(f"     berth: {rate:.0f} lines/s with nobody killed", flush=True)
                # Short, for the socket's path.
                with Docker(arguments.docker, f"/tmp/flood-{os.getpid()}") as docker:
                    rate = docker.flood(arguments.lines)
                print(f"     docker: {rate:.0f} lines/s by json-file", flush=True)
        except (Wrong, AssertionError) as error:
            failed.append(str(error))
            world.keep_evidence()
    if arguments.docker:
        subprocess.run(["rm", "-rf", f"/tmp/flood-{os.getpid()}"], check=True)
    for what in failed:
        print(f"FAIL chaos: flood: {what}")
    if not failed:
        print(f"ok   chaos: flood: {arguments.lines} lines, none lost, none twice")
    print(f"{0 if failed else 1} passed, {len(failed)} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
