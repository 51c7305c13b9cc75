"""The projector: makes facts of confirmed claims, alone knows which fact came from which source, and opens them.

Idempotent: the same claim projected again replaces its fact. Rebuildable: facts can be made anew from the claims. Only
what was sent counts: a draft makes no fact, and the facts of a report that comes back are withdrawn until it is sent
again.
"""

import hmac
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from samanvay.access.boxes import keyring
from samanvay.audit.operations import operation
from samanvay.cases.models import CaseEvent
from samanvay.directory.near import near_readers
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE
from samanvay.kernel.ids import uuid4
from samanvay.reports.models import Claim, SituationReport
from samanvay.reports.narratives.paragraphs import paragraph_of
from samanvay.reports.vocabulary import PROGRAMME, RAID
from samanvay.reports.weeks.weekly import weeks_told

from ... import events
from ...findings.weeks import forget_week, monday_of, note_week, note_weeks, week_of_date
from ...models import Fact, FactSource, ReportedWeek, SharedFact
from ...tallies import fold
from ..backing import is_backed
from ..levels import level_of
from ..lots import COPIED, break_lots, lock, open_to_all, share_changed
from ..same import counts_elsewhere, linked_to, told_by_cases, waiting_for, waits

AT_ONCE = 1_000
TOLD = (*COPIED, "readers")
OF_NO_PERSON = (RAID, PROGRAMME)  # they count persons only where their number is said


def projector_key() -> bytes:
    """Return the projector's own key, beside the other keys. Losing it loses only the links."""
    return keyring.secret(keyring.PROJECTOR)


def link_of(kind: str, source: UUID) -> bytes:
    """Return the link from a source to its fact: an HMAC that only the projector can make."""
    return hmac.new(projector_key(), f"{kind}:{source}".encode(), sha256).digest()


