"""What matches ask of people and by when: to look, to accept, to verify, to check a home, to bring somebody back.

None of these hours stands in a law that was found; they are house rules, and say so.
"""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from samanvay.access.permissions import Permission
from samanvay.audit.operations import within_operation
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import Step, do_duty, drop_duty, open_duty
from samanvay.duties.kinds import DutyKind, register_kind
from samanvay.duties.models import Duty
from samanvay.duties.superiors.seats import seat_above
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, acting_as

from ..kinds import Side
from ..models import Candidate, Entry, Restoration
from .policies import SIDES
from .sides import Lines, Seat, opened_to, seat_for

_RULE = Bilingual(
    "Departmental rule, time limit to be verified by counsel", "विभागीय नियम; समय-सीमा का विधि अधिकारी से सत्यापन शेष"
)
_TO_PAIR = Bilingual("Compare both", "दोनों की तुलना करें")
_HOME = Bilingual("See the restoration", "पुनर्स्थापन देखें")

LOOK = register_kind(
    "tracing:look", "Check a possible match", "संभावित मिलान जाँचना", closes_itself=True, link_words=_TO_PAIR, rule=_RULE
)
REJECTED = register_kind(
    "tracing:rejected",
    "Agree to the rejection of a strong match, or reopen it",
    "मज़बूत मिलान की अस्वीकृति से सहमत होना या उसे फिर खोलना",
    closes_itself=True,
    link_words=_TO_PAIR,
    rule=_RULE,
)
ACCEPT = register_kind(
    "tracing:accept",
    "Accept or reject a match",
    "मिलान स्वीकार या अस्वीकार करना",
    closes_itself=True,
    link_words=_TO_PAIR,
    rule=_RULE,
)
VERIFY = register_kind(
    "tracing:verify",
    "Verify a person's identity",
    "व्यक्ति की पहचान सत्यापित करना",
    closes_itself=True,
    link_words=_TO_PAIR,
    rule=_RULE,
)
CHECK_HOME = register_kind(
    "tracing:check_home", "Verify a home", "गृह सत्यापन करना", closes_itself=True, link_words=_HOME, rule=_RULE
)
BRING_HOME = register_kind(
    "tracing:bring_home",
    "Restore a person",
    "व्यक्ति का पुनर्स्थापन",
    closes_itself=True,
    link_words=_HOME,
    rule=_RULE,
)

LOOK_WITHIN = timedelta(hours=72)
LOOK_WITHIN_FOR_A_CHILD = timedelta(hours=24)
ACCEPT_WITHIN = timedelta(hours=48)
VERIFY_WITHIN = timedelta(days=7)
CHECK_HOME_WITHIN = timedelta(days=7)
BRING_HOME_WITHIN = timedelta(days=3)
ABOVE_AFTER = timedelta(hours=24)

_TITLES = {
    LOOK.code: Bilingual("Check a possible match for {number}", "{number} का संभावित मिलान जाँचें"),
    REJECTED.code: Bilingual(
        "The other side rejected a strong match for {number}: agree or reopen it",
        "{number} का मज़बूत मिलान दूसरे पक्ष ने अस्वीकार किया: सहमति दें या फिर खोलें",
    ),
    ACCEPT.code: Bilingual("Accept or reject a match for {number}", "{number} का मिलान स्वीकार या अस्वीकार करें"),
    VERIFY.code: Bilingual("Verify the identity: match for {number}", "पहचान सत्यापित करें: {number} का मिलान"),
}


def ask_sides(
    candidate: Candidate,
    kind: DutyKind,
    permission: Permission,
    within: timedelta,
    *,
    op: UUID,
    turn: str = "",
    sides: Collection[Side] = SIDES,
    but: Collection[int] = (),
) -> None:
    """Open a duty at the ``sides`` of a pair, each in the words of its own entry: nobody reads the other's number.

    Units in ``but`` are not asked.
    """
    for side in sides:
        entry = candidate.left if side == Side.LEFT else candidate.right
        units = candidate.units_of(side)
        seat = seat_for(entry, units, permission)
        if seat is None or seat.audience in but:
            continue
        _open(
            kind,
            ("candidate", candidate.id),
            _TITLES[kind.code].format(number=entry.number),
            seat,
            within,
            op=op,
            readers=[SYSTEM_AUDIENCE, *units],
            home_state=entry.home_state,
            link=f"/tracing/matches/{candidate.id}/",
            key=f"{kind.code}:{candidate.id}:{side}:{turn}",
        )


