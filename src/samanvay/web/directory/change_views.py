"""Adding and changing places, groups and units: for administrators of the state."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.directory import policies, queries, tasks
from samanvay.directory.facilities import actions as facility_actions
from samanvay.directory.models import Place, Unit
from samanvay.directory.places.actions import groups as group_actions
from samanvay.directory.places.actions import places as place_actions
from samanvay.directory.units.actions import units as unit_actions
from samanvay.kernel.db.scope import Actor
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page
from samanvay.web.kit.pages import POST, page, record_page

from . import foreseen, forms
from .asking import ask
from .records import DISTRICT, GROUP, KNOWN, LOCALITY, PLACE, UNIT, place_url

EDIT = Permission.DIRECTORY_EDIT


def _of_row(action: Callable[..., Any], name: str = "place") -> Callable[..., Any]:
    """Return the action with the place's row, which is made where only the gazetteer knows the place."""

    def act(*, by: Actor, place: Place, **given: Any) -> Any:
        return action(by=by, **{name: place_actions.keep_place(by=by, key=place.key)}, **given)

    return act


@record_page(LOCALITY, may=policies.require_edit_place, permission=EDIT)
def place_add(request: OfficerRequest, parent: Place) -> HttpResponse:
    """Add a town, village, ward or the like inside a district."""
    return ask(
        request,
        forms.PlaceForm,
        _of_row(place_actions.add_place, "parent"),
        parent,
        title=_("Add a place in %(place)s") % {"place": parent.names},
        words=_("Only if the search does not find the place. Search under other spellings first."),
        label=_("Add"),
        to=lambda made: place_url(made.key),
    )


@record_page(LOCALITY, may=policies.require_edit_place, permission=EDIT)
def facility_add(request: OfficerRequest, place: Place) -> HttpResponse:
    """Add a station, bus stand, crossing, home, court or the like at a place."""
    return ask(
        request,
        partial(forms.FacilityForm, state=place.state_id or ""),
        _of_row(facility_actions.add_facility),
        place,
        title=_("Add a facility in %(place)s") % {"place": place.names},
        words=_("A place where people pass, are kept, taught, heard or treated. You may leave the location empty."),
        label=_("Add"),
    )


@record_page(KNOWN, may=policies.require_edit_place, permission=EDIT)
def place_correct(request: OfficerRequest, place: Place) -> HttpResponse:
    """Correct the spelling of a place's name."""
    return ask(
        request,
        forms.CorrectNameForm,
        _of_row(place_actions.correct_place),
        place,
        initial={"name": place.name, "name_hi": place.name_hi},
        title=_("Correct the name of %(place)s") % {"place": place.names},
        words=_("Only for a spelling mistake. If an order changed the name, enter it as a renaming with its date."),
    )


@record_page(PLACE, may=policies.require_edit_place, permission=EDIT)
def place_rename(request: OfficerRequest, place: Place) -> HttpResponse:
    """Rename a place."""
    return ask(
        request,
        forms.RenameForm,
        place_actions.rename_place,
        place,
        initial={"name_hi": place.name_hi},
        title=_("Rename %(place)s") % {"place": place.names},
        words=_("The search will still find the present name, as a former name."),
        label=_("Rename"),
        foresee=foreseen.renaming,
    )


@record_page(DISTRICT, may=policies.require_edit_place, permission=EDIT)
def district_split(request: OfficerRequest, district: Place) -> HttpResponse:
    """Carve a new district out of one."""
    return ask(
        request,
        forms.SplitForm,
        place_actions.split_district,
        district,
        title=_("Split %(place)s") % {"place": district.names},
        words=_("The district keeps the rest. Make the new district's units afterwards."),
        label=_("Split"),
        foresee=foreseen.splitting,
        to=lambda made: place_url(made[0].key),
    )


def _merge(*, district: Place, **given: Any) -> Place:
    return place_actions.merge_districts(districts=[district], **given)


@record_page(DISTRICT, may=policies.require_edit_place, permission=EDIT)
def district_merge(request: OfficerRequest, district: Place) -> HttpResponse:
    """Let a district be taken in by another of its state."""
    return ask(
        request,
        partial(forms.MergeForm, state=district.state_id or ""),
        _merge,
        district,
        title=_("Merge %(place)s into another district") % {"place": district.names},
        words=_("The district ends the day before. From then on its places belong to the other district."),
        label=_("Merge"),
        kind="danger",
        foresee=foreseen.merging,
        to=lambda into: place_url(into.key),
    )


