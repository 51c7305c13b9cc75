/* What the picture gains from scripts: closer and farther, a sentence under the map, months one after the other. */
"use strict";
(() => {
  const still = "click";
  let timer = 0;

  const map = () => document.getElementById("routes");
  const whole = () => [0, 0, Number(map().dataset.width), Number(map().dataset.height)];
  const box = () => map().getAttribute("viewBox").split(" ").map(Number);

  function show([x, y, width, height]) {
    const [, , fullWidth, fullHeight] = whole();
    const w = Math.min(fullWidth, Math.max(fullWidth / 10, width));
    const h = (w * fullHeight) / fullWidth;
    const left = Math.min(fullWidth - w, Math.max(0, x + (width - w) / 2));
    const top = Math.min(fullHeight - h, Math.max(0, y + (height - h) / 2));
    map().setAttribute("viewBox", [left, top, w, h].map((each) => each.toFixed(1)).join(" "));
    map().style.setProperty("--k", Math.sqrt(fullWidth / w).toFixed(3));
    map().classList.toggle("moved", w < fullWidth - 1);
  }

  function zoom(how) {
    if (how === "all") return show(whole());
    const [x, y, w, h] = box();
    const by = how === "in" ? 0.6 : 1 / 0.6;
    return show([x + (w * (1 - by)) / 2, y + (h * (1 - by)) / 2, w * by, h * by]);
  }

  function drag(event) {
    if (!map().classList.contains("moved") || event.button !== 0) return;
    const from = box();
    const { width } = map().getBoundingClientRect();
    let moved = false;
    const move = (now) => {
      const scale = from[2] / width;
      const dx = (now.clientX - event.clientX) * scale;
      const dy = (now.clientY - event.clientY) * scale;
      moved = moved || Math.hypot(dx, dy) > 6 * scale;
      if (moved) show([from[0] - dx, from[1] - dy, from[2], from[3]]);
    };
    const end = () => {
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", end);
      document.removeEventListener("pointercancel", end);
      /* The press that ended a move does not open the district under it. */
      if (moved) document.addEventListener(still, (press) => press.preventDefault(), { capture: true, once: true });
      setTimeout(() => { moved = false; }, 0);
    };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", end);
    document.addEventListener("pointercancel", end);
  }

  function say(event) {
    const spoken = event.target.closest && event.target.closest("[data-says]");
    const line = document.getElementById("says");
    if (spoken && line && line.textContent !== spoken.dataset.says) line.textContent = spoken.dataset.says;
  }

  async function turnTo(url) {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok) return stop();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of ["#picture > h1", "#routes", ".track"]) {
      const fresh = page.querySelector(part);
      const old = document.querySelector(part);
      if (fresh && old) old.replaceWith(document.adoptNode(fresh));
    }
    ready();
    return undefined;
  }

  function stop() {
    clearTimeout(timer);
    timer = 0;
    const button = document.getElementById("play");
    if (button) button.textContent = button.dataset.play;
  }

  function play() {
    if (timer) return stop();
    const button = document.getElementById("play");
    button.textContent = button.dataset.stop;
    const months = [...document.querySelectorAll(".track a")].map((each) => each.getAttribute("href"));
    let next = 0;
    const step = async () => {
      if (next >= months.length) return stop();
      await turnTo(months[next]);
      next += 1;
      if (timer) timer = setTimeout(step, 1100);
      return undefined;
    };
    timer = setTimeout(step, 0);
    return undefined;
  }

  function ready() {
    map().addEventListener("pointerdown", drag);
    /* A dragged link would be carried away instead of the map. */
    map().addEventListener("dragstart", (event) => event.preventDefault());
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (!map()) return;
    ready();
    const tools = document.querySelector(".map-tools");
    tools.hidden = false;
    tools.addEventListener("click", (event) => event.target.dataset.zoom && zoom(event.target.dataset.zoom));
    for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, say);
    const button = document.getElementById("play");
    button.hidden = false;
    button.addEventListener("click", play);
  });
})();
