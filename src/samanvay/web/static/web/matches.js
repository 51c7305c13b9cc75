/* Keys on a pair: j and k go through what waits, s, d and u choose a verdict and lead to its reason. All works without. */
"use strict";
(() => {
  const typing = (target) => target.matches("input:not([type=radio]), textarea, select, [contenteditable]");
  const press = (id) => { const link = document.getElementById(id); if (link) link.click(); return Boolean(link); };
  const say = (verdict) => {
    const choice = document.querySelector(`#judge input[name=verdict][value=${verdict}]`);
    if (!choice) return false;
    choice.checked = true;
    const reason = document.querySelector("#judge textarea");
    if (reason) { reason.focus(); reason.scrollIntoView({ block: "center" }); }
    return true;
  };
  const PAIR = {
    j: () => press("key-next"), k: () => press("key-before"),
    s: () => say("same"), d: () => say("different"), u: () => say("unsure"),
    "?": () => { const keys = document.getElementById("keys"); if (keys) { keys.open = !keys.open; keys.scrollIntoView({ block: "center" }); } return Boolean(keys); },
  };
  const rows = () => [...document.querySelectorAll(".pair-row")];
  const step = (by) => {
    const all = rows(), at = all.indexOf(document.activeElement), to = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    if (to) to.focus();
    return Boolean(to);
  };
  const QUEUE = { j: () => step(1), k: () => step(-1) };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (typing(event.target)) return;
    const keys = document.getElementById("judge") ? PAIR : QUEUE;
    if (keys[event.key] && keys[event.key]()) event.preventDefault();
  });
})();
