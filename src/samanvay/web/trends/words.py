"""Patterns in words: their names, their addresses, what is counted."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.opendata.kinds import SEEN_BY_PARTNERS, PatternKind
from samanvay.opendata.patterns import Pattern
from samanvay.picture.findings.words import what_of
from samanvay.picture.queries import Spot
from samanvay.web.kit import sentences


def way(origin: str, destination: str, known: Mapping[str, Spot]) -> str:
    return f"{sentences.name_of(known, origin)} → {sentences.name_of(known, destination)}"


def url_of(kind: PatternKind, key: str, query: str = "") -> str:
    return reverse("trend", args=[kind.value, key]) + query


def title(pattern: Pattern, known: Mapping[str, Spot]) -> str:
    if pattern.kind == PatternKind.FORM:
        return sentences.form(pattern.key)
    if pattern.kind == PatternKind.LURE:
        return sentences.lure(pattern.key)
    if pattern.finding is not None:
        return str(what_of(pattern.finding, known))
    return way(*pattern.ends, known)


def by_quarter(count: int) -> str:
    """Return how many stand in no month, "" for none."""
    if not count:
        return ""
    said = ngettext(
        "%(count)d is reported by quarter only and is not in any month.",
        "%(count)d are reported by quarter only and are not in any month.",
        count,
    )
    return said % {"count": count}


def who_reads(pattern: Pattern) -> str:
    """Return who will read what is written under a pattern."""
    if pattern.kind in SEEN_BY_PARTNERS:
        return _(
            "Every officer, every partner organisation and the state's press desk can read this, with your "
            "name and unit."
        )
    return _("Every officer who can see this trend reads this, with your name and unit.")
