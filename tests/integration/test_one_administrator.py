"""One administrator alone: the chain by which one person became the state's nodal officer, and the ways round it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from case_world import a_case, officer, world
from django.db import transaction

from samanvay.access.actions import choose_password, issue_token, make_client
from samanvay.access.actors import actor_for
from samanvay.access.boxes.groups import Purpose
from samanvay.access.models import User
from samanvay.access.queries import actor_of_token
from samanvay.cases.actions.export import export_cases
from samanvay.cases.queries import Filters, cases_found
from samanvay.directory.actions import add_officer, create_unit, open_account, post_officer, reset_sign_in
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Refused

PASSWORD = "a ghost with a long password"


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    found = world()
    office = create_unit(by=SYSTEM, kind="administration", name="Administration", home_state="IN-UP")
    found.admin = officer("admin", "administrator", office)
    return found


def ghost(people: SimpleNamespace, role: str, unit: Any, number: str = "G-1") -> tuple[User, str]:
    """Post somebody who does not exist, as the administrator; return their user and the code for their password."""
    by = people.admin.actor
    made = add_officer(by=by, employee_no=number, home_state="IN-UP", name="Ghost")
    post_officer(by=by, officer=made, unit=unit, role=role)
    user = open_account(by=by, officer=made)
    made.refresh_from_db()
    return user, reset_sign_in(by=by, officer=made, reason="first")


def test_one_administrator_does_not_make_a_nodal_officer_and_take_the_cases(people: SimpleNamespace) -> None:
    a_case(people.sho)
    user, code = ghost(people, "state_nodal_officer", people.police)
    with transaction.atomic():
        choose_password(username=user.username, code=code, password=PASSWORD)
    taken = actor_for(User.objects.get(pk=user.pk))
    with reading(taken):
        with pytest.raises(Refused):
            export_cases(by=taken, filters=Filters(), purpose=Purpose.CARE)
        assert not cases_found(taken, Filters())


def test_one_administrator_does_not_make_a_token_of_the_state(people: SimpleNamespace) -> None:
    by = people.admin.actor
    unit = people.police
    client = make_client(
        by=by, name="Mirror", role="state_nodal_officer", audience=unit.audience, compartment=unit.compartment,
        home_state="IN-UP",
    )  # fmt: skip
    _token, text = issue_token(
        by=by, client=client, name="Mirror", audience=unit.audience, permissions=["case:read"],
        expires_on=clock.today() + timedelta(days=365),
    )  # fmt: skip
    assert actor_of_token(text) is None
