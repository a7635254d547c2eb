"""Hostile tasks, one on the host's kernel and one in a virtual machine, and how long requests to their neighbours
take before and meanwhile: p50 and p99 of each, and the ratios. No time is asserted, but no request may fail, no packet
may come from somebody else, and nothing of the attackers is left.

A request makes the neighbour start a process and write a file, so that it needs a little of everything.
"""

import argparse
import contextlib
import http.client
import os
import shutil
import subprocess
import sys
import threading
import time

import _world  # noqa: F401  (finds the harness)
import _harness as h
from _machines import ROLE, FargateRegion

# Longer than a neighbour may keep a request waiting (s).
PATIENCE = 20
PAUSE_S = 0.02
WEB = (
    "mkdir -p /www/cgi-bin; printf '#!/bin/sh\\necho; head -c 4096 /dev/zero >/tmp/file && echo fine\\n'"
    " >/www/cgi-bin/ask; chmod +x /www/cgi-bin/ask; exec httpd -f -p 80 -h /www"
)
# An attacker does what the orders say, each once: `NUMBER WHAT SECONDS ADDRESS…`.
ATTACKER = """
cd /tmp
until wget -q -O attack http://$BASE/files/attack; do sleep 0.2; done; chmod +x attack
own() { ip -o -4 addr show eth0 | sed 's/.*inet //; s,/.*,,'; }
bomb() { bomb | bomb & }
while :; do
  wget -q -O orders http://$BASE/files/orders || { sleep 0.2; continue; }
  read number what seconds addresses < orders
  [ "$number" = "$last" ] && { sleep 0.2; continue; }
  last=$number
  echo begins $what
  case $what in
    fork) bomb;;
    memory) timeout $seconds sh -c 'while :; do tail /dev/zero; done';;
    disk) timeout $seconds sh -c 'while :; do dd if=/dev/zero of=fill bs=1M count=256 conv=fsync; done'; rm -f fill;;
    connections) ./attack connections $seconds $(own);;
    *) ./attack $what $seconds $addresses;;
  esac
done
"""
# The last is one that does not end by itself.
ATTACKS = ["memory", "disk", "flood", "connections", "spoof", "scan", "fork"]


class Asking(threading.Thread):
    """One request after the other to a neighbour, and how long each took (ms)."""

    def __init__(self, address):
        super().__init__(daemon=True)
        self.address, self.over = address, threading.Event()
        self.times, self.failed = [], []

    def run(self):
        while not self.over.wait(PAUSE_S):
            began = time.monotonic()
            try:
                connection = http.client.HTTPConnection(self.address, 80, timeout=PATIENCE)
                with contextlib.closing(connection):
                    connection.request("GET", "/cgi-bin/ask")
                    answer = connection.getresponse()
                    if answer.status != 200 or answer.read().strip() != b"fine":
                        self.failed.append(f"status {answer.status}")
            except (OSError, http.client.HTTPException) as error:
                self.failed.append(repr(error))
            self.times.append((time.monotonic() - began) * 1000)

    def stop(self):
        self.over.set()
        self.join()
        return self


def measured(neighbours, seconds):
    """What happens at every neighbour for so long, by its name."""
    asking = {name: Asking(address) for name, address in neighbours.items()}
    for one in asking.values():
        one.start()
    time.sleep(seconds)
    return {name: one.stop() for name, one in asking.items()}


def serves(address):
    """Whether a neighbour answers a request already."""
    asking = Asking(address)
    asking.start()
    h.until(lambda: asking.times, PATIENCE + 5, "an answer or none")
    return not asking.stop().failed


def at(times, share):
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def compared(before, meanwhile):
    said = []
    for word, share in (("p50", 0.5), ("p99", 0.99)):
        was, is_now = at(before.times, share), at(meanwhile.times, share)
        said.append(f"{word} {was:.1f} -> {is_now:.1f} ms ({is_now / was:.1f}x)")
    return f"{', '.join(said)}, {len(meanwhile.times)} requests"


