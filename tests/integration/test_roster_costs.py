"""What a batch cost and what was noted of it; what those who came say, and what they gained."""

import csv
import io
from datetime import datetime, time, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from beside_world import a_batch, a_teacher, account, turns
from case_world import officer
from django.test import Client
from django.urls import reverse
from roster_world import a_published_plan, this_monday, world

from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import PersonalDataFound
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay.picture.spots import spots
from samanvay.rosters.delivery.actions import costs, feedback, trainers
from samanvay.rosters.delivery.queries import learning_gains
from samanvay.rosters.models import Batch, Cost, Feedback, Turn
from samanvay.training.examining.events import SITTING_BEGUN
from samanvay.training.models import CourseEdition, Sitting
from samanvay.web.rosters.costs import rupees
from samanvay_insight.items import gains
from samanvay_insight.roster.people import kilometres

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> SimpleNamespace:
    return world()


def held(here: SimpleNamespace, count: int, *, weeks_ago: int = 4, number: int = 1) -> tuple[Batch, list[Actor]]:
    """Make a batch that is over, with some of the child protection unit who came, each with an account."""
    batch = a_batch(here, monday=this_monday() - timedelta(weeks=weeks_ago), number=number, state="held")
    members = here.members["DCPU"][:count]
    turns(batch, members, "came")
    return batch, [account(each, here.dcpu, "counsellor") for each in members]


def sat(actor: Actor, course: str, day: Any, right: int, of: int = 4) -> None:
    """Close a paper of somebody on a day with so many of each module's questions right."""
    with reading(SYSTEM):
        edition = CourseEdition.objects.get(course__code=course)
    lines = [{"module": module, "item": str(uuid7()), "edition": str(uuid7())} for module in ("signs", "steps")
             for _ in range(of)]  # fmt: skip
    marked = [{"given": [0], "right": at % of < right} for at in range(2 * of)]
    at = datetime.combine(day, time(11), clock.INDIA)
    with operation(SITTING_BEGUN, by=SYSTEM):
        Sitting(
            learner=actor.id, course=course, edition=edition, mode="own", seed=1, rules={"minutes": 20}, paper=lines,
            began_at=at, closed_at=at, how="handed", marked=marked, readers=[0], home_unit=100, home_state="IN-UP",
        ).save(force_insert=True)  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "₹0"),
        ("123456", "₹1,23,456"),
        ("999.5", "₹999.50"),
        ("12345678.05", "₹1,23,45,678.05"),
        ("1999.999", "₹2,000"),
    ],
)
def test_rupees_are_grouped_as_india_does(amount: str, words: str) -> None:
    assert rupees(Decimal(amount)) == words


def test_costs_are_summed_by_who_came_and_voided_with_a_reason(here: SimpleNamespace) -> None:
    batch, _people = held(here, 4)
    by = here.trainer.actor
    press = uuid7()
    with reading(by):
        first = costs.write_cost(by=by, batch=batch, kind="food", amount=Decimal(1000), submission_id=press)
        again = costs.write_cost(by=by, batch=batch, kind="food", amount=Decimal(1000), submission_id=press)
        costs.write_cost(by=by, batch=batch, kind="hall", amount=Decimal("500.50"), words="Two days")
        assert again.pk == first.pk
        found = costs.cost_of(by, batch)
        assert (found.total, found.came, found.per_person) == (Decimal("1500.50"), 4, Decimal("375.125"))
        with pytest.raises(Invalid):
            costs.void_cost(by=by, batch=batch, key=first.pk, reason="")
        with pytest.raises(PersonalDataFound):
            costs.void_cost(by=by, batch=batch, key=first.pk, reason="Call 98765 43210")
        costs.void_cost(by=by, batch=batch, key=first.pk, reason="Paid by the hostel.")
        assert costs.cost_of(by, batch).total == Decimal("500.50")
        with pytest.raises(Unseen):
            costs.void_cost(by=by, batch=batch, key=first.pk, reason="Again.")
        for amount in (Decimal(0), Decimal(-1), Decimal("NaN"), Decimal(10**9)):
            with pytest.raises(Invalid):
                costs.write_cost(by=by, batch=batch, kind="food", amount=amount)
        with pytest.raises(PersonalDataFound):
            costs.write_cost(by=by, batch=batch, kind="fee", amount=Decimal(1), words="Call 98765 43210")
    with reading(SYSTEM):
        assert Cost.objects.get(pk=first.pk).void_reason == "Paid by the hostel."


