"""Conferences in words: when, by whom, what is at stake, what was said, who owes a decision."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from samanvay.access.roles import BY_CODE
from samanvay.audit.models import Amendment
from samanvay.directory.models import Unit
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.review import queries
from samanvay.review.agenda.consent import together
from samanvay.review.agenda.items import DETAIL, SHEET, Line, shown_of
from samanvay.review.agenda.stakes import VACANT
from samanvay.review.invitations.inviting import holders_of_many
from samanvay.review.invitations.roll import RollRow
from samanvay.review.models import Conference, Item, Shown
from samanvay.review.models import Line as Said
from samanvay.review.owners import GROUPS
from samanvay.review.states import ConferenceState, ItemState
from samanvay.review.wording import day_in_both
from samanvay.web.components.pieces import Kind, Pill
from samanvay.web.kit.clocks import day_words, moment_words
from samanvay.web.kit.duties import state_pill
from samanvay.web.kit.people import names_of

STATE_KINDS: dict[str, Kind] = {
    ConferenceState.PLANNED: "calm",
    ConferenceState.RUNNING: "hot",
    ConferenceState.HELD: "warn",
    ConferenceState.CONFIRMED: "ok",
    ConferenceState.CANCELLED: "calm",
}
ITEM_KINDS: dict[str, Kind] = {
    ItemState.WAITING: "calm",
    ItemState.DISCUSSED: "ok",
    ItemState.PASSED: "calm",
    ItemState.POSTPONED: "warn",
}


def when(moment: datetime) -> str:
    """Return a moment with its weekday: "Mon 23 Nov 2026, 11:00"."""
    here = moment.astimezone(clock.INDIA)
    return f"{formats.date_format(here, 'D')} {formats.date_format(here, 'DATETIME_FORMAT')}"


def state_of(conference: Conference) -> Pill:
    return Pill(conference.state_words, STATE_KINDS[conference.state])


def chair_of(conference: Conference, units: Mapping[int, Unit]) -> str:
    unit = units.get(conference.home_unit)
    return f"{conference.chair_words}, {unit.names}" if unit else str(conference.chair_words)


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """One reason to speak of a district: in words, its lines."""

    words: str
    lines: Sequence[str]
    is_sheet: bool = False
    is_vacancy: bool = False


def items_shown(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return the items of an agenda; those that are taken note of together stand under the item that holds them."""
    under = {each.pk for each in together(line.item for line in lines)}
    rows: list[dict[str, Any]] = [
        {"item": line.item, "state": item_pill(line.item), "reasons": reasons(line), "under": []}
        for line in lines
        if line.item.pk not in under
    ]
    held: list[dict[str, Any]] = [
        {"item": line.item, "state": item_pill(line.item, is_under=True), "reasons": reasons(line)}
        for line in lines
        if line.item.pk in under
    ]
    for row in rows:
        if row["item"].is_consent:
            row["under"] = held
    return rows


def under_shown(items: Sequence[Item]) -> list[tuple[Item, Pill | None, str]]:
    """Return districts that are taken note of together, each with its reasons in one line."""
    kept = shown_of(each.pk for each in items)
    return [
        (each, item_pill(each, is_under=True), ", ".join(said.words for said in shown_reasons(kept.get(each.pk, ()))))
        for each in items
    ]


def item_pill(item: Item, *, is_under: bool = False) -> Pill | None:
    """Return what became of an item, which may stand under the consent item; None while it waits."""
    if (is_under or item.is_consent) and item.state == ItemState.DISCUSSED:
        return Pill(_("Taken note of together"), "ok")
    return None if item.is_waiting else Pill(item.state_words, ITEM_KINDS[item.state])


def reasons(line: Line) -> list[ReasonShown]:
    """Return the reasons of an item, the gravest first; the sheet of its district before them."""
    if line.stakes is not None:
        return [
            ReasonShown(
                str(each.words),
                [str(said) for said in each.told.lines],
                is_vacancy=each.source.code == VACANT,
            )
            for each in line.stakes.reasons
        ]
    return shown_reasons(line.shown)


def shown_reasons(kept: Iterable[Shown]) -> list[ReasonShown]:
    """Return what was fixed of an item in words; lines that only the chair's line reads stand under their number."""
    listed = list(kept)
    details = {each.source.removesuffix(DETAIL): each.lines for each in listed if each.source.endswith(DETAIL)}
    found = [
        ReasonShown(
            str(Bilingual.from_json(each.words)),
            [str(Bilingual.from_json(said)) for said in each.lines or details.get(each.source, [])],
            each.source == SHEET,
            each.source == VACANT,
        )
        for each in listed
        if not each.source.endswith(DETAIL)
    ]
    return sorted(found, key=lambda each: not each.is_sheet)


