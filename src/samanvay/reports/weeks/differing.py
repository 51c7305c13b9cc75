"""Where the counts of a report say less than the details that its office confirmed; shown, and never refused."""

from dataclasses import dataclass

from samanvay.kernel.db.scope import Actor

from ..models import SituationReport
from .comparing import counts_of
from .proposing import proposals


@dataclass(frozen=True, slots=True)
class Differing:
    """A figure of which the counts say less than the confirmed details ``readings`` (their numbers on the page)."""

    figure: str
    counted: int
    told: int
    readings: tuple[int, ...]


def differing_counts(actor: Actor, report: SituationReport) -> list[Differing]:
    """Return the figures of which the counts say less than the details of the report add up to.

    More in the counts is no contradiction: a text need not tell of everybody. A figure not given says nothing.
    """
    part = counts_of(actor, report.pk)
    if part is None:
        return []
    return [
        Differing(figure, counted, proposal.total, tuple(proposal.readings))
        for figure, proposal in proposals(actor, report).items()
        if (counted := part.total(figure)) is not None and counted < proposal.total
    ]


def numbers_of(found: list[Differing]) -> dict[str, list[int]]:
    """Return by figure the two numbers, as the report keeps them beside the reason."""
    return {each.figure: [each.counted, each.told] for each in found}


def reason_kept(report: SituationReport, found: list[Differing]) -> str:
    """Return the reason that was given for just these numbers, "" where there is none."""
    if not found or report.explained.get("numbers") != numbers_of(found):
        return ""
    return str(report.explained["reason"])
