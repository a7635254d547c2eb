"""What a program in a task finds at 169.254.170.2, in every network mode: metadata, credentials, the
agent API, the region's API; and what it does not find: another task's."""

import io
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
import unittest

import boto3

import _harness as h

aws = h.Client()
ROLE = f"arn:aws:iam::{h.ACCOUNT}:role/web"
# Prints what an address says, with its status, as one JSON line.
ASK = """
import json, os, sys, urllib.request, urllib.error
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
def ask(url, body=None, method=None):
    request = urllib.request.Request(url, data=body, method=method)
    try:
        with opener.open(request, timeout=10) as answer:
            status, text = answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        status, text = error.code, error.read().decode()
    except OSError as error:
        status, text = 0, repr(error)
    try:
        return status, json.loads(text)
    except ValueError:
        return status, text
"""
# Everything a container can read about itself.
LOOK = ASK + """
import boto3
env = os.environ
v4, v3 = env["ECS_CONTAINER_METADATA_URI_V4"], env["ECS_CONTAINER_METADATA_URI"]
base = "http://169.254.170.2"
relative = env["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"]
found = {"env": dict(env)}
for name, url in {
    "container": v4, "task": v4 + "/task", "tags": v4 + "/taskWithTags",
    "v3": v3, "v3_task": v3 + "/task", "v2": base + "/v2/metadata",
    "credentials": base + relative, "v1": base + "/v1/credentials?id=" + relative.split("/")[-1],
    "wrong": base + "/v2/credentials/none", "unknown": base + "/v4/none", "root": base + "/",
    "get": env["ECS_AGENT_URI"] + "/task-protection/v1/state",
    "closed": base + ":22/",
}.items():
    found[name] = ask(url)
url = env["ECS_AGENT_URI"] + "/task-protection/v1/state"
found["put"] = ask(url, b'{"ProtectionEnabled":true,"ExpiresInMinutes":10}', "PUT")
found["bad"] = ask(url, b'{"Protected":1}', "PUT")
# An unmodified SDK, told nothing but what ECS tells it.
found["caller"] = boto3.client("sts").get_caller_identity()
try:
    boto3.client("ecs").list_tasks()
except Exception as error:
    found["denied"] = str(error)
import time
counted = False
while not counted:
    found["stats"], found["task_stats"] = ask(v4 + "/stats"), ask(v4 + "/task/stats")
    found["network_rate_stats"] = found["stats"][1].get("network_rate_stats")
    # Two samples, the newer one after the first request: nothing else need pass here.
    heard = [it["rx_bytes"] > 0 for it in found["stats"][1].get("networks", {}).values()]
    counted = found["stats"][1].get("preread", "0").startswith("2") and all(heard)
    time.sleep(0.3)
statuses = [ask(v4)[0] for _ in range(200)]
found["limited"] = {str(status): statuses.count(status) for status in set(statuses)}
print(json.dumps(found, default=str))
"""


