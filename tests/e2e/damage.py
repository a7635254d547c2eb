"""What was written down is gone, damaged or has no room: each a clear message and the right end.

Every test has a region of its own, since it takes the agent's directory or the logs away from it.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import time
import unittest

import _harness as h


class Lost(unittest.TestCase):
    """What the agent wrote down is gone or damaged while containers run."""

    def region(self):
        region = h.Region().__enter__()
        self.addCleanup(region.__exit__)
        return region

    def beating(self, region):
        """A task that writes into a host directory as long as it lives, and what it has written."""
        beats = region.data_dir + "-beats"
        os.makedirs(beats)
        container = h.container(
            "while :; do echo beat >> /beats/file; usleep 50000; done", memory=16,
            mountPoints=[{"sourceVolume": "beats", "containerPath": "/beats"}])
        definition = region.client.register(
            container, volumes=[{"name": "beats", "host": {"sourcePath": beats}}])
        arn = region.client.start(definition)
        region.client.running(arn)

        def count():
            with contextlib.suppress(OSError):
                return os.path.getsize(os.path.join(beats, "file"))
            return 0

        h.until(count, 10, "a first beat")
        return arn, count

    def kill_all_but_containers(self, region):
        roles = [region.role("server"), region.role("agent")]
        region.up.kill()
        region.up.wait()
        for pid in roles:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            h.until(lambda: not h.alive(pid), 10, "the end of a role")

    def silent(self, count):
        """Nothing is written any more."""
        before = count()
        time.sleep(0.5)
        self.assertEqual(count(), before, "a container runs on")

    def is_told_lost(self, region, arn, count):
        task = region.client.stopped(arn)
        self.assertIn("lost its state", task["stoppedReason"], h.brief(task))
        self.assertEqual(task["stopCode"], "EssentialContainerExited")
        self.silent(count)
        # And the host is as good as new.
        again = region.client.run(h.container("exit 4", memory=16))
        self.assertEqual(h.one(again)["exitCode"], 4, h.brief(again))

    def test_a_removed_agent_directory(self):
        region = self.region()
        arn, count = self.beating(region)
        self.kill_all_but_containers(region)
        shutil.rmtree(os.path.join(region.data_dir, "agent"))
        before = count()
        h.until(lambda: count() > before, 10, "a container that nobody knows")
        region.start()
        self.is_told_lost(region, arn, count)

    def test_a_damaged_checkpoint(self):
        region = self.region()
        arn, count = self.beating(region)
        self.kill_all_but_containers(region)
        path = os.path.join(region.data_dir, "agent", "engine", "engine.log")
        with open(path, "rb") as file:
            whole = file.read()
        with open(path, "wb") as file:
            # Wherever the task is named a bit is wrong.
            name = h.task_id(arn).encode()
            file.write(whole.replace(name, bytes([name[0] ^ 1]) + name[1:]))
        region.start()
        self.is_told_lost(region, arn, count)
        with open(region.log) as log:
            self.assertIn("set aside", log.read())

    def test_berth_down_finds_what_has_no_directory(self):
        region = self.region()
        arn, count = self.beating(region)
        shim = region.shim(arn)
        self.kill_all_but_containers(region)
        shutil.rmtree(os.path.join(region.data_dir, "agent"))
        region.__exit__()
        self.silent(count)
        self.assertFalse(h.alive(shim), "the shim is left")

    def test_an_image_whose_record_or_layer_is_damaged_is_pulled_again(self):
        region = self.region()
        self.assertEqual(h.one(region.client.run(h.container("exit 4", memory=16)))["exitCode"], 4)
        images = os.path.join(region.data_dir, "agent", "images")
        for damage in ("record", "layer", "config"):
            with self.subTest(damage=damage):
                region.end()
                kinds = {"record": "images", "config": "blobs/sha256"}
                if damage == "layer":
                    layers = os.path.join(images, "layers")
                    for layer in os.listdir(layers):
                        os.remove(os.path.join(layers, layer, "fs/bin/busybox"))
                else:
                    directory = os.path.join(images, kinds[damage])
                    for name in os.listdir(directory):
                        path = os.path.join(directory, name)
                        os.truncate(path, os.path.getsize(path) // 2)
                region.start()
                task = region.client.run(h.container("exit 5", memory=16))
                self.assertEqual(h.one(task).get("exitCode"), 5, h.brief(task))


class ReadOnly(unittest.TestCase):
    def refused(self, directory):
        """`berth up` ends with a message that names the directory, and what is wrong with it."""
        ran = subprocess.run(
            [h.BERTH, "up", "--data-dir", directory, "--listen", "127.0.0.1:0"],
            capture_output=True, text=True, timeout=30)
        self.assertNotEqual(ran.returncode, 0)
        said = ran.stdout + ran.stderr
        self.assertIn(directory, said)
        self.assertIn("Read-only file system", said)
        self.assertNotIn("panicked", said)

    def read_only(self, directory, *what):
        subprocess.run(["mount", *what, directory], check=True)
        self.addCleanup(subprocess.run, ["umount", directory], check=True)
        how = "remount,bind,ro" if "--bind" in what else "remount,ro"
        subprocess.run(["mount", "-o", how, directory], check=True)

    def test_a_new_data_directory_on_a_read_only_file_system(self):
        directory = os.path.join(os.environ["BERTH_E2E_DIR"], h.unique("read-only"))
        os.makedirs(directory)
        self.read_only(directory, "-t", "tmpfs", "tmpfs")
        self.refused(directory)

    def test_a_region_that_became_read_only_starts_again_once_it_is_not(self):
        with h.Region() as region:
            region.end()
            self.read_only(region.data_dir, "--bind", region.data_dir)
            self.refused(region.data_dir)
            self.doCleanups()
            region.start().ecs.list_clusters()


class FullDisk(unittest.TestCase):
    """A small file system in place of the agent's directory, filled while a task logs."""

    COUNT = 30_000

    def setUp(self):
        self.region = h.Region().__enter__()
        self.addCleanup(self.region.__exit__)
        self.region.end()
        self.place = os.path.join(self.region.data_dir, "agent")
        self.marks = self.region.data_dir + "-marks"
        os.makedirs(self.marks)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", self.place], check=True)
        # The region goes before it is unmounted.
        self.addCleanup(subprocess.run, ["umount", "-l", self.place], check=True)
        self.addCleanup(self.region.end)
        self.aws = self.region.start()

    def fill(self):
        with open(os.path.join(self.place, "filler"), "wb", buffering=0) as file:
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"x" * 4096)

    def logger(self, lines):
        container = h.container(
            "echo line 1; until [ -e /marks/go ]; do usleep 50000; done; i=1;"
            f" while [ $i -lt {lines} ]; do i=$((i+1)); echo line $i; done;"
            " echo end > /marks/end; exit 6", memory=32,
            mountPoints=[{"sourceVolume": "marks", "containerPath": "/marks"}])
        container["logConfiguration"]["options"]["mode"] = "blocking"
        volumes = [{"name": "marks", "host": {"sourcePath": self.marks}}]
        return self.aws.register(container, volumes=volumes)

    def test_no_line_is_lost_and_the_exit_comes_after_them(self):
        arn = self.aws.start(self.logger(self.COUNT))
        self.aws.running(arn)
        h.until(lambda: self.aws.lines(arn), 20, "a first line")
        self.fill()
        with open(os.path.join(self.marks, "go"), "w"):
            pass
        # The control plane's disk is another one: it goes on, and nothing is wrong with it.
        time.sleep(3)
        self.assertEqual(self.aws.task(arn)["lastStatus"], "RUNNING")
        os.remove(os.path.join(self.place, "filler"))
        task = self.aws.stopped(arn, 60)
        self.assertEqual(h.one(task).get("exitCode"), 6, h.brief(task))
        expected = [f"line {n}" for n in range(1, self.COUNT + 1)]
        h.until(lambda: len(self.aws.lines(arn)) >= self.COUNT, 20, "all lines")
        self.assertEqual(self.aws.lines(arn), expected)

    def test_a_task_that_finds_no_room_says_so(self):
        self.aws.run(h.container("true", memory=16))
        self.fill()
        arn = self.aws.start(self.aws.register(h.container("true", memory=16)))
        time.sleep(2)
        os.remove(os.path.join(self.place, "filler"))
        task = self.aws.stopped(arn, 60)
        failed = task["stopCode"] == "TaskFailedToStart"
        said = h.one(task).get("reason", "") + task["stoppedReason"]
        self.assertTrue(h.one(task).get("exitCode") == 0 or failed and "space" in said,
                        h.brief(task))


