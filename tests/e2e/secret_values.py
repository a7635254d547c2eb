"""Secrets Manager and Parameter Store: by boto3 and the aws CLI, and in tasks' containers."""

import contextlib
import crypt
import json
import os
import signal
import subprocess
import tempfile
import unittest
import urllib.request
import warnings

import _harness as h

warnings.filterwarnings("ignore", category=DeprecationWarning)

ROLE = f"arn:aws:iam::{h.ACCOUNT}:role/execution"
# Nowhere on the disk but in these tests' own memory.
PLAIN = h.unique("plain-secret")
REASON = "ResourceInitializationError: unable to pull secrets or registry auth"


class Services(unittest.TestCase):
    """The operations as clients call them."""

    @classmethod
    def setUpClass(cls):
        cls.manager = h.client("secretsmanager")
        cls.ssm = h.client("ssm")

    def test_a_secret_from_its_first_version_to_its_end(self):
        manager, name = self.manager, h.unique("team/db")
        made = manager.create_secret(
            Name=name, SecretString="one", Description="first",
            Tags=[{"Key": "team", "Value": "a"}],
        )
        arn = made["ARN"]
        self.assertRegex(arn, f":secret:{name}-[A-Za-z0-9]{{6}}$")
        with h.refused(self, "ResourceExistsException", name):
            manager.create_secret(Name=name, SecretString="two")
        put = manager.put_secret_value(SecretId=arn, SecretString="two")
        self.assertEqual(put["VersionStages"], ["AWSCURRENT"])
        current = manager.get_secret_value(SecretId=name)
        self.assertEqual((current["SecretString"], current["VersionId"]), ("two", put["VersionId"]))
        # Without its suffix the ARN names the secret all the same.
        previous = manager.get_secret_value(SecretId=arn[:-7], VersionStage="AWSPREVIOUS")
        self.assertEqual(previous["SecretString"], "one")
        with h.refused(self, "ResourceNotFoundException", "AWSPENDING"):
            manager.get_secret_value(SecretId=arn, VersionStage="AWSPENDING")
        manager.update_secret(SecretId=arn, Description="second")
        manager.update_secret_version_stage(
            SecretId=arn, VersionStage="AWSCURRENT", MoveToVersionId=made["VersionId"],
            RemoveFromVersionId=put["VersionId"],
        )
        self.assertEqual(manager.get_secret_value(SecretId=arn)["SecretString"], "one")
        described = manager.describe_secret(SecretId=arn)
        self.assertEqual(described["Description"], "second")
        self.assertEqual(described["VersionIdsToStages"][put["VersionId"]], ["AWSPREVIOUS"])
        manager.tag_resource(SecretId=arn, Tags=[{"Key": "x", "Value": "y"}])
        manager.untag_resource(SecretId=arn, TagKeys=["team"])
        self.assertEqual(
            manager.describe_secret(SecretId=arn)["Tags"], [{"Key": "x", "Value": "y"}]
        )
        pages = manager.get_paginator("list_secrets").paginate(
            Filters=[{"Key": "name", "Values": [name]}]
        )
        listed = [it["ARN"] for page in pages for it in page["SecretList"]]
        self.assertEqual(listed, [arn])
        versions = manager.list_secret_version_ids(SecretId=arn)["Versions"]
        self.assertEqual(len(versions), 2)
        batch = manager.batch_get_secret_value(SecretIdList=[arn, "no-such-secret"])
        self.assertEqual(batch["SecretValues"][0]["SecretString"], "one")
        self.assertEqual(batch["Errors"][0]["ErrorCode"], "ResourceNotFoundException")
        manager.delete_secret(SecretId=arn, RecoveryWindowInDays=7)
        with h.refused(self, "InvalidRequestException", "marked for deletion"):
            manager.get_secret_value(SecretId=arn)
        manager.restore_secret(SecretId=arn)
        self.assertEqual(manager.get_secret_value(SecretId=arn)["SecretString"], "one")
        manager.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)
        with h.refused(self, "ResourceNotFoundException"):
            manager.describe_secret(SecretId=arn)
        password = manager.get_random_password(PasswordLength=20)["RandomPassword"]
        self.assertEqual(len(password), 20)

    def test_bytes_stay_bytes(self):
        name = h.unique("raw")
        arn = self.manager.create_secret(Name=name, SecretBinary=b"\x00\xff")["ARN"]
        self.assertEqual(self.manager.get_secret_value(SecretId=arn)["SecretBinary"], b"\x00\xff")

    def test_parameters_with_versions_labels_and_paths(self):
        ssm, root = self.ssm, f"/{h.unique('app')}"
        put = ssm.put_parameter(Name=f"{root}/url", Value="one", Type="String")
        self.assertEqual(put["Version"], 1)
        with h.refused(self, "ParameterAlreadyExists", "Overwrite"):
            ssm.put_parameter(Name=f"{root}/url", Value="two", Type="String")
        ssm.put_parameter(Name=f"{root}/url", Value="two", Overwrite=True)
        ssm.put_parameter(
            Name=f"{root}/db/password", Value="hidden", Type="SecureString",
            Tags=[{"Key": "team", "Value": "a"}],
        )
        ssm.label_parameter_version(Name=f"{root}/url", ParameterVersion=1, Labels=["first"])
        first = ssm.get_parameter(Name=f"{root}/url:first")["Parameter"]
        self.assertEqual((first["Value"], first["Version"]), ("one", 1))
        self.assertNotEqual(
            ssm.get_parameter(Name=f"{root}/db/password")["Parameter"]["Value"], "hidden"
        )
        got = ssm.get_parameters(Names=[f"{root}/db/password", "nothing"], WithDecryption=True)
        self.assertEqual(got["Parameters"][0]["Value"], "hidden")
        self.assertEqual(got["InvalidParameters"], ["nothing"])
        pages = ssm.get_paginator("get_parameters_by_path").paginate(
            Path=root, Recursive=True, MaxResults=1
        )
        names = [it["Name"] for page in pages for it in page["Parameters"]]
        self.assertEqual(names, [f"{root}/db/password", f"{root}/url"])
        history = ssm.get_parameter_history(Name=f"{root}/url")["Parameters"]
        self.assertEqual([it["Labels"] for it in history], [["first"], []])
        described = ssm.describe_parameters(
            ParameterFilters=[{"Key": "tag:team", "Values": ["a"]},
                              {"Key": "Path", "Option": "Recursive", "Values": [root]}]
        )["Parameters"]
        self.assertEqual([it["Name"] for it in described], [f"{root}/db/password"])
        ssm.add_tags_to_resource(
            ResourceType="Parameter", ResourceId=f"{root}/url", Tags=[{"Key": "k", "Value": "v"}]
        )
        tags = ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=f"{root}/url")
        self.assertEqual(tags["TagList"], [{"Key": "k", "Value": "v"}])
        ssm.delete_parameter(Name=f"{root}/url")
        with h.refused(self, "ParameterNotFound", root):
            ssm.get_parameter(Name=f"{root}/url")
        with h.refused(self, "ValidationException", "fully qualified"):
            ssm.put_parameter(Name="a/b", Value="x", Type="String")

    def test_the_aws_cli(self):
        def aws(*words):
            done = subprocess.run(
                ["aws", *words, "--output", "text"], capture_output=True, text=True, timeout=60
            )
            self.assertEqual(done.returncode, 0, done.stderr)
            return done.stdout.strip()

        name = h.unique("cli")
        aws("secretsmanager", "create-secret", "--name", name, "--secret-string", "by hand")
        value = aws("secretsmanager", "get-secret-value", "--secret-id", name,
                    "--query", "SecretString")
        self.assertEqual(value, "by hand")
        aws("ssm", "put-parameter", "--name", f"/{name}", "--type", "SecureString", "--value", "v")
        value = aws("ssm", "get-parameter", "--name", f"/{name}", "--with-decryption",
                    "--query", "Parameter.Value")
        self.assertEqual(value, "v")


