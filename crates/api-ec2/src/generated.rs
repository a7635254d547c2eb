//! Amazon Elastic Compute Cloud: written by `cargo xtask codegen` from `models/ec2.json`; not to be edited.

#[allow(unused_imports, reason = "not every service has a map")]
use std::collections::BTreeMap;

use berth_protocol::fault::Fault;
use berth_protocol::shape::*;
use berth_protocol::{string_enum, structure};

structure! {
    pub struct AccountAttribute {
        attribute_name: String = "AttributeName",
        attribute_values: Vec<AccountAttributeValue> = "AttributeValues",
    }
}

string_enum! {
    pub enum AccountAttributeName {
        SupportedPlatforms = "supported-platforms",
        DefaultVpc = "default-vpc",
    }
}

structure! {
    pub struct AccountAttributeValue {
        attribute_value: String = "AttributeValue",
    }
}

structure! {
    pub struct AssociateVpcCidrBlockRequest {
        cidr_block: String = "CidrBlock",
        ipv6_cidr_block_network_border_group: String = "Ipv6CidrBlockNetworkBorderGroup",
        ipv6_pool: String = "Ipv6Pool",
        ipv6_cidr_block: String = "Ipv6CidrBlock",
        ipv4_ipam_pool_id: String = "Ipv4IpamPoolId",
        ipv4_netmask_length: i32 = "Ipv4NetmaskLength",
        ipv6_ipam_pool_id: String = "Ipv6IpamPoolId",
        ipv6_netmask_length: i32 = "Ipv6NetmaskLength",
        vpc_id: String = "VpcId",
        amazon_provided_ipv6_cidr_block: bool = "AmazonProvidedIpv6CidrBlock",
    }
}

structure! {
    pub struct AssociateVpcCidrBlockResult {
        ipv6_cidr_block_association: VpcIpv6CidrBlockAssociation = "Ipv6CidrBlockAssociation",
        cidr_block_association: VpcCidrBlockAssociation = "CidrBlockAssociation",
        vpc_id: String = "VpcId",
    }
}

structure! {
    pub struct AttachmentEnaSrdSpecification {
        ena_srd_enabled: bool = "EnaSrdEnabled",
        ena_srd_udp_specification: AttachmentEnaSrdUdpSpecification = "EnaSrdUdpSpecification",
    }
}

structure! {
    pub struct AttachmentEnaSrdUdpSpecification {
        ena_srd_udp_enabled: bool = "EnaSrdUdpEnabled",
    }
}

string_enum! {
    pub enum AttachmentStatus {
        Attaching = "attaching",
        Attached = "attached",
        Detaching = "detaching",
        Detached = "detached",
    }
}

structure! {
    pub struct AttributeBooleanValue {
        value: bool = "Value",
    }
}

structure! {
    pub struct AttributeValue {
        value: String = "Value",
    }
}

structure! {
    pub struct AuthorizeSecurityGroupEgressRequest {
        tag_specifications: Vec<TagSpecification> = "TagSpecifications",
        dry_run: bool = "DryRun",
        group_id: String = "GroupId",
        source_security_group_name: String = "SourceSecurityGroupName",
        source_security_group_owner_id: String = "SourceSecurityGroupOwnerId",
        ip_protocol: String = "IpProtocol",
        from_port: i32 = "FromPort",
        to_port: i32 = "ToPort",
        cidr_ip: String = "CidrIp",
        ip_permissions: Vec<IpPermission> = "IpPermissions",
    }
}

structure! {
    pub struct AuthorizeSecurityGroupEgressResult {
        r#return: bool = "Return",
        security_group_rules: Vec<SecurityGroupRule> = "SecurityGroupRules",
    }
}

structure! {
    pub struct AuthorizeSecurityGroupIngressRequest {
        cidr_ip: String = "CidrIp",
        from_port: i32 = "FromPort",
        group_id: String = "GroupId",
        group_name: String = "GroupName",
        ip_permissions: Vec<IpPermission> = "IpPermissions",
        ip_protocol: String = "IpProtocol",
        source_security_group_name: String = "SourceSecurityGroupName",
        source_security_group_owner_id: String = "SourceSecurityGroupOwnerId",
        to_port: i32 = "ToPort",
        tag_specifications: Vec<TagSpecification> = "TagSpecifications",
        dry_run: bool = "DryRun",
    }
}

structure! {
    pub struct AuthorizeSecurityGroupIngressResult {
        r#return: bool = "Return",
        security_group_rules: Vec<SecurityGroupRule> = "SecurityGroupRules",
    }
}

structure! {
    pub struct AvailabilityZone {
        opt_in_status: AvailabilityZoneOptInStatus = "OptInStatus",
        messages: Vec<AvailabilityZoneMessage> = "Messages",
        region_name: String = "RegionName",
        zone_name: String = "ZoneName",
        zone_id: String = "ZoneId",
        group_name: String = "GroupName",
        network_border_group: String = "NetworkBorderGroup",
        zone_type: String = "ZoneType",
        parent_zone_name: String = "ParentZoneName",
        parent_zone_id: String = "ParentZoneId",
        group_long_name: String = "GroupLongName",
        geography: Vec<AvailabilityZoneGeography> = "Geography",
        sub_geography: Vec<AvailabilityZoneSubGeography> = "SubGeography",
        state: AvailabilityZoneState = "State",
    }
}

structure! {
    pub struct AvailabilityZoneGeography {
        name: String = "Name",
    }
}

structure! {
    pub struct AvailabilityZoneMessage {
        message: String = "Message",
    }
}

string_enum! {
    pub enum AvailabilityZoneOptInStatus {
        OptInNotRequired = "opt-in-not-required",
        OptedIn = "opted-in",
        NotOptedIn = "not-opted-in",
    }
}

string_enum! {
    pub enum AvailabilityZoneState {
        Available = "available",
        Information = "information",
        Impaired = "impaired",
        Unavailable = "unavailable",
        Constrained = "constrained",
    }
}

structure! {
    pub struct AvailabilityZoneSubGeography {
        name: String = "Name",
    }
}

string_enum! {
    pub enum BlockPublicAccessMode {
        Off = "off",
        BlockBidirectional = "block-bidirectional",
        BlockIngress = "block-ingress",
    }
}

structure! {
    pub struct BlockPublicAccessStates {
        internet_gateway_block_mode: BlockPublicAccessMode = "InternetGatewayBlockMode",
    }
}

structure! {
    pub struct ConnectionTrackingConfiguration {
        tcp_established_timeout: i32 = "TcpEstablishedTimeout",
        udp_stream_timeout: i32 = "UdpStreamTimeout",
        udp_timeout: i32 = "UdpTimeout",
    }
}

structure! {
    pub struct ConnectionTrackingSpecificationRequest {
        tcp_established_timeout: i32 = "TcpEstablishedTimeout",
        udp_stream_timeout: i32 = "UdpStreamTimeout",
        udp_timeout: i32 = "UdpTimeout",
    }
}

structure! {
    pub struct CreateDefaultVpcRequest {
        dry_run: bool = "DryRun",
    }
}

structure! {
    pub struct CreateDefaultVpcResult {
        vpc: Vpc = "Vpc",
    }
}

structure! {
    pub struct CreateNetworkInterfaceRequest {
        ipv4_prefixes: Vec<Ipv4PrefixSpecificationRequest> = "Ipv4Prefixes",
        ipv4_prefix_count: i32 = "Ipv4PrefixCount",
        ipv6_prefixes: Vec<Ipv6PrefixSpecificationRequest> = "Ipv6Prefixes",
        ipv6_prefix_count: i32 = "Ipv6PrefixCount",
        interface_type: NetworkInterfaceCreationType = "InterfaceType",
        tag_specifications: Vec<TagSpecification> = "TagSpecifications",
        client_token: String = "ClientToken",
        enable_primary_ipv6: bool = "EnablePrimaryIpv6",
        connection_tracking_specification: ConnectionTrackingSpecificationRequest = "ConnectionTrackingSpecification",
        operator: OperatorRequest = "Operator",
        subnet_id: String = "SubnetId",
        description: String = "Description",
        private_ip_address: String = "PrivateIpAddress",
        groups: Vec<String> = "Groups",
        private_ip_addresses: Vec<PrivateIpAddressSpecification> = "PrivateIpAddresses",
        secondary_private_ip_address_count: i32 = "SecondaryPrivateIpAddressCount",
        ipv6_addresses: Vec<InstanceIpv6Address> = "Ipv6Addresses",
        ipv6_address_count: i32 = "Ipv6AddressCount",
        dry_run: bool = "DryRun",
    }
}

structure! {
    pub struct CreateNetworkInterfaceResult {
        network_interface: NetworkInterface = "NetworkInterface",
        client_token: String = "ClientToken",
    }
}

structure! {
    pub struct CreateSecurityGroupRequest {
        description: String = "Description",
        group_name: String = "GroupName",
        vpc_id: String = "VpcId",
        tag_specifications: Vec<TagSpecification> = "TagSpecifications",
        dry_run: bool = "DryRun",
    }
}

structure! {
    pub struct CreateSecurityGroupResult {
        group_id: String = "GroupId",
        tags: Vec<Tag> = "Tags",
        security_group_arn: String = "SecurityGroupArn",
    }
}

structure! {
    pub struct CreateSubnetRequest {
        tag_specifications: Vec<TagSpecification> = "TagSpecifications",
        availability_zone: String = "AvailabilityZone",
        availability_zone_id: String = "AvailabilityZoneId",
        cidr_block: String = "CidrBlock",
        ipv6_cidr_block: String = "Ipv6CidrBlock",
        outpost_arn: String = "OutpostArn",
        vpc_id: String = "VpcId",
        ipv6_native: bool = "Ipv6Native",
        ipv4_ipam_pool_id: String = "Ipv4IpamPoolId",
        ipv4_netmask_length: i32 = "Ipv4NetmaskLength",
        ipv6_ipam_pool_id: String = "Ipv6IpamPoolId",
        ipv6_netmask_length: i32 = "Ipv6NetmaskLength",
        dry_run: bool = "DryRun",
    }
}

structure! {
    pub struct CreateSubnetResult {
        subnet: Subnet = "Subnet",
    }
}

structure! {
    pub struct CreateTagsRequest {
        dry_run: bool = "DryRun",
        resources: Vec<String> = "Resources",
        tags: Vec<Tag> = "Tags",
    }
}

structure! {
    pub struct CreateVpcRequest {
        cidr_block: String = "CidrBlock",
        ipv6_pool: String = "Ipv6Pool",
        ipv6_cidr_block: String = "Ipv6CidrBlock",
        ipv4_ipam_pool_id: String = "Ipv4IpamPoolId",
        ipv4_netmask_length: i32 = "Ipv4NetmaskLength",
        ipv6_ipam_pool_id: String = "Ipv6IpamPoolId",
        ipv6_netmask_length: i32 = "Ipv6NetmaskLength",
        ipv6_cidr_block_network_border_group: String = "Ipv6CidrBlockNetworkBorderGroup",
        vpc_encryption_control: VpcEncryptionControlConfiguration = "VpcEncryptionControl",
        tag_specifications: Vec<TagSpecification> = "TagSpecifications",
        dry_run: bool = "DryRun",
        instance_tenancy: Tenancy = "InstanceTenancy",
        amazon_provided_ipv6_cidr_block: bool = "AmazonProvidedIpv6CidrBlock",
    }
}

structure! {
    pub struct CreateVpcResult {
        vpc: Vpc = "Vpc",
    }
}

structure! {
    pub struct DeleteNetworkInterfaceRequest {
        dry_run: bool = "DryRun",
        network_interface_id: String = "NetworkInterfaceId",
    }
}

structure! {
    pub struct DeleteSecurityGroupRequest {
        group_id: String = "GroupId",
        group_name: String = "GroupName",
        dry_run: bool = "DryRun",
    }
}

structure! {
    pub struct DeleteSecurityGroupResult {
        r#return: bool = "Return",
        group_id: String = "GroupId",
    }
}

structure! {
    pub struct DeleteSubnetRequest {
        subnet_id: String = "SubnetId",
        dry_run: bool = "DryRun",
    }
}

structure! {
    pub struct DeleteTagsRequest {
        dry_run: bool = "DryRun",
        resources: Vec<String> = "Resources",
        tags: Vec<Tag> = "Tags",
    }
}

structure! {
    pub struct DeleteVpcRequest {
        vpc_id: String = "VpcId",
        dry_run: bool = "DryRun",
    }
}

structure! {
    pub struct DescribeAccountAttributesRequest {
        dry_run: bool = "DryRun",
        attribute_names: Vec<AccountAttributeName> = "AttributeNames",
    }
}

structure! {
    pub struct DescribeAccountAttributesResult {
        account_attributes: Vec<AccountAttribute> = "AccountAttributes",
    }
}

structure! {
    pub struct DescribeAvailabilityZonesRequest {
        zone_names: Vec<String> = "ZoneNames",
        zone_ids: Vec<String> = "ZoneIds",
        all_availability_zones: bool = "AllAvailabilityZones",
        dry_run: bool = "DryRun",
        filters: Vec<Filter> = "Filters",
    }
}

structure! {
    pub struct DescribeAvailabilityZonesResult {
        availability_zones: Vec<AvailabilityZone> = "AvailabilityZones",
    }
}

structure! {
    pub struct DescribeInternetGatewaysRequest {
        next_token: String = "NextToken",
        max_results: i32 = "MaxResults",
        dry_run: bool = "DryRun",
        internet_gateway_ids: Vec<String> = "InternetGatewayIds",
        filters: Vec<Filter> = "Filters",
    }
}

structure! {
    pub struct DescribeInternetGatewaysResult {
        internet_gateways: Vec<InternetGateway> = "InternetGateways",
        next_token: String = "NextToken",
    }
}

structure! {
    pub struct DescribeNetworkAclsRequest {
        next_token: String = "NextToken",
        max_results: i32 = "MaxResults",
        dry_run: bool = "DryRun",
        network_acl_ids: Vec<String> = "NetworkAclIds",
        filters: Vec<Filter> = "Filters",
    }
}

structure! {
    pub struct DescribeNetworkAclsResult {
        network_acls: Vec<NetworkAcl> = "NetworkAcls",
        next_token: String = "NextToken",
    }
}

structure! {
    pub struct DescribeNetworkInterfacesRequest {
        next_token: String = "NextToken",
        max_results: i32 = "MaxResults",
        include_managed_resources: bool = "IncludeManagedResources",
        dry_run: bool = "DryRun",
        network_interface_ids: Vec<String> = "NetworkInterfaceIds",
        filters: Vec<Filter> = "Filters",
    }
}

structure! {
    pub struct DescribeNetworkInterfacesResult {
        network_interfaces: Vec<NetworkInterface> = "NetworkInterfaces",
        next_token: String = "NextToken",
    }
}

structure! {
    pub struct DescribeRegionsRequest {
        region_names: Vec<String> = "RegionNames",
        all_regions: bool = "AllRegions",
        dry_run: bool = "DryRun",
        filters: Vec<Filter> = "Filters",
    }
}

structure! {
    pub struct DescribeRegionsResult {
        regions: Vec<Region> = "Regions",
    }
}

structure! {
    pub struct DescribeRouteTablesRequest {
        next_token: String = "NextToken",
        max_results: i32 = "MaxResults",
        dry_run: bool = "DryRun",
        route_table_ids: Vec<String> = "RouteTableIds",
        filters: Vec<Filter> = "Filters",
    }
}

structure! {
    pub struct DescribeRouteTablesResult {
        route_tables: Vec<RouteTable> = "RouteTables",
        next_token: String = "NextToken",
    }
}

structure! {
    pub struct DescribeSecurityGroupRulesRequest {
        filters: Vec<Filter> = "Filters",
        security_group_rule_ids: Vec<String> = "SecurityGroupRuleIds",
        dry_run: bool = "DryRun",
        next_token: String = "NextToken",
        max_results: i32 = "MaxResults",
    }
}

structure! {
    pub struct DescribeSecurityGroupRulesResult {
        security_group_rules: Vec<SecurityGroupRule> = "SecurityGroupRules",
        next_token: String = "NextToken",
    }
}

structure! {
    pub struct DescribeSecurityGroupsRequest {
        group_ids: Vec<String> = "GroupIds",
        group_names: Vec<String> = "GroupNames",
        next_token: String = "NextToken",
        max_results: i32 = "MaxResults",
        dry_run: bool = "DryRun",
        filters: Vec<Filter> = "Filters",
    }
}

structure! {
    pub struct DescribeSecurityGroupsResult {
        next_token: String = "NextToken",
        security_groups: Vec<SecurityGroup> = "SecurityGroups",
    }
}

structure! {
    pub struct DescribeSubnetsRequest {
        filters: Vec<Filter> = "Filters",
        subnet_ids: Vec<String> = "SubnetIds",
        next_token: String = "NextToken",
        max_results: i32 = "MaxResults",
        dry_run: bool = "DryRun",
    }
}

structure! {
    pub struct DescribeSubnetsResult {
        next_token: String = "NextToken",
        subnets: Vec<Subnet> = "Subnets",
    }
}

structure! {
    pub struct DescribeTagsRequest {
        dry_run: bool = "DryRun",
        filters: Vec<Filter> = "Filters",
        max_results: i32 = "MaxResults",
        next_token: String = "NextToken",
    }
}

structure! {
    pub struct DescribeTagsResult {
        next_token: String = "NextToken",
        tags: Vec<TagDescription> = "Tags",
    }
}

structure! {
    pub struct DescribeVpcAttributeRequest {
        attribute: VpcAttributeName = "Attribute",
        vpc_id: String = "VpcId",
        dry_run: bool = "DryRun",
    }
}

structure! {
    pub struct DescribeVpcAttributeResult {
        enable_dns_hostnames: AttributeBooleanValue = "EnableDnsHostnames",
        enable_dns_support: AttributeBooleanValue = "EnableDnsSupport",
        enable_network_address_usage_metrics: AttributeBooleanValue = "EnableNetworkAddressUsageMetrics",
        vpc_id: String = "VpcId",
    }
}

structure! {
    pub struct DescribeVpcsRequest {
        filters: Vec<Filter> = "Filters",
        vpc_ids: Vec<String> = "VpcIds",
        next_token: String = "NextToken",
        max_results: i32 = "MaxResults",
        dry_run: bool = "DryRun",
    }
}

structure! {
    pub struct DescribeVpcsResult {
        next_token: String = "NextToken",
        vpcs: Vec<Vpc> = "Vpcs",
    }
}

structure! {
    pub struct EnaSrdSpecification {
        ena_srd_enabled: bool = "EnaSrdEnabled",
        ena_srd_udp_specification: EnaSrdUdpSpecification = "EnaSrdUdpSpecification",
    }
}

structure! {
    pub struct EnaSrdUdpSpecification {
        ena_srd_udp_enabled: bool = "EnaSrdUdpEnabled",
    }
}

structure! {
    pub struct Filter {
        name: String = "Name",
        values: Vec<String> = "Values",
    }
}

structure! {
    pub struct GroupIdentifier {
        group_id: String = "GroupId",
        group_name: String = "GroupName",
    }
}

string_enum! {
    pub enum HostnameType {
        IpName = "ip-name",
        ResourceName = "resource-name",
    }
}

structure! {
    pub struct IcmpTypeCode {
        code: i32 = "Code",
        r#type: i32 = "Type",
    }
}

structure! {
    pub struct InstanceIpv6Address {
        ipv6_address: String = "Ipv6Address",
        is_primary_ipv6: bool = "IsPrimaryIpv6",
    }
}

structure! {
    pub struct InternetGateway {
        attachments: Vec<InternetGatewayAttachment> = "Attachments",
        internet_gateway_id: String = "InternetGatewayId",
        owner_id: String = "OwnerId",
        tags: Vec<Tag> = "Tags",
    }
}

structure! {
    pub struct InternetGatewayAttachment {
        state: AttachmentStatus = "State",
        vpc_id: String = "VpcId",
    }
}

structure! {
    pub struct IpPermission {
        ip_protocol: String = "IpProtocol",
        from_port: i32 = "FromPort",
        to_port: i32 = "ToPort",
        user_id_group_pairs: Vec<UserIdGroupPair> = "UserIdGroupPairs",
        ip_ranges: Vec<IpRange> = "IpRanges",
        ipv6_ranges: Vec<Ipv6Range> = "Ipv6Ranges",
        prefix_list_ids: Vec<PrefixListId> = "PrefixListIds",
    }
}

structure! {
    pub struct IpRange {
        description: String = "Description",
        cidr_ip: String = "CidrIp",
    }
}

string_enum! {
    pub enum IpSource {
        Amazon = "amazon",
        Byoip = "byoip",
        None = "none",
    }
}

structure! {
    pub struct Ipv4PrefixSpecification {
        ipv4_prefix: String = "Ipv4Prefix",
    }
}

structure! {
    pub struct Ipv4PrefixSpecificationRequest {
        ipv4_prefix: String = "Ipv4Prefix",
    }
}

string_enum! {
    pub enum Ipv6AddressAttribute {
        Public = "public",
        Private = "private",
    }
}

structure! {
    pub struct Ipv6PrefixSpecification {
        ipv6_prefix: String = "Ipv6Prefix",
    }
}

structure! {
    pub struct Ipv6PrefixSpecificationRequest {
        ipv6_prefix: String = "Ipv6Prefix",
    }
}

structure! {
    pub struct Ipv6Range {
        description: String = "Description",
        cidr_ipv6: String = "CidrIpv6",
    }
}

structure! {
    pub struct ModifyNetworkInterfaceAttributeRequest {
        ena_srd_specification: EnaSrdSpecification = "EnaSrdSpecification",
        enable_primary_ipv6: bool = "EnablePrimaryIpv6",
        connection_tracking_specification: ConnectionTrackingSpecificationRequest = "ConnectionTrackingSpecification",
        associate_public_ip_address: bool = "AssociatePublicIpAddress",
        associated_subnet_ids: Vec<String> = "AssociatedSubnetIds",
        dry_run: bool = "DryRun",
        network_interface_id: String = "NetworkInterfaceId",
        description: AttributeValue = "Description",
        source_dest_check: AttributeBooleanValue = "SourceDestCheck",
        groups: Vec<String> = "Groups",
        attachment: NetworkInterfaceAttachmentChanges = "Attachment",
    }
}

structure! {
    pub struct ModifySecurityGroupRulesRequest {
        group_id: String = "GroupId",
        security_group_rules: Vec<SecurityGroupRuleUpdate> = "SecurityGroupRules",
        dry_run: bool = "DryRun",
    }
}

structure! {
    pub struct ModifySecurityGroupRulesResult {
        r#return: bool = "Return",
    }
}

structure! {
    pub struct ModifySubnetAttributeRequest {
        assign_ipv6_address_on_creation: AttributeBooleanValue = "AssignIpv6AddressOnCreation",
        map_public_ip_on_launch: AttributeBooleanValue = "MapPublicIpOnLaunch",
        subnet_id: String = "SubnetId",
        map_customer_owned_ip_on_launch: AttributeBooleanValue = "MapCustomerOwnedIpOnLaunch",
        customer_owned_ipv4_pool: String = "CustomerOwnedIpv4Pool",
        enable_dns64: AttributeBooleanValue = "EnableDns64",
        private_dns_hostname_type_on_launch: HostnameType = "PrivateDnsHostnameTypeOnLaunch",
        enable_resource_name_dns_a_record_on_launch: AttributeBooleanValue = "EnableResourceNameDnsARecordOnLaunch",
        enable_resource_name_dns_aaaa_record_on_launch: AttributeBooleanValue = "EnableResourceNameDnsAAAARecordOnLaunch",
        enable_lni_at_device_index: i32 = "EnableLniAtDeviceIndex",
        disable_lni_at_device_index: AttributeBooleanValue = "DisableLniAtDeviceIndex",
    }
}

structure! {
    pub struct ModifyVpcAttributeRequest {
        enable_dns_hostnames: AttributeBooleanValue = "EnableDnsHostnames",
        enable_dns_support: AttributeBooleanValue = "EnableDnsSupport",
        vpc_id: String = "VpcId",
        enable_network_address_usage_metrics: AttributeBooleanValue = "EnableNetworkAddressUsageMetrics",
    }
}

structure! {
    pub struct NetworkAcl {
        associations: Vec<NetworkAclAssociation> = "Associations",
        entries: Vec<NetworkAclEntry> = "Entries",
        is_default: bool = "IsDefault",
        network_acl_id: String = "NetworkAclId",
        tags: Vec<Tag> = "Tags",
        vpc_id: String = "VpcId",
        owner_id: String = "OwnerId",
    }
}

structure! {
    pub struct NetworkAclAssociation {
        network_acl_association_id: String = "NetworkAclAssociationId",
        network_acl_id: String = "NetworkAclId",
        subnet_id: String = "SubnetId",
    }
}

structure! {
    pub struct NetworkAclEntry {
        cidr_block: String = "CidrBlock",
        egress: bool = "Egress",
        icmp_type_code: IcmpTypeCode = "IcmpTypeCode",
        ipv6_cidr_block: String = "Ipv6CidrBlock",
        port_range: PortRange = "PortRange",
        protocol: String = "Protocol",
        rule_action: RuleAction = "RuleAction",
        rule_number: i32 = "RuleNumber",
    }
}