def python_image():
    """Pushes an image with this Python and boto3 in it; its name."""
    from importlib.metadata import distribution
    root = tempfile.mkdtemp(dir=os.environ["BERTH_E2E_DIR"])
    try:
        for name in ["proc", "sys", "dev", "tmp", "etc", "root", "usr/bin", "app"]:
            os.makedirs(os.path.join(root, name))
        real = os.path.realpath(sys.executable)
        lib = sysconfig.get_paths()["stdlib"]
        files = [real, lib, "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"]
        modules = [os.path.join(lib, "lib-dynload", name)
                   for name in os.listdir(os.path.join(lib, "lib-dynload"))]
        for program in [real, *modules]:
            said = subprocess.run(["ldd", program], capture_output=True, text=True).stdout
            files += [word for line in said.splitlines() for word in line.split()
                      if word.startswith("/")]
        for path in sorted(set(files)):
            if not os.path.exists(path):
                continue
            to = root + path
            os.makedirs(os.path.dirname(to), exist_ok=True)
            if os.path.isdir(path):
                skip = shutil.ignore_patterns(
                    "__pycache__", "test", "tests", "site-packages", "dist-packages", "idlelib",
                    "lib2to3", "ensurepip", "tkinter", "config-*")
                shutil.copytree(path, to, ignore=skip, dirs_exist_ok=True)
            elif not os.path.exists(to):
                shutil.copy(os.path.realpath(path), to)
        keep = {"ecs", "sts", "logs"}
        for package in ["boto3", "botocore", "s3transfer", "jmespath", "dateutil", "urllib3", "six"]:
            module = __import__(package)
            place = os.path.dirname(module.__file__) if package != "six" else module.__file__
            to = os.path.join(root, "app", os.path.basename(place))
            if package == "six":
                shutil.copy(place, to)
                continue

            def skip(where, names):
                if os.path.basename(where) == "data" and "botocore" in where:
                    return [name for name in names
                            if os.path.isdir(os.path.join(where, name)) and name not in keep]
                return [name for name in names if name == "__pycache__"]

            shutil.copytree(place, to, ignore=skip)
        with open(os.path.join(root, "etc/passwd"), "w") as file:
            file.write("root:x:0:0:root:/root:/bin/sh\n")
        return push(root, "python:1", {
            "Entrypoint": [real],
            "Env": ["PYTHONPATH=/app", "PYTHONDONTWRITEBYTECODE=1", "AWS_EC2_METADATA_DISABLED=true"],
        })
    finally:
        shutil.rmtree(root)


def push(root, name, config):
    """Pushes a directory as an image of one layer."""
    import hashlib
    import tarfile
    with tempfile.TemporaryDirectory(dir=os.environ["BERTH_E2E_DIR"]) as layout:
        blobs = os.path.join(layout, "blobs/sha256")
        os.makedirs(blobs)

        def put(kind, data):
            digest = hashlib.sha256(data).hexdigest()
            with open(os.path.join(blobs, digest), "wb") as file:
                file.write(data)
            return {"mediaType": kind, "digest": f"sha256:{digest}", "size": len(data)}

        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as tar:
            tar.add(root, ".")
        layer = put("application/vnd.oci.image.layer.v1.tar", packed.getvalue())
        machine = {"x86_64": "amd64", "aarch64": "arm64"}[os.uname().machine]
        config = put("application/vnd.oci.image.config.v1+json", json.dumps({
            "architecture": machine, "os": "linux", "config": config,
            "rootfs": {"type": "layers", "diff_ids": [layer["digest"]]},
        }).encode())
        manifest = put("application/vnd.oci.image.manifest.v1+json", json.dumps({
            "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": config, "layers": [layer],
        }).encode())
        manifest["annotations"] = {"org.opencontainers.image.ref.name": "image"}
        for file, content in {
            "index.json": {"schemaVersion": 2, "manifests": [manifest]},
            "oci-layout": {"imageLayoutVersion": "1.0.0"},
        }.items():
            with open(os.path.join(layout, file), "w") as out:
                json.dump(content, out)
        reference = f"{h.REGISTRY}/{name}"
        subprocess.run(
            ["skopeo", "copy", "--quiet", "--dest-tls-verify=false", f"oci:{layout}:image",
             f"docker://{reference}"], check=True, capture_output=True, timeout=120)
        return reference


def setUpModule():
    global IMAGE
    IMAGE = python_image()


def program(script, **more):
    return h.container(["-c", script], image=IMAGE, memory=256, **more)


def saw(task, client=aws):
    """The JSON that the task's program printed last."""
    lines = client.lines(task)
    assert lines and lines[-1].startswith("{"), lines[-30:]
    return json.loads(lines[-1])