class Tasks(unittest.TestCase):
    """What is in a container's environment, asserted from inside."""

    @classmethod
    def setUpClass(cls):
        cls.aws = h.Client()
        cls.manager = h.client("secretsmanager")
        cls.ssm = h.client("ssm")

    def secret(self, value):
        return self.manager.create_secret(Name=h.unique("task"), SecretString=value)["ARN"]

    # proves: ContainerDefinition.secrets, Secret.name, Secret.valueFrom
    # proves: LogConfiguration.secretOptions
    # proves: RegisterTaskDefinitionRequest.executionRoleArn
    def test_all_forms_reach_the_container_and_none_the_disk(self):
        arn = self.secret(json.dumps({"user": "u", "port": 5432, "password": PLAIN}))
        self.manager.put_secret_value(
            SecretId=arn, SecretString=json.dumps({"user": "v", "password": PLAIN})
        )
        old = self.manager.list_secret_version_ids(SecretId=arn)["Versions"]
        old = next(it["VersionId"] for it in old if it["VersionStages"] == ["AWSPREVIOUS"])
        flat = h.unique("flat")
        deep = f"/{h.unique('deep')}/password"
        self.ssm.put_parameter(Name=flat, Value="plain text", Type="String")
        self.ssm.put_parameter(Name=deep, Value=PLAIN, Type="SecureString")
        group = h.unique("/e2e-secret")
        self.ssm.put_parameter(Name=f"{deep}/group", Value=group, Type="String")
        ssm_arn = f"arn:aws:ssm:{h.REGION}:{h.ACCOUNT}:parameter"
        names = {
            "WHOLE": arn,
            "KEY": f"{arn}:user::",
            "STAGE": f"{arn}:user:AWSPREVIOUS:",
            "VERSION": f"{arn}:port::{old}",
            "FLAT": flat,
            "FLAT_ARN": f"{ssm_arn}/{flat}",
            "DEEP": deep,
            "DEEP_ARN": f"{ssm_arn}{deep}",
        }
        # The container says what it has by length, so that its log is no copy.
        show = "; ".join(f'echo {name}=${{#{name}}}' for name in names)
        show += '; echo "$KEY $STAGE $VERSION $FLAT $FLAT_ARN"; [ "$DEEP" = "$DEEP_ARN" ] || exit 9'
        container = h.container(
            f"{show}; {h.WAIT}",
            secrets=[{"name": name, "valueFrom": value} for name, value in names.items()],
        )
        logs = container["logConfiguration"]
        del logs["options"]["awslogs-group"]
        logs["secretOptions"] = [{"name": "awslogs-group", "valueFrom": f"{deep}/group"}]
        task = self.aws.start(self.aws.register(container, executionRoleArn=ROLE))
        self.aws.running(task)
        lines = h.until(
            lambda: len(found := self.aws.lines(task, group=group)) == 9 and found, 30, "9 lines"
        )
        self.assertEqual(lines[-1], "v u 5432 plain text plain text")
        self.assertEqual(lines[6], f"DEEP={len(PLAIN)}")
        self.assertEqual(lines[0], f"WHOLE={len(json.dumps({'user': 'v', 'password': PLAIN}))}")
        # While it runs: the store, the checkpoint, the shim's files, whatever there is.
        found = holding(h.DATA_DIR, PLAIN.encode())
        self.assertEqual(found, [])
        self.aws.stop(task)
        self.assertEqual(holding(h.DATA_DIR, PLAIN.encode()), [])

    def failed(self, containing, **container):
        task = self.aws.run(h.container("true", **container), executionRoleArn=ROLE)
        self.assertEqual(task["stopCode"], "TaskFailedToStart", h.brief(task))
        self.assertIn(REASON, task["stoppedReason"])
        self.assertIn(containing, task["stoppedReason"])
        self.assertIsNone(h.one(task).get("exitCode"))

    def test_what_is_missing_or_malformed_ends_the_task(self):
        def one(value_from):
            return {"secrets": [{"name": "A", "valueFrom": value_from}]}

        arn = self.secret(json.dumps({"user": PLAIN}))
        self.failed("/no/such/parameter", **one("/no/such/parameter"))
        missing = f"arn:aws:secretsmanager:{h.REGION}:{h.ACCOUNT}:secret:nothing-AbCdEf"
        self.failed("ResourceNotFoundException", **one(missing))
        self.failed("json key nothing", **one(f"{arn}:nothing::"))
        self.failed("AWSPENDING", **one(f"{arn}::AWSPENDING:"))
        self.manager.delete_secret(SecretId=arn)
        self.failed("marked for deletion", **one(arn))

    # proves: ContainerDefinition.repositoryCredentials, RepositoryCredentials.credentialsParameter
    def test_a_private_registry(self):
        with private_registry("puller", PLAIN) as registry:
            image = f"{registry}/{h.IMAGE.split('/', 1)[1]}"
            login = self.secret(json.dumps({"username": "puller", "password": PLAIN}))
            wrong = self.secret(json.dumps({"username": "puller", "password": "wrong"}))
            no_login = self.secret("text")
            task, lines = self.aws.output(
                h.container("echo pulled", image=image,
                            repositoryCredentials={"credentialsParameter": login}),
                executionRoleArn=ROLE,
            )
            self.assertEqual((h.one(task).get("exitCode"), lines), (0, ["pulled"]), h.brief(task))
            refused = {"image": image.replace("busybox", "busybox", 1) + "-not-here"}
            task = self.aws.run(
                h.container("true", **refused,
                            repositoryCredentials={"credentialsParameter": wrong}),
                executionRoleArn=ROLE,
            )
            self.assertEqual(task["stopCode"], "TaskFailedToStart")
            self.assertIn("CannotPull", task["stoppedReason"])
            self.failed("username and password", **refused,
                        repositoryCredentials={"credentialsParameter": no_login})
        self.assertEqual(holding(h.DATA_DIR, PLAIN.encode()), [])


