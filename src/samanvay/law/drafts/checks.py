"""What is asked of a draft before it is kept: the rules of the files, the references of the whole library, its code."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from samanvay.kernel.ids import public_code
from samanvay.kernel.refusals import Invalid

from ..entries import Entry, StatutoryClock
from ..faults import Fault, faults_of, loose_ends, tupled
from ..models import LawDraft, LawEntry
from ..queries import TO_VERIFY, law_now

Text = Entry | StatutoryClock
LONGEST_CODE = 44
# What an officer writes in words; what is chosen from a list points at nobody.
WORDS = (
    *(
        f"{name}_{language}"
        for name in ("title", "changed", "text", "punishment", "check")
        for language in ("en", "hi")
    ),
    *("quote", "citation", "section", "sources_en", "sources_hi"),
)


class FaultyDraft(Invalid):
    """A text that is not as the library's files have to be; ``faults`` has each field's."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__(self.faults[0].field, self.faults[0].words)


def checked(said: Mapping[str, Any], *, is_clock: bool, code: str) -> Text:
    """Return the entry or clock that a table makes, under a code. Raises FaultyDraft.

    Nobody but counsel says that it is verified, so it never says so itself. What another entry would lack by it (a
    provision that stands before one, and ends no more) is a fault of no field.
    """
    table = {**said, "code": code, "verified": TO_VERIFY}
    made: type[Entry] | type[StatutoryClock] = StatutoryClock if is_clock else Entry
    faults = list(faults_of(table, made))
    if faults:
        raise FaultyDraft(faults)
    library = law_now().library
    entries = dict(library.entries)
    clocks = {each.code: each for each in library.clocks}
    before = {(each.code, fault) for each, fault in loose_ends(entries, clocks.values())}
    text: Text
    if is_clock:
        text = clocks[code] = StatutoryClock(**tupled(table))
    else:
        text = entries[code] = Entry(**tupled(table), file="")
    fresh = [
        fault if each.code == code else Fault("", f"{each.title_en if each.title_en else each.code}: {fault.words}")
        for each, fault in loose_ends(entries, clocks.values())
        if (each.code, fault) not in before
    ]
    if fresh:
        raise FaultyDraft(fresh)
    return text


def texts_of(said: Mapping[str, Any]) -> dict[str, str]:
    """Return the free text of what is said, by field."""
    given = {name: said[name] for name in WORDS if said.get(name)}
    return {name: "\n".join(value) if isinstance(value, list) else str(value) for name, value in given.items()}


def is_stale(draft: LawDraft) -> bool:
    """Tell whether another text was published since a draft was written; a release's text is offered all the same."""
    if draft.is_shipped:
        return False
    current = LawEntry.objects.filter(code=draft.code).values_list("current", flat=True).first()
    return bool(current != draft.based_on)


def free_code(said: Mapping[str, Any], home_state: str, *, is_clock: bool) -> str:
    """Return the code of a new entry: a section's of its Act and number, anything else's of the state and its title.

    Raises FaultyDraft for a section that is in the library already with the same first day.
    """
    if said.get("kind") == "provision" and not is_clock:
        base = _slug(f"{said.get('act', '')} {said.get('section', '')}")
        first = said.get("effective_from")
        dated = [f"{base}_{first.year}"] if first else []
        for code in (base, *dated):
            if base and not LawEntry.objects.filter(code=code).exists():
                return code
        raise FaultyDraft([Fault("section", _("This section is already in the library. Correct it on its own page."))])
    state = home_state.partition("-")[2].lower() or "in"
    base = _slug(f"{state} {'time ' if is_clock else ''}{said.get('title_en', '')}")
    taken = LawEntry.objects.filter(code=base).exists() or LawDraft.objects.open().filter(code=base).exists()
    return f"{base}_{public_code().lower()[:6]}" if taken else base


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:LONGEST_CODE].strip("_")
