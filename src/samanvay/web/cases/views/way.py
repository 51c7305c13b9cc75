"""The way of people, the things found with them, and handing over: their pages."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.team import may_open, role_in_team
from samanvay.access.boxes.groups import Group
from samanvay.cases import actions, policies
from samanvay.cases.items import actions as item_actions
from samanvay.cases.legs import actions as leg_actions
from samanvay.cases.models import Case, CaseItem, CaseLeg
from samanvay.cases.queries import legs_of, persons_of
from samanvay.cases.quick.place_choices import likely_takers, units_named
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page, posted
from samanvay.web.kit.boxes.forms import SealForm
from samanvay.web.kit.pages import record_page

from ..forms import OtherPlace
from ..way_forms import AmendItemForm, AmendLegForm, HandOverForm, ItemForm, LegForm, OrderForm
from .page import CASE, ITEM, LEG, followed, void_page


@record_page(CASE, may=policies.may_add_leg)
def leg_add(request: OfficerRequest, case: Case) -> HttpResponse:
    """Add a place to the way."""
    return form_page(
        request,
        partial(LegForm, actor=request.actor),
        leg_actions.add_leg,
        case,
        title=_("Add a place to the route"),
        label=_("Add the place"),
        done=_("The place is added to the route."),
        to=f"{CASE.page(case)}#way",
    )


@record_page(LEG, may=policies.may_amend_entry)
def leg_amend(request: OfficerRequest, leg: CaseLeg) -> HttpResponse:
    """Correct a place of the way."""
    known = {name: getattr(leg, name) for name in ("role", "mode", "train", "occurred", "certainty")}
    return form_page(
        request,
        partial(AmendLegForm, actor=request.actor),
        leg_actions.amend_leg,
        leg,
        initial={**known, "place": str(leg.place.names)},
        title=_("Correct: %(what)s") % {"what": _leg_words(leg)},
        label=_("Correct"),
        done=_("Corrected."),
    )


def _leg_words(leg: CaseLeg) -> str:
    return f"{leg.role_words}, {leg.place.names}"


@record_page(LEG, may=policies.may_void_entry)
def leg_void(request: OfficerRequest, leg: CaseLeg) -> HttpResponse:
    """Void a place of the way."""
    return void_page(request, leg_actions.void_leg, leg, _leg_words(leg))


@record_page(CASE, may=policies.may_amend_case)
def legs_order(request: OfficerRequest, case: Case) -> HttpResponse:
    """Put the way in another order."""
    legs = [leg for leg in legs_of(request.actor, case) if not leg.is_void]
    return form_page(
        request,
        partial(OrderForm, legs=legs),
        leg_actions.reorder_legs,
        case,
        title=_("Order of the route"),
        label=_("Save this order"),
        intro=_("Number the places in the order of travel."),
        done=_("The new order of the route is saved."),
        to=f"{CASE.page(case)}#way",
    )


@record_page(CASE, may=policies.may_add_item)
def item_add(request: OfficerRequest, case: Case) -> HttpResponse:
    """Add a thing that was found; for the team its numbers are sealed in the same step."""
    ticket = _ticket(request)
    is_team = may_open(role_in_team(request.actor, case.id), Group.ITEM)
    numbers = SealForm(posted(request), group=Group.ITEM, prefix="numbers") if is_team else None
    return form_page(
        request,
        partial(ItemForm, people=persons_of(request.actor, case)),
        lambda **given: item_actions.add_item(sealed=numbers.values() if numbers else None, **given, **_places(ticket)),
        case,
        beside=[*ticket.values(), *([numbers] if numbers else [])],
        to=f"{CASE.page(case)}#items",
        done=_("Added."),
        title=_("Add an item found"),
        label=_("Add"),
        template="cases/item.html",
        numbers=numbers,
        ticket=list(ticket.values()),
        **ticket,
    )


def _ticket(request: OfficerRequest, item: CaseItem | None = None) -> dict[str, Any]:
    """Return the fields of where a ticket is from and whereto, each place told by its name."""
    asked = {"origin": _("Ticket from"), "destination": _("Ticket to")}
    return {
        name: OtherPlace(
            posted(request),
            prefix=name,
            actor=request.actor,
            words=words,
            hint=_("For a ticket: the station or town."),
            kept=getattr(item, name, None),
        )
        for name, words in asked.items()
    }


def _places(ticket: dict[str, Any]) -> dict[str, Any]:
    return {name: part.key for name, part in ticket.items()}


@record_page(ITEM, may=policies.may_amend_entry)
def item_amend(request: OfficerRequest, item: CaseItem) -> HttpResponse:
    """Correct what a thing is outside its box."""
    ticket = _ticket(request, item)
    return form_page(
        request,
        AmendItemForm,
        lambda *, changes, **given: item_actions.amend_item(changes={**changes, **_places(ticket)}, **given),
        item,
        beside=ticket.values(),
        initial={name: getattr(item, name) for name in ("description", "amount", "train")},
        done=_("Corrected."),
        title=_("Correct: %(what)s") % {"what": item.kind_words},
        label=_("Correct"),
        template="cases/item.html",
        is_correction=True,
        ticket=list(ticket.values()),
        **ticket,
    )


@record_page(ITEM, may=policies.may_void_entry)
def item_void(request: OfficerRequest, item: CaseItem) -> HttpResponse:
    """Void the entry of a thing."""
    return void_page(request, item_actions.void_item, item, item.kind_words)


@record_page(ITEM, may=policies.may_seal_entry)
def item_seal(request: OfficerRequest, item: CaseItem) -> HttpResponse:
    """Seal the numbers of a thing."""
    return form_page(
        request,
        partial(SealForm, group=Group.ITEM),
        item_actions.seal_item,
        item,
        title=_("Numbers: %(what)s") % {"what": item.kind_words},
        label=_("Seal"),
        intro=_("What you write here is sealed. Only the case team can open it, and each opening is recorded."),
        done=_("Sealed."),
    )


@record_page(CASE, may=policies.may_hand_over)
def handing_over(request: OfficerRequest, case: Case) -> HttpResponse:
    """Hand the people of a case over to another unit."""
    asked = (request.POST.get("named") or request.GET.get("named", "")).strip()
    units = [*units_named(asked), *likely_takers(request.actor, case.place_id)]
    listed = list({unit.audience: unit for unit in units if unit.audience != case.home_unit}.values())
    return form_page(
        request,
        partial(HandOverForm, actor=request.actor, units=listed, usual_place=case.place_id),
        followed(actions.hand_over),
        case,
        initial={"people": case.people},
        title=_("Hand over"),
        label=_("Hand over"),
        intro=_(
            "The unit sees the case, but not the names. It has six hours to take over; after that its senior "
            "officers are informed."
        ),
        done=_("Handed over. The unit can see the case now and has the task to take over."),
        to=f"{CASE.page(case)}#duties",
        named=asked,
        template="cases/hand_over.html",
    )
