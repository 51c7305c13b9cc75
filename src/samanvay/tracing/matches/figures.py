"""What is shown of matching: who was verified and came home, how long it took, what waits. Never how many matches."""

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median

from samanvay.directory import queries as directory
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor

from ..models import Restoration
from ..states import Band, CandidateState, RestorationState
from .policies import AGREED
from .queries import candidates_read

MOST = 20_000


@dataclass
class Figures:
    """The figures of a district, or of all: counts, and the days that each verification took from being proposed."""

    looks: int = 0
    words: int = 0
    proofs: int = 0
    verified: int = 0
    home: int = 0
    days: list[float] = field(default_factory=list)

    @property
    def median_days(self) -> float | None:
        """The median of days from a pair's being proposed to its being verified; None where none was."""
        return median(self.days) if self.days else None

    def add(self, other: "Figures") -> None:
        """Add the figures of another."""
        for name in ("looks", "words", "proofs", "verified", "home"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.days += other.days


@dataclass(frozen=True, slots=True)
class Board:
    """The figures of all that an actor reads, and by the district of the missing report, by name."""

    total: Figures
    districts: list[tuple[Bilingual, Figures]]


def board_of(actor: Actor) -> Board:
    """Return the figures of the pairs that an actor reads, at most the latest ``MOST``."""
    pairs = candidates_read(actor).exclude(state__in=[CandidateState.LAPSED, CandidateState.DIFFERENT])
    pairs = pairs.exclude(state=CandidateState.PROPOSED, band=Band.WEAK)  # nobody is asked to look at these
    rows = list(
        pairs.order_by("-proposed_at").values_list("id", "home_unit", "state", "band", "proposed_at", "verified_at")[
            :MOST
        ]
    )
    home = set(
        Restoration.objects.filter(state=RestorationState.RESTORED, candidate__isnull=False).values_list(
            "candidate_id", flat=True
        )
    )
    units = directory.units_of({row[1] for row in rows})
    by_district: defaultdict[str, Figures] = defaultdict(Figures)
    names: dict[str, Bilingual] = {}
    for key, unit_no, state, band, proposed, verified in rows:
        unit = units.get(unit_no)
        place = unit.place if unit else None
        district = (place.district or place) if place is not None else None
        name = district.names if district is not None else unit.names if unit else Bilingual("–", "–")
        names[name.en] = name
        figures = by_district[name.en]
        figures.looks += state in (CandidateState.PROPOSED, CandidateState.UNSURE) and band == Band.STRONG
        figures.words += state == CandidateState.SAME
        figures.proofs += state == CandidateState.ACCEPTED
        if state == CandidateState.VERIFIED and verified is not None:
            figures.verified += 1
            figures.days.append((verified - proposed).total_seconds() / 86_400)
        figures.home += state in AGREED and key in home
    total = Figures()
    for figures in by_district.values():
        total.add(figures)
    return Board(total, [(names[name], by_district[name]) for name in sorted(by_district)])
