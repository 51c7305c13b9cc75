"""The projector: makes facts of confirmed claims, alone knows which fact came from which source, and opens them.

Idempotent: the same claim projected again replaces its fact. Rebuildable: facts can be made anew from the claims.
"""

import hmac
import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.classify import Tier
from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, SYSTEM, SYSTEM_AUDIENCE
from samanvay.kernel.ids import uuid4
from samanvay.reports.models import Claim, SituationReport
from samanvay.reports.reading import paragraph_of
from samanvay.reports.states import ClaimState

from . import events
from .floors import count_cells, is_thin
from .models import Fact, FactSource, ReportedWeek, SharedFact
from .models.fact import FactColumns
from .near import near_readers

COPIED = tuple(name for name, sort in FactColumns.classification.items() if sort.tier is Tier.FACT)


def projector_key() -> bytes:
    """Return the projector's own key, beside the other keys; made on first use. Losing it loses only the links."""
    path = Path(settings.SAMANVAY_KEYS) / "projector.key"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with path.open("xb") as stream:
            path.chmod(0o600)
            stream.write(secrets.token_bytes(32))
    except FileExistsError:
        return path.read_bytes()
    return path.read_bytes()


def link_of(kind: str, source: UUID) -> bytes:
    """Return the link from a source to its fact: an HMAC that only the projector can make."""
    return hmac.new(projector_key(), f"{kind}:{source}".encode(), sha256).digest()


