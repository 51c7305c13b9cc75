"""Kinds of document: whose part each is, and the records that documents lie with."""

from dataclasses import dataclass
from uuid import UUID

from samanvay.access.boxes.groups import Group
from samanvay.access.permissions import Permission
from samanvay.kernel.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document. One about a person belongs to a field group: who opens that group reads it.

    Every kind names a person, and so belongs to one, unless it says that it is ``of_case``.
    """

    words: Bilingual
    group: Group
    of_case: bool = False


KINDS: dict[str, Kind] = {
    "fir": Kind(Bilingual("FIR", "एफआईआर"), Group.STATEMENT),
    "statement": Kind(Bilingual("Statement", "बयान"), Group.STATEMENT),
    "medical": Kind(Bilingual("Medical report", "चिकित्सकीय रिपोर्ट"), Group.MEDICAL),
    "counselling": Kind(Bilingual("Counselling report", "परामर्श रिपोर्ट"), Group.COUNSELLING),
    "photo": Kind(Bilingual("Photograph", "फ़ोटो"), Group.IDENTITY),
    "identity": Kind(Bilingual("Proof of identity or age", "पहचान या आयु प्रमाण"), Group.IDENTITY),
    "order": Kind(Bilingual("Order of court or committee", "न्यायालय या समिति का आदेश"), Group.STATEMENT, of_case=True),
    "seizure": Kind(Bilingual("Seizure memo", "बरामदगी फर्द"), Group.STATEMENT, of_case=True),
    "social": Kind(Bilingual("Social investigation report", "सामाजिक अन्वेषण रिपोर्ट"), Group.CONTACT),
    "release": Kind(Bilingual("Release certificate", "मुक्ति प्रमाणपत्र"), Group.IDENTITY),
    "recording": Kind(Bilingual("Recording of a person", "व्यक्ति की रिकॉर्डिंग"), Group.STATEMENT),
    "scene": Kind(Bilingual("Picture of a place or item", "स्थान या वस्तु का चित्र"), Group.STATEMENT, of_case=True),
    "other": Kind(Bilingual("Other", "अन्य"), Group.IDENTITY, of_case=True),
}


def is_about_person(kind: str, subject_id: UUID | None) -> bool:
    """Tell whether a document is for the team alone: about a person, or of a kind that always names one."""
    return subject_id is not None or not KINDS[kind].of_case


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record that documents lie with: what its readers hold, and those who add."""

    words: Bilingual
    read: Permission
    add: Permission


RECORDS: dict[str, RecordKind] = {
    "advisory": RecordKind(Bilingual("Advisory", "परामर्श"), Permission.DUTY_DO, Permission.DUTY_DO),
    "case": RecordKind(Bilingual("Case", "प्रकरण"), Permission.CASE_READ, Permission.DOCUMENT_ADD),
    "report": RecordKind(Bilingual("Report", "रिपोर्ट"), Permission.REPORT_READ, Permission.REPORT_WRITE),
    "request": RecordKind(Bilingual("Request", "अनुरोध"), Permission.REQUEST_READ, Permission.REQUEST_SEND),
    "tracing": RecordKind(
        Bilingual("Entry of a register", "पंजी की प्रविष्टि"), Permission.TRACING_READ, Permission.TRACING_WRITE
    ),
}
