/* Words of a report chosen for what was missed: selected in its text, or picked in a sentence. Works without it. */
"use strict";
const letters = (text) => [...text].length;

/* Where a point of the page lies in the narrative, in letters; null outside of it. */
function letterAt(node, offset) {
  const inside = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
  if (!inside) return null;
  const range = document.createRange();
  range.selectNodeContents(inside);
  range.setEnd(node, offset);
  return Number(inside.dataset.at) + letters(range.toString());
}
/* The ends of what is selected, moved into the text where they stand on a badge or between two pieces. */
function selected(text) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(text)) return null;
  const pieces = [...text.querySelectorAll("[data-at]")].filter((piece) => range.intersectsNode(piece));
  if (!pieces.length) return null;
  const last = pieces.at(-1);
  const start = letterAt(range.startContainer, range.startOffset) ?? Number(pieces[0].dataset.at);
  const end = letterAt(range.endContainer, range.endOffset) ?? Number(last.dataset.at) + letters(last.textContent);
  return start < end ? { start, end, words: range.cloneContents() } : null;
}
function wordsOf(fragment) {
  for (const badge of fragment.querySelectorAll(".badge")) badge.remove();
  return fragment.textContent.trim().replace(/\s+/g, " ");
}
function offerSelected() {
  const text = document.querySelector(".narrative[data-add]");
  const bar = document.querySelector(".selected-bar");
  if (!text || !bar) return;
  const found = selected(text);
  const words = found ? wordsOf(found.words) : "";
  bar.hidden = !words;
  if (!words) return;
  bar.querySelector("q").textContent = words.length > 80 ? `${words.slice(0, 79)}…` : words;
  bar.querySelector("a").href = `${text.dataset.add}?start=${found.start}&end=${found.end}`;
}
document.addEventListener("selectionchange", offerSelected);
function hint() {
  for (const each of document.querySelectorAll(".select-hint")) each.hidden = false;
}
document.addEventListener("DOMContentLoaded", hint);
document.addEventListener("htmx:load", hint);

/* The words of the chosen sentence as buttons: the first press begins, the second ends. */
function pickWords(radio, from, to) {
  const picker = document.getElementById("word-picker");
  const form = picker.closest("form");
  const [first, last] = radio.value.split("-").map(Number);
  const sentence = [...picker.dataset.text].slice(first, last).join("");
  const fields = { start: form.elements.start, end: form.elements.end };
  const words = [];
  let at = first;
  for (const part of sentence.match(/\S+|\s+/g) ?? []) {
    if (/\S/.test(part)) words.push({ part, start: at, end: at + letters(part) });
    at += letters(part);
  }
  fields.start.value = from ?? first;
  fields.end.value = to ?? last;
  const label = document.createElement("p");
  label.className = "hint";
  label.textContent = picker.dataset.label;
  const said = document.createElement("p");
  said.className = "chosen";
  said.setAttribute("role", "status");
  let begun = null;
  const buttons = words.map((word) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "word";
    button.textContent = word.part;
    button.addEventListener("click", () => {
      if (begun === null) {
        begun = word;
        mark(word.start, word.end);
      } else {
        mark(Math.min(begun.start, word.start), Math.max(begun.end, word.end));
        begun = null;
      }
    });
    return button;
  });
  function mark(start, end) {
    fields.start.value = start;
    fields.end.value = end;
    const inside = words.map((word) => word.start < end && start < word.end);
    buttons.forEach((button, place) => button.setAttribute("aria-pressed", inside[place] ? "true" : "false"));
    said.textContent = `${picker.dataset.chosen} ${words.filter((_word, place) => inside[place]).map((word) => word.part).join(" ")}`;
  }
  mark(Number(fields.start.value), Number(fields.end.value));
  document.getElementById("chosen-words")?.remove();
  picker.replaceChildren(label, ...buttons, said);
  picker.hidden = false;
}
function showKind(form) {
  const kind = form.elements.kind.value;
  for (const part of form.querySelectorAll("[data-of]")) {
    part.hidden = part.dataset.of !== (kind === "movement" ? "movement" : kind ? "event" : "");
  }
}
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".add-missed");
  if (!form) return;
  showKind(form);
  const chosen = form.querySelector("[name=sentence]:checked");
  if (chosen) {
    const [from, to] = ["start", "end"].map((name) => form.elements[name].value);
    chosen.closest("details").open = true;
    pickWords(chosen, from === "" ? undefined : Number(from), to === "" ? undefined : Number(to));
  }
  form.addEventListener("change", (event) => {
    if (event.target.name === "kind") showKind(form);
    if (event.target.name === "sentence") pickWords(event.target);
  });
});
