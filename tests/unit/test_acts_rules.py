"""The rules of acts alone, without a database: thousands of sequences of presses by any officers of two units.

The policies and the table of states are the product's own; what a press changes on the row is written here in short.
"""

from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samanvay.acts import care, policies
from samanvay.acts.models import Act
from samanvay.acts.states import EFFECTIVE, TRANSITIONS, ActState
from samanvay.kernel.db.scope import Actor, Held
from samanvay.kernel.refusals import Refused

SEQUENCES = 3_000
ABOVE, STATION, COMMITTEE = 100, 101, 102
POSTS = (
    Held("police_chief", ABOVE),
    Held("station_officer", STATION),
    Held("women_help_desk", STATION),
    Held("cwc_member", COMMITTEE),
)
PRESSES = {
    "confirm": (policies.may_answer, ActState.CONFIRMED),
    "contradict": (policies.may_contradict, ActState.CONTRADICTED),
    "correct": (policies.may_correct, ActState.DECLARED),
    "withdraw": (policies.may_withdraw, ActState.WITHDRAWN),
    "attest": (policies.may_attest, ActState.ATTESTED),
}
USERS = st.lists(st.lists(st.sampled_from(POSTS), max_size=3, unique=True), min_size=1, max_size=4)
STEPS = st.lists(st.tuples(st.sampled_from(sorted(PRESSES)), st.integers(0, 3)), max_size=12)


def actor(number: int, posts: list[Held]) -> Actor:
    return Actor(uuid5(UUID(int=0), str(number)), str(number), tuple(each.audience for each in posts), tuple(posts))


@pytest.fixture
def offices(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """Let two units and one above the first stand; tells whether the receiver had an office on the day of the act."""
    told = {"had_office": True}
    lines = {STATION: [0, STATION, ABOVE], COMMITTEE: [0, COMMITTEE]}
    monkeypatch.setattr(policies.directory, "readers_for", lines.__getitem__)
    monkeypatch.setattr(policies.directory, "name_of_unit", str)
    monkeypatch.setattr(policies, "answering_roles", lambda kind, audience: kind.receivers["cwc"])
    monkeypatch.setattr(policies, "had_office", lambda act: told["had_office"])
    return told


def test_no_sequence_of_presses_makes_an_act_count_without_a_second_officer(offices: dict[str, bool]) -> None:
    reached: set[str] = set()

    @settings(max_examples=SEQUENCES, deadline=None, database=None)
    @given(posts=USERS, had_office=st.booleans(), steps=STEPS)
    def sequence(posts: list[list[Held]], had_office: bool, steps: list[tuple[str, int]]) -> None:
        offices["had_office"] = had_office
        users = [actor(number, each) for number, each in enumerate(posts)]
        maker = users[0]
        act = Act(code="produced", made_by=maker.id, maker_unit=STATION, receiver_unit=COMMITTEE, hands=[maker.id])
        act.state, entered = ActState.DECLARED, {maker.id}
        for press, number in steps:
            by = users[number % len(users)]
            may, to = PRESSES[press]
            before = ActState(act.state)
            try:
                may(by, act)
            except Refused:
                continue
            assert to in TRANSITIONS[before]
            act.state = to
            if press in ("confirm", "attest"):
                assert by.id not in entered, "whoever entered an act answers for nobody"
            if press == "confirm":
                assert had_office
                assert Held("cwc_member", COMMITTEE) in by.grants
            if press == "attest":
                assert not had_office
                assert {held.audience for held in by.grants} & {STATION, ABOVE}
            if press in ("correct", "attest"):
                act.hands = [*act.hands, by.id]
                entered.add(by.id)
            reached.add(act.state)
            assert len(users) > 1 or act.state not in EFFECTIVE, "one officer alone makes nothing count"

    sequence()
    assert reached == set(ActState), "every state was reached, so that the rules were truly tried"
    assert care.ACTS
