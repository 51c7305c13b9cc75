"""From events of the log to a timeline that people read."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from samanvay.access.boxes.groups import GROUP_WORDS, PURPOSE_WORDS
from samanvay.audit.models import Amendment, Event
from samanvay.audit.vocabulary import kind_of
from samanvay.cases.states import STAGES
from samanvay.kernel import clock
from samanvay.web.components.pieces import Column, Happening, Table

from .field_words import field_words, fields_words, value_words
from .people import names_of


def happenings(events: Iterable[Event], *, more: dict[str, str] | None = None) -> list[Happening]:
    """Return events as a timeline, the latest first; runs of the same event by one person become one entry.

    ``more`` gives a kind of event a further line.
    """
    listed = list(events)
    names = names_of(event.actor for event in listed)
    runs: list[tuple[Event, int]] = []
    for event in listed:
        last = runs[-1][0] if runs else None
        if last is not None and (last.kind, last.actor) == (event.kind, event.actor):
            runs[-1] = (event, runs[-1][1] + 1)
        else:
            runs.append((event, 1))
    return [
        Happening(
            at=event.at.astimezone(clock.INDIA),
            words=f"{kind_of(event.kind).words} ({count})" if count > 1 else str(kind_of(event.kind).words),
            by=names.get(event.actor, ""),
            more=(more or {}).get(event.kind, ""),
        )
        for event, count in reversed(runs)
    ]


def history(events: Iterable[Event], states: Mapping[str, Any] = STAGES) -> list[Happening]:
    """Return the log's events as a timeline: who did what, never what it said."""
    rows = list(events)
    names = names_of(event.actor for event in rows)
    return [
        Happening(event.at, kind_of(event.kind).words, by=names.get(event.actor, ""), more=_more(event.detail, states))
        for event in rows
    ]


def _more(detail: Mapping[str, Any], states: Mapping[str, Any]) -> str:
    said = []
    if group := detail.get("group"):
        said.append(str(GROUP_WORDS.get(group, group)))
    if purpose := detail.get("purpose"):
        said.append(str(PURPOSE_WORDS.get(purpose, purpose)))
    if detail.get("way") == "glass":
        said.append(_("by emergency access"))
    if to := detail.get("to"):
        said.append(str(states.get(str(to), "")))
    if fields := detail.get("fields"):
        said.append(fields_words(fields))
    return " · ".join(part for part in said if part)


def amendment_table(amendments: Iterable[Amendment]) -> Table:
    """Return the corrections: the old words, the new ones, the reason, the person."""
    rows = list(amendments)
    names = names_of(each.by for each in rows)
    return Table.of(
        _("Corrections"),
        [
            Column(_("Field"), lambda each: field_words(each.field)),
            Column(_("Before"), lambda each: value_words(each.field, each.old)),
            Column(_("Now"), lambda each: value_words(each.field, each.new)),
            Column(_("Reason"), lambda each: each.reason),
            Column(_("By"), lambda each: names.get(each.by, "")),
        ],
        rows,
    )
