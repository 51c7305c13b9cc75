"""What the library holds, as plain values: entries, statutory clocks, and all of them together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from samanvay.kernel.bilingual import Bilingual


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


def library_of(entries: Mapping[str, Entry], clocks: Iterable[StatutoryClock]) -> Library:
    """Return a library that knows what each provision became."""
    now: dict[str, tuple[str, ...]] = {}
    for entry in entries.values():
        for old in entry.was:
            now[old] = (*now.get(old, ()), entry.code)
    return Library(entries, tuple(clocks), now)
