"""Many short tasks: what the region holds of the host before and after them is the same.

Each task has a port of the host, a volume of its own and a line of output, so that every kind of thing a
task takes is taken and given back. Counted is what belongs to this region, so that others on the host
don't matter: its processes and their namespaces, mounts, control groups, rules and elements of its
nftables tables, interfaces, what there is in its image store, and open descriptors.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import time

from _world import PATIENCE, World, Wrong, h

# RunTask starts so many at most.
CALL_MAX = 10
# Of anonymous memory: what an allocator keeps, and what the agent remembers of a task that is gone.
SPARE_BYTES = 12 << 20
BYTES_A_TASK = 256
# Log segments that the control plane keeps open, whatever the number of streams.
SEGMENTS_MAX = 256


class Region(World):
    """Counts what it holds."""

    def processes(self):
        """Those that name its directory, and those in its control groups."""
        found = set()
        marker = f"/berth/{self.instance()}"
        for pid in h.processes():
            with contextlib.suppress(OSError):
                with open(f"/proc/{pid}/cgroup") as file:
                    grouped = marker in file.read()
                if grouped or any(self.data_dir in word for word in h.cmdline(pid)):
                    found.add(pid)
        return found

    def namespaces(self, pids):
        """Those that the processes are in, and those that are kept by a mount."""
        found = set()
        for pid in pids:
            with contextlib.suppress(OSError):
                for kind in os.listdir(f"/proc/{pid}/ns"):
                    found.add(os.readlink(f"/proc/{pid}/ns/{kind}"))
        return found

    def mounts(self, pids):
        """Mount points that name its directory or keep a namespace, in each mount namespace of its
        processes and in the host's."""
        found, seen = set(), set()
        for pid in ["self", *pids]:
            with contextlib.suppress(OSError):
                namespace = os.readlink(f"/proc/{pid}/ns/mnt")
                if namespace in seen:
                    continue
                seen.add(namespace)
                with open(f"/proc/{pid}/mountinfo") as file:
                    for line in file:
                        if self.data_dir in line or " nsfs " in line:
                            found.add((namespace, line.split(" ")[4]))
        return found

    def rules(self):
        """Rules and elements in its tables."""
        rules = elements = 0
        for table in self.tables():
            listed = subprocess.run(
                ["nft", "-j", "list", "table", *table], check=True, capture_output=True, text=True)
            for thing in json.loads(listed.stdout)["nftables"]:
                rules += "rule" in thing
                for kind in ("set", "map"):
                    elements += len(thing.get(kind, {}).get("elem", []))
        return rules, elements

    def links(self):
        shown = subprocess.run(["ip", "-o", "link", "show", "master", self.bridge[1]],
                               check=True, capture_output=True, text=True)
        return len(shown.stdout.splitlines())

    def holds(self):
        """What it holds now, by name."""
        pids = self.processes()
        agent = os.path.join(self.data_dir, "agent")
        counts = {"processes": len(pids), "namespaces": len(self.namespaces(pids)),
                  "mounts": len(self.mounts(pids)), "control groups": len(self.groups()),
                  "interfaces": self.links()}
        counts["nftables rules"], counts["nftables elements"] = self.rules()
        for name in ("tasks", "volumes", "images/images", "images/layers", "images/tmp",
                     "images/blobs/sha256"):
            counts[name] = len(os.listdir(os.path.join(agent, name)))
        role = self.role("agent")
        counts["agent descriptors"] = len(os.listdir(f"/proc/{role}/fd"))
        return counts

    def memory(self):
        """Anonymous bytes of the agent."""
        with open(f"/proc/{self.role('agent')}/status") as status:
            for line in status:
                if line.startswith("RssAnon:"):
                    return int(line.split()[1]) * 1024
        raise Wrong("the agent has no memory")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.role('server')}/fd"))


