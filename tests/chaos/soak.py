"""Memory, descriptors and threads of control plane and agent over a long time of even load.

Tasks run, log, end and are stopped all the time. What a process holds is sampled every few seconds;
once it has warmed up it may grow by what it has to remember of each task, and by no more.
"""

import argparse
import os
import sys
import time

from _world import Load, World, Wrong

# Beyond the middle of the warm part: noise of allocators, sockets in use just then.
SPARE_BYTES = 12 << 20
SPARE_THREADS = 8
# The control plane keeps up to 256 log segments open; both keep idle connections for a minute.
SPARE_DESCRIPTORS = {"server": 256 + 64, "agent": 64}
# What the control plane may keep of a stopped task and its log stream; an agent keeps nothing.
BYTES_A_TASK = {"server": 4096, "agent": 256}
WARM = 0.25


def sample(pid):
    """Anonymous memory, descriptors and threads of a process."""
    fields = {}
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            name, _, value = line.partition(":")
            fields[name] = value.split()
    return {
        "bytes": int(fields["RssAnon"][0]) * 1024,
        "descriptors": len(os.listdir(f"/proc/{pid}/fd")),
        "threads": int(fields["Threads"][0]),
    }


def median(values):
    return sorted(values)[len(values) // 2]


def judge(role, samples, tasks):
    """What is wrong with a role's samples; they are pairs of tasks so far and figures."""
    warm = samples[int(len(samples) * WARM):]
    part = max(1, len(warm) // 4)
    first, last = warm[:part], warm[-part:]
    grown = median([n for n, _ in last]) - median([n for n, _ in first])
    allowed = {
        "bytes": SPARE_BYTES + BYTES_A_TASK[role] * grown,
        "descriptors": SPARE_DESCRIPTORS[role],
        "threads": SPARE_THREADS,
    }
    wrong = []
    for name, spare in allowed.items():
        before = median([figures[name] for _, figures in first])
        after = median([figures[name] for _, figures in last])
        print(f"     {role} {name}: {before} to {after} over {grown} of {tasks} tasks, "
              f"{after - before:+} of {spare} allowed", flush=True)
        if after - before > spare:
            wrong.append(f"{role} {name} grew from {before} to {after}")
    return wrong


def watch(world, minutes):
    """Loads and samples; the samples by role, and how many tasks there were."""
    samples = {"server": [], "agent": []}
    end = time.monotonic() + minutes * 60
    tasks, round_ = 0, 0
    pids = {role: world.role(role) for role in samples}
    while time.monotonic() < end:
        loads = [Load(world, f"{round_}/{n}", at_most=25) for n in range(2)]
        world.ask("blocking", COUNT=1500, EXIT=0)
        for load in loads:
            load.start()
        for load in loads:
            while load.is_alive():
                load.join(timeout=3)
                for role, pid in pids.items():
                    samples[role].append((tasks + len(world.asked), sample(pid)))
            load.finish()
        world.settled()
        tasks += len(world.asked)
        world.check()
        round_ += 1
    if pids != {role: world.role(role) for role in samples}:
        raise Wrong("a process did not live through it")
    return samples, tasks


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=60)
    arguments = parser.parse_args()
    with World() as world:
        world.register()
        try:
            samples, tasks = watch(world, arguments.minutes)
            wrong = sum((judge(role, taken, tasks) for role, taken in samples.items()), [])
        except (Wrong, AssertionError) as error:
            wrong = [str(error)]
    for what in wrong:
        print(f"FAIL chaos: soak: {what}")
    if not wrong:
        print(f"ok   chaos: soak: flat over {arguments.minutes:g} min and {tasks} tasks")
    print(f"{0 if wrong else 1} passed, {len(wrong)} failed")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
