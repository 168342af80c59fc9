#!/usr/bin/env python3
"""Uses the page of outpaint serve in headless Chromium as a person would. Run by Scripts/browser-page.

page.py OUTPAINT [FOLDER FOR SCREENSHOTS]
"""

import base64
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.request

from page_server import serving
from playwright.sync_api import expect, sync_playwright

OUTPAINT = sys.argv[1]
SHOTS = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2] else None
IMAGES = pathlib.Path(__file__).resolve().parents[2] / "TestImages"
SMALL = IMAGES / "synthetic/disc.png"  # 96×72
PHOTO = IMAGES / "photos/astronaut.png"  # 512×512
PATIENCE = 60_000

# Compares the kept rectangle of a result with its source, sample by sample.
KEPT = """async ([source, result, x, y]) => {
    const pixels = async (text) => {
        const blob = new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]);
        const bitmap = await createImageBitmap(blob, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
        context.drawImage(bitmap, 0, 0);
        return { context, width: bitmap.width, height: bitmap.height };
    };
    const [a, b] = [await pixels(source), await pixels(result)];
    const kept = b.context.getImageData(x, y, a.width, a.height).data;
    const wanted = a.context.getImageData(0, 0, a.width, a.height).data;
    return { width: b.width, height: b.height, differences: wanted.filter((value, at) => value !== kept[at]).length };
}"""

UNNAMED = """() => [...document.querySelectorAll("input, select, button, a, [role=slider], img:not([alt])")]
    .filter((e) => !(e.labels?.length || e.getAttribute("aria-label") || e.textContent.trim()))
    .map((e) => e.outerHTML.slice(0, 80))"""


def check(condition, what):
    if not condition:
        raise SystemExit(f"FAILED: {what}")
    print(f"ok: {what}")


class Visit:
    """A page in a window of its own, with all that it complained of and asked for."""

    def __init__(self, browser, address, width=1440, height=900, **options):
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, permissions=["clipboard-read", "clipboard-write"],
            accept_downloads=True, **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.problems, self.requests = [], []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.address = address
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")

    def _note(self, message):
        if message.type in ("error", "warning"):
            self.problems.append(message.text)

    def number(self, field):
        return int(self.page.input_value(f"#{field}"))

    def edges(self):
        return [self.number(side) for side in ("left", "right", "top", "bottom")]

    def set_edges(self, *values):
        for side, value in zip(("left", "right", "top", "bottom"), values):
            self.page.fill(f"#{side}", str(value))

    def expand(self):
        self.page.click("#expand")
        expect(self.page.locator("#status")).to_have_text(re.compile("^Done"), timeout=PATIENCE)

    def save(self, button):
        with self.page.expect_download() as waiting:
            self.page.get_by_role("group", name="Download").get_by_text(button).click()
        return waiting.value.suggested_filename, pathlib.Path(waiting.value.path()).read_bytes()

    def shot(self, name):
        if SHOTS:
            SHOTS.mkdir(parents=True, exist_ok=True)
            self.page.wait_for_timeout(400)
            self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    def end(self, what, allowed=()):
        others = [text for text in self.problems if not any(part in text for part in allowed)]
        check(not others, f"{what}: no error in the console {others or ''}")
        outside = [url for url in self.requests if not url.startswith((self.address, "blob:", "data:"))]
        check(not outside, f"{what}: nothing else is asked for {outside or ''}")
        self.context.close()


def carrying(page, path):
    """A file in the hand of somebody who drops or pastes it."""
    return page.evaluate_handle(
        """([text, name]) => {
            const transfer = new DataTransfer();
            const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
            transfer.items.add(new File([bytes], name, { type: "image/png" }));
            return transfer;
        }""", [base64.b64encode(path.read_bytes()).decode(), path.name])


def drop(page, path):
    transfer = carrying(page, path)
    page.dispatch_event("#drop", "dragover", {"dataTransfer": transfer})
    page.dispatch_event("#drop", "drop", {"dataTransfer": transfer})
    page.wait_for_selector("#stage:not([hidden])")


