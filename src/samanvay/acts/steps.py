"""What is next for a person: the act that waits for a word, else the kind of act that follows."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from .duty_kinds import ANSWERED_WITHIN, SETTLED_WITHIN
from .kinds import KINDS, ActKind, act_kind
from .models import Act
from .states import ActState

GONE = (ActState.CONTRADICTED, ActState.WITHDRAWN)


def answer_due(act: Act) -> datetime | None:
    """Return until when the receiver answers, or the maker settles what was contradicted; None where nobody has to."""
    if act.is_from_before or act.receiver_unit is None:
        return None
    if act.state == ActState.DECLARED:
        return act.state_since + ANSWERED_WITHIN
    if act.state == ActState.CONTRADICTED:
        return act.state_since + SETTLED_WITHIN
    return None


def open_kinds(acts: Sequence[Act]) -> list[ActKind]:
    """Return the kinds of act that may come next for a person with these acts, the likeliest first.

    What stands already does not come again unless it repeats, and nothing comes after an end of care that counts. A
    kind that follows what was done last stands before one that was passed over.
    """
    standing = {act.code for act in acts if act.state not in GONE}
    order = {kind.code: number for number, kind in enumerate(KINDS)}
    if any(act.kind.ends_all and act.is_effective for act in acts):
        return []
    may = [
        kind
        for kind in KINDS
        if (kind.code not in standing or kind.repeats)
        and (not kind.after or standing.intersection(kind.after))
        and not kind.ends_all
    ]
    furthest = max((order[kind.code] for kind in KINDS if kind.code in standing and leads_on(kind)), default=-1)
    return sorted(may, key=lambda kind: (not leads_on(kind), order[kind.code] < furthest, order[kind.code]))


def leads_on(kind: ActKind) -> bool:
    """Tell whether a kind is a step of the way home, not one beside it, as medical care or another district."""
    return not (kind.ends_all or kind.any_district or (kind.repeats and not kind.after))


def next_kind(acts: Sequence[Act]) -> ActKind | None:
    """Return the step of the way home that is next for a person, None where it has ended."""
    return next((kind for kind in open_kinds(acts) if leads_on(kind)), None)


def missing_among(act: Act, acts: Iterable[Act]) -> tuple[ActKind, ...]:
    """Return as `missing_before` does what should have stood before an act, of the acts of its case alone."""
    if not act.kind.after:
        return ()
    before = (
        each
        for each in acts
        if each.code in act.kind.after and each.state != ActState.WITHDRAWN and each.person_id in (act.person_id, None)
    )
    if any(each.counts_at <= act.counts_at for each in before):
        return ()
    return tuple(act_kind(code) for code in act.kind.after)


def next_word(acts: Iterable[Act]) -> Act | None:
    """Return the act that waits longest for a word of an office, None where none does."""
    waiting = [(due, str(act.id), act) for act in acts if (due := answer_due(act)) is not None]
    return min(waiting)[2] if waiting else None
