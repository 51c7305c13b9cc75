"""What this room offers to other pages: the acts of a case by person, and what waits at a desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.acts.lists import acts_not_confirmed
from samanvay.acts.models import Act
from samanvay.acts.queries import acts_of_case, acts_to_answer
from samanvay.acts.sight import seen_in_full
from samanvay.acts.states import ActState
from samanvay.acts.steps import answer_due, missing_among, open_kinds
from samanvay.cases.kinds import PersonRole
from samanvay.cases.models import Case, CasePerson
from samanvay.kernel.db.scope import Actor
from samanvay.web.components.pieces import Action, Stat
from samanvay.web.kit import offers
from samanvay.web.kit.clocks import day_words
from samanvay.web.kit.pages import action_to

from . import presenters as shown
from .records import ACT, PERSON

SHOWN = 40  # the first victims, with acts or not; of the others only those with acts


@dataclass(frozen=True)
class ActsCard:
    """The acts of a case as their card: one group a person, one of the whole case, the button that records one.

    ``left_out`` is how many more victims there are of whom no act is recorded.
    """

    groups: Sequence[dict[str, Any]]
    add: Action
    to_answer: int
    answer_url: str
    left_out: int

    def __str__(self) -> SafeString:
        return render_to_string("acts/card.html", {"acts": self})


@offers.acts_card.given
def acts_card(actor: Actor, case: Case, persons: Sequence[CasePerson]) -> ActsCard:
    """Return the acts of a case by person, for the page of the case."""
    acts = acts_of_case(actor, case)
    full = seen_in_full(actor, acts)
    by_person: dict[UUID | None, list[Act]] = {}
    for act in acts:
        by_person.setdefault(act.person_id, []).append(act)
    whole = by_person.get(None, [])
    victims = [each.id for each in persons if not each.is_void and each.role == PersonRole.VICTIM]
    first = set(victims[:SHOWN])
    groups = [
        _group(actor, case, person, by_person.get(person.id, []), whole, full)
        for person in persons
        if not person.is_void and (person.id in first or person.id in by_person)
    ]
    if whole:
        groups.append({"title": _("The whole case"), "url": "", "rows": [_row(act, whole, full) for act in whole]})
    waiting = [act for act in acts_to_answer(actor) if act.case_id == case.id]
    return ActsCard(
        groups,
        action_to(actor, "act_choose", _("Record an act"), case, "primary"),
        len(waiting),
        f"{reverse('acts')}?number={case.number}",
        sum(each not in by_person for each in victims[SHOWN:]),
    )


def _group(
    actor: Actor, case: Case, person: CasePerson, own: list[Act], whole: list[Act], full: frozenset[Any]
) -> dict[str, Any]:
    is_waiting = any(answer_due(act) for act in own)  # then its row says who must answer
    of_person = [*own, *whole]
    record = action_to(actor, "act_choose", _("Record for %(who)s") % {"who": person.label}, case)
    return {
        "title": person.label,
        "url": PERSON.page(person),
        "rows": [_row(act, of_person, full) for act in own],
        "next": shown.next_words(of_person, full) if not is_waiting and (own or person.may_be_child) else "",
        "record": "" if record.refused or not open_kinds(of_person) else f"{record.url}?person={person.id}",
    }


def _row(act: Act, acts: list[Act], full: frozenset[Any]) -> dict[str, Any]:
    if act.id not in full:
        return {
            "words": act.kind_words, "url": ACT.page(act), "pill": shown.state_pill(act), "sub": shown.day_of(act),
        }  # fmt: skip
    said = [shown.when_words(act), _("recorded by %(who)s") % {"who": shown.maker_words(act)}]
    return {
        "words": act.kind_words,
        "url": ACT.page(act),
        "pill": shown.state_pill(act),
        "due": shown.due_pill(act),
        "sub": " · ".join(said),
        "waits": shown.waiting_words(act),
        "odd": shown.odd_words(act, missing_among(act, acts)),
        "is_withdrawn": act.state == ActState.WITHDRAWN,
    }


@offers.acts_waiting.given
def acts_waiting(actor: Actor) -> list[Stat]:
    """Return what waits at a desk: acts to answer, and acts of the office that nobody has confirmed, since when."""
    if not holds(actor, Permission.CASE_READ):
        return []
    stats = []
    if found := acts_to_answer(actor):
        words = ngettext("act to confirm or contradict", "acts to confirm or contradict", len(found))
        stats.append(Stat(len(found), words, "warn", reverse("acts")))
    if ours := acts_not_confirmed(actor):
        words = ngettext("act of your office not confirmed since %(day)s", "acts of your office not confirmed, the "
                         "first since %(day)s", len(ours))  # fmt: skip
        words %= {"day": day_words(min(act.state_since for act in ours))}
        stats.append(Stat(len(ours), words, url=f"{reverse('acts')}?box=ours"))
    return stats