def vacancy_words(row: RollRow) -> str:
    """Return that a post is vacant and since when, "" where somebody holds it."""
    if not row.is_vacant:
        return ""
    return _("Post vacant since %(day)s") % {"day": day_in_both(row.since)} if row.since else _("Post vacant")


def chair_holder(conference: Conference) -> str:
    """Return who holds the post that chairs a conference, "" where nobody does."""
    seat = (conference.chair_role, conference.home_unit)
    holders = holders_of_many([seat]).get(seat, [])
    return ", ".join(str(Bilingual(user.name, user.name_hi or user.name)) for user in holders)


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of a conference: of a decision for whom, until when and how it stands; what was amended of it."""

    line: Said
    owner: str
    until: str
    state: Pill | None
    duty_url: str
    amended: Sequence[tuple[str, str, str]]
    added: str = ""


def lines_shown(
    lines: Sequence[Said], *, amendments: Mapping[UUID, Sequence[Amendment]] | None = None
) -> list[LineShown]:
    """Return lines with their owners and the state of their duties, in three queries."""
    duties = queries.duties_of(lines)
    units = queries.units_named(line.owner_audience for line in lines)
    late = [line.written_by for line in lines if line.is_added]
    names = names_of(late) if late else {}
    found = []
    for line in lines:
        own, amended = duties.get(line.pk, []), (amendments or {}).get(line.pk, ())
        shown = LineShown(
            line,
            owner=owner_of(line, units),
            until=formats.date_format(line.said_on, "DATE_FORMAT") if line.said_on else "",
            state=duties_pill(own) if line.is_decision and not line.is_void else None,
            duty_url=reverse("duty", args=[own[0].pk]) if len(own) == 1 else "",
            amended=[(day_words(each.at), str(each.old), each.reason) for each in amended],
            added=added_words(line, names),
        )
        found.append(shown)
    return found


def added_words(line: Said, names: Mapping[UUID, str]) -> str:
    """Return that a line was added after the meeting, when and by whom; "" for what was written in it."""
    if not line.is_added:
        return ""
    said = {"when": moment_words(line.written_at), "name": names.get(line.written_by, "")}
    return _("Added after the meeting on %(when)s by %(name)s") % said


def offices(rows: Iterable[RollRow]) -> list[str]:
    """Return offices role by role: "District Magistrate: Agra, Aligarh (ADM)", a vacant post with its day."""
    found: dict[str, list[str]] = {}
    for row in rows:
        place = row.place or (str(row.unit.names) if row.unit else "")
        more = row.invitation.by_role or vacancy_words(row)
        found.setdefault(row.role, []).append(f"{place} ({more})" if more else place)
    return [f"{role}: {', '.join(sorted(places))}" for role, places in found.items()]


def owner_of(line: Said, units: Mapping[int, Unit]) -> str:
    """Return who owes a decision: a person, an office, or each district of a group."""
    if not line.is_decision:
        return ""
    if line.group:
        words = GROUPS.get(line.group, Bilingual(line.group))
        return f"{words}: {line.role_words} ({line.group_size})"
    unit = units.get(line.owner_audience or 0)
    said = [str(Bilingual(line.owner_user.name, line.owner_user.name_hi))] if line.owner_user else []
    said += [str(line.role_words), str(unit.names) if unit else ""]
    return ", ".join(part for part in said if part)


def duties_pill(duties: Sequence[Duty]) -> Pill | None:
    """Return how a decision stands: of one duty its clock, of several how many are done."""
    if not duties:
        return None
    if len(duties) == 1:
        return state_pill(duties[0])
    done = sum(duty.done_at is not None for duty in duties)
    late = any(duty.is_waiting and duty.due_at < clock.now() for duty in duties)
    words = _("%(done)d of %(all)d done") % {"done": done, "all": len(duties)}
    return Pill(words, "ok" if done == len(duties) else "hot" if late else "calm")


def role_name(role: str) -> str:
    return str(BY_CODE[role].name) if role in BY_CODE else role


def context_of(conference: Conference, **more: Any) -> dict[str, Any]:
    """Return what every page of a conference shows of it."""
    units = queries.units_named([conference.home_unit])
    return {
        "conference": conference,
        "title": str(conference.names),
        "when": when(conference.starts_at),
        "state": state_of(conference),
        "chair": chair_of(conference, units),
        **more,
    }
