"""Requests that take more than a minute on any machine."""

import math

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
    """A task that takes a server with one thread 70 seconds or more, and how many it should take at least.

    Reckoned in time of the processor, which other programs do not stretch.
    """
    start = service.processor_seconds()
    status, envelope = web.post(service, [task(image, outpaint=EDGES)])
    assert status == 200, envelope
    seconds = service.processor_seconds() - start
    count = min(20, math.ceil(70 / seconds))
    return task(image, outpaint=EDGES, numberResults=count), count * seconds
