"""Every night: look for what changed in a state, raise it once, hold back what is too much, ask the desk to look."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from samanvay.audit.operations import Operation, operation
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, SYSTEM, SYSTEM_AUDIENCE, reading
from samanvay.reports.weeks.offices import BUREAU
from samanvay_insight.shifts import Shift, ShiftKind, find_shifts

from ... import events
from ...duty_kinds import NEW_FINDING
from ...models import Finding, FindingRun
from ...spots import spots
from ...states import FAMILY, FindingState, Subject
from ..series import Material, is_tellable, read_series
from ..weeks import monday_of
from ..words import keys_of, sentence_of
from .deciding import finding_readers

BEGINS_AT = 2  # o'clock in India
BUDGET = 10  # findings a month that a state is told of
GROWN = 1.5  # times as far from what was expected as when it was last raised
REMEMBERED = timedelta(weeks=26)  # after which a change that was not seen any more is a new one
REOPENED = timedelta(weeks=6)  # for so long facts of a finding may still become known to all
TIME_TO_LOOK = timedelta(days=7)
LONGEST_TITLE = 240


def find_changes(*, at_any_hour: bool = False) -> int:
    """Look once a night for what changed; returns how many findings were raised or have grown.

    Called every round of the ticker, which costs three small reads but for the first round after two o'clock. Whole
    weeks are counted, up to last Sunday, so that every night of a week looks at the same weeks, late reports added.
    ``at_any_hour`` does not wait for two o'clock.
    """
    state = directory.home_state()
    if not state:
        return 0
    ask_desk(state)
    night = clock.today()
    with reading(SYSTEM):
        is_done = FindingRun.objects.filter(home_state=state, night=night).exists()
    if is_done or not (at_any_hour or clock.now().astimezone(clock.INDIA).hour >= BEGINS_AT):
        return 0
    with reading(SYSTEM):
        material = read_series(state, monday_of(night) - timedelta(weeks=1))
    verdict = find_shifts(
        material.counts,
        material.effort,
        material.groups,
        pairs=material.pairs,
        reported=material.reported,
        districts=material.recording,
    )
    with operation(events.FINDINGS_LOOKED_FOR, by=SYSTEM, target=("state", state)) as op:
        raised = _raise_all(op, state, material, verdict.shifts)
        _release(op, state, material.until)
        _open(op, state)
        held = Finding.objects.of_machine().held_back().filter(home_state=state, last_seen_on=material.until).count()
        run = FindingRun.objects.create(
            home_state=state,
            night=night,
            until=material.until,
            series=len(material.series),
            tested=verdict.tested,
            raised=raised,
            held_back=held,
        )
        op.add(series=run.series, tested=run.tested, raised=raised, held_back=held, until=run.until)
    ask_desk(state)
    return raised


def _raise_all(op: Operation, state: str, material: Material, shifts: Iterable[Shift]) -> int:
    """Raise what is not known, and what has grown; of one series and one family the surest alone."""
    done: set[tuple[Any, ...]] = set()
    count = 0
    for shift in shifts:
        found = _finding(state, material, shift)
        identity = (*_series_of(found).values(), FAMILY[found.kind])
        if identity in done:
            continue
        done.add(identity)
        known = _known(found)
        if known is None:
            found.save(force_insert=True)
            _note(op, events.FINDING_RAISED, found)
            count += 1
        elif has_grown(known, found):
            _grow(known, found)
            _note(op, events.FINDING_GREW, known)
            count += 1
        elif known.last_seen_on != found.until:
            known.revise(expected=None, changes={"last_seen_on": found.until})
    return count


def _finding(state: str, material: Material, shift: Shift) -> Finding:
    """Return the finding that a shift makes, unsaved and not told yet."""
    if shift.kind is ShiftKind.SILENT:
        place = material.districts[shift.index]
        named = {"subject": Subject.DISTRICT, "origin": "", "destination": "", "place": place, "form": ""}
        origins, keys, districts = [], [place], [place]
    else:
        series = material.whole(shift.index) if shift.kind is ShiftKind.TOGETHER else material.series[shift.index]
        named = dict(zip(("subject", "origin", "destination", "place", "form"), series.key, strict=True))
        origins, keys, districts = sorted(series.origins), sorted(series.keys), sorted(series.districts)
    desk = directory.desk_of(state)
    return Finding(
        **named,
        kind=shift.kind,
        origins=origins,
        keys=keys,
        districts=districts,
        since=material.until + timedelta(days=1) - timedelta(weeks=shift.weeks),
        until=material.until,
        seen=shift.seen,
        expected=shift.expected,
        low=shift.low,
        high=shift.high,
        p_value=shift.p_value,
        q_value=shift.q_value,
        raised_on=clock.today(),
        raised_by=SYSTEM.id,
        last_seen_on=material.until,
        readers=finding_readers(state, {*origins, *keys, *districts}),
        home_unit=desk.audience if desk is not None else SYSTEM_AUDIENCE,
        home_state=state,
    )


def _series_of(finding: Finding) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in ("subject", "origin", "destination", "place", "form")}


def _known(found: Finding) -> Finding | None:
    """Return the finding of the same series and family that was still seen in the last half year."""
    kinds = [kind for kind, family in FAMILY.items() if family == FAMILY[found.kind]]
    return (
        Finding.objects.filter(
            **_series_of(found), kind__in=kinds, home_state=found.home_state, last_seen_on__gte=found.until - REMEMBERED
        )
        .order_by("-last_seen_on", "-id")
        .first()
    )


def has_grown(known: Finding, found: Finding) -> bool:
    """Tell whether a known finding is worth telling again.

    It has grown when it lies half as far again from what was to be expected as when it was last told (and by three
    facts at least), when what fell has dried up, or when the fall has become a lasting one. Silence that goes on is the
    same silence, a lasting fall that is seen in four weeks too the same fall.
    """
    if found.kind == ShiftKind.SILENT:
        return False
    if found.is_lasting != known.is_lasting:
        return found.is_lasting
    if found.kind == ShiftKind.DRIED_UP and known.kind != ShiftKind.DRIED_UP:
        return True
    before = abs((known.seen or 0) - (known.expected or 0.0))
    now = abs((found.seen or 0) - (found.expected or 0.0))
    return now >= GROWN * before and now - before >= 3.0


def _grow(known: Finding, found: Finding) -> None:
    """Bring a known finding to its present numbers and make it new again."""
    names = ("kind", "origins", "keys", "districts", "since", "until", "seen", "expected", "low", "high")
    changes = {name: getattr(found, name) for name in (*names, "p_value", "q_value", "raised_on", "readers")}
    changes |= {"state": FindingState.NEW, "last_seen_on": found.until, "told_on": None}
    known.revise(expected=None, changes={**changes, "times_grown": known.times_grown + 1})


def _release(op: Operation, state: str, until: date) -> None:
    """Tell of what is held back and still stands, the surest first, as far as the month's budget goes."""
    today = clock.today()
    told = Finding.objects.of_machine().filter(home_state=state, told_on__gte=today.replace(day=1)).count()
    waiting = Finding.objects.of_machine().held_back().filter(home_state=state, last_seen_on=until)
    still_new = list(waiting.filter(state=FindingState.NEW))
    still_new.sort(key=lambda each: (each.q_value or 0.0, each.p_value or 0.0, each.pk))
    for finding in still_new[: max(0, BUDGET - told)]:
        was_held = finding.raised_on != today
        finding.revise(expected=None, changes={"told_on": today})
        if was_held:
            _note(op, events.FINDING_RELEASED, finding)


