"""`berth run`: what it prints for programs, and what it says of files that are none."""

import json
import os
import subprocess
import tempfile
import unittest

import _harness as h


class Run(unittest.TestCase):
    def berth_run(self, document, *words):
        text = document if isinstance(document, str) else json.dumps(document)
        with tempfile.NamedTemporaryFile("w", suffix=".json", dir=os.environ["BERTH_E2E_DIR"]) as file:
            file.write(text)
            file.flush()
            return subprocess.run(
                [h.BERTH, "run", file.name, "--data-dir", h.DATA_DIR, *words],
                capture_output=True, text=True, timeout=60)

    def definition(self, *containers):
        return {"family": h.unique("run"), "containerDefinitions": list(containers)}

    def test_json_is_one_event_a_line(self):
        main = h.container("echo out; echo err >&2; exit 7")
        ran = self.berth_run(self.definition(main), "--follow", "--json")
        self.assertEqual(ran.returncode, 7, ran.stderr)
        events = [json.loads(line) for line in ran.stdout.splitlines()]
        self.assertEqual([event["event"] for event in events][:2], ["registered", "started"])
        logs = [event for event in events if event["event"] == "log"]
        self.assertEqual({event["message"] for event in logs}, {"out", "err"})
        self.assertEqual({event["container"] for event in logs}, {"main"})
        stopped = next(event for event in events if event["event"] == "stopped")
        self.assertEqual(stopped["what"], "Essential container in task exited")

    def test_lines_alone_are_on_standard_output(self):
        ran = self.berth_run(self.definition(h.container("echo hello; exit 3")), "--follow")
        self.assertEqual((ran.returncode, ran.stdout), (3, "hello\n"), ran.stderr)
        self.assertIn("berth: stopped", ran.stderr)

    def test_a_task_that_fails_to_start_says_why(self):
        ran = self.berth_run(self.definition(h.container(image=f"{h.REGISTRY}/no/image:1")))
        self.assertEqual(ran.returncode, 1)
        self.assertIn("CannotPullContainerError", ran.stderr)
        self.assertNotIn("panicked", ran.stderr)

    def test_files_that_are_no_task_definition(self):
        good = self.definition(h.container("true"))
        wrong_type = dict(good, containerDefinitions={"name": "main"})
        cases = {
            "{": "EOF",
            "": "EOF",
            "[1, 2]": "no task definition",
            json.dumps(wrong_type): "containerDefinitions",
            json.dumps(dict(good, family="no spaces allowed")): "family",
            json.dumps(self.definition(h.container(memory=-1))): "memory",
            json.dumps(self.definition()): "Container",
        }
        for text, word in cases.items():
            with self.subTest(text=text[:60]):
                ran = self.berth_run(text)
                self.assertEqual(ran.returncode, 1, ran.stdout)
                self.assertEqual(ran.stdout, "")
                self.assertIn(word.lower(), ran.stderr.lower())
                self.assertLess(len(ran.stderr.splitlines()), 12, ran.stderr)

    def test_a_file_that_is_not_there(self):
        ran = subprocess.run(
            [h.BERTH, "run", "/no/such/file.json", "--data-dir", h.DATA_DIR],
            capture_output=True, text=True, timeout=20)
        self.assertEqual(ran.returncode, 1)
        self.assertIn("/no/such/file.json", ran.stderr)


h.run()
