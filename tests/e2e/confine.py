"""What keeps a container in its place, seen from inside and from the host."""

import json
import os
import resource
import platform
import unittest

import _harness as h

aws = h.Client()


def init_of(task, marker):
    """The process of the host whose command holds the marker, in the task's control group."""
    wanted = h.task_id(task)

    def look():
        for pid in h.processes():
            if marker not in " ".join(h.cmdline(pid)):
                continue
            try:
                with open(f"/proc/{pid}/cgroup") as file:
                    if wanted in file.read():
                        return pid
            except OSError:
                pass
        return None

    return h.until(look, 20, f"a process of {wanted} with {marker}")


def status(pid):
    with open(f"/proc/{pid}/status") as file:
        return dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)


def group(pid, controller):
    """The directory of the process's control group."""
    with open(f"/proc/{pid}/cgroup") as file:
        lines = [line.rstrip("\n").split(":", 2) for line in file]
    with open("/proc/self/mounts") as file:
        mounts = [line.split(" ")[:4] for line in file]
    for _, controllers, path in lines:
        if controller in controllers.split(","):
            for _, point, kind, options in mounts:
                if kind == "cgroup" and controller in options.split(","):
                    return point + path
    path = next(path for _, controllers, path in lines if not controllers)
    return next(m[1] for m in mounts if m[2] == "cgroup2") + path


def limit(directory, v1, v2):
    for name in (v1, v2):
        path = os.path.join(directory, name)
        if os.path.exists(path):
            with open(path) as file:
                return file.read().split()
    raise AssertionError(f"neither {v1} nor {v2} in {directory}")


