"""The rows of "how many": the common ones, and those behind a press, for everybody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from samanvay.cases.counted.actions.listing import Counted
from samanvay.cases.kinds import PersonRole

MOST_ALIKE = 2_000  # a slip of the thumb is no list
PHONE_KEYS = {"inputmode": "numeric", "autocomplete": "off"}
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


def age_name(name: str) -> str:
    """Return the name of the field that asks about how old the people of a row are."""
    return f"{name}_age"


def with_ages(names: Iterable[str]) -> list[str]:
    """Return the names of the fields of rows, each followed by that of its age where one is asked."""
    return [each for name in names for each in ((name, age_name(name)) if ROWS[name].asks_age else (name,))]


# Who was found, as it is asked where an event is added or its number corrected.
FOUND_ROWS = ["girls", "boys", "children", "women", "men", "unknown"]


def count_field(words: Any, most: int = MOST_ALIKE) -> forms.IntegerField:
    """Return a field for a number that is typed with the thumb."""
    return forms.IntegerField(
        label=words, required=False, min_value=0, max_value=most, widget=forms.NumberInput(attrs=PHONE_KEYS)
    )


class CountedFields(forms.Form):
    """People by number: how many of each row, and about how old the children are."""

    def ask_counts(self, names: Iterable[str]) -> None:
        """Ask for the people of these rows."""
        self.rows = list(names)
        for name in self.rows:
            self.fields[name] = count_field(ROWS[name].words)
            if ROWS[name].asks_age:
                self.fields[age_name(name)] = count_field(_("approximate age"), 17)

    def clean(self) -> dict[str, Any]:
        """Take an age only with its number of children."""
        data: dict[str, Any] = super().clean() or {}
        for name in self.rows:
            if ROWS[name].asks_age and data.get(age_name(name)) is not None and not data.get(name):
                self.add_error(name, _("How many are they?"))
        return data

    def counted(self) -> list[Counted]:
        """Return the people by count."""
        data, found = self.cleaned_data, []
        for name in self.rows:
            if many := data.get(name):
                row = ROWS[name]
                found.append(Counted(many, row.role, row.sex, data.get(age_name(name)), row.band))
        return found

    def without_counts(self, given: dict[str, Any]) -> dict[str, Any]:
        """Return what a form holds without the numbers by row, and these as ``counted``."""
        asked = set(with_ages(self.rows))
        return {**{name: value for name, value in given.items() if name not in asked}, "counted": self.counted()}
