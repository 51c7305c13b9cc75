"""Adding what the reader missed: the words of the report that say it, and what they say."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.kernel.digits import whole_number
from samanvay.reports import actions, policies, queries
from samanvay.reports.models import Claim, SituationReport
from samanvay.reports.narratives.beside import Span, unread_in
from samanvay.reports.narratives.paragraphs import sentences_of
from samanvay.reports.states import ClaimState
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.pages import record_page

from .claim_forms import AddForm
from .presenters import period_words
from .records import REPORT


@record_page(REPORT, may=policies.may_add_claim, permission=Permission.REPORT_READ)
def add(request: OfficerRequest, report: SituationReport) -> HttpResponse:
    """Add a movement or event that was missed; the address may say where its words begin and end."""
    unread = unread_in(report, queries.claims_of(request.actor, report))
    sentences = sentences_of(report.narrative)
    chosen = _chosen(request, report)

    def form(data: Any, files: Any, initial: Any) -> AddForm:
        choices = [(f"{start}-{end}", _sentence(report, (start, end), unread)) for start, end in sentences]
        return AddForm(data, report=report, actor=request.actor, sentences=choices, initial=_initial(chosen, sentences))

    return form_page(
        request,
        form,
        actions.add_claim,
        report,
        done=_said,
        to=lambda claim: f"{REPORT.page(report)}#reading-{claim.pk}",
        title=_("Add what was missed"),
        template="reports/add.html",
        district=str(report.district.names),
        period=period_words(report),
        chosen=report.narrative[slice(*chosen)] if chosen else "",
    )


def _sentence(report: SituationReport, span: Span, unread: list[Span]) -> str:
    words = " ".join(report.narrative[slice(*span)].split())
    is_unread = any(start < span[1] and span[0] < end for start, end in unread)
    return _("%(words)s (nothing found)") % {"words": words} if is_unread else words


def _said(claim: Claim) -> str:
    if claim.state == ClaimState.CONFIRMED:
        return _("Added and confirmed.")
    return _("Added. Answer on its card whether it is the same incident; then confirm it.")


def _chosen(request: OfficerRequest, report: SituationReport) -> Span | None:
    """Return the words that the address names, None where it names none of the report's."""
    start, end = (whole_number(request.GET.get(name, "")) for name in ("start", "end"))
    if start is None or end is None or not start < end <= len(report.narrative):
        return None
    return start, end


def _initial(chosen: Span | None, sentences: list[Span]) -> dict[str, Any]:
    if chosen is None:
        return {}
    start, end = chosen
    around = next((span for span in sentences if span[0] <= start and end <= span[1]), None)
    said = {"start": start, "end": end}
    return {**said, "sentence": f"{around[0]}-{around[1]}"} if around else said
