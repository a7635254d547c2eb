"""Names a container has and knows, and networks it is kept from."""

import unittest

import _harness as h

aws = h.Client()


class Names(unittest.TestCase):
    # proves: ContainerDefinition.hostname, ContainerDefinition.dnsServers
    # proves: ContainerDefinition.dnsSearchDomains, ContainerDefinition.extraHosts
    # proves: HostEntry.hostname, HostEntry.ipAddress
    def test_a_name_and_those_it_knows(self):
        task, lines = aws.output(h.container(
            "hostname; cat /etc/hostname; grep -E '^(search|nameserver)' /etc/resolv.conf; "
            "grep -E 'db|box' /etc/hosts | tr '\\t' ' '; ip -4 addr show dev eth0 | grep -c 'inet '",
            hostname="box", dnsServers=["10.9.9.9", "10.9.9.8"], dnsSearchDomains=["a.test", "b.test"],
            extraHosts=[{"hostname": "db", "ipAddress": "10.1.2.3"}],
        ))
        self.assertEqual(lines[:6], [
            "box", "box", "search a.test b.test", "nameserver 10.9.9.9", "nameserver 10.9.9.8",
            "10.1.2.3 db",
        ], h.brief(task))
        self.assertTrue(lines[6].endswith(" box"), lines)
        self.assertGreaterEqual(int(lines[7]), 1)

    # proves: ContainerDefinition.links
    def test_a_linked_container_by_its_alias(self):
        task, lines = aws.output(
            h.container("echo there | nc -l -p 80; sleep 1000", "db", essential=False, hostname="store"),
            h.container(
                "until nc database 80 </dev/null; do sleep 0.1; done; "
                "grep database /etc/hosts | tr '\\t' ' ' | cut -d ' ' -f 2-; env | grep -ci database_port",
                links=["db:database"],
            ),
        )
        self.assertEqual(lines, ["there", "database store db", "0"], h.brief(task))

    # proves: ContainerDefinition.disableNetworking
    def test_without_a_network(self):
        _, lines = aws.output(h.container(
            "ls /sys/class/net", disableNetworking=True,
            logConfiguration=h.container()["logConfiguration"],
        ))
        self.assertEqual(lines, ["lo"])

    # proves: PortMapping.containerPortRange
    def test_a_range_of_ports(self):
        arn = aws.start(aws.register(h.container(
            h.WAIT, portMappings=[{"containerPortRange": "9000-9002", "protocol": "tcp"}])))
        self.addCleanup(lambda: aws.ecs.stop_task(task=arn))
        binding = h.one(aws.running(arn))["networkBindings"][0]
        self.assertEqual(binding["containerPortRange"], "9000-9002")
        first, last = map(int, binding["hostPortRange"].split("-"))
        self.assertEqual(last - first, 2)
        self.assertNotIn("hostPort", binding)


if __name__ == "__main__":
    h.run()
