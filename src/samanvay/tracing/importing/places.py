"""Places in registers: where somebody was last seen or found, and where they are from, which may be anywhere."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from samanvay.documents.importing.places import KNOWN, NEARLY, OFFERED, READ_AS, SURE, places_of
from samanvay.importing import Field, PlaceAnswer, PlaceResolver
from samanvay_insight import gazetteer

IN_WORDS = PlaceAnswer("")  # no place is known by it: the words stay, sealed
FREE = frozenset({"place"})


def places_in_register(*, asks_state: bool, free: frozenset[str] = FREE) -> Callable[[str], PlaceResolver]:
    """Return what gives the finder of places for sheets of a state.

    A field named "home_state" is a state or country, "home_district" a district of it. Where no state is said and the
    name is borne by districts of several, ``asks_state`` leaves the doubt to a person (somebody found may be from
    anywhere); else the sheet's own state is taken and that is told. Places told in words (the fields ``free``) may be
    known to nobody: they are then kept in words.
    """

    def places(home_state: str) -> PlaceResolver:
        inside = places_of(home_state)

        @lru_cache(maxsize=KNOWN)
        def state(text: str) -> PlaceAnswer:
            return _best(gazetteer.find(text, kinds=["state", "country"]))

        @lru_cache(maxsize=KNOWN)
        def district(text: str, of: str) -> PlaceAnswer:
            found = [each for each in gazetteer.find(text, kinds=["district"]) if each.score >= NEARLY]
            fitting = [each for each in found if not of or each.place.state == of]
            sure = [each for each in fitting if each.how in SURE]
            if len({each.place.state for each in sure}) > 1:
                own = [each for each in sure if each.place.state == home_state]
                if asks_state or not own:
                    return PlaceAnswer(None, others=tuple(_with_state(each) for each in sure[:OFFERED]))
                return PlaceAnswer(own[0].place.key, _with_state(own[0]), sure=False)
            return _best(fitting or found)

        @lru_cache(maxsize=KNOWN)
        def in_words(text: str, within: str) -> PlaceAnswer:
            found = gazetteer.find(text, near=within or None, limit=12)
            known = [each for each in found if each.how in SURE and each.score >= READ_AS]
            known = [
                each
                for each in known
                if not within or within in (each.place.key, each.place.district, each.place.state)
            ]
            return PlaceAnswer(known[0].place.key) if known else IN_WORDS

        def resolve(text: str, field: Field, so_far: Mapping[str, object]) -> PlaceAnswer:
            if field.code in free:
                within = "home_state" if field.code == "home_city" else "district"
                return in_words(text, str(so_far.get(within) or ""))
            if field.code == "home_state":
                return state(text)
            if field.code == "home_district":
                return district(text, str(so_far.get("home_state") or ""))
            return inside(text, field, so_far)

        return resolve

    return places


def _best(found: list[gazetteer.Found]) -> PlaceAnswer:
    near = [each for each in found if each.score >= NEARLY]
    best = next(iter(near), None)
    if best is not None and (best.how in SURE or best.score >= READ_AS):
        return PlaceAnswer(best.place.key, best.place.name, best.how in SURE)
    return PlaceAnswer(None, others=tuple(each.place.name for each in near[:OFFERED]))


def _with_state(found: gazetteer.Found) -> str:
    state = found.place.state
    return f"{found.place.name}, {gazetteer.place(state).name}" if state else found.place.name
