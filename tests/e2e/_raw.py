"""Any text, signed and sent: for bodies that no AWS client would make."""

import json
import os
import urllib.error
import urllib.request

import botocore.auth
import botocore.awsrequest
from botocore.credentials import Credentials

OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def post(target, body, service="ecs"):
    """Status and parsed answer."""
    request = botocore.awsrequest.AWSRequest(
        "POST", os.environ["AWS_ENDPOINT_URL"] + "/", data=body.encode(),
        headers={"content-type": "application/x-amz-json-1.1", "x-amz-target": target},
    )
    key = Credentials(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])
    botocore.auth.SigV4Auth(key, service, os.environ["AWS_REGION"]).add_auth(request)
    prepared = request.prepare()
    raw = urllib.request.Request(prepared.url, prepared.body, dict(prepared.headers))
    try:
        with OPENER.open(raw, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"{}")
