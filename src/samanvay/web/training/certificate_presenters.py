"""Certificates in words, and as paper in both languages with the square by which anybody verifies them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.typeset import typeset
from samanvay.training.models import Certificate, Sitting
from samanvay.web.components.pieces import Pill
from samanvay.web.kit.papers import qr_svg

from .presenters import day_words

LANGUAGES = ("en", "hi")

TEMPLATE = """#let shown = json("shown.json")
#set document(title: shown.pages.at(0).title)
#set page(paper: "a4", flipped: true, margin: 14mm)
#set text(font: "Mukta", size: 12pt, fill: rgb("#1b1f2a"))
#let page-of(each) = {
  set text(lang: each.lang)
  rect(width: 100%, height: 100%, stroke: 1.6pt + rgb("#0b4f5c"), inset: 12mm, {
    align(center)[
      #text(size: 1.05em, fill: rgb("#5d6270"))[#each.house]
      #v(1mm)
      #text(size: 2.5em, weight: 600, fill: rgb("#0b4f5c"))[#each.title]
      #v(4mm)
      #each.that
      #v(1mm)
      #text(size: 2em, weight: 600)[#each.name]
      #v(1mm)
      #each.passed
      #v(1mm)
      #text(size: 1.55em, weight: 600)[#each.course]
      #v(1mm)
      #each.how
    ]
    v(1fr)
    grid(columns: (1fr, 36mm), column-gutter: 10mm, align: (bottom, bottom),
      [
        #table(columns: (42mm, 1fr), stroke: none, inset: (x: 0pt, y: 3pt),
          ..each.facts.map(pair => (text(fill: rgb("#5d6270"))[#pair.at(0)], text(weight: 600)[#pair.at(1)])).flatten())
        #v(2mm)
        #text(size: 0.8em)[#each.verify]
        #linebreak()
        #text(size: 0.75em)[#raw(each.address)]
      ],
      image("qr.svg", width: 36mm))
  })
}
#page-of(shown.pages.at(0))
#pagebreak()
#page-of(shown.pages.at(1))
"""


def standing_pill(certificate: Certificate) -> Pill:
    """Return where a certificate stands today."""
    return pill_of(certificate.standing(clock.today()), certificate.valid_through)


def pill_of(standing: str, until: date | None) -> Pill:
    """Return where a certificate stands that holds, or held, until a day."""
    if standing == "revoked":
        return Pill(_("revoked"), "hot")
    if standing == "expired":
        return Pill(_("expired on %(day)s") % {"day": day_words(until)}, "hot")
    if standing == "amber":
        return Pill(_("holds until %(day)s: renew it") % {"day": day_words(until)}, "warn")
    return Pill(_("holds until %(day)s") % {"day": day_words(until)}, "ok")


def result_of(sitting: Sitting) -> dict[str, Any]:
    """Return a closed paper in a list."""
    return {
        "day": day_words(sitting.began_at),
        "percent": sitting.percent,
        "pill": Pill(pgettext("examination", "passed"), "ok") if sitting.passed else Pill(_("not passed"), "warn"),
        "url": reverse("sitting_result", args=[sitting.pk]),
    }


def address_of(certificate: Certificate) -> str:
    """Return the public address at which a certificate is verified."""
    return f"{settings.SAMANVAY_URL}{reverse('certificate_verify', args=[certificate.public_id])}"


def pdf_of(certificate: Certificate, name: Bilingual) -> bytes:
    """Return a certificate as PDF: a page in English, a page in Hindi."""
    pages = []
    for language in LANGUAGES:
        with translation.override(language):
            pages.append(_page(certificate, name, language))
    return typeset(TEMPLATE, {"pages": pages}, files={"qr.svg": qr_svg(address_of(certificate))})


def _page(certificate: Certificate, name: Bilingual, language: str) -> dict[str, Any]:
    how = _("at a centre, under supervision") if certificate.sitting.mode == "centre" else _("on their own device")
    return {
        "lang": language,
        "house": _("Samanvay, the coordination system of the state against human trafficking"),
        "title": _("Certificate"),
        "that": _("This is to certify that"),
        "name": str(name),
        "passed": _("has passed the examination of the course"),
        "course": str(certificate.edition.text().title),
        "how": how,
        "facts": [
            [_("Issued on"), day_words(certificate.issued_on)],
            [_("Valid until"), day_words(certificate.valid_through)],
            [_("Result"), f"{certificate.sitting.percent} %"],
            [_("Edition of the course"), str(certificate.edition.no)],
            [_("Number"), certificate.public_id],
        ],
        "verify": _("Whoever scans the square sees whether this certificate is valid today. No sign-in is needed."),
        "address": address_of(certificate),
    }
