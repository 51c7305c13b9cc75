"""Writing, revising and submitting a report; accepting or returning it."""

import re
from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.directory.places.actions.places import keep_place
from samanvay.kernel import clock
from samanvay.kernel.contacts import contains_aadhaar
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Invalid
from samanvay.recording.submissions import one_at_a_time

from .. import events, policies
from ..models import Claim, SituationReport
from ..narratives.reading import Found, Read, day_of_writing, read_narrative
from ..queries import districts_to_take_down, reporting_desk
from ..settling.written import is_unsettled, rows_of
from ..states import REPORT_FOLLOWS, ClaimState, ReportState
from ..weeks.weekly import to_file_for, too_early_for_nothing
from .claims import look_beyond
from .counts import follow_tally, move_counts, say_nothing, share_counts, unsay

LONGEST_NARRATIVE = 60_000
LONGEST_PERIOD = timedelta(days=92)


def write_report(
    *,
    by: Actor,
    period_from: date,
    period_to: date,
    narrative: str,
    is_quiet: bool = False,
    source_name: str = "",
    submission_id: UUID | None = None,
    captured_at: datetime | None = None,
    device: str = "",
    form_version: str = "",
    district: str = "",
    in_place_of: int | None = None,
) -> SituationReport:
    """Write a draft for the actor's unit and read its narrative; nothing that was read counts before it is confirmed.

    An office above the districts takes down the message of one of them and says by ``district`` of which; or it writes
    the report of the unit ``in_place_of`` which nobody is posted to, that settles the week as its own would. The same
    ``submission_id`` from the same unit again returns the report already there.
    """
    policies.may_write_report(by)
    if in_place_of is not None:
        agency = to_file_for(by, in_place_of)
        unit, district, is_taken_down = agency.unit, agency.district, False
    else:
        unit, district, is_taken_down = _desk(by, district)
    if is_taken_down and is_quiet:
        raise Invalid("district", _("Only the district itself can send a nil report."))
    if is_quiet and (early := too_early_for_nothing(period_to)):
        raise Invalid("period_to", early)
    if submission_id is not None:
        one_at_a_time(submission_id)
        known = SituationReport.objects.filter(home_unit=unit.audience, submission_id=submission_id).first()
        if known is not None:
            return known
    if is_quiet or in_place_of is not None:
        one_at_a_time(uuid5(unit.pk, period_to.isoformat()))
        _refuse_second(unit, period_from, period_to, nil=in_place_of is None)
    return draft_report(
        by=by,
        unit=unit,
        district=district,
        period_from=period_from,
        period_to=period_to,
        narrative=narrative,
        is_quiet=is_quiet,
        source_name=source_name,
        submission_id=submission_id,
        captured_at=captured_at,
        device=device,
        form_version=form_version,
        is_taken_down=is_taken_down,
    )


def _refuse_second(unit: Unit, period_from: date, period_to: date, *, nil: bool) -> None:
    """Refuse to say "nothing", or to speak for a vacant post, beside what was sent for these days. Raises Invalid."""
    with reading(SYSTEM):
        sent = SituationReport.objects.spoken().filter(
            home_unit=unit.audience, period_from__lte=period_to, period_to__gte=period_from
        )
        if not (sent.filter(is_quiet=False) if nil else sent).exists():
            return
    if nil:
        raise Invalid(
            "is_quiet", _("A report with incidents was already sent for these days. Ask for its return first.")
        )
    raise Invalid("period_to", _("A report for these days was already sent. Ask for its return if it is wrong."))


def _desk(by: Actor, district: str) -> tuple[Unit, str, bool]:
    """Return for which unit and district somebody writes, and whether it is another's message that is taken down."""
    own = reporting_desk(by)
    if own is not None and district in ("", own[1]):
        return *own, False
    below = districts_to_take_down(by)
    if own is None and not below:
        raise Invalid(
            "district", _("Your unit does not belong to one district. A unit of the district writes its report.")
        )
    if district not in below:
        words = _("Choose a district in your charge.") if district else _("Choose the district that sent this message.")
        raise Invalid("district", words)
    return below[district], district, True


