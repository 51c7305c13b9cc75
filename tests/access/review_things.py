"""Conferences in each of their states, for the addresses of their room."""

from datetime import timedelta
from typing import Any

from things import officer, thing

from samanvay.access.actors import actor_for
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, reading
from samanvay.review import actions, events
from samanvay.review.kinds import KINDS, Rhythm
from samanvay.review.models import Conference, Invitation, Item, Line
from samanvay.review.series import actions as series_actions

KIND = KINDS["weekly_round"]


def _chair(audience: int) -> Actor:
    return actor_for(officer("state_nodal_officer", audience))


def _given(audience: int) -> series_actions.Given:
    return series_actions.Given(
        kind=KIND.code,
        name=KIND.name,
        chair=("state_nodal_officer", audience),
        invited=KIND.invited,
        minutes=60,
        standing=KIND.standing,
    )


def _called(by: Actor, audience: int) -> Conference:
    return actions.call_conference(by=by, given=_given(audience), starts_at=clock.now() + timedelta(hours=1))


def _attended(by: Actor, conference: Conference) -> Conference:
    office = {"role": "district_magistrate", "audience": conference.home_unit, "presence": "present"}
    with operation(events.ATTENDANCE_NOTED, by=by, target=("conference", conference.id), readers=conference.line):
        Invitation.objects.create(conference=conference, **office, **conference.ownership())
    return conference


def _line(by: Actor, conference: Conference) -> Line:
    item = Item.objects.filter(conference=conference).exclude(district="")[0]
    item.conference = conference
    return actions.write_line(by=by, item=item, kind="update", text="Two raids were made")


@thing("series")
def series(audience: int) -> dict[str, Any]:
    """Make a weekly series of a unit."""
    by = _chair(audience)
    with reading(by):
        made = series_actions.make_series(by=by, given=_given(audience), rhythm=Rhythm.WEEKLY, weekday=0, at=KIND.at)
    return {"key": made.id}


@thing("conference to come")
def to_come(audience: int) -> dict[str, Any]:
    """Call a conference that a unit chairs."""
    by = _chair(audience)
    with reading(by):
        return {"key": _called(by, audience).id}


@thing("conference that runs")
def running(audience: int) -> dict[str, Any]:
    """Call and begin a conference that a unit chairs."""
    by = _chair(audience)
    with reading(by):
        return {"key": actions.begin_conference(by=by, conference=_called(by, audience)).id}


@thing("conference held")
def held(audience: int) -> dict[str, Any]:
    """Hold a conference that a unit chairs; its minutes are a draft."""
    by = _chair(audience)
    with reading(by):
        conference = actions.begin_conference(by=by, conference=_called(by, audience))
        return {"key": actions.end_conference(by=by, conference=_attended(by, conference)).id}


@thing("line of a conference")
def line(audience: int) -> dict[str, Any]:
    """Write a line in a conference that runs."""
    by = _chair(audience)
    with reading(by):
        return {"key": _line(by, actions.begin_conference(by=by, conference=_called(by, audience))).id}


@thing("line of confirmed minutes")
def confirmed_line(audience: int) -> dict[str, Any]:
    """Write a line, and confirm the minutes."""
    by = _chair(audience)
    with reading(by):
        conference = actions.begin_conference(by=by, conference=_called(by, audience))
        written = _line(by, conference)
        conference = actions.end_conference(by=by, conference=_attended(by, conference))
        actions.confirm_minutes(by=by, conference=conference)
    return {"key": written.id}
