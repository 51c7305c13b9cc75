"""The way of people as a list and as a map, the things found with them, what waits in a case."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.opening import Standing, closed_words
from samanvay.access.boxes.actions.team import may_open, role_in_team
from samanvay.access.boxes.groups import GROUP_WORDS, Group
from samanvay.cases import policies
from samanvay.cases.models import Case, CaseItem, CaseLeg
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.digits import grouped
from samanvay.kernel.refusals import reason_against
from samanvay.web.components.pieces import Action
from samanvay.web.kit.pages import action_to
from samanvay.web.kit.places import place_words

from .presenters import corrections


def leg_rows(actor: Actor, case: Case, legs: Iterable[CaseLeg]) -> list[dict[str, Any]]:
    """Return the way as a list, numbered as on the map; void places have no number."""
    denial = reason_against(policies.may_amend_case, actor, case)
    rows, number = [], 0
    for leg in legs:
        number += not leg.is_void
        said = [
            leg.mode_words if leg.mode != "unknown" else "",
            leg.train,
            leg.occurred,
            leg.certainty_words,
            leg.void_reason,
        ]
        rows.append(
            {
                "leg": leg,
                "no": "–" if leg.is_void else number,
                "where": place_words(leg.place),
                "more": " · ".join(str(part) for part in said if part),
                "change": corrections(case, "leg", leg, denial),
            }
        )
    return rows


def item_rows(
    actor: Actor, case: Case, items: Iterable[CaseItem], standings: Iterable[Standing]
) -> list[dict[str, Any]]:
    """Return the things found with their sealed numbers."""
    denial = reason_against(policies.may_amend_case, actor, case)
    boxes = {standing.box.subject_id: standing for standing in standings if standing.box.group == Group.ITEM}
    role = role_in_team(actor, case.id)
    rows = []
    for item in items:
        standing = boxes.get(item.id)
        said = [
            item.description,
            _("₹ %(n)s") % {"n": grouped(item.amount)} if item.amount is not None else "",
            _("train %(number)s") % {"number": item.train} if item.train else "",
            _from_to(item),
            item.travelled,
            _("with %(person)s") % {"person": item.person.label} if item.person else "",
            item.void_reason,
        ]
        may = may_open(role, Group.ITEM) and not case.is_void and not item.is_void
        rows.append(
            {
                "item": item,
                "facts": " · ".join(str(part) for part in said if part),
                "standing": standing,
                "numbers": GROUP_WORDS[Group.ITEM],
                "sealed_url": reverse("box", args=[case.id, standing.box.id])
                if standing and standing.is_openable
                else "",
                "refused": "" if standing is None or standing.is_openable else closed_words(actor, role),
                "seal_url": reverse("item_seal", args=[case.id, item.id]) if standing is None and may else "",
                "change": corrections(case, "item", item, denial),
            }
        )
    return rows


def _from_to(item: CaseItem) -> str:
    """Return from where to where a ticket goes, as far as it is told."""
    ends = {"from": item.origin and item.origin.names, "to": item.destination and item.destination.names}
    if item.origin and item.destination:
        return _("from %(from)s to %(to)s") % ends
    if item.origin:
        return _("from %(from)s") % ends
    return _("to %(to)s") % ends if item.destination else ""


def way_actions(actor: Actor, case: Case, legs: Iterable[CaseLeg]) -> Mapping[str, Action]:
    """Return the buttons of the way, the things and the hand-over."""
    found = {
        "leg": action_to(actor, "leg_add", _("Add a place to the route"), case),
        "item": action_to(actor, "item_add", _("Add an item found"), case),
        "hand_over": action_to(actor, "case_hand_over", _("Hand over"), case),
    }
    if sum(not leg.is_void for leg in legs) > 1:
        found["order"] = action_to(actor, "legs_order", _("Change the order"), case)
    return found
