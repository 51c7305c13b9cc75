"""The sheet of a district and of a beat: as a page, and as one page of paper."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.directory.kinds import COMPARTMENTS
from samanvay.directory.queries import state_of
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay.picture import queries
from samanvay.picture.findings import queries as findings
from samanvay.picture.findings.blind import blind_at
from samanvay.web.components.pieces import Column, Table, under_filters
from samanvay.web.kit import finding_lines, sentences
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.pages import READ, page
from samanvay.web.kit.papers import MOST_ROWS, Paper, Part

from . import blind, glance, presenters, tables
from .filters import PictureFilters, asked
from .material import Named

MOST_CHANGES = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with the words and places that its page and its paper share.

    ``told`` is what the reader is told of the whole period, where the sheet was made of that.
    """

    title: str
    note: str
    district: str
    sheet: queries.District
    named: Named
    is_own: bool
    told: Sequence[queries.Tally] | None = None

    def agencies(self) -> list[tuple[str, str]]:
        """Return for each agency of the district the last week for which it reported, in words."""
        return [
            (str(COMPARTMENTS[agency]), tables.last_week_words(week)) for agency, week in self.sheet.agencies.items()
        ]

    def tables(self) -> dict[str, Table]:
        """Return what the sheet tells, table by table."""
        sheet, given = self.sheet, self.named
        place, journeys, persons = _("Place"), _("Journeys"), _("Persons")
        caught = _("Events here")
        return {
            "changes": _changes(sheet),
            "taken": tables.ways(_("Taken from here"), _("To"), sheet.taken.lines(), given),
            "stopped": tables.ways(_("Stopped here on the route"), _("From"), sheet.stopped.lines(), given),
            "passed": tables.ways(_("Passed here"), _("From"), sheet.passing.lines(), given),
            "brought": tables.ways(_("Brought here"), _("From"), sheet.brought.lines(), given),
            "stops": _counts(_("Places where they stopped"), place, journeys, given.name, sheet.stops),
            "linked": tables.caught_linked(sheet, given),
            "lures": _counts(_("Lures"), _("Lure"), persons, sentences.lure, sheet.lures),
            "caught": _counts(caught, _("What"), persons, sentences.event, sheet.caught_here),
        }


def _changes(sheet: queries.District) -> Table:
    """Return the numbers of the last three months beside those of the three before."""
    names = {
        "taken": _("Journeys from here"),
        "stopped": _("Journeys that stopped here"),
        "passing": _("Journeys that passed here"),
        "brought": _("Journeys to here"),
        "caught": _("Persons arrested, rescued or missing here"),
    }
    columns = [
        Column(_("What"), lambda each: names[each[0]]),
        Column(_("Last three months"), itemgetter(1), number=True),
        Column(_("The three months before"), itemgetter(2), number=True),
    ]
    return Table.of(_("What changed"), columns, sheet.change)


def _counts(caption: str, of: str, number: str, said: Callable[[str], str], counts: Counter[str]) -> Table:
    columns = [Column(of, lambda each: said(each[0])), Column(number, itemgetter(1), number=True)]
    return Table.of(caption, columns, counts.most_common())


@page(permission=Permission.FACT_READ, methods=READ)
def district(request: OfficerRequest, key: str) -> HttpResponse:
    """Show the sheet of a district: from here, through here, to here, caught here and in linked districts."""
    return _page(request, _of_district(request, key), under_filters(request, "picture_district_pdf", key))


@page(permission=Permission.FACT_READ, methods=READ)
def district_pdf(request: OfficerRequest, key: str) -> HttpResponse:
    """Give the sheet of a district as one page of paper."""
    return _paper(request, _of_district(request, key))


