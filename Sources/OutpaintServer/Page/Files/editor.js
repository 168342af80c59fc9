// Shows the picture on its new canvas, as large as the stage allows.

import { canvasSize } from "./geometry.js";

// Room around the canvas, for the handles and for pulling further; share of the stage and pixels.
const MARGIN_SHARE = 0.07;
const MARGIN = 28;

export function createEditor({ stage, frame, source }) {
  let scale = 1;

  function fittingScale(canvas) {
    const room = (length) => Math.max(40, length * (1 - 2 * MARGIN_SHARE) - 2 * MARGIN);
    return Math.min(room(stage.clientWidth) / canvas.width, room(stage.clientHeight) / canvas.height, 4);
  }

  return {
    // Stage pixels a picture pixel.
    get scale() {
      return scale;
    },

    // While an edge is dragged the scale stays, unless the canvas leaves the stage.
    show(picture, edges, isDragging) {
      stage.hidden = !picture;
      if (!picture) return;
      if (source.src !== picture.url) source.src = picture.url;
      const canvas = canvasSize(picture, edges);
      const largest = Math.min((stage.clientWidth - MARGIN) / canvas.width, (stage.clientHeight - MARGIN) / canvas.height);
      scale = isDragging ? Math.min(scale, largest) : fittingScale(canvas);
      stage.classList.toggle("settled", !isDragging);
      place(frame, {
        x: (stage.clientWidth - canvas.width * scale) / 2, y: (stage.clientHeight - canvas.height * scale) / 2,
        width: canvas.width * scale, height: canvas.height * scale,
      });
      place(source, {
        x: edges.left * scale, y: edges.top * scale, width: picture.width * scale, height: picture.height * scale,
      });
    },
  };
}

function place(element, { x, y, width, height }) {
  Object.assign(element.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
}
