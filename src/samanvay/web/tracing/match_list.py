"""The queue of pairs that wait, by band, district, age; and the rows in which pairs are listed anywhere."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.tracing.matches.masking import Seen, sides_of_pairs
from samanvay.tracing.matches.queries import QueueFilters, districts_of, queue
from samanvay.tracing.models import Candidate
from samanvay.tracing.states import BANDS, CANDIDATE_STATES, Band, CandidateState
from samanvay.web.components.pieces import address, chips
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.filters import choice_of, flag_of, place_of
from samanvay.web.kit.lists import rows_before
from samanvay.web.kit.pages import READ, page

from . import match_presenters as shown

A_PAGE = 25
WAITED = {"1": timedelta(days=1), "3": timedelta(days=3), "7": timedelta(days=7)}
STATES = (CandidateState.PROPOSED, CandidateState.UNSURE, CandidateState.SAME, CandidateState.ACCEPTED)


def rows_of(actor: Actor, pairs: Iterable[Candidate], *, of: UUID | None = None) -> list[dict[str, Any]]:
    """Return pairs as rows; ``of`` is the entry whose page it is, which is then not named again."""
    listed = list(pairs)
    return [_row(pair, seen, of) for pair, seen in zip(listed, sides_of_pairs(actor, listed), strict=True)]


def _row(pair: Candidate, seen: tuple[Seen, Seen], of: UUID | None) -> dict[str, Any]:
    """Return one pair in a list: whom it is about, what it may be, how strongly, since when."""
    first, second = shown.own_first(seen)
    if of is not None and second.entry_id == of:
        first, second = second, first
    language = "hi" if get_language() == "hi" else "en"
    weighed = sorted(pair.reasons, key=lambda each: -float(each["bits"]))
    more = [each[language].partition(";")[0] for each in weighed if float(each["bits"]) > 0][:3]
    days = (clock.now() - pair.proposed_at).days
    if days and pair.is_waiting:
        more.append(ngettext("waits %(n)d day", "waits %(n)d days", days) % {"n": days})
    if pair.new_facts:
        more.append(_("new: %(facts)s") % {"facts": shown.new_facts(pair)})
    return {
        "url": reverse("match", args=[pair.id]),
        "title": first.label if of is None else second.label,
        "other": second.label if of is None else "",
        "sub": _outline(second),
        "band": shown.band_pill(pair),
        "state": shown.state_pill(pair),
        "more": " · ".join(part for part in more if part),
    }


def _outline(seen: Seen) -> str:
    parts: list[Any] = [seen.sex, seen.age, *seen.languages, shown.place_words(seen.home)]
    return ", ".join(str(part) for part in parts if str(part) and str(part) != shown.NOT_TOLD)


@page(permission=Permission.TRACING_READ, methods=READ)
def matches(request: OfficerRequest) -> HttpResponse:
    """List the pairs that wait for somebody, the strongest first."""
    filters = QueueFilters(
        band=choice_of(request, "band", set(Band)),
        state=choice_of(request, "state", set(STATES)),
        mine=flag_of(request, "mine", "yes"),
        child=flag_of(request, "child", "yes"),
        district=place_of(request, "district"),
        waited=WAITED.get(choice_of(request, "waited", WAITED)),
    )
    start = rows_before(request)
    listed = list(queue(request.actor, filters)[start : start + A_PAGE + 1])
    bands = [(str(each), BANDS[each]) for each in (Band.STRONG, Band.LOOK, Band.WEAK)]
    waited = [
        (code, ngettext("over %(n)d day", "over %(n)d days", each.days) % {"n": each.days})
        for code, each in WAITED.items()
    ]
    context = {
        "rows": rows_of(request.actor, listed[:A_PAGE]),
        "bands": chips(request, "band", bands, every=_("Strong and possible")),
        "states": chips(request, "state", [(str(s), CANDIDATE_STATES[s]) for s in STATES], every=_("All that wait")),
        "narrow": [
            *chips(request, "mine", [("yes", _("Mine"))]),
            *chips(request, "child", [("yes", _("Perhaps a child"))]),
            *chips(request, "waited", waited),
        ],
        "districts": districts_of(request.actor),
        "district": filters.district,
        "is_filtered": filters != QueueFilters(),
        "older": address(request, after=start + A_PAGE) if len(listed) > A_PAGE else "",
    }
    return render(request, "tracing/matches.html", context)
