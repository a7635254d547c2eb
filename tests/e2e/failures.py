"""What goes wrong on a host: each a task in the right final state with the right words."""

import contextlib
import http.server
import json
import socket
import threading
import unittest
import urllib.request

import _harness as h

aws = h.Client()


class Failures(unittest.TestCase):
    def failed_to_start(self, task, name, *words):
        """Never ran; the container's reason starts with `name` and has `words`."""
        self.assertEqual(task["stopCode"], "TaskFailedToStart", h.brief(task))
        reason = h.one(task).get("reason", "")
        self.assertTrue(reason.startswith(f"{name}: "), h.brief(task))
        for word in words:
            self.assertIn(word, reason)
        self.assertNotIn("exitCode", h.one(task))
        self.assertNotIn("startedAt", task)

    def test_a_missing_image(self):
        task = aws.run(h.container("true", image=f"{h.REGISTRY}/nothing/here:1"))
        self.failed_to_start(task, "CannotPullContainerError", "nothing/here")

    def test_a_missing_tag_with_the_registrys_words(self):
        task = aws.run(h.container("true", image=f"{h.REGISTRY}/busybox:no-such-tag"))
        self.failed_to_start(task, "CannotPullContainerError", "manifest unknown")

    def test_a_registry_that_refuses(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
            task = aws.run(h.container("true", image=f"127.0.0.1:{port}/busybox:1"))
        self.failed_to_start(task, "CannotPullContainerError", "refused")

    def test_a_wrong_digest(self):
        image = h.IMAGE.rsplit(":", 1)[0] + "@sha256:" + "0" * 64
        task = aws.run(h.container("true", image=image))
        self.failed_to_start(task, "CannotPullContainerError", "0" * 64)

    def test_an_entry_point_that_does_not_exist(self):
        task = aws.run(h.container(entryPoint=["/no/such/program"]))
        self.assertEqual(task["stopCode"], "TaskFailedToStart", h.brief(task))
        self.assertRegex(h.one(task)["reason"], r"^Cannot(Start|Create)ContainerError: .*no/such/program")

    def test_a_file_that_is_no_program(self):
        task = aws.run(h.container(entryPoint=["/etc/passwd"]))
        self.assertEqual(task["stopCode"], "TaskFailedToStart", h.brief(task))
        self.assertRegex(h.one(task)["reason"], r"^Cannot(Start|Create)ContainerError: ")

    def test_a_user_that_does_not_exist(self):
        task = aws.run(h.container("true", user="nobody-here"))
        self.assertEqual(task["stopCode"], "TaskFailedToStart", h.brief(task))
        self.assertIn("nobody-here", h.one(task)["reason"])

    def test_a_port_that_another_program_has(self):
        with socket.socket() as taken:
            port = h.free_port()
            taken.bind(("0.0.0.0", port))
            taken.listen()
            task = aws.run(h.container(
                h.WAIT, portMappings=[{"containerPort": 80, "hostPort": port}],
            ))
        self.assertEqual(task["stopCode"], "TaskFailedToStart", h.brief(task))
        self.assertIn(str(port), h.one(task)["reason"])

    def test_a_port_that_another_task_has(self):
        port = h.free_port()
        definition = aws.register(h.container(
            h.WAIT, portMappings=[{"containerPort": 80, "hostPort": port}],
        ))
        first = aws.start(definition)
        answer = aws.ecs.run_task(taskDefinition=definition)
        self.assertEqual(answer["tasks"], [])
        self.assertEqual(answer["failures"][0]["reason"], "RESOURCE:PORTS")
        aws.stop(first)
        again = aws.start(definition)
        aws.running(again)
        aws.stop(again)

    def test_more_memory_than_allowed(self):
        # A shell variable that doubles until the kernel ends it.
        task = aws.run(h.container(
            "x=x; while :; do x=$x$x$x$x; done", memory=16,
        ))
        self.assertEqual(h.one(task)["exitCode"], 137, h.brief(task))
        self.assertTrue(
            h.one(task)["reason"].startswith("OutOfMemoryError: "), h.brief(task)
        )
        self.assertEqual(task["stopCode"], "EssentialContainerExited")

    def test_a_program_killed_by_a_signal(self):
        task = aws.run(h.container("sh -c 'kill -SEGV $$'; exit $?"))
        self.assertEqual(h.one(task)["exitCode"], 139, h.brief(task))

    def test_a_log_group_that_does_not_exist(self):
        main = h.container("echo never")
        options = dict(main["logConfiguration"]["options"])
        del options["awslogs-create-group"]
        options["awslogs-group"] = h.unique("/no-such-group")
        main["logConfiguration"] = {"logDriver": "awslogs", "options": options}
        task = aws.run(main)
        self.assertEqual(task["stopCode"], "TaskFailedToStart", h.brief(task))
        said = h.one(task).get("reason", "") + task.get("stoppedReason", "")
        self.assertIn("log group", said.lower())

    def test_the_others_of_a_failed_task_are_stopped(self):
        good = h.container(h.WAIT, "good")
        bad = h.container(entryPoint=["/no/such/program"], name="bad")
        task = aws.run(good, bad)
        self.assertEqual({c["lastStatus"] for c in task["containers"]}, {"STOPPED"})
        self.assertEqual(task["stopCode"], "TaskFailedToStart", h.brief(task))


class Registry(http.server.ThreadingHTTPServer):
    """Shows the test registry's image, and does something else when its layer is asked for."""

    daemon_threads = True

    def __init__(self, misdeed):
        super().__init__(("127.0.0.1", 0), Answers)
        self.misdeed, self.asked, self.over = misdeed, 0, threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.over.set()
        self.shutdown()
        self.server_close()

    @property
    def image(self):
        """One that nobody has pulled yet: the name is new, and so are the layer's bytes."""
        return f"127.0.0.1:{self.server_address[1]}/busybox:1"

    def handle_error(self, *_):
        """Connections end as they do here."""


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        if self.server.misdeed == "hang at once":
            self.server.asked += 1
            return self.server.over.wait()
        request = urllib.request.Request(f"http://{h.REGISTRY}{self.path}")
        if self.headers["Accept"]:
            request.add_header("Accept", self.headers["Accept"])
        with urllib.request.urlopen(request) as answer:
            body, kind = answer.read(), answer.headers["Content-Type"]
            digest = answer.headers["Docker-Content-Digest"]
        if "/manifests/" in self.path:
            layers = {layer["digest"] for layer in json.loads(body)["layers"]}
            self.server.layers = layers
        said = len(body)
        if any(self.path.endswith(layer) for layer in getattr(self.server, "layers", ())):
            self.server.asked += 1
            match self.server.misdeed:
                case "reset":
                    self.connection.setsockopt(
                        socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    self.close_connection = True
                    return self.connection.close()
                case "half":
                    body = body[:len(body) // 2]
                case "lie":
                    body = body[:-1] + bytes([body[-1] ^ 1])
                case "hang":
                    return self.server.over.wait()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(said))
        if digest:
            self.send_header("Docker-Content-Digest", digest)
        self.end_headers()
        if self.command == "GET":
            with contextlib.suppress(OSError):
                self.wfile.write(body)
        self.close_connection = len(body) < said


class BadRegistries(unittest.TestCase):
    """Of a region of their own, since the shared one has the image's layers already."""

    @classmethod
    def setUpClass(cls):
        cls.region = h.Region().__enter__()
        cls.addClassCleanup(cls.region.__exit__)
        cls.aws = cls.region.client

    def fails(self, misdeed, *words):
        with Registry(misdeed) as registry:
            task = self.aws.run(h.container("true", image=registry.image, memory=16))
            self.assertGreater(registry.asked, 0, "nobody asked for the layer")
        self.assertEqual(task["stopCode"], "TaskFailedToStart", h.brief(task))
        reason = h.one(task).get("reason", "")
        self.assertTrue(reason.startswith("CannotPullContainerError: "), h.brief(task))
        for word in words:
            self.assertIn(word, reason)

    def test_one_that_breaks_the_connection(self):
        self.fails("reset")

    def test_one_that_sends_half_a_layer(self):
        self.fails("half")

    def test_one_that_lies_about_a_digest(self):
        self.fails("lie", "sha256:")

    def test_one_that_hangs_does_not_keep_a_task_from_being_stopped(self):
        for misdeed in ("hang", "hang at once"):
            with self.subTest(misdeed=misdeed), Registry(misdeed) as registry:
                image = registry.image
                arn = self.aws.start(self.aws.register(h.container("true", image=image, memory=16)))
                h.until(lambda: registry.asked, 20, "a request")
                task = self.aws.stop(arn, "tired of waiting")
                self.assertEqual(task["stopCode"], "UserInitiated", h.brief(task))
                self.assertEqual(task["stoppedReason"], "tired of waiting")

    def test_what_was_refused_left_nothing_in_the_way(self):
        task = self.aws.run(h.container("exit 3", memory=16))
        self.assertEqual(h.one(task).get("exitCode"), 3, h.brief(task))


h.run()
