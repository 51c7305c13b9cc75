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
    map().classList.toggle("near", fullWidth / w > 2.2); /* clusters open */
    map().classList.toggle("moved", w < fullWidth - 1);
  }

  function zoom(how) {
    if (how === "all") return show(whole());
    const [x, y, w, h] = box();
    const by = how === "in" ? 0.6 : 1 / 0.6;
    return show([x + (w * (1 - by)) / 2, y + (h * (1 - by)) / 2, w * by, h * by]);
  }

  /* A cluster that is pressed is brought closer until it opens. */
  function open(event) {
    const cluster = event.target.closest(".cluster .whole circle, .cluster .whole text");
    if (!cluster) return;
    const circle = cluster.closest(".whole").querySelector("circle");
    const [, , width, height] = whole();
    const at = (name) => Number(circle.getAttribute(name));
    show([at("cx") - width / 6, at("cy") - height / 6, width / 3, height / 3]);
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
    const spoken = event.target.closest && event.target.closest("#routes a, #routes g, .track a");
    const title = spoken && spoken.querySelector(":scope > title");
    const words = title ? title.textContent : spoken && spoken.getAttribute("aria-label");
    const line = document.getElementById("says");
    if (words && line && line.textContent !== words) line.textContent = words;
  }

  /* The slider: 0 is all months, n the n-th alone. A month's map is fetched once and kept while the page stands. */
  const kept = new Map();
  const quick = ["#picture-title", "#picture-seen", "#routes", "#undrawn"];
  const settled = [...quick, "#picture-chips", "#picture-legend", "#picture-side", ".tabs:not(.truth-switch)"];
  const bars = () => [...document.querySelectorAll(".track a")];
  const slider = () => document.getElementById("slider");
  const still_please = window.matchMedia("(prefers-reduced-motion: reduce)");
  let turn = 0;

  const urlOf = (at) => (at ? bars()[at - 1].getAttribute("href") : slider().dataset.whole);
  const wordsOf = (at) => (at ? bars()[at - 1].dataset.words : slider().dataset.words);

  function fetched(url) {
    if (!kept.has(url)) {
      const page = fetch(url, { credentials: "same-origin" }).then(async (answer) => {
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        return answer.text();
      });
      page.catch(() => kept.delete(url));
      kept.set(url, page);
    }
    return kept.get(url);
  }

  const partOf = (at) => { const url = urlOf(at); return `${url}${url.includes("?") ? "&" : "?"}part=map`; };

  function put(text, parts) {
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const part of parts) {
      const fresh = page.querySelector(part);
      const old = document.querySelector(part);
      if (fresh && old) old.replaceWith(document.adoptNode(fresh));
    }
    ready();
  }

  function mark(at) {
    bars().forEach((bar, number) => bar.querySelector(".month-bar").classList.toggle("on", !at || at === number + 1));
    slider().value = String(at);
    slider().setAttribute("aria-valuetext", wordsOf(at));
    document.getElementById("month-shown").textContent = at ? wordsOf(at) : "";
    document.getElementById("whole-period").hidden = !at;
    history.replaceState(null, "", urlOf(at));
  }

  /* Shows a month; tells whether it could. The latest asked for wins. */
  async function turnTo(at) {
    const mine = (turn += 1);
    mark(at);
    try {
      const text = await fetched(partOf(at));
      if (mine === turn) put(text, quick);
      return true;
    } catch { location.assign(urlOf(at)); return false; }
  }

  /* What stands around the map follows when the slider rests. */
  async function settle() {
    const mine = turn;
    try {
      const text = await (await fetch(urlOf(Number(slider().value)), { credentials: "same-origin" })).text();
      if (mine === turn && !timer) put(text, settled);
    } catch { /* the map stands; the tables follow with the next page */ }
  }

  function label() {
    const button = document.getElementById("play");
    const words = still_please.matches ? "step" : timer ? "stop" : "play";
    button.textContent = button.dataset[words];
  }

  function stop() {
    clearTimeout(timer);
    timer = 0;
    label();
    settle();
  }

  const nextOf = (at) => (at % bars().length) + 1;

  async function play() {
    const at = Number(slider().value);
    if (still_please.matches) { await turnTo(nextOf(at)); return settle(); }
    if (timer) return stop();
    let now = at && at < bars().length ? at : 0;
    const step = async () => {
      if (now >= bars().length || !timer) return stop();
      now += 1;
      if (!(await turnTo(now))) return undefined;
      if (now < bars().length) fetched(partOf(now + 1)).catch(() => undefined);
      if (timer) timer = setTimeout(step, 1100);
      return undefined;
    };
    timer = setTimeout(step, 0);
    label();
    return undefined;
  }

  function slide() {
    const input = slider();
    let rest = 0;
    input.hidden = false;
    input.setAttribute("aria-valuetext", wordsOf(Number(input.value)));
    input.addEventListener("input", () => {
      clearTimeout(timer); timer = 0; label();
      clearTimeout(rest);
      const at = Number(input.value);
      input.setAttribute("aria-valuetext", wordsOf(at));
      rest = setTimeout(async () => { await turnTo(at); settle(); }, 160);
    });
    document.querySelector(".track").addEventListener("click", (press) => {
      const bar = press.target.closest("a");
      if (!bar || press.ctrlKey || press.metaKey || press.shiftKey) return;
      press.preventDefault();
      clearTimeout(timer); timer = 0; label();
      turnTo(bars().indexOf(bar) + 1).then(settle);
    });
    document.getElementById("whole-period").addEventListener("click", (press) => {
      press.preventDefault();
      turnTo(0).then(settle);
    });
    still_please.addEventListener("change", label);
  }

  function ready() {
    map().addEventListener("pointerdown", drag);
    map().addEventListener("click", open);
    /* A dragged link would be carried away instead of the map. */
    map().addEventListener("dragstart", (event) => event.preventDefault());
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (!map()) return;
    ready();
    const tools = document.querySelector(".map-tools");
    if (tools) { /* a map that is made larger and smaller */
      tools.hidden = false;
      tools.addEventListener("click", (event) => event.target.dataset.zoom && zoom(event.target.dataset.zoom));
    }
    for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, say);
    const button = document.getElementById("play");
    if (!button) return; /* a map without months */
    button.hidden = false;
    button.addEventListener("click", play);
    slide();
    label();
  });
})();
