"""The kinds of duty: each room registers its own, with the words that people read."""

from dataclasses import dataclass

from samanvay.kernel.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class DutyKind:
    """A kind of duty.

    ``asks_proof``: it is done only with a word or document that shows it. ``closes_itself``: what it asks for closes
    it (a report that is submitted), nobody's press does. ``link_words`` say what its link leads to. ``rule`` says in a
    clause by what rule it is asked ("Section 31 …"). ``fixed_hour``: a law sets its hour, nobody here moves it.
    ``urgent``: its owner hears by text message too, at any hour.
    """

    code: str
    words: Bilingual
    asks_proof: bool = False
    closes_itself: bool = False
    link_words: Bilingual | None = None
    rule: Bilingual | None = None
    fixed_hour: bool = False
    urgent: bool = False


_kinds: dict[str, DutyKind] = {}


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
) -> DutyKind:
    """Add a kind of duty and return it. Raises ValueError when the code is taken."""
    if code in _kinds:
        raise ValueError(f"the kind of duty {code!r} is registered twice")
    _kinds[code] = DutyKind(code, Bilingual(en, hi), asks_proof, closes_itself, link_words, rule, fixed_hour, urgent)
    return _kinds[code]


def kind_of(code: str) -> DutyKind:
    """Return the kind with a code; one of an older release is returned with its code as words."""
    return _kinds.get(code) or DutyKind(code, Bilingual(code, code))
