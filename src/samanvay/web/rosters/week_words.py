"""Weeks in words and in the address: `2026-W49`, a day of its Monday."""

from datetime import date, timedelta

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samanvay.kernel import clock
from samanvay.web.kit.filters import NO_WEEK, note_unread, text_of
from samanvay_insight.roster.weeks import label_of, monday_of

FARTHEST = timedelta(days=3_650)
week_key = label_of  # a week as the address has it


def this_monday() -> date:
    """Return the Monday of this week."""
    today = clock.today()
    return today - timedelta(days=today.weekday())


def week_named(given: str) -> date | None:
    """Return the Monday of a week as an address or form has it, None where it names none within ten years."""
    try:
        found = monday_of(given[:10])
    except ValueError:
        return None
    return found if abs(found - this_monday()) < FARTHEST else None


def week_asked(request: HttpRequest, otherwise: date) -> date:
    """Return the Monday of the week that the address asks for."""
    given = text_of(request, "week")
    found = week_named(given)
    if given and found is None:
        note_unread(request, "week", NO_WEEK)
    return found or otherwise


def day_words(given: date | None) -> str:
    return date_format(given, "j M Y") if given else ""


def span_words(first: date, last: date) -> str:
    """Return a week, or the weeks from one to another, in words."""
    if first == last:
        return _("week of %(day)s") % {"day": day_words(first)}
    return _("weeks of %(first)s to %(last)s") % {"first": day_words(first), "last": day_words(last)}


def week_words(monday: date) -> str:
    """Return a week in words: the next and the present one by that name."""
    if monday == this_monday():
        return _("This week")
    if monday == this_monday() + timedelta(weeks=1):
        return _("Next week")
    return _("Week of %(day)s") % {"day": day_words(monday)}
