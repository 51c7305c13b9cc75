"""What the confirmed readings of a report add up to for its counts: proposed, never filled in by itself."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from samanvay.kernel.db.scope import Actor

from ..figures import FIGURES, UNKNOWN, Cell
from ..models import Claim, SituationReport
from ..queries import claims_of
from ..states import ClaimState
from ..vocabulary import PROGRAMME, TRACED

# Who stopped people on the way rescued them; a person found again is counted as traced, never as rescued.
OF_KIND: dict[str, tuple[str, ...]] = {
    "rescue": ("rescued",),
    "interception": ("rescued",),
    "arrest": ("arrested",),
    "missing": ("missing",),
    TRACED: ("traced",),
    PROGRAMME: ("sensitised", "reached"),
}


@dataclass(slots=True)
class Proposal:
    """What readings say of a figure: the cells with their sums, and the numbers of the readings on the report's page.

    ``unsaid`` are those that tell of it without a number.
    """

    figure: str
    cells: Counter[Cell] = field(default_factory=Counter)
    readings: list[int] = field(default_factory=list)
    unsaid: list[int] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.cells.values())


def proposals(actor: Actor, report: SituationReport) -> dict[str, Proposal]:
    """Return by figure what the confirmed readings of a report add up to, only where they say a number."""
    found: dict[str, Proposal] = {}
    claims = list(claims_of(actor, report))
    own = {claim.pk for claim in claims if claim.state == ClaimState.CONFIRMED}
    for number, claim in enumerate(claims, 1):
        # One incident that the text tells twice counts once here too.
        if claim.pk not in own or claim.same_as_claim in own:
            continue
        for figure in OF_KIND.get(claim.event_kind, ()):
            proposal = found.setdefault(figure, Proposal(figure))
            cells = Counter(dict(_cells(figure, claim)))
            proposal.cells += cells
            (proposal.readings if cells else proposal.unsaid).append(number)
    return {figure: proposal for figure, proposal in found.items() if proposal.total}


def _cells(figure: str, claim: Claim) -> Iterator[tuple[Cell, int]]:
    if figure == "sensitised":
        yield Cell(figure), 1
    elif claim.people and FIGURES[figure].by_person:
        for (sex, band), number in by_sex_and_age(claim).items():
            yield Cell(figure, sex, band), number
    elif claim.people:
        yield Cell(figure), claim.people


def by_sex_and_age(claim: Claim) -> dict[tuple[str, str], int]:
    """Return how many persons of a claim are of a sex and an age, as far as it says both of them of the same persons.

    "Three girls and a boy, three of them under 18" leaves open which: then the sex alone is told.
    """
    people, children = claim.people or 0, claim.children
    sexes = {"female": claim.females or 0, "male": claim.males or 0}
    sexes[UNKNOWN] = max(0, people - sum(sexes.values()))
    found: Counter[tuple[str, str]] = Counter()
    present = [sex for sex, number in sexes.items() if number]
    for sex, number in sexes.items():
        if children is None:
            found[sex, UNKNOWN] += number
        elif len(present) == 1 or children in (0, people):
            under = min(children, number)
            found[sex, "child"] += under
            found[sex, "adult"] += number - under
        else:
            found[sex, UNKNOWN] += number
    return {cell: number for cell, number in found.items() if number}
