"""The register of nodal officers from a file: new offices added, known ones brought up to date, taken back by row."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.audit.operations import operation
from samanvay.directory.importing.officers import Written
from samanvay.directory.kinds import COMPARTMENTS
from samanvay.documents.importing.kinds import ImportKind, register_import
from samanvay.documents.models import ImportRun
from samanvay.importing import Choice, Field, ImportSpec, Kind, Outcome, PlaceAnswer, PlaceResolver, Result, Row
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid
from samanvay_insight import gazetteer

from ..models import NodalContact
from . import events
from .actions import checked_contact, new_version, same_entry

SURE = 0.9
_NO_ADDRESS = Bilingual("the office's telephone or e-mail", "कार्यालय का फ़ोन या ई-मेल")
_END_FIRST = Bilingual("a day on or after the first day of validity", "वैधता की पहली तिथि या उसके बाद की तिथि")


def require_contacts(actor: Actor, home_state: str) -> None:
    """Refuse those who may not import, or do not keep the register."""
    if actor.is_system:
        return
    require(actor, Permission.IMPORT_RUN)
    require(actor, Permission.CONTACT_KEEP)


def _rule(values: Mapping[str, object]) -> Iterable[tuple[str, Bilingual]]:
    if not values.get("phone") and not values.get("email"):
        yield "email", _NO_ADDRESS
    begins, ends = values.get("valid_from"), values.get("valid_until")
    if begins and ends and str(ends) < str(begins):
        yield "valid_until", _END_FIRST


def contacts_spec(home_state: str) -> ImportSpec:
    """Return the columns of a list of nodal officers' offices."""
    return ImportSpec("contacts", _FIELDS, key=("state", "district", "compartment", "office"), rules=(_rule,))


_FIELDS = (
    Field("state", Bilingual("State", "राज्य"), Kind.PLACE, required=True, aliases=("State/UT", "State name", "UT")),
    Field("district", Bilingual("District", "जनपद"), Kind.PLACE, aliases=("District name", "जिला")),
    Field("compartment", Bilingual("Department", "विभाग"), Kind.CHOICE, required=True,
          choices=tuple(Choice(str(code), words, (str(code),)) for code, words in COMPARTMENTS.items()),
          aliases=("Compartment", "Wing")),
    Field("designation", Bilingual("Designation", "पदनाम"), required=True, max_length=120,
          aliases=("Post", "Nodal officer", "Nodal officer (designation)")),
    Field("office", Bilingual("Office", "कार्यालय"), required=True, max_length=160,
          aliases=("Office name", "Unit", "Address of office")),
    Field("phone", Bilingual("Office telephone", "कार्यालय का फ़ोन"), Kind.PHONE,
          aliases=("Telephone", "Phone", "Landline", "Office phone", "दूरभाष")),
    Field("email", Bilingual("E-mail", "ई-मेल"), Kind.CODE, pattern=r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+",
          example="nodal@example.org", aliases=("Email", "Email ID", "Official e-mail", "ईमेल")),
    Field("valid_from", Bilingual("Valid from", "कब से"), Kind.DATE, aliases=("From", "Since")),
    Field("valid_until", Bilingual("Valid until", "कब तक"), Kind.DATE, aliases=("Until", "To")),
    Field("verified_on", Bilingual("Verified on", "सत्यापन तिथि"), Kind.DATE, past=True,
          aliases=("Last verified", "Verified")),
    Field("source", Bilingual("Source", "स्रोत"), required=True, max_length=200,
          aliases=("Where from", "Letter", "Order")),
)  # fmt: skip


def _places(home_state: str) -> PlaceResolver:
    def resolve(text: str, field: Field, so_far: Mapping[str, object]) -> PlaceAnswer:
        kind = "state" if field.code == "state" else "district"
        found = [each for each in gazetteer.find(text, kinds=[kind], limit=8) if each.score >= SURE]
        if kind == "district":
            found = [each for each in found if each.place.state == so_far.get("state")]
        if found:
            best = found[0]
            return PlaceAnswer(best.place.key, best.place.name, best.how == gazetteer.How.EXACT)
        near = gazetteer.find(text, kinds=[kind], limit=3)
        return PlaceAnswer(None, others=tuple(each.place.name for each in near))

    return resolve


