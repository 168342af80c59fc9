"""Pictures for people: contact sheets, and pairs with hidden names."""

import csv
import json
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFont

GAP = 12
LABEL = 22


def labelled(tiles, columns):
    """Pictures of one size in rows, each below its label."""
    width, height = tiles[0][1].size
    rows = (len(tiles) + columns - 1) // columns
    sheet = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + LABEL + GAP) + GAP), "white")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=15)
    for number, (label, picture) in enumerate(tiles):
        x = GAP + number % columns * (width + GAP)
        y = GAP + number // columns * (height + LABEL + GAP)
        draw.text((x, y), label, fill="black", font=font)
        sheet.paste(picture, (x, y + LABEL))
    return sheet


def contact_sheet(task, results, path, width=640):
    """One sheet for a task: what was given, the truth where there is one, and every engine's picture."""
    padded = np.pad(task.source, task.edges.pad(), constant_values=255)
    tiles = [("given", padded)] + ([("truth", task.truth)] if task.truth is not None else [])
    tiles += [(name, image) for name, image in results.items()]
    height = round(padded.shape[0] * width / padded.shape[1])
    small = [
        (label, Image.fromarray(image).resize((width, height), Image.Resampling.LANCZOS)) for label, image in tiles
    ]
    labelled(small, columns=3).save(path)


def write_blind_pairs(folder, tasks, first, second, seed, load):
    """Writes a sheet for each task with two engines in an order drawn by `seed`, a form to fill in, and the key."""
    folder.mkdir(parents=True, exist_ok=True)
    shuffled = random.Random(seed)
    order = [task for task in tasks if load(task, first) is not None and load(task, second) is not None]
    shuffled.shuffle(order)
    key = []
    for number, task in enumerate(order, start=1):
        pair = [first, second]
        shuffled.shuffle(pair)
        name = f"pair-{number:03}.png"
        tiles = [(label, Image.fromarray(load(task, engine))) for label, engine in zip("AB", pair, strict=True)]
        wide = task.edges.left + task.edges.right >= task.edges.top + task.edges.bottom
        labelled(tiles, columns=1 if wide else 2).save(folder / name)
        key.append({"pair": name, "task": task.name, "A": pair[0], "B": pair[1]})
    with open(folder / "judgements.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["pair", "better (A, B or tie)"])
        writer.writerows([entry["pair"], ""] for entry in key)
    (folder / "key.json").write_text(
        json.dumps({"first": first, "second": second, "seed": seed, "pairs": key}, indent=2)
    )
    return len(key)


def tally(folder):
    """Wins, ties and losses of the first engine of a filled-in form, and the pairs that were left open."""
    key = json.loads((folder / "key.json").read_text())
    with open(folder / "judgements.csv", newline="") as file:
        answers = {row[0]: row[1].strip().lower() for row in list(csv.reader(file))[1:]}
    counts = {"win": 0, "tie": 0, "loss": 0, "open": 0}
    for entry in key["pairs"]:
        answer = answers.get(entry["pair"], "")
        if answer == "tie":
            counts["tie"] += 1
        elif answer in ("a", "b"):
            counts["win" if entry[answer.upper()] == key["first"] else "loss"] += 1
        else:
            counts["open"] += 1
    return key["first"], key["second"], counts
