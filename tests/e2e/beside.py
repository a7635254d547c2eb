"""A container of this host and a virtual machine of its, under two agents, in one VPC."""

import unittest

import _harness as h
import awsvpc
from _machines import ROLE, FargateRegion


class Beside(unittest.TestCase):
    def test_a_container_and_a_machine_talk_as_their_groups_allow(self):
        with FargateRegion() as region:
            aws = region.client
            network = awsvpc.Network(aws)
            group = network.group()
            rule = awsvpc.tcp(80, **awsvpc.from_group(group))
            ask = "until wget -qO- http://{to}/; do sleep 0.2; done; " + h.WAIT
            container = network.start(awsvpc.web(), groups=[group])
            machines = aws.register(
                h.container(ask.format(to=awsvpc.address(container))), awsvpc.web("web"),
                cpu="1024", memory="2048", networkMode="awsvpc", executionRoleArn=ROLE,
                requiresCompatibilities=["FARGATE"])
            subnets = [network.subnets[0]["SubnetId"]]
            arn = aws.start(machines, launchType="FARGATE", networkConfiguration={
                "awsvpcConfiguration": {"subnets": subnets, "securityGroups": [group]}})
            machine = aws.running(arn, 120)
            self.assertFalse(awsvpc.reaches(container, awsvpc.address(machine)))
            self.assertEqual(aws.lines(machine), [])
            network.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[rule])
            h.until(lambda: "hello" in aws.lines(machine), 30, "the machine reaches the container")
            h.until(lambda: awsvpc.reaches(container, awsvpc.address(machine)), 30,
                    "the container reaches the machine")
            for task in (container, machine):
                aws.stop(task["taskArn"])


if __name__ == "__main__":
    h.run()
