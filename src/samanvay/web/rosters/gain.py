"""What was learnt in the batches of the last year, by batch, trainer or module: a forest plot, a table, CSV."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.queries import names_of
from samanvay.rosters.delivery.queries import learning_gains
from samanvay.rosters.delivery.queries.learning_gains import BY, LearningGain
from samanvay.training.courses.queries import persons_of_teachers
from samanvay.web.components.pieces import Chip, address
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.filters import choice_of
from samanvay.web.kit.pages import READ, page
from samanvay.web.kit.spreadsheets import csv_answer

from . import frame
from .gain_presenters import gain_table, modules_of, shown_gains

MOST_SHOWN = 60


def _by(request: OfficerRequest) -> str:
    return choice_of(request, "by", BY, "batch")


def _heads() -> dict[str, str]:
    return {"batch": _("Batch"), "trainer": _("Trainer"), "module": _("Module")}


def _names(by: str, found: list[LearningGain]) -> dict[tuple[str, str], str]:
    """Return the words of gains by course and key."""
    if by == "module":
        return modules_of({each.course for each in found})
    if by == "batch":
        return {(each.course, each.key): each.key for each in found}
    people = {str(key): person for key, person in persons_of_teachers(UUID(each.key) for each in found).items()}
    names = names_of(people.values())
    return {(each.course, each.key): names.get(people[each.key], "–") for each in found if each.key in people}


@page(may=learning_gains.may_see_gains, methods=READ)
def roster_gain(request: OfficerRequest) -> HttpResponse:
    """Show what was gained between the last paper before a batch and the first after it."""
    by = _by(request)
    found = learning_gains.gains_by(request.actor, by)
    names, heads = _names(by, found), _heads()
    told = sum(each.is_told for each in found)
    context = {
        "tabs": frame.tabs(request.actor, "roster_gain"),
        "chips": [Chip(words, address(request, by=code), code == by) for code, words in heads.items()],
        "plot": shown_gains(found[:MOST_SHOWN], names),
        "table": gain_table(found[:MOST_SHOWN], names, heads[by], _("What was gained")),
        "words": ngettext("%(n)d of %(all)d can be told", "%(n)d of %(all)d can be told", told)
        % {"n": told, "all": len(found)},
        "more": max(0, len(found) - MOST_SHOWN),
        "csv": f"{reverse('roster_gain_csv')}?by={by}",
        "was_drawn": learning_gains.any_drawn(request.actor),
    }
    return render(request, "rosters/gain.html", context)


@page(may=learning_gains.may_see_gains, methods=READ)
def roster_gain_csv(request: OfficerRequest) -> HttpResponse:
    """Give every gain as CSV; of fewer than five persons no number."""
    by = _by(request)
    found = learning_gains.gains_by(request.actor, by)
    names = _names(by, found)
    heads = (by, "key", "course", "before", "after", "gained", "low", "high", "both", "not_both")
    rows = [
        [
            *(names.get((each.course, each.key), each.key), each.key, each.course),
            *(
                f"{value:.2f}" if each.is_told else ""
                for value in (each.gain.before, each.gain.after, each.gain.gained, each.gain.low, each.gain.high)
            ),
            *(each.gain.n, each.gain.without),
        ]
        for each in found
    ]
    return csv_answer(f"samanvay-gain-by-{by}", [heads, *rows])
