"""What is accepted is never lost, and what is too much is refused by the documented rule."""

import base64
import json
import time
import unittest
import uuid

import pictures
import web
from service import Service
from tasks import task


class DurabilityTests(unittest.TestCase):
    def test_every_accepted_task_succeeds_after_a_kill(self):
        photo = pictures.data_uri(pictures.photo())
        with Service("--queue", "100") as service:
            tasks = []
            for number in range(20):
                edges, count = {"right": 128 + number}, 1 + number % 2
                tasks.append(
                    task(photo, deliveryMethod="async", outpaint=edges, outputFormat="PNG", numberResults=count)
                )
            for each in tasks:
                self.assertEqual(web.post(service, [each])[0], 200)
            done = {}
            # Killed twice: with some tasks done, some in work, and some waiting.
            for count in (4, 12):
                while len(done) < count:
                    time.sleep(0.05)
                    for each in tasks:
                        _, envelope = web.post(service, [{"taskType": "getResponse", "taskUUID": each["taskUUID"]}])
                        if all(item["status"] == "success" for item in envelope["data"]):
                            done[each["taskUUID"]] = envelope
                service.kill()
                service.start()
            for each in tasks:
                status, envelope = web.poll(service, each["taskUUID"])
                self.assertEqual((status, len(envelope["data"])), (200, each["numberResults"]), envelope)
                for item in envelope["data"]:
                    picture = web.get(item["imageURL"])[2]
                    self.assertEqual(pictures.size(picture), (512 + each["outpaint"]["right"], 512))
                # What was done before the kill is the same after it.
                self.assertEqual(done.get(each["taskUUID"], envelope), envelope)

    def test_a_stop_finishes_or_keeps_what_runs(self):
        photo = pictures.data_uri(pictures.photo())
        with Service("--jobs", "1", "--no-canvas-limit", "--grace", "1") as service:
            tasks = [
                task(photo, deliveryMethod="async", outpaint={"left": 1200, "right": 1200, "top": 600})
                for _ in range(3)
            ]
            for each in tasks:
                self.assertEqual(web.post(service, [each])[0], 200)
            time.sleep(0.3)
            start = time.monotonic()
            self.assertIn(service.stop(), (0, 143))
            self.assertLess(time.monotonic() - start, 15)
            service.start()
            for each in tasks:
                self.assertEqual(web.poll(service, each["taskUUID"])[0], 200)

    def test_uploads_survive(self):
        with Service() as service:
            source = pictures.png(96, 80)
            upload = {"taskType": "imageUpload", "taskUUID": str(uuid.uuid4()), "image": pictures.data_uri(source)}
            _, envelope = web.post(service, [upload])
            service.kill()
            service.start()
            item = envelope["data"][0]
            self.assertEqual(web.get(item["imageURL"])[2], source)
            self.assertEqual(web.post(service, [task(item["imageUUID"])])[0], 200)

    def test_a_torn_file_costs_no_start(self):
        """A crash of the machine may leave anything in the folder."""
        with Service() as service:
            request = task(pictures.data_uri(pictures.png(96, 80)), deliveryMethod="async")
            web.post(service, [request])
            web.poll(service, request["taskUUID"])
            service.kill()
            for file in sorted((service.folder / "data").rglob("*")):
                if file.is_dir():
                    (file / "torn.json").write_bytes(b'{"a')
                    (file / "half.png").write_bytes(b"\x89PNG")
            service.start()
            self.assertEqual(web.poll(service, request["taskUUID"])[0], 200)


class QueueTests(unittest.TestCase):
    def test_a_full_queue_refuses_and_loses_nothing(self):
        photo = pictures.data_uri(pictures.photo())
        with Service("--queue", "2", "--jobs", "1", "--no-canvas-limit") as service:
            edges = {"left": 1500, "right": 1500}
            accepted, refused = [], []
            for _ in range(8):
                request = task(photo, deliveryMethod="async", outpaint=edges)
                status, envelope = web.post(service, [request])
                if status == 200:
                    accepted.append(request["taskUUID"])
                else:
                    error = envelope["errors"][0]
                    self.assertEqual((status, error["code"]), (503, "noAvailableServer"))
                    self.assertEqual(error["taskUUID"], request["taskUUID"])
                    refused.append(request)
            # One runs and two wait; a task that was fast may have made room for one more.
            self.assertIn(len(accepted), (3, 4))
            body = {"input_image": base64.b64encode(pictures.photo()).decode(), "width": 640, "height": 512}
            status, _, answer = web.request(
                service.port, "POST", "/v1/flux-tools/outpainting-v1", body, {"x-key": "any"}
            )
            self.assertEqual((status, type(json.loads(answer).get("detail"))), (429, str))
            for each in accepted:
                self.assertEqual(web.poll(service, each)[0], 200)
            # An identifier that was refused may be used again, as clients do when they try again.
            self.assertEqual(web.post(service, [refused[0]])[0], 200)
            self.assertEqual(web.poll(service, refused[0]["taskUUID"])[0], 200)


if __name__ == "__main__":
    unittest.main()
