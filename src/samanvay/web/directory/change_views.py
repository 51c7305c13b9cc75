"""Changing places, groups and units: for administrators of the state."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samanvay.access.permissions import Permission
from samanvay.directory import actions, policies, queries, tasks
from samanvay.directory.actions.places import NewDistrict
from samanvay.directory.models import Place, Unit
from samanvay.kernel.refusals import Refused, Unseen
from samanvay.web.access import OfficerRequest, officer_page

from . import foreseen, forms
from .asking import ask
from .presenters import place_url


def _state(request: OfficerRequest) -> str:
    state = policies.state_kept(request.actor)
    if not state:
        raise Refused(_("This belongs to another state. Its own administrator keeps it."))
    return state


def _place(request: OfficerRequest, key: str, *kinds: str) -> Place:
    found = Place.objects.filter(pk=key).first()
    if found is None or (kinds and found.kind not in kinds):
        raise Unseen
    policies.require_edit(request.actor, found.state_id or (found.key if not found.is_group else _state(request)))
    return found


def _unit(request: OfficerRequest, key: UUID) -> Unit:
    found = queries.unit_or_unseen(key)
    policies.require_edit(request.actor, found.home_state)
    return found


def _unit_url(unit: Unit) -> str:
    return reverse("unit", kwargs={"key": unit.id})


@officer_page(permission=Permission.DIRECTORY_EDIT)
@require_http_methods(["GET", "POST"])
def place_rename(request: OfficerRequest, key: str) -> HttpResponseBase:
    """Rename a place."""
    place = _place(request, key)
    form = forms.RenameForm(
        request.POST if request.method == "POST" else None,
        initial={"name_hi": place.name_hi, "version": place.version},
    )

    def do(given: dict[str, Any]) -> str:
        actions.rename_place(by=request.actor, place=place, expected=given.pop("version"), **given)
        return place_url(key)

    words = _("The present name stays findable as a former one.")
    return ask(
        request,
        form,
        do,
        title=_("Rename %(place)s") % {"place": place.names},
        back=place_url(key),
        words=words,
        label=_("Rename"),
        foresee=partial(foreseen.renaming, place),
    )


@officer_page(permission=Permission.DIRECTORY_EDIT)
@require_http_methods(["GET", "POST"])
def district_split(request: OfficerRequest, key: str) -> HttpResponseBase:
    """Carve a new district out of one."""
    place = _place(request, key, "district")
    form = forms.SplitForm(request.POST if request.method == "POST" else None, initial={"version": place.version})

    def do(given: dict[str, Any]) -> str:
        new = NewDistrict(given["name"], given["name_hi"], given["lgd"])
        [made] = actions.split_district(
            by=request.actor, district=place, into=[new], on=given["on"], order_no=given["order_no"]
        )
        return place_url(made.key)

    words = _("The district goes on with what is left. Make the new district's units afterwards.")
    title = _("Split %(place)s") % {"place": place.names}
    foresee = partial(foreseen.splitting, place)
    return ask(request, form, do, title=title, back=place_url(key), words=words, label=_("Split"), foresee=foresee)


@officer_page(permission=Permission.DIRECTORY_EDIT)
@require_http_methods(["GET", "POST"])
def district_merge(request: OfficerRequest, key: str) -> HttpResponseBase:
    """Let a district be taken in by another of its state."""
    place = _place(request, key, "district")
    form = forms.MergeForm(request.POST if request.method == "POST" else None, initial={"version": place.version})

    def do(given: dict[str, Any]) -> str:
        into: Place = given["into"]
        actions.merge_districts(
            by=request.actor, districts=[place], into=into, on=given["on"], order_no=given["order_no"]
        )
        return place_url(into.key)

    words = _("The district ends the day before; what lies in it lies in the other from then on.")
    title = _("Merge %(place)s into another district") % {"place": place.names}
    return ask(
        request,
        form,
        do,
        title=title,
        back=place_url(key),
        words=words,
        label=_("Merge"),
        state=place.state_id or "",
        danger=True,
        foresee=partial(foreseen.merging, place),
    )


@officer_page(permission=Permission.DIRECTORY_EDIT)
@require_http_methods(["GET", "POST"])
def district_move(request: OfficerRequest, key: str) -> HttpResponseBase:
    """Put a district under another division."""
    place = _place(request, key, "district")
    form = forms.DivisionForm(request.POST if request.method == "POST" else None, initial={"version": place.version})

    def do(given: dict[str, Any]) -> str:
        actions.move_district(
            by=request.actor,
            district=place,
            division=given["division"],
            on=given["on"],
            order_no=given["order_no"],
            expected=given["version"],
        )
        return place_url(key)

    words = _("Units are moved by themselves, on their own pages.")
    title = _("Move %(place)s to another division") % {"place": place.names}
    return ask(
        request,
        form,
        do,
        title=title,
        back=place_url(key),
        words=words,
        label=_("Move"),
        state=place.state_id or "",
        foresee=partial(foreseen.moving_district, place),
    )


@officer_page(permission=Permission.DIRECTORY_EDIT)
@require_http_methods(["GET", "POST"])
def group_new(request: OfficerRequest) -> HttpResponseBase:
    """Make a group of districts."""
    state = _state(request)
    form = forms.GroupForm(request.POST if request.method == "POST" else None)

    def do(given: dict[str, Any]) -> str:
        return place_url(actions.create_group(by=request.actor, home_state=state, **given).key)

    words = _("A group of districts can be addressed like one: a border belt, a corridor, the NCR.")
    return ask(request, form, do, title=_("New group of districts"), back=reverse("groups"), words=words, state=state)


@officer_page(permission=Permission.DIRECTORY_EDIT)
@require_http_methods(["GET", "POST"])
def group_members_set(request: OfficerRequest, key: str) -> HttpResponseBase:
    """Say which districts a group names."""
    place = _place(request, key, "region")
    members = "\n".join(str(one.member.names) for one in queries.group_members(key))
    form = forms.MembersForm(request.POST if request.method == "POST" else None, initial={"members": members})

    def do(given: dict[str, Any]) -> str:
        actions.set_group_members(by=request.actor, group=place, **given)
        return place_url(key)

    title = _("Districts of %(group)s") % {"group": place.names}
    return ask(request, form, do, title=title, back=place_url(key))


@officer_page(permission=Permission.DIRECTORY_EDIT)
@require_http_methods(["GET", "POST"])
def unit_new(request: OfficerRequest) -> HttpResponseBase:
    """Make a unit."""
    state = _state(request)
    form = forms.UnitForm(request.POST if request.method == "POST" else None)

    def do(given: dict[str, Any]) -> str:
        given.pop("version")
        return _unit_url(actions.create_unit(by=request.actor, home_state=state, **given))

    words = _("Whoever stands above it reads its records.")
    return ask(request, form, do, title=_("New unit"), back=reverse("units"), words=words, state=state)


@officer_page(permission=Permission.DIRECTORY_EDIT)
@require_http_methods(["GET", "POST"])
def unit_rename(request: OfficerRequest, key: UUID) -> HttpResponseBase:
    """Rename a unit."""
    unit = _unit(request, key)
    form = forms.RenameForm(
        request.POST if request.method == "POST" else None,
        initial={"name_hi": unit.name_hi, "version": unit.version},
    )

    def do(given: dict[str, Any]) -> str:
        actions.rename_unit(by=request.actor, unit=unit, expected=given.pop("version"), **given)
        return _unit_url(unit)

    return ask(request, form, do, title=_("Rename %(unit)s") % {"unit": unit.names}, back=_unit_url(unit))


@officer_page(permission=Permission.DIRECTORY_EDIT)
@require_http_methods(["GET", "POST"])
def unit_move(request: OfficerRequest, key: UUID) -> HttpResponseBase:
    """Put a unit under another."""
    unit = _unit(request, key)
    form = forms.MoveUnitForm(request.POST if request.method == "POST" else None, initial={"version": unit.version})

    def do(given: dict[str, Any]) -> str:
        actions.move_unit(by=request.actor, unit=unit, expected=given.pop("version"), **given)
        transaction.on_commit(lambda: tasks.rebuild.enqueue())
        return reverse("units")

    words = _(
        "New records are read by the new superiors at once. The old ones are handed over in the background; until "
        "that is done the former superiors still read them."
    )
    title = _("Move %(unit)s") % {"unit": unit.names}
    return ask(
        request,
        form,
        do,
        title=title,
        back=_unit_url(unit),
        words=words,
        label=_("Move"),
        state=unit.home_state,
        foresee=partial(foreseen.moving_unit, unit),
    )


@officer_page(permission=Permission.DIRECTORY_EDIT)
@require_POST
def readers_rebuild(request: OfficerRequest) -> HttpResponseBase:
    """Hand the records of reorganised units over once more, where the background work was interrupted."""
    transaction.on_commit(lambda: tasks.rebuild.enqueue())
    messages.success(request, _("The records are being handed over."))
    return HttpResponseRedirect(reverse("units"))


@officer_page(permission=Permission.DIRECTORY_EDIT)
@require_http_methods(["GET", "POST"])
def unit_close(request: OfficerRequest, key: UUID) -> HttpResponseBase:
    """Close a unit."""
    unit = _unit(request, key)
    form = forms.CloseForm(request.POST if request.method == "POST" else None, initial={"version": unit.version})

    def do(given: dict[str, Any]) -> str:
        actions.close_unit(by=request.actor, unit=unit, expected=given.pop("version"), **given)
        return _unit_url(unit)

    words = _("Its records stay with it and with those above. The day is the first on which it is closed.")
    title = _("Close %(unit)s?") % {"unit": unit.names}
    return ask(request, form, do, title=title, back=_unit_url(unit), words=words, label=_("Close"), danger=True)


@officer_page(permission=Permission.DIRECTORY_EDIT)
@require_http_methods(["GET", "POST"])
def unit_serves(request: OfficerRequest, key: UUID) -> HttpResponseBase:
    """Say which places a unit serves."""
    unit = _unit(request, key)
    now = unit.jurisdictions.filter(until__isnull=True).values_list("place_id", flat=True).order_by("place_id")
    form = forms.ServesForm(request.POST if request.method == "POST" else None, initial={"places": "\n".join(now)})

    def do(given: dict[str, Any]) -> str:
        actions.set_jurisdiction(by=request.actor, unit=unit, **given)
        return _unit_url(unit)

    title = _("Places that %(unit)s serves") % {"unit": unit.names}
    return ask(request, form, do, title=title, back=_unit_url(unit))
