"""The figures of lost and found: verified and home, how long it took, what waits; by district, with CSV."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.tracing.match_figures import Figures, board_of
from samanvay.web.components.pieces import Column, Row, Stat, Table
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.pages import READ, page


@dataclass(frozen=True)
class Shown:
    """The board as pieces."""

    stats: list[Stat]
    table: Table | None
    words: str


def board_shown(actor: Actor) -> Shown:
    """Return the figures of what an actor reads, for any page that shows them."""
    board = board_of(actor)
    total = board.total
    days = total.median_days
    stats = [
        Stat(total.verified, ngettext("person verified", "people verified", total.verified), "ok"),
        Stat(total.home, ngettext("of them home", "of them home", total.home), "ok"),
        Stat("–" if days is None else f"{days:.1f}", _("days to verify, half took longer")),
        Stat(total.looks, _("strong pairs wait for somebody to look"), "hot" if total.looks else ""),
        Stat(total.words, _("wait for the nodal officers' word"), "warn" if total.words else ""),
        Stat(total.proofs, _("wait to be verified"), "warn" if total.proofs else ""),
    ]
    count = len(board.districts)
    table = table_of(board.districts) if board.districts else None
    words = ngettext("%(n)d district or unit", "%(n)d districts or units", count) % {"n": count}
    return Shown(stats, table, words)


def table_of(districts: list[tuple[Bilingual, Figures]]) -> Table:
    """Return the figures by district of the missing report."""
    columns = [
        Column(_("District")),
        Column(_("Verified"), number=True),
        Column(_("Home"), number=True),
        Column(_("Median days to verify"), number=True),
        Column(_("To look at"), number=True),
        Column(_("To accept"), number=True),
        Column(_("To verify"), number=True),
    ]
    rows = [
        Row(
            [
                str(name),
                each.verified,
                each.home,
                "–" if each.median_days is None else f"{each.median_days:.1f}",
                each.looks,
                each.words,
                each.proofs,
            ]
        )
        for name, each in districts
    ]
    return Table(_("Found again, by district"), columns, rows)


@page(permission=Permission.TRACING_READ, methods=READ)
def tracing_board(request: OfficerRequest) -> HttpResponse:
    """Show the figures of this officer's charge."""
    return render(request, "tracing/board.html", {"board": board_shown(request.actor)})


@page(permission=Permission.TRACING_READ, methods=READ)
def tracing_board_csv(request: OfficerRequest) -> HttpResponse:
    """Give the figures by district as CSV."""
    return as_csv(table_of(board_of(request.actor).districts), "samanvay-found-again")
