"""Acts: those of a case, what waits for an answer, a new one, the receiver's answer, the maker's correction."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any, Literal
from uuid import UUID, uuid4

from django.http import HttpRequest
from ninja import Field, Router, Schema

from samanvay.acts import actions, queries
from samanvay.acts.actions.several import declare_acts
from samanvay.acts.kinds import known_kinds
from samanvay.acts.lists import acts_not_confirmed
from samanvay.acts.models import Act
from samanvay.acts.sight import seen_in_full
from samanvay.acts.states import STATES
from samanvay.cases.queries import case_or_unseen
from samanvay.kernel.db.scope import Actor
from samanvay.recording.submissions import Captured

from .cases import said_date
from .door import actor_of
from .fields import Occurred, occurred_out, one_of
from .fonts import Font, in_unicode
from .idempotency import idempotent
from .schemas import Words
from .times import CapturedAt

router = Router(tags=["acts"])
Box = Literal["to_answer", "not_confirmed"]
BOXES: dict[Box, Callable[[Actor], list[Act]]] = {
    "to_answer": queries.acts_to_answer,
    "not_confirmed": acts_not_confirmed,
}


class ActIn(Schema):
    """A new act, for each of ``persons``; ``on`` is a date as people say it, ``at`` the hour in India.

    ``receiver`` is a unit's audience; ``details`` are the fields of the kind by name. ``submission_id`` twice gives the
    same acts. Where one stands already 409 says so; ``is_another`` records it once more.
    """

    case: UUID
    code: str = Field(json_schema_extra=one_of(known_kinds()))
    persons: list[UUID] = Field(default_factory=list, max_length=100)
    receiver: int = Field(ge=0, le=2**31 - 1)
    on: str = Field(max_length=80)
    at: time | None = None
    place: str | None = Field(None, max_length=80)
    reference: str = Field("", max_length=80)
    details: dict[str, str | int | None] = Field(default_factory=dict)
    note: str = Field("", max_length=5_000)
    font: Font = ""
    unit: int | None = Field(None, ge=0, le=2**31 - 1)
    is_another: bool = False
    submission_id: UUID | None = None
    captured_at: CapturedAt | None = None


class Confirmation(Schema):
    """That an act was so: the receiver's own number and hour, the version seen."""

    reference: str = Field("", max_length=80)
    at: CapturedAt | None = None
    version: int = Field(ge=1)


class Contradiction(Confirmation):
    """That an act was not so, in words."""

    words: str = Field(min_length=1, max_length=2_000)
    font: Font = ""


class Correction(Schema):
    """A correction with its reason; what is left out stays as it is."""

    reason: str = Field(min_length=1, max_length=500)
    receiver: int | None = Field(None, ge=0, le=2**31 - 1)
    on: str | None = Field(None, max_length=80)
    at: time | None = None
    place: str | None = Field(None, max_length=80)
    reference: str | None = Field(None, max_length=80)
    details: dict[str, str | int | None] | None = None
    note: str | None = Field(None, max_length=5_000)
    font: Font = ""
    version: int = Field(ge=1)


class Withdrawal(Schema):
    """That an act is taken back, with the reason."""

    reason: str = Field(min_length=1, max_length=500)
    version: int = Field(ge=1)


class Attestation(Schema):
    """The document of the case by which an act is attested."""

    document: UUID
    version: int = Field(ge=1)


class ActOut(Schema):
    """An act. Who does not see it in full is given its kind, day and state: ``is_in_full`` says which it is."""

    id: UUID
    case_number: str
    person: UUID | None
    label: Words
    code: str
    name: Words
    state: str = Field(json_schema_extra=one_of(STATES))
    happened: Occurred | None
    is_in_full: bool
    happened_at: datetime | None = None
    maker_unit: int | None = None
    receiver_unit: int | None = None
    place: str | None = None
    reference: str = ""
    details: dict[str, Any] = {}
    note: str = ""
    answered_at: datetime | None = None
    answer_reference: str = ""
    answer_at: datetime | None = None
    answer_words: str = ""
    version: int


class ActList(Schema):
    """Acts, by their hour or the oldest first."""

    acts: list[ActOut]


IN_FULL = (
    "happened_at", "maker_unit", "receiver_unit", "reference", "details", "note", "answered_at", "answer_reference",
    "answer_at", "answer_words",
)  # fmt: skip


def acts_out(actor: Actor, found: list[Act]) -> ActList:
    """Return what the interface says of acts to one who asks."""
    full = seen_in_full(actor, found)
    return ActList(acts=[_act_out(act, in_full=act.id in full) for act in found])