def draft_report(
    *,
    by: Actor,
    unit: Unit,
    district: str,
    period_from: date,
    period_to: date,
    narrative: str,
    is_quiet: bool = False,
    source_name: str = "",
    submission_id: UUID | None = None,
    captured_at: datetime | None = None,
    device: str = "",
    form_version: str = "",
    is_taken_down: bool = False,
) -> SituationReport:
    """Write a draft of a unit for its district; whoever calls has asked whether ``by`` may."""
    _check_period(period_from, period_to)
    narrative = _checked_narrative(narrative)
    report = SituationReport(
        district_id=district,
        agency=unit.compartment,
        period_from=period_from,
        period_to=period_to,
        narrative=narrative,
        source_name=source_name[:120],
        is_quiet=is_quiet and not narrative,
        is_taken_down=is_taken_down,
        written_by=by.id,
        written_at=clock.now(),
        captured_at=captured_at,
        device=device,
        form_version=form_version,
        readers=directory.readers_for(unit.audience),
        home_unit=unit.audience,
        home_state=unit.home_state,
    )
    if submission_id is not None:
        report.submission_id = submission_id
    read = _read(report)
    for name, kept in _beside(read).items():
        setattr(report, name, kept)
    with operation(events.REPORT_WRITTEN, by=by, target=("report", report.id), readers=report.readers) as op:
        report.save(force_insert=True)
        op.add(claims=_propose(by, report, read), district=report.district_id, quiet=report.is_quiet)
        if report.is_quiet:
            say_nothing(report)
        else:
            follow_tally(report)
    return report


def revise_report(
    *,
    by: Actor,
    report: SituationReport,
    narrative: str,
    period_from: date,
    period_to: date,
    expected: int | None,
) -> SituationReport:
    """Change a draft's words and read them anew.

    Claims already decided or put right stay where their words still stand.
    """
    policies.may_revise_report(by, report)
    _check_period(period_from, period_to)
    narrative = _checked_narrative(narrative)
    was_quiet, before = report.is_quiet, (report.period_from, report.period_to)
    report.narrative, report.period_from, report.period_to = narrative, period_from, period_to
    read = _read(report)
    with operation(events.REPORT_REVISED, by=by, target=("report", report.id), readers=report.readers) as op:
        report.revise(
            expected=expected,
            changes={
                "narrative": narrative,
                "period_from": period_from,
                "period_to": period_to,
                "is_quiet": report.is_quiet and not narrative,
                **_beside(read),
            },
        )
        undecided = report.claims.filter(state__in=[ClaimState.PROPOSED, ClaimState.ASIDE])
        undecided.filter(is_corrected=False, added_by=None).delete()
        kept = _keep_decided(report)
        op.add(claims=_propose(by, report, read, known=kept))
        if before != (period_from, period_to):
            op.add(district=report.district_id, voice=report.agency, period_from=period_from, period_to=period_to)
            op.add(was_from=before[0], was_to=before[1])
            move_counts(report)
        if was_quiet and not report.is_quiet:
            unsay(report)
        else:
            follow_tally(report)
    return report


def _keep_decided(report: SituationReport) -> set[tuple[str, str]]:
    """Find the words of claims decided or put right again in the new narrative; returns what these are.

    A claim whose words are gone goes with them. Raises Invalid for a confirmed one.
    """
    kept = set()
    for claim in report.claims.all():
        start = _nearest(report.narrative, claim.evidence, claim.start)
        if start is not None:
            if start != claim.start:
                claim.revise(expected=None, changes={"start": start, "end": start + len(claim.evidence)})
            kept.add((claim.kind, claim.evidence))
        elif claim.state == ClaimState.CONFIRMED:
            raise Invalid(
                "narrative",
                _(
                    "A detail found in “%(words)s” is already confirmed. Undo the confirmation first, then "
                    "change the text."
                )
                % {"words": claim.evidence[:120]},
            )
        else:
            claim.delete()
    return kept


def _nearest(text: str, words: str, to: int) -> int | None:
    """Return where words stand in a text, the place nearest to a position; None where they do not."""
    found = [match.start() for match in re.finditer(re.escape(words), text)]
    return min(found, key=lambda start: abs(start - to)) if found else None


def submit_report(*, by: Actor, report: SituationReport, expected: int | None = None) -> SituationReport:
    """Hand the report to the unit above."""
    policies.may_submit_report(by, report)
    with operation(events.REPORT_SUBMITTED, by=by, target=("report", report.id), readers=report.readers) as op:
        op.add(
            district=report.district_id,
            voice=report.agency,
            period_from=report.period_from,
            period_to=report.period_to,
            quiet=report.is_quiet,
        )
        # One that came back was sent when it was sent first: nobody is late because more was asked.
        sent = {"state": ReportState.SUBMITTED, "submitted_at": report.submitted_at or clock.now()}
        report.revise(expected=expected, changes=sent)
        share_counts(report)
        look_beyond(report)
    return report


