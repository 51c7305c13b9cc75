/* On the roll one press ticks everybody of a day; without scripts each is ticked by itself. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const row = document.querySelector("[data-ticks]");
  if (!row) return;
  for (const button of row.querySelectorAll("[data-tick]")) {
    const boxes = [...document.querySelectorAll(`input[data-day="${button.dataset.tick}"]:not(:disabled)`)];
    button.hidden = boxes.length === 0;
    button.addEventListener("click", () => {
      const all = boxes.every((box) => box.checked);
      for (const box of boxes) box.checked = !all;
    });
  }
  row.hidden = false;
});
