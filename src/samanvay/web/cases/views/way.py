"""The way of people, the things found with them, and handing over: their pages."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samanvay.access.boxes.groups import Group
from samanvay.access.boxes.team import may_open, role_in_team
from samanvay.cases import policies
from samanvay.cases.actions import (
    add_item,
    add_leg,
    amend_item,
    amend_leg,
    hand_over,
    reorder_legs,
    seal_item,
    void_item,
    void_leg,
)
from samanvay.cases.models import Case, CaseItem, CaseLeg
from samanvay.cases.queries import case_or_unseen, item_or_unseen, leg_or_unseen, legs_of, persons_of
from samanvay.cases.whereabouts import likely_takers, units_named
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Stale, Unseen
from samanvay.web.access import OfficerRequest, officer_page

from ..forms import ReasonForm, SealForm
from ..named_places import OtherPlace
from ..way_forms import AmendItemForm, AmendLegForm, HandOverForm, ItemForm, LegForm, OrderForm
from .page import answered, conflict, posted, show

BOTH = ["GET", "POST"]


def _at(case: Case, anchor: str) -> str:
    return f"{reverse('case', args=[case.id])}#{anchor}"


@never_cache
@officer_page
@require_http_methods(BOTH)
def leg_add(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Add a place to the way."""
    case = case_or_unseen(request.actor, case_id)
    policies.may_add_leg(request.actor, case)
    form = LegForm(posted(request), actor=request.actor)

    def act() -> Any:
        return add_leg(by=request.actor, case_id=case.id, captured=form.captured(), **form.told())

    answer = answered(request, form, act, to=_at(case, "way"), said=_("The place is added to the way."))
    return answer or show(request, form, title=_("Add a place to the way"), label=_("Add the place"), case=case)


def _leg(actor: Actor, case_id: UUID, leg_id: UUID) -> tuple[Case, CaseLeg]:
    case, leg = case_or_unseen(actor, case_id), leg_or_unseen(actor, leg_id)
    if leg.case_id != case.id:
        raise Unseen
    return case, leg


@never_cache
@officer_page
@require_http_methods(BOTH)
def leg_amend(request: OfficerRequest, case_id: UUID, leg_id: UUID) -> HttpResponse:
    """Correct a place of the way."""
    case, leg = _leg(request.actor, case_id, leg_id)
    policies.may_amend_entry(request.actor, leg)
    as_it_is = {
        **{name: getattr(leg, name) for name in ("role", "mode", "train", "occurred", "certainty", "version")},
        "place": str(leg.place.names),
    }
    form = AmendLegForm(posted(request), actor=request.actor, initial=as_it_is)

    def act() -> Any:
        is_kept = form.cleaned_data["place"] == as_it_is["place"]
        changes = form.told() if not is_kept else {**_told_beside(form), "place": leg.place_id}
        data = form.cleaned_data
        return amend_leg(
            by=request.actor, leg_id=leg.id, reason=data["reason"], expected=data["version"], changes=changes
        )

    try:
        answer = answered(request, form, act, to=_at(case, "way"), said=_("Corrected."))
    except Stale as refusal:
        return conflict(request, case, refusal, again=reverse("leg_amend", args=[case.id, leg.id]))
    title = _("Correct: %(what)s") % {"what": f"{leg.role_words}, {leg.place.names}"}
    return answer or show(request, form, title=title, label=_("Correct"), case=case)


def _told_beside(form: AmendLegForm) -> dict[str, Any]:
    """Return what was told beside a place that stayed as it was, whatever else bears its name."""
    return {name: form.cleaned_data[name] for name in ("role", "mode", "train", "occurred", "certainty")}


