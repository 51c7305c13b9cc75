"""What every recording of an entry checks: marks, languages, heights, homes, texts without numbers."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from samanvay.access.boxes.groups import Group
from samanvay.directory.models import Place
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.queries import place_for
from samanvay.kernel.contacts import contains_phone
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import known_code, known_codes, plain_text

from ...kinds import BODY_PARTS, CATEGORIES, LANGUAGES, MARK_KINDS, SIDES, EntryKind

SHORTEST, TALLEST = 20, 230  # centimetres
MOST_MARKS = 12
# How close to a door a home is told outside the boxes: a town, never a village or a ward.
HOME_KINDS = frozenset({"country", "state", "division", "district", "region", "tehsil", "block", "town"})
SEALED_AT_ONCE = (Group.IDENTITY, Group.CONTACT, Group.TRACING, Group.STATEMENT)


def known_marks(marks: Iterable[str]) -> list[str]:
    """Return coded marks ("scar:left cheek"), each once. Raises Invalid for another kind, side or part of the body."""
    kept: list[str] = []
    for mark in marks:
        kind, _colon, where = mark.partition(":")
        side, _blank, part = where.rpartition(" ")
        if kind not in MARK_KINDS or part not in BODY_PARTS or side not in SIDES:
            raise Invalid("marks", _("Choose the mark, the side and the part of the body from the lists."))
        if mark not in kept:
            kept.append(mark)
    if len(kept) > MOST_MARKS:
        raise Invalid("marks", _("At most %(n)d marks.") % {"n": MOST_MARKS})
    return kept


def known_languages(languages: Iterable[str]) -> list[str]:
    """Return codes of languages, each once. Raises Invalid for another."""
    return known_codes("languages", languages, LANGUAGES)


def known_height(height: tuple[int, int] | None) -> tuple[int | None, int | None]:
    """Return the range of a height in centimetres. Raises Invalid outside what people measure."""
    if height is None:
        return None, None
    lowest, highest = height
    if not SHORTEST <= lowest <= highest <= TALLEST:
        raise Invalid("height", _("Enter a height from %(low)d to %(high)d cm.") % {"low": SHORTEST, "high": TALLEST})
    return lowest, highest


def category_of(kind: str, category: str) -> str:
    """Return how a found person was found; the other registers have no such code. Raises Invalid."""
    if kind != EntryKind.FOUND:
        return ""
    return known_code("category", category, CATEGORIES)


def kept_home(by: Actor, key: str | None) -> Place | None:
    """Return where somebody is from as a row, at most down to the town: what lies closer is sealed."""
    if not key:
        return None
    place = place_for(key)
    while place.kind not in HOME_KINDS and place.parent_id:
        place = place_for(place.parent_id)
    return keep_place(by=by, key=place.key)


def noted(field: str, text: str) -> str:
    """Return words that everybody at the entry's units reads. Raises Invalid for a telephone or Aadhaar number."""
    kept = plain_text(field, text, longest=4_000)
    if contains_phone(kept):
        raise Invalid(field, _("Write the phone number in the sealed field, not here."))
    return kept


def groups_to_seal(sealed: Mapping[str, Mapping[str, str]]) -> list[tuple[Group, Mapping[str, str]]]:
    """Return the field groups that hold something. Raises Invalid for one that no entry has."""
    kept = []
    for name, values in sealed.items():
        if name not in SEALED_AT_ONCE:
            raise Invalid("sealed", _("This field does not exist in this group."))
        if any(value.strip() for value in values.values()):
            kept.append((Group(name), values))
    return kept
