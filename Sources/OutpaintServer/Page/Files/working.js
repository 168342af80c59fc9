// Tells that something is being made, how far it is, and lets go of it.

export function createWorking({ box, bar, status, cancel }) {
  let controller = null;
  cancel.addEventListener("click", () => controller?.abort());

  return {
    // Gives the signal that ends the waiting.
    begin() {
      controller = new AbortController();
      box.hidden = false;
      cancel.hidden = false;
      bar.hidden = false;
      bar.removeAttribute("value");
      status.textContent = "Sending …";
      return controller.signal;
    },

    progress({ percent = null, isAway = false }) {
      if (percent === null) bar.removeAttribute("value");
      else bar.value = percent;
      status.textContent = isAway ? "The server does not answer; still trying …" : `${percent ?? 0} %`;
    },

    end(words) {
      controller = null;
      bar.hidden = true;
      cancel.hidden = true;
      status.textContent = words;
      box.hidden = words === "";
    },
  };
}