class Inside(unittest.TestCase):
    """A program reads everything there is, in each network mode."""

    def look(self, mode):
        definition = aws.register(
            program(LOOK, dockerLabels={"team": "blue"}), networkMode=mode, taskRoleArn=ROLE,
            cpu="256", memory="512")
        call = {}
        if mode == "awsvpc":
            subnets = h.client("ec2").describe_subnets()["Subnets"]
            subnets = [it["SubnetId"] for it in subnets]
            call["networkConfiguration"] = {"awsvpcConfiguration": {"subnets": subnets}}
        arn = aws.start(definition, tags=[{"key": "stage", "value": mode}], **call)
        task = aws.stopped(arn)
        self.assertEqual(h.one(task)["exitCode"], 0, aws.lines(task)[-20:])
        return task, saw(task)

    def check(self, mode):
        task, found = self.look(mode)
        main = h.one(task)
        family, revision = task["taskDefinitionArn"].rsplit("/", 1)[1].split(":")
        env = found["env"]
        self.assertEqual(env["AWS_EXECUTION_ENV"], "AWS_ECS_EC2")
        self.assertEqual(env["AWS_REGION"], h.REGION)
        self.assertEqual(env["AWS_DEFAULT_REGION"], h.REGION)
        self.assertEqual(env["AWS_ENDPOINT_URL"], "http://169.254.170.2:4566")

        status, container = found["container"]
        self.assertEqual(status, 200)
        self.assertEqual(container["DockerId"], main["runtimeId"])
        self.assertEqual(container["ContainerARN"], main["containerArn"])
        self.assertEqual(container["Image"], IMAGE)
        self.assertEqual(container["KnownStatus"], "RUNNING")
        self.assertEqual(container["LogDriver"], "awslogs")
        self.assertEqual(container["Labels"]["team"], "blue")
        self.assertEqual(container["Labels"]["com.amazonaws.ecs.task-arn"], task["taskArn"])
        self.assertEqual([network["NetworkMode"] for network in container["Networks"]], [mode])

        status, about = found["task"]
        self.assertEqual(status, 200)
        for field, expected in {
            "Cluster": "default", "TaskARN": task["taskArn"], "Family": family,
            "Revision": revision, "DesiredStatus": "RUNNING", "KnownStatus": "RUNNING",
            "LaunchType": "EC2", "AvailabilityZone": task["availabilityZone"],
            "Limits": {"CPU": 0.25, "Memory": 512}, "FaultInjectionEnabled": False,
        }.items():
            self.assertEqual(about[field], expected, field)
        self.assertEqual(about["Containers"], [container])
        self.assertNotIn("TaskTags", about)
        self.assertEqual(found["tags"][1]["TaskTags"], {"stage": mode})
        self.assertNotIn("Errors", found["tags"][1])
        self.assertEqual(found["v3"][1]["DockerId"], main["runtimeId"])
        self.assertNotIn("LogDriver", found["v3"][1])
        self.assertEqual(found["v3_task"][1]["TaskARN"], task["taskArn"])
        if mode == "host":
            self.assertEqual(found["v2"][0], 400)
        else:
            self.assertEqual(found["v2"][1]["TaskARN"], task["taskArn"])

        status, keys = found["credentials"]
        self.assertEqual(status, 200)
        self.assertEqual(set(keys), {
            "RoleArn", "AccessKeyId", "SecretAccessKey", "Token", "Expiration"})
        self.assertEqual(keys["RoleArn"], ROLE)
        self.assertEqual(found["v1"], [200, keys])
        self.assertEqual(found["wrong"], [400, {
            "code": "InvalidIdInRequest", "HTTPErrorCode": 400,
            "message": "CredentialsV2Request: Credentials not found"}])
        self.assertEqual(found["unknown"][0], 404)
        self.assertEqual(found["root"][0], 404)
        self.assertEqual(found["closed"][0], 0, found["closed"])

        stats = found["stats"][1]
        self.assertEqual(stats["id"], main["runtimeId"])
        self.assertEqual(set(found["task_stats"][1]), {main["runtimeId"]})
        used = [stats[name]["cpu_usage"]["total_usage"] for name in ("precpu_stats", "cpu_stats")]
        self.assertTrue(0 < used[0] <= used[1], used)
        self.assertGreater(stats["cpu_stats"]["system_cpu_usage"],
                           stats["precpu_stats"]["system_cpu_usage"])
        self.assertTrue(0 < stats["memory_stats"]["usage"] <= stats["memory_stats"]["limit"])
        self.assertEqual(stats["memory_stats"]["limit"], 256 << 20)
        self.assertGreater(stats["pids_stats"]["current"], 0)
        if mode in ("bridge", "awsvpc"):
            self.assertGreater(stats["networks"]["eth0"]["rx_bytes"], 0)
            self.assertIn("rx_bytes_per_sec", stats["network_rate_stats"])
        else:
            self.assertNotIn("networks", stats)

        # A standalone task cannot be protected; the region says so to the task's role.
        for name in ["get", "put"]:
            status, answer = found[name]
            self.assertEqual((status, answer["failure"]["Reason"]), (200, "TASK_NOT_VALID"))
            self.assertEqual(answer["failure"]["Arn"], task["taskArn"])
        self.assertEqual(found["bad"][0], 400)
        self.assertEqual(found["bad"][1]["error"]["Code"], "InvalidParameterException")

        self.assertEqual(
            found["caller"]["Arn"],
            f"arn:aws:sts::{h.ACCOUNT}:assumed-role/web/{h.task_id(task)}")
        self.assertIn("AccessDenied", found["denied"])
        self.assertIn("assumed-role/web", found["denied"])
        self.assertGreater(found["limited"]["429"], 0, found["limited"])
        self.assertGreaterEqual(found["limited"]["200"], 1, found["limited"])

        # With the task its credentials have gone.
        session = boto3.client(
            "sts", endpoint_url=os.environ["AWS_ENDPOINT_URL"], region_name=h.REGION,
            aws_access_key_id=keys["AccessKeyId"], aws_secret_access_key=keys["SecretAccessKey"],
            aws_session_token=keys["Token"], config=h.CONFIG)
        with h.refused(self, "InvalidClientTokenId"):
            session.get_caller_identity()

    # proves: ContainerDefinition.dockerLabels
    def test_bridge(self):
        self.check("bridge")

    def test_host(self):
        self.check("host")

    def test_none(self):
        self.check("none")

    def test_awsvpc(self):
        self.check("awsvpc")

    # proves: RegisterTaskDefinitionRequest.taskRoleArn
    def test_a_role_of_the_call_and_an_endpoint_of_ones_own(self):
        script = "import json, os; import boto3; print(json.dumps({'env': dict(os.environ), " \
            "'arn': boto3.client('sts', endpoint_url='http://169.254.170.2:4566')" \
            ".get_caller_identity()['Arn']}))"
        main = program(script, environment=[
            {"name": "BERTH_AWS_ENDPOINT_URL", "value": "off"}])
        definition = aws.register(main, taskRoleArn=ROLE)
        other = f"arn:aws:iam::{h.ACCOUNT}:role/other"
        arn = aws.start(definition, overrides={"taskRoleArn": other})
        task = aws.stopped(arn)
        found = saw(task)
        self.assertNotIn("AWS_ENDPOINT_URL", found["env"])
        self.assertIn("assumed-role/other/", found["arn"])


