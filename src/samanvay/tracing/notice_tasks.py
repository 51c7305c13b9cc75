"""What follows for notices: withdrawn as soon as anything speaks against one, and the duties around them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet

from samanvay.access.models import Grant
from samanvay.access.permissions import Permission
from samanvay.access.roles import BY_CODE
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.duties.actions.duties import Step, do_duty, drop_duty, open_duty
from samanvay.duties.kinds import DutyKind, register_kind
from samanvay.duties.models import Duty
from samanvay.duties.superiors.seats import Seat, seat_above, seat_at
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM

from . import events
from .models import Candidate, Notice
from .notices.actions.notices import withdraw_notice
from .notices.kinds import NoticeState
from .notices.policies import obstacle

_TO_NOTICE = Bilingual("See the notice", "सूचना देखें")
_RULE = Bilingual(
    "Departmental rule, time limit to be verified by counsel", "विभागीय नियम; समय-सीमा का विधि अधिकारी से सत्यापन शेष"
)

DECIDE = register_kind(
    "tracing:decide_notice",
    "Decide on a hue-and-cry notice",
    "तलाश सूचना पर निर्णय",
    closes_itself=True,
    link_words=_TO_NOTICE,
    rule=_RULE,
)
TAKE_DOWN = register_kind(
    "tracing:take_down",
    "Take down the notices",
    "लगी हुई तलाश सूचनाएँ हटाना",
    asks_proof=True,
    link_words=_TO_NOTICE,
    rule=_RULE,
    urgent=True,
)
DECIDED_WITHIN = timedelta(hours=24)
TAKEN_DOWN_WITHIN = timedelta(hours=24)
NEXT_HEARS_AFTER = timedelta(hours=6)
END_OF_DAY = time(23, 59)


def reconsider(received: Sequence[Event]) -> None:
    """Withdraw the notices of entries of which something now speaks against one."""
    ids: set[UUID] = {UUID(event.subject_id) for event in received if event.subject_kind == "tracing"}
    erased = {UUID(event.subject_id) for event in received if event.detail.get("erased")}
    pairs = [UUID(event.subject_id) for event in received if event.subject_kind == "candidate"]
    for left, right in Candidate.objects.filter(pk__in=pairs).values_list("left_id", "right_id"):
        ids |= {left, right}
    withdraw_where_needless(ids, erased)


def withdraw_where_needless(entry_ids: Iterable[UUID], erased: Iterable[UUID] = ()) -> None:
    """Withdraw the open notices of some entries against which something stands; of the erased take the words too."""
    gone = set(erased)
    for notice in Notice.objects.filter(entry__in=set(entry_ids)).select_related("entry"):
        if notice.entry_id in gone and (notice.reason or notice.answer):
            _forget_words(notice)
        if notice.state not in (NoticeState.ASKED, NoticeState.HANGS):
            continue
        stops = obstacle(notice.entry, is_erased=notice.entry_id in gone)
        if stops is not None:
            withdraw_notice(by=SYSTEM, notice_id=notice.id, why=stops[0])


def _forget_words(notice: Notice) -> None:
    with operation(events.ENTRY_AMENDED, by=SYSTEM, target=("tracing", notice.entry_id)) as op:
        op.add(notice=notice.id, fields=["answer", "reason"])
        notice.revise(expected=None, changes={"reason": "", "answer": "", "phone": ""})


def follow_notices(received: Sequence[Event]) -> None:
    """Open and close the duties of notices as they now stand; an event that comes twice changes nothing."""
    ids = {UUID(str(event.detail["notice"])) for event in received if event.detail.get("notice")}
    for notice in Notice.objects.filter(pk__in=ids).select_related("entry__owner"):
        _follow_decision(notice)
        _follow_paper(notice)


def _follow_decision(notice: Notice) -> None:
    waits = _waiting(DECIDE, notice)
    if notice.state is NoticeState.ASKED:
        seat = _decider(notice)
        _open(
            notice,
            DECIDE,
            key=f"notice:{notice.id}",
            title=Bilingual(
                f"Decide on the notice of {notice.entry.label.en}", f"{notice.entry.label.hi} की तलाश सूचना पर निर्णय करें"
            ),
            seat=seat,
            due=notice.asked_at + DECIDED_WITHIN,
        )
    elif notice.approved_at or notice.declined_at:
        for duty in waits:
            do_duty(by=SYSTEM, duty=duty, proof=f"notice {notice.id}")
    else:
        for duty in waits:
            drop_duty(by=SYSTEM, duty=duty, reason=notice.why_words.en or "Its day is past.")


def _follow_paper(notice: Notice) -> None:
    """Ask for the papers to be taken down on the last day, or within a day once the notice is withdrawn."""
    if not notice.printings:
        return
    label = notice.entry.label
    unit = Seat(_owner_role(notice), notice.home_unit, notice.entry.owner)
    if notice.state is NoticeState.WITHDRAWN:
        for duty in _waiting(TAKE_DOWN, notice).filter(key=f"hangs:{notice.id}"):
            drop_duty(by=SYSTEM, duty=duty, reason=f"Withdrawn: {notice.why_words.en}.")
        assert notice.withdrawn_at is not None
        due, key = notice.withdrawn_at + TAKEN_DOWN_WITHIN, f"withdrawn:{notice.id}"
    else:
        due, key = datetime.combine(notice.until, END_OF_DAY, tzinfo=clock.INDIA), f"hangs:{notice.id}"
    title = Bilingual(f"Take down the notices of {label.en}", f"{label.hi} की तलाश सूचनाएँ हटाएँ")
    _open(notice, TAKE_DOWN, key=key, title=title, seat=unit, due=due)


def _waiting(kind: DutyKind, notice: Notice) -> QuerySet[Duty]:
    return Duty.objects.waiting().filter(kind=kind.code, link=_link(notice))


def _link(notice: Notice) -> str:
    return f"/tracing/notices/{notice.id}/"


def _open(notice: Notice, kind: DutyKind, *, key: str, title: Bilingual, seat: Seat, due: datetime) -> None:
    above = seat_above(seat.audience)
    open_duty(
        by=SYSTEM,
        kind=kind,
        subject=("tracing", notice.entry_id),
        title=title,
        owner_role=seat.role,
        owner_audience=seat.audience,
        owner_user=seat.user,
        due_at=due,
        readers=notice.readers,
        home_state=notice.home_state,
        link=_link(notice),
        escalate=[Step(NEXT_HEARS_AFTER, above.role, above.audience)] if above is not None else (),
        key=key,
        opener_unit=notice.home_unit,
        # A paper that hangs until its day hurries nobody; one that names somebody who was found does.
        urgent=key.startswith("withdrawn:"),
    )


def _decider(notice: Notice) -> Seat:
    """Return who approves nearest to the entry: up its line, then any unit that it was shared with."""
    roles = [code for code, role in BY_CODE.items() if Permission.TRACING_NOTICE in role.permissions]
    held = Grant.objects.filter(audience__in=notice.readers, role__in=roles, user__is_active=True)
    grants = list(held.in_force(clock.today()).exclude(user=notice.asked_by).order_by("since", "id"))
    grants.sort(key=lambda grant: notice.readers.index(grant.audience))
    if grants:
        return Seat(grants[0].role, grants[0].audience)
    return seat_above(notice.home_unit) or Seat("police_chief", notice.home_unit)


def _owner_role(notice: Notice) -> str:
    held = Grant.objects.filter(audience=notice.home_unit, user=notice.entry.owner).in_force(clock.today())
    own = held.values_list("role", flat=True).first()
    seat = seat_at(notice.home_unit)
    return own or (seat.role if seat is not None else "station_officer")


NOTICE_EVENTS = (
    events.NOTICE_APPROVED,
    events.NOTICE_ASKED,
    events.NOTICE_DECLINED,
    events.NOTICE_PRINTED,
    events.NOTICE_WITHDRAWN,
)
# Everything after which something may stand against a notice. ``tasks`` joins them to what it does besides.
RECONSIDERED = (
    events.CANDIDATE_JUDGED,
    events.ENTRY_AMENDED,
    events.ENTRY_LINKED,
    events.ENTRY_MOVED,
    events.ENTRY_VOIDED,
    events.MATCH_ACCEPTED,
    events.MATCH_UNMASKED,
    events.MATCH_VERIFIED,
    events.QUESTIONS_ANSWERED,
)
