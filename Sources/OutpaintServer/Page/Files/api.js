// The server's API over HTTP, as any client uses it.

import { encode } from "./task.js";

// Milliseconds between polls, and how often in a row the server may be out of reach.
const FIRST_PAUSE = 150;
const LONGEST_PAUSE = 1000;
const MOST_FAILURES = 60;

// What the server said was wrong: objects with code, message and parameter.
export class TaskFailure extends Error {
  constructor(errors) {
    super(errors.map(({ message }) => message).join(" "));
    this.errors = errors;
  }
}

export async function post(tasks, key, signal) {
  const response = await fetch("v1", {
    method: "POST", signal, body: encode(tasks),
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${key || "any"}` },
  });
  const type = response.headers.get("Content-Type") ?? "";
  if (!type.startsWith("application/json")) {
    throw new TaskFailure([{ message: `The server answered with status ${response.status} and no JSON.` }]);
  }
  const { data = [], errors = [] } = JSON.parse(exactSeeds(await response.text()));
  if (errors.length > 0) throw new TaskFailure(errors);
  return data;
}

// Has a task worked on, and gives its results when all are there.
//
// The task is asynchronous: it goes on through a lost connection, and even through a restart of the server.
export async function run(task, key, { onProgress, signal }) {
  await post([{ ...task, deliveryMethod: "async" }], key, signal);
  let failures = 0;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, pause * 1.3)) {
    await wait(pause, signal);
    let items;
    try {
      items = await post([{ taskType: "getResponse", taskUUID: task.taskUUID }], key, signal);
      failures = 0;
    } catch (error) {
      // Only a network error is worth another try: the server's own word stands.
      if (error instanceof TaskFailure || error.name === "AbortError") throw error;
      failures += 1;
      if (failures > MOST_FAILURES) {
        throw new TaskFailure([{ message: "The server no longer answers. Is it still running?" }]);
      }
      onProgress({ isAway: true });
      continue;
    }
    if (items.every(({ status }) => status === "success")) return items;
    const known = items.find(({ progress }) => Number.isFinite(progress));
    onProgress({ percent: known?.progress ?? null });
  }
}

// Seeds as text: a number of this language would round the large ones.
function exactSeeds(text) {
  return text.replace(/("seed"\s*:\s*)(\d+)/g, '$1"$2"');
}

function wait(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("Stopped", "AbortError"));
    }, { once: true });
  });
}
