"""The queue of pairs that wait, by band, district, age; and the rows in which pairs are listed anywhere."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused
from samanvay.tracing.matches.actions.judging import judge, withdraw_judgement
from samanvay.tracing.matches.masking import Seen, both_sides, sides_of_pairs
from samanvay.tracing.matches.queries import (
    QueueFilters,
    candidate_or_unseen,
    districts_of,
    judgement_or_unseen,
    just_rejected,
    queue,
)
from samanvay.tracing.models import Candidate, Judgement
from samanvay.tracing.states import BANDS, CANDIDATE_STATES, Band, CandidateState, Verdict
from samanvay.web.components.pieces import address, chips, under_filters
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import answered
from samanvay.web.kit.bulk import MOST, TICK, Bulk, Outcome, TickRow, bulk_page, each_ticked, tell
from samanvay.web.kit.filters import choice_of, flag_of, place_of
from samanvay.web.kit.lists import rows_before
from samanvay.web.kit.pages import POST, page

from . import match_presenters as shown
from .match_forms import RejectForm

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
        more.append(ngettext("waiting %(n)d day", "waiting %(n)d days", days) % {"n": days})
    if pair.new_facts:
        more.append(_("new: %(facts)s") % {"facts": shown.new_facts(pair)})
    return {
        "url": reverse("match", args=[pair.id]),
        "tick": "" if pair.band == Band.STRONG else f"{pair.id}:{pair.version}",
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


@page(permission=Permission.TRACING_READ)
def matches(request: OfficerRequest) -> HttpResponse:
    """List the pairs that wait for somebody, the strongest first; reject those that were ticked, with one reason."""
    if request.method != "POST":
        return _page(request, RejectForm())
    require(request.actor, Permission.TRACING_JUDGE)
    form = RejectForm(request.POST)

    def reject(pair: Candidate, seen: int) -> None:
        if pair.band == Band.STRONG:
            raise Refused(_("Strong matches are decided one by one, on their own page."))
        given = {"reason": form.cleaned_data["reason"], "pii_answer": form.pii_answer}
        judge(by=request.actor, candidate_id=pair.id, verdict=Verdict.DIFFERENT, expected=seen, **given)

    def all_ticked() -> Outcome:
        return each_ticked(
            request, lambda key: candidate_or_unseen(request.actor, key), reject, partial(_name, request)
        )

    def said(outcome: Outcome) -> None:
        tell(request, outcome, lambda n: ngettext("Rejected %(n)d pair.", "Rejected %(n)d pairs.", n) % {"n": n})

    return answered(request, form, all_ticked, to=address(request), said=said) or _page(request, form)


@page(permission=Permission.TRACING_JUDGE, methods=POST)
def matches_undo(request: OfficerRequest) -> HttpResponse:
    """Withdraw the rejections that were ticked."""

    def withdraw(judgement: Judgement, seen: int) -> None:
        reason = _("Undone within ten minutes.")
        withdraw_judgement(by=request.actor, judgement_id=judgement.id, reason=reason)

    def name(judgement: Judgement) -> str:
        return _name(request, judgement.candidate)

    return bulk_page(
        request, lambda key: judgement_or_unseen(request.actor, key), withdraw, name,
        done=lambda n: ngettext("%(n)d pair waits again.", "%(n)d pairs wait again.", n) % {"n": n},
        to=under_filters(request, "matches"),
    )  # fmt: skip


def _name(request: OfficerRequest, pair: Candidate) -> str:
    first, second = shown.own_first(both_sides(request.actor, pair))
    return f"{first.label} / {second.label}"


def _undo(request: OfficerRequest) -> Bulk:
    recent = list(just_rejected(request.actor)[:MOST])
    sides = sides_of_pairs(request.actor, [each.candidate for each in recent])
    rows = []
    for judgement, seen in zip(recent, sides, strict=True):
        title = " / ".join(str(each.label) for each in shown.own_first(seen))
        page_of_pair = reverse("match", args=[judgement.candidate_id])
        rows.append(TickRow(judgement.id, judgement.version, title, judgement.reason, page_of_pair, is_ticked=True))
    said = ngettext(
        "You rejected %(n)d pair in the last ten minutes.",
        "You rejected %(n)d pairs in the last ten minutes.",
        len(rows),
    )
    return Bulk(under_filters(request, "matches_undo"), _("Undo"), rows, said=said % {"n": len(rows)})


def _page(request: OfficerRequest, form: RejectForm) -> HttpResponse:
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
    may_judge = holds(request.actor, Permission.TRACING_JUDGE)
    undo = _undo(request) if may_judge else None
    rows = rows_of(request.actor, listed[:A_PAGE])
    context = {
        "rows": rows,
        "form": form if may_judge and any(row["tick"] for row in rows) else None,
        "reject_url": address(request),
        "ticked": request.POST.getlist(TICK),
        "bulk": undo if undo and undo.rows else None,
        "bands": chips(request, "band", bands, every=_("Strong and possible")),
        "states": chips(request, "state", [(str(s), CANDIDATE_STATES[s]) for s in STATES], every=_("All waiting")),
        "narrow": [
            *chips(request, "mine", [("yes", _("Mine"))]),
            *chips(request, "child", [("yes", _("Possibly a child"))]),
            *chips(request, "waited", waited),
        ],
        "districts": districts_of(request.actor),
        "district": filters.district,
        "is_filtered": filters != QueueFilters(),
        "older": address(request, after=start + A_PAGE) if len(listed) > A_PAGE else "",
    }
    return render(request, "tracing/matches.html", context, status=400 if form.errors else 200)
