"""The places that the quick record offers for one press, in groups: of a train, near the phone, the officer's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from samanvay.cases.quick.place_choices import Halts, Near, place_rows
from samanvay.directory.models import Place

FIRST_FEW = 5  # of a group; the others open on a press


@dataclass(frozen=True, slots=True)
class Group:
    """Places in words by key under one heading; folded ones are seen on a press."""

    words: str
    places: dict[str, str]
    is_folded: bool = False


def of_train(halts: Halts) -> list[Group]:
    """Return the halts of a train: the next few, those after them, those behind, the latest first."""
    ahead, behind = words_of(halts.ahead), words_of(halts.behind)
    return [
        Group(gettext("Next halts of %(train)s") % {"train": halts.train.number}, _few(ahead)),
        Group(gettext("Halts after these"), _others(ahead), is_folded=True),
        Group(gettext("Halts before these"), behind, is_folded=True),
    ]


def of_phone(near: Iterable[Near]) -> list[Group]:
    """Return what lies near the phone: the nearest few, then the others."""
    rows = list(near)
    said = words_of(each.place for each in rows)
    found = {each.place.key: _with_km(said[each.place.key], each.km) for each in rows}
    return [
        Group(gettext("Near the phone"), _few(found)),
        Group(gettext("Farther from the phone"), _others(found), is_folded=True),
    ]


def of_officer(own: Iterable[Place], *, is_folded: bool) -> Group:
    """Return the points of the officer's own unit."""
    return Group(gettext("Your own stations and places"), words_of(own), is_folded)


def each_once(groups: Iterable[Group]) -> list[Group]:
    """Return the groups that offer something, each place in one of them alone: rather in one that stands open."""
    rows = list(groups)
    first: dict[str, int] = {}
    for number, group in sorted(enumerate(rows), key=lambda each: each[1].is_folded):
        for key in group.places:
            first.setdefault(key, number)
    kept = [
        Group(group.words, {key: said for key, said in group.places.items() if first[key] == number}, group.is_folded)
        for number, group in enumerate(rows)
    ]
    return [group for group in kept if group.places]


def shown(groups: Iterable[Group], options: Iterable[Any]) -> list[dict[str, Any]]:
    """Return groups with the widgets of their choices; one that holds the chosen place stands open."""
    by_key = {option.data["value"]: option for option in options}
    found = []
    for group in groups:
        own = [by_key[key] for key in group.places]
        found.append({"group": group, "options": own, "is_open": any(option.data["selected"] for option in own)})
    return found


def words_of(places: Iterable[Place]) -> dict[str, str]:
    """Return places in words by key, each with its district."""
    rows = list(places)
    districts = place_rows(row.district_id for row in rows if row.district_id and row.district_id != row.key)
    return {
        row.key: f"{row.names}, {districts[row.district_id].names}" if row.district_id in districts else str(row.names)
        for row in rows
    }


def _few(places: dict[str, str]) -> dict[str, str]:
    return dict(list(places.items())[:FIRST_FEW])


def _others(places: dict[str, str]) -> dict[str, str]:
    return dict(list(places.items())[FIRST_FEW:])


def _with_km(words: str, km: float | None) -> str:
    return gettext("In %(place)s") % {"place": words} if km is None else f"{words} · {km} km"
