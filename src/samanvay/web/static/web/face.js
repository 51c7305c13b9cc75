/* What the bar and forms gain from scripts; every page works without. */
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll(".bar details[open]")) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll(".bar details[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});
document.addEventListener("DOMContentLoaded", () => {
  const summary = document.querySelector(".error-summary[data-focus]");
  if (summary) summary.focus();
});
/* A second press within four seconds does nothing; later it may (the answer may have been a file, and the page stayed). */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 4000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
/* "Back" needs a history to go back to. */
document.addEventListener("DOMContentLoaded", () => {
  for (const back of document.querySelectorAll("[data-back]")) {
    if (history.length < 2) continue;
    back.hidden = false;
    back.addEventListener("click", () => history.back());
  }
});
/* A row of tabs that is wider than the phone shows the one that is open; a button for paper where there are scripts. */
document.addEventListener("DOMContentLoaded", () => {
  for (const row of document.querySelectorAll(".tabs ul")) {
    const here = row.querySelector("[aria-current]");
    if (here) row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  }
  for (const print of document.querySelectorAll("[data-print]")) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
  addEventListener("beforeprint", () => document.querySelectorAll("details.help-guide, details.help-part").forEach((fold) => (fold.open = true)));
});
/* A weak line: say that nothing was sent instead of doing nothing. */
for (const lost of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(lost, () => { const said = document.getElementById("no-line"); if (said) said.hidden = false; });
}
document.addEventListener("htmx:afterRequest", (event) => {
  const said = document.getElementById("no-line");
  if (said && event.detail.xhr && event.detail.xhr.status) said.hidden = true;
});
/* The search: "/" goes to its field, the arrows through what is found, Escape closes the list. */
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = [...document.querySelectorAll("[data-find] input")].find((each) => each.offsetParent);
    const page = document.querySelector("[data-find-page]");
    if (!field && !page) return;
    event.preventDefault();
    if (field) field.focus();
    else page.click();
    return;
  }
  const form = event.target.closest("[data-find]");
  if (!form) return;
  const field = form.querySelector("input"), list = form.querySelector(".find-list");
  if (event.key === "Escape" && list.childElementCount) {
    event.preventDefault();
    list.replaceChildren();
    field.focus();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const hits = [...list.querySelectorAll("[data-hit]")];
  if (!step || !hits.length) return;
  event.preventDefault();
  const at = hits.indexOf(document.activeElement) + step;
  (at < 0 ? field : hits[Math.min(at, hits.length - 1)]).focus();
});
/* Outside of it the list closes; an emptied field has nothing to list. */
document.addEventListener("focusin", (event) => {
  for (const list of document.querySelectorAll("[data-find] .find-list")) {
    if (!list.parentElement.contains(event.target)) list.replaceChildren();
  }
});
document.addEventListener("click", (event) => {
  for (const list of document.querySelectorAll("[data-find] .find-list")) {
    if (!list.parentElement.contains(event.target)) list.replaceChildren();
  }
});
/* Rows to tick: one box for all of them, and how many are ticked. */
document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("[data-bulk]")) {
    const all = form.querySelector("[data-bulk-all]"), boxes = [...form.querySelectorAll("[name=tick], [name=present]")];
    const show = () => {
      const on = boxes.filter((box) => box.checked).length;
      all.checked = on === boxes.length;
      all.indeterminate = on > 0 && on < boxes.length;
      form.querySelector("[data-bulk-count]").textContent = `${on} / ${boxes.length}`;
    };
    all.closest("[hidden]").hidden = boxes.length < 2;
    all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; show(); });
    form.addEventListener("change", show);
    show();
  }
});
