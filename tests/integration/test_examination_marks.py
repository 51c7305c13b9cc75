"""Pass marks of papers that are harder than the usual: set as these begin, from some persons on, against nobody."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from case_world import officer, world
from django.test import Client
from django.urls import reverse
from exam_world import CODE, course

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.training.examining import events
from samanvay.training.examining.actions.calibrating import FEWEST_PERSONS, calibrate, calibrate_after
from samanvay.training.examining.actions.sitting import GivenAnswer, begin_sitting, hand_in, save_answers
from samanvay.training.examining.marking import as_shown, key_of
from samanvay.training.examining.papers import draw
from samanvay.training.examining.queries import examinations
from samanvay.training.models import Calibration, Sitting

pytestmark = pytest.mark.django_db
EIGHT = [{"module": "signs", "easy": 6, "medium": 4}, {"module": "steps", "easy": 6, "medium": 4}]


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    made = world()
    made.course = course(negative=0.0, questions=20, blueprint=EIGHT)
    trainers = create_unit(by=SYSTEM, kind="ngo", name="Trainers", home_state="IN-UP", place=made.here.place)
    made.trainer = officer("trainer", "trainer", trainers)
    return made


def sat(people: SimpleNamespace, persons: int) -> None:
    """Let so many persons have sat; a medium question of steps is far harder than its author thought."""
    chance = np.random.default_rng(5)
    with reading(SYSTEM):
        pool = examinations.pool_of(people.course)
        edition = people.course.editions.get()
    level = {each.edition: (each.text.module, each.text.difficulty) for each in pool}
    ease = {
        key: {("steps", "medium"): -2.5}.get(cell, 0.8) + float(chance.normal(0, 0.7)) for key, cell in level.items()
    }
    moment = clock.now() - timedelta(days=2)
    rows = []
    for no in range(persons):
        paper = draw(edition.text().examination, pool, no)
        ability = chance.normal()
        right = [bool(chance.random() < 1 / (1 + np.exp(-ease[line.edition] - ability))) for line in paper]
        rows.append(
            Sitting(
                id=uuid7(), learner=uuid7(), course=CODE, edition=edition, mode="own", seed=no,
                rules={"minutes": 20, "pass_percent": 60, "negative": 0.0}, paper=[line.said() for line in paper],
                began_at=moment, closed_at=moment, how="handed",
                marked=[{"given": [0], "right": each} for each in right], score=sum(right),
                percent=5 * sum(right), passed=sum(right) >= 12, readers=[0], home_unit=people.here.audience,
                home_state="IN-UP",
            )
        )  # fmt: skip
    with operation(events.SITTING_CLOSED, by=SYSTEM, target=("sitting", rows[0].pk)):
        Sitting.objects.bulk_create(rows)


def closing() -> list[Event]:
    with reading(SYSTEM):
        return list(Event.objects.filter(kind=events.SITTING_CLOSED.code).order_by("-seq")[:1])


def begun(who: SimpleNamespace) -> Sitting:
    with reading(who.actor):
        return begin_sitting(by=who.actor, code=CODE)


def handed_in(who: SimpleNamespace, sitting: Sitting, right: int) -> Sitting:
    given = []
    for at, edition in enumerate(examinations.texts_of(sitting)[:right]):
        given.append(GivenAnswer(at, tuple(as_shown(sitting.paper[at], key_of(edition.text()))), 1))
    save_answers(by=who.actor, key=sitting.pk, answers=given)
    return hand_in(by=who.actor, key=sitting.pk)


def with_mark(people: SimpleNamespace, sitting: Sitting, percent: int) -> Sitting:
    """Return a sitting as if the draw had made its paper so much harder."""
    with operation(events.SITTING_BEGUN, by=SYSTEM, target=("sitting", sitting.pk)):
        sitting.rules["equated"]["pass_percent"] = percent
        return sitting.revise(expected=None, changes={}, also=["rules"])


def test_questions_are_calibrated_once_enough_have_sat_and_at_most_once_a_day(people: SimpleNamespace) -> None:
    sat(people, FEWEST_PERSONS - 1)
    calibrate_after(closing())
    with reading(SYSTEM):
        assert not Calibration.objects.exists()
        assert calibrate(CODE) is None
    sat(people, 1)
    for _again in range(2):
        calibrate_after(closing())
    with reading(SYSTEM):
        [known] = Calibration.objects.all()
        hard = {str(each.pk) for each in _editions(people) if (each.said["module"], each.said["difficulty"]) == HARD}
    assert known.persons == FEWEST_PERSONS
    assert hard <= set(known.items)
    others = [value for key, value in known.items.items() if key not in hard]
    assert np.mean([known.items[key] for key in hard]) < np.mean(others) - 2, "what people get wrong is hard"
    with clock.frozen(clock.now() + timedelta(days=1, minutes=1)):
        calibrate_after(closing())
    with reading(people.trainer.actor):
        assert not Calibration.objects.exists(), "how hard a question is is the machinery's, as the question is"
    with reading(SYSTEM):
        assert Calibration.objects.count() == 2


HARD = ("steps", "medium")


def _editions(people: SimpleNamespace) -> Any:
    return [each for item in people.course.items.all() for each in item.editions.all()]


def test_a_paper_begun_before_keeps_the_usual_mark_and_one_begun_after_tells_its_own(
    people: SimpleNamespace, client: Client
) -> None:
    sat(people, FEWEST_PERSONS)
    early = begun(people.sho)
    calibrate_after(closing())
    assert ("equated" in early.rules, early.pass_mark) == (False, 60)
    assert not handed_in(people.sho, early, right=11).passed, "no mark changes under whoever sits"
    late = begun(people.far)
    told = late.rules["equated"]
    assert set(told) == {"pass_percent", "worth", "persons", "calibration"}
    assert 55 <= late.pass_mark <= 60
    assert (told["persons"], told["pass_percent"]) == (FEWEST_PERSONS, late.pass_mark)
    late = handed_in(people.far, with_mark(people, late, 55), right=11)
    assert (late.percent, late.passed) == (55, True)
    with reading(people.far.actor):
        assert [each.sitting_id for each in examinations.own_certificates(people.far.actor)] == [late.pk]
    client.force_login(people.far.user)
    page = client.get(reverse("sitting_result", args=[late.pk])).content.decode()
    assert "Your paper was harder than usual: the pass mark was 55 % instead of 60 %." in page
    client.force_login(people.sho.user)
    assert "harder than the usual" not in client.get(reverse("sitting_result", args=[early.pk])).content.decode()


def test_whoever_writes_the_course_reads_how_marks_are_set_and_what_came_of_it(
    people: SimpleNamespace, client: Client
) -> None:
    client.force_login(people.trainer.user)
    address = reverse("training_analysis", args=[CODE])
    sat(people, 3)
    assert "When 200 people have sat" in client.get(address).content.decode()
    sat(people, FEWEST_PERSONS)
    calibrate_after(closing())
    handed_in(people.sho, with_mark(people, begun(people.sho), 55), right=11)
    handed_in(people.far, with_mark(people, begun(people.far), 60), right=11)
    said = client.get(address).content.decode()
    assert f"first papers of {FEWEST_PERSONS + 3} people" in said
    assert "Of 2 papers since, 1 had a lower pass mark." in said
    assert "The lowest pass mark was 55 %; 1 passed who would have failed with the usual mark." in said
