"""Order and life: dependencies, health checks, restarts in place, stop signals, the init process."""

import os
import time
import unittest

import _harness as h

aws = h.Client()


def check(script, **more):
    """A health check; by default as impatient as ECS allows."""
    return {"command": ["CMD-SHELL", script], "interval": 5, "timeout": 2, "retries": 1} | more


def after(name, condition):
    return [{"containerName": name, "condition": condition}]


def processes_of(task):
    """What runs in the control groups of a task's containers: pid to words."""
    found = {}
    for pid in h.processes():
        try:
            with open(f"/proc/{pid}/cgroup") as file:
                inside = f"/{h.task_id(task)}/" in file.read()
        except OSError:
            continue
        if inside:
            found[pid] = h.cmdline(pid)
    return found


RESTARTS = {"enabled": True, "restartAttemptPeriod": 60}
begun = {}


def setUpModule():
    """ECS's shortest period is a minute, so what needs it goes on beside the other tests."""
    script = (
        "echo run >>/runs; echo begins $(wc -l </runs); "
        "[ $(wc -l </runs) = 2 ] && exit 9; sleep 61; echo ends; exit 3"
    )
    begun["again"] = aws.start(aws.register(h.container(script, restartPolicy=RESTARTS)))


def tearDownModule():
    aws.stop(begun["again"])


class Order(unittest.TestCase):
    # proves: ContainerDefinition.dependsOn, ContainerDependency.containerName
    # proves: ContainerDependency.condition
    def test_dependents_wait_for_health_and_end_first(self):
        db = h.container(
            "trap 'echo db ends; exit 0' TERM; echo db; sleep 1; touch /ready; while :; do sleep 0.1; done",
            "db", healthCheck=check("test -e /ready && echo fine"), startTimeout=60,
        )
        say = "trap 'cat /proc/uptime >/s/ended; sleep 1; exit 0' TERM; while :; do sleep 0.1; done"
        mount = [{"sourceVolume": "s", "containerPath": "/s"}]
        main = h.container(say, dependsOn=after("db", "HEALTHY"), mountPoints=mount)
        arn = aws.start(aws.register(db, main, volumes=[{"name": "s"}]))
        h.until(lambda: h.one(aws.task(arn), "db")["lastStatus"] == "RUNNING" or None, 40, "db")
        h.until(lambda: h.one(aws.task(arn), "db")["healthStatus"] == "HEALTHY", 40, "health")
        task = aws.running(arn)
        # main has no check, so the task's health is not known.
        self.assertEqual(h.one(task)["healthStatus"], "UNKNOWN")
        self.assertEqual(task["healthStatus"], "UNKNOWN")
        task = aws.stop(arn)
        self.assertEqual([h.one(task, name)["exitCode"] for name in ("db", "main")], [0, 0])
        self.assertEqual(aws.lines(arn, "db"), ["db", "db ends"])

    def test_success_gates_and_its_absence_dooms(self):
        failing = h.container("exit 3", "init", essential=False)
        main = h.container("echo never", dependsOn=after("init", "SUCCESS"))
        task = aws.run(failing, main)
        self.assertEqual(task["stopCode"], "TaskFailedToStart")
        self.assertEqual(
            h.one(task)["reason"],
            "TaskDependencyError: dependency on container init (SUCCESS) failed: "
            "it exited with code 3",
        )
        self.assertNotIn("exitCode", h.one(task))
        self.assertEqual(h.one(task, "init")["exitCode"], 3)
        self.assertEqual(aws.lines(task), [])

    # proves: ContainerDefinition.startTimeout
    def test_a_dependency_that_is_never_healthy_times_out(self):
        sick = h.container(
            h.WAIT, "sick", essential=False, healthCheck=check("exit 1"), startTimeout=7,
        )
        task = aws.run(sick, h.container("echo never", dependsOn=after("sick", "HEALTHY")))
        self.assertEqual(task["stopCode"], "TaskFailedToStart")
        self.assertIn("(HEALTHY) timed out", h.one(task)["reason"])
        self.assertIn("7 seconds", h.one(task)["reason"])
        self.assertEqual(h.one(task, "sick")["exitCode"], 0)

    def test_dependencies_in_a_ring_are_refused(self):
        one = h.container("true", "one", dependsOn=after("two", "START"))
        two = h.container("true", "two", dependsOn=after("one", "START"))
        with h.refused(self, "ClientException"):
            aws.register(one, two)


