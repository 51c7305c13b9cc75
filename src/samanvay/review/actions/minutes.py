"""Minutes: confirmed by the chair and sent to the invited; amended afterwards, the old words beside the new."""

from django.utils.translation import gettext as _

from samanvay.audit.amendments import amend
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid

from .. import events, policies
from ..models import Conference, Invitation, Line, Shown
from ..states import ConferenceState, Presence
from ..wording import checked, reason_of
from .calling import tell_invited
from .running import close_confirming


def confirm_minutes(*, by: Actor, conference: Conference, expected: int | None = None) -> Conference:
    """Confirm the minutes: from now on every invited office reads them, and is told so.

    Who was not noted counts as absent. What only those near it may know stays with them, and so does what was struck
    out: it may be struck since it pointed at somebody.
    """
    policies.may_confirm_minutes(by, conference)
    with operation(
        events.MINUTES_CONFIRMED, by=by, target=("conference", conference.id), readers=conference.readers
    ) as op:
        conference.revise(
            expected=expected,
            changes={"state": ConferenceState.CONFIRMED, "confirmed_at": clock.now(), "confirmed_by": by.id},
        )
        invited = Invitation.objects.filter(conference=conference)
        invited.filter(presence=Presence.UNKNOWN).update(presence=Presence.ABSENT)
        for rows in (
            invited,
            Line.objects.standing().filter(conference=conference),
            Shown.objects.filter(item__conference=conference, is_told=True),
        ):
            rows.update(readers=conference.readers)
        close_confirming(conference)
        words = Bilingual("Minutes are ready: {name}, {when}", "कार्यवृत्त तैयार है: {name}, {when}")
        op.add(sent=tell_invited(conference, words, "minutes", page="minutes/"))
    return conference


def amend_line(
    *, by: Actor, line: Line, text: str, reason: str, pii_answer: str = "", expected: int | None = None
) -> Line:
    """Correct a line of confirmed minutes; the words that were confirmed stay beside the new ones with the reason."""
    policies.may_amend_minutes(by, line.conference)
    said, _was_asked = checked("text", text, by=by, pii_answer=pii_answer)
    why = reason_of(reason)
    if said == line.text:
        raise Invalid("text", _("This is the same text as before."))
    with operation(
        events.MINUTES_AMENDED, by=by, target=("conference", line.conference_id), readers=line.readers
    ) as op:
        op.add(line=line.pk)
        amend(line, by=by, reason=why, expected=expected, changes={"text": said})
        tell_invited(
            line.conference,
            Bilingual("Minutes were amended: {name}, {when}", "कार्यवृत्त में संशोधन हुआ: {name}, {when}"),
            f"amended:{line.pk}:{line.version}",
            page="minutes/",
        )
    return line
