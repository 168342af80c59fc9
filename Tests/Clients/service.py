"""Runs `outpaint serve` on a free port of the loopback interface, with a folder of its own."""

import atexit
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OUTPAINT = os.environ["OUTPAINT"]
# The WebSocket library of both SDKs would ask a proxy for 127.0.0.1 too.
for name in ("http_proxy", "https_proxy", "all_proxy", "ws_proxy", "wss_proxy"):
    os.environ.pop(name, None)
    os.environ.pop(name.upper(), None)
os.environ["NO_PROXY"] = "*"


# Test cases of asyncio run in its debug mode, which tells of every step that took 0.1 s.
logging.getLogger("asyncio").setLevel(logging.ERROR)


# Servers that would outlive this process; a time limit from outside ends it by SIGTERM.
running = set()
atexit.register(lambda: [service.close() for service in list(running)])
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


class Service:
    """A server; it is stopped, and its folder removed, when the `with` block or `close` ends it."""

    def __init__(self, *options, folder=None):
        self.options = list(options)
        self.folder = Path(folder or tempfile.mkdtemp(prefix="outpaint-clients-"))
        self.owns_folder = folder is None
        self.log = self.folder / "server.log"
        self.port = 0
        running.add(self)
        self.start()

    def start(self):
        """Starts the server, again on the port that it had before."""
        command = [OUTPAINT, "serve", "--port", str(self.port), "--data", str(self.folder / "data"), *self.options]
        offset = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("a") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        for _ in range(1200):
            found = re.search(r"address=http://127\.0\.0\.1:(\d+)/v1", self.log.read_text()[offset:])
            if found:
                self.port = int(found[1])
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"The server did not start:\n{self.log.read_text()[offset:]}")

    @property
    def http(self):
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def ws(self):
        return f"ws://127.0.0.1:{self.port}/v1"

    def kill(self):
        """Ends the server as a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Asks the server to end; returns its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def memory(self, field="VmRSS"):
        """Megabytes that the process holds; with VmHWM, the most that it ever held."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{field}:\s+(\d+) kB", status)[1]) / 1000

    def processor_seconds(self):
        """What the process has computed so far, on all processors together."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self):
        running.discard(self)
        if self.process.poll() is None:
            self.kill()
        if self.owns_folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
