"""Adding what the gazetteer does not know, and correcting what it writes wrongly: for administrators of the state."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.directory import policies
from samanvay.directory.facilities import actions as facility_actions
from samanvay.directory.models import Place
from samanvay.directory.places.actions import places as place_actions
from samanvay.kernel.db.scope import Actor
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.pages import record_page

from . import forms
from .asking import ask
from .presenters import place_url
from .records import KNOWN, LOCALITY


def _of_row(action: Callable[..., Any], name: str = "place") -> Callable[..., Any]:
    """Return the action with the place's row, which is made where only the gazetteer knows the place."""

    def act(*, by: Actor, place: Place, **given: Any) -> Any:
        return action(by=by, **{name: place_actions.keep_place(by=by, key=place.key)}, **given)

    return act


@record_page(LOCALITY, may=policies.require_edit_place, permission=Permission.DIRECTORY_EDIT)
def place_add(request: OfficerRequest, parent: Place) -> HttpResponse:
    """Add a town, village, ward or the like inside a district."""
    return ask(
        request,
        forms.PlaceForm,
        _of_row(place_actions.add_place, "parent"),
        parent,
        title=_("Add a place in %(place)s") % {"place": parent.names},
        words=_("For what the search does not find. Look for it under other spellings first."),
        label=_("Add"),
        to=lambda made: place_url(made.key),
    )


@record_page(LOCALITY, may=policies.require_edit_place, permission=Permission.DIRECTORY_EDIT)
def facility_add(request: OfficerRequest, place: Place) -> HttpResponse:
    """Add a station, bus stand, crossing, home, court or the like at a place."""
    return ask(
        request,
        partial(forms.FacilityForm, state=place.state_id or ""),
        _of_row(facility_actions.add_facility),
        place,
        title=_("Add a facility in %(place)s") % {"place": place.names},
        words=_("Where people pass, are kept, taught, heard or treated. The point may stay empty."),
        label=_("Add"),
    )


@record_page(KNOWN, may=policies.require_edit_place, permission=Permission.DIRECTORY_EDIT)
def place_correct(request: OfficerRequest, place: Place) -> HttpResponse:
    """Correct the spelling of a place's name."""
    return ask(
        request,
        forms.CorrectNameForm,
        _of_row(place_actions.correct_place),
        place,
        initial={"name": place.name, "name_hi": place.name_hi},
        title=_("Correct the name of %(place)s") % {"place": place.names},
        words=_("For a slip of spelling; a name that was changed by an order is entered as a renaming, with its day."),
    )
