"""Directory rows in words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from samanvay.access.roles import BY_CODE
from samanvay.directory.kinds import PLACE_KINDS
from samanvay.directory.loading.places import said_date
from samanvay.directory.models import (
    Facility,
    Officer,
    Place,
    PlaceChange,
    PlaceName,
    Posting,
    Unit,
    UnitChange,
)
from samanvay.kernel.bilingual import Bilingual
from samanvay.web.components.pieces import Column, Happening, Pill, Row, Tab, Table
from samanvay_insight import gazetteer


def parts(here: str) -> list[Tab]:
    """Return the parts of the directory, the present one marked."""
    known = (
        ("places", _("Places")),
        ("groups", _("Groups")),
        ("units", _("Units")),
        ("officers", _("Officers")),
    )
    return [Tab(words, reverse(name), current=name == here) for name, words in known]


def day(value: date | None) -> str:
    """Return a day as Indians write it, a dash where none is known."""
    return formats.date_format(value) if value else "–"


def said(names: Bilingual, other: bool = True) -> str:
    """Return a name with the one of the other language behind it."""
    behind = names.hi if translation.get_language() != "hi" else names.en
    return f"{names} ({behind})" if other and behind and behind != str(names) else str(names)


def place_url(key: str) -> str:
    """Return the address of a place's page."""
    return reverse("place", kwargs={"key": key})


def found_rows(found: Iterable[gazetteer.Found], known: dict[str, Place]) -> Table:
    """Return the places that a search proposes, the best first."""
    rows = []
    for one in found:
        place = one.place
        rows.append(
            Row(
                [
                    said(Bilingual(place.name, place.name_hi)),
                    PLACE_KINDS[place.kind],
                    _where(place.district, place.key, known),
                    _where(place.state, place.key, known),
                    how_words(one),
                ],
                place_url(place.key),
            )
        )
    return Table(_("Places found"), [Column(words) for words in _place_columns()] + [Column(_("Found by"))], rows)


def _place_columns() -> list[str]:
    return [_("Place"), _("Kind"), _("District"), _("State")]


def how_words(found: gazetteer.Found) -> str:
    """Return by which of its names a place was found."""
    words = {
        gazetteer.How.EXACT: _("name"),
        gazetteer.How.FORMER: _("former name: %(name)s"),
        gazetteer.How.HINDI: _("Hindi name"),
        gazetteer.How.ROMANISED: _("sound"),
        gazetteer.How.SPELLING: _("like %(name)s"),
        gazetteer.How.PREFIX: _("beginning"),
    }
    return words[found.how] % {"name": found.matched}


def _where(key: str | None, own: str, known: dict[str, Place]) -> str:
    if not key or key == own:
        return "–"
    return str(known[key].names) if key in known else key


def place_rows(places: Iterable[Place]) -> Table:
    """Return places as a table."""
    rows = [
        Row(
            [
                said(place.names),
                place.kind_words,
                place.district.names if place.district_id != place.key and place.district else "–",
                place.state.names if place.state_id != place.key and place.state else "–",
            ],
            place_url(place.key),
        )
        for place in places
    ]
    return Table(_("Places"), [Column(words) for words in _place_columns()], rows)


def name_words(name: PlaceName) -> str:
    """Return another name with the days on which it held."""
    words = said(Bilingual(name.name, name.name_hi))
    if name.kind == PlaceName.Kind.FORMER:
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


def since_words(place: Place) -> str:
    """Return since when a place stands, no closer than the gazetteer knows it; "" where that is not known."""
    origin = gazetteer.origin(place.key)
    known = said_date(origin.since) if origin else None
    if known is not None and place.valid_from in (None, known.earliest):
        return known.words(translation.get_language())
    return day(place.valid_from) if place.valid_from else ""


