"""The way of people as a list and as a map, the things found with them, what waits in a case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.opening import Standing, closed_words
from samanvay.access.boxes.actions.team import may_open, role_in_team
from samanvay.access.boxes.groups import GROUP_WORDS, Group
from samanvay.cases import policies
from samanvay.cases.models import Case, CaseItem, CaseLeg
from samanvay.directory.queries import units_of
from samanvay.duties.models import Duty
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.picture.spots import Spot, spots
from samanvay.web.components.pieces import Action, DutyRow
from samanvay.web.kit.pages import action_to
from samanvay.web.picture.arcs import Arc, arc
from samanvay.web.picture.frame import WIDTH, Frame, Point, frame_around
from samanvay.web.picture.labels import Label, Named, placed
from samanvay.web.today.presenters import owner_words, state_pill

from .presenters import place_words

SMALLEST = 2.5  # degrees that a map shows at the least
SPOT, SPOT_ON_A_PHONE = 36.0, 74.0
TEXT, TEXT_ON_A_PHONE = 44.0, 84.0


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
class LegLine:
    """A line from one place of the way to the next."""

    shape: Arc
    says: str
    is_hearsay: bool


@dataclass(frozen=True)
class LegSpot:
    """A place of the way on the map, with its numbers in the way."""

    x: int
    y: int
    numbers: str
    role: str
    says: str


@dataclass
class LegsMap:
    """The way as drawn, in order, upon the ground of the picture."""

    frame: Frame
    ground_url: str
    lines: list[LegLine] = field(default_factory=list)
    spots: list[LegSpot] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    narrow_labels: list[Label] = field(default_factory=list)

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH} {self.frame.height}"


def legs_map(legs: Iterable[Any], *, fewest: int = 2) -> LegsMap | None:
    """Return the map of a way, None where fewer than ``fewest`` of its places are known to lie anywhere.

    ``legs`` are legs of a case, or what else has a place, a role with words, a certainty and may be void.
    """
    standing = [leg for leg in legs if not leg.is_void]
    known = spots(leg.place_id for leg in standing)
    drawn = [
        (str(number), leg, known[leg.place_id])
        for number, leg in enumerate(standing, 1)
        if leg.place_id in known and known[leg.place_id].point
    ]
    points = {spot.point for _no, _leg, spot in drawn}
    if len(points) < fewest:
        return None
    frame = _frame(points)
    made = LegsMap(frame, reverse("picture_ground", args=[frame.code]))
    _draw_lines(made, drawn)
    _draw_spots(made, drawn)
    return made


def _frame(points: Iterable[Any]) -> Frame:
    lats, lons = [lat for lat, _lon in points], [lon for _lat, lon in points]
    wide = max(0.0, SMALLEST - (max(lons) - min(lons))) / 2
    high = max(0.0, SMALLEST - (max(lats) - min(lats))) / 2
    return frame_around((min(lons) - wide, min(lats) - high, max(lons) + wide, max(lats) + high), pad=0.22)


def _at(frame: Frame, spot: Spot) -> Point:
    assert spot.point is not None
    lat, lon = spot.point
    return frame.at(lon, lat)


def _draw_lines(made: LegsMap, drawn: list[tuple[str, Any, Spot]]) -> None:
    for (first, _leg, start), (last, leg, end) in pairwise(drawn):
        if start.point == end.point:
            continue
        says = _("%(from)s to %(to)s: %(start)s to %(end)s") % {
            "from": first, "to": last, "start": start.names, "end": end.names,
        }  # fmt: skip
        shape = arc(_at(made.frame, start), _at(made.frame, end), 15.0, keep_off=SPOT)
        made.lines.append(LegLine(shape, says, leg.certainty == "hearsay"))


def _draw_spots(made: LegsMap, drawn: list[tuple[str, Any, Spot]]) -> None:
    together: dict[Any, list[tuple[str, Any, Spot]]] = {}
    for each in drawn:
        together.setdefault(each[2].point, []).append(each)
    named, boxes = [], []
    for here in together.values():
        x, y = _at(made.frame, here[0][2])
        roles = [leg.role for _no, leg, _spot in here]
        role = next((role for role in ("rescue", "stopover") if role in roles), roles[0])
        said = ", ".join(f"{number}. {leg.role_words}: {spot.names}" for number, leg, spot in here)
        numbers = f"{here[0][0]}–{here[-1][0]}" if len(here) > 2 else ",".join(number for number, *_rest in here)
        made.spots.append(LegSpot(round(x), round(y), numbers, role, said))
        boxes.append((x, y))
        named.append(Named(str(here[0][2].names), (x, y), -float(here[0][0])))
    for size, radius, into in (
        (TEXT, SPOT, made.labels),
        (TEXT_ON_A_PHONE, SPOT_ON_A_PHONE, made.narrow_labels),
    ):
        taken = [(x - radius, y - radius, x + radius, y + radius) for x, y in boxes]
        into.extend(placed(named, taken, height=made.frame.height, size=size, gap=radius + 10))


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


def grouped(amount: int) -> str:
    """Return a number as India groups it: 1,25,000."""
    text = str(amount)
    head, tail = text[:-3], text[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*groups, tail])


def duty_rows(duties: Iterable[Duty]) -> list[DutyRow]:
    """Return what waits in a case, the most urgent first: for whom, and until when."""
    rows = list(duties)
    units = units_of({duty.owner_audience for duty in rows})
    return [
        DutyRow(
            duty.title,
            owner_words(duty, units.get(duty.owner_audience)),
            reverse("duty", args=[duty.id]),
            state_pill(duty),
        )
        for duty in rows
    ]


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
