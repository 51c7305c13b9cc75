"""Which column of a file feeds which field: suggested, corrected by a person, remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Plain
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from rapidfuzz import fuzz

from samanvay.importing.folding import fold
from samanvay.importing.spec import Field, ImportSpec

_CLOSE_ENOUGH = 86.0
_LONG_ENOUGH = 4  # of shorter names one wrong letter makes another word


class How(StrEnum):
    """On what ground a column was given to a field."""

    EXACT = "exact"
    FOLDED = "folded"
    FUZZY = "fuzzy"
    REMEMBERED = "remembered"
    CHOSEN = "chosen"


def signature(headers: Sequence[str]) -> str:
    """Return a short mark of a header row; case, punctuation and blanks do not change it."""
    joined = "\x1f".join(fold(header) for header in headers)
    return hashlib.sha256(joined.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Mapping:
    """Field code → header, and how each was found; a plain value that can be stored as JSON."""

    spec: str
    signature: str
    columns: dict[str, str] = field(default_factory=dict)
    how: dict[str, How] = field(default_factory=dict)

    def choose(self, code: str, header: str | None) -> Mapping:
        """Return this mapping with a person's choice; None leaves the field without a column."""
        columns = {one: name for one, name in self.columns.items() if one != code and name != header}
        how = {one: ground for one, ground in self.how.items() if one in columns}
        if header is not None:
            columns[code], how[code] = header, How.CHOSEN
        return replace(self, columns=columns, how=how)

    def missing(self, spec: ImportSpec) -> tuple[Field, ...]:
        """Return the required fields that no column feeds."""
        return tuple(one for one in spec.fields if one.required and one.code not in self.columns)

    def unused(self, headers: Sequence[str]) -> tuple[str, ...]:
        """Return the headers that feed no field."""
        used = set(self.columns.values())
        return tuple(header for header in headers if header not in used)

    def to_json(self) -> dict[str, Any]:
        """Return the plain value that `from_json` reads back."""
        return {
            "spec": self.spec,
            "signature": self.signature,
            "columns": dict(self.columns),
            "how": {code: ground.value for code, ground in self.how.items()},
        }

    @classmethod
    def from_json(cls, value: Plain[str, Any]) -> Mapping:
        """Read what `to_json` wrote."""
        return cls(
            spec=value["spec"],
            signature=value["signature"],
            columns=dict(value["columns"]),
            how={code: How(ground) for code, ground in value.get("how", {}).items()},
        )


def suggest_mapping(
    headers: Sequence[str], spec: ImportSpec, remembered: Mapping | Iterable[Mapping] | None = None
) -> Mapping:
    """Return the likeliest mapping of `headers` on the fields of `spec`.

    A remembered mapping of the same header row wins. Else a name that is exactly known, then one that is
    known when folded, then the nearest of at least 86 in 100; each header feeds one field.
    """
    mark = signature(headers)
    known = (remembered,) if isinstance(remembered, Mapping) else tuple(remembered or ())
    by_fold = {fold(header): header for header in headers}
    for one in known:
        if one.signature == mark and one.spec == spec.name:
            columns = {
                code: by_fold[fold(header)]
                for code, header in one.columns.items()
                if code in spec.by_code and fold(header) in by_fold
            }
            return Mapping(spec.name, mark, columns, dict.fromkeys(columns, How.REMEMBERED))
    found = Mapping(spec.name, mark)
    _take(found, headers, spec, How.EXACT)
    _take(found, headers, spec, How.FOLDED)
    _take_nearest(found, headers, spec)
    return found


def _take(found: Mapping, headers: Sequence[str], spec: ImportSpec, how: How) -> None:
    for one in spec.fields:
        if one.code in found.columns:
            continue
        names = set(one.known_names) if how is How.EXACT else set(map(fold, one.known_names))
        for header in headers:
            said = header if how is How.EXACT else fold(header)
            if said in names and header not in found.columns.values():
                found.columns[one.code], found.how[one.code] = header, how
                break


def _take_nearest(found: Mapping, headers: Sequence[str], spec: ImportSpec) -> None:
    scored = [
        (score, -position, one.code, header)
        for position, one in enumerate(spec.fields)
        if one.code not in found.columns and not one.is_exact
        for header in found.unused(headers)
        if (score := _likeness(header, one)) >= _CLOSE_ENOUGH
    ]
    for _, _, code, header in sorted(scored, reverse=True):
        if code not in found.columns and header not in found.columns.values():
            found.columns[code], found.how[code] = header, How.FUZZY


def _likeness(header: str, one: Field) -> float:
    said = fold(header)
    if len(said) < _LONG_ENOUGH:
        return 0.0
    return max(
        max(fuzz.ratio(said, known), fuzz.token_sort_ratio(said, known))
        for known in map(fold, one.known_names)
        if known
    )
