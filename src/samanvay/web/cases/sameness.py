"""The question "is this the same happening?" on the page of a case: what is asked of each thing that it tells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.cases import policies
from samanvay.cases.kinds import EVENT_KINDS
from samanvay.cases.models import Case, CaseEvent
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.reports.same_case import CaseQuestion, case_questions
from samanvay.web.reports.sameness import Choice, apart_words, choice_of

from .presenters import place_words


@dataclass(frozen=True, slots=True)
class Asked:
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


def asked_of(actor: Actor, case: Case, events: Iterable[CaseEvent]) -> list[Asked]:
    """Return what the page of a case asks and what was answered; only who changes the case is asked."""
    may_answer = not reason_against(policies.may_amend_case, actor, case)
    known = {event.pk: event for event in events}
    shown = []
    for number, question in enumerate(case_questions(actor, case), 1):
        asked = Asked(
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


def _words(question: CaseQuestion, event: CaseEvent | None) -> str:
    if event is None:
        return _("The way")
    said = [str(EVENT_KINDS[event.kind])]
    if event.occurred:
        said.append(str(event.occurred))
    if event.place:
        said.append(place_words(event.place))
    return ", ".join(said)