class Between(unittest.TestCase):
    """No task reaches another's, although it knows every name."""

    def test_a_neighbour_is_refused(self):
        # They tell each other all they know by a directory of the host.
        shared = tempfile.mkdtemp(dir=os.environ["BERTH_E2E_DIR"])
        self.addCleanup(shutil.rmtree, shared)
        script = ASK + """
import time
me = sys.argv[1]
mine = {"v4": os.environ["ECS_CONTAINER_METADATA_URI_V4"],
        "api": os.environ["ECS_AGENT_URI"] + "/task-protection/v1/state",
        "credentials": "http://169.254.170.2" + os.environ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"]}
with open(f"/shared/{me}.new", "w") as file:
    json.dump(mine, file)
os.rename(f"/shared/{me}.new", f"/shared/{me}")
names = ["bridge", "host", "none"]
while not all(os.path.exists(f"/shared/{name}") for name in names):
    time.sleep(0.05)
found = {}
for name in names:
    with open(f"/shared/{name}") as file:
        urls = json.load(file)
    found[name] = {what: ask(url)[0] for what, url in urls.items()}
open(f"/shared/{me}.done", "w").close()
# Nobody goes before all have asked.
while not all(os.path.exists(f"/shared/{name}.done") for name in names):
    time.sleep(0.05)
print(json.dumps(found))
"""
        arns = {}
        for mode in ["bridge", "host", "none"]:
            main = h.container(
                ["-c", script, mode], image=IMAGE, memory=256,
                mountPoints=[{"sourceVolume": "shared", "containerPath": "/shared"}])
            definition = aws.register(
                main, networkMode=mode, taskRoleArn=ROLE,
                volumes=[{"name": "shared", "host": {"sourcePath": shared}}])
            arns[mode] = aws.start(definition)
        for mode, arn in arns.items():
            task = aws.stopped(arn)
            for other, statuses in saw(task).items():
                own = mode == other
                self.assertEqual(statuses, {
                    "v4": 200 if own else 404,
                    "api": 200 if own else 404,
                    "credentials": 200 if own else 400,
                }, f"{mode} asks for what is {other}'s")

    def test_nobody_asks_from_outside(self):
        # Another host: a namespace with a cable to ours that knows the way to the bridge.
        name = h.unique("e")[:9]

        def ip(*words):
            subprocess.run(["ip", *words], check=True, capture_output=True, timeout=10)

        with open("/proc/net/tcp") as file:
            rows = [line.split() for line in file.readlines()[1:]]
        ours = {".".join(str(int(row[1][i:i + 2], 16)) for i in (6, 4, 2, 0)): int(row[1][9:], 16)
                for row in rows if row[3] == "0A" and int(row[1][9:], 16) in (51679, 51680)}
        self.assertIn("127.0.0.1", ours)
        gateways = [address for address in ours if address != "127.0.0.1"]
        self.assertTrue(gateways, ours)
        ip("netns", "add", name)
        self.addCleanup(ip, "netns", "delete", name)
        ip("link", "add", f"{name}a", "type", "veth", "peer", "name", f"{name}b", "netns", name)
        ip("address", "add", "198.51.100.5/30", "dev", f"{name}a")
        ip("link", "set", f"{name}a", "up")
        ip("-n", name, "address", "add", "198.51.100.6/30", "dev", f"{name}b")
        ip("-n", name, "link", "set", f"{name}b", "up")
        ip("-n", name, "route", "add", "default", "via", "198.51.100.5")
        for address, port in [
            *((gateway, 51679) for gateway in gateways), ("198.51.100.5", 51679),
            ("169.254.170.2", 80), ("169.254.170.2", 4566),
        ]:
            asked = subprocess.run(
                ["ip", "netns", "exec", name, "curl", "-s", "--noproxy", "*", "-m", "1",
                 f"http://{address}:{port}/v2/metadata"], capture_output=True, timeout=10)
            self.assertNotEqual(asked.returncode, 0, f"{address}:{port}: {asked.stdout}")


