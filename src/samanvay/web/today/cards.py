"""The cards beside the tasks of a desk: each is made for whom it concerns, and left out for all others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.directory.queries import districts_in_charge
from samanvay.duties import queries
from samanvay.duties.kinds import kind_of
from samanvay.kernel.db.scope import Actor
from samanvay.picture.queries import districts_reported
from samanvay.reports.weeks.weekly import asked_week, unowned_agencies, week_words
from samanvay.training.roll.queries import MemberFilters, coverage
from samanvay.web.components.pieces import Stat
from samanvay.web.kit import offers

from .figures import post_stats, state_in_charge


@dataclass(frozen=True)
class Card:
    """A card of sentences: each (number, words, address of the page behind it, or none)."""

    title: Any
    stats: Sequence[Stat]
    note: Any = ""
    details: Sequence[tuple[Any, str]] = ()
    template: str = "today/card.html"


def cards(actor: Actor) -> list[Any]:
    """Return the cards of a person in their order; one that has nothing to say is left out."""
    return [card for make in CARDS if (card := make(actor)) is not None]


def _quarter(actor: Actor) -> Card | None:
    """Return what the state counts: officers trained, districts that reported."""
    if not state_in_charge(actor):
        return None
    groups = coverage(actor, "service", MemberFilters())
    names = ("total", "trained", "attended")
    total, trained, attended = (sum(getattr(group, name) for group in groups) for name in names)
    stats = _reported(actor)
    if total:
        words = _("of %(whole)d officers in your charge trained (examination passed); %(attended)d attended") % {
            "whole": total,
            "attended": attended,
        }
        stats.append(Stat(trained, words, url=reverse("coverage")))
    return Card(_("This quarter"), stats)


def _week(actor: Actor) -> Card | None:
    """Return how many of one's own districts reported the week that was asked for."""
    stats = [] if state_in_charge(actor) else _reported(actor)
    return Card(_("This week"), stats) if stats else None


def _reported(actor: Actor) -> list[Stat]:
    """Return how many districts reported; nothing of a single one, of which the card of the place says it."""
    charge = districts_in_charge(actor) if holds(actor, Permission.REPORT_READ) else set()
    if len(charge) < 2:
        return []
    week = asked_week()
    reported = len(charge & districts_reported(actor, week.first))
    words = ngettext(
        "of %(whole)d district reported for %(week)s", "of %(whole)d districts reported for %(week)s", len(charge)
    )
    url = reverse("reports_week") if holds(actor, Permission.REPORT_ACCEPT) else ""
    return [Stat(reported, words % {"whole": len(charge), "week": week_words(week)}, url=url)]


def _acts(actor: Actor) -> Card | None:
    """Return the acts between offices: those to answer, and those of one's own that nobody has confirmed."""
    stats = offers.acts_waiting(actor)
    return Card(_("Acts of care"), stats) if stats else None


def _unowned(actor: Actor) -> Card | None:
    """Return the districts of the state for which nobody is named, for the desk of the whole state alone."""
    state = state_in_charge(actor)
    agencies = unowned_agencies(state) if state else []
    if not agencies:
        return None
    groups: dict[str, tuple[str, list[str]]] = {
        "police": (_("No police chief named"), []),
        "administration": (_("No District Magistrate named"), []),
    }
    for agency in agencies:
        groups[agency.unit.compartment][1].append(agency.place_name)
    details = [(f"{words}: {len(names)}", ", ".join(sorted(names))) for words, names in groups.values() if names]
    note = _("Their weekly reports fall to the office above.")
    return Card(_("Posts without an owner"), [], note, details)


def _late_in_state(actor: Actor) -> Card | None:
    """Return what is overdue in a whole state by its kind, for the head of its administration alone."""
    late = queries.overdue_in_state(actor)
    if not late:
        return None
    stats = [Stat(each.count, str(kind_of(each.kind).words)) for each in late[:3]]
    rest = [(_("All kinds"), ", ".join(f"{kind_of(each.kind).words}: {each.count}" for each in late))]
    note = _("Of every department, as counts.")
    return Card(_("Overdue in the whole state"), stats, note, rest if len(late) > len(stats) else ())


def _post(actor: Actor) -> Card | None:
    stats = post_stats(actor)
    return Card(_("For your post"), stats) if stats else None


CARDS: Sequence[Callable[[Actor], Any]] = (_acts, _quarter, _week, _post, _late_in_state, _unowned)
