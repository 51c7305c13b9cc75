"""Accused persons who may be victims: on what ground, and what law speaks for them.

No statute of India says in so many words that a trafficked person is not punished for what they were made to do; what
there is stands here by its code in the law's library, whose own words say how certain each is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from samanvay.access.boxes.actions.team import role_in_team
from samanvay.access.boxes.groups import Group
from samanvay.access.models import SearchToken
from samanvay.cases.kinds import PersonRole
from samanvay.cases.models import Case, CasePerson
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.law.entries import Entry

from .kinds import Outcome
from .models import Screening
from .queries import entries_of


class Ground(StrEnum):
    """Why an accused person may be a victim."""

    CHILD = "child"
    FORCED_CRIME = "forced_crime"
    SAME_NAME = "same_name"
    SIGN = "sign"


GROUNDS: dict[str, Bilingual] = {
    Ground.CHILD: Bilingual("is under 18", "18 वर्ष से कम आयु"),
    Ground.SIGN: Bilingual("a sign of trafficking was seen", "मानव तस्करी का संकेत मिला"),
    Ground.SAME_NAME: Bilingual(
        "perhaps also listed as a victim in this case", "संभवतः इसी प्रकरण में पीड़ित के रूप में भी दर्ज"
    ),
    Ground.FORCED_CRIME: Bilingual("the case is about forced crime", "प्रकरण जबरन अपराध का है"),
}
LAW: dict[str, tuple[str, ...]] = {
    Ground.CHILD: ("jj_94", "jj_83_84", "bns_95"),
    Ground.SIGN: ("bns_143", "mha_2009"),
    Ground.SAME_NAME: ("bns_143",),
    Ground.FORCED_CRIME: ("bns_143", "mea_2023_jobs", "ilo_p029"),
}
FORCED_CRIME = "forced_criminality"


@dataclass(frozen=True, slots=True)
class PerhapsVictim:
    """An accused person with the grounds on which they may be a victim, and whether signs were checked with them."""

    person: CasePerson
    grounds: tuple[Ground, ...]
    is_screened: bool

    @property
    def ground_words(self) -> list[Bilingual]:
        return [GROUNDS[each] for each in self.grounds]

    @property
    def law(self) -> list[Entry]:
        """What the law's library says for these grounds."""
        return entries_of([code for each in self.grounds for code in LAW[each]])


def perhaps_victims(
    actor: Actor, case: Case, persons: Sequence[CasePerson], screenings: Sequence[Screening]
) -> list[PerhapsVictim]:
    """Return the accused of a case who may be victims; ``persons`` and ``screenings`` are all of the case."""
    standing = [person for person in persons if not person.is_void]
    accused = [person for person in standing if person.role == PersonRole.ACCUSED]
    if not accused or case.is_void:
        return []
    named_alike = _named_as_victims(actor, case, standing)
    of_person = {each.person_id for each in screenings}
    with_sign = {each.person_id for each in screenings if each.outcome == Outcome.SIGN}
    found = []
    for person in accused:
        holds = {
            Ground.CHILD: person.is_child,
            Ground.SIGN: person.id in with_sign,
            Ground.SAME_NAME: person.id in named_alike,
            Ground.FORCED_CRIME: FORCED_CRIME in case.forms,
        }
        if any(holds.values()):
            grounds = tuple(ground for ground, is_so in holds.items() if is_so)
            found.append(PerhapsVictim(person, grounds, person.id in of_person))
    return found


def _named_as_victims(actor: Actor, case: Case, persons: Sequence[CasePerson]) -> set[object]:
    """Return the accused whose sealed identity shares a search token with that of a victim; for the team alone."""
    if role_in_team(actor, case.id) is None:
        return set()
    tokens: dict[object, set[int]] = {
        row.subject_id: set(row.tokens) for row in SearchToken.objects.filter(record_id=case.id, group=Group.IDENTITY)
    }
    victims: set[int] = set()
    for person in persons:
        if person.role == PersonRole.VICTIM:
            victims |= tokens.get(person.id, set())
    return {
        person.id
        for person in persons
        if person.role == PersonRole.ACCUSED and not victims.isdisjoint(tokens.get(person.id, set()))
    }