class Health(unittest.TestCase):
    def test_a_check_runs_inside_as_the_container_does(self):
        probe = (
            "id -u >/w/uid; tr '\\0' '\\n' </proc/self/environ >/w/env; pwd >/w/cwd; "
            "grep -E '^(Seccomp|CapEff|CapBnd):' /proc/self/status >/w/status; "
            "cat /proc/self/cgroup >/w/cgroup; ps >/w/ps; hostname >/w/hostname"
        )
        same = "grep -E '^(Seccomp|CapEff|CapBnd):' /proc/self/status >/w/own; hostname >/w/own-name; "
        main = h.container(
            f"chmod 777 /w; {same} {h.WAIT}", healthCheck=check(probe), workingDirectory="/tmp",
            environment=[{"name": "COLOUR", "value": "blue"}],
            mountPoints=[{"sourceVolume": "w", "containerPath": "/w"}],
        )
        arn = aws.start(aws.register(main, volumes=[{"name": "w"}]))
        task = aws.running(arn)
        self.assertEqual(task["healthStatus"], "UNKNOWN")
        h.until(lambda: aws.task(arn)["healthStatus"] == "HEALTHY", 40, "HEALTHY")
        shim = f"{h.DATA_DIR}/agent/tasks/{h.task_id(arn)}"
        volume = f"{shim}/volumes/w"

        def read(name):
            with open(os.path.join(volume, name)) as file:
                return file.read()

        self.assertEqual(read("uid"), "0\n")
        self.assertIn("COLOUR=blue", read("env").split("\n"))
        self.assertEqual(read("cwd"), "/tmp\n")
        self.assertEqual(read("status"), read("own"))
        self.assertIn("Seccomp:\t2", read("status"))
        self.assertEqual(read("hostname"), read("own-name"))
        self.assertIn(h.task_id(arn), read("cgroup"))
        self.assertRegex(read("ps"), r"(?m)^\s*1 ")
        aws.stop(arn)

    # proves: ContainerDefinition.healthCheck, HealthCheck.command, HealthCheck.interval
    # proves: HealthCheck.retries, HealthCheck.startPeriod
    def test_health_comes_and_goes_and_a_standalone_task_stays(self):
        main = h.container(h.WAIT, healthCheck=check("test -e /tmp/well", startPeriod=0))
        side = h.container(h.WAIT, "side", essential=False)
        arn = aws.start(aws.register(main, side))
        aws.running(arn)
        h.until(lambda: aws.task(arn)["healthStatus"] == "UNHEALTHY", 40, "UNHEALTHY")
        pids = [pid for pid, words in processes_of(arn).items() if words[:2] == ["sh", "-c"]]
        for pid in pids:
            with open(f"/proc/{pid}/root/tmp/well", "w"):
                pass
        # Over essential containers only.
        h.until(lambda: aws.task(arn)["healthStatus"] == "HEALTHY", 40, "HEALTHY")
        self.assertEqual(h.one(aws.task(arn), "side")["healthStatus"], "UNKNOWN")
        aws.stop(arn)

    # proves: HealthCheck.timeout
    def test_a_check_that_hangs_or_multiplies_is_killed_whole(self):
        hangs = h.container(
            h.WAIT, "hangs", healthCheck=check("sleep 1234 & trap '' TERM; sleep 1235"),
        )
        bomb = h.container(
            h.WAIT, "bomb", healthCheck=check("b() { b | b & }; b; sleep 1236"), memory=256,
        )
        fine = h.container("i=0; while :; do i=$((i+1)); echo $i; sleep 0.2; done", "fine")
        arn = aws.start(aws.register(hangs, bomb, fine))
        aws.running(arn)
        for name in ("hangs", "bomb"):
            h.until(lambda: h.one(aws.task(arn), name)["healthStatus"] == "UNHEALTHY", 60, name)
        most = 0

        def quiet():
            nonlocal most
            now = processes_of(arn).values()
            most = max(most, len(now))
            return not any(words[:1] == ["sleep"] and words[1:2] > ["1000"] for words in now) and (
                len(now) < 12
            )

        h.until(quiet, 30, "nothing of the checks is left")
        self.assertLess(most, 1200)
        # The neighbour has gone on meanwhile.
        before = len(aws.lines(arn, "fine"))
        h.until(lambda: len(aws.lines(arn, "fine")) > before, 20, "the neighbour's lines")
        self.assertEqual(h.one(aws.task(arn), "fine")["lastStatus"], "RUNNING")
        aws.stop(arn)


