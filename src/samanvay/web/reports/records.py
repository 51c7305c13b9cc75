"""What has pages of its own in the room: reports and what was read in them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.reports import queries
from samanvay.reports.models import Claim, ReaderConsent, SituationReport
from samanvay.reports.teaching import queries as teaching
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.pages import Record

REPORT: Record[SituationReport] = Record(
    "report",
    load=lambda actor, key: queries.report(actor, key),
    page=lambda report: reverse("report", args=[report.pk]),
    crumbs=lambda actor, report: [Crumb(_("Reports"), reverse("reports")), Crumb(_("Report"), REPORT.page(report))],
    given=lambda report: {"report": report},
)
CLAIM: Record[Claim] = Record(
    "claim",
    load=lambda actor, key: queries.claim(actor, key),
    page=lambda claim: REPORT.page(claim.report),
    crumbs=lambda actor, claim: REPORT.crumbs(actor, claim.report),
    given=lambda claim: {"claim": claim},
)
CONSENT: Record[ReaderConsent] = Record(
    "consent",
    load=lambda actor, key: teaching.consent_seen(actor, key),
    page=lambda consent: reverse("reader_teaching"),
    crumbs=lambda actor, consent: teaching_crumbs(),
    given=lambda consent: {"consent": consent},
)


def teaching_crumbs() -> list[Crumb]:
    """Return the path to the page on teaching the reader."""
    return [Crumb(_("Reports"), reverse("reports")), Crumb(_("Teaching the reader"), reverse("reader_teaching"))]