@page(permission=Permission.FACT_READ, methods=READ)
def beat(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Show the sheet of the places that a unit serves."""
    return _page(request, _of_beat(request, key), under_filters(request, "picture_beat_pdf", key))


@page(permission=Permission.FACT_READ, methods=READ)
def beat_pdf(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Give the sheet of a beat as one page of paper."""
    return _paper(request, _of_beat(request, key))


def _of_district(request: OfficerRequest, key: str) -> Sheet:
    given = asked(request)
    place = queries.spots([key]).get(key)
    if place is None or place.kind != "district":
        raise Unseen
    told = _told(request.actor, given, place)
    found = queries.district_sheet(request.actor, key, given.filters, told)
    return _sheet(request.actor, str(place.names), "", key, found, told)


def _of_beat(request: OfficerRequest, key: UUID) -> Sheet:
    given = asked(request)
    served = queries.beat_of(request.actor, key)
    known = queries.spots([*served.keys, served.district])
    told = _told(request.actor, given, known.get(served.district)) if served.is_district else None
    found = queries.beat_sheet(request.actor, served, given.filters, told)
    names = ", ".join(sentences.name_of(known, each) for each in served.keys)
    note = (
        _("Records here do not say a place within the district: this is the sheet of %(district)s.")
        if served.is_district
        else _("The beat: %(places)s, district %(district)s.")
    ) % {"places": names, "district": sentences.name_of(known, served.district)}
    return _sheet(request.actor, str(served.unit.names), note, served.district, found, told)


def _is_own(actor: Actor, district: queries.Spot | None) -> bool:
    return district is not None and district.state == state_of(actor)


def _told(actor: Actor, given: PictureFilters, district: queries.Spot | None) -> Sequence[queries.Tally] | None:
    """Return all that the reader is told of a period, where the line on blind transit asks for it anyway."""
    is_read_whole = given.filters.is_of_time and _is_own(actor, district)
    return queries.tallies(actor, given.filters) if is_read_whole else None


def _sheet(
    actor: Actor,
    title: str,
    note: str,
    district: str,
    found: queries.District,
    told: Sequence[queries.Tally] | None,
) -> Sheet:
    ends = (each.journeys for each in (found.taken, found.stopped, found.passing, found.brought))
    named = {district, *found.caught_linked, *found.stops, *(key for way in ends for key in way)}
    known = queries.spots(named)
    return Sheet(title, note, district, found, Named(known), _is_own(actor, known.get(district)), told)


def _page(request: OfficerRequest, made: Sheet, pdf: str) -> HttpResponse:
    given = asked(request)
    period, shown = given.filters.period, made.tables()
    changes = shown.pop("changes")
    small, told = _glance(request.actor, made)
    context = {
        "small_map": small,
        "told": told,
        "changes": changes,
        "is_narrowed": bool(request.GET),
        "name": made.title,
        "note": made.note,
        "period": (sentences.month(period.first), sentences.month(period.last)),
        "sheet": made.sheet,
        "choices": presenters.choices(given),
        "caught_here": [row.cells for row in shown.pop("caught").rows],
        "tables": shown.values(),
        "key": made.sheet.key,
        "is_own": made.is_own,
        "voices": made.agencies() if made.is_own else [],
        "blind": _blind(request.actor, made, given),
        "blind_url": presenters.blind_url(given),
        "pdf": pdf,
        "changed": finding_lines.short_lines(findings.findings_of_district(request.actor, made.district, period.first)),
    }
    return render(request, "picture/district.html", context)


def _glance(actor: Actor, made: Sheet) -> tuple[str, list[glance.Sentence]]:
    """Return the small map and the sentences of a district of the actor's state, nothing elsewhere and for a beat."""
    if not made.is_own or made.sheet.key != made.district:
        return "", []
    return glance.glance_at(actor, state_of(actor), made.district)


def _blind(actor: Actor, made: Sheet, given: PictureFilters) -> str:
    """Return the sentence of a district where much passes and little is seen, "" elsewhere and for a beat."""
    if not made.is_own or made.sheet.key != made.district:
        return ""
    found = blind_at(actor, made.district, given.filters.period, made.told)
    return blind.sentence(found) if found is not None else ""


def _paper(request: OfficerRequest, made: Sheet) -> HttpResponse:
    given = asked(request)
    period = given.filters.period
    parts = {name: _part(table) for name, table in made.tables().items()}
    under = [
        _("%(first)s to %(last)s, as far as this office may see.")
        % {"first": sentences.month(period.first), "last": sentences.month(period.last)},
        made.note,
        " · ".join(presenters.narrowed(given.filters)),
    ]
    paper = Paper(
        made.title,
        " ".join(each for each in under if each),
        [parts[name] for name in ("taken", "stopped", "stops", "passed", "brought")],
        [parts[name] for name in ("changes", "caught", "linked", "lures")],
        _lines(request, made, period.first),
        _("Samanvay, %(day)s: data that the office which took this file may see. White does not mean safe.")
        % {"day": date_format(clock.today(), "j F Y")},
        get_language() or "en",
    )
    answer = HttpResponse(paper.pdf(), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="samanvay-sheet.pdf"'
    return answer


def _part(table: Table) -> Part:
    left = len(table.rows) - MOST_ROWS
    return Part(table, _("Nothing known in this period."), _("and %(more)d more") % {"more": left} if left > 0 else "")


def _lines(request: OfficerRequest, made: Sheet, since: object) -> list[str]:
    """Return what changed by the findings, and who has not reported."""
    found = findings.findings_of_district(request.actor, made.district, since)  # type: ignore[arg-type]
    lines = [f"{each['what']}: {each['numbers']}" for each in finding_lines.short_lines(found[:MOST_CHANGES])]
    if blind := _blind(request.actor, made, asked(request)):
        lines.append(_("Under-detected transit (not proof): %(said)s") % {"said": blind})
    if made.is_own:
        silent = [date_format(week, "j M") for week, spoke in made.sheet.weeks if not spoke]
        lines.append(
            _("Weeks without a report in the last %(weeks)d: %(silent)s.")
            % {"weeks": len(made.sheet.weeks), "silent": ", ".join(silent) or _("none")}
        )
        said = "; ".join(f"{agency}: {week}" for agency, week in made.agencies())
        lines.append(_("Last reported week: %(voices)s.") % {"voices": said})
    return lines
