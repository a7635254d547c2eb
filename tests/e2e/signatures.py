"""Every call is signed, and what is wrong with a signature has the code that AWS clients know."""

import datetime
import json
import os
import unittest
import urllib.error
import urllib.request

import botocore.auth
import botocore.awsrequest
from botocore.credentials import Credentials

import _harness as h

URL = os.environ["AWS_ENDPOINT_URL"] + "/"
KEY, SECRET = os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def request(url=URL, method="POST"):
    return botocore.awsrequest.AWSRequest(method, url, data=b"{}", headers={
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AmazonEC2ContainerServiceV20141113.ListClusters",
    })


def signed(key=KEY, secret=SECRET, token=None, region=h.REGION, service="ecs", seconds=0):
    """A signed request, as if made so many seconds from now."""
    it = request()
    real = botocore.auth.get_current_datetime

    def shifted(*arguments, **named):
        return real(*arguments, **named) + datetime.timedelta(seconds=seconds)

    botocore.auth.get_current_datetime = shifted
    try:
        botocore.auth.SigV4Auth(Credentials(key, secret, token), service, region).add_auth(it)
    finally:
        botocore.auth.get_current_datetime = real
    return it.prepare()


def send(prepared, change=None, body=None):
    headers = dict(prepared.headers)
    if change:
        change(headers)
    body = body or prepared.body
    body = body.encode() if isinstance(body, str) else body
    raw = urllib.request.Request(prepared.url, body, headers, method=prepared.method)
    try:
        with OPENER.open(raw, timeout=10) as answer:
            return answer.status, json.load(answer), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"{}"), error.headers


class Signatures(unittest.TestCase):
    def refused(self, answer, code, status=(400, 403)):
        got, body, headers = answer
        self.assertIn(got, status, body)
        self.assertEqual(body.get("__type", "").rsplit("#", 1)[-1], code, body)
        self.assertTrue(body.get("message") or body.get("Message"))
        self.assertRegex(headers["x-amzn-requestid"], "^[0-9a-f-]{36}$")

    def test_a_good_one(self):
        status, body, headers = send(signed())
        self.assertEqual(status, 200, body)
        self.assertIn("clusterArns", body)
        self.assertEqual(headers["content-type"], "application/x-amz-json-1.1")

    def test_an_unknown_key(self):
        self.refused(send(signed(key="AKIAUNKNOWNUNKNOWN00")), "UnrecognizedClientException")

    def test_a_wrong_secret(self):
        self.refused(send(signed(secret=SECRET[::-1])), "InvalidSignatureException")

    def test_none_at_all(self):
        prepared = request().prepare()
        self.refused(send(prepared), "MissingAuthenticationTokenException")

    def test_a_mangled_one(self):
        def mangle(headers):
            headers["Authorization"] = "AWS4-HMAC-SHA256 nonsense"
        self.refused(send(signed(), mangle), "IncompleteSignatureException")

    def test_too_old_and_too_new(self):
        for seconds in [-301 - 60, 301 + 60, -86400]:
            with self.subTest(seconds=seconds):
                self.refused(send(signed(seconds=seconds)), "InvalidSignatureException")
        for seconds in [-240, 240]:
            with self.subTest(seconds=seconds):
                self.assertEqual(send(signed(seconds=seconds))[0], 200)

    def test_another_body(self):
        self.refused(send(signed(), body=b'{"maxResults":1}'), "InvalidSignatureException")

    def test_another_header(self):
        def change(headers):
            name = next(name for name in headers if name.lower() == "x-amz-target")
            headers[name] = "AmazonEC2ContainerServiceV20141113.ListServices"
        self.refused(send(signed(), change), "InvalidSignatureException")

    def test_another_region_or_service(self):
        self.refused(send(signed(region="eu-west-3")), "InvalidSignatureException")
        self.refused(send(signed(service="s3")), "InvalidSignatureException")

    def test_a_session_token_that_nobody_gave(self):
        got, body, _ = send(signed(token="made-up"))
        self.assertIn(got, (400, 403), body)

    def test_in_the_query(self):
        it = request()
        botocore.auth.SigV4QueryAuth(
            Credentials(KEY, SECRET), "ecs", h.REGION, expires=60).add_auth(it)
        prepared = it.prepare()
        status, body, _ = send(prepared)
        self.assertEqual(status, 200, body)
        prepared.url = prepared.url.replace("X-Amz-Signature=", "X-Amz-Signature=00")
        self.assertIn(send(prepared)[0], (400, 403))

    def test_errors_as_boto3_sees_them(self):
        wrong = os.environ | {"AWS_SECRET_ACCESS_KEY": "wrong"}
        with self.assertRaises(Exception) as caught:
            h.client("ecs", wrong).list_clusters()
        self.assertEqual(caught.exception.response["Error"]["Code"], "InvalidSignatureException")
        with self.assertRaises(Exception) as caught:
            h.client("logs", wrong).describe_log_groups()
        self.assertEqual(caught.exception.response["Error"]["Code"], "InvalidSignatureException")

    def test_health_needs_none(self):
        with OPENER.open(URL + "health", timeout=5) as answer:
            self.assertEqual(answer.status, 200)


h.run()
