// What the page knows, and who wants to hear when it changes.

export function createState(values) {
  const listeners = new Set();
  return {
    get values() {
      return values;
    },
    // Takes over some values, then tells every listener.
    set(change) {
      values = { ...values, ...change };
      for (const listener of listeners) listener(values);
    },
    subscribe(listener) {
      listeners.add(listener);
      listener(values);
    },
  };
}
