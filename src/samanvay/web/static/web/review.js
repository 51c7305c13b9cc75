/* What conferences gain from scripts: keys, clocks, lines of others; every page works without. */
"use strict";
(() => {
  const typing = (target) => target.matches("input, textarea, select, [contenteditable]");
  const press = (id) => { const button = document.getElementById(id); if (button) button.click(); return Boolean(button); };
  const into = (id) => { const field = document.getElementById(id); if (field) field.focus(); return Boolean(field); };
  const WALL = {
    n: () => press("key-next"), l: () => press("key-later"), ArrowRight: () => press("key-later"), p: () => press("key-before"), ArrowLeft: () => press("key-before"),
    x: () => { const skip = document.getElementById("skip"); if (skip) skip.open = true; return into("skip-reason"); },
    u: () => press("key-undo"), t: () => into("update-text"), d: () => into("decision-text"),
    "?": () => { const keys = document.getElementById("keys"); keys.open = !keys.open; return true; },
  };
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const here = () => document.activeElement.closest ? document.activeElement.closest("[data-row]") : null;
  const step = (by) => {
    const all = rows(), at = all.indexOf(here()), to = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    if (to) { to.focus(); to.scrollIntoView({ block: "nearest" }); }
    return Boolean(to);
  };
  const move = (which) => { const row = here(), button = row && row.querySelector(which); if (button) button.click(); return Boolean(button); };
  const AGENDA = { j: () => step(1), k: () => step(-1), u: () => move("[data-up]"), d: () => move("[data-down]") };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (typing(event.target)) return;
    const keys = document.getElementById("wall") ? WALL : document.querySelector("[data-row]") ? AGENDA : {};
    if (keys[event.key] && keys[event.key]()) event.preventDefault();
  });
  /* What was typed and not saved is not left without asking. */
  const unsaved = () => ["update-text", "decision-text"].some((id) => { const field = document.getElementById(id); return field && field.value.trim(); });
  const leave = (event) => {
    const wall = document.getElementById("wall");
    if (!wall || !unsaved() || event.target.closest("#lines") || window.confirm(wall.dataset.unsaved)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("submit", leave, true);
  document.addEventListener("click", (event) => { if (event.target.closest("#wall a[href]")) leave(event); }, true);
  /* The row that was moved keeps the focus, wherever it now stands. */
  let moved = "";
  document.addEventListener("htmx:beforeRequest", () => { const row = here(); moved = row ? row.id : ""; });
  document.addEventListener("htmx:afterSettle", () => {
    const row = moved && document.getElementById(moved);
    if (row) row.focus();
    moved = "";
    show();
  });

  const said = (seconds) => {
    const whole = Math.max(0, Math.round(seconds)), hours = Math.floor(whole / 3600), rest = `${String(Math.floor(whole / 60) % 60).padStart(hours ? 2 : 1, "0")}:${String(whole % 60).padStart(2, "0")}`;
    return hours ? `${hours}:${rest}` : rest;
  };
  function show() {
    const share = document.querySelector("[data-clock=still]");
    for (const clock of document.querySelectorAll("[data-clock]")) {
      clock.dataset.began = clock.dataset.began || Date.now();
      const passed = clock.dataset.running === "yes" ? (Date.now() - clock.dataset.began) / 1000 : 0;
      const way = clock.dataset.clock, seconds = Number(clock.dataset.seconds) + (way === "up" ? passed : way === "down" ? -passed : 0);
      clock.textContent = said(seconds);
      clock.classList.toggle("over", (way === "down" && seconds <= 0) || (way === "up" && share && seconds > Number(share.dataset.seconds)));
    }
  }
  document.addEventListener("DOMContentLoaded", show);
  setInterval(show, 1000);
  /* What others type appears by itself, unless a line is edited here; a screen that showed the item on the wall follows it. */
  const busy = () => typing(document.activeElement) || unsaved() || [...document.querySelectorAll("#lines .input")].some((field) => field.value !== field.defaultValue);
  setInterval(async () => {
    const lines = document.getElementById("said");
    if (!lines || document.hidden || lines.querySelector("details[open]") || !window.htmx) return;
    await window.htmx.ajax("GET", lines.dataset.anew, { target: "#said", swap: "outerHTML" });
    const wall = document.getElementById("wall");
    if (wall.dataset.follow && document.getElementById("elsewhere") && !busy()) window.htmx.ajax("GET", wall.dataset.follow, { target: "#wall", swap: "outerHTML" });
  }, 5000);
})();