class Outside(unittest.TestCase):
    """What the host and the region tell of a running task."""

    def test_introspection_and_metrics(self):
        busy = h.container("while :; do :; done", stopTimeout=1)
        arn = aws.start(aws.register(busy, cpu="256", memory="128"))
        self.addCleanup(aws.stop, arn)
        task = aws.running(arn)
        main = h.one(task)

        def get(url):
            said = subprocess.run(["curl", "-s", "--noproxy", "*", "-m", "5", url],
                                  check=True, capture_output=True, timeout=10).stdout.decode()
            return said if "/metrics" in url else json.loads(said)

        host = "http://127.0.0.1:51678"
        metadata = get(f"{host}/v1/metadata")
        self.assertEqual(metadata["Cluster"], "default")
        self.assertEqual(metadata["ContainerInstanceArn"], task["containerInstanceArn"])
        for query in [f"taskarn={arn}", f"dockerid={main['runtimeId'][:12]}"]:
            found = get(f"{host}/v1/tasks?{query}")
            self.assertEqual((found["Arn"], found["KnownStatus"]), (arn, "RUNNING"))
            self.assertEqual(found["Containers"][0]["DockerId"], main["runtimeId"])
        self.assertIn(arn, [it["Arn"] for it in get(f"{host}/v1/tasks")["Tasks"]])
        self.assertEqual(get(f"{host}/v1/tasks?taskarn=none"), {})

        def figures():
            lines = get(os.environ["AWS_ENDPOINT_URL"] + "/metrics").splitlines()
            pairs = [line.rsplit(" ", 1) for line in lines if not line.startswith("#")]
            return {name: float(value) for name, value in pairs}

        name = 'berth_cluster_cpu_utilization_percent{cluster="default"}'
        found = h.until(lambda: (it := figures()).get(name, 0) > 1 and it, 60, name)
        self.assertLessEqual(found[name], 100.5)
        self.assertGreater(found['berth_cluster_cpu_reservation_percent{cluster="default"}'], 0)
        self.assertGreaterEqual(found["berth_agents_connected"], 1)
        self.assertGreater(found['berth_request_duration_seconds_count{operation="RunTask"}'], 0)
        self.assertGreaterEqual(found['berth_tasks{status="RUNNING"}'], 1)


