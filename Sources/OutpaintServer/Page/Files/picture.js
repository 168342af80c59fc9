// A picture that somebody gave: what it is, and the form in which it is sent.

const SIGNATURES = [
  { type: "image/png", matches: (text) => text.startsWith("\x89PNG") },
  { type: "image/jpeg", matches: (text) => text.startsWith("\xff\xd8\xff") },
  { type: "image/webp", matches: (text) => text.startsWith("RIFF") && text.slice(8, 12) === "WEBP" },
];

// Size, address and kind of a file. Throws an error with a message for people.
export async function openPicture(file) {
  const url = URL.createObjectURL(file);
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch {
    URL.revokeObjectURL(url);
    throw new Error(`“${file.name || "This"}” is not a picture that your browser can read. Give a PNG, JPEG or WebP file.`);
  }
  const head = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  const type = SIGNATURES.find(({ matches }) => matches(String.fromCharCode(...head)))?.type ?? null;
  return { file, url, image, type, name: file.name || "picture", width: image.naturalWidth, height: image.naturalHeight };
}

export function closePicture(picture) {
  if (picture) URL.revokeObjectURL(picture.url);
}

// Whether the file's own bytes are sent.
export function isSentAsItIs(picture, size) {
  return picture.type !== null && size.width === picture.width && size.height === picture.height;
}

// The picture in a size, as a data URI: the file's own bytes where nothing has to change.
export async function dataURI(picture, size) {
  const blob = isSentAsItIs(picture, size)
    ? new Blob([picture.file], { type: picture.type })
    : await redrawn(picture, size);
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(new Error(`“${picture.name}” can no longer be read. Choose it again.`));
    reader.readAsDataURL(blob);
  });
}

function redrawn(picture, { width, height }) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(picture.image, 0, 0, width, height);
  return new Promise((resolve, reject) => {
    const done = (blob) => (blob ? resolve(blob) : reject(new Error("Your browser cannot scale a picture this large.")));
    canvas.toBlob(done, "image/png");
  });
}
