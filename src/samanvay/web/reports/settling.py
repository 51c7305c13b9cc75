"""Which place is meant: the page on which one is settled, and the list of those that wait."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.digits import whole_number
from samanvay.reports import actions, policies
from samanvay.reports.models import Claim
from samanvay.reports.settling import queries
from samanvay.reports.settling.beside import areas_beside
from samanvay.reports.settling.written import WrittenPlace
from samanvay.web.components.pieces import Crumb
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
        details=details_of(others),
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
    likely = likely_places(actor, place.words, areas_beside(claim, place.words))
    return found + [each for each in likely if each[0] != before]


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
            "claims": each.claims,
            "details": details_of(each.every),
            "url": reverse("reading_place", args=[each.first.pk, each.number]),
            "as_before": reverse("reading_place_again", args=[each.first.pk, each.number]) if each.key else "",
            "before": named.get(each.key, ""),
        }
        for each in places
    ]
    total = len(rows)
    words = ngettext("%(n)d place waits", "%(n)d places wait", total) % {"n": total}
    context = {"places": rows, "words": words, "settled": _settled_rows(request.actor)}
    return render(request, "reports/to_settle.html", context)


def details_of(claims: Iterable[Claim]) -> list[dict[str, str]]:
    """Return details as lines of a list: of which report each is, its words, and where it stands."""
    return [
        {
            "report": f"{claim.report.district.names}, {period_words(claim.report)}",
            "evidence": claim.evidence,
            "url": f"{REPORT.page(claim.report)}#reading-{claim.pk}",
        }
        for claim in claims
    ]


def _settled_rows(actor: Actor) -> list[dict[str, Any]]:
    """Return what the actor settled and may undo: the sentence, the details, and the button's address."""
    found = queries.just_settled(actor)
    named = directory.names_of_places({each.place.key for each in found})
    return [
        {
            "said": _settled_words(each, named.get(each.place.key, "")),
            "details": details_of(each.claims),
            "undo": reverse("report_places_undo", args=[each.press]),
        }
        for each in found
    ]


def _settled_words(settled: queries.Settled, name: str) -> str:
    count = len(settled.claims)
    told = {"words": settled.place.words, "place": name, "n": count}
    if not name:
        return ngettext("“%(words)s” stays as written.", "“%(words)s” stays as written in %(n)d details.", count) % told
    return ngettext("“%(words)s” is %(place)s.", "“%(words)s” is %(place)s in %(n)d details.", count) % told


@record_page(CLAIM, may=policies.may_settle_place, permission=Permission.REPORT_READ)
def again(request: OfficerRequest, claim: Claim, number: int) -> HttpResponse:
    """Settle the words in every detail of their office as it settled them before; where several follow, ask once more.

    What follows is what was shown: where meanwhile it is more or less, it is shown again.
    """
    place = queries.written_place(claim, number)
    key = queries.settled_before(request.actor, claim, place.words)
    if not key:
        raise Http404
    every = [claim, *queries.claims_that_say(request.actor, claim, place.words)]
    was_asked = len(every) == 1 or whole_number(request.POST.get("details", "")) == len(every)
    if request.method == "POST" and was_asked:
        return action_page(
            request, actions.settle_place, claim, done=_said, to=reverse("report_places_to_settle"),
            number=number, key=key, everywhere=True,
        )  # fmt: skip
    title = _("Is “%(words)s” %(place)s?") % {"words": place.words, "place": place_label(key)}
    shown = {"title": title, "details": details_of(every), "many": len(every), "claim": claim, "number": number}
    return render(request, "reports/again.html", {**shown, "crumbs": _crumbs(title)})


def _crumbs(title: str) -> list[Crumb]:
    return [
        Crumb(_("Reports"), reverse("reports")),
        Crumb(_("Places to settle"), reverse("report_places_to_settle")),
        Crumb(title),
    ]


@page(permission=Permission.REPORT_READ, methods=POST)
def undo(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Let everything that one press of this person settled wait again."""

    def said(waiting: list[Claim]) -> str:
        count = len(waiting)
        return ngettext("The place waits again.", "The place waits again in %(n)d details.", count) % {"n": count}

    return action_page(request, actions.undo_settling, done=said, to=reverse("report_places_to_settle"), press=key)
