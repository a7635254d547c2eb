//! The network part of the EC2 API: each operation handed to its function in `berth-vpc`. What has no
//! line here answers that it is not built.

use berth_api_ec2 as api;
use berth_env::SystemEntropy;
use berth_model::{State, Timestamp};
use berth_protocol::fault::Fault;
use berth_vpc::{self as vpc, Context};

use crate::api::Call;
use crate::applier::Handle;

/// The operations of EC2.
pub(crate) struct Ec2Api {
    applier: Handle,
}

impl Ec2Api {
    pub(crate) const fn new(applier: Handle) -> Self {
        Self { applier }
    }

    fn read<T>(
        &self,
        call: &Call,
        look: impl FnOnce(&State, &Context<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let cx = Context {
            names: self.applier.names(),
            principal: &call.principal,
            now: Timestamp(self.applier.now_ms()),
            entropy: &mut SystemEntropy,
            lifetime: self.applier.lifetime(),
        };
        look(self.applier.snapshot().state(), &cx)
    }
}

/// Methods that look at the snapshot.
macro_rules! reads {
    ($($name:ident: $input:ident => $output:ident;)*) => {$(
        async fn $name(&self, call: Call, input: api::$input) -> Result<api::$output, Fault> {
            let dry = input.dry_run;
            vpc::dry_run(dry, self.read(&call, |state, cx| vpc::$name(state, cx, input)))
        }
    )*};
}

/// Methods that change the state; a dry run fails in the end and so leaves no change.
macro_rules! writes {
    ($($name:ident: $input:ident => $output:ty, $function:path;)*) => {$(
        async fn $name(&self, call: Call, input: api::$input) -> Result<$output, Fault> {
            let dry = input.dry_run;
            self.applier
                .transact(call.principal, move |tx, cx| {
                    vpc::dry_run(dry, $function(tx, cx, input))
                })
                .await
        }
    )*};
}

impl api::Ec2 for Ec2Api {
    type Context = Call;

    reads! {
        describe_account_attributes:
            DescribeAccountAttributesRequest => DescribeAccountAttributesResult;
        describe_availability_zones:
            DescribeAvailabilityZonesRequest => DescribeAvailabilityZonesResult;
        describe_network_interfaces:
            DescribeNetworkInterfacesRequest => DescribeNetworkInterfacesResult;
        describe_regions: DescribeRegionsRequest => DescribeRegionsResult;
        describe_security_group_rules:
            DescribeSecurityGroupRulesRequest => DescribeSecurityGroupRulesResult;
        describe_security_groups: DescribeSecurityGroupsRequest => DescribeSecurityGroupsResult;
        describe_subnets: DescribeSubnetsRequest => DescribeSubnetsResult;
        describe_tags: DescribeTagsRequest => DescribeTagsResult;
        describe_vpc_attribute: DescribeVpcAttributeRequest => DescribeVpcAttributeResult;
        describe_vpcs: DescribeVpcsRequest => DescribeVpcsResult;
    }

    writes! {
        authorize_security_group_egress: AuthorizeSecurityGroupEgressRequest
            => api::AuthorizeSecurityGroupEgressResult, vpc::authorize_egress;
        authorize_security_group_ingress: AuthorizeSecurityGroupIngressRequest
            => api::AuthorizeSecurityGroupIngressResult, vpc::authorize_ingress;
        create_default_vpc: CreateDefaultVpcRequest
            => api::CreateDefaultVpcResult, vpc::create_default_vpc;
        create_network_interface: CreateNetworkInterfaceRequest
            => api::CreateNetworkInterfaceResult, vpc::create_network_interface;
        create_security_group: CreateSecurityGroupRequest
            => api::CreateSecurityGroupResult, vpc::create_security_group;
        create_subnet: CreateSubnetRequest => api::CreateSubnetResult, vpc::create_subnet;
        create_tags: CreateTagsRequest => (), vpc::create_tags;
        create_vpc: CreateVpcRequest => api::CreateVpcResult, vpc::create_vpc;
        delete_network_interface: DeleteNetworkInterfaceRequest
            => (), vpc::delete_network_interface;
        delete_security_group: DeleteSecurityGroupRequest
            => api::DeleteSecurityGroupResult, vpc::delete_security_group;
        delete_subnet: DeleteSubnetRequest => (), vpc::delete_subnet;
        delete_tags: DeleteTagsRequest => (), vpc::delete_tags;
        delete_vpc: DeleteVpcRequest => (), vpc::delete_vpc;
        modify_network_interface_attribute: ModifyNetworkInterfaceAttributeRequest
            => (), vpc::modify_network_interface_attribute;
        revoke_security_group_egress: RevokeSecurityGroupEgressRequest
            => api::RevokeSecurityGroupEgressResult, vpc::revoke_egress;
        revoke_security_group_ingress: RevokeSecurityGroupIngressRequest
            => api::RevokeSecurityGroupIngressResult, vpc::revoke_ingress;
    }

    // These two have no dry run.

    async fn modify_subnet_attribute(
        &self,
        call: Call,
        input: api::ModifySubnetAttributeRequest,
    ) -> Result<(), Fault> {
        self.applier
            .transact(call.principal, move |tx, cx| {
                vpc::modify_subnet_attribute(tx, cx, input)
            })
            .await
    }

    async fn modify_vpc_attribute(
        &self,
        call: Call,
        input: api::ModifyVpcAttributeRequest,
    ) -> Result<(), Fault> {
        self.applier
            .transact(call.principal, move |tx, cx| {
                vpc::modify_vpc_attribute(tx, cx, input)
            })
            .await
    }
}