class World(FargateRegion):
    """Neighbours that serve and attackers that obey, on the host's kernel and in virtual machines."""

    def prepare(self):
        self.files = self.data_dir + "-files"
        os.makedirs(self.files)
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "attack.c")
        program = os.path.join(self.files, "attack")
        subprocess.run(["gcc", "-O2", "-static", "-s", "-o", program, source], check=True)
        self.number = 0
        self.order("nothing")
        self.ec2 = h.client("ec2", self.client.environment)
        [vpc] = self.ec2.describe_vpcs()["Vpcs"]
        self.subnet = self.ec2.describe_subnets()["Subnets"][0]
        self.servers, self.attackers = (
            self.ec2.create_security_group(
                GroupName=name, Description=name, VpcId=vpc["VpcId"])["GroupId"]
            for name in ("servers", "attackers"))
        self.ec2.authorize_security_group_ingress(
            GroupId=self.servers, IpProtocol="tcp", FromPort=80, ToPort=80, CidrIp="0.0.0.0/0")

    def order(self, what, seconds=0, addresses=()):
        self.number += 1
        whole = os.path.join(self.files, "new")
        with open(whole, "w") as file:
            file.write(f"{self.number} {what} {seconds} {' '.join(addresses)}\n")
        os.replace(whole, os.path.join(self.files, "orders"))

    def task(self, script, group, machine, volumes=(), **environment):
        variables = [{"name": name, "value": value} for name, value in environment.items()]
        mounts = [{"sourceVolume": it["name"], "containerPath": "/www/files", "readOnly": True}
                  for it in volumes]
        container = h.container(script, memory=256, environment=variables, mountPoints=mounts,
                                stopTimeout=2)
        kind = {"requiresCompatibilities": ["FARGATE"], "executionRoleArn": ROLE} if machine else {}
        definition = self.client.register(
            container, cpu="512" if machine else "256", memory="1024" if machine else "512",
            networkMode="awsvpc", volumes=list(volumes), **kind)
        return self.client.start(
            definition, launchType="FARGATE" if machine else "EC2", networkConfiguration={
                "awsvpcConfiguration": {"subnets": [self.subnet["SubnetId"]],
                                        "securityGroups": [group]}})

    def address(self, arn):
        details = self.client.running(arn, 180)["attachments"][0]["details"]
        return next(it["value"] for it in details if it["name"] == "privateIPv4Address")

    def host_addresses(self):
        found = subprocess.run(["ip", "-o", "-4", "addr"], capture_output=True, text=True, check=True)
        found = [line.split()[3].split("/")[0] for line in found.stdout.splitlines()]
        return [it for it in found if not it.startswith("127.")]


def left_of(arns):
    """Processes in the control groups of tasks."""
    found = []
    for pid in h.processes():
        with contextlib.suppress(OSError), open(f"/proc/{pid}/cgroup") as file:
            text = file.read()
            found += [pid for arn in arns if h.task_id(arn) in text]
    return found


def attacked(world, what, seconds, neighbours, attackers):
    """Measures, attacks, measures; what is to be said of each neighbour, and what was wrong."""
    before = measured(neighbours, seconds)
    addresses = list(neighbours.values())
    if what == "scan":
        # The resolver, the router, and the host.
        addresses = ["172.31.0.1", "172.31.0.2", *world.host_addresses(), *addresses][:16]
    if what == "flood":
        # Somewhere outside as well.
        addresses.append("198.18.0.1")
    done = {arn: world.client.lines(arn).count(f"begins {what}") for arn in attackers}
    world.order(what, seconds, addresses)
    for arn in attackers:
        h.until(lambda: world.client.lines(arn).count(f"begins {what}") > done[arn], 60,
                f"{what} begins")
    meanwhile = measured(neighbours, seconds)
    said = [f"{name}: {compared(before[name], meanwhile[name])}" for name in neighbours]
    wrong = [f"{name}: {len(it.failed)} requests failed, the first: {it.failed[0]}"
             for measures in (before, meanwhile) for name, it in measures.items() if it.failed]
    return said, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0, help="of each measurement")
    parser.add_argument("--attacks", nargs="+", choices=ATTACKS, default=ATTACKS)
    parser.add_argument("--without-machines", action="store_true", help="of shared kernels only")
    chosen = parser.parse_args()
    passed = failed = 0
    with World() as world:
        world.prepare()
        kinds = [("on the host's kernel", False), ("in a machine", True)]
        if chosen.without_machines:
            kinds.pop()
        volume = {"name": "files", "host": {"sourcePath": world.files}}
        serving = {name: world.task(WEB, world.servers, machine, [] if machine else [volume])
                   for name, machine in kinds}
        neighbours = {name: world.address(arn) for name, arn in serving.items()}
        base = neighbours[kinds[0][0]]
        for name, address in neighbours.items():
            h.until(lambda: serves(address), 60, f"{name} serves")
        for where, machine in kinds:
            attacker = world.task(ATTACKER, world.attackers, machine, BASE=base)
            h.until(lambda: world.client.running(attacker, 180), 180)
            for what in chosen.attacks:
                try:
                    said, wrong = attacked(world, what, chosen.seconds, neighbours, [attacker])
                except AssertionError as error:
                    said, wrong = [], [str(error)]
                word = "FAIL" if wrong else "ok  "
                print(f"{word} attacks: {what} {where}", flush=True)
                for line in [*said, *wrong]:
                    print(f"     beside it, {line}", flush=True)
                passed, failed = passed + (not wrong), failed + bool(wrong)
            said = [line for line in world.client.lines(attacker)
                    if line.split()[0] in ("flood", "connections", "spoof", "scan")]
            print(f"     it said: {', '.join(said)}", flush=True)
            world.client.ecs.stop_task(task=attacker)
            world.client.stopped(attacker, 90)
            h.until(lambda: not left_of([attacker]), 30, "nothing is left of the attacker")
        for arn in serving.values():
            world.client.ecs.stop_task(task=arn)
        for arn in serving.values():
            world.client.stopped(arn, 90)
        shutil.rmtree(world.files)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