def decide_report(
    *, by: Actor, report: SituationReport, accept: bool, words: str = "", expected: int | None = None
) -> SituationReport:
    """Accept a submitted report, or return one, be it accepted already, with the words that say what is missing."""
    may = policies.may_decide_report if accept else policies.may_return_report
    may(by, report)
    if not accept and not words.strip():
        raise Invalid("words", _("Write what should be changed."))
    state = ReportState.ACCEPTED if accept else ReportState.RETURNED
    assert state in REPORT_FOLLOWS[ReportState(report.state)]
    kind = events.REPORT_ACCEPTED if accept else events.REPORT_RETURNED
    with operation(kind, by=by, target=("report", report.id), readers=report.readers):
        report.revise(
            expected=expected,
            changes={
                "state": state,
                "words_back": words.strip(),
                "decided_by": by.id,
                "decided_at": clock.now(),
            },
        )
        share_counts(report)
    return report


def undo_acceptance(*, by: Actor, report: SituationReport, expected: int | None = None) -> SituationReport:
    """Put a report that the person accepted within ten minutes back among those that wait."""
    policies.may_undo_acceptance(by, report)
    with operation(events.REPORT_ACCEPTANCE_UNDONE, by=by, target=("report", report.id), readers=report.readers):
        report.revise(
            expected=expected, changes={"state": ReportState.SUBMITTED, "decided_by": None, "decided_at": None}
        )
        share_counts(report)
    return report


def _check_period(period_from: date, period_to: date) -> None:
    if period_to < period_from:
        raise Invalid("period_to", _("The last day is before the first."))
    if period_from > clock.today():
        raise Invalid("period_from", _("The period has not begun yet."))
    if period_to - period_from > LONGEST_PERIOD:
        raise Invalid("period_to", _("A report can cover at most three months."))


# Signs that nobody sees: of terminals, and those by which a text reads from right to left. Joiners of Hindi stay.
_UNSEEN_SIGNS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _checked_narrative(narrative: str) -> str:
    narrative = _UNSEEN_SIGNS.sub("", narrative.replace("\r\n", "\n")).strip()
    if len(narrative) > LONGEST_NARRATIVE:
        raise Invalid(
            "narrative",
            _("The text has %(length)d letters; a report can have %(most)d. Split it into two reports.")
            % {"length": len(narrative), "most": LONGEST_NARRATIVE},
        )
    if contains_aadhaar(narrative):
        raise Invalid(
            "narrative", _("The text contains an Aadhaar number. Delete it: Aadhaar numbers are never stored here.")
        )
    return narrative


def _read(report: SituationReport) -> Read:
    """Read the narrative of a report."""
    if not report.narrative:
        return Read([])
    return read_narrative(report.narrative, near=report.district_id, written_on=day_of_writing(report))


def _beside(read: Read) -> dict[str, Any]:
    """Return what is kept with a report of what was read beside its claims."""
    return {
        "unread": [bound for span in read.unread for bound in span],
        "numbers": [asdict(number) for number in read.numbers],
    }


def _propose(by: Actor, report: SituationReport, read: Read, known: Collection[tuple[str, str]] = ()) -> int:
    """Store what was read in the narrative as claims, but for those already decided; returns how many."""
    added = list(report.claims.exclude(added_by=None))
    found = [
        each
        for each in read.found
        if (each.kind, each.evidence) not in known and not any(_is_added(each, claim) for claim in added)
    ]
    for key in dict.fromkeys(key for each in found for key in each.place_keys):
        keep_place(by=by, key=key)
    last = max(report.claims.values_list("number", flat=True), default=0)
    Claim.objects.bulk_create(_as_claim(report, last + position, each) for position, each in enumerate(found, 1))
    return len(found)


def _is_added(found: Found, claim: Claim) -> bool:
    """Tell whether an officer added what is now read: the same kind in the same words."""
    same = (found.kind, found.event_kind) == (claim.kind, claim.event_kind)
    return same and found.start < claim.end and claim.start < found.end


def _as_claim(report: SituationReport, number: int, found: Found) -> Claim:
    return Claim(
        report=report,
        number=number,
        kind=found.kind,
        event_kind=found.event_kind,
        origin_id=found.origin,
        via=found.via,
        stops=found.stops,
        destination_id=found.destination,
        place_id=found.place,
        written=rows_of(found.written),
        is_unsettled=is_unsettled(found.written),
        people=found.people,
        females=found.females,
        males=found.males,
        children=found.children,
        occurred=found.occurred,  # type: ignore[misc]  # one attribute over three columns
        forms=found.forms,
        lures=found.lures,
        certainty=found.certainty,
        is_sure=found.is_sure,
        evidence=found.evidence,
        start=found.start,
        end=found.end,
        state=ClaimState.ASIDE if found.aside_reason else ClaimState.PROPOSED,
        aside_reason=found.aside_reason,
        **report.ownership(),
    )
