"""The page before the meeting: a district's, its paper, and the table of the districts in a person's charge."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.directory.queries import districts_in_charge
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay.web.components.pieces import Column, Row, Table, chips
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.clocks import day_words
from samanvay.web.kit.filters import choice_of
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.pages import READ, page
from samanvay.web.kit.papers import Paper, Part

from .meeting import BLOCKS, Found, Line, Moment, counts, found_in, led_districts, names_of_districts

SHOWN = 6
ON_PAPER = 8


@page(permission=Permission.REPORT_ACCEPT, methods=READ)
def districts(request: OfficerRequest) -> HttpResponse:
    """Show the districts in a person's charge side by side; whoever has one is led to its page."""
    charge = districts_in_charge(request.actor)
    if len(charge) == 1:
        return HttpResponseRedirect(reverse("meeting_district", args=[charge.pop()]))
    context = {
        "table": _table(request, charge) if charge else None,
        "day": date_format(clock.today(), "j F Y"),
        "sorts": chips(request, "sort", [(block.name, block.short) for block in BLOCKS], every=_("By name")),
        "csv": f"{reverse('meeting_csv')}?{request.GET.urlencode()}",
        "scope": _scope(request.actor),
        "words": ngettext("%(n)d district", "%(n)d districts", len(charge)) % {"n": len(charge)},
    }
    return render(request, "today/meeting_districts.html", context)


@page(permission=Permission.REPORT_ACCEPT, methods=READ)
def districts_csv(request: OfficerRequest) -> HttpResponse:
    """Give the table of the districts for a spreadsheet."""
    table = _table(request, districts_in_charge(request.actor))
    return as_csv(table, f"samanvay-meeting-{clock.today().isoformat()}")


@page(permission=Permission.REPORT_ACCEPT, methods=READ)
def district(request: OfficerRequest, place: str) -> HttpResponse:
    """Show what the meeting of a district begins with."""
    charge = _charge(request.actor, place)
    found = found_in(request.actor, place)
    context = {
        "name": names_of_districts([place])[place],
        "day": date_format(clock.today(), "j F Y"),
        "blocks": [_shown(each) for each in found],
        "scope": _scope(request.actor),
        "several": len(charge) > 1,
        "pdf": reverse("meeting_pdf", args=[place]),
    }
    return render(request, "today/meeting.html", context)


@page(permission=Permission.REPORT_ACCEPT, methods=READ)
def district_pdf(request: OfficerRequest, place: str) -> HttpResponse:
    """Give the page of a district as one page of paper."""
    _charge(request.actor, place)
    parts = [_part(each) for each in found_in(request.actor, place)]
    day = date_format(clock.today(), "j F Y")
    paper = Paper(
        _("%(district)s: before the meeting") % {"district": names_of_districts([place])[place]},
        f"{day}. {_scope(request.actor)}",
        parts[::2],
        parts[1::2],
        [f"{block.short}: {block.note}" for block in BLOCKS if block.note],
        _(
            "Samanvay, %(day)s: data that the office which took this file may see. No report does not mean that "
            "nothing happened."
        )
        % {"day": day},
        get_language() or "en",
    )
    answer = HttpResponse(paper.pdf(), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="samanvay-meeting.pdf"'
    return answer


def _charge(actor: Actor, place: str) -> set[str]:
    """Return the districts in a person's charge. Raises Unseen where the place is none of them."""
    charge = districts_in_charge(actor)
    if place not in charge:
        raise Unseen
    return charge


def _scope(actor: Actor) -> str:
    if led_districts(actor):
        return _("Counts of all offices of the district; titles only of what your office may see.")
    return _("Counts only of what your office may see: other departments may have more.")


def _since(moment: Moment) -> str:
    if moment is None:
        return ""
    return day_words(moment) if hasattr(moment, "hour") else date_format(moment, "j M Y")  # type: ignore[arg-type]


def _when(line: Line) -> str:
    if line.until is not None:
        return _("by %(day)s") % {"day": _since(line.until)}
    return _("since %(day)s") % {"day": _since(line.since)} if line.since is not None else ""


def _shown(found: Found) -> dict[str, Any]:
    lines = [{"words": line.words, "url": line.url, "when": _when(line)} for line in found.lines]
    return {
        "block": found.block,
        "count": found.count,
        "oldest": _since(found.oldest),
        "lines": lines[:SHOWN],
        "rest": lines[SHOWN:],
    }


def _part(found: Found) -> Part:
    left = len(found.lines) - ON_PAPER
    caption = f"{found.block.words}: {found.count}" if found.lines else str(found.block.words)
    more = _("and %(more)d more") % {"more": left} if left > 0 else ""
    table = Table.of(caption, [Column("", lambda line: line.words), Column("", _when)], found.lines)
    return Part(table, str(found.block.nothing), more)


def _table(request: OfficerRequest, charge: set[str]) -> Table:
    """Return the districts with the counts of every block; sorted by the block named in the address, most first."""
    names = names_of_districts(charge)
    counted = counts(request.actor, list(names))
    order = list(names)
    if wanted := choice_of(request, "sort", {block.name for block in BLOCKS}):
        order.sort(key=lambda key: -counted[key][wanted])
    rows = [
        Row([names[key], *(counted[key][block.name] for block in BLOCKS)], reverse("meeting_district", args=[key]))
        for key in order
    ]
    columns = [Column(_("District")), *(Column(block.short, number=True) for block in BLOCKS)]
    return Table(_("The districts in your charge"), columns, rows)
