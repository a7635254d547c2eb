"""Three hosts, each a network namespace with an agent of its own: tasks talk across them."""

import contextlib
import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import unittest

import _harness as h
import awsvpc

HOSTS = (1, 2, 3)
# For measurements between networks, so hardly the range of a machine that tests.
WIRE = "198.18.93"


def ip(*words):
    subprocess.run(["ip", *words], check=True, capture_output=True, timeout=10)


def listen_inside(netns, port):
    """A listener on loopback of another network namespace."""
    found = []

    def listen():
        libc = ctypes.CDLL(None, use_errno=True)
        with open(netns) as file:
            assert libc.setns(file.fileno(), 0x40000000) == 0, os.strerror(ctypes.get_errno())
        found.append(socket.create_server(("127.0.0.1", port)))

    # A thread of its own: it does not come back.
    thread = threading.Thread(target=listen)
    thread.start()
    thread.join()
    return found[0]


def pass_on(listener, port):
    """Connections of the listener go to that port of our own loopback."""

    def copy(one, other):
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)

    def serve():
        with contextlib.suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", port))
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=copy, args=pair, daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()


class Hosts(unittest.TestCase):
    """A control plane on the wire and three hosts with one container instance each."""

    @classmethod
    def setUpClass(cls):
        cls.enterClassContext(cls.made())

    @classmethod
    @contextlib.contextmanager
    def made(cls):
        with contextlib.ExitStack() as stack:
            cls.mark = f"{os.getpid() % 0xffff:04x}"
            cls.dir = os.path.join(os.environ["BERTH_E2E_DIR"], h.unique("hosts"))
            os.makedirs(cls.dir)
            wire = f"wire{cls.mark}"
            ip("link", "add", wire, "type", "bridge")
            stack.callback(ip, "link", "del", wire)
            ip("addr", "add", f"{WIRE}.254/24", "dev", wire)
            ip("link", "set", wire, "up")
            cls.start_server(stack)
            cls.agents = {}
            for number in HOSTS:
                cls.make_host(stack, number, wire)
                cls.start_agent(number)
                stack.callback(cls.end_agent, number)
            h.until(lambda: len(cls.instances()) == len(HOSTS), 30, "three container instances")
            cls.network = awsvpc.Network(cls.client)
            yield

    @classmethod
    def start_server(cls, stack):
        data = os.path.join(cls.dir, "server")
        cls.endpoint = f"{WIRE}.254:{h.free_port()}"
        log = stack.enter_context(open(data + ".log", "wb"))
        server = subprocess.Popen(
            [h.BERTH, "server", "--data-dir", data, "--listen", cls.endpoint],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log)

        def end():
            server.terminate()
            server.wait(timeout=30)

        stack.callback(end)

        def environment():
            ran = subprocess.run([h.BERTH, "env", "--json", "--data-dir", data],
                                 capture_output=True, timeout=10)
            return ran.stdout if ran.returncode == 0 else None

        h.until(environment, 20, "the control plane's keys")
        cls.client = h.Client(json.loads(environment()))

        def answers():
            with contextlib.suppress(Exception):
                return cls.client.ecs.list_clusters() is not None

        h.until(answers, 20, "an answering control plane")
        cls.client.ecs.create_cluster()

    @classmethod
    def netns(cls, number):
        return f"/run/netns/h{cls.mark}-{number}"

    @classmethod
    def make_host(cls, stack, number, wire):
        name, end = os.path.basename(cls.netns(number)), f"w{cls.mark}{number}"
        ip("netns", "add", name)
        stack.callback(ip, "netns", "del", name)
        ip("link", "add", end, "type", "veth", "peer", "name", "eth0", "netns", name)
        ip("link", "set", end, "master", wire, "up")
        for words in (["link", "set", "lo", "up"], ["link", "set", "eth0", "up"],
                      ["addr", "add", f"{WIRE}.{number}/24", "dev", "eth0"]):
            ip("-n", name, *words)
        # The registry of images is on our loopback, and on theirs.
        port = int(h.REGISTRY.rsplit(":", 1)[1])
        listener = listen_inside(cls.netns(number), port)
        stack.callback(listener.close)
        pass_on(listener, port)
        data = os.path.join(cls.dir, f"h{number}")
        os.makedirs(data)
        shutil.copy(os.path.join(cls.dir, "server", "agent-key.json"), data)

    @classmethod
    def words(cls, command, number):
        # Not `ip netns exec`, which has mounts of its own.
        return ["nsenter", f"--net={cls.netns(number)}", h.BERTH, command,
                "--data-dir", os.path.join(cls.dir, f"h{number}")]

    @classmethod
    def start_agent(cls, number):
        with open(os.path.join(cls.dir, f"h{number}.log"), "ab") as log:
            cls.agents[number] = subprocess.Popen(
                [*cls.words("agent", number), "--endpoint", f"http://{cls.endpoint}",
                 "--introspection", "off", "--agent", f"tunnel_address={WIRE}.{number}",
                 "--agent", f'instance_attributes={{"host": "{number}"}}'],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    @classmethod
    def end_agent(cls, number):
        agent = cls.agents[number]
        agent.send_signal(signal.SIGTERM)
        agent.wait(timeout=30)
        subprocess.run(cls.words("down", number), check=True, capture_output=True, timeout=60)

    @classmethod
    def instances(cls):
        """The arns of connected container instances by the number of their host."""
        arns = cls.client.ecs.list_container_instances()["containerInstanceArns"]
        if not arns:
            return {}
        found = cls.client.ecs.describe_container_instances(containerInstances=arns)
        number = lambda it: next(int(a["value"]) for a in it["attributes"] if a["name"] == "host")
        return {number(it): it["containerInstanceArn"] for it in found["containerInstances"]
                if it["agentConnected"]}

    def start(self, number, *containers, groups):
        definition = self.client.register(*containers, networkMode="awsvpc")
        network = {"subnets": [self.network.subnets[0]["SubnetId"]], "securityGroups": groups}
        answer = self.client.ecs.start_task(
            taskDefinition=definition, containerInstances=[self.instances()[number]],
            networkConfiguration={"awsvpcConfiguration": network})
        assert not answer["failures"], answer["failures"]
        task = self.client.running(answer["tasks"][0]["taskArn"])
        self.addCleanup(self.client.stop, task["taskArn"])
        return task

    def test_tasks_talk_across_hosts_as_their_groups_allow(self):
        group = self.network.group()
        tasks = {number: self.start(number, awsvpc.web(), groups=[group]) for number in HOSTS}
        address = {number: awsvpc.address(task) for number, task in tasks.items()}
        reaches = lambda one, other: awsvpc.reaches(tasks[one], address[other])
        self.assertFalse(reaches(1, 2))
        rule = awsvpc.tcp(80, **awsvpc.from_group(group))
        ec2 = self.network.ec2
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[rule])
        for one in HOSTS:
            for other in HOSTS:
                if one != other:
                    h.until(lambda: reaches(one, other), 10, f"{one} reaches {other}")
        said = awsvpc.inside(tasks[1], "busybox", "wget", "-qO-", f"http://{address[3]}/")
        self.assertIn("hello", said)

        # One host is cut off: the others go on, and it learns what it missed.
        end = f"w{self.mark}3"
        ip("link", "set", end, "down")
        self.assertFalse(reaches(1, 3))
        self.assertTrue(reaches(1, 2))
        ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[rule])
        h.until(lambda: not reaches(1, 2), 10)
        ip("link", "set", end, "up")
        h.until(lambda: 3 in self.instances() and not reaches(2, 3) and not reaches(1, 3), 60)

        # A killed agent's host is reached as before, and hears of changes when it is back.
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[rule])
        h.until(lambda: reaches(1, 2), 10)
        os.kill(self.agents[2].pid, signal.SIGKILL)
        self.agents[2].wait(timeout=10)
        self.assertTrue(reaches(1, 2))
        ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[rule])
        self.start_agent(2)
        h.until(lambda: not reaches(1, 2), 30)


if __name__ == "__main__":
    h.run()
