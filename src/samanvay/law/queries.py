"""Reads on the law: searching with facets, one entry with its editions, what changed, what waits for counsel.

The newest editions are held in memory with their index, and read again as soon as one of them changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Sum

from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from . import policies
from .entries import Entry, Library, StatutoryClock, library_of
from .models import LawCheck, LawEdition, LawEntry
from .questions.queries import words_by_entry
from .search.finding import Found, Index, Line, in_order
from .vocabulary import KINDS

CORRECTION = "correction"
COUNSEL = "counsel"
TO_VERIFY = "to_verify"


@dataclass(frozen=True, slots=True)
class LawFilters:
    """What the library is narrowed to; an empty value narrows nothing. ``verified`` is a state of ``standing_of``."""

    words: str = ""
    kind: str = ""
    topic: str = ""
    role: str = ""
    mandatory: str = ""
    status: str = ""
    verified: str = ""

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))


@dataclass(frozen=True, slots=True)
class Happened:
    """A day on which the law changed: an entry began to hold ("began"), ended, or was decided.

    ``day`` is the first of January where the year alone is known (``is_year``).
    """

    day: date
    what: str
    entry: Entry
    is_year: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """The law as it is now: its index, of which entries and clocks the text is this state's own, and their editions."""

    index: Index
    own: frozenset[str]
    numbers: Mapping[str, int]  # of the newest editions

    @property
    def library(self) -> Library:
        return self.index.library


_held: tuple[Any, Held] | None = None


def law_now() -> Held:
    """Return the newest editions with their index; whoever may read no row of the library gets an empty one.

    Made anew once an entry's row changes: with a newer edition, and with what is asked, answered and part of it.
    """
    global _held
    stamp = tuple(LawEntry.objects.aggregate(n=Count("id"), sum=Sum("version"), at=Max("changed_at")).values())
    if _held is not None and _held[0] == stamp:
        return _held[1]
    rows = LawEdition.objects.filter(no=F("entry__current"), entry__left_at=None).select_related("entry")
    editions = {row.entry.code: row for row in rows.order_by("entry__code")}
    entries = {code: row.text() for code, row in editions.items() if not row.entry.is_clock}
    # what a release left out is led to no more
    entries = {
        code: replace(entry, was=tuple(old for old in entry.was if old in entries)) for code, entry in entries.items()
    }
    library = library_of(entries, [row.clock() for row in editions.values() if row.entry.is_clock])
    held = Held(
        Index(library, words_by_entry()),
        frozenset(code for code, row in editions.items() if row.is_own),
        {code: row.no for code, row in editions.items()},
    )
    _held = (stamp, held)
    return held


def last_changed_at() -> datetime | None:
    """Return when a text of the library or counsel's word on one last changed, None for an empty library."""
    texts = LawEntry.objects.aggregate(at=Max("changed_at"))
    words = LawCheck.objects.aggregate(said=Max("checked_at"), undone=Max("undone_at"))
    return max((each for each in (*texts.values(), *words.values()) if each is not None), default=None)


def standing_checks() -> dict[str, LawCheck]:
    """Return counsel's latest word on the newest edition of each entry that has one, by code."""
    checks = LawCheck.objects.standing().filter(edition__no=F("edition__entry__current"))
    ordered = checks.select_related("edition__entry").order_by("checked_at", "id")
    return {check.edition.entry.code: check for check in ordered}


def standing_of(entry: Entry | StatutoryClock, check: LawCheck | None) -> str:
    """Return whether counsel holds an entry to be right ("counsel"), to be corrected, or has yet to say."""
    if check is not None:
        return CORRECTION if check.outcome == CORRECTION else COUNSEL
    return entry.verified


@dataclass(frozen=True, slots=True)
class Result:
    """What a search found, with counsel's word on each entry, and which entries have answers among their parts."""

    found: Found
    checks: Mapping[str, LawCheck]
    talked: frozenset[str]


def search(actor: Actor, asked: LawFilters) -> Result:
    """Return the sections and entries that fit the words and facets; without words all that fit, in the Acts' order."""
    policies.may_read_law(actor)
    index = law_now().index
    checks = standing_checks()

    def fits(entry: Entry) -> bool:
        return (
            (not asked.kind or entry.kind == asked.kind)
            and (not asked.topic or asked.topic in entry.topics)
            and (not asked.role or asked.role in entry.roles)
            and (not asked.mandatory or entry.mandatory)
            and (not asked.status or entry.status == asked.status)
            and (not asked.verified or standing_of(entry, checks.get(entry.code)) == asked.verified)
        )

    found = index.find(asked.words, today=clock.today())
    entries: Iterable[Entry] = found.entries
    if not asked.words.strip():
        kinds = list(KINDS)
        entries = sorted(index.library.entries.values(), key=lambda each: (kinds.index(each.kind), in_order(each)))
    lines = [line for line in found.lines if any(map(fits, line.entries))]
    kept = replace(found, lines=lines, entries=[each for each in entries if fits(each)])
    return Result(kept, checks, frozenset(index.beside))


