"""The guide of a post on paper, in English and Hindi."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from samanvay.kernel.typeset import typeset

from .helplines import HELPLINES, SOURCE
from .presenters import Guide

TEMPLATE = """#let shown = json("shown.json")
#set document(title: shown.guides.at(0).title)
#set page(paper: "a4", margin: (x: 16mm, top: 14mm, bottom: 16mm), footer: align(center, text(
  size: 7.5pt, fill: rgb("#5d6270"))[#shown.foot #h(1em) #context counter(page).display("1 / 1", both: true)]))
#set text(font: "Mukta", size: 9.5pt, fill: rgb("#1b1f2a"))
#set par(leading: 0.55em, spacing: 0.7em)
#let rule = 0.5pt + rgb("#e4e0d6")
#let soft(words) = text(fill: rgb("#5d6270"))[#words]
#let head(words) = block(above: 1.1em, below: 0.5em, sticky: true, text(
  size: 1.2em, weight: 600, fill: rgb("#0b4f5c"))[#words])
#let lines(pairs) = table(
  columns: (38%, 1fr), inset: (x: 3pt, y: 3pt), stroke: (x, y) => (bottom: rule),
  ..pairs.map(pair => (text(weight: 600)[#pair.at(0)], [#pair.at(1)])).flatten(),
)
#let guide(each) = {
  set text(lang: each.lang)
  block(below: 0.6em, text(size: 1.8em, weight: 600)[#each.title])
  soft(each.under)
  for part in each.parts {
    head(part.title)
    if part.pairs.len() > 0 { lines(part.pairs) }
    for page in part.pages {
      block(breakable: false, above: 0.8em)[
        #text(weight: 600)[#page.title] #linebreak() #soft(page.purpose)
        #enum(..page.steps.map(step => [#step]))
      ]
    }
    if part.note != "" { text(size: 0.85em, soft(part.note)) }
  }
}
#guide(shown.guides.at(0))
#pagebreak()
#guide(shown.guides.at(1))
"""


def pdf_of(guide: Guide) -> bytes:
    """Return the guide as PDF, in both languages."""
    guides = []
    for language in languages():
        with translation.override(language):
            guides.append({**said_of(guide), "lang": language})
    return typeset(TEMPLATE, {"guides": guides, "foot": "Samanvay · समन्वय"})


def languages() -> tuple[str, str]:
    """Return both languages, the reader's own first."""
    return ("hi", "en") if translation.get_language() == "hi" else ("en", "hi")


def said_of(guide: Guide) -> dict[str, Any]:
    """Return the words of a guide in the active language, part by part."""
    by_day = _("The day stands on the task.")
    return {
        "title": str(guide.role.name),
        "under": str(guide.role.description),
        "parts": [
            _part(
                _("Your tasks and their clocks"), [(str(each.words), str(each.rule or by_day)) for each in guide.tasks]
            ),
            _part(
                _("Step by step"),
                pages=[
                    {
                        "title": str(page.title),
                        "purpose": str(page.purpose),
                        "steps": [str(step) for step in page.steps],
                    }
                    for page in guide.stepwise
                ],
            ),
            _part(_("Helplines"), [(number, str(words)) for number, words in HELPLINES], note=str(SOURCE)),
            _part(_("Your other pages"), [(str(page.title), str(page.purpose)) for page in guide.others]),
        ],
    }


def _part(
    title: str, pairs: list[tuple[str, str]] | None = None, *, pages: list[dict[str, Any]] | None = None, note: str = ""
) -> dict[str, Any]:
    return {"title": title, "pairs": pairs or [], "pages": pages or [], "note": note}
