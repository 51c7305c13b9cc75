/* On the roll one press ticks everybody of a day; without scripts each is ticked by itself. Who is taken in meanwhile
   takes no tick with them: both are sent. Whoever scanned the code at the door is marked at once; without scripts they
   press. */
"use strict";
document.addEventListener("submit", (event) => {
  const roll = document.getElementById(event.target.dataset.with || "");
  if (!roll) return;
  for (const [name, value] of new FormData(roll)) {
    if (name !== "turn" && name !== "there") continue;
    const copy = document.createElement("input");
    Object.assign(copy, { type: "hidden", name, value });
    event.target.append(copy);
  }
});
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("form[data-at-once]")?.requestSubmit();
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
