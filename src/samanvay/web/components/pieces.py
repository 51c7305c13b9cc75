"""What presenters hand to templates: plain values, one for each piece that needs more than a word or two."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

Kind = Literal["", "hot", "warn", "ok", "calm"]


@dataclass(frozen=True)
class Pill:
    """A short state in words; the colour only repeats what the words say."""

    words: Any
    kind: Kind = "calm"
    icon: str = ""


@dataclass(frozen=True)
class Action:
    """A button: with ``url`` and no ``post`` a link, else a form of one button.

    ``refused`` holds the policy's words when the actor may not: the button is shown greyed with the words beside it.
    ``fields`` travel as hidden inputs.
    """

    words: Any
    url: str = ""
    kind: Literal["primary", "quiet", "danger"] = "quiet"
    post: bool = False
    refused: Any = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DutyRow:
    """Something that waits for somebody: what, where, how long, and what can be done."""

    title: Any
    sub: Any = ""
    url: str = ""
    clock: Pill | None = None
    actions: Sequence[Action] = ()


@dataclass(frozen=True)
class Stat:
    """One number and the sentence that it begins."""

    number: Any
    words: Any
    kind: Kind = ""
    url: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table; ``cell`` gives what stands in it of a record, ``number`` sets it flush right."""

    words: Any
    cell: Callable[[Any], Any] | None = None
    number: bool = False

    def opening(self, *, blank: bool) -> SafeString:
        """Return the tag that opens a cell of the column."""
        kinds = " ".join(kind for kind, is_so in (("number", self.number), ("blank", blank)) if is_so)
        return format_html('<td data-label="{}"{}>', self.words, format_html(' class="{}"', kinds) if kinds else "")


@dataclass(frozen=True)
class Row:
    """A row: one value a column; the first is its heading and, with ``url``, a link.

    A cell may be a Pill; None is shown as a dash, and nothing in a file.
    """

    cells: Sequence[Any]
    url: str = ""


@dataclass(frozen=True)
class Table:
    """A table that becomes a stack of cards on a phone. ``caption`` names it for those who hear the page."""

    caption: Any
    columns: Sequence[Column]
    rows: Sequence[Row]
    caption_shown: bool = False

    @classmethod
    def of(
        cls,
        caption: Any,
        columns: Sequence[Column],
        records: Iterable[Any],
        page: Callable[[Any], str] = lambda record: "",
    ) -> "Table":
        """Return records as a table, one a row; ``page`` gives the address of a record's own page."""
        cells = [column.cell or (lambda record: None) for column in columns]
        return cls(caption, columns, [Row([cell(each) for cell in cells], page(each)) for each in records])

    def lines(self) -> Iterable[dict[str, Any]]:
        """Return for each row its heading, address and the rest of its cells, each with the tag that opens it.

        Tags are made once a column: a page may have thousands of cells.
        """
        openings = [[column.opening(blank=blank) for blank in (False, True)] for column in self.columns[1:]]
        for row in self.rows:
            rest = [
                {
                    "opening": opening[value in (None, "", "–")],
                    "value": "–" if value is None else value,
                    "pill": isinstance(value, Pill),
                }
                for opening, value in zip(openings, row.cells[1:], strict=True)
            ]
            yield {"head": row.cells[0], "url": row.url, "cells": rest}


@dataclass(frozen=True)
class Chip:
    """One choice of a filter, as an address."""

    words: Any
    url: str
    on: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Crumb:
    """A step on the way to this page; the last has no address."""

    words: Any
    url: str = ""


@dataclass(frozen=True)
class Tab:
    """A part of a page that has its own address."""

    words: Any
    url: str
    current: bool = False


@dataclass(frozen=True)
class Happening:
    """An entry of a timeline. ``at`` is a datetime, a date or words such as a partial date's."""

    at: Any
    words: Any
    by: Any = ""
    more: Any = ""
    kind: Kind = ""

    @property
    def has_time(self) -> bool:
        return isinstance(self.at, datetime)


@dataclass(frozen=True)
class Progress:
    """How far long work has come; ``url`` is asked every two seconds until ``done`` equals ``total``."""

    words: Any
    done: int
    total: int
    url: str = ""

    @property
    def is_over(self) -> bool:
        return self.done >= self.total


@dataclass(frozen=True)
class Side:
    """One field of a conflict: what somebody else saved and what you were about to save."""

    words: Any
    theirs: Any
    yours: Any

    @property
    def differs(self) -> bool:
        return bool(self.theirs != self.yours)


def address(request: HttpRequest, **changes: Any) -> str:
    """Return this page's address with some parameters changed; None or "" takes one away, ``after`` always goes."""
    query = request.GET.copy()
    for name in ("after", "before", *changes):
        query.pop(name, None)
    for name, value in changes.items():
        if value not in (None, ""):
            query[name] = str(value)
    said = query.urlencode()
    return f"{request.path}?{said}" if said else request.path


def under_filters(request: HttpRequest, name: str, *arguments: Any) -> str:
    """Return the address of another page under the filters of this one."""
    query = request.GET.urlencode()
    return reverse(name, args=arguments) + (f"?{query}" if query else "")


def chips(
    request: HttpRequest,
    name: str,
    choices: Iterable[tuple[str, Any]],
    *,
    every: Any = None,
    counts: Mapping[str, int] = {},
) -> list[Chip]:
    """Return the chips of one filter: ``choices`` are (value, words); ``every`` words the chip that filters nothing."""
    now = request.GET.get(name, "")
    found = [Chip(every, address(request, **{name: ""}), on=not now)] if every is not None else []
    for value, words in choices:
        found.append(Chip(words, address(request, **{name: value}), on=now == str(value), count=counts.get(value)))
    return found


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a select."""

    value: str
    words: str
    on: bool


def options(choices: Iterable[tuple[str, Any]], now: str, every: str = "") -> list[Choice]:
    """Return the entries of a select: the first, ``every`` or "All", filters nothing; ``now`` is chosen."""
    all_ = Choice("", every or _("All"), not now)
    return [all_, *(Choice(value, str(words), value == now) for value, words in choices)]


@dataclass(frozen=True, slots=True)
class Select:
    """One filter of a list as a select."""

    name: str
    label: str
    choices: list[Choice]
