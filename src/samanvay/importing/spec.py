"""What an import expects: its fields, their kinds, and the names under which offices write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from samanvay.importing.folding import fold
from samanvay.kernel.assumptions import Note
from samanvay.kernel.bilingual import Bilingual


class Kind(StrEnum):
    """How the text of a cell becomes a value."""

    TEXT = "text"  # str
    INTEGER = "integer"  # int
    DATE = "date"  # datetime.date
    PARTIAL_DATE = "partial date"  # PartialDate
    PHONE = "phone"  # str, E.164
    CHOICE = "choice"  # the choice's value
    BOOLEAN = "boolean"  # bool
    PLACE = "place"  # whatever the caller's resolver gives
    CODE = "code"  # str that matches a pattern


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value, its words, and other ways of writing it."""

    value: str
    label: Bilingual
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """One column of an import.

    `many` splits a cell into a tuple (phones, choices, places); `sealed` keeps its values out of every error;
    `past` refuses a date after today; `minimum` and `maximum` bound an integer; `pattern` is the
    whole form of a CODE; `is_exact` takes no column whose name is merely near (an age band beside another).
    """

    code: str
    label: Bilingual
    kind: Kind = Kind.TEXT
    required: bool = False
    help: Bilingual | None = None
    aliases: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    pattern: str = ""
    example: str = ""
    minimum: int = 0
    maximum: int = 10**12
    max_length: int = 10_000
    many: bool = False
    sealed: bool = False
    past: bool = False
    is_exact: bool = False

    def __post_init__(self) -> None:
        if (self.kind is Kind.CHOICE) != bool(self.choices):
            raise ValueError(f"field {self.code}: choices belong to the kind CHOICE, and it needs them")
        if (self.kind is Kind.CODE) != bool(self.pattern):
            raise ValueError(f"field {self.code}: a pattern belongs to the kind CODE, and it needs one")
        if self.many and self.kind not in (Kind.PHONE, Kind.CHOICE, Kind.PLACE, Kind.CODE):
            raise ValueError(f"field {self.code}: a {self.kind} cell holds one value")

    @cached_property
    def folded_choices(self) -> dict[str, str]:
        """Map each folded way of writing a choice to its value."""
        found: dict[str, str] = {}
        for choice in self.choices:
            for said in (choice.value, choice.label.en, choice.label.hi, *choice.aliases):
                if key := fold(said):
                    found.setdefault(key, choice.value)
        return found

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern of a CODE."""
        return re.compile(self.pattern, re.IGNORECASE)

    @cached_property
    def known_names(self) -> tuple[str, ...]:
        """All header names under which the field is known."""
        return tuple(filter(None, (self.label.en, self.label.hi, self.code.replace("_", " "), *self.aliases)))


RowRule = Callable[[Mapping[str, object]], Iterable[tuple[str, Bilingual]]]
"""Looks at a row's values and yields (field code, what is expected) for what does not fit together."""


@dataclass(frozen=True)
class ImportSpec:
    """A named kind of import. `key` are the fields that tell one row from another within a file.

    `is_once` refuses a row that says in every field what an earlier one said. `is_counted`: rows are counts of a unit,
    so one with an earlier one's key (empty parts counting too) and other numbers is no repeat: it is asked about, both
    rows and their numbers named. `apart` is the field whose text tells such rows apart, empty where there is none.
    """

    name: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    rules: tuple[RowRule, ...] = ()
    is_once: bool = False
    is_counted: bool = False
    apart: str = ""

    def __post_init__(self) -> None:
        codes = [one.code for one in self.fields]
        if len(set(codes)) != len(codes):
            raise ValueError(f"import {self.name}: two fields have one code")
        if unknown := {*self.key, *filter(None, [self.apart])} - set(codes):
            raise ValueError(f"import {self.name}: the key names no field {sorted(unknown)}")

    @cached_property
    def by_code(self) -> dict[str, Field]:
        """The fields by code."""
        return {one.code: one for one in self.fields}

    @cached_property
    def header_names(self) -> frozenset[str]:
        """The folded names under which any field is known."""
        return frozenset(fold(name) for one in self.fields for name in one.known_names)


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """What a resolver made of a place's name.

    With a `value` the place is known; `name` is how it is written properly, `sure` False adds a note,
    `is_around` says that the place itself is not known and the district around it stands for it.
    Without, `others` are the names that may be meant and go into the error.
    """

    value: object | None
    name: str = ""
    sure: bool = True
    others: tuple[str, ...] = ()
    is_around: bool = False


PlaceResolver = Callable[[str, Field, Mapping[str, object]], PlaceAnswer]
"""Called with the text, the field and the row's values so far (a district read before its station)."""


@dataclass(frozen=True)
class Context:
    """What a check needs from outside: the day, the country of bare phone numbers, the caller's gazetteer.

    `assumed` gives, by field, the value that each row gets where the file has no column for it, with what is told.
    """

    today: date
    resolve_place: PlaceResolver | None = None
    default_region: str = "IN"
    assumed: Mapping[str, tuple[object, Note]] = field(default_factory=dict)
