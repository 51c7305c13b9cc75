"""Many duties and notices at once: opened, moved and ended in a few statements, each duty with its event.

For what a single act asks of hundreds of people. Called inside the caller's operation; the machinery's hand writes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Max

from samanvay.access.models import Grant
from samanvay.access.roles import BY_CODE
from samanvay.audit.operations import Operation
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import FIRST_UNIT_AUDIENCE, SYSTEM, SYSTEM_AUDIENCE, acting_as

from . import events
from .actions.duties import Step, close_beside, stored_steps
from .kinds import DutyKind
from .messages.actions.texting import is_set_up, turn_after
from .models import Duty, Notice, TextMessage
from .telling_many import opened_words

LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """A duty to open, as `actions.open_duty` takes it; ``owner_user`` is who is meant, or None for the role."""

    subject: tuple[str, UUID | str]
    title: Bilingual
    owner_role: str
    owner_audience: int
    due_at: datetime
    readers: Sequence[int]
    home_state: str
    key: str
    owner_user: UUID | None = None
    link: str = ""
    escalate: Sequence[Step] = ()


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A line to one person. ``words`` hold no name; ``key`` lets the same be told once."""

    user: UUID
    words: Bilingual
    link: str
    key: str
    audience: int
    home_state: str
    duty: UUID | None = None


def open_many(
    op: Operation, kind: DutyKind, wanted: Iterable[Wanted], *, text: TextMessage.Reason | None = None
) -> list[Duty]:
    """Open duties of a kind and tell their owners; one whose key is known is left out. Returns those opened.

    Of several on one subject each owner is told in one notice that says how many. With ``text`` the owners are also
    told by text message, once for a subject, where these are set up. Of one that is past its hour already nobody is
    told here: the ticker tells of all such at once.
    """
    listed = list({each.key: each for each in wanted}.values())
    known = set(Duty.objects.filter(key__in=[each.key for each in listed]).values_list("key", flat=True))
    now = clock.now()
    made = [
        Duty(
            kind=kind.code,
            key=each.key,
            subject_kind=each.subject[0],
            subject_id=str(each.subject[1]),
            title_en=each.title.en,
            title_hi=each.title.hi,
            link=each.link,
            owner_role=each.owner_role,
            owner_audience=each.owner_audience,
            owner_user_id=each.owner_user,
            opened_at=now,
            opened_by=SYSTEM.id,
            is_urgent=kind.urgent,
            due_at=each.due_at,
            steps=stored_steps(each.escalate),
            next_at=each.due_at,
            readers=sorted({SYSTEM_AUDIENCE, each.owner_audience, *each.readers}),
            home_unit=each.owner_audience,
            home_state=each.home_state,
        )
        for each in listed
        if each.key not in known
    ]
    with acting_as(SYSTEM, op=op.id):
        insert_many(Duty, made)
        for duty in made:
            op.also(events.DUTY_OPENED, ("duty", duty.pk), duty.readers, of_kind=duty.kind,
                    subject=[duty.subject_kind, duty.subject_id], owner_role=duty.owner_role,
                    owner_audience=duty.owner_audience, due_at=duty.due_at)  # fmt: skip
        told = [duty for duty in made if not duty.opened_late]
        owners = _owners_of(told)
        groups: dict[tuple[UUID, str, str], list[Duty]] = {}
        for duty in told:
            for user in owners[duty.pk]:
                groups.setdefault((user, duty.subject_kind, duty.subject_id), []).append(duty)
        concerned = [(duties[0], user, opened_words(kind, duties)) for (user, *_about), duties in groups.items()]
        tell_many(
            (NoticeLine(user, words, duty.link, f"opened:{duty.pk}", duty.home_unit, duty.home_state, duty.pk)
             for duty, user, words in concerned),
            is_pressing=kind.urgent,
        )  # fmt: skip
        if text is not None:
            _ask_texts([(duty, user) for duty, user, _words in concerned], text)
    return made


def move_many(op: Operation, moved: Sequence[tuple[Duty, Bilingual, datetime]]) -> None:
    """Give waiting duties another title and hour; their owners are told by the caller."""
    for duty, title, due_at in moved:
        duty.title_en, duty.title_hi, duty.due_at = title.en, title.hi, due_at
        duty.next_at = None if duty.paused_at is not None else duty.next_look(due_at)
        duty.version += 1
    if moved:
        with acting_as(SYSTEM, op=op.id):
            Duty.objects.bulk_update(
                [duty for duty, _title, _due in moved],
                ["title_en", "title_hi", "due_at", "next_at", "version"],
                batch_size=1_000,
            )


