//! The network part of the Amazon EC2 API (VPCs, subnets, security groups, network interfaces):
//! shapes, operations, their names in forms and XML, and the trait [`Ec2`], generated from its
//! model.

#[allow(
    missing_docs,
    reason = "the model without its prose: names say what they say in AWS"
)]
mod generated;

pub use generated::*;
