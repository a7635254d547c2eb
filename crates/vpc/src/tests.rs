use berth_api_ec2 as api;
use berth_env::SeededEntropy;
use berth_model::{Names, Principal, State, Timestamp, Tx, invariants};
use berth_protocol::shape::{FromJson, Output};
use serde_json::{Value, json};

use crate::{Context, Outcome};

struct Region {
    state: State,
    names: Names,
    entropy: SeededEntropy,
}

impl Region {
    fn new() -> Self {
        let mut region = Self {
            state: State::default(),
            names: Names {
                region: "us-east-1".into(),
                account: "123456789012".into(),
            },
            entropy: SeededEntropy::new(7),
        };
        let made = region.write(|tx, cx| {
            crate::ensure_default_vpc(tx, cx);
            Ok(())
        });
        made.expect("made");
        region
    }

    fn write<T>(
        &mut self,
        operation: impl FnOnce(&mut Tx, &mut Context<'_>) -> Outcome<T>,
    ) -> Outcome<T> {
        let mut tx = Tx::new(self.state.clone());
        let mut cx = Context {
            names: &self.names,
            principal: &Principal::Root,
            now: Timestamp(1_795_000_000_000),
            entropy: &mut self.entropy,
            lifetime: berth_ecs::credentials::Lifetime::default(),
        };
        let answer = operation(&mut tx, &mut cx)?;
        self.state = tx.finish().0;
        assert_eq!(invariants::check(&self.state), []);
        Ok(answer)
    }

    /// The answer's JSON, or the error's code.
    fn ask<I: FromJson, O: Output>(
        &mut self,
        operation: impl FnOnce(&mut Tx, &mut Context<'_>, I) -> Outcome<O>,
        input: Value,
    ) -> Result<Value, String> {
        let input = I::from_json(input).expect("an input");
        let answer = self.write(|tx, cx| operation(tx, cx, input));
        let answer = answer.map_err(|fault| fault.code.into_owned())?;
        let body = answer.to_body().expect("JSON");
        Ok(serde_json::from_slice(&body).unwrap_or(Value::Null))
    }

    fn look<I: FromJson, O: Output>(
        &mut self,
        operation: impl FnOnce(&State, &Context<'_>, I) -> Outcome<O>,
        input: Value,
    ) -> Result<Value, String> {
        self.ask(|tx, cx, input| operation(tx, cx, input), input)
    }
}

#[test]
fn a_region_begins_with_a_default_vpc() {
    let mut region = Region::new();
    let vpcs = region.look(crate::describe_vpcs, json!({})).expect("told");
    let vpc = &vpcs["Vpcs"][0];
    assert_eq!(vpc["CidrBlock"], "172.31.0.0/16");
    assert_eq!(vpc["IsDefault"], true);
    assert_eq!(vpcs["Vpcs"].as_array().map(Vec::len), Some(1));
    let filter = json!({"Filters": [{"Name": "default-for-az", "Values": ["true"]}]});
    let subnets = region.look(crate::describe_subnets, filter).expect("told");
    let told = |name: &str| -> Vec<String> {
        let subnets = subnets["Subnets"].as_array().expect("a list").iter();
        let mut told: Vec<_> = subnets.map(|it| it[name].to_string()).collect();
        told.sort();
        told
    };
    assert_eq!(
        told("CidrBlock"),
        [
            "\"172.31.0.0/20\"",
            "\"172.31.16.0/20\"",
            "\"172.31.32.0/20\""
        ]
    );
    assert_eq!(
        told("AvailabilityZoneId"),
        ["\"use1-az1\"", "\"use1-az2\"", "\"use1-az3\""]
    );
    assert_eq!(told("AvailableIpAddressCount"), ["4091", "4091", "4091"]);
    let groups = region.look(
        crate::describe_security_groups,
        json!({"GroupNames": ["default"]}),
    );
    let group = &groups.expect("told")["SecurityGroups"][0];
    assert_eq!(
        group["IpPermissions"][0]["UserIdGroupPairs"][0]["GroupId"],
        group["GroupId"]
    );
    assert_eq!(
        group["IpPermissionsEgress"][0]["IpRanges"][0]["CidrIp"],
        "0.0.0.0/0"
    );
    assert_eq!(
        region.ask(crate::create_default_vpc, json!({})),
        Err("DefaultVpcAlreadyExists".into())
    );
}

#[test]
fn vpcs_and_subnets_come_and_go() {
    let mut region = Region::new();
    for (cidr, code) in [
        ("10.0.0.0/8", "InvalidVpc.Range"),
        ("10.0.0.0/29", "InvalidVpc.Range"),
        ("10.0.0/16", "InvalidParameterValue"),
    ] {
        let made = region.ask(crate::create_vpc, json!({"CidrBlock": cidr}));
        assert_eq!(made, Err(code.into()), "{cidr}");
    }
    let tags = json!([{"ResourceType": "vpc", "Tags": [{"Key": "Name", "Value": "shop"}]}]);
    let made = region.ask(
        crate::create_vpc,
        json!({"CidrBlock": "10.1.2.3/16", "TagSpecifications": tags}),
    );
    let vpc = made.expect("made")["Vpc"].clone();
    assert_eq!(vpc["CidrBlock"], "10.1.0.0/16");
    let id = vpc["VpcId"].clone();
    let by_tag = json!({"Filters": [{"Name": "tag:Name", "Values": ["sh?p"]}]});
    let found = region.look(crate::describe_vpcs, by_tag).expect("told");
    assert_eq!(found["Vpcs"][0]["VpcId"], id);
    for (cidr, zone, code) in [
        ("10.2.0.0/24", "us-east-1a", "InvalidSubnet.Range"),
        ("10.1.0.0/24", "eu-west-1a", "InvalidParameterValue"),
    ] {
        let input = json!({"VpcId": id, "CidrBlock": cidr, "AvailabilityZone": zone});
        assert_eq!(region.ask(crate::create_subnet, input), Err(code.into()));
    }
    let input = json!({"VpcId": id, "CidrBlock": "10.1.0.0/24", "AvailabilityZoneId": "use1-az2"});
    let subnet = region.ask(crate::create_subnet, input).expect("made");
    assert_eq!(subnet["Subnet"]["AvailabilityZone"], "us-east-1b");
    assert_eq!(subnet["Subnet"]["AvailableIpAddressCount"], 251);
    let again = json!({"VpcId": id, "CidrBlock": "10.1.0.128/25"});
    assert_eq!(
        region.ask(crate::create_subnet, again),
        Err("InvalidSubnet.Conflict".into())
    );
    assert_eq!(
        region.ask(crate::delete_vpc, json!({"VpcId": id})),
        Err("DependencyViolation".into())
    );
    let gone = json!({"SubnetId": subnet["Subnet"]["SubnetId"]});
    region
        .ask(crate::delete_subnet, gone.clone())
        .expect("gone");
    assert_eq!(
        region.ask(crate::delete_subnet, gone),
        Err("InvalidSubnetID.NotFound".into())
    );
    region
        .ask(crate::delete_vpc, json!({"VpcId": id}))
        .expect("gone");
    assert_eq!(
        region.look(crate::describe_vpcs, json!({"VpcIds": [id]})),
        Err("InvalidVpcID.NotFound".into())
    );
}

#[test]
fn permissions_are_given_and_taken_back() {
    let mut region = Region::new();
    let input = json!({"GroupName": "web", "Description": "the web"});
    let made = region
        .ask(crate::create_security_group, input.clone())
        .expect("made");
    assert_eq!(
        region.ask(crate::create_security_group, input),
        Err("InvalidGroup.Duplicate".into())
    );
    let id = made["GroupId"].clone();
    let permission = json!([{"IpProtocol": "6", "FromPort": 80, "ToPort": 81, "IpRanges":
        [{"CidrIp": "10.0.0.1/8", "Description": "inside"}], "UserIdGroupPairs": [{"GroupId": id}]}]);
    let input = json!({"GroupId": id, "IpPermissions": permission});
    let rules = region
        .ask(crate::authorize_ingress, input.clone())
        .expect("given");
    assert_eq!(
        rules["SecurityGroupRules"].as_array().map(Vec::len),
        Some(2)
    );
    assert_eq!(
        region.ask(crate::authorize_ingress, input.clone()),
        Err("InvalidPermission.Duplicate".into())
    );
    let told = region.look(crate::describe_security_groups, json!({"GroupIds": [id]}));
    let told = told.expect("told");
    let permissions = &told["SecurityGroups"][0]["IpPermissions"];
    assert_eq!(permissions.as_array().map(Vec::len), Some(1));
    assert_eq!(permissions[0]["IpProtocol"], "tcp");
    assert_eq!(permissions[0]["IpRanges"][0]["CidrIp"], "10.0.0.0/8");
    for (ports, code) in [
        (json!({"FromPort": 9, "ToPort": 8}), "InvalidParameterValue"),
        (json!({"FromPort": 9}), "MissingParameter"),
        (
            json!({"FromPort": -1, "ToPort": 70000}),
            "InvalidParameterValue",
        ),
    ] {
        let mut input = json!({"GroupId": id, "IpProtocol": "tcp", "CidrIp": "0.0.0.0/0"});
        input
            .as_object_mut()
            .expect("one")
            .extend(ports.as_object().expect("one").clone());
        assert_eq!(
            region.ask(crate::authorize_ingress, input),
            Err(code.into()),
            "{ports}"
        );
    }
    region
        .ask(crate::revoke_ingress, input.clone())
        .expect("taken");
    assert_eq!(
        region.ask(crate::revoke_ingress, input),
        Err("InvalidPermission.NotFound".into())
    );
    let out = json!({"Filters": [{"Name": "group-id", "Values": [id]}]});
    let rules = region
        .look(crate::describe_security_group_rules, out)
        .expect("told");
    assert_eq!(rules["SecurityGroupRules"][0]["IsEgress"], true);
    let rule = rules["SecurityGroupRules"][0]["SecurityGroupRuleId"].clone();
    let tag = json!({"Resources": [rule, id], "Tags": [{"Key": "a", "Value": "b"}]});
    region.ask(crate::create_tags, tag).expect("tagged");
    let tags = region.look(crate::describe_tags, json!({})).expect("told");
    assert_eq!(tags["Tags"].as_array().map(Vec::len), Some(2));
    let input = json!({"GroupId": id, "SecurityGroupRuleIds": [rule]});
    region.ask(crate::revoke_egress, input).expect("taken");
    region
        .ask(crate::delete_security_group, json!({"GroupId": id}))
        .expect("gone");
}

#[test]
fn a_group_that_another_names_stays() {
    let mut region = Region::new();
    let mut make = |name: &str| {
        let input = json!({"GroupName": name, "Description": "d"});
        region
            .ask(crate::create_security_group, input)
            .expect("made")["GroupId"]
            .clone()
    };
    let (a, b) = (make("a"), make("b"));
    let pairs = json!([{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": a}]}]);
    let input = json!({"GroupId": b, "IpPermissions": pairs});
    region.ask(crate::authorize_ingress, input).expect("given");
    assert_eq!(
        region.ask(crate::delete_security_group, json!({"GroupId": a})),
        Err("DependencyViolation".into())
    );
    let default = json!({"GroupName": "default"});
    assert_eq!(
        region.ask(crate::delete_security_group, default),
        Err("CannotDelete".into())
    );
}

#[test]
fn a_dry_run_changes_nothing() {
    let mut region = Region::new();
    let answer = region.write(|tx, cx| {
        let input = api::CreateVpcRequest {
            cidr_block: Some("10.0.0.0/16".into()),
            ..Default::default()
        };
        crate::dry_run(Some(true), crate::create_vpc(tx, cx, input))
    });
    let fault = answer.expect_err("a dry run");
    assert_eq!((&*fault.code, fault.status), ("DryRunOperation", 412));
    assert_eq!(region.state.vpcs().count(), 1);
}

#[test]
fn interfaces_are_made_found_and_given_back() {
    let mut region = Region::new();
    let vpcs = region.ask(crate::create_vpc, json!({"CidrBlock": "10.1.0.0/16"}));
    let vpc = vpcs.expect("made")["Vpc"]["VpcId"].clone();
    let input = json!({"VpcId": vpc, "CidrBlock": "10.1.0.0/28", "AvailabilityZone": "us-east-1b"});
    let subnet = region.ask(crate::create_subnet, input).expect("made");
    let subnet = subnet["Subnet"]["SubnetId"].clone();
    let input = json!({"GroupName": "web", "Description": "d", "VpcId": vpc});
    let group = region.ask(crate::create_security_group, input);
    let group = group.expect("made")["GroupId"].clone();
    let other = json!({"GroupName": "web", "Description": "d"});
    let other = region.ask(crate::create_security_group, other);
    let other = other.expect("made")["GroupId"].clone();
    for (more, code) in [
        (json!({"SubnetId": "subnet-1"}), "InvalidSubnetID.NotFound"),
        (json!({"Groups": ["sg-1"]}), "InvalidGroup.NotFound"),
        (json!({"Groups": [other]}), "InvalidParameterValue"),
        (
            json!({"PrivateIpAddress": "10.1.0.3"}),
            "InvalidParameterValue",
        ),
        (
            json!({"PrivateIpAddress": "10.1.0.15"}),
            "InvalidParameterValue",
        ),
        (json!({"PrivateIpAddress": "ten"}), "InvalidParameterValue"),
        (json!({"Ipv6AddressCount": 1}), "UnsupportedOperation"),
    ] {
        let mut input = json!({"SubnetId": subnet});
        let members = more.as_object().expect("one").clone();
        input.as_object_mut().expect("one").extend(members);
        let made = region.ask(crate::create_network_interface, input);
        assert_eq!(made, Err(code.into()), "{more}");
    }
    let input = json!({"SubnetId": subnet, "PrivateIpAddress": "10.1.0.7", "Groups": [group],
        "Description": "kept", "TagSpecifications": [{"ResourceType": "network-interface",
        "Tags": [{"Key": "Name", "Value": "mine"}]}]});
    let made = region.ask(crate::create_network_interface, input.clone());
    let made = made.expect("made")["NetworkInterface"].clone();
    assert_eq!(made["PrivateDnsName"], "ip-10-1-0-7.ec2.internal");
    assert_eq!(made["Groups"][0]["GroupName"], "web");
    assert_eq!(made["Status"], "available");
    assert_eq!(made["AvailabilityZone"], "us-east-1b");
    assert_eq!(
        region.ask(crate::create_network_interface, input),
        Err("InvalidIPAddress.InUse".into())
    );
    for at in 0..10 {
        let made = region.ask(
            crate::create_network_interface,
            json!({"SubnetId": subnet, "Description": format!("{at}")}),
        );
        let made = made.expect("made")["NetworkInterface"].clone();
        assert_eq!(made["Groups"][0]["GroupName"], "default");
    }
    assert_eq!(
        region.ask(crate::create_network_interface, json!({"SubnetId": subnet})),
        Err("InsufficientFreeAddressesInSubnet".into())
    );
    let told = region.look(crate::describe_subnets, json!({"SubnetIds": [subnet]}));
    assert_eq!(
        told.expect("told")["Subnets"][0]["AvailableIpAddressCount"],
        0
    );
    let id = made["NetworkInterfaceId"].clone();
    for (name, value, count) in [
        ("tag:Name", "mine", 1),
        ("private-ip-address", "10.1.0.7", 1),
        ("group-name", "default", 10),
        ("subnet-id", "*", 11),
        ("status", "in-use", 0),
        ("attachment.status", "attached", 0),
    ] {
        let filter = json!({"Filters": [{"Name": name, "Values": [value]}]});
        let found = region.look(crate::describe_network_interfaces, filter);
        let found = found.expect("told")["NetworkInterfaces"].clone();
        assert_eq!(found.as_array().map(Vec::len), Some(count), "{name}");
    }
    let page = json!({"MaxResults": 5});
    let page = region.look(crate::describe_network_interfaces, page);
    let page = page.expect("told");
    assert_eq!(page["NetworkInterfaces"].as_array().map(Vec::len), Some(5));
    assert!(page["NextToken"].is_string());

    // What is used stays.
    for (operation, code) in [
        ("subnet", "DependencyViolation"),
        ("group", "DependencyViolation"),
    ] {
        let answer = match operation {
            "subnet" => region.ask(crate::delete_subnet, json!({"SubnetId": subnet})),
            _ => {
                let gone = region.ask(crate::delete_security_group, json!({"GroupId": group}));
                gone.map(|_| Value::Null)
            }
        };
        assert_eq!(answer, Err(code.into()), "{operation}");
    }
    let change = json!({"NetworkInterfaceId": id, "Description": {"Value": "other"}});
    region
        .ask(crate::modify_network_interface_attribute, change)
        .expect("changed");
    let tag = json!({"Resources": [id], "Tags": [{"Key": "a", "Value": "b"}]});
    region.ask(crate::create_tags, tag).expect("tagged");
    let told = region.look(
        crate::describe_network_interfaces,
        json!({"NetworkInterfaceIds": [id]}),
    );
    let told = told.expect("told")["NetworkInterfaces"][0].clone();
    assert_eq!(told["Description"], "other");
    assert_eq!(told["TagSet"].as_array().map(Vec::len), Some(2));
    let all = region.look(crate::describe_network_interfaces, json!({}));
    for it in all.expect("told")["NetworkInterfaces"]
        .as_array()
        .expect("a list")
    {
        let gone = json!({"NetworkInterfaceId": it["NetworkInterfaceId"]});
        region
            .ask(crate::delete_network_interface, gone)
            .expect("gone");
    }
    assert_eq!(
        region.ask(
            crate::delete_network_interface,
            json!({"NetworkInterfaceId": id})
        ),
        Err("InvalidNetworkInterfaceID.NotFound".into())
    );
    // Its addresses are held still; that keeps nobody from removing what is around them.
    let told = region.look(crate::describe_subnets, json!({"SubnetIds": [subnet]}));
    assert_eq!(
        told.expect("told")["Subnets"][0]["AvailableIpAddressCount"],
        0
    );
    region
        .ask(crate::delete_security_group, json!({"GroupId": group}))
        .expect("gone");
    region
        .ask(crate::delete_subnet, json!({"SubnetId": subnet}))
        .expect("gone");
    assert_eq!(region.state.interface_records().count(), 11);
    region
        .ask(crate::delete_vpc, json!({"VpcId": vpc}))
        .expect("gone");
    assert_eq!(region.state.interface_records().count(), 0);
}

#[test]
fn every_vpc_has_a_number_of_its_own() {
    let mut region = Region::new();
    let input = json!({"CidrBlock": "10.1.0.0/16"});
    region.ask(crate::create_vpc, input).expect("made");
    let numbers = |region: &Region| {
        let mut numbers: Vec<u32> = region.state.vpcs().map(|it| it.vxlan_id).collect();
        numbers.sort_unstable();
        numbers
    };
    assert_eq!(numbers(&region), [1, 2]);
    // Those of before have none until the next start.
    for vpc in region.state.vpcs().cloned().collect::<Vec<_>>() {
        let old = berth_model::Vpc {
            vxlan_id: 0,
            ..berth_model::Vpc::clone(&vpc)
        };
        region.state.apply(&berth_model::Change::PutVpc(old.into()));
    }
    let made = region.write(|tx, cx| {
        crate::ensure_default_vpc(tx, cx);
        Ok(())
    });
    made.expect("made");
    assert_eq!(numbers(&region), [1, 2]);
}

#[test]
fn zones_have_ids() {
    for (zone, id) in [
        ("us-east-1a", "use1-az1"),
        ("eu-west-1c", "euw1-az3"),
        ("ap-southeast-2b", "apse2-az2"),
        ("us-gov-west-1a", "usgw1-az1"),
    ] {
        assert_eq!(crate::zone_id(zone), id);
    }
}
