"""The shapes that the interface takes and gives."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from samanvay.cases.fields import CASE_FIELDS, OLDEST
from samanvay.cases.kinds import AGE_BANDS, FOUND, SEXES
from samanvay.kernel.bilingual import Bilingual
from samanvay.recording.checks import MOST_PEOPLE
from samanvay.recording.fields import without
from samanvay.tracing.kinds import CATEGORIES, ENTRY_KINDS, GONE_FOR, TOLD_BY

from .fields import Occurred, answered, asked, one_of
from .fonts import Font
from .times import CapturedAt

CASE_GIVEN = without(CASE_FIELDS, "narrative")


class Words(Schema):
    """A text in both languages; an empty Hindi text stands for "the same as the English"."""

    en: str
    hi: str = ""

    @classmethod
    def of(cls, words: Bilingual) -> "Words":
        return cls(en=words.en, hi=words.hi)


class HeldRole(Schema):
    """A role held at a unit."""

    role: str
    name: Words
    audience: int
    unit: Words | None


class Me(Schema):
    """Who asks, and what they may do."""

    id: UUID
    name: str
    language: str
    via: str
    roles: list[HeldRole]
    permissions: list[str]


class PlaceFound(Schema):
    """A place that a name may mean."""

    key: str
    kind: str
    name: Words
    lgd_code: int | None
    state: str
    matched: str
    score: float


class UnitOut(Schema):
    """A unit."""

    id: UUID
    audience: int
    compartment: str
    kind: str
    name: Words
    home_state: str
    place: str | None
    parent: UUID | None


class DutyOut(Schema):
    """Something that waits for the one who asks."""

    id: UUID
    kind: str
    title: Words
    due_at: datetime
    is_paused: bool
    version: int
    link: str


class LegOut(Schema):
    """A place on the way of a case's people, in its order: source, transit, stopover, rescue or destination."""

    role: str
    place: str
    mode: str
    train: str
    certainty: str
    occurred: Occurred | None


class CaseOut(answered(CASE_GIVEN)):  # type: ignore[misc]  # made of what is declared
    """A case without anything sealed."""

    id: UUID
    number: str
    version: int
    stage: str
    legs: list[LegOut]
    opened_at: datetime
    home_unit: int
    is_void: bool


class CaseList(Schema):
    """A page of cases, the latest first; ``next`` is sent as ``after`` for the following one."""

    cases: list[CaseOut]
    next: str | None


class CountedIn(Schema):
    """So many people alike: "six boys of 10 to 13" is six of sex "male" and age 11, or of band "6_11"."""

    count: int = Field(ge=1, le=MOST_PEOPLE)
    sex: str = Field("unknown", json_schema_extra=one_of(SEXES))
    age: int | None = Field(None, ge=0, le=OLDEST)
    age_band: str = Field("unknown", json_schema_extra=one_of(AGE_BANDS))


class CaseIn(asked(CASE_FIELDS)):  # type: ignore[misc]  # made of what is declared
    """A new case. ``submission_id`` twice gives the same case; ``occurred`` is a date as people say it.

    ``found`` says that its people were found, by a rescue or an interception: each is then listed without a name, as
    ``counted`` says by groups, the others of ``people`` with unknown sex and age.
    ``font`` says that the words are in a legacy font ("krutidev") or are kept as they are ("unicode").
    """

    people: int | None = Field(None, ge=1, le=MOST_PEOPLE)  # not said is left out, never sent as nobody
    found: str = Field("", json_schema_extra=one_of(["", *FOUND]))
    counted: list[CountedIn] = Field(default_factory=list, max_length=50)
    font: Font = ""
    unit: int | None = Field(None, ge=0, le=2**31 - 1)
    submission_id: UUID | None = None
    captured_at: CapturedAt | None = None


class PersonTold(Schema):
    """What is told of one person, never a name: ``age`` as people say it, ``marks`` as "scar:left cheek"."""

    sex: str = Field("unknown", json_schema_extra=one_of(SEXES))
    age: str = Field("", max_length=80)
    height_from: int | None = Field(None, ge=0, le=300)
    height_to: int | None = Field(None, ge=0, le=300)
    languages: list[str] = Field(default_factory=list, max_length=20)
    marks: list[str] = Field(default_factory=list, max_length=20)
    home: str | None = Field(None, max_length=80)


class EntriesIn(Schema):
    """New entries of one register. ``submission_id`` twice gives the same; ``happened`` is a date as people say it.

    ``font`` says that the note is in a legacy font ("krutidev") or is kept as it is ("unicode").
    """

    kind: str = Field(json_schema_extra=one_of(ENTRY_KINDS))
    people: list[PersonTold] = Field(min_length=1, max_length=20)
    category: str = Field("", json_schema_extra=one_of(["", *CATEGORIES]))
    happened: str = Field("", max_length=80)
    place: str | None = Field(None, max_length=80)
    gone_for: str = Field("", json_schema_extra=one_of(["", *GONE_FOR]))
    told_by: str = Field("", json_schema_extra=one_of(["", *TOLD_BY]))
    note: str = Field("", max_length=4_000)
    font: Font = ""
    external: str = Field("", max_length=80)
    case: UUID | None = None
    unit: int | None = Field(None, ge=0, le=2**31 - 1)
    submission_id: UUID | None = None
    captured_at: CapturedAt | None = None


class EntryOut(Schema):
    """An entry of a register without anything sealed."""

    id: UUID
    number: str
    version: int
    kind: str
    category: str
    state: str
    sex: str
    age_from: int | None
    age_to: int | None
    height_from: int | None
    height_to: int | None
    languages: list[str]
    marks: list[str]
    happened: Occurred | None
    place: str | None
    home: str | None
    gone_for: str
    told_by: str
    external: str
    party: UUID | None
    case: UUID | None
    added_at: datetime
    home_unit: int
    is_void: bool


class EntryList(Schema):
    """Entries, in the order of their numbers."""

    entries: list[EntryOut]