def quarter_of(day: date) -> date:
    """Return the first day of the quarter in which a day lies."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def project_claim(claim_id: UUID) -> Fact | None:
    """Bring the fact of a claim to what the claim now says; returns it, or None when the claim does not count.

    The claims of one paragraph tell of one happening, so the districts that any of them names are near to all: the
    confirmed ones beside it are projected again too. Works inside the caller's operation.
    """
    claim = Claim.objects.select_related("report").filter(pk=claim_id).first()
    if claim is None:
        _withdraw(claim_id)
        return None
    beside = _claims_beside(claim)
    named = list(dict.fromkeys(key for each in beside for key in each.place_keys))
    facts = {each.pk: _project(each, named) for each in beside}
    if claim.pk not in facts:
        _withdraw(claim_id)
    return facts.get(claim.pk)


def _claims_beside(claim: Claim) -> list[Claim]:
    """Return the confirmed claims of the paragraph in which a claim stands, itself among them if confirmed."""
    first, last = paragraph_of(claim.report.narrative, claim.start)
    confirmed = Claim.objects.filter(report=claim.report, state=ClaimState.CONFIRMED, start__gte=first, start__lt=last)
    return [each for each in confirmed.select_related("report") if each.place_keys]


def _project(claim: Claim, named: list[str]) -> Fact:
    link = link_of("claim", claim.pk)
    known = FactSource.objects.filter(pk=link).first()
    fact = _fact_of(claim, named, known.fact_id if known else None)
    fact.save(force_insert=known is None, force_update=known is not None)
    if known is None:
        FactSource.objects.create(source=link, fact_id=fact.id, readers=[SYSTEM_AUDIENCE])
    elif SharedFact.objects.filter(pk=fact.id).exists():
        reopen([fact.id])
    return fact


def _withdraw(claim_id: UUID) -> None:
    source = FactSource.objects.filter(pk=link_of("claim", claim_id)).first()
    if source is not None:
        _remove(source)


def _remove(source: FactSource) -> None:
    SharedFact.objects.filter(pk=source.fact_id).delete()
    Fact.objects.filter(pk=source.fact_id).delete()
    source.delete()


def _fact_of(claim: Claim, named: list[str], fact_id: UUID | None) -> Fact:
    report = claim.report
    kept = Fact.objects.filter(pk=fact_id).first() if fact_id else None
    dated = claim.occurred
    is_month_known = dated is not None and (dated.earliest.year, dated.earliest.month) == (
        dated.latest.year,
        dated.latest.month,
    )
    day = dated.earliest if dated is not None else report.period_from
    return Fact(
        id=kept.id if kept else uuid4(),
        kind=claim.kind,
        event_kind=claim.event_kind,
        journey=kept.journey if kept else secrets.randbits(62),
        origin=claim.origin_id or "",
        via=claim.via,
        destination=claim.destination_id or "",
        place=claim.place_id or "",
        quarter=quarter_of(day),
        month=day.replace(day=1) if is_month_known or dated is None else None,
        is_as_reported=dated is None,
        persons=claim.people,
        forms=claim.forms,
        lures=claim.lures,
        certainty=claim.certainty,
        readers=near_readers(claim.readers, named),
        open_on=kept.open_on if kept else clock.today() + timedelta(days=1),
    )


def open_facts() -> int:
    """Open to every officer the facts whose day has come, and coarsen or sharpen those around them.

    Run by the ticker; returns how many became visible. A fact that joins a thin cell can lift it over the floor, so
    every fact already open in the quarters touched is looked at again.
    """
    with operation(events.FACTS_OPENED, by=SYSTEM) as op:
        open_now = Fact.objects.filter(open_on__lte=clock.today())
        known = set(SharedFact.objects.values_list("pk", flat=True))
        fresh = [key for key in open_now.values_list("pk", flat=True) if key not in known]
        if not fresh:
            op.keep_silent()
            return 0
        quarters = set(Fact.objects.filter(pk__in=fresh).values_list("quarter", flat=True))
        reopen(Fact.objects.filter(quarter__in=quarters, open_on__lte=clock.today()).values_list("pk", flat=True))
        op.add(count=len(fresh))
    return len(fresh)


def reopen(keys: Iterable[UUID]) -> None:
    """Write anew what every officer sees of some facts, and of all open ones in their quarters.

    Works inside the caller's operation.
    """
    wanted = set(keys)
    if not wanted:
        return
    quarters = set(Fact.objects.filter(pk__in=wanted).values_list("quarter", flat=True))
    around = list(Fact.objects.filter(quarter__in=quarters, open_on__lte=clock.today()))
    counts = count_cells(around)
    shared = []
    for fact in around:
        row = SharedFact(fact_id=fact.id, readers=[SYSTEM_AUDIENCE, OFFICERS_AUDIENCE], near=fact.readers)
        for name in COPIED:
            setattr(row, name, getattr(fact, name))
        if is_thin(fact, counts):
            row.month, row.age_band, row.sex = None, "", ""
        shared.append(row)
    SharedFact.objects.filter(quarter__in=quarters).delete()
    SharedFact.objects.bulk_create(shared, batch_size=1000)


def note_report(report_id: UUID) -> int:
    """Note the weeks for which a submitted report speaks; returns how many. Works inside the caller's operation."""
    report = SituationReport.objects.sent().filter(pk=report_id).first()
    if report is None:
        return 0
    monday = report.period_from - timedelta(days=report.period_from.weekday())
    weeks = []
    while monday <= report.period_to:
        weeks.append(monday)
        monday += timedelta(days=7)
    for week in weeks:
        ReportedWeek.objects.update_or_create(
            district=report.district_id, week=week, voice=report.voice, defaults={"is_quiet": report.is_quiet}
        )
    return len(weeks)


def rebuild_facts() -> int:
    """Make every fact anew from the confirmed claims and return how many there are.

    Facts whose source no longer counts go; keys and journey numbers of the others stay.
    """
    with operation(events.FACTS_REBUILT, by=SYSTEM) as op:
        confirmed = list(Claim.objects.filter(state=ClaimState.CONFIRMED).values_list("pk", flat=True))
        links = {link_of("claim", key) for key in confirmed}
        for source in FactSource.objects.all():
            if bytes(source.source) not in links:
                _remove(source)
        count = sum(project_claim(key) is not None for key in confirmed)
        reopen(Fact.objects.filter(open_on__lte=clock.today()).values_list("pk", flat=True))
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from picture_fact")
            op.add(count=cursor.fetchone()[0])
    return count