structure! {
    pub struct NetworkInterface {
        association: NetworkInterfaceAssociation = "Association",
        attachment: NetworkInterfaceAttachment = "Attachment",
        availability_zone: String = "AvailabilityZone",
        connection_tracking_configuration: ConnectionTrackingConfiguration = "ConnectionTrackingConfiguration",
        description: String = "Description",
        groups: Vec<GroupIdentifier> = "Groups",
        interface_type: NetworkInterfaceType = "InterfaceType",
        ipv6_addresses: Vec<NetworkInterfaceIpv6Address> = "Ipv6Addresses",
        mac_address: String = "MacAddress",
        network_interface_id: String = "NetworkInterfaceId",
        outpost_arn: String = "OutpostArn",
        owner_id: String = "OwnerId",
        private_dns_name: String = "PrivateDnsName",
        public_dns_name: String = "PublicDnsName",
        public_ip_dns_name_options: PublicIpDnsNameOptions = "PublicIpDnsNameOptions",
        private_ip_address: String = "PrivateIpAddress",
        private_ip_addresses: Vec<NetworkInterfacePrivateIpAddress> = "PrivateIpAddresses",
        ipv4_prefixes: Vec<Ipv4PrefixSpecification> = "Ipv4Prefixes",
        ipv6_prefixes: Vec<Ipv6PrefixSpecification> = "Ipv6Prefixes",
        requester_id: String = "RequesterId",
        requester_managed: bool = "RequesterManaged",
        source_dest_check: bool = "SourceDestCheck",
        status: NetworkInterfaceStatus = "Status",
        subnet_id: String = "SubnetId",
        tag_set: Vec<Tag> = "TagSet",
        vpc_id: String = "VpcId",
        deny_all_igw_traffic: bool = "DenyAllIgwTraffic",
        ipv6_native: bool = "Ipv6Native",
        ipv6_address: String = "Ipv6Address",
        operator: OperatorResponse = "Operator",
        associated_subnets: Vec<String> = "AssociatedSubnets",
        availability_zone_id: String = "AvailabilityZoneId",
    }
}

structure! {
    pub struct NetworkInterfaceAssociation {
        allocation_id: String = "AllocationId",
        association_id: String = "AssociationId",
        ip_owner_id: String = "IpOwnerId",
        public_dns_name: String = "PublicDnsName",
        public_ip: String = "PublicIp",
        customer_owned_ip: String = "CustomerOwnedIp",
        carrier_ip: String = "CarrierIp",
    }
}

structure! {
    pub struct NetworkInterfaceAttachment {
        attach_time: Timestamp = "AttachTime",
        attachment_id: String = "AttachmentId",
        delete_on_termination: bool = "DeleteOnTermination",
        device_index: i32 = "DeviceIndex",
        network_card_index: i32 = "NetworkCardIndex",
        instance_id: String = "InstanceId",
        instance_owner_id: String = "InstanceOwnerId",
        status: AttachmentStatus = "Status",
        ena_srd_specification: AttachmentEnaSrdSpecification = "EnaSrdSpecification",
        ena_queue_count: i32 = "EnaQueueCount",
    }
}

structure! {
    pub struct NetworkInterfaceAttachmentChanges {
        default_ena_queue_count: bool = "DefaultEnaQueueCount",
        ena_queue_count: i32 = "EnaQueueCount",
        attachment_id: String = "AttachmentId",
        delete_on_termination: bool = "DeleteOnTermination",
    }
}

string_enum! {
    pub enum NetworkInterfaceCreationType {
        Efa = "efa",
        EfaOnly = "efa-only",
        Branch = "branch",
        Trunk = "trunk",
    }
}

structure! {
    pub struct NetworkInterfaceIpv6Address {
        ipv6_address: String = "Ipv6Address",
        public_ipv6_dns_name: String = "PublicIpv6DnsName",
        is_primary_ipv6: bool = "IsPrimaryIpv6",
    }
}

structure! {
    pub struct NetworkInterfacePrivateIpAddress {
        association: NetworkInterfaceAssociation = "Association",
        primary: bool = "Primary",
        private_dns_name: String = "PrivateDnsName",
        private_ip_address: String = "PrivateIpAddress",
    }
}

string_enum! {
    pub enum NetworkInterfaceStatus {
        Available = "available",
        Associated = "associated",
        Attaching = "attaching",
        InUse = "in-use",
        Detaching = "detaching",
    }
}

string_enum! {
    pub enum NetworkInterfaceType {
        Interface = "interface",
        NatGateway = "natGateway",
        Efa = "efa",
        EfaOnly = "efa-only",
        Trunk = "trunk",
        LoadBalancer = "load_balancer",
        NetworkLoadBalancer = "network_load_balancer",
        VpcEndpoint = "vpc_endpoint",
        Branch = "branch",
        TransitGateway = "transit_gateway",
        Lambda = "lambda",
        Quicksight = "quicksight",
        GlobalAcceleratorManaged = "global_accelerator_managed",
        ApiGatewayManaged = "api_gateway_managed",
        GatewayLoadBalancer = "gateway_load_balancer",
        GatewayLoadBalancerEndpoint = "gateway_load_balancer_endpoint",
        IotRulesManaged = "iot_rules_managed",
        AwsCodestarConnectionsManaged = "aws_codestar_connections_managed",
    }
}

structure! {
    pub struct OperatorRequest {
        principal: String = "Principal",
    }
}

structure! {
    pub struct OperatorResponse {
        managed: bool = "Managed",
        principal: String = "Principal",
        hidden_by_default: bool = "HiddenByDefault",
    }
}

structure! {
    pub struct PortRange {
        from: i32 = "From",
        to: i32 = "To",
    }
}

structure! {
    pub struct PrefixListId {
        description: String = "Description",
        prefix_list_id: String = "PrefixListId",
    }
}

structure! {
    pub struct PrivateDnsNameOptionsOnLaunch {
        hostname_type: HostnameType = "HostnameType",
        enable_resource_name_dns_a_record: bool = "EnableResourceNameDnsARecord",
        enable_resource_name_dns_aaaa_record: bool = "EnableResourceNameDnsAAAARecord",
    }
}

structure! {
    pub struct PrivateIpAddressSpecification {
        primary: bool = "Primary",
        private_ip_address: String = "PrivateIpAddress",
    }
}

structure! {
    pub struct PropagatingVgw {
        gateway_id: String = "GatewayId",
    }
}

structure! {
    pub struct PublicIpDnsNameOptions {
        dns_hostname_type: String = "DnsHostnameType",
        public_ipv4_dns_name: String = "PublicIpv4DnsName",
        public_ipv6_dns_name: String = "PublicIpv6DnsName",
        public_dual_stack_dns_name: String = "PublicDualStackDnsName",
    }
}

structure! {
    pub struct ReferencedSecurityGroup {
        group_id: String = "GroupId",
        peering_status: String = "PeeringStatus",
        user_id: String = "UserId",
        vpc_id: String = "VpcId",
        vpc_peering_connection_id: String = "VpcPeeringConnectionId",
    }
}

structure! {
    pub struct Region {
        opt_in_status: String = "OptInStatus",
        geography: Vec<RegionGeography> = "Geography",
        region_name: String = "RegionName",
        endpoint: String = "Endpoint",
    }
}

structure! {
    pub struct RegionGeography {
        name: String = "Name",
    }
}

string_enum! {
    pub enum ResourceType {
        CapacityReservation = "capacity-reservation",
        ClientVpnEndpoint = "client-vpn-endpoint",
        CustomerGateway = "customer-gateway",
        CarrierGateway = "carrier-gateway",
        CoipPool = "coip-pool",
        DeclarativePoliciesReport = "declarative-policies-report",
        DedicatedHost = "dedicated-host",
        DhcpOptions = "dhcp-options",
        EgressOnlyInternetGateway = "egress-only-internet-gateway",
        ElasticIp = "elastic-ip",
        ElasticGpu = "elastic-gpu",
        ExportImageTask = "export-image-task",
        ExportInstanceTask = "export-instance-task",
        FcaPolicy = "fca-policy",
        Fleet = "fleet",
        FpgaImage = "fpga-image",
        HostReservation = "host-reservation",
        Image = "image",
        ImageUsageReport = "image-usage-report",
        ImportImageTask = "import-image-task",
        ImportSnapshotTask = "import-snapshot-task",
        Instance = "instance",
        InstanceEventWindow = "instance-event-window",
        InternetGateway = "internet-gateway",
        Ipam = "ipam",
        IpamPool = "ipam-pool",
        IpamScope = "ipam-scope",
        Ipv4poolEc2 = "ipv4pool-ec2",
        Ipv6poolEc2 = "ipv6pool-ec2",
        KeyPair = "key-pair",
        LaunchTemplate = "launch-template",
        LocalGateway = "local-gateway",
        LocalGatewayRouteTable = "local-gateway-route-table",
        LocalGatewayVirtualInterface = "local-gateway-virtual-interface",
        LocalGatewayVirtualInterfaceGroup = "local-gateway-virtual-interface-group",
        LocalGatewayRouteTableVpcAssociation = "local-gateway-route-table-vpc-association",
        LocalGatewayRouteTableVirtualInterfaceGroupAssociation = "local-gateway-route-table-virtual-interface-group-association",
        Natgateway = "natgateway",
        NetworkAcl = "network-acl",
        NetworkInterface = "network-interface",
        NetworkInsightsAnalysis = "network-insights-analysis",
        NetworkInsightsPath = "network-insights-path",
        NetworkInsightsAccessScope = "network-insights-access-scope",
        NetworkInsightsAccessScopeAnalysis = "network-insights-access-scope-analysis",
        OutpostLag = "outpost-lag",
        PlacementGroup = "placement-group",
        PrefixList = "prefix-list",
        ReplaceRootVolumeTask = "replace-root-volume-task",
        ReservedInstances = "reserved-instances",
        RouteTable = "route-table",
        SecurityGroup = "security-group",
        SecurityGroupRule = "security-group-rule",
        ServiceLinkVirtualInterface = "service-link-virtual-interface",
        Snapshot = "snapshot",
        SpotFleetRequest = "spot-fleet-request",
        SpotInstancesRequest = "spot-instances-request",
        Subnet = "subnet",
        SubnetCidrReservation = "subnet-cidr-reservation",
        TrafficMirrorFilter = "traffic-mirror-filter",
        TrafficMirrorSession = "traffic-mirror-session",
        TrafficMirrorTarget = "traffic-mirror-target",
        TransitGateway = "transit-gateway",
        TransitGatewayAttachment = "transit-gateway-attachment",
        TransitGatewayConnectPeer = "transit-gateway-connect-peer",
        TransitGatewayMulticastDomain = "transit-gateway-multicast-domain",
        TransitGatewayPolicyTable = "transit-gateway-policy-table",
        TransitGatewayMeteringPolicy = "transit-gateway-metering-policy",
        TransitGatewayRouteTable = "transit-gateway-route-table",
        TransitGatewayRouteTableAnnouncement = "transit-gateway-route-table-announcement",
        Volume = "volume",
        Vpc = "vpc",
        VpcEndpoint = "vpc-endpoint",
        VpcEndpointConnection = "vpc-endpoint-connection",
        VpcEndpointService = "vpc-endpoint-service",
        VpcEndpointServicePermission = "vpc-endpoint-service-permission",
        VpcPeeringConnection = "vpc-peering-connection",
        VpnConnection = "vpn-connection",
        VpnGateway = "vpn-gateway",
        VpcFlowLog = "vpc-flow-log",
        CapacityReservationFleet = "capacity-reservation-fleet",
        TrafficMirrorFilterRule = "traffic-mirror-filter-rule",
        VpcEndpointConnectionDeviceType = "vpc-endpoint-connection-device-type",
        VerifiedAccessInstance = "verified-access-instance",
        VerifiedAccessGroup = "verified-access-group",
        VerifiedAccessEndpoint = "verified-access-endpoint",
        VerifiedAccessPolicy = "verified-access-policy",
        VerifiedAccessTrustProvider = "verified-access-trust-provider",
        VpnConnectionDeviceType = "vpn-connection-device-type",
        VpcBlockPublicAccessExclusion = "vpc-block-public-access-exclusion",
        VpcEncryptionControl = "vpc-encryption-control",
        RouteServer = "route-server",
        RouteServerEndpoint = "route-server-endpoint",
        RouteServerPeer = "route-server-peer",
        IpamResourceDiscovery = "ipam-resource-discovery",
        IpamResourceDiscoveryAssociation = "ipam-resource-discovery-association",
        InstanceConnectEndpoint = "instance-connect-endpoint",
        VerifiedAccessEndpointTarget = "verified-access-endpoint-target",
        IpamExternalResourceVerificationToken = "ipam-external-resource-verification-token",
        CapacityBlock = "capacity-block",
        MacModificationTask = "mac-modification-task",
        IpamPrefixListResolver = "ipam-prefix-list-resolver",
        IpamPolicy = "ipam-policy",
        IpamPrefixListResolverTarget = "ipam-prefix-list-resolver-target",
        IpamInternetRegistryAssociation = "ipam-internet-registry-association",
        SecondaryInterface = "secondary-interface",
        SecondaryNetwork = "secondary-network",
        SecondarySubnet = "secondary-subnet",
        CapacityManagerDataExport = "capacity-manager-data-export",
        VpnConcentrator = "vpn-concentrator",
        IpamPoolAllocation = "ipam-pool-allocation",
        CapacityReservationCancellationQuote = "capacity-reservation-cancellation-quote",
        ApplicationStatusCheck = "application-status-check",
        CapacityReservationModificationQuote = "capacity-reservation-modification-quote",
        MetricCategory = "metric-category",
    }
}

structure! {
    pub struct RevokeSecurityGroupEgressRequest {
        security_group_rule_ids: Vec<String> = "SecurityGroupRuleIds",
        dry_run: bool = "DryRun",
        group_id: String = "GroupId",
        source_security_group_name: String = "SourceSecurityGroupName",
        source_security_group_owner_id: String = "SourceSecurityGroupOwnerId",
        ip_protocol: String = "IpProtocol",
        from_port: i32 = "FromPort",
        to_port: i32 = "ToPort",
        cidr_ip: String = "CidrIp",
        ip_permissions: Vec<IpPermission> = "IpPermissions",
    }
}

structure! {
    pub struct RevokeSecurityGroupEgressResult {
        r#return: bool = "Return",
        unknown_ip_permissions: Vec<IpPermission> = "UnknownIpPermissions",
        revoked_security_group_rules: Vec<RevokedSecurityGroupRule> = "RevokedSecurityGroupRules",
    }
}

structure! {
    pub struct RevokeSecurityGroupIngressRequest {
        cidr_ip: String = "CidrIp",
        from_port: i32 = "FromPort",
        group_id: String = "GroupId",
        group_name: String = "GroupName",
        ip_permissions: Vec<IpPermission> = "IpPermissions",
        ip_protocol: String = "IpProtocol",
        source_security_group_name: String = "SourceSecurityGroupName",
        source_security_group_owner_id: String = "SourceSecurityGroupOwnerId",
        to_port: i32 = "ToPort",
        security_group_rule_ids: Vec<String> = "SecurityGroupRuleIds",
        dry_run: bool = "DryRun",
    }
}

structure! {
    pub struct RevokeSecurityGroupIngressResult {
        r#return: bool = "Return",
        unknown_ip_permissions: Vec<IpPermission> = "UnknownIpPermissions",
        revoked_security_group_rules: Vec<RevokedSecurityGroupRule> = "RevokedSecurityGroupRules",
    }
}

structure! {
    pub struct RevokedSecurityGroupRule {
        security_group_rule_id: String = "SecurityGroupRuleId",
        group_id: String = "GroupId",
        is_egress: bool = "IsEgress",
        ip_protocol: String = "IpProtocol",
        from_port: i32 = "FromPort",
        to_port: i32 = "ToPort",
        cidr_ipv4: String = "CidrIpv4",
        cidr_ipv6: String = "CidrIpv6",
        prefix_list_id: String = "PrefixListId",
        referenced_group_id: String = "ReferencedGroupId",
        description: String = "Description",
    }
}

structure! {
    pub struct Route {
        destination_cidr_block: String = "DestinationCidrBlock",
        destination_ipv6_cidr_block: String = "DestinationIpv6CidrBlock",
        destination_prefix_list_id: String = "DestinationPrefixListId",
        egress_only_internet_gateway_id: String = "EgressOnlyInternetGatewayId",
        gateway_id: String = "GatewayId",
        instance_id: String = "InstanceId",
        instance_owner_id: String = "InstanceOwnerId",
        nat_gateway_id: String = "NatGatewayId",
        transit_gateway_id: String = "TransitGatewayId",
        local_gateway_id: String = "LocalGatewayId",
        carrier_gateway_id: String = "CarrierGatewayId",
        network_interface_id: String = "NetworkInterfaceId",
        origin: RouteOrigin = "Origin",
        state: RouteState = "State",
        vpc_peering_connection_id: String = "VpcPeeringConnectionId",
        core_network_arn: String = "CoreNetworkArn",
        odb_network_arn: String = "OdbNetworkArn",
        ip_address: String = "IpAddress",
    }
}

string_enum! {
    pub enum RouteOrigin {
        CreateRouteTable = "CreateRouteTable",
        CreateRoute = "CreateRoute",
        EnableVgwRoutePropagation = "EnableVgwRoutePropagation",
        Advertisement = "Advertisement",
    }
}

string_enum! {
    pub enum RouteState {
        Active = "active",
        Blackhole = "blackhole",
        Filtered = "filtered",
    }
}

structure! {
    pub struct RouteTable {
        associations: Vec<RouteTableAssociation> = "Associations",
        propagating_vgws: Vec<PropagatingVgw> = "PropagatingVgws",
        route_table_id: String = "RouteTableId",
        routes: Vec<Route> = "Routes",
        tags: Vec<Tag> = "Tags",
        vpc_id: String = "VpcId",
        owner_id: String = "OwnerId",
    }
}

structure! {
    pub struct RouteTableAssociation {
        main: bool = "Main",
        route_table_association_id: String = "RouteTableAssociationId",
        route_table_id: String = "RouteTableId",
        subnet_id: String = "SubnetId",
        gateway_id: String = "GatewayId",
        public_ipv4_pool: String = "PublicIpv4Pool",
        association_state: RouteTableAssociationState = "AssociationState",
    }
}

structure! {
    pub struct RouteTableAssociationState {
        state: RouteTableAssociationStateCode = "State",
        status_message: String = "StatusMessage",
    }
}

string_enum! {
    pub enum RouteTableAssociationStateCode {
        Associating = "associating",
        Associated = "associated",
        Disassociating = "disassociating",
        Disassociated = "disassociated",
        Failed = "failed",
    }
}

string_enum! {
    pub enum RuleAction {
        Allow = "allow",
        Deny = "deny",
    }
}

structure! {
    pub struct SecurityGroup {
        group_id: String = "GroupId",
        ip_permissions_egress: Vec<IpPermission> = "IpPermissionsEgress",
        tags: Vec<Tag> = "Tags",
        vpc_id: String = "VpcId",
        security_group_arn: String = "SecurityGroupArn",
        owner_id: String = "OwnerId",
        group_name: String = "GroupName",
        description: String = "Description",
        ip_permissions: Vec<IpPermission> = "IpPermissions",
    }
}

structure! {
    pub struct SecurityGroupRule {
        security_group_rule_id: String = "SecurityGroupRuleId",
        group_id: String = "GroupId",
        group_owner_id: String = "GroupOwnerId",
        is_egress: bool = "IsEgress",
        ip_protocol: String = "IpProtocol",
        from_port: i32 = "FromPort",
        to_port: i32 = "ToPort",
        cidr_ipv4: String = "CidrIpv4",
        cidr_ipv6: String = "CidrIpv6",
        prefix_list_id: String = "PrefixListId",
        referenced_group_info: ReferencedSecurityGroup = "ReferencedGroupInfo",
        description: String = "Description",
        tags: Vec<Tag> = "Tags",
        security_group_rule_arn: String = "SecurityGroupRuleArn",
    }
}

structure! {
    pub struct SecurityGroupRuleDescription {
        security_group_rule_id: String = "SecurityGroupRuleId",
        description: String = "Description",
    }
}

structure! {
    pub struct SecurityGroupRuleRequest {
        ip_protocol: String = "IpProtocol",
        from_port: i32 = "FromPort",
        to_port: i32 = "ToPort",
        cidr_ipv4: String = "CidrIpv4",
        cidr_ipv6: String = "CidrIpv6",
        prefix_list_id: String = "PrefixListId",
        referenced_group_id: String = "ReferencedGroupId",
        description: String = "Description",
    }
}

structure! {
    pub struct SecurityGroupRuleUpdate {
        security_group_rule_id: String = "SecurityGroupRuleId",
        security_group_rule: SecurityGroupRuleRequest = "SecurityGroupRule",
    }
}

structure! {
    pub struct Subnet {
        availability_zone_id: String = "AvailabilityZoneId",
        enable_lni_at_device_index: i32 = "EnableLniAtDeviceIndex",
        map_customer_owned_ip_on_launch: bool = "MapCustomerOwnedIpOnLaunch",
        customer_owned_ipv4_pool: String = "CustomerOwnedIpv4Pool",
        owner_id: String = "OwnerId",
        assign_ipv6_address_on_creation: bool = "AssignIpv6AddressOnCreation",
        ipv6_cidr_block_association_set: Vec<SubnetIpv6CidrBlockAssociation> = "Ipv6CidrBlockAssociationSet",
        tags: Vec<Tag> = "Tags",
        subnet_arn: String = "SubnetArn",
        outpost_arn: String = "OutpostArn",
        enable_dns64: bool = "EnableDns64",
        ipv6_native: bool = "Ipv6Native",
        private_dns_name_options_on_launch: PrivateDnsNameOptionsOnLaunch = "PrivateDnsNameOptionsOnLaunch",
        block_public_access_states: BlockPublicAccessStates = "BlockPublicAccessStates",
        r#type: String = "Type",
        subnet_id: String = "SubnetId",
        state: SubnetState = "State",
        vpc_id: String = "VpcId",
        cidr_block: String = "CidrBlock",
        available_ip_address_count: i32 = "AvailableIpAddressCount",
        availability_zone: String = "AvailabilityZone",
        default_for_az: bool = "DefaultForAz",
        map_public_ip_on_launch: bool = "MapPublicIpOnLaunch",
    }
}

structure! {
    pub struct SubnetCidrBlockState {
        state: SubnetCidrBlockStateCode = "State",
        status_message: String = "StatusMessage",
    }
}

string_enum! {
    pub enum SubnetCidrBlockStateCode {
        Associating = "associating",
        Associated = "associated",
        Disassociating = "disassociating",
        Disassociated = "disassociated",
        Failing = "failing",
        Failed = "failed",
    }
}

structure! {
    pub struct SubnetIpv6CidrBlockAssociation {
        association_id: String = "AssociationId",
        ipv6_cidr_block: String = "Ipv6CidrBlock",
        ipv6_cidr_block_state: SubnetCidrBlockState = "Ipv6CidrBlockState",
        ipv6_address_attribute: Ipv6AddressAttribute = "Ipv6AddressAttribute",
        ip_source: IpSource = "IpSource",
    }
}

string_enum! {
    pub enum SubnetState {
        Pending = "pending",
        Available = "available",
        Unavailable = "unavailable",
        Failed = "failed",
        FailedInsufficientCapacity = "failed-insufficient-capacity",
    }
}

structure! {
    pub struct Tag {
        key: String = "Key",
        value: String = "Value",
    }
}

structure! {
    pub struct TagDescription {
        key: String = "Key",
        resource_id: String = "ResourceId",
        resource_type: ResourceType = "ResourceType",
        value: String = "Value",
    }
}

structure! {
    pub struct TagSpecification {
        resource_type: ResourceType = "ResourceType",
        tags: Vec<Tag> = "Tags",
    }
}

string_enum! {
    pub enum Tenancy {
        Default = "default",
        Dedicated = "dedicated",
        Host = "host",
    }
}

structure! {
    pub struct UpdateSecurityGroupRuleDescriptionsEgressRequest {
        dry_run: bool = "DryRun",
        group_id: String = "GroupId",
        group_name: String = "GroupName",
        ip_permissions: Vec<IpPermission> = "IpPermissions",
        security_group_rule_descriptions: Vec<SecurityGroupRuleDescription> = "SecurityGroupRuleDescriptions",
    }
}

structure! {
    pub struct UpdateSecurityGroupRuleDescriptionsEgressResult {
        r#return: bool = "Return",
    }
}

structure! {
    pub struct UpdateSecurityGroupRuleDescriptionsIngressRequest {
        dry_run: bool = "DryRun",
        group_id: String = "GroupId",
        group_name: String = "GroupName",
        ip_permissions: Vec<IpPermission> = "IpPermissions",
        security_group_rule_descriptions: Vec<SecurityGroupRuleDescription> = "SecurityGroupRuleDescriptions",
    }
}

structure! {
    pub struct UpdateSecurityGroupRuleDescriptionsIngressResult {
        r#return: bool = "Return",
    }
}

structure! {
    pub struct UserIdGroupPair {
        description: String = "Description",
        user_id: String = "UserId",
        group_name: String = "GroupName",
        group_id: String = "GroupId",
        vpc_id: String = "VpcId",
        vpc_peering_connection_id: String = "VpcPeeringConnectionId",
        peering_status: String = "PeeringStatus",
    }
}

structure! {
    pub struct Vpc {
        owner_id: String = "OwnerId",
        instance_tenancy: Tenancy = "InstanceTenancy",
        ipv6_cidr_block_association_set: Vec<VpcIpv6CidrBlockAssociation> = "Ipv6CidrBlockAssociationSet",
        cidr_block_association_set: Vec<VpcCidrBlockAssociation> = "CidrBlockAssociationSet",
        is_default: bool = "IsDefault",
        encryption_control: VpcEncryptionControl = "EncryptionControl",
        tags: Vec<Tag> = "Tags",
        block_public_access_states: BlockPublicAccessStates = "BlockPublicAccessStates",
        vpc_id: String = "VpcId",
        state: VpcState = "State",
        cidr_block: String = "CidrBlock",
        dhcp_options_id: String = "DhcpOptionsId",
    }
}

