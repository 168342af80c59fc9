"""Requests of the hosted model, good and bad."""

import uuid

MODEL = "bfl:flux@outpainting"


def task(image, **changes):
    """A request for 64 more pixels on the right; a change to None takes a member away."""
    fields = {
        "taskType": "imageInference",
        "taskUUID": str(uuid.uuid4()),
        "model": MODEL,
        "inputs": {"image": image},
        "outpaint": {"right": 64},
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


# What must fail: a name, the change to a good request, the code of the error, and the parameter that it names.
BAD = [
    ("outpaint missing", {"outpaint": None}, "missingParameter", "outpaint"),
    ("all sides zero", {"outpaint": {"left": 0, "right": 0, "top": 0, "bottom": 0}}, "invalidParameter", "outpaint"),
    ("negative side", {"outpaint": {"left": -8}}, "invalidParameter", "outpaint.left"),
    ("fraction", {"outpaint": {"left": 64.5}}, "invalidParameter", "outpaint.left"),
    ("text for a number", {"outpaint": {"left": "64"}}, "invalidParameter", "outpaint.left"),
    ("side above 2048", {"outpaint": {"left": 4096}}, "invalidParameter", "outpaint.left"),
    ("canvas above 2048", {"outpaint": {"left": 2000}}, "invalidParameter", "outpaint"),
    ("no image", {"inputs": {}}, "missingParameter", "inputs.image"),
    ("no picture in the data", {"inputs": {"image": "aGVsbG8gd29ybGQh"}}, "invalidParameter", "inputs.image"),
    ("unknown UUID", {"inputs": {"image": str(uuid.uuid4())}}, "invalidParameter", "inputs.image"),
    (
        "address that may not be fetched",
        {"inputs": {"image": "http://10.1.2.3/a.png"}},
        "downloadFailed",
        "inputs.image",
    ),
    ("format TIFF", {"outputFormat": "TIFF"}, "invalidParameter", "outputFormat"),
    ("output type file", {"outputType": "file"}, "invalidParameter", "outputType"),
    ("quality 19", {"outputQuality": 19}, "invalidParameter", "outputQuality"),
    ("quality 100", {"outputQuality": 100}, "invalidParameter", "outputQuality"),
    ("no results", {"numberResults": 0}, "invalidParameter", "numberResults"),
    ("21 results", {"numberResults": 21}, "invalidParameter", "numberResults"),
    ("other mode", {"settings": {"mode": "best"}}, "invalidParameter", "settings.mode"),
    ("ttl below 60", {"ttl": 59}, "invalidParameter", "ttl"),
    ("another model", {"model": "runware:101@1"}, "invalidModel", "model"),
]
