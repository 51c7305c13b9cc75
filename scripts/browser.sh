#!/bin/sh
# Brings Debian's Chromium for the browser journeys, where there is none and this machine lets us (apt and root).
# Says loudly when it cannot; the journeys are skipped then, and the run goes on.
set -u
for found in "${SAMANVAY_CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
  if [ -n "$found" ] && [ -x "$found" ]; then echo "$found"; exit 0; fi
done
loud() {
  echo "=====================================================================" >&2
  echo "NO BROWSER: $1" >&2
  echo "The browser journeys are SKIPPED. Install Chromium, or name one in SAMANVAY_CHROMIUM." >&2
  echo "=====================================================================" >&2
  exit 1
}
command -v apt-get >/dev/null 2>&1 || loud "this machine has no apt-get."
[ "$(id -u)" = 0 ] || loud "only root may install packages here."
echo "Installing Chromium for the browser journeys." >&2
log="$(mktemp)"
(
  # Several test workers may come here at once.
  flock 9
  [ -x /usr/bin/chromium ] && exit 0
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium
) 9>"${TMPDIR:-/tmp}/samanvay-browser.lock" >"$log" 2>&1
if [ ! -x /usr/bin/chromium ]; then tail -n 3 "$log" >&2; rm -f "$log"; loud "apt-get could not install it."; fi
rm -f "$log"
echo /usr/bin/chromium
