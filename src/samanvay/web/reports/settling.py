"""Which place is meant: the page on which one is settled, and the list of those that wait."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.reports import actions, policies
from samanvay.reports.models import Claim
from samanvay.reports.settling import queries
from samanvay.reports.settling.written import WrittenPlace
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.pages import POST, READ, page, record_page
from samanvay.web.kit.places import likely_places, place_label

from .claim_forms import SettleForm
from .presenters import period_words, readings_of
from .records import CLAIM, REPORT


@record_page(CLAIM, may=policies.may_settle_place, permission=Permission.REPORT_READ)
def settle(request: OfficerRequest, claim: Claim, number: int) -> HttpResponse:
    """Say which place the words of a report mean, here or wherever its office writes them, or keep them."""
    place = queries.written_place(claim, number)
    others = queries.claims_that_say(request.actor, claim, place.words)
    reading = readings_of(request.actor, [claim])[0]

    def form(data: object, files: object, initial: dict[str, object]) -> SettleForm:
        return SettleForm(data, actor=request.actor, likely=_likely(request.actor, claim, place), initial=initial)

    def act(**given: object) -> list[Claim]:
        return actions.settle_place(number=number, **given)  # type: ignore[arg-type]

    return form_page(
        request,
        form,
        act,
        claim,
        done=_said,
        to=f"{REPORT.page(claim.report)}#reading-{claim.pk}",
        title=_("Which place is “%(words)s”?") % {"words": place.words},
        template="reports/settle.html",
        place=place,
        reading=reading,
        others=len(others),
        every=len(others) + 1,
        period=period_words(claim.report),
    )


def _said(settled: list[Claim]) -> str:
    count = len(settled)
    return ngettext("Settled in %(n)d detail.", "Settled in %(n)d details.", count) % {"n": count}


def _likely(actor: Actor, claim: Claim, place: WrittenPlace) -> list[tuple[str, str]]:
    """Return the places that the words may mean: first what this office settled them as before."""
    before = queries.settled_before(actor, claim, place.words)
    found = [(before, place_label(before))] if before else []
    return found + [each for each in likely_places(actor, place.words) if each[0] != before]


@page(permission=Permission.REPORT_READ, methods=READ)
def to_settle(request: OfficerRequest) -> HttpResponse:
    """List the places of the actor's reports, or of all that counts for the state's desk, that wait to be settled."""
    places = queries.places_to_settle(request.actor)
    offices = directory.units_of({each.office for each in places})
    named = directory.names_of_places({each.key for each in places if each.key})
    rows = [
        {
            "words": each.words,
            "office": str(offices[each.office].names) if each.office in offices else "",
            "district": str(each.first.report.district.names),
            "claims": each.claims,
            "evidence": each.first.evidence,
            "url": reverse("reading_place", args=[each.first.pk, each.number]),
            "as_before": reverse("reading_place_again", args=[each.first.pk, each.number]) if each.key else "",
            "before": named.get(each.key, ""),
            "version": each.first.version,
        }
        for each in places
    ]
    total = len(rows)
    words = ngettext("%(n)d place waits", "%(n)d places wait", total) % {"n": total}
    return render(request, "reports/to_settle.html", {"places": rows, "words": words})


@record_page(CLAIM, may=policies.may_settle_place, permission=Permission.REPORT_READ, methods=POST)
def again(request: OfficerRequest, claim: Claim, number: int) -> HttpResponse:
    """Settle the words in every detail of their office as it settled them before, in one press."""
    place = queries.written_place(claim, number)
    key = queries.settled_before(request.actor, claim, place.words)
    if not key:
        raise Http404
    return action_page(
        request, actions.settle_place, claim, done=_said, to=reverse("report_places_to_settle"),
        number=number, key=key, everywhere=True,
    )  # fmt: skip
