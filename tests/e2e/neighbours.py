"""A task that behaves as badly as it can, and the one beside it that must not notice."""

import contextlib
import unittest

import _harness as h

aws = h.Client()
TICK = "i=0; while true; do i=$((i+1)); echo tick $i; usleep 100000; done"


def ticks(task):
    """The numbers that the neighbour has told so far."""
    return [int(line.split()[1]) for line in aws.lines(task)]


def processes_of(task):
    """The processes in the task's control groups."""
    found = []
    for pid in h.processes():
        with contextlib.suppress(OSError), open(f"/proc/{pid}/cgroup") as file:
            if h.task_id(task) in file.read():
                found.append(pid)
    return found


class Neighbours(unittest.TestCase):
    def setUp(self):
        self.neighbour = aws.start(aws.register(h.container(TICK)))
        self.addCleanup(lambda: aws.ecs.stop_task(task=self.neighbour))
        aws.running(self.neighbour)

    def undisturbed(self):
        """The neighbour goes on from here, and none of what it says is missing."""
        before = len(ticks(self.neighbour))
        h.until(lambda: len(ticks(self.neighbour)) >= before + 10, 30, "ten more ticks")
        told = ticks(self.neighbour)
        self.assertEqual(told, list(range(1, len(told) + 1)))
        self.assertEqual(aws.task(self.neighbour)["lastStatus"], "RUNNING")

    def test_a_fork_bomb(self):
        bomb = aws.start(aws.register(h.container("b() { b | b & }; b; exec sleep 100000")))
        self.undisturbed()
        aws.ecs.stop_task(task=bomb)
        task = aws.stopped(bomb)
        self.assertIn(task["stopCode"], ("UserInitiated", "EssentialContainerExited"))
        h.until(lambda: not processes_of(task), 30, "no process of the bomb")
        self.undisturbed()

    def test_a_fork_bomb_with_little_of_a_processor(self):
        bomb = aws.start(aws.register(
            h.container("b() { b | b & }; b; exec sleep 100000", memory=256, stopTimeout=2),
            cpu="256", memory="512"))
        self.undisturbed()
        aws.ecs.stop_task(task=bomb)
        # Thousands that are killed need more time to end than a quarter of a processor has.
        task = aws.stopped(bomb)
        h.until(lambda: not processes_of(task), 30, "no process of the bomb")
        self.undisturbed()

    def test_more_and_more_memory(self):
        hog = aws.run(h.container("tail /dev/zero"))
        container = h.one(hog)
        self.assertEqual(container["exitCode"], 137, h.brief(hog))
        self.assertIn("OutOfMemoryError", container["reason"])
        self.undisturbed()

    def test_a_flood_of_lines(self):
        flood = aws.start(aws.register(h.container("yes flood", stopTimeout=2)))
        aws.running(flood)
        self.undisturbed()
        aws.stop(flood)
        self.undisturbed()

    def test_a_full_volume(self):
        full = h.container("dd if=/dev/zero of=/scratch/x bs=64k; exit 9", linuxParameters={
            "tmpfs": [{"containerPath": "/scratch", "size": 8}]})
        task = aws.run(full)
        self.assertEqual(h.one(task)["exitCode"], 9, h.brief(task))
        self.assertIn("No space left on device", "\n".join(aws.lines(task)))
        self.undisturbed()

    def test_one_that_will_not_stop(self):
        deaf = aws.start(aws.register(h.container(
            "trap '' TERM INT HUP; while true; do sleep 1; done", stopTimeout=2)))
        aws.running(deaf)
        aws.ecs.stop_task(task=deaf)
        self.undisturbed()
        task = aws.stopped(deaf)
        self.assertEqual((task["stopCode"], h.one(task)["exitCode"]), ("UserInitiated", 137))


h.run()
