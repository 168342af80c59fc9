/// What a report does when it is touched.
enum ReportScript {
  static let javaScript = """
    "use strict";
    for (const viewer of document.querySelectorAll(".viewer")) {
      const part = (role) => viewer.querySelector(`[data-role="${role}"]`);
      const [left, right, stage, divider, share] = ["left", "right", "stage", "divider", "share"].map(part);
      const images = [...stage.querySelectorAll("img")];

      function show() {
        const cut = Number(share.value);
        for (const image of images) {
          const isLeft = image.dataset.layer === left.value;
          const isRight = image.dataset.layer === right.value;
          image.classList.toggle("shown", isLeft || isRight);
          image.style.zIndex = isLeft ? 2 : 1;
          image.style.clipPath = isLeft && !isRight ? `inset(0 ${100 - cut}% 0 0)` : "none";
        }
        divider.style.left = `${cut}%`;
      }

      function drag(event) {
        const box = stage.getBoundingClientRect();
        share.value = 100 * (event.clientX - box.left) / box.width;
        show();
      }

      stage.addEventListener("pointerdown", (event) => {
        stage.setPointerCapture(event.pointerId);
        drag(event);
      });
      stage.addEventListener("pointermove", (event) => {
        if (stage.hasPointerCapture(event.pointerId)) drag(event);
      });
      for (const control of [left, right, share]) control.addEventListener("input", show);
      show();
    }
    """
}