def _open(
    kind: DutyKind,
    subject: tuple[str, UUID],
    title: Bilingual,
    seat: Seat,
    within: timedelta,
    *,
    op: UUID,
    readers: list[int],
    home_state: str,
    link: str,
    key: str,
) -> None:
    above = seat_above(seat.audience)
    with within_operation(op):
        open_duty(
            by=SYSTEM,
            kind=kind,
            subject=subject,
            title=title,
            owner_role=seat.role,
            owner_audience=seat.audience,
            owner_user=seat.user,
            due_at=clock.now() + within,
            readers=readers,
            home_state=home_state,
            link=link,
            escalate=[Step(ABOVE_AFTER, above.role, above.audience)] if above is not None else [],
            key=key,
        )


def look_within(candidate: Candidate) -> timedelta:
    """Return how soon a pair is looked at: sooner where either may be a child."""
    return LOOK_WITHIN_FOR_A_CHILD if candidate.may_be_child else LOOK_WITHIN


def close(subject: tuple[str, UUID], *kinds: DutyKind, op: UUID, proof: str = "", reason: str = "") -> None:
    """Close the waiting duties of some kinds inside the caller's operation: done, or withdrawn with a reason."""
    codes = [kind.code for kind in kinds]
    with within_operation(op):
        waiting = Duty.objects.waiting().filter(subject_kind=subject[0], subject_id=str(subject[1]), kind__in=codes)
        for duty in waiting:
            if reason:
                drop_duty(by=SYSTEM, duty=duty, reason=reason)
            else:
                do_duty(by=SYSTEM, duty=duty, proof=proof or "done")


def ask_for_home_check(restoration: Restoration, audience: int, *, op: UUID) -> None:
    """Open at the unit in the home district the duty to verify a home; the title tells no number of the found one."""
    unit = directory.unit_of(audience)
    entry = restoration.found
    seat = seat_for(entry, [audience], Permission.TRACING_WRITE) or Seat("dcpu", audience)
    home = entry.home or unit.place
    _open(
        CHECK_HOME,
        ("restoration", restoration.id),
        Bilingual("Verify a home in {place}", "{place} में गृह सत्यापन करें").format(
            place=home.names if home is not None else unit.names
        ),
        Seat(seat.role, audience, seat.user),
        CHECK_HOME_WITHIN,
        op=op,
        readers=[SYSTEM_AUDIENCE, *directory.readers_for(audience)],
        home_state=unit.home_state,
        link=f"/tracing/home/{restoration.id}/",
        key=f"{CHECK_HOME.code}:{restoration.id}:{restoration.version}",
    )


def ask_to_bring_home(restoration: Restoration, *, op: UUID) -> None:
    """Open at the found person's unit the duty to bring them home; whoever checked the home does not read the entry."""
    with acting_as(SYSTEM, op=op):
        entry = Entry.objects.select_related("owner").get(pk=restoration.found_id)
        seat = seat_for(entry, Lines().answering(entry, opened_to(entry)), Permission.TRACING_WRITE)
    if seat is None:
        return
    _open(
        BRING_HOME,
        ("restoration", restoration.id),
        Bilingual("Restore {number}", "{number} का पुनर्स्थापन करें").format(number=entry.number),
        seat,
        BRING_HOME_WITHIN,
        op=op,
        readers=list(entry.readers),
        home_state=entry.home_state,
        link=f"/tracing/home/{restoration.id}/",
        key=f"{BRING_HOME.code}:{restoration.id}:{restoration.version}",
    )