@never_cache
@officer_page
@require_http_methods(BOTH)
def leg_void(request: OfficerRequest, case_id: UUID, leg_id: UUID) -> HttpResponse:
    """Void a place of the way."""
    case, leg = _leg(request.actor, case_id, leg_id)
    policies.may_amend_case(request.actor, case)
    form = ReasonForm(posted(request))

    def act() -> Any:
        return void_leg(by=request.actor, leg_id=leg.id, reason=form.cleaned_data["reason"])

    answer = answered(request, form, act, to=_at(case, "way"), said=_("The entry is void."))
    title = _("Void: %(what)s") % {"what": f"{leg.role_words}, {leg.place.names}"}
    return answer or show(request, form, title=title, label=_("Void the entry"), case=case, kind="danger")


@never_cache
@officer_page
@require_http_methods(BOTH)
def legs_order(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Put the way in another order."""
    case = case_or_unseen(request.actor, case_id)
    policies.may_amend_case(request.actor, case)
    legs = [leg for leg in legs_of(request.actor, case) if not leg.is_void]
    form = OrderForm(posted(request), legs=legs)

    def act() -> Any:
        order, reason = form.order(), form.cleaned_data["reason"]
        return reorder_legs(by=request.actor, case_id=case.id, order=order, reason=reason)

    answer = answered(request, form, act, to=_at(case, "way"), said=_("The way is in its new order."))
    return answer or show(
        request,
        form,
        title=_("Order of the way"),
        label=_("Keep this order"),
        case=case,
        intro=_("Number the places as they followed each other."),
    )


@never_cache
@officer_page
@require_http_methods(BOTH)
def item_add(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Add a thing that was found; for the team its numbers are sealed in the same step."""
    case = case_or_unseen(request.actor, case_id)
    policies.may_add_item(request.actor, case)
    form = ItemForm(posted(request), people=persons_of(request.actor, case))
    ticket = _ticket(request)
    is_team = may_open(role_in_team(request.actor, case.id), Group.ITEM)
    numbers = SealForm(posted(request), group=Group.ITEM, prefix="numbers") if is_team else None
    told = _Together(form, ticket, numbers)

    def act() -> Any:
        data = form.cleaned_data
        names = ("kind", "description", "person", "amount", "train", "travelled")
        return add_item(
            by=request.actor,
            case_id=case.id,
            sealed=numbers.values() if numbers else None,
            captured=form.captured(),
            **{name: data[name] for name in names},
            **told.places,
        )

    answer = answered(request, told, act, to=_at(case, "items"), said=_("Added."))
    return answer or show(
        request,
        form,
        title=_("Add what was found"),
        label=_("Add"),
        case=case,
        numbers=numbers,
        ticket=list(ticket.values()),
        **ticket,
        template="cases/item.html",
    )


def _ticket(request: OfficerRequest, item: CaseItem | None = None) -> dict[str, OtherPlace]:
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


class _Together:
    """The forms of a thing on one page: valid together, a refusal is shown at the one that has its field."""

    def __init__(self, form: Any, ticket: dict[str, OtherPlace], sealed: SealForm | None = None) -> None:
        self.form, self.ticket, self.sealed = form, ticket, sealed
        self.places: dict[str, str | None] = {}

    def is_valid(self) -> bool:
        """Tell whether all is well, and find the places by their names."""
        parts = [self.form, *self.ticket.values(), *([self.sealed] if self.sealed else [])]
        faulty = [part for part in parts if not part.is_valid()]  # each is asked, so that each shows its faults
        if faulty:
            return False
        self.places = {name: part.key() for name, part in self.ticket.items()}
        return not any(part.errors for part in self.ticket.values())

    def refuse(self, refusal: Any) -> None:
        has_it = self.sealed is not None and refusal.field in self.sealed.fields
        (self.sealed if has_it and self.sealed else self.form).refuse(refusal)


def _item(actor: Actor, case_id: UUID, item_id: UUID) -> tuple[Case, CaseItem]:
    case, item = case_or_unseen(actor, case_id), item_or_unseen(actor, item_id)
    if item.case_id != case.id:
        raise Unseen
    return case, item


@never_cache
@officer_page
@require_http_methods(BOTH)
def item_amend(request: OfficerRequest, case_id: UUID, item_id: UUID) -> HttpResponse:
    """Correct what a thing is outside its box."""
    case, item = _item(request.actor, case_id, item_id)
    policies.may_amend_entry(request.actor, item)
    names = ("description", "amount", "train")
    as_it_is = {name: getattr(item, name) for name in (*names, "version")}
    form = AmendItemForm(posted(request), initial=as_it_is)
    ticket = _ticket(request, item)
    told = _Together(form, ticket)

    def act() -> Any:
        data = form.cleaned_data
        return amend_item(
            by=request.actor, item_id=item.id, reason=data["reason"], expected=data["version"],
            changes={**{name: data[name] for name in names}, **told.places},
        )  # fmt: skip

    try:
        answer = answered(request, told, act, to=_at(case, "items"), said=_("Corrected."))
    except Stale as refusal:
        return conflict(request, case, refusal, again=reverse("item_amend", args=[case.id, item.id]))
    return answer or show(
        request,
        form,
        title=_("Correct: %(what)s") % {"what": item.kind_words},
        label=_("Correct"),
        case=case,
        ticket=list(ticket.values()),
        **ticket,
        is_correction=True,
        template="cases/item.html",
    )


@never_cache
@officer_page
@require_http_methods(BOTH)
def item_void(request: OfficerRequest, case_id: UUID, item_id: UUID) -> HttpResponse:
    """Void the entry of a thing."""
    case, item = _item(request.actor, case_id, item_id)
    policies.may_amend_case(request.actor, case)
    form = ReasonForm(posted(request))

    def act() -> Any:
        return void_item(by=request.actor, item_id=item.id, reason=form.cleaned_data["reason"])

    answer = answered(request, form, act, to=_at(case, "items"), said=_("The entry is void."))
    title = _("Void: %(what)s") % {"what": item.kind_words}
    return answer or show(request, form, title=title, label=_("Void the entry"), case=case, kind="danger")


@never_cache
@officer_page
@require_http_methods(BOTH)
def item_seal(request: OfficerRequest, case_id: UUID, item_id: UUID) -> HttpResponse:
    """Seal the numbers of a thing."""
    case, item = _item(request.actor, case_id, item_id)
    policies.may_seal(request.actor, case)
    form = SealForm(posted(request), group=Group.ITEM)

    def act() -> Any:
        return seal_item(by=request.actor, item_id=item.id, values=form.values())

    answer = answered(request, form, act, to=_at(case, "items"), said=_("Sealed."))
    return answer or show(
        request,
        form,
        title=_("Numbers: %(what)s") % {"what": item.kind_words},
        label=_("Seal"),
        case=case,
        intro=_("What you write here is sealed. It is shown again only to the case team, each time on record."),
    )


@never_cache
@officer_page
@require_http_methods(BOTH)
def handing_over(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Hand the people of a case over to another unit."""
    case = case_or_unseen(request.actor, case_id)
    policies.may_hand_over(request.actor, case)
    asked = (request.POST.get("named") or request.GET.get("named", "")).strip()
    units = [*units_named(asked), *likely_takers(request.actor, case.place_id)]
    listed = list({unit.audience: unit for unit in units if unit.audience != case.home_unit}.values())
    form = HandOverForm(posted(request), actor=request.actor, units=listed, initial={"people": case.people})

    def act() -> Any:
        data = form.cleaned_data
        return hand_over(
            by=request.actor,
            case_id=case.id,
            to_unit=data["unit"],
            place=form.place_of() or case.place_id,
            people=data["people"],
            occurred=data["occurred"],
            note=data["note"],
            captured=form.captured(),
        )

    said = _("Handed over. The unit sees the case now and has a duty to take over.")
    answer = answered(request, form, act, to=_at(case, "duties"), said=said)
    return answer or show(
        request,
        form,
        title=_("Hand over"),
        label=_("Hand over"),
        case=case,
        intro=_("The unit sees the case, not the names. It has six hours to take over; then its superiors hear of it."),
        named=asked,
        template="cases/hand_over.html",
    )