def quarter_of(day: date) -> date:
    """Return the first day of the quarter in which a day lies."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def project_claim(claim_id: UUID) -> Fact | None:
    """Bring the fact of a claim to what the claim now says; returns it, or None when the claim does not count.

    The claims of one paragraph tell of one happening, so the districts that any of them names are near to all: the
    confirmed ones beside it are projected again too, and those that are linked to it, which count while it does not.
    Works inside the caller's operation.
    """
    fact = _project_paragraph(claim_id)
    for linked in (*linked_to(claim_id), *waiting_for([claim_id])):
        _project_paragraph(linked)
    return fact


def project_linked(case_ids: Sequence[UUID]) -> None:
    """Look again at the claims that are linked to cases or wait for an answer about them.

    They count while the cases do not. Works inside the caller's operation.
    """
    told = [*case_ids, *CaseEvent.objects.filter(case__in=case_ids).values_list("pk", flat=True)]
    for claim_id in dict.fromkeys((*told_by_cases(case_ids), *waiting_for(told))):
        project_claim(claim_id)


def _project_paragraph(claim_id: UUID) -> Fact | None:
    claim = Claim.objects.select_related("report").filter(pk=claim_id).first()
    if claim is None:
        _withdraw(claim_id)
        return None
    beside = _claims_beside(claim)
    named = list(dict.fromkeys(key for each in beside for key in each.place_keys))
    facts: dict[UUID, Fact] = {}
    for each in beside:
        if counts_elsewhere(each) or waits(each):
            _withdraw(each.pk)
        else:
            facts[each.pk] = _project(each, named)
    if claim.pk not in facts:
        _withdraw(claim_id)
    return facts.get(claim.pk)


def _claims_beside(claim: Claim) -> list[Claim]:
    """Return the claims told in the paragraph in which a claim stands, itself among them if it is told."""
    first, last = paragraph_of(claim.report.narrative, claim.start)
    told = Claim.objects.told().filter(report=claim.report, start__gte=first, start__lt=last)
    return [each for each in told.select_related("report") if each.places_named]


def _project(claim: Claim, named: list[str]) -> Fact:
    dated, report = claim.occurred, claim.report
    people = 0 if claim.people is None and claim.event_kind in OF_NO_PERSON else claim.people
    persons = 1 if people is None else people
    told = FactDraft(
        "claim",
        claim.pk,
        dated=dated,
        otherwise=report.period_from,
        until=report.period_to,
        readers=claim.readers,
        named=named,
        columns={
            "kind": claim.kind,
            "event_kind": claim.event_kind,
            "origin": level_of(claim.origin_id),
            "via": _told_at(claim.via),
            "stops": _told_at(claim.via if claim.stops is None else claim.stops),
            "destination": level_of(claim.destination_id),
            "place": level_of(claim.place_id),
            "persons": people,
            "forms": claim.forms,
            "lures": claim.lures,
            "certainty": claim.certainty,
            "supports": persons if is_backed(claim) else 0,
        },
    )
    [fact] = put_many([told])
    return fact


def _told_at(keys: Iterable[str]) -> list[str]:
    return [key for each in keys if (key := level_of(each))]


@dataclass(frozen=True, slots=True)
class FactDraft:
    """What a source tells, on its way to be its fact.

    ``otherwise`` is the day of a source without a date, marked "as reported", ``until`` the end of its period;
    ``readers`` are the source's, ``named`` the places whose heads are near; ``columns`` are those of the fact.
    """

    kind: str
    source: UUID
    dated: PartialDate | None
    otherwise: date
    readers: Sequence[int]
    named: Sequence[str]
    columns: Mapping[str, Any]
    until: date | None = None

    @property
    def link(self) -> bytes:
        return link_of(self.kind, self.source)

    @property
    def week(self) -> date | None:
        return week_of_date(self.dated, self.otherwise, self.until or self.otherwise)


def put_many(tellings: Sequence[FactDraft]) -> list[Fact]:
    """Write the facts of sources, new or over those they have; key and journey number stay.

    Works inside the caller's operation.
    """
    links = [telling.link for telling in tellings]
    known = facts_of(links)
    kept = Fact.objects.in_bulk(list(known.values()))
    opens_on = clock.today() + timedelta(days=1)
    facts: list[Fact] = []
    made: list[int] = []
    retold: list[Fact] = []
    for at, (telling, link) in enumerate(zip(tellings, links, strict=True)):
        before = kept.get(known[link]) if link in known else None
        fact = _fact(telling, before, opens_on)
        facts.append(fact)
        if before is None:
            made.append(at)
            continue
        note_week(fact.id, telling.week)
        is_retold = any(getattr(before, name) != getattr(fact, name) for name in TOLD)
        if is_retold or fact.supports != before.supports:
            fact.save(force_update=True)
        if fact.is_open and (is_retold or fact.supports < before.supports):
            retold.append(fact)
    insert_many(Fact, [facts[at] for at in made])
    note_weeks({facts[at].id: tellings[at].week for at in made})
    FactSource.objects.bulk_create(
        [FactSource(source=links[at], fact_id=facts[at].id, readers=[SYSTEM_AUDIENCE]) for at in made],
        batch_size=AT_ONCE,
    )
    if retold:
        share_changed(retold)
    return facts


def renew_backing(claims: Iterable[Claim]) -> None:
    """Bring how many persons of the facts of claims count toward a floor to what stands behind them now.

    Works inside the caller's operation.
    """
    for claim in claims:
        fact_id = facts_of([link_of("claim", claim.pk)])
        fact = Fact.objects.filter(pk__in=list(fact_id.values())).first()
        if fact is None:
            continue
        before, fact.supports = fact.supports, fact.counted if is_backed(claim) else 0
        if fact.supports != before:
            fact.save(force_update=True)
        if fact.is_open and fact.supports < before:
            share_changed([fact])


def facts_of(links: Sequence[bytes]) -> dict[bytes, UUID]:
    """Return by link the facts that sources have."""
    return {bytes(row.source): row.fact_id for row in FactSource.objects.filter(pk__in=links)}


def _fact(telling: FactDraft, kept: Fact | None, opens_on: date) -> Fact:
    dated = telling.dated
    day = dated.earliest if dated is not None else telling.otherwise
    is_month_known = dated is None or (dated.earliest.year, dated.earliest.month) == (
        dated.latest.year,
        dated.latest.month,
    )
    return Fact(
        id=kept.id if kept else uuid4(),
        journey=kept.journey if kept else secrets.randbits(62),
        quarter=quarter_of(day),
        month=day.replace(day=1) if is_month_known else None,
        is_as_reported=dated is None,
        readers=near_readers(telling.readers, telling.named),
        open_on=kept.open_on if kept else opens_on,
        is_open=kept is not None and kept.is_open,
        **telling.columns,
    )


def _withdraw(claim_id: UUID) -> None:
    withdraw("claim", claim_id)


def withdraw(kind: str, *sources: UUID) -> None:
    """Remove the facts of sources that no longer count. Works inside the caller's operation."""
    for link in FactSource.objects.filter(pk__in=[link_of(kind, source) for source in sources]):
        withdraw_link(link)


