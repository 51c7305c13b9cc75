"""Groups of districts that are addressed like one."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.text import slugify
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory import events
from samanvay.directory.models import GroupMember, Place
from samanvay.directory.places.queries import LOCAL
from samanvay.directory.policies import require_edit
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import public_code
from samanvay.kernel.refusals import Invalid

from ...checks import effective, named


def create_group(
    *,
    by: Actor,
    home_state: str,
    name: str,
    name_hi: str = "",
    members: Sequence[Place],
    on: date | None = None,
) -> Place:
    """Make a group of at least two districts, of any state, kept by the state of its maker."""
    require_edit(by, home_state)
    day = effective(on)
    name = named("name", name)
    if Place.objects.of_kind("region").standing(day).filter(name__iexact=name).exists():
        raise Invalid("name", _("A group with this name already exists."))
    _require_members(members)
    group = Place(
        key=f"{LOCAL}region:{slugify(name)[:60] or public_code().lower()}",
        kind="region",
        name=name,
        name_hi=name_hi.strip(),
        state_id=home_state,
        parent_id="IN",
        valid_from=day,
    )
    if Place.objects.filter(pk=group.key).exists():
        group.key = f"{LOCAL}region:{public_code().lower()}"
    keys = sorted({place.key for place in members})
    with operation(events.GROUP_CREATED, by=by, target=("place", group.key), members=keys):
        group.save(force_insert=True)
        GroupMember.objects.bulk_create(GroupMember(group=group, member_id=key, since=day) for key in keys)
    return group


def set_group_members(*, by: Actor, group: Place, members: Sequence[Place], on: date | None = None) -> Place:
    """Say which districts a group names from a day on; those left out end the day before."""
    require_edit(by, group.state_id or group_state(by))
    day = effective(on)
    _require_members(members)
    wanted = {place.key for place in members}
    now = {row.member_id: row for row in GroupMember.objects.filter(group=group, until__isnull=True)}
    added, dropped = sorted(wanted - now.keys()), sorted(now.keys() - wanted)
    with operation(
        events.GROUP_MEMBERS_SET, by=by, target=("place", group.key), on=day, added=added, dropped=dropped
    ) as op:
        if not added and not dropped:
            op.keep_silent()
        for key in dropped:
            row = now[key]
            # a membership of this very day was a slip and leaves no span behind
            last = day - timedelta(days=1)
            if row.since is not None and row.since > last:
                row.delete()
            else:
                row.revise(expected=None, changes={"until": last})
        GroupMember.objects.bulk_create(GroupMember(group=group, member_id=key, since=day) for key in added)
    return group


def group_state(by: Actor) -> str:
    """Return the state whose administrators keep the groups that came with the gazetteer: the actor's own."""
    from samanvay.directory.models import Unit

    state = Unit.objects.filter(audience__in=by.units).values_list("home_state", flat=True).first()
    return state or "IN"


def _require_members(members: Sequence[Place]) -> None:
    if len({place.key for place in members}) < 2:
        raise Invalid("members", _("Choose at least two districts."))
    if odd := next((place for place in members if place.kind != "district"), None):
        raise Invalid("members", _("%(name)s is not a district.") % {"name": odd.names})
