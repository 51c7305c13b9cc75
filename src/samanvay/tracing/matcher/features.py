"""What is compared of one entry, as codes: how names sound, numbers, places, marks; and how many become a register.

The coding is that of :mod:`samanvay_insight.linkage`; nothing here reads a database. Names as written go in and do not
come out: what is kept is how they sound, which is as good as sealed and is kept sealed.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

import numpy as np
import pyarrow as pa

from samanvay.access.boxes.names import phone_tokens
from samanvay.directory.models import Place
from samanvay_insight.gazetteer import lookup
from samanvay_insight.linkage.coding import COLUMNS, NOT_KNOWN, Coded, encode
from samanvay_insight.linkage.words import VOCABULARIES, Vocabulary, bags_of
from samanvay_insight.script import fold

from ..kinds import EntryKind
from ..models import Entry

# Raised when what is coded, or how, changes: every entry is then coded anew.
CODING = "2"
# What belongs to a field of the comparison, by the columns that are coded; a change in them is a new fact.
FACTS: dict[str, tuple[str, ...]] = {
    "given": ("given_name", "aliases"),
    "family": ("family_name",),
    "father": ("father_name",),
    "mother": ("mother_name",),
    "spouse": ("spouse_name",),
    "sex": ("sex",),
    "age": ("age", "age_is_told"),
    "height": ("height_cm",),
    "date": ("date", "date_latest"),
    "place": ("place", "other_places"),
    "language": ("language",),
    "marks": ("marks",),
    "phone": ("phone",),
    "companions": ("companions",),
}
# Words beside which a name is said as a direction: "Dumka side", "दुमका की तरफ़".
BESIDE_WORDS = "side taraf district zila jila jilla तरफ तरफ़ ओर जिला ज़िला जनपद"
BESIDE = frozenset(fold(word) for word in BESIDE_WORDS.split())
BETWEEN = frozenset(fold(word) for word in ("ki", "ke", "ka", "का", "की", "के"))
SHORTEST_PLACE = 4


@dataclass(frozen=True, slots=True)
class Features:
    """One entry in codes: tokens of words by field, first and last day, months of birth, height when grown.

    ``facts`` holds for each field that is known a digest of what was told, keyed by a secret of the person: whether a
    fact changed can be told, not what it is.
    """

    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    day: tuple[int, int] | None = None
    born: tuple[int, int] | None = None
    grown: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the plain value that :meth:`from_json` reads back."""
        return {"w": self.words, "d": self.day, "b": self.born, "g": self.grown, "f": self.facts}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Features":
        """Read what :meth:`to_json` wrote."""
        day, born = said["d"], said["b"]
        return cls(
            said["w"],
            (int(day[0]), int(day[1])) if day else None,
            (int(born[0]), int(born[1])) if born else None,
            said["g"],
            said["f"],
        )

    def undated(self) -> "Features":
        """Return the same without its days: two reports of one person are made at any time."""
        return replace(self, day=None)


def columns_of(entry: Entry, sealed: Mapping[str, str], companions: Iterable[str]) -> dict[str, str]:
    """Return an entry as the columns that are coded. ``sealed`` holds the fields of its boxes."""
    ages = sorted({each for each in (entry.age_from, entry.age_to) if each is not None})
    heights = [each for each in (entry.height_from, entry.height_to) if each is not None]
    happened = (entry.happened_earliest, entry.happened_latest)
    phones = phone_tokens(sealed[name] for name in ("phone", "family_phone", "tracing_phone") if sealed.get(name))
    given = {
        "given_name": sealed.get("given", ""),
        "aliases": sealed.get("alias", ""),
        "family_name": sealed.get("surname", ""),
        "father_name": sealed.get("father", ""),
        "mother_name": sealed.get("mother", ""),
        "spouse_name": sealed.get("spouse", ""),
        "sex": entry.sex,
        "age": "-".join(str(each) for each in ages),
        "age_is_told": "no" if ages and entry.age_is_guessed else "",
        "height_cm": str(round(sum(heights) / len(heights))) if heights else "",
        "date": happened[0].isoformat() if happened[0] else "",
        "date_latest": happened[1].isoformat() if happened[1] else "",
        "place": _place_token(entry.home),
        "other_places": ";".join(_other_places(entry, sealed)),
        "language": ";".join(entry.languages),
        "marks": ";".join(entry.marks),
        "phone": ";".join(str(each) for each in phones),
        "companions": ";".join(each for each in companions if each),
    }
    return {name: said for name, said in given.items() if said}


def _place_token(place: Place | None) -> str:
    """Return a place as the comparison names it: its district, else its state or country."""
    if place is None:
        return ""
    district = place.key if place.kind == "district" else place.district_id
    if district:
        return f"district={district}"
    state = place.key if place.kind in ("state", "country") else place.state_id
    return f"state={state}" if state else ""


