"""What was done for a person, on one page: the label alone, never a name."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from samanvay.acts.models import Act
from samanvay.acts.queries import ClockOfPerson
from samanvay.acts.states import ActState
from samanvay.cases.models import Case, CasePerson
from samanvay.kernel import clock
from samanvay.web.components.pieces import Column, Table
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.duties import state_pill
from samanvay.web.kit.papers import MOST_ROWS, Paper, Part

from . import presenters as shown


def paper_of(
    case: Case,
    person: CasePerson,
    acts: Sequence[Act],
    full: frozenset[Any],
    clocks: Sequence[ClockOfPerson],
    language: str,
) -> Paper:
    """Return the page in the language that is active; withdrawn acts are left out."""
    listed = [act for act in acts if act.state != ActState.WITHDRAWN]
    parts = [_part(listed[at : at + MOST_ROWS], full) for at in range(0, len(listed), MOST_ROWS)] or [_part([], full)]
    running = [each for each in clocks if each.duty.is_waiting]
    following = shown.next_words(listed, full)
    return Paper(
        title=_("What was done for %(who)s") % {"who": person.label},
        under=_("Case %(number)s · %(unit)s") % {"number": case.number, "unit": shown.unit_words(case.home_unit)},
        left=parts[::2],
        right=[*parts[1::2], _clocks(running)],
        lines=[
            *([_("Next: %(what)s") % {"what": following}] if following else []),
            _("“Confirmed” means that the receiving office agreed. What is only recorded may still change."),
        ],
        foot=_("Printed %(when)s. Without names: the label stands for the person.")
        % {"when": moment_words(clock.now())},
        lang=language,
    )


def _part(acts: Sequence[Act], full: frozenset[Any]) -> Part:
    columns = [
        Column(_("What was done"), lambda act: f"{act.kind_words} ({act.state_words})"),
        Column(_("When"), lambda act: shown.when_words(act) if act.id in full else shown.day_of(act)),
    ]
    return Part(Table.of(_("Acts"), columns, acts), _("No act is recorded yet."))


def _clocks(clocks: Sequence[ClockOfPerson]) -> Part:
    columns = [
        Column(_("Time limit"), lambda each: each.duty.title),
        Column(_("Until"), lambda each: f"{moment_words(each.duty.due_at)} ({state_pill(each.duty).words})"),
    ]
    return Part(Table.of(_("Time limits that run"), columns, clocks), _("No time limit runs."))
