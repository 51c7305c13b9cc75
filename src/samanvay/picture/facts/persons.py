"""Of what sex and age the persons of a fact are: as much as the case knows, one entry for each person known.

An entry names nobody: ``female/12_15``. Only those exploited are told; an accused is counted and never described.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import product
from uuid import UUID

from samanvay.cases.kinds import ADULT_BANDS, AGE_BANDS, CHILD_BANDS, SEXES, PersonRole
from samanvay.cases.models import CasePerson
from samanvay.kernel.bilingual import Bilingual

UNKNOWN = "unknown"
CHILD, ADULT = "child", "adult"

# What may be asked for: the two ages that the law asks for, then the bands of a case.
AGES: dict[str, Bilingual] = {
    CHILD: Bilingual("Under 18", "18 से कम"),
    ADULT: Bilingual("18 and over", "18 व अधिक"),
    **{band: words for band, words in AGE_BANDS.items() if band not in ("under_18", "adult", UNKNOWN)},
}
SEXES_ASKED: dict[str, Bilingual] = {sex: words for sex, words in SEXES.items() if sex != UNKNOWN}


def entry(sex: str, band: str) -> str:
    """Return the entry of a person."""
    return f"{sex}/{band}"


def entries_matching(sex: str = "", age: str = "") -> list[str]:
    """Return every entry of a sex, an age or both; an empty one narrows nothing."""
    bands = {CHILD: CHILD_BANDS, ADULT: ADULT_BANDS}.get(age, {age} if age else AGE_BANDS)
    return sorted(entry(*each) for each in product([sex] if sex else SEXES, bands))


def victims_of(cases: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Return the entries of the standing victims of cases, in order, by case."""
    rows = CasePerson.objects.filter(case__in=list(cases), role=PersonRole.VICTIM, voided_at__isnull=True)
    found: dict[UUID, list[str]] = defaultdict(list)
    for case_id, sex, band in rows.values_list("case_id", "sex", "age_band"):
        found[case_id].append(entry(sex, band))
    return defaultdict(list, {case_id: sorted(entries) for case_id, entries in found.items()})


def told_of(known: Iterable[str], heads: int | None) -> list[str]:
    """Return the entries of those of the known that a fact counts, ``heads`` in number, None where it is not said.

    Where it counts fewer than are known, nobody can tell who of them: nothing is said unless all are alike.
    """
    entries = list(known)
    if len(Counter(entries)) > 1 and (heads is None or heads < len(entries)):
        return []
    return entries if heads is None else entries[:heads]
