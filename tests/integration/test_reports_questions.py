"""A question whether two records tell of one happening is a duty of who can answer, and stands in Today's figures."""

from collections.abc import Callable
from datetime import timedelta

from test_reports_same import FOUR, NOW, SEVEN, asked, confirmed, deliver, fresh, people, rescue, settled, told
from test_reports_same_case import questions, settle

from samanvay.cases.actions import void_case
from samanvay.duties import queries
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.reports.actions import ask_same_again, reopen_claim

__all__ = ["deliver", "people"]


def waiting(actor: Actor) -> list[Duty]:
    """Return the questions among the tasks of a person's desk."""
    with clock.frozen(NOW), reading(actor):
        return list(queries.today(actor).filter(kind="report:same"))


def test_confirmed_reading_that_is_asked_waits_for_its_officer_until_it_is_answered(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    first, second = told(people["chief"], SEVEN), told(people["dm"], FOUR)
    confirmed(people["chief"], first)
    confirmed(people["dm"], second)
    deliver()
    (duty,) = waiting(people["dm"])
    assert (duty.owner_user_id, duty.due_at) == (people["dm"].id, NOW + timedelta(days=2))
    assert duty.link == f"/reports/{second.report_id}/#reading-{second.pk}"
    assert waiting(people["chief"]) == []
    (candidate,) = asked(people["dm"], second)
    settled(people["dm"], second, candidate.key)
    deliver()
    assert waiting(people["dm"]) == []
    with clock.frozen(NOW), reading(people["dm"]) as dm:
        ask_same_again(by=dm, claim=fresh(second))
    deliver()
    assert len(waiting(people["dm"])) == 1, "withdrawn: asked anew"
    with clock.frozen(NOW), reading(people["chief"]) as chief:
        reopen_claim(by=chief, claim=fresh(first))
    deliver()
    assert waiting(people["dm"]) == [], "what it was asked about is told no more"
    with reading(SYSTEM):
        assert Duty.objects.filter(kind="report:same", done_at__isnull=False).count() == 2


def test_case_recorded_without_the_quick_record_calls_its_officer(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    confirmed(people["chief"], told(people["chief"], FOUR))
    deliver()
    event = rescue(people["chief"], people=7)
    deliver()
    (duty,) = waiting(people["chief"])
    assert duty.link == f"/cases/{event.case_id}/#same"
    (question,) = questions(people["chief"], event.case_id)
    settle(people["chief"], event, question.choices[0].key)
    deliver()
    assert waiting(people["chief"]) == []


def test_question_that_falls_away_or_is_answered_on_the_report_calls_nobody(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    claim = told(people["dm"], FOUR)
    confirmed(people["dm"], claim)
    deliver()
    event = rescue(people["chief"], people=7)
    deliver()
    assert len(waiting(people["chief"])) == 1, "found by the system's look in the other voice's report"
    with clock.frozen(NOW), reading(people["dm"]) as dm:
        reopen_claim(by=dm, claim=fresh(claim))
    deliver()
    assert waiting(people["chief"]) == []
    confirmed(people["dm"], claim)
    deliver()
    assert (len(waiting(people["dm"])), waiting(people["chief"])) == (1, []), "one of the two is asked"
    with clock.frozen(NOW), reading(people["chief"]) as chief:
        void_case(by=chief, case_id=event.case_id, reason="opened twice")
    deliver()
    assert waiting(people["dm"]) == []
