// Puts the page together: every part knows its own job, and this file alone knows all of them.

import { run, TaskFailure } from "./api.js";
import { acceptPictures } from "./drop.js";
import { createEditor } from "./editor.js";
import { expectedSeconds, hostedPrice, inWords, learn } from "./estimate.js";
import { clearErrors, createFields, showErrors } from "./fields.js";
import { firstEdges, mostOnSide, NO_EDGES, plan, SIDES } from "./geometry.js";
import { createHandles } from "./handles.js";
import { closePicture, dataURI, openPicture } from "./picture.js";
import { createRequest } from "./request.js";
import { createResults, linkOf } from "./results.js";
import { createState } from "./state.js";
import { makeTask, makeUUID } from "./task.js";
import { createWorking } from "./working.js";

const byID = (id) => document.getElementById(id);
const told = (name) => document.querySelector(`meta[name="outpaint:${name}"]`).content;
const maximumSide = Number(told("maximum-side")) || null;

const state = createState({
  picture: null, edges: NO_EDGES, isDragging: false, mode: byID("mode").value, seed: byID("seed").value.trim(),
  count: byID("count").value, format: byID("format").value, onLimit: byID("on-limit").value, key: "", isWorking: false,
});
const now = () => state.values;
const planNow = () => plan(now().picture, now().edges, maximumSide, now().onLimit);

const editor = createEditor({ stage: byID("stage"), frame: byID("frame"), source: byID("source") });
const handles = createHandles(byID("frame"), {
  edges: () => now().edges, most: () => (now().picture ? mostOnSide(now().picture) : 0),
  pixelsPerStagePixel: () => 1 / editor.scale,
  onChange: (edges, isDragging) => state.set({ edges, isDragging }),
});
const fields = createFields({
  edges: () => now().edges, picture: () => now().picture, onEdges: (edges) => state.set({ edges }),
  onSettings: (change) => state.set(change),
});
const request = createRequest(byID("request"), { key: () => now().key });
const working = createWorking({ box: byID("working"), bar: byID("progress"), status: byID("status"), cancel: byID("cancel") });
const results = createResults(byID("result"), { onChoose: showRequestOf, onFormat: remake });

// The picture in the size that is sent; made once for a size.
let image = { picture: null, size: "", uri: null };
async function imageOf({ picture }, { picture: size }) {
  const wanted = `${size.width}×${size.height}`;
  if (image.picture !== picture || image.size !== wanted) {
    image = { picture, size: wanted, uri: dataURI(picture, size) };
  }
  return image.uri;
}

function taskOf(values, planned, uri) {
  return makeTask({ ...values, autoCrop: planned.isTooLarge && values.onLimit === "autoCrop" }, planned.edges, uri);
}

function show(values) {
  const { picture, edges, mode, count, isDragging, isWorking } = values;
  byID("drop").hidden = Boolean(picture);
  byID("stage-help").hidden = !picture;
  editor.show(picture, edges, isDragging);
  handles.show();
  fields.show();
  const isWider = SIDES.some((side) => edges[side] > 0);
  byID("expand").disabled = !picture || isWorking || !isWider;
  byID("expand").textContent = !picture ? "Choose a picture first" : !isWider ? "Add pixels on a side first" : "Expand";
  if (!picture) return;
  const planned = planNow();
  const { canvas, scale } = planned;
  byID("size").textContent = `${canvas.width} × ${canvas.height}`;
  byID("price").textContent = `$${hostedPrice(canvas, Number(count)).toFixed(2)} (here: free)`;
  byID("time").textContent = inWords(expectedSeconds(planned, mode, Number(count)));
  byID("on-limit-label").hidden = !planned.isTooLarge;
  byID("scaled").hidden = !planned.isTooLarge && scale === 1;
  byID("scaled").textContent = scale < 1
    ? `A canvas has at most ${maximumSide ?? 2048} pixels a side here (the server's --max-side), so your `
      + `picture is scaled to ${Math.max(1, Math.round(scale * 100))} %: `
      + `${planned.picture.width} × ${planned.picture.height}.`
    : `A canvas has at most ${maximumSide} pixels a side here, so less is added, and what does not fit is cut off.`;
}

// The request follows what is chosen, a moment after the last change.
let pending = null;
function showRequest(values) {
  clearTimeout(pending);
  if (!values.picture || values.isDragging || values.isWorking) return;
  pending = setTimeout(async () => {
    const planned = planNow();
    const uri = await imageOf(values, planned).catch(() => null);
    if (uri && values === now()) request.show(taskOf(values, planned, uri), false);
  }, 250);
}

// A variant by itself: its own seed, and no others beside it.
function showRequestOf({ task, items }, index) {
  clearTimeout(pending);
  request.show(single(task, items[index].seed), true);
}

function single({ numberResults, ...task }, seed) {
  return { ...task, taskUUID: makeUUID(), seed };
}

async function take(file) {
  try {
    const picture = await openPicture(file);
    clearErrors();
    closePicture(now().picture);
    state.set({ picture, edges: firstEdges(picture) });
  } catch (error) {
    showErrors([{ parameter: "inputs.image", message: error.message }]);
  }
}

async function expand() {
  clearErrors();
  const values = now();
  const planned = planNow();
  const signal = working.begin();
  state.set({ isWorking: true });
  try {
    const task = taskOf(values, planned, await imageOf(values, planned));
    const start = performance.now();
    const items = await run(task, values.key, { onProgress: working.progress, signal });
    const seconds = (performance.now() - start) / 1000;
    learn(planned, values.mode, Number(values.count), seconds);
    results.show({ task, items, seconds, plan: planned, picture: values.picture, key: values.key });
    working.end(`Done in ${seconds.toFixed(1)} s.`);
  } catch (error) {
    working.end("");
    if (error.name !== "AbortError") fail(error);
  }
  // The request shown stays that of the result until something is changed.
  clearTimeout(pending);
  state.set({ isWorking: false });
  clearTimeout(pending);
}

// The same task with one seed and another format: the same picture, as the engine promises.
async function remake({ task, key }, item, format) {
  const [made] = await run({ ...single(task, item.seed), outputFormat: format }, key, { onProgress() {} });
  return linkOf(made);
}

function fail(error) {
  showErrors(error instanceof TaskFailure ? error.errors : [{ message: `The server cannot be reached: ${error.message}` }]);
}

acceptPictures({ input: byID("file"), onFile: take });
byID("settings").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!byID("expand").disabled) expand();
});
byID("key-label").hidden = told("needs-key") !== "true";
state.subscribe(show);
state.subscribe(showRequest);
new ResizeObserver(() => editor.show(now().picture, now().edges, false)).observe(byID("stage"));
