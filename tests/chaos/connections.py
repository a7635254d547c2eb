"""10,000 idle connections, 200 slow ones and bodies without end: the control plane goes on
answering, and keeps neither memory nor descriptors.
"""

import os
import resource
import socket
import sys
import threading
import time
import urllib.parse

import _world  # noqa: F401  (finds the harness)
import _harness as h

IDLE = 10_000
SLOW = 200
# What a connection that says nothing may cost (KiB).
KIB_A_CONNECTION = 48
# What may stay of them: the first time the allocator keeps what it had to get, later nothing.
KIB_LEFT = 32 * 1024
KIB_LEFT_AT_FIRST = 192 * 1024
# The slowest answer to somebody who behaves, meanwhile.
PATIENCE_S = 2.0


class Server:
    def __init__(self, region):
        self.pid = region.role("server")
        url = urllib.parse.urlparse(region.client.environment["AWS_ENDPOINT_URL"])
        self.address = (url.hostname, url.port)

    def memory_kib(self):
        with open(f"/proc/{self.pid}/status") as file:
            line = next(line for line in file if line.startswith("VmRSS:"))
        return int(line.split()[1])

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def connect(self):
        return socket.create_connection(self.address, timeout=20)


def answers(region):
    """How long a usual call takes (s)."""
    started = time.monotonic()
    region.client.ecs.list_clusters()
    return time.monotonic() - started


def idle(region, server, kib_left=KIB_LEFT_AT_FIRST):
    before_kib, before = server.memory_kib(), server.descriptors()
    connections, slowest = [], 0.0
    for number in range(IDLE):
        try:
            connections.append(server.connect())
        except OSError:
            # Refused or not taken up: a bound is as good as room.
            break
        if number % 1000 == 999:
            slowest = max(slowest, answers(region))
    held_kib, held = server.memory_kib() - before_kib, server.descriptors() - before
    slowest = max(slowest, answers(region))
    for connection in connections:
        connection.close()
    h.until(lambda: server.descriptors() <= before + 20, 30, "descriptors given back")
    left_kib = server.memory_kib() - before_kib
    assert slowest < PATIENCE_S, f"an answer took {slowest:.1f} s"
    assert held_kib < len(connections) * KIB_A_CONNECTION + 16 * 1024, f"{held_kib} KiB held"
    assert left_kib < kib_left, f"{left_kib} KiB left"
    return (f"{len(connections)} connections, {held} descriptors and {held_kib} KiB held,"
            f" {left_kib} KiB left, slowest answer {slowest:.2f} s")


def idle_again(region, server):
    return idle(region, server, KIB_LEFT)


def slow(region, server):
    """A byte of a request now and then, headers or body, for ten seconds."""
    before_kib, before = server.memory_kib(), server.descriptors()
    over = threading.Event()
    head = (b"POST / HTTP/1.1\r\nHost: here\r\nContent-Type: application/x-amz-json-1.1\r\n"
            b"X-Amz-Target: AmazonEC2ContainerServiceV20141113.ListClusters\r\n")

    def drip(number):
        try:
            with server.connect() as connection:
                if number % 2:
                    connection.sendall(head + b"Content-Length: 1000\r\n\r\n")
                while not over.wait(0.5):
                    connection.sendall(b"x")
        except OSError:
            # It was shown the door.
            pass

    drips = [threading.Thread(target=drip, args=(number,)) for number in range(SLOW)]
    for thread in drips:
        thread.start()
    slowest, until = 0.0, time.monotonic() + 10
    while time.monotonic() < until:
        slowest = max(slowest, answers(region))
        time.sleep(0.1)
    over.set()
    for thread in drips:
        thread.join()
    h.until(lambda: server.descriptors() <= before + 20, 30, "descriptors given back")
    assert slowest < PATIENCE_S, f"an answer took {slowest:.1f} s"
    left_kib = server.memory_kib() - before_kib
    assert left_kib < KIB_LEFT, f"{left_kib} KiB left"
    return f"{SLOW} slow ones, slowest answer {slowest:.2f} s, {left_kib} KiB left"


def bodies(region, server):
    """More bytes than any request may have, said beforehand, not said at all, or in chunks."""
    before_kib, before = server.memory_kib(), server.descriptors()
    said = []
    most_kib = 0
    for header, body in [
        (b"Content-Length: 99999999999", b""),
        (b"Content-Length: 268435456", b"x" * 65536),
        (b"Transfer-Encoding: chunked", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
        (b"X-Long: " + b"y" * 1_000_000, b""),
    ]:
        with server.connect() as connection:
            sent, answer = 0, b""
            try:
                connection.sendall(b"POST / HTTP/1.1\r\nHost: here\r\n" + header + b"\r\n\r\n")
                while body and sent < 268435456:
                    connection.sendall(body)
                    sent += len(body)
                    most_kib = max(most_kib, server.memory_kib() - before_kib)
            except OSError:
                pass
            try:
                connection.settimeout(10)
                answer = connection.recv(200)
            except OSError:
                pass
        status = answer.split(b"\r\n")[0].decode(errors="replace") or "closed"
        assert not answer.startswith(b"HTTP/1.1 2"), status
        assert sent < 64 * 1024 * 1024, f"{sent} bytes were read"
        said.append(f"{header[:24].decode()}: {status}")
    assert answers(region) < PATIENCE_S
    h.until(lambda: server.descriptors() <= before + 20, 30, "descriptors given back")
    assert most_kib < KIB_LEFT, f"{most_kib} KiB for a body that is too long"
    return f"{'; '.join(said)}; at most {most_kib} KiB"


def main():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, IDLE + 1000), hard))
    passed = failed = 0
    with h.Region() as region:
        server = Server(region)
        for what in (idle, idle, idle_again, slow, bodies):
            try:
                print(f"ok   chaos: {what.__name__}: {what(region, server)}", flush=True)
                passed += 1
            except AssertionError as error:
                print(f"FAIL chaos: {what.__name__}: {error}", flush=True)
                failed += 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
