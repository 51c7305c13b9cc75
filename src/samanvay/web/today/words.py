"""Numbers and time as people say them."""

from datetime import datetime, timedelta

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samanvay.kernel import clock
from samanvay.web.components.pieces import Pill

EN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
HI = ("शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ", "दस", "ग्यारह", "बारह")

HOT_BELOW = timedelta(hours=6)
DAYS_FROM = timedelta(hours=48)


def number_words(number: int, *, capital: bool = False) -> str:
    """Return a number in words up to twelve, in figures beyond: "eleven", "13"."""
    if not 0 <= number <= 12:
        return str(number)
    words = (HI if (get_language() or "en").startswith("hi") else EN)[number]
    return words.capitalize() if capital else words


def waiting_sentence(waiting: int, due_today: int, overdue: int) -> str:
    """Return what the head of the day says: "Eleven things wait for you. Four are due today."."""
    if not waiting:
        return _("Nothing waits for you.")
    said = [
        ngettext("%(number)s thing waits for you.", "%(number)s things wait for you.", waiting)
        % {"number": number_words(waiting, capital=True)}
    ]
    still = due_today - overdue
    if still:
        said.append(
            ngettext("%(number)s is due today.", "%(number)s are due today.", still)
            % {"number": number_words(still, capital=True)}
        )
    if overdue:
        said.append(
            ngettext("%(number)s is overdue.", "%(number)s are overdue.", overdue)
            % {"number": number_words(overdue, capital=True)}
        )
    return " ".join(said)


def day_words(moment: datetime) -> str:
    """Return the day of a moment in India: "2 Nov", with the year when it is another than this."""
    day = moment.astimezone(clock.INDIA).date()
    return formats.date_format(day, "j M" if day.year == clock.today().year else "j M Y")


def clock_pill(*, due_at: datetime, paused: bool = False) -> Pill:
    """Return how long there is: hot under six hours and past the hour, warn today, calm beyond."""
    if paused:
        return Pill(_("paused"), "calm", "⏸")
    left = due_at - clock.now()
    if left < timedelta(0):
        return _past(due_at)
    minutes = int(left.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    if left < HOT_BELOW:
        words = _("%(hours)d h %(minutes)02d left") % {"hours": hours, "minutes": rest} if hours else None
        return Pill(words or _("%(minutes)d min left") % {"minutes": rest}, "hot")
    if due_at.astimezone(clock.INDIA).date() == clock.today():
        return Pill(_("due today"), "warn")
    if left < DAYS_FROM:
        return Pill(ngettext("%(hours)d h left", "%(hours)d h left", hours) % {"hours": hours}, "warn")
    return Pill(ngettext("%(days)d day left", "%(days)d days left", left.days) % {"days": left.days}, "calm")


def _past(due_at: datetime) -> Pill:
    if due_at.astimezone(clock.INDIA).date() == clock.today():
        at = formats.date_format(due_at.astimezone(clock.INDIA), "H:i")
        return Pill(_("since %(when)s") % {"when": at}, "hot")
    return Pill(_("since %(when)s") % {"when": day_words(due_at)}, "hot")
