"""Runs engines over photographs and edges; writes pictures, contact sheets and tables of measures."""

import argparse
import json
import os
import platform
import subprocess
from dataclasses import dataclass
from pathlib import Path

import engines
import measures
import numpy as np
import sheets
from engines import Edges
from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parent.parent.parent
TRUTH = "the photo itself"
PHOTOS = {".png", ".jpg", ".jpeg", ".webp"}


@dataclass
class Task:
    """A picture to extend; `truth` is what was cut away, on the whole canvas."""

    name: str
    source: np.ndarray
    edges: Edges
    truth: np.ndarray | None


def arguments():
    parser = argparse.ArgumentParser(prog="evaluate", description=__doc__)
    add = parser.add_argument
    add("photos", nargs="*", type=Path, help="pictures or folders of them (default: TestImages/photos)")
    add(
        "--output",
        type=Path,
        default=ROOT / "out/evaluation",
        help="folder for everything written (default: %(default)s)",
    )
    add(
        "--edges", action="append", metavar="KIND:L,R,T,B",
        help="what to do to each picture, sides in percent of its size: 'cut' removes them and lets the engine put "
        "them back, so that there is a truth; 'add' extends the picture. May be repeated "
        "(default: cut:20,20,0,0 cut:12,12,12,12 add:25,25,0,0)",
    )  # fmt: skip
    add("--engines", default=",".join(engines.ENGINES), help="names with commas between (default: %(default)s)")
    add("--max-side", type=int, default=768, help="larger pictures are scaled down first (default: %(default)s)")
    add("--seed", type=int, default=1, help="seed of the engine, and of the order of blind pairs (default: 1)")
    add("--threads", type=int, default=os.cpu_count(), help="threads of each engine (default: %(default)s)")
    add("--timeout", type=float, default=300, help="seconds after which an engine is stopped (default: %(default)g)")
    add("--reuse", action="store_true", help="keep results that are in the output folder already")
    blind = parser.add_argument_group("blind comparison, over the pictures of an earlier run")
    add = blind.add_argument
    add("--blind", action="store_true", help="write pairs with hidden names, a form for the answers, and the key")
    add("--tally", action="store_true", help="count wins, ties and losses of the filled-in form")
    add("--first", default="outpaint_high", help="engine whose wins are counted (default: %(default)s)")
    add("--second", default="pypatchmatch_3", help="engine it is compared with (default: %(default)s)")
    options = parser.parse_args()
    options.photos = options.photos or [ROOT / "TestImages/photos"]
    options.edges = options.edges or ["cut:20,20,0,0", "cut:12,12,12,12", "add:25,25,0,0"]
    options.engines = options.engines.split(",")
    for name in [*options.engines, options.first, options.second]:
        if name not in engines.ENGINES:
            parser.error(f"unknown engine {name}; there are {', '.join(engines.ENGINES)}")
    return options


def make_tasks(options):
    files = []
    for path in options.photos:
        files += sorted(file for file in path.iterdir() if file.suffix.lower() in PHOTOS) if path.is_dir() else [path]
    tasks = []
    for file in files:
        picture = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
        picture.thumbnail((options.max_side, options.max_side), Image.Resampling.LANCZOS)
        picture = np.asarray(picture)
        height, width = picture.shape[:2]
        for text in options.edges:
            kind, _, percents = text.partition(":")
            left, right, top, bottom = (float(part) / 100 for part in percents.split(","))
            edges = Edges(round(left * width), round(right * width), round(top * height), round(bottom * height))
            name = f"{file.stem}-{kind}-{percents.replace(',', '-')}"
            if kind == "cut":
                rect = slice(edges.top, height - edges.bottom), slice(edges.left, width - edges.right)
                tasks.append(Task(name, np.ascontiguousarray(picture[rect]), edges, picture))
            elif kind == "add":
                tasks.append(Task(name, picture, edges, None))
            else:
                raise SystemExit(f"edges start with cut or add, not {kind}")
    return tasks


