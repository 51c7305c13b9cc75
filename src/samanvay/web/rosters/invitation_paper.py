"""The invitation of a guest on paper: in their language first, then in the other, with the square to answer under."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.typeset import typeset
from samanvay.rosters.batches.labels import title_of, where_words
from samanvay.rosters.guests.actions.mailing import days_words
from samanvay.rosters.models import Batch, Guest
from samanvay.web.kit.papers import qr_svg

TEMPLATE = """#let shown = json("shown.json")
#set document(title: shown.pages.at(0).title)
#let page-of(each) = {
  set text(lang: each.lang)
  align(center)[
    #text(size: 1.25em, weight: 600)[#each.office]
    #linebreak()
    #text(size: 0.9em, fill: rgb("#5d6270"))[#each.head]
  ]
  v(0.2em); line(length: 100%, stroke: 0.6pt + rgb("#0b4f5c")); v(0.2em)
  align(right)[#each.day]
  for line in each.to { [#line #linebreak()] }
  v(0.8em)
  text(size: 1.15em, weight: 600)[#each.title]
  v(0.3em)
  par[#each.opening]
  table(
    columns: (24%, 1fr), inset: (x: 4pt, y: 5pt), stroke: (x, y) => (bottom: 0.5pt + rgb("#e4e0d6")),
    ..each.facts.map(pair => (text(fill: rgb("#5d6270"))[#pair.at(0)], [#pair.at(1)])).flatten(),
  )
  v(0.6em)
  block(stroke: 0.8pt + rgb("#0b4f5c"), radius: 3pt, inset: 9pt, width: 100%, grid(
    columns: (1fr, 33mm), column-gutter: 8mm,
    [
      #text(weight: 600)[#each.answer_head] \\
      #for line in each.answer { par[#line] }
      #text(size: 0.8em)[#raw(each.address)]
    ],
    image("qr.svg", width: 33mm),
  ))
  v(1.6em)
  align(right)[#each.office]
}
#set page(paper: "a4", margin: (x: 20mm, top: 16mm, bottom: 16mm), footer: align(center, text(
  size: 7.5pt, fill: rgb("#5d6270"))[#shown.foot]))
#set text(font: "Mukta", size: 10.5pt, fill: rgb("#1b1f2a"))
#set par(leading: 0.55em, spacing: 0.75em, justify: false)
#page-of(shown.pages.at(0))
#pagebreak()
#page-of(shown.pages.at(1))
"""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A guest's invitation as a letter: its address is known to the paper alone."""

    batch: Batch
    guest: Guest
    address: str

    def pdf(self) -> bytes:
        """Return both pages as PDF."""
        own = self.guest.language
        pages = []
        for language in (own, "en" if own == "hi" else "hi"):
            with translation.override(language):
                pages.append(self._page(language))
        shown = {"pages": pages, "foot": f"{self.batch.label} · Samanvay · समन्वय"}
        return typeset(TEMPLATE, shown, files={"qr.svg": qr_svg(self.address)})

    def _page(self, language: str) -> dict[str, Any]:
        batch = self.batch
        title = str(title_of(batch.course))
        return {
            "lang": language,
            "office": str(directory.unit_of(batch.home_unit).names),
            "head": _("State training against human trafficking"),
            "day": date_format(clock.today(), "j M Y"),
            "to": [each for each in (self.guest.name, self.guest.organisation) if each],
            "title": _("Training invitation: %(title)s") % {"title": title},
            "opening": _("You are invited to a state training against human trafficking."),
            "facts": [
                [_("What"), title],
                [_("When"), days_words(batch)],
                [_("Where"), where_words(batch)],
                [_("Batch"), batch.label],
            ],
            "answer_head": _("How to answer"),
            "answer": [
                _("Scan the code or open the address below, and answer whether you will come. No account is needed."),
                _("You can change your answer until the first day."),
            ],
            "address": self.address,
        }
