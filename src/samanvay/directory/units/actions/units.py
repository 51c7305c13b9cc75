"""Making, renaming, moving and closing units, and the places they serve."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory import events
from samanvay.directory.kinds import UNIT_KINDS
from samanvay.directory.loading.units import next_audiences
from samanvay.directory.models import Jurisdiction, Place, Posting, Unit, UnitChange
from samanvay.directory.policies import require_edit
from samanvay.directory.units.queries import is_state_wide, readers_for_many, units_under
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import public_code
from samanvay.kernel.refusals import Invalid, Refused

from ...checks import effective, named


def create_unit(
    *,
    by: Actor,
    kind: str,
    name: str,
    name_hi: str = "",
    home_state: str = "",
    compartment: str = "",
    parent: Unit | None = None,
    place: Place | None = None,
    serves: Sequence[Place] = (),
    code: str = "",
    on: date | None = None,
    order_no: str = "",
) -> Unit:
    """Make a unit under another of its own compartment; it serves ``serves``, or its place where that is empty.

    The state is the parent's where none is given. A ``compartment`` given must be that of the kind.
    """
    home_state = home_state or (parent.home_state if parent else "")
    if not home_state:
        raise Invalid("home_state", _("Choose the state of the unit."))
    require_edit(by, home_state)
    if kind not in UNIT_KINDS:
        raise Invalid("kind", _("Choose a kind of unit from the list."))
    if compartment not in ("", UNIT_KINDS[kind].compartment):
        raise Invalid("compartment", _("Units of this kind belong to another department."))
    compartment = UNIT_KINDS[kind].compartment
    day = effective(on)
    _require_parent(parent, compartment, day)
    unit = Unit(
        code=code or f"unit:{public_code().lower()}",
        compartment=compartment,
        kind=kind,
        parent=parent,
        name=named("name", name, 160),
        name_hi=name_hi.strip(),
        home_state=home_state,
        place=place,
        valid_from=day,
    )
    if Unit.objects.filter(code=unit.code).exists():
        raise Invalid("code", _("A unit with this code already exists."))
    with operation(events.UNIT_CREATED, by=by, target=("unit", unit.id), of_kind=kind, on=day) as op:
        unit.audience = next_audiences(1)[0]
        unit.save(force_insert=True)
        op.about("unit", unit.id, [unit.audience])
        UnitChange.objects.create(
            unit=unit, kind=UnitChange.Kind.CREATED, on=day, parent_after=parent, order_no=order_no
        )
        Jurisdiction.objects.bulk_create(
            Jurisdiction(unit=unit, place=served, since=day)
            for served in (serves or ([place] if place is not None else []))
        )
    return unit


def rename_unit(
    *,
    by: Actor,
    unit: Unit,
    name: str,
    name_hi: str = "",
    on: date | None = None,
    order_no: str = "",
    expected: int | None = None,
) -> Unit:
    """Give a unit a new name from a day on."""
    require_edit(by, unit.home_state)
    day = effective(on)
    new, new_hi = named("name", name, 160), name_hi.strip()
    if (new, new_hi) == (unit.name, unit.name_hi):
        raise Invalid("name", _("It already has this name."))
    before, before_hi = unit.name, unit.name_hi
    with operation(
        events.UNIT_RENAMED,
        by=by,
        target=("unit", unit.id),
        readers=[unit.audience],
        on=day,
        fields=["name", "name_hi"],
    ):
        unit.revise(expected=expected, changes={"name": new, "name_hi": new_hi})
        UnitChange.objects.create(
            unit=unit,
            kind=UnitChange.Kind.RENAMED,
            on=day,
            name_before=before,
            name_hi_before=before_hi,
            name_after=new,
            order_no=order_no,
        )
    return unit


def move_unit(
    *,
    by: Actor,
    unit: Unit,
    parent: Unit | None,
    on: date | None = None,
    order_no: str = "",
    expected: int | None = None,
) -> Unit:
    """Put a unit under another of its compartment.

    Rows at home in it or below are still seen by the units that stood above until ``rebuild_readers`` has
    run: for each such unit the audiences to take off are kept in ``stale_readers``, move after move.
    """
    require_edit(by, unit.home_state)
    day = effective(on)
    _require_parent(parent, unit.compartment, day)
    below = list(units_under(unit))
    if parent is not None and parent.id in {one.id for one in below}:
        raise Invalid("parent", _("A unit cannot be under itself."))
    if (parent.id if parent else None) == unit.parent_id:
        raise Invalid("parent", _("The unit is already under that unit."))
    if parent is not None and not by.is_system:
        if set(readers_for_many([parent.audience])[parent.audience]) & set(by.units):
            raise Refused(_("You cannot move a unit under the unit where you are posted. Ask another administrator."))
        if is_state_wide(unit) and not is_state_wide(parent):
            raise Refused(_("A unit of the whole state cannot be under a unit of a part of the state."))
    before = unit.parent
    with operation(
        events.UNIT_MOVED,
        by=by,
        target=("unit", unit.id),
        readers=[unit.audience],
        on=day,
        before=before.audience if before else None,
        after=parent.audience if parent else None,
        units=len(below),
    ):
        old = readers_for_many([one.audience for one in below])
        unit.revise(expected=expected, changes={"parent": parent})
        for one in below:
            stale = sorted(set(one.stale_readers) | set(old[one.audience]) - {0, one.audience})
            if stale:
                Unit.objects.filter(pk=one.pk).update(stale_readers=stale)
        UnitChange.objects.create(
            unit=unit,
            kind=UnitChange.Kind.MOVED,
            on=day,
            parent_before=before,
            parent_after=parent,
            order_no=order_no,
        )
    unit.refresh_from_db()
    return unit


def close_unit(
    *, by: Actor, unit: Unit, on: date | None = None, order_no: str = "", expected: int | None = None
) -> Unit:
    """Close a unit: ``on`` is its first day closed. Its rows stay with it and with those above.

    Refused while units stand under it or officers are posted there: they would be left without access.
    """
    require_edit(by, unit.home_state)
    day = effective(on)
    if unit.valid_to is not None:
        raise Invalid("on", _("The unit is already closed."))
    if Unit.objects.filter(parent=unit).open(clock.today()).exists():
        raise Invalid("unit", _("First move or close the units under it."))
    if Posting.objects.standing_from(day).filter(unit=unit).exists():
        raise Invalid("unit", _("First transfer the officers who are posted there."))
    last = day - timedelta(days=1)
    if unit.valid_from is not None and last < unit.valid_from:
        raise Invalid("on", _("The unit opened after this day. Choose a later day."))
    with operation(events.UNIT_CLOSED, by=by, target=("unit", unit.id), readers=[unit.audience], on=day):
        unit.revise(expected=expected, changes={"valid_to": last})
        Jurisdiction.objects.filter(unit=unit, until__isnull=True).update(until=last)
        UnitChange.objects.create(unit=unit, kind=UnitChange.Kind.CLOSED, on=day, order_no=order_no)
    return unit


def set_jurisdiction(*, by: Actor, unit: Unit, places: Sequence[Place], on: date | None = None) -> Unit:
    """Say which places a unit serves from a day on; those left out end the day before."""
    require_edit(by, unit.home_state)
    day = effective(on)
    wanted = {place.key for place in places}
    now = {row.place_id: row for row in Jurisdiction.objects.filter(unit=unit, until__isnull=True)}
    added, dropped = sorted(wanted - now.keys()), sorted(now.keys() - wanted)
    with operation(
        events.JURISDICTION_SET,
        by=by,
        target=("unit", unit.id),
        readers=[unit.audience],
        on=day,
        added=added,
        dropped=dropped,
    ) as op:
        if not added and not dropped:
            op.keep_silent()
        last = day - timedelta(days=1)
        for key in dropped:
            row = now[key]
            if row.since is not None and row.since > last:
                row.delete()
            else:
                row.revise(expected=None, changes={"until": last})
        Jurisdiction.objects.bulk_create(Jurisdiction(unit=unit, place_id=key, since=day) for key in added)
    return unit


def _require_parent(parent: Unit | None, compartment: str, day: date) -> None:
    if parent is None:
        return
    if parent.compartment != compartment:
        raise Invalid("parent", _("A unit must be under a unit of its own department."))
    if not parent.is_open(day):
        raise Invalid("parent", _("%(name)s is closed.") % {"name": parent.names})
