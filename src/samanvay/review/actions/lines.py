"""What is typed while a conference runs: updates and decisions, saved at once, mended, struck out."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import Step, drop_duty, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor
from samanvay.kernel.refusals import Invalid
from samanvay.recording.submissions import Captured, captured_or_new, once

from .. import events, policies
from ..duty_kinds import DECISION
from ..invitations.inviting import readers_of_district
from ..models import Conference, Invitation, Item, Line
from ..owners import Chosen, Owner, chosen
from ..states import LineKind
from ..wording import checked, day_in_both, reason_of
from .calling import tell_invited

END_OF_DAY = time(18)
HEARD_AFTER = timedelta(days=1)
LONGEST_TITLE = 240


def write_line(
    *,
    by: Actor,
    item: Item,
    kind: str,
    text: str,
    owner: str = "",
    said_on: date | None = None,
    pii_answer: str = "",
    captured: Captured | None = None,
) -> Line:
    """Write an update or a decision under an item; a decision becomes a duty of its owner, or of each of a group.

    What is written after the end is marked as added; of minutes that were sent it makes a new version, which is told.
    ``pii_answer`` confirms what was found in this very text. Raises Refused, Invalid,
    PersonalDataFound.
    """
    conference = item.conference
    policies.may_write_line(by, conference)
    of = LineKind(kind) if kind in list(LineKind) else LineKind.UPDATE
    said, was_asked = checked("text", text, by=by, pii_answer=pii_answer)
    who: Chosen | None = None
    if of == LineKind.DECISION:
        who = chosen(conference, item, owner)
        if said_on is None:
            raise Invalid("said_on", _("Enter by which day."))
        if said_on < clock.today():
            raise Invalid("said_on", _("This day has already passed."))
    sent = captured_or_new(captured)
    readers = _readers(conference, item)
    with operation(events.LINE_WRITTEN, by=by, target=("conference", conference.id), readers=readers) as op:
        if known := once(op, Line, sent.submission_id, written_by=by.id):
            return known
        line = Line.objects.create(
            conference=conference,
            item=item,
            kind=of,
            text=said,
            names_nobody=was_asked,
            said_on=said_on if who else None,
            is_late=conference.is_over,
            written_by=by.id,
            written_at=clock.now(),
            readers=readers,
            home_unit=conference.home_unit,
            home_state=conference.home_state,
            **(_owner_columns(who) if who else {}),
            **sent.columns(),
        )
        op.add(line=line.pk, of_kind=of, item=item.pk)
        if who:
            _open_duties(line, who.owners)
        if conference.is_confirmed:
            words = Bilingual("Minutes were added to: {name}, {when}", "कार्यवृत्त में जोड़ा गया: {name}, {when}")
            tell_invited(conference, words, f"added:{line.pk}", page="minutes/")
    return line


def change_line(*, by: Actor, line: Line, text: str, pii_answer: str = "", expected: int | None = None) -> Line:
    """Word a line anew while its minutes are a draft; a decision's duties are opened anew with its words."""
    policies.may_change_line(by, line)
    if line.conference.is_confirmed:
        raise Invalid("text", _("The minutes are confirmed. Correct them by an amendment with a reason."))
    said, was_asked = checked("text", text, by=by, pii_answer=pii_answer)
    with operation(events.LINE_CHANGED, by=by, target=("conference", line.conference_id), readers=line.readers) as op:
        op.add(line=line.pk)
        is_same = said == line.text
        line.revise(expected=expected, changes={"text": said, "names_nobody": was_asked})
        if line.is_decision and not is_same:
            _open_duties(line, _drop_duties(line, _("Text changed.")))
    return line


def strike_line(*, by: Actor, line: Line, reason: str, expected: int | None = None) -> Line:
    """Strike out a line with a reason; what was to be done by it is withdrawn, nothing is deleted."""
    policies.may_change_line(by, line)
    if line.conference.is_confirmed:
        raise Invalid("reason", _("The minutes are confirmed. Correct them by an amendment with a reason."))
    why = reason_of(reason)
    with operation(events.LINE_STRUCK, by=by, target=("conference", line.conference_id), readers=line.readers) as op:
        op.add(line=line.pk)
        line.revise(expected=expected, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": why})
        if line.is_decision:
            _drop_duties(line, why)
    return line


def _readers(conference: Conference, item: Item) -> list[int]:
    if conference.is_confirmed:
        return list(conference.readers)
    invited = list(Invitation.objects.filter(conference=conference, district=item.district)) if item.district else []
    return readers_of_district(conference, item.district, invited)


def _owner_columns(who: Chosen) -> dict[str, Any]:
    first = who.first
    return {
        "owner_role": first.role,
        "owner_audience": None if who.group else first.audience,
        "owner_user": first.user,
        "group": who.group,
        "group_size": len(who.owners),
    }


def _open_duties(line: Line, owners: tuple[Owner, ...]) -> None:
    """Open the duties of a decision; if nobody acts, the chair hears of it a day after."""
    conference = line.conference
    assert line.said_on is not None
    held = day_in_both((conference.begun_at or conference.starts_at).astimezone(clock.INDIA).date())
    words = line.text[: LONGEST_TITLE - 80]
    title = Bilingual(f"Decided on {held.en}: {words}", f"{held.hi} का निर्णय: {words}")
    if line.is_added:
        day = day_in_both(line.written_at.astimezone(clock.INDIA).date())
        title = Bilingual(
            f"Added on {day.en} to the meeting of {held.en}: {words}", f"{held.hi} की बैठक में {day.hi} को जोड़ा: {words}"
        )
    rising = directory.readers_for_many({owner.audience for owner in owners})
    for owner in owners:
        open_duty(
            by=SYSTEM,
            kind=DECISION,
            subject=("decision", line.id),
            title=title,
            owner_role=owner.role,
            owner_audience=owner.audience,
            owner_user=owner.user,
            due_at=_end_of(line.said_on),
            readers={*conference.line, *rising[owner.audience]},
            home_state=conference.home_state,
            opener_unit=conference.home_unit,
            link=f"/conferences/{conference.id}/#line-{line.id}" if owner.audience in conference.readers else "",
            escalate=[Step(HEARD_AFTER, conference.chair_role, conference.home_unit)],
            key=f"decision:{line.id}:{line.version}:{owner.role}:{owner.audience}",
        )


def _end_of(day: date) -> datetime:
    return datetime.combine(day, END_OF_DAY, tzinfo=clock.INDIA)


def _drop_duties(line: Line, why: str) -> tuple[Owner, ...]:
    """Withdraw what still waits of a decision; returns whose it was."""
    waiting = Duty.objects.waiting().filter(subject_kind="decision", subject_id=str(line.pk))
    owners = []
    for duty in waiting.select_related("owner_user"):
        drop_duty(by=SYSTEM, duty=duty, reason=why)
        owners.append(Owner(duty.owner_role, duty.owner_audience, duty.owner_user))
    return tuple(owners)
