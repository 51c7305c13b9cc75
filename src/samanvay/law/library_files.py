"""The library that comes with the product: files of entries, read strictly, every fault named with file and field.

A file of ``library/`` is ``[defaults]`` (what holds for each of its entries that does not say otherwise) and
``[[entries]]``; ``clocks.toml`` has ``[[clocks]]`` in the same way. Nothing here has been verified by counsel.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from samanvay.access.roles import BY_CODE
from samanvay.kernel.bilingual import Bilingual

from . import vocabulary as words

FOLDER = Path(__file__).parent / "library"
CLOCKS = "clocks.toml"

LONGEST_TITLE = 140
LONGEST_SENTENCE = 320
LONGEST_LINE = 240
MOST_LINES = 8

CODE = re.compile(r"[a-z][a-z0-9_]*\Z")
# Whole units only (RFC 3339, appendix A); PT0S is "at once".
DURATION = re.compile(r"P(\d+[YMWD]|T\d+[HMS])\Z")
DEVANAGARI = re.compile(r"[\u0900-\u097f]")


class LibraryError(ValueError):
    """The library is not as it should be; ``faults`` has a line for each, naming file, entry and field."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the library holds. Codes are those of ``vocabulary``, roles those of ``access.roles``.

    ``decided`` is the day of a ruling, advisory or treaty (``year`` where no more is known); ``effective_from`` and
    ``effective_to`` are the first and the last day of a law, None where not known or open. ``changed`` is one sentence,
    ``text`` is what to do, one thing a line. Of provisions alone: ``act``, ``section``, what it punishes and how, and
    ``was``, the provisions that it took the place of. ``check`` is what the writer doubted.
    """

    code: str
    kind: str
    title_en: str
    title_hi: str
    authority: str
    status: str
    changed_en: str
    changed_hi: str
    text_en: str
    text_hi: str
    topics: tuple[str, ...]
    roles: tuple[str, ...]
    mandatory: bool
    sources_en: tuple[str, ...]
    sources_hi: tuple[str, ...]
    verified: str
    certainty: str
    file: str
    citation: str = ""
    decided: date | None = None
    year: int | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    superseded_by: str = ""
    quote: str = ""
    check_en: str = ""
    check_hi: str = ""
    act: str = ""
    section: str = ""
    dated_by: str = ""
    punishment_en: str = ""
    punishment_hi: str = ""
    cognisable: str = ""
    bailable: str = ""
    court: str = ""
    was: tuple[str, ...] = ()

    def said(self, name: str) -> Bilingual:
        """Return a text in both languages."""
        return Bilingual(getattr(self, f"{name}_en"), getattr(self, f"{name}_hi"))

    def in_force_on(self, day: date) -> bool:
        """Tell whether it held on a day; a first or last day that is not known leaves that side open."""
        return (self.effective_from or date.min) <= day <= (self.effective_to or date.max)


@dataclass(frozen=True, slots=True)
class StatutoryClock:
    """A time that the law gives: from what, how long (ISO 8601, PT0S at once), whose, who hears of a delay."""

    code: str
    title_en: str
    title_hi: str
    starts_at: str
    within: str
    owner: str
    escalate: tuple[str, ...]
    source: str
    verified: str
    certainty: str
    excludes: tuple[str, ...] = ()
    changed_by: str = ""
    check_en: str = ""
    check_hi: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """All entries by code, in the order of their files, and the clocks."""

    entries: Mapping[str, Entry]
    clocks: tuple[StatutoryClock, ...]
    now: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def provisions_on(self, code: str, day: date) -> tuple[Entry, ...]:
        """Return what a provision was or became that held on a day, itself first where it did.

        The day is that of the offence for what punishes; for procedure that on which the investigation, inquiry or
        trial began, as what was pending goes on as before (``Entry.dated_by``). Several where one was split or
        joined, none where nothing answered to it on that day. Raises KeyError for no such code.
        """
        start = self.entries[code]
        if start.in_force_on(day):
            return (start,)
        seen = {code}
        waiting = [code]
        found: dict[str, Entry] = {}
        while waiting:
            at = waiting.pop(0)
            for other in (*self.entries[at].was, *self.now.get(at, ())):
                if other in seen:
                    continue
                seen.add(other)
                if self.entries[other].in_force_on(day):
                    found[other] = self.entries[other]
                else:
                    waiting.append(other)
        return tuple(found.values())


@lru_cache(maxsize=1)
def shipped_library() -> Library:
    """Return the library that comes with the product. Raises LibraryError that names every fault of every file."""
    return read_library(FOLDER)


def read_library(folder: Path) -> Library:
    """Return the library of a folder. Raises LibraryError that names every fault of every file."""
    faults: list[str] = []
    entries: dict[str, Entry] = {}
    clocks: dict[str, StatutoryClock] = {}
    for path in sorted(folder.glob("*.toml")):
        for where, said in _tables(path, faults):
            wrong = [f"{where}: {fault}" for fault in _faults(said, StatutoryClock if path.name == CLOCKS else Entry)]
            faults.extend(wrong)
            code = said.get("code")
            if code in (clocks if path.name == CLOCKS else entries):
                faults.append(f"{where}: code is there twice")
            elif not wrong and path.name == CLOCKS:
                clocks[said["code"]] = StatutoryClock(**_tupled(said))
            elif not wrong:
                entries[said["code"]] = Entry(**_tupled(said), file=path.name)
    if not faults:
        faults.extend(_loose_ends(entries, clocks.values()))
    if faults:
        raise LibraryError(faults)
    now: dict[str, tuple[str, ...]] = {}
    for entry in entries.values():
        for old in entry.was:
            now[old] = (*now.get(old, ()), entry.code)
    return Library(entries, tuple(clocks.values()), now)


def _tables(path: Path, faults: list[str]) -> Iterable[tuple[str, dict[str, Any]]]:
    """Yield the tables of a file with its defaults filled in, each with the words by which a fault names it."""
    name = "clocks" if path.name == CLOCKS else "entries"
    try:
        said = tomllib.loads(path.read_bytes().decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        faults.append(f"{path.name}: not TOML in UTF-8: {wrong}")
        return
    faults.extend(f"{path.name}: {key} is neither defaults nor {name}" for key in said.keys() - {"defaults", name})
    tables = said.get(name)
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        faults.append(f"{path.name}: expected tables [[{name}]]")
        return
    for number, table in enumerate(tables, start=1):
        yield f"{path.name}: {table.get('code', f'number {number}')}", {**said.get("defaults", {}), **table}


def _tupled(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}


Check = Callable[[Any], str]


def _code(value: Any) -> str:
    return "" if isinstance(value, str) and CODE.match(value) else "expected small letters, digits and _"


def _words(longest: int, *, hindi: bool = False) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or not value.strip() or value != value.strip() or "\n" in value:
            return "expected words on one line"
        if len(value) > longest:
            return f"{len(value)} characters; at most {longest}"
        return "expected Hindi" if hindi and not DEVANAGARI.search(value) else ""

    return check


def _lines(*, hindi: bool = False) -> Check:
    line = _words(LONGEST_LINE, hindi=hindi)

    def check(value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            return "expected lines"
        lines = value.strip().splitlines()
        if len(lines) > MOST_LINES:
            return f"{len(lines)} lines; at most {MOST_LINES}"
        return next((f"line {number}: {fault}" for number, each in enumerate(lines, 1) if (fault := line(each))), "")

    return check


def _one_of(choices: Mapping[str, Any]) -> Check:
    return lambda value: "" if isinstance(value, str) and value in choices else f"{value!r} is not in the vocabulary"


def _list_of(check: Check, *, least: int = 0) -> Check:
    def all_of(value: Any) -> str:
        if not isinstance(value, list) or len(value) < least or len(set(map(str, value))) != len(value):
            return f"expected a list of at least {least}, each once"
        return next((fault for each in value if (fault := check(each))), "")

    return all_of


def _day(value: Any) -> str:
    return "" if isinstance(value, date) and not isinstance(value, datetime) else "expected a day as 2024-07-01"


def _year(value: Any) -> str:
    return "" if isinstance(value, int) and 1800 < value < 2100 else "expected a year"


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "expected true or false"


def _duration(value: Any) -> str:
    return "" if isinstance(value, str) and DURATION.match(value) else "expected a duration as PT24H, P30D, P1Y"


ENTRY_FIELDS: dict[str, Check] = {
    "code": _code,
    "kind": _one_of(words.KINDS),
    "title_en": _words(LONGEST_TITLE),
    "title_hi": _words(LONGEST_TITLE, hindi=True),
    "authority": _one_of(words.AUTHORITIES),
    "status": _one_of(words.STATUSES),
    "changed_en": _words(LONGEST_SENTENCE),
    "changed_hi": _words(LONGEST_SENTENCE, hindi=True),
    "text_en": _lines(),
    "text_hi": _lines(hindi=True),
    "topics": _list_of(_one_of(words.TOPICS), least=1),
    "roles": _list_of(_one_of(BY_CODE), least=1),
    "mandatory": _flag,
    "sources_en": _list_of(_words(LONGEST_LINE), least=1),
    "sources_hi": _list_of(_words(LONGEST_LINE, hindi=True), least=1),
    "verified": _one_of(words.VERIFIED),
    "certainty": _one_of(words.CERTAINTY),
    "citation": _words(LONGEST_TITLE),
    "decided": _day,
    "year": _year,
    "effective_from": _day,
    "effective_to": _day,
    "superseded_by": _code,
    "quote": _words(LONGEST_SENTENCE * 2),
    "check_en": _words(LONGEST_SENTENCE),
    "check_hi": _words(LONGEST_SENTENCE, hindi=True),
    "act": _code,
    "section": _words(20),
    "dated_by": _one_of(words.DATED_BY),
    "punishment_en": _words(LONGEST_SENTENCE),
    "punishment_hi": _words(LONGEST_SENTENCE, hindi=True),
    "cognisable": _one_of(words.ANSWERS),
    "bailable": _one_of(words.ANSWERS),
    "court": _one_of(words.COURTS),
    "was": _list_of(_code),
}
CLOCK_FIELDS: dict[str, Check] = {
    **{name: ENTRY_FIELDS[name] for name in ("code", "title_en", "title_hi", "verified", "certainty")},
    **{name: ENTRY_FIELDS[name] for name in ("check_en", "check_hi")},
    "starts_at": _one_of(words.STARTS),
    "within": _duration,
    "owner": _one_of(BY_CODE),
    "escalate": _list_of(_one_of(BY_CODE), least=1),
    "excludes": _list_of(_one_of(words.EXCLUDED)),
    "source": _code,
    "changed_by": _code,
}
PAIRS = ("title", "changed", "text", "check", "punishment", "sources")
OF_PROVISIONS = ("act", "section", "dated_by", "punishment_en", "cognisable", "bailable", "court", "was")


def _faults(said: Mapping[str, Any], made: type[Entry] | type[StatutoryClock]) -> Iterable[str]:
    """Yield what is wrong with one table by itself, from which an entry or a clock is to be made."""
    known = ENTRY_FIELDS if made is Entry else CLOCK_FIELDS
    needed = [each.name for each in fields(made) if each.default is MISSING and each.name in known]
    yield from (f"{name} is missing" for name in needed if name not in said)
    yield from (f"{name} is not a field" for name in sorted(said.keys() - known.keys()))
    wrong = {name: fault for name, check in known.items() if name in said and (fault := check(said[name]))}
    yield from (f"{name}: {fault}" for name, fault in wrong.items())
    if wrong:
        return
    for name in PAIRS:
        english, hindi = said.get(f"{name}_en"), said.get(f"{name}_hi")
        if (english is None) != (hindi is None):
            yield f"{name}_{'hi' if hindi is None else 'en'} is missing"
        elif isinstance(english, list) and len(english) != len(hindi or ()):
            yield f"{name}_hi: {len(hindi or ())} of {len(english)} are in Hindi"
        elif name == "text" and isinstance(english, str):
            counts = [len(each.strip().splitlines()) for each in (english, hindi or "")]
            if counts[0] != counts[1]:
                yield f"text_hi: {counts[1]} lines, text_en has {counts[0]}"
    if said.get("certainty") == "probable" and "check_en" not in said:
        yield "check_en is missing: say what is in doubt"
    if made is Entry:
        yield from _faults_of_entry(said)


def _faults_of_entry(said: Mapping[str, Any]) -> Iterable[str]:
    for name, end in (("changed_en", "."), ("changed_hi", "।")):
        if not str(said.get(name, end)).endswith(end):
            yield f"{name}: expected one sentence with its stop"
    is_provision = said.get("kind") == "provision"
    if is_provision:
        yield from (f"{name} is missing" for name in ("act", "section", "dated_by") if name not in said)
    else:
        yield from (f"{name} is of provisions alone" for name in OF_PROVISIONS if name in said)
    punishes = [name for name in ("punishment_en", "cognisable", "bailable") if name in said]
    if punishes and "punishment_en" not in said:
        yield "punishment_en is missing"
    if said.get("kind") in ("ruling", "advisory") and not {"decided", "year"} & said.keys():
        yield "decided is missing, or year"
    if {"decided", "year"} <= said.keys():
        yield "year: the day says it already"
    first, last = said.get("effective_from"), said.get("effective_to")
    if first and last and last < first:
        yield "effective_to is before effective_from"
    if (said.get("status") == "repealed") != (last is not None):
        yield "effective_to: what is repealed has a last day, and nothing else has"
    if said.get("status") == "superseded" and "superseded_by" not in said:
        yield "superseded_by is missing"


def _loose_ends(entries: Mapping[str, Entry], clocks: Iterable[StatutoryClock]) -> Iterable[str]:
    """Yield the references that lead nowhere, or to the wrong kind."""

    def leads(where: str, name: str, code: str, *kinds: str) -> Iterable[str]:
        if code not in entries:
            yield f"{where}: {name}: no entry has the code {code!r}"
        elif kinds and entries[code].kind not in kinds:
            yield f"{where}: {name}: {code!r} is of the kind {entries[code].kind}"

    for entry in entries.values():
        where = f"{entry.file}: {entry.code}"
        if entry.superseded_by:
            yield from leads(where, "superseded_by", entry.superseded_by)
        if entry.kind == "provision":
            yield from leads(where, "act", entry.act, "act")
        for old in entry.was:
            yield from leads(where, "was", old, "provision")
            last = entries[old].effective_to if old in entries else None
            if old in entries and (last is None or entry.effective_from is None or last >= entry.effective_from):
                yield f"{where}: was: {old!r} did not end before this began"
    for clock in clocks:
        where = f"{CLOCKS}: {clock.code}"
        yield from leads(where, "source", clock.source)
        if clock.changed_by:
            yield from leads(where, "changed_by", clock.changed_by, "ruling")
