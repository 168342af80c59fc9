// Ways to give a picture: dropping, choosing and pasting.

export function acceptPictures({ input, onFile }) {
  const give = (files) => {
    const file = [...files].find(({ type }) => type.startsWith("image/")) ?? files[0];
    if (file) onFile(file);
  };

  input.addEventListener("change", () => {
    give(input.files);
    // The same file may be chosen again.
    input.value = "";
  });

  document.addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) {
      event.preventDefault();
      give(event.clipboardData.files);
    }
  });

  const root = document.documentElement;
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    root.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) root.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    root.classList.remove("dropping");
    give(event.dataTransfer?.files ?? []);
  });
}
