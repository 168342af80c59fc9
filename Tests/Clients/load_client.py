"""One of several clients that `load.py` starts: it sends requests, one after the other, and looks at every answer.

Prints a line for every picture. `--sdk` says which package is installed where this runs; both are called runware.
"""

import argparse
import asyncio

from runware import Runware

import pictures
import web
from tasks import task

EDGES = {"left": 128, "right": 128, "top": 128, "bottom": 128}


def check(item, wanted):
    item = item if isinstance(item, dict) else vars(item)
    assert item["taskUUID"] == wanted["taskUUID"]
    status, headers, data = web.get(item["imageURL"])
    assert (status, headers["Content-Type"], pictures.size(data)) == (200, "image/jpeg", (768, 768))
    print("done", flush=True)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sdk", choices=["runware", "runware-sdk"])
    parser.add_argument("--port", type=int)
    parser.add_argument("--transport", choices=["rest", "websocket"])
    parser.add_argument("--count", type=int)
    options = parser.parse_args()
    address = f"127.0.0.1:{options.port}/v1"
    image = pictures.data_uri(pictures.photo())
    methods = ["sync", "async"]

    if options.sdk == "runware":
        from runware import IImageInference

        client = Runware(api_key="any", url=f"ws://{address}")
        await client.connect()
        for number in range(options.count):
            method = methods[number % 2]
            wanted = task(image, outpaint=EDGES, deliveryMethod=method)
            images = await client.imageInference(
                IImageInference(**{name: value for name, value in wanted.items() if name != "taskType"})
            )
            if method == "async":
                images = await client.getResponse(wanted["taskUUID"])
            check(images[0], wanted)
        await client.disconnect()
        return

    client = Runware(
        api_key="any", transport=options.transport, http_base_url=f"http://{address}", ws_base_url=f"ws://{address}"
    )
    async with client:
        for number in range(options.count):
            method = methods[number % 2]
            wanted = task(image, outpaint=EDGES, deliveryMethod=method)
            items = await client.run(wanted)
            check(items[0], wanted)


if __name__ == "__main__":
    asyncio.run(main())