def _act_out(act: Act, *, in_full: bool) -> ActOut:
    more = {name: getattr(act, name) for name in IN_FULL} if in_full else {}
    return ActOut(
        id=act.id,
        case_number=act.case_number,
        person=act.person_id,
        label=Words.of(act.subject_words),
        code=act.code,
        name=Words.of(act.kind_words),
        state=act.state,
        happened=occurred_out(act.happened),
        is_in_full=in_full,
        place=act.place_id if in_full else None,
        version=act.version,
        **more,
    )


def _one(request: HttpRequest, act: Act) -> tuple[int, ActOut]:
    return 200, acts_out(actor_of(request), [act]).acts[0]


@router.get("/cases/{key}/acts", response=ActList, url_name="case_acts", summary="The acts of a case")
def of_case(request: HttpRequest, key: UUID) -> ActList:
    """List the acts of a case by their hour."""
    actor = actor_of(request)
    return acts_out(actor, queries.acts_of_case(actor, case_or_unseen(actor, key)))


@router.get("/acts", response=ActList, url_name="acts", summary="Which acts wait for an answer?")
def waiting(request: HttpRequest, box: Box = "to_answer") -> ActList:
    """List the acts that wait for the actor's answer, or with ``not_confirmed`` those of their office (200 at most)."""
    actor = actor_of(request)
    return acts_out(actor, BOXES[box](actor))


@router.post("/acts", response={201: ActList}, url_name="acts", summary="Record an act")
@idempotent
def recorded(request: HttpRequest, said: ActIn) -> tuple[int, ActList]:
    """Record an act of the actor's office, for each person; it counts once its receiver confirms."""
    made = declare_acts(
        by=actor_of(request),
        case_id=said.case,
        captured=Captured(said.submission_id or uuid4(), said.captured_at, form_version="api"),
        on=said_date("on", said.on),
        note=in_unicode(said.font, note=said.note)["note"],
        **said.model_dump(include={"code", "persons", "receiver", "at", "place", "reference", "details", "unit"}),
        is_another=said.is_another,
    )
    return 201, acts_out(actor_of(request), made)


@router.get("/acts/{key}", response=ActOut, url_name="act", summary="One act")
def act(request: HttpRequest, key: UUID) -> ActOut:
    """Return one act that the actor sees."""
    return _one(request, queries.act_or_unseen(actor_of(request), key))[1]


@router.post("/acts/{key}/confirm", response=ActOut, url_name="act_confirm", summary="Confirm an act")
@idempotent
def confirmed(request: HttpRequest, key: UUID, said: Confirmation) -> tuple[int, ActOut]:
    """Confirm as the receiver."""
    made = actions.confirm_act(
        by=actor_of(request), act_id=key, expected=said.version, reference=said.reference, at=said.at
    )
    return _one(request, made)


@router.post("/acts/{key}/contradict", response=ActOut, url_name="act_contradict", summary="Contradict an act")
@idempotent
def contradicted(request: HttpRequest, key: UUID, said: Contradiction) -> tuple[int, ActOut]:
    """Say as the receiver that it was not so."""
    words = in_unicode(said.font, words=said.words)["words"]
    made = actions.contradict_act(
        by=actor_of(request), act_id=key, expected=said.version, words=words, reference=said.reference, at=said.at
    )
    return _one(request, made)


@router.post("/acts/{key}/correct", response=ActOut, url_name="act_correct", summary="Correct an act")
@idempotent
def corrected(request: HttpRequest, key: UUID, said: Correction) -> tuple[int, ActOut]:
    """Correct an act of the actor's office; it waits for its receiver again."""
    changes = said.model_dump(exclude={"reason", "version", "font"}, exclude_unset=True)
    if "on" in changes:
        changes["on"] = said_date("on", changes["on"] or "")
    if changes.get("note"):
        changes |= in_unicode(said.font, note=changes["note"])
    made = actions.correct_act(
        by=actor_of(request), act_id=key, reason=said.reason, expected=said.version, changes=changes
    )
    return _one(request, made)


@router.post("/acts/{key}/withdraw", response=ActOut, url_name="act_withdraw", summary="Withdraw an act")
@idempotent
def withdrawn(request: HttpRequest, key: UUID, said: Withdrawal) -> tuple[int, ActOut]:
    """Withdraw an act of the actor's office."""
    made = actions.withdraw_act(by=actor_of(request), act_id=key, reason=said.reason, expected=said.version)
    return _one(request, made)


@router.post("/acts/{key}/attest", response=ActOut, url_name="act_attest", summary="Attest an act on paper")
@idempotent
def attested(request: HttpRequest, key: UUID, said: Attestation) -> tuple[int, ActOut]:
    """Attest an act by a document of its case, as a second officer of the maker's line."""
    made = actions.attest_act(by=actor_of(request), act_id=key, document_id=said.document, expected=said.version)
    return _one(request, made)
