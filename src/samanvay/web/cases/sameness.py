"""The question "is this the same happening?" on the page of a case: what is asked of each thing that it tells."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.cases import policies
from samanvay.cases.kinds import EVENT_KINDS
from samanvay.cases.models import Case, CaseEvent
from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.reports.models import CasePair
from samanvay.reports.policies import may_settle_pair
from samanvay.reports.sameness.of_cases import CaseQuestion, case_questions
from samanvay.reports.sameness.pairs import Side, is_open, pairs_of, sides_of
from samanvay.reports.states import PairAnswer
from samanvay.web.kit.places import place_words
from samanvay.web.kit.sameness import apart_words, choice_of


def asked_of(actor: Actor, case: Case, events: Iterable[CaseEvent]) -> list[dict[str, Any]]:
    """Return what the page of a case asks and what was answered; only who changes the case is asked."""
    may_answer = not reason_against(policies.may_amend_case, actor, case)
    known = {event.pk: event for event in events}
    shown = []
    for number, question in enumerate(case_questions(actor, case), 1):
        choices = [choice_of(candidate) for candidate in question.choices] if may_answer else []
        link = choice_of(question.link) if question.link else None
        apart = apart_words(question.apart)
        if choices or link or apart:
            event = question.telling.event
            shown.append(
                {
                    "number": number,
                    "question": question,
                    "words": _words(question, known.get(event) if event else None),
                    "choices": choices,
                    "link": link,
                    "apart": apart,
                    "may_take_back": may_answer and bool(link or apart),
                }
            )
    return shown


def pair_shown(actor: Actor, pair: CasePair) -> dict[str, Any]:
    """Return two cases, the earlier first, as much as the actor may know of each, and what was said of them."""
    return {
        "pair": pair,
        "sides": [_side(side) for side in sides_of(actor, pair)],
        "where": place_words(directory.place_for(pair.district)),
        "url": reverse("case_pair", args=[pair.pk]),
        "is_open": is_open(pair),
        "is_same": pair.answer == PairAnswer.SAME,
    }


def pairs_shown(actor: Actor, case: Case) -> list[tuple[dict[str, str], dict[str, Any]]]:
    """Return the other cases that may tell of the same as a case, or were said to, of those that the actor is asked."""
    shown = []
    for pair in pairs_of(case):
        if not reason_against(may_settle_pair, actor, pair) and (pair.answer or is_open(pair)):
            both = pair_shown(actor, pair)
            shown.append((both["sides"][1 if pair.first_case == case.pk else 0], both))
    return shown


def _side(side: Side) -> dict[str, str]:
    """Return a case in words, with its page where it may be seen."""
    said = [str(EVENT_KINDS[side.kind])]
    if side.occurred:
        said.append(str(side.occurred))
    if side.people:
        said.append(ngettext("%(n)d person", "%(n)d persons", side.people) % {"n": side.people})
    if side.case is None:
        return {"words": _("A case of another office in this district"), "facts": ", ".join(said)}
    number = _("Case %(number)s") % {"number": side.number}
    return {"words": number, "facts": ", ".join(said), "url": reverse("case", args=[side.case])}


def _words(question: CaseQuestion, event: CaseEvent | None) -> str:
    if event is None:
        return _("Route")
    said = [str(EVENT_KINDS[event.kind])]
    if event.occurred:
        said.append(str(event.occurred))
    if event.place:
        said.append(place_words(event.place))
    return ", ".join(said)
