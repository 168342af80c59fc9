"""What keeps a server from being used up: connections, slow peers, descriptors, large sources, the store."""

import json
import resource
import socket
import struct
import time
import unittest
import uuid
import zlib

import pictures
import web
from service import Service
from tasks import task


def connect(service):
    connection = socket.create_connection(("127.0.0.1", service.port), timeout=60)
    return connection


def ping(connection):
    """Asks over a connection that stays open; returns the answer's first line."""
    body = json.dumps([{"taskType": "ping", "ping": True}]).encode()
    head = b"POST /v1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer any\r\nContent-Length: %d\r\n\r\n" % len(
        body
    )
    connection.sendall(head + body)
    return connection.recv(4096).split(b"\r\n")[0]


class ConnectionTests(unittest.TestCase):
    def test_no_more_connections_than_allowed(self):
        with Service("--max-connections", "5") as service:
            open_ones = [connect(service) for _ in range(5)]
            self.assertEqual({ping(each) for each in open_ones}, {b"HTTP/1.1 200 OK"})
            with connect(service) as one_more:
                self.assertTrue(one_more.recv(4096).startswith(b"HTTP/1.1 503"))
            open_ones.pop().close()
            time.sleep(0.5)
            self.assertEqual(web.request(service.port, "GET", "/healthz")[0], 200)
            self.assertEqual({ping(each) for each in open_ones}, {b"HTTP/1.1 200 OK"})
            for each in open_ones:
                each.close()

    def test_connections_do_not_take_the_descriptors_that_tasks_need(self):
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        try:
            # The server inherits the limit; this process needs more afterwards.
            resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard[1]))
            service = Service()
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, hard)
        with service:
            first = connect(service)
            self.assertEqual(ping(first), b"HTTP/1.1 200 OK")
            idle = [connect(service) for _ in range(400)]
            time.sleep(1)
            body = json.dumps([task(pictures.data_uri(pictures.png(64, 64)), deliveryMethod="async")]).encode()
            head = b"POST /v1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer any\r\nContent-Length: %d\r\n\r\n"
            first.sendall(head % len(body) + body)
            answer = first.recv(65536)
            self.assertTrue(answer.startswith(b"HTTP/1.1 200"), answer)
            for each in [first, *idle]:
                each.close()
            time.sleep(1)
            self.assertEqual(web.poll(service, json.loads(body)[0]["taskUUID"])[0], 200)

    def test_who_is_slow_is_let_go_and_nobody_waits_for_him(self):
        with Service() as service:
            slow = [connect(service) for _ in range(50)]
            for each in slow:
                each.sendall(b"POST /v1 HTTP/1.1\r\nHost: 127.0.0.1\r\n")
            start = time.monotonic()
            while slow and time.monotonic() - start < 60:
                for each in list(slow):
                    each.settimeout(0.001)
                    try:
                        each.sendall(b"X")
                        each.recv(4096)
                        slow.remove(each)
                    except TimeoutError:
                        pass
                    except OSError:
                        slow.remove(each)
                self.assertEqual(web.request(service.port, "GET", "/healthz")[0], 200)
                time.sleep(0.5)
            self.assertEqual(slow, [])


class SourceTests(unittest.TestCase):
    def test_a_source_is_measured_before_it_is_decoded(self):
        with Service("--max-source", "1", "--no-canvas-limit") as service:
            self.assertEqual(web.post(service, [task(pictures.data_uri(pictures.png(990, 990, smooth=False)))])[0], 200)
            head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
            bomb = b"\x89PNG\r\n\x1a\n"
            for name, data in [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1 << 20))), (b"IEND", b"")]:
                bomb += struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
            before = service.memory()
            for source in (bomb, pictures.png(1100, 1000, smooth=False)):
                for method in ("sync", "async"):
                    status, envelope = web.post(service, [task(pictures.data_uri(source), deliveryMethod=method)])
                    self.assertEqual((status, envelope["errors"][0]["parameter"]), (400, "inputs.image"), envelope)
            self.assertLess(service.memory(), before + 50)


class StoreTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.image = pictures.data_uri(pictures.png(96, 80))

    def finished(self, service, **changes):
        request = task(self.image, **changes)
        status, envelope = web.post(service, [request])
        self.assertEqual(status, 200, envelope)
        return request["taskUUID"], envelope["data"][0]["imageURL"]

    def wait_until_gone(self, link, seconds):
        end = time.monotonic() + seconds
        while web.get(link)[0] == 200:
            self.assertLess(time.monotonic(), end, "the picture is still there")
            time.sleep(1)

    def test_the_oldest_results_go_first(self):
        with Service("--max-results", "3") as service:
            made = [self.finished(service) for _ in range(6)]
            self.wait_until_gone(made[2][1], 60)
            self.assertEqual([web.get(link)[0] for _, link in made], [404] * 3 + [200] * 3)
            status, envelope = web.post(service, [{"taskType": "getResponse", "taskUUID": made[0][0]}])
            self.assertEqual((status, envelope["errors"][0]["code"]), (404, "taskFailedOrNotFound"))

    def test_a_full_store_takes_no_uploads_and_forgets_results(self):
        with Service("--max-store", "1") as service:
            large = pictures.data_uri(pictures.png(400, 400, level=0, smooth=False))
            link = self.finished(service)[1]
            upload = {"taskType": "imageUpload", "image": large}
            answers = [web.post(service, [{**upload, "taskUUID": str(uuid.uuid4())}]) for _ in range(3)]
            self.assertEqual([status for status, _ in answers], [200, 200, 400])
            self.assertEqual(answers[2][1]["errors"][0]["code"], "uploadFailed")
            self.finished(service, outputFormat="PNG", outpaint={"right": 300, "bottom": 300})
            self.wait_until_gone(link, 60)
            # An upload is its owner's to delete.
            self.assertEqual(web.get(answers[0][1]["data"][0]["imageURL"])[0], 200)

    def test_a_picture_is_kept_as_long_as_was_asked(self):
        with Service() as service:
            link = self.finished(service, ttl=60)[1]
            other = self.finished(service)[1]
            time.sleep(55)
            self.assertEqual(web.get(link)[0], 200)
            self.wait_until_gone(link, 60)
            self.assertEqual(web.get(other)[0], 200)


if __name__ == "__main__":
    unittest.main()
