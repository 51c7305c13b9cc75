"""Asking the state's desk for its decision: when decided reports could teach the reader, and for the second person."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from samanvay.access.models import Grant
from samanvay.access.permissions import Permission
from samanvay.access.roles import BY_CODE
from samanvay.audit.models import Event
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import do_duty, open_duty
from samanvay.duties.kinds import DutyKind
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM

from ..models import ReaderConsent
from ..weeks.offices import BUREAU, Seat
from .duty_kinds import READER_ROWS, READER_SECOND
from .queries import present_consent, taught_by

TIME_TO_DECIDE, TIME_TO_CONFIRM = timedelta(days=14), timedelta(days=7)
LINK = "/reports/teaching/"


def ask_where_rows_wait(reports: Iterable[UUID]) -> None:
    """Ask the state's desk once a quarter whether it consents, if one of these reports could teach the reader."""
    state = directory.home_state()
    key = f"reader:rows:{state}:{_quarter(clock.today())}"
    if _waiting(READER_ROWS, state) or Duty.objects.filter(key=key).exists() or present_consent() is not None:
        return
    desk = directory.desk_of(state)
    if desk is not None and taught_by().filter(pk__in=list(reports)).exists():
        title = Bilingual(
            "Decided reports could teach the reader: decide whether the state consents",
            "निर्णीत रिपोर्टों से पाठक सीख सकता है: तय करें कि राज्य सहमति देता है या नहीं",
        )
        _ask(READER_ROWS, state, Seat(BUREAU, desk.audience), title, TIME_TO_DECIDE, key)


def follow_consent(event: Event) -> None:
    """Close what a decision of the desk answers; ask for the second person while a consent waits for one."""
    consent = ReaderConsent.objects.filter(pk=UUID(event.subject_id)).first()
    if consent is None:
        return
    waits = consent.withdrawn_at is None and consent.confirmed_at is None
    for kind in [READER_ROWS] if waits else [READER_ROWS, READER_SECOND]:
        for duty in _waiting(kind, consent.home_state):
            do_duty(by=SYSTEM, duty=duty, proof=f"reader_consent {consent.pk}")
    seat = _second_seat(consent) if waits else None
    if seat is not None:
        title = Bilingual(
            "Consent to teach the reader was given: confirm or withdraw it as the second person",
            "पाठक को सिखाने की सहमति दी गई: दूसरे व्यक्ति के रूप में पुष्टि करें या वापस लें",
        )
        _ask(READER_SECOND, consent.home_state, seat, title, TIME_TO_CONFIRM, f"reader:second:{consent.pk}")


def _second_seat(consent: ReaderConsent) -> Seat | None:
    """Return a seat that may confirm, held by somebody else than who gave it; else the desk's own, None without one."""
    roles = [code for code, role in BY_CODE.items() if Permission.READER_CONSENT in role.permissions]
    grants = Grant.objects.filter(role__in=roles, user__is_active=True).in_force(clock.today())
    given_at = set(grants.filter(user_id=consent.given_by).values_list("role", "audience"))
    others = grants.exclude(user_id=consent.given_by).order_by("audience").values_list("role", "audience")
    # At the giver's own seat the task would stand among their own too.
    found = sorted(dict.fromkeys(others), key=lambda seat: seat in given_at)
    if found:
        return Seat(*found[0])
    desk = directory.desk_of(consent.home_state)
    return Seat(BUREAU, desk.audience) if desk is not None else None


def _ask(kind: DutyKind, state: str, seat: Seat, title: Bilingual, within: timedelta, key: str) -> None:
    open_duty(
        by=SYSTEM,
        kind=kind,
        subject=("state", state),
        title=title,
        owner_role=seat.role,
        owner_audience=seat.audience,
        due_at=clock.now() + within,
        readers=[seat.audience],
        home_state=state,
        link=LINK,
        key=key,
    )


def _waiting(kind: DutyKind, state: str) -> list[Duty]:
    return list(Duty.objects.waiting().filter(kind=kind.code, home_state=state))


def _quarter(day: date) -> str:
    return f"{day.year}-{(day.month - 1) // 3 + 1}"
