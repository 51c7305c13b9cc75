"""The text of a measure: what is done, for which pattern, by whom, at what cost; checked the same from everywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _

from samanvay.access.roles import BY_CODE
from samanvay.cases.kinds import DISPARITIES, FORMS, LURES
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.refusals import Invalid

from .vocabulary import COSTS, EVIDENCE, PLACE_ROLES, PROOFS

LONGEST_TITLE = 100
LONGEST_SENTENCE = 400
LONGEST_STEPS = 4_000
LONGEST_DAYS = 365
MOST_SOURCES = 12

CHOICES: dict[str, Mapping[str, Any]] = {"cost": COSTS, "proof": PROOFS, "evidence": EVIDENCE}
LISTS: dict[str, Mapping[str, Any]] = {
    "forms": FORMS,
    "lures": LURES,
    "disparities": DISPARITIES,
    "place_roles": PLACE_ROLES,
    "roles": BY_CODE,
}
LENGTHS: dict[str, int] = {
    "title": LONGEST_TITLE,
    "summary": LONGEST_SENTENCE,
    "what": LONGEST_STEPS,
    "cost_note": LONGEST_SENTENCE,
    "proof_words": LONGEST_SENTENCE,
    "evidence_words": LONGEST_SENTENCE * 2,
}
REQUIRED = ("title", "summary", "what")


@dataclass(frozen=True, slots=True)
class MeasureText:
    """Everything that a version of a measure says. Codes are those of cases and roles; empty lists mean any.

    ``what`` are the steps, one a line; ``days`` the usual days from accepting to done; ``sources`` pairs of English
    and Hindi words.
    """

    title_en: str
    title_hi: str
    summary_en: str
    summary_hi: str
    what_en: str
    what_hi: str
    forms: tuple[str, ...] = ()
    lures: tuple[str, ...] = ()
    disparities: tuple[str, ...] = ()
    place_roles: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    cost: str = "none"
    cost_note_en: str = ""
    cost_note_hi: str = ""
    days: int = 14
    proof: str = "words"
    proof_words_en: str = ""
    proof_words_hi: str = ""
    second_check: bool = False
    evidence: str = "practised"
    evidence_words_en: str = ""
    evidence_words_hi: str = ""
    sources: tuple[tuple[str, str], ...] = ()

    def columns(self) -> dict[str, Any]:
        """Return the columns of a version's row."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            **found,
            **{name: list(found[name]) for name in LISTS},
            "sources": [{"en": en, "hi": hi} for en, hi in self.sources],
        }

    def said(self, name: str) -> Bilingual:
        """Return a text in both languages."""
        return Bilingual(getattr(self, f"{name}_en"), getattr(self, f"{name}_hi"))


def checked(text: MeasureText) -> MeasureText:
    """Return a text with blanks trimmed, a language that lacks filled from the other. Raises Invalid."""
    said: dict[str, Any] = {field.name: getattr(text, field.name) for field in fields(text)}
    for name, longest in LENGTHS.items():
        english, hindi = (_trimmed(said[f"{name}_{language}"]) for language in ("en", "hi"))
        if name in REQUIRED and not english and not hindi:
            raise Invalid(f"{name}_en", _("Write this in English or in Hindi."))
        for language, words in (("en", english), ("hi", hindi)):
            if len(words) > longest:
                raise Invalid(f"{name}_{language}", _("At most %(n)d characters.") % {"n": longest})
        said[f"{name}_en"], said[f"{name}_hi"] = english or hindi, hindi
    for name, codes in CHOICES.items():
        if said[name] not in codes:
            raise Invalid(name, _("Choose from the list."))
    for name, codes in LISTS.items():
        said[name] = tuple(dict.fromkeys(said[name]))
        if set(said[name]) - codes.keys():
            raise Invalid(name, _("Choose from the list."))
    if not 1 <= said["days"] <= LONGEST_DAYS:
        raise Invalid("days", _("Enter the number of days, from 1 to %(most)d.") % {"most": LONGEST_DAYS})
    said["sources"] = _sources(said["sources"])
    return MeasureText(**said)


def _trimmed(words: str) -> str:
    return "\n".join(line.strip() for line in words.strip().splitlines() if line.strip())


def _sources(given: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    kept = tuple((en.strip() or hi.strip(), hi.strip()) for en, hi in given if en.strip() or hi.strip())
    if len(kept) > MOST_SOURCES or any(len(words) > LONGEST_SENTENCE for pair in kept for words in pair):
        raise Invalid(
            "sources", _("At most %(n)d sources, each of at most %(most)d characters.")
            % {"n": MOST_SOURCES, "most": LONGEST_SENTENCE},
        )  # fmt: skip
    return kept