class Confine(unittest.TestCase):
    def running(self, *containers, **task):
        arn = aws.start(aws.register(*containers, **task))
        self.addCleanup(lambda: aws.ecs.stop_task(task=arn))
        return aws.running(arn)

    # proves: RegisterTaskDefinitionRequest.cpu, RegisterTaskDefinitionRequest.memory
    # proves: ContainerDefinition.cpu, ContainerDefinition.memoryReservation
    def test_caps_of_the_task_and_shares_inside(self):
        task = self.running(
            h.container(h.WAIT + " # caps", cpu=128, memory=48, memoryReservation=16),
            cpu="256", memory="96",
        )
        pid = init_of(task, "# caps")
        memory, cpu = group(pid, "memory"), group(pid, "cpu")
        mib = 1024 * 1024
        names = ("memory.limit_in_bytes", "memory.max")
        self.assertEqual(limit(memory, *names), [str(48 * mib)])
        self.assertEqual(limit(os.path.dirname(memory), *names), [str(96 * mib)])
        soft = limit(memory, "memory.soft_limit_in_bytes", "memory.low")
        self.assertEqual(soft, [str(16 * mib)])
        cap = limit(os.path.dirname(cpu), "cpu.cfs_quota_us", "cpu.max")
        self.assertEqual(cap[0], "25000")
        if os.path.exists(f"{cpu}/cpu.shares"):
            self.assertEqual(limit(cpu, "cpu.shares", ""), ["128"])

    def test_processes_are_bounded_by_memory(self):
        task = self.running(h.container(h.WAIT + " # few", "few"),
                            h.container(h.WAIT + " # many", "many", memory=256))
        for marker, expected in (("# few", "1024"), ("# many", "2048")):
            pids = group(init_of(task, marker), "pids")
            self.assertEqual(limit(pids, "pids.max", "pids.max"), [expected])

    # proves: LinuxParameters.maxSwap, LinuxParameters.swappiness
    def test_swap(self):
        mib = 1024 * 1024
        task = self.running(h.container(h.WAIT + " # swap", memory=32, linuxParameters={
            "maxSwap": 16, "swappiness": 35}))
        memory = group(init_of(task, "# swap"), "memory")
        # The first kind counts both together. A kernel without either does not limit swap.
        for name, mebibytes in (("memory.memsw.limit_in_bytes", 48), ("memory.swap.max", 16)):
            if os.path.exists(f"{memory}/{name}"):
                self.assertEqual(limit(memory, name, name), [str(mebibytes * mib)])
        if os.path.exists(f"{memory}/memory.swappiness"):
            self.assertEqual(limit(memory, "memory.swappiness", ""), ["35"])

    # proves: ContainerDefinition.linuxParameters, LinuxParameters.capabilities
    # proves: KernelCapabilities.add, KernelCapabilities.drop, LinuxParameters.devices
    # proves: Device.hostPath, Device.containerPath, Device.permissions
    # proves: LinuxParameters.sharedMemorySize, LinuxParameters.tmpfs, Tmpfs.containerPath
    # proves: Tmpfs.size, Tmpfs.mountOptions, ContainerDefinition.dockerSecurityOptions
    # proves: ContainerDefinition.systemControls, SystemControl.namespace, SystemControl.value
    # proves: ContainerDefinition.ulimits, Ulimit.name, Ulimit.softLimit, Ulimit.hardLimit
    def test_all_that_linux_parameters_say(self):
        limits = ["core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice",
                  "nofile", "nproc", "rss", "rtprio", "rttime", "sigpending", "stack"]
        soft = {name: 10_000_000 + number for number, name in enumerate(limits)}
        soft.update(nofile=1000, nproc=2000, rtprio=3, nice=4)
        # A host that may not raise its own limits gives no more than it has.
        for name in soft:
            kind = getattr(resource, f"RLIMIT_{name.upper()}", None)
            most = resource.RLIM_INFINITY if kind is None else resource.getrlimit(kind)[1]
            if most != resource.RLIM_INFINITY:
                soft[name] = min(soft[name], most)
        task = self.running(h.container(
            h.WAIT + " # linux",
            linuxParameters={
                "capabilities": {"add": ["SYS_PTRACE"], "drop": ["NET_RAW", "MKNOD"]},
                "devices": [{"hostPath": "/dev/null", "containerPath": "/dev/mine",
                             "permissions": ["read"]}],
                "sharedMemorySize": 3,
                "tmpfs": [{"containerPath": "/t", "size": 5, "mountOptions": ["exec", "mode=711"]}],
            },
            dockerSecurityOptions=["no-new-privileges"],
            systemControls=[{"namespace": "net.core.somaxconn", "value": "321"},
                            {"namespace": "kernel.msgmax", "value": "4321"}],
            ulimits=[{"name": name, "softLimit": value, "hardLimit": value}
                     for name, value in soft.items()],
        ))
        pid = init_of(task, "# linux")
        found = status(pid)
        default = 0xA80425FB
        self.assertEqual(int(found["CapBnd"], 16), (default | 1 << 19) & ~(1 << 13) & ~(1 << 27))
        self.assertEqual((found["NoNewPrivs"], found["Seccomp"]), ("1", "2"))
        with open(f"/proc/{pid}/mounts") as file:
            mounts = {words[1]: (words[2], words[3].split(",")) for words in map(str.split, file)}
        self.assertIn("size=3072k", mounts["/dev/shm"][1])
        kind, options = mounts["/t"]
        self.assertEqual(kind, "tmpfs")
        for option in ("size=5120k", "mode=711", "nosuid", "nodev"):
            self.assertIn(option, options)
        self.assertNotIn("noexec", options)
        node = os.stat(f"/proc/{pid}/root/dev/mine")
        self.assertEqual((os.major(node.st_rdev), os.minor(node.st_rdev)), (1, 3))
        with open(f"/proc/{pid}/limits") as file:
            text = file.read()
        for name, value in soft.items():
            self.assertIn(f" {value} ", text, name)

    # proves: ContainerDefinition.privileged
    def test_a_privileged_container_has_all(self):
        task = self.running(h.container(h.WAIT + " # all", privileged=True))
        found = status(init_of(task, "# all"))
        self.assertEqual(found["Seccomp"], "0")
        self.assertEqual(found["CapEff"], status(os.getpid())["CapBnd"])

    def test_settings_are_those_of_its_namespaces(self):
        _, lines = aws.output(h.container(
            "cat /proc/sys/net/core/somaxconn /proc/sys/kernel/msgmax",
            systemControls=[{"namespace": "net.core.somaxconn", "value": "321"},
                            {"namespace": "kernel.msgmax", "value": "4321"}],
        ))
        self.assertEqual(lines, ["321", "4321"])
        with self.subTest("one that is the host's"):
            with h.refused(self, "ClientException", "is not namespaced"):
                aws.register(h.container(systemControls=[
                    {"namespace": "kernel.panic", "value": "1"}]))

    # proves: RegisterTaskDefinitionRequest.pidMode, RegisterTaskDefinitionRequest.ipcMode
    def test_processes_and_memory_of_host_and_task(self):
        def namespaces(pid):
            return [os.readlink(f"/proc/{pid}/ns/{kind}") for kind in ("pid", "ipc")]

        own = namespaces("self")
        shared = self.running(
            h.container(h.WAIT + " # one", "one"), h.container(h.WAIT + " # two", "two"),
            pidMode="task", ipcMode="task",
        )
        one, two = (namespaces(init_of(shared, f"# {name}")) for name in ("one", "two"))
        self.assertEqual(one, two)
        self.assertFalse(set(one) & set(own))
        hosts = self.running(h.container(h.WAIT + " # host"), pidMode="host", ipcMode="host")
        self.assertEqual(namespaces(init_of(hosts, "# host")), own)
        none = self.running(h.container(h.WAIT + " # none"), ipcMode="none")
        pid = init_of(none, "# none")
        self.assertNotEqual(namespaces(pid)[1], own[1])
        with open(f"/proc/{pid}/mounts") as file:
            self.assertNotIn(" /dev/shm ", file.read())

    # proves: ContainerDefinition.user
    def test_a_user_in_every_form(self):
        forms = {"nobody": (65534, 65534), "nobody:root": (65534, 0), "1000": (1000, 0),
                 "1000:2000": (1000, 2000), "nobody:2000": (65534, 2000), "1000:root": (1000, 0)}
        containers = [
            h.container(h.WAIT + f" # user <{form}>", f"c{number}", user=form, memory=8)
            for number, form in enumerate(forms)
        ]
        task = self.running(*containers)
        for form, (uid, gid) in forms.items():
            found = status(init_of(task, f"# user <{form}>"))
            self.assertEqual(found["Uid"].split(), [str(uid)] * 4, form)
            self.assertEqual(found["Gid"].split(), [str(gid)] * 4, form)

    # proves: RegisterTaskDefinitionRequest.runtimePlatform, RuntimePlatform.cpuArchitecture
    def test_another_processor_is_no_place(self):
        other = "ARM64" if platform.machine() == "x86_64" else "X86_64"
        definition = aws.register(h.container("true"), runtimePlatform={
            "cpuArchitecture": other, "operatingSystemFamily": "LINUX"})
        answer = aws.ecs.run_task(taskDefinition=definition)
        if other == "ARM64":
            self.assertEqual(answer["tasks"], [])
            self.assertEqual(len(answer["failures"]), 1, json.dumps(answer["failures"]))

    # proves: ContainerDefinition.interactive, ContainerDefinition.pseudoTerminal
    def test_a_terminal_and_an_open_standard_input(self):
        task, lines = aws.output(h.container(
            "readlink /proc/self/fd/0; test -t 1 && echo terminal; echo x >/dev/tty",
            pseudoTerminal=True))
        self.assertEqual([line.rstrip("\r") for line in lines], ["/dev/pts/0", "terminal", "x"],
                         h.brief(task))
        task = self.running(h.container("cat; exit 3 # open", interactive=True))
        pid = init_of(task, "# open")
        self.assertTrue(h.alive(pid))
        self.assertEqual(aws.task(task["taskArn"])["lastStatus"], "RUNNING")


if __name__ == "__main__":
    h.run()
