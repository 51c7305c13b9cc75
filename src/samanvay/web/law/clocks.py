"""How times and changes of the law are said: "24 hours", from what, whose; what began, ended, was decided."""

import re
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.roles import BY_CODE
from samanvay.duties.kinds import kinds_on_clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.law import labels
from samanvay.law.entries import Entry, Library, StatutoryClock
from samanvay.law.models import LawCheck
from samanvay.law.queries import Happened
from samanvay.law.vocabulary import CERTAINTY, EXCLUDED, STARTS

from . import presenters

_DURATION = re.compile(r"P(?:T(\d+)([HMS])|(\d+)([YMWD]))\Z")
# Of the order alone: a month of 30 days, a year of 365, in hours.
_HOURS = {"TS": 1 / 3600, "TM": 1 / 60, "TH": 1, "D": 24, "W": 168, "M": 720, "Y": 8760}


def duration_words(said: str) -> str:
    """Return an ISO 8601 duration of one unit in words; PT0S is "at once"."""
    number, unit = parts_of(said)
    if number == 0:
        return _("immediately")
    words = {
        "TS": ngettext("%(n)d second", "%(n)d seconds", number),
        "TM": ngettext("%(n)d minute", "%(n)d minutes", number),
        "TH": ngettext("%(n)d hour", "%(n)d hours", number),
        "D": ngettext("%(n)d day", "%(n)d days", number),
        "W": ngettext("%(n)d week", "%(n)d weeks", number),
        "M": ngettext("%(n)d month", "%(n)d months", number),
        "Y": ngettext("%(n)d year", "%(n)d years", number),
    }
    return words[unit] % {"n": number}


def parts_of(said: str) -> tuple[int, str]:
    """Return how many of which unit a duration is: (24, "TH"). Raises ValueError."""
    match = _DURATION.match(said)
    if match is None:
        raise ValueError(f"expected a duration as PT24H, P30D, P1Y; found {said!r}")
    of_day, small, longer, large = match.groups()
    return (int(of_day), f"T{small}") if of_day else (int(longer), large)


def line_of(
    clock: StatutoryClock, library: Library | None = None, check: LawCheck | None = None, *, is_own: bool = False
) -> dict[str, Any]:
    """Return a time as a page shows it, with counsel's word on it and the kinds of duty that count it.

    With the library it has its source and the ruling that moved it, with their ways.
    """
    number, unit = parts_of(clock.within)
    entries = library.entries if library is not None else {}
    source, changed = entries.get(clock.source), entries.get(clock.changed_by)
    return {
        "url": reverse("law_entry", args=[clock.code]),
        "title": Bilingual(clock.title_en, clock.title_hi),
        "starts": STARTS[clock.starts_at],
        "within": duration_words(clock.within),
        "excludes": ", ".join(str(EXCLUDED[each]) for each in clock.excludes),
        "owner": str(BY_CODE[clock.owner].name),
        "escalate": ", ".join(str(BY_CODE[each].name) for each in clock.escalate),
        "source": f"{labels.label_of(source)}: {source.said('title')}" if source else "",
        "source_url": reverse("law_entry", args=[clock.source]) if source else "",
        "changed_by": str(changed.said("title")) if changed else "",
        "changed_url": reverse("law_entry", args=[clock.changed_by]) if changed else "",
        "doubt": str(Bilingual(clock.check_en, clock.check_hi)),
        "pill": presenters.standing_pill(clock, check),
        "is_own": is_own,
        "duties": [kind.words for kind in kinds_on_clock(clock.code)],
        "order": (number * _HOURS[unit], clock.code),
    }


def said_of_fields(clock: StatutoryClock) -> dict[str, str]:
    """Return what an edition of a clock says, field by field, to compare it with another."""
    return {
        _("Title (English)"): clock.title_en,
        _("Title (Hindi)"): clock.title_hi,
        _("Counted from"): str(STARTS[clock.starts_at]),
        _("Within"): duration_words(clock.within),
        _("What is not counted"): ", ".join(str(EXCLUDED[each]) for each in clock.excludes),
        _("Responsible"): str(BY_CODE[clock.owner].name),
        _("Who is informed of a delay"): ", ".join(str(BY_CODE[each].name) for each in clock.escalate),
        _("Source in the law"): clock.source,
        _("Ruling that changed it"): clock.changed_by,
        _("How certain the writer was"): str(CERTAINTY[clock.certainty]),
        _("What was doubted (English)"): clock.check_en,
        _("What was doubted (Hindi)"): clock.check_hi,
    }


def happened_line(each: Happened, checks: Mapping[str, LawCheck], entries: Mapping[str, Entry]) -> dict[str, Any]:
    """Return one change of the law as a list shows it, with the sections whose place it took."""
    entry = each.entry
    was = ", ".join(labels.label_of(entries[old]) for old in entry.was if old in entries)
    what = {"began": _("in force"), "decided": _("date of decision or issue"), "ended": _("ended")}[each.what]
    return {
        "day": str(each.day.year) if each.is_year else labels.day_words(each.day),
        "what": what,
        "entry": presenters.shown(entry, checks.get(entry.code)),
        "was": was,
        "mandatory": entry.mandatory,
    }
