"""What the map says: one sentence for each district, corridor and sign, in the reader's language."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.kernel.bilingual import Bilingual
from samanvay.picture.queries import Corridor, Happening, Spot
from samanvay.reports.vocabulary import CERTAINTIES, EVENT_KINDS, FORMS, LURES
from samanvay_insight import gazetteer


def name_of(spots: Mapping[str, Spot], key: str) -> str:
    """Return the name of a place, a dash where an end was not said."""
    if not key:
        return _("not given")
    spot = spots.get(key)
    return str(spot.names) if spot is not None else _("a place no longer in the directory")


def lands() -> list[tuple[str, str]]:
    """Return key and name of every state of India and of Nepal."""
    return [(place.key, str(Bilingual(place.name, place.name_hi))) for place in (*gazetteer.places(["state"]),)] + [
        ("NP", str(Bilingual("Nepal", "नेपाल")))
    ]


def month(day: date) -> str:
    """Return a month in words: November 2026."""
    return date_format(day, "F Y")


def event(kind: str) -> str:
    return str(EVENT_KINDS.get(kind, Bilingual(kind)))


def form(code: str) -> str:
    return str(FORMS.get(code, Bilingual(code))) if code else _("form not given")


def lure(code: str) -> str:
    return str(LURES.get(code, Bilingual(code)))


def certainty(is_hearsay: bool) -> str:
    return str(CERTAINTIES["hearsay" if is_hearsay else "stated"])


def persons(count: int) -> str:
    return ngettext("%(count)d person", "%(count)d persons", count) % {"count": count}


def times(count: int) -> str:
    """Return how often something happened that counts nobody."""
    return ngettext("%(count)d time", "%(count)d times", count) % {"count": count}


def journeys(count: int) -> str:
    return ngettext("%(count)d journey", "%(count)d journeys", count) % {"count": count}


def corridor(origin: str, destination: str, each: Corridor) -> str:
    words = f"{origin} → {destination}: {journeys(each.journeys)}, {persons(each.persons)}"
    return f"{words} ({certainty(True)})" if each.is_hearsay else words


def stopover(name: str, count: int) -> str:
    return _("%(name)s: stop-over of %(journeys)s") % {"name": name, "journeys": journeys(count)}


def happenings(name: str, found: Iterable[Happening]) -> str:
    said = [f"{event(each.kind)}: {persons(each.persons) if each.persons else times(each.count)}" for each in found]
    return f"{name}. " + " · ".join(said)


def whole_area(name: str, count: int) -> str:
    return _("%(name)s, district not known: %(persons)s.") % {"name": name, "persons": persons(count)}


def passed(name: str, expected: float) -> str:
    return _("%(name)s: %(journeys)s probably passed (estimated from the shortest routes)") % {
        "name": name,
        "journeys": journeys(max(1, round(expected))),
    }


def reported(spoke: int, weeks: int) -> str:
    """Return in how many weeks of a period a district spoke."""
    said = ngettext("reported in %(spoke)d of %(weeks)d week", "reported in %(spoke)d of %(weeks)d weeks", weeks)
    return said % {"spoke": spoke, "weeks": weeks}


def published(number: int | None, year: int) -> str:
    """Return the published number of a district in words; one without a number was not published."""
    if number is None:
        return _("published for %(year)d: none") % {"year": year}
    return _("published for %(year)d: %(number)d") % {"year": year, "number": number}


def district(name: str, roles: Counter[str], is_silent: bool, *more: str) -> str:
    """Return what is known of a district, what is not, and whether it spoke at all; ``more`` is said at the end."""
    known = {
        "taken": _("%(persons)s taken from here"),
        "stopped": _("%(persons)s stopped here on the route"),
        "passing": _("%(persons)s passed through"),
        "brought": _("%(persons)s brought here"),
    }
    said = [words % {"persons": persons(roles[role])} for role, words in known.items() if roles[role]]
    said += [f"{event(kind)}: {persons(roles[kind])}" for kind in EVENT_KINDS if roles[kind]]
    if is_silent:
        said.append(_("no report for three weeks or more"))
    if not said:
        said.append(_("Nothing known in this period."))
    return f"{name}. " + " · ".join((*said, *(each for each in more if each)))


def quarter(start: Any) -> str:
    """Return a quarter in words: its first and its last month."""
    return f"{date_format(start, 'M Y')} – {date_format(start.replace(month=start.month + 2), 'M Y')}"
