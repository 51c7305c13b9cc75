"""Numbers and time as people say them."""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

EN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
HI = ("शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ", "दस", "ग्यारह", "बारह")


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
