"""What the districts of the demonstration report, week by week, and what they confirm of what was read."""

from datetime import timedelta
from typing import Any

from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, reading
from samanvay.reports.actions import confirm_claim, give_counts, submit_report, write_report
from samanvay.reports.figures import CELLS
from samanvay.reports.models import SituationReport
from samanvay.reports.queries import Week, week_of
from samanvay.reports.sameness.candidates import candidates_of
from samanvay.reports.states import ClaimState

from .delivery import deliver
from .story import COUNTS, NARRATIVES, Counted
from .told import told_as

WEEKS_TOLD = 8
QUIET_WEEKS = 1  # the latest that districts without anything to tell report here; earlier ones are taken in as a sheet


def tell_reports(actors: dict[str, Actor]) -> int:
    """Let the districts report that have something to tell, and of the last weeks all with a chief but some."""
    told = {(each.district, each.weeks_ago): each for each in NARRATIVES}
    counted = {(each.district, each.weeks_ago): each for each in COUNTS if each.role == "police_chief"}
    chiefs = {actor.grants[0].audience: actor for actor in actors.values() if actor.grants[0].role == "police_chief"}
    seats = Unit.objects.filter(audience__in=chiefs).order_by("place__name").values_list("audience", "place__name")
    count = 0
    for weeks_ago in range(WEEKS_TOLD, -1, -1):
        moment = clock.now() - timedelta(weeks=weeks_ago)
        with clock.frozen(moment):
            quiet: list[tuple[Actor, Counted | None]] = []
            for position, (audience, district) in enumerate(seats):
                words = told.get((district, weeks_ago))
                is_forgotten = (position * 7 + weeks_ago * 3) % 11 == 0 or not 0 < weeks_ago <= QUIET_WEEKS
                if words is None and is_forgotten:
                    continue
                counts = counted.get((district, weeks_ago))
                if words is None:
                    quiet.append((chiefs[audience], counts))
                    continue
                count += _report(chiefs[audience], week_of(clock.today()), words, counts)
            deliver()
            count += _tell_administration(actors["dm"], weeks_ago)
            week = week_of(clock.today())
        if not quiet:
            continue
        # That nothing happened is said when the week is over: on its Sunday.
        with clock.frozen(moment + (week.last - moment.astimezone(clock.INDIA).date())):
            count += sum(_report(actor, week, None, counts) for actor, counts in quiet)
            deliver()
    return count


def _tell_administration(actor: Actor, weeks_ago: int) -> int:
    """Let the administration of one district give its part; what the police told already is left to a decision."""
    district = Unit.objects.values_list("place__name", flat=True).get(audience=actor.grants[0].audience)
    told = [
        each
        for each in COUNTS
        if (each.district, each.weeks_ago, each.role) == (district, weeks_ago, "district_magistrate")
    ]
    return sum(_report(actor, week_of(clock.today()), each, each) for each in told)


def _report(actor: Actor, week: Week, words: Any, counts: Counted | None = None) -> int:
    name = told_as("report", actor.grants[0].audience, week.first)
    with reading(actor):
        if SituationReport.objects.filter(submission_id=name).exists():
            return 1
        report = write_report(
            by=actor,
            submission_id=name,
            period_from=week.first,
            period_to=week.last,
            narrative=words.words if words else "",
            is_quiet=words is None,
        )
        if counts is not None:
            give_counts(by=actor, report=report, numbers={CELLS[name]: said for name, said in counts.numbers.items()})
        if words is not None and words.is_left_open:
            return 1
        if words is not None:
            _confirm_each(actor, report)
        submit_report(by=actor, report=report)
    return 1


def _confirm_each(actor: Actor, report: SituationReport) -> None:
    """Confirm what is stated, each for itself, as an officer who compares it with the text.

    What may be told already, and a place that nobody settled, is left to a decision.
    """
    stated = report.claims.filter(state=ClaimState.PROPOSED, certainty="stated", is_unsettled=False)
    for claim in stated.order_by("number"):
        if (claim.kind == "event" or claim.places_named > 1) and not candidates_of(actor, claim):
            confirm_claim(by=actor, claim=claim)
