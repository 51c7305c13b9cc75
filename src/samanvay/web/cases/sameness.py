"""The question "is this the same happening?" on the page of a case: what is asked of each thing that it tells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

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
from samanvay.web.kit.sameness import Choice, apart_words, choice_of


@dataclass(frozen=True, slots=True)
class SameQuestion:
    """One event of a case, or its way, with what may tell of the same or was said to."""

    number: int
    words: str
    event: UUID | None
    version: int | None
    may_answer: bool
    choices: Sequence[Choice] = ()
    link: Choice | None = None
    apart: str = ""

    @property
    def is_answered(self) -> bool:
        return self.link is not None or bool(self.apart)


def asked_of(actor: Actor, case: Case, events: Iterable[CaseEvent]) -> list[SameQuestion]:
    """Return what the page of a case asks and what was answered; only who changes the case is asked."""
    may_answer = not reason_against(policies.may_amend_case, actor, case)
    known = {event.pk: event for event in events}
    shown = []
    for number, question in enumerate(case_questions(actor, case), 1):
        asked = SameQuestion(
            number=number,
            words=_words(question, known.get(question.telling.event) if question.telling.event else None),
            event=question.telling.event,
            version=question.version,
            may_answer=may_answer,
            choices=[choice_of(candidate) for candidate in question.choices] if may_answer else (),
            link=choice_of(question.link) if question.link else None,
            apart=apart_words(question.apart),
        )
        if asked.choices or asked.is_answered:
            shown.append(asked)
    return shown


@dataclass(frozen=True, slots=True)
class OtherCase:
    """One of two cases that may tell of one happening, in words, with its page where it may be seen."""

    words: str
    facts: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class PairShown:
    """Two cases, the earlier first, and what was said of them; ``url`` is the page on which it is asked."""

    sides: tuple[OtherCase, OtherCase]
    where: str
    url: str
    version: int
    answer: str
    is_open: bool

    @property
    def is_same(self) -> bool:
        return self.answer == PairAnswer.SAME


def pair_shown(actor: Actor, pair: CasePair) -> PairShown:
    """Return two cases as much as the actor may know of each."""
    first, second = sides_of(actor, pair)
    return PairShown(
        sides=(_side(first), _side(second)),
        where=place_words(directory.place_for(pair.district)),
        url=reverse("case_pair", args=[pair.pk]),
        version=pair.version,
        answer=pair.answer,
        is_open=is_open(pair),
    )


def pairs_shown(actor: Actor, case: Case) -> list[tuple[OtherCase, PairShown]]:
    """Return the other cases that may tell of the same as a case, or were said to, of those that the actor is asked."""
    shown = []
    for pair in pairs_of(case):
        if not reason_against(may_settle_pair, actor, pair) and (pair.answer or is_open(pair)):
            both = pair_shown(actor, pair)
            shown.append((both.sides[1 if pair.first_case == case.pk else 0], both))
    return shown


def _side(side: Side) -> OtherCase:
    said = [str(EVENT_KINDS[side.kind])]
    if side.occurred:
        said.append(str(side.occurred))
    if side.people:
        said.append(ngettext("%(n)d person", "%(n)d persons", side.people) % {"n": side.people})
    if side.case is None:
        return OtherCase(_("A case of another office in this district"), ", ".join(said))
    number = _("Case %(number)s") % {"number": side.number}
    return OtherCase(number, ", ".join(said), reverse("case", args=[side.case]))


def _words(question: CaseQuestion, event: CaseEvent | None) -> str:
    if event is None:
        return _("The way")
    said = [str(EVENT_KINDS[event.kind])]
    if event.occurred:
        said.append(str(event.occurred))
    if event.place:
        said.append(place_words(event.place))
    return ", ".join(said)
