"""The `splunk` log driver against a collector that checks every request."""

import gzip
import http.server
import json
import os
import ssl
import subprocess
import tempfile
import threading
import unittest

import _harness as h

C = h.Client()
TOKEN = "5d8cbbd4-7b1b-4b4e-9d9e-0a4d4c5c9f11"
ROLE = f"arn:aws:iam::{h.ACCOUNT}:role/e2e"


class Collector:
    """An HTTP event collector on loopback; `events` is what it took."""

    def __init__(self, certificate=None):
        self.events, self.requests, self.failures = [], [], []
        self.lock = threading.Condition()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self, status, text, code):
                body = json.dumps({"text": text, "code": code}).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_OPTIONS(self):
                self.answer(200, "", 0)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.headers["Authorization"] != f"Splunk {TOKEN}":
                    return self.answer(403, "Invalid token", 4)
                if self.path != "/services/collector/event/1.0":
                    return self.answer(404, "Not found", 404)
                with outer.lock:
                    if outer.failures:
                        return self.answer(outer.failures.pop(), "Server is busy", 9)
                    if self.headers["Content-Encoding"] == "gzip":
                        body = gzip.decompress(body)
                    text, decoder, at = body.decode(), json.JSONDecoder(), 0
                    while at < len(text):
                        event, at = decoder.raw_decode(text, at)
                        outer.events.append(event)
                    outer.requests.append(self.headers)
                    outer.lock.notify_all()
                self.answer(200, "Success", 0)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        scheme = "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
            scheme = "https"
        self.url = f"{scheme}://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def wait(self, count, seconds=20):
        with self.lock:
            assert self.lock.wait_for(lambda: len(self.events) >= count, seconds), self.events
            return list(self.events)


def writer(collector, script, secret=None, **options):
    all_options = {"splunk-url": collector.url, "splunk-token": TOKEN}
    all_options |= {name.replace("_", "-"): value for name, value in options.items()}
    logs = {"logDriver": "splunk", "options": all_options}
    if secret:
        del all_options["splunk-token"]
        logs["secretOptions"] = [{"name": "splunk-token", "valueFrom": secret}]
    return h.container(script, logConfiguration=logs)


class Splunk(unittest.TestCase):
    def test_lines_are_events_with_what_was_asked_for(self):
        with Collector() as collector:
            main = writer(
                collector,
                "echo out; echo '{\"n\": 1}'; echo err >&2",
                splunk_format="json",
                splunk_source="tests",
                splunk_sourcetype="app",
                splunk_index="main",
                splunk_gzip="true",
                tag="{{.ImageName}}",
                env="STAGE",
                labels="team",
            )
            main["environment"] = [{"name": "STAGE", "value": "blue"}]
            main["dockerLabels"] = {"team": "one"}
            task = C.run(main)
            self.assertEqual(task["containers"][0]["exitCode"], 0, h.brief(task))
            events = collector.wait(3)
        lines = {(str(it["event"]["line"]), it["event"]["source"]) for it in events}
        self.assertEqual(lines, {("out", "stdout"), ("{'n': 1}", "stdout"), ("err", "stderr")})
        for event in events:
            self.assertEqual(event["event"]["tag"], h.IMAGE)
            self.assertEqual(event["event"]["attrs"], {"STAGE": "blue", "team": "one"})
            beside = {name: event[name] for name in ("source", "sourcetype", "index")}
            self.assertEqual(beside, {"source": "tests", "sourcetype": "app", "index": "main"})
            self.assertRegex(event["time"], r"^\d{10}\.\d{6}$")
        self.assertTrue(all(it["Content-Encoding"] == "gzip" for it in collector.requests))

    def test_a_busy_collector_gets_every_line_once_it_is_not(self):
        with Collector() as collector:
            collector.failures = [503, 500, 503]
            task = C.run(writer(collector, "seq 1 5000", mode="blocking"))
            self.assertEqual(task["containers"][0]["exitCode"], 0)
            events = collector.wait(5000)
        lines = [event["event"]["line"] for event in events]
        self.assertEqual(lines, [str(number) for number in range(1, 5001)])
        self.assertGreater(len(collector.requests), 4, "a thousand events at once")

    def test_a_token_can_be_a_secret(self):
        name = h.unique("splunk")
        secrets = h.client("secretsmanager")
        arn = secrets.create_secret(Name=name, SecretString=TOKEN)["ARN"]
        with Collector() as collector:
            task = C.run(writer(collector, "echo hidden", secret=arn), executionRoleArn=ROLE)
            self.assertEqual(task["containers"][0]["exitCode"], 0, h.brief(task))
            self.assertEqual(collector.wait(1)[0]["event"]["line"], "hidden")

    def test_a_certificate_is_checked_unless_told_otherwise(self):
        with tempfile.TemporaryDirectory() as directory:
            key, certificate = os.path.join(directory, "key"), os.path.join(directory, "cert")
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                 "-subj", "/CN=hec.example", "-addext", "subjectAltName=DNS:hec.example",
                 "-addext", "basicConstraints=critical,CA:FALSE",
                 "-keyout", key, "-out", certificate],
                check=True, capture_output=True,
            )
            with Collector((certificate, key)) as collector:
                refused = C.run(writer(collector, "echo x"))
                self.assertIn("failed to verify connection", refused["stoppedReason"])
                unknown_name = C.run(writer(collector, "echo x", splunk_capath=certificate))
                self.assertIn("failed to verify connection", unknown_name["stoppedReason"])
                self.assertEqual(collector.events, [])
                C.run(writer(collector, "echo named", splunk_capath=certificate,
                             splunk_caname="hec.example"))
                C.run(writer(collector, "echo trusting", splunk_insecureskipverify="true"))
                lines = [event["event"]["line"] for event in collector.wait(2)]
        self.assertEqual(lines, ["named", "trusting"])

    def test_no_collector_no_task_unless_nobody_asks_for_it(self):
        gone = Collector()
        gone.__exit__()
        refused = C.run(writer(gone, "echo x"))
        self.assertIn("failed to verify connection", refused["stoppedReason"])
        self.assertEqual(refused["stopCode"], "TaskFailedToStart")
        unasked = C.run(writer(gone, "exit 3", splunk_verify_connection="false"))
        self.assertEqual(unasked["containers"][0]["exitCode"], 3)

    def test_options_that_are_none_are_named(self):
        with Collector() as collector:
            for options, text in [
                ({"splunk_format": "xml"}, "splunk-format"),
                ({"splunk_colour": "red"}, "splunk-colour"),
                ({"tag": "{{.Nonsense}}"}, "tag"),
            ]:
                task = C.run(writer(collector, "echo x", **options))
                self.assertIn(text, task["stoppedReason"] + str(task["containers"][0]))


if __name__ == "__main__":
    h.run()
