"""What is wrong with an entry or a statutory clock: one check for the files of a release and for what a state writes.

The words are in the active language, since an officer reads them beside the field.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.roles import BY_CODE

from . import vocabulary as words
from .entries import Entry, StatutoryClock

LONGEST_TITLE = 140
LONGEST_SENTENCE = 320
LONGEST_LINE = 240
LONGEST_SECTION = 20
MOST_LINES = 8

CODE = re.compile(r"[a-z][a-z0-9_]*\Z")
# Whole units only (RFC 3339, appendix A); PT0S is "at once".
DURATION = re.compile(r"P(\d+[YMWD]|T\d+[HMS])\Z")
DEVANAGARI = re.compile(r"[\u0900-\u097f]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field, in words."""

    field: str
    words: str

    def __str__(self) -> str:
        return f"{self.field}: {self.words}"


def tupled(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a table as an entry or clock takes them."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}


Check = Callable[[Any], str]


def _code(value: Any) -> str:
    return (
        ""
        if isinstance(value, str) and CODE.match(value)
        else _("Use only small English letters, digits and _ in a code.")
    )


def _words(longest: int, *, hindi: bool = False) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or not value.strip() or value != value.strip() or "\n" in value:
            return _("Write it on one line.")
        if len(value) > longest:
            return _("%(n)d characters; at most %(most)d.") % {"n": len(value), "most": longest}
        return _("Write it in Hindi, in Devanagari.") if hindi and not DEVANAGARI.search(value) else ""

    return check


def _lines(*, hindi: bool = False) -> Check:
    line = _words(LONGEST_LINE, hindi=hindi)

    def check(value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            return _("Write one thing a line.")
        lines = value.strip().splitlines()
        if len(lines) > MOST_LINES:
            return _("%(n)d lines; at most %(most)d.") % {"n": len(lines), "most": MOST_LINES}
        wrong = ((number, fault) for number, each in enumerate(lines, 1) if (fault := line(each)))
        return next((_("Line %(n)d: %(fault)s") % {"n": number, "fault": fault} for number, fault in wrong), "")

    return check


def _one_of(choices: Mapping[str, Any]) -> Check:
    def check(value: Any) -> str:
        is_known = isinstance(value, str) and value in choices
        return "" if is_known else _("%(value)s is not in the list. Choose from the list.") % {"value": repr(value)}

    return check


def _list_of(check: Check, *, least: int = 0) -> Check:
    def all_of(value: Any) -> str:
        if not isinstance(value, list) or len(value) < least or len(set(map(str, value))) != len(value):
            return ngettext(
                "Choose at least %(n)d, each only once.", "Choose at least %(n)d, each only once.", least
            ) % {"n": least}
        return next((fault for each in value if (fault := check(each))), "")

    return all_of


def _day(value: Any) -> str:
    return "" if isinstance(value, date) and not isinstance(value, datetime) else _("Write the date as 2024-07-01.")


def _year(value: Any) -> str:
    return "" if isinstance(value, int) and 1800 < value < 2100 else _("Write the year as 2024.")


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "expected true or false"


def _duration(value: Any) -> str:
    return "" if isinstance(value, str) and DURATION.match(value) else _("Write the period as PT24H, P30D or P1Y.")


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
    "section": _words(LONGEST_SECTION),
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


def faults_of(said: Mapping[str, Any], made: type[Entry] | type[StatutoryClock]) -> Iterable[Fault]:
    """Yield what is wrong with one table by itself, from which an entry or a clock is to be made."""
    known = ENTRY_FIELDS if made is Entry else CLOCK_FIELDS
    needed = [each.name for each in fields(made) if each.default is MISSING and each.name in known]
    missing = _("Fill this in.")
    yield from (Fault(name, missing) for name in needed if name not in said)
    yield from (Fault(name, "not a field") for name in sorted(said.keys() - known.keys()))
    wrong = {name: fault for name, check in known.items() if name in said and (fault := check(said[name]))}
    yield from (Fault(name, fault) for name, fault in wrong.items())
    if wrong:
        return
    for name in PAIRS:
        english, hindi = said.get(f"{name}_en"), said.get(f"{name}_hi")
        if f"{name}_en" in needed and (english is None or hindi is None):
            continue  # said above
        if (english is None) != (hindi is None):
            yield Fault(f"{name}_{'hi' if hindi is None else 'en'}", missing)
        elif isinstance(english, list) and len(english) != len(hindi or ()):
            in_hindi = {"n": len(hindi or ()), "all": len(english)}
            yield Fault(f"{name}_hi", _("%(n)d of %(all)d are in Hindi: as many lines as in English.") % in_hindi)
        elif name == "text" and isinstance(english, str):
            counts = [len(each.strip().splitlines()) for each in (english, hindi or "")]
            if counts[0] != counts[1]:
                said_lines = {"n": counts[1], "all": counts[0]}
                yield Fault("text_hi", _("%(n)d lines; in English there are %(all)d.") % said_lines)
    if said.get("certainty") == "probable" and "check_en" not in said:
        yield Fault("check_en", _("Say what is in doubt."))
    if made is Entry:
        yield from _faults_of_entry(said)


def _faults_of_entry(said: Mapping[str, Any]) -> Iterable[Fault]:
    missing = _("Fill this in.")
    for name, end in (("changed_en", "."), ("changed_hi", "।")):
        if not str(said.get(name, end)).endswith(end):
            yield Fault(name, _("Write one sentence with a full stop at the end."))
    if said.get("kind") == "provision":
        yield from (Fault(name, missing) for name in ("act", "section", "dated_by") if name not in said)
    else:
        yield from (
            Fault(name, _("Only provisions have this. Leave it empty.")) for name in OF_PROVISIONS if name in said
        )
    punishes = [name for name in ("punishment_en", "cognisable", "bailable") if name in said]
    if punishes and "punishment_en" not in said:
        yield Fault("punishment_en", _("You said whether it is cognisable or bailable: enter the punishment too."))
    if said.get("kind") in ("ruling", "advisory") and not {"decided", "year"} & said.keys():
        yield Fault("decided", _("Enter the date, or only the year if the date is not known."))
    if {"decided", "year"} <= said.keys():
        yield Fault("year", _("The date already contains the year."))
    first, last = said.get("effective_from"), said.get("effective_to")
    if first and last and last < first:
        yield Fault("effective_to", _("The last day is before the first."))
    if (said.get("status") == "repealed") != (last is not None):
        yield Fault("effective_to", _("A repealed law must have a last day; any other must not have one."))
    if said.get("status") == "superseded" and "superseded_by" not in said:
        yield Fault("superseded_by", _("Say what replaced it."))


Said = Entry | StatutoryClock


def loose_ends(entries: Mapping[str, Entry], clocks: Iterable[StatutoryClock]) -> Iterable[tuple[Said, Fault]]:
    """Yield the references that lead nowhere, or to the wrong kind, each with whose they are."""

    def leads(name: str, code: str, *kinds: str) -> Iterable[Fault]:
        if code not in entries:
            yield Fault(name, _("No entry has the code %(code)s.") % {"code": repr(code)})
        elif kinds and entries[code].kind not in kinds:
            of_kind = {"code": repr(code), "kind": words.KINDS[entries[code].kind]}
            yield Fault(name, _("%(code)s is of another kind: %(kind)s.") % of_kind)

    for entry in entries.values():
        faults: list[Fault] = []
        if entry.superseded_by:
            faults += leads("superseded_by", entry.superseded_by)
        if entry.kind == "provision":
            faults += leads("act", entry.act, "act")
        for old in entry.was:
            faults += leads("was", old, "provision")
            last = entries[old].effective_to if old in entries else None
            if old in entries and (last is None or entry.effective_from is None or last >= entry.effective_from):
                faults.append(Fault("was", _("%(code)s had not ended when this began.") % {"code": repr(old)}))
        yield from ((entry, fault) for fault in faults)
    for clock in clocks:
        faults = [*leads("source", clock.source)]
        if clock.changed_by:
            faults += leads("changed_by", clock.changed_by, "ruling")
        yield from ((clock, fault) for fault in faults)