def _open(op: Operation, state: str) -> None:
    """Open to every officer the findings whose numbers tell no more than the open facts do.

    One whose facts were corrected since, so that it tells more, is for those near again.
    """
    today = clock.today()
    lately = Q(until__gte=today - REOPENED)
    opened = Q(last_seen_on__gte=today - REMEMBERED, readers__contains=[OFFICERS_AUDIENCE])
    for finding in Finding.objects.of_machine().filter(lately | opened, home_state=state):
        was_open, may_open = OFFICERS_AUDIENCE in finding.readers, is_tellable(finding)
        if was_open != may_open:
            readers = {*finding.readers, OFFICERS_AUDIENCE} if may_open else {*finding.readers} - {OFFICERS_AUDIENCE}
            finding.revise(expected=None, changes={"readers": sorted(readers)})
            _note(op, events.FINDING_OPENED if may_open else events.FINDING_CLOSED, finding)


def _note(op: Operation, kind: Any, finding: Finding) -> None:
    numbers = {"seen": finding.seen, "expected": finding.expected, "until": finding.until}
    op.also(kind, ("finding", finding.pk), finding.readers, of_kind=finding.kind, **numbers)


def ask_desk(state: str) -> int:
    """Open for the state's desk the duty to look at each finding that is new and told; returns how many.

    Once for each time that a finding was told. Nothing is asked where nobody is posted at the desk.
    """
    with reading(SYSTEM):
        told = Finding.objects.of_machine().told().filter(home_state=state, state=FindingState.NEW)
        keys = {_duty_key(each): each for each in told}
        fresh = keys.keys() - set(Duty.objects.filter(key__in=keys).values_list("key", flat=True))
        desk = directory.desk_of(state) if fresh else None
        if desk is None or not directory.holders_of(BUREAU, desk.audience).exists():
            return 0
        known = spots({key for name in fresh for key in keys_of(keys[name])})
        readers = {*directory.readers_for(desk.audience), *directory.home_departments(state)}
        words = {name: sentence_of(keys[name], known) for name in fresh}
        for name in sorted(fresh):
            finding = keys[name]
            open_duty(
                by=SYSTEM,
                kind=NEW_FINDING,
                subject=("finding", finding.pk),
                title=Bilingual(words[name].en[:LONGEST_TITLE], words[name].hi[:LONGEST_TITLE]),
                owner_role=BUREAU,
                owner_audience=desk.audience,
                due_at=clock.now() + TIME_TO_LOOK,
                readers=readers,
                home_state=state,
                link=f"/picture/findings/{finding.pk}/",
                key=name,
            )
    return len(fresh)


def _duty_key(finding: Finding) -> str:
    return f"finding:new:{finding.pk}:{finding.times_grown}"
