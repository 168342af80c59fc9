"""Spreads one batch over processes in several ways, and compares every picture with that of a single process."""

import argparse
import hashlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from spark_cluster import SparkCluster

PROJECT = Path(__file__).resolve().parent.parent.parent
PHOTOS = PROJECT / "TestImages/photos"
OUTPAINT = os.environ["OUTPAINT"]
BAD_LINES = {5, 31, 32}
BAD_LINES_STATUS = 65
# Lines of Spark's log: executors that come and go, tasks that were tried again, the last ones, and the end.
TELLING = re.compile(r"Executor added|Lost executor|Lost task|Finished task \d+\.[1-9]|\((\d+)/\1\)|Job 0 finished")
WAYS = ["slurm", "parallel", "spark"]
# One thread and one picture at a time, so that two processes share two processors as two machines would.
WORKER = ["--quiet", "--threads", "1", "--memory", "1G", "--assets", str(PHOTOS)]


def write_requests(path, count):
    """Writes requests over all photographs, with different sides and formats, and a few bad lines."""
    photos = sorted(photo.name for photo in PHOTOS.iterdir())
    lines = []
    for number in range(1, count + 1):
        task = {
            "taskType": "imageInference",
            "taskUUID": f"5a7c0000-0000-4000-8000-{number:012d}",
            "model": "bfl:flux@outpainting",
            "inputs": {"image": photos[number % len(photos)]},
            "outpaint": {"left": 32 + 8 * (number % 7), "bottom": 16 * (number % 3)},
            "outputFormat": ["JPG", "PNG", "WEBP"][number % 3],
            "settings": {"mode": "fast"},
        }
        lines.append(json.dumps(task))
    lines[4] = lines[4][:70]
    lines[30] = lines[30].replace('"left": ', '"left": -')
    lines[31] = lines[31].replace('"inputs"', '"input"')
    path.write_text("".join(line + "\n" for line in lines))


def pictures_in(folder):
    """All files of a folder but answers; none of a folder that is not there yet."""
    return [path for path in folder.glob("*") if path.is_file() and path.suffix != ".jsonl"]


