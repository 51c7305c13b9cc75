"""The kinds of duty: each room registers its own, with the words that people read."""

from dataclasses import dataclass

from samanvay.kernel.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class DutyKind:
    """A kind of duty.

    ``asks_proof``: it is done only with a word or document that shows it. ``closes_itself``: what it asks for closes
    it (a report that is submitted), nobody's press does. ``link_words`` say what its link leads to. ``rule`` says in a
    clause by what rule it is asked ("Section 31 …"). ``fixed_hour``: a law sets its hour, nobody here moves it.
    ``urgent``: its owner hears by text message too, at any hour. ``statutory``: the code of the statutory clock of the
    law's library that it counts, so that the table of times can say so; its hours stay those of its room.
    """

    code: str
    words: Bilingual
    asks_proof: bool = False
    closes_itself: bool = False
    link_words: Bilingual | None = None
    rule: Bilingual | None = None
    fixed_hour: bool = False
    urgent: bool = False
    statutory: str = ""


_kinds: dict[str, DutyKind] = {}
KINDS = _kinds.values()  # every registered kind


def register_kind(
    code: str,
    en: str,
    hi: str,
    *,
    asks_proof: bool = False,
    closes_itself: bool = False,
    link_words: Bilingual | None = None,
    rule: Bilingual | None = None,
    fixed_hour: bool = False,
    urgent: bool = False,
    statutory: str = "",
) -> DutyKind:
    """Add a kind of duty and return it. Raises ValueError when the code is taken."""
    if code in _kinds:
        raise ValueError(f"the kind of duty {code!r} is registered twice")
    words = Bilingual(en, hi)
    _kinds[code] = DutyKind(code, words, asks_proof, closes_itself, link_words, rule, fixed_hour, urgent, statutory)
    return _kinds[code]


def kind_of(code: str) -> DutyKind:
    """Return the kind with a code; one of an older release is returned with its code as words."""
    return _kinds.get(code) or DutyKind(code, Bilingual(code, code))


def kinds_on_clock(code: str) -> list[DutyKind]:
    """Return the kinds of duty that count a statutory clock."""
    return sorted((kind for kind in _kinds.values() if code and kind.statutory == code), key=lambda kind: kind.code)
