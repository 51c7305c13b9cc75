"""The lists of an office: acts to answer, and acts of its own that nobody has confirmed yet; the same as CSV."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.acts.actions import confirm_act, contradict_act
from samanvay.acts.kinds import act_kind, known_kinds
from samanvay.acts.lists import acts_not_confirmed
from samanvay.acts.models import Act
from samanvay.acts.policies import may_answer, may_read_acts
from samanvay.acts.queries import act_or_unseen, acts_to_answer
from samanvay.acts.steps import answer_due
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.web.components.pieces import Column, Table, address, chips, options, under_filters
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import answered
from samanvay.web.kit.bulk import TICK, Outcome, TickRow, each_ticked, tell
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.filters import LABELS, choice_of, text_of
from samanvay.web.kit.lists import as_csv, part_of
from samanvay.web.kit.pages import READ, page

from . import presenters as shown
from .forms import AnswerManyForm
from .records import ACT

TO_ANSWER, OURS = "to_answer", "ours"
BOXES: dict[str, Callable[[Actor], list[Act]]] = {TO_ANSWER: acts_to_answer, OURS: acts_not_confirmed}
WAITED = {"1": timedelta(days=1), "2": timedelta(days=2), "7": timedelta(days=7)}


@page(may=may_read_acts)
def acts(request: OfficerRequest) -> HttpResponse:
    """List what waits for the office's answer, or for another's; answer those that were ticked."""
    if request.method != "POST":
        return _page(request, AnswerManyForm())
    form = AnswerManyForm(request.POST)
    gone = answered(
        request, form, lambda: _answer(request, form), to=address(request), said=lambda made: _told(request, made)
    )
    return gone or _page(request, form)


def _answer(request: OfficerRequest, form: AnswerManyForm) -> Outcome:
    """Give one answer to each act that was ticked; what is left out is told by name."""
    given = form.taken()
    words, answer = given.pop("words"), given.pop("answer")

    def one(act: Act, seen: int) -> None:
        if answer == "confirm":
            confirm_act(by=request.actor, act_id=act.id, expected=seen, **given)
        else:
            contradict_act(by=request.actor, act_id=act.id, expected=seen, words=words, **given)

    return each_ticked(request, lambda key: act_or_unseen(request.actor, key), one, _name)


def _told(request: OfficerRequest, made: Outcome) -> None:
    tell(request, made, lambda n: ngettext("Answered %(n)d act.", "Answered %(n)d acts.", n) % {"n": n})


def _name(act: Act) -> str:
    return f"{act.kind_words}: {act.subject_words}"


def _found(request: OfficerRequest) -> tuple[str, list[Act], list[str]]:
    """Return the list that the address asks for, its acts, and the kinds that stand in it."""
    box = choice_of(request, "box", BOXES, usual=TO_ANSWER, label=_("List"))
    every = BOXES[box](request.actor)
    codes = list(dict.fromkeys(act.code for act in every))
    code = choice_of(request, "kind", known_kinds())
    waited = WAITED.get(choice_of(request, "waited", WAITED))
    number = text_of(request, "number", 80).lower()
    since = clock.now() - waited if waited else None
    return (
        box,
        [
            act
            for act in every
            if (not code or act.code == code)
            and (since is None or act.state_since < since)
            and (not number or number in f"{act.case_number} {act.reference}".lower())
        ],
        codes,
    )


def _page(request: OfficerRequest, form: AnswerManyForm) -> HttpResponse:
    actor = request.actor
    box, found, codes = _found(request)
    part = part_of(request, found)
    open_to = [act for act in part.rows if box == TO_ANSWER and not reason_against(may_answer, actor, act)]
    rest = [act for act in part.rows if act not in open_to]
    kinds = [(code, act_kind(code).words) for code in codes]
    waited = [
        (code, ngettext("over %(n)d day", "over %(n)d days", each.days) % {"n": each.days})
        for code, each in WAITED.items()
    ]
    ticked = request.POST.getlist(TICK)
    counts = {name: len(BOXES[name](actor)) for name in BOXES}
    context = {
        "boxes": chips(request, "box", [(OURS, _("Recorded by us"))], every=_("To answer"), counts=counts),
        "kinds": options(kinds, request.GET.get("kind", "")),
        "waited": options(waited, request.GET.get("waited", "")),
        "labels": LABELS,
        "asked": request.GET,
        "is_filtered": any(request.GET.get(name) for name in ("kind", "waited", "number")),
        "box": box,
        "words": ngettext("%(n)d act", "%(n)d acts", part.count) % {"n": part.count},
        "rows": [_tick_row(act, ticked) for act in open_to],
        "table": act_table(rest) if rest else None,
        "form": form,
        "answer_url": address(request),
        "csv": under_filters(request, "acts_csv") if holds(actor, Permission.CASE_EXPORT) and part.rows else "",
        "newer": part.newer,
        "older": part.older,
    }
    return render(request, "acts/list.html", context, status=400 if form.errors else 200)


def _tick_row(act: Act, ticked: Sequence[str]) -> TickRow:
    due = answer_due(act)
    said = [
        f"{shown.maker_words(act)}, {shown.when_words(act)}",
        act.reference,
        _("Answer by %(when)s") % {"when": moment_words(due)} if due else str(act.state_words),
    ]
    row = TickRow(act.id, act.version, _name(act), " · ".join(part for part in said if part), ACT.page(act))
    return TickRow(row.id, row.version, row.title, row.sub, row.url, is_ticked=row.value in ticked)


def act_table(found: Sequence[Act]) -> Table:
    """Return acts as a table."""
    columns = [
        Column(pgettext("what an office did", "Act"), lambda act: str(act.kind_words)),
        Column(_("About"), lambda act: str(act.subject_words)),
        Column(_("When"), shown.when_words),
        Column(_("Recorded by"), shown.maker_words),
        Column(_("Received by"), lambda act: shown.unit_words(act.receiver_unit)),
        Column(_("Order or reference number"), lambda act: act.reference),
        Column(_("Status"), shown.state_pill),
        Column(_("Not confirmed since"), lambda act: moment_words(act.state_since)),
    ]
    return Table.of(_("Acts"), columns, found, ACT.page)


@page(permission=Permission.CASE_EXPORT, may=may_read_acts, methods=READ)
def acts_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same list as a table, without names."""
    _box, found, _codes = _found(request)
    return as_csv(act_table(found), "acts.csv")
