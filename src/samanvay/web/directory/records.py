"""What has pages of its own in the directory: places, groups of districts, units, officers, postings."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.directory import queries
from samanvay.directory.models import Officer, Place, Posting, Unit
from samanvay.directory.places.actions.places import BELOW_DISTRICT
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.pages import Record


def place_url(key: str) -> str:
    """Return the address of a place's page."""
    return reverse("place", kwargs={"key": key})


def _place(name: str, find: Callable[[str], Place | None], *kinds: str) -> Record[Place]:
    def load(actor: Actor, key: str) -> Place:
        found = find(key)
        if found is None or (kinds and found.kind not in kinds):
            raise Unseen
        return found

    return Record(
        "place",
        load=load,
        page=lambda place: place_url(place.key),
        crumbs=lambda actor, place: [Crumb(_("Places"), reverse("places")), Crumb(place.names, place_url(place.key))],
        given=lambda place: {name: place},
    )


def _row(key: str) -> Place | None:
    return queries.places_by_key([key]).get(key)


PLACE = _place("place", _row)
DISTRICT = _place("district", _row, "district")
GROUP = _place("group", _row, "region")
KNOWN = _place("place", queries.place_or_unseen)
"""A place that may stand in the gazetteer alone, without a row."""
LOCALITY = _place("place", queries.place_or_unseen, "district", *BELOW_DISTRICT)

UNIT: Record[Unit] = Record(
    "unit",
    load=lambda actor, key: queries.unit_or_unseen(key),
    page=lambda unit: reverse("unit", args=[unit.id]),
    crumbs=lambda actor, unit: [Crumb(_("Units"), reverse("units")), Crumb(unit.names, UNIT.page(unit))],
)


OFFICER: Record[Officer] = Record(
    "officer",
    load=lambda actor, key: queries.officer_or_unseen(key),
    page=lambda officer: reverse("officer", args=[officer.id]),
    crumbs=lambda actor, officer: [
        Crumb(_("Officers"), reverse("officers")), Crumb(officer.names, OFFICER.page(officer)),
    ],
)  # fmt: skip


POSTING: Record[Posting] = Record(
    "posting",
    load=lambda actor, key: queries.posting_or_unseen(key),
    page=lambda posting: OFFICER.page(posting.officer),
    crumbs=lambda actor, posting: OFFICER.crumbs(actor, posting.officer),
)