string_enum! {
    pub enum VpcAttributeName {
        EnableDnsSupport = "enableDnsSupport",
        EnableDnsHostnames = "enableDnsHostnames",
        EnableNetworkAddressUsageMetrics = "enableNetworkAddressUsageMetrics",
    }
}

structure! {
    pub struct VpcCidrBlockAssociation {
        association_id: String = "AssociationId",
        cidr_block: String = "CidrBlock",
        cidr_block_state: VpcCidrBlockState = "CidrBlockState",
    }
}

structure! {
    pub struct VpcCidrBlockState {
        state: VpcCidrBlockStateCode = "State",
        status_message: String = "StatusMessage",
    }
}

string_enum! {
    pub enum VpcCidrBlockStateCode {
        Associating = "associating",
        Associated = "associated",
        Disassociating = "disassociating",
        Disassociated = "disassociated",
        Failing = "failing",
        Failed = "failed",
    }
}

structure! {
    pub struct VpcEncryptionControl {
        vpc_id: String = "VpcId",
        vpc_encryption_control_id: String = "VpcEncryptionControlId",
        mode: VpcEncryptionControlMode = "Mode",
        state: VpcEncryptionControlState = "State",
        state_message: String = "StateMessage",
        resource_exclusions: VpcEncryptionControlExclusions = "ResourceExclusions",
        tags: Vec<Tag> = "Tags",
    }
}

structure! {
    pub struct VpcEncryptionControlConfiguration {
        mode: VpcEncryptionControlMode = "Mode",
        internet_gateway_exclusion: VpcEncryptionControlExclusionStateInput = "InternetGatewayExclusion",
        egress_only_internet_gateway_exclusion: VpcEncryptionControlExclusionStateInput = "EgressOnlyInternetGatewayExclusion",
        nat_gateway_exclusion: VpcEncryptionControlExclusionStateInput = "NatGatewayExclusion",
        virtual_private_gateway_exclusion: VpcEncryptionControlExclusionStateInput = "VirtualPrivateGatewayExclusion",
        vpc_peering_exclusion: VpcEncryptionControlExclusionStateInput = "VpcPeeringExclusion",
        lambda_exclusion: VpcEncryptionControlExclusionStateInput = "LambdaExclusion",
        vpc_lattice_exclusion: VpcEncryptionControlExclusionStateInput = "VpcLatticeExclusion",
        elastic_file_system_exclusion: VpcEncryptionControlExclusionStateInput = "ElasticFileSystemExclusion",
        global_accelerator_exclusion: VpcEncryptionControlExclusionStateInput = "GlobalAcceleratorExclusion",
        api_gateway_v2_exclusion: VpcEncryptionControlExclusionStateInput = "ApiGatewayV2Exclusion",
    }
}

structure! {
    pub struct VpcEncryptionControlExclusion {
        state: VpcEncryptionControlExclusionState = "State",
        state_message: String = "StateMessage",
    }
}

string_enum! {
    pub enum VpcEncryptionControlExclusionState {
        Enabling = "enabling",
        Enabled = "enabled",
        Disabling = "disabling",
        Disabled = "disabled",
    }
}

string_enum! {
    pub enum VpcEncryptionControlExclusionStateInput {
        Enable = "enable",
        Disable = "disable",
    }
}

structure! {
    pub struct VpcEncryptionControlExclusions {
        internet_gateway: VpcEncryptionControlExclusion = "InternetGateway",
        egress_only_internet_gateway: VpcEncryptionControlExclusion = "EgressOnlyInternetGateway",
        nat_gateway: VpcEncryptionControlExclusion = "NatGateway",
        virtual_private_gateway: VpcEncryptionControlExclusion = "VirtualPrivateGateway",
        vpc_peering: VpcEncryptionControlExclusion = "VpcPeering",
        lambda: VpcEncryptionControlExclusion = "Lambda",
        vpc_lattice: VpcEncryptionControlExclusion = "VpcLattice",
        elastic_file_system: VpcEncryptionControlExclusion = "ElasticFileSystem",
        global_accelerator: VpcEncryptionControlExclusion = "GlobalAccelerator",
        api_gateway_v2: VpcEncryptionControlExclusion = "ApiGatewayV2",
    }
}

string_enum! {
    pub enum VpcEncryptionControlMode {
        Monitor = "monitor",
        Enforce = "enforce",
    }
}

string_enum! {
    pub enum VpcEncryptionControlState {
        EnforceInProgress = "enforce-in-progress",
        MonitorInProgress = "monitor-in-progress",
        EnforceFailed = "enforce-failed",
        MonitorFailed = "monitor-failed",
        Deleting = "deleting",
        Deleted = "deleted",
        Available = "available",
        Creating = "creating",
        DeleteFailed = "delete-failed",
    }
}

structure! {
    pub struct VpcIpv6CidrBlockAssociation {
        association_id: String = "AssociationId",
        ipv6_cidr_block: String = "Ipv6CidrBlock",
        ipv6_cidr_block_state: VpcCidrBlockState = "Ipv6CidrBlockState",
        network_border_group: String = "NetworkBorderGroup",
        ipv6_pool: String = "Ipv6Pool",
        ipv6_address_attribute: Ipv6AddressAttribute = "Ipv6AddressAttribute",
        ip_source: IpSource = "IpSource",
    }
}

string_enum! {
    pub enum VpcState {
        Pending = "pending",
        Available = "available",
        Deleting = "deleting",
    }
}

/// The service as requests name it.
pub const SERVICE: ServiceFacts = ServiceFacts {
    target_prefix: "",
    signing_name: "ec2",
    api_version: "2016-11-15",
};

/// The operations of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    AssociateVpcCidrBlock,
    AuthorizeSecurityGroupEgress,
    AuthorizeSecurityGroupIngress,
    CreateDefaultVpc,
    CreateNetworkInterface,
    CreateSecurityGroup,
    CreateSubnet,
    CreateTags,
    CreateVpc,
    DeleteNetworkInterface,
    DeleteSecurityGroup,
    DeleteSubnet,
    DeleteTags,
    DeleteVpc,
    DescribeAccountAttributes,
    DescribeAvailabilityZones,
    DescribeInternetGateways,
    DescribeNetworkAcls,
    DescribeNetworkInterfaces,
    DescribeRegions,
    DescribeRouteTables,
    DescribeSecurityGroupRules,
    DescribeSecurityGroups,
    DescribeSubnets,
    DescribeTags,
    DescribeVpcAttribute,
    DescribeVpcs,
    ModifyNetworkInterfaceAttribute,
    ModifySecurityGroupRules,
    ModifySubnetAttribute,
    ModifyVpcAttribute,
    RevokeSecurityGroupEgress,
    RevokeSecurityGroupIngress,
    UpdateSecurityGroupRuleDescriptionsEgress,
    UpdateSecurityGroupRuleDescriptionsIngress,
}

impl Operation {
    /// All of them, by name.
    pub const ALL: &'static [Self] = &[
        Self::AssociateVpcCidrBlock,
        Self::AuthorizeSecurityGroupEgress,
        Self::AuthorizeSecurityGroupIngress,
        Self::CreateDefaultVpc,
        Self::CreateNetworkInterface,
        Self::CreateSecurityGroup,
        Self::CreateSubnet,
        Self::CreateTags,
        Self::CreateVpc,
        Self::DeleteNetworkInterface,
        Self::DeleteSecurityGroup,
        Self::DeleteSubnet,
        Self::DeleteTags,
        Self::DeleteVpc,
        Self::DescribeAccountAttributes,
        Self::DescribeAvailabilityZones,
        Self::DescribeInternetGateways,
        Self::DescribeNetworkAcls,
        Self::DescribeNetworkInterfaces,
        Self::DescribeRegions,
        Self::DescribeRouteTables,
        Self::DescribeSecurityGroupRules,
        Self::DescribeSecurityGroups,
        Self::DescribeSubnets,
        Self::DescribeTags,
        Self::DescribeVpcAttribute,
        Self::DescribeVpcs,
        Self::ModifyNetworkInterfaceAttribute,
        Self::ModifySecurityGroupRules,
        Self::ModifySubnetAttribute,
        Self::ModifyVpcAttribute,
        Self::RevokeSecurityGroupEgress,
        Self::RevokeSecurityGroupIngress,
        Self::UpdateSecurityGroupRuleDescriptionsEgress,
        Self::UpdateSecurityGroupRuleDescriptionsIngress,
    ];

    /// The operation of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let found = Self::ALL.binary_search_by(|operation| operation.name().cmp(name));
        found.ok().map(|index| Self::ALL[index])
    }

    /// As after the dot of `X-Amz-Target`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The errors its model lists.
    #[must_use]
    pub fn errors(self) -> &'static [ErrorFacts] {
        self.facts().errors
    }

    /// All that the model says of it.
    #[must_use]
    pub fn facts(self) -> &'static OperationFacts {
        &OPERATIONS[self as usize]
    }
}

static OPERATIONS: [OperationFacts; 35] = [
    OperationFacts {
        name: "AssociateVpcCidrBlock",
        input: &facts::ASSOCIATE_VPC_CIDR_BLOCK_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "AuthorizeSecurityGroupEgress",
        input: &facts::AUTHORIZE_SECURITY_GROUP_EGRESS_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "AuthorizeSecurityGroupIngress",
        input: &facts::AUTHORIZE_SECURITY_GROUP_INGRESS_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "CreateDefaultVpc",
        input: &facts::CREATE_DEFAULT_VPC_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "CreateNetworkInterface",
        input: &facts::CREATE_NETWORK_INTERFACE_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "CreateSecurityGroup",
        input: &facts::CREATE_SECURITY_GROUP_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "CreateSubnet",
        input: &facts::CREATE_SUBNET_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "CreateTags",
        input: &facts::CREATE_TAGS_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "CreateVpc",
        input: &facts::CREATE_VPC_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DeleteNetworkInterface",
        input: &facts::DELETE_NETWORK_INTERFACE_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DeleteSecurityGroup",
        input: &facts::DELETE_SECURITY_GROUP_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DeleteSubnet",
        input: &facts::DELETE_SUBNET_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DeleteTags",
        input: &facts::DELETE_TAGS_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DeleteVpc",
        input: &facts::DELETE_VPC_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DescribeAccountAttributes",
        input: &facts::DESCRIBE_ACCOUNT_ATTRIBUTES_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DescribeAvailabilityZones",
        input: &facts::DESCRIBE_AVAILABILITY_ZONES_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DescribeInternetGateways",
        input: &facts::DESCRIBE_INTERNET_GATEWAYS_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DescribeNetworkAcls",
        input: &facts::DESCRIBE_NETWORK_ACLS_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DescribeNetworkInterfaces",
        input: &facts::DESCRIBE_NETWORK_INTERFACES_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DescribeRegions",
        input: &facts::DESCRIBE_REGIONS_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DescribeRouteTables",
        input: &facts::DESCRIBE_ROUTE_TABLES_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DescribeSecurityGroupRules",
        input: &facts::DESCRIBE_SECURITY_GROUP_RULES_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DescribeSecurityGroups",
        input: &facts::DESCRIBE_SECURITY_GROUPS_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DescribeSubnets",
        input: &facts::DESCRIBE_SUBNETS_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DescribeTags",
        input: &facts::DESCRIBE_TAGS_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DescribeVpcAttribute",
        input: &facts::DESCRIBE_VPC_ATTRIBUTE_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "DescribeVpcs",
        input: &facts::DESCRIBE_VPCS_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "ModifyNetworkInterfaceAttribute",
        input: &facts::MODIFY_NETWORK_INTERFACE_ATTRIBUTE_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "ModifySecurityGroupRules",
        input: &facts::MODIFY_SECURITY_GROUP_RULES_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "ModifySubnetAttribute",
        input: &facts::MODIFY_SUBNET_ATTRIBUTE_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "ModifyVpcAttribute",
        input: &facts::MODIFY_VPC_ATTRIBUTE_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "RevokeSecurityGroupEgress",
        input: &facts::REVOKE_SECURITY_GROUP_EGRESS_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "RevokeSecurityGroupIngress",
        input: &facts::REVOKE_SECURITY_GROUP_INGRESS_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "UpdateSecurityGroupRuleDescriptionsEgress",
        input: &facts::UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_EGRESS_REQUEST,
        errors: &[],
    },
    OperationFacts {
        name: "UpdateSecurityGroupRuleDescriptionsIngress",
        input: &facts::UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS_REQUEST,
        errors: &[],
    },
];

/// The service: an operation that is not implemented answers so, with an error its model
/// allows.
pub trait Ec2: Send + Sync {
    /// What each call brings with it: who calls, and when.
    type Context: Send;

    fn associate_vpc_cidr_block(
        &self,
        cx: Self::Context,
        input: AssociateVpcCidrBlockRequest,
    ) -> impl Future<Output = Result<AssociateVpcCidrBlockResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::AssociateVpcCidrBlock.facts())
    }

    fn authorize_security_group_egress(
        &self,
        cx: Self::Context,
        input: AuthorizeSecurityGroupEgressRequest,
    ) -> impl Future<Output = Result<AuthorizeSecurityGroupEgressResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::AuthorizeSecurityGroupEgress.facts())
    }

    fn authorize_security_group_ingress(
        &self,
        cx: Self::Context,
        input: AuthorizeSecurityGroupIngressRequest,
    ) -> impl Future<Output = Result<AuthorizeSecurityGroupIngressResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::AuthorizeSecurityGroupIngress.facts())
    }

    fn create_default_vpc(
        &self,
        cx: Self::Context,
        input: CreateDefaultVpcRequest,
    ) -> impl Future<Output = Result<CreateDefaultVpcResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CreateDefaultVpc.facts())
    }

    fn create_network_interface(
        &self,
        cx: Self::Context,
        input: CreateNetworkInterfaceRequest,
    ) -> impl Future<Output = Result<CreateNetworkInterfaceResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CreateNetworkInterface.facts())
    }

    fn create_security_group(
        &self,
        cx: Self::Context,
        input: CreateSecurityGroupRequest,
    ) -> impl Future<Output = Result<CreateSecurityGroupResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CreateSecurityGroup.facts())
    }

    fn create_subnet(
        &self,
        cx: Self::Context,
        input: CreateSubnetRequest,
    ) -> impl Future<Output = Result<CreateSubnetResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CreateSubnet.facts())
    }

    fn create_tags(
        &self,
        cx: Self::Context,
        input: CreateTagsRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CreateTags.facts())
    }

    fn create_vpc(
        &self,
        cx: Self::Context,
        input: CreateVpcRequest,
    ) -> impl Future<Output = Result<CreateVpcResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::CreateVpc.facts())
    }

    fn delete_network_interface(
        &self,
        cx: Self::Context,
        input: DeleteNetworkInterfaceRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteNetworkInterface.facts())
    }

    fn delete_security_group(
        &self,
        cx: Self::Context,
        input: DeleteSecurityGroupRequest,
    ) -> impl Future<Output = Result<DeleteSecurityGroupResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteSecurityGroup.facts())
    }

    fn delete_subnet(
        &self,
        cx: Self::Context,
        input: DeleteSubnetRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteSubnet.facts())
    }

    fn delete_tags(
        &self,
        cx: Self::Context,
        input: DeleteTagsRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteTags.facts())
    }

    fn delete_vpc(
        &self,
        cx: Self::Context,
        input: DeleteVpcRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DeleteVpc.facts())
    }

    fn describe_account_attributes(
        &self,
        cx: Self::Context,
        input: DescribeAccountAttributesRequest,
    ) -> impl Future<Output = Result<DescribeAccountAttributesResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeAccountAttributes.facts())
    }

    fn describe_availability_zones(
        &self,
        cx: Self::Context,
        input: DescribeAvailabilityZonesRequest,
    ) -> impl Future<Output = Result<DescribeAvailabilityZonesResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeAvailabilityZones.facts())
    }

    fn describe_internet_gateways(
        &self,
        cx: Self::Context,
        input: DescribeInternetGatewaysRequest,
    ) -> impl Future<Output = Result<DescribeInternetGatewaysResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeInternetGateways.facts())
    }

    fn describe_network_acls(
        &self,
        cx: Self::Context,
        input: DescribeNetworkAclsRequest,
    ) -> impl Future<Output = Result<DescribeNetworkAclsResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeNetworkAcls.facts())
    }

    fn describe_network_interfaces(
        &self,
        cx: Self::Context,
        input: DescribeNetworkInterfacesRequest,
    ) -> impl Future<Output = Result<DescribeNetworkInterfacesResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeNetworkInterfaces.facts())
    }

    fn describe_regions(
        &self,
        cx: Self::Context,
        input: DescribeRegionsRequest,
    ) -> impl Future<Output = Result<DescribeRegionsResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeRegions.facts())
    }

    fn describe_route_tables(
        &self,
        cx: Self::Context,
        input: DescribeRouteTablesRequest,
    ) -> impl Future<Output = Result<DescribeRouteTablesResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeRouteTables.facts())
    }

    fn describe_security_group_rules(
        &self,
        cx: Self::Context,
        input: DescribeSecurityGroupRulesRequest,
    ) -> impl Future<Output = Result<DescribeSecurityGroupRulesResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeSecurityGroupRules.facts())
    }

    fn describe_security_groups(
        &self,
        cx: Self::Context,
        input: DescribeSecurityGroupsRequest,
    ) -> impl Future<Output = Result<DescribeSecurityGroupsResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeSecurityGroups.facts())
    }

    fn describe_subnets(
        &self,
        cx: Self::Context,
        input: DescribeSubnetsRequest,
    ) -> impl Future<Output = Result<DescribeSubnetsResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeSubnets.facts())
    }

    fn describe_tags(
        &self,
        cx: Self::Context,
        input: DescribeTagsRequest,
    ) -> impl Future<Output = Result<DescribeTagsResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeTags.facts())
    }

    fn describe_vpc_attribute(
        &self,
        cx: Self::Context,
        input: DescribeVpcAttributeRequest,
    ) -> impl Future<Output = Result<DescribeVpcAttributeResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeVpcAttribute.facts())
    }

    fn describe_vpcs(
        &self,
        cx: Self::Context,
        input: DescribeVpcsRequest,
    ) -> impl Future<Output = Result<DescribeVpcsResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::DescribeVpcs.facts())
    }

    fn modify_network_interface_attribute(
        &self,
        cx: Self::Context,
        input: ModifyNetworkInterfaceAttributeRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ModifyNetworkInterfaceAttribute.facts())
    }

    fn modify_security_group_rules(
        &self,
        cx: Self::Context,
        input: ModifySecurityGroupRulesRequest,
    ) -> impl Future<Output = Result<ModifySecurityGroupRulesResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ModifySecurityGroupRules.facts())
    }

    fn modify_subnet_attribute(
        &self,
        cx: Self::Context,
        input: ModifySubnetAttributeRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ModifySubnetAttribute.facts())
    }

    fn modify_vpc_attribute(
        &self,
        cx: Self::Context,
        input: ModifyVpcAttributeRequest,
    ) -> impl Future<Output = Result<(), Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::ModifyVpcAttribute.facts())
    }

    fn revoke_security_group_egress(
        &self,
        cx: Self::Context,
        input: RevokeSecurityGroupEgressRequest,
    ) -> impl Future<Output = Result<RevokeSecurityGroupEgressResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::RevokeSecurityGroupEgress.facts())
    }

    fn revoke_security_group_ingress(
        &self,
        cx: Self::Context,
        input: RevokeSecurityGroupIngressRequest,
    ) -> impl Future<Output = Result<RevokeSecurityGroupIngressResult, Fault>> + Send {
        let _ = (cx, input);
        not_implemented(Operation::RevokeSecurityGroupIngress.facts())
    }

    fn update_security_group_rule_descriptions_egress(
        &self,
        cx: Self::Context,
        input: UpdateSecurityGroupRuleDescriptionsEgressRequest,
    ) -> impl Future<Output = Result<UpdateSecurityGroupRuleDescriptionsEgressResult, Fault>> + Send
    {
        let _ = (cx, input);
        not_implemented(Operation::UpdateSecurityGroupRuleDescriptionsEgress.facts())
    }

    fn update_security_group_rule_descriptions_ingress(
        &self,
        cx: Self::Context,
        input: UpdateSecurityGroupRuleDescriptionsIngressRequest,
    ) -> impl Future<Output = Result<UpdateSecurityGroupRuleDescriptionsIngressResult, Fault>> + Send
    {
        let _ = (cx, input);
        not_implemented(Operation::UpdateSecurityGroupRuleDescriptionsIngress.facts())
    }
}

/// Reads the body, calls the operation's method and writes its answer.
pub fn dispatch<'a, A: Ec2>(
    api: &'a A,
    cx: A::Context,
    operation: Operation,
    body: &[u8],
) -> Answer<'a> {
    let facts = operation.facts();
    match operation {
        Operation::AssociateVpcCidrBlock => {
            answer(read(facts, body).map(|input| api.associate_vpc_cidr_block(cx, input)))
        }
        Operation::AuthorizeSecurityGroupEgress => {
            answer(read(facts, body).map(|input| api.authorize_security_group_egress(cx, input)))
        }
        Operation::AuthorizeSecurityGroupIngress => {
            answer(read(facts, body).map(|input| api.authorize_security_group_ingress(cx, input)))
        }
        Operation::CreateDefaultVpc => {
            answer(read(facts, body).map(|input| api.create_default_vpc(cx, input)))
        }
        Operation::CreateNetworkInterface => {
            answer(read(facts, body).map(|input| api.create_network_interface(cx, input)))
        }
        Operation::CreateSecurityGroup => {
            answer(read(facts, body).map(|input| api.create_security_group(cx, input)))
        }
        Operation::CreateSubnet => {
            answer(read(facts, body).map(|input| api.create_subnet(cx, input)))
        }
        Operation::CreateTags => answer(read(facts, body).map(|input| api.create_tags(cx, input))),
        Operation::CreateVpc => answer(read(facts, body).map(|input| api.create_vpc(cx, input))),
        Operation::DeleteNetworkInterface => {
            answer(read(facts, body).map(|input| api.delete_network_interface(cx, input)))
        }
        Operation::DeleteSecurityGroup => {
            answer(read(facts, body).map(|input| api.delete_security_group(cx, input)))
        }
        Operation::DeleteSubnet => {
            answer(read(facts, body).map(|input| api.delete_subnet(cx, input)))
        }
        Operation::DeleteTags => answer(read(facts, body).map(|input| api.delete_tags(cx, input))),
        Operation::DeleteVpc => answer(read(facts, body).map(|input| api.delete_vpc(cx, input))),
        Operation::DescribeAccountAttributes => {
            answer(read(facts, body).map(|input| api.describe_account_attributes(cx, input)))
        }
        Operation::DescribeAvailabilityZones => {
            answer(read(facts, body).map(|input| api.describe_availability_zones(cx, input)))
        }
        Operation::DescribeInternetGateways => {
            answer(read(facts, body).map(|input| api.describe_internet_gateways(cx, input)))
        }
        Operation::DescribeNetworkAcls => {
            answer(read(facts, body).map(|input| api.describe_network_acls(cx, input)))
        }
        Operation::DescribeNetworkInterfaces => {
            answer(read(facts, body).map(|input| api.describe_network_interfaces(cx, input)))
        }
        Operation::DescribeRegions => {
            answer(read(facts, body).map(|input| api.describe_regions(cx, input)))
        }
        Operation::DescribeRouteTables => {
            answer(read(facts, body).map(|input| api.describe_route_tables(cx, input)))
        }
        Operation::DescribeSecurityGroupRules => {
            answer(read(facts, body).map(|input| api.describe_security_group_rules(cx, input)))
        }
        Operation::DescribeSecurityGroups => {
            answer(read(facts, body).map(|input| api.describe_security_groups(cx, input)))
        }
        Operation::DescribeSubnets => {
            answer(read(facts, body).map(|input| api.describe_subnets(cx, input)))
        }
        Operation::DescribeTags => {
            answer(read(facts, body).map(|input| api.describe_tags(cx, input)))
        }
        Operation::DescribeVpcAttribute => {
            answer(read(facts, body).map(|input| api.describe_vpc_attribute(cx, input)))
        }
        Operation::DescribeVpcs => {
            answer(read(facts, body).map(|input| api.describe_vpcs(cx, input)))
        }
        Operation::ModifyNetworkInterfaceAttribute => {
            answer(read(facts, body).map(|input| api.modify_network_interface_attribute(cx, input)))
        }
        Operation::ModifySecurityGroupRules => {
            answer(read(facts, body).map(|input| api.modify_security_group_rules(cx, input)))
        }
        Operation::ModifySubnetAttribute => {
            answer(read(facts, body).map(|input| api.modify_subnet_attribute(cx, input)))
        }
        Operation::ModifyVpcAttribute => {
            answer(read(facts, body).map(|input| api.modify_vpc_attribute(cx, input)))
        }
        Operation::RevokeSecurityGroupEgress => {
            answer(read(facts, body).map(|input| api.revoke_security_group_egress(cx, input)))
        }
        Operation::RevokeSecurityGroupIngress => {
            answer(read(facts, body).map(|input| api.revoke_security_group_ingress(cx, input)))
        }
        Operation::UpdateSecurityGroupRuleDescriptionsEgress => answer(
            read(facts, body)
                .map(|input| api.update_security_group_rule_descriptions_egress(cx, input)),
        ),
        Operation::UpdateSecurityGroupRuleDescriptionsIngress => answer(
            read(facts, body)
                .map(|input| api.update_security_group_rule_descriptions_ingress(cx, input)),
        ),
    }
}