class Logs(unittest.TestCase):
    """The control plane's logs: away, cut, damaged."""

    def setUp(self):
        self.region = h.Region().__enter__()
        self.addCleanup(self.region.__exit__)
        self.aws = self.region.client

    def test_a_full_buffer_drops_and_never_blocks(self):
        marks = self.region.data_dir + "-marks"
        os.makedirs(marks)
        container = h.container(
            "echo first; until [ -e /marks/go ]; do usleep 50000; done; i=0;"
            " while [ $i -lt 60000 ]; do i=$((i+1)); echo line $i of a container that is"
            " not held up by anything; done; echo end > /marks/end; exit 6", memory=32,
            mountPoints=[{"sourceVolume": "marks", "containerPath": "/marks"}])
        options = container["logConfiguration"]["options"]
        options |= {"mode": "non-blocking", "max-buffer-size": "1m"}
        arn = self.aws.start(self.aws.register(
            container, volumes=[{"name": "marks", "host": {"sourcePath": marks}}]))
        self.aws.running(arn)
        h.until(lambda: self.aws.lines(arn), 20, "a first line")
        # Stopped, not killed: connections stay, and nobody answers.
        server = self.region.role("server")
        os.kill(server, signal.SIGSTOP)
        self.addCleanup(lambda: h.alive(server) and os.kill(server, signal.SIGCONT))
        with open(os.path.join(marks, "go"), "w"):
            pass
        h.until(lambda: os.path.exists(os.path.join(marks, "end")), 60,
                "the container's end without a control plane")
        os.kill(server, signal.SIGCONT)
        task = self.aws.stopped(arn)
        self.assertEqual(h.one(task).get("exitCode"), 6, h.brief(task))

        def said():
            with open(self.region.log) as log:
                return "a full buffer dropped lines" in log.read()

        h.until(said, 30, "a count of the lines that were dropped")
        lines = [line for line in self.aws.lines(arn) if line != "first"]
        numbers = [int(line.split()[1]) for line in lines]
        self.assertEqual(numbers, sorted(set(numbers)), "in order and once")
        self.assertTrue(5000 < len(numbers) < 60000, len(numbers))

    def journal(self):
        directory = os.path.join(self.region.data_dir, "logs", "journal")
        return os.path.join(directory, max(os.listdir(directory)))

    def printed(self, words):
        task = self.aws.run(h.container(f"echo {words}", memory=16))
        h.until(lambda: self.aws.lines(task) == [words], 20, f"the line {words}")
        return task

    def test_a_torn_journal_is_opened_at_its_last_whole_record(self):
        task = self.printed("before")
        server = self.region.role("server")
        with open(self.journal(), "ab") as file:
            file.write(b"\x40\0\0\0torn")
        os.kill(server, signal.SIGKILL)
        h.until(lambda: not h.alive(server), 10, "the end of the server")

        self.region.connected()
        self.assertEqual(self.aws.lines(task), ["before"])
        self.printed("after")

    def test_a_damaged_snapshot_is_said_and_left_alone(self):
        self.printed("before")
        self.region.end()
        logs = os.path.join(self.region.data_dir, "logs")
        path = os.path.join(logs, "snapshot")
        with open(path, "rb") as file:
            whole = file.read()
        with open(path, "wb") as file:
            middle = len(whole) // 2
            file.write(whole[:middle] + bytes([whole[middle] ^ 4]) + whole[middle + 1:])
        ran = subprocess.run(self.region.command(), capture_output=True, text=True, timeout=60)
        self.assertNotEqual(ran.returncode, 0)
        self.assertIn(path, ran.stdout + ran.stderr)
        with open(path, "wb") as file:
            file.write(whole)
        self.aws = self.region.start()
        self.printed("after")


h.run()