class Later(unittest.TestCase):
    """Restarts, refreshed credentials, protection: on a region of the test's own."""

    def test_the_same_ids_after_the_agent_was_killed_and_fresh_credentials(self):
        script = ASK + """
import time
print(json.dumps({"env": dict(os.environ)}), flush=True)
url = "http://169.254.170.2" + os.environ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"]
v4 = os.environ["ECS_CONTAINER_METADATA_URI_V4"]
last = None
while True:
    now = (ask(v4)[0], *ask(url))
    if now != last:
        print(json.dumps({"v4": now[0], "status": now[1], "keys": now[2]}), flush=True)
        last = now
    time.sleep(0.1)
"""
        region = h.Region()
        region.command = lambda: [
            *h.Region.command(region), "--role-credentials-seconds", "10"]
        with region:
            client = region.client
            arns = [
                client.start(client.register(
                    program(script, stopTimeout=1), networkMode=mode, taskRoleArn=ROLE))
                for mode in ["bridge", "none"]]
            for arn in arns:
                client.running(arn)

            def said(arn):
                lines = [json.loads(line) for line in client.lines(arn)]
                return [line for line in lines[1:] if line["v4"] == 200 and line["status"] == 200]

            def different(arn):
                return {line["keys"]["AccessKeyId"] for line in said(arn)}

            # Long before they expire there are others, under the same name.
            for arn in arns:
                h.until(lambda: len(different(arn)) >= 2, 40, "fresh credentials")
            before = {arn: len(said(arn)) for arn in arns}
            os.kill(region.role("agent"), 9)
            region.connected()
            for arn in arns:
                h.until(lambda: len(said(arn)) > before[arn], 60, "answers after the restart")
                client.stop(arn)
        left = subprocess.run(["nft", "list", "tables"], check=True, capture_output=True, text=True)
        self.assertNotIn("berth_metadata", left.stdout)


if __name__ == "__main__":
    h.run()
