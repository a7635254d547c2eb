"""Tasks with network interfaces of their own: what they are, who they can talk to, what is left."""

import glob
import json
import os
import signal
import subprocess
import sys
import time
import unittest
import urllib.request

import _harness as h

HTTPD = "mkdir -p /www && echo hello > /www/index.html && exec httpd -f -p 80 -h /www"
QUIET = h.WAIT


class Network:
    """The default VPC of a region, and tasks in it."""

    def __init__(self, client):
        self.client = client
        self.ec2 = h.client("ec2", client.environment)
        [vpc] = self.ec2.describe_vpcs(
            Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]
        self.vpc = vpc["VpcId"]
        subnets = self.ec2.describe_subnets(
            Filters=[{"Name": "vpc-id", "Values": [self.vpc]}])["Subnets"]
        self.subnets = sorted(subnets, key=lambda it: it["AvailabilityZone"])

    def group(self, *ingress):
        """A security group with these rules towards it; everything may leave it."""
        name = h.unique("group")
        group = self.ec2.create_security_group(
            GroupName=name, Description=name, VpcId=self.vpc)["GroupId"]
        if ingress:
            self.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=list(ingress))
        return group

    def start(self, *containers, groups=None, subnet=0, **more):
        """Runs a task; it, once it is RUNNING."""
        definition = self.client.register(*containers, networkMode="awsvpc", **more)
        network = {"subnets": [self.subnets[subnet]["SubnetId"]]}
        if groups is not None:
            network["securityGroups"] = groups
        arn = self.client.start(
            definition, networkConfiguration={"awsvpcConfiguration": network})
        return self.client.running(arn)


def tcp(port, **peer):
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **peer}


def from_group(group):
    return {"UserIdGroupPairs": [{"GroupId": group}]}


ANYONE = {"IpRanges": [{"CidrIp": "0.0.0.0/0"}]}


def details(task):
    [attachment] = task["attachments"]
    return {it["name"]: it["value"] for it in attachment["details"]}


def address(task):
    return details(task)["privateIPv4Address"]


def space(task):
    """The name of the task's network namespace."""
    [path] = glob.glob(f"/run/netns/berth-*-{details(task)['networkInterfaceId']}")
    return path


def inside(task, *command, timeout=10):
    """What a program of this host says in the task's network; `None` if it failed."""
    ran = subprocess.run(
        ["nsenter", f"--net={space(task)}", *command],
        capture_output=True, text=True, timeout=timeout)
    return ran.stdout if ran.returncode == 0 else None


def reaches(task, to, port=80):
    """Whether a connection from the task's network comes about within a second."""
    connect = "import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 1)"
    return inside(task, sys.executable, "-c", connect, to, str(port)) is not None


def web(name="main", **more):
    """A container that says hello at port 80; its program ignores SIGTERM."""
    return h.container(HTTPD, name, stopTimeout=2, **more)


