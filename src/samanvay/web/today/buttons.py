"""The one large button of a desk, by the role of the post."""

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.cases import queries as cases
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.reports import queries as reports
from samanvay.reports.states import IN_HAND, ReportState
from samanvay.reports.weeks.weekly import asked_week, week_words
from samanvay.review.queries import next_run_by
from samanvay.rosters.delivery.actions.trainers import taught_by
from samanvay.training.roll.actions.teachers import teacher_of
from samanvay.web.components.pieces import Action

from .presenters import opens

Button = Callable[[Actor], Action]
SOON = 7  # days in which a weekday names the day


def _to(words: Any, name: str, query: str = "") -> Button:
    return lambda actor: Action(words, reverse(name) + query, kind="primary")


def _week_s_report(actor: Actor) -> Action:
    """Return the report of the week that is due: to write, to finish, or its state once it was sent."""
    desk = reports.reporting_desk(actor)
    found = reports.latest_of_week(desk[0], asked_week()) if desk else None
    if desk is None:
        return Action(_("Reports"), reverse("reports"), kind="primary")
    if found is None:
        return Action(_("This week's report"), reverse("report_new"), kind="primary")
    words = {
        ReportState.SUBMITTED: _("Report for %(week)s: sent"),
        ReportState.ACCEPTED: _("Report for %(week)s: accepted"),
        ReportState.RETURNED: _("Report for %(week)s: revise"),
    }.get(ReportState(found.state), _("Report for %(week)s: finish"))
    words %= {"week": week_words(asked_week())}
    return Action(words, reverse("report", args=[found.pk]), kind="primary" if found.state in IN_HAND else "quiet")


def _next_meeting(actor: Actor) -> Action:
    """Return the next conference that this person runs, by its day and hour; else the page before the meeting."""
    found = next_run_by(actor)
    if found is None:
        if holds(actor, Permission.REPORT_ACCEPT):
            return Action(_("Before the meeting"), reverse("meeting"), kind="primary")
        return Action(_("Meetings"), reverse("conferences"), kind="primary")
    at = found.starts_at.astimezone(clock.INDIA)
    ahead = (at.date() - clock.today()).days
    said = {"day": formats.date_format(at, "l" if 0 < ahead < SOON else "j F"), "hour": formats.date_format(at, "H:i")}
    words = _("Today's meeting, %(hour)s") if ahead == 0 else _("Meeting of %(day)s, %(hour)s")
    if 0 < ahead < SOON:
        words = _("%(day)s's meeting, %(hour)s")
    return Action(words % said, reverse("conference", args=[found.pk]), kind="primary")


def _children_due(actor: Actor) -> Action:
    """Return the cases in which a child has still to be produced, else all that are shared."""
    asked = cases.Filters(due_before_cwc=True)
    count = cases.capped_count(cases.cases_found(actor, asked)) if holds(actor, Permission.CASE_READ) else 0
    if not count:
        return Action(_("Cases shared with us"), reverse("cases"), kind="primary")
    return Action(_("Children due before us (%(n)d)") % {"n": count}, reverse("cases") + "?due=cwc", kind="primary")


def _next_batch(actor: Actor) -> Action:
    person = teacher_of(actor.id)
    taught = taught_by(person, since=clock.today()) if person is not None else []
    if not taught:
        return Action(_("Training calendar"), reverse("roster_calendar"), kind="primary")
    batch = taught[0].batch
    day = formats.date_format(batch.starts_on, "j F")
    return Action(_("Next batch, %(day)s") % {"day": day}, reverse("roster_batch", args=[batch.pk]), kind="primary")


_rescue = _to(gettext_lazy("Record a rescue"), "case_quick")
_missing = _to(gettext_lazy("Report a missing person"), "entry_add")
_shared = _to(gettext_lazy("Cases shared with us"), "cases")
_training = _to(gettext_lazy("My training"), "training")
_opened = _to(gettext_lazy("Who opened what"), "audit", "?question=opened")

BUTTONS: Mapping[str, Button] = {
    "state_nodal_officer": _next_meeting,
    "state_bureau": _next_meeting,
    "state_desk_analyst": _to(gettext_lazy("New findings"), "findings"),
    "home_secretary": _next_meeting,
    "divisional_commissioner": _next_meeting,
    "district_magistrate": _week_s_report,
    "range_officer": _next_meeting,
    "police_chief": _week_s_report,
    "ahtu_in_charge": _rescue,
    "station_officer": _rescue,
    "women_help_desk": _missing,
    "recruit": _training,
    "railway_police": _rescue,
    "border_police": _rescue,
    "dcpu": _shared,
    "cwc_member": _children_due,
    "probation_officer": _shared,
    "labour_officer": _rescue,
    "prosecutor": _shared,
    "legal_services": _shared,
    "court_officer": _shared,
    "shelter_superintendent": _shared,
    "doctor": _shared,
    "counsellor": _shared,
    "ngo_worker": _missing,
    "lawyer": _to(gettext_lazy("Look up the law"), "law"),
    "panchayat_representative": _training,
    "trainer": _next_batch,
    "press_desk": _to(gettext_lazy("Counts and trends"), "trends"),
    "campaign_officer": _to(gettext_lazy("Where people are taken from"), "picture"),
    "data_protection_officer": _opened,
    "auditor": _opened,
    "administrator": _to(gettext_lazy("Officers and units"), "officers"),
}


def button_of(actor: Actor) -> Action | None:
    """Return the button of the first post whose page opens for this person, None for whoever has none."""
    for held in actor.grants:
        action = BUTTONS[held.role](actor)
        if opens(actor, action.url):
            return action
    return None
