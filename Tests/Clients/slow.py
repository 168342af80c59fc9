"""Requests that take more than a minute on any machine."""

import math
import time

import pictures
import web
from tasks import task

# Each result adds 22 megapixels to a source of 18.
EDGES = {"left": 2000, "right": 2000}


def slow_image(service):
    """The identifier of a large picture, which the server grows itself from a photograph."""
    large = pictures.data_uri(pictures.photo("dandelion_meadow.jpg"), "image/jpeg")
    for edges in ({"left": 1024, "right": 1024}, {"top": 1024, "bottom": 1024}):
        status, envelope = web.post(service, [task(large, outpaint=edges, settings={"mode": "fast"})])
        assert status == 200, envelope
        large = envelope["data"][0]["imageUUID"]
    return large


def slow_task(service, image):
    """A task that takes some 80 seconds, and how long it should take, by the time that one result takes."""
    start = time.monotonic()
    status, envelope = web.post(service, [task(image, outpaint=EDGES)])
    assert status == 200, envelope
    seconds = time.monotonic() - start
    count = min(20, math.ceil(80 / seconds))
    return task(image, outpaint=EDGES, numberResults=count), count * seconds