class Awsvpc(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = h.Client()
        cls.network = Network(cls.client)

    def start(self, *containers, **more):
        task = self.network.start(*containers, **more)
        self.addCleanup(self.client.stop, task["taskArn"])
        return task

    def test_a_task_is_where_it_is_said_to_be(self):
        script = (
            "echo NAME $(hostname); ip -o addr show eth0; ip route; cat /etc/hosts /etc/resolv.conf;"
            " wget -qO- $ECS_CONTAINER_METADATA_URI_V4; echo; " + QUIET)
        task = self.start(h.container(script))
        said = details(task)
        [attachment] = task["attachments"]
        self.assertEqual(attachment["type"], "ElasticNetworkInterface")
        self.assertEqual(attachment["status"], "ATTACHED")
        lines = h.until(lambda: [it for it in [self.client.lines(task)]
                                 if any('"Networks"' in line for line in it)], 20)[0]
        text = "\n".join(lines)
        subnet = self.network.subnets[0]
        prefix = subnet["CidrBlock"].split("/")[1]
        self.assertIn(f"inet {said['privateIPv4Address']}/{prefix} ", text)
        gateway = subnet["CidrBlock"].split("/")[0].removesuffix(".0") + ".1"
        self.assertIn(f"default via {gateway} dev eth0", text)
        self.assertIn(f"NAME {said['privateDnsName']}", text)
        self.assertIn(f"{said['privateIPv4Address']}\t{said['privateDnsName']}", text)
        self.assertIn("nameserver 172.31.0.2", text)
        self.assertIn(said["macAddress"], inside(task, "ip", "-o", "link", "show", "eth0"))
        [shown] = h.one(task)["networkInterfaces"]
        self.assertEqual(shown["privateIpv4Address"], said["privateIPv4Address"])
        self.assertEqual(shown["attachmentId"], attachment["id"])
        [metadata] = [json.loads(line) for line in lines if '"Networks"' in line]
        [network] = metadata["Networks"]
        self.assertEqual(network["NetworkMode"], "awsvpc")
        self.assertEqual(network["IPv4Addresses"], [said["privateIPv4Address"]])
        self.assertEqual(network["MACAddress"], said["macAddress"])
        self.assertEqual(network["PrivateDNSName"], said["privateDnsName"])
        self.assertEqual(network["IPv4SubnetCIDRBlock"], subnet["CidrBlock"])
        self.assertEqual(network["SubnetGatewayIpv4Address"], f"{gateway}/{prefix}")
        self.assertEqual(network["DomainNameServers"], ["172.31.0.2"])
        self.assertEqual(network["AttachmentIndex"], 0)

    def test_containers_of_a_task_share_its_network(self):
        script = "until wget -qO- http://localhost/; do sleep 0.1; done; " + QUIET
        task = self.start(web("web"), h.container(script, "main"))
        h.until(lambda: "hello" in self.client.lines(task), 20)

    def test_groups_open_and_close_at_once(self):
        clients = self.network.group()
        servers = self.network.group()
        server = self.start(web(), groups=[servers])
        asking = self.start(h.container(QUIET), groups=[clients])
        stranger = self.start(h.container(QUIET), groups=[self.network.group()])
        to = address(server)
        self.assertFalse(reaches(asking, to))
        rule = tcp(80, **from_group(clients))
        began = time.monotonic()
        self.network.ec2.authorize_security_group_ingress(GroupId=servers, IpPermissions=[rule])
        h.until(lambda: reaches(asking, to), 10)
        self.assertLess(time.monotonic() - began, 5)
        self.assertIn("hello", inside(asking, "busybox", "wget", "-qO-", f"http://{to}/"))
        self.assertFalse(reaches(asking, to, 81))
        self.assertFalse(reaches(stranger, to))
        self.network.ec2.revoke_security_group_ingress(GroupId=servers, IpPermissions=[rule])
        h.until(lambda: not reaches(asking, to), 10)

    def test_subnets_of_a_vpc_reach_each_other(self):
        open_group = self.network.group(tcp(80, **ANYONE))
        server = self.start(web(), groups=[open_group], subnet=1)
        asking = self.start(h.container(QUIET), groups=[open_group], subnet=0)
        subnets = [details(it)["subnetId"] for it in (server, asking)]
        self.assertEqual(subnets, [it["SubnetId"] for it in self.network.subnets[1::-1]])
        h.until(lambda: reaches(asking, address(server)), 10)

    def test_the_host_gets_in_and_tasks_do_not_get_out_to_it(self):
        server = self.start(web(), groups=[self.network.group(tcp(80, **ANYONE))])
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

        def said():
            try:
                with opener.open(f"http://{address(server)}/", timeout=2) as answer:
                    return "hello" in answer.read().decode()
            except OSError:
                return False

        h.until(said, 10, "an answer from the task's own address")
        port = int(self.client.environment["AWS_ENDPOINT_URL"].rsplit(":", 1)[1].rstrip("/"))
        routers = inside(server, "ip", "route").split()
        router = routers[routers.index("via") + 1]
        hosts = subprocess.run(["ip", "-o", "-4", "addr"], capture_output=True, text=True).stdout
        hosts = [line.split()[3].split("/")[0] for line in hosts.splitlines()]
        for to in [router, *(it for it in hosts if not it.startswith("127."))]:
            for closed in (port, 51678, 51679):
                self.assertFalse(reaches(server, to, closed), f"{to}:{closed}")

    def test_private_names_are_answered(self):
        task = self.start(h.container(QUIET))
        said = details(task)

        def ask(name, server="172.31.0.2"):
            return inside(task, "busybox", "nslookup", name, server)

        h.until(lambda: said["privateIPv4Address"] in (ask(said["privateDnsName"]) or ""), 10)
        self.assertIn(said["privateDnsName"], ask(said["privateIPv4Address"]))
        self.assertIsNone(ask("ip-172-31-255-254.ec2.internal"))

    def test_metadata_is_ones_own(self):
        script = "echo $ECS_CONTAINER_METADATA_URI_V4; " + QUIET
        one, other = self.start(h.container(script)), self.start(h.container(script))

        def url(task):
            return h.until(lambda: self.client.lines(task), 20)[0]

        self.assertIn(one["taskArn"], inside(one, "busybox", "wget", "-qO-", url(one) + "/task"))
        self.assertIsNone(inside(other, "busybox", "wget", "-qO-", url(one) + "/task"))

    def test_a_port_is_no_hosts_port(self):
        mapped = web(portMappings=[{"containerPort": 80}])
        group = [self.network.group(tcp(80, **ANYONE))]
        one, other = self.start(mapped, groups=group), self.start(mapped, groups=group)
        self.assertNotEqual(address(one), address(other))
        for task in (one, other):
            self.assertEqual(h.one(task)["networkBindings"], [])
            h.until(lambda: reaches(one, address(task)), 10)


class Crash(unittest.TestCase):
    def test_a_killed_agent_leaves_tasks_talking_and_nothing_behind(self):
        before = set(glob.glob("/run/netns/*"))
        with h.Region() as region:
            network = Network(region.client)
            group = network.group(tcp(80, **ANYONE))
            server = network.start(web(), groups=[group])
            asking = network.start(h.container(QUIET), groups=[group])
            to = address(server)
            h.until(lambda: reaches(asking, to), 10)
            agent = region.role("agent")
            os.kill(agent, signal.SIGKILL)
            self.assertTrue(reaches(asking, to), "while nobody looks after it")
            h.until(lambda: region.role("agent") != agent, 30)
            region.connected()
            self.assertTrue(reaches(asking, to), "after it came back")
            url = "http://169.254.170.2/"
            h.until(lambda: inside(asking, "busybox", "wget", "-S", "-O-", url) is None
                    and reaches(asking, "169.254.170.2"), 10)
            rule = tcp(80, **ANYONE)
            network.ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[rule])
            h.until(lambda: not reaches(asking, to), 10)
            third = network.start(h.container(QUIET), groups=[group])
            self.assertNotIn(address(third), (to, address(asking)))
            for task in (server, asking, third):
                region.client.stop(task["taskArn"])
            # The VPC goes with its last interface.
            h.until(lambda: set(glob.glob("/run/netns/*")) <= before, 20, "no namespace is left")
        links = subprocess.run(["ip", "-br", "link"], capture_output=True, text=True).stdout
        self.assertNotIn("bvu", links)


if __name__ == "__main__":
    h.run()
