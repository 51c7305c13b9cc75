"""A decided report as a narrative to learn from: its words disguised, and beneath them what its officers decided.

The form is that of ``tests/insight/narratives/README.md``: the text, ``---``, places, movements, events and what does
not count, each a row.
"""

import random
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samanvay.kernel.bilingual import Bilingual
from samanvay_insight import extract
from samanvay_insight.extract import atlas
from samanvay_insight.extract.dates import dates
from samanvay_insight.extract.learned.candidates import candidates
from samanvay_insight.extract.learned.weights import learned

from ..models import Claim, SituationReport
from ..narratives.reading import day_of_writing
from ..states import ClaimState
from .days import CannotMove
from .disguise import Disguised, StillNamed, disguised
from .numbers import follow_numbers

UNKNOWN_KIND = "town"
"""Of a place that no list has, as the reader takes it."""

NO_PLACE = Bilingual("a place of a detail is not found in its words", "किसी विवरण का स्थान उसके शब्दों में नहीं मिला")
STILL_NAMED = Bilingual("something in it may still identify a person", "उसमें अब भी किसी की पहचान हो सकती है")
NO_DAY = Bilingual("a day in it cannot be shifted", "उसका कोई दिन खिसकाया नहीं जा सका")
NO_FORM = Bilingual("its words do not fit the form of a narrative", "उसके शब्द नमूने के रूप में नहीं बैठते")
_BREAKS_FORM = re.compile(r"^(?:===|---|#)", re.MULTILINE)
_BREAKS_PLACE = re.compile(r"[|=:\n]")


class LeftOut(ValueError):
    """A report whose rows cannot be given; ``why`` tells it in words."""

    def __init__(self, why: Bilingual) -> None:
        super().__init__(why.en)
        self.why = why


@dataclass(frozen=True, slots=True)
class _Said:
    """Words of the report that name a place, with its name and kind."""

    start: int
    end: int
    name: str
    kind: str


def narrative_of(report: SituationReport, claims: Sequence[Claim], drawn: random.Random) -> str:
    """Return a report of which every claim is decided as a narrative. Raises LeftOut."""
    follow_numbers()
    text = report.narrative
    if _BREAKS_FORM.search(text):
        raise LeftOut(NO_FORM)
    # The reader finds what happened; what was only seen it is not to find.
    counted = [claim for claim in claims if claim.state == ClaimState.CONFIRMED and not claim.is_observation]
    places = _places(report, text, counted)
    try:
        done = disguised(
            text, written_on=day_of_writing(report), places=[(each.start, each.end) for each in places], drawn=drawn
        )
    except CannotMove as error:
        raise LeftOut(NO_DAY) from error
    except StillNamed as error:
        raise LeftOut(STILL_NAMED) from error
    rows = [_place_row(done, places)] if places else []
    rows += [_row(claim, _day_of(claim, text, done)) for claim in counted]
    rows += [f"S: {claim.kind} {claim.aside_reason}" for claim in claims if claim.state == ClaimState.ASIDE]
    return "\n".join([f"=== x{secrets.token_hex(5)} officer", done.text.replace("\r\n", "\n").strip(), "---", *rows])


def _places(report: SituationReport, text: str, counted: Iterable[Claim]) -> list[_Said]:
    """Return the places that the report names: those read, and those that an officer put in, found in its words."""
    near = report.district_id if atlas.known(report.district_id) else None
    read = extract.read(text, near=near, written_on=day_of_writing(report)).places
    said = [_Said(each.start, each.end, each.name, each.kind) for each in read]
    known = {each.key for each in read}
    possible = None
    for claim in counted:
        settled = {place.key for place in claim.written_places if place.key}
        for key in claim.place_keys:
            if key in known or key in settled:
                continue
            possible = candidates(text, learned().common, near=near) if possible is None else possible
            found = [each for each in possible if key in {place.key for place in each.places}]
            place = atlas.known(key)
            if not found or place is None:
                raise LeftOut(NO_PLACE)
            best = min(found, key=lambda each: (abs(each.start - claim.start), -(each.end - each.start)))
            said = [each for each in said if each.end <= best.start or best.end <= each.start]
            said.append(_Said(best.start, best.end, atlas.shown_name(place), atlas.read_kind(place)))
            known.add(key)
        for words in _written(claim):
            if not any(text[each.start : each.end] == words for each in said):
                start = text.find(words, claim.start)
                start = start if start >= 0 else text.find(words)
                if start < 0:
                    raise LeftOut(NO_PLACE)
                said.append(_Said(start, start + len(words), words, UNKNOWN_KIND))
    return sorted(said, key=lambda each: each.start)


def _written(claim: Claim, role: str = "") -> list[str]:
    """Return the places that a claim writes and no list has, of one role where it is given.

    Also those that were settled since: the words are a village, what they were settled as may be its district.
    """
    return [place.words for place in claim.written_places if role in ("", place.role)]


def _place_row(done: Disguised, places: Iterable[_Said]) -> str:
    """Return the row of places, each found again in the disguised words, one after the other. Raises LeftOut."""
    parts, last = [], 0
    for each in places:
        at = done.at(each.start, each.end)
        words = done.text[slice(*at)] if at is not None else ""
        if not words or _BREAKS_PLACE.search(words) or done.text.find(words, last) < 0:
            raise LeftOut(NO_PLACE)
        last = done.text.find(words, last) + len(words)
        kind = "" if each.kind == "district" else f":{each.kind}"
        parts.append((words if each.name == words else f"{words}={each.name}") + kind)
    return "P: " + " | ".join(parts)


def _row(claim: Claim, day: str | None) -> str:
    tail = f" # {claim.people}" if claim.people else ""
    tail += f" @ {day}" if day else ""
    tail += " ?" if claim.certainty == "hearsay" else ""
    if claim.kind == "event":
        return f"E: {claim.event_kind} {_end(claim, 'place', claim.place_id)}".rstrip() + tail
    settled = {place.key: place.words for place in claim.written_places if place.key}
    standing = [place.words for place in claim.written_places if place.role == "via" and not place.key]
    via = ", ".join([*(settled.get(key) or _name(key) for key in claim.via), *standing])
    source, goal = _end(claim, "origin", claim.origin_id), _end(claim, "destination", claim.destination_id)
    return f"M: {source} > {via} > {goal}".replace("  ", " ").rstrip() + tail


def _end(claim: Claim, role: str, key: str | None) -> str:
    words = next(iter(_written(claim, role)), "")
    return words if words or not key else _name(key)


def _name(key: str) -> str:
    place = atlas.known(key)
    if place is None:
        raise LeftOut(NO_PLACE)
    return atlas.shown_name(place)


def _day_of(claim: Claim, text: str, done: Disguised) -> str | None:
    """Return the day or month of a claim as the disguised words say it outright, None where they do not.

    What is said by "yesterday" or without a year nobody can date who does not know when the report was written. A day
    that the report says outright, and whose moved one is not found again, raises LeftOut.
    """
    exact: date | None = claim.occurred.exact if claim.occurred else None
    if exact is None:
        return None
    moved = (exact + timedelta(days=done.by.days)).isoformat()
    if moved in {each.value for each in dates(done.text, 0, len(done.text))}:
        return moved
    if exact.isoformat() in {each.value for each in dates(text, 0, len(text))}:
        raise LeftOut(NO_DAY)
    return None
