"""The Runware face over plain HTTP, image links, limits, callbacks."""

import base64
import http.server
import json
import select
import socket
import subprocess
import threading
import time
import unittest
import uuid

import pictures
import web
from service import OUTPAINT, Service
from tasks import BAD, task


class HTTPTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service("--assets", str(pictures.PHOTOS))
        cls.addClassCleanup(cls.service.close)
        cls.source = pictures.png(96, 80)
        cls.image = pictures.data_uri(cls.source)

    def run_one(self, **changes):
        request = task(self.image, **changes)
        status, envelope = web.post(self.service, [request])
        self.assertEqual((status, list(envelope)), (200, ["data"]), envelope)
        for item in envelope["data"]:
            self.assertEqual((item["taskType"], item["taskUUID"]), ("imageInference", request["taskUUID"]))
        return envelope["data"]

    def test_the_source_is_in_the_result_bit_by_bit(self):
        [item] = self.run_one(outpaint={"left": 13, "top": 7, "right": 5}, outputFormat="PNG")
        status, headers, body = web.get(item["imageURL"])
        self.assertEqual((status, headers["Content-Type"]), (200, "image/png"))
        self.assertEqual(pictures.size(body), (114, 87))
        self.assertTrue(pictures.holds_source(body, self.source, 13, 7))
        self.assertNotIn("cost", item)
        self.assertNotIn("status", item)

    def test_every_output_type_and_format(self):
        kinds = {"JPG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
        for format, kind in kinds.items():
            [link] = self.run_one(outputFormat=format, seed=3)
            [text] = self.run_one(outputFormat=format, seed=3, outputType="base64Data")
            [uri] = self.run_one(outputFormat=format, seed=3, outputType="dataURI")
            self.assertTrue(uri["imageDataURI"].startswith(f"data:{kind};base64,"))
            data = web.get(link["imageURL"])[2]
            self.assertEqual(pictures.kind(data), kind)
            self.assertEqual(base64.b64decode(text["imageBase64Data"]), data)
            self.assertEqual(base64.b64decode(uri["imageDataURI"].split(",")[1]), data)
            for item, own in [(link, "imageURL"), (text, "imageBase64Data"), (uri, "imageDataURI")]:
                fields = {"imageURL", "imageBase64Data", "imageDataURI"} & set(item)
                self.assertEqual(fields, {own})

    def test_results_of_one_task_have_seeds_and_pictures_of_their_own(self):
        items = self.run_one(numberResults=3, outputFormat="PNG")
        self.assertEqual([len({item[name] for item in items}) for name in ("seed", "imageUUID")], [3, 3])
        self.assertEqual(len({web.get(item["imageURL"])[2] for item in items}), 3)
        again = self.run_one(seed=items[1]["seed"], outputFormat="PNG")
        self.assertEqual(web.get(again[0]["imageURL"])[2], web.get(items[1]["imageURL"])[2])

    def test_a_result_and_an_upload_are_sources(self):
        [first] = self.run_one(outputFormat="PNG")
        second = task(first["imageUUID"], outputFormat="PNG")
        by_link = task(first["imageURL"], outputFormat="PNG")
        status, envelope = web.post(self.service, [second, by_link])
        self.assertEqual([item["taskUUID"] for item in envelope["data"]], [second["taskUUID"], by_link["taskUUID"]])
        self.assertEqual(pictures.size(web.get(envelope["data"][0]["imageURL"])[2]), (96 + 128, 80))
        for kind in (
            {"taskType": "imageUpload", "image": self.image},
            {"taskType": "mediaStorage", "operation": "upload", "media": self.image},
        ):
            _, envelope = web.post(self.service, [{**kind, "taskUUID": str(uuid.uuid4())}])
            item = envelope["data"][0]
            stored = item.get("imageUUID") or item["mediaUUID"]
            self.assertEqual(web.get(item.get("imageURL") or item["mediaURL"])[2], self.source)
            status, envelope = web.post(self.service, [task(stored)])
            self.assertEqual(status, 200, envelope)
        delete = {"taskType": "mediaStorage", "taskUUID": str(uuid.uuid4()), "operation": "delete", "media": stored}
        status, envelope = web.post(self.service, [delete])
        self.assertEqual((status, envelope["data"][0]["mediaUUID"]), (200, stored))
        status, envelope = web.post(self.service, [task(stored)])
        self.assertEqual((status, envelope["errors"][0]["parameter"]), (400, "inputs.image"))

    def test_an_asset_stands_for_an_address(self):
        status, envelope = web.post(self.service, [task("https://example.com/images/astronaut.png", includeCost=True)])
        self.assertEqual((status, envelope["data"][0]["cost"]), (200, 0.1), envelope)

    def test_every_bad_request_says_what_is_wrong(self):
        for name, change, code, parameter in BAD:
            for method in ("sync", "async"):
                with self.subTest(name, method=method):
                    image = pictures.data_uri(self.source)
                    request = task(image, **{"deliveryMethod": method, **change})
                    status, envelope = web.post(self.service, [request])
                    if code == "downloadFailed" and method == "async" and status == 200:
                        # What has to be fetched may be looked at after the acknowledgement.
                        envelope = web.poll(self.service, request["taskUUID"])[1]
                        self.assertEqual(envelope["errors"][0]["status"], "error")
                    else:
                        self.assertEqual(status, 400)
                    self.assertEqual(list(envelope), ["errors"])
                    error = envelope["errors"][0]
                    self.assertEqual((error["code"], error.get("parameter")), (code, parameter))
                    self.assertEqual(error["taskUUID"], request["taskUUID"])
                    self.assertEqual(error["taskType"], "imageInference")
                    self.assertGreater(len(error["message"]), 20)

    def test_requests_that_are_no_tasks(self):
        for body, code in [
            (b"", "invalidRequest"), (b"{", "invalidRequest"), (b'"a"', "invalidRequest"), (b"[1]", "invalidRequest"),
            (b"[" * 100_000, "invalidRequest"), (b"\xff\xfe", "invalidRequest"),
            (json.dumps([task(self.image, taskUUID=None)]).encode(), "missingParameter"),
            (json.dumps([task(self.image, taskUUID="7")]).encode(), "invalidParameter"),
            (json.dumps([task(self.image, taskType="videoInference")]).encode(), "unsupportedTaskType"),
            (json.dumps([task(self.image, taskType=None)]).encode(), "missingParameter"),
        ]:  # fmt: skip
            with self.subTest(body[:40]):
                status, envelope = web.post(self.service, body)
                self.assertEqual((status, envelope["errors"][0]["code"]), (400, code), envelope)

    def test_a_batch_that_fails_in_part(self):
        good, bad = task(self.image), task(self.image, outpaint={"left": -1})
        status, envelope = web.post(self.service, [good, bad])
        self.assertEqual(status, 200)
        self.assertEqual([item["taskUUID"] for item in envelope["data"]], [good["taskUUID"]])
        self.assertEqual([error["taskUUID"] for error in envelope["errors"]], [bad["taskUUID"]])

    def test_a_used_identifier_is_refused_while_its_result_is_kept(self):
        request = task(self.image)
        self.assertEqual(web.post(self.service, [request])[0], 200)
        status, envelope = web.post(self.service, [request])
        self.assertEqual((status, envelope["errors"][0]["code"]), (400, "conflictTaskUUID"))

    def test_asynchronous_tasks_are_polled(self):
        request = task(self.image, deliveryMethod="async", numberResults=2, settings={"mode": "fast"})
        status, envelope = web.post(self.service, [request])
        acknowledged = {"taskType": "imageInference", "taskUUID": request["taskUUID"]}
        self.assertEqual((status, envelope), (200, {"data": [acknowledged]}))
        status, envelope = web.poll(self.service, request["taskUUID"])
        self.assertEqual(len(envelope["data"]), 2)
        # The answer can be asked for again.
        self.assertEqual(web.poll(self.service, request["taskUUID"])[1], envelope)
        unknown = [{"taskType": "getResponse", "taskUUID": str(uuid.uuid4())}]
        status, envelope = web.post(self.service, unknown)
        self.assertEqual((status, envelope["errors"][0]["code"]), (404, "taskFailedOrNotFound"))

    def test_a_dry_run_only_prices(self):
        done = web.metric(self.service, "outpaint_tasks_accepted_total")
        status, envelope = web.post(self.service, [task(self.image)], headers={"X-Runware-Dry-Run": "1"})
        self.assertEqual((status, envelope["data"][0]["cost"]), (200, 0.1))
        self.assertEqual(web.metric(self.service, "outpaint_tasks_accepted_total"), done)

    def test_paths_keys_and_authentication_elements(self):
        for path in ("/", "/v1", "/v1/", "/v1?sdk=js&version=1"):
            self.assertEqual(web.post(self.service, [{"taskType": "ping", "ping": True}], path=path)[0], 200)
        status, envelope = web.post(self.service, [task(self.image)], key=None)
        self.assertEqual((status, envelope["errors"][0]["code"]), (401, "missingApiKey"))
        login = {"taskType": "authentication", "apiKey": "any"}
        status, envelope = web.post(self.service, [login, task(self.image)], key=None)
        self.assertEqual((status, len(envelope["data"])), (200, 1))
        self.assertIn("imageURL", envelope["data"][0])
        status, envelope = web.post(self.service, [login], key=None)
        self.assertIn("connectionSessionUUID", envelope["data"][0])

    def test_links_are_files_as_browsers_know_them(self):
        [item] = self.run_one(outputFormat="PNG")
        link = item["imageURL"]
        self.assertTrue(link.endswith(f"/{item['imageUUID']}.png"), link)
        _, headers, body = web.get(link)
        head = web.get(link, method="HEAD")
        self.assertEqual((head[0], head[2], head[1]["Content-Length"]), (200, b"", str(len(body))))
        tag = headers["ETag"]
        self.assertEqual(web.get(link, {"If-None-Match": tag})[0], 304)
        status, headers, part = web.get(link, {"Range": "bytes=10-19"})
        self.assertEqual((status, part), (206, body[10:20]))
        self.assertEqual(headers["Content-Range"], f"bytes 10-19/{len(body)}")
        self.assertEqual(web.get(link, {"Range": "bytes=-5"})[2], body[-5:])
        self.assertEqual(web.get(link, {"Range": f"bytes={len(body)}-"})[0], 416)
        self.assertEqual(web.get(link.replace(item["imageUUID"], str(uuid.uuid4())))[0], 404)
        base = f"http://127.0.0.1:{self.service.port}"
        for path in ("/../etc/passwd", "/image/../../server.log", "/image/%2e%2e/server.log", "//etc/passwd"):
            self.assertIn(web.get(base + path)[0], (400, 404), path)

    def test_a_foreign_name_is_refused(self):
        headers = {"Host": "evil.example", "Authorization": "Bearer any"}
        status, _, body = web.request(self.service.port, "POST", "/v1", [task(self.image)], headers)
        self.assertEqual(status, 421, body)
        headers = {"Origin": "http://evil.example", "Authorization": "Bearer any"}
        self.assertEqual(web.request(self.service.port, "POST", "/v1", [task(self.image)], headers)[0], 403)

    def test_health_and_metrics(self):
        status, headers, body = web.request(self.service.port, "GET", "/healthz")
        self.assertEqual((status, json.loads(body)["status"]), (200, "ok"))
        text = web.request(self.service.port, "GET", "/metrics")[2].decode()
        for name in ("outpaint_queue_depth ", "outpaint_stored_bytes ", 'outpaint_fill_seconds_bucket{le="+Inf"} '):
            self.assertIn("\n" + name, text)


CHUNKED_HEAD = (
    b"POST /v1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer any\r\nTransfer-Encoding: chunked\r\n\r\n"
)


class LimitTests(unittest.TestCase):
    def test_bodies_that_are_too_large_are_refused_by_length_and_by_count(self):
        with Service("--max-body", "1") as service:
            headers = {"Authorization": "Bearer any"}
            large = b"[" + b" " * (2 << 20) + b"]"
            status, _, body = web.request(service.port, "POST", "/v1", large, headers)
            self.assertEqual(status, 413, body)
            with socket.create_connection(("127.0.0.1", service.port), timeout=20) as raw:
                raw.sendall(CHUNKED_HEAD)
                for _ in range(40):
                    raw.sendall(b"10000\r\n" + b" " * 65536 + b"\r\n")
                    # Sending on after the refusal would lose it.
                    if select.select([raw], [], [], 0.02)[0]:
                        break
                self.assertEqual(raw.recv(12), b"HTTP/1.1 413")
            self.assertEqual(web.request(service.port, "GET", "/healthz")[0], 200)

    def test_a_body_may_come_in_chunks(self):
        with Service() as service, socket.create_connection(("127.0.0.1", service.port), timeout=20) as raw:
            body = json.dumps([{"taskType": "ping", "ping": True}]).encode()
            raw.sendall(CHUNKED_HEAD)
            for byte in body:
                raw.sendall(b"1;name=value\r\n" + bytes([byte]) + b"\r\n")
            raw.sendall(b"0\r\nTrailer: 1\r\n\r\n")
            answer = raw.recv(4096)
            self.assertTrue(answer.startswith(b"HTTP/1.1 200"), answer)
            self.assertIn(b'"pong":true', answer)

    def test_an_open_port_needs_a_key(self):
        result = subprocess.run([OUTPAINT, "serve", "--host", "0.0.0.0", "--port", "0"], capture_output=True, text=True)
        self.assertEqual(result.returncode, 64)
        self.assertIn("--api-key", result.stderr)

    def test_a_set_key_is_the_only_one_but_links_need_none(self):
        with Service("--api-key", "correct horse") as service:
            image = pictures.data_uri(pictures.png(64, 64))
            status, envelope = web.post(service, [task(image)], key="wrong")
            self.assertEqual((status, envelope["errors"][0]["code"]), (401, "invalidApiKey"))
            status, envelope = web.post(service, [task(image)], key="correct horse")
            self.assertEqual(status, 200)
            self.assertEqual(web.get(envelope["data"][0]["imageURL"])[0], 200)


class CallbackTests(unittest.TestCase):
    """Webhooks and upload endpoints go to a server of the test."""

    def setUp(self):
        received = self.received = []
        refusals = self.refusals = [1]

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.command == "POST" and refusals and refusals.pop():
                    # The first webhook fails, and has to be tried again.
                    self.send_response(500)
                else:
                    received.append((self.command, self.path, self.headers["Content-Type"], body))
                    self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_PUT = do_POST

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.address = f"http://127.0.0.1:{server.server_port}"

    def test_every_result_is_posted_and_put(self):
        with Service("--allow-callback", self.address) as service:
            request = task(
                pictures.data_uri(pictures.png(64, 64)), numberResults=2, outputFormat="PNG", deliveryMethod="async",
                webhookURL=self.address + "/hook", uploadEndpoint=self.address + "/put",
            )  # fmt: skip
            web.post(service, [request])
            _, envelope = web.poll(service, request["taskUUID"])
            for _ in range(100):
                if len(self.received) >= 4:
                    break
                time.sleep(0.1)
            posts = {
                json.loads(body)["imageUUID"]: json.loads(body) for how, _, _, body in self.received if how == "POST"
            }
            puts = [(kind, body) for how, _, kind, body in self.received if how == "PUT"]
            self.assertEqual(set(posts), {item["imageUUID"] for item in envelope["data"]})
            for item in envelope["data"]:
                self.assertEqual(posts[item["imageUUID"]]["imageURL"], item["imageURL"])
                self.assertIn(("image/png", web.get(item["imageURL"])[2]), puts)

    def test_no_other_address_is_called(self):
        with Service() as service:
            request = task(pictures.data_uri(pictures.png(64, 64)), webhookURL=self.address + "/hook")
            # The picture is made; the operator, who alone can mend it, finds the reason in the log.
            self.assertEqual(web.post(service, [request])[0], 200)
            time.sleep(1)
            self.assertEqual(self.received, [])
            self.assertIn("callback not allowed", service.log.read_text())


if __name__ == "__main__":
    unittest.main()
