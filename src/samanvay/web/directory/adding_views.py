"""Adding what the gazetteer does not know, and correcting what it writes wrongly: for administrators of the state."""

from typing import Any

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samanvay.access.permissions import Permission
from samanvay.directory import actions, policies, queries
from samanvay.directory.actions.places import BELOW_DISTRICT
from samanvay.directory.models import Place
from samanvay.kernel.refusals import Unseen
from samanvay.web.access import OfficerRequest, officer_page

from . import forms
from .asking import ask
from .presenters import place_url


def _place(request: OfficerRequest, key: str, *kinds: str) -> Place:
    """Return a place that the officer keeps; one that only the gazetteer knows gets its row when a form is sent."""
    found = queries.place_or_unseen(key)
    if kinds and found.kind not in kinds:
        raise Unseen
    policies.require_edit(request.actor, found.state_id or found.key)
    if request.method == "POST" and found._state.adding:
        return actions.keep_place(by=request.actor, key=key)
    return found


@officer_page(permission=Permission.DIRECTORY_EDIT)
@require_http_methods(["GET", "POST"])
def place_add(request: OfficerRequest, key: str) -> HttpResponseBase:
    """Add a town, village, ward or the like inside a district."""
    parent = _place(request, key, "district", *BELOW_DISTRICT)
    form = forms.PlaceForm(request.POST if request.method == "POST" else None)

    def do(given: dict[str, Any]) -> str:
        return place_url(actions.add_place(by=request.actor, parent=parent, **given).key)

    words = _("For what the search does not find. Look for it under other spellings first.")
    title = _("Add a place in %(place)s") % {"place": parent.names}
    return ask(request, form, do, title=title, back=place_url(key), words=words, label=_("Add"))


@officer_page(permission=Permission.DIRECTORY_EDIT)
@require_http_methods(["GET", "POST"])
def facility_add(request: OfficerRequest, key: str) -> HttpResponseBase:
    """Add a station, bus stand, crossing, home, court or the like at a place."""
    place = _place(request, key, "district", *BELOW_DISTRICT)
    form = forms.FacilityForm(request.POST if request.method == "POST" else None)

    def do(given: dict[str, Any]) -> str:
        actions.add_facility(by=request.actor, place=place, **given)
        return place_url(key)

    words = _("Where people pass, are kept, taught, heard or treated. The point may stay empty.")
    title = _("Add a facility in %(place)s") % {"place": place.names}
    return ask(
        request,
        form,
        do,
        title=title,
        back=place_url(key),
        words=words,
        label=_("Add"),
        state=place.state_id or "",
    )


@officer_page(permission=Permission.DIRECTORY_EDIT)
@require_http_methods(["GET", "POST"])
def place_correct(request: OfficerRequest, key: str) -> HttpResponseBase:
    """Correct the spelling of a place's name."""
    place = _place(request, key)
    form = forms.CorrectNameForm(
        request.POST if request.method == "POST" else None,
        initial={"name": place.name, "name_hi": place.name_hi, "version": place.version},
    )

    def do(given: dict[str, Any]) -> str:
        actions.correct_place(by=request.actor, place=place, expected=given.pop("version"), **given)
        return place_url(key)

    words = _("For a slip of spelling; a name that was changed by an order is entered as a renaming, with its day.")
    title = _("Correct the name of %(place)s") % {"place": place.names}
    return ask(request, form, do, title=title, back=place_url(key), words=words)
