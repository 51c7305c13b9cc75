"""A record that may tell of the same happening, as one of the choices."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.directory.kinds import COMPARTMENTS
from samanvay.kernel.bilingual import Bilingual
from samanvay.reports.sameness.candidates import Candidate
from samanvay.reports.vocabulary import EVENT_KINDS


@dataclass(frozen=True, slots=True)
class Choice:
    """One record that may tell the same: the answer that links to it, its words, and its page where it may be seen."""

    answer: str
    words: str
    url: str = ""


def apart_words(count: int) -> str:
    """Return from how many records something was said to be apart, nothing where from none."""
    said = ngettext(
        "Marked as a different incident from %(n)d record.", "Marked as a different incident from %(n)d records.", count
    )
    return said % {"n": count} if count else ""


def choice_of(candidate: Candidate) -> Choice:
    """Return a record that may tell the same as one of the choices."""
    words = _case_words(candidate) if candidate.case else _report_words(candidate)
    said = [_("reported as: %(kind)s") % {"kind": EVENT_KINDS[candidate.kind]}] if candidate.kind else []
    if candidate.occurred:
        said.append(str(candidate.occurred))
    if candidate.people:
        said.append(ngettext("%(n)d person", "%(n)d persons", candidate.people) % {"n": candidate.people})
    return Choice(candidate.key, f"{words} ({', '.join(said)})" if said else words, _url(candidate))


def _case_words(candidate: Candidate) -> str:
    if candidate.number:
        return _("Case %(number)s") % {"number": candidate.number}
    return _("A case of another office in this district")


def _report_words(candidate: Candidate) -> str:
    agency = str(COMPARTMENTS.get(candidate.agency, Bilingual(candidate.agency)))
    if not candidate.district:
        return _("A report of another office")
    return _("Report of %(district)s, %(voice)s") % {"district": candidate.district, "voice": agency}


def _url(candidate: Candidate) -> str:
    if candidate.report is not None:
        return f"{reverse('report', args=[candidate.report])}#reading-{candidate.claim}"
    return reverse("case", args=[candidate.case]) if candidate.number and candidate.case is not None else ""
