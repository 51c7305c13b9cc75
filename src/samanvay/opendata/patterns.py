"""Patterns: what can be discussed, under which address, and who may see it at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, Actor
from samanvay.kernel.refusals import Unseen
from samanvay.picture import queries
from samanvay.picture.findings import queries as findings
from samanvay.picture.models import Finding
from samanvay.picture.queries import Filters, Spot, last_months
from samanvay.reports.vocabulary import FORMS, LURES

from . import policies, trends
from .kinds import SEEN_BY_PARTNERS, PatternKind

REACH = 24  # months in which a corridor must have been seen for its page to stand
BETWEEN = "~"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that its reader may see."""

    kind: PatternKind
    key: str
    finding: Finding | None = None

    @property
    def ends(self) -> trends.Ends:
        """The two ends of a corridor."""
        origin, _arrow, destination = self.key.partition(BETWEEN)
        return origin, destination


def corridor_key(origin: str, destination: str) -> str:
    """Return the key of a corridor: both ends."""
    return f"{origin}{BETWEEN}{destination}"


def pattern_or_unseen(actor: Actor, kind: str, key: str) -> Pattern:
    """Return a pattern that the actor may see. Raises Refused, Unseen.

    Forms and lures are words that everybody may ask for. A corridor is there for those to whom a journey along it is
    told, a finding for those to whom it is told while it is told to all officers. Partners see forms alone.
    """
    policies.may_see_board(actor)
    if kind not in list(PatternKind):
        raise Unseen
    found = PatternKind(kind)
    if not holds(actor, Permission.FACT_READ) and found not in SEEN_BY_PARTNERS:
        raise Unseen
    if found == PatternKind.FINDING:
        return Pattern(found, key, _finding(actor, key))
    words = {PatternKind.FORM: FORMS, PatternKind.LURE: LURES}.get(found)
    is_there = key in words if words is not None else _is_seen(actor, Pattern(found, key))
    if not is_there:
        raise Unseen
    return Pattern(found, key)


def _finding(actor: Actor, key: str) -> Finding:
    try:
        found = findings.finding_or_unseen(actor, UUID(key))
    except ValueError:
        raise Unseen from None
    if OFFICERS_AUDIENCE not in found.readers or found.is_held_back:
        raise Unseen
    return found


def _is_seen(actor: Actor, corridor: Pattern) -> bool:
    tallies = [
        tally
        for tally in queries.tallies(actor, Filters(last_months(REACH), kind="movement"))
        if tally.origin and tally.destination
    ]
    known = queries.spots({key for tally in tallies for key in (tally.origin, tally.destination)})
    return corridor.ends in trends.corridors_of(tallies, known, corridor.kind == PatternKind.STATES)


def ways_within(found: Sequence[trends.Corridor], pattern: Pattern, known: Mapping[str, Spot]) -> list[trends.Corridor]:
    """Return the corridors between districts that a corridor between states is made of."""
    return [
        each
        for each in found
        if (trends.state_of(each.origin, known), trends.state_of(each.destination, known)) == pattern.ends
    ]
