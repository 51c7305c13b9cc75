"""May this person see, call, run a conference, write under an item, confirm minutes; and if not, why not.

The rule (docs/adr/0021): whoever is invited sees the conference, its running order and their own item; the chair's
line and the desks see every item and the wall; the confirmed minutes are read by all who were invited.
"""

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require, units_with
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused

from .models import Conference, Item, Line, Series
from .states import CONFERENCE_FOLLOWS, ConferenceState


def is_of_line(actor: Actor, conference: Conference) -> bool:
    """Tell whether the person serves at the chair's unit, above it or at a desk: they see every item."""
    return any(holds(actor, Permission.CONFERENCE_READ, audience=audience) for audience in conference.line)


def runs(actor: Actor, conference: Conference) -> bool:
    """Tell whether the person may run this conference."""
    return any(holds(actor, Permission.CONFERENCE_RUN, audience=audience) for audience in conference.line)


def may_call_conference(actor: Actor) -> None:
    """Refuse unless the person may call conferences at some unit."""
    require(actor, Permission.CONFERENCE_RUN)


def may_change_series(actor: Actor, series: Series) -> None:
    """Refuse unless the series goes on and the person runs conferences at the chair's unit or a desk."""
    require(actor, Permission.CONFERENCE_RUN)
    if not set(units_with(actor, Permission.CONFERENCE_RUN)) & {series.home_unit, *series.desks}:
        raise Refused(_("You do not have permission. The chair's office or the desk that made a series can change it."))
    if series.ended_at is not None:
        raise Refused(_("This series has ended."))


def may_see_wall(actor: Actor, conference: Conference) -> None:
    """Refuse unless the person is of the chair's line or a desk."""
    require(actor, Permission.CONFERENCE_READ)
    if not is_of_line(actor, conference):
        raise Refused(
            _("You do not have permission. The page of all districts is for the chair's office and those above it.")
        )


def may_run_conference(actor: Actor, conference: Conference) -> None:
    """Refuse unless the person runs this conference."""
    require(actor, Permission.CONFERENCE_RUN)
    if not runs(actor, conference):
        raise Refused(_("You do not have permission. The chair's office runs this meeting."))


def may_arrange_conference(actor: Actor, conference: Conference) -> None:
    """Refuse unless the person runs the conference and it has not begun."""
    may_run_conference(actor, conference)
    if not conference.is_planned:
        raise Refused(_("The agenda can no longer be changed: the meeting has begun, or was cancelled."))


def may_move_on(actor: Actor, conference: Conference, to: ConferenceState) -> None:
    """Refuse unless the person runs the conference and the state follows the present one."""
    may_run_conference(actor, conference)
    if to not in CONFERENCE_FOLLOWS[ConferenceState(conference.state)]:
        raise Refused(_("This is not possible in the meeting's present status."))


def may_write_line(actor: Actor, conference: Conference) -> None:
    """Refuse unless the person runs the conference and it has begun."""
    may_run_conference(actor, conference)
    if conference.is_planned or conference.is_cancelled:
        raise Refused(_("You can write updates and decisions once the meeting has begun."))


def may_change_line(actor: Actor, line: Line) -> None:
    """Refuse unless the line stands and its minutes are still a draft."""
    may_write_line(actor, line.conference)
    if line.is_void:
        raise Refused(_("This entry was deleted."))


def may_mark_item(actor: Actor, item: Item) -> None:
    """Refuse unless the person runs the conference and it runs, or stands in draft."""
    may_run_conference(actor, item.conference)
    if item.conference.is_cancelled or item.conference.is_confirmed:
        raise Refused(_("The minutes are confirmed. Corrections are added as amendments."))


def may_note_attendance(actor: Actor, conference: Conference) -> None:
    """Refuse unless the person runs the conference, and its minutes are not confirmed."""
    may_run_conference(actor, conference)
    if conference.is_cancelled or conference.is_confirmed:
        raise Refused(_("The minutes are confirmed. Attendance can no longer be changed."))


def may_say_here(actor: Actor, conference: Conference) -> None:
    """Refuse unless the conference runs."""
    require(actor, Permission.CONFERENCE_READ)
    if not conference.is_running:
        raise Refused(_("You can mark yourself as present only while the meeting is running."))


def may_join(actor: Actor, conference: Conference) -> None:
    """Refuse where there is nothing to join."""
    require(actor, Permission.CONFERENCE_READ)
    if conference.is_over or conference.is_cancelled:
        raise Refused(_("This meeting is over."))


def may_confirm_minutes(actor: Actor, conference: Conference) -> None:
    """Refuse unless the minutes are a draft and the person sits in the chair, or above it in its line."""
    may_run_conference(actor, conference)
    chair = [held for held in actor.grants if held.role == conference.chair_role]
    if not any(held.audience == conference.home_unit for held in chair):
        raise Refused(
            _("You do not have permission. The chair confirms the minutes: %(role)s.")
            % {"role": conference.chair_words}
        )
    if conference.state != ConferenceState.HELD:
        raise Refused(_("There is no draft to confirm."))
    if not conference.is_attended:
        raise Refused(_("Nobody is noted as present. Note the attendance first, then confirm."))


def may_amend_minutes(actor: Actor, conference: Conference) -> None:
    """Refuse unless the minutes are confirmed and the person runs the conference."""
    may_run_conference(actor, conference)
    if not conference.is_confirmed:
        raise Refused(_("The minutes are still a draft. Correct the entry itself."))


def may_read_minutes(actor: Actor, conference: Conference) -> None:
    """Refuse until the conference was held; before the chair has confirmed, only the chair's line reads them."""
    require(actor, Permission.CONFERENCE_READ)
    if not conference.is_over:
        raise Refused(_("There are no minutes until the meeting has been held."))
    if not conference.is_confirmed and not is_of_line(actor, conference):
        raise Refused(_("The minutes are not confirmed yet. You will get them when the chair confirms them."))