impl Input for AssociateVpcCidrBlockRequest {
    fn facts() -> &'static Structure {
        &facts::ASSOCIATE_VPC_CIDR_BLOCK_REQUEST
    }
}

impl Input for AuthorizeSecurityGroupEgressRequest {
    fn facts() -> &'static Structure {
        &facts::AUTHORIZE_SECURITY_GROUP_EGRESS_REQUEST
    }
}

impl Input for AuthorizeSecurityGroupIngressRequest {
    fn facts() -> &'static Structure {
        &facts::AUTHORIZE_SECURITY_GROUP_INGRESS_REQUEST
    }
}

impl Input for CreateDefaultVpcRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_DEFAULT_VPC_REQUEST
    }
}

impl Input for CreateNetworkInterfaceRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_NETWORK_INTERFACE_REQUEST
    }
}

impl Input for CreateSecurityGroupRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_SECURITY_GROUP_REQUEST
    }
}

impl Input for CreateSubnetRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_SUBNET_REQUEST
    }
}

impl Input for CreateTagsRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_TAGS_REQUEST
    }
}

impl Input for CreateVpcRequest {
    fn facts() -> &'static Structure {
        &facts::CREATE_VPC_REQUEST
    }
}

impl Input for DeleteNetworkInterfaceRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_NETWORK_INTERFACE_REQUEST
    }
}

impl Input for DeleteSecurityGroupRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_SECURITY_GROUP_REQUEST
    }
}

impl Input for DeleteSubnetRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_SUBNET_REQUEST
    }
}

impl Input for DeleteTagsRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_TAGS_REQUEST
    }
}

impl Input for DeleteVpcRequest {
    fn facts() -> &'static Structure {
        &facts::DELETE_VPC_REQUEST
    }
}

impl Input for DescribeAccountAttributesRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_ACCOUNT_ATTRIBUTES_REQUEST
    }
}

impl Input for DescribeAvailabilityZonesRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_AVAILABILITY_ZONES_REQUEST
    }
}

impl Input for DescribeInternetGatewaysRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_INTERNET_GATEWAYS_REQUEST
    }
}

impl Input for DescribeNetworkAclsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_NETWORK_ACLS_REQUEST
    }
}

impl Input for DescribeNetworkInterfacesRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_NETWORK_INTERFACES_REQUEST
    }
}

impl Input for DescribeRegionsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_REGIONS_REQUEST
    }
}

impl Input for DescribeRouteTablesRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_ROUTE_TABLES_REQUEST
    }
}

impl Input for DescribeSecurityGroupRulesRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_SECURITY_GROUP_RULES_REQUEST
    }
}

impl Input for DescribeSecurityGroupsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_SECURITY_GROUPS_REQUEST
    }
}

impl Input for DescribeSubnetsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_SUBNETS_REQUEST
    }
}

impl Input for DescribeTagsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_TAGS_REQUEST
    }
}

impl Input for DescribeVpcAttributeRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_VPC_ATTRIBUTE_REQUEST
    }
}

impl Input for DescribeVpcsRequest {
    fn facts() -> &'static Structure {
        &facts::DESCRIBE_VPCS_REQUEST
    }
}

impl Input for ModifyNetworkInterfaceAttributeRequest {
    fn facts() -> &'static Structure {
        &facts::MODIFY_NETWORK_INTERFACE_ATTRIBUTE_REQUEST
    }
}

impl Input for ModifySecurityGroupRulesRequest {
    fn facts() -> &'static Structure {
        &facts::MODIFY_SECURITY_GROUP_RULES_REQUEST
    }
}

impl Input for ModifySubnetAttributeRequest {
    fn facts() -> &'static Structure {
        &facts::MODIFY_SUBNET_ATTRIBUTE_REQUEST
    }
}

impl Input for ModifyVpcAttributeRequest {
    fn facts() -> &'static Structure {
        &facts::MODIFY_VPC_ATTRIBUTE_REQUEST
    }
}

impl Input for RevokeSecurityGroupEgressRequest {
    fn facts() -> &'static Structure {
        &facts::REVOKE_SECURITY_GROUP_EGRESS_REQUEST
    }
}

impl Input for RevokeSecurityGroupIngressRequest {
    fn facts() -> &'static Structure {
        &facts::REVOKE_SECURITY_GROUP_INGRESS_REQUEST
    }
}

impl Input for UpdateSecurityGroupRuleDescriptionsEgressRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_EGRESS_REQUEST
    }
}

impl Input for UpdateSecurityGroupRuleDescriptionsIngressRequest {
    fn facts() -> &'static Structure {
        &facts::UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS_REQUEST
    }
}

impl Output for AssociateVpcCidrBlockResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for AuthorizeSecurityGroupEgressResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for AuthorizeSecurityGroupIngressResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for CreateDefaultVpcResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for CreateNetworkInterfaceResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for CreateSecurityGroupResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for CreateSubnetResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for CreateVpcResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DeleteSecurityGroupResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeAccountAttributesResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeAvailabilityZonesResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeInternetGatewaysResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeNetworkAclsResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeNetworkInterfacesResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeRegionsResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeRouteTablesResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeSecurityGroupRulesResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeSecurityGroupsResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeSubnetsResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeTagsResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeVpcAttributeResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for DescribeVpcsResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for ModifySecurityGroupRulesResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for RevokeSecurityGroupEgressResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for RevokeSecurityGroupIngressResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UpdateSecurityGroupRuleDescriptionsEgressResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

impl Output for UpdateSecurityGroupRuleDescriptionsIngressResult {
    fn to_body(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

pub mod facts {
    //! What the model permits in a request.

    use super::*;

    pub static ASSOCIATE_VPC_CIDR_BLOCK_REQUEST: Structure = Structure {
        name: "AssociateVpcCidrBlockRequest",
        members: &[
            Member::optional("CidrBlock", Shape::Any),
            Member::optional("Ipv6CidrBlockNetworkBorderGroup", Shape::Any),
            Member::optional("Ipv6Pool", Shape::Any),
            Member::optional("Ipv6CidrBlock", Shape::Any),
            Member::optional("Ipv4IpamPoolId", Shape::Any),
            Member::optional("Ipv4NetmaskLength", Shape::Any),
            Member::optional("Ipv6IpamPoolId", Shape::Any),
            Member::optional("Ipv6NetmaskLength", Shape::Any),
            Member::required("VpcId", Shape::Any),
            Member::optional("AmazonProvidedIpv6CidrBlock", Shape::Any),
        ],
    };

    pub static ATTRIBUTE_BOOLEAN_VALUE: Structure = Structure {
        name: "AttributeBooleanValue",
        members: &[Member::optional("Value", Shape::Any)],
    };

    pub static ATTRIBUTE_VALUE: Structure = Structure {
        name: "AttributeValue",
        members: &[Member::optional("Value", Shape::Any)],
    };

    pub static AUTHORIZE_SECURITY_GROUP_EGRESS_REQUEST: Structure = Structure {
        name: "AuthorizeSecurityGroupEgressRequest",
        members: &[
            Member::optional(
                "TagSpecifications",
                Shape::list(&Shape::Structure(&TAG_SPECIFICATION)),
            ),
            Member::optional("DryRun", Shape::Any),
            Member::required("GroupId", Shape::Any),
            Member::optional("SourceSecurityGroupName", Shape::Any),
            Member::optional("SourceSecurityGroupOwnerId", Shape::Any),
            Member::optional("IpProtocol", Shape::Any),
            Member::optional("FromPort", Shape::Any),
            Member::optional("ToPort", Shape::Any),
            Member::optional("CidrIp", Shape::Any),
            Member::optional(
                "IpPermissions",
                Shape::list(&Shape::Structure(&IP_PERMISSION)),
            ),
        ],
    };

    pub static AUTHORIZE_SECURITY_GROUP_INGRESS_REQUEST: Structure = Structure {
        name: "AuthorizeSecurityGroupIngressRequest",
        members: &[
            Member::optional("CidrIp", Shape::Any),
            Member::optional("FromPort", Shape::Any),
            Member::optional("GroupId", Shape::Any),
            Member::optional("GroupName", Shape::Any),
            Member::optional(
                "IpPermissions",
                Shape::list(&Shape::Structure(&IP_PERMISSION)),
            ),
            Member::optional("IpProtocol", Shape::Any),
            Member::optional("SourceSecurityGroupName", Shape::Any),
            Member::optional("SourceSecurityGroupOwnerId", Shape::Any),
            Member::optional("ToPort", Shape::Any),
            Member::optional(
                "TagSpecifications",
                Shape::list(&Shape::Structure(&TAG_SPECIFICATION)),
            ),
            Member::optional("DryRun", Shape::Any),
        ],
    };

    pub static CONNECTION_TRACKING_SPECIFICATION_REQUEST: Structure = Structure {
        name: "ConnectionTrackingSpecificationRequest",
        members: &[
            Member::optional("TcpEstablishedTimeout", Shape::Any),
            Member::optional("UdpStreamTimeout", Shape::Any),
            Member::optional("UdpTimeout", Shape::Any),
        ],
    };

    pub static CREATE_DEFAULT_VPC_REQUEST: Structure = Structure {
        name: "CreateDefaultVpcRequest",
        members: &[Member::optional("DryRun", Shape::Any)],
    };

    pub static CREATE_NETWORK_INTERFACE_REQUEST: Structure = Structure {
        name: "CreateNetworkInterfaceRequest",
        members: &[
            Member::optional(
                "Ipv4Prefixes",
                Shape::list(&Shape::Structure(&IPV4_PREFIX_SPECIFICATION_REQUEST)),
            ),
            Member::optional("Ipv4PrefixCount", Shape::Any),
            Member::optional(
                "Ipv6Prefixes",
                Shape::list(&Shape::Structure(&IPV6_PREFIX_SPECIFICATION_REQUEST)),
            ),
            Member::optional("Ipv6PrefixCount", Shape::Any),
            Member::optional(
                "InterfaceType",
                Shape::Enum(NetworkInterfaceCreationType::VALUES),
            ),
            Member::optional(
                "TagSpecifications",
                Shape::list(&Shape::Structure(&TAG_SPECIFICATION)),
            ),
            Member::optional("ClientToken", Shape::Any),
            Member::optional("EnablePrimaryIpv6", Shape::Any),
            Member::optional(
                "ConnectionTrackingSpecification",
                Shape::Structure(&CONNECTION_TRACKING_SPECIFICATION_REQUEST),
            ),
            Member::optional("Operator", Shape::Structure(&OPERATOR_REQUEST)),
            Member::required("SubnetId", Shape::Any),
            Member::optional("Description", Shape::Any),
            Member::optional("PrivateIpAddress", Shape::Any),
            Member::optional("Groups", Shape::Any),
            Member::optional(
                "PrivateIpAddresses",
                Shape::list(&Shape::Structure(&PRIVATE_IP_ADDRESS_SPECIFICATION)),
            ),
            Member::optional("SecondaryPrivateIpAddressCount", Shape::Any),
            Member::optional(
                "Ipv6Addresses",
                Shape::list(&Shape::Structure(&INSTANCE_IPV6_ADDRESS)),
            ),
            Member::optional("Ipv6AddressCount", Shape::Any),
            Member::optional("DryRun", Shape::Any),
        ],
    };

    pub static CREATE_SECURITY_GROUP_REQUEST: Structure = Structure {
        name: "CreateSecurityGroupRequest",
        members: &[
            Member::required("Description", Shape::Any),
            Member::required("GroupName", Shape::Any),
            Member::optional("VpcId", Shape::Any),
            Member::optional(
                "TagSpecifications",
                Shape::list(&Shape::Structure(&TAG_SPECIFICATION)),
            ),
            Member::optional("DryRun", Shape::Any),
        ],
    };

    pub static CREATE_SUBNET_REQUEST: Structure = Structure {
        name: "CreateSubnetRequest",
        members: &[
            Member::optional(
                "TagSpecifications",
                Shape::list(&Shape::Structure(&TAG_SPECIFICATION)),
            ),
            Member::optional("AvailabilityZone", Shape::Any),
            Member::optional("AvailabilityZoneId", Shape::Any),
            Member::optional("CidrBlock", Shape::Any),
            Member::optional("Ipv6CidrBlock", Shape::Any),
            Member::optional("OutpostArn", Shape::Any),
            Member::required("VpcId", Shape::Any),
            Member::optional("Ipv6Native", Shape::Any),
            Member::optional("Ipv4IpamPoolId", Shape::Any),
            Member::optional("Ipv4NetmaskLength", Shape::Any),
            Member::optional("Ipv6IpamPoolId", Shape::Any),
            Member::optional("Ipv6NetmaskLength", Shape::Any),
            Member::optional("DryRun", Shape::Any),
        ],
    };

    pub static CREATE_TAGS_REQUEST: Structure = Structure {
        name: "CreateTagsRequest",
        members: &[
            Member::optional("DryRun", Shape::Any),
            Member::required("Resources", Shape::Any),
            Member::required("Tags", Shape::list(&Shape::Structure(&TAG))),
        ],
    };

    pub static CREATE_VPC_REQUEST: Structure = Structure {
        name: "CreateVpcRequest",
        members: &[
            Member::optional("CidrBlock", Shape::Any),
            Member::optional("Ipv6Pool", Shape::Any),
            Member::optional("Ipv6CidrBlock", Shape::Any),
            Member::optional("Ipv4IpamPoolId", Shape::Any),
            Member::optional("Ipv4NetmaskLength", Shape::Any),
            Member::optional("Ipv6IpamPoolId", Shape::Any),
            Member::optional("Ipv6NetmaskLength", Shape::Any),
            Member::optional("Ipv6CidrBlockNetworkBorderGroup", Shape::Any),
            Member::optional(
                "VpcEncryptionControl",
                Shape::Structure(&VPC_ENCRYPTION_CONTROL_CONFIGURATION),
            ),
            Member::optional(
                "TagSpecifications",
                Shape::list(&Shape::Structure(&TAG_SPECIFICATION)),
            ),
            Member::optional("DryRun", Shape::Any),
            Member::optional("InstanceTenancy", Shape::Enum(Tenancy::VALUES)),
            Member::optional("AmazonProvidedIpv6CidrBlock", Shape::Any),
        ],
    };

    pub static DELETE_NETWORK_INTERFACE_REQUEST: Structure = Structure {
        name: "DeleteNetworkInterfaceRequest",
        members: &[
            Member::optional("DryRun", Shape::Any),
            Member::required("NetworkInterfaceId", Shape::Any),
        ],
    };

    pub static DELETE_SECURITY_GROUP_REQUEST: Structure = Structure {
        name: "DeleteSecurityGroupRequest",
        members: &[
            Member::optional("GroupId", Shape::Any),
            Member::optional("GroupName", Shape::Any),
            Member::optional("DryRun", Shape::Any),
        ],
    };

    pub static DELETE_SUBNET_REQUEST: Structure = Structure {
        name: "DeleteSubnetRequest",
        members: &[
            Member::required("SubnetId", Shape::Any),
            Member::optional("DryRun", Shape::Any),
        ],
    };

    pub static DELETE_TAGS_REQUEST: Structure = Structure {
        name: "DeleteTagsRequest",
        members: &[
            Member::optional("DryRun", Shape::Any),
            Member::required("Resources", Shape::Any),
            Member::optional("Tags", Shape::list(&Shape::Structure(&TAG))),
        ],
    };

    pub static DELETE_VPC_REQUEST: Structure = Structure {
        name: "DeleteVpcRequest",
        members: &[
            Member::required("VpcId", Shape::Any),
            Member::optional("DryRun", Shape::Any),
        ],
    };

    pub static DESCRIBE_ACCOUNT_ATTRIBUTES_REQUEST: Structure = Structure {
        name: "DescribeAccountAttributesRequest",
        members: &[
            Member::optional("DryRun", Shape::Any),
            Member::optional(
                "AttributeNames",
                Shape::list(&Shape::Enum(AccountAttributeName::VALUES)),
            ),
        ],
    };

    pub static DESCRIBE_AVAILABILITY_ZONES_REQUEST: Structure = Structure {
        name: "DescribeAvailabilityZonesRequest",
        members: &[
            Member::optional("ZoneNames", Shape::Any),
            Member::optional("ZoneIds", Shape::Any),
            Member::optional("AllAvailabilityZones", Shape::Any),
            Member::optional("DryRun", Shape::Any),
            Member::optional("Filters", Shape::list(&Shape::Structure(&FILTER))),
        ],
    };

    pub static DESCRIBE_INTERNET_GATEWAYS_REQUEST: Structure = Structure {
        name: "DescribeInternetGatewaysRequest",
        members: &[
            Member::optional("NextToken", Shape::Any),
            Member::optional(
                "MaxResults",
                Shape::Integer {
                    min: Some(5),
                    max: Some(1000),
                },
            ),
            Member::optional("DryRun", Shape::Any),
            Member::optional("InternetGatewayIds", Shape::Any),
            Member::optional("Filters", Shape::list(&Shape::Structure(&FILTER))),
        ],
    };

    pub static DESCRIBE_NETWORK_ACLS_REQUEST: Structure = Structure {
        name: "DescribeNetworkAclsRequest",
        members: &[
            Member::optional("NextToken", Shape::Any),
            Member::optional(
                "MaxResults",
                Shape::Integer {
                    min: Some(5),
                    max: Some(1000),
                },
            ),
            Member::optional("DryRun", Shape::Any),
            Member::optional("NetworkAclIds", Shape::Any),
            Member::optional("Filters", Shape::list(&Shape::Structure(&FILTER))),
        ],
    };

    pub static DESCRIBE_NETWORK_INTERFACES_REQUEST: Structure = Structure {
        name: "DescribeNetworkInterfacesRequest",
        members: &[
            Member::optional("NextToken", Shape::Any),
            Member::optional(
                "MaxResults",
                Shape::Integer {
                    min: Some(5),
                    max: Some(1000),
                },
            ),
            Member::optional("IncludeManagedResources", Shape::Any),
            Member::optional("DryRun", Shape::Any),
            Member::optional("NetworkInterfaceIds", Shape::Any),
            Member::optional("Filters", Shape::list(&Shape::Structure(&FILTER))),
        ],
    };

    pub static DESCRIBE_REGIONS_REQUEST: Structure = Structure {
        name: "DescribeRegionsRequest",
        members: &[
            Member::optional("RegionNames", Shape::Any),
            Member::optional("AllRegions", Shape::Any),
            Member::optional("DryRun", Shape::Any),
            Member::optional("Filters", Shape::list(&Shape::Structure(&FILTER))),
        ],
    };

    pub static DESCRIBE_ROUTE_TABLES_REQUEST: Structure = Structure {
        name: "DescribeRouteTablesRequest",
        members: &[
            Member::optional("NextToken", Shape::Any),
            Member::optional(
                "MaxResults",
                Shape::Integer {
                    min: Some(5),
                    max: Some(100),
                },
            ),
            Member::optional("DryRun", Shape::Any),
            Member::optional("RouteTableIds", Shape::Any),
            Member::optional("Filters", Shape::list(&Shape::Structure(&FILTER))),
        ],
    };

    pub static DESCRIBE_SECURITY_GROUP_RULES_REQUEST: Structure = Structure {
        name: "DescribeSecurityGroupRulesRequest",
        members: &[
            Member::optional("Filters", Shape::list(&Shape::Structure(&FILTER))),
            Member::optional("SecurityGroupRuleIds", Shape::Any),
            Member::optional("DryRun", Shape::Any),
            Member::optional("NextToken", Shape::Any),
            Member::optional(
                "MaxResults",
                Shape::Integer {
                    min: Some(5),
                    max: Some(1000),
                },
            ),
        ],
    };

    pub static DESCRIBE_SECURITY_GROUPS_REQUEST: Structure = Structure {
        name: "DescribeSecurityGroupsRequest",
        members: &[
            Member::optional("GroupIds", Shape::Any),
            Member::optional("GroupNames", Shape::Any),
            Member::optional("NextToken", Shape::Any),
            Member::optional(
                "MaxResults",
                Shape::Integer {
                    min: Some(5),
                    max: Some(1000),
                },
            ),
            Member::optional("DryRun", Shape::Any),
            Member::optional("Filters", Shape::list(&Shape::Structure(&FILTER))),
        ],
    };

    pub static DESCRIBE_SUBNETS_REQUEST: Structure = Structure {
        name: "DescribeSubnetsRequest",
        members: &[
            Member::optional("Filters", Shape::list(&Shape::Structure(&FILTER))),
            Member::optional("SubnetIds", Shape::Any),
            Member::optional("NextToken", Shape::Any),
            Member::optional(
                "MaxResults",
                Shape::Integer {
                    min: Some(5),
                    max: Some(1000),
                },
            ),
            Member::optional("DryRun", Shape::Any),
        ],
    };

    pub static DESCRIBE_TAGS_REQUEST: Structure = Structure {
        name: "DescribeTagsRequest",
        members: &[
            Member::optional("DryRun", Shape::Any),
            Member::optional("Filters", Shape::list(&Shape::Structure(&FILTER))),
            Member::optional("MaxResults", Shape::Any),
            Member::optional("NextToken", Shape::Any),
        ],
    };

    pub static DESCRIBE_VPC_ATTRIBUTE_REQUEST: Structure = Structure {
        name: "DescribeVpcAttributeRequest",
        members: &[
            Member::required("Attribute", Shape::Enum(VpcAttributeName::VALUES)),
            Member::required("VpcId", Shape::Any),
            Member::optional("DryRun", Shape::Any),
        ],
    };

    pub static DESCRIBE_VPCS_REQUEST: Structure = Structure {
        name: "DescribeVpcsRequest",
        members: &[
            Member::optional("Filters", Shape::list(&Shape::Structure(&FILTER))),
            Member::optional("VpcIds", Shape::Any),
            Member::optional("NextToken", Shape::Any),
            Member::optional(
                "MaxResults",
                Shape::Integer {
                    min: Some(5),
                    max: Some(1000),
                },
            ),
            Member::optional("DryRun", Shape::Any),
        ],
    };

    pub static ENA_SRD_SPECIFICATION: Structure = Structure {
        name: "EnaSrdSpecification",
        members: &[
            Member::optional("EnaSrdEnabled", Shape::Any),
            Member::optional(
                "EnaSrdUdpSpecification",
                Shape::Structure(&ENA_SRD_UDP_SPECIFICATION),
            ),
        ],
    };

    pub static ENA_SRD_UDP_SPECIFICATION: Structure = Structure {
        name: "EnaSrdUdpSpecification",
        members: &[Member::optional("EnaSrdUdpEnabled", Shape::Any)],
    };

    pub static FILTER: Structure = Structure {
        name: "Filter",
        members: &[
            Member::optional("Name", Shape::Any),
            Member::optional("Values", Shape::Any),
        ],
    };

    pub static INSTANCE_IPV6_ADDRESS: Structure = Structure {
        name: "InstanceIpv6Address",
        members: &[
            Member::optional("Ipv6Address", Shape::Any),
            Member::optional("IsPrimaryIpv6", Shape::Any),
        ],
    };

    pub static IP_PERMISSION: Structure = Structure {
        name: "IpPermission",
        members: &[
            Member::optional("IpProtocol", Shape::Any),
            Member::optional("FromPort", Shape::Any),
            Member::optional("ToPort", Shape::Any),
            Member::optional(
                "UserIdGroupPairs",
                Shape::list(&Shape::Structure(&USER_ID_GROUP_PAIR)),
            ),
            Member::optional("IpRanges", Shape::list(&Shape::Structure(&IP_RANGE))),
            Member::optional("Ipv6Ranges", Shape::list(&Shape::Structure(&IPV6_RANGE))),
            Member::optional(
                "PrefixListIds",
                Shape::list(&Shape::Structure(&PREFIX_LIST_ID)),
            ),
        ],
    };

    pub static IP_RANGE: Structure = Structure {
        name: "IpRange",
        members: &[
            Member::optional("Description", Shape::Any),
            Member::optional("CidrIp", Shape::Any),
        ],
    };

    pub static IPV4_PREFIX_SPECIFICATION_REQUEST: Structure = Structure {
        name: "Ipv4PrefixSpecificationRequest",
        members: &[Member::optional("Ipv4Prefix", Shape::Any)],
    };

    pub static IPV6_PREFIX_SPECIFICATION_REQUEST: Structure = Structure {
        name: "Ipv6PrefixSpecificationRequest",
        members: &[Member::optional("Ipv6Prefix", Shape::Any)],
    };

    pub static IPV6_RANGE: Structure = Structure {
        name: "Ipv6Range",
        members: &[
            Member::optional("Description", Shape::Any),
            Member::optional("CidrIpv6", Shape::Any),
        ],
    };

    pub static MODIFY_NETWORK_INTERFACE_ATTRIBUTE_REQUEST: Structure = Structure {
        name: "ModifyNetworkInterfaceAttributeRequest",
        members: &[
            Member::optional(
                "EnaSrdSpecification",
                Shape::Structure(&ENA_SRD_SPECIFICATION),
            ),
            Member::optional("EnablePrimaryIpv6", Shape::Any),
            Member::optional(
                "ConnectionTrackingSpecification",
                Shape::Structure(&CONNECTION_TRACKING_SPECIFICATION_REQUEST),
            ),
            Member::optional("AssociatePublicIpAddress", Shape::Any),
            Member::optional("AssociatedSubnetIds", Shape::Any),
            Member::optional("DryRun", Shape::Any),
            Member::required("NetworkInterfaceId", Shape::Any),
            Member::optional("Description", Shape::Structure(&ATTRIBUTE_VALUE)),
            Member::optional(
                "SourceDestCheck",
                Shape::Structure(&ATTRIBUTE_BOOLEAN_VALUE),
            ),
            Member::optional("Groups", Shape::Any),
            Member::optional(
                "Attachment",
                Shape::Structure(&NETWORK_INTERFACE_ATTACHMENT_CHANGES),
            ),
        ],
    };

    pub static MODIFY_SECURITY_GROUP_RULES_REQUEST: Structure = Structure {
        name: "ModifySecurityGroupRulesRequest",
        members: &[
            Member::required("GroupId", Shape::Any),
            Member::required(
                "SecurityGroupRules",
                Shape::list(&Shape::Structure(&SECURITY_GROUP_RULE_UPDATE)),
            ),
            Member::optional("DryRun", Shape::Any),
        ],
    };

    pub static MODIFY_SUBNET_ATTRIBUTE_REQUEST: Structure = Structure {
        name: "ModifySubnetAttributeRequest",
        members: &[
            Member::optional(
                "AssignIpv6AddressOnCreation",
                Shape::Structure(&ATTRIBUTE_BOOLEAN_VALUE),
            ),
            Member::optional(
                "MapPublicIpOnLaunch",
                Shape::Structure(&ATTRIBUTE_BOOLEAN_VALUE),
            ),
            Member::required("SubnetId", Shape::Any),
            Member::optional(
                "MapCustomerOwnedIpOnLaunch",
                Shape::Structure(&ATTRIBUTE_BOOLEAN_VALUE),
            ),
            Member::optional("CustomerOwnedIpv4Pool", Shape::Any),
            Member::optional("EnableDns64", Shape::Structure(&ATTRIBUTE_BOOLEAN_VALUE)),
            Member::optional(
                "PrivateDnsHostnameTypeOnLaunch",
                Shape::Enum(HostnameType::VALUES),
            ),
            Member::optional(
                "EnableResourceNameDnsARecordOnLaunch",
                Shape::Structure(&ATTRIBUTE_BOOLEAN_VALUE),
            ),
            Member::optional(
                "EnableResourceNameDnsAAAARecordOnLaunch",
                Shape::Structure(&ATTRIBUTE_BOOLEAN_VALUE),
            ),
            Member::optional("EnableLniAtDeviceIndex", Shape::Any),
            Member::optional(
                "DisableLniAtDeviceIndex",
                Shape::Structure(&ATTRIBUTE_BOOLEAN_VALUE),
            ),
        ],
    };

    pub static MODIFY_VPC_ATTRIBUTE_REQUEST: Structure = Structure {
        name: "ModifyVpcAttributeRequest",
        members: &[
            Member::optional(
                "EnableDnsHostnames",
                Shape::Structure(&ATTRIBUTE_BOOLEAN_VALUE),
            ),
            Member::optional(
                "EnableDnsSupport",
                Shape::Structure(&ATTRIBUTE_BOOLEAN_VALUE),
            ),
            Member::required("VpcId", Shape::Any),
            Member::optional(
                "EnableNetworkAddressUsageMetrics",
                Shape::Structure(&ATTRIBUTE_BOOLEAN_VALUE),
            ),
        ],
    };

    pub static NETWORK_INTERFACE_ATTACHMENT_CHANGES: Structure = Structure {
        name: "NetworkInterfaceAttachmentChanges",
        members: &[
            Member::optional("DefaultEnaQueueCount", Shape::Any),
            Member::optional("EnaQueueCount", Shape::Any),
            Member::optional("AttachmentId", Shape::Any),
            Member::optional("DeleteOnTermination", Shape::Any),
        ],
    };

    pub static OPERATOR_REQUEST: Structure = Structure {
        name: "OperatorRequest",
        members: &[Member::optional("Principal", Shape::Any)],
    };

    pub static PREFIX_LIST_ID: Structure = Structure {
        name: "PrefixListId",
        members: &[
            Member::optional("Description", Shape::Any),
            Member::optional("PrefixListId", Shape::Any),
        ],
    };

    pub static PRIVATE_IP_ADDRESS_SPECIFICATION: Structure = Structure {
        name: "PrivateIpAddressSpecification",
        members: &[
            Member::optional("Primary", Shape::Any),
            Member::optional("PrivateIpAddress", Shape::Any),
        ],
    };

    pub static REVOKE_SECURITY_GROUP_EGRESS_REQUEST: Structure = Structure {
        name: "RevokeSecurityGroupEgressRequest",
        members: &[
            Member::optional("SecurityGroupRuleIds", Shape::Any),
            Member::optional("DryRun", Shape::Any),
            Member::required("GroupId", Shape::Any),
            Member::optional("SourceSecurityGroupName", Shape::Any),
            Member::optional("SourceSecurityGroupOwnerId", Shape::Any),
            Member::optional("IpProtocol", Shape::Any),
            Member::optional("FromPort", Shape::Any),
            Member::optional("ToPort", Shape::Any),
            Member::optional("CidrIp", Shape::Any),
            Member::optional(
                "IpPermissions",
                Shape::list(&Shape::Structure(&IP_PERMISSION)),
            ),
        ],
    };

    pub static REVOKE_SECURITY_GROUP_INGRESS_REQUEST: Structure = Structure {
        name: "RevokeSecurityGroupIngressRequest",
        members: &[
            Member::optional("CidrIp", Shape::Any),
            Member::optional("FromPort", Shape::Any),
            Member::optional("GroupId", Shape::Any),
            Member::optional("GroupName", Shape::Any),
            Member::optional(
                "IpPermissions",
                Shape::list(&Shape::Structure(&IP_PERMISSION)),
            ),
            Member::optional("IpProtocol", Shape::Any),
            Member::optional("SourceSecurityGroupName", Shape::Any),
            Member::optional("SourceSecurityGroupOwnerId", Shape::Any),
            Member::optional("ToPort", Shape::Any),
            Member::optional("SecurityGroupRuleIds", Shape::Any),
            Member::optional("DryRun", Shape::Any),
        ],
    };

    pub static SECURITY_GROUP_RULE_DESCRIPTION: Structure = Structure {
        name: "SecurityGroupRuleDescription",
        members: &[
            Member::optional("SecurityGroupRuleId", Shape::Any),
            Member::optional("Description", Shape::Any),
        ],
    };

    pub static SECURITY_GROUP_RULE_REQUEST: Structure = Structure {
        name: "SecurityGroupRuleRequest",
        members: &[
            Member::optional("IpProtocol", Shape::Any),
            Member::optional("FromPort", Shape::Any),
            Member::optional("ToPort", Shape::Any),
            Member::optional("CidrIpv4", Shape::Any),
            Member::optional("CidrIpv6", Shape::Any),
            Member::optional("PrefixListId", Shape::Any),
            Member::optional("ReferencedGroupId", Shape::Any),
            Member::optional("Description", Shape::Any),
        ],
    };

    pub static SECURITY_GROUP_RULE_UPDATE: Structure = Structure {
        name: "SecurityGroupRuleUpdate",
        members: &[
            Member::required("SecurityGroupRuleId", Shape::Any),
            Member::optional(
                "SecurityGroupRule",
                Shape::Structure(&SECURITY_GROUP_RULE_REQUEST),
            ),
        ],
    };

    pub static TAG: Structure = Structure {
        name: "Tag",
        members: &[
            Member::optional("Key", Shape::Any),
            Member::optional("Value", Shape::Any),
        ],
    };

    pub static TAG_SPECIFICATION: Structure = Structure {
        name: "TagSpecification",
        members: &[
            Member::optional("ResourceType", Shape::Enum(ResourceType::VALUES)),
            Member::optional("Tags", Shape::list(&Shape::Structure(&TAG))),
        ],
    };

    pub static UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_EGRESS_REQUEST: Structure = Structure {
        name: "UpdateSecurityGroupRuleDescriptionsEgressRequest",
        members: &[
            Member::optional("DryRun", Shape::Any),
            Member::optional("GroupId", Shape::Any),
            Member::optional("GroupName", Shape::Any),
            Member::optional(
                "IpPermissions",
                Shape::list(&Shape::Structure(&IP_PERMISSION)),
            ),
            Member::optional(
                "SecurityGroupRuleDescriptions",
                Shape::list(&Shape::Structure(&SECURITY_GROUP_RULE_DESCRIPTION)),
            ),
        ],
    };

    pub static UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS_REQUEST: Structure = Structure {
        name: "UpdateSecurityGroupRuleDescriptionsIngressRequest",
        members: &[
            Member::optional("DryRun", Shape::Any),
            Member::optional("GroupId", Shape::Any),
            Member::optional("GroupName", Shape::Any),
            Member::optional(
                "IpPermissions",
                Shape::list(&Shape::Structure(&IP_PERMISSION)),
            ),
            Member::optional(
                "SecurityGroupRuleDescriptions",
                Shape::list(&Shape::Structure(&SECURITY_GROUP_RULE_DESCRIPTION)),
            ),
        ],
    };

    pub static USER_ID_GROUP_PAIR: Structure = Structure {
        name: "UserIdGroupPair",
        members: &[
            Member::optional("Description", Shape::Any),
            Member::optional("UserId", Shape::Any),
            Member::optional("GroupName", Shape::Any),
            Member::optional("GroupId", Shape::Any),
            Member::optional("VpcId", Shape::Any),
            Member::optional("VpcPeeringConnectionId", Shape::Any),
            Member::optional("PeeringStatus", Shape::Any),
        ],
    };

    pub static VPC_ENCRYPTION_CONTROL_CONFIGURATION: Structure = Structure {
        name: "VpcEncryptionControlConfiguration",
        members: &[
            Member::required("Mode", Shape::Enum(VpcEncryptionControlMode::VALUES)),
            Member::optional(
                "InternetGatewayExclusion",
                Shape::Enum(VpcEncryptionControlExclusionStateInput::VALUES),
            ),
            Member::optional(
                "EgressOnlyInternetGatewayExclusion",
                Shape::Enum(VpcEncryptionControlExclusionStateInput::VALUES),
            ),
            Member::optional(
                "NatGatewayExclusion",
                Shape::Enum(VpcEncryptionControlExclusionStateInput::VALUES),
            ),
            Member::optional(
                "VirtualPrivateGatewayExclusion",
                Shape::Enum(VpcEncryptionControlExclusionStateInput::VALUES),
            ),
            Member::optional(
                "VpcPeeringExclusion",
                Shape::Enum(VpcEncryptionControlExclusionStateInput::VALUES),
            ),
            Member::optional(
                "LambdaExclusion",
                Shape::Enum(VpcEncryptionControlExclusionStateInput::VALUES),
            ),
            Member::optional(
                "VpcLatticeExclusion",
                Shape::Enum(VpcEncryptionControlExclusionStateInput::VALUES),
            ),
            Member::optional(
                "ElasticFileSystemExclusion",
                Shape::Enum(VpcEncryptionControlExclusionStateInput::VALUES),
            ),
            Member::optional(
                "GlobalAcceleratorExclusion",
                Shape::Enum(VpcEncryptionControlExclusionStateInput::VALUES),
            ),
            Member::optional(
                "ApiGatewayV2Exclusion",
                Shape::Enum(VpcEncryptionControlExclusionStateInput::VALUES),
            ),
        ],
    };
}
pub mod wire {
    //! What everything is called in forms and in XML.

    use berth_protocol::form::{Flavour, Names, Scalar, Wire};

    use super::Operation;

    /// The protocol.
    pub const FLAVOUR: Flavour = Flavour::Ec2;
    /// Of answers.
    pub const NAMESPACE: &str = "http://ec2.amazonaws.com/doc/2016-11-15/";

    /// The table of an operation's input.
    #[must_use]
    pub fn input(operation: Operation) -> &'static Wire {
        match operation {
            Operation::AssociateVpcCidrBlock => &ASSOCIATE_VPC_CIDR_BLOCK_REQUEST,
            Operation::AuthorizeSecurityGroupEgress => &AUTHORIZE_SECURITY_GROUP_EGRESS_REQUEST,
            Operation::AuthorizeSecurityGroupIngress => &AUTHORIZE_SECURITY_GROUP_INGRESS_REQUEST,
            Operation::CreateDefaultVpc => &CREATE_DEFAULT_VPC_REQUEST,
            Operation::CreateNetworkInterface => &CREATE_NETWORK_INTERFACE_REQUEST,
            Operation::CreateSecurityGroup => &CREATE_SECURITY_GROUP_REQUEST,
            Operation::CreateSubnet => &CREATE_SUBNET_REQUEST,
            Operation::CreateTags => &CREATE_TAGS_REQUEST,
            Operation::CreateVpc => &CREATE_VPC_REQUEST,
            Operation::DeleteNetworkInterface => &DELETE_NETWORK_INTERFACE_REQUEST,
            Operation::DeleteSecurityGroup => &DELETE_SECURITY_GROUP_REQUEST,
            Operation::DeleteSubnet => &DELETE_SUBNET_REQUEST,
            Operation::DeleteTags => &DELETE_TAGS_REQUEST,
            Operation::DeleteVpc => &DELETE_VPC_REQUEST,
            Operation::DescribeAccountAttributes => &DESCRIBE_ACCOUNT_ATTRIBUTES_REQUEST,
            Operation::DescribeAvailabilityZones => &DESCRIBE_AVAILABILITY_ZONES_REQUEST,
            Operation::DescribeInternetGateways => &DESCRIBE_INTERNET_GATEWAYS_REQUEST,
            Operation::DescribeNetworkAcls => &DESCRIBE_NETWORK_ACLS_REQUEST,
            Operation::DescribeNetworkInterfaces => &DESCRIBE_NETWORK_INTERFACES_REQUEST,
            Operation::DescribeRegions => &DESCRIBE_REGIONS_REQUEST,
            Operation::DescribeRouteTables => &DESCRIBE_ROUTE_TABLES_REQUEST,
            Operation::DescribeSecurityGroupRules => &DESCRIBE_SECURITY_GROUP_RULES_REQUEST,
            Operation::DescribeSecurityGroups => &DESCRIBE_SECURITY_GROUPS_REQUEST,
            Operation::DescribeSubnets => &DESCRIBE_SUBNETS_REQUEST,
            Operation::DescribeTags => &DESCRIBE_TAGS_REQUEST,
            Operation::DescribeVpcAttribute => &DESCRIBE_VPC_ATTRIBUTE_REQUEST,
            Operation::DescribeVpcs => &DESCRIBE_VPCS_REQUEST,
            Operation::ModifyNetworkInterfaceAttribute => {
                &MODIFY_NETWORK_INTERFACE_ATTRIBUTE_REQUEST
            }
            Operation::ModifySecurityGroupRules => &MODIFY_SECURITY_GROUP_RULES_REQUEST,
            Operation::ModifySubnetAttribute => &MODIFY_SUBNET_ATTRIBUTE_REQUEST,
            Operation::ModifyVpcAttribute => &MODIFY_VPC_ATTRIBUTE_REQUEST,
            Operation::RevokeSecurityGroupEgress => &REVOKE_SECURITY_GROUP_EGRESS_REQUEST,
            Operation::RevokeSecurityGroupIngress => &REVOKE_SECURITY_GROUP_INGRESS_REQUEST,
            Operation::UpdateSecurityGroupRuleDescriptionsEgress => {
                &UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_EGRESS_REQUEST
            }
            Operation::UpdateSecurityGroupRuleDescriptionsIngress => {
                &UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS_REQUEST
            }
        }
    }

    /// The table of its output, if it has one.
    #[must_use]
    pub fn output(operation: Operation) -> Option<&'static Wire> {
        match operation {
            Operation::AssociateVpcCidrBlock => Some(&ASSOCIATE_VPC_CIDR_BLOCK_RESULT),
            Operation::AuthorizeSecurityGroupEgress => {
                Some(&AUTHORIZE_SECURITY_GROUP_EGRESS_RESULT)
            }
            Operation::AuthorizeSecurityGroupIngress => {
                Some(&AUTHORIZE_SECURITY_GROUP_INGRESS_RESULT)
            }
            Operation::CreateDefaultVpc => Some(&CREATE_DEFAULT_VPC_RESULT),
            Operation::CreateNetworkInterface => Some(&CREATE_NETWORK_INTERFACE_RESULT),
            Operation::CreateSecurityGroup => Some(&CREATE_SECURITY_GROUP_RESULT),
            Operation::CreateSubnet => Some(&CREATE_SUBNET_RESULT),
            Operation::CreateTags => None,
            Operation::CreateVpc => Some(&CREATE_VPC_RESULT),
            Operation::DeleteNetworkInterface => None,
            Operation::DeleteSecurityGroup => Some(&DELETE_SECURITY_GROUP_RESULT),
            Operation::DeleteSubnet => None,
            Operation::DeleteTags => None,
            Operation::DeleteVpc => None,
            Operation::DescribeAccountAttributes => Some(&DESCRIBE_ACCOUNT_ATTRIBUTES_RESULT),
            Operation::DescribeAvailabilityZones => Some(&DESCRIBE_AVAILABILITY_ZONES_RESULT),
            Operation::DescribeInternetGateways => Some(&DESCRIBE_INTERNET_GATEWAYS_RESULT),
            Operation::DescribeNetworkAcls => Some(&DESCRIBE_NETWORK_ACLS_RESULT),
            Operation::DescribeNetworkInterfaces => Some(&DESCRIBE_NETWORK_INTERFACES_RESULT),
            Operation::DescribeRegions => Some(&DESCRIBE_REGIONS_RESULT),
            Operation::DescribeRouteTables => Some(&DESCRIBE_ROUTE_TABLES_RESULT),
            Operation::DescribeSecurityGroupRules => Some(&DESCRIBE_SECURITY_GROUP_RULES_RESULT),
            Operation::DescribeSecurityGroups => Some(&DESCRIBE_SECURITY_GROUPS_RESULT),
            Operation::DescribeSubnets => Some(&DESCRIBE_SUBNETS_RESULT),
            Operation::DescribeTags => Some(&DESCRIBE_TAGS_RESULT),
            Operation::DescribeVpcAttribute => Some(&DESCRIBE_VPC_ATTRIBUTE_RESULT),
            Operation::DescribeVpcs => Some(&DESCRIBE_VPCS_RESULT),
            Operation::ModifyNetworkInterfaceAttribute => None,
            Operation::ModifySecurityGroupRules => Some(&MODIFY_SECURITY_GROUP_RULES_RESULT),
            Operation::ModifySubnetAttribute => None,
            Operation::ModifyVpcAttribute => None,
            Operation::RevokeSecurityGroupEgress => Some(&REVOKE_SECURITY_GROUP_EGRESS_RESULT),
            Operation::RevokeSecurityGroupIngress => Some(&REVOKE_SECURITY_GROUP_INGRESS_RESULT),
            Operation::UpdateSecurityGroupRuleDescriptionsEgress => {
                Some(&UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_EGRESS_RESULT)
            }
            Operation::UpdateSecurityGroupRuleDescriptionsIngress => {
                Some(&UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS_RESULT)
            }
        }
    }

