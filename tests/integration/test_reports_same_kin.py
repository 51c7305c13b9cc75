"""Who stops girls on the way rescues them: a case's interception and a report's rescue are held against each other."""

from collections.abc import Callable

from test_reports_same import NOW, asked, confirmed, deliver, facts, people, rescue, settled, told
from test_reports_same_case import client_of, questions, second_factor, settle

from samanvay.cases.kinds import EventKind, kin_of
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.picture.models import Fact

__all__ = ["deliver", "people", "second_factor"]

THREE = "On 12.11.2026 three girls were rescued at Moradabad."
CAUGHT = "On 12.11.2026 three men were arrested at Moradabad."


def test_kin_is_told_both_ways_and_every_other_kind_stands_for_itself() -> None:
    assert set(kin_of("rescue")) == set(kin_of("interception")) == {"rescue", "interception"}
    assert [kin_of(kind) for kind in EventKind if len(kin_of(kind)) == 1] == [
        (kind,) for kind in EventKind if kind not in ("rescue", "interception")
    ]


def test_rescue_of_a_report_is_asked_against_the_interception_of_a_case_and_counts_once(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    chief = people["chief"]
    rescue(chief, day=11, kind="interception", people=3)
    claim, arrest = told(chief, THREE), told(chief, CAUGHT)
    (candidate,) = asked(chief, claim)
    assert (candidate.kind, candidate.people, candidate.number[:3]) == ("interception", 3, "UP-")
    assert asked(chief, arrest) == [], "whom they caught is another thing than whom they freed"
    confirmed(chief, claim, candidate.key)
    deliver()
    assert facts() == [3]
    with reading(SYSTEM):
        assert Fact.objects.get().event_kind == "interception", "linked: the case counts"


def test_as_many_on_one_day_are_taken_for_one_until_somebody_says_otherwise(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    chief, claim = people["chief"], told(people["chief"], THREE)
    confirmed(chief, claim)
    event = rescue(chief, kind="interception", people=3)
    deliver()
    assert facts() == [3]
    (question,) = questions(chief, event.case_id)
    (candidate,) = question.choices
    assert candidate.kind == "rescue"
    with clock.frozen(NOW):
        page = client_of(chief).get(f"/cases/{event.case_id}/").content.decode()
    assert "reported as: Rescue" in page
    settle(chief, event, "none")
    deliver()
    assert facts() == [3, 3]


def test_reports_of_two_agencies_are_asked_whatever_each_calls_it(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    first = told(people["chief"], "On 12.11.2026 three girls were intercepted at Moradabad.")
    assert first.event_kind == "interception"
    second = told(people["dm"], THREE)
    confirmed(people["chief"], first)
    confirmed(people["dm"], second)
    deliver()
    assert facts() == [3], "asked, and what was told first counts meanwhile"
    (candidate,) = asked(people["dm"], second)
    settled(people["dm"], second, candidate.key)
    deliver()
    assert facts() == [3]
