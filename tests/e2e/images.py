"""Images: when they are pulled, how often, what goes when, and what happens without room."""

import contextlib
import gzip
import hashlib
import http.server
import io
import json
import os
import socket
import subprocess
import tarfile
import threading
import unittest
import urllib.error
import urllib.request

import _harness as h

REQUESTS = os.environ["BERTH_E2E_REGISTRY_LOG"]
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"


def registry(method, path, body=None, kind=None):
    base = f"http://{h.REGISTRY}"
    url = path if path.startswith("http") else base + path
    url = url if path.startswith(("http", "/")) else f"{base}/v2/{path}"
    request = urllib.request.Request(url, body, {"Content-Type": kind} if kind else {}, method=method)
    with contextlib.suppress(urllib.error.HTTPError):
        request.add_header("Accept", MANIFEST)
        with urllib.request.urlopen(request) as answer:
            return answer.read(), answer.headers
    raise AssertionError(f"{method} {path} is refused")


def push(content=None, repository=None, **settings):
    """An image of a new name, or under the tag of another: busybox and a layer of its own with this
    content, and settings of the image's; its reference and the digest of that layer."""
    repository = repository or h.unique("own")
    name, tag = h.IMAGE.split("/", 1)[1].rsplit(":", 1)
    manifest = json.loads(registry("GET", f"{name}/manifests/{tag}")[0])
    config = json.loads(registry("GET", f"{name}/blobs/{manifest['config']['digest']}")[0])
    for layer in manifest["layers"]:
        registry("POST", f"{repository}/blobs/uploads/?mount={layer['digest']}&from={name}", b"")
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        content = os.urandom(1000) if content is None else content
        member = tarfile.TarInfo("own/content")
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))
    packed = gzip.compress(archive.getvalue())
    config["config"] |= settings
    config["rootfs"]["diff_ids"].append(digest(archive.getvalue()))
    config.pop("history", None)
    manifest["layers"].append(upload(repository, packed, LAYER))
    manifest["config"] = upload(repository, json.dumps(config).encode(), CONFIG)
    manifest["mediaType"] = MANIFEST
    registry("PUT", f"{repository}/manifests/1", json.dumps(manifest).encode(), MANIFEST)
    return f"{h.REGISTRY}/{repository}:1", manifest["layers"][-1]["digest"]


def upload(repository, content, kind):
    place = registry("POST", f"{repository}/blobs/uploads/", b"")[1]["Location"]
    more = "&" if "?" in place else "?"
    registry("PUT", f"{place}{more}digest={digest(content)}", content, "application/octet-stream")
    return {"mediaType": kind, "digest": digest(content), "size": len(content)}


