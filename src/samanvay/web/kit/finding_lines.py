"""Findings as short lines of a page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.picture.findings.words import keys_of, number, what_of
from samanvay.picture.models import Finding
from samanvay.picture.queries import Spot, spots
from samanvay.picture.states import Subject
from samanvay.web.components.pieces import Kind, Pill
from samanvay_insight.shifts import ShiftKind

from . import sentences

KIND_PILLS: Mapping[str, tuple[Kind, str]] = {
    ShiftKind.APPEARED: ("hot", "+"),
    ShiftKind.ROSE: ("hot", "↑"),
    ShiftKind.FELL: ("warn", "↓"),
    ShiftKind.DRIED_UP: ("warn", "–"),
    ShiftKind.REVERSED: ("hot", "⇄"),
    ShiftKind.SILENT: ("warn", "▨"),
}


# No verb that would have to agree with what is told of, which Hindi does.
SHIFT_WORDS: Mapping[str, Any] = {
    ShiftKind.APPEARED: gettext_lazy("%(what)s are new: %(seen)d in %(weeks)d weeks, none in the year before"),
    ShiftKind.ROSE: gettext_lazy("%(what)s rose sharply: %(seen)d in %(weeks)d weeks, normally %(usual)s"),
    ShiftKind.FELL: gettext_lazy("%(what)s fell sharply: %(seen)d in %(weeks)d weeks, normally %(usual)s"),
    ShiftKind.DRIED_UP: gettext_lazy("%(what)s stopped: none in %(weeks)d weeks, normally %(usual)s"),
    ShiftKind.REVERSED: gettext_lazy("%(what)s reversed: now %(seen)d this way in %(weeks)d weeks, normally %(usual)s"),
    ShiftKind.SILENT: gettext_lazy("%(what)s fell silent: no weekly report in %(weeks)d weeks"),
}


def known_places(found: Iterable[Finding]) -> Mapping[str, Spot]:
    """Return the spots that the sentences of findings name."""
    return spots({key for finding in found for key in keys_of(finding)})


def kind_pill(finding: Finding) -> Pill:
    kind, icon = KIND_PILLS.get(finding.kind, ("calm", "✎"))
    return Pill(finding.kind_words, kind, icon)


def short_lines(listed: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return findings as short lines for another page: pill, of what, numbers, address."""
    known = known_places(listed)
    return [
        {
            "pill": kind_pill(each),
            "what": str(what_of(each, known)),
            "numbers": short_numbers(each),
            "url": reverse("finding", args=[each.pk]),
        }
        for each in listed
    ]


def short_numbers(finding: Finding) -> str:
    if finding.seen is None:
        return finding.said
    return _("%(seen)d in %(weeks)d weeks, expected %(expected)s") % {
        "seen": finding.seen,
        "weeks": finding.weeks,
        "expected": number(finding.expected),
    }


def in_words(finding: Finding, known: Mapping[str, Spot]) -> str:
    """Return a finding as a sentence: "Stops in Ayodhya rose sharply: 8 in 4 weeks, normally none"."""
    what = str(what_of(finding, known))
    if finding.is_by_hand:
        return f"{what}: {finding.said}"
    of = {
        Subject.CORRIDOR: _("Journeys %(what)s"),
        Subject.STOPOVER: _("Stops in %(what)s"),
        Subject.DISTRICT: _("Incidents in %(what)s"),
        Subject.FORM: _("Incidents of %(what)s"),
    }[Subject(finding.subject)]
    if finding.subject == Subject.STOPOVER:
        what = sentences.name_of(known, finding.place)
    said = SHIFT_WORDS.get(finding.kind, SHIFT_WORDS[ShiftKind.ROSE])
    usual = number(finding.expected and float(round(finding.expected)))
    return str(said) % {
        "what": what if finding.kind == ShiftKind.SILENT else of % {"what": what},
        "seen": finding.seen or 0,
        "weeks": finding.weeks,
        "usual": usual if finding.expected and round(finding.expected) else _("none"),
    }
