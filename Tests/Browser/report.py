#!/usr/bin/env python3
"""Opens a report of outpaint compare in headless Chromium and fails unless it works. Run by Scripts/browser-report.

report.py INDEX.HTML [FOLDER FOR SCREENSHOTS]
"""

import pathlib
import sys

from playwright.sync_api import sync_playwright

PAGE = pathlib.Path(sys.argv[1]).resolve()
SHOTS = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2] else None
WIDTHS = {390: 844, 1440: 900}


def check(condition, what):
    if not condition:
        raise SystemExit(f"FAILED: {what}")
    print(f"ok: {what}")


def left_share(page):
    """The right edge of the visible part of the left picture, as a share of its width."""
    return page.evaluate("""() => {
        const image = [...document.querySelectorAll(".stage img.shown")].find((i) => i.style.zIndex === "2");
        return 1 - parseFloat(getComputedStyle(image).clipPath.split(" ")[1]) / 100;
    }""")


def look(page, width):
    problems, requests = [], []
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(PAGE.as_uri())
    page.wait_for_load_state("networkidle")

    images = page.evaluate("""async () => {
        const images = [...document.images];
        await Promise.all(images.map((image) => image.decode().catch(() => {})));
        return images.map((image) => [image.alt, image.naturalWidth]);
    }""")
    check(len(images) > 10 and all(natural > 0 for _, natural in images), f"{width}: all {len(images)} images load")
    outside = [url for url in requests if not url.startswith(("data:", PAGE.as_uri()))]
    check(not outside, f"{width}: nothing else is asked for {outside or ''}")

    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    check(overflow <= 0, f"{width}: the page is no wider than the window")
    small = page.evaluate("""() => [...document.querySelectorAll("p, li, td, th, label, figcaption, a")]
        .filter((e) => e.innerText.trim() && parseFloat(getComputedStyle(e).fontSize) < 12).length""")
    check(small == 0, f"{width}: no text is smaller than 12 pixels")

    stage = page.locator(".stage").first
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    check(box["width"] > 0.8 * min(width, 300) and box["height"] > 40, f"{width}: the pictures have room")
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.2, middle, steps=4)
    page.mouse.up()
    check(abs(left_share(page) - 0.2) < 0.03, f"{width}: dragging in the picture moves the cut")
    page.locator("[data-role=share]").first.focus()
    before = left_share(page)
    page.keyboard.press("End")
    check(left_share(page) == 1 != before, f"{width}: the keyboard moves the cut")
    page.locator("[data-role=left]").first.select_option("difference-reference")
    shown = page.evaluate("""() => [...document.querySelector(".stage").querySelectorAll("img.shown")]
        .map((image) => image.dataset.layer)""")
    check("difference-reference" in shown, f"{width}: another picture can be chosen")

    words = page.locator("td.better, td.worse, td.equal").all_inner_texts()
    check(words and set(words) <= {"better", "worse", "about equal"}, f"{width}: better and worse are words")
    check("Not assessed" in page.locator("body").inner_text(), f"{width}: the missing picture is named")
    if SHOTS:
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.locator("[data-role=left]").first.select_option("hosted")
        page.screenshot(path=SHOTS / f"report-{width}.png", full_page=True)
    check(not problems, f"{width}: no error in the console {problems or ''}")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for width, height in WIDTHS.items():
        look(browser.new_page(viewport={"width": width, "height": height}), width)
    browser.close()
