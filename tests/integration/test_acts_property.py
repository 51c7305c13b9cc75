"""Whatever the officers of two units press, in whatever order: no clock is kept and nobody is home without an answer.

What truly was answered is kept beside by the test itself: a press that went through, by whom, on which act.
"""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from acts_world import SINCE, acting_offices, declared, girls_found
from django.db import transaction
from document_files import pdf, put
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import give_role
from samanvay.access.actors import actor_for
from samanvay.acts.actions import attest_act, confirm_act, contradict_act, correct_act, withdraw_act
from samanvay.acts.clocks import counted_clocks, ended_by
from samanvay.acts.models import Act
from samanvay.duties.actions.duties import do_duty
from samanvay.duties.models import Duty
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Refusal

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SEQUENCES = 60  # through the database; the rules alone are tried by thousands in tests/unit/test_acts_rules.py
MAKING, ANSWERING = ("sho", "constable", "both"), ("member", "second_member", "both")
PRESSES = ("declare", "confirm", "contradict", "correct", "withdraw", "attest", "close")
USERS = (*MAKING, "member", "second_member", "chief", "probation")
STEP = st.tuples(st.sampled_from(PRESSES), st.sampled_from(USERS), st.booleans())


@pytest.fixture
def world() -> SimpleNamespace:
    """A case with one girl, her production and her return recorded by the station, and an officer of both units."""
    people = acting_offices()
    give_role(people.desk.user, "cwc_member", people.committee, since=SINCE)
    people.both = SimpleNamespace(user=people.desk.user, actor=actor_for(people.desk.user))
    case, [girl] = girls_found(people, (14,))
    produced = declared(people, case, girl)
    home = declared(people, case, girl, "restored", receiver=people.dcpu.audience, details={"override_order": "HC 1"})
    paper = put(people.sho, case, kind="order", name="order.pdf", chunks=[pdf()])
    return SimpleNamespace(people=people, case=case, girl=girl, acts=[produced, home], paper=paper)


class Told:
    """What went through: the answer that each act stands under, and everybody who entered it."""

    def __init__(self, world: SimpleNamespace) -> None:
        self.world = world
        self.acts: list[Act] = list(world.acts)
        self.answer: dict[UUID, Any] = {}
        self.hands: dict[UUID, set[UUID]] = {act.id: {act.made_by} for act in self.acts}

    def press(self, what: str, who: str, is_home: bool) -> None:
        """Press something as somebody; a press that is refused changes nothing."""
        by = getattr(self.world.people, who).actor
        act = next(each for each in reversed(self.acts) if (each.code == "restored") == is_home)
        given: dict[str, Any] = {"by": by, "act_id": act.id, "expected": None}
        try:
            with transaction.atomic():
                self.carry_out(what, act, by, given)
        except Refusal:
            return
        if what in ("confirm", "attest"):
            self.answer[act.id] = by.id
        elif what in ("contradict", "correct", "withdraw"):
            self.answer.pop(act.id, None)
        if what in ("attest", "correct"):
            self.hands[act.id].add(by.id)

    def carry_out(self, what: str, act: Act, by: Any, given: dict[str, Any]) -> None:
        world = self.world
        if what == "confirm":
            confirm_act(**given)
        elif what == "contradict":
            contradict_act(**given, words="No")
        elif what == "correct":
            correct_act(**given, reason="Number", changes={"reference": str(len(self.answer))})
        elif what == "withdraw":
            withdraw_act(**given, reason="No")
        elif what == "attest":
            attest_act(**given, document_id=world.paper.id)
        elif what == "declare":
            more = {"receiver": world.people.dcpu.audience, "details": {"override_order": "HC 1"}}
            if act.code == "produced":
                more = {}
            made = declared(world.people, world.case, world.girl, act.code, by=by, is_another=True, **more)
            self.acts.append(made)
            self.hands[made.id] = {by.id}
        else:
            with reading(by):
                for duty in Duty.objects.filter(key=f"cwc:{world.case.id}:{world.girl.id}"):
                    do_duty(by=by, duty=duty, proof="She was there")

    def holds(self) -> None:
        """Hold what stands in the database against what was answered."""
        with reading(SYSTEM):
            standing = {act.id: act for act in Act.objects.filter(case=self.world.case)}
            keys = [each.key_of(self.world.case.id, self.world.girl.id) for each in counted_clocks().values()]
            duties = list(Duty.objects.filter(key__in=keys))
        counted = {key for key, act in standing.items() if act.is_effective}
        assert counted == set(self.answer), "what counts is what was answered"
        for key in counted:
            assert standing[key].answered_by not in self.hands[key], "whoever entered it does not answer"
        for duty in duties:
            assert duty.done_at is None or ended_by(duty) in counted, "a clock is kept by an answered act alone"
        produced = {key for key in counted if standing[key].code == "produced"}
        [first] = [duty for duty in duties if duty.kind == "case:before_cwc"]
        assert (first.done_at is not None) == bool(produced)
        assert bool(produced) == any(duty.is_waiting for duty in duties if duty.kind.startswith("acts:"))
        for key in counted - produced:
            assert standing[key].answered_by == self.world.people.probation.user.id


def test_no_sequence_keeps_a_clock_or_brings_a_child_home_without_an_answer(world: SimpleNamespace) -> None:
    tried = 0

    @settings(max_examples=SEQUENCES, deadline=None, database=None)
    @given(st.lists(STEP, min_size=1, max_size=7))
    def sequence(steps: list[tuple[str, str, bool]]) -> None:
        nonlocal tried
        tried += 1
        mark = transaction.savepoint()
        try:
            told = Told(world)
            for step in steps:
                told.press(*step)
            told.holds()
        finally:
            transaction.savepoint_rollback(mark)

    sequence()
    assert tried >= SEQUENCES