def hashes(folder):
    """SHA-256 of every picture, by name; a partial file would be a name too many."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in pictures_in(folder)}


def files(folder):
    """What tells that a picture is still the same file: its number on the disk and when it was written."""
    stats = {path.name: path.stat() for path in pictures_in(folder)}
    return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in stats.items()}


def answers(texts):
    """Items by their imageUUID, without the folder in their links, and how many lines are errors."""
    lines = [json.loads(line) for text in texts for line in text.splitlines()]
    items = {}
    for line in lines:
        for item in line.get("data", []):
            item["imageURL"] = item["imageURL"].rsplit("/", 1)[1]
            items[item["imageUUID"]] = item
    return len(lines), items, sum("errors" in line for line in lines)


def run(command, expected, **options):
    """Runs a filter that ends with the given exit code."""
    result = subprocess.run(command, text=True, capture_output=True, **options)
    if result.returncode != expected:
        sys.exit(f"{command} failed with {result.returncode}:\n{result.stderr}")
    return result.stdout


def slurm(requests, out):
    """Two processes of slurm.sbatch, with the variables that tell the tasks of an array apart."""

    def task(index):
        variables = {"SLURM_ARRAY_TASK_ID": str(index), "SLURM_ARRAY_TASK_COUNT": "2", "SLURM_CPUS_PER_TASK": "1"}
        path = f"{Path(OUTPAINT).parent}:{os.environ['PATH']}"
        script = Path(__file__).with_name("slurm.sbatch")
        run(["bash", script, requests, PHOTOS, out], BAD_LINES_STATUS, env={**os.environ, **variables, "PATH": path})

    with ThreadPoolExecutor() as pool:
        list(pool.map(task, [1, 2]))
    return [path.read_text() for path in sorted(out.glob("answers-*.jsonl"))]


def parallel(requests, out):
    """GNU parallel hands eight lines each to two processes at a time; it ends with the number of those that failed."""
    failed = len({(line - 1) // 8 for line in BAD_LINES})
    command = shlex.join([OUTPAINT, "batch", "-", *WORKER, "--output-dir", str(out)])
    with requests.open() as lines:
        text = run(
            ["parallel", "--will-cite", "--pipe", "--max-replace-args", "8", "--jobs", "2", command],
            failed, stdin=lines, env={**os.environ, "SHELL": "/bin/sh"},
        )  # fmt: skip
    return [text]


def spark(requests, out):
    """A Spark job on two workers, one of which dies after a third of the pictures."""
    total = sum(1 for _ in requests.open())
    folder = out.parent
    command = shlex.join([OUTPAINT, "batch", "-", *WORKER, "--output-dir", str(out)])
    with SparkCluster(folder / "cluster", workers=2) as cluster:
        with (folder / "job.log").open("w") as log:
            job = cluster.submit(
                [Path(__file__).with_name("spark_batch.py"), requests, folder / "answers", "--partitions", "16"]
                + ["--command", command],
                log,
            )
            while len(files(out)) < total // 3:
                if job.poll() is not None:
                    sys.exit(f"The job ended early:\n{(folder / 'job.log').read_text()}")
                time.sleep(0.02)
            before = files(out)
            killed = cluster.kill_worker()
            print(f"spark: {len(before)} pictures made; killed a worker and all under it:")
            for line in killed:
                print(f"spark:   {line}")
            status = job.wait()
        for line in (folder / "job.log").read_text().splitlines():
            if TELLING.search(line):
                print(f"spark:   {line[:160]}")
    after = files(out)
    rewritten = [name for name in before if after.get(name) != before[name]]
    print(f"spark: exit code {status}; {len(rewritten)} of {len(before)} pictures made before the kill were made again")
    if status != 0 or rewritten:
        sys.exit("spark: FAILED")
    return [part.read_text() for part in sorted((folder / "answers").glob("part-*"))]


def main():
    parser = argparse.ArgumentParser(prog="check", description=__doc__)
    parser.add_argument("--ways", default=",".join(WAYS), help="ways to go, with commas between (default: %(default)s)")
    parser.add_argument("--requests", type=int, default=96, help="lines of the batch (default: %(default)s)")
    options = parser.parse_args()

    # So that a time limit from outside cleans up too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))
    folder = Path(tempfile.mkdtemp(prefix="outpaint-cluster-"))
    try:
        requests = folder / "requests.jsonl"
        write_requests(requests, options.requests)
        start = time.monotonic()
        single = folder / "single"
        command = [OUTPAINT, "batch", str(requests), *WORKER, "--output-dir", str(single)]
        expected = answers([run(command, BAD_LINES_STATUS)])
        pictures = hashes(single)
        print(f"single process: {expected[0]} lines, {len(pictures)} pictures, {expected[2]} errors", end="")
        print(f"; {time.monotonic() - start:.1f} s")
        assert len(pictures) == options.requests - len(BAD_LINES) and expected[2] == len(BAD_LINES)

        for way in options.ways.split(","):
            if way == "parallel" and not shutil.which("parallel"):
                print("parallel: left out, as GNU parallel is not installed (Debian, Ubuntu: apt-get install parallel)")
                continue
            start = time.monotonic()
            out = folder / way / "out"
            out.parent.mkdir()
            found = answers({"slurm": slurm, "parallel": parallel, "spark": spark}[way](requests, out))
            seconds = time.monotonic() - start
            equal = hashes(out) == pictures
            print(f"{way}: {found[0]} lines, {len(found[1])} pictures, {found[2]} errors; {seconds:.1f} s", end="; ")
            print("every picture and answer equal" if equal and found == expected else "DIFFERENT")
            if not equal or found != expected:
                sys.exit(1)
        digest = hashlib.sha256("".join(sorted(f"{name} {hash}\n" for name, hash in pictures.items())).encode())
        print(f"SHA-256 over names and hashes of all pictures: {digest.hexdigest()}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
