// Before and after in one frame, with a divider to pull.

// Tallest that a result is shown, as a share of the window.
const MOST_HEIGHT = 0.75;

export function createCompare({ box, before, beforeSource, after, divider, share }) {
  function show() {
    const cut = Number(share.value);
    before.style.clipPath = `inset(0 ${100 - cut}% 0 0)`;
    divider.style.left = `${cut}%`;
    share.setAttribute("aria-valuetext", `${cut} % as before`);
  }

  function follow(event) {
    const { left, width } = box.getBoundingClientRect();
    share.value = (100 * (event.clientX - left)) / width;
    show();
  }

  box.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    box.setPointerCapture(event.pointerId);
    follow(event);
  });
  box.addEventListener("pointermove", (event) => {
    if (box.hasPointerCapture(event.pointerId)) follow(event);
  });
  share.addEventListener("input", show);

  return {
    // The source's address and place on the canvas, and the result's address.
    show(sourceURL, { canvas, source }, resultURL) {
      const percent = (part, whole) => `${(100 * part) / whole}%`;
      box.style.aspectRatio = `${canvas.width} / ${canvas.height}`;
      box.style.maxWidth = `min(100%, ${canvas.width}px, ${(innerHeight * MOST_HEIGHT * canvas.width) / canvas.height}px)`;
      Object.assign(beforeSource.style, {
        left: percent(source.x, canvas.width), top: percent(source.y, canvas.height),
        width: percent(source.width, canvas.width), height: percent(source.height, canvas.height),
      });
      // An address that was let go of still shows, unless it is set anew.
      if (beforeSource.src !== sourceURL) beforeSource.src = sourceURL;
      after.src = resultURL;
      show();
    },
  };
}
