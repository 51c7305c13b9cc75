"""Requests between districts and states: what one asks of another, what was said about it, who may answer outside."""

from typing import Any, ClassVar, Self

from django.db import models

from samanvay.directory.models import Place
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, SECRET_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Captured, Guarded, Protected

from ...contacts.models import NodalContact
from ..kinds import KINDS, RequestKind
from ..states import OPEN, STATE_WORDS, STEP_WORDS, RequestState
from .offer import Offer


class RequestCounter(Guarded):
    """The last number given to a request of a state in a year."""

    state = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(("state", "year", "last"), SYSTEM_FIELD),
    }

    class Meta(Guarded.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(fields=["state", "year"], name="measures_requestcounter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.year}: {self.last}"


class RequestQuerySet(models.QuerySet["Request"]):
    """Reads on requests."""

    def open(self) -> Self:
        """Keep those on which somebody still has to act."""
        return self.filter(state__in=[each.value for each in OPEN])

    def latest(self) -> Self:  # type: ignore[override]  # Django's own gives one row
        """Put the latest first."""
        return self.order_by("-written_at", "-id")


class Request(Protected, Captured):
    """What a unit (its home) asks of a district or state: of a unit there, or of an office outside the system.

    Its clock is a duty; ``within_hours`` is what the duty is opened with. ``asks`` holds the fields of its kind as
    they were filled. A draft is read by the asking line alone, a sent one by the asked line too. ``case_id`` tells
    those who read that case of it, and nobody else anything.
    """

    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=20, choices=[(code, code) for code in KINDS])
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in RequestState])
    from_place = models.CharField(max_length=80)
    from_role = models.CharField(max_length=40)
    to_place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    to_unit = models.IntegerField(null=True, help_text="audience of the unit that answers; null where none here does")
    to_role = models.CharField(max_length=40, blank=True)
    contact = models.ForeignKey(NodalContact, on_delete=models.PROTECT, null=True, related_name="+")
    case_id = models.UUIDField(null=True, db_index=True)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, related_name="requests")
    forwarded_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="forwarded")
    asks = models.JSONField(default=dict)
    says = models.TextField(blank=True)
    names_nobody = models.BooleanField(default=False)
    wanted_from = models.DateTimeField(null=True)
    wanted_until = models.DateTimeField(null=True)
    proposed_from = models.DateTimeField(null=True)
    proposed_until = models.DateTimeField(null=True)
    within_hours = models.PositiveSmallIntegerField()
    instead = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    written_by = models.UUIDField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = RequestQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(
            (
                *("number", "kind", "state", "from_place", "from_role", "to_place", "to_unit", "to_role", "contact"),
                *("case_id", "offer", "forwarded_from", "names_nobody", "wanted_from", "wanted_until"),
                *("proposed_from", "proposed_until", "within_hours", "instead"),
                *("written_at", "written_by", "sent_at", "sent_by", "closed_at"),
            ),
            CASE_FIELD,
        ),
        **dict.fromkeys(("asks", "says"), CASE_TEXT),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["written_by", "submission_id"], name="measures_request_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-written_at"], name="measures_request_latest"),
            models.Index(fields=["from_place", "to_place", "sent_at"], name="measures_request_pair"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def kind_of(self) -> RequestKind:
        return KINDS[self.kind]

    @property
    def kind_words(self) -> Bilingual:
        return self.kind_of.words

    @property
    def state_words(self) -> Bilingual:
        return STATE_WORDS[RequestState(self.state)]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_outside(self) -> bool:
        """Whether no unit of this system answers, so that it goes as a letter."""
        return self.to_unit is None

    @property
    def has_other_time(self) -> bool:
        return self.proposed_from is not None

    def said(self, code: str) -> Any:
        """Return what was filled into a field of its kind, None for nothing."""
        return self.asks.get(code)


class RequestStep(Protected):
    """Something that was said or done about a request, by whom and when; the timeline of its page.

    ``is_outside``: it came through the letter's address or by post, so nobody of the system says it; through the
    letter's address it counts from when the asking unit confirms it. ``office`` and ``phone`` are of that office.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    words = models.TextField(blank=True)
    is_outside = models.BooleanField(default=False)
    how = models.CharField(max_length=10, blank=True)
    office = models.CharField(max_length=160, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    said_on = models.DateField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    set_aside_at = models.DateTimeField(null=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                *("request", "what", "at", "by", "is_outside", "how", "office", "phone", "reference", "said_on"),
                *("confirmed_at", "confirmed_by", "set_aside_at"),
            ),
            CASE_FIELD,
        ),
        "words": CASE_TEXT,
    }

    class Meta(Protected.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["request", "at"], name="measures_requeststep_at")]

    def __str__(self) -> str:
        return f"{self.what} {self.at}"

    @property
    def what_words(self) -> Bilingual:
        return STEP_WORDS[self.what]

    @property
    def is_unconfirmed(self) -> bool:
        """Whether it came from outside and waits for a word of the asking unit."""
        return self.is_outside and not self.how and self.confirmed_at is None and self.set_aside_at is None


class RequestToken(Guarded):
    """The address under which an outside office answers one letter. Only the hash of its secret is kept."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(("request", "made_at", "made_by", "expires_at", "revoked_at"), SYSTEM_FIELD),
        "token_hash": SECRET_FIELD,
    }

    def __str__(self) -> str:
        return f"letter of {self.made_at}"
