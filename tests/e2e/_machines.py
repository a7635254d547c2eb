"""A region of its own whose host runs tasks in virtual machines."""

import os

import _harness as h

ROLE = f"arn:aws:iam::{h.ACCOUNT}:role/execution"
KERNEL = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../.build/kernel"))


class FargateRegion(h.Region):
    patience = 90

    def __init__(self, *settings):
        super().__init__()
        self.settings = settings

    def command(self):
        settings = ["fargate=on", f"fargate_kernel={KERNEL}", "fargate_accelerator=tcg",
                    *self.settings]
        return super().command() + [word for it in settings for word in ("--agent", it)]

    def fargate_agents(self):
        """The process ids of the agents for virtual machines."""
        found = [pid for pid in h.processes() if "--fargate" in h.cmdline(pid)]
        return [pid for pid in found if self.data_dir in h.cmdline(pid)]

    def fargate_agent(self):
        """The process id of the one that `berth up` keeps."""
        return h.until(lambda: next((pid for pid in h.children(self.up.pid)
                                     if "--fargate" in h.cmdline(pid)), None), 20, "its agent")


    def ahead(self):
        """The emulators of machines that wait for a task, by the names of their groups."""
        try:
            names = os.listdir(self.data_dir + "/fargate/ahead")
        except FileNotFoundError:
            return {}
        found = {name: emulators(name) for name in names}
        return {name: pids[0] for name, pids in found.items() if pids}


def emulators(task=None):
    """The emulators, by their groups; those of one task, or with that name, if it is given."""
    name = "" if task is None else (task if isinstance(task, str) else task["taskArn"])
    name = name.rsplit("/", 1)[-1]
    found = []
    for pid in h.processes():
        words = h.cmdline(pid)
        if words and "qemu" in words[0]:
            try:
                with open(f"/proc/{pid}/cgroup") as file:
                    if name in file.read():
                        found.append(pid)
            except OSError:
                # It has ended.
                pass
    return found