def test_who_does_not_run_the_batch_sees_neither_cost_nor_notes(here: SimpleNamespace) -> None:
    batch, _people = held(here, 1)
    by = here.sho.actor
    with reading(by):
        for look in (costs.cost_of, costs.costs_of, costs.notes_of, feedback.feedback_summary, learning_gains.gains_of):
            with pytest.raises(Refused):
                look(by, batch)  # type: ignore[operator]
        with pytest.raises(Refused):
            costs.costs_of_plan(by, a_published_plan(here))
        with pytest.raises(Refused):
            learning_gains.gains_by(by, "batch")


def test_planned_kilometres_are_those_of_everybodys_way_to_the_centre(here: SimpleNamespace) -> None:
    batch, by = a_batch(here), here.trainer.actor
    turns(batch, [*here.members["DCPU"][:3], *here.members["Station 1"][:2]])
    with reading(by):
        found = costs.cost_of(by, batch)
        known = spots([here.dcpu.place_id, here.stations[1].place_id])
        points = np.array([known[each.place_id].point for each in (here.dcpu, here.stations[1])], dtype=float)
        ways = kilometres(points, np.array([[here.east.latitude, here.east.longitude]]))[:, 0]
    assert found.travel is not None
    assert found.travel.km == round(3 * ways[0] + 2 * ways[1])
    assert found.travel.km > 0
    assert found.per_person is None, "nobody came yet"


def test_a_note_is_looked_through_and_struck_out_with_a_reason(here: SimpleNamespace) -> None:
    batch, by = a_batch(here), here.trainer.actor
    with reading(by):
        with pytest.raises(PersonalDataFound):
            costs.write_note(by=by, batch=batch, words="Sunita, 14 years, of Rampur village told her story.")
        note = costs.write_note(by=by, batch=batch, words="The drill took longer than planned.")
        assert [each.pk for each in costs.notes_of(by, batch)] == [note.pk]
        with pytest.raises(PersonalDataFound):
            costs.void_note(by=by, batch=batch, key=note.pk, reason="Call 98765 43210")
        costs.void_note(by=by, batch=batch, key=note.pk, reason="Written twice.")
        assert not costs.notes_of(by, batch)


def test_the_page_reads_amounts_as_they_are_written_and_the_csv_has_every_batch(here: SimpleNamespace) -> None:
    plan = a_published_plan(here)
    with reading(SYSTEM):
        batches = list(Batch.objects.filter(plan=plan).order_by("label"))
    client = Client()
    client.force_login(here.trainer.user)
    url = reverse("roster_costs", args=[batches[0].pk])
    given = {"kind": "travel", "amount": "₹ १,२३,४५६.५०", "words": "", "submission_id": str(uuid7())}
    assert client.post(url, given).status_code == 302
    assert "₹1,23,456.50" in client.get(url).content.decode()
    assert client.post(url, {**given, "amount": "about 100", "submission_id": str(uuid7())}).status_code == 400
    note = {"what": "note", "words": "Bring a projector.", "submission_id": str(uuid7())}
    assert client.post(url, note).status_code == 302
    assert "Bring a projector." in client.get(url).content.decode()
    answer = client.get(reverse("roster_costs_csv"), {"plan": str(plan.pk)})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["batch"] for row in rows] == [each.label for each in batches]
    assert rows[0]["total"] == "123456.50"
    assert rows[0]["travel"] == "123456.50"
    assert client.get(reverse("roster_costs_csv"), {"plan": str(uuid7())}).status_code == 404
    token = {"csrfmiddlewaretoken": "of-one-page"}
    twice = {**given, **token, "kind": "food", "amount": "10"}
    for _press in range(2):
        assert client.post(url, {**twice, "submission_id": given["submission_id"][:-4] + "abcd"}).status_code == 302
    with reading(SYSTEM):
        assert [str(each.amount) for each in Cost.objects.filter(kind="food")] == ["10.00"]