def define(world):
    main = h.container(
        "echo here > /scratch/mark; cat /scratch/mark", memory=8,
        portMappings=[{"containerPort": 80}],
        mountPoints=[{"sourceVolume": "scratch", "containerPath": "/scratch"}],
    )
    answer = world.call("register_task_definition", family="short", containerDefinitions=[main],
                        volumes=[{"name": "scratch", "host": {}}])
    return answer["taskDefinition"]["taskDefinitionArn"]


def run(world, definition, count, at_once):
    """Runs so many tasks, never more than `at_once` at a time."""
    live, begun, ended = set(), 0, 0
    moved = time.monotonic()
    while ended < count:
        wanted = min(at_once - len(live), count - begun, CALL_MAX)
        if wanted > 0:
            answer = world.call("run_task", taskDefinition=definition, count=wanted)
            # A shim tells how the region's control groups are called.
            world.instance()
            live |= {task["taskArn"] for task in answer["tasks"]}
            begun += len(answer["tasks"])
        for task in world.call("describe_tasks", tasks=sorted(live))["tasks"] if live else []:
            if task["lastStatus"] != "STOPPED":
                continue
            if h.one(task).get("exitCode") != 0:
                raise Wrong(f"a task did not do its work: {h.brief(task)}")
            live.remove(task["taskArn"])
            ended += 1
            moved = time.monotonic()
        if time.monotonic() - moved > PATIENCE:
            raise Wrong(f"nothing moves: {ended} of {count} tasks ended, {len(live)} under way")
        time.sleep(0.05)


def like(world, before):
    """Waits until it holds what it held before; what it holds then. Idle connections and the last
    tasks' remains take a while to go."""
    now = {}

    def same():
        now.update(world.holds())
        return now == before

    h.until(same, PATIENCE, lambda: "as before: " + ", ".join(
        f"{name} {before[name]} then, {now[name]} now" for name in before
        if before[name] != now[name]))
    return now


def measure(world, count, at_once):
    definition = define(world)
    # The first ones make what is kept: connections, threads, the image.
    run(world, definition, 2 * at_once, at_once)
    world.instance()
    h.until(lambda: not world.left(), PATIENCE, lambda: f"nothing left: {world.left()}")
    pids = {role: world.role(role) for role in ("agent", "server")}
    before, memory, descriptors = settled(world), world.memory(), world.descriptors()
    began = time.monotonic()
    run(world, definition, count, at_once)
    seconds = time.monotonic() - began
    after = like(world, before)
    grown = world.memory() - memory
    print(f"     {count} tasks, {at_once} at a time, in {seconds:.0f} s")
    for name, value in after.items():
        print(f"     {name}: {before[name]} before, {value} after")
    print(f"     agent memory: {memory >> 10} KiB before, {grown / 1024:+.0f} KiB after")
    print(f"     server descriptors: {descriptors} before, {world.descriptors()} after", flush=True)
    if pids != {role: world.role(role) for role in pids}:
        raise Wrong("a process did not live through it")
    if grown > SPARE_BYTES + BYTES_A_TASK * count:
        raise Wrong(f"the agent's memory grew by {grown} bytes")
    if world.descriptors() > descriptors + SEGMENTS_MAX:
        raise Wrong("the control plane's descriptors grew")


def settled(world):
    """What it holds once that no longer changes: ten looks in a row."""
    last, same = None, 0

    def still():
        nonlocal last, same
        now = world.holds()
        same = same + 1 if now == last else 0
        last = now
        time.sleep(0.1)
        return same >= 10

    h.until(still, PATIENCE, "a region at rest")
    return last


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tasks", type=int, default=1000)
    parser.add_argument("--at-once", type=int, default=20)
    arguments = parser.parse_args()
    failed = []
    with Region() as world:
        try:
            measure(world, arguments.tasks, arguments.at_once)
        except (Wrong, AssertionError) as error:
            failed.append(str(error))
            world.keep_evidence()
    for what in failed:
        print(f"FAIL chaos: short tasks: {what}")
    if not failed:
        print(f"ok   chaos: short tasks: nothing is left of {arguments.tasks} tasks")
    print(f"{0 if failed else 1} passed, {len(failed)} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
