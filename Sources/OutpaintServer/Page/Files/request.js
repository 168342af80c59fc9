// Shows what another program would send for the same picture.

import { encode, makeUUID } from "./task.js";

// Letters of a data URI that are shown.
const SHOWN = 48;

export function createRequest(root, { key }) {
  const part = (id) => root.querySelector(`#${id}`);
  let task = null;
  let file = null;

  // Every identifier is taken once.
  const text = (indentation) => encode([{ ...task, taskUUID: makeUUID() }], indentation);

  for (const [id, what] of [["copy-json", () => text(2)], ["copy-curl", () => part("curl").textContent]]) {
    part(id).addEventListener("click", async () => {
      const isCopied = await copy(what());
      part("copied").textContent = isCopied ? "Copied." : "Your browser does not allow copying; select the text instead.";
    });
  }
  part("save-json").addEventListener("click", (event) => {
    if (file) URL.revokeObjectURL(file);
    file = URL.createObjectURL(new Blob([text(2), "\n"], { type: "application/json" }));
    event.currentTarget.href = file;
  });
  part("save-json").href = "#request";

  return {
    // - isMade: whether the task's picture is there, so that its seed gives that very picture.
    show(newTask, isMade) {
      task = newTask;
      root.hidden = false;
      part("copied").textContent = "";
      part("request-note").textContent = isMade
        ? "This request makes the picture above again, byte for byte. The copy and the file hold your picture, too."
        : "This is what Expand asks for. The copy and the file hold your picture, too.";
      const { image } = task.inputs;
      const shown = image.length > SHOWN ? `${image.slice(0, SHOWN)}… (${sizeInWords(image.length)})` : image;
      part("json").textContent = encode([{ ...task, inputs: { image: shown } }], 2);
      const bearer = key() ? "YOUR-KEY" : "any";
      const address = new URL("v1", document.baseURI).href;
      part("curl").textContent = `curl ${address} -H 'Authorization: Bearer ${bearer}' -d @request.json`;
    },
  };
}

function sizeInWords(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

// The clipboard's own interface is there only for pages that came over TLS or from this machine.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = Object.assign(document.createElement("textarea"), { value: text, className: "hidden" });
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand("copy");
    area.remove();
    return isCopied;
  }
}
