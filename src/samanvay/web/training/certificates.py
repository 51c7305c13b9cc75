"""Certificates: one's own, on paper in both languages with the square by which anybody verifies them, revoked."""

from datetime import date
from functools import partial
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.refusals import Unseen, reason_against
from samanvay.kernel.typeset import typeset
from samanvay.training.courses.policies import may_learn
from samanvay.training.examining import policies
from samanvay.training.examining.actions.certifying import revoke_certificate
from samanvay.training.examining.queries import examinations
from samanvay.training.models import Certificate, Sitting
from samanvay.web.components.pieces import Crumb, Pill
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.downloads import disposition
from samanvay.web.kit.pages import READ, page
from samanvay.web.kit.papers import qr_svg
from samanvay.web.kit.refusals import refusal_page

from .examination_forms import ReasonForm
from .paper_presenters import reason_words
from .presenters import day_words
from .records import examination_crumbs

RATES = {"verify": "120/10m/ip"}
STANDINGS = {"valid": "ok", "amber": "ok", "expired": "hot", "revoked": "hot"}


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
        #table(columns: (42mm, 1fr), align: top + left, stroke: none, inset: (x: 0pt, y: 3pt),
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


@page(may=may_learn, methods=READ)
def certificates(request: OfficerRequest) -> HttpResponse:
    """Show one's certificates with where each stands, and one's results."""
    held = examinations.own_certificates(request.actor)
    context = {
        "certificates": [
            {
                "certificate": each,
                "title": each.edition.text().title,
                "pill": standing_pill(each),
                "renew": reverse("examination", args=[each.course])
                if each.standing(clock.today()) in ("amber", "expired")
                else "",
            }
            for each in held
        ],
        "results": [
            {**result_of(each), "title": each.edition.text().title} for each in examinations.own_sittings(request.actor)
        ],
        "crumbs": examination_crumbs(Crumb(_("My certificates"))),
    }
    return render(request, "training/certificates.html", context)


@page(may=may_learn, methods=READ)
def certificate_pdf(request: OfficerRequest, public_id: str) -> HttpResponse:
    """Give a certificate of one's own as PDF in both languages."""
    found = examinations.own_certificate(request.actor, public_id)
    policies.may_print(found)
    pdf = pdf_of(found, Bilingual(request.user.name, request.user.name_hi))
    name = f"certificate-{found.course}-{found.issued_on}.pdf"
    return HttpResponse(pdf, "application/pdf", headers={"Content-Disposition": disposition(name)})


@never_cache
@require_GET
def certificate_verify(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tell anybody who holds a certificate's address whether it is valid: initials, course and days, nothing else."""
    if request.GET.get("language") in LANGUAGES:
        translation.activate(request.GET["language"])
    if ratelimit.consume(request, app="samanvay.certificate", action="verify", config=RATES, limit_get=True) is None:
        return refusal_page(request, 429, _("Too many tries from here. Wait ten minutes."))
    try:
        found = examinations.verified(public_id)
    except Unseen:
        answer = render(request, "training/verify.html", {"is_known": False}, status=404)
    else:
        certificate = found.certificate
        actor = getattr(request, "actor", None)
        context = {
            "is_known": True,
            "is_valid": found.standing in ("valid", "amber"),
            "standing": found.standing,
            "kind": STANDINGS[found.standing],
            "facts": [
                (_("Initials of the holder"), found.initials),
                (_("Course"), found.course),
                (_("Issued on"), day_words(certificate.issued_on)),
                (_("Valid until"), day_words(certificate.valid_through)),
            ],
            "revoked_on": day_words(certificate.revoked_at),
            "until": day_words(certificate.valid_through),
            "other_language": "en" if translation.get_language() == "hi" else "hi",
            "revoke": reverse("certificate_revoke", args=[certificate.public_id])
            if actor is not None and holds(actor, Permission.COURSE_PUBLISH) and certificate.revoked_at is None
            else "",
        }
        answer = render(request, "training/verify.html", context)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@page(permission=Permission.COURSE_PUBLISH)
def certificate_revoke(request: OfficerRequest, public_id: str) -> HttpResponse:
    """Revoke a certificate with the reason, which its holder is told."""
    found = examinations.verified(public_id)
    shown = reverse("certificate_verify", args=[found.certificate.public_id])
    return form_page(
        request,
        ReasonForm,
        partial(revoke_certificate, certificate=found.certificate),
        title=_("Revoke a certificate"),
        lead=_(
            "%(course)s, issued on %(day)s. Anybody who scans it will see that it is revoked; the holder can "
            "read the reason."
        )
        % {"course": found.course, "day": day_words(found.certificate.issued_on)},
        button=_("Revoke certificate"),
        kind="danger",
        refused=reason_against(policies.may_revoke, request.actor, found.certificate),
        template="training/reason.html",
        crumbs=[Crumb(_("Certificate"), shown), Crumb(_("Revoke"))],
        done=_("The certificate was revoked and its holder is informed."),
        to=shown,
    )


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
        return Pill(_("valid until %(day)s: renew it") % {"day": day_words(until)}, "warn")
    return Pill(_("valid until %(day)s") % {"day": day_words(until)}, "ok")


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
    text = certificate.edition.text()
    how = _("at a centre, under supervision") if certificate.sitting.mode == "centre" else _("on their own device")
    return {
        "lang": language,
        "house": _("Samanvay, the state's coordination system against human trafficking"),
        "title": _("Certificate"),
        "that": _("This is to certify that"),
        "name": str(name),
        "passed": _("has passed the examination of the course"),
        "course": str(text.title),
        "how": how,
        "facts": [
            [_("Issued on"), day_words(certificate.issued_on)],
            [_("Valid until"), day_words(certificate.valid_through)],
            [_("Result"), f"{certificate.sitting.percent} %"],
            [_("Pass mark"), f"{certificate.sitting.pass_mark} %. {reason_words(text.examination)}"],
            [_("Edition of the course"), str(certificate.edition.no)],
            [_("Number"), certificate.public_id],
        ],
        "verify": _("Scan the QR code to see whether this certificate is valid today. No sign-in is needed."),
        "address": address_of(certificate),
    }