def test_feedback_is_given_once_by_who_came_and_mended_for_a_week(here: SimpleNamespace) -> None:
    batch, (asha,) = held(here, 1)
    with reading(asha):
        first = feedback.give_feedback(by=asha, batch=batch, useful=5, clear=4, words="More drills.")
        again = feedback.give_feedback(by=asha, batch=batch, useful=3, clear=4)
        assert again.pk == first.pk
        assert feedback.own_feedback(asha, batch).useful == 3  # type: ignore[union-attr]
        for useful in (0, 6):
            with pytest.raises(Invalid):
                feedback.give_feedback(by=asha, batch=batch, useful=useful, clear=3)
        with pytest.raises(PersonalDataFound):
            feedback.give_feedback(by=asha, batch=batch, useful=3, clear=3, words="Call 98765 43210")
    with clock.frozen(first.given_at + timedelta(days=8)), reading(asha), pytest.raises(Invalid):
        feedback.give_feedback(by=asha, batch=batch, useful=1, clear=1)
    with reading(here.sho.actor), pytest.raises(Refused):
        feedback.give_feedback(by=here.sho.actor, batch=batch, useful=1, clear=1)
    with reading(SYSTEM):
        assert Feedback.objects.count() == 1
        told = Event.objects.filter(kind="feedback:given").values_list("body", flat=True)
        assert not any("drills" in body or "useful" in body for body in told)


def test_whoever_missed_the_batch_gives_no_feedback(here: SimpleNamespace) -> None:
    batch, (asha,) = held(here, 1)
    with operation(SITTING_BEGUN, by=SYSTEM):
        Turn.objects.filter(batch=batch).update(state="missed")
    with reading(asha), pytest.raises(Refused):
        feedback.give_feedback(by=asha, batch=batch, useful=5, clear=5)


def test_marks_and_words_are_shown_from_five_on_without_who(here: SimpleNamespace) -> None:
    batch, people = held(here, 6)
    for at, each in enumerate(people[:4]):
        with reading(each):
            feedback.give_feedback(by=each, batch=batch, useful=5, clear=at + 1, words=f"Point number {at}")
    by = here.trainer.actor
    with reading(by):
        told = feedback.feedback_summary(by, batch)
    assert (told.count, told.is_shown, told.useful, told.words) == (4, False, {}, ())
    client = Client()
    client.force_login(here.trainer.user)
    url = reverse("roster_feedback", args=[batch.pk])
    assert "Point number" not in client.get(url).content.decode()
    with reading(people[4]):
        feedback.give_feedback(by=people[4], batch=batch, useful=1, clear=5)
    with reading(by):
        told = feedback.feedback_summary(by, batch)
    assert told.useful == {1: 1, 2: 0, 3: 0, 4: 0, 5: 4}
    assert told.clear == {1: 1, 2: 1, 3: 1, 4: 1, 5: 1}
    assert sorted(told.words) == [f"Point number {at}" for at in range(4)]
    shown = client.get(url).content.decode()
    assert "Point number 0" in shown
    assert "Member M" not in shown


def test_feedback_is_given_on_the_page(here: SimpleNamespace) -> None:
    batch, (asha,) = held(here, 1)
    client = Client()
    client.force_login(User.objects.get(pk=asha.id))
    url = reverse("roster_feedback_give", args=[batch.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"submission_id": str(uuid7())}).status_code == 400
    given = {"useful": "4", "clear": "5", "words": "Good.", "submission_id": str(uuid7())}
    assert client.post(url, given).status_code == 302
    assert "Good." in client.get(url).content.decode()
    assert client.get(reverse("roster_feedback", args=[batch.pk])).status_code == 403


