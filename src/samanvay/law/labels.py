"""The short name of an entry, and its days, in the active language."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.law import vocabulary as words
from samanvay.law.entries import Entry
from samanvay.law.search.spoken import ACT_SHORT


def day_words(day: date | None) -> str:
    return date_format(day, "j M Y") if day else ""


def label_of(entry: Entry) -> str:
    """Return the short name by which an officer knows an entry: "BNS 143", else its kind."""
    if entry.kind == "constitution":
        return _("Article %(number)s") % {"number": article_of(entry.code)}
    if entry.section:
        act = ACT_SHORT.get(entry.act)
        return f"{act or entry.act.upper()} {section_words(entry.section)}"
    return str(words.KINDS[entry.kind])


def section_words(said: str) -> str:
    """Return a section with the words in it, as "25 to 27" and "(before 2013)", in the active language."""
    return str(Bilingual(said, said.replace("(before 2013)", "(2013 से पहले)").replace(" to ", " से ")))


def article_of(code: str) -> str:
    """Return the number of an article of the Constitution by its code: "art_39_ef" is 39(e), (f)."""
    number, *parts = code.removeprefix("art_").upper().split("_")
    letters = [each for part in parts for each in ([part] if part.isdigit() else part.lower())]
    return number + ", ".join(f"({each})" for each in letters)


def days_of(entry: Entry) -> str:
    """Return from when until when an entry holds, in words."""
    first, last = day_words(entry.effective_from), day_words(entry.effective_to)
    if first and last:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    if last:
        return _("until %(last)s") % {"last": last}
    if first:
        coming = entry.effective_from is not None and entry.effective_from > clock.today()
        return (_("from %(first)s") if coming else _("since %(first)s")) % {"first": first}
    if entry.decided or entry.year:
        return day_words(entry.decided) or str(entry.year)
    return _("first day not known") if entry.kind == "provision" else ""
