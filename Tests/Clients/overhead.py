"""What the server adds to the engine: the time from a request to its answer, less decoding, filling and encoding.

All times are those that the answer's header Server-Timing reports: the whole from the request's first byte on, and the
three stages. What the client's own clock says is printed too. A JPEG of 960 × 960 pixels grows to 1024 × 1024, one
megapixel; requests come one at a time over one connection. Pictures are written to the folder of temporary files before
the answer, so a busy disk shows: TMPDIR=/dev/shm measures without one.
"""

import argparse
import http.client
import json
import re
import statistics
import sys
import time

import pictures
import web
from service import Service
from tasks import task

LIMIT = 5.0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=41, help="for each way to send the source (default: 41)")
    options = parser.parse_args()
    with Service() as service:
        connection = http.client.HTTPConnection("127.0.0.1", service.port)

        def send(wanted):
            body = json.dumps([wanted])
            headers = {"Authorization": "Bearer any", "Content-Type": "application/json"}
            start = time.perf_counter()
            connection.request("POST", "/v1", body, headers)
            response = connection.getresponse()
            answer = json.loads(response.read())
            milliseconds = (time.perf_counter() - start) * 1000
            assert response.status == 200, answer
            return milliseconds, response.headers["Server-Timing"], answer

        # The server itself makes a photograph of that size.
        wanted = task(pictures.data_uri(pictures.photo()), outpaint={"right": 448, "bottom": 448}, seed=1)
        [item] = send(wanted)[2]["data"]
        source = web.get(item["imageURL"])[2]
        upload = {
            "taskType": "imageUpload",
            "taskUUID": task("")["taskUUID"],
            "image": pictures.data_uri(source, "image/jpeg"),
        }
        stored = send(upload)[2]["data"][0]["imageUUID"]
        medians = {}
        for way, image in [("uploaded before", stored), ("as a data URI", pictures.data_uri(source, "image/jpeg"))]:
            rows = []
            for _ in range(options.requests):
                wanted = task(image, outpaint=dict.fromkeys(("left", "right", "top", "bottom"), 32))
                milliseconds, timing, _ = send(wanted)
                stages = {name: float(value) for name, value in re.findall(r"(\w+);dur=([\d.]+)", timing)}
                engine = stages["decode"] + stages["fill"] + stages["encode"]
                rows.append((stages["total"] - engine, milliseconds - engine, engine, stages))
            overheads = sorted(row[0] for row in rows)
            medians[way] = statistics.median(overheads)
            outside = statistics.median(row[1] for row in rows)
            engine = statistics.median(row[2] for row in rows)
            parts = {name: round(statistics.median(row[3][name] for row in rows), 2) for name in rows[0][3]}
            print(f"source {way}, {len(image) / 1e6:.2f} MB of JSON: {medians[way]:.2f} ms in the median, ", end="")
            print(
                f"{overheads[len(overheads) * 9 // 10]:.2f} ms in nine of ten; {outside:.2f} ms for the client; ",
                end="",
            )
            print(f"the engine takes {engine:.0f} ms; stages {parts}")
    if max(medians.values()) > LIMIT:
        sys.exit(f"FAILED: more than {LIMIT} ms")


if __name__ == "__main__":
    main()
