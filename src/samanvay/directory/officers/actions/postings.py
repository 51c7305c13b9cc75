"""Posting, transferring and ending postings: each gives or ends the access that goes with it."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from samanvay.access.models import Grant
from samanvay.access.roles import BY_CODE, OF_STATE, READS_ROWS
from samanvay.access.users.actions import end_grant, give_grant, propose_end
from samanvay.audit.operations import operation
from samanvay.directory import events
from samanvay.directory.kinds import COMPARTMENTS
from samanvay.directory.models import Officer, Posting, Unit
from samanvay.directory.policies import require_post
from samanvay.directory.queries import is_state_wide
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refused


def check_fit(role: str, unit: Unit, since: date, until: date | None = None) -> None:
    """Refuse a role that the unit's compartment does not have, a closed unit, or days in the wrong order."""
    if role not in BY_CODE:
        raise Invalid("role", _("Choose a role from the list."))
    if BY_CODE[role].compartment != unit.compartment:
        raise Invalid(
            "role",
            _("The role %(role)s belongs to %(compartment)s; this unit belongs to another department.")
            % {"role": BY_CODE[role].name, "compartment": COMPARTMENTS[BY_CODE[role].compartment]},
        )
    if not unit.is_open(max(since, clock.today())):
        raise Invalid("unit", _("%(name)s is closed.") % {"name": unit.names})
    if until is not None and until < since:
        raise Invalid("until", _("The last day is before the first."))


def is_wide(posting: Posting) -> bool:
    """Tell whether a posting reads the rows of a whole state."""
    return posting.role in READS_ROWS and is_state_wide(posting.unit)


def needs_second_person(posting: Posting) -> bool:
    """Tell whether the access of a posting waits for a second person."""
    return posting.role in OF_STATE or is_wide(posting)


def give_access(*, by: Actor, posting: Posting, officer: Officer) -> None:
    """Give the grant of a posting to an officer who signs in; within the caller's operation."""
    if officer.user is None or posting.grant_id is not None:
        return
    grant = give_grant(
        by=by,
        user=officer.user,
        role=posting.role,
        audience=posting.unit.audience,
        compartment=posting.unit.compartment,
        home_state=posting.unit.home_state,
        since=posting.since,
        until=posting.until,
        is_wide=is_wide(posting),
    )
    posting.revise(expected=None, changes={"grant": grant})


def post_officer(
    *,
    by: Actor,
    officer: Officer,
    unit: Unit,
    role: str,
    since: date | None = None,
    until: date | None = None,
    order_no: str = "",
) -> Posting:
    """Post an officer to a unit in a role; who signs in has its access from ``since`` to ``until``.

    An officer may hold several postings (an additional charge). Nobody posts themselves.
    """
    require_post(by, unit.home_state)
    if officer.user_id is not None and officer.user_id == by.id:
        raise Refused(_("You cannot post yourself. Ask another administrator."), code="posting:self")
    first = since or clock.today()
    check_fit(role, unit, first, until)
    overlapping = Posting.objects.standing().filter(
        Q(until__isnull=True) | Q(until__gte=first), officer=officer, unit=unit, role=role
    )
    if until is not None:
        overlapping = overlapping.filter(since__lte=until)
    if overlapping.exists():
        raise Invalid("unit", _("The officer already holds this posting."))
    posting = Posting(officer=officer, unit=unit, role=role, since=first, until=until, order_no=order_no.strip())
    with operation(
        events.POSTING_MADE,
        by=by,
        target=("officer", officer.id),
        readers=[unit.audience],
        posting=posting.id,
        role=role,
        audience=unit.audience,
        since=first,
    ):
        posting.save(force_insert=True)
        give_access(by=by, posting=posting, officer=officer)
    return posting


def end_posting(*, by: Actor, posting: Posting, until: date | None = None, expected: int | None = None) -> Posting:
    """End a posting; ``until`` is its last day (yesterday where none is given, so that access ends at once).

    A posting that would end before it began is voided: it never took effect. One that still waits for a second person
    is taken back; the end of a role of the state in force is proposed, and the posting stands until a second person
    agrees.
    """
    require_post(by, posting.unit.home_state)
    last = until or clock.today() - timedelta(days=1)
    if posting.voided_at is not None or (posting.until is not None and posting.until < clock.today()):
        raise Invalid("until", _("The posting has already ended."))
    grant: Grant | None = posting.grant
    if grant is not None and grant.ended_at is None and not by.is_system:
        if grant.waits:
            end_grant(by=by, grant=grant)
            return void_posting(by=by, posting=posting, reason=_("withdrawn before a second person agreed"))
        if grant.is_of_state:
            propose_end(by=by, grant=grant, until=last)
            return posting
    held = grant if grant is not None and grant.ended_at is None else None
    return write_end(by=by, posting=posting, last=last, grant=held, expected=expected)


def write_end(
    *, by: Actor, posting: Posting, last: date, grant: Grant | None = None, expected: int | None = None
) -> Posting:
    """Write the end of a posting and end the grant given; none where two persons have ended it already."""
    with operation(
        events.POSTING_ENDED,
        by=by,
        target=("officer", posting.officer_id),
        readers=[posting.unit.audience],
        posting=posting.id,
        until=last,
    ):
        if last < posting.since:
            posting.revise(
                expected=expected,
                changes={
                    "voided_at": clock.now(),
                    "voided_by": by.id,
                    "void_reason": str(_("ended before it began")),
                },
            )
        else:
            posting.revise(expected=expected, changes={"until": last})
        if grant is not None:
            end_grant(by=by, grant=grant, until=last)
    return posting


def void_posting(*, by: Actor, posting: Posting, reason: str) -> Posting:
    """Void a posting that never took effect, since nobody agreed to it."""
    with operation(
        events.POSTING_ENDED, by=by, target=("officer", posting.officer_id), readers=[posting.unit.audience]
    ) as op:
        op.add(posting=posting.id, until=None)
        changes = {"voided_at": clock.now(), "voided_by": by.id, "void_reason": reason}
        posting.revise(expected=None, changes=changes)
    return posting


def transfer_officer(
    *,
    by: Actor,
    posting: Posting,
    unit: Unit,
    role: str = "",
    on: date | None = None,
    order_no: str = "",
    expected: int | None = None,
) -> Posting:
    """End a posting the day before ``on`` and post the officer to another unit (or in another role) from it."""
    day = on or clock.today()
    require_post(by, unit.home_state)
    with operation(
        events.POSTING_MOVED,
        by=by,
        target=("officer", posting.officer_id),
        readers=[posting.unit.audience],
        to=unit.audience,
    ):
        end_posting(by=by, posting=posting, until=day - timedelta(days=1), expected=expected)
        return post_officer(
            by=by, officer=posting.officer, unit=unit, role=role or posting.role, since=day, order_no=order_no
        )
