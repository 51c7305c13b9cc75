"""Writing, revising and submitting a report; deciding what was read in it."""

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.directory.actions import keep_place
from samanvay.kernel import clock
from samanvay.kernel.contacts import contains_aadhaar
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refused

from . import events, policies
from .models import Claim, SituationReport
from .queries import reporting_desk
from .reading import Found, read_narrative
from .states import CLAIM_FOLLOWS, REPORT_FOLLOWS, ClaimState, ReportState
from .vocabulary import EVENT_KINDS

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
) -> SituationReport:
    """Write a draft for the actor's unit and read its narrative; nothing that was read counts before it is confirmed.

    The same ``submission_id`` from the same unit again returns the report already there.
    """
    policies.may_write_report(by)
    desk = reporting_desk(by)
    if desk is None:
        raise Invalid("district", _("Your unit lies in no single district; a district's unit writes its report."))
    unit, district = desk
    if submission_id is not None:
        known = SituationReport.objects.filter(home_unit=unit.audience, submission_id=submission_id).first()
        if known is not None:
            return known
    _check_period(period_from, period_to)
    narrative = _checked_narrative(narrative)
    report = SituationReport(
        district_id=district,
        voice=unit.compartment,
        period_from=period_from,
        period_to=period_to,
        narrative=narrative,
        source_name=source_name[:120],
        is_quiet=is_quiet and not narrative,
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
    with operation(events.REPORT_WRITTEN, by=by, target=("report", report.id), readers=report.readers) as op:
        report.save(force_insert=True)
        op.add(claims=_propose(by, report), district=report.district_id, quiet=report.is_quiet)
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
    """Change a draft's words and read them anew. Claims already decided stay where their words still stand."""
    policies.may_revise_report(by, report)
    _check_period(period_from, period_to)
    narrative = _checked_narrative(narrative)
    with operation(events.REPORT_REVISED, by=by, target=("report", report.id), readers=report.readers) as op:
        report.revise(
            expected=expected,
            changes={
                "narrative": narrative,
                "period_from": period_from,
                "period_to": period_to,
                "is_quiet": report.is_quiet and not narrative,
            },
        )
        report.claims.filter(state__in=[ClaimState.PROPOSED, ClaimState.ASIDE]).delete()
        kept = _keep_decided(report)
        op.add(claims=_propose(by, report, known=kept))
    return report


def _keep_decided(report: SituationReport) -> set[tuple[str, str]]:
    """Find the words of decided claims again in the new narrative; returns what is already decided.

    A refused claim whose words are gone goes with them. Raises Invalid for a confirmed one.
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
                _("The words “%(words)s” were confirmed. Take that back first, then change them.")
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
            voice=report.voice,
            period_from=report.period_from,
            period_to=report.period_to,
            quiet=report.is_quiet,
        )
        report.revise(expected=expected, changes={"state": ReportState.SUBMITTED, "submitted_at": clock.now()})
    return report


def decide_report(
    *, by: Actor, report: SituationReport, accept: bool, words: str = "", expected: int | None = None
) -> SituationReport:
    """Accept a submitted report, or return it with the words that say what is missing."""
    policies.may_decide_report(by, report)
    if not accept and not words.strip():
        raise Invalid("words", _("Say what should be changed."))
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
    return report


def confirm_claim(*, by: Actor, claim: Claim, expected: int | None = None) -> Claim:
    """Say that a reading is right; from now on it counts."""
    policies.may_decide_claim(by, claim)
    if claim.kind == "movement" and len(claim.place_keys) < 2:
        raise Invalid("places", _("A movement needs two places: where from, and a stop-over or where to."))
    return _decide(by, claim, ClaimState.CONFIRMED, expected)


def confirm_all(*, by: Actor, report: SituationReport) -> list[Claim]:
    """Confirm every reading of a report that is stated, without doubt and not yet decided; all of them or none."""
    policies.may_decide_claims(by, report)
    with transaction.atomic():
        claims = report.claims.filter(state=ClaimState.PROPOSED).order_by("number")
        return [confirm_claim(by=by, claim=claim) for claim in claims if claim.is_undoubted]


def refuse_claim(*, by: Actor, claim: Claim, reason: str = "", expected: int | None = None) -> Claim:
    """Say that a reading is wrong; it never counts."""
    policies.may_decide_claim(by, claim)
    claim.refuse_reason = reason.strip()[:200]
    return _decide(by, claim, ClaimState.REFUSED, expected)


def reopen_claim(*, by: Actor, claim: Claim, expected: int | None = None) -> Claim:
    """Take a decision back; the fact that rested on it is withdrawn."""
    policies.may_decide_claim(by, claim)
    return _decide(by, claim, ClaimState.PROPOSED, expected)


def correct_claim(
    *,
    by: Actor,
    claim: Claim,
    origin: str | None,
    via: list[str],
    destination: str | None,
    place: str | None,
    people: int | None,
    occurred: PartialDate | None,
    event_kind: str = "",
    expected: int | None = None,
) -> Claim:
    """Put a reading right before it is confirmed. ``origin``, ``via``, ``destination``, ``place`` are place keys."""
    policies.may_decide_claim(by, claim)
    if claim.state != ClaimState.PROPOSED:
        raise Invalid("state", _("Take the decision back first, then correct it."))
    if claim.kind == "event" and event_kind not in EVENT_KINDS:
        raise Invalid("event_kind", _("Choose what happened."))
    if people is not None and people < 1:
        raise Invalid("people", _("Give a number of persons, or leave it empty when it is not known."))
    if occurred is not None and occurred.certainly_after(PartialDate.day(clock.today())):
        raise Invalid("occurred", _("This day has not come yet."))
    with operation(events.CLAIM_CORRECTED, by=by, target=("report", claim.report_id), readers=claim.readers) as op:
        op.add(claim=claim.id)
        for key in (origin, *via, destination, place):
            if key:
                keep_place(by=by, key=key)
        claim.occurred = occurred  # type: ignore[assignment]  # one attribute over three columns
        claim.revise(
            expected=expected,
            changes={
                "origin_id": origin,
                "via": via,
                "destination_id": destination,
                "place_id": place,
                "people": people,
                "event_kind": event_kind if claim.kind == "event" else "",
                "is_corrected": True,
            },
            also=("occurred_earliest", "occurred_latest", "occurred_said"),
        )
    return claim


_DECISIONS = {
    ClaimState.CONFIRMED: events.CLAIM_CONFIRMED,
    ClaimState.REFUSED: events.CLAIM_REFUSED,
    ClaimState.PROPOSED: events.CLAIM_REOPENED,
}


def _decide(by: Actor, claim: Claim, state: ClaimState, expected: int | None) -> Claim:
    if claim.state == state:
        return claim
    if state not in CLAIM_FOLLOWS[ClaimState(claim.state)]:
        raise Refused(_("Take the decision back first."))
    with operation(_DECISIONS[state], by=by, target=("report", claim.report_id), readers=claim.readers) as op:
        op.add(claim=claim.id)
        decided: dict[str, Any] = {"state": state, "refuse_reason": claim.refuse_reason}
        decided |= {"decided_by": by.id, "decided_at": clock.now()}
        if state is ClaimState.PROPOSED:
            decided |= {"decided_by": None, "decided_at": None, "refuse_reason": ""}
        claim.revise(expected=expected, changes=decided)
    return claim


def _check_period(period_from: date, period_to: date) -> None:
    if period_to < period_from:
        raise Invalid("period_to", _("The last day lies before the first."))
    if period_from > clock.today():
        raise Invalid("period_from", _("The period has not begun yet."))
    if period_to - period_from > LONGEST_PERIOD:
        raise Invalid("period_to", _("A report covers a quarter at most."))


def _checked_narrative(narrative: str) -> str:
    narrative = narrative.replace("\r\n", "\n").strip()
    if len(narrative) > LONGEST_NARRATIVE:
        raise Invalid(
            "narrative",
            _("The text has %(length)d letters; a report holds %(most)d. Cut it into two reports.")
            % {"length": len(narrative), "most": LONGEST_NARRATIVE},
        )
    if contains_aadhaar(narrative):
        raise Invalid("narrative", _("The text holds an Aadhaar number. Take it out: it is never stored here."))
    return narrative


def _propose(by: Actor, report: SituationReport, known: Collection[tuple[str, str]] = ()) -> int:
    """Store what is read in the narrative as claims, but for those already decided; returns how many."""
    if not report.narrative:
        return 0
    found = [
        each
        for each in read_narrative(report.narrative, near=report.district_id)
        if (each.kind, each.evidence) not in known
    ]
    for key in dict.fromkeys(key for each in found for key in each.place_keys):
        keep_place(by=by, key=key)
    last = max(report.claims.values_list("number", flat=True), default=0)
    Claim.objects.bulk_create(_as_claim(report, last + position, each) for position, each in enumerate(found, 1))
    return len(found)


def _as_claim(report: SituationReport, number: int, found: Found) -> Claim:
    return Claim(
        report=report,
        number=number,
        kind=found.kind,
        event_kind=found.event_kind,
        origin_id=found.origin,
        via=found.via,
        destination_id=found.destination,
        place_id=found.place,
        people=found.people,
        occurred=found.occurred,  # type: ignore[misc]  # one attribute over three columns
        forms=found.forms,
        lures=found.lures,
        certainty=found.certainty,
        evidence=found.evidence,
        start=found.start,
        end=found.end,
        state=ClaimState.ASIDE if found.aside_reason else ClaimState.PROPOSED,
        aside_reason=found.aside_reason,
        readers=report.readers,
        home_unit=report.home_unit,
        home_state=report.home_state,
    )
