"""Jobs on a real host: time limits, retries, schedules; and the picture of a cluster."""

import json
import subprocess
import tempfile
import unittest

import _harness as h
from deployments import berth

aws = h.Client()


def runs(schedule=None):
    more = {"schedule": schedule} if schedule else {}
    return berth("ListRuns", **more)["runs"]


def tags(**pairs):
    return [{"key": f"berth:{name}", "value": value} for name, value in pairs.items()]


class Jobs(unittest.TestCase):
    def run_of(self, task):
        found = [it for it in runs() if any(a["taskArn"] == task for a in it["attempts"])]
        return found[0] if found else None

    def test_a_task_is_stopped_when_its_time_is_over(self):
        definition = aws.register(h.container(h.WAIT, memory=16), tags=tags(timeLimit="1s"))
        task = aws.stopped(aws.start(definition))
        self.assertEqual(task["stoppedReason"], "Task stopped: its time limit is over (berth:timeLimit 1s)")
        # A caller's own tag goes before the definition's.
        task = aws.start(definition, tags=tags(timeLimit="1h"))
        aws.running(task)
        aws.stop(task)
        with h.refused(self, "InvalidParameterException", "berth:timeLimit"):
            aws.start(definition, tags=tags(timeLimit="soon"))

    def test_what_fails_is_tried_again(self):
        definition = aws.register(h.container("exit 3", memory=16))
        task = aws.start(definition, tags=tags(retries="1"))
        run = h.until(
            lambda: (it := self.run_of(task)) and it["status"] == "FAILED" and it, 60, lambda: self.run_of(task)
        )
        self.assertEqual(len(run["attempts"]), 2)
        self.assertEqual(run["reason"], "Container main ended with exit code 3.")

    def test_a_schedule_runs_tasks_and_says_what_came_of_them(self):
        definition = aws.register(h.container("sleep 0.1", memory=16))
        name = h.unique("schedule")
        made = berth(
            "PutSchedule",
            name=name,
            scheduleExpression="rate(2 seconds)",
            task={"taskDefinition": definition, "tags": tags(timeLimit="30s")},
        )
        self.assertEqual((made["state"], made["concurrency"]), ("ENABLED", 1))

        def twice():
            good = [it for it in runs(name) if it["status"] == "SUCCEEDED"]
            return good if len(good) >= 2 else None

        good = h.until(twice, 60, lambda: runs(name))
        (attempt,) = good[0]["attempts"]
        task = aws.task(attempt["taskArn"])
        self.assertEqual(task["startedBy"], f"berth-schedule/{name}")
        dues = [it["dueAt"] for it in runs(name)]
        self.assertEqual(dues, sorted(set(dues), reverse=True))
        berth("DeleteSchedule", name=name)
        count = len(runs(name))
        self.assertNotIn(name, [it["name"] for it in berth("ListSchedules")["schedules"]])
        h.until(lambda: all(it["status"] != "RUNNING" for it in runs(name)), 30, lambda: runs(name))
        self.assertLessEqual(len(runs(name)), count)


class Commands(unittest.TestCase):
    """In a region of its own, whose data directory is known."""

    @classmethod
    def setUpClass(cls):
        cls.region = h.Region().__enter__()
        cls.addClassCleanup(cls.region.__exit__)
        cls.region.connected()
        cls.aws = cls.region.client

    def berth(self, *arguments):
        command = [h.BERTH, *arguments, "--data-dir", self.region.data_dir]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout

    def test_the_picture_of_a_cluster(self):
        definition = self.aws.register(h.container(h.WAIT, memory=16))
        task = self.aws.start(definition)
        self.aws.running(task)
        drawn = self.berth("placement", "default")
        first, *_ = drawn.splitlines()
        self.assertEqual(first, "default: 1 zone, 1 instance, 1 task")
        self.assertRegex(drawn, r"(?m)^A +1  family:")
        shown = json.loads(self.berth("placement", "default", "--json"))
        self.assertEqual([it["taskArn"] for it in shown["tasks"]], [task])
        self.aws.stop(task)

    def test_schedules_from_the_command_line(self):
        definition = self.aws.register(h.container("true", memory=16))
        schedule = {"name": "often", "scheduleExpression": "cron(0 4 * * ? *)", "task": {"taskDefinition": definition}}
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(schedule, file)
            file.flush()
            self.assertIn("often ENABLED next 2", self.berth("schedule", "put", file.name))
        listed = self.berth("schedule", "list").splitlines()
        self.assertRegex(listed[1], r"^often +ENABLED +cron\(0 4 \* \* \? \*\) +\d{4}-")
        self.assertEqual(self.berth("schedule", "runs").split(), ["DUE", "SCHEDULE", "STATUS", "TRIES", "TASK"])
        # Late by a restart: it is still there.
        self.region.end()
        type(self).aws = self.region.start()
        self.assertEqual(len(json.loads(self.berth("schedule", "list", "--json"))["schedules"]), 1)
        self.berth("schedule", "delete", "often")
        self.assertEqual(len(self.berth("schedule", "list").splitlines()), 1)


if __name__ == "__main__":
    h.run()
