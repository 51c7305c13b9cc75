"""Making, changing and ending a series of conferences."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import units_with
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid
from samanvay.recording.submissions import Captured, captured_or_new, once

from .. import events, policies
from ..kinds import CHAIRS, KINDS, SEATS, Rhythm
from ..models import Series
from ..wording import short

LONGEST_NAME, LONGEST_DIAL_IN = 120, 200
SHORTEST, LONGEST = 10, 600  # minutes
MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class Given:
    """What a series, or a single conference, is made of; ``chair`` is (role, audience of its unit)."""

    kind: str
    name: Bilingual
    chair: tuple[str, int]
    invited: tuple[str, ...]
    minutes: int
    walks_districts: bool = True
    standing: tuple[Bilingual, ...] = field(default=())
    dial_in: str = ""


def make_series(
    *, by: Actor, given: Given, rhythm: str, weekday: int, at: time, captured: Captured | None = None
) -> Series:
    """Make a series; its next conference is called by itself. Raises Refused, Invalid."""
    policies.may_call_conference(by)
    unit = chair_unit(by, given)
    columns = columns_of(given)
    if rhythm not in list(Rhythm):
        raise Invalid("rhythm", _("Choose how often."))
    if not 0 <= weekday <= 6:
        raise Invalid("weekday", _("Choose a day of the week."))
    sent = captured_or_new(captured)
    readers = directory.readers_for(unit.audience)
    desks = desks_of(by, unit)
    with operation(events.SERIES_MADE, by=by, readers=readers, of_kind=given.kind, rhythm=rhythm) as op:
        if known := once(op, Series, sent.submission_id, home_unit=unit.audience):
            return known
        assert unit.place_id is not None  # chairs_for leaves out a unit that stands nowhere
        series = Series.objects.create(
            **columns,
            **sent.columns(),
            place=unit.place_id,
            desks=desks,
            rhythm=rhythm,
            weekday=weekday,
            at=at,
            made_by=by.id,
            readers=sorted({*readers, *desks}),
            home_unit=unit.audience,
            home_state=unit.home_state,
        )
        op.about("series", series.id)
    return series


def change_series(
    *, by: Actor, series: Series, given: Given, rhythm: str, weekday: int, at: time, expected: int | None = None
) -> Series:
    """Change what the coming conferences are made of; those already called stay as they are."""
    policies.may_change_series(by, series)
    columns = columns_of(given)
    if (given.chair[0], given.chair[1]) != (series.chair_role, series.home_unit):
        raise Invalid("chair", _("For another chair, end this series and make a new one."))
    if rhythm not in list(Rhythm):
        raise Invalid("rhythm", _("Choose how often."))
    with operation(events.SERIES_CHANGED, by=by, target=("series", series.id), readers=series.readers):
        series.revise(
            expected=expected, changes={**columns, "rhythm": rhythm, "weekday": min(max(weekday, 0), 6), "at": at}
        )
    return series


def end_series(*, by: Actor, series: Series, expected: int | None = None) -> Series:
    """End a series: no further conference is called; one that was called stays, and can be cancelled."""
    policies.may_change_series(by, series)
    with operation(events.SERIES_ENDED, by=by, target=("series", series.id), readers=series.readers):
        series.revise(expected=expected, changes={"ended_at": clock.now()})
    return series


def chairs_for(actor: Actor) -> list[tuple[str, Unit]]:
    """Return the chairs for whom a person may call conferences: roles at their own units and at those above."""
    own = units_with(actor, Permission.CONFERENCE_RUN)
    rising = directory.readers_for_many(own)
    audiences = list(dict.fromkeys(audience for unit in own for audience in rising[unit][1:]))
    units = directory.units_of(audiences)
    found: list[tuple[str, Unit]] = []
    for audience in audiences:
        unit = units.get(audience)
        if unit is None or unit.place_id is None:
            continue
        held = [each.role for each in actor.grants if each.audience == audience]
        roles = [role for role, kinds in SEATS.items() if unit.kind in kinds and role in CHAIRS]
        found += [(role, unit) for role in dict.fromkeys([*held, *roles]) if role in CHAIRS]
    return found


def chair_unit(by: Actor, given: Given) -> Unit:
    """Return the unit of the chair. Raises Invalid for a chair for whom the person calls no conferences."""
    for role, unit in chairs_for(by):
        if (role, unit.audience) == given.chair:
            return unit
    raise Invalid("chair", _("Choose the chair."))


def desks_of(by: Actor, unit: Unit) -> list[int]:
    """Return the units that prepare and run what the person calls for a chair: their own."""
    return [audience for audience in units_with(by, Permission.CONFERENCE_RUN) if audience != unit.audience]


def columns_of(given: Given) -> dict[str, object]:
    """Return the columns that a series and a single conference share. Raises Invalid."""
    if given.kind not in KINDS:
        raise Invalid("kind", _("Choose from the list."))
    name = short("name_en", given.name.en, LONGEST_NAME)
    if not name:
        raise Invalid("name_en", _("Enter a name."))
    if not SHORTEST <= given.minutes <= LONGEST:
        raise Invalid("minutes", _("Enter %(least)d to %(most)d minutes.") % {"least": SHORTEST, "most": LONGEST})
    if len(given.standing) > MOST_PARTS:
        raise Invalid("standing", _("At most %(most)d agenda items.") % {"most": MOST_PARTS})
    if unknown := [role for role in given.invited if role not in SEATS]:
        raise Invalid("invited", _("Nobody can be invited as %(role)s.") % {"role": unknown[0]})
    if not given.invited:
        raise Invalid("invited", _("Choose who is invited."))
    return {
        "kind": given.kind,
        "name_en": name,
        "name_hi": short("name_hi", given.name.hi, LONGEST_NAME),
        "chair_role": given.chair[0],
        "invited": list(dict.fromkeys(given.invited)),
        "minutes": given.minutes,
        "walks_districts": given.walks_districts,
        "standing": [part.to_json() for part in _parts(given.standing)],
        "dial_in": given.dial_in.strip()[:LONGEST_DIAL_IN],
    }


def _parts(given: Sequence[Bilingual]) -> list[Bilingual]:
    return [Bilingual(short("standing", part.en, 160), short("standing", part.hi, 160)) for part in given if part.en]
