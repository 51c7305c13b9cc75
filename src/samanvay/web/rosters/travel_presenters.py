"""The way to trainings in words: nights away, rupees, and the rates by which they are counted."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.kernel.digits import grouped
from samanvay.rosters.models import Centre
from samanvay.rosters.travel import DAILY_REACH_KM, ROAD, Travel, rates
from samanvay.web.components.pieces import Column, Pill, Stat, Table


def rupees(amount: Decimal | int | None) -> str:
    """Return an amount as India writes it: ₹1,23,456, with paise where there are some; "–" for None."""
    if amount is None:
        return "–"
    whole, paise = divmod(int((amount * 100).to_integral_value()) if isinstance(amount, Decimal) else amount * 100, 100)
    return f"₹{grouped(whole)}" + (f".{paise:02d}" if paise else "")


def travel_stats(found: Travel) -> list[Stat]:
    """Return nights and rupees as figures; none where nobody goes to a centre."""
    if not found.trainings:
        return []
    nights = ngettext("night away from home, all together", "nights away from home, all together", found.nights)
    return [Stat(grouped(found.nights), nights), Stat(rupees(found.rupees), _("for travel, by the rates below"))]


def rate_facts() -> list[tuple[Any, Any]]:
    """Return the rates of the state in words, and by which order; without one they are to be checked."""
    paid = rates()
    words = _("₹%(fare)s per km by road, ₹%(allowance)s per day away") % {
        "fare": f"{paid.fare:g}",
        "allowance": f"{paid.allowance:g}",
    }
    ways = _("by road %(times)s times the straight line; within %(n)d km people go home every evening, others stay") % {
        "times": f"{ROAD:g}",
        "n": DAILY_REACH_KM,
    }
    source = paid.source or Pill(_("To be checked: no order is entered in the settings"), "warn")
    return [(_("Travel rates"), f"{words}; {ways}"), (_("Order on the rates"), source)]


def centre_table(found: Sequence[tuple[Centre, Travel]]) -> Table:
    """Return what the way to each centre takes."""
    columns = [
        Column(_("Centre"), lambda each: each[0].names),
        Column(_("Trainings"), lambda each: grouped(each[1].trainings), number=True),
        Column(_("Nights away"), lambda each: grouped(each[1].nights), number=True),
        Column(_("Travel"), lambda each: rupees(each[1].rupees), number=True),
    ]
    return Table.of(_("Travel by centre"), columns, found)


def more_or_less(extra: Travel) -> str:
    """Return what the way takes more or less: "3 nights more, ₹1,200 less"."""
    if not extra.nights and not extra.rupees:
        return _("the same")
    nights = ngettext("%(n)s night", "%(n)s nights", abs(extra.nights)) % {"n": grouped(abs(extra.nights))}
    said = [(extra.nights, nights), (extra.rupees, rupees(abs(extra.rupees)))]
    return ", ".join(
        (_("%(what)s more") if number > 0 else _("%(what)s less")) % {"what": words} for number, words in said if number
    )
