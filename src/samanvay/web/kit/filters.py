"""What an address asks of a list. A value that cannot be read is told at the list, and no file is given for it."""

from collections.abc import Container
from datetime import date
from typing import Any

from django.forms import Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy, pgettext_lazy

from samanvay.directory import queries as directory
from samanvay.kernel.dates import DayField, read_day
from samanvay.kernel.refusals import Invalid

LABELS: dict[str, Any] = {
    "act": gettext_lazy("Act"),
    "after": gettext_lazy("First row"),
    "age": gettext_lazy("Age"),
    "band": gettext_lazy("Match"),
    "below": gettext_lazy("Units under it"),
    "between": gettext_lazy("Corridors"),
    "box": gettext_lazy("Requests"),
    "by": gettext_lazy("Grouped by"),
    "category": gettext_lazy("Category when found"),
    "centre": gettext_lazy("Centre"),
    "child": gettext_lazy("Possibly a child"),
    "compartment": gettext_lazy("Department"),
    "corridor": gettext_lazy("Corridor"),
    "cost": gettext_lazy("Cost"),
    "disparity": gettext_lazy("Vulnerability"),
    "district": gettext_lazy("District"),
    "division": gettext_lazy("Division"),
    "due": gettext_lazy("Due"),
    "evidence": gettext_lazy("Evidence"),
    "form": gettext_lazy("Form of exploitation"),
    "head": gettext_lazy("Heading"),
    "how": gettext_lazy("How"),
    "kind": gettext_lazy("Kind"),
    "language": gettext_lazy("Language"),
    "lure": gettext_lazy("Lure"),
    "mandatory": gettext_lazy("Binding"),
    "mark": gettext_lazy("Mark of the body"),
    "mine": gettext_lazy("Mine"),
    "module": gettext_lazy("Module"),
    "months": gettext_lazy("Months"),
    "overdue": gettext_lazy("Overdue"),
    "place_role": gettext_lazy("Place on the corridor"),
    "part": gettext_lazy("Part"),
    "plan": gettext_lazy("Plan"),
    "rails": gettext_lazy("Railway lines"),
    "rank": gettext_lazy("Rank"),
    "role": gettext_lazy("Role"),
    "service": gettext_lazy("Service"),
    "sex": gettext_lazy("Sex"),
    "show": gettext_lazy("Show"),
    "since": pgettext_lazy("time", "From"),
    "sort": gettext_lazy("Sorted by"),
    "stage": gettext_lazy("Stage"),
    "standing": gettext_lazy("Status"),
    "state": gettext_lazy("Status"),
    "status": gettext_lazy("Status"),
    "subject": gettext_lazy("Of what"),
    "tab": gettext_lazy("Tab"),
    "topic": gettext_lazy("Topic"),
    "unit": gettext_lazy("Unit"),
    "until": gettext_lazy("Until"),
    "verified": gettext_lazy("Counsel"),
    "view": gettext_lazy("View"),
    "void": gettext_lazy("Cancelled entries"),
    "voice": gettext_lazy("Police or administration"),
    "waited": gettext_lazy("Waiting"),
    "week": gettext_lazy("Week"),
    "weeks": gettext_lazy("Weeks"),
    "which": gettext_lazy("Advisories"),
    "year": gettext_lazy("Year"),
}
NO_CHOICE = gettext_lazy("“%(said)s” is not a choice for %(label)s, so it was ignored.")
NO_NUMBER = gettext_lazy("“%(said)s” is not a number (%(label)s). Shown without it.")
NO_ROW = gettext_lazy("“%(said)s” is not a row of this list (%(label)s). Shown from the first row.")
NO_DAY = gettext_lazy("“%(said)s” is not a date for %(label)s, so it was ignored.")
NO_WEEK = gettext_lazy("“%(said)s” is not a week for %(label)s, so it was ignored.")
LONGEST_QUOTE = 40


def text_of(request: HttpRequest, name: str, longest: int = 80) -> str:
    """Return words of an address; no text column takes a NUL, and an address may well hold one."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:longest]


def choice_of(request: HttpRequest, name: str, known: Container[str], usual: str = "", label: Any = None) -> str:
    """Return one of the known values, the usual one where the address says nothing or another."""
    said, label = request.GET.get(name, ""), label or LABELS[name]
    if not said or said in known:
        return said or usual
    note_unread(request, name, NO_CHOICE, label)
    return usual


def place_of(request: HttpRequest, name: str, label: Any = None) -> str:
    """Return the key of a place that there is."""
    said = text_of(request, name)
    return choice_of(request, name, said and directory.places_by_key([said]), label=label)


def unit_of(request: HttpRequest, name: str) -> str:
    """Return the code of a unit that there is."""
    said = text_of(request, name)
    found = directory.unit_by_code(said) if said else None
    return choice_of(request, name, (found.code,) if found else ())


def flag_of(request: HttpRequest, name: str, yes: str = "1") -> bool:
    """Tell whether the address ticks a box."""
    return choice_of(request, name, (yes,)) == yes


def day_asked(request: HttpRequest, name: str) -> date | None:
    """Return the day of an address, None where it says nothing or what is no day."""
    said = request.GET.get(name, "")
    if not said:
        return None
    try:
        return read_day(said)
    except ValueError:
        note_unread(request, name, NO_DAY)
        return None


def note_errors(request: HttpRequest, form: Form) -> None:
    """Keep for the page which filters of a form were not read."""
    for name in form.errors:
        asked = form.fields[name]
        note_unread(request, name, NO_DAY if isinstance(asked, DayField) else NO_CHOICE, asked.label)


def note_unread(request: HttpRequest, name: str, words: Any, label: Any = None) -> None:
    """Keep for the page that a value of its address was not read; ``words`` take ``said`` and ``label``."""
    said = text_of(request, name, LONGEST_QUOTE)
    unread_of(request)[name] = words % {"said": said, "label": label or LABELS[name]}


def unread_of(request: HttpRequest) -> dict[str, str]:
    """Return what of an address was not read, in words by the name of the value."""
    found: dict[str, str] = request.__dict__.setdefault("unread", {})
    return found


def refuse_file_of_unread(request: HttpRequest, answer: HttpResponseBase) -> None:
    """Raise Invalid where a file answers an address that was not read as a whole: nobody sees there what it is of."""
    if "Content-Disposition" in answer.headers:
        for name, words in unread_of(request).items():
            raise Invalid(name, words)