def digest(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


def requests(*words):
    """What the registry's own log says of GETs with all these words."""
    with open(REQUESTS, errors="replace") as log:
        return [line for line in log if "response completed" in line and "method=GET" in line
                and all(word in line for word in words)]


class Proxy(http.server.ThreadingHTTPServer):
    """The test registry at another address, until it loses its images or hangs."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.mood, self.asked, self.over = "well", 0, threading.Event()
        self.layers = set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def image(self, reference):
        return f"127.0.0.1:{self.server_address[1]}/{reference.split('/', 1)[1]}"

    def close(self):
        self.over.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, *_):
        """Connections end as they do here."""


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        self.server.asked += "/manifests/" in self.path
        mood = self.server.mood
        if mood == "hangs" or mood == "hangs at blobs" and "/blobs/" in self.path:
            return self.server.over.wait()
        if mood == "resets":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.close_connection = True
            return self.connection.close()
        if mood == "empty" and self.path != "/v2/":
            body = b'{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}'
            return self.answer(404, body, "application/json", None)
        if mood == "hangs at layers" and self.path.rsplit("/", 1)[1] in self.server.layers:
            return self.server.over.wait()
        request = urllib.request.Request(f"http://{h.REGISTRY}{self.path}")
        if self.headers["Accept"]:
            request.add_header("Accept", self.headers["Accept"])
        with urllib.request.urlopen(request) as answer:
            body, headers = answer.read(), answer.headers
        if "/manifests/" in self.path:
            self.server.layers = {layer["digest"] for layer in json.loads(body)["layers"]}
        if mood == "lies" and "/manifests/" in self.path:
            body = body[:-2] + b" }"
        self.answer(200, body, headers["Content-Type"], headers["Docker-Content-Digest"])

    def answer(self, status, body, kind, digest):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if digest:
            self.send_header("Docker-Content-Digest", digest)
        self.end_headers()
        if self.command == "GET":
            with contextlib.suppress(OSError):
                self.wfile.write(body)


class Region(h.Region):
    """With settings that change from one start to the next."""

    settings = ()

    def command(self):
        flags = sum((["--agent", it] for it in self.settings), [])
        return [*super().command(), "--task-cleanup-wait-seconds", "1", *flags]

    def again(self, *settings, behavior="default"):
        """Ends it and starts it with these settings. ECS's own variable says the pull behaviour."""
        self.end()
        self.settings = settings
        os.environ["ECS_IMAGE_PULL_BEHAVIOR"] = behavior
        try:
            client = self.start()
        finally:
            del os.environ["ECS_IMAGE_PULL_BEHAVIOR"]
        self.connected()
        return client

    def kept(self):
        """The references of the images in the store."""
        found, place = set(), os.path.join(self.data_dir, "agent/images/images")
        for name in os.listdir(place):
            with contextlib.suppress(FileNotFoundError, json.JSONDecodeError):
                with open(os.path.join(place, name)) as file:
                    found |= set(json.load(file)["references"])
        return found


class Images(unittest.TestCase):
    def setUp(self):
        self.region = Region().__enter__()
        self.addCleanup(self.region.__exit__)
        self.aws = self.region.client

    def proxy(self):
        proxy = Proxy()
        self.addCleanup(proxy.close)
        return proxy

    def ends(self, image, code=0):
        task = self.aws.run(h.container(f"exit {code}", image=image, memory=16))
        self.assertEqual(h.one(task).get("exitCode"), code, h.brief(task))
        return task

    def fails(self, image, name, *words):
        task = self.aws.run(h.container("true", image=image, memory=16), seconds=90)
        self.assertEqual(task["stopCode"], "TaskFailedToStart", h.brief(task))
        reason = h.one(task).get("reason", "")
        self.assertTrue(reason.startswith(f"{name}: "), h.brief(task))
        for word in words:
            self.assertIn(word, reason)
        return reason

    def test_an_image_that_many_tasks_want_at_once_is_pulled_once(self):
        image, layer = push(os.urandom(3_000_000))
        main = h.container("true", image=image, memory=8)
        side = h.container("true", "side", image=image, memory=8)
        definition = self.aws.register(main, side)
        answer = self.aws.ecs.run_task(taskDefinition=definition, count=10)
        self.assertEqual(answer["failures"], [])
        for task in answer["tasks"]:
            self.aws.stopped(task["taskArn"])
        h.until(lambda: requests(layer), 10, "a line of the registry's log")
        self.assertEqual(len(requests(layer)), 1, requests(layer))

    def test_the_four_behaviours(self):
        proxy = self.proxy()
        image = proxy.image(push()[0])
        other = proxy.image(push()[0])
        with self.subTest("default"):
            self.ends(image)
            asked = proxy.asked
            self.assertGreater(asked, 0)
            self.ends(image)
            self.assertGreater(proxy.asked, asked, "the registry is asked each time")
            proxy.mood = "empty"
            self.ends(image)
            self.fails(other, "CannotPullContainerError", "manifest unknown")
        for behavior in ("once", "prefer-cached"):
            with self.subTest(behavior):
                self.aws = self.region.again(behavior=behavior)
                asked = proxy.asked
                self.ends(image)
                self.assertEqual(proxy.asked, asked, "nobody is asked")
                self.fails(other, "CannotPullContainerError", "manifest unknown")
                proxy.mood = "well"
                new = proxy.image(push()[0])
                self.ends(new)
                proxy.mood = "empty"
                self.ends(new)
        with self.subTest("always"):
            self.aws = self.region.again(behavior="always")
            self.fails(image, "CannotPullContainerError", "manifest unknown")
            proxy.mood = "well"
            self.ends(image)

    def test_registries_that_hang_break_off_or_lie(self):
        proxy = self.proxy()
        image = proxy.image(push()[0])
        self.aws = self.region.again("manifest_pull_timeout=1s", "image_pull_timeout=2s")
        proxy.mood = "hangs"
        self.fails(image, "DockerTimeoutError", "Could not transition to MANIFEST_PULLED",
                   "after waiting 1s")
        proxy.mood = "hangs at blobs"
        self.fails(image, "DockerTimeoutError", "Could not transition to pulled", "after waiting 2s")
        self.aws = self.region.again(behavior="always")
        proxy.mood = "resets"
        self.fails(image, "CannotPullContainerError", "127.0.0.1")
        proxy.mood = "lies"
        self.fails(image, "CannotPullContainerError", "sha256:")
        proxy.mood = "well"
        self.ends(image)

    def test_a_pull_can_be_watched(self):
        proxy = self.proxy()
        proxy.mood = "hangs at layers"
        image = proxy.image(push(os.urandom(200_000))[0])
        arn = self.aws.start(self.aws.register(h.container("true", image=image, memory=16)))

        def tasks(*flags):
            shown = subprocess.run([h.BERTH, "tasks", "--data-dir", self.region.data_dir, *flags],
                                   check=True, capture_output=True, text=True, timeout=30)
            return shown.stdout

        def pull():
            rows = json.loads(tasks("--json"))["containers"]
            row = next(row for row in rows if row["task"] == h.task_id(arn))
            found = row.get("pull", {})
            return found if found.get("layersTotal") else None

        found = h.until(pull, 30, "a pull that has its manifest")
        self.assertEqual((found["image"], found["layersDone"]), (image, 0))
        self.assertGreater(found["layersTotal"], 1)
        self.assertGreater(found["bytesTotal"], 200_000)
        self.assertRegex(tasks(), rf"(?m)^{h.task_id(arn)} .* main +PENDING +pulling {image}: .* layers$")
        self.aws.stop(arn)
        self.assertNotIn(h.task_id(arn), tasks())
        self.assertRegex(tasks("--all"), rf"(?m)^{h.task_id(arn)} .* STOPPED +STOPPED +main ")

    def test_images_are_pulled_when_a_definition_is_registered_if_the_host_wants_that(self):
        image, layer = push()
        self.aws.register(h.container("true", image=image, memory=16))
        self.aws = self.region.again("prefetch=true")
        other, _ = push()
        definition = self.aws.register(h.container("exit 2", image=other, memory=16))
        h.until(lambda: other in self.region.kept(), 30, "the image before any task")
        self.assertNotIn(image, self.region.kept(), "without the setting nothing is pulled ahead")
        self.assertEqual(requests(layer), [])
        task = self.aws.stopped(self.aws.start(definition))
        self.assertEqual(h.one(task).get("exitCode"), 2, h.brief(task))

    def test_unused_images_go_and_others_stay(self):
        used, excluded, unused = (push()[0] for _ in range(3))
        self.aws = self.region.again(
            "image_cleanup_interval=1s", "image_minimum_cleanup_age=1s",
            "num_images_delete_per_cycle=1", f"exclude_untracked_image={excluded}")
        arn = self.aws.start(self.aws.register(h.container(h.WAIT, image=used, memory=16)))
        self.aws.running(arn)
        self.ends(excluded)
        self.ends(unused)
        self.assertEqual(self.region.kept(), {used, excluded, unused})
        h.until(lambda: unused not in self.region.kept(), 90, "an end of the unused image")
        self.assertEqual(self.region.kept(), {used, excluded})
        # Over a restart of the agent the task keeps its image.
        self.aws = self.region.again("image_cleanup_interval=1s", "image_minimum_cleanup_age=1s")
        self.ends(used, 4)
        h.until(lambda: excluded not in self.region.kept(), 90, "an end of the other one")
        self.assertEqual(self.region.kept(), {used})
        self.assertEqual(self.aws.task(arn)["lastStatus"], "RUNNING")
        self.aws.stop(arn)
        h.until(lambda: not self.region.kept(), 90, "an end of the last one")

    def test_an_image_removed_by_hand_before_its_container_is_made(self):
        image, _ = push()
        marks = self.region.data_dir + "-marks"
        os.makedirs(marks)
        first = h.container(
            "until [ -e /marks/go ]; do usleep 50000; done", "first", memory=16, essential=False,
            mountPoints=[{"sourceVolume": "marks", "containerPath": "/marks"}])
        second = h.container("exit 5", "second", image=image, memory=16,
                             dependsOn=[{"containerName": "first", "condition": "SUCCESS"}])
        arn = self.aws.start(self.aws.register(
            first, second, volumes=[{"name": "marks", "host": {"sourcePath": marks}}]))
        h.until(lambda: image in self.region.kept(), 30, "the second image")
        h.until(lambda: h.one(self.aws.task(arn), "first")["lastStatus"] == "RUNNING", 30, "the first")
        layers = os.path.join(self.region.data_dir, "agent/images/layers")
        for layer in os.listdir(layers):
            if os.path.exists(os.path.join(layers, layer, "fs/own/content")):
                subprocess.run(["rm", "-r", os.path.join(layers, layer)], check=True)
        with open(os.path.join(marks, "go"), "w"):
            pass
        task = self.aws.stopped(arn)
        self.assertEqual(task["stopCode"], "TaskFailedToStart", h.brief(task))
        self.assertEqual(h.one(task, "second").get("reason"),
                         f"CannotCreateContainerError: No such image: {image}", h.brief(task))
        self.ends(image, 6)

    def test_a_pull_that_would_leave_too_little_room_is_refused_and_nothing_else(self):
        here, new = push()[0], push()[0]
        arn = self.aws.start(self.aws.register(h.container(h.WAIT, image=here, memory=16)))
        self.aws.running(arn)
        self.aws = self.region.again("disk_keep_free_mib=1000000000", "disk_wait=1s")
        self.fails(new, "CannotPullContainerError", "not enough free disk space", "MiB are free")
        self.ends(here, 7)
        self.assertEqual(self.aws.task(arn)["lastStatus"], "RUNNING")
        self.aws.stop(arn)
        # Short of room, unused images go at once, whatever their age.
        self.aws = self.region.again("disk_clean_below_mib=1000000000", "disk_keep_free_mib=0")
        h.until(lambda: here not in self.region.kept(), 90, "an end of the unused image")
        self.ends(new, 8)

    def test_a_disk_that_is_full_during_a_pull(self):
        place = os.path.join(self.region.data_dir, "agent/images")
        self.region.end()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", place], check=True)
        self.addCleanup(self.region.end)
        self.aws = self.region.again("disk_keep_free_mib=0", "disk_wait=1s")
        # Small on the way, large when unpacked.
        large, _ = push(bytes(20_000_000))
        self.fails(large, "CannotPullContainerError", "no space left on device")
        self.assertEqual(os.listdir(os.path.join(place, "tmp")), [])
        self.fails(push(os.urandom(20_000_000))[0], "CannotPullContainerError",
                   "not enough free disk space")
        self.ends(push()[0], 9)


# Others push images by the functions above.
if __name__ == "__main__":
    h.run()
