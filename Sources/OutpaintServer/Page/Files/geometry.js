// Where a picture lies on its new canvas. Nothing here knows the document.

export const SIDES = ["left", "right", "top", "bottom"];
export const OPPOSITE = { left: "right", right: "left", top: "bottom", bottom: "top" };
export const NO_EDGES = { left: 0, right: 0, top: 0, bottom: 0 };

// The API takes at most this many pixels a side to add.
export const MOST_PIXELS_A_SIDE = 2048;

export const PRESETS = [
  { name: "1:1", use: "square", ratio: 1 },
  { name: "4:5", use: "portrait", ratio: 4 / 5 },
  { name: "9:16", use: "phone, upright", ratio: 9 / 16 },
  { name: "16:9", use: "screen", ratio: 16 / 9 },
  { name: "21:9", use: "cinema", ratio: 21 / 9 },
  { name: "3:1", use: "banner", ratio: 3 },
];

export function canvasSize(size, edges) {
  return { width: size.width + edges.left + edges.right, height: size.height + edges.top + edges.bottom };
}

// The smallest canvas of a shape that holds the picture in its middle.
export function edgesForRatio({ width, height }, ratio) {
  const horizontal = Math.max(0, Math.round(height * ratio) - width);
  const vertical = horizontal > 0 ? 0 : Math.max(0, Math.round(width / ratio) - height);
  const left = Math.floor(horizontal / 2);
  const top = Math.floor(vertical / 2);
  return { left, right: horizontal - left, top, bottom: vertical - top };
}

// A quarter of the picture on the left and on the right: something to begin with.
export function firstEdges({ width }) {
  const side = Math.max(8, Math.round(width / 32) * 8);
  return { ...NO_EDGES, left: side, right: side };
}

// The most that a handle goes to.
export function mostOnSide(size) {
  return Math.max(MOST_PIXELS_A_SIDE, 2 * Math.max(size.width, size.height));
}

// What is sent for a wish, under the server's limit (null: none): size of the picture, edges, canvas, and where the
// whole picture lies on that canvas.
export function plan(size, edges, maximumSide, onLimit) {
  const wish = canvasSize(size, edges);
  const isTooLarge = maximumSide !== null && Math.max(wish.width, wish.height) > maximumSide;
  if (isTooLarge && onLimit === "autoCrop") return cropped(size, edges, maximumSide);
  const scale = Math.min(
    1, (maximumSide ?? Infinity) / Math.max(wish.width, wish.height), ...SIDES.map((side) => MOST_PIXELS_A_SIDE / edges[side]));
  const x = scaledAxis(size.width, edges.left, edges.right, scale);
  const y = scaledAxis(size.height, edges.top, edges.bottom, scale);
  const sent = { left: x.before, right: x.after, top: y.before, bottom: y.after };
  const picture = { width: x.length, height: y.length };
  return {
    scale, isTooLarge, picture, edges: sent, canvas: canvasSize(picture, sent),
    source: { x: x.before, y: y.before, ...picture },
  };
}

// Scales an axis so that its parts still add up to the scaled whole.
function scaledAxis(length, before, after, scale) {
  if (scale === 1) return { length, before, after };
  const total = Math.max(1, Math.round((before + length + after) * scale));
  if (before + after === 0) return { length: total, before: 0, after: 0 };
  const kept = Math.max(1, Math.min(total, Math.round(length * scale)));
  const first = Math.round(((total - kept) * before) / (before + after));
  return { length: kept, before: first, after: total - kept - first };
}

// What the server makes of a canvas that is too large with `autoCrop`.
function cropped(size, edges, maximumSide) {
  const x = croppedAxis(size.width, edges.left, edges.right, maximumSide);
  const y = croppedAxis(size.height, edges.top, edges.bottom, maximumSide);
  return {
    scale: 1, isTooLarge: true, picture: size, edges,
    canvas: { width: x.total, height: y.total }, source: { x: x.start, y: y.start, ...size },
  };
}

function croppedAxis(length, before, after, limit) {
  if (length > limit) return { start: -Math.floor((length - limit) / 2), total: limit };
  if (before + length + after <= limit) return { start: before, total: before + length + after };
  return { start: Math.floor((before * (limit - length)) / (before + after)), total: limit };
}
