"""The Runware face over a WebSocket, frame by frame."""

import asyncio
import json
import time
import unittest
import uuid

import websockets

import pictures
import web
from service import Service
from tasks import BAD, task


async def send(socket, *tasks):
    await socket.send(json.dumps(list(tasks)))


async def receive(socket, seconds=60):
    return json.loads(await asyncio.wait_for(socket.recv(), seconds))


async def open_session(service, session=None, path="/v1"):
    """A connection that has authenticated, and the identifier of its session."""
    socket = await websockets.connect(f"ws://127.0.0.1:{service.port}{path}", max_size=None)
    login = {"taskType": "authentication", "apiKey": "any"}
    await send(socket, {**login, "connectionSessionUUID": session} if session else login)
    answer = await receive(socket)
    return socket, answer["data"][0]["connectionSessionUUID"]


class WebSocketTests(unittest.IsolatedAsyncioTestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service("--no-canvas-limit", "--jobs", "1")
        cls.addClassCleanup(cls.service.close)
        cls.image = pictures.data_uri(pictures.png(96, 80))
        cls.photo = pictures.data_uri(pictures.photo())

    async def asyncSetUp(self):
        self.socket, self.session = await open_session(self.service)

    async def asyncTearDown(self):
        await self.socket.close()

    async def test_authentication_on_every_path(self):
        for path in ("/", "/v1", "/v1/", "/v1?sdk=js&version=1.2"):
            socket, session = await open_session(self.service, path=path)
            self.assertEqual(str(uuid.UUID(session)), session.lower())
            await socket.close()

    async def test_nothing_but_authentication_comes_first(self):
        async with websockets.connect(self.service.ws) as socket:
            request = task(self.image)
            await send(socket, request)
            error = (await receive(socket))["errors"][0]
            self.assertEqual((error["code"], error["taskUUID"]), ("missingApiKey", request["taskUUID"]))
            await send(socket, {"taskType": "authentication", "apiKey": ""})
            self.assertEqual((await receive(socket))["errors"][0]["taskType"], "authentication")

    async def test_results_come_one_a_frame(self):
        request = task(self.image, numberResults=3)
        await send(self.socket, request)
        frames = [await receive(self.socket) for _ in range(3)]
        self.assertEqual([(list(frame), len(frame["data"])) for frame in frames], [(["data"], 1)] * 3)
        self.assertEqual(len({frame["data"][0]["imageUUID"] for frame in frames}), 3)
        self.assertEqual({frame["data"][0]["taskUUID"] for frame in frames}, {request["taskUUID"]})

    async def test_pings_are_answered_during_inference(self):
        request = task(self.photo, outpaint={"left": 1500, "right": 1500, "bottom": 1500})
        start = time.monotonic()
        await send(self.socket, request)
        delays, result = [], None
        while result is None:
            sent, mark = time.monotonic(), str(uuid.uuid4())
            await send(self.socket, {"taskType": "ping", "ping": True, "taskUUID": mark})
            while True:
                [item] = (await receive(self.socket))["data"]
                if item["taskType"] == "ping":
                    self.assertEqual(item, {"taskType": "ping", "taskUUID": mark, "pong": True})
                    break
                result = item
            delays.append(time.monotonic() - sent)
            await (await self.socket.ping())
            await asyncio.sleep(0.05)
        self.assertGreater(len(delays), 5, f"the task took {time.monotonic() - start:.1f} s only")
        self.assertLess(max(delays), 2)

    async def test_every_bad_request_names_its_task(self):
        for name, change, code, parameter in BAD:
            if name == "canvas above 2048":
                continue  # This server has no limit.
            with self.subTest(name):
                request = task(self.image, **change)
                await send(self.socket, request)
                envelope = await receive(self.socket)
                self.assertEqual(list(envelope), ["errors"])
                error = envelope["errors"][0]
                self.assertEqual(
                    (error["code"], error.get("parameter"), error["taskUUID"], error["taskType"]),
                    (code, parameter, request["taskUUID"], "imageInference"),
                )
        for frame in ("{", "7", "[1]"):
            await self.socket.send(frame)
            self.assertEqual((await receive(self.socket))["errors"][0]["code"], "invalidRequest")

    async def test_a_poll_is_answered_in_one_frame(self):
        request = task(self.photo, deliveryMethod="async", numberResults=2, outpaint={"right": 256})
        await send(self.socket, request)
        expected = {"data": [{"taskType": "imageInference", "taskUUID": request["taskUUID"]}]}
        self.assertEqual(await receive(self.socket), expected)
        seen = set()
        while True:
            await send(self.socket, {"taskType": "getResponse", "taskUUID": request["taskUUID"]})
            data = (await receive(self.socket))["data"]
            self.assertEqual(len(data), 2)
            seen.add(tuple(item["imageUUID"] for item in data))
            states = {item["status"] for item in data}
            self.assertEqual(len(states), 1)
            if states == {"success"}:
                break
            self.assertTrue(all("imageURL" not in item for item in data))
            await asyncio.sleep(0.05)
        # The identifiers are those of the beginning.
        self.assertEqual(len(seen), 1)

    async def test_a_lost_client_gets_its_results_when_it_is_back(self):
        # Large enough that it is not done before the connection ends, however fast the machine.
        request = task(self.photo, numberResults=2, outpaint={"left": 1000, "right": 1000})
        await send(self.socket, request)
        for _ in range(600):
            if web.metric(self.service, "outpaint_tasks_running") == 1:
                break
            await asyncio.sleep(0.01)
        # No close frame: the network went away.
        self.socket.transport.abort()
        for _ in range(600):
            if (
                web.metric(self.service, "outpaint_tasks_running") + web.metric(self.service, "outpaint_queue_depth")
                == 0
            ):
                break
            await asyncio.sleep(0.1)
        self.socket, session = await open_session(self.service, self.session)
        self.assertEqual(session, self.session)
        items = [(await receive(self.socket))["data"][0] for _ in range(2)]
        self.assertEqual([item["taskUUID"] for item in items], [request["taskUUID"]] * 2)
        self.assertEqual(web.get(items[0]["imageURL"])[0], 200)
        await send(self.socket, {"taskType": "ping", "ping": True})
        self.assertEqual((await receive(self.socket))["data"][0].get("pong"), True, "a result came twice")

    async def test_a_client_that_is_back_early_gets_its_results_too(self):
        request = task(self.photo, outpaint={"left": 700, "right": 700})
        await send(self.socket, request)
        await asyncio.sleep(0.1)
        self.socket.transport.abort()
        self.socket, _ = await open_session(self.service, self.session)
        item = (await receive(self.socket))["data"][0]
        self.assertEqual(item["taskUUID"], request["taskUUID"])

    async def test_a_message_in_many_frames_and_of_many_megabytes(self):
        large = pictures.data_uri(pictures.png(2300, 2200, level=0, smooth=False))
        self.assertGreater(len(large), 20_000_000)
        text = json.dumps([task(large, settings={"mode": "fast"})])
        await self.socket.send(text[start : start + 300_000] for start in range(0, len(text), 300_000))
        self.assertIn("imageURL", (await receive(self.socket, 120))["data"][0])


if __name__ == "__main__":
    unittest.main()
