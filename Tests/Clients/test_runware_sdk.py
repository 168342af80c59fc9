"""The Python package runware-sdk 1.8 (Runware/runware-python), unmodified: REST and WebSocket."""

import asyncio
import base64
import time
import unittest

from runware import RunOptions, Runware, RunwareError, file_to_data_uri

import pictures
import web
from service import Service
from slow import slow_image, slow_task
from tasks import BAD, task

# What the package makes of the server's codes.
CLASSES = {"downloadFailed": "provider"}


def connect(service, transport, key="any"):
    return Runware(api_key=key, transport=transport, http_base_url=service.http, ws_base_url=service.ws)


class RunwareSDKTests:
    """The tests of both transports; they differ by `transport` alone."""

    @classmethod
    def setUpClass(cls):
        cls.service = Service("--no-canvas-limit")
        cls.addClassCleanup(cls.service.close)
        cls.source = pictures.png(96, 80)
        cls.image = file_to_data_uri(cls.source)

    async def asyncSetUp(self):
        self.client = connect(self.service, self.transport)
        await self.client.connect()

    async def asyncTearDown(self):
        await self.client.close()

    async def run_one(self, image=None, options=None, **changes):
        return await self.client.run(task(image or self.image, **changes), options)

    async def test_a_picture_both_ways(self):
        for method in ("sync", "async", None):
            [item] = await self.run_one(
                outpaint={"left": 13, "top": 7}, outputFormat="PNG", includeCost=True, deliveryMethod=method
            )
            self.assertEqual(item["cost"], 0.1)
            self.assertTrue(pictures.holds_source(web.get(item["imageURL"])[2], self.source, 13, 7))

    async def test_two_results_both_ways(self):
        for method in ("sync", "async"):
            seen = []
            options = RunOptions(on_result=seen.append)
            items = await self.run_one(numberResults=2, deliveryMethod=method, options=options)
            self.assertEqual(len({item["imageUUID"] for item in items}), 2)
            self.assertEqual({item["imageUUID"] for item in seen}, {item["imageUUID"] for item in items})

    async def test_every_output_type(self):
        for method in ("sync", "async"):
            [text] = await self.run_one(seed=5, outputType="base64Data", deliveryMethod=method)
            [uri] = await self.run_one(seed=5, outputType="dataURI", deliveryMethod=method)
            [link] = await self.run_one(seed=5, deliveryMethod=method)
            data = web.get(link["imageURL"])[2]
            self.assertEqual(base64.b64decode(text["imageBase64Data"]), data)
            self.assertEqual(base64.b64decode(uri["imageDataURI"].split(",")[1]), data)

    async def test_an_upload_is_used_by_its_identifier_until_it_is_deleted(self):
        [image] = await self.client.image_upload({"image": self.image})
        [media] = await self.client.media_storage({"operation": "upload", "media": self.image})
        for source in (image["imageUUID"], media["mediaUUID"]):
            [item] = await self.run_one(source)
            self.assertEqual(pictures.size(web.get(item["imageURL"])[2]), (160, 80))
        await self.client.media_storage({"operation": "delete", "media": media["mediaUUID"]})
        with self.assertRaises(RunwareError) as caught:
            await self.run_one(media["mediaUUID"])
        self.assertEqual((caught.exception.code, caught.exception.parameter), ("validation", "inputs.image"))

    async def test_every_bad_request_fails_at_once_with_its_reason(self):
        for name, change, code, parameter in BAD:
            if name == "canvas above 2048":
                continue  # This server has no limit.
            for method in ("sync", "async"):
                with self.subTest(name, method=method):
                    wanted = task(self.image, deliveryMethod=method, **change)
                    start = time.monotonic()
                    with self.assertRaises(RunwareError) as caught:
                        await self.client.run(wanted)
                    error = caught.exception
                    self.assertEqual((error.code, error.parameter), (CLASSES.get(code, "validation"), parameter))
                    self.assertEqual(error.task_uuid, wanted["taskUUID"])
                    # A status that the package takes for temporary would be tried four times, for seven seconds.
                    self.assertLess(time.monotonic() - start, 5)

    async def test_progress_is_told(self):
        told = []
        photo = pictures.data_uri(pictures.photo())
        await self.run_one(
            photo, RunOptions(on_progress=told.append), outpaint={"left": 2000, "right": 2000, "top": 1000}
        )
        self.assertTrue(told)
        self.assertTrue(all(0 <= item["progress"] <= 100 for item in told))

    async def test_a_data_uri_of_twenty_megabytes(self):
        large = file_to_data_uri(pictures.png(2300, 2200, level=0, smooth=False))
        self.assertGreater(len(large), 20_000_000)
        [item] = await self.run_one(large, settings={"mode": "fast"})
        self.assertEqual(pictures.size(web.get(item["imageURL"])[2]), (2364, 2200))

    async def test_many_at_once(self):
        tasks = [task(self.image, seed=number, deliveryMethod="sync") for number in range(1, 21)]
        results = await asyncio.gather(*[self.client.run(each) for each in tasks])
        self.assertEqual([items[0]["seed"] for items in results], list(range(1, 21)))

    async def test_a_task_is_looked_up_again(self):
        wanted = task(self.image)
        items = await self.client.run(wanted)
        again = await self.client.get_response({"taskUUID": wanted["taskUUID"]})
        self.assertEqual([item["imageURL"] for item in again], [item["imageURL"] for item in items])

    async def test_a_wrong_key(self):
        with Service("--api-key", "right") as service:
            client = connect(service, self.transport, key="wrong")
            with self.assertRaises(RunwareError) as caught:
                await client.connect()
                await client.run(task(self.image))
            self.assertEqual(caught.exception.code, "auth")
            await client.close()


