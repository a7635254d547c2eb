#!/usr/bin/env python3
"""Signs requests with botocore and writes them to sigv4_fixtures.json beside this file.

Run with botocore 1.44.5: the output is the same on every run (the clock is fixed).
"""
import datetime
import json
import pathlib

import botocore.auth
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

NOW = datetime.datetime(2026, 11, 23, 2, 42, 16, tzinfo=datetime.timezone.utc)
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
LONG = Credentials("AKIAIOSFODNN7EXAMPLE", SECRET)
SHORT = Credentials("ASIAIOSFODNN7EXAMPLE", SECRET, "token/with+odd=characters==")
HOST = "ecs.example.test:4566"
TARGET = "AmazonEC2ContainerServiceV20141113.ListClusters"
JSON = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": TARGET}
ACS = ("/acs/ws?agentHash=a8b3e7d3&agentVersion=1.105.1&clusterArn=default"
       "&dockerVersion=DockerVersion%3A%2020.10.24&protocolVersion=2&seqNum=1")


def frozen(*_args, **_kwargs):
    return NOW


def made(name, credentials, method, target, body=b"", headers=None, service="ecs", expires=None):
    request = AWSRequest(method=method, url=f"http://{HOST}{target}", data=body,
                         headers=dict(headers or {}))
    if expires is None:
        SigV4Auth(credentials, service, "us-east-1").add_auth(request)
    else:
        SigV4QueryAuth(credentials, service, "us-east-1", expires=expires).add_auth(request)
    prepared = request.prepare()
    path, _, query = prepared.url.split(HOST, 1)[1].partition("?")
    names = {name.lower() for name in prepared.headers}
    sent = [[key, value if isinstance(value, str) else value.decode()]
            for key, value in prepared.headers.items() if key.lower() != "content-length"]
    if "host" not in names:
        sent.append(["Host", HOST])
    return {"name": name, "method": method, "path": path, "query": query, "headers": sent,
            "body": body.decode(), "service": service, "expires": expires,
            "session_token": credentials.token}


def main():
    botocore.auth.get_current_datetime = frozen
    text = json.dumps({"family": "wéb", "containerDefinitions": [{"name": "a"}]},
                      ensure_ascii=False).encode()
    cases = [
        made("json", LONG, "POST", "/", b"{}", JSON),
        made("json, logs", LONG, "POST", "/", b'{"limit":1}',
             {**JSON, "X-Amz-Target": "Logs_20140328.DescribeLogGroups"}, service="logs"),
        made("json with a session token", SHORT, "POST", "/", b"{}", JSON),
        made("json in utf-8", LONG, "POST", "/", text, JSON),
        made("folded header", LONG, "POST", "/", b"{}", {**JSON, "X-Amz-Meta": "  a   b "}),
        made("query form", LONG, "POST", "/", b"Action=GetCallerIdentity&Version=2011-06-15",
             {"Content-Type": "application/x-www-form-urlencoded"}, service="sts"),
        made("odd query", LONG, "GET", "/a%20b/./c//d/?z=1&a=%2F~&b&c=x%3Dy"),
        made("literal plus in the query", LONG, "GET", "/?a=x+y"),
        made("websocket", LONG, "GET", ACS),
        made("presigned", LONG, "GET", "/?Action=GetCallerIdentity", service="sts", expires=60),
        made("presigned with a session token", SHORT, "GET", "/?Action=GetCallerIdentity",
             service="sts", expires=604800),
    ]
    dates = {dict((k.lower(), v) for k, v in case["headers"]).get("x-amz-date")
             for case in cases if case["expires"] is None}
    assert dates == {NOW.strftime("%Y%m%dT%H%M%SZ")}, dates
    document = {"made_with": "botocore " + botocore.__version__, "secret": SECRET,
                "now_ms": int(NOW.timestamp() * 1000), "cases": cases}
    path = pathlib.Path(__file__).with_name("sigv4_fixtures.json")
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