    pub static ACCOUNT_ATTRIBUTE: Wire = Wire::Structure(&[
        Names {
            model: "AttributeName",
            form: "AttributeName",
            xml: "attributeName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "AttributeValues",
            form: "AttributeValueSet",
            xml: "attributeValueSet",
            of: &ACCOUNT_ATTRIBUTE_VALUE_LIST,
        },
    ]);

    pub static ACCOUNT_ATTRIBUTE_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &ACCOUNT_ATTRIBUTE,
    };

    pub static ACCOUNT_ATTRIBUTE_NAME_STRING_LIST: Wire = Wire::List {
        form: None,
        xml: Some("attributeName"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static ACCOUNT_ATTRIBUTE_VALUE: Wire = Wire::Structure(&[Names {
        model: "AttributeValue",
        form: "AttributeValue",
        xml: "attributeValue",
        of: &Wire::Scalar(Scalar::Text),
    }]);

    pub static ACCOUNT_ATTRIBUTE_VALUE_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &ACCOUNT_ATTRIBUTE_VALUE,
    };

    pub static ASSOCIATE_VPC_CIDR_BLOCK_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "CidrBlock",
            form: "CidrBlock",
            xml: "CidrBlock",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6CidrBlockNetworkBorderGroup",
            form: "Ipv6CidrBlockNetworkBorderGroup",
            xml: "Ipv6CidrBlockNetworkBorderGroup",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6Pool",
            form: "Ipv6Pool",
            xml: "Ipv6Pool",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6CidrBlock",
            form: "Ipv6CidrBlock",
            xml: "Ipv6CidrBlock",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv4IpamPoolId",
            form: "Ipv4IpamPoolId",
            xml: "Ipv4IpamPoolId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv4NetmaskLength",
            form: "Ipv4NetmaskLength",
            xml: "Ipv4NetmaskLength",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "Ipv6IpamPoolId",
            form: "Ipv6IpamPoolId",
            xml: "Ipv6IpamPoolId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6NetmaskLength",
            form: "Ipv6NetmaskLength",
            xml: "Ipv6NetmaskLength",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "vpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "AmazonProvidedIpv6CidrBlock",
            form: "AmazonProvidedIpv6CidrBlock",
            xml: "amazonProvidedIpv6CidrBlock",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static ASSOCIATE_VPC_CIDR_BLOCK_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "Ipv6CidrBlockAssociation",
            form: "Ipv6CidrBlockAssociation",
            xml: "ipv6CidrBlockAssociation",
            of: &VPC_IPV6_CIDR_BLOCK_ASSOCIATION,
        },
        Names {
            model: "CidrBlockAssociation",
            form: "CidrBlockAssociation",
            xml: "cidrBlockAssociation",
            of: &VPC_CIDR_BLOCK_ASSOCIATION,
        },
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "vpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static ASSOCIATED_SUBNET_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static ATTACHMENT_ENA_SRD_SPECIFICATION: Wire = Wire::Structure(&[
        Names {
            model: "EnaSrdEnabled",
            form: "EnaSrdEnabled",
            xml: "enaSrdEnabled",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "EnaSrdUdpSpecification",
            form: "EnaSrdUdpSpecification",
            xml: "enaSrdUdpSpecification",
            of: &ATTACHMENT_ENA_SRD_UDP_SPECIFICATION,
        },
    ]);

    pub static ATTACHMENT_ENA_SRD_UDP_SPECIFICATION: Wire = Wire::Structure(&[Names {
        model: "EnaSrdUdpEnabled",
        form: "EnaSrdUdpEnabled",
        xml: "enaSrdUdpEnabled",
        of: &Wire::Scalar(Scalar::Boolean),
    }]);

    pub static ATTRIBUTE_BOOLEAN_VALUE: Wire = Wire::Structure(&[Names {
        model: "Value",
        form: "Value",
        xml: "value",
        of: &Wire::Scalar(Scalar::Boolean),
    }]);

    pub static ATTRIBUTE_VALUE: Wire = Wire::Structure(&[Names {
        model: "Value",
        form: "Value",
        xml: "value",
        of: &Wire::Scalar(Scalar::Text),
    }]);

    pub static AUTHORIZE_SECURITY_GROUP_EGRESS_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "TagSpecifications",
            form: "TagSpecification",
            xml: "TagSpecification",
            of: &TAG_SPECIFICATION_LIST,
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "GroupId",
            form: "GroupId",
            xml: "groupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "SourceSecurityGroupName",
            form: "SourceSecurityGroupName",
            xml: "sourceSecurityGroupName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "SourceSecurityGroupOwnerId",
            form: "SourceSecurityGroupOwnerId",
            xml: "sourceSecurityGroupOwnerId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IpProtocol",
            form: "IpProtocol",
            xml: "ipProtocol",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "FromPort",
            form: "FromPort",
            xml: "fromPort",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "ToPort",
            form: "ToPort",
            xml: "toPort",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "CidrIp",
            form: "CidrIp",
            xml: "cidrIp",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IpPermissions",
            form: "IpPermissions",
            xml: "ipPermissions",
            of: &IP_PERMISSION_LIST,
        },
    ]);

    pub static AUTHORIZE_SECURITY_GROUP_EGRESS_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "Return",
            form: "Return",
            xml: "return",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "SecurityGroupRules",
            form: "SecurityGroupRuleSet",
            xml: "securityGroupRuleSet",
            of: &SECURITY_GROUP_RULE_LIST,
        },
    ]);

    pub static AUTHORIZE_SECURITY_GROUP_INGRESS_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "CidrIp",
            form: "CidrIp",
            xml: "CidrIp",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "FromPort",
            form: "FromPort",
            xml: "FromPort",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "GroupId",
            form: "GroupId",
            xml: "GroupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GroupName",
            form: "GroupName",
            xml: "GroupName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IpPermissions",
            form: "IpPermissions",
            xml: "IpPermissions",
            of: &IP_PERMISSION_LIST,
        },
        Names {
            model: "IpProtocol",
            form: "IpProtocol",
            xml: "IpProtocol",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "SourceSecurityGroupName",
            form: "SourceSecurityGroupName",
            xml: "SourceSecurityGroupName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "SourceSecurityGroupOwnerId",
            form: "SourceSecurityGroupOwnerId",
            xml: "SourceSecurityGroupOwnerId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "ToPort",
            form: "ToPort",
            xml: "ToPort",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "TagSpecifications",
            form: "TagSpecification",
            xml: "TagSpecification",
            of: &TAG_SPECIFICATION_LIST,
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static AUTHORIZE_SECURITY_GROUP_INGRESS_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "Return",
            form: "Return",
            xml: "return",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "SecurityGroupRules",
            form: "SecurityGroupRuleSet",
            xml: "securityGroupRuleSet",
            of: &SECURITY_GROUP_RULE_LIST,
        },
    ]);

    pub static AVAILABILITY_ZONE: Wire = Wire::Structure(&[
        Names {
            model: "OptInStatus",
            form: "OptInStatus",
            xml: "optInStatus",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Messages",
            form: "MessageSet",
            xml: "messageSet",
            of: &AVAILABILITY_ZONE_MESSAGE_LIST,
        },
        Names {
            model: "RegionName",
            form: "RegionName",
            xml: "regionName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "ZoneName",
            form: "ZoneName",
            xml: "zoneName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "ZoneId",
            form: "ZoneId",
            xml: "zoneId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GroupName",
            form: "GroupName",
            xml: "groupName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "NetworkBorderGroup",
            form: "NetworkBorderGroup",
            xml: "networkBorderGroup",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "ZoneType",
            form: "ZoneType",
            xml: "zoneType",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "ParentZoneName",
            form: "ParentZoneName",
            xml: "parentZoneName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "ParentZoneId",
            form: "ParentZoneId",
            xml: "parentZoneId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GroupLongName",
            form: "GroupLongName",
            xml: "groupLongName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Geography",
            form: "GeographySet",
            xml: "geographySet",
            of: &AVAILABILITY_ZONE_GEOGRAPHY_LIST,
        },
        Names {
            model: "SubGeography",
            form: "SubGeographySet",
            xml: "subGeographySet",
            of: &AVAILABILITY_ZONE_SUB_GEOGRAPHY_LIST,
        },
        Names {
            model: "State",
            form: "ZoneState",
            xml: "zoneState",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static AVAILABILITY_ZONE_GEOGRAPHY: Wire = Wire::Structure(&[Names {
        model: "Name",
        form: "Name",
        xml: "name",
        of: &Wire::Scalar(Scalar::Text),
    }]);

    pub static AVAILABILITY_ZONE_GEOGRAPHY_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &AVAILABILITY_ZONE_GEOGRAPHY,
    };

    pub static AVAILABILITY_ZONE_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &AVAILABILITY_ZONE,
    };

    pub static AVAILABILITY_ZONE_MESSAGE: Wire = Wire::Structure(&[Names {
        model: "Message",
        form: "Message",
        xml: "message",
        of: &Wire::Scalar(Scalar::Text),
    }]);

    pub static AVAILABILITY_ZONE_MESSAGE_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &AVAILABILITY_ZONE_MESSAGE,
    };

    pub static AVAILABILITY_ZONE_SUB_GEOGRAPHY: Wire = Wire::Structure(&[Names {
        model: "Name",
        form: "Name",
        xml: "name",
        of: &Wire::Scalar(Scalar::Text),
    }]);

    pub static AVAILABILITY_ZONE_SUB_GEOGRAPHY_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &AVAILABILITY_ZONE_SUB_GEOGRAPHY,
    };

    pub static BLOCK_PUBLIC_ACCESS_STATES: Wire = Wire::Structure(&[Names {
        model: "InternetGatewayBlockMode",
        form: "InternetGatewayBlockMode",
        xml: "internetGatewayBlockMode",
        of: &Wire::Scalar(Scalar::Text),
    }]);

    pub static CONNECTION_TRACKING_CONFIGURATION: Wire = Wire::Structure(&[
        Names {
            model: "TcpEstablishedTimeout",
            form: "TcpEstablishedTimeout",
            xml: "tcpEstablishedTimeout",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "UdpStreamTimeout",
            form: "UdpStreamTimeout",
            xml: "udpStreamTimeout",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "UdpTimeout",
            form: "UdpTimeout",
            xml: "udpTimeout",
            of: &Wire::Scalar(Scalar::Integer),
        },
    ]);

    pub static CONNECTION_TRACKING_SPECIFICATION_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "TcpEstablishedTimeout",
            form: "TcpEstablishedTimeout",
            xml: "TcpEstablishedTimeout",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "UdpStreamTimeout",
            form: "UdpStreamTimeout",
            xml: "UdpStreamTimeout",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "UdpTimeout",
            form: "UdpTimeout",
            xml: "UdpTimeout",
            of: &Wire::Scalar(Scalar::Integer),
        },
    ]);

    pub static CREATE_DEFAULT_VPC_REQUEST: Wire = Wire::Structure(&[Names {
        model: "DryRun",
        form: "DryRun",
        xml: "DryRun",
        of: &Wire::Scalar(Scalar::Boolean),
    }]);

    pub static CREATE_DEFAULT_VPC_RESULT: Wire = Wire::Structure(&[Names {
        model: "Vpc",
        form: "Vpc",
        xml: "vpc",
        of: &VPC,
    }]);

    pub static CREATE_NETWORK_INTERFACE_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "Ipv4Prefixes",
            form: "Ipv4Prefix",
            xml: "Ipv4Prefix",
            of: &IPV4_PREFIX_LIST,
        },
        Names {
            model: "Ipv4PrefixCount",
            form: "Ipv4PrefixCount",
            xml: "Ipv4PrefixCount",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "Ipv6Prefixes",
            form: "Ipv6Prefix",
            xml: "Ipv6Prefix",
            of: &IPV6_PREFIX_LIST,
        },
        Names {
            model: "Ipv6PrefixCount",
            form: "Ipv6PrefixCount",
            xml: "Ipv6PrefixCount",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "InterfaceType",
            form: "InterfaceType",
            xml: "InterfaceType",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "TagSpecifications",
            form: "TagSpecification",
            xml: "TagSpecification",
            of: &TAG_SPECIFICATION_LIST,
        },
        Names {
            model: "ClientToken",
            form: "ClientToken",
            xml: "ClientToken",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "EnablePrimaryIpv6",
            form: "EnablePrimaryIpv6",
            xml: "EnablePrimaryIpv6",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "ConnectionTrackingSpecification",
            form: "ConnectionTrackingSpecification",
            xml: "ConnectionTrackingSpecification",
            of: &CONNECTION_TRACKING_SPECIFICATION_REQUEST,
        },
        Names {
            model: "Operator",
            form: "Operator",
            xml: "Operator",
            of: &OPERATOR_REQUEST,
        },
        Names {
            model: "SubnetId",
            form: "SubnetId",
            xml: "subnetId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Description",
            form: "Description",
            xml: "description",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PrivateIpAddress",
            form: "PrivateIpAddress",
            xml: "privateIpAddress",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Groups",
            form: "SecurityGroupId",
            xml: "SecurityGroupId",
            of: &SECURITY_GROUP_ID_STRING_LIST,
        },
        Names {
            model: "PrivateIpAddresses",
            form: "PrivateIpAddresses",
            xml: "privateIpAddresses",
            of: &PRIVATE_IP_ADDRESS_SPECIFICATION_LIST,
        },
        Names {
            model: "SecondaryPrivateIpAddressCount",
            form: "SecondaryPrivateIpAddressCount",
            xml: "secondaryPrivateIpAddressCount",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "Ipv6Addresses",
            form: "Ipv6Addresses",
            xml: "ipv6Addresses",
            of: &INSTANCE_IPV6_ADDRESS_LIST,
        },
        Names {
            model: "Ipv6AddressCount",
            form: "Ipv6AddressCount",
            xml: "ipv6AddressCount",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static CREATE_NETWORK_INTERFACE_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "NetworkInterface",
            form: "NetworkInterface",
            xml: "networkInterface",
            of: &NETWORK_INTERFACE,
        },
        Names {
            model: "ClientToken",
            form: "ClientToken",
            xml: "clientToken",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static CREATE_SECURITY_GROUP_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "Description",
            form: "GroupDescription",
            xml: "GroupDescription",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GroupName",
            form: "GroupName",
            xml: "GroupName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "VpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "TagSpecifications",
            form: "TagSpecification",
            xml: "TagSpecification",
            of: &TAG_SPECIFICATION_LIST,
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static CREATE_SECURITY_GROUP_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "GroupId",
            form: "GroupId",
            xml: "groupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Tags",
            form: "TagSet",
            xml: "tagSet",
            of: &TAG_LIST,
        },
        Names {
            model: "SecurityGroupArn",
            form: "SecurityGroupArn",
            xml: "securityGroupArn",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static CREATE_SUBNET_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "TagSpecifications",
            form: "TagSpecification",
            xml: "TagSpecification",
            of: &TAG_SPECIFICATION_LIST,
        },
        Names {
            model: "AvailabilityZone",
            form: "AvailabilityZone",
            xml: "AvailabilityZone",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "AvailabilityZoneId",
            form: "AvailabilityZoneId",
            xml: "AvailabilityZoneId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "CidrBlock",
            form: "CidrBlock",
            xml: "CidrBlock",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6CidrBlock",
            form: "Ipv6CidrBlock",
            xml: "Ipv6CidrBlock",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "OutpostArn",
            form: "OutpostArn",
            xml: "OutpostArn",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "VpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6Native",
            form: "Ipv6Native",
            xml: "Ipv6Native",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "Ipv4IpamPoolId",
            form: "Ipv4IpamPoolId",
            xml: "Ipv4IpamPoolId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv4NetmaskLength",
            form: "Ipv4NetmaskLength",
            xml: "Ipv4NetmaskLength",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "Ipv6IpamPoolId",
            form: "Ipv6IpamPoolId",
            xml: "Ipv6IpamPoolId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6NetmaskLength",
            form: "Ipv6NetmaskLength",
            xml: "Ipv6NetmaskLength",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static CREATE_SUBNET_RESULT: Wire = Wire::Structure(&[Names {
        model: "Subnet",
        form: "Subnet",
        xml: "subnet",
        of: &SUBNET,
    }]);

    pub static CREATE_TAGS_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "Resources",
            form: "ResourceId",
            xml: "ResourceId",
            of: &RESOURCE_ID_LIST,
        },
        Names {
            model: "Tags",
            form: "Tag",
            xml: "Tag",
            of: &TAG_LIST,
        },
    ]);

    pub static CREATE_VPC_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "CidrBlock",
            form: "CidrBlock",
            xml: "CidrBlock",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6Pool",
            form: "Ipv6Pool",
            xml: "Ipv6Pool",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6CidrBlock",
            form: "Ipv6CidrBlock",
            xml: "Ipv6CidrBlock",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv4IpamPoolId",
            form: "Ipv4IpamPoolId",
            xml: "Ipv4IpamPoolId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv4NetmaskLength",
            form: "Ipv4NetmaskLength",
            xml: "Ipv4NetmaskLength",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "Ipv6IpamPoolId",
            form: "Ipv6IpamPoolId",
            xml: "Ipv6IpamPoolId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6NetmaskLength",
            form: "Ipv6NetmaskLength",
            xml: "Ipv6NetmaskLength",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "Ipv6CidrBlockNetworkBorderGroup",
            form: "Ipv6CidrBlockNetworkBorderGroup",
            xml: "Ipv6CidrBlockNetworkBorderGroup",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "VpcEncryptionControl",
            form: "VpcEncryptionControl",
            xml: "VpcEncryptionControl",
            of: &VPC_ENCRYPTION_CONTROL_CONFIGURATION,
        },
        Names {
            model: "TagSpecifications",
            form: "TagSpecification",
            xml: "TagSpecification",
            of: &TAG_SPECIFICATION_LIST,
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "InstanceTenancy",
            form: "InstanceTenancy",
            xml: "instanceTenancy",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "AmazonProvidedIpv6CidrBlock",
            form: "AmazonProvidedIpv6CidrBlock",
            xml: "amazonProvidedIpv6CidrBlock",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static CREATE_VPC_RESULT: Wire = Wire::Structure(&[Names {
        model: "Vpc",
        form: "Vpc",
        xml: "vpc",
        of: &VPC,
    }]);

    pub static DELETE_NETWORK_INTERFACE_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "NetworkInterfaceId",
            form: "NetworkInterfaceId",
            xml: "networkInterfaceId",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static DELETE_SECURITY_GROUP_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "GroupId",
            form: "GroupId",
            xml: "GroupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GroupName",
            form: "GroupName",
            xml: "GroupName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static DELETE_SECURITY_GROUP_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "Return",
            form: "Return",
            xml: "return",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "GroupId",
            form: "GroupId",
            xml: "groupId",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static DELETE_SUBNET_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "SubnetId",
            form: "SubnetId",
            xml: "SubnetId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static DELETE_TAGS_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "Resources",
            form: "ResourceId",
            xml: "resourceId",
            of: &RESOURCE_ID_LIST,
        },
        Names {
            model: "Tags",
            form: "Tag",
            xml: "tag",
            of: &TAG_LIST,
        },
    ]);

    pub static DELETE_VPC_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "VpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static DESCRIBE_ACCOUNT_ATTRIBUTES_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "AttributeNames",
            form: "AttributeName",
            xml: "attributeName",
            of: &ACCOUNT_ATTRIBUTE_NAME_STRING_LIST,
        },
    ]);

    pub static DESCRIBE_ACCOUNT_ATTRIBUTES_RESULT: Wire = Wire::Structure(&[Names {
        model: "AccountAttributes",
        form: "AccountAttributeSet",
        xml: "accountAttributeSet",
        of: &ACCOUNT_ATTRIBUTE_LIST,
    }]);

    pub static DESCRIBE_AVAILABILITY_ZONES_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "ZoneNames",
            form: "ZoneName",
            xml: "ZoneName",
            of: &ZONE_NAME_STRING_LIST,
        },
        Names {
            model: "ZoneIds",
            form: "ZoneId",
            xml: "ZoneId",
            of: &ZONE_ID_STRING_LIST,
        },
        Names {
            model: "AllAvailabilityZones",
            form: "AllAvailabilityZones",
            xml: "AllAvailabilityZones",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "Filters",
            form: "Filter",
            xml: "Filter",
            of: &FILTER_LIST,
        },
    ]);

    pub static DESCRIBE_AVAILABILITY_ZONES_RESULT: Wire = Wire::Structure(&[Names {
        model: "AvailabilityZones",
        form: "AvailabilityZoneInfo",
        xml: "availabilityZoneInfo",
        of: &AVAILABILITY_ZONE_LIST,
    }]);

    pub static DESCRIBE_INTERNET_GATEWAYS_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "NextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "MaxResults",
            form: "MaxResults",
            xml: "MaxResults",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "InternetGatewayIds",
            form: "InternetGatewayId",
            xml: "internetGatewayId",
            of: &INTERNET_GATEWAY_ID_LIST,
        },
        Names {
            model: "Filters",
            form: "Filter",
            xml: "Filter",
            of: &FILTER_LIST,
        },
    ]);

    pub static DESCRIBE_INTERNET_GATEWAYS_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "InternetGateways",
            form: "InternetGatewaySet",
            xml: "internetGatewaySet",
            of: &INTERNET_GATEWAY_LIST,
        },
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "nextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static DESCRIBE_NETWORK_ACLS_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "NextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "MaxResults",
            form: "MaxResults",
            xml: "MaxResults",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "NetworkAclIds",
            form: "NetworkAclId",
            xml: "NetworkAclId",
            of: &NETWORK_ACL_ID_STRING_LIST,
        },
        Names {
            model: "Filters",
            form: "Filter",
            xml: "Filter",
            of: &FILTER_LIST,
        },
    ]);

    pub static DESCRIBE_NETWORK_ACLS_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "NetworkAcls",
            form: "NetworkAclSet",
            xml: "networkAclSet",
            of: &NETWORK_ACL_LIST,
        },
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "nextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static DESCRIBE_NETWORK_INTERFACES_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "NextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "MaxResults",
            form: "MaxResults",
            xml: "MaxResults",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "IncludeManagedResources",
            form: "IncludeManagedResources",
            xml: "IncludeManagedResources",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "NetworkInterfaceIds",
            form: "NetworkInterfaceId",
            xml: "NetworkInterfaceId",
            of: &NETWORK_INTERFACE_ID_LIST,
        },
        Names {
            model: "Filters",
            form: "Filter",
            xml: "filter",
            of: &FILTER_LIST,
        },
    ]);

    pub static DESCRIBE_NETWORK_INTERFACES_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "NetworkInterfaces",
            form: "NetworkInterfaceSet",
            xml: "networkInterfaceSet",
            of: &NETWORK_INTERFACE_LIST,
        },
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "nextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static DESCRIBE_REGIONS_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "RegionNames",
            form: "RegionName",
            xml: "RegionName",
            of: &REGION_NAME_STRING_LIST,
        },
        Names {
            model: "AllRegions",
            form: "AllRegions",
            xml: "AllRegions",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "Filters",
            form: "Filter",
            xml: "Filter",
            of: &FILTER_LIST,
        },
    ]);

    pub static DESCRIBE_REGIONS_RESULT: Wire = Wire::Structure(&[Names {
        model: "Regions",
        form: "RegionInfo",
        xml: "regionInfo",
        of: &REGION_LIST,
    }]);

    pub static DESCRIBE_ROUTE_TABLES_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "NextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "MaxResults",
            form: "MaxResults",
            xml: "MaxResults",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "RouteTableIds",
            form: "RouteTableId",
            xml: "RouteTableId",
            of: &ROUTE_TABLE_ID_STRING_LIST,
        },
        Names {
            model: "Filters",
            form: "Filter",
            xml: "Filter",
            of: &FILTER_LIST,
        },
    ]);

    pub static DESCRIBE_ROUTE_TABLES_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "RouteTables",
            form: "RouteTableSet",
            xml: "routeTableSet",
            of: &ROUTE_TABLE_LIST,
        },
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "nextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static DESCRIBE_SECURITY_GROUP_RULES_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "Filters",
            form: "Filter",
            xml: "Filter",
            of: &FILTER_LIST,
        },
        Names {
            model: "SecurityGroupRuleIds",
            form: "SecurityGroupRuleId",
            xml: "SecurityGroupRuleId",
            of: &SECURITY_GROUP_RULE_ID_LIST,
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "DryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "NextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "MaxResults",
            form: "MaxResults",
            xml: "MaxResults",
            of: &Wire::Scalar(Scalar::Integer),
        },
    ]);

    pub static DESCRIBE_SECURITY_GROUP_RULES_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "SecurityGroupRules",
            form: "SecurityGroupRuleSet",
            xml: "securityGroupRuleSet",
            of: &SECURITY_GROUP_RULE_LIST,
        },
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "nextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static DESCRIBE_SECURITY_GROUPS_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "GroupIds",
            form: "GroupId",
            xml: "GroupId",
            of: &GROUP_ID_STRING_LIST,
        },
        Names {
            model: "GroupNames",
            form: "GroupName",
            xml: "GroupName",
            of: &GROUP_NAME_STRING_LIST,
        },
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "NextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "MaxResults",
            form: "MaxResults",
            xml: "MaxResults",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "Filters",
            form: "Filter",
            xml: "Filter",
            of: &FILTER_LIST,
        },
    ]);

    pub static DESCRIBE_SECURITY_GROUPS_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "nextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "SecurityGroups",
            form: "SecurityGroupInfo",
            xml: "securityGroupInfo",
            of: &SECURITY_GROUP_LIST,
        },
    ]);

    pub static DESCRIBE_SUBNETS_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "Filters",
            form: "Filter",
            xml: "Filter",
            of: &FILTER_LIST,
        },
        Names {
            model: "SubnetIds",
            form: "SubnetId",
            xml: "SubnetId",
            of: &SUBNET_ID_STRING_LIST,
        },
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "NextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "MaxResults",
            form: "MaxResults",
            xml: "MaxResults",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static DESCRIBE_SUBNETS_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "nextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Subnets",
            form: "SubnetSet",
            xml: "subnetSet",
            of: &SUBNET_LIST,
        },
    ]);

    pub static DESCRIBE_TAGS_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "Filters",
            form: "Filter",
            xml: "Filter",
            of: &FILTER_LIST,
        },
        Names {
            model: "MaxResults",
            form: "MaxResults",
            xml: "maxResults",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "nextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static DESCRIBE_TAGS_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "nextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Tags",
            form: "TagSet",
            xml: "tagSet",
            of: &TAG_DESCRIPTION_LIST,
        },
    ]);

    pub static DESCRIBE_VPC_ATTRIBUTE_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "Attribute",
            form: "Attribute",
            xml: "Attribute",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "VpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static DESCRIBE_VPC_ATTRIBUTE_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "EnableDnsHostnames",
            form: "EnableDnsHostnames",
            xml: "enableDnsHostnames",
            of: &ATTRIBUTE_BOOLEAN_VALUE,
        },
        Names {
            model: "EnableDnsSupport",
            form: "EnableDnsSupport",
            xml: "enableDnsSupport",
            of: &ATTRIBUTE_BOOLEAN_VALUE,
        },
        Names {
            model: "EnableNetworkAddressUsageMetrics",
            form: "EnableNetworkAddressUsageMetrics",
            xml: "enableNetworkAddressUsageMetrics",
            of: &ATTRIBUTE_BOOLEAN_VALUE,
        },
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "vpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static DESCRIBE_VPCS_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "Filters",
            form: "Filter",
            xml: "Filter",
            of: &FILTER_LIST,
        },
        Names {
            model: "VpcIds",
            form: "VpcId",
            xml: "VpcId",
            of: &VPC_ID_STRING_LIST,
        },
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "NextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "MaxResults",
            form: "MaxResults",
            xml: "MaxResults",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static DESCRIBE_VPCS_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "NextToken",
            form: "NextToken",
            xml: "nextToken",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Vpcs",
            form: "VpcSet",
            xml: "vpcSet",
            of: &VPC_LIST,
        },
    ]);

    pub static ENA_SRD_SPECIFICATION: Wire = Wire::Structure(&[
        Names {
            model: "EnaSrdEnabled",
            form: "EnaSrdEnabled",
            xml: "EnaSrdEnabled",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "EnaSrdUdpSpecification",
            form: "EnaSrdUdpSpecification",
            xml: "EnaSrdUdpSpecification",
            of: &ENA_SRD_UDP_SPECIFICATION,
        },
    ]);

    pub static ENA_SRD_UDP_SPECIFICATION: Wire = Wire::Structure(&[Names {
        model: "EnaSrdUdpEnabled",
        form: "EnaSrdUdpEnabled",
        xml: "EnaSrdUdpEnabled",
        of: &Wire::Scalar(Scalar::Boolean),
    }]);

    pub static FILTER: Wire = Wire::Structure(&[
        Names {
            model: "Name",
            form: "Name",
            xml: "Name",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Values",
            form: "Value",
            xml: "Value",
            of: &VALUE_STRING_LIST,
        },
    ]);

    pub static FILTER_LIST: Wire = Wire::List {
        form: None,
        xml: Some("Filter"),
        of: &FILTER,
    };

    pub static GROUP_ID_STRING_LIST: Wire = Wire::List {
        form: None,
        xml: Some("groupId"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static GROUP_IDENTIFIER: Wire = Wire::Structure(&[
        Names {
            model: "GroupId",
            form: "GroupId",
            xml: "groupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GroupName",
            form: "GroupName",
            xml: "groupName",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static GROUP_IDENTIFIER_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &GROUP_IDENTIFIER,
    };

    pub static GROUP_NAME_STRING_LIST: Wire = Wire::List {
        form: None,
        xml: Some("GroupName"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static ICMP_TYPE_CODE: Wire = Wire::Structure(&[
        Names {
            model: "Code",
            form: "Code",
            xml: "code",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "Type",
            form: "Type",
            xml: "type",
            of: &Wire::Scalar(Scalar::Integer),
        },
    ]);

    pub static INSTANCE_IPV6_ADDRESS: Wire = Wire::Structure(&[
        Names {
            model: "Ipv6Address",
            form: "Ipv6Address",
            xml: "ipv6Address",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IsPrimaryIpv6",
            form: "IsPrimaryIpv6",
            xml: "isPrimaryIpv6",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static INSTANCE_IPV6_ADDRESS_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &INSTANCE_IPV6_ADDRESS,
    };

    pub static INTERNET_GATEWAY: Wire = Wire::Structure(&[
        Names {
            model: "Attachments",
            form: "AttachmentSet",
            xml: "attachmentSet",
            of: &INTERNET_GATEWAY_ATTACHMENT_LIST,
        },
        Names {
            model: "InternetGatewayId",
            form: "InternetGatewayId",
            xml: "internetGatewayId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "OwnerId",
            form: "OwnerId",
            xml: "ownerId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Tags",
            form: "TagSet",
            xml: "tagSet",
            of: &TAG_LIST,
        },
    ]);

    pub static INTERNET_GATEWAY_ATTACHMENT: Wire = Wire::Structure(&[
        Names {
            model: "State",
            form: "State",
            xml: "state",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "vpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static INTERNET_GATEWAY_ATTACHMENT_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &INTERNET_GATEWAY_ATTACHMENT,
    };

    pub static INTERNET_GATEWAY_ID_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static INTERNET_GATEWAY_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &INTERNET_GATEWAY,
    };

    pub static IP_PERMISSION: Wire = Wire::Structure(&[
        Names {
            model: "IpProtocol",
            form: "IpProtocol",
            xml: "ipProtocol",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "FromPort",
            form: "FromPort",
            xml: "fromPort",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "ToPort",
            form: "ToPort",
            xml: "toPort",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "UserIdGroupPairs",
            form: "Groups",
            xml: "groups",
            of: &USER_ID_GROUP_PAIR_LIST,
        },
        Names {
            model: "IpRanges",
            form: "IpRanges",
            xml: "ipRanges",
            of: &IP_RANGE_LIST,
        },
        Names {
            model: "Ipv6Ranges",
            form: "Ipv6Ranges",
            xml: "ipv6Ranges",
            of: &IPV6_RANGE_LIST,
        },
        Names {
            model: "PrefixListIds",
            form: "PrefixListIds",
            xml: "prefixListIds",
            of: &PREFIX_LIST_ID_LIST,
        },
    ]);

    pub static IP_PERMISSION_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &IP_PERMISSION,
    };

    pub static IP_RANGE: Wire = Wire::Structure(&[
        Names {
            model: "Description",
            form: "Description",
            xml: "description",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "CidrIp",
            form: "CidrIp",
            xml: "cidrIp",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static IP_RANGE_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &IP_RANGE,
    };

    pub static IPV4_PREFIX_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &IPV4_PREFIX_SPECIFICATION_REQUEST,
    };

    pub static IPV4_PREFIX_SPECIFICATION: Wire = Wire::Structure(&[Names {
        model: "Ipv4Prefix",
        form: "Ipv4Prefix",
        xml: "ipv4Prefix",
        of: &Wire::Scalar(Scalar::Text),
    }]);

    pub static IPV4_PREFIX_SPECIFICATION_REQUEST: Wire = Wire::Structure(&[Names {
        model: "Ipv4Prefix",
        form: "Ipv4Prefix",
        xml: "Ipv4Prefix",
        of: &Wire::Scalar(Scalar::Text),
    }]);

    pub static IPV4_PREFIXES_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &IPV4_PREFIX_SPECIFICATION,
    };

    pub static IPV6_PREFIX_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &IPV6_PREFIX_SPECIFICATION_REQUEST,
    };

    pub static IPV6_PREFIX_SPECIFICATION: Wire = Wire::Structure(&[Names {
        model: "Ipv6Prefix",
        form: "Ipv6Prefix",
        xml: "ipv6Prefix",
        of: &Wire::Scalar(Scalar::Text),
    }]);

    pub static IPV6_PREFIX_SPECIFICATION_REQUEST: Wire = Wire::Structure(&[Names {
        model: "Ipv6Prefix",
        form: "Ipv6Prefix",
        xml: "Ipv6Prefix",
        of: &Wire::Scalar(Scalar::Text),
    }]);

    pub static IPV6_PREFIXES_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &IPV6_PREFIX_SPECIFICATION,
    };

    pub static IPV6_RANGE: Wire = Wire::Structure(&[
        Names {
            model: "Description",
            form: "Description",
            xml: "description",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "CidrIpv6",
            form: "CidrIpv6",
            xml: "cidrIpv6",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static IPV6_RANGE_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &IPV6_RANGE,
    };

    pub static MODIFY_NETWORK_INTERFACE_ATTRIBUTE_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "EnaSrdSpecification",
            form: "EnaSrdSpecification",
            xml: "EnaSrdSpecification",
            of: &ENA_SRD_SPECIFICATION,
        },
        Names {
            model: "EnablePrimaryIpv6",
            form: "EnablePrimaryIpv6",
            xml: "EnablePrimaryIpv6",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "ConnectionTrackingSpecification",
            form: "ConnectionTrackingSpecification",
            xml: "ConnectionTrackingSpecification",
            of: &CONNECTION_TRACKING_SPECIFICATION_REQUEST,
        },
        Names {
            model: "AssociatePublicIpAddress",
            form: "AssociatePublicIpAddress",
            xml: "AssociatePublicIpAddress",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "AssociatedSubnetIds",
            form: "AssociatedSubnetId",
            xml: "AssociatedSubnetId",
            of: &SUBNET_ID_LIST,
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "NetworkInterfaceId",
            form: "NetworkInterfaceId",
            xml: "networkInterfaceId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Description",
            form: "Description",
            xml: "description",
            of: &ATTRIBUTE_VALUE,
        },
        Names {
            model: "SourceDestCheck",
            form: "SourceDestCheck",
            xml: "sourceDestCheck",
            of: &ATTRIBUTE_BOOLEAN_VALUE,
        },
        Names {
            model: "Groups",
            form: "SecurityGroupId",
            xml: "SecurityGroupId",
            of: &SECURITY_GROUP_ID_STRING_LIST,
        },
        Names {
            model: "Attachment",
            form: "Attachment",
            xml: "attachment",
            of: &NETWORK_INTERFACE_ATTACHMENT_CHANGES,
        },
    ]);

    pub static MODIFY_SECURITY_GROUP_RULES_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "GroupId",
            form: "GroupId",
            xml: "GroupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "SecurityGroupRules",
            form: "SecurityGroupRule",
            xml: "SecurityGroupRule",
            of: &SECURITY_GROUP_RULE_UPDATE_LIST,
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "DryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static MODIFY_SECURITY_GROUP_RULES_RESULT: Wire = Wire::Structure(&[Names {
        model: "Return",
        form: "Return",
        xml: "return",
        of: &Wire::Scalar(Scalar::Boolean),
    }]);

    pub static MODIFY_SUBNET_ATTRIBUTE_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "AssignIpv6AddressOnCreation",
            form: "AssignIpv6AddressOnCreation",
            xml: "AssignIpv6AddressOnCreation",
            of: &ATTRIBUTE_BOOLEAN_VALUE,
        },
        Names {
            model: "MapPublicIpOnLaunch",
            form: "MapPublicIpOnLaunch",
            xml: "MapPublicIpOnLaunch",
            of: &ATTRIBUTE_BOOLEAN_VALUE,
        },
        Names {
            model: "SubnetId",
            form: "SubnetId",
            xml: "subnetId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "MapCustomerOwnedIpOnLaunch",
            form: "MapCustomerOwnedIpOnLaunch",
            xml: "MapCustomerOwnedIpOnLaunch",
            of: &ATTRIBUTE_BOOLEAN_VALUE,
        },
        Names {
            model: "CustomerOwnedIpv4Pool",
            form: "CustomerOwnedIpv4Pool",
            xml: "CustomerOwnedIpv4Pool",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "EnableDns64",
            form: "EnableDns64",
            xml: "EnableDns64",
            of: &ATTRIBUTE_BOOLEAN_VALUE,
        },
        Names {
            model: "PrivateDnsHostnameTypeOnLaunch",
            form: "PrivateDnsHostnameTypeOnLaunch",
            xml: "PrivateDnsHostnameTypeOnLaunch",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "EnableResourceNameDnsARecordOnLaunch",
            form: "EnableResourceNameDnsARecordOnLaunch",
            xml: "EnableResourceNameDnsARecordOnLaunch",
            of: &ATTRIBUTE_BOOLEAN_VALUE,
        },
        Names {
            model: "EnableResourceNameDnsAAAARecordOnLaunch",
            form: "EnableResourceNameDnsAAAARecordOnLaunch",
            xml: "EnableResourceNameDnsAAAARecordOnLaunch",
            of: &ATTRIBUTE_BOOLEAN_VALUE,
        },
        Names {
            model: "EnableLniAtDeviceIndex",
            form: "EnableLniAtDeviceIndex",
            xml: "EnableLniAtDeviceIndex",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "DisableLniAtDeviceIndex",
            form: "DisableLniAtDeviceIndex",
            xml: "DisableLniAtDeviceIndex",
            of: &ATTRIBUTE_BOOLEAN_VALUE,
        },
    ]);

    pub static MODIFY_VPC_ATTRIBUTE_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "EnableDnsHostnames",
            form: "EnableDnsHostnames",
            xml: "EnableDnsHostnames",
            of: &ATTRIBUTE_BOOLEAN_VALUE,
        },
        Names {
            model: "EnableDnsSupport",
            form: "EnableDnsSupport",
            xml: "EnableDnsSupport",
            of: &ATTRIBUTE_BOOLEAN_VALUE,
        },
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "vpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "EnableNetworkAddressUsageMetrics",
            form: "EnableNetworkAddressUsageMetrics",
            xml: "EnableNetworkAddressUsageMetrics",
            of: &ATTRIBUTE_BOOLEAN_VALUE,
        },
    ]);

    pub static NETWORK_ACL: Wire = Wire::Structure(&[
        Names {
            model: "Associations",
            form: "AssociationSet",
            xml: "associationSet",
            of: &NETWORK_ACL_ASSOCIATION_LIST,
        },
        Names {
            model: "Entries",
            form: "EntrySet",
            xml: "entrySet",
            of: &NETWORK_ACL_ENTRY_LIST,
        },
        Names {
            model: "IsDefault",
            form: "Default",
            xml: "default",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "NetworkAclId",
            form: "NetworkAclId",
            xml: "networkAclId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Tags",
            form: "TagSet",
            xml: "tagSet",
            of: &TAG_LIST,
        },
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "vpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "OwnerId",
            form: "OwnerId",
            xml: "ownerId",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static NETWORK_ACL_ASSOCIATION: Wire = Wire::Structure(&[
        Names {
            model: "NetworkAclAssociationId",
            form: "NetworkAclAssociationId",
            xml: "networkAclAssociationId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "NetworkAclId",
            form: "NetworkAclId",
            xml: "networkAclId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "SubnetId",
            form: "SubnetId",
            xml: "subnetId",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static NETWORK_ACL_ASSOCIATION_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &NETWORK_ACL_ASSOCIATION,
    };

    pub static NETWORK_ACL_ENTRY: Wire = Wire::Structure(&[
        Names {
            model: "CidrBlock",
            form: "CidrBlock",
            xml: "cidrBlock",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Egress",
            form: "Egress",
            xml: "egress",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "IcmpTypeCode",
            form: "IcmpTypeCode",
            xml: "icmpTypeCode",
            of: &ICMP_TYPE_CODE,
        },
        Names {
            model: "Ipv6CidrBlock",
            form: "Ipv6CidrBlock",
            xml: "ipv6CidrBlock",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PortRange",
            form: "PortRange",
            xml: "portRange",
            of: &PORT_RANGE,
        },
        Names {
            model: "Protocol",
            form: "Protocol",
            xml: "protocol",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "RuleAction",
            form: "RuleAction",
            xml: "ruleAction",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "RuleNumber",
            form: "RuleNumber",
            xml: "ruleNumber",
            of: &Wire::Scalar(Scalar::Integer),
        },
    ]);

    pub static NETWORK_ACL_ENTRY_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &NETWORK_ACL_ENTRY,
    };

    pub static NETWORK_ACL_ID_STRING_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static NETWORK_ACL_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &NETWORK_ACL,
    };

    pub static NETWORK_INTERFACE: Wire = Wire::Structure(&[
        Names {
            model: "Association",
            form: "Association",
            xml: "association",
            of: &NETWORK_INTERFACE_ASSOCIATION,
        },
        Names {
            model: "Attachment",
            form: "Attachment",
            xml: "attachment",
            of: &NETWORK_INTERFACE_ATTACHMENT,
        },
        Names {
            model: "AvailabilityZone",
            form: "AvailabilityZone",
            xml: "availabilityZone",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "ConnectionTrackingConfiguration",
            form: "ConnectionTrackingConfiguration",
            xml: "connectionTrackingConfiguration",
            of: &CONNECTION_TRACKING_CONFIGURATION,
        },
        Names {
            model: "Description",
            form: "Description",
            xml: "description",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Groups",
            form: "GroupSet",
            xml: "groupSet",
            of: &GROUP_IDENTIFIER_LIST,
        },
        Names {
            model: "InterfaceType",
            form: "InterfaceType",
            xml: "interfaceType",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6Addresses",
            form: "Ipv6AddressesSet",
            xml: "ipv6AddressesSet",
            of: &NETWORK_INTERFACE_IPV6_ADDRESSES_LIST,
        },
        Names {
            model: "MacAddress",
            form: "MacAddress",
            xml: "macAddress",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "NetworkInterfaceId",
            form: "NetworkInterfaceId",
            xml: "networkInterfaceId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "OutpostArn",
            form: "OutpostArn",
            xml: "outpostArn",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "OwnerId",
            form: "OwnerId",
            xml: "ownerId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PrivateDnsName",
            form: "PrivateDnsName",
            xml: "privateDnsName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PublicDnsName",
            form: "PublicDnsName",
            xml: "publicDnsName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PublicIpDnsNameOptions",
            form: "PublicIpDnsNameOptions",
            xml: "publicIpDnsNameOptions",
            of: &PUBLIC_IP_DNS_NAME_OPTIONS,
        },
        Names {
            model: "PrivateIpAddress",
            form: "PrivateIpAddress",
            xml: "privateIpAddress",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PrivateIpAddresses",
            form: "PrivateIpAddressesSet",
            xml: "privateIpAddressesSet",
            of: &NETWORK_INTERFACE_PRIVATE_IP_ADDRESS_LIST,
        },
        Names {
            model: "Ipv4Prefixes",
            form: "Ipv4PrefixSet",
            xml: "ipv4PrefixSet",
            of: &IPV4_PREFIXES_LIST,
        },
        Names {
            model: "Ipv6Prefixes",
            form: "Ipv6PrefixSet",
            xml: "ipv6PrefixSet",
            of: &IPV6_PREFIXES_LIST,
        },
        Names {
            model: "RequesterId",
            form: "RequesterId",
            xml: "requesterId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "RequesterManaged",
            form: "RequesterManaged",
            xml: "requesterManaged",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "SourceDestCheck",
            form: "SourceDestCheck",
            xml: "sourceDestCheck",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "Status",
            form: "Status",
            xml: "status",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "SubnetId",
            form: "SubnetId",
            xml: "subnetId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "TagSet",
            form: "TagSet",
            xml: "tagSet",
            of: &TAG_LIST,
        },
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "vpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "DenyAllIgwTraffic",
            form: "DenyAllIgwTraffic",
            xml: "denyAllIgwTraffic",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "Ipv6Native",
            form: "Ipv6Native",
            xml: "ipv6Native",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "Ipv6Address",
            form: "Ipv6Address",
            xml: "ipv6Address",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Operator",
            form: "Operator",
            xml: "operator",
            of: &OPERATOR_RESPONSE,
        },
        Names {
            model: "AssociatedSubnets",
            form: "AssociatedSubnetSet",
            xml: "associatedSubnetSet",
            of: &ASSOCIATED_SUBNET_LIST,
        },
        Names {
            model: "AvailabilityZoneId",
            form: "AvailabilityZoneId",
            xml: "availabilityZoneId",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static NETWORK_INTERFACE_ASSOCIATION: Wire = Wire::Structure(&[
        Names {
            model: "AllocationId",
            form: "AllocationId",
            xml: "allocationId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "AssociationId",
            form: "AssociationId",
            xml: "associationId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IpOwnerId",
            form: "IpOwnerId",
            xml: "ipOwnerId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PublicDnsName",
            form: "PublicDnsName",
            xml: "publicDnsName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PublicIp",
            form: "PublicIp",
            xml: "publicIp",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "CustomerOwnedIp",
            form: "CustomerOwnedIp",
            xml: "customerOwnedIp",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "CarrierIp",
            form: "CarrierIp",
            xml: "carrierIp",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static NETWORK_INTERFACE_ATTACHMENT: Wire = Wire::Structure(&[
        Names {
            model: "AttachTime",
            form: "AttachTime",
            xml: "attachTime",
            of: &Wire::Scalar(Scalar::Timestamp),
        },
        Names {
            model: "AttachmentId",
            form: "AttachmentId",
            xml: "attachmentId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "DeleteOnTermination",
            form: "DeleteOnTermination",
            xml: "deleteOnTermination",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "DeviceIndex",
            form: "DeviceIndex",
            xml: "deviceIndex",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "NetworkCardIndex",
            form: "NetworkCardIndex",
            xml: "networkCardIndex",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "InstanceId",
            form: "InstanceId",
            xml: "instanceId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "InstanceOwnerId",
            form: "InstanceOwnerId",
            xml: "instanceOwnerId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Status",
            form: "Status",
            xml: "status",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "EnaSrdSpecification",
            form: "EnaSrdSpecification",
            xml: "enaSrdSpecification",
            of: &ATTACHMENT_ENA_SRD_SPECIFICATION,
        },
        Names {
            model: "EnaQueueCount",
            form: "EnaQueueCount",
            xml: "enaQueueCount",
            of: &Wire::Scalar(Scalar::Integer),
        },
    ]);

    pub static NETWORK_INTERFACE_ATTACHMENT_CHANGES: Wire = Wire::Structure(&[
        Names {
            model: "DefaultEnaQueueCount",
            form: "DefaultEnaQueueCount",
            xml: "DefaultEnaQueueCount",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "EnaQueueCount",
            form: "EnaQueueCount",
            xml: "EnaQueueCount",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "AttachmentId",
            form: "AttachmentId",
            xml: "attachmentId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "DeleteOnTermination",
            form: "DeleteOnTermination",
            xml: "deleteOnTermination",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static NETWORK_INTERFACE_ID_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static NETWORK_INTERFACE_IPV6_ADDRESS: Wire = Wire::Structure(&[
        Names {
            model: "Ipv6Address",
            form: "Ipv6Address",
            xml: "ipv6Address",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PublicIpv6DnsName",
            form: "PublicIpv6DnsName",
            xml: "publicIpv6DnsName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IsPrimaryIpv6",
            form: "IsPrimaryIpv6",
            xml: "isPrimaryIpv6",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static NETWORK_INTERFACE_IPV6_ADDRESSES_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &NETWORK_INTERFACE_IPV6_ADDRESS,
    };

    pub static NETWORK_INTERFACE_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &NETWORK_INTERFACE,
    };

    pub static NETWORK_INTERFACE_PRIVATE_IP_ADDRESS: Wire = Wire::Structure(&[
        Names {
            model: "Association",
            form: "Association",
            xml: "association",
            of: &NETWORK_INTERFACE_ASSOCIATION,
        },
        Names {
            model: "Primary",
            form: "Primary",
            xml: "primary",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "PrivateDnsName",
            form: "PrivateDnsName",
            xml: "privateDnsName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PrivateIpAddress",
            form: "PrivateIpAddress",
            xml: "privateIpAddress",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static NETWORK_INTERFACE_PRIVATE_IP_ADDRESS_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &NETWORK_INTERFACE_PRIVATE_IP_ADDRESS,
    };

    pub static OPERATOR_REQUEST: Wire = Wire::Structure(&[Names {
        model: "Principal",
        form: "Principal",
        xml: "Principal",
        of: &Wire::Scalar(Scalar::Text),
    }]);

    pub static OPERATOR_RESPONSE: Wire = Wire::Structure(&[
        Names {
            model: "Managed",
            form: "Managed",
            xml: "managed",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "Principal",
            form: "Principal",
            xml: "principal",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "HiddenByDefault",
            form: "HiddenByDefault",
            xml: "hiddenByDefault",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static PORT_RANGE: Wire = Wire::Structure(&[
        Names {
            model: "From",
            form: "From",
            xml: "from",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "To",
            form: "To",
            xml: "to",
            of: &Wire::Scalar(Scalar::Integer),
        },
    ]);

    pub static PREFIX_LIST_ID: Wire = Wire::Structure(&[
        Names {
            model: "Description",
            form: "Description",
            xml: "description",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PrefixListId",
            form: "PrefixListId",
            xml: "prefixListId",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static PREFIX_LIST_ID_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &PREFIX_LIST_ID,
    };

    pub static PRIVATE_DNS_NAME_OPTIONS_ON_LAUNCH: Wire = Wire::Structure(&[
        Names {
            model: "HostnameType",
            form: "HostnameType",
            xml: "hostnameType",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "EnableResourceNameDnsARecord",
            form: "EnableResourceNameDnsARecord",
            xml: "enableResourceNameDnsARecord",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "EnableResourceNameDnsAAAARecord",
            form: "EnableResourceNameDnsAAAARecord",
            xml: "enableResourceNameDnsAAAARecord",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static PRIVATE_IP_ADDRESS_SPECIFICATION: Wire = Wire::Structure(&[
        Names {
            model: "Primary",
            form: "Primary",
            xml: "primary",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "PrivateIpAddress",
            form: "PrivateIpAddress",
            xml: "privateIpAddress",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static PRIVATE_IP_ADDRESS_SPECIFICATION_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &PRIVATE_IP_ADDRESS_SPECIFICATION,
    };

    pub static PROPAGATING_VGW: Wire = Wire::Structure(&[Names {
        model: "GatewayId",
        form: "GatewayId",
        xml: "gatewayId",
        of: &Wire::Scalar(Scalar::Text),
    }]);

    pub static PROPAGATING_VGW_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &PROPAGATING_VGW,
    };

    pub static PUBLIC_IP_DNS_NAME_OPTIONS: Wire = Wire::Structure(&[
        Names {
            model: "DnsHostnameType",
            form: "DnsHostnameType",
            xml: "dnsHostnameType",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PublicIpv4DnsName",
            form: "PublicIpv4DnsName",
            xml: "publicIpv4DnsName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PublicIpv6DnsName",
            form: "PublicIpv6DnsName",
            xml: "publicIpv6DnsName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PublicDualStackDnsName",
            form: "PublicDualStackDnsName",
            xml: "publicDualStackDnsName",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static REFERENCED_SECURITY_GROUP: Wire = Wire::Structure(&[
        Names {
            model: "GroupId",
            form: "GroupId",
            xml: "groupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PeeringStatus",
            form: "PeeringStatus",
            xml: "peeringStatus",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "UserId",
            form: "UserId",
            xml: "userId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "vpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "VpcPeeringConnectionId",
            form: "VpcPeeringConnectionId",
            xml: "vpcPeeringConnectionId",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static REGION: Wire = Wire::Structure(&[
        Names {
            model: "OptInStatus",
            form: "OptInStatus",
            xml: "optInStatus",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Geography",
            form: "GeographySet",
            xml: "geographySet",
            of: &REGION_GEOGRAPHY_LIST,
        },
        Names {
            model: "RegionName",
            form: "RegionName",
            xml: "regionName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Endpoint",
            form: "RegionEndpoint",
            xml: "regionEndpoint",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static REGION_GEOGRAPHY: Wire = Wire::Structure(&[Names {
        model: "Name",
        form: "Name",
        xml: "name",
        of: &Wire::Scalar(Scalar::Text),
    }]);

    pub static REGION_GEOGRAPHY_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &REGION_GEOGRAPHY,
    };

    pub static REGION_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &REGION,
    };

    pub static REGION_NAME_STRING_LIST: Wire = Wire::List {
        form: None,
        xml: Some("RegionName"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static RESOURCE_ID_LIST: Wire = Wire::List {
        form: None,
        xml: Some("member"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static REVOKE_SECURITY_GROUP_EGRESS_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "SecurityGroupRuleIds",
            form: "SecurityGroupRuleId",
            xml: "SecurityGroupRuleId",
            of: &SECURITY_GROUP_RULE_ID_LIST,
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "GroupId",
            form: "GroupId",
            xml: "groupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "SourceSecurityGroupName",
            form: "SourceSecurityGroupName",
            xml: "sourceSecurityGroupName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "SourceSecurityGroupOwnerId",
            form: "SourceSecurityGroupOwnerId",
            xml: "sourceSecurityGroupOwnerId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IpProtocol",
            form: "IpProtocol",
            xml: "ipProtocol",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "FromPort",
            form: "FromPort",
            xml: "fromPort",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "ToPort",
            form: "ToPort",
            xml: "toPort",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "CidrIp",
            form: "CidrIp",
            xml: "cidrIp",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IpPermissions",
            form: "IpPermissions",
            xml: "ipPermissions",
            of: &IP_PERMISSION_LIST,
        },
    ]);

    pub static REVOKE_SECURITY_GROUP_EGRESS_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "Return",
            form: "Return",
            xml: "return",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "UnknownIpPermissions",
            form: "UnknownIpPermissionSet",
            xml: "unknownIpPermissionSet",
            of: &IP_PERMISSION_LIST,
        },
        Names {
            model: "RevokedSecurityGroupRules",
            form: "RevokedSecurityGroupRuleSet",
            xml: "revokedSecurityGroupRuleSet",
            of: &REVOKED_SECURITY_GROUP_RULE_LIST,
        },
    ]);

    pub static REVOKE_SECURITY_GROUP_INGRESS_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "CidrIp",
            form: "CidrIp",
            xml: "CidrIp",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "FromPort",
            form: "FromPort",
            xml: "FromPort",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "GroupId",
            form: "GroupId",
            xml: "GroupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GroupName",
            form: "GroupName",
            xml: "GroupName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IpPermissions",
            form: "IpPermissions",
            xml: "IpPermissions",
            of: &IP_PERMISSION_LIST,
        },
        Names {
            model: "IpProtocol",
            form: "IpProtocol",
            xml: "IpProtocol",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "SourceSecurityGroupName",
            form: "SourceSecurityGroupName",
            xml: "SourceSecurityGroupName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "SourceSecurityGroupOwnerId",
            form: "SourceSecurityGroupOwnerId",
            xml: "SourceSecurityGroupOwnerId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "ToPort",
            form: "ToPort",
            xml: "ToPort",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "SecurityGroupRuleIds",
            form: "SecurityGroupRuleId",
            xml: "SecurityGroupRuleId",
            of: &SECURITY_GROUP_RULE_ID_LIST,
        },
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "dryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static REVOKE_SECURITY_GROUP_INGRESS_RESULT: Wire = Wire::Structure(&[
        Names {
            model: "Return",
            form: "Return",
            xml: "return",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "UnknownIpPermissions",
            form: "UnknownIpPermissionSet",
            xml: "unknownIpPermissionSet",
            of: &IP_PERMISSION_LIST,
        },
        Names {
            model: "RevokedSecurityGroupRules",
            form: "RevokedSecurityGroupRuleSet",
            xml: "revokedSecurityGroupRuleSet",
            of: &REVOKED_SECURITY_GROUP_RULE_LIST,
        },
    ]);

    pub static REVOKED_SECURITY_GROUP_RULE: Wire = Wire::Structure(&[
        Names {
            model: "SecurityGroupRuleId",
            form: "SecurityGroupRuleId",
            xml: "securityGroupRuleId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GroupId",
            form: "GroupId",
            xml: "groupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IsEgress",
            form: "IsEgress",
            xml: "isEgress",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "IpProtocol",
            form: "IpProtocol",
            xml: "ipProtocol",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "FromPort",
            form: "FromPort",
            xml: "fromPort",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "ToPort",
            form: "ToPort",
            xml: "toPort",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "CidrIpv4",
            form: "CidrIpv4",
            xml: "cidrIpv4",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "CidrIpv6",
            form: "CidrIpv6",
            xml: "cidrIpv6",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PrefixListId",
            form: "PrefixListId",
            xml: "prefixListId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "ReferencedGroupId",
            form: "ReferencedGroupId",
            xml: "referencedGroupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Description",
            form: "Description",
            xml: "description",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static REVOKED_SECURITY_GROUP_RULE_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &REVOKED_SECURITY_GROUP_RULE,
    };

    pub static ROUTE: Wire = Wire::Structure(&[
        Names {
            model: "DestinationCidrBlock",
            form: "DestinationCidrBlock",
            xml: "destinationCidrBlock",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "DestinationIpv6CidrBlock",
            form: "DestinationIpv6CidrBlock",
            xml: "destinationIpv6CidrBlock",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "DestinationPrefixListId",
            form: "DestinationPrefixListId",
            xml: "destinationPrefixListId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "EgressOnlyInternetGatewayId",
            form: "EgressOnlyInternetGatewayId",
            xml: "egressOnlyInternetGatewayId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GatewayId",
            form: "GatewayId",
            xml: "gatewayId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "InstanceId",
            form: "InstanceId",
            xml: "instanceId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "InstanceOwnerId",
            form: "InstanceOwnerId",
            xml: "instanceOwnerId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "NatGatewayId",
            form: "NatGatewayId",
            xml: "natGatewayId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "TransitGatewayId",
            form: "TransitGatewayId",
            xml: "transitGatewayId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "LocalGatewayId",
            form: "LocalGatewayId",
            xml: "localGatewayId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "CarrierGatewayId",
            form: "CarrierGatewayId",
            xml: "carrierGatewayId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "NetworkInterfaceId",
            form: "NetworkInterfaceId",
            xml: "networkInterfaceId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Origin",
            form: "Origin",
            xml: "origin",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "State",
            form: "State",
            xml: "state",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "VpcPeeringConnectionId",
            form: "VpcPeeringConnectionId",
            xml: "vpcPeeringConnectionId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "CoreNetworkArn",
            form: "CoreNetworkArn",
            xml: "coreNetworkArn",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "OdbNetworkArn",
            form: "OdbNetworkArn",
            xml: "odbNetworkArn",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IpAddress",
            form: "IpAddress",
            xml: "ipAddress",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static ROUTE_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &ROUTE,
    };

    pub static ROUTE_TABLE: Wire = Wire::Structure(&[
        Names {
            model: "Associations",
            form: "AssociationSet",
            xml: "associationSet",
            of: &ROUTE_TABLE_ASSOCIATION_LIST,
        },
        Names {
            model: "PropagatingVgws",
            form: "PropagatingVgwSet",
            xml: "propagatingVgwSet",
            of: &PROPAGATING_VGW_LIST,
        },
        Names {
            model: "RouteTableId",
            form: "RouteTableId",
            xml: "routeTableId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Routes",
            form: "RouteSet",
            xml: "routeSet",
            of: &ROUTE_LIST,
        },
        Names {
            model: "Tags",
            form: "TagSet",
            xml: "tagSet",
            of: &TAG_LIST,
        },
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "vpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "OwnerId",
            form: "OwnerId",
            xml: "ownerId",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static ROUTE_TABLE_ASSOCIATION: Wire = Wire::Structure(&[
        Names {
            model: "Main",
            form: "Main",
            xml: "main",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "RouteTableAssociationId",
            form: "RouteTableAssociationId",
            xml: "routeTableAssociationId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "RouteTableId",
            form: "RouteTableId",
            xml: "routeTableId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "SubnetId",
            form: "SubnetId",
            xml: "subnetId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GatewayId",
            form: "GatewayId",
            xml: "gatewayId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PublicIpv4Pool",
            form: "PublicIpv4Pool",
            xml: "publicIpv4Pool",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "AssociationState",
            form: "AssociationState",
            xml: "associationState",
            of: &ROUTE_TABLE_ASSOCIATION_STATE,
        },
    ]);

    pub static ROUTE_TABLE_ASSOCIATION_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &ROUTE_TABLE_ASSOCIATION,
    };

    pub static ROUTE_TABLE_ASSOCIATION_STATE: Wire = Wire::Structure(&[
        Names {
            model: "State",
            form: "State",
            xml: "state",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "StatusMessage",
            form: "StatusMessage",
            xml: "statusMessage",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static ROUTE_TABLE_ID_STRING_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static ROUTE_TABLE_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &ROUTE_TABLE,
    };

    pub static SECURITY_GROUP: Wire = Wire::Structure(&[
        Names {
            model: "GroupId",
            form: "GroupId",
            xml: "groupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IpPermissionsEgress",
            form: "IpPermissionsEgress",
            xml: "ipPermissionsEgress",
            of: &IP_PERMISSION_LIST,
        },
        Names {
            model: "Tags",
            form: "TagSet",
            xml: "tagSet",
            of: &TAG_LIST,
        },
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "vpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "SecurityGroupArn",
            form: "SecurityGroupArn",
            xml: "securityGroupArn",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "OwnerId",
            form: "OwnerId",
            xml: "ownerId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GroupName",
            form: "GroupName",
            xml: "groupName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Description",
            form: "GroupDescription",
            xml: "groupDescription",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IpPermissions",
            form: "IpPermissions",
            xml: "ipPermissions",
            of: &IP_PERMISSION_LIST,
        },
    ]);

    pub static SECURITY_GROUP_ID_STRING_LIST: Wire = Wire::List {
        form: None,
        xml: Some("SecurityGroupId"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static SECURITY_GROUP_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &SECURITY_GROUP,
    };

    pub static SECURITY_GROUP_RULE: Wire = Wire::Structure(&[
        Names {
            model: "SecurityGroupRuleId",
            form: "SecurityGroupRuleId",
            xml: "securityGroupRuleId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GroupId",
            form: "GroupId",
            xml: "groupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GroupOwnerId",
            form: "GroupOwnerId",
            xml: "groupOwnerId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IsEgress",
            form: "IsEgress",
            xml: "isEgress",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "IpProtocol",
            form: "IpProtocol",
            xml: "ipProtocol",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "FromPort",
            form: "FromPort",
            xml: "fromPort",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "ToPort",
            form: "ToPort",
            xml: "toPort",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "CidrIpv4",
            form: "CidrIpv4",
            xml: "cidrIpv4",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "CidrIpv6",
            form: "CidrIpv6",
            xml: "cidrIpv6",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PrefixListId",
            form: "PrefixListId",
            xml: "prefixListId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "ReferencedGroupInfo",
            form: "ReferencedGroupInfo",
            xml: "referencedGroupInfo",
            of: &REFERENCED_SECURITY_GROUP,
        },
        Names {
            model: "Description",
            form: "Description",
            xml: "description",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Tags",
            form: "TagSet",
            xml: "tagSet",
            of: &TAG_LIST,
        },
        Names {
            model: "SecurityGroupRuleArn",
            form: "SecurityGroupRuleArn",
            xml: "securityGroupRuleArn",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static SECURITY_GROUP_RULE_DESCRIPTION: Wire = Wire::Structure(&[
        Names {
            model: "SecurityGroupRuleId",
            form: "SecurityGroupRuleId",
            xml: "SecurityGroupRuleId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Description",
            form: "Description",
            xml: "Description",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static SECURITY_GROUP_RULE_DESCRIPTION_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &SECURITY_GROUP_RULE_DESCRIPTION,
    };

    pub static SECURITY_GROUP_RULE_ID_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static SECURITY_GROUP_RULE_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &SECURITY_GROUP_RULE,
    };

    pub static SECURITY_GROUP_RULE_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "IpProtocol",
            form: "IpProtocol",
            xml: "IpProtocol",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "FromPort",
            form: "FromPort",
            xml: "FromPort",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "ToPort",
            form: "ToPort",
            xml: "ToPort",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "CidrIpv4",
            form: "CidrIpv4",
            xml: "CidrIpv4",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "CidrIpv6",
            form: "CidrIpv6",
            xml: "CidrIpv6",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PrefixListId",
            form: "PrefixListId",
            xml: "PrefixListId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "ReferencedGroupId",
            form: "ReferencedGroupId",
            xml: "ReferencedGroupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Description",
            form: "Description",
            xml: "Description",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static SECURITY_GROUP_RULE_UPDATE: Wire = Wire::Structure(&[
        Names {
            model: "SecurityGroupRuleId",
            form: "SecurityGroupRuleId",
            xml: "SecurityGroupRuleId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "SecurityGroupRule",
            form: "SecurityGroupRule",
            xml: "SecurityGroupRule",
            of: &SECURITY_GROUP_RULE_REQUEST,
        },
    ]);

    pub static SECURITY_GROUP_RULE_UPDATE_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &SECURITY_GROUP_RULE_UPDATE,
    };

    pub static SUBNET: Wire = Wire::Structure(&[
        Names {
            model: "AvailabilityZoneId",
            form: "AvailabilityZoneId",
            xml: "availabilityZoneId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "EnableLniAtDeviceIndex",
            form: "EnableLniAtDeviceIndex",
            xml: "enableLniAtDeviceIndex",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "MapCustomerOwnedIpOnLaunch",
            form: "MapCustomerOwnedIpOnLaunch",
            xml: "mapCustomerOwnedIpOnLaunch",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "CustomerOwnedIpv4Pool",
            form: "CustomerOwnedIpv4Pool",
            xml: "customerOwnedIpv4Pool",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "OwnerId",
            form: "OwnerId",
            xml: "ownerId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "AssignIpv6AddressOnCreation",
            form: "AssignIpv6AddressOnCreation",
            xml: "assignIpv6AddressOnCreation",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "Ipv6CidrBlockAssociationSet",
            form: "Ipv6CidrBlockAssociationSet",
            xml: "ipv6CidrBlockAssociationSet",
            of: &SUBNET_IPV6_CIDR_BLOCK_ASSOCIATION_SET,
        },
        Names {
            model: "Tags",
            form: "TagSet",
            xml: "tagSet",
            of: &TAG_LIST,
        },
        Names {
            model: "SubnetArn",
            form: "SubnetArn",
            xml: "subnetArn",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "OutpostArn",
            form: "OutpostArn",
            xml: "outpostArn",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "EnableDns64",
            form: "EnableDns64",
            xml: "enableDns64",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "Ipv6Native",
            form: "Ipv6Native",
            xml: "ipv6Native",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "PrivateDnsNameOptionsOnLaunch",
            form: "PrivateDnsNameOptionsOnLaunch",
            xml: "privateDnsNameOptionsOnLaunch",
            of: &PRIVATE_DNS_NAME_OPTIONS_ON_LAUNCH,
        },
        Names {
            model: "BlockPublicAccessStates",
            form: "BlockPublicAccessStates",
            xml: "blockPublicAccessStates",
            of: &BLOCK_PUBLIC_ACCESS_STATES,
        },
        Names {
            model: "Type",
            form: "Type",
            xml: "type",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "SubnetId",
            form: "SubnetId",
            xml: "subnetId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "State",
            form: "State",
            xml: "state",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "vpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "CidrBlock",
            form: "CidrBlock",
            xml: "cidrBlock",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "AvailableIpAddressCount",
            form: "AvailableIpAddressCount",
            xml: "availableIpAddressCount",
            of: &Wire::Scalar(Scalar::Integer),
        },
        Names {
            model: "AvailabilityZone",
            form: "AvailabilityZone",
            xml: "availabilityZone",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "DefaultForAz",
            form: "DefaultForAz",
            xml: "defaultForAz",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "MapPublicIpOnLaunch",
            form: "MapPublicIpOnLaunch",
            xml: "mapPublicIpOnLaunch",
            of: &Wire::Scalar(Scalar::Boolean),
        },
    ]);

    pub static SUBNET_CIDR_BLOCK_STATE: Wire = Wire::Structure(&[
        Names {
            model: "State",
            form: "State",
            xml: "state",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "StatusMessage",
            form: "StatusMessage",
            xml: "statusMessage",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static SUBNET_ID_LIST: Wire = Wire::List {
        form: None,
        xml: Some("AssociatedSubnetId"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static SUBNET_ID_STRING_LIST: Wire = Wire::List {
        form: None,
        xml: Some("SubnetId"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static SUBNET_IPV6_CIDR_BLOCK_ASSOCIATION: Wire = Wire::Structure(&[
        Names {
            model: "AssociationId",
            form: "AssociationId",
            xml: "associationId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6CidrBlock",
            form: "Ipv6CidrBlock",
            xml: "ipv6CidrBlock",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6CidrBlockState",
            form: "Ipv6CidrBlockState",
            xml: "ipv6CidrBlockState",
            of: &SUBNET_CIDR_BLOCK_STATE,
        },
        Names {
            model: "Ipv6AddressAttribute",
            form: "Ipv6AddressAttribute",
            xml: "ipv6AddressAttribute",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IpSource",
            form: "IpSource",
            xml: "ipSource",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static SUBNET_IPV6_CIDR_BLOCK_ASSOCIATION_SET: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &SUBNET_IPV6_CIDR_BLOCK_ASSOCIATION,
    };

    pub static SUBNET_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &SUBNET,
    };

    pub static TAG: Wire = Wire::Structure(&[
        Names {
            model: "Key",
            form: "Key",
            xml: "key",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Value",
            form: "Value",
            xml: "value",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static TAG_DESCRIPTION: Wire = Wire::Structure(&[
        Names {
            model: "Key",
            form: "Key",
            xml: "key",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "ResourceId",
            form: "ResourceId",
            xml: "resourceId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "ResourceType",
            form: "ResourceType",
            xml: "resourceType",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Value",
            form: "Value",
            xml: "value",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static TAG_DESCRIPTION_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &TAG_DESCRIPTION,
    };

    pub static TAG_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &TAG,
    };

    pub static TAG_SPECIFICATION: Wire = Wire::Structure(&[
        Names {
            model: "ResourceType",
            form: "ResourceType",
            xml: "resourceType",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Tags",
            form: "Tag",
            xml: "Tag",
            of: &TAG_LIST,
        },
    ]);

    pub static TAG_SPECIFICATION_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &TAG_SPECIFICATION,
    };

    pub static UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_EGRESS_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "DryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "GroupId",
            form: "GroupId",
            xml: "GroupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GroupName",
            form: "GroupName",
            xml: "GroupName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IpPermissions",
            form: "IpPermissions",
            xml: "IpPermissions",
            of: &IP_PERMISSION_LIST,
        },
        Names {
            model: "SecurityGroupRuleDescriptions",
            form: "SecurityGroupRuleDescription",
            xml: "SecurityGroupRuleDescription",
            of: &SECURITY_GROUP_RULE_DESCRIPTION_LIST,
        },
    ]);

    pub static UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_EGRESS_RESULT: Wire =
        Wire::Structure(&[Names {
            model: "Return",
            form: "Return",
            xml: "return",
            of: &Wire::Scalar(Scalar::Boolean),
        }]);

    pub static UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS_REQUEST: Wire = Wire::Structure(&[
        Names {
            model: "DryRun",
            form: "DryRun",
            xml: "DryRun",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "GroupId",
            form: "GroupId",
            xml: "GroupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GroupName",
            form: "GroupName",
            xml: "GroupName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IpPermissions",
            form: "IpPermissions",
            xml: "IpPermissions",
            of: &IP_PERMISSION_LIST,
        },
        Names {
            model: "SecurityGroupRuleDescriptions",
            form: "SecurityGroupRuleDescription",
            xml: "SecurityGroupRuleDescription",
            of: &SECURITY_GROUP_RULE_DESCRIPTION_LIST,
        },
    ]);

    pub static UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS_RESULT: Wire =
        Wire::Structure(&[Names {
            model: "Return",
            form: "Return",
            xml: "return",
            of: &Wire::Scalar(Scalar::Boolean),
        }]);

    pub static USER_ID_GROUP_PAIR: Wire = Wire::Structure(&[
        Names {
            model: "Description",
            form: "Description",
            xml: "description",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "UserId",
            form: "UserId",
            xml: "userId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GroupName",
            form: "GroupName",
            xml: "groupName",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GroupId",
            form: "GroupId",
            xml: "groupId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "vpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "VpcPeeringConnectionId",
            form: "VpcPeeringConnectionId",
            xml: "vpcPeeringConnectionId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "PeeringStatus",
            form: "PeeringStatus",
            xml: "peeringStatus",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static USER_ID_GROUP_PAIR_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &USER_ID_GROUP_PAIR,
    };

    pub static VALUE_STRING_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static VPC: Wire = Wire::Structure(&[
        Names {
            model: "OwnerId",
            form: "OwnerId",
            xml: "ownerId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "InstanceTenancy",
            form: "InstanceTenancy",
            xml: "instanceTenancy",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6CidrBlockAssociationSet",
            form: "Ipv6CidrBlockAssociationSet",
            xml: "ipv6CidrBlockAssociationSet",
            of: &VPC_IPV6_CIDR_BLOCK_ASSOCIATION_SET,
        },
        Names {
            model: "CidrBlockAssociationSet",
            form: "CidrBlockAssociationSet",
            xml: "cidrBlockAssociationSet",
            of: &VPC_CIDR_BLOCK_ASSOCIATION_SET,
        },
        Names {
            model: "IsDefault",
            form: "IsDefault",
            xml: "isDefault",
            of: &Wire::Scalar(Scalar::Boolean),
        },
        Names {
            model: "EncryptionControl",
            form: "EncryptionControl",
            xml: "encryptionControl",
            of: &VPC_ENCRYPTION_CONTROL,
        },
        Names {
            model: "Tags",
            form: "TagSet",
            xml: "tagSet",
            of: &TAG_LIST,
        },
        Names {
            model: "BlockPublicAccessStates",
            form: "BlockPublicAccessStates",
            xml: "blockPublicAccessStates",
            of: &BLOCK_PUBLIC_ACCESS_STATES,
        },
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "vpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "State",
            form: "State",
            xml: "state",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "CidrBlock",
            form: "CidrBlock",
            xml: "cidrBlock",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "DhcpOptionsId",
            form: "DhcpOptionsId",
            xml: "dhcpOptionsId",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static VPC_CIDR_BLOCK_ASSOCIATION: Wire = Wire::Structure(&[
        Names {
            model: "AssociationId",
            form: "AssociationId",
            xml: "associationId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "CidrBlock",
            form: "CidrBlock",
            xml: "cidrBlock",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "CidrBlockState",
            form: "CidrBlockState",
            xml: "cidrBlockState",
            of: &VPC_CIDR_BLOCK_STATE,
        },
    ]);

    pub static VPC_CIDR_BLOCK_ASSOCIATION_SET: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &VPC_CIDR_BLOCK_ASSOCIATION,
    };

    pub static VPC_CIDR_BLOCK_STATE: Wire = Wire::Structure(&[
        Names {
            model: "State",
            form: "State",
            xml: "state",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "StatusMessage",
            form: "StatusMessage",
            xml: "statusMessage",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static VPC_ENCRYPTION_CONTROL: Wire = Wire::Structure(&[
        Names {
            model: "VpcId",
            form: "VpcId",
            xml: "vpcId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "VpcEncryptionControlId",
            form: "VpcEncryptionControlId",
            xml: "vpcEncryptionControlId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Mode",
            form: "Mode",
            xml: "mode",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "State",
            form: "State",
            xml: "state",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "StateMessage",
            form: "StateMessage",
            xml: "stateMessage",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "ResourceExclusions",
            form: "ResourceExclusions",
            xml: "resourceExclusions",
            of: &VPC_ENCRYPTION_CONTROL_EXCLUSIONS,
        },
        Names {
            model: "Tags",
            form: "TagSet",
            xml: "tagSet",
            of: &TAG_LIST,
        },
    ]);

    pub static VPC_ENCRYPTION_CONTROL_CONFIGURATION: Wire = Wire::Structure(&[
        Names {
            model: "Mode",
            form: "Mode",
            xml: "Mode",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "InternetGatewayExclusion",
            form: "InternetGatewayExclusion",
            xml: "InternetGatewayExclusion",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "EgressOnlyInternetGatewayExclusion",
            form: "EgressOnlyInternetGatewayExclusion",
            xml: "EgressOnlyInternetGatewayExclusion",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "NatGatewayExclusion",
            form: "NatGatewayExclusion",
            xml: "NatGatewayExclusion",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "VirtualPrivateGatewayExclusion",
            form: "VirtualPrivateGatewayExclusion",
            xml: "VirtualPrivateGatewayExclusion",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "VpcPeeringExclusion",
            form: "VpcPeeringExclusion",
            xml: "VpcPeeringExclusion",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "LambdaExclusion",
            form: "LambdaExclusion",
            xml: "LambdaExclusion",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "VpcLatticeExclusion",
            form: "VpcLatticeExclusion",
            xml: "VpcLatticeExclusion",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "ElasticFileSystemExclusion",
            form: "ElasticFileSystemExclusion",
            xml: "ElasticFileSystemExclusion",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "GlobalAcceleratorExclusion",
            form: "GlobalAcceleratorExclusion",
            xml: "GlobalAcceleratorExclusion",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "ApiGatewayV2Exclusion",
            form: "ApiGatewayV2Exclusion",
            xml: "ApiGatewayV2Exclusion",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static VPC_ENCRYPTION_CONTROL_EXCLUSION: Wire = Wire::Structure(&[
        Names {
            model: "State",
            form: "State",
            xml: "state",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "StateMessage",
            form: "StateMessage",
            xml: "stateMessage",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static VPC_ENCRYPTION_CONTROL_EXCLUSIONS: Wire = Wire::Structure(&[
        Names {
            model: "InternetGateway",
            form: "InternetGateway",
            xml: "internetGateway",
            of: &VPC_ENCRYPTION_CONTROL_EXCLUSION,
        },
        Names {
            model: "EgressOnlyInternetGateway",
            form: "EgressOnlyInternetGateway",
            xml: "egressOnlyInternetGateway",
            of: &VPC_ENCRYPTION_CONTROL_EXCLUSION,
        },
        Names {
            model: "NatGateway",
            form: "NatGateway",
            xml: "natGateway",
            of: &VPC_ENCRYPTION_CONTROL_EXCLUSION,
        },
        Names {
            model: "VirtualPrivateGateway",
            form: "VirtualPrivateGateway",
            xml: "virtualPrivateGateway",
            of: &VPC_ENCRYPTION_CONTROL_EXCLUSION,
        },
        Names {
            model: "VpcPeering",
            form: "VpcPeering",
            xml: "vpcPeering",
            of: &VPC_ENCRYPTION_CONTROL_EXCLUSION,
        },
        Names {
            model: "Lambda",
            form: "Lambda",
            xml: "lambda",
            of: &VPC_ENCRYPTION_CONTROL_EXCLUSION,
        },
        Names {
            model: "VpcLattice",
            form: "VpcLattice",
            xml: "vpcLattice",
            of: &VPC_ENCRYPTION_CONTROL_EXCLUSION,
        },
        Names {
            model: "ElasticFileSystem",
            form: "ElasticFileSystem",
            xml: "elasticFileSystem",
            of: &VPC_ENCRYPTION_CONTROL_EXCLUSION,
        },
        Names {
            model: "GlobalAccelerator",
            form: "GlobalAccelerator",
            xml: "globalAccelerator",
            of: &VPC_ENCRYPTION_CONTROL_EXCLUSION,
        },
        Names {
            model: "ApiGatewayV2",
            form: "ApiGatewayV2",
            xml: "apiGatewayV2",
            of: &VPC_ENCRYPTION_CONTROL_EXCLUSION,
        },
    ]);

    pub static VPC_ID_STRING_LIST: Wire = Wire::List {
        form: None,
        xml: Some("VpcId"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static VPC_IPV6_CIDR_BLOCK_ASSOCIATION: Wire = Wire::Structure(&[
        Names {
            model: "AssociationId",
            form: "AssociationId",
            xml: "associationId",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6CidrBlock",
            form: "Ipv6CidrBlock",
            xml: "ipv6CidrBlock",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6CidrBlockState",
            form: "Ipv6CidrBlockState",
            xml: "ipv6CidrBlockState",
            of: &VPC_CIDR_BLOCK_STATE,
        },
        Names {
            model: "NetworkBorderGroup",
            form: "NetworkBorderGroup",
            xml: "networkBorderGroup",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6Pool",
            form: "Ipv6Pool",
            xml: "ipv6Pool",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "Ipv6AddressAttribute",
            form: "Ipv6AddressAttribute",
            xml: "ipv6AddressAttribute",
            of: &Wire::Scalar(Scalar::Text),
        },
        Names {
            model: "IpSource",
            form: "IpSource",
            xml: "ipSource",
            of: &Wire::Scalar(Scalar::Text),
        },
    ]);

    pub static VPC_IPV6_CIDR_BLOCK_ASSOCIATION_SET: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &VPC_IPV6_CIDR_BLOCK_ASSOCIATION,
    };

    pub static VPC_LIST: Wire = Wire::List {
        form: None,
        xml: Some("item"),
        of: &VPC,
    };

    pub static ZONE_ID_STRING_LIST: Wire = Wire::List {
        form: None,
        xml: Some("ZoneId"),
        of: &Wire::Scalar(Scalar::Text),
    };

    pub static ZONE_NAME_STRING_LIST: Wire = Wire::List {
        form: None,
        xml: Some("ZoneName"),
        of: &Wire::Scalar(Scalar::Text),
    };
}
