"""Versions of minutes: the first as the chair confirmed it, one more for each entry that was added or amended since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samanvay.audit.models import Amendment
from samanvay.review.models import Conference, Line


@dataclass(frozen=True, slots=True)
class Version:
    """A version: when and by whom it was made, and the entry that was added, or amended, in it; none in the first."""

    number: int
    at: datetime
    by: UUID | None
    line: Line | None = None
    amendment: Amendment | None = None


def versions_of(
    conference: Conference, lines: Iterable[Line], amendments: Mapping[UUID, Iterable[Amendment]]
) -> list[Version]:
    """Return the versions of confirmed minutes in their order, none while they are a draft."""
    if not conference.is_confirmed or conference.confirmed_at is None:
        return []
    made: list[tuple[datetime, UUID, Line, Amendment | None]] = []
    for line in lines:
        if line.is_late and line.written_at > conference.confirmed_at:
            made.append((line.written_at, line.written_by, line, None))
        made += [(each.at, each.by, line, each) for each in amendments.get(line.pk, ())]
    made.sort(key=lambda each: each[0])
    first = Version(1, conference.confirmed_at, conference.confirmed_by)
    return [first, *(Version(number, *each) for number, each in enumerate(made, 2))]


def as_of(
    lines: Iterable[Line], amendments: Mapping[UUID, Sequence[Amendment]], later: Sequence[Version]
) -> tuple[list[Line], dict[UUID, list[Amendment]]]:
    """Return lines and amendments as they stood before some ``later`` versions; no row is written."""
    added = {each.line.pk for each in later if each.line and not each.amendment}
    undone = {each.amendment.pk for each in later if each.amendment}
    standing = [line for line in lines if line.pk not in added]
    left = {key: [each for each in found if each.pk not in undone] for key, found in amendments.items()}
    for line in standing:
        if before := next((each for each in amendments.get(line.pk, ()) if each.pk in undone), None):
            line.text = str(before.old)
    return standing, left
