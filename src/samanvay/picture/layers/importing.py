"""Published tables from files: each row's numbers kept as published, summed only when read, taken back by row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.access.roles import ROLES
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.directory.importing.officers import Written
from samanvay.directory.models import Place
from samanvay.documents.importing.kinds import ImportKind, register_import
from samanvay.documents.models import ImportRun
from samanvay.importing import Field, ImportSpec, Kind, Outcome, PlaceAnswer, PlaceResolver, Result, Row
from samanvay.importing.folding import fold
from samanvay.importing.spec import RowRule
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay_insight import gazetteer

from .. import events
from ..models import StatLayer, StatValue
from .kinds import KINDS, LayerKind

UNMAPPED = 9999
_SHORT = {"A and N Islands": "Andaman and Nicobar Islands", "D and N Haveli": "Dadra and Nagar Haveli"}
_FORMER = frozenset(
    {"Dadra and Nagar Haveli", "Daman and Diu"}
)  # one territory since 2020: both rows are kept, and summed
YEARS = range(2016, 2036)
_UNMAPPED_WORDS = Bilingual(
    "the LGD code of a district; 9999 means that the source did not know the district",
    "जनपद का एलजीडी कोड; 9999 का अर्थ है कि स्रोत को जनपद ज्ञात नहीं",
)
_NO_SUCH_CODE = Bilingual(
    "the LGD code of a district in the directory; {code} is not one",
    "ऐसा एलजीडी कोड जो निर्देशिका में हो; {code} नहीं है",
)
_OTHER_NAME = Bilingual(
    "the code and the name of one district: {code} is {known}, the name is that of another",
    "एक ही जनपद का कोड और नाम: {code} {known} है, नाम दूसरे जनपद का है",
)
_NO_NUMBER = Bilingual(
    "a number under a head of this table; a table with other heads or age groups is another layer",
    "इस तालिका के किसी शीर्ष के अंतर्गत संख्या; अन्य शीर्ष या आयु वर्ग की तालिका दूसरी परत है",
)

_OUTSIDE = Bilingual(
    "a place in the charge of your unit; tables of the whole country can be imported by: {roles}",
    "आपकी इकाई के क्षेत्र का स्थान; पूरे देश की तालिकाएँ आयात कर सकते हैं: {roles}",
)
_NATIONAL = Bilingual(
    *(", ".join(names) for names in zip(
        *((role.name.en, role.name.hi) for role in ROLES if Permission.IMPORT_NATIONAL in role.permissions),
        strict=True,
    ))
)  # fmt: skip

Slot = tuple[str, int, str]  # place, year, circle


def require_layers(actor: Actor, home_state: str) -> None:
    """Refuse those who may not import, or see no facts."""
    if actor.is_system:
        return
    require(actor, Permission.IMPORT_RUN)


def _count(code: str, words: Bilingual, *aliases: str) -> Field:
    return Field(code, words, Kind.INTEGER, aliases=(code, *aliases), is_exact=True)


def _district_fields(kind: LayerKind) -> tuple[Field, ...]:
    return (
        Field("year", Bilingual("Year", "वर्ष"), Kind.INTEGER, required=True, minimum=1953, maximum=2100),
        Field(
            "lgd", Bilingual("LGD code of the district", "जनपद का एलजीडी कोड"), Kind.CODE, required=True,
            pattern=r"\d{1,4}", example="180", aliases=("district_code", "District code", "LGD", "LGD code"),
        ),
        Field("name", Bilingual("District", "जनपद"), max_length=120, aliases=("district_name", "District name")),
        Field(
            "circle", Bilingual("Registration area", "पंजीकरण क्षेत्र"), max_length=120,
            aliases=("registration_circles", "Circle", "Police district"),
        ),
        *(_count(code, words, *kind.aliases.get(code, ())) for code, words in kind.heads.items()),
    )  # fmt: skip


def _state_fields(kind: LayerKind) -> tuple[Field, ...]:
    state = Field("state", Bilingual("State", "राज्य"), Kind.PLACE, required=True, aliases=("State/UT", "State name"))
    if kind.year is not None:
        heads = (_count(code, words, *kind.aliases.get(code, ())) for code, words in kind.heads.items())
        return state, Field("year", Bilingual("Year", "वर्ष"), Kind.INTEGER, minimum=1953, maximum=2100), *heads
    return (
        state,
        *(
            _count(f"cases_{year}", Bilingual(str(year)), f"Cases Reported - {year}", f"Cases reported {year}")
            for year in YEARS
        ),
    )


def _districts() -> dict[int, Place]:
    """Return the districts of today by the code of the Local Government Directory, which is not their key."""
    return {place.lgd: place for place in Place.objects.of_kind("district").standing(clock.today()) if place.lgd}


def _says_a_number(field: str, codes: Iterable[str]) -> RowRule:
    """Return the rule that a row without any figure is no good row; its fault is named under a field."""
    known = tuple(codes)

    def says_a_number(values: Mapping[str, object]) -> Iterable[tuple[str, Bilingual]]:
        if all(values.get(code) is None for code in known):
            yield field, _NO_NUMBER

    return says_a_number


def _rules(kind: LayerKind) -> tuple[RowRule, ...]:
    districts = _districts()
    by_name = {(place.state_id, fold(place.name)): place.key for place in districts.values()}

    def code_and_name_are_one(values: Mapping[str, object]) -> Iterable[tuple[str, Bilingual]]:
        code = int(str(values["lgd"]))
        known = districts.get(code)
        if known is None:
            yield "lgd", _UNMAPPED_WORDS if code == UNMAPPED else _NO_SUCH_CODE.format(code=code)
            return
        named = by_name.get((known.state_id, fold(str(values.get("name") or ""))))
        if named is not None and named != known.key:
            yield "name", _OTHER_NAME.format(code=code, known=known.names)

    return _says_a_number(next(iter(kind.heads)), kind.heads), code_and_name_are_one


def _spec(kind: LayerKind) -> Callable[[str], ImportSpec]:
    def spec(home_state: str) -> ImportSpec:
        if kind.level == "state":
            fields = _state_fields(kind)
            counted = [one.code for one in fields if one.is_exact]
            rules = (_says_a_number("state", counted),)
            key: tuple[str, ...] = ("state", "year") if kind.year is not None else ("state",)
            return ImportSpec(kind.code, fields, key=key, rules=rules, is_counted=True)
        fields, key = _district_fields(kind), ("lgd", "year", "circle")
        return ImportSpec(kind.code, fields, key=key, rules=_rules(kind), is_counted=True, apart="circle")

    return spec


def _charge(actor: Actor, audience: int) -> set[str] | None:
    """Return the places whose numbers an actor may bring at a unit, None for those of the whole country.

    These are the districts of the place that the unit serves and, where that is a state, the state itself. Raises
    Refused for one who imports nothing there.
    """
    if actor.is_system:
        return None
    require(actor, Permission.IMPORT_RUN, audience=audience)
    if holds(actor, Permission.IMPORT_NATIONAL, audience=audience):
        return None
    unit = directory.unit_of(audience)
    seat = unit.place_id or unit.home_state
    return {seat, *directory.districts_of(seat)}


def _scope(kind: LayerKind) -> Callable[[Actor, int], tuple[RowRule, ...]]:
    def rules(actor: Actor, audience: int) -> tuple[RowRule, ...]:
        charge = _charge(actor, audience)
        if charge is None:
            return ()
        districts = _districts() if kind.level == "district" else {}
        column = "lgd" if kind.level == "district" else "state"
        words = _OUTSIDE.format(roles=_NATIONAL)

        def lies_in_charge(values: Mapping[str, object]) -> Iterable[tuple[str, Bilingual]]:
            if kind.level == "state":
                place: str | None = _place_of(values["state"])
            else:
                known = districts.get(int(str(values["lgd"])))
                place = known.key if known else None  # another rule names a code that is none
            if place is not None and place not in charge:
                yield column, words

        return (lies_in_charge,)

    return rules


def _place_of(state: object) -> str:
    """Return the key of a state as read; a former territory of it is told after a stroke."""
    return str(state).partition("/")[0]


def _states(home_state: str) -> PlaceResolver:
    known = set(Place.objects.of_kind("state").values_list("key", flat=True))

    def resolve(text: str, field: Field, so_far: Mapping[str, object]) -> PlaceAnswer:
        plain = " ".join(text.removesuffix(" UT").replace("&", " and ").split())
        for short, whole in _SHORT.items():
            plain = plain.replace(short, whole)
        found = [each for each in gazetteer.find(plain, kinds=["state"], limit=3) if each.place.key in known]
        if found and found[0].score >= 0.9:
            place = found[0].place
            if plain in _FORMER:
                return PlaceAnswer(f"{place.key}/{plain}", place.name, sure=False)
            return PlaceAnswer(place.key, place.name, found[0].how == gazetteer.How.EXACT)
        return PlaceAnswer(None, others=tuple(each.place.name for each in found))

    return resolve


def _numbers(kind: LayerKind, row: Row, districts: Mapping[int, Place]) -> dict[Slot, dict[str, int]]:
    """Return the numbers that a row says, by place, year and circle; what is empty is not said."""
    said = row.values
    if kind.level == "state":
        place, _stroke, former = str(said["state"]).partition("/")
        if kind.year is not None:
            heads = {code: int(said[code]) for code in kind.heads if said.get(code) is not None}
            return {(place, int(said.get("year") or kind.year), former): heads} if heads else {}
        counted = {year: said.get(f"cases_{year}") for year in YEARS}
        return {(place, year, former): {"cases": int(value)} for year, value in counted.items() if value is not None}
    heads = {code: int(said[code]) for code in kind.heads if said.get(code) is not None}
    slot = (districts[int(str(said["lgd"]))].key, int(said["year"]), str(said.get("circle") or "").strip())
    return {slot: heads} if heads else {}


def write_layer(kind: LayerKind, rows: Sequence[Row], *, by: Actor, run: ImportRun) -> list[Written]:
    """Keep the numbers of checked rows; a number that is there is never changed by another file."""
    require_layers(by, run.home_state)
    charge = _charge(by, run.home_unit)
    districts = _districts() if kind.level == "district" else {}
    told = {row.number: _numbers(kind, row, districts) for row in rows}
    written: dict[int, Written] = {}
    fresh: list[StatValue] = []
    with operation(events.LAYER_IMPORTED, by=by, target=("layer", kind.code)) as op:
        layer, _made = StatLayer.objects.get_or_create(
            kind=kind.code, defaults={"source": kind.source, "made_at": clock.now(), "made_by": by.id}
        )
        standing = _standing(layer, {slot for numbers in told.values() for slot in numbers})
        for row in rows:
            numbers = told[row.number]
            there = {slot: standing[slot] for slot in numbers if slot in standing}
            if not numbers:
                outcome = Outcome(row.number, Result.UNCHANGED)
            elif charge is not None and any(place not in charge for place, _year, _circle in numbers):
                outcome = Outcome(row.number, Result.REFUSED, words=_OUTSIDE.format(roles=_NATIONAL))
            elif any(there[slot] != numbers[slot] for slot in there):
                words = _(
                    "There is already another number for this place and year. First undo the import that brought it."
                )
                outcome = Outcome(row.number, Result.REFUSED, words=words)
            elif len(there) == len(numbers):
                outcome = Outcome(row.number, Result.UNCHANGED)
            else:
                mark = uuid7()
                fresh += [
                    StatValue(layer=layer, place_id=place, year=year, circle=circle, head=head, value=value, row=mark)
                    for (place, year, circle), heads in numbers.items()
                    if (place, year, circle) not in there
                    for head, value in heads.items()
                ]
                outcome = Outcome(row.number, Result.CREATED, reference=str(mark), version=1)
            written[row.number] = Written(outcome)
        insert_many(StatValue, fresh)
        op.add(rows=len(rows), values=len(fresh), run=run.id)
        if not fresh:
            op.keep_silent()
    return [written[row.number] for row in rows]


def _standing(layer: StatLayer, slots: set[Slot]) -> dict[Slot, dict[str, int]]:
    found: dict[Slot, dict[str, int]] = {}
    values = StatValue.objects.standing().filter(
        layer=layer, place_id__in={place for place, _year, _circle in slots}, year__in={year for _p, year, _c in slots}
    )
    for place, year, circle, head, value in values.values_list("place_id", "year", "circle", "head", "value"):
        if (place, year, circle) in slots:
            found.setdefault((place, year, circle), {})[head] = value
    return found


def revert_layer(
    kind: LayerKind, written: Sequence[tuple[Outcome, Mapping[str, Any]]], *, by: Actor, run: ImportRun, reason: str
) -> dict[int, Any]:
    """Void the numbers that rows brought; those outside the actor's charge stay and say so."""
    require_layers(by, run.home_state)
    charge = _charge(by, run.home_unit)
    rows = {UUID(outcome.reference): outcome.row for outcome, _before in written}
    void = {"voided_at": clock.now(), "voided_by": by.id, "void_reason": reason, "version": F("version") + 1}
    with operation(events.LAYER_IMPORT_UNDONE, by=by, target=("layer", kind.code), run=run.id) as op:
        brought = StatValue.objects.standing().filter(row__in=list(rows))
        others = set() if charge is None else set(brought.exclude(place_id__in=charge).values_list("row", flat=True))
        op.add(values=brought.exclude(row__in=others).update(**void))
    return {rows[mark]: _OUTSIDE.format(roles=_NATIONAL) for mark in others}


def _register(kind: LayerKind) -> ImportKind:
    def write(rows: Sequence[Row], *, by: Actor, run: ImportRun) -> list[Written]:
        return write_layer(kind, rows, by=by, run=run)

    def revert(written: Any, *, by: Actor, run: ImportRun, reason: str) -> dict[int, Any]:
        return revert_layer(kind, written, by=by, run=run, reason=reason)

    return register_import(
        ImportKind(
            code=kind.code,
            words=kind.words,
            explanation=kind.rule,
            require=require_layers,
            spec=_spec(kind),
            write=write,
            revert=revert,
            places=_states if kind.level == "state" else None,
            scope=_scope(kind),
        )
    )


for _kind in KINDS.values():
    _register(_kind)
