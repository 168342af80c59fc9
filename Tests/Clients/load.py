"""Eight clients at once, fifty requests each: nothing is lost, nothing fails, and memory stays as it is.

    load.py --runware VENV --runware-sdk VENV [--requests 50]

Two clients use the package runware over WebSocket, three runware-sdk over WebSocket and three over REST; every second
request is asynchronous. All grow 512 × 512 pixels by 128 on each side.
"""

import argparse
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import web
from service import Service

CLIENTS = [("runware", "websocket")] * 2 + [("runware-sdk", "websocket")] * 3 + [("runware-sdk", "rest")] * 3


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runware", type=Path, required=True, help="environment with the package runware")
    parser.add_argument("--runware-sdk", type=Path, required=True, help="environment with the package runware-sdk")
    parser.add_argument("--requests", type=int, default=50, help="of each client (default: 50)")
    options = parser.parse_args()
    environments = {"runware": options.runware, "runware-sdk": options.runware_sdk}

    with Service() as service:
        lock, done, early = Lock(), Counter(), []
        start = time.monotonic()

        def client(index, sdk, transport):
            command = [environments[sdk] / "bin/python", Path(__file__).with_name("load_client.py"), "--sdk", sdk]
            command += ["--port", str(service.port), "--transport", transport, "--count", str(options.requests)]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            for line in process.stdout:
                with lock:
                    done[index] += line == "done\n"
                    if sum(done.values()) == 50:
                        early.append(service.memory("VmHWM"))
            return process.wait()

        with ThreadPoolExecutor(len(CLIENTS)) as pool:
            codes = list(pool.map(client, range(len(CLIENTS)), *zip(*CLIENTS, strict=True)))

        seconds, total = time.monotonic() - start, sum(done.values())
        peak, now = service.memory("VmHWM"), service.memory()
        counts = {
            name: web.metric(service, f"outpaint_tasks_{name}_total") for name in ("accepted", "succeeded", "rejected")
        }
    ratio = peak / early[0]
    print(f"{total} pictures for {len(CLIENTS)} clients in {seconds:.0f} s; the server counts {counts}")
    print(f"peak memory: {early[0]:.0f} MB after 50 requests, {peak:.0f} MB in the end", end="")
    print(f" ({ratio:.2f} times); {now:.0f} MB now")
    wanted = len(CLIENTS) * options.requests
    fine = codes == [0] * len(CLIENTS) and total == counts["accepted"] == counts["succeeded"] == wanted
    if not fine or counts["rejected"] or ratio > 1.3:
        sys.exit(f"FAILED: exit codes {codes}")


if __name__ == "__main__":
    main()
