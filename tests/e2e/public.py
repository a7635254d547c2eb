"""Public addresses: of tasks on Fargate with assignPublicIp, from outside, from each other, and what is left."""

import os
import signal
import subprocess
import unittest
import urllib.request

import _harness as h
from _machines import ROLE, FargateRegion

# Two, so that there is none for a third.
POOL = ["203.0.113.7", "203.0.113.9"]


class PublicRegion(FargateRegion):
    def command(self):
        return super().command() + ["--public-addresses", ",".join(POOL)]


def setUpModule():
    global region
    region = PublicRegion().__enter__()
    unittest.addModuleCleanup(region.__exit__)


def said(address):
    """What the server at an address says to this host; `None` if nothing within two seconds."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://{address}/", timeout=2) as answer:
            return answer.read().decode().strip()
    except OSError:
        return None


def server(text, before=""):
    return h.container(f"{before} mkdir /www; echo {text} >/www/index.html; exec httpd -f -p 80 -h /www")


class Public(unittest.TestCase):
    def setUp(self):
        self.aws = region.client
        self.ec2 = h.client("ec2", self.aws.environment)
        subnets = self.ec2.describe_subnets()["Subnets"]
        self.assertTrue(all(it["MapPublicIpOnLaunch"] for it in subnets))
        self.subnet = sorted(subnets, key=lambda it: it["AvailabilityZone"])[0]
        name = h.unique("group")
        self.group = self.ec2.create_security_group(
            GroupName=name, Description=name, VpcId=self.subnet["VpcId"])["GroupId"]

    def permit(self, verb):
        getattr(self.ec2, f"{verb}_security_group_ingress")(
            GroupId=self.group, IpProtocol="tcp", FromPort=80, ToPort=80, CidrIp="0.0.0.0/0")

    def ask(self, container, public="ENABLED"):
        definition = self.aws.register(
            container, cpu="256", memory="512", networkMode="awsvpc", executionRoleArn=ROLE,
            requiresCompatibilities=["FARGATE"])
        return self.aws.ecs.run_task(
            taskDefinition=definition, launchType="FARGATE", networkConfiguration={
                "awsvpcConfiguration": {"subnets": [self.subnet["SubnetId"]],
                                        "securityGroups": [self.group],
                                        "assignPublicIp": public}})

    def launch(self, container, **more):
        answer = self.ask(container, **more)
        self.assertEqual(answer["failures"], [])
        arn = answer["tasks"][0]["taskArn"]
        self.addCleanup(self.aws.stop, arn)
        return arn

    def interface(self, arn):
        details = self.aws.task(arn)["attachments"][0]["details"]
        [id] = [it["value"] for it in details if it["name"] == "networkInterfaceId"]
        return self.ec2.describe_network_interfaces(NetworkInterfaceIds=[id])["NetworkInterfaces"][0]

    def routes(self):
        found = subprocess.run(["ip", "-4", "route"], capture_output=True, text=True, check=True)
        return {line.split()[0] for line in found.stdout.splitlines()} & set(POOL)

    def test_each_task_answers_at_a_public_address_of_its_own(self):
        self.permit("authorize")
        first = self.launch(server("first"))
        shown = self.interface(first)
        public = shown["Association"]["PublicIp"]
        self.assertIn(public, POOL)
        name = f"ec2-{public.replace('.', '-')}.compute-1.amazonaws.com"
        self.assertEqual(shown["Association"]["PublicDnsName"], name)
        self.assertEqual(shown["Association"]["IpOwnerId"], "amazon")
        self.assertEqual(shown["PrivateIpAddresses"][0]["Association"], shown["Association"])
        found = self.ec2.describe_network_interfaces(
            Filters=[{"Name": "association.public-ip", "Values": [public]}])["NetworkInterfaces"]
        self.assertEqual([it["NetworkInterfaceId"] for it in found], [shown["NetworkInterfaceId"]])
        self.aws.running(first, 120)
        self.assertEqual(h.until(lambda: said(public), 30, "an answer from outside"), "first")

        # By the address it goes out and in again, by the name it stays in the VPC.
        look = f"for at in {public} {name}; do wget -q -O- http://$at/; done;"
        second = self.launch(server("second", look))
        other = self.interface(second)["Association"]["PublicIp"]
        self.assertEqual({public, other}, set(POOL))
        self.aws.running(second, 120)
        self.assertEqual(h.until(lambda: said(other), 30, "an answer from outside"), "second")
        self.assertEqual(self.aws.lines(second)[:2], ["first", "first"])
        self.assertEqual(said(public), "first")
        [failure] = self.ask(server("third"))["failures"]
        self.assertEqual(failure["reason"], "RESOURCE:PUBLIC_IP")

        self.permit("revoke")
        h.until(lambda: said(public) is None and said(other) is None, 10, "closed")
        self.permit("authorize")
        h.until(lambda: said(public) and said(other), 10, "open")
        agent = region.fargate_agent()
        os.kill(agent, signal.SIGKILL)
        self.assertEqual(said(public), "first")
        h.until(lambda: region.fargate_agent() != agent, 30)
        self.aws.stop(first)
        h.until(lambda: public not in self.routes(), 20, "given back")
        self.assertIsNone(said(public))
        self.assertEqual(said(other), "second")
        # It is held for a minute.
        [failure] = self.ask(server("third"))["failures"]
        self.assertEqual(failure["reason"], "RESOURCE:PUBLIC_IP")
        self.aws.stop(second)
        h.until(lambda: not self.routes(), 20, "given back")

    def test_a_task_without_one_has_none(self):
        arn = self.launch(server("inside"), public="DISABLED")
        shown = self.interface(arn)
        self.assertNotIn("Association", shown)
        self.assertNotIn("Association", shown["PrivateIpAddresses"][0])


if __name__ == "__main__":
    h.run()
