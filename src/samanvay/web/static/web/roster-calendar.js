/* The calendar of batches: one is dragged to a week or centre, what that costs is shown, then it is moved. Every card has a link that does the same. */
"use strict";
(() => {
  const board = document.querySelector("#calendar[data-moves]");
  const dialog = document.getElementById("move-dialog");
  if (!board || !dialog) return;
  const says = document.getElementById("move-says");
  let card = null;

  /* A batch at a centre goes to any centre; one of a district, or online, stays in its row. */
  const takes = (cell) => {
    if (!card || !cell || cell.contains(card)) return false;
    return card.dataset.kind.startsWith("centre:") ? cell.dataset.takes.startsWith("centre:") : cell.dataset.takes === card.dataset.kind;
  };
  const cellOf = (event) => (event.target.closest ? event.target.closest("[data-takes]") : null);
  const unmark = (name) => board.querySelectorAll(`.${name}`).forEach((each) => each.classList.remove(name));

  board.addEventListener("dragstart", (event) => {
    const found = event.target.closest && event.target.closest("[data-move]");
    if (!found) return;
    card = found;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.dataset.move);
    card.classList.add("dragged");
    board.querySelectorAll("[data-takes]").forEach((cell) => cell.classList.toggle("may", takes(cell)));
  });
  board.addEventListener("dragover", (event) => {
    const cell = cellOf(event);
    if (!takes(cell)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    if (!cell.classList.contains("over")) { unmark("over"); cell.classList.add("over"); }
  });
  board.addEventListener("dragleave", (event) => { if (!board.contains(event.relatedTarget)) unmark("over"); });
  board.addEventListener("dragend", () => { ["dragged", "may", "over"].forEach(unmark); card = null; });
  board.addEventListener("drop", (event) => {
    const cell = cellOf(event);
    if (!takes(cell)) return;
    event.preventDefault();
    show(card, cell);
  });

  async function show(moved, cell) {
    const asked = new URLSearchParams({ monday: cell.dataset.monday, centre: cell.dataset.centre, back: board.dataset.back });
    const whole = `${moved.dataset.move}?${asked}`;
    says.textContent = board.dataset.wait;
    cell.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${whole}&part=1`, { credentials: "same-origin" });
      if (answer.redirected || ![200, 400].includes(answer.status)) throw new Error(String(answer.status));
      dialog.innerHTML = await answer.text();
      dialog.showModal();
      const reason = dialog.querySelector("[name=reason]");
      if (reason) reason.focus();
    } catch {
      window.location.assign(whole); /* the page says what the matter is */
    } finally {
      says.textContent = "";
      cell.removeAttribute("aria-busy");
    }
  }

  dialog.addEventListener("click", (press) => {
    if (!press.target.closest("[data-close]")) return;
    press.preventDefault();
    dialog.close();
  });
})();
