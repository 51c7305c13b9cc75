"""An entry of a register: somebody who is missing, was found or was seen. Who it is lies in sealed boxes."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.cases.kinds import NOUNS, SEXES
from samanvay.cases.models import Case
from samanvay.directory.models import Place
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, SYSTEM_FIELD, Sort
from samanvay.kernel.dates import PartialDateColumns, partial_date_order
from samanvay.kernel.models import Captured, Guarded, Protected, Voidable

from ..entries.ages import GROWN_UP, age_words
from ..kinds import CATEGORIES, ENTRY_KINDS, GONE_FOR, LANGUAGES, TOLD_BY, EntryKind, mark_words
from ..states import EntryState, entry_states

FROM_LIST = "list"  # the form version of an entry that a list of another register brought


class EntryCounter(Guarded):
    """The last number given to a district's register in a year."""

    series = models.CharField(max_length=12, help_text="as UP-BRH-M")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(("series", "year", "last"), SYSTEM_FIELD),
    }

    class Meta(Guarded.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(fields=["series", "year"], name="tracing_entrycounter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads on entries."""

    def standing(self) -> Self:
        """Keep those that are not void."""
        return self.filter(voided_at__isnull=True)

    def sought(self) -> Self:
        """Keep those that stand and for whom a match is still looked for."""
        return self.standing().filter(state=EntryState.OPEN)

    def latest(self) -> Self:  # type: ignore[override]  # Django's own gives one row
        """Put the latest first."""
        return self.order_by("-added_at", "-id")


class Entry(Protected, Captured, Voidable):
    """An entry. What is not known is null or empty, never guessed.

    ``happened`` is missing since, found on or seen on. Ages are whole years on the first of these days, heights
    centimetres, both as the range that was told (12 to 12 or 10 to 14); ``age_is_guessed`` where it was told as about,
    or by the looks. ``marks`` are coded as "scar:left cheek". ``home`` is where the person is from as far as known, at
    most down to the town; ``place`` where they were last seen or found.

    Sealed boxes of the entry lie under ``box_record`` and ``subject``: its own id, or where the found person is a
    person of a case (``case_person``) the case and that person, so that a name is sealed once. ``party`` joins
    entries of people who are missing, were found or were seen together. ``joined_person`` is the person of a case that
    was opened from this entry: their boxes stay here.
    """

    number = models.CharField(max_length=28, unique=True)
    kind = models.CharField(max_length=8)
    category = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=8, default=EntryState.OPEN)
    state_since = models.DateTimeField()
    noun = models.CharField(max_length=12)
    party = models.UUIDField(null=True, db_index=True)
    sex = models.CharField(max_length=12, default="unknown")
    age_from = models.PositiveSmallIntegerField(null=True)
    age_to = models.PositiveSmallIntegerField(null=True)
    age_is_guessed = models.BooleanField(default=False)
    height_from = models.PositiveSmallIntegerField(null=True)
    height_to = models.PositiveSmallIntegerField(null=True)
    languages = ArrayField(models.CharField(max_length=16), default=list)
    marks = ArrayField(models.CharField(max_length=40), default=list)
    happened = PartialDateColumns(null=True)
    happened_earliest: date | None  # columns of `happened`
    happened_latest: date | None
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    home = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    gone_for = models.CharField(max_length=12, blank=True)
    told_by = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True)
    external = models.CharField(max_length=80, blank=True, help_text="number in another register")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    case_person = models.UUIDField(null=True, unique=True)
    joined_person = models.UUIDField(null=True, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    is_quick = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    added_by = models.UUIDField()

    objects = EntryQuerySet.as_manager()

    log_kind: ClassVar[str] = "tracing"

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            (
                *("number", "kind", "category", "state", "state_since", "noun", "party", "sex", "age_from", "age_to"),
                *("age_is_guessed", "height_from", "height_to", "languages", "marks", "happened_earliest"),
                *("happened_latest", "place", "home", "gone_for", "told_by", "external", "case", "case_person"),
                *("joined_person", "owner", "is_quick", "added_at", "added_by"),
            ),
            CASE_FIELD,
        ),
        **dict.fromkeys(("note", "happened_said"), CASE_TEXT),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            partial_date_order("happened", name="tracing_entry_happened"),
            models.UniqueConstraint(fields=["added_by", "submission_id", "number"], name="tracing_entry_once"),
            models.CheckConstraint(
                condition=models.Q(age_from__isnull=True) | models.Q(age_from__lte=models.F("age_to")),
                name="tracing_entry_age",
            ),
            models.CheckConstraint(
                condition=models.Q(height_from__isnull=True) | models.Q(height_from__lte=models.F("height_to")),
                name="tracing_entry_height",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "-added_at", "-id"], name="tracing_entry_latest"),
            models.Index(fields=["kind", "state", "-added_at"], name="tracing_entry_state"),
            models.Index(fields=["added_by", "submission_id"], name="tracing_entry_submission"),
            models.Index(fields=["external"], condition=~models.Q(external=""), name="tracing_entry_external"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def box_record(self) -> UUID:
        """The record under which the boxes and the team lie."""
        return self.case_id if self.case_person else self.id  # type: ignore[return-value]  # with the person comes the case

    @property
    def subject(self) -> UUID:
        """Whose boxes they are."""
        return self.case_person or self.id

    @property
    def label(self) -> Bilingual:
        """How the person is called on screen and paper: the noun and the number of the entry."""
        noun = NOUNS[self.noun]
        return Bilingual(f"{noun.en} {self.number}", f"{noun.hi} {self.number}")

    @property
    def is_from_list(self) -> bool:
        """Whether a list of another register brought it: what it asks for is asked of the list as a whole."""
        return self.form_version == FROM_LIST

    @property
    def is_missing(self) -> bool:
        return self.kind == EntryKind.MISSING

    @property
    def is_child(self) -> bool:
        """Known to be under 18."""
        return self.age_to is not None and self.age_to < GROWN_UP

    @property
    def may_be_child(self) -> bool:
        """Not known to be grown up: protected like a child until it is known."""
        return self.age_from is None or self.age_from < GROWN_UP

    @property
    def age_words(self) -> Bilingual:
        """The years that were told."""
        return age_words(self.age_from, self.age_to, is_guessed=self.age_is_guessed)

    @property
    def height_words(self) -> Bilingual:
        if self.height_from is None:
            return Bilingual("", "")
        range_ = f"{self.height_from}" if self.height_from == self.height_to else f"{self.height_from}–{self.height_to}"
        return Bilingual(f"{range_} cm", f"{range_} सेमी")

    @property
    def kind_words(self) -> Bilingual:
        return ENTRY_KINDS[self.kind]

    @property
    def category_words(self) -> Bilingual:
        return CATEGORIES.get(self.category, Bilingual("", ""))

    @property
    def state_words(self) -> Bilingual:
        return entry_states(self.kind)[self.state]

    @property
    def sex_words(self) -> Bilingual:
        return SEXES[self.sex]

    @property
    def gone_for_words(self) -> Bilingual:
        return GONE_FOR.get(self.gone_for, Bilingual("", ""))

    @property
    def told_by_words(self) -> Bilingual:
        return TOLD_BY.get(self.told_by, Bilingual("", ""))

    @property
    def language_words(self) -> list[Bilingual]:
        return [LANGUAGES.get(code, Bilingual(code, code)) for code in self.languages]

    @property
    def mark_words(self) -> list[Bilingual]:
        return [mark_words(mark) for mark in self.marks]


class EntryStep(Protected, Captured):
    """What was done in the search for a person: an FIR, a transfer to the AHTU, an inquiry. Added, never changed."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16)
    on = models.DateField()
    reference = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    to_unit = models.IntegerField(null=True)
    added_at = models.DateTimeField()
    added_by = models.UUIDField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(("entry", "kind", "on", "reference", "to_unit", "added_at", "added_by"), CASE_FIELD),
        "note": CASE_TEXT,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["added_by", "submission_id"], name="tracing_entrystep_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["entry", "on"], name="tracing_entrystep_entry")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.entry_id}"


class QuestionSheet(Protected, Captured):
    """The station's questions about trafficking over one missing person, as answered once; a later sheet adds.

    ``answers`` holds yes, no or unknown for each question's code. They screen a situation, never a person's guilt.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="question_sheets")
    edition = models.CharField(max_length=16)
    answers = models.JSONField(default=dict)
    speaks_for = models.BooleanField(default=False)
    answered_at = models.DateTimeField()
    answered_by = models.UUIDField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(("entry", "edition", "answers", "speaks_for", "answered_at", "answered_by"), CASE_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["answered_by", "submission_id"], name="tracing_questionsheet_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["entry", "-answered_at"], name="tracing_questionsheet_entry")
        ]

    def __str__(self) -> str:
        return f"questions of {self.entry_id}"