class Ends(unittest.TestCase):
    def test_one_that_ignores_the_signal_is_killed_after_its_time(self):
        stubborn = "trap 'echo not me' TERM; echo up; while :; do sleep 0.1; done"
        arn = aws.start(aws.register(h.container(stubborn, stopTimeout=2)))
        h.until(lambda: aws.lines(arn), 30, "its first line")
        task = aws.stop(arn)
        self.assertEqual(h.one(task)["exitCode"], 137)
        self.assertNotIn("reason", h.one(task))
        self.assertEqual(aws.lines(arn), ["up", "not me"])

    def test_too_much_memory_is_the_reason(self):
        task = aws.run(h.container("exec tail /dev/zero", memory=16))
        main = h.one(task)
        self.assertEqual(main["exitCode"], 137)
        self.assertEqual(main["reason"], "OutOfMemoryError: Container killed due to memory usage")

    # proves: LinuxParameters.initProcessEnabled
    def test_an_init_process_reaps_and_passes_signals_on(self):
        script = (
            "(sleep 0.2 & exec sleep 0.1) & trap 'echo told; exit 7' TERM; echo up; "
            "while :; do sleep 0.1; done"
        )
        # A shim built for tests is not static, so that its init needs the host's libraries.
        libraries = [{"name": name, "host": {"sourcePath": f"/{name}"}} for name in ("lib", "lib64")]
        mounts = [{"sourceVolume": it["name"], "containerPath": f"/{it['name']}", "readOnly": True}
                  for it in libraries]
        main = h.container(
            script, linuxParameters={"initProcessEnabled": True}, mountPoints=mounts,
        )
        arn = aws.start(aws.register(main, volumes=libraries))
        h.until(lambda: aws.lines(arn), 30, "its first line")
        inside = processes_of(arn)
        first = next(pid for pid, words in inside.items() if words[0] == "/dev/init")
        self.assertEqual(inside[first][1:4], ["--", "sh", "-c"])

        def orphans_are_reaped():
            # Time for the orphan to end; then nothing below the first process is a zombie.
            time.sleep(0.3)
            return all(h.alive(pid) for pid in h.children(first))

        h.until(orphans_are_reaped, 20, "no zombie")
        task = aws.stop(arn)
        self.assertEqual(h.one(task)["exitCode"], 7)
        self.assertEqual(aws.lines(arn), ["up", "told"])
        # What cannot be run is known before.
        task = aws.run(main | {"command": ["/nope"]}, volumes=libraries)
        self.assertIn("CannotStartContainerError", h.one(task)["reason"])


class Restarts(unittest.TestCase):
    # proves: ContainerDefinition.restartPolicy, ContainerRestartPolicy.enabled
    # proves: ContainerRestartPolicy.restartAttemptPeriod
    def test_begins_again_in_place_once_it_has_run_long_enough(self):
        task = aws.stopped(begun["again"], 150)
        # Its files went on, and its log has every line once and in order; the second life was too
        # short for a third.
        self.assertEqual(aws.lines(task), ["begins 1", "ends", "begins 2"])
        self.assertEqual(h.one(task)["exitCode"], 9)
        self.assertEqual(task["stopCode"], "EssentialContainerExited")

    # proves: ContainerRestartPolicy.ignoredExitCodes
    def test_not_after_an_ignored_code(self):
        policy = RESTARTS | {"ignoredExitCodes": [5]}
        task = aws.run(h.container("exit 5", restartPolicy=policy))
        self.assertEqual(h.one(task)["exitCode"], 5)


h.run()