def test_the_gain_is_last_before_against_first_after_of_those_with_both(here: SimpleNamespace) -> None:
    batch, people = held(here, 6)
    code = here.course.code
    before, after = [1, 1, 2, 0, 2], [3, 2, 4, 1, 2]
    for each, first, last in zip(people, before, after, strict=False):
        sat(each, code, batch.starts_on - timedelta(days=60), 4)  # an older one does not count
        sat(each, code, batch.starts_on - timedelta(days=5), first)
        sat(each, code, batch.starts_on + timedelta(days=1), 0)  # nor one on a day of the batch
        sat(each, code, batch.ends_on + timedelta(days=3), last)
        sat(each, code, batch.ends_on + timedelta(days=9), 4)  # nor a later one
    sat(people[5], code, batch.ends_on + timedelta(days=3), 4)
    oracle = gains([25.0 * each for each in before], [25.0 * each for each in after], [0] * 5)[0]
    teacher = officer("faculty", "trainer", here.faculty)
    person = a_teacher(teacher.actor)
    by = here.trainer.actor
    with operation(SITTING_BEGUN, by=by):
        Batch.objects.filter(pk=batch.pk).update(state="planned")
    with reading(SYSTEM):
        batch = Batch.objects.get(pk=batch.pk)
    with reading(by):
        trainers.assign_trainer(by=by, batch=batch, person=person)
        for key, how in ((batch.label, "batch"), (str(person.pk), "trainer")):
            (found,) = learning_gains.gains_by(by, how)
            assert (found.key, found.course, found.is_told) == (key, code, True)
            assert (found.gain.n, found.gain.without) == (5, 1)
            assert found.gain.gained == pytest.approx(oracle.gained)
            assert (found.gain.low, found.gain.high) == pytest.approx((oracle.low, oracle.high))
        assert [each.key for each in learning_gains.gains_by(by, "module")] == ["", "signs", "steps"]
        assert [each.key for each in learning_gains.gains_of(by, batch)] == ["", "signs", "steps"]


def test_of_fewer_than_five_persons_nothing_is_said(here: SimpleNamespace) -> None:
    batch, people = held(here, 4)
    for each in people:
        sat(each, here.course.code, batch.starts_on - timedelta(days=5), 1)
        sat(each, here.course.code, batch.ends_on + timedelta(days=5), 4)
    client = Client()
    client.force_login(here.trainer.user)
    for how in ("batch", "trainer", "module", "nonsense"):
        answer = client.get(reverse("roster_gain"), {"by": how})
        assert answer.status_code == 200
        assert "75.0" not in answer.content.decode()
    assert "too few to measure" in client.get(reverse("roster_gain")).content.decode()
    rows = list(csv.DictReader(io.StringIO(client.get(reverse("roster_gain_csv")).content.decode("utf-8-sig"))))
    assert [(row["batch"], row["gained"], row["both"]) for row in rows] == [(batch.label, "", "4")]
    assert "does not prove an effect" in client.get(reverse("roster_feedback", args=[batch.pk])).content.decode()


def test_a_batch_still_to_come_has_no_gain(here: SimpleNamespace) -> None:
    batch, by = a_batch(here), here.trainer.actor
    with reading(by):
        assert learning_gains.gains_of(by, batch) == []
        assert learning_gains.gains_by(by, "batch") == []
        assert not learning_gains.any_drawn(by)


def test_a_plan_drawn_by_lot_is_said_to_allow_a_comparison(here: SimpleNamespace) -> None:
    a_published_plan(here, seed=7)
    by = here.trainer.actor
    with reading(by):
        assert learning_gains.any_drawn(by)
    client = Client()
    client.force_login(here.trainer.user)
    assert "decided by lot" in client.get(reverse("roster_gain")).content.decode()