def entry_or_unseen(actor: Actor, code: str) -> LawEntry:
    """Return an entry by its code, also one that a release left out. Raises Refused, Unseen."""
    policies.may_read_law(actor)
    found = LawEntry.objects.filter(code=code).first()
    if found is None:
        raise Unseen
    return found


def code_of(entry_id: UUID | str) -> str:
    """Return the code of an entry by the id that events name, also where a release left it out. Raises Unseen."""
    code = LawEntry.objects.filter(pk=entry_id).values_list("code", flat=True).first()
    if code is None:
        raise Unseen
    return code


def edition_or_unseen(entry: LawEntry, no: int | None) -> LawEdition:
    """Return an edition by its number, the newest for None. Raises Unseen."""
    found = entry.editions.filter(no=entry.current if no is None else no).select_related("entry").first()
    if found is None:
        raise Unseen
    return found


def editions_of(entry: LawEntry) -> list[LawEdition]:
    """Return the editions of an entry, the newest first."""
    return list(entry.editions.order_by("-no"))


def checks_of(entry: LawEntry) -> list[LawCheck]:
    """Return what counsel said of every edition of an entry, the latest first, with what was taken back."""
    return list(LawCheck.objects.filter(edition__entry=entry).select_related("edition").order_by("-checked_at", "-id"))


def check_or_unseen(actor: Actor, key: UUID) -> LawCheck:
    """Return one word of counsel. Raises Refused, Unseen."""
    policies.may_read_law(actor)
    found = LawCheck.objects.filter(pk=key).select_related("edition__entry").first()
    if found is None:
        raise Unseen
    return found


def related_to(entry: Entry) -> list[Entry]:
    """Return the entries that have most topics and roles in common with one, beside its own line of sections."""
    held = law_now()
    if entry.code not in held.library.entries:
        return []
    beside = {each.code for each in line_of(entry.code).entries} | {entry.act}
    topics, roles = set(entry.topics), set(entry.roles)

    def nearness(other: Entry) -> tuple[float, int]:
        shared = len(topics & set(other.topics)) / len(topics | set(other.topics))
        return shared, len(roles & set(other.roles))

    others = [each for each in held.library.entries.values() if each.code not in beside and each.status != "repealed"]
    near = sorted((each for each in others if topics & set(each.topics)), key=lambda each: each.code)
    return sorted(near, key=nearness, reverse=True)[:6]


def line_of(code: str) -> Line:
    """Return an entry with all that it was and became. Raises KeyError for what is in the library no more."""
    return law_now().index.line(code)


def changes_since(actor: Actor, since: date, role: str = "") -> list[Happened]:
    """Return what changed in the law from a day on, for a role, the latest first; what is known to come before all."""
    policies.may_read_law(actor)
    return happened(law_now().library, since, role)


def happened(library: Library, since: date, role: str = "") -> list[Happened]:
    """Return the days from ``since`` on at which an entry began, ended or was decided, the latest first."""
    found: list[Happened] = []
    for entry in library.entries.values():
        if role and role not in entry.roles:
            continue
        began = "decided" if entry.decided and not entry.effective_from else "began"
        first = entry.effective_from or entry.decided
        if first and first >= since:
            found.append(Happened(first, began, entry))
        elif first is None and entry.year and entry.year >= since.year:
            found.append(Happened(date(entry.year, 1, 1), "decided", entry, is_year=True))
        # a section whose place another took is told by that one
        if entry.effective_to and entry.effective_to >= since and not library.now.get(entry.code):
            found.append(Happened(entry.effective_to, "ended", entry))
    return sorted(found, key=lambda each: (each.day, each.entry.mandatory, each.entry.code), reverse=True)


def corrected_since(actor: Actor, since: datetime, role: str = "") -> list[LawEdition]:
    """Return the newer editions of a moment or later: the library was corrected, not the law."""
    policies.may_read_law(actor)
    rows = (
        LawEdition.objects.filter(no__gt=1, taken_in_at__gte=since, entry__is_clock=False)
        .select_related("entry")
        .order_by("-taken_in_at", "id")
    )
    return [row for row in rows if not role or role in row.said.get("roles", ())]


def to_verify(actor: Actor) -> list[Entry]:
    """Return what counsel has yet to read, the doubtful first, then what binds. Raises Refused."""
    policies.may_verify_entries(actor)
    checks = standing_checks()
    waiting = [
        each for each in law_now().library.entries.values() if standing_of(each, checks.get(each.code)) == TO_VERIFY
    ]
    return sorted(waiting, key=lambda each: (each.certainty != "probable", not each.mandatory, in_order(each)))


def clocks_to_verify(actor: Actor) -> list[StatutoryClock]:
    """Return the times of the law that counsel has yet to read, the doubtful first. Raises Refused."""
    policies.may_verify_entries(actor)
    checks = standing_checks()
    waiting = [each for each in law_now().library.clocks if standing_of(each, checks.get(each.code)) == TO_VERIFY]
    return sorted(waiting, key=lambda each: (each.certainty != "probable", each.code))


def statutory_clocks(actor: Actor) -> tuple[StatutoryClock, ...]:
    """Return the times that the law gives, as their newest editions say."""
    policies.may_read_law(actor)
    return law_now().library.clocks
