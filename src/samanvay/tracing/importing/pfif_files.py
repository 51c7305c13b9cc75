"""PFIF files on the import page: each person a row under the names of PFIF 1.4, each good row an entry.

A person of whom somebody says that they met them, or who speaks for themselves, goes to the register of the found; all
others are sought. Photographs are not fetched: their addresses are kept sealed.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from samanvay.access.boxes.content import checked
from samanvay.access.boxes.groups import Group
from samanvay.directory.importing.officers import Written
from samanvay.documents.importing.kinds import ImportKind, register_import
from samanvay.documents.models import ImportRun
from samanvay.importing import Choice, Field, ImportSpec, Kind, Row, Sheet, SheetError, kept_sheet
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor

from ..entries.ages import AgeTold
from ..kinds import ENTRY_KINDS, EntryKind
from ..pfif import PERSON_FIELDS, PLACEHOLDER_FIELDS, NotPfif, PersonRecord, read_pfif
from .lists import require_registers, taken_back, written_rows
from .marks import read_marks
from .places import places_in_register
from .rows import RowTold, age_of, phones_in
from .spec import NO_AGE, is_age
from .words import SEX_ALIASES

REGISTER, SEEN, SEEN_ON, NOTES = "register", "last_known_location", "seen_on", "notes"
COMPOSED = (REGISTER, SEEN, SEEN_ON, NOTES)
HEADERS = (*PERSON_FIELDS, *COMPOSED)
LONGEST_NOTES = 9_000
IN_WORDS = frozenset({"home_state", "home_city", SEEN})  # of any country
MET = frozenset({"believed_alive", "is_note_author"})

STILL_VALID = Bilingual(
    "a day that is not past: this record has expired and may not be kept; cancel an entry made from it earlier",
    "बीती हुई न होने वाली तिथि: इस अभिलेख की अवधि समाप्त है, इसे रखा नहीं जा सकता; पहले बनी प्रविष्टि निरस्त करें",
)
SAYS_WHO = Bilingual("a name or a description", "नाम या विवरण")


def read_file(content: bytes, file_name: str) -> Sheet:
    """Return a PFIF file as a sheet: row 1 is its first person. Raises SheetError."""
    try:
        _version, persons = read_pfif(content)
    except NotPfif as error:
        raise SheetError(error.words) from None
    return kept_sheet(file_name, HEADERS, [(person.number, _cells(person)) for person in persons])


def _cells(person: PersonRecord) -> list[str]:
    fields = dict(person.fields)
    today = clock.today().isoformat()
    if fields.get("expiry_date", "9999")[:10] < today:
        # Of an expired record not even the rows that wait keep more than its placeholder.
        return [fields.get(name, "") if name in PLACEHOLDER_FIELDS else "" for name in HEADERS]
    composed = {
        REGISTER: register_of(person),
        SEEN: person.latest(SEEN),
        SEEN_ON: _day(person.latest("source_date")) if _was_met(person) else "",
        NOTES: _notes(person),
    }
    dated = {name: _day(fields.get(name, "")) for name in ("entry_date", "expiry_date", "source_date")}
    # A cell that looks like a total or footnote is none here: every record is data.
    return [{**fields, **dated, **composed}.get(name, "") for name in HEADERS]


def register_of(person: PersonRecord) -> str:
    """Return in which register a person belongs by what the latest note says of them."""
    return EntryKind.FOUND if _was_met(person) else EntryKind.MISSING


def _was_met(person: PersonRecord) -> bool:
    last = next((note for note in reversed(person.notes) if note.get("status")), {})
    said = last.get("status", "")
    return said == "is_note_author" or (said in MET and last.get("author_made_contact") == "true")


def _day(moment: str) -> str:
    """Return the day of a moment in UTC, as people write it (the day alone matters here)."""
    return moment[:10]


def _notes(person: PersonRecord) -> str:
    lines = []
    for note in person.notes:
        told = [
            _day(note.get("source_date", "")),
            note.get("status", ""),
            note.get("last_known_location", ""),
            note.get("text", ""),
            note.get("author_name", ""),
            note.get("author_phone", ""),
            f"= {note['linked_person_record_id']}" if note.get("linked_person_record_id") else "",
        ]
        lines.append(" · ".join(part for part in told if part))
    return "\n".join(lines)[:LONGEST_NOTES]


def fits(values: Mapping[str, object]) -> Iterable[tuple[str, Bilingual]]:
    """Expect a record that has not expired, an age that can be read, and something that says who it is."""
    expires = values.get("expiry_date")
    if expires is not None and str(expires) < clock.today().isoformat():
        yield "expiry_date", STILL_VALID
        return
    if (age := values.get("age")) and not is_age(str(age)):
        yield "age", NO_AGE
    if not values.get("full_name") and not values.get("given_name") and not values.get("description"):
        yield "full_name", SAYS_WHO


def _plain(name: str, words: Bilingual, *, sealed: bool = True, longest: int = 10_000) -> Field:
    return Field(name, words, sealed=sealed, max_length=longest, is_exact=True)


FIELDS = (
    _plain("person_record_id", Bilingual("Record", "अभिलेख संख्या"), sealed=False, longest=80),
    Field(REGISTER, Bilingual("Register", "पंजी"), Kind.CHOICE,
          choices=tuple(Choice(code, ENTRY_KINDS[code]) for code in (EntryKind.MISSING, EntryKind.FOUND))),
    Field("expiry_date", Bilingual("Expires on", "अवधि समाप्ति"), Kind.DATE, is_exact=True),
    Field("source_date", Bilingual("Date of the record", "अभिलेख की तिथि"), Kind.DATE, is_exact=True),
    _plain("full_name", Bilingual("Full name", "पूरा नाम"), longest=200),
    _plain("given_name", Bilingual("Given name", "नाम"), longest=200),
    _plain("family_name", Bilingual("Family name", "उपनाम"), longest=200),
    _plain("alternate_names", Bilingual("Other names", "अन्य नाम"), longest=200),
    Field("sex", Bilingual("Sex", "लिंग"), Kind.CHOICE, is_exact=True, choices=(
        Choice("female", Bilingual("Female", "महिला"), SEX_ALIASES["female"]),
        Choice("male", Bilingual("Male", "पुरुष"), SEX_ALIASES["male"]),
        Choice("transgender", Bilingual("Other", "अन्य"), SEX_ALIASES["transgender"]),
    )),
    _plain("age", Bilingual("Age", "आयु"), sealed=False, longest=60),
    Field("date_of_birth", Bilingual("Date of birth", "जन्म तिथि"), Kind.PARTIAL_DATE, sealed=True, past=True,
          is_exact=True),
    _plain("description", Bilingual("Description", "विवरण")),
    Field("home_country", Bilingual("Home country", "देश"), max_length=80, is_exact=True),
    Field("home_state", Bilingual("Home state", "गृह राज्य"), Kind.PLACE, is_exact=True),
    Field("home_city", Bilingual("Home town", "गृह नगर"), Kind.PLACE, sealed=True, is_exact=True),
    _plain("home_neighborhood", Bilingual("Neighbourhood", "मोहल्ला"), longest=200),
    _plain("home_street", Bilingual("Street", "सड़क")),
    _plain("home_postal_code", Bilingual("Postal code", "पिन कोड"), longest=20),
    Field(SEEN, Bilingual("Last known at", "अंतिम ज्ञात स्थान"), Kind.PLACE, sealed=True, is_exact=True),
    Field(SEEN_ON, Bilingual("Met on", "मिलने की तिथि"), Kind.PARTIAL_DATE, past=True, is_exact=True),
    _plain(NOTES, Bilingual("Notes", "टिप्पणियाँ")),
    _plain("author_name", Bilingual("Author", "लेखक"), longest=200),
    _plain("author_phone", Bilingual("Author's telephone", "लेखक का फ़ोन"), longest=200),
    _plain("author_email", Bilingual("Author's e-mail", "लेखक का ई-मेल"), longest=200),
    _plain("source_name", Bilingual("Source", "स्रोत"), sealed=False, longest=200),
    _plain("source_url", Bilingual("Address of the source", "स्रोत का पता")),
    _plain("photo_url", Bilingual("Address of the photograph", "छायाचित्र का पता")),
    _plain("profile_urls", Bilingual("Addresses of profiles", "प्रोफ़ाइल के पते")),
)  # fmt: skip

SPEC = ImportSpec("pfif", FIELDS, key=("person_record_id",), rules=(fits,))


def pfif_spec(home_state: str) -> ImportSpec:
    """Return the spec of PFIF records; the same for every state."""
    return SPEC


def told_in_record(row: Row, headers: Mapping[str, str]) -> RowTold:
    """Return what a record tells. Raises Invalid for what a box does not take."""
    said = row.values
    raw = {code: row.raw.get(header, "").strip() for code, header in headers.items()}
    description, notes = str(said.get("description") or ""), str(said.get(NOTES) or "")
    is_found = said.get(REGISTER) == EntryKind.FOUND
    met = said.get(SEEN_ON)
    return RowTold(
        external=str(said.get("person_record_id") or ""),
        kind=EntryKind.FOUND if is_found else EntryKind.MISSING,
        category="lost" if is_found else "",
        sex=str(said.get("sex") or "unknown"),
        age=_age(said),
        marks=tuple(read_marks(description)),
        happened=met if is_found and isinstance(met, PartialDate) else None,
        place=said.get(SEEN) or None,
        home=said.get("home_city") or said.get("home_state") or None,
        expires=said.get("expiry_date"),
        sealed=_boxes(said, raw, description, notes),
    )


def _age(said: Mapping[str, object]) -> AgeTold | None:
    """Return the age, or what follows from the birth on the day of the record."""
    day = said.get("source_date")
    happened = PartialDate.day(day) if isinstance(day, date) else None
    return age_of({"age": said.get("age"), "born": said.get("date_of_birth"), "happened": happened})


def _boxes(
    said: Mapping[str, object], raw: Mapping[str, str], description: str, notes: str
) -> dict[Group, Mapping[str, str]]:
    phones, others = phones_in(raw.get("author_phone", ""))
    given = str(said.get("given_name") or "")
    authors = (raw.get("author_name"), raw.get("author_email"), *phones[1:], others)
    home = ("home_street", "home_neighborhood", "home_city", "home_state", "home_postal_code", "home_country")
    addresses = [raw.get(code, "") for code in ("source_name", "source_url", "photo_url", "profile_urls")]
    wanted = {
        Group.IDENTITY: {
            "given": given or str(said.get("full_name") or ""),
            "surname": str(said.get("family_name") or "") if given else "",
            "alias": str(said.get("alternate_names") or "").replace("\n", ", "),
            "birth": raw.get("date_of_birth", ""),
        },
        Group.CONTACT: {
            "family_phone": next(iter(phones), ""),
            "address": ", ".join(raw[code] for code in home if raw.get(code)),
            "relative": "; ".join(filter(None, authors))[:200],
        },
        Group.TRACING: {"looks": description, "seen_words": raw.get(SEEN, "")},
        Group.STATEMENT: {"words": "\n".join(filter(None, (notes, *addresses)))},
    }
    return {group: checked(group, values) for group, values in wanted.items() if any(map(str.strip, values.values()))}


def write_records(rows: Sequence[Row], *, by: Actor, run: ImportRun) -> list[Written]:
    """Add an entry for each record that is not known yet; answers row by row in order."""
    headers = run.mapping["columns"]
    return written_rows(rows, by=by, run=run, told_of=lambda row: told_in_record(row, headers))


register_import(
    ImportKind(
        code="pfif",
        words=Bilingual("PFIF records of persons", "पीएफआईएफ व्यक्ति-अभिलेख"),
        explanation=Bilingual(
            "An XML file of the People Finder Interchange Format 1.1 to 1.4, sent by registers after a "
            "disaster: each record becomes an entry of the missing or, if somebody met the person, of the "
            "found. Expired records are not imported.",
            "पीपल फ़ाइंडर इंटरचेंज फ़ॉर्मेट 1.1 से 1.4 की XML फ़ाइल, जैसी आपदा के बाद की पंजियाँ भेजती हैं: हर अभिलेख गुमशुदा की, या जहाँ "
            "कोई व्यक्ति से मिला हो वहाँ मिले व्यक्ति की प्रविष्टि बनता है। समाप्त अभिलेख नहीं लिए जाते।",
        ),
        require=require_registers,
        spec=pfif_spec,
        write=write_records,
        revert=taken_back,
        places=places_in_register(asks_state=True, free=IN_WORDS),
        read=read_file,
        is_sealed=True,
    )
)