class RESTTests(RunwareSDKTests, unittest.IsolatedAsyncioTestCase):
    transport = "rest"


class WebSocketTests(RunwareSDKTests, unittest.IsolatedAsyncioTestCase):
    transport = "websocket"

    async def test_a_lost_connection_costs_no_asynchronous_task(self):
        photo = pictures.data_uri(pictures.photo())
        for delay in (0.01, 0.5, 2):
            work = asyncio.create_task(self.run_one(photo, outpaint={"left": 900, "right": 900}))
            await asyncio.sleep(delay)
            self.client._ws_transport._ws.transport.abort()
            [item] = await asyncio.wait_for(work, 120)
            self.assertEqual(web.get(item["imageURL"])[0], 200)


class SlowTests(unittest.IsolatedAsyncioTestCase):
    async def test_tasks_of_more_than_a_minute(self):
        """A big canvas on one thread over REST, and small tasks of all kinds that wait behind it."""
        with Service("--no-canvas-limit", "--jobs", "1", "--threads", "1") as service:
            image = slow_image(service)
            slow, seconds = slow_task(service, image)
            print(f"the slow task should take at least {seconds:.0f} s", flush=True)
            small = pictures.data_uri(pictures.png(96, 80))
            async with asyncio.TaskGroup() as group:
                times = [group.create_task(timed(service, "rest", {**slow, "deliveryMethod": "sync"}))]
                for transport in ("rest", "websocket"):
                    for method in ("sync", "async"):
                        times.append(
                            group.create_task(timed(service, transport, task(small, deliveryMethod=method), 1))
                        )
            print("seconds of five tasks:", [round(each.result(), 1) for each in times], flush=True)
            self.assertTrue(all(each.result() > 60 for each in times))


async def timed(service, transport, wanted, delay=0):
    """Seconds that a task takes a client of its own."""
    await asyncio.sleep(delay)
    async with connect(service, transport) as client:
        start = time.monotonic()
        items = await client.run(wanted)
        seconds = time.monotonic() - start
    assert len(items) == wanted.get("numberResults", 1)
    assert web.get(items[0]["imageURL"], method="HEAD")[0] == 200
    return seconds


if __name__ == "__main__":
    unittest.main()
