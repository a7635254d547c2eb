"""The network part of EC2's API, as boto3 and its waiters see it."""

import os
import unittest

import botocore.exceptions

import _harness as h

EC2 = h.client("ec2")


class Vpc(unittest.TestCase):
    def refused(self, code, call, **arguments):
        with self.assertRaises(botocore.exceptions.ClientError) as caught:
            call(**arguments)
        self.assertEqual(caught.exception.response["Error"]["Code"], code)
        return caught.exception.response

    def test_a_region_has_a_default_vpc_with_a_subnet_in_each_zone(self):
        [vpc] = EC2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]
        self.assertEqual(vpc["CidrBlock"], "172.31.0.0/16")
        subnets = EC2.describe_subnets(
            Filters=[{"Name": "vpc-id", "Values": [vpc["VpcId"]]}])["Subnets"]
        zones = EC2.describe_availability_zones()["AvailabilityZones"]
        self.assertEqual({it["AvailabilityZone"] for it in subnets},
                         {it["ZoneName"] for it in zones})
        self.assertEqual(len(subnets), 3)
        [group] = EC2.describe_security_groups(GroupNames=["default"])["SecurityGroups"]
        self.assertEqual(group["VpcId"], vpc["VpcId"])
        attributes = EC2.describe_account_attributes(AttributeNames=["default-vpc"])
        values = attributes["AccountAttributes"][0]["AttributeValues"]
        self.assertEqual(values, [{"AttributeValue": vpc["VpcId"]}])

    def test_a_vpc_is_made_used_and_removed(self):
        name = h.unique("vpc")
        vpc = EC2.create_vpc(CidrBlock="10.9.0.0/16", TagSpecifications=[
            {"ResourceType": "vpc", "Tags": [{"Key": "Name", "Value": name}]}])["Vpc"]["VpcId"]
        EC2.get_waiter("vpc_available").wait(VpcIds=[vpc])
        found = EC2.describe_vpcs(Filters=[{"Name": "tag:Name", "Values": [name[:-1] + "*"]}])
        self.assertEqual([it["VpcId"] for it in found["Vpcs"]], [vpc])
        self.refused("InvalidSubnet.Range", EC2.create_subnet, VpcId=vpc, CidrBlock="10.8.0.0/24")
        subnets = [
            EC2.create_subnet(VpcId=vpc, CidrBlock=f"10.9.{at}.0/24")["Subnet"]["SubnetId"]
            for at in range(6)
        ]
        EC2.get_waiter("subnet_available").wait(SubnetIds=subnets)
        pages = EC2.get_paginator("describe_subnets").paginate(
            Filters=[{"Name": "vpc-id", "Values": [vpc]}], PaginationConfig={"PageSize": 5})
        pages = [[it["SubnetId"] for it in page["Subnets"]] for page in pages]
        self.assertEqual([len(page) for page in pages], [5, 1])
        self.assertEqual(sorted(sum(pages, [])), sorted(subnets))
        EC2.modify_subnet_attribute(SubnetId=subnets[0], MapPublicIpOnLaunch={"Value": True})
        [first] = EC2.describe_subnets(SubnetIds=subnets[:1])["Subnets"]
        self.assertTrue(first["MapPublicIpOnLaunch"])
        EC2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
        told = EC2.describe_vpc_attribute(VpcId=vpc, Attribute="enableDnsHostnames")
        self.assertEqual(told["EnableDnsHostnames"], {"Value": True})
        self.refused("DependencyViolation", EC2.delete_vpc, VpcId=vpc)
        for subnet in subnets:
            EC2.delete_subnet(SubnetId=subnet)
        self.refused("DryRunOperation", EC2.delete_vpc, VpcId=vpc, DryRun=True)
        EC2.delete_vpc(VpcId=vpc)
        self.refused("InvalidVpcID.NotFound", EC2.describe_vpcs, VpcIds=[vpc])

    def test_permissions_are_given_described_and_taken_back(self):
        group = EC2.create_security_group(GroupName=h.unique("web"), Description="web")["GroupId"]
        self.addCleanup(EC2.delete_security_group, GroupId=group)
        EC2.get_waiter("security_group_exists").wait(GroupIds=[group])
        web = [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80,
                "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "everybody"}],
                "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}]
        rules = EC2.authorize_security_group_ingress(GroupId=group, IpPermissions=web)
        self.assertEqual(len(rules["SecurityGroupRules"]), 2)
        answer = self.refused("InvalidPermission.Duplicate", EC2.authorize_security_group_ingress,
                              GroupId=group, IpProtocol="tcp", FromPort=80, ToPort=80,
                              CidrIp="0.0.0.0/0")
        self.assertIn("0.0.0.0/0, TCP, from port: 80", answer["Error"]["Message"])
        [told] = EC2.describe_security_groups(GroupIds=[group])["SecurityGroups"]
        self.assertEqual(told["IpPermissions"][0]["IpRanges"], web[0]["IpRanges"])
        self.assertEqual(told["IpPermissionsEgress"][0]["IpProtocol"], "-1")
        ids = [it["SecurityGroupRuleId"] for it in rules["SecurityGroupRules"]]
        EC2.create_tags(Resources=ids + [group], Tags=[{"Key": "team", "Value": "a<b"}])
        tagged = EC2.describe_tags(Filters=[{"Name": "value", "Values": ["a<b"]}])["Tags"]
        self.assertEqual(sorted(it["ResourceId"] for it in tagged), sorted(ids + [group]))
        EC2.revoke_security_group_ingress(GroupId=group, SecurityGroupRuleIds=ids)
        self.refused("InvalidPermission.NotFound", EC2.revoke_security_group_ingress,
                     GroupId=group, IpPermissions=web)

    def test_an_interface_keeps_an_address_and_what_is_around_it(self):
        vpc = EC2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
        self.addCleanup(EC2.delete_vpc, VpcId=vpc)
        subnet = EC2.create_subnet(VpcId=vpc, CidrBlock="10.7.1.0/24")["Subnet"]["SubnetId"]
        self.addCleanup(EC2.delete_subnet, SubnetId=subnet)
        group = EC2.create_security_group(
            GroupName="kept", Description="kept", VpcId=vpc)["GroupId"]
        self.addCleanup(EC2.delete_security_group, GroupId=group)
        made = EC2.create_network_interface(
            SubnetId=subnet, PrivateIpAddress="10.7.1.9", Groups=[group],
            TagSpecifications=[{"ResourceType": "network-interface",
                                "Tags": [{"Key": "Name", "Value": "kept"}]}])["NetworkInterface"]
        self.assertEqual(made["Status"], "available")
        self.assertEqual(made["Groups"], [{"GroupId": group, "GroupName": "kept"}])
        eni = made["NetworkInterfaceId"]
        EC2.get_waiter("network_interface_available").wait(NetworkInterfaceIds=[eni])
        self.refused("InvalidIPAddress.InUse", EC2.create_network_interface,
                     SubnetId=subnet, PrivateIpAddress="10.7.1.9")
        pages = EC2.get_paginator("describe_network_interfaces").paginate(
            Filters=[{"Name": "vpc-id", "Values": [vpc]}])
        [found] = sum((page["NetworkInterfaces"] for page in pages), [])
        self.assertEqual(found["PrivateIpAddresses"][0]["PrivateIpAddress"], "10.7.1.9")
        self.assertEqual(found["TagSet"], [{"Key": "Name", "Value": "kept"}])
        [told] = EC2.describe_subnets(SubnetIds=[subnet])["Subnets"]
        self.assertEqual(told["AvailableIpAddressCount"], 250)
        self.refused("DependencyViolation", EC2.delete_subnet, SubnetId=subnet)
        self.refused("DependencyViolation", EC2.delete_security_group, GroupId=group)
        EC2.delete_network_interface(NetworkInterfaceId=eni)
        self.refused("InvalidNetworkInterfaceID.NotFound", EC2.describe_network_interfaces,
                     NetworkInterfaceIds=[eni])

    def test_a_network_configuration_is_checked(self):
        aws = h.Client()
        subnets = EC2.describe_subnets(
            Filters=[{"Name": "default-for-az", "Values": ["true"]}])["Subnets"]
        [here, *_] = [it["SubnetId"] for it in subnets]
        container = h.container(h.WAIT, memory=16)
        definition = aws.register(container, networkMode="awsvpc")
        bridge = aws.register(container)

        def run(definition, **configuration):
            network = {"awsvpcConfiguration": configuration} if configuration else None
            more = {"networkConfiguration": network} if network else {}
            aws.ecs.run_task(taskDefinition=definition, **more)

        invalid = "InvalidParameterException"
        with h.refused(self, invalid, "Network Configuration must be provided"):
            run(definition)
        with h.refused(self, invalid, "not valid for the given networkMode"):
            run(bridge, subnets=[here])
        with h.refused(self, invalid, "InvalidSubnetID.NotFound"):
            run(definition, subnets=["subnet-0"])
        with h.refused(self, invalid, "InvalidGroup.NotFound"):
            run(definition, subnets=[here], securityGroups=["sg-0"])
        with h.refused(self, invalid, "Assign public IP is not supported"):
            run(definition, subnets=[here], assignPublicIp="ENABLED")
        with h.refused(self, invalid, "does not support launch_type FARGATE"):
            aws.ecs.run_task(taskDefinition=definition, launchType="FARGATE",
                             networkConfiguration={"awsvpcConfiguration": {"subnets": [here]}})

    def test_what_is_wrong_or_not_built_is_named(self):
        self.refused("InvalidVpc.Range", EC2.create_vpc, CidrBlock="10.0.0.0/8")
        answer = self.refused("InvalidParameterValue", EC2.describe_vpcs,
                              Filters=[{"Name": "colour", "Values": ["red"]}])
        self.assertIn("colour", answer["Error"]["Message"])
        self.refused("UnsupportedOperation", EC2.describe_network_acls)
        self.refused("InvalidAction", EC2.describe_instances)
        other = h.client("ec2", {**os.environ, "AWS_SECRET_ACCESS_KEY": "wrong"})
        answer = self.refused("AuthFailure", other.describe_vpcs)
        self.assertEqual(answer["ResponseMetadata"]["HTTPStatusCode"], 401)


h.run()