def withdraw_link(source: FactSource) -> None:
    """Remove a link and its fact, and tell its lot by the quarter alone. Works inside the caller's operation."""
    fact = Fact.objects.filter(pk=source.fact_id).first()
    source.delete()
    if fact is None:
        return
    fact.delete()
    forget_week(source.fact_id)
    if fact.is_open:
        lock()
        break_lots([source.fact_id])
        SharedFact.objects.filter(pk=source.fact_id).delete()


def open_facts() -> int:
    """Open to every officer the facts whose day has come, and make lots of those that can be told more of.

    Run by the ticker; returns how many became visible.
    """
    with operation(events.FACTS_OPENED, by=SYSTEM) as op:
        fresh = list(Fact.objects.filter(is_open=False, open_on__lte=clock.today()))
        if not fresh:
            op.keep_silent()
            return 0
        open_to_all(fresh, ())
        fold()
        op.add(count=len(fresh))
    return len(fresh)


def note_reports(keys: Iterable[UUID]) -> int:
    """Note the weeks that submitted reports settle, by themselves or with others of the same unit; returns how many.

    Works inside the caller's operation.
    """
    sent = SituationReport.objects.spoken().filter(pk__in=list(keys))
    periods = list(sent.values_list("district_id", "agency", "period_from", "period_to"))
    if not periods:
        return 0
    touched = {(place, agency, week) for place, agency, first, last in periods for week in _weeks(first, last)}
    whole = _whole(week for _place, _agency, week in touched)
    told = {
        (district, week, agency): is_quiet
        for (district, agency, week), is_quiet in weeks_told(*whole, districts={each[0] for each in touched}).items()
        if (district, agency, week) in touched
    }
    ReportedWeek.objects.bulk_create(
        (
            ReportedWeek(district=district, week=week, agency=agency, is_quiet=is_quiet)
            for (district, week, agency), is_quiet in told.items()
        ),
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["district", "week", "agency"],
        update_fields=["is_quiet"],
    )
    return len(told)


def forget_reports(told: Iterable[tuple[str, str, date, date]]) -> None:
    """Forget the weeks of reports that were taken away and that nothing else of their agency settles.

    Each is (district, agency, first day, last day). Works inside the caller's operation.
    """
    for district, agency, first, last in told:
        weeks = list(_weeks(first, last))
        left = weeks_told(*_whole(weeks), districts=[district])
        gone = [week for week in weeks if (district, agency, week) not in left]
        ReportedWeek.objects.filter(district=district, agency=agency, week__in=gone).delete()


def _whole(mondays: Iterable[date]) -> tuple[date, date]:
    """Return the first and last day of some weeks, one at least."""
    listed = list(mondays)
    return min(listed), max(listed) + timedelta(days=6)


def _weeks(first: date, last: date) -> Iterator[date]:
    """Give the Mondays of the weeks that a period touches."""
    monday = monday_of(first)
    while monday <= last:
        yield monday
        monday += timedelta(days=7)
