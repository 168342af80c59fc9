"""The BFL face over plain HTTP."""

import base64
import json
import time
import unittest
import uuid

import pictures
import web
from service import Service

PATH = "/v1/flux-tools/outpainting-v1"


class BFLTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service()
        cls.addClassCleanup(cls.service.close)
        cls.source = pictures.png(96, 80)
        cls.image = base64.b64encode(cls.source).decode()

    def submit(self, key="any", **fields):
        body = {"input_image": self.image, "width": 160, "height": 96, **fields}
        headers = {"x-key": key} if key else {}
        status, _, body = web.request(self.service.port, "POST", PATH, body, headers)
        return status, json.loads(body)

    def result(self, **fields):
        status, answer = self.submit(**fields)
        self.assertEqual(status, 200, answer)
        states = []
        for _ in range(600):
            status, _, body = web.get(answer["polling_url"])
            state = json.loads(body)
            self.assertEqual((status, state["id"]), (200, answer["id"]))
            states.append(state["status"])
            if state["status"] != "Pending":
                break
            time.sleep(0.05)
        self.assertEqual(states[-1], "Ready", state)
        status, headers, picture = web.get(state["result"]["sample"])
        self.assertEqual(status, 200)
        return headers["Content-Type"], picture

    def test_a_picture_is_submitted_polled_and_fetched(self):
        kind, picture = self.result()
        self.assertEqual((kind, pictures.size(picture)), ("image/png", (160, 96)))
        # Without offsets the source is in the middle.
        self.assertTrue(pictures.holds_source(picture, self.source, 32, 8))

    def test_offsets_place_the_source(self):
        _, picture = self.result(reference_offset_x=60, reference_offset_y=0)
        self.assertTrue(pictures.holds_source(picture, self.source, 60, 0))
        _, picture = self.result(reference_offset_x=5, reference_offset_y=None)
        self.assertTrue(pictures.holds_source(picture, self.source, 5, 8))

    def test_what_lies_beyond_is_cropped_only_when_asked_for(self):
        status, answer = self.submit(reference_offset_x=-10, reference_offset_y=0)
        self.assertEqual(status, 422, answer)
        _, picture = self.result(reference_offset_x=-10, reference_offset_y=0, auto_crop=True)
        rows, step = pictures.pixels(picture)
        wanted, _ = pictures.pixels(self.source)
        self.assertTrue(all(row[: 86 * step] == wanted[y][10 * step :] for y, row in enumerate(rows[:80])))

    def test_formats_and_modes_and_fields_without_effect(self):
        for name, kind in [("jpeg", "image/jpeg"), ("webp", "image/webp"), ("png", "image/png")]:
            got, picture = self.result(
                output_format=name, mode="fast", safety_tolerance=2, prompt="more of it", disable_pup=True, user="me"
            )
            self.assertEqual((got, pictures.kind(picture)), (kind, kind))

    def test_a_data_uri_is_taken_too(self):
        self.assertEqual(self.result(input_image=pictures.data_uri(self.source))[0], "image/png")

    def test_every_bad_field_is_named(self):
        for name, change in [
            ("width", {"width": 63}), ("height", {"height": None}), ("width", {"width": "160"}),
            ("input_image", {"input_image": None}), ("input_image", {"input_image": "aGVsbG8gd29ybGQh"}),
            ("output_format", {"output_format": "tiff"}), ("mode", {"mode": "best"}),
            ("safety_tolerance", {"safety_tolerance": 6}), ("seed", {"seed": 1}), ("auto_crop", {"auto_crop": 1}),
        ]:  # fmt: skip
            with self.subTest(change):
                status, answer = self.submit(**change)
                self.assertEqual(status, 422, answer)
                detail = answer["detail"][0]
                self.assertEqual(detail["loc"], ["body", name])
                self.assertTrue(detail["msg"] and detail["type"])
        # The area limit is about two fields; either may be named.
        status, answer = self.submit(width=4096, height=1025)
        self.assertEqual((status, answer["detail"][0]["loc"][0]), (422, "body"))
        self.assertEqual(self.result(width=1024, height=96)[0], "image/png")

    def test_other_failures(self):
        status, answer = self.submit(key=None)
        self.assertEqual((status, type(answer["detail"])), (403, str))
        status, _, body = web.request(self.service.port, "POST", PATH, b"{", {"x-key": "any"})
        self.assertEqual((status, type(json.loads(body)["detail"])), (400, str))
        status, _, body = web.request(self.service.port, "GET", f"/v1/get_result?id={uuid.uuid4()}")
        self.assertEqual((status, json.loads(body)["status"]), (404, "Task not found"))
        self.assertEqual(web.request(self.service.port, "GET", "/v1/get_result")[0], 422)


if __name__ == "__main__":
    unittest.main()