def write_contacts(rows: Sequence[Row], *, by: Actor, run: ImportRun) -> list[Written]:
    """Add the offices that are new, write a new version of those that changed; a row that says the same is left."""
    require_contacts(by, run.home_state)
    written: list[Written] = []
    with operation(events.CONTACTS_IMPORTED, by=by, target=("import", run.id)) as op:
        for row in rows:
            said = {**row.values, "place": row.values.get("district") or row.values["state"]}
            try:
                columns = checked_contact(by, said)
            except Invalid as refusal:
                written.append(Written(Outcome(row.number, Result.REFUSED, words=refusal.words)))
                continue
            known = same_entry(columns)
            if known is None:
                made = new_version(by, uuid7(), columns)
                op.also(events.CONTACT_ADDED, ("contact", made.series), (), row=row.number)
                written.append(Written(Outcome(row.number, Result.CREATED, reference=str(made.id), version=1)))
                continue
            columns["verified_on"] = columns["verified_on"] or known.verified_on
            if all(getattr(known, name) == value for name, value in columns.items()):
                outcome = Outcome(row.number, Result.UNCHANGED, reference=str(known.id), version=known.version)
                written.append(Written(outcome))
                continue
            known.revise(expected=None, changes={"superseded_at": clock.now()})
            made = new_version(by, known.series, columns)
            op.also(events.CONTACT_CORRECTED, ("contact", made.series), (), row=row.number)
            outcome = Outcome(row.number, Result.UPDATED, reference=str(made.id), version=1)
            written.append(Written(outcome, {"version": str(known.id)}))
        fresh = sum(each.outcome.wrote for each in written)
        op.add(rows=len(rows), written=fresh)
        if not fresh:
            op.keep_silent()
    return written


def revert_contacts(
    written: Sequence[tuple[Outcome, Mapping[str, Any]]], *, by: Actor, run: ImportRun, reason: str
) -> dict[int, Any]:
    """Strike out what rows added and bring back the versions they replaced; what was changed since stays."""
    require_contacts(by, run.home_state)
    left: dict[int, Any] = {}
    taken = 0
    with operation(events.CONTACTS_IMPORT_UNDONE, by=by, target=("import", run.id)) as op:
        for outcome, before in written:
            made = NodalContact.objects.filter(pk=outcome.reference).first()
            if made is None or not made.is_current or made.version != outcome.version:
                left[outcome.row] = _("Not undone: changed since.")
                continue
            void = {"voided_at": clock.now(), "voided_by": by.id, "void_reason": reason}
            if before.get("version"):
                void["superseded_at"] = clock.now()
            made.revise(expected=None, changes=void)
            for old in NodalContact.objects.filter(pk=before["version"]) if before.get("version") else ():
                old.revise(expected=None, changes={"superseded_at": None})
            taken += 1
        op.add(taken=taken, left=sorted(left))
        if not taken:
            op.keep_silent()
    return left


CONTACTS = register_import(
    ImportKind(
        code="contacts",
        words=Bilingual("Nodal officers of states and districts", "राज्यों और जनपदों के नोडल अधिकारी"),
        explanation=Bilingual(
            "A list of offices with state, district, department, designation, office telephone and e-mail. "
            "New offices are added, existing ones get a new version. Only offices: there is no column for "
            "names of persons.",
            (
                "राज्य, जनपद, विभाग, पदनाम, कार्यालय का फ़ोन और ई-मेल सहित कार्यालयों की सूची। नए कार्यालय "
                "जुड़ते हैं, पुराने का नया संस्करण बनता है। केवल कार्यालय: व्यक्ति के नाम का कोई कॉलम नहीं है।"
            ),
        ),
        require=require_contacts,
        spec=contacts_spec,
        write=write_contacts,
        revert=revert_contacts,
        places=_places,
    )
)
