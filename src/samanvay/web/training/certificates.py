"""Certificates: one's own, as PDF, verified by anybody, revoked."""

from functools import partial

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.refusals import Unseen, reason_against
from samanvay.training.courses.policies import may_learn
from samanvay.training.examining import policies
from samanvay.training.examining.actions.certifying import revoke_certificate
from samanvay.training.examining.queries import examinations
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.pages import READ, page
from samanvay.web.kit.refusals import refusal_page

from .certificate_presenters import LANGUAGES, pdf_of, result_of, standing_pill
from .examination_forms import ReasonForm
from .presenters import day_words
from .records import examination_crumbs

RATES = {"verify": "120/10m/ip"}
STANDINGS = {"valid": "ok", "amber": "ok", "expired": "hot", "revoked": "hot"}


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
    answer = HttpResponse(
        pdf_of(found, Bilingual(request.user.name, request.user.name_hi)), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'attachment; filename="certificate-{found.course}-{found.issued_on}.pdf"'
    return answer


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
            "course": found.course,
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
        lead=_("%(course)s, issued on %(day)s. Whoever scans it will see that it is revoked; the holder reads why.")
        % {"course": found.course, "day": day_words(found.certificate.issued_on)},
        button=_("Revoke it"),
        kind="danger",
        refused=reason_against(policies.may_revoke, request.actor, found.certificate),
        template="training/reason.html",
        crumbs=[Crumb(_("Certificate"), shown), Crumb(_("Revoke"))],
        done=_("The certificate was revoked and its holder told."),
        to=shown,
    )
