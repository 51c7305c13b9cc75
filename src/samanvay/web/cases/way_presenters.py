"""The way of people as a list and as a map, the things found with them, what waits in a case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.boxes.groups import GROUP_WORDS, Group
from samanvay.access.boxes.opening import Standing, closed_words
from samanvay.access.boxes.team import may_open, role_in_team
from samanvay.cases import policies
from samanvay.cases.models import Case, CaseItem, CaseLeg
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.digits import grouped
from samanvay.kernel.refusals import reason_against
from samanvay.web.components.pieces import Action
from samanvay.web.kit.pages import action_to
from samanvay.web.kit.places import place_words


@dataclass(frozen=True)
class LegRow:
    """A place of the way on the page."""

    no: str
    role: Any
    where: str
    more: str
    is_void: bool
    change: list[Action]


def leg_rows(actor: Actor, case: Case, legs: Iterable[CaseLeg]) -> list[LegRow]:
    """Return the way as a list, numbered as on the map; void places have no number."""
    denial = reason_against(policies.may_amend_case, actor, case)
    rows, number = [], 0
    for leg in legs:
        number += not leg.is_void
        said = [
            str(leg.mode_words) if leg.mode != "unknown" else "",
            leg.train,
            str(leg.occurred) if leg.occurred else "",
            str(leg.certainty_words),
            leg.void_reason,
        ]
        ask = [
            Action(_("Correct"), url=reverse("leg_amend", args=[case.id, leg.id])),
            Action(_("Void"), url=reverse("leg_void", args=[case.id, leg.id])),
        ]
        rows.append(
            LegRow(
                "–" if leg.is_void else str(number),
                leg.role_words,
                place_words(leg.place),
                " · ".join(part for part in said if part),
                leg.is_void,
                [] if denial or leg.is_void else ask,
            )
        )
    return rows


@dataclass(frozen=True)
class ItemRow:
    """A thing that was found, on the page; its numbers stay behind their seal."""

    words: Any
    facts: str
    is_void: bool
    sealed_url: str = ""
    refused: str = ""
    is_sealed: bool = False
    is_forgotten: bool = False
    seal_url: str = ""
    change: tuple[Action, ...] = ()
    numbers: Any = GROUP_WORDS[Group.ITEM]


def item_rows(actor: Actor, case: Case, items: Iterable[CaseItem], standings: Iterable[Standing]) -> list[ItemRow]:
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
            str(item.travelled) if item.travelled else "",
            _("with %(person)s") % {"person": item.person.label} if item.person else "",
            item.void_reason,
        ]
        may = may_open(role, Group.ITEM) and not case.is_void and not item.is_void
        change = (
            Action(_("Correct"), url=reverse("item_amend", args=[case.id, item.id])),
            Action(_("Void"), url=reverse("item_void", args=[case.id, item.id])),
        )
        rows.append(
            ItemRow(
                item.kind_words,
                " · ".join(part for part in said if part),
                item.is_void,
                reverse("box", args=[case.id, standing.box.id]) if standing and standing.is_openable else "",
                "" if standing is None or standing.is_openable else closed_words(actor, role),
                standing is not None,
                standing is not None and standing.is_forgotten,
                reverse("item_seal", args=[case.id, item.id]) if standing is None and may else "",
                () if denial or item.is_void else change,
            )
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
        "leg": action_to(actor, "leg_add", _("Add a place to the way"), case),
        "item": action_to(actor, "item_add", _("Add what was found"), case),
        "hand_over": action_to(actor, "case_hand_over", _("Hand over"), case),
    }
    if sum(not leg.is_void for leg in legs) > 1:
        found["order"] = action_to(actor, "legs_order", _("Another order"), case)
    return found