def _other_places(entry: Entry, sealed: Mapping[str, str]) -> list[str]:
    """Return the further places that may be home, and for the missing where they were last seen.

    Where a grown-up was found is not compared: an agreement in it would tell where they are.
    """
    said = [sealed.get(name, "") for name in ("district", "home_words", "parents_village")]
    found = [token for text in said for token in places_told(text)]
    if entry.kind != EntryKind.FOUND or entry.is_child or entry.category == "body":
        found.append(_place_token(entry.place))
    return list(dict.fromkeys(token for token in found if token))


def places_told(text: str) -> list[str]:
    """Return the districts that somebody's own words name as a direction, and a text that is nothing but a name."""
    words = fold(text).split()
    if not words:
        return []
    if len(words) <= 3 and not BESIDE.intersection(words) and (whole := _district_of(" ".join(words))):
        return [whole]
    found = []
    for at, word in enumerate(words):
        near = [each for each in words[at + 1 : at + 3] if each not in BETWEEN][:1] + words[max(at - 1, 0) : at]
        if len(word) >= SHORTEST_PLACE and BESIDE.intersection(near) and (token := _district_of(word)):
            found.append(token)
    return list(dict.fromkeys(found))


@lru_cache(maxsize=8192)
def _district_of(word: str) -> str:
    return next((f"district={each.key}" for each in lookup(word, kinds=["district"])), "")


def coded_one(columns: Mapping[str, str], secret: bytes, period: tuple[date, date]) -> Features:
    """Return the codes of one entry's columns.

    ``secret`` keys the digests of its facts; ``period`` is when it happened where no day was told.
    """
    sent = {name: said for name, said in columns.items() if name in COLUMNS and name not in ("place", "other_places")}
    coded = encode(pa.table({"id": ["1"], **{name: [said] for name, said in sent.items()}}), period=period)
    words = {name: tokens for name in VOCABULARIES if (tokens := _tokens(coded, name))}
    places = [token for name in ("place", "other_places") for token in columns.get(name, "").split(";") if token]
    if places:
        words["place"] = list(dict.fromkeys(places))
    facts = {
        name: digest
        for name, sources in FACTS.items()
        if (digest := _digest(secret, name, [columns.get(source, "") for source in sources]))
    }
    return Features(words, _pair(coded.day[0]), _pair(coded.born[0]), _known(coded.grown[0]), facts)


def _tokens(coded: Coded, name: str) -> list[str]:
    bags = coded.words[name]
    at = int(bags.rows[0])
    tokens = coded.vocabularies[VOCABULARIES[name]].tokens
    return [tokens[each] for each in bags.tokens[bags.starts[at] : bags.starts[at + 1]].tolist()]


def _known(number: Any) -> int | None:
    return None if number == NOT_KNOWN else int(number)


def _pair(numbers: Any) -> tuple[int, int] | None:
    low, high = _known(numbers[0]), _known(numbers[1])
    return None if low is None or high is None else (low, high)


def _digest(secret: bytes, name: str, said: Sequence[str]) -> str:
    if not any(said):
        return ""
    text = "\0".join([name, *(" ".join(fold(re.sub(r"[;,]", " ", each)).split()) for each in said)])
    return hmac.digest(secret, text.encode(), hashlib.sha256)[:9].hex()


def register_of(entries: Sequence[tuple[UUID, Features]]) -> Coded:
    """Return many entries as one register, with one vocabulary."""
    vocabularies = {name: Vocabulary() for name in dict.fromkeys(VOCABULARIES.values())}
    words = {}
    for name, drawn in VOCABULARIES.items():
        number = vocabularies[drawn].number
        seen: dict[tuple[str, ...], int] = {}
        sets: list[frozenset[int]] = []
        rows = np.empty(len(entries), dtype=np.int64)
        for at, (_key, features) in enumerate(entries):
            told = tuple(features.words.get(name, ()))
            place = seen.get(told)
            if place is None:
                place = seen[told] = len(sets)
                sets.append(frozenset(number(token) for token in told))
            rows[at] = place
        words[name] = bags_of(sets or [frozenset()], rows)
    unknown = int(NOT_KNOWN)
    blank = (unknown, unknown)
    return Coded(
        pa.array([str(key) for key, _features in entries], pa.string()),
        vocabularies,
        words,
        np.array([features.day or blank for _key, features in entries], dtype=np.int32).reshape(-1, 2),
        np.array([features.born or blank for _key, features in entries], dtype=np.int32).reshape(-1, 2),
        np.array([unknown if features.grown is None else features.grown for _key, features in entries], dtype=np.int32),
    )


def changed_facts(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the fields in which either side of a pair tells something else than when it was compared before."""
    changed: set[str] = set()
    for side in ("left", "right"):
        old, new = before.get(side, {}), after.get(side, {})
        changed |= {name for name in {*old, *new} if old.get(name) != new.get(name)}
    return [name for name in FACTS if name in changed]


def as_bytes(features: Features) -> bytes:
    """Return features as they are sealed."""
    return json.dumps(features.to_json(), ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(plain: bytes) -> Features:
    """Read what :func:`as_bytes` wrote."""
    return Features.from_json(json.loads(plain))
