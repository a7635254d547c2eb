"""kill -9 at any moment: each task known afterwards, ended once, its log whole.

Each round has tasks that print numbered lines, and kills one process of the region: control plane,
agent, or a task's shim. What a killed shim had started dies with it, as ECS has it.
"""

import os
import signal
import subprocess
import time
import unittest

import _harness as h

COUNT = 60
# Numbered lines for about six seconds, then exit code 5.
PRINTER = f"i=0; while [ $i -lt {COUNT} ]; do i=$((i+1)); echo line $i; sleep 0.1; done; exit 5"


class Faults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.region = h.Region().__enter__()
        cls.addClassCleanup(cls.region.__exit__)

    def setUp(self):
        self.aws = self.region.client

    def printers(self, count):
        definition = self.aws.register(h.container(PRINTER, memory=16))
        arns = [self.aws.start(definition) for _ in range(count)]
        for arn in arns:
            self.aws.running(arn)
        return arns

    def ended_well(self, arn):
        task = self.aws.stopped(arn, 90)
        self.assertEqual(h.one(task).get("exitCode"), 5, h.brief(task))
        self.assertEqual(task["stopCode"], "EssentialContainerExited")
        self.assertEqual(task["stoppedReason"], "Essential container in task exited")
        self.whole_log(arn)
        later = self.aws.task(arn)
        self.assertEqual(later["version"], task["version"], "reported on after its end")

    def whole_log(self, arn, last=COUNT):
        expected = [f"line {n}" for n in range(1, last + 1)]
        # What the container wrote last may be on its way when the task is STOPPED already.
        h.until(lambda: len(self.aws.lines(arn)) >= last, 20,
                lambda: f"{last} lines, there are {len(self.aws.lines(arn))}")
        self.assertEqual(self.aws.lines(arn), expected)

    def kill(self, pid):
        os.kill(pid, signal.SIGKILL)
        h.until(lambda: not h.alive(pid), 10, f"the end of process {pid}")

    def test_kill_the_control_plane(self):
        for round in range(3):
            with self.subTest(round=round):
                arns = self.printers(2)
                time.sleep(0.7 * round)
                self.kill(self.region.role("server"))
                self.region.connected()
                for arn in arns:
                    self.ended_well(arn)

    def test_kill_the_agent(self):
        for round in range(3):
            with self.subTest(round=round):
                arns = self.printers(2)
                time.sleep(0.7 * round)
                self.kill(self.region.role("agent"))
                self.region.connected()
                for arn in arns:
                    self.ended_well(arn)

    def test_kill_both_at_once_while_tasks_start(self):
        for round in range(2):
            with self.subTest(round=round):
                definition = self.aws.register(h.container(PRINTER, memory=16))
                arns = [self.aws.start(definition) for _ in range(3)]
                time.sleep(0.05 + 0.2 * round)
                agent, server = self.region.role("agent"), self.region.role("server")
                self.kill(agent)
                self.kill(server)
                self.region.connected()
                for arn in arns:
                    self.ended_well(arn)

    def test_kill_a_shim(self):
        for round in range(2):
            with self.subTest(round=round):
                killed, left = self.printers(2)
                h.until(lambda: self.aws.lines(killed), 10, "a first line")
                shim = self.region.shim(killed)
                self.kill(shim)
                task = self.aws.stopped(killed)
                self.assertIn(task["stopCode"], ("EssentialContainerExited", "TaskFailedToStart"),
                              h.brief(task))
                self.assertTrue(h.one(task).get("reason") or h.one(task).get("exitCode"), h.brief(task))
                lines = self.aws.lines(killed)
                self.assertEqual(lines, [f"line {n + 1}" for n in range(len(lines))])
                self.ended_well(left)

    def test_kill_everything_of_ours_but_the_shims(self):
        arns = self.printers(2)
        roles = [self.region.role("server"), self.region.role("agent")]
        os.kill(self.region.up.pid, signal.SIGKILL)
        self.region.up.wait()
        for pid in roles:
            if h.alive(pid):
                os.kill(pid, signal.SIGKILL)
        for pid in roles:
            h.until(lambda: not h.alive(pid), 10, "the end of a role")
        self.aws = self.region.start()
        for arn in arns:
            self.ended_well(arn)

    def test_an_orderly_restart_keeps_containers_running(self):
        arns = self.printers(1)
        definition = self.aws.register(h.container(h.WAIT))
        waiting = self.aws.start(definition)
        before = h.one(self.aws.running(waiting))
        self.region.end()
        self.assertFalse(h.alive(self.region.up.pid))
        self.aws = self.region.start()
        task = self.aws.task(waiting)
        self.assertEqual(task["lastStatus"], "RUNNING")
        self.assertEqual(h.one(task)["runtimeId"], before["runtimeId"])
        for arn in arns:
            self.ended_well(arn)
        stopped = self.aws.stop(waiting, "after the restart")
        self.assertEqual(stopped["stoppedReason"], "after the restart")
        self.assertEqual(h.one(stopped)["exitCode"], 0)

    def test_a_second_up_on_the_same_directory_is_refused(self):
        second = subprocess.run(
            [*self.region.command()], capture_output=True, text=True, timeout=20)
        self.assertNotEqual(second.returncode, 0)
        self.assertIn("in use by another berth", second.stdout + second.stderr)
        self.aws.ecs.list_clusters()

    def test_a_region_restarts_quickly(self):
        self.region.end()
        started = time.monotonic()
        self.aws = self.region.start()
        print(f"     restarted in {time.monotonic() - started:.2f} s")


class Directories(unittest.TestCase):
    def test_a_data_directory_that_cannot_be_written(self):
        ran = subprocess.run(
            [h.BERTH, "up", "--data-dir", "/proc/berth", "--listen", "127.0.0.1:0"],
            capture_output=True, text=True, timeout=20)
        self.assertNotEqual(ran.returncode, 0)
        self.assertIn("/proc/berth", ran.stdout + ran.stderr)

    def test_a_corrupted_store_is_said_and_left_alone(self):
        with h.Region() as region:
            region.end()
            path = next(
                os.path.join(parent, name)
                for parent, _, names in os.walk(region.data_dir)
                for name in names if name.startswith("state-"))
            with open(path, "rb") as file:
                whole = file.read()
            with open(path, "r+b") as file:
                file.write(b"\0" * 64)
            ran = subprocess.run(region.command(), capture_output=True, text=True, timeout=60)
            self.assertNotEqual(ran.returncode, 0)
            said = ran.stdout + ran.stderr
            self.assertIn(os.path.basename(path), said)
            with open(path, "wb") as file:
                file.write(whole)
            region.start().ecs.list_clusters()


h.run()
