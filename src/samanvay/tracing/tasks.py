"""What follows from events: an FIR, a transfer, questions; entries that follow the persons of cases.

Each receiver looks at the entry or case as it now stands, so that an event that comes twice changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from samanvay.access.boxes import events as boxes
from samanvay.access.models import Grant, User
from samanvay.access.permissions import Permission
from samanvay.access.roles import BY_CODE
from samanvay.acts import events as acts
from samanvay.audit.models import Event
from samanvay.audit.operations import within_operation
from samanvay.audit.outbox import Receiver, Together
from samanvay.audit.vocabulary import EventKind
from samanvay.cases import events as cases
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.duties.actions.duties import Step, do_duty, drop_duty, notify, open_duty
from samanvay.duties.kinds import DutyKind
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, acting_as

from . import events, match_tasks
from .duty_kinds import BEFORE_CWC, FIR, INQUIRY, QUESTIONS, TELL_POLICE, TRANSFER
from .entries.actions.following import close_erased, follow_cases, follow_returned, follow_shared_case
from .entries.step_kinds import StepKind
from .kinds import ASKS_QUESTIONS, EntryKind
from .models import Entry, EntryStep, QuestionSheet
from .models.entry import FROM_LIST
from .notice_tasks import NOTICE_EVENTS, RECONSIDERED, follow_notices, reconsider
from .states import EntryState

WITHIN = {
    FIR.code: timedelta(hours=2),
    TRANSFER.code: timedelta(hours=6),
    QUESTIONS.code: timedelta(hours=24),
    INQUIRY.code: timedelta(hours=24),
    TELL_POLICE.code: timedelta(hours=2),
    BEFORE_CWC.code: timedelta(hours=24),
}
TITLES = {
    FIR.code: Bilingual("Register the FIR for {label}", "{label} की एफआईआर दर्ज करें"),
    TRANSFER.code: Bilingual("Transfer {label} to the AHTU", "{label} की प्रविष्टि एएचटीयू को स्थानांतरित करें"),
    QUESTIONS.code: Bilingual("Ask the questions about {label}", "{label} के बारे में प्रश्न पूछें"),
    INQUIRY.code: Bilingual("Inquire into {label}", "{label} की जाँच करें"),
    TELL_POLICE.code: Bilingual("Inform the police of {label}", "{label} की सूचना पुलिस को दें"),
    BEFORE_CWC.code: Bilingual(
        "Produce {label} before the Child Welfare Committee", "{label} को बाल कल्याण समिति के समक्ष प्रस्तुत करें"
    ),
}
# Who registers an FIR and transfers: the police. Others who report a missing person inform them.
POLICE = frozenset({"police", "railway"})
# Found children in a home were before the committee already: its order placed them there.
NOT_BEFORE_CWC = frozenset({"body", "shelter"})
READ_REGISTERS = [code for code, role in BY_CODE.items() if Permission.TRACING_READ in role.permissions]
NEXT_HEARS_AFTER, STATE_HEARS_AFTER = timedelta(hours=1), timedelta(hours=12)


def follow_duties(received: Sequence[Event]) -> None:
    """Open the duties that an entry asks for as it now stands, and end those that are done or needless."""
    follow_entries({UUID(event.subject_id) for event in received if event.subject_kind == "tracing"})


def follow_entries(ids: Iterable[UUID]) -> None:
    """Do the same for entries by id, at once: their next page names no duty that was just done."""
    # Of a list of another register only what somebody answered here asks for anything.
    sheets = QuestionSheet.objects.filter(entry=OuterRef("pk"))
    entries = Entry.objects.filter(~Q(form_version=FROM_LIST) | Exists(sheets), pk__in=ids)
    with acting_as(SYSTEM):
        for entry in entries.select_related("owner"):
            _follow(entry)


def _follow(entry: Entry) -> None:
    steps = dict(EntryStep.objects.filter(entry=entry).order_by("-added_at").values_list("kind", "id"))
    sheets = list(QuestionSheet.objects.filter(entry=entry).order_by("answered_at"))
    unit = directory.unit_of(entry.home_unit)
    asked = _asked(entry, unit, sheets)
    done = {
        FIR.code: steps.get(StepKind.FIR),
        TRANSFER.code: steps.get(StepKind.TRANSFER),
        INQUIRY.code: steps.get(StepKind.INQUIRY) or steps.get(StepKind.FIR),
        QUESTIONS.code: sheets[0].id if sheets else None,
        TELL_POLICE.code: steps.get(StepKind.POLICE) or steps.get(StepKind.TRANSFER) or steps.get(StepKind.FIR),
        BEFORE_CWC.code: steps.get(StepKind.CWC),
    }
    waiting = {
        duty.kind: duty
        for duty in Duty.objects.waiting().filter(subject_kind="tracing", subject_id=str(entry.id), kind__in=WITHIN)
    }
    for kind in (FIR, TRANSFER, QUESTIONS, INQUIRY, TELL_POLICE, BEFORE_CWC):
        duty, proof = waiting.get(kind.code), done[kind.code]
        if proof is not None:
            if duty is not None and duty.paused_at is None:
                do_duty(by=SYSTEM, duty=duty, proof=f"{proof}")
        elif kind.code in asked:
            _open(entry, unit, kind, sheets)
        elif duty is not None:
            drop_duty(by=SYSTEM, duty=duty, reason=_why_needless(entry))


def _asked(entry: Entry, unit: Unit, sheets: list[QuestionSheet]) -> set[str]:
    """Return the kinds of duty that an entry asks for, done or not."""
    # A person of a case has their FIR, their inquiry and their way before the committee there.
    if entry.is_void or entry.state != EntryState.OPEN or entry.case_person:
        return set()
    if entry.kind == EntryKind.FOUND:
        return {BEFORE_CWC.code} if entry.is_child and entry.category not in NOT_BEFORE_CWC else set()
    if not entry.is_missing:
        return set()
    is_child = entry.age_from is not None and entry.may_be_child
    asked = set()
    if unit.compartment in POLICE and entry.is_from_list:
        if any(sheet.speaks_for for sheet in sheets) and unit.kind != "ahtu":
            asked.add(TRANSFER.code)
        return asked
    if unit.compartment in POLICE:
        asked.add(FIR.code if is_child else INQUIRY.code)
        if any(sheet.speaks_for for sheet in sheets) and unit.kind != "ahtu":
            asked.add(TRANSFER.code)
    elif is_child:
        asked.add(TELL_POLICE.code)
    if entry.gone_for in ASKS_QUESTIONS:
        asked.add(QUESTIONS.code)
    return asked


def _why_needless(entry: Entry) -> str:
    if entry.is_void:
        return "The entry was voided."
    return entry.state_words.en if entry.state != EntryState.OPEN else "What was recorded no longer asks for it."


def _open(entry: Entry, unit: Unit, kind: DutyKind, sheets: list[QuestionSheet]) -> None:
    begins = entry.added_at
    if kind is TRANSFER:
        begins = next(sheet.answered_at for sheet in sheets if sheet.speaks_for)
    elif kind is BEFORE_CWC and entry.happened_latest is not None:
        # Found at the latest at the end of the day that was told.
        end = datetime.combine(entry.happened_latest, time(23, 59), tzinfo=clock.INDIA)
        begins = min(end, entry.added_at)
    opened = Duty.objects.filter(key__startswith=f"{kind.code}:{entry.id}", done_at__isnull=True)
    number = opened.filter(dropped_at__isnull=False).count()
    path = "questions/" if kind is QUESTIONS else ""
    open_duty(
        by=SYSTEM,
        kind=kind,
        subject=("tracing", entry.id),
        title=TITLES[kind.code].format(label=entry.label),
        owner_role=_role_at(unit.audience, entry.owner_id),
        owner_audience=unit.audience,
        owner_user=entry.owner,
        due_at=begins + WITHIN[kind.code],
        readers=entry.readers,
        home_state=entry.home_state,
        link=f"/tracing/{entry.id}/{path}",
        escalate=up_the_line(unit.audience),
        # A search that was closed and taken up again asks anew.
        key=f"{kind.code}:{entry.id}:{number}",
    )


def _role_at(audience: int, user_id: UUID | None) -> str:
    grants = Grant.objects.filter(audience=audience).in_force(clock.today()).order_by("since", "id")
    own = grants.filter(user_id=user_id).values_list("role", flat=True).first() if user_id else None
    return own or grants.values_list("role", flat=True).first() or "station_officer"


def up_the_line(audience: int) -> list[Step]:
    """Return who hears when nobody acted: the unit above after an hour, the top of the line after twelve."""
    steps: list[Step] = []
    superior = directory.superior_of(audience)
    if superior is not None:
        steps.append(Step(NEXT_HEARS_AFTER, _first_role_at(superior, "police_chief"), superior))
    top = directory.readers_for(audience)[-1]
    if top not in (audience, superior):
        steps.append(Step(STATE_HEARS_AFTER, _first_role_at(top, "state_nodal_officer"), top))
    return steps


def _first_role_at(audience: int, otherwise: str) -> str:
    grants = Grant.objects.filter(audience=audience).in_force(clock.today()).order_by("since", "id")
    return grants.values_list("role", flat=True).first() or otherwise


def follow_events(received: Sequence[Event]) -> None:
    """Follow what was told of cases: entries of their persons."""
    follow_cases({UUID(event.subject_id) for event in received})


def joined(*parts: Mapping[EventKind, Receiver]) -> dict[EventKind, Receiver]:
    """Return what several parts of this room do on the same events, one after another."""
    found: dict[EventKind, list[Receiver]] = {}
    for part in parts:
        for kind, receiver in part.items():
            found.setdefault(kind, []).append(receiver)
    return {kind: _one_after_another(receivers) for kind, receivers in found.items()}


def _one_after_another(receivers: Sequence[Receiver]) -> Receiver:
    if len(receivers) == 1:
        return receivers[0]
    if all(isinstance(receiver, Together) for receiver in receivers):
        together = [receiver.receive for receiver in receivers if isinstance(receiver, Together)]
        return Together(lambda received: [receive(received) for receive in together])
    return lambda event: [receiver(event) for receiver in receivers]


def tell_shared(event: Event) -> None:
    """Tell who reads registers at a unit that an entry was shared with it; one of a case comes with the case."""
    entry = Entry.objects.filter(pk=event.subject_id, voided_at__isnull=True, case_person__isnull=True).first()
    if entry is None or event.actor == SYSTEM.id:
        return
    posted = Grant.objects.filter(audience__in=event.detail.get("added", []), role__in=READ_REGISTERS)
    people = User.objects.filter(pk__in=posted.in_force(clock.today()).values("user"), is_active=True)
    with within_operation(event.op):
        notify(
            people=people.exclude(pk=event.actor),
            words=Bilingual(
                f"Entry {entry.number} was shared with your unit", f"प्रविष्टि {entry.number} आपकी इकाई से साझा की गई"
            ),
            link=f"/tracing/{entry.id}/",
            key=f"shared:{event.seq}",
            audience=entry.home_unit,
            home_state=entry.home_state,
        )


OWN: dict[EventKind, Receiver] = {
    **dict.fromkeys(acts.CHANGING, follow_returned),
    boxes.PERSON_ERASED: close_erased,
    cases.CASE_EVENT_ADDED: Together(follow_events),
    cases.CASE_EVENT_VOIDED: Together(follow_events),
    cases.CASE_OWNER_CHANGED: Together(follow_events),
    cases.CASE_SHARED: follow_shared_case,
    cases.CASE_VOIDED: Together(follow_events),
    cases.PERSON_ADDED: Together(follow_events),
    cases.PERSON_AMENDED: Together(follow_events),
    cases.PERSON_VOIDED: Together(follow_events),
    events.ENTRY_ADDED: Together(follow_duties),
    events.ENTRY_AMENDED: Together(follow_duties),
    events.ENTRY_MOVED: Together(follow_duties),
    events.ENTRY_SHARED: tell_shared,
    events.ENTRY_STEP_ADDED: Together(follow_duties),
    events.ENTRY_VOIDED: Together(follow_duties),
    events.QUESTIONS_ANSWERED: Together(follow_duties),
}
SUBSCRIBES = joined(
    OWN,
    match_tasks.SUBSCRIBES,
    dict.fromkeys(RECONSIDERED, Together(reconsider)),
    dict.fromkeys(NOTICE_EVENTS, Together(follow_notices)),
)
