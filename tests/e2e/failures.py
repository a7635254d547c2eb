"""What goes wrong on a host: each a task in the right final state with the right words."""

import socket
import unittest

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


h.run()
