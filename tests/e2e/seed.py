"""Two task definitions as people write them: one for Fargate, and two containers with a volume.

`cpu` and `memory` of the first are numbers, which the AWS clients' own model forbids; it is sent
as its file has it, signed by botocore. The second is a fragment: a family, memory and an image
that exists are added and nothing else.
"""

import itertools
import json
import os
import subprocess
import unittest

import _harness as h
import _raw

aws = h.Client()
HERE = os.path.dirname(os.path.abspath(__file__))
# CPU units: MiB, as the document's own table has them.
TABLE = {
    256: [512, 1024, 2048],
    512: [1024, 2048, 3072, 4096],
    1024: list(range(2048, 8192 + 1, 1024)),
    2048: list(range(4096, 16384 + 1, 1024)),
    4096: list(range(8192, 30720 + 1, 1024)),
}
TABLE_LATER = {
    8192: list(range(16 * 1024, 60 * 1024 + 1, 4096)),
    16384: list(range(32 * 1024, 120 * 1024 + 1, 8192)),
}


def document(name):
    with open(os.path.join(HERE, "data", name)) as file:
        return file.read()


def send(body):
    return _raw.post("AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition", body)


class Seed(unittest.TestCase):
    def test_the_fargate_document_is_registered_as_it_stands(self):
        status, answer = send(document("fargate.json"))
        self.assertEqual(status, 200, answer)
        definition = answer["taskDefinition"]
        self.assertEqual(definition["family"], "fargate-task-definition")
        self.assertEqual((definition["cpu"], definition["memory"]), ("256", "512"))
        self.assertEqual(definition["status"], "ACTIVE")
        self.assertEqual(definition["requiresCompatibilities"], ["FARGATE"])
        self.assertEqual({"EC2", "FARGATE"} - set(definition["compatibilities"]), set())
        again = aws.ecs.describe_task_definition(taskDefinition="fargate-task-definition")
        self.assertEqual(again["taskDefinition"]["containerDefinitions"][0]["name"], "sample-fargate-app")

    def test_each_pair_of_the_table_and_none_other(self):
        sizes = sorted({m for row in TABLE.values() for m in row} | {128, 256, 31744, 122880, 131072})
        given = json.loads(document("fargate.json")) | {"family": h.unique("pairs")}
        for cpu, memory in itertools.product(sorted(TABLE), sizes):
            with self.subTest(cpu=cpu, memory=memory):
                status, answer = send(json.dumps(given | {"cpu": cpu, "memory": memory}))
                if memory in TABLE[cpu]:
                    self.assertEqual(status, 200, answer)
                else:
                    self.refused(status, answer)

    def refused(self, status, answer):
        self.assertEqual(status, 400)
        self.assertEqual(answer["__type"].rsplit("#", 1)[-1], "ClientException")
        message = answer.get("message") or answer.get("Message")
        self.assertEqual(message, "No Fargate configuration exists for given values.")

    def test_sizes_that_came_later(self):
        given = json.loads(document("fargate.json")) | {"family": h.unique("later")}
        for cpu, row in TABLE_LATER.items():
            for memory in [row[0], row[-1]]:
                status, answer = send(json.dumps(given | {"cpu": str(cpu), "memory": str(memory)}))
                self.assertEqual(status, 200, answer)
            for memory in [row[0] - 1024, row[0] + 1024, row[-1] + 8192]:
                self.refused(*send(json.dumps(given | {"cpu": cpu, "memory": memory})))
        for cpu in [128, 300, 384, 3072, 32768]:
            self.refused(*send(json.dumps(given | {"cpu": cpu, "memory": 4096})))

    def test_sizes_in_words(self):
        given = json.loads(document("fargate.json")) | {"family": h.unique("words")}
        status, answer = send(json.dumps(given | {"cpu": ".5 vCPU", "memory": "2 GB"}))
        self.assertEqual(status, 200, answer)
        definition = answer["taskDefinition"]
        self.assertEqual((definition["cpu"], definition["memory"]), ("512", "2048"))

    def test_the_shared_volume_runs(self):
        given = json.loads(document("shared-volume.json"))
        given["family"] = h.unique("shared-volume")
        for container in given["containerDefinitions"]:
            container["image"] = h.IMAGE
            container["memory"] = 32
        status, answer = send(json.dumps(given))
        self.assertEqual(status, 200, answer)
        # The image's own command is a shell without input: both end with 0.
        task = aws.stopped(aws.start(given["family"]))
        codes = {it["name"]: it.get("exitCode") for it in task["containers"]}
        self.assertEqual(task["stopCode"], "EssentialContainerExited", h.brief(task))
        self.assertIn(0, codes.values(), h.brief(task))

    def test_the_shared_volume_is_shared(self):
        given = json.loads(document("shared-volume.json"))
        given["family"] = h.unique("shared-volume")
        for container in given["containerDefinitions"]:
            container["image"] = h.IMAGE
            container["memory"] = 32
        send(json.dumps(given))
        scripts = {
            "database1": "echo 1 >/var/scratch/word; " + h.WAIT,
            "database2": "until [ -s /var/scratch/word ]; do sleep 0.05; done; exit 12",
        }
        arn = aws.start(given["family"], overrides={"containerOverrides": [
            {"name": name, "command": ["sh", "-c", script]} for name, script in scripts.items()]})
        self.assertEqual(h.one(aws.stopped(arn), "database2")["exitCode"], 12)

    def test_berth_run_takes_the_file_and_exits_with_the_containers_code(self):
        given = json.loads(document("shared-volume.json"))
        given["family"] = h.unique("berth-run")
        given["cpu"], given["memory"] = 128, 128
        main = given["containerDefinitions"][0]
        main["image"] = h.IMAGE
        main["command"] = ["sh", "-c", "echo seen by berth run; exit 9"]
        main["logConfiguration"] = h.container()["logConfiguration"]
        given["containerDefinitions"] = [main]
        path = os.path.join(os.environ["BERTH_E2E_DIR"], given["family"] + ".json")
        with open(path, "w") as file:
            json.dump(given, file)
        ran = subprocess.run(
            [h.BERTH, "run", path, "--data-dir", h.DATA_DIR, "--follow"],
            capture_output=True, text=True, timeout=60)
        self.assertEqual(ran.returncode, 9, ran.stdout + ran.stderr)
        self.assertIn("seen by berth run", ran.stdout)


h.run()
