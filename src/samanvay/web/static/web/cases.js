/* The quick record: where the phone is. Every choice works without it. */
"use strict";
function say(words) {
  const said = document.getElementById("locate-said");
  said.textContent = words;
  said.hidden = !words;
}
function offer() {
  const button = document.getElementById("locate");
  if (button && "geolocation" in navigator) button.hidden = false;
}
document.addEventListener("DOMContentLoaded", offer);
document.addEventListener("htmx:load", offer);
document.addEventListener("click", (event) => {
  const button = event.target.closest("#locate");
  if (!button) return;
  say(button.dataset.asking);
  navigator.geolocation.getCurrentPosition(
    (found) => {
      say("");
      document.querySelector("[name=lat]").value = found.coords.latitude.toFixed(5);
      document.querySelector("[name=lon]").value = found.coords.longitude.toFixed(5);
      document.getElementById("look-here").click();
    },
    (fault) => say(fault.code === fault.PERMISSION_DENIED ? button.dataset.denied : button.dataset.failed),
    { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 },
  );
});
/* What was chosen while an answer was on its way is newer than the answer: it is put back into what the answer replaces. */
const changed = new Map();
let kept = [];
const note = (event) => { if (event.target.name) changed.set(event.target.name, performance.now()); };
document.addEventListener("change", note, true);
document.addEventListener("input", note, true);
document.addEventListener("htmx:beforeRequest", (event) => { event.detail.xhr.sentAt = performance.now(); });
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  if (target.id !== "takers" && target.id !== "where") return;
  kept = [...target.querySelectorAll("input[name]")].filter((each) =>
    changed.get(each.name) > xhr.sentAt && (each.type === "radio" ? each.checked : each.type !== "hidden"));
});
document.addEventListener("htmx:afterSwap", () => {
  for (const each of kept) {
    const all = [...document.getElementsByName(each.name)];
    const same = each.type === "radio" ? all.find((one) => one.value === each.value) : all[0];
    if (!same) all.at(-1)?.closest("label")?.after(each.closest("label"));
    else if (each.type === "radio") same.checked = true;
    else same.value = each.value;
  }
  kept = [];
});
/* Faults that come back without a new page take the focus as they do with one. */
document.addEventListener("htmx:afterSwap", () => {
  const summary = document.querySelector(".error-summary[data-focus]");
  if (summary) summary.focus();
});
