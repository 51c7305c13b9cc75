"""Places, units and officers in the search, as the directory shows them."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.directory import queries
from samanvay.directory.kinds import PLACE_KINDS
from samanvay.directory.models import Officer, Unit
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.web.kit import finders
from samanvay_insight import gazetteer

from .presenters import said
from .records import place_url

LISTED = 30  # as many as the list of places shows of what a name may mean
LIKE = 0.7  # how well a name must fit: whoever searches for a page means no village that sounds a little like it

may_read = partial(require, permission=Permission.DIRECTORY_READ)


@finders.register("places", _("Places"), example="Bahraich · बहराइच · baraich", may=may_read, order=40)
def places(actor: Actor, asked: finders.Asked) -> finders.Hits:
    """Return the places that a name may mean, in either language or as it is spoken, the nearest first."""
    found = queries.find_places(actor, asked.text, limit=LISTED)
    areas = queries.places_by_key({key for one in found for key in (one.place.district, one.place.state) if key})

    def hit(one: gazetteer.Found) -> finders.Hit:
        place = one.place
        above = [areas[key].names for key in (place.district, place.state) if key in areas and key != place.key]
        more = " · ".join(str(each) for each in (PLACE_KINDS[place.kind], *above))
        return finders.Hit(said(Bilingual(place.name, place.name_hi)), place_url(place.key), more)

    hits = finders.hits_of([one for one in found if one.score >= LIKE], hit, "places", q=asked.text)
    return finders.Hits(hits.first, len(found) if hits.first else 0, hits.every)


@finders.register("units", _("Stations and units"), example="AHTU Bahraich · थाना कोतवाली", may=may_read, order=50)
def units(actor: Actor, asked: finders.Asked) -> finders.Hits:
    """Return the stations, desks and offices of today with a name or a code."""

    def hit(unit: Unit) -> finders.Hit:
        more = f"{unit.kind_words} · {unit.compartment_words}"
        return finders.Hit(said(unit.names), reverse("unit", args=[unit.pk]), more)

    return finders.hits_of(queries.units_found(words=asked.text), hit, "units", q=asked.text)


@finders.register("officers", _("Officers"), example=_("a name or an employee number"), may=may_read, order=60)
def officers(actor: Actor, asked: finders.Asked) -> finders.Hits:
    """Return the officers with a name or an employee number."""

    def hit(officer: Officer) -> finders.Hit:
        posts = [str(one.unit.names) for one in officer.posted_now]  # type: ignore[attr-defined]  # prefetched
        more = " · ".join(each for each in (officer.rank, *posts) if each)
        return finders.Hit(said(officer.names), reverse("officer", args=[officer.pk]), more)

    return finders.hits_of(queries.officers_found(words=asked.text), hit, "officers", q=asked.text)
