"""Citing: what an officer means who types "370 IPC" or a code, and the provision of a day in its stead.

Other rooms cite an entry by its code (``LawEntry.code``) and, where the very words matter, the number of an edition.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from samanvay.kernel import clock

from .entries import Entry
from .queries import law_now

MOST = 8
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A provision that may be meant. ``holds`` says whether it held on the days asked, None where none was asked.

    ``is_typed`` marks the section that was typed, against what stands for it on the day.
    """

    entry: Entry
    holds: bool | None
    is_typed: bool


def entries_meant(words: str, kinds: Collection[str] = ()) -> list[Entry]:
    """Return the entries that words may mean, of some kinds: the one of a code, of a section, or the nearest by title.

    At most eight, the likeliest first; one where it is clear.
    """
    library = law_now().library
    said = words.strip()
    if said in library.entries:
        found = [library.entries[said]]
    else:
        result = law_now().index.find(said, today=clock.today())
        found = [line.asked for line in result.lines] or ([] if result.is_near else result.entries)
    return [each for each in found if not kinds or each.kind in kinds][:MOST]


def provisions_meant(words: str, deciding: Callable[[Entry], Days | None]) -> list[Proposal]:
    """Return the provisions that words may mean, those that held on the day first.

    ``deciding`` says of a provision the first and the last day that may decide. A section of another time comes with
    what stood in its place on those days; it is told too, since an officer may have to cite it all the same.
    """
    library = law_now().library
    meant = entries_meant(words, ("provision",))
    if not meant and (result := law_now().index.find(words, today=clock.today())).entries:
        meant = [each for each in result.entries if each.kind == "provision"][:MOST]
    found: dict[str, Proposal] = {}
    for entry in meant:
        days = deciding(entry)
        for day in dict.fromkeys(days or ()):
            for each in library.provisions_on(entry.code, day):
                found.setdefault(each.code, Proposal(each, True, each.code == entry.code))
        found.setdefault(entry.code, Proposal(entry, held_on(entry, days), True))
    typed = {entry.code for entry in meant}
    listed = [Proposal(each.entry, each.holds, each.entry.code in typed) for each in found.values()]
    return sorted(listed, key=lambda each: each.holds is False)


def held_on(entry: Entry, days: Days | None) -> bool | None:
    """Tell whether a provision held on any of the days that may be meant, None where none is known."""
    if days is None:
        return None
    first, last = days
    return (entry.effective_from or date.min) <= last and first <= (entry.effective_to or date.max)