def end_many(op: Operation, duties: Sequence[Duty], *, done: bool, reason: str) -> None:
    """End waiting duties: done, with the reason as proof, or withdrawn with it."""
    if not duties:
        return
    now = clock.now()
    ended = (
        {"done_at": now, "done_by": SYSTEM.id, "proof": reason} if done else {"dropped_at": now, "drop_reason": reason}
    )
    with acting_as(SYSTEM, op=op.id):
        Duty.objects.waiting().filter(pk__in=[duty.pk for duty in duties]).update(
            next_at=None, version=F("version") + 1, **ended
        )
        for duty in duties:
            kind = events.DUTY_DONE if done else events.DUTY_DROPPED
            subject = [duty.subject_kind, duty.subject_id]
            op.also(
                kind, ("duty", duty.pk), duty.readers, of_kind=duty.kind, subject=subject, was_late=now > duty.due_at
            )
            close_beside(op.id, duty)


def tell_many(told: Iterable[NoticeLine], *, is_pressing: bool = False) -> None:
    """Write notices, inside the caller's operation as the machinery; what was told already is left out.

    ``is_pressing``: they go out by e-mail as soon as they are told.
    """
    listed = list({f"{each.key}:{each.user}": each for each in told}.items())
    known = set(Notice.objects.filter(key__in=[key for key, _each in listed]).values_list("key", flat=True))
    units = _units_of({each.user for _key, each in listed})
    insert_many(
        Notice,
        [
            Notice(
                user_id=each.user,
                duty_id=each.duty,
                words_en=each.words.en[:LONGEST_WORDS],
                words_hi=each.words.hi[:LONGEST_WORDS],
                link=each.link,
                at=clock.now(),
                is_pressing=is_pressing,
                key=key,
                readers=[SYSTEM_AUDIENCE, *units.get(each.user, ())],
                home_unit=each.audience,
                home_state=each.home_state,
            )
            for key, each in listed
            if key not in known
        ],
    )


def _owners_of(duties: Sequence[Duty]) -> Mapping[UUID, list[UUID]]:
    """Return for each duty whom it waits for: who is named, else all who hold the role at the unit."""
    found = {duty.pk: [duty.owner_user_id] if duty.owner_user_id else [] for duty in duties}
    seats = {(duty.owner_role, duty.owner_audience) for duty in duties if duty.owner_user_id is None}
    if seats:
        held: dict[tuple[str, int], list[UUID]] = {}
        grants = Grant.objects.filter(audience__in={audience for _role, audience in seats}, user__is_active=True)
        for role, audience, user in grants.in_force(clock.today()).values_list("role", "audience", "user_id"):
            held.setdefault((role, audience), []).append(user)
        for duty in duties:
            if duty.owner_user_id is None:
                found[duty.pk] = held.get((duty.owner_role, duty.owner_audience), [])
    return found


def _units_of(users: Iterable[UUID]) -> Mapping[UUID, list[int]]:
    """Return the units at which people serve: who may read what they are told."""
    found: dict[UUID, set[int]] = {}
    grants = Grant.objects.filter(user__in=list(users)).in_force(clock.today())
    for user, role, audience in grants.values_list("user_id", "role", "audience"):
        if role in BY_CODE and audience >= FIRST_UNIT_AUDIENCE:
            found.setdefault(user, set()).add(audience)
    return {user: sorted(audiences) for user, audiences in found.items()}


def _ask_texts(concerned: Sequence[tuple[Duty, UUID]], reason: TextMessage.Reason) -> None:
    """Put down a message for each owner, in quiet hours for the morning; nothing where none is set up."""
    if not is_set_up():
        return
    users = {user for _duty, user in concerned}
    sent = TextMessage.objects.filter(user__in=users, reason=reason, sent_at__isnull=False).values_list("user_id")
    latest = dict(sent.annotate(last=Max("sent_at")).order_by())
    insert_many(
        TextMessage,
        [
            TextMessage(
                duty=duty,
                user_id=user,
                reason=reason,
                key=f"opened:{duty.pk}:{user}",
                asked_at=clock.now(),
                next_at=turn_after(latest.get(user)),
                readers=[SYSTEM_AUDIENCE],
                home_unit=duty.home_unit,
                home_state=duty.home_state,
            )
            for duty, user in concerned
        ],
    )