def middle(page, selector):
    page.wait_for_timeout(300)  # the frame moves to its place
    box = page.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def post(address, body):
    request = urllib.request.Request(
        address + "v1", body.encode(), {"Authorization": "Bearer any", "Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        link = json.load(answer)["data"][0]["imageURL"]
    with urllib.request.urlopen(link) as answer:
        return answer.read()


def uses_everything(browser, address):
    """Drop, drag, keys, shapes, expand, slide, save, and the request that makes the same again."""
    visit = Visit(browser, address)
    page = visit.page
    check(page.locator("#expand").is_disabled(), "without a picture there is nothing to expand")
    drop(page, SMALL)
    check(visit.edges() == [24, 24, 0, 0], "a dropped picture gets a quarter on the left and right")

    x, y = middle(page, "#handle-right")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=6)
    page.mouse.up()
    check(visit.number("right") > 34 and visit.number("left") == 24, "the mouse pulls one edge")

    for side, key, away in (("left", "ArrowLeft", "ArrowRight"), ("top", "ArrowUp", "ArrowDown"),
                            ("bottom", "ArrowDown", "ArrowUp"), ("right", "ArrowRight", "ArrowLeft")):
        page.focus(f"#handle-{side}")
        page.keyboard.press("Home")
        for press in (key, f"Shift+{key}", f"Control+{key}", away):
            page.keyboard.press(press)
        check(visit.number(side) == 8 + 64 + 1 - 8, f"keys move the {side} edge the way they point")
        handle = page.locator(f"#handle-{side}")
        check(handle.get_attribute("aria-valuenow") == "65", f"the {side} edge tells its value")

    for name, size in (("1:1", "96 × 96"), ("4:5", "96 × 120"), ("9:16", "96 × 171"), ("16:9", "128 × 72"),
                       ("21:9", "168 × 72"), ("3:1", "216 × 72")):
        page.get_by_role("button", name=name, exact=True).click()
        check(page.inner_text("#size") == size, f"{name} makes {size}")

    visit.set_edges(37, 11, 5, 22)
    page.fill("#seed", "9007199254740993")  # 2^53 + 1, which JavaScript's numbers round
    check(page.inner_text("#size") == "144 × 99", "the numbers decide, too")
    check(page.inner_text("#price").startswith("$0.10"), "the hosted price is told")
    visit.expand()
    check(page.locator("#after").evaluate("async (i) => { await i.decode(); return i.naturalWidth; }") == 144,
          "the result is shown")

    x, y = middle(page, "#compare")
    box = page.locator("#compare").bounding_box()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.25 * box["width"], y, steps=4)
    page.mouse.up()
    check(abs(visit.number("share") - 25) <= 2, "dragging in the result moves the divider")
    page.focus("#share")
    page.keyboard.press("End")
    clip = page.locator("#before").evaluate("(e) => getComputedStyle(e).clipPath")
    check(clip.startswith("inset(0px") and "100%" not in clip, "the keyboard moves the divider")

    name, png = visit.save("Save PNG")
    check(name == "disc-expanded.png", "the file has the picture's name")
    kept = page.evaluate(KEPT, [base64.b64encode(SMALL.read_bytes()).decode(), base64.b64encode(png).decode(), 37, 5])
    check(kept == {"width": 144, "height": 99, "differences": 0}, f"all kept pixels are those of the source {kept}")
    check(visit.save("Save JPG")[1][:3] == b"\xff\xd8\xff", "JPG can be saved")
    check(visit.save("Save WEBP")[1][8:12] == b"WEBP", "WEBP can be saved")

    page.click("#copy-json")
    expect(page.locator("#copied")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    check(json.loads(copied)[0]["seed"] == 9007199254740993, "the copied request has the exact seed")
    check(post(address, copied) == png, "the copied request makes the same file")
    with tempfile.TemporaryDirectory() as folder:
        with page.expect_download() as waiting:
            page.click("#save-json")
        waiting.value.save_as(pathlib.Path(folder) / waiting.value.suggested_filename)
        answer = subprocess.run(page.inner_text("#curl"), shell=True, cwd=folder, capture_output=True, check=True)
        link = json.loads(answer.stdout)["data"][0]["imageURL"]
        with urllib.request.urlopen(link) as same:
            check(same.read() == png, "the curl line makes the same file")
    visit.end("one picture")


def uses_variants(browser, address):
    visit = Visit(browser, address)
    page = visit.page
    page.evaluate("""(clipboardData) => document.dispatchEvent(new ClipboardEvent("paste", { clipboardData }))""",
                  carrying(page, SMALL))
    page.wait_for_selector("#stage:not([hidden])")
    check(page.locator("#drop").is_hidden(), "a picture can be pasted")
    page.select_option("#count", "4")
    page.select_option("#mode", "fast")
    page.fill("#seed", "7")
    visit.expand()
    variants = page.get_by_role("group", name="Variants").get_by_role("button")
    check(variants.all_inner_texts() == ["Seed 7", "Seed 8", "Seed 9", "Seed 10"], "four variants have four seeds")
    tops = variants.evaluate_all("(buttons) => buttons.map((button) => button.offsetTop)")
    check(len(set(tops)) == 1, "they lie side by side")
    variants.nth(2).click()
    check(variants.nth(2).get_attribute("aria-pressed") == "true", "one can be chosen")
    request = json.loads(page.inner_text("#json"))[0]
    check(request["seed"] == 9 and "numberResults" not in request, "the request is that of the chosen one")
    check(visit.save("Save PNG")[0] == "disc-expanded-3.png", "and so is the file")
    visit.end("variants")


def shows_errors(browser, address):
    visit = Visit(browser, address)
    page = visit.page
    page.set_input_files("#file", {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"no picture"})
    page.wait_for_selector("#error-image:not(:empty)")
    check("notes.txt" in page.inner_text("#error-image"), "a file that is no picture is named")
    page.set_input_files("#file", SMALL)
    page.wait_for_selector("#stage:not([hidden])")
    check(page.inner_text("#error-image") == "", "a good picture takes the words away")
    page.fill("#left", "1.5")
    check("whole number" in page.inner_text("#error-edges"), "half a pixel is refused at its field")
    page.focus("#seed")
    check(page.input_value("#left") == "24", "and gives way to the value that holds")
    page.fill("#seed", "many")
    page.click("#expand")
    page.wait_for_selector("#error-how:not(:empty)")
    check(page.get_attribute("#seed", "aria-invalid") == "true", "the server's error is at the field that it names")
    check(page.evaluate("document.activeElement.id") == "seed", "and the field has the focus")
    visit.shot("error-1440-light")
    page.fill("#seed", "3")
    visit.expand()
    check(page.get_attribute("#seed", "aria-invalid") is None, "a better value is taken")
    visit.end("errors", allowed=["status of 400"])


def scales_large_pictures(browser, address):
    visit = Visit(browser, address)
    page = visit.page
    wide = page.evaluate("""() => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 3000, height: 240 });
        const context = canvas.getContext("2d");
        for (let x = 0; x < 3000; x += 20) {
            context.fillStyle = `hsl(${x % 360} 60% 50%)`;
            context.fillRect(x, 0, 20, 240);
        }
        return canvas.toDataURL("image/png").split(",")[1];
    }""")
    page.set_input_files("#file", {"name": "wide.png", "mimeType": "image/png", "buffer": base64.b64decode(wide)})
    page.wait_for_selector("#scaled:not([hidden])")
    check(page.inner_text("#size") == "2048 × 109", "a picture that is too large is scaled down, and the page says so")
    page.select_option("#mode", "fast")
    visit.expand()
    size = page.locator("#after").evaluate("async (i) => { await i.decode(); return [i.naturalWidth, i.naturalHeight]; }")
    check(size == [2048, 109], "the server's canvas is the one that was told")
    page.select_option("#on-limit", "autoCrop")
    visit.expand()
    size = page.locator("#after").evaluate("async (i) => { await i.decode(); return [i.naturalWidth, i.naturalHeight]; }")
    check(page.inner_text("#size") == "2048 × 240" and size == [2048, 240], "and so it is with autoCrop")
    visit.end("large picture")


def asks_for_the_key(browser):
    with serving(OUTPAINT, "--api-key", "open sesame") as address:
        visit = Visit(browser, address)
        page = visit.page
        check(page.locator("#key").is_visible(), "a server with a key is asked for it")
        page.set_input_files("#file", SMALL)
        page.fill("#key", "wrong")
        page.click("#expand")
        page.wait_for_selector("#error-key:not(:empty)")
        check(page.get_attribute("#key", "aria-invalid") == "true", "a wrong key is told at its field")
        page.fill("#key", "open sesame")
        visit.expand()
        check("open sesame" not in page.inner_text("#curl"), "the key is not shown")
        visit.end("key", allowed=["status of 401"])


def fits(browser, address, width, height, scheme):
    name = f"{width} {scheme}"
    visit = Visit(browser, address, width, height, color_scheme=scheme, has_touch=width < 500)
    page = visit.page
    visit.shot(f"empty-{width}-{scheme}")
    page.set_input_files("#file", PHOTO)
    page.wait_for_selector("#stage:not([hidden])")
    if width < 500:
        touch(visit)
    page.get_by_role("button", name="16:9", exact=True).click()
    page.select_option("#mode", "fast")
    page.select_option("#count", "4" if scheme == "light" else "1")
    page.wait_for_selector("#request:not([hidden])")
    visit.shot(f"loaded-{width}-{scheme}")
    visit.expand()
    page.evaluate("""() => {
        const share = document.querySelector("#share");
        share.value = 45;
        share.dispatchEvent(new Event("input"));
    }""")
    visit.shot(f"result-{width}-{scheme}")
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    check(overflow <= 0, f"{name}: the page is no wider than the window")
    unnamed = page.evaluate(UNNAMED)
    check(not unnamed, f"{name}: everything that can be used has a name {unnamed or ''}")
    small = page.evaluate("""() => [...document.querySelectorAll("button, a.button, input:not(.hidden), select, .handle")]
        .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 40).map((e) => e.id || e.textContent)""")
    check(not small, f"{name}: everything is large enough for a finger {small or ''}")
    visit.end(name)


def touch(visit):
    x, y = middle(visit.page, "#handle-bottom")
    before = visit.number("bottom")
    session = visit.context.new_cdp_session(visit.page)
    for kind, way in (("touchStart", 0), ("touchMove", 10), ("touchMove", 25), ("touchEnd", None)):
        points = [] if way is None else [{"x": x, "y": y + way}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    check(visit.number("bottom") > before + 20, "a finger pulls an edge")


with sync_playwright() as playwright, serving(OUTPAINT) as address:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    uses_everything(browser, address)
    uses_variants(browser, address)
    shows_errors(browser, address)
    scales_large_pictures(browser, address)
    asks_for_the_key(browser)
    for width, height in ((1440, 900), (390, 844)):
        for scheme in ("light", "dark"):
            fits(browser, address, width, height, scheme)
    browser.close()
print("The page works.")
