"""The CloudWatch Logs API: groups, streams, events, tokens both ways, filters, retention, tags."""

import time
import unittest

import _harness as h

aws = h.Client()
logs = aws.logs


def now_ms():
    return int(time.time() * 1000)


class Logs(unittest.TestCase):
    def setUp(self):
        self.group = h.unique("/group")
        logs.create_log_group(logGroupName=self.group, tags={"a": "b"})
        self.addCleanup(logs.delete_log_group, logGroupName=self.group)

    def stream(self, *messages, name="s"):
        logs.create_log_stream(logGroupName=self.group, logStreamName=name)
        if messages:
            start = now_ms() - len(messages)
            events = [{"timestamp": start + n, "message": text} for n, text in enumerate(messages)]
            logs.put_log_events(logGroupName=self.group, logStreamName=name, logEvents=events)

    def get(self, **more):
        return logs.get_log_events(logGroupName=self.group, logStreamName="s", **more)

    def test_tokens_lead_both_ways_and_end_at_themselves(self):
        self.stream(*map(str, range(10)))
        newest = self.get(limit=3)
        self.assertEqual([e["message"] for e in newest["events"]], ["7", "8", "9"])
        older = self.get(limit=3, nextToken=newest["nextBackwardToken"])
        self.assertEqual([e["message"] for e in older["events"]], ["4", "5", "6"])
        forward = self.get(limit=3, nextToken=older["nextForwardToken"])
        self.assertEqual([e["message"] for e in forward["events"]], ["7", "8", "9"])
        end = self.get(nextToken=forward["nextForwardToken"])
        self.assertEqual((end["events"], end["nextForwardToken"]), ([], forward["nextForwardToken"]))
        self.stream(name="other")
        oldest = self.get(limit=2, startFromHead=True)
        self.assertEqual([e["message"] for e in oldest["events"]], ["0", "1"])
        logs.put_log_events(logGroupName=self.group, logStreamName="s",
                            logEvents=[{"timestamp": now_ms(), "message": "10"}])
        more = self.get(nextToken=end["nextForwardToken"])
        self.assertEqual([e["message"] for e in more["events"]], ["10"])

    def test_filters(self):
        self.stream("an ERROR here", "all is well", "ERROR and warning", name="a")
        self.stream("ERROR elsewhere", name="b")
        pages = logs.get_paginator("filter_log_events").paginate(
            logGroupName=self.group, filterPattern="ERROR", logStreamNames=["a"])
        found = [e["message"] for page in pages for e in page["events"]]
        self.assertEqual(found, ["an ERROR here", "ERROR and warning"])
        everywhere = logs.filter_log_events(logGroupName=self.group, filterPattern="ERROR")["events"]
        self.assertEqual({e["logStreamName"] for e in everywhere}, {"a", "b"})

    def test_events_of_several_lines(self):
        script = "echo 'E one'; echo '  at a'; echo '  at b'; echo 'E two'; echo '  at c'"
        definition = h.container(script)
        definition["logConfiguration"]["options"]["awslogs-multiline-pattern"] = "^E "
        task = aws.run(definition)
        events = aws.lines(task["taskArn"])
        self.assertEqual(events, ["E one\n  at a\n  at b\n", "E two\n  at c\n"])
        definition = h.container(script.replace("E ", "2026-11-29 "))
        definition["logConfiguration"]["options"]["awslogs-datetime-format"] = "%Y-%m-%d"
        task = aws.run(definition)
        events = aws.lines(task["taskArn"])
        self.assertEqual(events, ["2026-11-29 one\n  at a\n  at b\n", "2026-11-29 two\n  at c\n"])

    def test_a_pattern_that_is_none_ends_the_task(self):
        definition = h.container("echo hello")
        definition["logConfiguration"]["options"]["awslogs-multiline-pattern"] = "("
        task = aws.run(definition)
        self.assertIn("awslogs-multiline-pattern", task["containers"][0]["reason"] + task["stoppedReason"])

    def test_groups_streams_retention_and_tags(self):
        self.stream("x", name="task/one")
        self.stream(name="task/two")
        found = logs.describe_log_streams(logGroupName=self.group, logStreamNamePrefix="task/")
        self.assertEqual([s["logStreamName"] for s in found["logStreams"]], ["task/one", "task/two"])
        logs.put_retention_policy(logGroupName=self.group, retentionInDays=7)
        group = logs.describe_log_groups(logGroupNamePrefix=self.group)["logGroups"][0]
        self.assertEqual(group["retentionInDays"], 7)
        arn = group["arn"].removesuffix(":*")
        self.assertEqual(logs.list_tags_for_resource(resourceArn=arn)["tags"], {"a": "b"})
        with h.refused(self, "InvalidParameterException"):
            logs.put_retention_policy(logGroupName=self.group, retentionInDays=8)
        with h.refused(self, "ResourceAlreadyExistsException"):
            logs.create_log_group(logGroupName=self.group)
        with h.refused(self, "ResourceNotFoundException"):
            self.get()

    def test_long_and_partial_lines(self):
        task, lines = aws.output(h.container(
            "head -c 300000 /dev/zero | tr '\\0' a; echo; printf 'no newline'"))
        self.assertEqual(sum(map(len, lines[:-1])), 300000, h.brief(task))
        self.assertLessEqual(max(map(len, lines)), 256 * 1024)
        self.assertEqual(lines[-1], "no newline")

    def test_both_outputs_and_many_lines(self):
        count = 20000
        task, lines = aws.output(h.container(f"echo to stderr >&2; seq {count}"), seconds=90)
        self.assertEqual(h.one(task)["exitCode"], 0, h.brief(task))
        self.assertIn("to stderr", lines)
        numbers = [int(line) for line in lines if line != "to stderr"]
        # 20,000 lines at once fit the default buffer, so none is dropped.
        self.assertEqual(numbers, list(range(1, count + 1)))


h.run()
