"""The queue of pairs that wait, by band, district, age; and the rows in which pairs are listed anywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
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
from samanvay.kernel.digits import whole_number
from samanvay.tracing.matches.masking import Seen, sides_of_pairs
from samanvay.tracing.matches.queries import QueueFilters, districts_of, queue
from samanvay.tracing.models import Candidate
from samanvay.tracing.states import BANDS, CANDIDATE_STATES, Band, CandidateState
from samanvay.web.components.pieces import Pill, address, chips
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.filters import choice_of, flag_of, place_of
from samanvay.web.kit.pages import READ, page

from . import match_presenters as shown

A_PAGE = 25
WAITED = {"1": timedelta(days=1), "3": timedelta(days=3), "7": timedelta(days=7)}
STATES = (CandidateState.PROPOSED, CandidateState.UNSURE, CandidateState.SAME, CandidateState.ACCEPTED)


@dataclass(frozen=True)
class PairRow:
    """One pair in a list: whom it is about, what it may be, how strongly, since when."""

    url: str
    title: str
    other: str
    sub: str
    band: Pill
    state: Pill
    more: str
    weight: str


def rows_of(actor: Actor, pairs: Iterable[Candidate], *, of: UUID | None = None) -> list[PairRow]:
    """Return pairs as rows; ``of`` is the entry whose page it is, which is then not named again."""
    listed = list(pairs)
    return [_row(pair, seen, of) for pair, seen in zip(listed, sides_of_pairs(actor, listed), strict=True)]


def _row(pair: Candidate, seen: tuple[Seen, Seen], of: UUID | None) -> PairRow:
    first, second = shown.own_first(seen)
    if of is not None and second.entry_id == of:
        first, second = second, first
    days = (clock.now() - pair.proposed_at).days
    said = [
        ngettext("waits %(n)d day", "waits %(n)d days", days) % {"n": days} if days and pair.is_waiting else "",
        _("new: %(facts)s") % {"facts": ", ".join(str(shown.FIELD_WORDS.get(one, one)) for one in pair.new_facts)}
        if pair.new_facts
        else "",
    ]
    weighed = sorted(pair.reasons, key=lambda each: -float(each["bits"]))
    best = [each["hi" if _is_hindi() else "en"] for each in weighed if float(each["bits"]) > 0][:2]
    return PairRow(
        url=reverse("match", args=[pair.id]),
        title=str(first.label) if of is None else str(second.label),
        other=str(second.label) if of is None else "",
        sub=_outline(second),
        band=shown.band_pill(pair),
        state=shown.state_pill(pair),
        more=" · ".join(part for part in (*best, *said) if part),
        weight=f"{pair.weight:+.1f}",
    )


def _is_hindi() -> bool:
    return get_language() == "hi"


def _outline(seen: Seen) -> str:
    parts: list[Any] = [seen.sex, seen.age, *seen.languages, shown.place_words(seen.home)]
    return ", ".join(str(part) for part in parts if str(part) and str(part) != shown.NOT_TOLD)


def _over(days: int) -> str:
    return ngettext("over %(n)d day", "over %(n)d days", days) % {"n": days}


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
    start = whole_number(request.GET.get("after", "")) or 0
    found = queue(request.actor, filters)
    listed = list(found[start : start + A_PAGE + 1])
    here = address(request)
    context = {
        "rows": rows_of(request.actor, listed[:A_PAGE]),
        "bands": chips(
            request,
            "band",
            [(str(b), BANDS[b]) for b in (Band.STRONG, Band.LOOK, Band.WEAK)],
            every=_("Strong, and to be looked at"),
        ),
        "states": chips(request, "state", [(str(s), CANDIDATE_STATES[s]) for s in STATES], every=_("All that wait")),
        "narrow": [
            *chips(request, "mine", [("yes", _("Mine"))]),
            *chips(request, "child", [("yes", _("Perhaps a child"))]),
            *chips(
                request,
                "waited",
                [
                    (code, ngettext("over %(n)d day", "over %(n)d days", int(code)) % {"n": int(code)})
                    for code in WAITED
                ],
            ),
        ],
        "districts": districts_of(request.actor),
        "district": filters.district,
        "is_filtered": any(
            (filters.band, filters.state, filters.mine, filters.child, filters.district, filters.waited)
        ),
        "older": f"{here}{'&' if '?' in here else '?'}after={start + A_PAGE}" if len(listed) > A_PAGE else "",
        "count": len(listed[:A_PAGE]),
    }
    return render(request, "tracing/matches.html", context)
