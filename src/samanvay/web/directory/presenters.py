"""Directory rows in words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from samanvay.access.roles import BY_CODE
from samanvay.directory import models
from samanvay.directory.kinds import PLACE_KINDS
from samanvay.directory.loading.places import said_date
from samanvay.kernel.bilingual import Bilingual
from samanvay.web.components.pieces import Column, Happening, Pill, Tab, Table
from samanvay.web.kit.spreadsheets import csv_answer
from samanvay_insight import gazetteer

from .records import OFFICER, UNIT, place_url

MOST_IN_FILE = 20_000


def parts(here: str) -> list[Tab]:
    """Return the parts of the directory, the present one marked."""
    known = (
        ("places", _("Places")),
        ("groups", _("Groups")),
        ("units", _("Units")),
        ("officers", _("Officers")),
    )
    return [Tab(words, reverse(name), current=name == here) for name, words in known]


def day(value: date | None) -> str | None:
    """Return a day as Indians write it, None where none is known."""
    return formats.date_format(value) if value else None


def said(names: Bilingual) -> str:
    """Return a name with the one of the other language behind it."""
    behind = names.hi if translation.get_language() != "hi" else names.en
    return f"{names} ({behind})" if behind and behind != str(names) else str(names)


def found_rows(found: Iterable[gazetteer.Found], known: Mapping[str, models.Place]) -> Table:
    """Return the places that a search proposes, the best first."""
    return Table.of(
        _("Places found"),
        [
            Column(_("Place"), lambda one: said(Bilingual(one.place.name, one.place.name_hi))),
            Column(_("Kind"), lambda one: PLACE_KINDS[one.place.kind]),
            Column(_("District"), lambda one: _above(one.place.district, one.place, known)),
            Column(_("State"), lambda one: _above(one.place.state, one.place, known)),
            Column(_("Found as"), how_words),
        ],
        found,
        lambda one: place_url(one.place.key),
    )


def how_words(found: gazetteer.Found) -> str:
    """Return by which of its names a place was found."""
    words = {
        gazetteer.How.EXACT: _("name"),
        gazetteer.How.FORMER: _("former name: %(name)s"),
        gazetteer.How.HINDI: _("Hindi name"),
        gazetteer.How.ROMANISED: _("similar sound"),
        gazetteer.How.SPELLING: _("like %(name)s"),
        gazetteer.How.PREFIX: _("beginning"),
    }
    return words[found.how] % {"name": found.matched}


def _above(key: str | None, place: gazetteer.Place, known: Mapping[str, models.Place]) -> Any:
    """Return the name of what a place lies in, None for the place itself."""
    if not key or key == place.key:
        return None
    return known[key].names if key in known else key


def place_rows(places: Iterable[models.Place]) -> Table:
    """Return places as a table."""
    return Table.of(
        _("Places"),
        [
            Column(_("Place"), lambda place: said(place.names)),
            Column(_("Kind"), lambda place: place.kind_words),
            Column(_("District"), lambda place: _names(place.district) if place.district_id != place.key else None),
            Column(_("State"), lambda place: _names(place.state) if place.state_id != place.key else None),
        ],
        places,
        lambda place: place_url(place.key),
    )


def _names(row: Any) -> Bilingual | None:
    return row.names if row else None


def name_words(name: models.PlaceName) -> str:
    """Return another name with the days on which it held."""
    words = said(Bilingual(name.name, name.name_hi))
    if name.kind == models.PlaceName.Kind.FORMER:
        language = translation.get_language()
        until = name.until.words(language) if name.until else ""
        if until and name.since:
            return _("%(name)s (%(since)s to %(until)s)") % {
                "name": words,
                "since": name.since.words(language),
                "until": until,
            }
        return _("%(name)s (until %(until)s)") % {"name": words, "until": until} if until else words
    return words


def since_words(place: models.Place) -> str | None:
    """Return since when a place stands, no closer than the gazetteer knows it; None where that is not known."""
    origin = gazetteer.origin(place.key)
    known = said_date(origin.since) if origin else None
    if known is not None and place.valid_from in (None, known.earliest):
        return known.words(translation.get_language())
    return day(place.valid_from)


def change_happenings(changes: Iterable[models.PlaceChange | models.UnitChange]) -> list[Happening]:
    """Return what happened to a place or a unit."""
    words: dict[str, str] = {
        models.PlaceChange.Kind.SPLIT: _("%(other)s was carved out of %(place)s"),
        models.PlaceChange.Kind.MERGED: _("%(place)s was merged into %(other)s"),
        models.PlaceChange.Kind.RENAMED: _("Renamed from %(before)s to %(after)s"),
        models.PlaceChange.Kind.MOVED: _("Moved from %(from)s to %(to)s"),
        models.UnitChange.Kind.CREATED: _("Made"),
        models.UnitChange.Kind.CLOSED: _("Closed"),
    }
    return [
        Happening(
            day(change.on),
            words[change.kind]
            % {
                "place": _names(getattr(change, "place", None)),
                "other": _names(getattr(change, "other", None)) or "",
                "before": change.name_before,
                "after": change.name_after,
                "from": _names(change.parent_before) or "–",
                "to": _names(change.parent_after) or "–",
            },
            more=change.order_no,
        )
        for change in changes
    ]


def unit_rows(units: Iterable[models.Unit], caption: Any = "") -> Table:
    """Return units as a table."""
    return Table.of(
        caption or _("Units"),
        [
            Column(_("Unit"), lambda unit: said(unit.names)),
            Column(_("Kind"), lambda unit: unit.kind_words),
            Column(_("Department"), lambda unit: unit.compartment_words),
            Column(_("Under"), lambda unit: _names(unit.parent)),
            Column(_("Place"), lambda unit: _names(unit.place)),
        ],
        units,
        UNIT.page,
    )


def facility_rows(facilities: Iterable[models.Facility]) -> Table:
    """Return facilities as a table."""
    return Table.of(
        _("Facilities"),
        [
            Column(_("Facility"), lambda one: said(one.names)),
            Column(_("Kind"), lambda one: one.kind_words),
            Column(_("Run by"), lambda one: _names(one.operator)),
        ],
        facilities,
        lambda one: place_url(one.place_id),
    )


def role_words(code: str) -> str:
    """Return the name of a role in the active language."""
    return str(BY_CODE[code].name) if code in BY_CODE else code


def officer_rows(officers: Iterable[models.Officer], contacts: bool) -> Table:
    """Return officers with today's postings; telephone numbers only where the reader may see them."""
    columns = [
        Column(_("Officer"), lambda officer: said(officer.names)),
        Column(_("Rank"), lambda officer: officer.rank or None),
        Column(
            _("Unit"),
            lambda officer: (
                ", ".join(str(one.unit.names) for one in officer.posted_now) or Pill(_("not posted"), "warn")
            ),
        ),
        Column(_("Role"), lambda officer: ", ".join(role_words(one.role) for one in officer.posted_now) or None),
    ]
    if contacts:
        columns.append(Column(_("Phone"), lambda officer: officer.phone or None))
    return Table.of(_("Officers"), columns, officers, OFFICER.page)


def posted_rows(postings: Iterable[models.Posting]) -> Table:
    """Return who serves at a unit."""
    return Table.of(
        _("Officers posted here"),
        [
            Column(_("Officer"), lambda one: said(one.officer.names)),
            Column(_("Rank"), lambda one: one.officer.rank or None),
            Column(_("Role"), lambda one: role_words(one.role)),
            Column(_("Since"), lambda one: day(one.since)),
        ],
        postings,
        lambda one: OFFICER.page(one.officer),
    )


def list_answer(name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a list as a CSV file of at most :data:`MOST_IN_FILE` rows."""
    return csv_answer(name, chain([header], islice(rows, MOST_IN_FILE)))
