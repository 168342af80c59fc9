"""The engines that are compared, each behind one call that runs in a process of its own.

A peer gets the canvas with the border colours of the source continued into the new area, which is the best case for
those that look under the mask, and the mask itself (255 where pixels are to be invented). Pixels of the source are
not pasted back afterwards: an engine that changes them is seen to.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image


@dataclass(frozen=True)
class Edges:
    """Pixels added on each side."""

    left: int
    right: int
    top: int
    bottom: int

    def pad(self):
        """The edges as numpy's pad() takes them, for a picture with channels."""
        return ((self.top, self.bottom), (self.left, self.right), (0, 0))

    def rect(self, height, width):
        """Rows and columns of the source on the canvas, as slices."""
        return slice(self.top, self.top + height), slice(self.left, self.left + width)


@dataclass
class Run:
    """What became of one run; `image` is None when it failed, and `error` says why."""

    image: np.ndarray | None
    wall: float
    cpu: float
    megabytes: float
    error: str = ""


# Peers in Python: canvas (RGB), mask and edges in, canvas out.


def reflect(canvas, mask, edges):
    height, width = mask.shape
    source = canvas[edges.top : height - edges.bottom, edges.left : width - edges.right]
    return np.pad(source, edges.pad(), mode="symmetric")


def telea(canvas, mask, edges):
    import cv2

    return cv2.inpaint(canvas, mask, 3, cv2.INPAINT_TELEA)


def shiftmap(canvas, mask, edges):
    import cv2

    # Its documentation asks for CIE Lab, and for a mask that is 0 where pixels are missing.
    lab = cv2.cvtColor(canvas, cv2.COLOR_RGB2Lab)
    result = np.zeros_like(lab)
    cv2.xphoto.inpaint(lab, 255 - mask, result, cv2.xphoto.INPAINT_SHIFTMAP)
    return cv2.cvtColor(result, cv2.COLOR_Lab2RGB)


def patchmatch(radius):
    def run(canvas, mask, edges):
        import patchmatch as library

        return library.inpaint(canvas, mask, patch_size=radius)

    return run


def resynthesizer(canvas, mask, edges):
    import resynthesizer as library

    parameters = library.getDefaultParams()
    # As its Uncrop plug-in calls the engine: from the border outwards, and nothing has to tile.
    parameters.matchContextType = 5
    parameters.patchSize, parameters.maxProbeCount = 16, 500
    parameters.isMakeSeamlesslyTileableHorizontally = parameters.isMakeSeamlesslyTileableVertically = 0
    return np.asarray(library.resynthesize(Image.fromarray(canvas), Image.fromarray(mask), parameters))


PYTHON_PEERS = {
    "reflect": reflect,
    "telea": telea,
    "shiftmap": shiftmap,
    "pypatchmatch_3": patchmatch(3),
    "pypatchmatch_7": patchmatch(7),
    "resynthesizer": resynthesizer,
}

# Where each engine comes from, for the reader of the table.
ENGINES = {
    "outpaint_high": "this engine, `--mode high`",
    "outpaint_fast": "this engine, `--mode fast`",
    "pypatchmatch_3": "PyPatchMatch, patch size 3",
    "pypatchmatch_7": "PyPatchMatch, patch size 7",
    "resynthesizer": "the engine of GIMP's Resynthesizer, outwards as by its Uncrop, one thread",
    "gmic_matchpatch": "G'MIC, `inpaint_matchpatch` with its defaults",
    "shiftmap": "OpenCV contrib, xphoto SHIFTMAP",
    "telea": "OpenCV, Telea, radius 3",
    "reflect": "plain reflection",
}


def is_available(name):
    """Whether the engine can run here."""
    return shutil.which("gmic") is not None if name.startswith("gmic") else True


def command(name, folder, edges, seed, threads):
    """The arguments of the process that runs an engine on the files of `folder`."""
    if name.startswith("outpaint_"):
        sides = [f"--{side}={getattr(edges, side)}" for side in ("left", "right", "top", "bottom")]
        return [
            os.environ["OUTPAINT"], "expand", str(folder / "source.png"), *sides, "--mode", name.split("_")[1],
            "--seed", str(seed), "--threads", str(threads), "--quiet", "-o", str(folder / "result.png"),
        ]  # fmt: skip
    if name == "gmic_matchpatch":
        files = [str(folder / "canvas.png"), str(folder / "mask.png")]
        output = ["-rm[1]", "-o", str(folder / "result.png")]
        return ["gmic", "-v", "0", *files, "-inpaint_matchpatch[0]", "[1]", *output]
    return [sys.executable, str(Path(__file__).resolve()), name, str(folder)]


def run(name, source, edges, seed, threads, timeout):
    """Runs an engine on a picture and measures the whole process, start and files included."""
    canvas = np.pad(source, edges.pad(), mode="edge")
    mask = np.full(canvas.shape[:2], 255, np.uint8)
    mask[edges.rect(*source.shape[:2])] = 0
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path)
        Image.fromarray(source).save(folder / "source.png", compress_level=1)
        Image.fromarray(canvas).save(folder / "canvas.png", compress_level=1)
        Image.fromarray(mask).save(folder / "mask.png", compress_level=1)
        (folder / "edges.json").write_text(json.dumps(vars(edges)))
        result = spawn(command(name, folder, edges, seed, threads), threads, timeout, folder)
        if result.error:
            return result
        try:
            image = np.asarray(Image.open(folder / "result.png").convert("RGB"))
        except OSError as problem:
            result.error = f"no picture: {problem}"
            return result
        if image.shape != canvas.shape:
            result.error = f"a picture of {image.shape} instead of {canvas.shape}"
            return result
        result.image = image
        return result


# A process starts with the peak memory of the one that started it, so a small interpreter stands between.
LAUNCHER = """
import os, sys
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
with open(sys.argv[1], "w") as file:
    print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, file=file)
sys.exit(os.waitstatus_to_exitcode(status) & 255)
"""


def spawn(arguments, threads, timeout, folder):
    """Runs a process in a group of its own, which ends with it."""
    count = str(threads)
    environment = dict(os.environ, OMP_NUM_THREADS=count, OPENBLAS_NUM_THREADS=count, OPENCV_FOR_THREADS_NUM=count)
    usage = folder / "usage.txt"
    start = time.perf_counter()
    with open(folder / "messages.txt", "wb") as messages:
        process = subprocess.Popen(
            [sys.executable, "-S", "-c", LAUNCHER, str(usage), *arguments],
            stdout=messages, stderr=messages, env=environment, start_new_session=True,
        )  # fmt: skip
        try:
            status = process.wait(timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            nan = float("nan")
            return Run(None, nan, nan, nan, f"stopped after {timeout} s")
    wall = time.perf_counter() - start
    cpu, megabytes = (float(value) for value in usage.read_text().split())
    error = ""
    if status != 0:
        text = (folder / "messages.txt").read_text(errors="replace").strip().splitlines()
        error = f"exit status {status}: {text[-1] if text else 'no message'}"
    return Run(None, wall, cpu, megabytes, error)


def main():
    """Runs one peer in Python on the files of a folder."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    canvas = np.array(Image.open(folder / "canvas.png"))
    mask = np.array(Image.open(folder / "mask.png"))
    edges = Edges(**json.loads((folder / "edges.json").read_text()))
    result = PYTHON_PEERS[name](canvas, mask, edges)
    Image.fromarray(np.ascontiguousarray(result)).save(folder / "result.png", compress_level=1)


if __name__ == "__main__":
    main()
