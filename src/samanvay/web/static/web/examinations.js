/* What a paper gains from scripts: each answer leaves as it is given, is kept while there is no line, and is sent again.
   Without scripts every question is a form of its own. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const root = document.getElementById("sitting");
  if (!root) return;
  const said = root.dataset, place = `samanvay:sitting:${said.key}`;
  const forms = [...root.querySelectorAll("form.question")], state = document.getElementById("state"), clock = document.getElementById("clock");
  const handIn = document.getElementById("hand-in"), token = handIn.querySelector("[name=csrfmiddlewaretoken]").value;
  const ahead = Number(said.now) - Date.now(), end = Date.now() + Number(said.left) * 1000;
  let kept = {}, last = 0, sending = null, ended = false;
  try { kept = JSON.parse(localStorage.getItem(place) || "{}"); } catch { kept = {}; }
  const keep = () => { try { if (Object.keys(kept).length) localStorage.setItem(place, JSON.stringify(kept)); else localStorage.removeItem(place); } catch { /* a private window keeps nothing; memory still does */ } };
  /* The moment of an answer by the server's clock, each later than the one before. */
  const serial = () => { last = Math.max(last + 1, Date.now() + ahead); return last; };
  const tell = (words, kind) => { if (state.textContent !== words) state.textContent = words; state.className = `exam-state ${kind || ""}`; };

  /* An answer in places as shown; null while it is no whole one. */
  const read = (form) => {
    const kind = form.dataset.kind;
    if (kind === "single" || kind === "multiple") return [...form.querySelectorAll("[name=a]:checked")].map((each) => Number(each.value));
    const values = [...form.querySelectorAll("select")].map((each) => (each.value === "" ? -1 : Number(each.value)));
    if (values.every((each) => each < 0)) return [];
    if (kind === "matching") return values;
    if (values.some((each) => each < 0) || new Set(values).size < values.length) return null;
    return values.map((_, at) => at).sort((a, b) => values[a] - values[b]);
  };
  const show = (form, given) => {
    const kind = form.dataset.kind;
    if (kind === "single" || kind === "multiple") for (const each of form.querySelectorAll("[name=a]")) each.checked = given.includes(Number(each.value));
    else [...form.querySelectorAll("select")].forEach((each, at) => { const value = kind === "matching" ? given[at] : given.indexOf(at); each.value = value === undefined || value < 0 ? "" : String(value); });
  };
  const mark = (at, isDone) => {
    const link = root.querySelector(`[data-to="${at}"]`);
    link.classList.toggle("done", isDone);
    link.querySelector("[data-done]").hidden = !isDone;
    const open = root.querySelector("[data-open]");
    if (open) open.textContent = forms.length - root.querySelectorAll(".exam-numbers .done").length;
  };
  const go = (at) => {
    forms.forEach((form, no) => { form.hidden = no !== at; });
    for (const link of root.querySelectorAll("[data-to]")) if (Number(link.dataset.to) === at) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    history.replaceState(null, "", `?q=${at + 1}`);
    const first = forms[at].querySelector("input:not([type=hidden]), select");
    if (first) first.focus({ preventScroll: true });
    root.scrollIntoView({ block: "start" });
  };

  const send = () => {
    if (sending) return sending;
    const going = Object.entries(kept);
    if (!going.length) { return Promise.resolve(true); }
    let full = "", slow = "";
    tell(said.sending);
    const body = JSON.stringify({ answers: going.map(([at, each]) => ({ position: Number(at), given: each.given, serial: each.serial })) });
    sending = fetch(said.answers, { method: "POST", body, headers: { "Content-Type": "application/json", "X-CSRFToken": token } })
      .then(async (answer) => {
        /* Only what the paper itself answers counts: a sign-in page that came instead, after a session that ended, has
           saved nothing, and a refused form key is no end of the time. */
        const heard = await answer.json().catch(() => ({}));
        if (answer.ok && heard.saved) {
          /* What was changed while this was under way stays and goes next; so does what the server put later. */
          for (const [at, each] of going) if (kept[at] && kept[at].serial === each.serial) delete kept[at];
          keep();
          /* A question that takes no more answers shows the one that holds. */
          for (const [at, given] of Object.entries(heard.full || {})) if (!kept[at]) { show(forms[at], given); mark(Number(at), given.some((each) => each >= 0)); }
          full = heard.full ? heard.words : "";
          return true;
        }
        if (answer.status === 429 && heard.words) { slow = heard.words; return false; }
        if ((answer.status === 403 || answer.status === 400) && heard.words) {
          kept = {}; keep(); ended = answer.status === 403;
          tell(heard.words, "wrong");
          return null;
        }
        return false;
      })
      .catch(() => false)
      .then((isSaved) => {
        sending = null;
        if (isSaved === false) tell(slow || said.kept, "kept");
        else if (isSaved && Object.keys(kept).length) return send();
        else if (isSaved) tell(full || said.saved, full ? "wrong" : "");
        return isSaved;
      });
    return sending;
  };
  const take = (form) => {
    if (ended) return false;
    const given = read(form), at = Number(form.dataset.position);
    if (given === null) { tell(said.whole, "kept"); return false; }
    kept[at] = { given, serial: serial() };
    keep(); mark(at, given.some((each) => each >= 0)); send();
    return true;
  };

  for (const form of forms) {
    form.addEventListener("change", () => take(form));
    form.addEventListener("reset", () => setTimeout(() => { for (const each of form.querySelectorAll("[name=a]")) each.checked = false; take(form); }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const at = Number(form.dataset.position);
      if (read(form) === null) { tell(said.whole, "kept"); return; }
      if (at + 1 < forms.length) go(at + 1); else { const details = root.querySelector(".hand-in"); details.open = true; details.scrollIntoView({ block: "nearest" }); details.querySelector("button").focus(); }
    });
  }
  for (const link of root.querySelectorAll("[data-to]")) link.addEventListener("click", (event) => { event.preventDefault(); go(Number(link.dataset.to)); });
  handIn.addEventListener("submit", (event) => {
    if (!Object.keys(kept).length) return;
    event.preventDefault();
    send().then((isSaved) => { if (isSaved === false) tell(said.wait, "kept"); else handIn.submit(); });
  });
  window.addEventListener("online", send);
  setInterval(() => { if (Object.keys(kept).length && !ended) send(); }, 4000);

  const tick = () => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    clock.classList.toggle("short", left < 120);
    if (left > 0 || ended) return;
    ended = true;
    tell(said.over, "wrong");
    for (const form of forms) for (const each of form.elements) each.disabled = true;
    send().then((isSaved) => { if (isSaved !== false) handIn.submit(); else ended = false; });
  };
  /* What this device kept through a lost line or a dead battery is shown and sent. */
  for (const form of forms) { const mine = kept[form.dataset.position]; if (mine) { show(form, mine.given); last = Math.max(last, mine.serial); mark(Number(form.dataset.position), mine.given.some((each) => each >= 0)); } }
  tell(said.saved);
  send(); tick(); setInterval(tick, 1000);
});