def change_happenings(changes: Iterable[PlaceChange]) -> list[Happening]:
    """Return what happened to a place."""
    words = {
        PlaceChange.Kind.SPLIT: _("%(other)s was carved out of %(place)s"),
        PlaceChange.Kind.MERGED: _("%(place)s was merged into %(other)s"),
        PlaceChange.Kind.RENAMED: _("Renamed from %(before)s to %(after)s"),
        PlaceChange.Kind.MOVED: _("Moved from %(from)s to %(to)s"),
    }
    return [
        Happening(
            day(change.on),
            words[PlaceChange.Kind(change.kind)]
            % {
                "place": change.place.names,
                "other": change.other.names if change.other else "",
                "before": change.name_before,
                "after": change.name_after,
                "from": change.parent_before.names if change.parent_before else "–",
                "to": change.parent_after.names if change.parent_after else "–",
            },
            more=change.order_no,
        )
        for change in changes
    ]


def unit_rows(units: Iterable[Unit], caption: Any = "") -> Table:
    """Return units as a table."""
    rows = [
        Row(
            [
                said(unit.names),
                unit.kind_words,
                unit.compartment_words,
                unit.parent.names if unit.parent else "–",
                unit.place.names if unit.place else "–",
            ],
            reverse("unit", kwargs={"key": unit.id}),
        )
        for unit in units
    ]
    columns = [_("Unit"), _("Kind"), _("Compartment"), _("Under"), _("Place")]
    return Table(caption or _("Units"), [Column(words) for words in columns], rows)


def facility_rows(facilities: Iterable[Facility]) -> Table:
    """Return facilities as a table."""
    rows = [
        Row(
            [said(one.names), one.kind_words, one.operator.names if one.operator else "–"],
            place_url(one.place_id),
        )
        for one in facilities
    ]
    return Table(_("Facilities"), [Column(_("Facility")), Column(_("Kind")), Column(_("Run by"))], rows)


def unit_happenings(changes: Iterable[UnitChange]) -> list[Happening]:
    """Return what happened to a unit."""
    words = {
        UnitChange.Kind.CREATED: _("Made"),
        UnitChange.Kind.RENAMED: _("Renamed from %(before)s to %(after)s"),
        UnitChange.Kind.MOVED: _("Moved from %(from)s to %(to)s"),
        UnitChange.Kind.CLOSED: _("Closed"),
    }
    return [
        Happening(
            day(change.on),
            words[UnitChange.Kind(change.kind)]
            % {
                "before": change.name_before,
                "after": change.name_after,
                "from": change.parent_before.names if change.parent_before else "–",
                "to": change.parent_after.names if change.parent_after else "–",
            },
            more=change.order_no,
        )
        for change in changes
    ]


def role_words(code: str) -> str:
    """Return the name of a role in the active language."""
    return str(BY_CODE[code].name) if code in BY_CODE else code


def officer_rows(officers: Iterable[Officer], contacts: bool) -> Table:
    """Return officers with today's postings; telephone numbers only where the reader may see them."""
    columns = [_("Officer"), _("Rank"), _("Unit"), _("Role")] + ([_("Telephone")] if contacts else [])
    rows = []
    for officer in officers:
        now: list[Posting] = officer.posted_now  # type: ignore[attr-defined]  # prefetched by officers_found
        cells: list[Any] = [
            said(officer.names),
            officer.rank or "–",
            ", ".join(str(posting.unit.names) for posting in now) or Pill(_("not posted"), "warn"),
            ", ".join(role_words(posting.role) for posting in now) or "–",
        ]
        rows.append(
            Row(
                cells + ([officer.phone or "–"] if contacts else []),
                reverse("officer", kwargs={"key": officer.id}),
            )
        )
    return Table(_("Officers"), [Column(words) for words in columns], rows)


def posted_rows(postings: Iterable[Posting]) -> Table:
    """Return who serves at a unit."""
    rows = [
        Row(
            [said(one.officer.names), one.officer.rank or "–", role_words(one.role), day(one.since)],
            reverse("officer", kwargs={"key": one.officer_id}),
        )
        for one in postings
    ]
    return Table(
        _("Officers posted here"),
        [Column(_("Officer")), Column(_("Rank")), Column(_("Role")), Column(_("Since"))],
        rows,
    )
