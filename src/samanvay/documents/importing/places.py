"""Places in sheets: a district by its name, and what is named beside it inside that district."""

from collections.abc import Mapping
from functools import lru_cache

from samanvay.directory.models import Place, Unit
from samanvay.importing import Field, PlaceAnswer, PlaceResolver
from samanvay.importing.folding import fold
from samanvay.kernel import clock
from samanvay_insight import gazetteer

SURE = frozenset({gazetteer.How.EXACT, gazetteer.How.HINDI})
READ_AS = 0.9  # a score above which another spelling is read as the place, and said so
NEARLY = 0.7  # a score above which a name is offered as what may be meant
OFFERED = 3
KNOWN = 20_000
ON_THE_WAY = "way_"


def places_of(home_state: str) -> PlaceResolver:
    """Return what finds the places of sheets of a state; what it found once it finds again at once.

    A field named "district" is a district, of the home state first; "station" is a police station of the row's
    district; "way_…" is a place anywhere, since a way leads through many districts; any other field is a place inside
    that district or, where none is said, anywhere.
    """
    district_keys = {
        place.key: place.state_id
        for place in Place.objects.of_kind("district").standing(clock.today()).only("key", "state_id")
    }
    stations: dict[tuple[str, str], str] = {}  # by district, and by "" where one station of the state has the name
    named: dict[str, set[str]] = {}
    for unit in Unit.objects.open(clock.today()).filter(home_state=home_state, kind="station").select_related("place"):
        if unit.place is not None:
            for name in (unit.name.removeprefix("PS ").partition(",")[0], unit.name_hi.removeprefix("थाना ")):
                of = unit.place.district_id or unit.place.key
                stations[of, fold(name)] = unit.place.key
                named.setdefault(fold(name), set()).add(of)
    stations |= {("", name): stations[next(iter(of)), name] for name, of in named.items() if len(of) == 1}

    @lru_cache(maxsize=KNOWN)
    def district(text: str) -> PlaceAnswer:
        found = [each for each in gazetteer.find(text, kinds=["district"], near=_seat(district_keys, home_state))
                 if each.score >= NEARLY and each.place.key in district_keys]  # fmt: skip
        own = [each for each in found if each.place.state == home_state]
        best = next(iter(own or found), None)
        if best is not None and (best.how in SURE or best.score >= READ_AS):
            sure = best.how in SURE and best.place.state == home_state
            return PlaceAnswer(best.place.key, best.place.name, sure)
        return PlaceAnswer(None, others=tuple(each.place.name for each in found[:OFFERED]))

    @lru_cache(maxsize=KNOWN)
    def inside(text: str, within: str) -> PlaceAnswer:
        near = within if within in district_keys else _seat(district_keys, home_state)
        found = [each for each in gazetteer.find(text, near=near, limit=12) if each.score >= NEARLY]
        fitting = [each for each in found if not within or each.place.district == within]
        best = next(iter(fitting), None)
        if best is not None and (best.how in SURE or best.score >= READ_AS):
            return PlaceAnswer(best.place.key, best.place.name, best.how in SURE)
        return PlaceAnswer(None, others=tuple(f"{each.place.name} ({each.place.key})" for each in found[:OFFERED]))

    @lru_cache(maxsize=KNOWN)
    def station(text: str, within: str) -> PlaceAnswer:
        plain = fold(text).removeprefix("ps ").removeprefix("थाना ").removeprefix("thana ").strip()
        known = stations.get((within, plain))
        if known is not None and known not in district_keys:
            return PlaceAnswer(known, text)
        # Of many stations the directory knows the district alone: the town or village of the name is where it stands.
        answer = inside(plain or text, known or within)
        if known is not None:
            return answer if answer.value is not None and answer.sure else PlaceAnswer(known, text)
        if answer.value is None and within:
            # The directory does not know every station: the district stands, and the name stays in words.
            name = gazetteer.place(within).name if within.count(":") == 1 else within
            return PlaceAnswer(within, name, sure=False, is_around=True)
        return answer

    def resolve(text: str, field: Field, so_far: Mapping[str, object]) -> PlaceAnswer:
        if field.code == "district":
            return district(text)
        if field.code.startswith(ON_THE_WAY):
            return inside(text, "")
        within = str(so_far.get("district") or "")
        return station(text, within) if field.code == "station" else inside(text, within)

    return resolve


def _seat(districts: Mapping[str, str | None], state: str) -> str | None:
    return next((key for key, of in sorted(districts.items()) if of == state and _known(key)), None)


def _known(key: str) -> bool:
    try:
        gazetteer.place(key)
    except KeyError:
        return False
    return True