def holding(directory, text):
    """The files below the directory that hold the text."""
    found = []
    for folder, _, names in os.walk(directory):
        for name in names:
            path = os.path.join(folder, name)
            with contextlib.suppress(OSError):
                # Sockets and pipes hold nothing.
                if os.path.isfile(path) and not os.path.islink(path):
                    with open(path, "rb") as file:
                        if text in file.read():
                            found.append(path)
    return found


@contextlib.contextmanager
def private_registry(user, password):
    """A second registry over the first one's images, which wants a user and a password."""
    with tempfile.TemporaryDirectory(dir=os.environ["BERTH_E2E_DIR"]) as directory:
        hashed = crypt.crypt(password, crypt.mksalt(crypt.METHOD_BLOWFISH, rounds=16))
        users = os.path.join(directory, "htpasswd")
        with open(users, "w") as file:
            file.write(f"{user}:{hashed.replace('$2b$', '$2y$', 1)}\n")
        port = h.free_port()
        configuration = {
            "version": "0.1",
            "log": {"level": "error"},
            "storage": {"filesystem": {"rootdirectory": os.path.join(os.environ["BERTH_E2E_DIR"], "registry", "data")}},
            "http": {"addr": f"127.0.0.1:{port}"},
            "auth": {"htpasswd": {"realm": "private", "path": users}},
        }
        path = os.path.join(directory, "config.yml")
        with open(path, "w") as file:
            # JSON is YAML.
            json.dump(configuration, file)
        with open(os.path.join(directory, "log"), "wb") as log:
            process = subprocess.Popen(
                ["docker-registry", "serve", path], stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        try:
            def answers():
                assert process.poll() is None, open(os.path.join(directory, "log")).read()
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/v2/", timeout=5)
                except urllib.error.HTTPError as error:
                    return error.code == 401
                except OSError:
                    return False
                raise AssertionError("the registry lets anybody in")

            h.until(answers, 20, "a registry that wants a password")
            yield f"127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


if __name__ == "__main__":
    h.run()
