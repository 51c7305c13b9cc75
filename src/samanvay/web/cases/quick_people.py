"""The rows of "how many" of the quick record: the common ones, and those behind a press, for everybody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from samanvay.cases.kinds import PersonRole

CHILD, ADULT, UNKNOWN = "under_18", "adult", "unknown"


@dataclass(frozen=True, slots=True)
class Alike:
    """People alike: how they are asked for and told by number, their sex and age group, whether an age is asked."""

    words: Any
    said: Any
    sex: str
    band: str
    role: PersonRole = PersonRole.VICTIM
    asks_age: bool = False
    is_common: bool = False


def _suspects(words: Any, sex: str, band: str = UNKNOWN, *, is_common: bool = False) -> Alike:
    return Alike(words, "", sex, band, PersonRole.ACCUSED, is_common=is_common)


# Of suspects men and women the age is not told: who looks grown up may be a child, and is guarded like one.
ROWS: dict[str, Alike] = {
    "girls": Alike(
        _("Girls under 18"), ngettext_lazy("%(n)d girl", "%(n)d girls", "n"),
        "female", CHILD, asks_age=True, is_common=True,
    ),
    "boys": Alike(
        _("Boys under 18"), ngettext_lazy("%(n)d boy", "%(n)d boys", "n"),
        "male", CHILD, asks_age=True, is_common=True,
    ),
    "women": Alike(
        _("Women"), ngettext_lazy("%(n)d woman", "%(n)d women", "n"), "female", ADULT, is_common=True
    ),
    "men": Alike(_("Men"), ngettext_lazy("%(n)d man", "%(n)d men", "n"), "male", ADULT, is_common=True),
    "accused_men": _suspects(_("Suspects: men"), "male", is_common=True),
    "accused_women": _suspects(_("Suspects: women"), "female", is_common=True),
    "trans_children": Alike(
        _("Transgender, under 18"),
        ngettext_lazy("%(n)d transgender child", "%(n)d transgender children", "n"),
        "transgender", CHILD, asks_age=True,
    ),
    "children": Alike(
        _("Under 18, sex not known"), ngettext_lazy("%(n)d child", "%(n)d children", "n"),
        UNKNOWN, CHILD, asks_age=True,
    ),
    "trans_adults": Alike(
        _("Transgender, 18 or over"),
        ngettext_lazy("%(n)d transgender adult", "%(n)d transgender adults", "n"), "transgender", ADULT,
    ),
    "adults": Alike(
        _("18 or over, sex not known"), ngettext_lazy("%(n)d adult", "%(n)d adults", "n"), UNKNOWN, ADULT
    ),
    "female": Alike(
        _("Female, age not known"),
        ngettext_lazy("%(n)d female person of unknown age", "%(n)d female persons of unknown age", "n"),
        "female", UNKNOWN,
    ),
    "male": Alike(
        _("Male, age not known"),
        ngettext_lazy("%(n)d male person of unknown age", "%(n)d male persons of unknown age", "n"),
        "male", UNKNOWN,
    ),
    "trans": Alike(
        _("Transgender, age not known"),
        ngettext_lazy("%(n)d transgender person of unknown age", "%(n)d transgender persons of unknown age", "n"),
        "transgender", UNKNOWN,
    ),
    "unknown": Alike(
        _("Sex and age not known"),
        ngettext_lazy("%(n)d person of unknown sex and age", "%(n)d persons of unknown sex and age", "n"),
        UNKNOWN, UNKNOWN,
    ),
    "accused_boys": _suspects(_("Suspects under 18: boys"), "male", CHILD),
    "accused_girls": _suspects(_("Suspects under 18: girls"), "female", CHILD),
    "accused_trans": _suspects(_("Suspects: transgender"), "transgender"),
    "accused_unknown": _suspects(_("Suspects: sex not known"), UNKNOWN),
}  # fmt: skip
COMMON = [name for name, row in ROWS.items() if row.is_common]
RARE = [name for name, row in ROWS.items() if not row.is_common]
ASKING_AGE = [name for name, row in ROWS.items() if row.asks_age]


def age_name(name: str) -> str:
    """Return the name of the field that asks about how old the people of a row are."""
    return f"{name}_age"


def with_ages(names: Iterable[str]) -> list[str]:
    """Return the names of the fields of rows, each followed by that of its age where one is asked."""
    return [each for name in names for each in ((name, age_name(name)) if ROWS[name].asks_age else (name,))]
