"""The intentions of officers on findings: making one by hand, deciding on one."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import unit_with
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.directory.near import near_readers
from samanvay.duties.actions.duties import do_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor
from samanvay.kernel.refusals import Invalid

from ... import events, policies
from ...duty_kinds import NEW_FINDING
from ...models import Finding
from ...spots import district_of, spots
from ...states import NEEDS_REASON, NOTICED, FindingState, Subject

LONGEST = 500


def finding_readers(state: str, places: Iterable[str], others: Iterable[int] = ()) -> list[int]:
    """Return who sees a finding before it is open to all: the desk, those above it, those near its places.

    And the state's Home Department, which decides on findings too.
    """
    desk = directory.desk_of(state)
    chain = directory.readers_for(desk.audience) if desk is not None else []
    return near_readers({*chain, *directory.home_departments(state), *others}, places)


def make_finding(
    *,
    by: Actor,
    subject: Subject,
    said: str,
    since: date,
    until: date,
    origin: str = "",
    destination: str = "",
    place: str = "",
    form: str = "",
) -> Finding:
    """Write down what an officer noticed; it goes to the desk of the state and to those near its places.

    Places are keys. Raises Invalid for a period that ends before it begins, no words, or a subject not named.
    """
    policies.may_make_finding(by)
    if not said.strip():
        raise Invalid("said", _("Write what you noticed."))
    if len(said) > LONGEST:
        raise Invalid("said", _("At most %(most)d characters.") % {"most": LONGEST})
    if since > until:
        raise Invalid("until", _("The last day is before the first."))
    named = _named(subject, origin, destination, place, form)
    known = spots(key for key in named.values() if key)
    unit = directory.unit_of(unit_with(by, Permission.FINDING_WRITE))
    keys = [key for key in (named["origin"], named["destination"], named["place"]) if key]
    finding = Finding(
        subject=subject,
        kind=NOTICED,
        **named,
        origins=[named["origin"]] if named["origin"] else [],
        keys=[key for key in (named["destination"], named["place"]) if key],
        districts=sorted({home for key in keys if (home := district_of(known.get(key)))}),
        since=since,
        until=until,
        said=said.strip(),
        raised_on=clock.today(),
        raised_by=by.id,
        told_on=clock.today(),
        last_seen_on=until,
        readers=finding_readers(unit.home_state, keys, directory.readers_for(unit.audience)),
        home_unit=unit.audience,
        home_state=unit.home_state,
    )
    with operation(
        events.FINDING_MADE, by=by, target=("finding", finding.id), readers=finding.readers, subject=subject
    ):
        finding.save(force_insert=True)
    return finding


def _named(subject: Subject, origin: str, destination: str, place: str, form: str) -> dict[str, str]:
    """Return what names the subject, the rest empty. Raises Invalid where that is missing."""
    wanted = {
        Subject.CORRIDOR: {"origin": origin, "destination": destination},
        Subject.STOPOVER: {"place": place},
        Subject.DISTRICT: {"place": place},
        Subject.FORM: {"form": form},
    }[subject]
    for name, value in wanted.items():
        if not value:
            raise Invalid(name, _("Choose the place or corridor that this is about."))
    if subject == Subject.CORRIDOR and origin == destination:
        raise Invalid("destination", _("A corridor needs two different places."))
    return {"origin": "", "destination": "", "place": "", "form": "", **wanted}


def decide_finding(
    *, by: Actor, finding: Finding, to: FindingState, reason: str = "", expected: int | None = None
) -> Finding:
    """Say what becomes of a finding; the desk's duty to look at it closes.

    A dismissal says why, and acting says what was done. Raises Invalid without it.
    """
    policies.may_move_finding(by, finding, to)
    if to in NEEDS_REASON and not reason.strip():
        raise Invalid("reason", _("Write why you dismiss it, or what was done."))
    if len(reason) > LONGEST:
        raise Invalid("reason", _("At most %(most)d characters.") % {"most": LONGEST})
    with operation(events.FINDING_DECIDED, by=by, target=("finding", finding.id), readers=finding.readers) as op:
        op.add(was=finding.state, to=to)
        finding.revise(
            expected=expected,
            changes={"state": to, "reason": reason.strip(), "decided_by": by.id, "decided_at": clock.now()},
        )
        close_duties(finding)
    return finding


def close_duties(finding: Finding) -> None:
    """Close what waits for a finding to be looked at. Works inside the caller's operation."""
    for duty in Duty.objects.waiting().filter(kind=NEW_FINDING.code, subject_id=str(finding.pk)):
        do_duty(by=SYSTEM, duty=duty, proof=f"finding {finding.pk}")
