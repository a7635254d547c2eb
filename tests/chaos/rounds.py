"""kill -9 of any process of a region at any moment, under load; afterwards nothing may be lost,
repeated or left behind.

Each round runs four tasks that log about 500 lines a second each, in both modes of the log driver,
and tasks that end by themselves or are stopped; kills somebody once or twice; and looks at
everything once all has settled. The seed decides who and when, and is printed.
"""

import argparse
import os
import sys
import time

from _world import Load, World, play

LINES = 1500
# The order is that of a run's first rounds, so that few rounds see everybody.
VICTIMS = ["server", "agent", "shims", "up", "server+agent", "reboot", "all"]


def kill(world, victim, choose):
    """Kills, and says whom."""
    if victim == "server" or victim == "agent":
        world.kill(world.roles(victim))
    elif victim == "server+agent":
        world.kill(world.roles("agent") + world.roles("server"))
    elif victim == "shims":
        return f"{world.kill_shims(0.4, choose)} shims"
    elif victim == "up":
        world.kill_up()
        # Its children end by themselves, sooner or later than the next one starts.
        time.sleep(choose.choice([0, 0, 0.05, 0.3]))
    elif victim == "reboot":
        world.reboot()
    elif victim == "all":
        world.kill_up()
        killed = world.kill_shims(1.0, choose)
        world.kill(world.roles("server") + world.roles("agent"))
        return f"all and {killed} shims"
    return victim


def one(world, number, choose):
    """A round; what happened in a few words."""
    for kind in ("blocking", "blocking", "non-blocking", "non-blocking"):
        world.ask(kind, COUNT=LINES, EXIT=choose.randrange(1, 100))
    load = Load(world, choose.random(), at_most=14)
    load.start()
    killed = []
    victims = [VICTIMS[number % len(VICTIMS)]]
    if choose.random() < 0.4:
        victims.append(choose.choice(["server", "agent", "shims", "up", "server+agent"]))
    try:
        for victim in victims:
            # While tasks are being made, or while they run.
            pause = choose.uniform(0.02, choose.choice([0.4, 2.0]))
            time.sleep(pause)
            killed.append(f"{kill(world, victim, choose)} after {pause:.2f} s")
            world.restart()
        time.sleep(choose.uniform(0.0, 1.0))
    finally:
        load.finish()
    world.settled()
    tasks = len(world.asked)
    lines = world.check()
    return f"killed {', then '.join(killed)}; {tasks} tasks, {lines} lines"


def goes_on(world, rounds):
    """After a failure, whether it makes sense to: one of many rounds, and the region is there."""
    world.keep_evidence()
    world.asked.clear()
    try:
        world.restart()
        return rounds > 20
    except AssertionError as error:
        print(f"FAIL chaos: {error}")
        return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--victim", choices=VICTIMS, help="only this one")
    arguments = parser.parse_args()
    if arguments.victim:
        VICTIMS[:] = [arguments.victim]
    # What the agent does, for those who look for a reason.
    os.environ.setdefault("BERTH_LOG", "info,berth_agent=debug")
    with World() as world:
        world.register()
        well = play(world, arguments.rounds, arguments.seed, one,
                    lambda: goes_on(world, arguments.rounds))
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
