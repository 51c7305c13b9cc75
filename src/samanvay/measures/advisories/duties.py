"""The duties of an advisory: to answer, to do, to check, to name an owner; opened and closed by the machinery."""

from datetime import timedelta

from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import do_duty, drop_duty, open_duty
from samanvay.duties.kinds import DutyKind
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM

from ..models import Advisory, Recipient
from .addressees import steps_above, who_names_owner
from .clocks import CHECKED_WITHIN, NAMED_WITHIN
from .duty_kinds import ANSWER_ADVISORY, CHECK_ADVISORY, DO_ADVISORY, NAME_OWNER

LONGEST = 240
ABOUT = "advisory_recipient"


def open_answer_duty(recipient: Recipient, title: Bilingual) -> None:
    """Ask the owner at a recipient to accept or decline."""
    days = timedelta(days=recipient.advisory.answer_days)
    _open(recipient, ANSWER_ADVISORY, Bilingual("Advisory: {title}", "परामर्श: {title}").format(title=title), days)


def open_do_duty(recipient: Recipient, title: Bilingual, within: timedelta) -> None:
    """Ask the owner at a recipient to carry out what was accepted."""
    words = Bilingual("Carry out the advisory: {title}", "परामर्श पर कार्य करें: {title}").format(title=title)
    _open(recipient, DO_ADVISORY, words, within)


def open_check_duty(recipient: Recipient, title: Bilingual) -> None:
    """Ask the sender to look at what was done."""
    advisory = recipient.advisory
    words = Bilingual("Check what was done: {title}", "हुए कार्य की जाँच करें: {title}").format(title=title)
    _ask(recipient, CHECK_ADVISORY, words, advisory.role, advisory.home_unit, CHECKED_WITHIN)


def open_naming_duty(recipient: Recipient) -> None:
    """Ask the officer above to name an owner for a unit that has none, once for each advisory and unit."""
    seat = who_names_owner(recipient.unit, recipient.home_state)
    if seat is None:
        return
    unit = directory.unit_of(recipient.unit)
    role = recipient.role_words
    words = Bilingual(
        "An advisory cannot be sent: nobody is posted as {role}, {unit}",
        "परामर्श नहीं भेजा जा सका: {unit} में {role} के पद पर कोई तैनात नहीं",
    ).format(role=role, unit=unit.names)
    _ask(recipient, NAME_OWNER, words, *seat, NAMED_WITHIN, link=f"/directory/units/{unit.pk}/")


def _open(recipient: Recipient, kind: DutyKind, title: Bilingual, within: timedelta) -> None:
    _ask(recipient, kind, title, recipient.role, recipient.unit, within)


def _ask(
    recipient: Recipient,
    kind: DutyKind,
    title: Bilingual,
    role: str,
    audience: int,
    within: timedelta,
    link: str = "",
) -> None:
    open_duty(
        by=SYSTEM,
        kind=kind,
        subject=(ABOUT, recipient.pk),
        title=Bilingual(title.en[:LONGEST], title.hi[:LONGEST]),
        owner_role=role,
        owner_audience=audience,
        due_at=clock.now() + within,
        readers=recipient.readers,
        home_state=recipient.home_state,
        opener_unit=recipient.advisory.home_unit,
        link=link or address_of(recipient.advisory),
        escalate=steps_above(audience, recipient.home_state),
    )


def address_of(advisory: Advisory) -> str:
    """Return the address of an advisory's page."""
    return f"/advisories/{advisory.pk}/"


def close_duties(recipient: Recipient, *kinds: DutyKind, proof: str) -> None:
    """Close what waits about a recipient. Works inside the caller's operation."""
    for duty in _waiting(recipient, kinds):
        do_duty(by=SYSTEM, duty=duty, proof=proof)


def drop_duties(recipient: Recipient, reason: str, *kinds: DutyKind) -> None:
    """Withdraw what waits about a recipient, all of it where no kind is named. Works inside the caller's operation."""
    for duty in _waiting(recipient, kinds):
        drop_duty(by=SYSTEM, duty=duty, reason=reason)


def _waiting(recipient: Recipient, kinds: tuple[DutyKind, ...]) -> list[Duty]:
    found = Duty.objects.waiting().filter(subject_kind=ABOUT, subject_id=str(recipient.pk))
    return list(found.filter(kind__in=[kind.code for kind in kinds]) if kinds else found)
