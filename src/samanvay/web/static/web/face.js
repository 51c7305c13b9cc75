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
});
/* A weak line: say that nothing was sent instead of doing nothing. */
for (const lost of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(lost, () => { const said = document.getElementById("no-line"); if (said) said.hidden = false; });
}
document.addEventListener("htmx:afterRequest", (event) => {
  const said = document.getElementById("no-line");
  if (said && event.detail.xhr && event.detail.xhr.status) said.hidden = true;
});
/* Rows to tick: one box for all of them, and how many are ticked. */
document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("[data-bulk]")) {
    const all = form.querySelector("[data-bulk-all]"), boxes = [...form.querySelectorAll("[name=tick]")];
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
