"""The place at which a fact tells a place."""

from samanvay.directory import queries as directory
from samanvay.kernel.refusals import Unseen

TOLD_AS_THEY_ARE = ("country", "state", "region", "division", "district", "station", "crossing")


def level_of(key: str | None) -> str:
    """Return the place at which a fact tells a place: the district of a town or village, else the place itself.

    Railway stations and border crossings stay: they are where people pass, not where they live.
    """
    if not key:
        return ""
    try:
        place = directory.place_for(key)
    except Unseen:
        return ""
    if place.kind in TOLD_AS_THEY_ARE:
        return key
    return place.district_id or place.state_id or ""
