"""The question "is this the same happening?" on a reading's card, and what was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from samanvay.kernel.db.scope import Actor
from samanvay.reports.models import Claim
from samanvay.reports.same import Candidate, link_shown
from samanvay.web.kit.sameness import Choice, apart_words, choice_of


@dataclass(frozen=True, slots=True)
class Sameness:
    """What is asked and what was answered of one reading."""

    choices: Sequence[Choice] = ()
    link: Choice | None = None
    apart: str = ""
    is_own: bool = True
    waits: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether the unit of the report answered; an answer of a case's officers is theirs to take back."""
        return self.is_own and (self.link is not None or bool(self.apart))


def sameness_of(actor: Actor, claim: Claim, questions: Mapping[UUID, list[Candidate]]) -> Sameness:
    """Return what the card of a claim shows of its question."""
    link = link_shown(actor, claim)
    return Sameness(
        choices=[choice_of(candidate) for candidate in questions.get(claim.pk, [])],
        link=choice_of(link) if link else None,
        apart=apart_words(len(claim.apart_from)),
        is_own=claim.is_linked or link is None,
        waits=claim.is_asked and claim.pk in questions,
    )
