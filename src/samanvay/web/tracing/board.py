"""The figures of lost and found: verified and home, how long it took, what waits; by district, with CSV."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.tracing.matches.figures import Figures, board_of
from samanvay.web.components.pieces import Column, Stat, Table
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.pages import READ, page


def board_shown(actor: Actor) -> dict[str, Any]:
    """Return the figures of what an actor reads."""
    board = board_of(actor)
    total, count = board.total, len(board.districts)
    days = total.median_days
    stats = [
        Stat(total.verified, ngettext("person verified", "people verified", total.verified), "ok"),
        Stat(total.home, ngettext("of them restored", "of them restored", total.home), "ok"),
        Stat("–" if days is None else f"{days:.1f}", _("days to verify, half took longer")),
        Stat(total.looks, _("strong pairs not checked yet"), "hot" if total.looks else ""),
        Stat(total.words, _("waiting for approval of both nodal officers"), "warn" if total.words else ""),
        Stat(total.proofs, _("waiting for verification"), "warn" if total.proofs else ""),
    ]
    return {
        "stats": stats,
        "table": table_of(board.districts) if count else None,
        "words": ngettext("%(n)d district or unit", "%(n)d districts or units", count) % {"n": count},
    }


def table_of(districts: list[tuple[Bilingual, Figures]]) -> Table:
    """Return the figures by district of the missing report."""

    def days(each: tuple[Bilingual, Figures]) -> str | None:
        return None if each[1].median_days is None else f"{each[1].median_days:.1f}"

    columns = [
        Column(_("District"), lambda each: each[0]),
        Column(_("Verified"), lambda each: each[1].verified, number=True),
        Column(_("Restored"), lambda each: each[1].home, number=True),
        Column(_("Median days to verify"), days, number=True),
        Column(_("Not checked yet"), lambda each: each[1].looks, number=True),
        Column(_("Waiting for acceptance"), lambda each: each[1].words, number=True),
        Column(_("To verify"), lambda each: each[1].proofs, number=True),
    ]
    return Table.of(_("Traced persons, by district"), columns, districts)


@page(permission=Permission.TRACING_READ, methods=READ)
def tracing_board(request: OfficerRequest) -> HttpResponse:
    """Show the figures of this officer's charge."""
    return render(request, "tracing/board.html", {"board": board_shown(request.actor)})


@page(permission=Permission.TRACING_READ, methods=READ)
def tracing_board_csv(request: OfficerRequest) -> HttpResponse:
    """Give the figures by district as CSV."""
    return as_csv(table_of(board_of(request.actor).districts), "samanvay-found-again")
