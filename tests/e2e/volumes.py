"""Docker volumes and their driver's options."""

import os
import unittest

import _harness as h

aws = h.Client()
MOUNT = {"sourceVolume": "v", "containerPath": "/v"}


def docker(**more):
    return [{"name": "v", "dockerVolumeConfiguration": {"driver": "local"} | more}]


class Volumes(unittest.TestCase):
    # proves: Volume.dockerVolumeConfiguration, DockerVolumeConfiguration.scope
    # proves: DockerVolumeConfiguration.driver, DockerVolumeConfiguration.driverOpts
    def test_memory_that_the_containers_of_a_task_share(self):
        task, lines = aws.output(
            h.container("echo there >/v/f; sleep 1000", "writer", essential=False, mountPoints=[MOUNT]),
            h.container(
                "until cat /v/f 2>/dev/null; do sleep 0.1; done; "
                "grep ' /v ' /proc/mounts | grep -o 'size=[0-9a-z]*'; "
                "dd if=/dev/zero of=/v/x bs=1M count=3 2>/dev/null || echo full; rm /v/x; echo after >/v/y && cat /v/y",
                mountPoints=[MOUNT], volumesFrom=[{"sourceContainer": "writer"}],
            ),
            volumes=docker(scope="task", driverOpts={"type": "tmpfs", "device": "tmpfs", "o": "size=2m"}),
        )
        self.assertEqual(lines, ["there", "size=2048k", "full", "after"], h.brief(task))

    # proves: VolumeFrom.readOnly
    def test_a_directory_of_the_host_and_read_only_mounts_from_another(self):
        source = os.path.join(os.environ["BERTH_E2E_DIR"], h.unique("bind"))
        os.mkdir(source)
        with open(f"{source}/in", "w") as file:
            file.write("from the host\n")
        task, lines = aws.output(
            h.container("echo mine >/v/out; sleep 1000", "owner", essential=False, mountPoints=[MOUNT]),
            h.container(
                "until test -e /v/out; do sleep 0.1; done; cat /v/in; "
                "(echo x >/v/x) 2>/dev/null || echo read-only",
                volumesFrom=[{"sourceContainer": "owner", "readOnly": True}],
            ),
            volumes=docker(scope="task", driverOpts={"type": "none", "o": "bind", "device": source}),
        )
        self.assertEqual(lines, ["from the host", "read-only"], h.brief(task))
        self.assertEqual(sorted(os.listdir(source)), ["in", "out"])

    # proves: DockerVolumeConfiguration.autoprovision
    def test_a_shared_volume_that_nobody_has_made(self):
        name = h.unique("none")
        task = aws.run(
            h.container("true", mountPoints=[MOUNT | {"sourceVolume": name}]),
            volumes=[{"name": name, "dockerVolumeConfiguration": {
                "scope": "shared", "autoprovision": False, "driver": "local"}}],
        )
        self.assertIn("no such volume", h.one(task)["reason"])

    # refuses: DockerVolumeConfiguration.driverOpts -- invalid option
    def test_an_option_that_there_is_not(self):
        task = aws.run(
            h.container("true", mountPoints=[MOUNT]),
            volumes=docker(scope="task", driverOpts={"speed": "high"}),
        )
        self.assertIn("invalid option", h.one(task)["reason"])


if __name__ == "__main__":
    h.run()
