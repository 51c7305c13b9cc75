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
/* Faults that come back without a new page take the focus as they do with one. */
document.addEventListener("htmx:afterSwap", () => {
  const summary = document.querySelector(".error-summary[data-focus]");
  if (summary) summary.focus();
});
