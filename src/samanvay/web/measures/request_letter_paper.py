"""The letter to an office outside the system: a page in English and one in Hindi, each with the way to answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.typeset import typeset
from samanvay.measures.models import Request
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.papers import qr_svg

from .request_presenters import asked_facts

LANGUAGES = ("en", "hi")

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
  grid(columns: (1fr, auto), [#each.reference], [#each.day])
  v(0.6em)
  [#each.to_word #linebreak()]
  for line in each.to { [#line #linebreak()] }
  v(0.5em)
  text(size: 1.1em, weight: 600)[#each.title]
  v(0.2em)
  for line in each.opening { par[#line] }
  table(
    columns: (34%, 1fr), inset: (x: 4pt, y: 4pt), stroke: (x, y) => (bottom: 0.5pt + rgb("#e4e0d6")),
    ..each.facts.map(pair => (text(fill: rgb("#5d6270"))[#pair.at(0)], [#pair.at(1)])).flatten(),
  )
  if each.says != "" { v(0.3em); par[#each.says] }
  v(0.5em)
  let how = [
    #text(weight: 600)[#each.answer_head] \\
    #for line in each.answer { par[#line] }
    #text(size: 0.8em)[#raw(each.address_shown)]
  ]
  block(stroke: 0.8pt + rgb("#0b4f5c"), radius: 3pt, inset: 9pt, width: 100%, if each.address_shown == "" { how } else {
    grid(columns: (1fr, 33mm), column-gutter: 8mm, how, image("qr.svg", width: 33mm))
  })
  v(0.6em)
  for line in each.closing { par[#line] }
  v(1.6em)
  align(right)[#each.signature]
}
#set page(paper: "a4", margin: (x: 20mm, top: 16mm, bottom: 16mm), footer: align(center, text(
  size: 7.5pt, fill: rgb("#5d6270"))[#shown.foot #h(1em) #context counter(page).display("1 / 1", both: true)]))
#set text(font: "Mukta", size: 10.5pt, fill: rgb("#1b1f2a"))
#set par(leading: 0.55em, spacing: 0.75em, justify: false)
#page-of(shown.pages.at(0))
#pagebreak()
#page-of(shown.pages.at(1))
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """A request as a letter: its answer address is known to the paper alone, "" where the house has none outside."""

    request: Request
    until: datetime
    address: str

    def pdf(self) -> bytes:
        pages = []
        for language in LANGUAGES:
            with translation.override(language):
                pages.append(self._page(language))
        shown = {"pages": pages, "foot": f"{self.request.number} · Samanvay · समन्वय"}
        return typeset(TEMPLATE, shown, files={"qr.svg": qr_svg(self.address)} if self.address else {})

    def _page(self, language: str) -> dict[str, Any]:
        request = self.request
        asking = directory.unit_of(request.home_unit)
        contact = request.contact
        place = str(request.to_place.names)
        to = [contact.designation, contact.office, place] if contact is not None else [place]
        sent = request.sent_at.astimezone(clock.INDIA) if request.sent_at else clock.now()
        return {
            "lang": language,
            "office": str(asking.names),
            "head": _("Request between districts and states against human trafficking"),
            "reference": _("Reference: %(number)s") % {"number": request.number},
            "day": date_format(sent, "DATE_FORMAT"),
            "to_word": pgettext("head of a letter", "To"),
            "to": [str(each) for each in to if each],
            "title": _("Request: %(kind)s") % {"kind": request.kind_words},
            "opening": [str(request.kind_of.explanation), _("We ask your office for the following:")],
            "facts": [
                *([str(name), str(value)] for name, value in asked_facts(request)),
                [_("Answer by"), moment_words(self.until)],
            ],
            "says": request.says,
            "answer_head": _("How to answer"),
            "answer": [
                _("Scan the code or open the address below, and choose: seen, accepted, declined or done. You "
                    "need no account. Do not write names of victims there."),
                _("Or write to or telephone the office above, and give the reference."),
            ] if self.address else [_("Write to or telephone the office above, and give the reference.")],
            "address_shown": self.address,
            "closing": [
                _("This letter contains no names and addresses. They are sent sealed, from office to office."),
            ],
            "signature": str(asking.names),
        }  # fmt: skip
