/* The keys of the desk and of all tasks: / goes to the search, j and k move, Enter opens, d, a, p and b do what the row offers, ? shows them. Every key stands for
   a link or button that is on the page, and rests while somebody writes, or when the keys are switched off. */
"use strict";
(() => {
  const OFF = "samanvay-keys-off";
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const row = () => document.activeElement.closest("[data-row]");
  const writes = (at) => at.matches("input, textarea, select, [contenteditable]");
  const isOff = () => { try { return localStorage.getItem(OFF) === "yes"; } catch { return false; } };

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(row());
    const next = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
    next.querySelector("[data-title]").focus();
    next.scrollIntoView({ block: "nearest" });
  }
  function press(key) {
    const at = row();
    const wanted = at && at.querySelector(`[data-key="${key}"]`);
    if (wanted) wanted.click();
    return Boolean(wanted);
  }
  const find = () => document.getElementById("f-q");
  function show() {
    const keys = document.getElementById("keys");
    if (!keys) return;
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (writes(event.target) || isOff()) return;
    if (event.key === "/" && find()) find().focus();
    else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "?") show();
    else if (!("dapb".includes(event.key) && event.key.length === 1 && press(event.key))) return;
    event.preventDefault();
  });
  /* A row that was drawn anew keeps the place of whoever works by keys. */
  document.addEventListener("htmx:afterSwap", (event) => {
    const id = event.detail.target && event.detail.target.id;
    const anew = id && document.getElementById(id);
    if (!anew || !anew.matches("[data-row]") || anew.querySelector("[autofocus]")) return;
    if (document.activeElement === document.body) anew.querySelector("[data-title]").focus();
  });
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("keys-switch");
    if (!button) return;
    const word = () => { button.textContent = isOff() ? button.dataset.on : button.dataset.off; };
    button.hidden = false;
    word();
    button.addEventListener("click", () => {
      try { localStorage.setItem(OFF, isOff() ? "no" : "yes"); } catch { return; }
      word();
    });
  });
})();
