"""The acts that the demonstration tells: most are answered, some are left open, and telling twice adds nothing."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from acts_world import acting_offices, since
from case_world import a_case

from samanvay.acts.models import Act
from samanvay.cases.people.actions.people import add_person
from samanvay.demo import acted
from samanvay.demo.told import told_as
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.recording.submissions import Captured

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch):
    made = acting_offices()
    made.carer = since("carer", "dcpu", made.dcpu)
    codes = {acted.CWC: made.committee.code, acted.DCPU: made.dcpu.code}
    monkeypatch.setattr(acted, "ACTED", tuple(replace(each, receiver=codes[each.receiver]) for each in acted.ACTED))
    monkeypatch.setattr(acted, "CWC", made.committee.code)
    monkeypatch.setattr(acted, "DCPU", made.dcpu.code)
    made.actors = {
        "ahtu": made.sho.actor, "cwc": made.member.actor, "dcpu": made.carer.actor, "probation": made.probation.actor,
    }  # fmt: skip
    return made


def told() -> Counter[tuple[str, str]]:
    with reading(SYSTEM):
        return Counter(Act.objects.values_list("code", "state"))


def test_the_case_of_the_bangle_makers_is_told_once_with_some_left_unanswered(people) -> None:
    with clock.frozen(clock.now() - timedelta(days=12, hours=2)):
        case = a_case(people.sho, captured=Captured(told_as("case", *acted.TAKEN_FOR_BANGLES)))
        for age in (11, 12):
            add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="male", age=age)
    for _time in range(2):
        acted.tell_acts(people.actors)
        assert told() == {
            ("produced", "confirmed"): 1, ("produced", "declared"): 1, ("order_interim", "confirmed"): 1,
            ("sir_order", "confirmed"): 1, ("sir", "declared"): 1,
        }  # fmt: skip


def test_children_of_an_older_case_have_their_report_and_the_last_waits(people) -> None:
    with clock.frozen(clock.now() - timedelta(days=30)):
        case = a_case(people.sho)
    for _time in range(2):
        children = (("female", 9), ("male", 11))
        acted.tell_produced(people.actors, "ahtu", case, children, hours=10, left=1)
        assert told() == {
            ("produced", "confirmed"): 1, ("produced", "declared"): 1,
            ("sir_order", "confirmed"): 1, ("sir", "confirmed"): 1,
        }  # fmt: skip
