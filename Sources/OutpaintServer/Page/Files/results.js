// What came of a task: the chosen picture, its variants, and files to keep.

import { createCompare } from "./compare.js";

const EXTENSIONS = { PNG: "png", JPG: "jpg", WEBP: "webp" };

// - onChoose(outcome, index): a variant is looked at.
// - onFormat(outcome, index, format): the same picture is wanted in another format; gives its address.
export function createResults(root, { onChoose, onFormat }) {
  const part = (id) => root.querySelector(`#${id}`);
  const compare = createCompare({
    box: part("compare"), before: part("before"), beforeSource: part("before-source"), after: part("after"),
    divider: part("divider"), share: part("share"),
  });
  let outcome = null;
  let chosen = 0;

  function choose(index) {
    chosen = index;
    const item = outcome.items[index];
    compare.show(outcome.picture.url, outcome.plan, linkOf(item));
    for (const [at, button] of [...part("variants").children].entries()) {
      button.setAttribute("aria-pressed", String(at === index));
    }
    part("error-result").textContent = "";
    part("downloads").replaceChildren(...Object.keys(EXTENSIONS).map(downloadIn));
    onChoose(outcome, index);
  }

  function downloadIn(format) {
    const item = outcome.items[chosen];
    const name = fileName(outcome, chosen, format);
    if (format === outcome.task.outputFormat) {
      return element("a", { className: "button primary", href: linkOf(item), download: name }, `Save ${format}`);
    }
    const button = element("button", { className: "button", type: "button" }, `Save ${format}`);
    button.title = `Has the same picture made once more as ${format}`;
    button.addEventListener("click", async () => {
      button.disabled = true;
      button.textContent = `Making ${format} …`;
      try {
        element("a", { href: await onFormat(outcome, item, format), download: name }).click();
      } catch (error) {
        part("error-result").textContent = error.message;
      }
      button.disabled = false;
      button.textContent = `Save ${format}`;
    });
    return button;
  }

  return {
    show(newOutcome) {
      outcome = newOutcome;
      root.hidden = false;
      const { width, height } = outcome.plan.canvas;
      part("caption").textContent = `${width} × ${height} pixels, made in ${outcome.seconds.toFixed(1)} s`;
      const buttons = outcome.items.map((item, index) => {
        const button = element("button", { className: "button variant", type: "button" });
        button.append(element("img", { src: linkOf(item), alt: `Variant ${index + 1}` }), `Seed ${item.seed}`);
        button.addEventListener("click", () => choose(index));
        return button;
      });
      part("variants").replaceChildren(...buttons);
      part("variants").hidden = buttons.length < 2;
      part("share").value = 0;
      choose(0);
      part("result-title").focus({ preventScroll: true });
      root.scrollIntoView({ block: "nearest", behavior: "smooth" });
    },
  };
}

// A result's address under this page's own: the one in the answer may name the server otherwise.
export function linkOf(item) {
  return `image/${item.imageURL.split("/").at(-1)}`;
}

function fileName({ picture, items }, index, format) {
  const stem = picture.name.replace(/\.[^.]*$/, "") || "picture";
  return `${stem}-expanded${items.length > 1 ? `-${index + 1}` : ""}.${EXTENSIONS[format]}`;
}

function element(name, values, text = "") {
  return Object.assign(document.createElement(name), values, text ? { textContent: text } : {});
}
