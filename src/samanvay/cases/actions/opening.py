"""Opening a case."""

from typing import Any

from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.team import name_member
from samanvay.access.boxes.groups import TeamRole
from samanvay.access.models import User
from samanvay.access.permissions import Permission
from samanvay.access.policies import unit_with
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import kept_place
from samanvay.recording.fields import recorded, without
from samanvay.recording.submissions import Captured, captured_or_new, once

from .. import events, policies
from ..fields import CASE_FIELDS
from ..models import Case
from ..numbers import next_number


def open_case(
    *,
    by: Actor,
    what: str,
    place: str | None = None,
    unit: int | None = None,
    captured: Captured | None = None,
    **told: Any,
) -> Case:
    """Open a case at a unit of the actor's (by default the first at which they open cases).

    ``place`` is a place's key; ``told`` are the other fields of a case (``CASE_FIELDS``) by name. The opener owns the
    case and leads its team. Raises Refused and Invalid; the same submission twice gives the same case.
    """
    audience = unit if unit is not None else unit_with(by, Permission.CASE_OPEN)
    policies.may_open_case(by, audience)
    home = directory.unit_of(audience)
    sent = captured_or_new(captured)
    case = Case(
        id=uuid7(),
        **recorded(without(CASE_FIELDS, "place"), {"what": what, **told}),
        readers=directory.readers_for(audience),
        home_unit=audience,
        home_state=home.home_state,
        opened_at=clock.now(),
        opened_by=by.id,
        stage_since=clock.now(),
        **sent.columns(),
    )
    with operation(events.CASE_OPENED, by=by, target=("case", case.id), readers=case.readers) as op:
        if known := once(op, Case, sent.submission_id, opened_by=by.id):
            return known
        owner = User.objects.filter(pk=by.id, is_active=True).first()
        if owner is None:
            raise Invalid("owner", _("Only an officer with an account can open a case."))
        case.number, case.owner = next_number(home, clock.today().year), owner
        case.place = kept_place(by, place)
        case.save(force_insert=True)
        name_member(
            by=by,
            record_id=case.id,
            user=owner,
            role=TeamRole.LEAD,
            **case.ownership(),
            is_founding=True,
        )
        op.add(number=case.number, forms=case.forms, source=case.source, place=case.place_id)
    return case
