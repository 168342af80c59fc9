"""A server of outpaint for a test: on a free port, in a temporary folder, gone afterwards."""

import contextlib
import re
import signal
import subprocess
import tempfile
import threading


@contextlib.contextmanager
def serving(outpaint, *options):
    """Starts `outpaint serve` and gives the address of its page."""
    with tempfile.TemporaryDirectory() as data:
        command = [outpaint, "serve", "--port", "0", "--data", data, *options]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            yield f"http://127.0.0.1:{_port(process)}/"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def _port(process):
    log = []
    for line in process.stderr:
        log.append(line)
        if found := re.search(r"address=http://[^ ]*:(\d+)/v1", line):
            # What is logged later must not fill the pipe.
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return int(found.group(1))
    raise SystemExit("FAILED: the server did not start:\n" + "".join(log))