@record_page(DISTRICT, may=policies.require_edit_place, permission=EDIT)
def district_move(request: OfficerRequest, district: Place) -> HttpResponse:
    """Put a district under another division."""
    return ask(
        request,
        partial(forms.DivisionForm, state=district.state_id or ""),
        place_actions.move_district,
        district,
        title=_("Move %(place)s to another division") % {"place": district.names},
        words=_("Move units separately, each on its own page."),
        label=_("Move"),
        foresee=foreseen.moving_district,
    )


@page(may=policies.require_state, permission=EDIT)
def group_new(request: OfficerRequest) -> HttpResponse:
    """Make a group of districts."""
    return ask(
        request,
        forms.GroupForm,
        partial(group_actions.create_group, home_state=policies.state_kept(request.actor)),
        title=_("New group of districts"),
        words=_("Address several districts as one: a border belt, a corridor, the NCR."),
        back=reverse("groups"),
        to=lambda made: place_url(made.key),
    )


@record_page(GROUP, may=policies.require_edit_group, permission=EDIT)
def group_members_set(request: OfficerRequest, group: Place) -> HttpResponse:
    """Say which districts a group names."""
    return ask(
        request,
        forms.MembersForm,
        group_actions.set_group_members,
        group,
        initial={"members": "\n".join(str(one.member.names) for one in queries.group_members(group.key))},
        title=_("Districts of %(group)s") % {"group": group.names},
    )


@page(may=policies.require_state, permission=EDIT)
def unit_new(request: OfficerRequest) -> HttpResponse:
    """Make a unit."""
    state = policies.state_kept(request.actor)
    return ask(
        request,
        partial(forms.UnitForm, state=state),
        partial(unit_actions.create_unit, home_state=state),
        title=_("New unit"),
        words=_("The units above it can read its records."),
        back=reverse("units"),
        to=UNIT.page,
    )


@record_page(UNIT, may=policies.require_edit_unit, permission=EDIT)
def unit_rename(request: OfficerRequest, unit: Unit) -> HttpResponse:
    """Rename a unit."""
    title = _("Rename %(unit)s") % {"unit": unit.names}
    return ask(
        request, forms.RenameForm, unit_actions.rename_unit, unit, initial={"name_hi": unit.name_hi}, title=title
    )


def _hand_over(*, by: Actor) -> None:
    transaction.on_commit(lambda: tasks.rebuild.enqueue())


def _move(*, by: Actor, **given: Any) -> None:
    unit_actions.move_unit(by=by, **given)
    _hand_over(by=by)


@record_page(UNIT, may=policies.require_edit_unit, permission=EDIT)
def unit_move(request: OfficerRequest, unit: Unit) -> HttpResponse:
    """Put a unit under another."""
    return ask(
        request,
        partial(forms.MoveUnitForm, state=unit.home_state),
        _move,
        unit,
        title=_("Move %(unit)s") % {"unit": unit.names},
        words=_(
            "The new units above read new records at once. Old records are handed over in the background; "
            "until then the former units above can still read them."
        ),
        label=_("Move"),
        foresee=foreseen.moving_unit,
        to=reverse("units"),
    )


@page(permission=EDIT, methods=POST)
def readers_rebuild(request: OfficerRequest) -> HttpResponse:
    """Hand the records of reorganised units over once more, where the background work was interrupted."""
    return action_page(request, _hand_over, done=_("The records are being handed over."), to=reverse("units"))


@record_page(UNIT, may=policies.require_edit_unit, permission=EDIT)
def unit_close(request: OfficerRequest, unit: Unit) -> HttpResponse:
    """Close a unit."""
    return ask(
        request,
        forms.CloseForm,
        unit_actions.close_unit,
        unit,
        title=_("Close %(unit)s?") % {"unit": unit.names},
        words=_("Its records stay with it and with the units above. Enter the first day on which it is closed."),
        label=_("Close"),
        kind="danger",
    )


@record_page(UNIT, may=policies.require_edit_unit, permission=EDIT)
def unit_serves(request: OfficerRequest, unit: Unit) -> HttpResponse:
    """Say which places a unit serves."""
    now = queries.keys_served(unit)
    return ask(
        request,
        forms.ServesForm,
        unit_actions.set_jurisdiction,
        unit,
        initial={"places": "\n".join(now)},
        title=_("Places that %(unit)s serves") % {"unit": unit.names},
    )
