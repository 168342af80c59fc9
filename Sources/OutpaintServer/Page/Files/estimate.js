// What a picture would cost at the hosted service, and how long it takes here.

const DOLLARS_PER_MEGAPIXEL = 0.1;
const MEGAPIXEL = 1024 * 1024;

// Seconds on two cores of a server, a new megapixel, and what a canvas takes to be written; see `outpaint bench`.
const SECONDS_PER_NEW_MEGAPIXEL = { high: 0.5, fast: 0.28 };
const SECONDS_PER_WRITTEN_MEGAPIXEL = { high: 0.25, fast: 0.08 };
const SECONDS_BESIDE = 0.2;
const MEMORY = "outpaint.pace";

// Dollars; every megapixel begun counts.
export function hostedPrice(canvas, count) {
  return count * DOLLARS_PER_MEGAPIXEL * Math.ceil((canvas.width * canvas.height) / MEGAPIXEL);
}

// Seconds, by what earlier pictures took on this server.
export function expectedSeconds(plan, mode, count) {
  return pace() * standardSeconds(plan, mode, count);
}

// Learns from a picture that is done.
export function learn(plan, mode, count, seconds) {
  const measured = Math.min(50, Math.max(0.1, seconds / standardSeconds(plan, mode, count)));
  try {
    localStorage.setItem(MEMORY, String(measured));
  } catch {
    // Without a store, every estimate is the first one.
  }
}

export function inWords(seconds) {
  if (seconds < 1.5) return "about a second";
  if (seconds < 90) return `about ${Math.round(seconds)} s`;
  return `about ${Math.round(seconds / 60)} min`;
}

function standardSeconds({ canvas, picture }, mode, count) {
  const written = (canvas.width * canvas.height) / MEGAPIXEL;
  const added = Math.max(0, written - (picture.width * picture.height) / MEGAPIXEL);
  const each = added * SECONDS_PER_NEW_MEGAPIXEL[mode] + written * SECONDS_PER_WRITTEN_MEGAPIXEL[mode];
  return SECONDS_BESIDE + count * each;
}

function pace() {
  try {
    return Number(localStorage.getItem(MEMORY)) || 1;
  } catch {
    return 1;
  }
}
