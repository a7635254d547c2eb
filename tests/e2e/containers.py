"""What a container definition asks for is what its program finds."""

import os
import time
import unittest

import _harness as h
import images

aws = h.Client()


class Containers(unittest.TestCase):
    def check(self, script, expected, **more):
        task, lines = aws.output(h.container(script, **more))
        self.assertEqual(h.one(task).get("exitCode"), 0, f"{h.brief(task)} {lines}")
        self.assertEqual(lines, expected)

    # proves: ContainerDefinition.entryPoint, ContainerDefinition.command
    # proves: ContainerDefinition.name, ContainerDefinition.image
    def test_entry_point_and_command(self):
        task, lines = aws.output(h.container(["b", "c"], entryPoint=["echo", "a"]))
        self.assertEqual(lines, ["a b c"])
        self.assertEqual(h.one(task)["exitCode"], 0)

    # proves: ContainerDefinition.workingDirectory, ContainerDefinition.environment
    # proves: KeyValuePair.name, KeyValuePair.value
    def test_working_directory_and_environment(self):
        self.check("pwd; echo $A", ["/var", "a b=c"], workingDirectory="/var",
                   environment=[{"name": "A", "value": "a b=c"}])

    def test_a_working_directory_that_is_made(self):
        self.check("pwd", ["/made/for/it"], workingDirectory="/made/for/it")

    # proves: ContainerDefinition.user
    def test_users_by_name_and_number(self):
        for user, expected in [("nobody", "65534 65534"), ("1000:2000", "1000 2000"),
                               ("0", "0 0"), ("nobody:root", "65534 0")]:
            with self.subTest(user=user):
                self.check("echo $(id -u) $(id -g)", [expected], user=user)

    # proves: ContainerDefinition.readonlyRootFilesystem
    def test_a_read_only_root(self):
        task, lines = aws.output(
            h.container(
                "(echo a >/tmp/a) 2>/dev/null && echo writable || echo read-only; "
                "echo b >/scratch/b && cat /scratch/b",
                readonlyRootFilesystem=True,
                mountPoints=[{"sourceVolume": "scratch", "containerPath": "/scratch"}],
            ),
            volumes=[{"name": "scratch"}],
        )
        self.assertEqual(lines, ["read-only", "b"], h.brief(task))

    def test_ulimits(self):
        self.check("ulimit -Sn; ulimit -Hn; ulimit -c", ["1234", "2345", "0"], ulimits=[
            {"name": "nofile", "softLimit": 1234, "hardLimit": 2345},
            {"name": "core", "softLimit": 0, "hardLimit": 0},
        ])

    def test_defaults_of_docker(self):
        script = (
            "grep CapEff /proc/self/status | cut -f2; grep Seccomp: /proc/self/status | cut -f2; "
            "(cat /proc/kcore | head -c 1 | wc -c) 2>/dev/null; mount -t tmpfs none /tmp 2>/dev/null || echo refused; "
            "cat /proc/1/comm; ls /dev/null /dev/zero /dev/full /dev/urandom /dev/tty | wc -l"
        )
        task, lines = aws.output(h.container(script))
        self.assertEqual(lines, ["00000000a80425fb", "2", "0", "refused", "sh", "5"])
        self.assertEqual(h.one(task)["exitCode"], 0)

    # proves: ContainerDefinition.memory
    def test_memory_and_cpu_are_cgroup_limits(self):
        script = (
            "if [ -e /sys/fs/cgroup/memory.max ]; then cat /sys/fs/cgroup/memory.max; "
            "else cat /sys/fs/cgroup/memory/memory.limit_in_bytes; fi"
        )
        self.check(script, [str(40 * 1024 * 1024)], memory=40)

    # proves: ContainerDefinition.stopTimeout
    def test_sigterm_is_given_time_and_then_sigkill(self):
        definition = aws.register(h.container(
            "trap 'echo told' TERM; while :; do sleep 0.1; done", stopTimeout=2,
        ))
        arn = aws.start(definition)
        aws.running(arn)
        asked = time.monotonic()
        task = aws.stop(arn)
        took = time.monotonic() - asked
        self.assertEqual(h.one(task)["exitCode"], 137, h.brief(task))
        self.assertEqual(aws.lines(arn), ["told"])
        self.assertTrue(1.5 < took < 10, took)

    def test_the_images_own_signal_is_what_stops_it(self):
        image, _ = images.push(StopSignal="SIGUSR1")
        arn = aws.start(aws.register(h.container(
            "trap 'echo wrong' TERM; trap 'echo right; exit 6' USR1; while :; do sleep 0.1; done",
            image=image,
        )))
        aws.running(arn)
        task = aws.stop(arn)
        self.assertEqual(h.one(task)["exitCode"], 6, h.brief(task))
        self.assertEqual(aws.lines(arn), ["right"])

    # proves: ContainerDefinition.essential
    def test_non_essential_containers_may_end(self):
        arn = aws.start(aws.register(
            h.container("exit 5", "short", essential=False), h.container(h.WAIT, "long"),
        ))
        aws.running(arn)
        task = h.until(
            lambda: (t := aws.task(arn)) and h.one(t, "short").get("exitCode") == 5 and t,
            20, "exit code 5",
        )
        self.assertEqual(task["lastStatus"], "RUNNING")
        self.assertEqual(aws.stop(arn)["stopCode"], "UserInitiated")

    # proves: Volume.name, Volume.host, HostVolumeProperties.sourcePath
    # proves: ContainerDefinition.mountPoints, MountPoint.sourceVolume
    # proves: MountPoint.containerPath, MountPoint.readOnly
    def test_a_host_directory_read_and_written(self):
        source = os.path.join(os.environ["BERTH_E2E_DIR"], h.unique("host"))
        os.mkdir(source)
        with open(f"{source}/in", "w") as file:
            file.write("from the host\n")
        mount = {"sourceVolume": "v", "containerPath": "/v"}
        _, lines = aws.output(
            h.container("cat /v/in; echo from the container >/v/out", mountPoints=[mount]),
            volumes=[{"name": "v", "host": {"sourcePath": source}}],
        )
        self.assertEqual(lines, ["from the host"])
        with open(f"{source}/out") as file:
            self.assertEqual(file.read(), "from the container\n")
        _, lines = aws.output(
            h.container("echo x 2>/dev/null >/v/x || echo read-only", mountPoints=[mount | {"readOnly": True}]),
            volumes=[{"name": "v", "host": {"sourcePath": source}}],
        )
        self.assertFalse(os.path.exists(f"{source}/x"))

    def test_a_task_scoped_volume_is_new_for_each_task(self):
        volumes = [{"name": "v", "dockerVolumeConfiguration": {"scope": "task", "driver": "local"}}]
        main = h.container(
            "ls /v | wc -l; touch /v/a",
            mountPoints=[{"sourceVolume": "v", "containerPath": "/v"}],
        )
        definition = aws.register(main, volumes=volumes)
        for _ in range(2):
            task = aws.stopped(aws.start(definition))
            self.assertEqual(aws.lines(task), ["0"])

    def test_a_shared_local_volume_outlives_its_tasks(self):
        volumes = [{"name": h.unique("v"), "dockerVolumeConfiguration": {
            "scope": "shared", "autoprovision": True, "driver": "local"}}]
        main = h.container(
            "ls /v | wc -l; touch /v/a",
            mountPoints=[{"sourceVolume": volumes[0]["name"], "containerPath": "/v"}],
        )
        definition = aws.register(main, volumes=volumes)
        for expected in ["0", "1"]:
            task = aws.stopped(aws.start(definition))
            self.assertEqual(aws.lines(task), [expected], h.brief(task))

    # proves: ContainerDefinition.volumesFrom, VolumeFrom.sourceContainer
    def test_volumes_from_another_container(self):
        mount = {"sourceVolume": "v", "containerPath": "/v"}
        first = h.container(
            "echo shared >/v/a; " + h.WAIT, "first", mountPoints=[mount], essential=False,
        )
        second = h.container(
            "until [ -s /v/a ]; do sleep 0.05; done; cat /v/a; (touch /v/b) 2>/dev/null || echo read-only",
            "second", volumesFrom=[{"sourceContainer": "first", "readOnly": True}],
        )
        task, lines = aws.output(first, second, container="second", volumes=[{"name": "v"}])
        self.assertEqual(lines, ["shared", "read-only"], h.brief(task))

    # proves: ContainerDefinition.logConfiguration, LogConfiguration.logDriver
    # proves: LogConfiguration.options
    def test_json_file_and_none_are_log_drivers_too(self):
        for driver in ("json-file", "none"):
            with self.subTest(driver=driver):
                task = aws.run(h.container("echo kept here", logConfiguration={"logDriver": driver}))
                self.assertEqual(h.one(task)["exitCode"], 0, h.brief(task))

    def test_a_container_without_log_configuration(self):
        main = h.container("echo nobody reads this; exit 0")
        del main["logConfiguration"]
        self.assertEqual(h.one(aws.run(main))["exitCode"], 0)


h.run()
