// The four edges of the canvas: sliders for mouse, finger, pen and keyboard.

import { OPPOSITE, SIDES } from "./geometry.js";

const STEP = 8;
const LARGE_STEP = 64;

// Which way a side points, on the screen.
const OUTWARD = { left: { x: -1, y: 0 }, right: { x: 1, y: 0 }, top: { x: 0, y: -1 }, bottom: { x: 0, y: 1 } };

// For every side, whether an arrow key makes it grow (1) or shrink (-1): along its axis the edge moves as the arrow
// points; across it, right and up are more, as on any slider.
const ARROWS = {
  left: { ArrowLeft: 1, ArrowRight: -1, ArrowUp: 1, ArrowDown: -1 },
  right: { ArrowRight: 1, ArrowLeft: -1, ArrowUp: 1, ArrowDown: -1 },
  top: { ArrowUp: 1, ArrowDown: -1, ArrowRight: 1, ArrowLeft: -1 },
  bottom: { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 },
};

// - edges(): the edges now. - most(): the largest value. - pixelsPerStagePixel(): how far a move of one pixel goes.
// - onChange(edges, isDragging): a new wish.
export function createHandles(frame, { edges, most, pixelsPerStagePixel, onChange }) {
  const handles = Object.fromEntries(SIDES.map((side) => [side, makeHandle(frame, side)]));

  function change(side, value, { isDragging = false, both = false } = {}) {
    const pixels = Math.min(most(), Math.max(0, Math.round(value)));
    const changed = { ...edges(), [side]: pixels };
    if (both) changed[OPPOSITE[side]] = pixels;
    onChange(changed, isDragging);
  }

  for (const side of SIDES) {
    const handle = handles[side];
    // The exact value under the pointer; what is shown is rounded and kept within limits.
    let exact = null;
    let last = null;

    handle.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      handle.focus();
      handle.setPointerCapture(event.pointerId);
      exact = edges()[side];
      last = event;
    });
    handle.addEventListener("pointermove", (event) => {
      if (exact === null) return;
      const moved = { x: event.clientX - last.clientX, y: event.clientY - last.clientY };
      last = event;
      const outward = moved.x * OUTWARD[side].x + moved.y * OUTWARD[side].y;
      // The canvas stays in the middle of the stage, so that an edge moves half as far as it grows; alone it would lag
      // behind the pointer.
      const share = event.shiftKey ? 1 : 2;
      exact += outward * share * pixelsPerStagePixel();
      change(side, exact, { isDragging: true, both: event.shiftKey });
    });
    const release = () => {
      if (exact === null) return;
      exact = null;
      onChange(edges(), false);
    };
    handle.addEventListener("pointerup", release);
    handle.addEventListener("pointercancel", release);

    handle.addEventListener("keydown", (event) => {
      if (event.altKey || event.metaKey) return;
      const step = event.shiftKey ? LARGE_STEP : event.ctrlKey ? 1 : STEP;
      const value = edges()[side];
      const wanted = {
        PageUp: value + LARGE_STEP, PageDown: value - LARGE_STEP, Home: 0, End: most(),
      }[event.key] ?? (event.key in ARROWS[side] ? value + ARROWS[side][event.key] * step : null);
      if (wanted === null) return;
      event.preventDefault();
      change(side, wanted);
    });
  }

  return {
    show() {
      for (const side of SIDES) {
        const value = edges()[side];
        handles[side].setAttribute("aria-valuemax", String(most()));
        handles[side].setAttribute("aria-valuenow", String(value));
        handles[side].setAttribute("aria-valuetext", `${value} pixels more`);
      }
    },
  };
}

function makeHandle(frame, side) {
  const handle = document.createElement("div");
  handle.id = `handle-${side}`;
  handle.className = `handle handle-${side}`;
  handle.tabIndex = 0;
  handle.setAttribute("role", "slider");
  handle.setAttribute("aria-label", `${side[0].toUpperCase()}${side.slice(1)} edge of the canvas`);
  handle.setAttribute("aria-orientation", side === "left" || side === "right" ? "horizontal" : "vertical");
  handle.setAttribute("aria-valuemin", "0");
  frame.append(handle);
  return handle;
}
