"""Sheets of training centres: new ones entered, known ones (by code) brought up to date, taken back row by row."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.audit.operations import operation
from samanvay.directory.importing.officers import Written
from samanvay.directory.models import Place
from samanvay.documents.importing.kinds import ImportKind, register_import
from samanvay.documents.models import ImportRun
from samanvay.importing import Field, ImportSpec, Kind, Outcome, PlaceAnswer, PlaceResolver, Result, Row
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid
from samanvay.law.audiences import EVERYBODY
from samanvay_insight import gazetteer

from .. import coordination
from ..models import Centre
from . import events
from .actions import MOST_SEATS, checked_centre, new_centre, uses

SURE = 0.9
KEPT = ("name", "name_hi", "address", "place", "latitude", "longitude", "seats", "women_places", "halls")
_POINT = r"[0-9]{1,3}(\.[0-9]{1,10})?"
_BOTH = Bilingual("latitude and longitude together, or neither", "अक्षांश और देशांतर दोनों, या कोई नहीं")


def centres_spec(home_state: str) -> ImportSpec:
    """Return the columns of a list of training centres, as offices write them in both languages."""
    return ImportSpec("centres", _FIELDS, key=("code",), rules=(_has_whole_point,))


def _has_whole_point(values: Mapping[str, object]) -> Iterable[tuple[str, Bilingual]]:
    for field, other in (("latitude", "longitude"), ("longitude", "latitude")):
        if not values.get(field) and values.get(other):
            yield field, _BOTH


_FIELDS = (
    Field("code", Bilingual("Code", "कोड"), Kind.CODE, required=True, pattern=r"[A-Z0-9][A-Z0-9/_.\-]{0,23}",
          example="TC-LKO-1",
          aliases=("Centre code", "Center code", "Centre ID", "Institute code", "केंद्र कोड", "केन्द्र कोड", "संस्थान कोड")),
    Field("name", Bilingual("Name", "नाम"), required=True, max_length=160,
          aliases=("Centre", "Center", "Centre name", "Name of centre", "Training centre", "Institute", "केंद्र",
                   "केंद्र का नाम", "केन्द्र का नाम", "प्रशिक्षण केंद्र", "संस्थान")),
    Field("name_hi", Bilingual("Name in Hindi", "हिन्दी में नाम"), max_length=160,
          aliases=("Name (Hindi)", "Hindi name", "नाम (हिन्दी)", "हिंदी में नाम")),
    Field("district", Bilingual("District", "जनपद"), Kind.PLACE, required=True,
          aliases=("District name", "जिला", "ज़िला", "जनपद का नाम")),
    Field("address", Bilingual("Address", "पता"), max_length=300, aliases=("Postal address", "Location", "स्थान")),
    Field("latitude", Bilingual("Latitude", "अक्षांश"), Kind.CODE, pattern=_POINT, example="26.85", aliases=("Lat",)),
    Field("longitude", Bilingual("Longitude", "देशांतर"), Kind.CODE, pattern=_POINT, example="80.95",
          aliases=("Lon", "Long", "Lng")),
    Field("seats", Bilingual("Seats", "सीटें"), Kind.INTEGER, required=True, minimum=1, maximum=MOST_SEATS,
          aliases=("Capacity", "Total seats", "Seating capacity", "क्षमता", "कुल सीटें", "बैठने की क्षमता")),
    Field("women_places", Bilingual("Places for women", "महिलाओं हेतु स्थान"), Kind.INTEGER, maximum=MOST_SEATS,
          aliases=("Women's places", "Women hostel", "Hostel places for women", "Women seats", "महिला छात्रावास",
                   "महिला छात्रावास क्षमता", "महिला सीटें")),
    Field("halls", Bilingual("Halls", "कक्ष"), Kind.INTEGER, minimum=1, maximum=MOST_SEATS,
          aliases=("Number of halls", "Classrooms", "Batches at a time", "प्रशिक्षण कक्ष", "कक्षों की संख्या", "हॉल")),
)  # fmt: skip


def require_centres(actor: Actor, home_state: str) -> None:
    """Refuse those who do not coordinate training in the state."""
    if not actor.is_system:
        coordination.may_coordinate_in(actor, home_state)


def _places(home_state: str) -> PlaceResolver:
    standing = Place.objects.of_kind("district").filter(state=home_state).standing(clock.today())
    known = set(standing.values_list("key", flat=True))

    def resolve(text: str, field: Field, so_far: Mapping[str, object]) -> PlaceAnswer:
        found = [each for each in gazetteer.find(text, kinds=["district"], limit=8) if each.place.key in known]
        if found and found[0].score >= SURE:
            return PlaceAnswer(found[0].place.key, found[0].place.name, found[0].how == gazetteer.How.EXACT)
        return PlaceAnswer(None, others=tuple(each.place.name for each in found[:3]))

    return resolve


def write_centres(rows: Sequence[Row], *, by: Actor, run: ImportRun) -> list[Written]:
    """Enter the centres that are new and bring known ones up to date; an empty cell changes nothing."""
    require_centres(by, run.home_state)
    written: list[Written] = []
    with operation(events.CENTRES_IMPORTED, by=by, target=("import", run.id), readers=run.readers) as op:
        codes = [str(row.values["code"]).upper() for row in rows]
        standing = Centre.objects.standing().filter(home_state=run.home_state, code__in=codes)
        known = {each.code: each for each in standing.select_related("place", "unit")}
        places = {each.pk: each for each in Place.objects.filter(pk__in={str(row.values["district"]) for row in rows})}
        for row, code in zip(rows, codes, strict=True):
            centre = known.get(code)
            try:
                said = checked_centre(run.home_state, _said(row, centre, code, places))
            except Invalid as refusal:
                written.append(Written(Outcome(row.number, Result.REFUSED, words=refusal.words)))
                continue
            if centre is None:
                made = new_centre(run.home_unit, run.home_state, said, by=by.id, submission_id=uuid7())
                made.save(force_insert=True)
                op.also(events.CENTRE_KEPT, ("centre", made.pk), EVERYBODY, row=row.number)
                written.append(Written(Outcome(row.number, Result.CREATED, reference=str(made.pk), version=1)))
                continue
            changes = {name: said[name] for name in KEPT if said[name] != getattr(centre, name)}
            if not changes:
                outcome = Outcome(row.number, Result.UNCHANGED, reference=str(centre.pk), version=centre.version)
                written.append(Written(outcome))
                continue
            before = {name: centre.place_id if name == "place" else getattr(centre, name) for name in changes}
            reason = _("import of %(file)s") % {"file": run.file_name}
            centre.revise(
                expected=None,
                changes={**changes, "reason": reason[:300], "changed_at": clock.now(), "changed_by": by.id},
            )
            op.also(events.CENTRE_KEPT, ("centre", centre.pk), EVERYBODY, row=row.number, fields=sorted(changes))
            outcome = Outcome(row.number, Result.UPDATED, reference=str(centre.pk), version=centre.version)
            written.append(Written(outcome, {"fields": before}))
        wrote = sum(each.outcome.wrote for each in written)
        op.add(rows=len(rows), written=wrote)
        if not wrote:
            op.keep_silent()
    return written


def _said(row: Row, centre: Centre | None, code: str, places: Mapping[str, Place]) -> dict[str, Any]:
    """Return what a row says of a centre on top of what is known of it."""
    said: dict[str, Any] = {name: getattr(centre, name, None) for name in (*KEPT, "unit")}
    for name in ("name", "name_hi", "address", "seats", "women_places", "halls"):
        given = row.values.get(name)
        if given is not None and given != "":
            said[name] = given
    place = places[str(row.values["district"])]
    if centre is not None and place.pk != centre.place_id:
        said |= {"latitude": None, "longitude": None}
    if row.values.get("latitude"):
        said |= {name: float(str(row.values[name])) for name in ("latitude", "longitude")}
    return {**said, "code": code, "place": place}


def revert_centres(
    written: Sequence[tuple[Outcome, Mapping[str, Any]]], *, by: Actor, run: ImportRun, reason: str
) -> dict[int, Any]:
    """Strike out what rows entered and give the others back what was there; what changed since or is used stays."""
    require_centres(by, run.home_state)
    left: dict[int, Any] = {}
    taken = 0
    with operation(events.CENTRES_IMPORT_UNDONE, by=by, target=("import", run.id), readers=run.readers) as op:
        keys = [UUID(outcome.reference) for outcome, _before in written]
        found = {str(each.pk): each for each in Centre.objects.standing().filter(pk__in=keys).select_for_update()}
        for outcome, before in written:
            centre = found.get(outcome.reference)
            if centre is None or centre.version != outcome.version:
                left[outcome.row] = _("Not undone: changed since.")
                continue
            if outcome.result is Result.CREATED and uses(centre):
                left[outcome.row] = _("Not undone: future batches meet here.")
                continue
            if outcome.result is Result.CREATED:
                changes = {"voided_at": clock.now(), "voided_by": by.id, "void_reason": reason}
            else:
                fields = {("place_id" if name == "place" else name): value for name, value in before["fields"].items()}
                changes = {**fields, "reason": reason[:300]}
            centre.revise(expected=None, changes=changes)
            taken += 1
        op.add(taken=taken, left=sorted(left))
        if not taken:
            op.keep_silent()
    return left


CENTRES = register_import(
    ImportKind(
        code="centres",
        words=Bilingual("Training centres", "प्रशिक्षण केंद्र"),
        explanation=Bilingual(
            "A list of centres with code, name, district and seats; if known also places for women, halls, "
            "address, latitude and longitude. New centres are added, existing ones (by code) are updated.",
            (
                "कोड, नाम, जनपद और सीटों सहित केंद्रों की सूची; ज्ञात हो तो महिलाओं हेतु स्थान, कक्ष, पता, "
                "अक्षांश और देशांतर भी। नए केंद्र जुड़ते हैं, पुराने (कोड से) अद्यतन होते हैं।"
            ),
        ),
        require=require_centres,
        spec=centres_spec,
        write=write_centres,
        revert=revert_centres,
        places=_places,
        permission=Permission.ROSTER_WRITE,
    )
)
