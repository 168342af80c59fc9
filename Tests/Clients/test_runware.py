"""The Python package runware 0.5 (Runware/sdk-python), unmodified: WebSocket only."""

import asyncio
import base64
import os
import tempfile
import time
import unittest

# Every result is asked for again after this long; the default of the package is a minute more.
os.environ.setdefault("RUNWARE_IMAGE_INFERENCE_TIMEOUT", "600000")

from runware import IImageInference, Runware, RunwareAPIError

import pictures
import web
from service import Service
from slow import slow_image, slow_task
from tasks import BAD, task


def request(image, **changes):
    fields = task(image, **changes)
    del fields["taskType"]
    return IImageInference(**fields)


class RunwareTests(unittest.IsolatedAsyncioTestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service("--no-canvas-limit")
        cls.addClassCleanup(cls.service.close)
        cls.source = pictures.png(96, 80)
        cls.image = pictures.data_uri(cls.source)

    async def asyncSetUp(self):
        self.client = Runware(api_key="any", url=self.service.ws)
        await self.client.connect()

    async def asyncTearDown(self):
        await self.client.disconnect()

    async def test_a_picture(self):
        [image] = await self.client.imageInference(
            request(self.image, outpaint={"left": 13, "top": 7}, outputFormat="PNG", includeCost=True)
        )
        self.assertEqual(image.cost, 0.1)
        data = web.get(image.imageURL)[2]
        self.assertTrue(pictures.holds_source(data, self.source, 13, 7))

    async def test_two_results(self):
        partial = []
        images = await self.client.imageInference(
            request(self.image, numberResults=2, onPartialImages=lambda images, error: partial.extend(images))
        )
        self.assertEqual(len({image.imageUUID for image in images}), 2)
        self.assertEqual(len({image.seed for image in images}), 2)
        self.assertEqual({image.imageUUID for image in partial}, {image.imageUUID for image in images})

    async def test_asynchronous_tasks(self):
        wanted = request(self.image, numberResults=2, deliveryMethod="async")
        acknowledged = await self.client.imageInference(wanted)
        self.assertEqual(acknowledged.taskUUID, wanted.taskUUID)
        images = await self.client.getResponse(wanted.taskUUID, numberResults=2)
        self.assertEqual(len({image.imageUUID for image in images}), 2)
        self.assertEqual({image.status for image in images}, {"success"})

    async def test_a_slow_asynchronous_task_is_polled_until_it_is_done(self):
        wanted = request(
            pictures.data_uri(pictures.photo()),
            deliveryMethod="async",
            outpaint={"left": 1500, "right": 1500, "top": 900},
        )
        await self.client.imageInference(wanted)
        [image] = await self.client.getResponse(wanted.taskUUID)
        self.assertEqual(pictures.size(web.get(image.imageURL)[2]), (3512, 1412))

    async def test_every_output_type(self):
        [text] = await self.client.imageInference(request(self.image, seed=5, outputType="base64Data"))
        [uri] = await self.client.imageInference(request(self.image, seed=5, outputType="dataURI"))
        [link] = await self.client.imageInference(request(self.image, seed=5))
        data = web.get(link.imageURL)[2]
        self.assertEqual(base64.b64decode(text.imageBase64Data), data)
        self.assertEqual(base64.b64decode(uri.imageDataURI.split(",")[1]), data)

    async def test_an_upload_is_used_by_its_identifier(self):
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            file.write(self.source)
            file.flush()
            uploaded = await self.client.uploadImage(file.name)
            stored = await self.client.uploadMedia(file.name)
        self.assertEqual(web.get(uploaded.imageURL)[2], self.source)
        for source in (uploaded.imageUUID, uploaded, stored.mediaUUID):
            [image] = await self.client.imageInference(request(source))
            self.assertEqual(pictures.size(web.get(image.imageURL)[2]), (160, 80))

    async def test_every_bad_request_fails_with_its_reason(self):
        for name, change, code, parameter in BAD:
            if name == "canvas above 2048":
                continue  # This server has no limit.
            with self.subTest(name):
                with self.assertRaises(RunwareAPIError) as caught:
                    await self.client.imageInference(request(self.image, **change))
                if name == "no image":
                    # The package leaves an empty object out.
                    parameter = "inputs"
                self.assertEqual(caught.exception.code, code)
                self.assertEqual(caught.exception.error_data.get("parameter"), parameter)

    async def test_many_at_once_on_one_connection(self):
        requests = [request(self.image, seed=number) for number in range(1, 21)]
        results = await asyncio.gather(*[self.client.imageInference(each) for each in requests])
        self.assertEqual([images[0].seed for images in results], list(range(1, 21)))
        self.assertEqual([images[0].taskUUID for images in results], [each.taskUUID for each in requests])

    async def test_a_lost_connection_costs_no_result(self):
        work = asyncio.create_task(
            self.client.imageInference(
                request(pictures.data_uri(pictures.photo()), outpaint={"left": 900, "right": 900})
            )
        )
        await asyncio.sleep(0.5)
        self.client._ws.transport.abort()
        [image] = await asyncio.wait_for(work, 120)
        self.assertEqual(web.get(image.imageURL)[0], 200)

    async def test_a_data_uri_of_twenty_megabytes(self):
        large = pictures.data_uri(pictures.png(2300, 2200, level=0, smooth=False))
        self.assertGreater(len(large), 20_000_000)
        [image] = await self.client.imageInference(request(large, settings={"mode": "fast"}))
        self.assertEqual(pictures.size(web.get(image.imageURL)[2]), (2364, 2200))


class KeyTests(unittest.IsolatedAsyncioTestCase):
    async def test_a_wrong_key(self):
        with Service("--api-key", "right") as service:
            client = Runware(api_key="wrong", url=service.ws)
            await client.connect()
            with self.assertRaises(ConnectionError) as caught:
                await asyncio.wait_for(client.imageInference(request("aGVsbG8gd29ybGQh")), 60)
            self.assertIn("key", str(caught.exception))
            await client.disconnect()


class SlowTests(unittest.IsolatedAsyncioTestCase):
    async def test_tasks_of_more_than_a_minute(self):
        """A big canvas on one thread, and two small tasks that wait behind it."""
        with Service("--no-canvas-limit", "--jobs", "1", "--threads", "1") as service:
            image = slow_image(service)
            slow, seconds = slow_task(service, image)
            print(f"the slow task should take at least {seconds:.0f} s", flush=True)
            async with asyncio.TaskGroup() as group:
                times = [
                    group.create_task(timed(service, **slow)),
                    group.create_task(timed(service, delay=1, **task(pictures.data_uri(pictures.png(96, 80))))),
                    group.create_task(
                        timed(service, delay=1, **task(pictures.data_uri(pictures.png(96, 80)), deliveryMethod="async"))
                    ),
                ]
            print("seconds of three tasks:", [round(each.result(), 1) for each in times], flush=True)
            self.assertTrue(all(each.result() > 60 for each in times))


async def timed(service, delay=0, **fields):
    """Seconds that a task takes a client of its own."""
    await asyncio.sleep(delay)
    client = Runware(api_key="any", url=service.ws)
    await client.connect()
    start = time.monotonic()
    del fields["taskType"]
    wanted = IImageInference(**fields)
    images = await client.imageInference(wanted)
    if wanted.deliveryMethod == "async":
        images = await client.getResponse(wanted.taskUUID)
    seconds = time.monotonic() - start
    assert len(images) == (wanted.numberResults or 1)
    assert web.get(images[0].imageURL, method="HEAD")[0] == 200
    await client.disconnect()
    return seconds


if __name__ == "__main__":
    unittest.main()
