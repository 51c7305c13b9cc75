"""All tasks: the parts, narrowed by kind and words, as a page and a table; several done at once."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.directory.queries import units_of
from samanvay.duties import queries
from samanvay.duties.actions.duties import do_duty
from samanvay.duties.kinds import kind_of
from samanvay.duties.models import Duty
from samanvay.kernel.db.scope import Actor
from samanvay.web.components.pieces import Chip, Column, Select, Table, chips, options, under_filters
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.bulk import bulk_page
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.duties import holder_words, state_pill
from samanvay.web.kit.filters import choice_of, text_of
from samanvay.web.kit.lists import as_csv, part_of
from samanvay.web.kit.pages import POST, READ, every_officer, page

from .desk import tasks_sentence, waiting_beside
from .presenters import duty_lines

MOST_ROWS = 10_000
PARTS: dict[str, Callable[[Actor], QuerySet[Duty]]] = {
    "mine": queries.today,
    "escalated": queries.escalated_to,
    "below": queries.overdue_below,
    "closed": queries.closed_lately,
}


def _found(request: OfficerRequest) -> tuple[str, QuerySet[Duty], list[str]]:
    """Return the part that the address asks for, its duties, and the kinds that the part holds."""
    part = choice_of(request, "show", PARTS, "mine")
    rows = PARTS[part](request.actor)
    kinds = [each.kind for each in queries.by_kind(rows)]
    kind, words = choice_of(request, "kind", kinds), text_of(request, "q")
    return part, queries.narrowed(rows, kind=kind, words=words), kinds


@page(may=every_officer, methods=READ, until_confirmed=True)
def tasks(request: OfficerRequest) -> HttpResponse:
    """List one part of the tasks of this person, most urgent first."""
    part, found, kinds = _found(request)
    shown = part_of(request, found.select_related("owner_user"))
    lines = duty_lines(request.actor, shown.rows, mine=part in ("mine", "closed"))
    empty, hint = _empty(part)
    context = {
        **tasks_words(request.actor),
        "parts": _parts(request),
        "part": part,
        "kinds": Select(
            "kind", _("Kind"), options([(kind, kind_of(kind).words) for kind in kinds], request.GET.get("kind", ""))
        ),
        "q": text_of(request, "q"),
        "is_narrowed": bool(request.GET.get("kind") or request.GET.get("q")),
        "lines": lines,
        "can_tick": any(line["can_tick"] for line in lines),
        "count": ngettext("%(n)d task", "%(n)d tasks", shown.count) % {"n": shown.count},
        "csv": under_filters(request, "tasks_csv"),
        "newer": shown.newer,
        "older": shown.older,
        "empty": empty,
        "hint": hint,
    }
    return render(request, "today/tasks.html", context)


def tasks_words(actor: Actor) -> dict[str, Any]:
    """Return what waits beside the tasks, and the sentence of the desk: how much waits, how much is overdue."""
    beside, counts = waiting_beside(actor), queries.day_counts(actor)
    said = [tasks_sentence(queries.by_kind(queries.today(actor)), beside)]
    if counts.overdue:
        words = ngettext("%(n)d task is overdue.", "%(n)d tasks are overdue.", counts.overdue)
        said.append(words % {"n": counts.overdue})
    return {"sentence": " ".join(said), "beside": beside}


def _parts(request: OfficerRequest) -> list[Chip]:
    actor = request.actor
    words = {"mine": _("For you"), "escalated": _("Escalated to you"), "below": _("Overdue in your units")}
    if not holds(actor, Permission.DUTY_ASSIGN):
        del words["below"]
    counts = {part: PARTS[part](actor).count() for part in words}
    found = chips(request, "show", [*words.items(), ("closed", _("Closed in seven days"))], counts=counts)
    if not request.GET.get("show"):
        found[0] = Chip(found[0].words, found[0].url, on=True, count=found[0].count)
    return found


def _empty(part: str) -> tuple[str, str]:
    return {
        "mine": (
            _("You have no task."),
            _("Your tasks appear here with their time limits, and you are told by e-mail."),
        ),
        "escalated": (
            _("Nothing was escalated to you."),
            _("A task that its owner leaves undone comes to you after its hour."),
        ),
        "below": (
            _("Nothing is overdue in your units."),
            _("Tasks of the units below you stand here once they are overdue."),
        ),
        "closed": (
            _("Nothing was closed in the last seven days."),
            _("Tasks that are done or withdrawn are listed here for a week."),
        ),
    }[part]


@page(may=every_officer, methods=READ, until_confirmed=True)
def tasks_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same list as a table, at most ten thousand rows."""
    _part, found, _kinds = _found(request)
    rows = list(found[:MOST_ROWS])
    units = units_of({duty.owner_audience for duty in rows})
    columns = [
        Column(_("Task"), lambda duty: str(duty.title)),
        Column(_("Kind"), lambda duty: str(kind_of(duty.kind).words)),
        Column(_("Assigned to"), lambda duty: holder_words(duty.owner_role, units.get(duty.owner_audience))),
        Column(_("Assigned on"), lambda duty: moment_words(duty.opened_at)),
        Column(_("Due"), lambda duty: moment_words(duty.due_at)),
        Column(_("Status"), state_pill),
    ]
    return as_csv(Table.of(_("Tasks"), columns, rows), "tasks.csv")


@page(may=every_officer, methods=POST, until_confirmed=True)
def tasks_done(request: OfficerRequest) -> HttpResponse:
    """Close the ticked tasks as done, each for itself, and say which were not."""

    def close(duty: Duty, seen: int) -> None:
        do_duty(by=request.actor, duty=duty, expected=seen)

    return bulk_page(
        request, lambda key: queries.duty(request.actor, key), close, lambda duty: duty.title,
        done=lambda n: ngettext("%(n)d task is done.", "%(n)d tasks are done.", n) % {"n": n}, to=reverse("tasks"),
    )  # fmt: skip