def evaluate(tasks, options):
    """One record for each task and engine; pictures go to the output folder."""
    file = options.output / "results.json"
    earlier = json.loads(file.read_text())["results"] if options.reuse and file.exists() else []
    known = {(record["task"], record["engine"]): record for record in earlier}
    records = []
    for task in tasks:
        pictures = {}
        if task.truth is not None:
            values = measures.measure(task.truth, task.source, task.edges)
            records.append({"task": task.name, "engine": TRUTH, "error": "", "measures": values})
        for name in options.engines:
            if not engines.is_available(name):
                continue
            picture = options.output / "pictures" / f"{task.name}.{name}.png"
            if (task.name, name) in known and picture.exists():
                image, record = np.asarray(Image.open(picture)), known[task.name, name]
            else:
                run = engines.run(name, task.source, task.edges, options.seed, options.threads, options.timeout)
                image = run.image
                record = {
                    "task": task.name,
                    "engine": name,
                    "wall": run.wall,
                    "cpu": run.cpu,
                    "megabytes": run.megabytes,
                }
                record["error"] = run.error
            if image is not None:
                picture.parent.mkdir(parents=True, exist_ok=True)
                Image.fromarray(image).save(picture)
                pictures[name] = image
                record["measures"] = measures.measure(image, task.source, task.edges, task.truth)
            records.append(record)
            print(f"{task.name}  {name}  {record['wall']:.1f} s  {record['error']}", flush=True)
        (options.output / "sheets").mkdir(parents=True, exist_ok=True)
        sheets.contact_sheet(task, pictures, options.output / "sheets" / f"{task.name}.png")
    return records


def text(value):
    """A number for the table."""
    if value is None or value != value:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def table(records, options):
    """Markdown: means over the tasks for each engine, and what the columns are."""
    columns = list(measures.MEASURES)
    heads = ["engine", "runs", "failed", "wall s", "CPU s", "peak MB"] + [measures.MEASURES[c][0] for c in columns]
    better = ["", "", "0", "lower", "lower", "lower"] + [measures.MEASURES[c][1] for c in columns]
    lines = [
        f"| {' | '.join(heads)} |",
        f"|---|{'--:|' * (len(heads) - 1)}",
        f"| *better* | {' | '.join(better[1:])} |",
    ]
    for name in [TRUTH, *options.engines]:
        mine = [record for record in records if record["engine"] == name]
        done = [record for record in mine if "measures" in record]
        if not mine:
            continue

        def average(values):
            values = [value for value in values if value is not None]
            return float(np.mean(values)) if values else None

        row = [name, str(len(mine)), str(len(mine) - len(done))]
        row += [text(average(record.get(key) for record in done)) for key in ("wall", "cpu", "megabytes")]
        for column in columns:
            value = average(record["measures"][column] for record in done)
            row.append(text(round(value) if column == "kept_changed" and value is not None else value))
        lines.append(f"| {' | '.join(row)} |")
    lines += [
        "",
        "Means over the tasks that an engine finished; of the photos, those with a truth. The measures:",
        "",
    ]
    lines += [f"- **{head}** (better: {which}). {what}" for head, which, what in measures.MEASURES.values()]
    lines += ["", "The engines:", ""]
    lines += [f"- `{name}`: {what}" for name, what in engines.ENGINES.items() if name in options.engines]
    return "\n".join(lines) + "\n"


def commit():
    result = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return result.stdout.strip()


def main():
    options = arguments()
    options.output.mkdir(parents=True, exist_ok=True)
    if options.tally:
        first, second, counts = sheets.tally(options.output / "blind")
        print(f"{first} against {second}: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
        return
    tasks = make_tasks(options)
    if options.blind:

        def load(task, engine):
            file = options.output / "pictures" / f"{task.name}.{engine}.png"
            return np.asarray(Image.open(file)) if file.exists() else None

        count = sheets.write_blind_pairs(
            options.output / "blind", tasks, options.first, options.second, options.seed, load
        )
        print(f"{count} pairs in {options.output / 'blind'}: write A, B or tie into judgements.csv, then use --tally")
        return
    records = evaluate(tasks, options)
    about = {
        "commit": commit(), "machine": platform.machine(), "processors": os.cpu_count(), "threads": options.threads,
        "max_side": options.max_side, "edges": options.edges, "seed": options.seed,
    }  # fmt: skip
    (options.output / "results.json").write_text(json.dumps({"about": about, "results": records}, indent=1))
    markdown = table(records, options)
    (options.output / "results.md").write_text(markdown)
    print(f"\n{markdown}\nPictures, sheets and tables are in {options.output}")


if __name__ == "__main__":
    main()
