"""The clocks of requests as duties, and who is told what; inside the caller's operation, as the system.

An in-house request is a duty of the asked unit; one to an office outside is the asking unit's, to run after it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from samanvay.access.models import User
from samanvay.audit.operations import within_operation
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import do_duty, drop_duty, notify, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM

from ..models import Request
from .answerers import steps_of
from .duty_kinds import CHASE, CONFIRM, HELP

CONFIRM_WITHIN = timedelta(hours=24)
AT_ONCE = timedelta(minutes=30)

TOLD: dict[str, Bilingual] = {
    "seen": Bilingual("{number} was seen by the unit that was asked", "{number} देखा गया"),
    "accepted": Bilingual("{number} is accepted: {kind}", "{number} स्वीकार किया गया: {kind}"),
    "declined": Bilingual("{number} is declined: {kind}", "{number} पर असमर्थता बताई गई: {kind}"),
    "proposed": Bilingual("{number}: another time is proposed", "{number}: दूसरा समय प्रस्तावित है"),
    "taken": Bilingual("{number}: your other time is agreed", "{number}: आपके दूसरे समय पर सहमति है"),
    "kept": Bilingual("{number}: the time does not change", "{number}: समय नहीं बदलेगा"),
    "done": Bilingual("{number} is done: {kind}", "{number} पूर्ण हुआ: {kind}"),
    "withdrawn": Bilingual("{number} is withdrawn: {kind}", "{number} वापस लिया गया: {kind}"),
}


def link_of(request: Request) -> str:
    """Return the address of a request's page."""
    return f"/requests/{request.id}/"


def place_words(key: str) -> Bilingual:
    """Return a place's name in both languages."""
    return directory.place_for(key).names


def start_clock(request: Request, *, op: UUID, until: datetime | None = None) -> Duty:
    """Open the duty of a sent request: of the asked unit, or of the asking one where an office outside answers."""
    assert request.sent_at is not None
    asked = request.to_unit
    said = {"number": request.number, "kind": request.kind_words, "place": place_words(request.from_place)}
    if asked is None:
        said["place"] = request.to_place.names
        title = Bilingual("{kind}: get the answer of {place} to {number}", "{kind}: {number} पर {place} से उत्तर लें")
    else:
        title = Bilingual("{kind} for {place}: {number}", "{place} के लिए {kind}: {number}")
    owner = request.home_unit if asked is None else asked
    with within_operation(op):
        return open_duty(
            by=SYSTEM,
            kind=CHASE if asked is None else HELP,
            subject=("request", request.id),
            title=title.format(**said),
            owner_role=request.from_role if asked is None else request.to_role,
            owner_audience=owner,
            due_at=until or request.sent_at + timedelta(hours=request.within_hours),
            readers=request.readers,
            home_state=directory.unit_of(owner).home_state,
            opener_unit=request.home_unit,
            link=link_of(request),
            escalate=steps_of(owner, request.home_unit),
        )


def clock_of(request: Request) -> Duty | None:
    """Return the latest duty that is the clock of a request, as the actor sees it."""
    return (
        Duty.objects.filter(subject_kind="request", subject_id=str(request.id), kind__in=(HELP.code, CHASE.code))
        .order_by("-opened_at", "-id")
        .first()
    )


def stop_clock(request: Request, *, proof: str = "", dropped: str = "") -> None:
    """Close every waiting duty of a request inside the caller's operation: done, or withdrawn with a reason."""
    waiting = Duty.objects.waiting().filter(subject_kind="request", subject_id=str(request.id))
    for duty in waiting:
        if dropped:
            drop_duty(by=SYSTEM, duty=duty, reason=dropped)
        else:
            do_duty(by=SYSTEM, duty=duty, proof=proof)


def restart_clock(request: Request, *, op: UUID, until: datetime, reason: str) -> None:
    """Let the clock run to another hour that both agreed on, inside the caller's operation."""
    waiting = Duty.objects.waiting().filter(subject_kind="request", subject_id=str(request.id), kind=HELP.code)
    for duty in waiting:
        drop_duty(by=SYSTEM, duty=duty, reason=reason)
    start_clock(request, op=op, until=until)


def ask_to_confirm(request: Request, step_id: UUID, *, at: datetime, op: UUID) -> None:
    """Open the asking unit's duty to look at what an office outside wrote."""
    said = {"number": request.number}
    title = Bilingual("An answer from outside to {number}: confirm it", "{number} पर बाहर से उत्तर: पुष्टि करें")
    with within_operation(op):
        open_duty(
            by=SYSTEM,
            kind=CONFIRM,
            subject=("request", request.id),
            title=title.format(**said),
            owner_role=request.from_role,
            owner_audience=request.home_unit,
            due_at=at + CONFIRM_WITHIN,
            readers=request.readers,
            home_state=request.home_state,
            link=link_of(request),
            escalate=steps_of(request.home_unit, request.home_unit),
            key=f"request:confirm:{step_id}",
        )


def confirmed(step_id: UUID) -> None:
    """Close the duty to confirm a step, inside the caller's operation."""
    for duty in Duty.objects.waiting().filter(key=f"request:confirm:{step_id}"):
        do_duty(by=SYSTEM, duty=duty, proof=f"step {step_id}")


def notify_asking(request: Request, what: str, *, op: UUID) -> None:
    """Tell whoever sent a request what became of it."""
    people = User.objects.filter(pk=request.sent_by, is_active=True)  # type: ignore[misc]  # None finds none
    _tell(request, people, what, op, request.home_unit)


def notify_asked(request: Request, what: str, *, op: UUID) -> None:
    """Tell those who were asked; an office outside hears it by letter or telephone."""
    if request.to_unit is not None:
        _tell(request, directory.holders_of(request.to_role, request.to_unit), what, op, request.to_unit)


def _tell(request: Request, people: Iterable[User], what: str, op: UUID, audience: int) -> None:
    words = TOLD[what].format(number=request.number, kind=request.kind_words)
    with within_operation(op):
        notify(
            people=people,
            words=words,
            link=link_of(request),
            key=f"request:{request.id}:{what}:{request.version}",
            audience=audience,
            home_state=request.home_state,
        )
