"""Acts in words: their state, their hour, between whom, what they carry, what is next."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _

from samanvay.access.roles import BY_CODE
from samanvay.acts.kinds import ActKind
from samanvay.acts.models import Act
from samanvay.acts.states import ActState
from samanvay.acts.steps import answer_due, next_kind, next_word
from samanvay.audit.models import Amendment
from samanvay.directory.queries import units_of
from samanvay.kernel import clock
from samanvay.kernel.dates import read_instant
from samanvay.web.components.pieces import Column, Kind, Pill, Table
from samanvay.web.kit.clocks import clock_pill, moment_words
from samanvay.web.kit.duties import holder_words
from samanvay.web.kit.people import names_of
from samanvay.web.kit.places import place_words

PILLS: Mapping[str, tuple[Kind, str]] = {
    ActState.DECLARED: ("warn", "…"),
    ActState.ATTESTED: ("calm", "▤"),
    ActState.CONFIRMED: ("ok", "✓"),
    ActState.CONTRADICTED: ("hot", "✗"),
    ActState.WITHDRAWN: ("calm", ""),
}
TWO_ROLES = 2


def state_pill(act: Act) -> Pill:
    """Return the state of an act: what is confirmed alone is green and ticked."""
    kind, icon = PILLS[act.state]
    return Pill(act.state_words, kind, icon)


def due_pill(act: Act) -> Pill | None:
    """Return how long there is for the word that an act waits for."""
    due = answer_due(act)
    return clock_pill(due_at=due) if due is not None else None


def day_of(act: Act) -> str:
    """Return the day of an act, which everybody sees who sees it."""
    return str(act.happened) if act.happened is not None else _("date not given")


def when_words(act: Act) -> str:
    """Return the day of an act and its hour where that is told."""
    if act.happened_at is None:
        return day_of(act)
    return f"{day_of(act)}, {hour_words(act.happened_at)}"


def hour_words(moment: datetime) -> str:
    """Return the hour of a moment in India: "18:30"."""
    return formats.date_format(moment.astimezone(clock.INDIA), "H:i")


def unit_words(audience: int | None) -> str:
    """Return the name of a unit, empty where none is named."""
    unit = units_of([audience]).get(audience) if audience is not None else None
    return str(unit.names) if unit is not None else ""


def maker_words(act: Act) -> str:
    """Return the role and unit that recorded an act."""
    return holder_words(act.maker_role, units_of([act.maker_unit]).get(act.maker_unit))


def roles_words(codes: Sequence[str]) -> str:
    """Return the names of roles, the first two and how many more."""
    names = [str(BY_CODE[code].name) for code in codes if code in BY_CODE]
    first, rest = ", ".join(names[:TWO_ROLES]), len(names) - TWO_ROLES
    return _("%(roles)s and %(n)d more") % {"roles": first, "n": rest} if rest > 0 else first


def fact_rows(act: Act, *, in_full: bool) -> list[tuple[Any, Any]]:
    """Return what an act says; who does not see it in full reads that it was done, the day and the state alone."""
    if not in_full:
        return [(_("Status"), state_pill(act)), (_("Day"), day_of(act))]
    names = names_of([act.made_by])
    rows = [
        (_("Status"), state_pill(act)),
        (_("When"), when_words(act)),
        (_("Recorded by"), ", ".join(part for part in (maker_words(act), names.get(act.made_by, "")) if part)),
        (_("Recorded on"), moment_words(act.declared_at)),
        (_("Received by"), unit_words(act.receiver_unit) or _("nobody is named yet")),
        (_("Place"), place_words(act.place) if act.place else ""),
        (_("Order or reference number"), act.reference),
        *detail_rows(act.kind, act.details),
        (_("Note"), act.note),
        (_("Reason for withdrawing"), act.withdraw_reason),
    ]
    return [(label, value) for label, value in rows if value not in ("", None)]


def detail_rows(kind: ActKind, details: Mapping[str, Any]) -> list[tuple[Any, str]]:
    """Return what the fields of a kind hold, in words."""
    told = SimpleNamespace(**{field.name: details.get(field.name, field.default) or "" for field in kind.fields})
    return [(field.label, field.said(told)) for field in kind.fields if getattr(told, field.name) != ""]


def answer_rows(act: Act) -> list[tuple[Any, Any]]:
    """Return what the receiver answered, or who attested it."""
    rows: list[tuple[Any, Any]] = []
    names = names_of([act.answered_by, act.attested_by])
    if act.answered_at is not None:
        rows = [
            (_("Answered by"), _with_unit(_named(names, act.answered_by), act)),
            (_("Answered on"), moment_words(act.answered_at)),
            (_("Their reference number"), act.answer_reference),
            (_("Their hour"), moment_words(act.answer_at) if act.answer_at else ""),
            (_("What they say"), act.answer_words),
        ]
    if act.attested_at is not None:
        rows += [
            (_("Attested by"), _named(names, act.attested_by)),
            (_("Attested on"), moment_words(act.attested_at)),
        ]
    return [(label, value) for label, value in rows if value]


def _named(names: Mapping[UUID, str], key: UUID | None) -> str:
    return names.get(key, "") if key is not None else ""


def _with_unit(name: str, act: Act) -> str:
    return ", ".join(part for part in (name, unit_words(act.receiver_unit)) if part)


def odd_words(act: Act, missing: Sequence[ActKind]) -> list[str]:
    """Return what is irregular about an act; ``missing`` are the kinds of which one should have stood before it."""
    said = []
    if missing:
        kinds = " / ".join(str(kind.words) for kind in missing)
        said.append(_("Irregular: recorded without “%(kinds)s” before it.") % {"kinds": kinds})
    if act.another_than is not None:
        said.append(_("Recorded as another act of the same kind for this person."))
    if act.is_from_before:
        said.append(_("Entered before confirmation was asked. No office has confirmed it."))
    return said


def waiting_words(act: Act) -> str:
    """Return which office must say something and until when, empty where none must."""
    due = answer_due(act)
    if due is None:
        return ""
    unit = act.receiver_unit if act.state == ActState.DECLARED else act.maker_unit
    words = (
        _("%(unit)s must confirm or contradict by %(when)s.")
        if act.state == ActState.DECLARED
        else _("%(unit)s must correct or withdraw by %(when)s.")
    )
    return words % {"unit": unit_words(unit), "when": moment_words(due)}


def next_words(acts: Sequence[Act], full: Container[UUID]) -> str:
    """Return what is next for a person with these acts, and who does it: "Interim order of the CWC (CWC member)".

    Who must say something is told of those acts alone that the reader sees in full.
    """
    waiting = next_word(act for act in acts if act.id in full)
    if waiting is not None:
        return f"{waiting.kind_words}: {waiting_words(waiting)}"
    kind = next_kind(acts)
    return f"{kind.words} ({roles_words(kind.makers)})" if kind is not None else ""


def correction_table(act: Act, amendments: Iterable[Amendment]) -> Table:
    """Return the corrections of an act: what each field said before and says now, the reason, the person."""
    rows = list(amendments)
    names = names_of(each.by for each in rows)
    lines = [(each, *line) for each in rows for line in _changed(act, each)]
    columns = [
        Column(_("Field"), lambda line: line[1]),
        Column(_("Before"), lambda line: line[2]),
        Column(_("Now"), lambda line: line[3]),
        Column(_("Reason"), lambda line: line[0].reason),
        Column(_("By"), lambda line: names.get(line[0].by, "")),
    ]
    return Table.of(_("Corrections"), columns, lines)


def _changed(act: Act, each: Amendment) -> list[tuple[Any, str, str]]:
    """Return the fields of one correction with what they said and say; what is the machinery's is left out."""
    old, new = each.old, each.new
    if each.field == "details":
        before, now = dict(detail_rows(act.kind, old or {})), dict(detail_rows(act.kind, new or {}))
        labels = [field.label for field in act.kind.fields]
        return [
            (label, before.get(label, "–"), now.get(label, "–"))
            for label in labels
            if before.get(label) != now.get(label)
        ]
    if each.field == "receiver_unit":
        return [(_("Received by"), unit_words(old) or "–", unit_words(new) or "–")]
    if each.field == "happened_at":
        return [(_("Time"), _moment(old), _moment(new))]
    labels_of = {
        "happened_said": _("Day"),
        "reference": _("Order or reference number"),
        "note": _("Note"),
        "place_id": _("Place"),
    }
    label = labels_of.get(each.field)
    return [(label, str(old or "–"), str(new or "–"))] if label else []


def _moment(value: Any) -> str:
    return moment_words(read_instant(str(value))) if value else "–"
