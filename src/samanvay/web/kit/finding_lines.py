"""Findings as short lines of a page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from samanvay.picture.findings.words import keys_of, numbers_of, what_of
from samanvay.picture.models import Finding
from samanvay.picture.queries import Spot, spots
from samanvay.web.components.pieces import Kind, Pill
from samanvay_insight.shifts import ShiftKind

KIND_PILLS: Mapping[str, tuple[Kind, str]] = {
    ShiftKind.APPEARED: ("hot", "+"),
    ShiftKind.ROSE: ("hot", "↑"),
    ShiftKind.FELL: ("warn", "↓"),
    ShiftKind.DRIED_UP: ("warn", "–"),
    ShiftKind.REVERSED: ("hot", "⇄"),
    ShiftKind.SILENT: ("warn", "▨"),
    ShiftKind.TOGETHER: ("warn", "≡"),
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
    return str(numbers_of(finding))
