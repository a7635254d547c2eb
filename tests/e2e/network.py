"""Ports and network modes: bridge with static and dynamic host ports, host, none."""

import json
import socket
import subprocess
import unittest
import urllib.request

import _harness as h

aws = h.Client()
SERVE = "mkdir -p /www; echo {word} >/www/index.html; exec httpd -f -p {port} -h /www"


def ip(*words):
    subprocess.run(["ip", *words], check=True, capture_output=True, timeout=10)


def host_addresses():
    """The host's addresses that are neither loopback nor a bridge's of ours."""
    links = json.loads(subprocess.run(
        ["ip", "-json", "-4", "address"], check=True, capture_output=True, timeout=10).stdout)
    return [a["local"] for link in links for a in link["addr_info"]
            if link["operstate"] == "UP" and not link["ifname"].startswith(("br", "ve"))]


def get(address, port, seconds=10):
    """What the server at that address says, once it listens."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def look():
        try:
            with opener.open(f"http://{address}:{port}/", timeout=2) as answer:
                return answer.read().decode().strip()
        except OSError:
            return None

    return h.until(look, seconds, f"an answer from {address}:{port}")


def server(command, **more):
    """A container whose program ignores SIGTERM, as PID 1 does by default: not waited for long."""
    return h.container(command, stopTimeout=1, **more)


class Bridge(unittest.TestCase):
    def serve(self, word, mappings, port=80, **more):
        main = server(SERVE.format(word=word, port=port), portMappings=mappings)
        arn = aws.start(aws.register(main, **more))
        self.addCleanup(aws.stop, arn)
        return aws.running(arn)

    # proves: ContainerDefinition.portMappings, PortMapping.containerPort
    # proves: PortMapping.hostPort
    def test_a_static_port_on_every_address_of_the_host(self):
        port = h.free_port()
        task = self.serve("static", [{"containerPort": 80, "hostPort": port}])
        self.assertEqual(h.one(task)["networkBindings"], [
            {"bindIP": "0.0.0.0", "containerPort": 80, "hostPort": port, "protocol": "tcp"},
        ])
        for address in ["127.0.0.1", *host_addresses()]:
            self.assertEqual(get(address, port), "static", address)

    def test_a_static_port_from_outside(self):
        # Another host: a namespace with a cable to ours.
        name = h.unique("e")[:9]
        port = h.free_port()
        self.serve("outside", [{"containerPort": 80, "hostPort": port}])
        ip("netns", "add", name)
        self.addCleanup(ip, "netns", "delete", name)
        ip("link", "add", f"{name}a", "type", "veth", "peer", "name", f"{name}b", "netns", name)
        ip("address", "add", "198.51.100.1/24", "dev", f"{name}a")
        ip("link", "set", f"{name}a", "up")
        ip("-n", name, "address", "add", "198.51.100.2/24", "dev", f"{name}b")
        ip("-n", name, "link", "set", f"{name}b", "up")
        fetch = ["ip", "netns", "exec", name, "curl", "-s", "--noproxy", "*", "-m", "5",
                 f"http://198.51.100.1:{port}/"]

        def look():
            answer = subprocess.run(fetch, capture_output=True, timeout=10)
            return answer.stdout.decode().strip()

        self.assertEqual(h.until(look, 10, "an answer through the cable"), "outside")

    def test_dynamic_ports_of_two_copies(self):
        main = server(SERVE.format(word="$(hostname)", port=80),
                           portMappings=[{"containerPort": 80}])
        definition = aws.register(main)
        ports = {}
        with open("/proc/sys/net/ipv4/ip_local_port_range") as file:
            low, high = map(int, file.read().split())
        for _ in range(2):
            arn = aws.start(definition)
            self.addCleanup(aws.stop, arn)
            binding = h.one(aws.running(arn))["networkBindings"][0]
            self.assertEqual(binding["containerPort"], 80)
            self.assertTrue(low <= binding["hostPort"] <= high, binding)
            ports[binding["hostPort"]] = get("127.0.0.1", binding["hostPort"])
        self.assertEqual(len(ports), 2)
        self.assertEqual(len(set(ports.values())), 2, ports)

    def test_a_port_is_closed_when_the_task_has_stopped(self):
        port = h.free_port()
        definition = aws.register(server(
            SERVE.format(word="once", port=80),
            portMappings=[{"containerPort": 80, "hostPort": port}]))
        arn = aws.start(definition)
        aws.running(arn)
        self.assertEqual(get("127.0.0.1", port), "once")
        aws.stop(arn)
        with self.assertRaises(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=2)

    # proves: PortMapping.protocol
    def test_udp(self):
        port = h.free_port(socket.SOCK_DGRAM)
        # busybox' nc has no UDP server; what arrives is counted by the kernel.
        main = h.container(
            "trap 'exit 0' TERM; while :; do awk '/^Udp: [0-9]/ {print $2 + $3}' /proc/net/snmp; "
            "sleep 0.2; done",
            portMappings=[{"containerPort": 5000, "hostPort": port, "protocol": "udp"}])
        arn = aws.start(aws.register(main))
        self.addCleanup(aws.stop, arn)
        task = aws.running(arn)
        self.assertEqual(h.one(task)["networkBindings"][0]["protocol"], "udp")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            def arrived():
                sender.sendto(b"hello", ("127.0.0.1", port))
                return any(line.strip() not in ("", "0") for line in aws.lines(arn))

            h.until(arrived, 15, "a datagram in the container")

    def test_containers_of_one_task_have_addresses_of_their_own(self):
        script = "ip -4 -o address show dev eth0 | awk '{print $4}'"
        task = aws.run(h.container(script, "a", essential=False), h.container(script, "b", essential=False),
                       h.container("sleep 2", "c"))
        addresses = {aws.lines(task, name)[0] for name in "ab"}
        self.assertEqual(len(addresses), 2)

    def test_a_container_reaches_the_host_network(self):
        with socket.socket() as server:
            server.bind(("0.0.0.0", 0))
            server.listen()
            port = server.getsockname()[1]
            arn = aws.start(aws.register(h.container(
                f"gateway=$(ip route | awk '/^default/ {{print $3}}'); echo hello | nc -w 5 $gateway {port}")))
            server.settimeout(30)
            connection, _ = server.accept()
            with connection:
                self.assertEqual(connection.recv(100), b"hello\n")
        aws.stopped(arn)


class OtherModes(unittest.TestCase):
    # proves: RegisterTaskDefinitionRequest.networkMode
    def test_host_mode_is_the_hosts_own_network(self):
        port = h.free_port()
        main = server(SERVE.format(word="host", port=port), portMappings=[{"containerPort": port}])
        definition = aws.register(main, networkMode="host")
        arn = aws.start(definition)
        self.addCleanup(aws.stop, arn)
        binding = h.one(aws.running(arn))["networkBindings"][0]
        self.assertEqual((binding["containerPort"], binding["hostPort"]), (port, port))
        self.assertEqual(get("127.0.0.1", port), "host")
        again = aws.ecs.run_task(taskDefinition=definition)
        self.assertEqual(again["failures"][0]["reason"], "RESOURCE:PORTS")

    def test_none_has_loopback_only(self):
        task, lines = aws.output(
            h.container("ls /sys/class/net; ip -o link | grep -c LOOPBACK,UP"), networkMode="none")
        self.assertEqual(lines, ["lo", "1"], h.brief(task))
        self.assertEqual(h.one(task).get("networkBindings", []), [])

    def test_none_has_no_ports(self):
        with h.refused(self, "ClientException", "port"):
            aws.register(h.container("true", portMappings=[{"containerPort": 80}]), networkMode="none")


h.run()
