#!/usr/bin/env python3
"""Write models/*.json from a botocore wheel.

    pip download --no-deps botocore==1.44.5
    python3 models/derive.py botocore-1.44.5-py3-none-any.whl

What is kept are the facts a server needs: operations, shapes, members, what is required, permitted values,
lengths, ranges, patterns and errors. Prose is dropped. The same wheel always gives the same bytes.
"""

import gzip
import json
import pathlib
import sys
import zipfile

# None: every operation of the service.
SERVICES = {
    "ecs": None,
    "logs": [
        "CreateLogGroup",
        "DeleteLogGroup",
        "DescribeLogGroups",
        "CreateLogStream",
        "DeleteLogStream",
        "DescribeLogStreams",
        "PutLogEvents",
        "GetLogEvents",
        "FilterLogEvents",
        "PutRetentionPolicy",
        "DeleteRetentionPolicy",
        "TagResource",
        "UntagResource",
        "ListTagsForResource",
        "TagLogGroup",
        "UntagLogGroup",
        "ListTagsLogGroup",
    ],
    "secretsmanager": None,
    # Parameter Store.
    "ssm": [
        "AddTagsToResource",
        "DeleteParameter",
        "DeleteParameters",
        "DescribeParameters",
        "GetParameter",
        "GetParameterHistory",
        "GetParameters",
        "GetParametersByPath",
        "LabelParameterVersion",
        "ListTagsForResource",
        "PutParameter",
        "RemoveTagsFromResource",
        "UnlabelParameterVersion",
    ],
    # The network of a region.
    "ec2": [
        "AssociateVpcCidrBlock",
        "AuthorizeSecurityGroupEgress",
        "AuthorizeSecurityGroupIngress",
        "CreateDefaultVpc",
        "CreateNetworkInterface",
        "CreateSecurityGroup",
        "CreateSubnet",
        "CreateTags",
        "CreateVpc",
        "DeleteNetworkInterface",
        "DeleteSecurityGroup",
        "DeleteSubnet",
        "DeleteTags",
        "DeleteVpc",
        "DescribeAccountAttributes",
        "DescribeAvailabilityZones",
        "DescribeInternetGateways",
        "DescribeNetworkAcls",
        "DescribeNetworkInterfaces",
        "DescribeRegions",
        "DescribeRouteTables",
        "DescribeSecurityGroupRules",
        "DescribeSecurityGroups",
        "DescribeSubnets",
        "DescribeTags",
        "DescribeVpcAttribute",
        "DescribeVpcs",
        "ModifyNetworkInterfaceAttribute",
        "ModifySecurityGroupRules",
        "ModifySubnetAttribute",
        "ModifyVpcAttribute",
        "RevokeSecurityGroupEgress",
        "RevokeSecurityGroupIngress",
        "UpdateSecurityGroupRuleDescriptionsEgress",
        "UpdateSecurityGroupRuleDescriptionsIngress",
    ],
}

METADATA = ["apiVersion", "jsonVersion", "protocol", "serviceFullName", "serviceId", "signingName", "targetPrefix"]
SHAPE = [
    "type", "members", "required", "member", "key", "value", "enum", "min", "max", "pattern",
    "exception", "fault", "error", "union", "document", "sensitive",
]
REFERENCE = ["shape", "idempotencyToken"]
# Of services whose requests are forms and whose answers are XML.
FORM_PROTOCOLS = ["query", "ec2"]
FORM_NAMES = ["locationName", "queryName", "flattened"]
OPERATION = ["input", "output", "errors", "readonly", "idempotent"]


def pick(value, keys):
    return {key: value[key] for key in keys if key in value}


def shape_facts(shape, names):
    facts = pick(shape, SHAPE + names)
    for key in ("member", "key", "value"):
        if key in facts:
            facts[key] = pick(facts[key], REFERENCE + names)
    if "members" in facts:
        facts["members"] = {name: pick(member, REFERENCE + names) for name, member in facts["members"].items()}
    return facts


def operation_facts(operation):
    facts = pick(operation, OPERATION)
    for key in ("input", "output"):
        if key in facts:
            facts[key] = facts[key]["shape"]
    facts["errors"] = [error["shape"] for error in facts.get("errors", [])]
    return facts


def neighbours(shape):
    for key in ("member", "key", "value"):
        if key in shape:
            yield shape[key]["shape"]
    for member in shape.get("members", {}).values():
        yield member["shape"]


def reachable(shapes, operations):
    todo = []
    for operation in operations.values():
        todo += [operation[key] for key in ("input", "output") if key in operation] + operation["errors"]
    found = set()
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += neighbours(shapes[name])
    return found


def derive(model, wanted, version):
    metadata = pick(model["metadata"], METADATA)
    # A service that does not say signs with its endpoint's name.
    metadata.setdefault("signingName", model["metadata"]["endpointPrefix"])
    operations = {
        name: operation_facts(operation)
        for name, operation in sorted(model["operations"].items())
        if wanted is None or name in wanted
    }
    missing = set(wanted or []) - set(operations)
    if missing:
        raise SystemExit(f"the model has no {', '.join(sorted(missing))}")
    names = FORM_NAMES if metadata["protocol"] in FORM_PROTOCOLS else []
    shapes = {name: shape_facts(shape, names) for name, shape in model["shapes"].items()}
    kept = reachable(shapes, operations)
    return {
        "origin": "botocore (PyPI), facts only, by models/derive.py",
        "version": version,
        "licence": "Apache-2.0",
        "metadata": metadata,
        "operations": operations,
        "shapes": {name: shapes[name] for name in sorted(kept)},
    }


def read_model(wheel, service):
    names = [
        name for name in wheel.namelist()
        if name.startswith(f"botocore/data/{service}/") and name.rsplit("/", 1)[1].startswith("service-2.json")
    ]
    name = max(names)  # folders are dates: the newest
    data = wheel.read(name)
    return json.loads(gzip.decompress(data) if name.endswith(".gz") else data)


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    path = pathlib.Path(sys.argv[1])
    version = path.name.split("-")[1]
    here = pathlib.Path(__file__).resolve().parent
    with zipfile.ZipFile(path) as wheel:
        for service, wanted in SERVICES.items():
            facts = derive(read_model(wheel, service), wanted, version)
            text = json.dumps(facts, indent=1, ensure_ascii=False) + "\n"
            (here / f"{service}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
