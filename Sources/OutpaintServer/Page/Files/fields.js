// The numbers and choices beside the stage, and errors at the field that they are about.

import { edgesForRatio, PRESETS, SIDES } from "./geometry.js";

// Where an error about a parameter of the API is shown: the place of its words, and the field at fault.
const PLACES = [
  { matches: /^inputs\.image/, place: "error-image", field: "file" },
  ...SIDES.map((side) => ({ matches: new RegExp(`^outpaint\\.${side}$`), place: "error-edges", field: side })),
  { matches: /^outpaint/, place: "error-edges", field: "left" },
  { matches: /^seed$/, place: "error-how", field: "seed" },
  { matches: /^settings\.mode$/, place: "error-how", field: "mode" },
  { matches: /^settings\.autoCrop$/, place: "error-how", field: "on-limit" },
  { matches: /^numberResults$/, place: "error-how", field: "count" },
  { matches: /^output/, place: "error-how", field: "format" },
  { matches: /^apiKey$/, place: "error-key", field: "key" },
];

const byID = (id) => document.getElementById(id);

// - onEdges(edges): the numbers or a shape. - onSettings(change): everything else.
export function createFields({ edges, picture, onEdges, onSettings }) {
  const presets = PRESETS.map(({ name, use, ratio }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = name;
    button.title = use;
    button.addEventListener("click", () => onEdges(edgesForRatio(picture(), ratio)));
    byID("presets").append(button);
    return { button, ratio };
  });

  for (const side of SIDES) {
    byID(side).addEventListener("input", (event) => {
      const { value, validity } = event.target;
      if (value === "" || !validity.valid) {
        showErrors([{ parameter: `outpaint.${side}`, message: "A side takes a whole number of pixels, 0 or more." }]);
        return;
      }
      clearErrors();
      onEdges({ ...edges(), [side]: Number(value) });
    });
    // What was no number gives way to the one that holds.
    byID(side).addEventListener("change", () => {
      byID(side).value = edges()[side];
      clearErrors();
    });
  }

  const settings = { mode: "mode", seed: "seed", count: "count", format: "format", "on-limit": "onLimit", key: "key" };
  for (const [id, name] of Object.entries(settings)) {
    byID(id).addEventListener("input", (event) => {
      clearErrors();
      onSettings({ [name]: event.target.value.trim() });
    });
  }

  return {
    show() {
      byID("shape").disabled = !picture();
      if (!picture()) return;
      for (const side of SIDES) {
        if (document.activeElement !== byID(side)) byID(side).value = edges()[side];
      }
      for (const { button, ratio } of presets) {
        const wanted = edgesForRatio(picture(), ratio);
        button.setAttribute("aria-pressed", String(SIDES.every((side) => wanted[side] === edges()[side])));
      }
    },
  };
}

// Puts each error of the API beside what it is about, and moves there.
export function showErrors(errors) {
  clearErrors();
  let first = null;
  for (const { parameter, message, code } of errors) {
    const isAboutKey = /ApiKey$/.test(code ?? "");
    const found = PLACES.find(({ matches }) => matches.test(isAboutKey ? "apiKey" : (parameter ?? "")));
    const place = byID(found?.place ?? "error-general");
    place.textContent = [place.textContent, message].filter(Boolean).join(" ");
    const field = found && byID(found.field);
    if (!field) continue;
    if (isAboutKey) byID("key-label").hidden = false;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-errormessage", found.place);
    first ??= field;
  }
  if (first !== document.activeElement) first?.focus();
}

export function clearErrors() {
  for (const place of document.querySelectorAll(".error")) place.textContent = "";
  for (const field of document.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-errormessage");
  }
}
