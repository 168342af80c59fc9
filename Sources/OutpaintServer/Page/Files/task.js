// A task as the API takes it.

import { SIDES } from "./geometry.js";

export function makeTask({ mode, seed, count, format, autoCrop }, edges, image) {
  const task = { taskType: "imageInference", taskUUID: makeUUID(), model: "bfl:flux@outpainting", inputs: { image } };
  task.outpaint = Object.fromEntries(SIDES.filter((side) => edges[side] > 0).map((side) => [side, edges[side]]));
  const settings = { ...(mode === "high" ? {} : { mode }), ...(autoCrop ? { autoCrop } : {}) };
  if (Object.keys(settings).length > 0) task.settings = settings;
  task.outputFormat = format;
  if (Number(count) > 1) task.numberResults = Number(count);
  if (seed !== "") task.seed = seed;
  return task;
}

// JSON of tasks. A seed is kept as text, because a number of this language holds 53 bits only and the API takes 63.
export function encode(tasks, indentation) {
  return JSON.stringify(tasks, null, indentation).replace(/("seed": ?)"(\d{1,19})"/g, "$1$2");
}

// A random identifier; `crypto.randomUUID` is there only for pages that came over TLS or from this machine.
export function makeUUID() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
